"""The sheets of the plan: actions, milestones, goals."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from iso20k_gap.core.catalogue import PdcaStep, Phase
from iso20k_gap.core.findings import Grade
from iso20k_gap.core.plan import Status
from iso20k_gap.language import N_, _, role
from iso20k_gap.reports import words
from iso20k_gap.reports.excel.book import A3, Column, Toned

if TYPE_CHECKING:
    from iso20k_gap.reports.excel.book import Book

ACTION_COLUMNS = (
    Column(N_("Action"), 10, "strong"),
    Column(N_("What"), 40),
    Column(N_("Status"), 12),
    Column(N_("Done %"), 8, "whole"),
    Column(N_("Owner"), 20),
    Column(N_("Start"), 12, "date"),
    Column(N_("End"), 12, "date"),
    Column(N_("Earliest start"), 12, "date"),
    Column(N_("Latest end"), 12, "date"),
    Column(N_("Slack, days"), 9, "whole"),
    Column(N_("Critical"), 10),
    Column(N_("Low, days"), 9, "amount"),
    Column(N_("Likely, days"), 9, "amount"),
    Column(N_("High, days"), 9, "amount"),
    # for translators: the actions that come before this one
    Column(N_("After"), 34),
    Column(N_("Phase"), 14),
    Column(N_("Findings"), 24),
    Column(N_("Deliverable"), 34),
    Column(N_("Note"), 34),
    # for translators: what of the action people decided themselves
    Column(N_("Set by people"), 14),
    Column(N_("Due by decision"), 12, "date"),
    Column(N_("Role"), 20),
    Column(N_("Accountable"), 20),
    Column(N_("Consulted"), 24),
    Column(N_("Informed"), 24),
    Column(N_("Cost, low"), 12, "money"),
    Column(N_("Cost, likely"), 12, "money"),
    Column(N_("Cost, high"), 12, "money"),
    Column(N_("Where the effort comes from"), 34),
    # for translators: plan, do, check, act
    Column(N_("PDCA"), 8),
    Column(N_("Clause"), 9),
    Column(N_("Clause title"), 26),
    Column(N_("Gravest grade"), 16),
    Column(N_("Requirements"), 15),
    Column(N_("Goal"), 44),
    Column(N_("Measure"), 44),
    Column(N_("Activities"), 90),
    Column(N_("Steps for these findings"), 90),
)

PRINTED = 19
"""Columns of the actions that are printed; the others would make the print too small."""

MILESTONE_COLUMNS = (
    Column(N_("Date"), 12, "date"),
    Column(N_("Milestone"), 34, "strong"),
    Column(N_("Follows from"), 66),
    Column(N_("Rests on"), 22),
    Column(N_("50 % sure by"), 12, "date"),
    Column(N_("80 % sure by"), 12, "date"),
    Column(N_("95 % sure by"), 12, "date"),
)
GOAL_COLUMNS = (
    Column(N_("Clause"), 8, "strong"),
    Column(N_("Title"), 30),
    Column(N_("Goal"), 56),
    Column(N_("Measure"), 56),
    Column(N_("Actions"), 24),
)
STATUS_TONES = {Status.DONE: "good", Status.DROPPED: "none", Status.IN_PROGRESS: "fair"}


def write_actions(book: Book, plan: dict[str, Any], name: str = "Actions") -> None:
    """Write every action with every field."""
    page = book.page(name, "#17664F")
    rows = [_action(each) for each in plan["actions"]]
    page.fill(ACTION_COLUMNS, rows, frozen=2, printed=PRINTED)
    page.set_up(A3)


def _action(action: dict[str, Any]) -> tuple[Any, ...]:
    status = Status(action["status"])
    latest = day(action["latest"])
    return (
        action["id"],
        action["title"],
        Toned(_(words.STATUSES[status]), STATUS_TONES.get(status, "cell")),
        action["percent"],
        role(action["owner"]),
        day(action["start"]),
        day(action["end"]),
        day(action["earliest"]),
        None if latest == date.max else latest,
        action["slack"],
        Toned(_("critical"), "major") if action["critical"] else _("no"),
        *action["effort"].values(),
        " ".join(action["prerequisites"]),
        _(words.PHASES[Phase(action["phase"])]),
        " ".join(action["findings"]),
        action["deliverable"],
        action["note"],
        " ".join(_(words.DECIDED[each]) for each in action["decided"]),
        *_background(action),
    )


def _background(action: dict[str, Any]) -> tuple[Any, ...]:
    grade = Grade(action["grade"])
    cost, raci = action["cost"] or {}, action["raci"]
    return (
        day(action["due"]),
        role(action["role"]),
        role(raci["accountable"]),
        ", ".join(role(each) for each in raci["consulted"]),
        ", ".join(role(each) for each in raci["informed"]),
        *(cost.get(name) for name in ("low", "likely", "high")),
        action["basis"],
        _(words.PDCA[PdcaStep(action["pdca"])]),
        action["clause"],
        action["clause_title"],
        Toned(f"{words.GRADE_MARKS[grade]} {_(words.GRADES_SHORT[grade])}", grade.value),
        " ".join(action["requirements"]),
        action["goal"],
        action["measure"],
        "\n".join(f"{number}. {each}" for number, each in enumerate(action["activities"], 1)),
        "\n".join(f"{each['requirement']}: {each['remedy']}" for each in action["remedies"]),
    )


def day(text: str | None) -> date | None:
    """A day of the plan's data."""
    return date.fromisoformat(text) if text else None


def write_milestones(book: Book, plan: dict[str, Any]) -> None:
    """Write the milestones with what each date follows from and how sure it is."""
    page = book.page("Milestones", "#17664F")
    rows = [
        (
            day(each["date"]),
            each["name"],
            words.capital(each["why"]),
            _("practice, no rule of a standard") if each["practice"] else "",
            *(day(each[share]) for share in ("p50", "p80", "p95")),
        )
        for each in plan["milestones"]
    ]
    page.fill(MILESTONE_COLUMNS, rows, frozen=2)
    page.set_up()


def write_goals(book: Book, plan: dict[str, Any]) -> None:
    """Write the goals, how each is measured, and the actions that reach it."""
    page = book.page("Goals")
    rows = [
        (each["clause"], each["title"], each["goal"], each["measure"], " ".join(each["actions"]))
        for each in plan["goals"]
    ]
    page.fill(GOAL_COLUMNS, rows)
    page.set_up()
