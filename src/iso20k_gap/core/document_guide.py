"""What a document for each clause has to hold: shipped for 2018, derived for other editions."""

from collections import Counter
from enum import StrEnum
from itertools import groupby

from pydantic import Field

from iso20k_gap.core.catalogue import Catalogue, Clause, DocumentKind, is_under
from iso20k_gap.core.guidance import Sourced
from iso20k_gap.core.record import ClauseId, Record, Text
from iso20k_gap.language import _


class Form(StrEnum):
    """The kinds of document a clause may ask for."""

    STATEMENT = "statement"
    POLICY = "policy"
    PROCESS = "process"
    PLAN = "plan"
    REGISTER = "register"
    AGREEMENT = "agreement"
    SPECIFICATION = "specification"
    RECORD = "record"


class RecordForm(Record):
    """A document or record and the fields it holds; unconfirmed unless a source is named."""

    name: Text
    holds: tuple[Text, ...] = Field(min_length=1)
    source: Text = "own"
    confirmed: bool = False


class DocumentGuide(Record):
    """The document for one clause.

    `inputs` and `outputs` go by the clause or party they come from or go to; `parts` are the
    chapters, columns or fields with what belongs in each.
    """

    clause: ClauseId
    kind: Form
    title: Text
    use: Text
    inputs: dict[Text, Text]
    outputs: dict[Text, Text]
    parts: dict[Text, Text]
    records: tuple[RecordForm, ...] = ()
    consulted: tuple[Text, ...] = ()
    informed: tuple[Text, ...] = ()
    measures: tuple[Text, ...] = ()


class DocumentGuides(Sourced):
    """The documents of one clause group, as shipped data."""

    schema_version: int = Field(alias="schema", ge=1, le=1)
    edition: Text
    guides: tuple[DocumentGuide, ...]


KEYWORDS = (
    ("policy", Form.POLICY),
    ("plan", Form.PLAN),
    ("programme", Form.PLAN),
    ("procedure", Form.PROCESS),
    ("agreement", Form.AGREEMENT),
    ("contract", Form.AGREEMENT),
    ("design", Form.SPECIFICATION),
    ("scope", Form.STATEMENT),
    ("list", Form.REGISTER),
    ("register", Form.REGISTER),
    ("catalogue", Form.REGISTER),
)
"""Words in a document's name that tell its kind; the first of them that occurs counts."""


def derive(catalogue: Catalogue, clause: Clause) -> DocumentGuide:
    """A guide made from what the catalogue itself says about a clause."""
    before = [each for each in catalogue.lowest if _needs(clause, each)]
    after = [each for each in catalogue.lowest if _needs(each, clause)]
    return DocumentGuide(
        clause=clause.id,
        kind=_kind(clause),
        title=clause.title,
        use=_("Comes out of this work: {actions}.").format(
            actions="; ".join(each.title for each in clause.actions)
        ),
        inputs={each.id: supplies(each) for each in before},
        outputs={each.id: supplies(clause) for each in after},
        parts={each.title: each.deliverable for each in clause.actions},
        records=_records(clause),
        consulted=_owners(before, clause.owner),
        informed=_owners(after, clause.owner),
    )


def supplies(clause: Clause) -> str:
    """What a clause hands to others: its documents and records, or what its actions deliver."""
    names = dict.fromkeys(each.documented.name for each in clause.requirements)
    delivered = "; ".join(each.deliverable for each in clause.actions)
    return "; ".join(name for name in names if name) or delivered


def _needs(later: Clause, earlier: Clause) -> bool:
    return later is not earlier and any(is_under(earlier.id, each) for each in later.prerequisites)


def _kind(clause: Clause) -> Form:
    """The kind that more than two thirds of the clause's documents are of, else a process."""
    kinds = {each.documented.kind for each in clause.requirements}
    if DocumentKind.RECORD in kinds and DocumentKind.DOCUMENT not in kinds:
        return Form.RECORD
    names = [
        each.documented.name.casefold()
        for each in clause.requirements
        if each.documented.kind is DocumentKind.DOCUMENT
    ]
    forms = Counter(next((form for word, form in KEYWORDS if word in name), None) for name in names)
    most = (form for form, count in forms.items() if form and 3 * count > 2 * len(names))
    return next(most, Form.PROCESS)


def _records(clause: Clause) -> tuple[RecordForm, ...]:
    named = sorted(
        (each for each in clause.requirements if each.documented.name),
        key=lambda each: each.documented.name,
    )
    return tuple(
        RecordForm(name=name, holds=tuple(each.evidence[0] for each in members))
        for name, members in groupby(named, key=lambda each: each.documented.name)
    )


def _owners(clauses: list[Clause], own: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.owner for each in clauses if each.owner not in ("", own)))
