"""The RACI sheet: actions by the people and roles that have a part in them, to filter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iso20k_gap.core.plan import Status
from iso20k_gap.core.responsibility import Raci, matrix
from iso20k_gap.language import N_, _, role
from iso20k_gap.reports import words
from iso20k_gap.reports.excel.book import A3, Column, Toned

if TYPE_CHECKING:
    from iso20k_gap.reports.excel.book import Book

LEFT = (
    Column(N_("Action"), 10, "strong"),
    Column(N_("What"), 46),
    Column(N_("Clause"), 9),
    Column(N_("Owner"), 24),
)
WIDTH = 4.6
HEAD_HEIGHT = 190
"""Room for a turned name, with the filter's button below it."""

NAME = 30
LEGEND = N_("R does it, A answers for it, C is asked, I is told.")


def write_raci(book: Book, plan: dict[str, Any]) -> None:
    """Write a row for each action that is not dropped, a column for each person or role."""
    actions = [each for each in plan["actions"] if each["status"] != Status.DROPPED]
    page = book.page("RACI", "#17664F")
    whole = matrix({each["id"]: _raci(each["raci"]) for each in actions})
    people = [Column(words.shortened(role(name), NAME), WIDTH, "letter") for name in whole.people]
    rows = [
        (*_left(action), *(_letters(each) for each in letters))
        for action, (_id, letters) in zip(actions, whole.rows, strict=True)
    ]
    end = page.fill((*LEFT, *people), rows, frozen=2)
    page.sheet.set_row(0, HEAD_HEIGHT)
    page.text(end, 1, _(LEGEND), "soft")
    page.set_up(A3)


def _raci(data: dict[str, Any]) -> Raci:
    return Raci(
        data["responsible"],
        data["accountable"],
        tuple(data["consulted"]),
        tuple(data["informed"]),
    )


def _left(action: dict[str, Any]) -> tuple[str, ...]:
    return action["id"], action["title"], action["clause"], role(action["owner"])


def _letters(letters: str) -> Toned | str:
    return Toned(letters, f"letter {letters[0].lower()}") if letters else ""
