"""Which chapters a report has, in which order and under which label, by who reads it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from string import ascii_uppercase

from iso20k_gap.core.catalogue import group_of
from iso20k_gap.language import N_, _


class Audience(StrEnum):
    """Who the report is for."""

    FULL = "full"
    BOARD = "board"
    AUDITOR = "auditor"


@dataclass(frozen=True)
class Place:
    """Where a clause group begins within a chapter."""

    anchor: str
    title: str


@dataclass(frozen=True)
class Chapter:
    """A chapter's place in the contents, and the places of clause groups in it if there are any."""

    id: str
    label: str
    title: str
    places: tuple[Place, ...] = ()


TITLES = {
    Audience.FULL: N_("Gap analysis report"),
    Audience.BOARD: N_("Gap analysis for the board"),
    Audience.AUDITOR: N_("Gap analysis for the auditor"),
}
CHAPTER_TITLES = {
    "summary": N_("Management summary"),
    "takes": N_("What it takes"),
    "method": N_("Scope, method and limits"),
    "results": N_("Results"),
    "findings": N_("Findings by clause"),
    "documents": N_("Documented information"),
    "parties": N_("Other parties and scope"),
    "remarks": N_("Strengths and observations"),
    "gates": N_("Readiness gates"),
    "plan": N_("Implementation plan"),
    "comparison": N_("Comparison with the baseline"),
    "answers": N_("Every requirement and its rating"),
    "evidence": N_("Evidence register"),
    "formulas": N_("Formula card"),
    "glossary": N_("Grades, states and terms"),
}
BODIES = {
    Audience.FULL: (
        "summary",
        "method",
        "results",
        "findings",
        "documents",
        "parties",
        "remarks",
        "gates",
        "plan",
        "comparison",
    ),
    Audience.BOARD: ("summary", "takes"),
    Audience.AUDITOR: ("method", "gates", "findings", "documents", "parties", "comparison"),
}
"""The numbered chapters of each report."""

ANNEXES = {
    Audience.FULL: ("answers", "evidence", "formulas", "glossary"),
    Audience.BOARD: (),
    Audience.AUDITOR: ("answers", "evidence", "formulas", "glossary"),
}
"""The lettered chapters of each report; the glossary is annex D wherever there are findings."""


def contents(audience: Audience, *, compared: bool = False) -> tuple[Chapter, ...]:
    """The chapters of the report for an audience, numbered; `compared`, with a baseline."""
    body = [each for each in BODIES[audience] if compared or each != "comparison"]
    return tuple(_chapters(body, ANNEXES[audience]))


def with_places(
    chapters: Iterable[Chapter], clauses: Mapping[str, Sequence[str]], titles: Mapping[str, str]
) -> tuple[Chapter, ...]:
    """The chapters with the places of groups, where a chapter's clauses are of several groups."""
    return tuple(
        replace(each, places=_places(each.id, clauses.get(each.id, ()), titles))
        for each in chapters
    )


def _places(chapter: str, clauses: Sequence[str], titles: Mapping[str, str]) -> tuple[Place, ...]:
    first: dict[str, str] = {}
    for clause in clauses:
        first.setdefault(group_of(clause), clause)
    if len(first) < 2:  # noqa: PLR2004 - a single place is the chapter itself
        return ()
    return tuple(
        Place(f"{chapter}-{clause}", f"{group} {titles[group]}") for group, clause in first.items()
    )


def _chapters(body: Iterable[str], annexes: Iterable[str]) -> Iterator[Chapter]:
    for number, name in enumerate(body, start=1):
        yield Chapter(name, str(number), _(CHAPTER_TITLES[name]))
    for letter, name in zip(ascii_uppercase, annexes, strict=False):
        yield Chapter(name, letter, _(CHAPTER_TITLES[name]))
