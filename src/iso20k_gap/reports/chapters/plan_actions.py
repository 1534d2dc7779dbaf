"""The plan's actions in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iso20k_gap.core.plan import PlannedAction
from iso20k_gap.language import _, role
from iso20k_gap.reports import words
from iso20k_gap.reports.chapters.findings import GradeView, grade_view

if TYPE_CHECKING:
    from iso20k_gap.core.catalogue import Effort

FIRST = 4
"""How many prerequisites a table shows."""


@dataclass(frozen=True)
class EffortView:
    """Person-days in words; `whole` names all three."""

    low: str
    likely: str
    high: str

    @property
    def whole(self) -> str:
        """The three values in a row."""
        return f"{self.low} / {self.likely} / {self.high}"


@dataclass(frozen=True)
class ActionView:
    """One action in words."""

    id: str
    clause: str
    clause_title: str
    title: str
    deliverable: str
    activities: tuple[str, ...]
    remedies: tuple[tuple[str, str], ...]
    findings: tuple[str, ...]
    requirements: tuple[str, ...]
    grade: GradeView
    owner: str
    role: str
    effort: EffortView
    basis: str
    pdca: str
    prerequisites: tuple[str, ...]
    first_prerequisites: tuple[str, ...]
    more_prerequisites: str
    start: str
    end: str
    status: str
    room: str
    critical: bool
    note: str
    decided: str
    raci: tuple[tuple[str, str], ...]
    raci_line: str


def direct_prerequisites(actions: Iterable[PlannedAction]) -> dict[str, tuple[str, ...]]:
    """What each action waits for, without what those already wait for."""
    waits = {each.id: each.prerequisites for each in actions}
    before: dict[str, frozenset[str]] = {}

    def all_before(name: str) -> frozenset[str]:
        if name not in before:
            first = waits.get(name, ())
            before[name] = frozenset(first).union(*(all_before(each) for each in first))
        return before[name]

    return {
        name: tuple(each for each in first if not any(each in all_before(other) for other in first))
        for name, first in waits.items()
    }


def action_view(
    action: PlannedAction, prerequisites: tuple[str, ...], room: str = ""
) -> ActionView:
    """Put one action with its direct prerequisites into words; `room` is where else it may lie."""
    return ActionView(
        id=action.id,
        clause=action.clause,
        clause_title=action.clause_title,
        title=action.title,
        deliverable=action.deliverable,
        activities=action.activities,
        remedies=action.remedies,
        findings=action.findings,
        requirements=action.requirements,
        grade=grade_view(action.grade),
        owner=role(action.owner or action.role),
        role=role(action.role) if action.owner not in ("", action.role) else "",
        effort=effort_view([action]),
        basis=action.basis,
        pdca=_(words.PDCA[action.pdca]),
        prerequisites=prerequisites,
        first_prerequisites=prerequisites[:FIRST],
        more_prerequisites=_more(len(prerequisites) - FIRST),
        start=words.day(action.start),
        end=words.day(action.end),
        status=_status(action),
        room=room,
        critical=action.critical,
        note=action.note,
        decided=_decided(action.decided),
        raci=tuple(_parts(action)),
        raci_line="; ".join(_raci_line(action)),
    )


def _more(count: int) -> str:
    return words.counted(count, "and {count} more", "and {count} more") if count > 0 else ""


def _status(action: PlannedAction) -> str:
    status = _(words.STATUSES[action.status])
    return f"{status}, {words.per_cent(action.percent)}" if action.percent else status


def _decided(fields: Sequence[str]) -> str:
    return words.listed(_(words.DECIDED[each]) for each in fields) if fields else ""


def _parts(action: PlannedAction) -> Iterable[tuple[str, str]]:
    """Who answers for an action, who is asked and who is told; its owner does it."""
    raci = action.raci
    people = {
        _("Accountable"): (raci.accountable,),
        _("Consulted"): raci.consulted,
        _("Informed"): raci.informed,
    }
    return (
        (name, ", ".join(role(each) for each in named))
        for name, named in people.items()
        if any(named)
    )


def _raci_line(action: PlannedAction) -> Iterable[str]:
    """All parts in an action, each with its people; the owner's stands first."""
    raci = action.raci
    parts = (
        (_("Responsible: {names}"), (action.owner or action.role,)),
        (_("accountable: {names}"), (raci.accountable,)),
        (_("consulted: {names}"), raci.consulted),
        (_("informed: {names}"), raci.informed),
    )
    for text, people in parts:
        if any(people):
            yield text.format(names=", ".join(role(each) for each in people))


def effort_view(actions: Sequence[PlannedAction]) -> EffortView:
    """The sum of the actions' efforts."""
    efforts: list[Effort] = [each.effort for each in actions]
    return EffortView(
        low=words.days(sum(each.low for each in efforts)),
        likely=words.days(sum(each.likely for each in efforts)),
        high=words.days(sum(each.high for each in efforts)),
    )
