"""The RACI matrix in words: actions by the people and roles that have a part in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from iso20k_gap.core.plan import PlannedAction, Status
from iso20k_gap.core.responsibility import matrix
from iso20k_gap.language import role
from iso20k_gap.reports import words

MOST = 26
"""How many people a table has columns for; more of them are spread evenly over several tables."""

NAME, TITLE = 30, 52
"""How long a name over a column and a title beside a row may be."""


@dataclass(frozen=True)
class RaciRow:
    """The letters of an action, one a column; empty where someone has no part."""

    id: str
    title: str
    letters: tuple[str, ...]


@dataclass(frozen=True)
class RaciPart:
    """As many columns as fit a page, with all rows."""

    people: tuple[str, ...]
    rows: tuple[RaciRow, ...]


@dataclass(frozen=True)
class RaciLine:
    """The parts in an action as names, for documents without room for a matrix."""

    id: str
    title: str
    responsible: str
    accountable: str
    consulted: str
    informed: str


@dataclass(frozen=True)
class RaciView:
    """The matrix in its parts, the same as lines, and who stands behind which role."""

    parts: tuple[RaciPart, ...]
    lines: tuple[RaciLine, ...]
    roles: tuple[tuple[str, str], ...]


def raci_view(actions: Sequence[PlannedAction]) -> RaciView | None:
    """The matrix of the actions that are not dropped; None where nobody has a part."""
    there = [
        each for each in actions if each.status is not Status.DROPPED and each.raci.responsible
    ]
    if not there:
        return None
    return RaciView(
        parts=tuple(_parts(there)),
        lines=tuple(_line(each) for each in there),
        roles=tuple(_roles(there)),
    )


def _parts(actions: Sequence[PlannedAction]) -> list[RaciPart]:
    whole = matrix({each.id: each.raci for each in actions})
    titles = {each.id: words.shortened(each.title, TITLE) for each in actions}
    count = -(-len(whole.people) // MOST) or 1
    size = -(-len(whole.people) // count)
    return [
        RaciPart(
            tuple(words.shortened(role(each), NAME) for each in whole.people[first : first + size]),
            tuple(
                RaciRow(name, titles[name], letters[first : first + size])
                for name, letters in whole.rows
            ),
        )
        for first in range(0, len(whole.people), size)
    ]


def _line(action: PlannedAction) -> RaciLine:
    raci = action.raci
    return RaciLine(
        id=action.id,
        title=action.title,
        responsible=role(raci.responsible),
        accountable=role(raci.accountable),
        consulted=", ".join(role(each) for each in raci.consulted),
        informed=", ".join(role(each) for each in raci.informed),
    )


def _roles(actions: Sequence[PlannedAction]) -> list[tuple[str, str]]:
    """People by name, each with the roles they do actions in."""
    roles: dict[str, list[str]] = {}
    for each in actions:
        mine = roles.setdefault(each.owner, [])
        if each.role not in (each.owner, *mine):
            mine.append(each.role)
    return [
        (role(name), ", ".join(role(each) for each in mine)) for name, mine in roles.items() if mine
    ]
