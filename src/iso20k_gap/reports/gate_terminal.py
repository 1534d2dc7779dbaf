"""The verdict for reading in a terminal or a job's log: every rule, every miss, every waiver.

No line begins with what a person typed, and none is wrapped: a log must not be spoken to.
"""

from collections.abc import Iterator

from rich.text import Text

from iso20k_gap.core.findings import Finding
from iso20k_gap.core.gate_verdict import FINDING_RULES, Ruling
from iso20k_gap.reports.annotations import inert
from iso20k_gap.reports.gate_view import GateView, headline, label, waiver_words

INDENT = "    "


def lines(view: GateView) -> Iterator[Text]:
    """The verdict, line by line."""
    verdict, evaluation = view.verdict, view.evaluation
    style = "bold green" if verdict.passed else "bold red"
    yield Text(f"Gate {headline(verdict)}", style)
    yield Text(
        f"  {inert(evaluation.assessment.organisation.name)}, edition "
        f"{evaluation.catalogue.edition.id}, as of {evaluation.date}; {inert(view.source)}"
    )
    for ruling in verdict.rulings:
        yield from _ruling(view, ruling)
    yield from _waivers(view)
    for remark in verdict.remarks:
        yield Text(f"! {inert(remark)}", "yellow")
    yield Text(f"Readiness: {evaluation.verdict.state.value}")


def _ruling(view: GateView, ruling: Ruling) -> Iterator[Text]:
    mark, style = ("✓", "green") if ruling.met else ("✗", "bold red")
    yield Text.assemble((f"{mark} {label(ruling)}", style), f": {inert(view.sentence(ruling))}")
    if ruling.met:
        return
    findings = {each.id: each for each in view.evaluation.findings}
    for name in ruling.subjects:
        if ruling.rule in FINDING_RULES:
            yield Text(INDENT + _finding(view, findings[name]))
        else:
            place = view.places.get(name)
            yield Text(f"{INDENT}{name}{f'  {inert(place.file)}:{place.line}' if place else ''}")


def _finding(view: GateView, finding: Finding) -> str:
    place = view.places[finding.requirements[0]]
    what = view.title(finding.clause)
    return f"{finding.id} {finding.grade.value}: {what}  {inert(place.file)}:{place.line}"


def _waivers(view: GateView) -> Iterator[Text]:
    for finding, waiver in view.verdict.waived:
        said = f"waived {finding.id} ({finding.grade.value}), {inert(waiver_words(waiver))}"
        yield Text(f"~ {said}", "cyan")
    for waiver in view.verdict.expired:
        said = f"EXPIRED waiver of {inert(waiver.finding_id)} does not count, was "
        yield Text(f"! {said}{inert(waiver_words(waiver))}", "yellow")
    for waiver in view.verdict.unused:
        said = f"waiver of {inert(waiver.finding_id)} names no present finding; remove it"
        yield Text(f"! {said}", "yellow")
