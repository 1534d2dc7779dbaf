"""Interview plans and samples: as plain data, as CSV, and for the terminal."""

import csv
import io
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from rich.table import Table
from rich.text import Text

from iso20k_gap.core.catalogue import Catalogue
from iso20k_gap.core.interview_plan import InterviewPlan, Session
from iso20k_gap.core.printable import harmless
from iso20k_gap.core.sampling import NO_RULE, SOURCES, Rule, Sample
from iso20k_gap.language import N_, _, current, ngettext, role
from iso20k_gap.reports.plan_table import FORMULA_BEGINS
from iso20k_gap.reports.words import counted, shortened

COLUMNS = ("session", "role", "people", "clauses", "titles", "requirements", "minutes")
ASSUMED = N_("Minutes are planning assumptions: --minutes-per-requirement changes them.")
RULES = {Rule.SQUARE_ROOT: N_("square root"), Rule.ATTRIBUTE: N_("attribute")}
WHOLE = 100
TITLE = 36
HOUR = 60


def interviews_data(plan: InterviewPlan, catalogue: Catalogue) -> dict[str, Any]:
    """The plan: every session in order, with what is asked in it."""
    return {
        "minutes_per_requirement": plan.minutes_per_requirement,
        "session_minutes": plan.session_minutes,
        "confirmed": plan.confirmed,
        "requirements": plan.requirements,
        "minutes": plan.minutes,
        "sessions": [
            {
                "session": number,
                "role": each.role,
                "people": list(each.people),
                "minutes": each.minutes,
                "clauses": [
                    {
                        "clause": topic.clause,
                        "title": catalogue.clause_by_id[topic.clause].title,
                        "minutes": len(topic.requirements) * plan.minutes_per_requirement,
                        "requirements": list(topic.requirements),
                    }
                    for topic in each.topics
                ],
            }
            for number, each in enumerate(plan.sessions, 1)
        ],
    }


