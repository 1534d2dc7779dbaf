"""The words of an interview pack, for the workbook and the page alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from iso20k_gap.core import pack_form as form
from iso20k_gap.core.catalogue import DocumentKind, group_of
from iso20k_gap.core.pack import Item, Pack, Stated
from iso20k_gap.core.rating import NO_OCCURRENCE, Rating, Scale
from iso20k_gap.language import N_, _, pgettext, role
from iso20k_gap.reports.packs.cells import sheet_name
from iso20k_gap.reports.words import counted, long_day

NOT_EVEN = N_("Less than that, or nothing yet.")
DOCUMENTS = {
    DocumentKind.DOCUMENT: N_("{name} (document)"),
    DocumentKind.RECORD: N_("{name} (record)"),
}


def sheet_names() -> dict[str, str]:
    """What the sheets that people see are called in the language spoken, by their own names."""
    return {
        form.START: sheet_name(pgettext("sheet", "Start")),
        form.QUESTIONS: sheet_name(pgettext("sheet", "Questions")),
    }


@dataclass(frozen=True)
class Guide:
    """What one rating looks like; `symbol` is what a person chooses, `tone` its colour."""

    symbol: str
    name: str
    text: str
    tone: str


@dataclass(frozen=True)
class Row:
    """One question as it is shown."""

    item: Item
    covers: tuple[str, ...]
    statements: tuple[str, ...]
    question: str
    help: str
    evidence: tuple[str, ...]
    documents: tuple[str, ...]
    guides: tuple[Guide, ...]
    condition: str
    suggestion: str

    @property
    def id(self) -> str:
        """The question's id."""
        return self.item.question.id

    @property
    def is_single(self) -> bool:
        """Whether the question asks for one requirement only."""
        return len(self.covers) == 1

    @property
    def symbols(self) -> tuple[str, ...]:
        """What may be chosen as a rating, best first."""
        choices = tuple(guide.symbol for guide in self.guides)
        return (*choices, NO_OCCURRENCE) if self.condition else choices


@dataclass(frozen=True)
class Section:
    """The questions under one heading; `anchor` tells apart headings that come again."""

    anchor: str
    clause: str
    title: str
    rows: tuple[Row, ...]


def sections(pack: Pack) -> tuple[Section, ...]:
    """The questions by clause; a screening's, which reach across clauses, by clause group."""
    clauses = pack.source.catalogue.clause_by_id
    groups = groupby(pack.items, key=lambda item: _heading(pack, item))
    return tuple(
        Section(
            f"{number}-{name}",
            name,
            clauses[name].title if name in clauses else "",
            tuple(_row(item, pack.source.scale) for item in items),
        )
        for number, (name, items) in enumerate(groups, start=1)
    )


def _heading(pack: Pack, item: Item) -> str:
    if pack.source.questionnaire.kind != "screening":
        return item.clause.id
    groups = [group_of(each.clause) for each in item.requirements]
    return max(groups, key=groups.count)


def _row(item: Item, scale: Scale) -> Row:
    single = item.requirements[0] if item.question.id == item.requirements[0].id else None
    conditions = dict.fromkeys(f"{each.no_occurrence.rstrip('.')}." for each in item.requirements)
    return Row(
        item=item,
        covers=tuple(each.short for each in item.requirements),
        statements=tuple(each.statement for each in item.requirements),
        question=item.question.text,
        help=item.question.help,
        evidence=single.evidence if single else (),
        documents=tuple(_documents(item)),
        guides=tuple(_guides(item, scale)),
        condition=" ".join(conditions) if item.may_lack_occurrence else "",
        suggestion=symbol_of(item.suggestion, scale),
    )


def _documents(item: Item) -> Iterator[str]:
    due = {
        _(DOCUMENTS[each.documented.kind]).format(name=each.documented.name): None
        for each in item.requirements
        if each.documented.kind is not DocumentKind.NONE
    }
    yield from due


def _guides(item: Item, scale: Scale) -> Iterator[Guide]:
    """What each step looks like: in the catalogue's words for one requirement, else its range."""
    single = len(item.requirements) == 1
    for step in reversed(scale.steps):
        text = step.bounds
        if single:
            text = getattr(item.requirements[0].ratings, step.rating, _(NOT_EVEN))
        yield Guide(step.symbol, step.name, text, step.rating.lower())


def symbol_of(stated: Stated | None, scale: Scale) -> str:
    """What a rating is written as on the pack's scale; blank where there is none."""
    if stated is None:
        return ""
    return scale.step(stated).symbol if isinstance(stated, Rating) else str(stated)


def facts(pack: Pack) -> tuple[tuple[str, str], ...]:
    """What the cover says about the pack."""
    head, organisation = pack.head, pack.source.assessment.organisation
    assessment = pack.source.assessment
    about = (
        (_("Organisation"), organisation.name),
        (_("Scope"), organisation.scope),
        (_("Standard"), assessment.label or pack.source.catalogue.edition.label),
        (_("Questionnaire"), pack.source.questionnaire.title),
        # for translators: the person a pack is for
        (pgettext("person", "For"), head.person),
        (_("Role"), role(head.role) if head.role else ""),
        (_("Clause"), _clause_name(pack)),
        (_("Questions"), counted(len(pack.items), "{count} question", "{count} questions")),
        (_("Made on"), long_day(head.made)),
    )
    return tuple((name, text) for name, text in about if text)


def _clause_name(pack: Pack) -> str:
    clause = pack.source.catalogue.clause_by_id.get(pack.head.clause)
    return f"{clause.id} {clause.title}" if clause else pack.head.clause


def subject(pack: Pack) -> str:
    """Whom or what the pack is for, in a few words."""
    held = role(pack.head.role) if pack.head.role else ""
    parts = [pack.head.person, held, _clause_name(pack)]
    return ", ".join(part for part in parts if part) or _("all questions")
