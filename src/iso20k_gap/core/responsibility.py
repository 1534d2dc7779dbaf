"""Who does an action, who answers for it, who is asked and who is told (RACI)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from iso20k_gap.core.catalogue import Catalogue, Clause, RemedialAction, is_under

ANSWERABLE = ("SMS owner", "Management representative", "Top management")
"""Roles that answer for an action where its clause's owner does the work, lowest first."""


@dataclass(frozen=True)
class Raci:
    """People or roles by their part in an action.

    Nobody is named twice, save that who does it answers for it where no one else can.
    """

    responsible: str
    accountable: str
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()


NOBODY = Raci("", "")
"""Before the parts are given out."""


@dataclass(frozen=True)
class Matrix:
    """The parts as a table: a row for each action, a column for each person or role.

    `rows` have the letters of RACI, empty where someone has no part: R does it, A answers for it,
    C is asked, I is told.
    """

    people: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def matrix(parts: Mapping[str, Raci]) -> Matrix:
    """The parts in actions, by their ids; who does something first comes first."""
    doers = (each.responsible for each in parts.values())
    answering = (each.accountable for each in parts.values())
    others = (name for each in parts.values() for name in (*each.consulted, *each.informed))
    people = tuple(name for name in dict.fromkeys((*doers, *answering, *others)) if name)
    rows = tuple(
        (action, tuple(_letters(raci, name) for name in people)) for action, raci in parts.items()
    )
    return Matrix(people, rows)


def _letters(raci: Raci, name: str) -> str:
    parts = {
        "A": (raci.accountable,),
        "R": (raci.responsible,),
        "C": raci.consulted,
        "I": raci.informed,
    }
    return "/".join(letter for letter, named in parts.items() if name in named)


@dataclass(frozen=True)
class Responsibilities:
    """The parts in all actions of a catalogue; `person` gives who stands behind a role."""

    catalogue: Catalogue
    person: Callable[[str], str]

    def of(self, clause: Clause, action: RemedialAction, owner: str) -> Raci:
        """The parts in one action that `owner` does.

        Owners of the clauses it builds on are asked; owners of those that build on it are told.
        """
        accountable = self._accountable(clause, owner)
        before = (*clause.prerequisites, *action.prerequisites)
        below = (each for each in self.catalogue.lowest if _names(before, each.id))
        above = (each for each in self.catalogue.lowest if _names(self._wanted_by(each), clause.id))
        taken = (owner, accountable)
        consulted = self._people(below, taken)
        return Raci(owner, accountable, consulted, self._people(above, (*taken, *consulted)))

    def _accountable(self, clause: Clause, owner: str) -> str:
        """The clause's owner, or someone above the one who does it; nobody below answers for it."""
        roles = (each for each in ANSWERABLE if each in self.catalogue.edition.roles)
        seniors = [self.person(each) for each in roles]
        if owner in seniors:
            above = seniors[seniors.index(owner) + 1 :]
            return next((each for each in above if each != owner), owner)
        people = [self.person(clause.owner), *seniors] if clause.owner else seniors
        return next((each for each in people if each != owner), owner)

    def _wanted_by(self, clause: Clause) -> tuple[str, ...]:
        own = (name for action in clause.actions for name in action.prerequisites)
        return (*clause.prerequisites, *own)

    def _people(self, clauses: Iterable[Clause], taken: tuple[str, ...]) -> tuple[str, ...]:
        named = dict.fromkeys(self.person(each.owner) for each in clauses if each.owner)
        return tuple(each for each in named if each not in taken)


def _names(clauses: Iterable[str], clause: str) -> bool:
    return any(is_under(clause, each) for each in clauses)
