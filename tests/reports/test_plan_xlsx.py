"""The plan's workbook: actions with real dates, weeks that are filled, workload within capacity."""

import io
import re
import zipfile
from datetime import date, timedelta

import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

import office
from builders import evaluation, everything
from documents import planned, small
from iso20k_gap.core.plan import Status
from iso20k_gap.reports import plan_xlsx
from iso20k_gap.reports.workload import by_week, capacity, days_of, left, monday, weeks

SHEETS = ["Overview", "Actions", "Milestones", "Gantt", "Workload", "RACI", "Goals"]
WEEK = timedelta(days=7)
DECISIONS = {
    "stage2": "2028-06-30",
    "calendar": {"closed": [{"from": "2026-12-24", "to": "2027-01-02"}]},
    "owners": [
        {"role": "Incident manager", "name": "Ioana Pop", "days_per_week": 2,
         "absences": [{"from": "2027-01-04", "to": "2027-01-15"}]},
    ],
    "actions": {
        "8.6.1-A1": {"status": "in_progress", "percent": 50, "note": "Note-of-action"},
        "4.1-A1": {"status": "done"},
    },
}  # fmt: skip


def read(content):
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.fixture(scope="module")
def made():
    """An evaluation over the whole edition with its plan."""
    whole = evaluation({**everything("F"), "4.1": "P", "8.6": "N", "9.2": "P"})
    return whole, planned(whole, **DECISIONS)


@pytest.fixture(scope="module")
def content(made):
    return plan_xlsx.render(*made)


def test_all_sheets_and_same_bytes(made, content):
    """Seven sheets in order; the same plan gives the same file."""
    assert list(read(content)) == SHEETS
    assert plan_xlsx.render(*made) == content


def test_actions_are_all_there_with_dates_and_numbers(made, content):
    """One row an action, in the plan's order, with a filter over all columns."""
    _, plan = made
    head, *rows = read(content)["Actions"]
    table = [dict(zip(head, row, strict=True)) for row in rows]

    assert [row["Action"] for row in table] == [each.id for each in plan.actions]
    for row, action in zip(table, plan.actions, strict=True):
        assert (row["Start"], row["End"]) == (action.start, action.end)
        assert row["Likely, days"] == action.effort.likely
        assert row["After"].split() == list(action.prerequisites)
        assert row["Note"] == action.note
        assert row["Owner"] == action.owner
        assert (row["Critical"] == "critical") is action.critical
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheet = package.read("xl/worksheets/sheet2.xml").decode()
    assert "<autoFilter" in sheet
    assert 'state="frozen"' in sheet


def test_a_week_is_filled_exactly_while_an_action_runs(made, content):
    """The cells of the Gantt agree with start and end; milestones have their week."""
    _, plan = made
    months, head, *rows = read(content)["Gantt"]
    first = head.index("Status") + 1
    start = monday(min([plan.start, *(each.start for each in plan.actions)]))
    axis = [start + number * WEEK for number in range(len(head) - first)]
    by_id = {each.id: each for each in plan.actions}
    names = {each.name: each for each in plan.milestones}
    seen = set()

    assert any("2027" in str(each) for each in months)
    for row in rows:
        marked = [week for week, cell in zip(axis, row[first:], strict=True) if cell]
        if row[0] in by_id:
            action = by_id[row[0]]
            assert marked == list(weeks(action.start, action.end))
            seen.add(row[0])
        elif row[1] in names and row[5] == "milestone":
            assert marked == [monday(names[row[1]].date)]
            seen.add(row[1])
    assert seen >= {*by_id, "Stage 2 audit", "Internal audit completed"}
    assert "Recertification audit" not in seen


def test_done_and_critical_weeks_have_signs_of_their_own(content):
    """Colour is never alone: a tick for what is done, a mark for what is critical."""
    rows = read(content)["Gantt"]
    signs = {sign for row in rows for sign in row[6:]}
    (done,) = [row for row in rows if row[0] == "4.1-A1"]

    assert {"✓", "!", "▬", "◆"} <= signs
    assert set(done[6:]) == {"✓", ""}


def test_workload_sums_to_what_is_left(made, content):
    """Every owner's weeks add up to the likely days still to do; the totals below agree."""
    _, plan = made
    _, _, head, *rows = read(content)["Workload"]
    todo = sum(left(each) for each in plan.actions if each.pending)
    owners = [row for row in rows if row[0] and row[0] != "All owners"]

    assert sum(row[head.index("Likely, days")] for row in owners) == pytest.approx(todo)
    for row in owners:
        assert sum(cell or 0 for cell in row[6:]) == pytest.approx(row[2], abs=0.1)


def test_nobody_is_shown_above_what_they_have(made):
    """No owner's week holds more than the days the owner has in it; none in an absence."""
    _, plan = made

    loads = by_week(plan)
    for owner, mine in loads.items():
        for week, days in mine.items():
            assert days <= capacity(plan, owner, week) + 1e-9
    assert "Ioana Pop" in loads
    assert not {date(2027, 1, 4), date(2027, 1, 11), date(2026, 12, 28)} & set(loads["Ioana Pop"])


def test_days_of_an_action_are_days_its_owner_works(made):
    """Neither weekends, closures nor absences; an action always has a day."""
    _, plan = made
    for action in plan.actions:
        days = days_of(plan, action)
        assert days
        if action.status is Status.OPEN:
            assert all(day.isoweekday() < 6 for day in days)
            assert not any(date(2026, 12, 24) <= day <= date(2027, 1, 2) for day in days)


