"""The other standards our clauses point to, and what their pointers say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from iso20k_gap.core.catalogue import Clause, SharedClause

SPAN = re.compile(r"(.+\.)(\d+)-\1(\d+)")
"""Neighbouring clauses, such as `A.5.19-A.5.22`."""


@dataclass(frozen=True)
class Standard:
    """Another standard: `page` sells it, `field` is where our clauses keep pointers to it."""

    id: str
    label: str
    title: str
    page: str
    field: str

    def clauses(self, shared: SharedClause) -> tuple[str, ...]:
        """The clauses of this standard that a clause of ours points to, one by one."""
        pointers = (each.strip() for each in getattr(shared, self.field).split(","))
        return tuple(each for pointer in pointers if pointer for each in _spelt_out(pointer))


ISO9001 = Standard(
    "iso9001-2015",
    "ISO 9001:2015",
    "Quality management systems",
    "https://www.iso.org/standard/62085.html",
    "iso9001",
)
ISO27001 = Standard(
    "iso27001-2022",
    "ISO/IEC 27001:2022",
    "Information security management systems",
    "https://www.iso.org/standard/27001",
    "iso27001",
)
STANDARDS = (ISO9001, ISO27001)


def pointing(clauses: tuple[Clause, ...], to: Standard) -> Iterator[tuple[Clause, tuple[str, ...]]]:
    """The clauses that point to a standard, with what they point to."""
    for clause in clauses:
        found = to.clauses(clause.shared)
        if found:
            yield clause, found


def _spelt_out(pointer: str) -> Iterator[str]:
    found = SPAN.fullmatch(pointer)
    if not found:
        yield pointer
        return
    stem, first, last = found.groups()
    yield from (f"{stem}{number}" for number in range(int(first), int(last) + 1))
