"""The RACI matrix in documents: every part of every action, on as many tables as it takes."""

from dataclasses import replace

import pytest

from builders import evaluation, everything
from documents import Page, planned
from iso20k_gap.core.plan import Status
from iso20k_gap.core.responsibility import NOBODY, Raci
from iso20k_gap.reports import html, markdown
from iso20k_gap.reports.chapters.raci import MOST, raci_view
from iso20k_gap.reports.plan_document import plan_view, render_html
from iso20k_gap.reports.view import build_view

GAPS = {**everything("F"), "8.6": "N", "8.7.2": "P", "9.3": "P"}
OWNERS = [{"role": "Incident manager", "name": "Jo <b>Doe</b>"}]


@pytest.fixture(scope="module")
def made():
    evaluated = evaluation(GAPS)
    return evaluated, planned(evaluated, owners=OWNERS)


def test_every_action_has_its_letters(made):
    """One row an action; nobody is missing; roles of named people are told."""
    _, plan = made
    view = raci_view(plan.actions)
    (part,) = view.parts

    assert [row.id for row in part.rows] == [each.id for each in plan.actions]
    for row, line, action in zip(part.rows, view.lines, plan.actions, strict=True):
        letters = dict(zip(part.people, row.letters, strict=True))
        assert "R" in letters[action.raci.responsible]
        assert "A" in letters[action.raci.accountable]
        named = {name for name, letter in letters.items() if letter}
        people = {action.raci.responsible, action.raci.accountable}
        assert named == {*people, *action.raci.consulted, *action.raci.informed}
        assert (line.responsible, line.accountable) == (
            action.raci.responsible,
            action.raci.accountable,
        )
    assert view.roles == (("Jo <b>Doe</b>", "Incident manager"),)


def test_more_people_than_fit_get_more_tables(made):
    """Evenly, all rows in each, and no column lost."""
    _, plan = made
    names = tuple(f"Person {number}" for number in range(MOST + 3))
    crowd = [replace(plan.actions[0], raci=Raci("Ann", "Bob", names))]
    parts = raci_view(crowd).parts

    assert [name for part in parts for name in part.people] == ["Ann", "Bob", *names]
    assert len(parts) == 2
    assert abs(len(parts[0].people) - len(parts[1].people)) <= 1
    assert all(len(part.rows[0].letters) == len(part.people) for part in parts)


def test_nothing_to_share_out_is_no_matrix(made):
    """Dropped actions have no parts; without parts there is no table."""
    _, plan = made
    dropped = [replace(each, status=Status.DROPPED) for each in plan.actions]

    assert raci_view([]) is None
    assert raci_view(dropped) is None
    assert raci_view([replace(plan.actions[0], raci=NOBODY)]) is None


def test_the_matrix_stands_in_the_plan_and_in_the_report(made):
    """As a table with a legend and headings of rows and columns; names are escaped."""
    evaluated, plan = made
    for content in (
        render_html(plan_view(evaluated, plan)),
        html.render(build_view(evaluated, plan)),
    ):
        text = content.decode()
        table = text[text.index('class="grid tight raci"') :].partition("</table>")[0]
        assert table.count("<tr>") == len(plan.actions) + 1
        assert table.count('scope="row"') == len(plan.actions)
        assert "R does it, A answers for it, C is asked, I is told" in table
        assert "<span>Jo &lt;b&gt;Doe&lt;/b&gt;</span>" in table
        assert table.count(">A/R</td>") == sum(
            each.raci.responsible == each.raci.accountable for each in plan.actions
        )
        assert "Responsibilities" in Page(content).text


def test_markdown_has_the_parts_as_lines(made):
    """One row an action, with names instead of letters."""
    evaluated, plan = made
    text = markdown.render(build_view(evaluated, plan)).decode()
    one = plan.actions[0]

    assert "| Action | Responsible | Accountable | Consulted | Informed |" in text
    assert f"| {one.id} {one.title} | Jo \\<b\\>Doe" in text or one.raci.responsible in text
