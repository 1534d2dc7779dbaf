"""The sheets of the plan: actions, milestones, goals."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from iso20k_gap.core.catalogue import PdcaStep, Phase
from iso20k_gap.core.findings import Grade
from iso20k_gap.core.plan import Status
from iso20k_gap.reports import words
from iso20k_gap.reports.excel.book import A3, Column, Toned

if TYPE_CHECKING:
    from iso20k_gap.reports.excel.book import Book

ACTION_COLUMNS = (
    Column("Action", 10, "strong"),
    Column("What", 40),
    Column("Status", 12),
    Column("Done %", 8, "whole"),
    Column("Owner", 20),
    Column("Start", 12, "date"),
    Column("End", 12, "date"),
    Column("Earliest start", 12, "date"),
    Column("Latest end", 12, "date"),
    Column("Slack, days", 9, "whole"),
    Column("Critical", 10),
    Column("Low, days", 9, "amount"),
    Column("Likely, days", 9, "amount"),
    Column("High, days", 9, "amount"),
    Column("After", 34),
    Column("Phase", 14),
    Column("Findings", 24),
    Column("Deliverable", 34),
    Column("Note", 34),
    Column("Set by people", 14),
    Column("Due by decision", 12, "date"),
    Column("Role", 20),
    Column("Accountable", 20),
    Column("Consulted", 24),
    Column("Informed", 24),
    Column("Cost, low", 12, "money"),
    Column("Cost, likely", 12, "money"),
    Column("Cost, high", 12, "money"),
    Column("Where the effort comes from", 34),
    Column("PDCA", 8),
    Column("Clause", 9),
    Column("Clause title", 26),
    Column("Gravest grade", 16),
    Column("Requirements", 15),
    Column("Goal", 44),
    Column("Measure", 44),
    Column("Activities", 90),
    Column("Steps for these findings", 90),
)
PRINTED = 19
"""Columns of the actions that are printed; the others would make the print too small."""

MILESTONE_COLUMNS = (
    Column("Date", 12, "date"),
    Column("Milestone", 34, "strong"),
    Column("Follows from", 66),
    Column("Rests on", 22),
    Column("50 % sure by", 12, "date"),
    Column("80 % sure by", 12, "date"),
    Column("95 % sure by", 12, "date"),
)
GOAL_COLUMNS = (
    Column("Clause", 8, "strong"),
    Column("Title", 30),
    Column("Goal", 56),
    Column("Measure", 56),
    Column("Actions", 24),
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
        Toned(words.STATUSES[status], STATUS_TONES.get(status, "cell")),
        action["percent"],
        action["owner"],
        day(action["start"]),
        day(action["end"]),
        day(action["earliest"]),
        None if latest == date.max else latest,
        action["slack"],
        Toned("critical", "major") if action["critical"] else "no",
        *action["effort"].values(),
        " ".join(action["prerequisites"]),
        words.PHASES[Phase(action["phase"])],
        " ".join(action["findings"]),
        action["deliverable"],
        action["note"],
        " ".join(action["decided"]),
        *_background(action),
    )


def _background(action: dict[str, Any]) -> tuple[Any, ...]:
    grade = Grade(action["grade"])
    cost, raci = action["cost"] or {}, action["raci"]
    return (
        day(action["due"]),
        action["role"],
        raci["accountable"],
        ", ".join(raci["consulted"]),
        ", ".join(raci["informed"]),
        *(cost.get(name) for name in ("low", "likely", "high")),
        action["basis"],
        words.PDCA[PdcaStep(action["pdca"])],
        action["clause"],
        action["clause_title"],
        Toned(f"{words.GRADE_MARKS[grade]} {grade}", grade.value),
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
            "practice, no rule of a standard" if each["practice"] else "",
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
