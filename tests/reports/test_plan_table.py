"""The plan as JSON and CSV: the contract's keys, every field, nothing a spreadsheet executes."""

import csv
import io
import json
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import evaluation, everything
from iso20k_gap.core.plan import PlanDecisions, PlannedAction
from iso20k_gap.core.planning import make_plan
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
    assert (data["start"], data["stage2"], data["feasible"]) == ("2026-11-21", "2028-01-31", True)
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
    assert json.loads(render_json(plan()))["stage2"] is None


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
    names = {each.name for each in fields(PlannedAction)} - {"effort"}
    assert names <= set(COLUMNS)


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
