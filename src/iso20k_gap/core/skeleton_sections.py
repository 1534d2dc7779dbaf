"""The sections of a skeleton, each from what the catalogue and the guide say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from iso20k_gap.core.catalogue import Catalogue, Clause, is_under
from iso20k_gap.core.document_guide import DocumentGuide, Form, supplies
from iso20k_gap.core.guidance import UNCONFIRMED
from iso20k_gap.core.manuscript import (
    BLANK,
    Block,
    Bullets,
    Grid,
    Heading,
    Paragraph,
    Step,
    Steps,
    joined,
)

PARTS = {
    Form.STATEMENT: "What the statement says",
    Form.POLICY: "What the policy says",
    Form.PROCESS: "What has to be settled",
    Form.PLAN: "Chapters of the plan",
    Form.REGISTER: "Columns of the register",
    Form.AGREEMENT: "Articles of the agreement",
    Form.SPECIFICATION: "Chapters of the specification",
    Form.RECORD: "Fields of the form",
}
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
        return f"{role} ({self.names[role]})" if self.names.get(role) else role


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
            "Skeleton: write the text in place of the dots, adapt the suggestions, and take out "
            "what does not fit. It is in our own words; the text of the standard is ISO's.",
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
        yield Heading("Changes of this document")
        first = ("0.1", str(self.given.date), "Skeleton", BLANK)
        yield Grid(("Version", "Date", "Change", "Released by"), (first,), (15, 20, 40, 25))

    def _control(self) -> Grid:
        rows = (
            ("Organisation", self.given.organisation),
            ("Owner", self.given.role(self.clause.owner)),
            ("Version and date", f"0.1, draft, {self.given.date}"),
            ("Approved by, on", BLANK),
            ("Next review", BLANK),
            ("May be read by", BLANK),
        )
        return Grid(("Document", self.guide.title), rows, (30, 70))

    def _purpose(self) -> Iterator[Block]:
        yield Heading("Purpose and use")
        yield Paragraph(self.clause.goal)
        yield Paragraph(self.guide.use)
        yield Paragraph(f"Scope of the SMS: {self.given.scope}")

    def _flows(self) -> Iterator[Block]:
        yield Heading("Inputs")
        rows = [(what, self._place(place)) for place, what in self.guide.inputs.items()]
        rows += [
            (supplies(each), self._place(each.id))
            for each in self.catalogue.lowest
            if self._is_forgotten(each)
        ]
        yield _flow(("What comes in", "From"), rows)
        yield Heading("Outputs")
        rows = [(what, self._place(place)) for place, what in self.guide.outputs.items()]
        yield _flow(("What goes out", "To"), rows)

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
        yield Heading("Activities and rules")
        number = 1
        for sentence in self.clause.sentences:
            if sentence.lead:
                yield Paragraph(sentence.lead)
            steps = tuple(
                Step(each.statement, (f"Suggestion: {each.remedy}", f"Here: {BLANK}"))
                for each in sentence.requirements
            )
            yield Steps(steps, number)
            number += len(steps)

    def _parts(self) -> Iterator[Block]:
        yield Heading(PARTS[self.guide.kind])
        parts = self.guide.parts.items()
        if self.guide.kind in TABULAR:
            header = ("Entry", "What belongs there", "Here")
            rows = tuple((name, hint, BLANK) for name, hint in parts)
            yield Grid(header, rows, (25, 50, 25))
            return
        for name, hint in parts:
            yield Heading(name, 2)
            yield Paragraph(hint, hint=True)
            yield Paragraph(BLANK)

    def _roles(self) -> Iterator[Block]:
        yield Heading("Roles")
        by_owner: dict[str, list[int]] = {}
        for number, each in enumerate(self.clause.requirements, start=1):
            by_owner.setdefault(each.owner, []).append(number)
        others = joined([self.given.role(each) for each in self.guide.consulted]) or BLANK
        told = joined([self.given.role(each) for each in self.guide.informed]) or BLANK
        answerable = self.given.role(self.clause.owner)
        rows = tuple(
            (runs(numbers), self.given.role(owner), answerable, others, told)
            for owner, numbers in by_owner.items()
        )
        header = ("Steps", "Does it", "Answers for it", "Is asked", "Is told")
        yield Grid(header, rows, (10, 22, 22, 23, 23))
        own = [n for n, each in enumerate(self.clause.requirements, start=1) if not each.others]
        if own:
            word = "step" if len(own) == 1 else "steps"
            kept = f"The organisation itself keeps {word} {runs(own)}; other parties may help only."
            yield Paragraph(kept)

    def _records(self) -> Iterator[Block]:
        yield Heading("Documents and records")
        demanded = {each.documented.name: each for each in self.clause.requirements}
        rows = []
        for record in self.guide.records:
            origin = "own choice"
            if record.name in demanded:
                doubt = "" if record.confirmed else f" ({UNCONFIRMED})"
                origin = f"{demanded[record.name].documented.kind.value} asked for{doubt}"
            rows.append((record.name, ", ".join(record.holds), origin, BLANK))
        if not rows:
            yield Paragraph("The clause asks for no document or record of its own.")
            return
        header = ("Name", "Holds", "Demanded", "Kept where, how long")
        yield Grid(header, tuple(rows), (22, 40, 18, 20))
        if any(UNCONFIRMED in origin for _, _, origin, _ in rows):
            doubt = f"{UNCONFIRMED.capitalize()}: no public source names it; see your own copy of"
            yield Paragraph(f"{doubt} the standard.", hint=True)

    def _measures(self) -> Iterator[Block]:
        yield Heading("Measures")
        yield Bullets((self.clause.measure, *self.guide.measures))

    def _checklist(self) -> Iterator[Block]:
        yield Heading("Checklist: what this document has to satisfy")
        rows = tuple(
            (
                "☐",
                each.short,
                str(number),
                "; ".join(each.evidence),
                f"{each.stage}, essential" if each.essential else str(each.stage),
            )
            for number, each in enumerate(self.clause.requirements, start=1)
        )
        header = ("Done", "Requirement", "Step", "Evidence wanted", "Audit stage")
        yield Grid(header, rows, (8, 17, 8, 53, 14))

    def _relatives(self) -> Iterator[Block]:
        shared = self.clause.shared
        named = (
            ("ITIL 4 practices", joined(self.clause.practices)),
            ("ISO 9001:2015", shared.iso9001),
            ("ISO/IEC 27001:2022", shared.iso27001),
            ("Shared work", shared.note),
        )
        items = tuple(f"{name}: {text}" for name, text in named if text)
        if items:
            yield Heading("Related practices and standards")
            yield Bullets(items)


def _flow(header: tuple[str, str], rows: list[tuple[str, str]]) -> Block:
    if not rows:
        return Paragraph("No other clause of the SMS is named for it.")
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