def interviews_csv(plan: InterviewPlan, catalogue: Catalogue) -> bytes:
    """The sessions as CSV that spreadsheets open as text, with nothing in it that they execute."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for number, each in enumerate(plan.sessions, 1):
        clauses = [topic.clause for topic in each.topics]
        writer.writerow([
            number,
            _cell(each.role),
            _cell(", ".join(each.people)),
            " ".join(clauses),
            "; ".join(catalogue.clause_by_id[clause].title for clause in clauses),
            " ".join(each.requirements),
            each.minutes,
        ])  # fmt: skip
    return stream.getvalue().encode("utf-8-sig")


def _cell(text: str) -> str:
    begins = text.startswith(FORMULA_BEGINS) or text.lstrip().startswith(FORMULA_BEGINS)
    return f"'{text}" if begins else text


def interviews_parts(plan: InterviewPlan, catalogue: Catalogue) -> Iterator[Table | Text]:
    """The sessions in order, and how long they take together."""
    if not plan.sessions:
        nobody = ngettext(
            "Nobody has to be seen: all {count} requirements are confirmed.",
            "Nobody has to be seen: all {count} requirements are confirmed.",
            plan.confirmed,
        )
        yield Text(nobody.format(count=plan.confirmed))
        return
    table = Table(box=None, pad_edge=False)
    table.add_column(_("No."), justify="right", no_wrap=True)
    # for translators: short for minutes
    table.add_column(_("Min."), justify="right", no_wrap=True)
    # for translators: whom to see, and about which clauses
    table.add_column(_("Whom"), overflow="fold")
    table.add_column(_("About (requirements)"), overflow="fold")
    for number, each in enumerate(plan.sessions, 1):
        table.add_row(str(number), str(each.minutes), _whom(each), _topics(each, catalogue))
    yield table
    if unnamed := {each.role for each in plan.sessions if not each.people}:
        yield Text(
            counted(
                len(unnamed),
                "Nobody is named for {count} role; write name and role under interviews in "
                "assessment.yaml.",
                "Nobody is named for {count} roles; write name and role under interviews in "
                "assessment.yaml.",
            )
        )
    yield Text(f"{_sums(plan)} {_(ASSUMED)}")


def _sums(plan: InterviewPlan) -> str:
    """How many sessions with whom take how long, for how many requirements."""
    hours, minutes = divmod(plan.minutes, HOUR)
    sessions, requirements = len(plan.sessions), plan.requirements
    roles = len({each.role for each in plan.sessions})
    values = {
        "sessions": counted(sessions, "{count} session", "{count} sessions"),
        "roles": counted(roles, "{count} role", "{count} roles"),
        "time": _("{hours} h {minutes} min").format(hours=hours, minutes=f"{minutes:02}"),
        "requirements": counted(requirements, "{count} requirement", "{count} requirements"),
    }
    if not plan.confirmed:
        return _("{sessions} with {roles}, {time}, for {requirements}.").format(**values)
    return ngettext(
        "{sessions} with {roles}, {time}, for {requirements}; {count} are confirmed and left out.",
        "{sessions} with {roles}, {time}, for {requirements}; {count} are confirmed and left out.",
        plan.confirmed,
    ).format(count=plan.confirmed, **values)


def _whom(session: Session) -> Text:
    people = harmless(", ".join(session.people))
    return Text.assemble(role(session.role), (f"\n{people}" if people else "", "dim"))


def _topics(session: Session, catalogue: Catalogue) -> str:
    return "; ".join(
        f"{topic.clause} {shortened(catalogue.clause_by_id[topic.clause].title, TITLE)} "
        f"({len(topic.requirements)})"
        for topic in session.topics
    )


def sample_data(sample: Sample, items: Sequence[str]) -> dict[str, Any]:
    """A sample with everything needed to draw it again."""
    aim = sample.aim
    return {
        "population": sample.population,
        "rule": sample.rule.value,
        "size": len(sample.numbers),
        "seed": sample.seed,
        "confidence": float(aim.confidence * WHOLE),
        "tolerable": float(aim.tolerable * WHOLE),
        "sizes": {rule.value: size for rule, size in sample.sizes.items()},
        "sources": {rule.value: _(source) for rule, source in SOURCES.items()},
        "remark": _(NO_RULE),
        "selection": list(sample.numbers),
        "items": [items[number - 1] for number in sample.numbers] if items else [],
    }


def sample_parts(sample: Sample, items: Sequence[str]) -> Iterator[Table | Text]:
    """The sizes by each rule with their sources, what was drawn, and by which seed."""
    table = Table(box=None, pad_edge=False)
    table.add_column(_("Rule"), no_wrap=True)
    table.add_column(_("Size"), justify="right", no_wrap=True)
    table.add_column(_("Where it comes from"), overflow="fold")
    for rule, size in sample.sizes.items():
        table.add_row(_(RULES[rule]), str(size), _(SOURCES[rule]))
    yield table
    yield Text(_(NO_RULE))
    drawn = (
        _("{count} of {population} drawn by the square root rule, seed {seed}:")
        if sample.rule is Rule.SQUARE_ROOT
        else _("{count} of {population} drawn by the attribute rule, seed {seed}:")
    )
    values = {"population": sample.population, "seed": sample.seed}
    yield Text("\n" + drawn.format(count=len(sample.numbers), **values))
    if items:
        yield Text("\n".join(f"{each:>6}  {harmless(items[each - 1])}" for each in sample.numbers))
    else:
        yield Text(", ".join(str(each) for each in sample.numbers))
    yield from _meaning(sample)


def _meaning(sample: Sample) -> Iterator[Text]:
    if sample.rule is Rule.ATTRIBUTE:
        text = _(
            "If none of them deviates, fewer than {deviations} of {population} ({tolerable}) do, "
            "{confidence} sure. If one does, the sample shows nothing of the kind."
        )
        yield Text(
            text.format(
                deviations=sample.aim.deviations(sample.population),
                population=sample.population,
                tolerable=_share(sample.aim.tolerable),
                confidence=_share(sample.aim.confidence),
            )
        )


def _share(share: Fraction) -> str:
    figure = f"{float(share * WHOLE):g}"
    conventions = current().conventions
    places = len(figure.partition(".")[2])
    return conventions.percent(conventions.decimal(float(figure), places))
