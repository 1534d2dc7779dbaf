"""The plan as JSON and CSV: the contract's keys, every field, nothing a spreadsheet executes."""

import csv
import io
import json
from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import evaluation, everything
from iso20k_gap.core.plan import PlanDecisions, PlannedAction
from iso20k_gap.core.planning import make_plan
from iso20k_gap.core.slippage import frozen, with_progress
from iso20k_gap.reports.plan_table import COLUMNS, plan_data, render_csv, render_json

GAPS = {**everything("F"), "8.6.1": "P", "8.7.2": "N"}


def plan(**decisions):
    return make_plan(evaluation(GAPS), PlanDecisions.model_validate(decisions))


MADE = plan()


def rows(made):
    text = render_csv(made).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_json_has_the_keys_of_the_contract():
    """The published shape, with strings for dates and numbers for days."""
    data = json.loads(render_json(plan(stage2="2028-01-31")))

    keys = {"start", "stage2", "actions", "milestones", "feasible", "earliest"}
    assert keys <= set(data)
    assert (data["stage2"], data["feasible"]) == ("2028-01-31", True)
    assert (data["direction"], data["start"]) == ("backward", data["latest_start"])
    assert data["start"] == min(each["start"] for each in data["actions"])
    assert data["spare"] > 0
    assert data["chance"] <= data["chance_at_once"] == 100
    assert data["safe_starts"]["p95"] <= data["safe_starts"]["p50"] < data["start"]
    wanted = {
        "id", "goal", "clause", "findings", "owner", "effort", "start", "end", "prerequisites",
        "critical", "status", "phase",
    }  # fmt: skip
    for action in data["actions"]:
        assert wanted <= set(action)
        assert set(action["effort"]) == {"low", "likely", "high"}
        assert isinstance(action["critical"], bool)
    for milestone in data["milestones"]:
        assert {"id", "name", "date"} <= set(milestone)
    forward = json.loads(render_json(plan()))
    assert (forward["start"], forward["stage2"]) == ("2026-11-21", None)
    assert forward["direction"] == "forward"
    names = ("latest_start", "spare", "chance_at_once", "safe_starts")
    assert [forward[name] for name in names] == [None] * 4


def test_json_leaves_no_field_of_an_action_out():
    """Whatever an action has is in the document."""
    data = plan_data(plan())["actions"][0]

    assert {each.name for each in fields(PlannedAction)} <= set(data)


def test_goals_name_their_measure_and_actions():
    """One goal a clause, with every action of the plan under one."""
    made = plan()
    goals = plan_data(made)["goals"]

    assert [each["clause"] for each in goals] == ["8.6.1", "8.7.2"]
    assert all(each["goal"] and each["measure"] for each in goals)
    assert [name for each in goals for name in each["actions"]] == [
        each.id for each in made.actions
    ]


def test_csv_has_every_field_of_every_action():
    """One row an action, lists one item a line, days as numbers."""
    made = plan(actions={"8.6.1-A1": {"owner": "Zoë", "percent": 30}})
    read = rows(made)

    assert [row["id"] for row in read] == [each.id for each in made.actions]
    assert list(read[0]) == list(COLUMNS)
    first, action = read[0], made.actions[0]
    assert (first["owner"], first["percent"], first["decided"]) == ("Zoë", "30", "owner percent")
    assert first["activities"].split("\n") == list(action.activities)
    assert first["remedies"].split("\n")[0] == ": ".join(action.remedies[0])
    assert float(first["effort_likely"]) == action.effort.likely
    assert (first["start"], first["end"]) == (action.start.isoformat(), action.end.isoformat())
    assert first["critical"] in ("yes", "no")
    names = {each.name for each in fields(PlannedAction)} - {"effort", "raci", "cost"}
    assert names <= set(COLUMNS)
    assert first["accountable"] == action.raci.accountable
    assert tuple(first["consulted"].split("\n")) == action.raci.consulted
    assert first["cost_likely"] == first["currency"] == ""


def test_costs_are_in_json_and_csv():
    """Every action's range, and the budget with its splits; whole amounts are whole numbers."""
    rates = {"currency": "EUR", "day_rate": "333.33", "fixed": [{"name": "Body", "amount": 9800}]}
    made = plan(budget=rates)
    data = plan_data(made)
    likely = sum(each["cost"]["likely"] for each in data["actions"])

    assert data["budget"]["currency"] == "EUR"
    assert data["budget"]["total"]["likely"] == pytest.approx(likely + 9800)
    assert data["budget"]["fixed"] == [{"name": "Body", "amount": 9800, "action": None}]
    for split in ("by_phase", "by_owner"):
        parts = data["budget"][split]
        assert sum(each["high"] for each in parts) == pytest.approx(data["budget"]["total"]["high"])
    assert data["budget"]["by_phase"][-1]["phase"] is None
    assert plan_data(plan())["budget"] is None
    (row, *_), action = rows(made), made.actions[0]
    assert row["cost_low"] == str(float(action.cost.low))
    assert row["currency"] == "EUR"


def test_workload_is_the_work_by_owner_and_iso_week():
    """All that is left to do, on the weeks between start and end."""
    made = plan(actions={"8.6.1-A1": {"percent": 50}})
    data = json.loads(render_json(made))
    left = {each["owner"]: 0 for each in data["actions"]}
    for each in data["actions"]:
        left[each["owner"]] += each["effort"]["likely"] * (100 - each["percent"]) / 100

    assert set(data["workload"]) == set(left)
    for owner, weeks in data["workload"].items():
        assert sum(weeks.values()) == pytest.approx(left[owner], abs=0.05)
        spans = [(x["start"], x["end"]) for x in data["actions"] if x["owner"] == owner]
        for week in weeks:
            monday = date.fromisoformat(f"{week}-1")
            sunday = monday + timedelta(days=6)
            assert any(start <= str(sunday) and str(monday) <= end for start, end in spans)


def test_progress_is_in_json():
    """What has moved since the baseline; null without one."""
    before = plan(actions={"8.6.1-A1": {"due": "2026-12-01"}})
    after = plan(actions={"8.6.1-A1": {"due": "2026-12-11"}})
    data = plan_data(with_progress(after, frozen(before), "first", date(2026, 11, 21)))["progress"]

    assert plan_data(after)["progress"] is None
    assert (data["baseline"], data["taken_on"]) == ("first", "2026-11-21")
    slip = {"id": "8.6.1-A1", "was": "2026-12-01", "now": "2026-12-11", "days": 10}
    assert slip in data["slips"]
    assert (data["added"], data["gone"]) == ([], [])


def test_csv_is_as_spreadsheets_want_it():
    """A mark for UTF-8 in front, line ends of two characters between rows."""
    content = render_csv(plan())

    assert content.startswith(b"\xef\xbb\xbfid,title,")
    assert content.endswith(b"\r\n")
    assert content.count(b"\r\n") == len(plan().actions) + 1


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "＝", "＋", "－", "＠", " =", "\n="])  # noqa: RUF001 - signs that begin formulas
def test_csv_guards_against_formulas(begin):
    """Text that a spreadsheet would execute gets a quote before it."""
    text = f"{begin}HYPERLINK(1)"
    made = plan(actions={"8.6.1-A1": {"note": text, "owner": text}})

    assert rows(made)[0]["note"] == rows(made)[0]["owner"] == f"'{text}"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_csv_keeps_any_text(note):
    """Commas, quotes, line ends: what went in comes out, guarded or not."""
    made = replace(MADE, actions=(replace(MADE.actions[0], note=note),))

    (row,) = rows(made)
    assert row["note"] in (note, f"'{note}")