def test_the_matrix_has_every_part(made, content):
    """A row an action, a column a person, a filter over all; the letters are the plan's."""
    _, plan = made
    head, *rows = read(content)["RACI"]
    *rows, legend = rows
    people = head[4:]
    table = {row[0]: dict(zip(people, row[4:], strict=True)) for row in rows}

    assert list(table) == [each.id for each in plan.actions]
    assert "R does it" in legend[1]
    for each in plan.actions:
        row, raci = table[each.id], each.raci
        assert "R" in row[raci.responsible]
        assert "A" in row[raci.accountable]
        assert {name for name in people if row[name] == "C"} == set(raci.consulted)
        assert {name for name in people if row[name] == "I"} == set(raci.informed)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheet = package.read("xl/worksheets/sheet6.xml").decode()
    assert "<autoFilter" in sheet
    assert 'state="frozen"' in sheet


RATES = {
    "currency": "EUR",
    "day_rate": 650,
    "roles": {"Problem manager": 1000},
    "owners": {"Ioana Pop": 712.5},
    "fixed": [
        {"name": "Body", "amount": 12000},
        {"name": "Tool", "amount": 4200.5, "action": "8.6.1-A2"},
        {"name": "Old", "amount": 300, "action": "4.1-A1"},
    ],
}


def blocks(rows):
    """The tables of a sheet by the name of their first column."""
    tables = {}
    for row in rows:
        if row[4] == "How it comes about":
            tables[row[0]] = []
        elif tables and row[0] and row[4]:
            tables[list(tables)[-1]].append(row)
    return tables


def test_the_budget_says_how_each_sum_comes_about(made):
    """In all, by phase, by owner, fixed costs, by action: each adds up, each says from what."""
    evaluated, _ = made
    plan = planned(evaluated, **DECISIONS, budget=RATES)
    content = read(plan_xlsx.render(evaluated, plan))
    tables = blocks(content["Budget"])
    (total, work, fixed) = tables["In all"]
    budget = plan.budget

    assert list(content) == [*SHEETS[:-1], "Budget", SHEETS[-1]]
    assert list(tables) == ["In all", "Phase", "Owner", "Fixed cost", "Action"]
    assert total[1:4] == [
        float(x) for x in (budget.total.low, budget.total.likely, budget.total.high)
    ]
    for place in (1, 2, 3):
        assert work[place] + fixed[place] == pytest.approx(total[place])
        for split in ("Phase", "Owner"):
            assert sum(row[place] for row in tables[split]) == pytest.approx(total[place])
        assert sum(row[place] for row in tables["Action"]) == pytest.approx(work[place])
    for row in tables["Action"]:
        days, _, rest = row[4].partition(" person-days x ")
        rate = float(rest.split(" ")[0].replace(",", ""))
        assert [float(each) * rate for each in days.split(" / ")] == pytest.approx(row[1:4])
    by_owner = {row[0]: row[4] for row in tables["Owner"]}
    assert "x 712.50 a day" in by_owner["Ioana Pop"]
    assert "+ fixed costs of 4,200.50" in by_owner["Major incident manager"]
    assert by_owner["Fixed costs of no action"] == "sum of fixed costs"
    assert [row[4].split(",")[0] for row in tables["Fixed cost"]][-1] == "left out of all sums"
    assert any("EUR" in str(row[0]) for row in content["Budget"])


def test_what_has_no_rate_is_in_no_sum(made):
    """And named; without any rate there is no sheet."""
    evaluated, _ = made
    plan = planned(evaluated, budget={"roles": {"Problem manager": 1000}})
    rows = read(plan_xlsx.render(evaluated, plan))["Budget"]

    assert {row[0][:8] for row in blocks(rows)["Action"]} == {"8.6.3-A1", "8.6.3-A2"}
    told = next(row[0] for row in rows if str(row[0]).startswith("In no sum"))
    assert "8.6.1-A1" in told
    overview = read(plan_xlsx.render(evaluated, plan))["Overview"]
    assert any(row[0] == "Budget" for row in overview)
    plain = read(plan_xlsx.render(evaluated, planned(evaluated)))
    assert "Budget" not in plain
    assert not any(row[0] == "Budget" for row in plain["Overview"])


def test_an_unsure_date_has_a_tone_of_its_own(made):
    """A wish that fewer than half of the courses keep is drawn too."""
    evaluated, _ = made
    wished = planned(evaluated).earliest
    content = plan_xlsx.render(evaluated, planned(evaluated, stage2=wished))

    assert any("can be made" in str(row[0]) for row in read(content)["Overview"])


def test_hostile_decisions_stay_text():
    """Owners and notes that look like formulas are text; control signs are made visible."""
    attacked = office.hostile()
    content = plan_xlsx.render(attacked, planned(attacked, **office.DECISIONS))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            part = package.read(name)
            if name.endswith((".xml", ".rels")):
                etree.fromstring(part)
            assert b"<f>" not in part
            assert b'TargetMode="External"' not in part
    texts = {str(value) for rows in read(content).values() for row in rows for value in row}
    assert any(each.startswith("=cmd bell\ufffd") for each in texts)
    assert not any(re.search("[\x00-\x08\x0b-\x1f\u202e]", each) for each in texts)


def test_a_plan_without_actions_is_whole():
    """Nothing to do is a plan too."""
    good = small({"4.1": "F"})
    sheets = read(plan_xlsx.render(good, planned(good)))

    assert list(sheets) == SHEETS
    assert sheets["Workload"][0][0]
