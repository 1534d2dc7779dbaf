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
from iso20k_gap.reports.plan_table import FORMULA_BEGINS
from iso20k_gap.reports.words import counted, shortened

COLUMNS = ("session", "role", "people", "clauses", "titles", "requirements", "minutes")
ASSUMED = "Minutes are planning assumptions: --minutes-per-requirement changes them."
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
    left_out = f"; {plan.confirmed} are confirmed and left out" if plan.confirmed else ""
    if not plan.sessions:
        yield Text(f"Nobody has to be seen: all {plan.confirmed} requirements are confirmed.")
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("No.", justify="right", no_wrap=True)
    table.add_column("Min.", justify="right", no_wrap=True)
    table.add_column("Whom", overflow="fold")
    table.add_column("About (requirements)", overflow="fold")
    for number, each in enumerate(plan.sessions, 1):
        table.add_row(str(number), str(each.minutes), _whom(each), _topics(each, catalogue))
    yield table
    if unnamed := {each.role for each in plan.sessions if not each.people}:
        yield Text(
            f"Nobody is named for {counted(len(unnamed), 'role')}; "
            "write name and role under interviews in assessment.yaml."
        )
    hours, minutes = divmod(plan.minutes, HOUR)
    roles = len({each.role for each in plan.sessions})
    yield Text(
        f"{counted(len(plan.sessions), 'session')} with {counted(roles, 'role')}, "
        f"{hours} h {minutes:02} min, for {counted(plan.requirements, 'requirement')}{left_out}. "
        f"{ASSUMED}"
    )


def _whom(session: Session) -> Text:
    people = harmless(", ".join(session.people))
    return Text.assemble(session.role, (f"\n{people}" if people else "", "dim"))


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
        "sources": {rule.value: source for rule, source in SOURCES.items()},
        "remark": NO_RULE,
        "selection": list(sample.numbers),
        "items": [items[number - 1] for number in sample.numbers] if items else [],
    }


def sample_parts(sample: Sample, items: Sequence[str]) -> Iterator[Table | Text]:
    """The sizes by each rule with their sources, what was drawn, and by which seed."""
    table = Table(box=None, pad_edge=False)
    table.add_column("Rule", no_wrap=True)
    table.add_column("Size", justify="right", no_wrap=True)
    table.add_column("Where it comes from", overflow="fold")
    for rule, size in sample.sizes.items():
        table.add_row(rule.value, str(size), SOURCES[rule])
    yield table
    yield Text(NO_RULE)
    yield Text(
        f"\n{len(sample.numbers)} of {sample.population} drawn by the {sample.rule.value} rule, "
        f"seed {sample.seed}:"
    )
    if items:
        yield Text("\n".join(f"{each:>6}  {harmless(items[each - 1])}" for each in sample.numbers))
    else:
        yield Text(", ".join(str(each) for each in sample.numbers))
    yield from _meaning(sample)


def _meaning(sample: Sample) -> Iterator[Text]:
    if sample.rule is Rule.ATTRIBUTE:
        deviations = sample.aim.deviations(sample.population)
        yield Text(
            f"If none of them deviates, fewer than {deviations} of {sample.population} "
            f"({_share(sample.aim.tolerable)}) do, {_share(sample.aim.confidence)} sure. "
            "If one does, the sample shows nothing of the kind."
        )


def _share(share: Fraction) -> str:
    return f"{float(share * WHOLE):g} %"
