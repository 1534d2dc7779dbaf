"""The plan for Jira: what the import asks for, and nothing that a spreadsheet or Jira obeys."""

import csv
import io

import pytest

from builders import evaluation, everything
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.core.planning import make_plan
from iso20k_gap.reports.plan_jira import HEADINGS, render, wiki

GAPS = {**everything("F"), "8.6.1": "N", "8.7.2": "P"}


def issues(**decisions):
    """The rows as lists, without the headings."""
    evaluated = evaluation(GAPS)
    made = make_plan(evaluated, PlanDecisions.model_validate(decisions))
    text = render(evaluated, made).decode("utf-8-sig")
    heads, *rows = csv.reader(io.StringIO(text, newline=""))
    assert tuple(heads) == HEADINGS
    return made, rows


def cell(row, name):
    return row[HEADINGS.index(name)]


def test_an_epic_for_every_clause_and_a_task_for_every_action():
    """Numbers are unique, and each task's parent is the epic of its clause, above it."""
    made, rows = issues()
    epics = {cell(each, "Issue Id"): cell(each, "Summary") for each in rows if each[2] == "Epic"}
    tasks = [each for each in rows if each[2] == "Task"]

    assert len({each[0] for each in rows}) == len(rows)
    assert [each.split()[0] for each in epics.values()] == ["8.6.1", "8.7.2"]
    assert len(tasks) == len(made.actions)
    for row, action in zip(tasks, made.actions, strict=True):
        assert cell(row, "Summary") == f"{action.id} {action.title}"
        assert epics[cell(row, "Parent Id")].startswith(f"{action.clause} ")
        assert cell(row, "Due Date") == action.end.isoformat()
        assert int(cell(row, "Original Estimate")) == action.effort.likely * 8 * 3600
        assert len(cell(row, "Summary")) < 255


def test_a_task_says_what_to_do():
    """Deliverable, people, activities, the steps for the findings."""
    made, rows = issues(owners=[{"role": "Incident manager", "name": "Jane Doe"}])
    action = made.actions[0]
    text = cell(rows[1], "Description")

    assert "*Owner:* Jane Doe (Incident manager)" in text
    assert "*Answers for it:* SMS owner" in text
    assert f"*Closes:* {', '.join(action.findings)}" in text
    assert text.count("\n* ") == len(action.activities) + len(action.remedies)
    labels = rows[1][HEADINGS.index("Labels") :][:4]
    assert labels[:3] == ["clause-8.6.1", "phase-foundations", "major"]
    assert all(" " not in each for each in labels)
    assert cell(rows[1], "Priority") == "Highest"


def test_what_is_settled_is_left_out():
    """Done and dropped actions are no issues; work begun is in progress."""
    _, rows = issues(
        actions={
            "8.6.1-A1": {"status": "done"},
            "8.6.1-A2": {"status": "dropped"},
            "8.7.2-A1": {"status": "in_progress"},
        }
    )

    assert not [each for each in rows if "8.6.1" in cell(each, "Summary")]
    assert cell(rows[0], "Summary").startswith("8.7.2 ")
    assert cell(rows[1], "Status") == "In Progress"


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("{code}[~bob]!pic.png!", r"\{code\}\[\~bob\]\!pic.png\!"),
        ("a|b*c_d^e\\f", r"a\|b\*c\_d\^e\\f"),
        ("h1. one\nbq. two", "h1. one bq. two"),
    ],
)
def test_markup_of_people_is_shown(text, safe):
    """Nobody is called, no picture or macro is loaded, no line begins a block."""
    assert wiki(text) == safe
    _, rows = issues(actions={"8.6.1-A1": {"note": text, "owner": text}})
    assert f"*Note:* {safe}" in cell(rows[1], "Description")


def test_no_cell_is_a_formula():
    """Whatever people typed."""
    text = "=HYPERLINK(1)"
    _, rows = issues(actions={"8.6.1-A1": {"note": text, "owner": text}})

    assert not [each for row in rows for each in row if each.startswith(("=", "+", "-", "@"))]
