"""The sections of a skeleton, each from what the catalogue and the guide say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from iso20k_gap.core.catalogue import Catalogue, Clause, is_under
from iso20k_gap.core.document_guide import DocumentGuide, Form, supplies
from iso20k_gap.core.manuscript import (
    BLANK,
    Block,
    Bullets,
    Grid,
    Heading,
    Paragraph,
    Step,
    Steps,
)
from iso20k_gap.language import N_, _, day, listed, ngettext, pgettext
from iso20k_gap.language import role as say_role

PARTS = {
    Form.STATEMENT: N_("What the statement says"),
    Form.POLICY: N_("What the policy says"),
    Form.PROCESS: N_("What has to be settled"),
    Form.PLAN: N_("Chapters of the plan"),
    Form.REGISTER: N_("Columns of the register"),
    Form.AGREEMENT: N_("Articles of the agreement"),
    Form.SPECIFICATION: N_("Chapters of the specification"),
    Form.RECORD: N_("Fields of the form"),
}
ORIGINS = {
    "document": N_("document asked for"),
    "record": N_("record asked for"),
    "document?": N_("document asked for (unconfirmed)"),
    "record?": N_("record asked for (unconfirmed)"),
}
"""Why a document is held, by its kind; the question mark where no public source names it."""
TABULAR = (Form.REGISTER, Form.RECORD)


@dataclass(frozen=True)
class Setting:
    """Whose document it is: `names` are the people behind the roles."""

    organisation: str
    scope: str
    edition: str
    date: date
    names: Mapping[str, str] = field(default_factory=dict)

    def role(self, role: str) -> str:
        """A role with the person who holds it, where that is known."""
        called = say_role(role)
        return f"{called} ({self.names[role]})" if self.names.get(role) else called


@dataclass(frozen=True)
class Sections:
    """Writes one skeleton, section by section."""

    catalogue: Catalogue
    clause: Clause
    guide: DocumentGuide
    given: Setting

    def blocks(self) -> Iterator[Block]:
        """All sections in their order."""
        yield Paragraph(
            _(
                "Skeleton: write the text in place of the dots, adapt the suggestions, and take "
                "out what does not fit. It is in our own words; the text of the standard is ISO's."
            ),
            hint=True,
        )
        yield self._control()
        yield from self._purpose()
        yield from self._flows()
        yield from self._activities()
        yield from self._parts()
        yield from self._roles()
        yield from self._records()
        yield from self._measures()
        yield from self._checklist()
        yield from self._relatives()
        yield Heading(_("Changes of this document"))
        first = ("0.1", day(self.given.date), _("Skeleton"), BLANK)
        changed = pgettext("document", "Change")
        head = (_("Version"), _("Date"), changed, _("Released by"))
        yield Grid(head, (first,), (15, 20, 40, 25))

    def _control(self) -> Grid:
        rows = (
            (_("Organisation"), self.given.organisation),
            (_("Owner"), self.given.role(self.clause.owner)),
            (_("Version and date"), _("0.1, draft, {day}").format(day=day(self.given.date))),
            (_("Approved by, on"), BLANK),
            (_("Next review"), BLANK),
            (_("May be read by"), BLANK),
        )
        return Grid((_("Document"), self.guide.title), rows, (30, 70))

    def _purpose(self) -> Iterator[Block]:
        yield Heading(_("Purpose and use"))
        yield Paragraph(self.clause.goal)
        yield Paragraph(self.guide.use)
        yield Paragraph(_("Scope of the SMS: {scope}").format(scope=self.given.scope))

    def _flows(self) -> Iterator[Block]:
        yield Heading(_("Inputs"))
        rows = [(what, self._place(place)) for place, what in self.guide.inputs.items()]
        rows += [
            (supplies(each), self._place(each.id))
            for each in self.catalogue.lowest
            if self._is_forgotten(each)
        ]
        yield _flow((_("What comes in"), _("From")), rows)
        yield Heading(_("Outputs"))
        rows = [(what, self._place(place)) for place, what in self.guide.outputs.items()]
        yield _flow((_("What goes out"), _("To")), rows)

    def _is_forgotten(self, clause: Clause) -> bool:
        """Whether a clause is a prerequisite that the guide's inputs do not speak of."""
        needed = [each for each in self.clause.prerequisites if is_under(clause.id, each)]
        given = self.guide.inputs
        return clause.id != self.clause.id and any(
            not any(is_under(place, each) or is_under(each, place) for place in given)
            for each in needed
        )

    def _place(self, place: str) -> str:
        clause = self.catalogue.clause_by_id.get(place)
        return f"{place} {clause.title}" if clause else place[:1].upper() + place[1:]

    def _activities(self) -> Iterator[Block]:
        yield Heading(_("Activities and rules"))
        number = 1
        for sentence in self.clause.sentences:
            if sentence.lead:
                yield Paragraph(sentence.lead)
            steps = tuple(
                Step(
                    each.statement,
                    (
                        _("Suggestion: {text}").format(text=each.remedy),
                        _("Here: {blank}").format(blank=BLANK),
                    ),
                )
                for each in sentence.requirements
            )
            yield Steps(steps, number)
            number += len(steps)

    def _parts(self) -> Iterator[Block]:
        yield Heading(_(PARTS[self.guide.kind]))
        parts = self.guide.parts.items()
        if self.guide.kind in TABULAR:
            header = (_("Entry"), _("What belongs there"), _("Here"))
            rows = tuple((name, hint, BLANK) for name, hint in parts)
            yield Grid(header, rows, (25, 50, 25))
            return
        for name, hint in parts:
            yield Heading(name, 2)
            yield Paragraph(hint, hint=True)
            yield Paragraph(BLANK)

    def _roles(self) -> Iterator[Block]:
        yield Heading(_("Roles"))
        by_owner: dict[str, list[int]] = {}
        for number, each in enumerate(self.clause.requirements, start=1):
            by_owner.setdefault(each.owner, []).append(number)
        others = listed([self.given.role(each) for each in self.guide.consulted]) or BLANK
        told = listed([self.given.role(each) for each in self.guide.informed]) or BLANK
        answerable = self.given.role(self.clause.owner)
        rows = tuple(
            (runs(numbers), self.given.role(owner), answerable, others, told)
            for owner, numbers in by_owner.items()
        )
        header = (_("Steps"), _("Does it"), _("Answers for it"), _("Is asked"), _("Is told"))
        yield Grid(header, rows, (10, 22, 22, 23, 23))
        own = [n for n, each in enumerate(self.clause.requirements, start=1) if not each.others]
        if own:
            kept = ngettext(
                "The organisation itself keeps step {steps}; other parties may help only.",
                "The organisation itself keeps steps {steps}; other parties may help only.",
                len(own),
            ).format(steps=runs(own))
            yield Paragraph(kept)

    def _records(self) -> Iterator[Block]:
        yield Heading(_("Documents and records"))
        demanded = {each.documented.name: each for each in self.clause.requirements}
        rows = []
        doubtful = False
        for record in self.guide.records:
            origin = _("own choice")
            if record.name in demanded:
                sure = "" if record.confirmed else "?"
                origin = _(ORIGINS[demanded[record.name].documented.kind.value + sure])
                doubtful = doubtful or not record.confirmed
            rows.append((record.name, ", ".join(record.holds), origin, BLANK))
        if not rows:
            yield Paragraph(_("The clause asks for no document or record of its own."))
            return
        header = (_("Name"), _("Holds"), _("Demanded"), _("Kept where, how long"))
        yield Grid(header, tuple(rows), (22, 40, 18, 20))
        if doubtful:
            doubt = _("Unconfirmed: no public source names it; see your own copy of the standard.")
            yield Paragraph(doubt, hint=True)

    def _measures(self) -> Iterator[Block]:
        yield Heading(_("Measures"))
        yield Bullets((self.clause.measure, *self.guide.measures))

    def _checklist(self) -> Iterator[Block]:
        yield Heading(_("Checklist: what this document has to satisfy"))
        rows = tuple(
            (
                "☐",
                each.short,
                str(number),
                "; ".join(each.evidence),
                _("{stage}, essential").format(stage=each.stage)
                if each.essential
                else str(each.stage),
            )
            for number, each in enumerate(self.clause.requirements, start=1)
        )
        header = (_("Done"), _("Requirement"), _("Step"), _("Evidence wanted"), _("Audit stage"))
        yield Grid(header, rows, (8, 17, 8, 53, 14))

    def _relatives(self) -> Iterator[Block]:
        shared = self.clause.shared
        named = (
            (_("ITIL 4 practices"), listed(self.clause.practices)),
            ("ISO 9001:2015", shared.iso9001),
            ("ISO/IEC 27001:2022", shared.iso27001),
            (_("Shared work"), shared.note),
        )
        items = tuple(f"{name}: {text}" for name, text in named if text)
        if items:
            yield Heading(_("Related practices and standards"))
            yield Bullets(items)


def _flow(header: tuple[str, str], rows: list[tuple[str, str]]) -> Block:
    if not rows:
        return Paragraph(_("No other clause of the SMS is named for it."))
    return Grid(header, tuple(rows), (60, 40))


def runs(numbers: list[int]) -> str:
    """Numbers in short: `1-4, 6`."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and parts[-1][-1] + 1 == number:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(str(p[0]) if len(p) == 1 else f"{p[0]}–{p[-1]}" for p in parts)
