"""Rules on documented information and evidence."""

from collections.abc import Iterator
from itertools import combinations

from iso20k_gap.core.catalogue import Catalogue, DocumentKind
from iso20k_gap.core.lint.facts import Facts
from iso20k_gap.core.lint.flaw import Flaw
from iso20k_gap.core.lint.passages import words_of

Piece = tuple[str, DocumentKind, str]


def register(catalogue: Catalogue, facts: Facts) -> Iterator[Flaw]:
    """Complain where the documents and records named differ from the fact sheet's register."""
    due: set[Piece] = {(each.clause, each.kind, each.name) for each in facts.documented.items}
    named: dict[Piece, str] = {}
    for each in catalogue.requirements:
        if each.documented.name:
            piece = (each.clause, each.documented.kind, each.documented.name)
            named.setdefault(piece, each.id)
    for clause, kind, name in sorted(due - named.keys()):
        what = f"the clause asks for the {kind} {name!r}, and no requirement names it"
        remedy = "name it under 'documented' where it is due, spelled as in documented.yaml"
        yield Flaw("register", clause, "documented", what, remedy)
    for clause, kind, name in sorted(named.keys() - due):
        what = f"documented.yaml has no {kind} {name!r} for clause {clause}"
        remedy = "use the name given there, 'kind: none', or add the row with its source"
        yield Flaw("register", named[clause, kind, name], "documented", what, remedy)


def evidence(catalogue: Catalogue, facts: Facts) -> Iterator[Flaw]:
    """Complain of evidence too general to be asked for, and of too much or too little."""
    generic = {word.casefold() for word in facts.lists.generic}
    for each in catalogue.requirements:
        if not facts.bounds.evidence.holds(len(each.evidence)):
            span = facts.bounds.evidence
            what = f"{len(each.evidence)} pieces of evidence"
            remedy = f"name {span.least:g} to {span.most:g}"
            yield Flaw("evidence", each.id, "evidence", what, remedy)
        for number, piece in enumerate(each.evidence):
            telling = set(words_of(piece)) - generic
            if len(telling) < 2:  # noqa: PLR2004 - what it is, and of what
                what = f"{piece!r} could be anything"
                remedy = "say which document or record of what, so that one can ask for it"
                yield Flaw("evidence", each.id, f"evidence.{number}", what, remedy)
        for one, other in combinations(each.evidence, 2):
            if words_of(one) == words_of(other):
                remedy = "name another piece"
                yield Flaw("evidence", each.id, "evidence", f"{one!r} is named twice", remedy)
