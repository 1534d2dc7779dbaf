"""The steps of a certification in a plan made elsewhere, told by its words, and their order."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from iso20k_gap.core.plan_rows import PlanRow, PlanRows
from iso20k_gap.language import N_, _
from iso20k_gap.language import day as say

WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
"""A word of a name or an id; `InternalAudit`, `STAGE-2` and `stage2` have two each."""


class Step(StrEnum):
    """The steps whose order matters."""

    CONTINUITY_TEST = N_("continuity test")
    INTERNAL_AUDIT = N_("internal audit")
    MANAGEMENT_REVIEW = N_("management review")
    STAGE_1 = N_("Stage 1")
    STAGE_2 = N_("Stage 2")
    DECISION = N_("certificate decision")
    SURVEILLANCE = N_("surveillance audit")
    RECERTIFICATION = N_("recertification")


PHRASES = (
    (Step.STAGE_1, ("stage 1", "stage i", "stage one")),
    (Step.STAGE_2, ("stage 2", "stage ii", "stage two")),
    (Step.INTERNAL_AUDIT, ("internal audit", "internal audits")),
    (Step.MANAGEMENT_REVIEW, ("management review", "management reviews", "mgmt review")),
    (Step.CONTINUITY_TEST, ("continuity test", "continuity exercise")),
    (Step.DECISION, ("certificate decision", "certification decision")),
    (Step.DECISION, ("certificate issued", "certificate granted", "certificate awarded")),
    (Step.DECISION, ("issue certificate", "certification granted", "certification awarded")),
    (Step.SURVEILLANCE, ("surveillance",)),
    (Step.RECERTIFICATION, ("recertification", "re certification")),
)
"""The words a step is told by; of several the first in the text is meant."""

CODES = {
    "ia": Step.INTERNAL_AUDIT,
    "mr": Step.MANAGEMENT_REVIEW,
    "certificate": Step.DECISION,
    "certification": Step.DECISION,
}
"""Ids that tell a step where the row has no name."""

STAGE_CODES = {"s 1": Step.STAGE_1, "s 2": Step.STAGE_2}
"""Likewise, unless the file counts its tasks so: beside `S3`, `S2` is no Stage 2."""

COUNTED = re.compile(r"s \d+")

AROUND = re.compile(
    """
    actions? | agree | appoint | arrange | auditors? | book(ing)? | check(list)? | choose
    | clos(e|ing|ure) | concerns | contract(ing)? | correct(ions?|ive)? | define | design
    | document(ation)? | draft | dry | establish | findings? | follow | invite | mock | order
    | pack(age)? | plan(ning)? | pre | prep(are|aring|aration)? | procedure | process
    | program(me)? | readiness | rehears(e|al) | request | schedul(e|ing) | select | set
    | template | train(ing)? | write
    """,
    re.VERBOSE,
)
"""Words of work around a step: `Prepare Stage 2` is not Stage 2."""

HOLDING = re.compile("attend|carry|complete|conduct|execute|held|hold|perform|run|undergo")
"""Words that say a step is held after all: `Plan and hold the internal audit`."""

ONCE_BEFORE = (
    (Step.INTERNAL_AUDIT, Step.STAGE_2),
    (Step.MANAGEMENT_REVIEW, Step.STAGE_2),
    (Step.CONTINUITY_TEST, Step.STAGE_2),
    (Step.STAGE_1, Step.STAGE_2),
    (Step.STAGE_2, Step.DECISION),
    (Step.STAGE_2, Step.SURVEILLANCE),
    (Step.DECISION, Step.SURVEILLANCE),
    (Step.STAGE_2, Step.RECERTIFICATION),
    (Step.DECISION, Step.RECERTIFICATION),
)
"""Pairs of which the first must have been held once before the second begins."""


class Held(NamedTuple):
    """A step as a row has it, with its days."""

    row: PlanRow
    start: date
    end: date


def step_of(row: PlanRow, *, counted: bool = False) -> Step | None:
    """The step a row stands for, if its name says so, or its id where the name does not.

    With `counted`, ids such as `S2` are numbers of tasks.
    """
    words = _words(row.name or row.id)
    if any(map(AROUND.fullmatch, words)) and not any(map(HOLDING.fullmatch, words)):
        return None
    found = _first(words) or _first(_words(row.id))
    if found or row.name:
        return found
    codes = CODES if counted else {**CODES, **STAGE_CODES}
    return codes.get(" ".join(words))


def _words(text: str) -> list[str]:
    return [each.casefold() for each in WORD.findall(text)]


def _first(words: Sequence[str]) -> Step | None:
    """The step whose words come first; an audit for the certificate is Stage 2 without a number."""
    text = f" {' '.join(words)} "
    places = [
        (text.find(f" {phrase} "), step)
        for step, phrases in PHRASES
        for phrase in phrases
        if f" {phrase} " in text
    ]
    if places:
        return min(places)[1]
    return Step.STAGE_2 if " certification audit " in text else None


def misplaced(plan: PlanRows) -> Iterator[tuple[PlanRow, PlanRow, str]]:
    """Steps that begin before another that must go before: the row, the other, and why."""
    steps = _steps(plan)
    for before, after in ONCE_BEFORE:
        if not steps[before]:
            continue
        first = min(steps[before], key=lambda each: each.end)
        for held in steps[after]:
            if held.start < first.end:
                told = _("{task}: {step} begins on {day}, before {earlier} ({other}) ends on {end}")
                yield held.row, first.row, _told(told, (after, held), (before, first))
    yield from _unheard_audit(steps[Step.INTERNAL_AUDIT], steps[Step.MANAGEMENT_REVIEW])


def _unheard_audit(
    audits: Sequence[Held], reviews: Sequence[Held]
) -> Iterator[tuple[PlanRow, PlanRow, str]]:
    """Reviews may come often; one of them must hear the results of the first audit."""
    if not audits or not reviews:
        return
    audit = min(audits, key=lambda each: each.end)
    review = max(reviews, key=lambda each: each.start)
    if review.start < audit.end:
        told = _(
            "{task}: {step} begins on {day}, before {earlier} ({other}) ends on {end}, whose "
            "results it has to hear"
        )
        pair = (Step.MANAGEMENT_REVIEW, review), (Step.INTERNAL_AUDIT, audit)
        yield review.row, audit.row, _told(told, *pair)


def _told(text: str, after: tuple[Step, Held], before: tuple[Step, Held]) -> str:
    return text.format(
        task=after[1].row.id,
        step=_(after[0].value),
        day=say(after[1].start),
        earlier=_(before[0].value),
        other=before[1].row.id,
        end=say(before[1].end),
    )


def _steps(plan: PlanRows) -> dict[Step, list[Held]]:
    """The dated rows of each step; a summary row does not count beside those below it."""
    found: dict[Step, list[Held]] = {step: [] for step in Step}
    codes = {" ".join(_words(each.id)) for each in plan.tasks}
    counted = any(COUNTED.fullmatch(each) and each not in STAGE_CODES for each in codes)
    for row in plan.tasks:
        step = step_of(row, counted=counted)
        if step and row.start and row.end and row.id not in plan.summaries:
            found[step].append(Held(row, row.start, row.end))
    return found
