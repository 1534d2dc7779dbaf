"""The verdict for reading in a terminal or a job's log: every rule, every miss, every waiver.

No line begins with what a person typed, and in a log none is wrapped: it must not be spoken to.
"""

from collections.abc import Iterator

from rich.text import Text

from iso20k_gap.core.findings import Finding
from iso20k_gap.core.gate_verdict import FINDING_RULES, Ruling
from iso20k_gap.language import _
from iso20k_gap.reports import words
from iso20k_gap.reports.annotations import inert
from iso20k_gap.reports.gate_view import GateView, headline, label, waiver_words

INDENT = "    "


def lines(view: GateView) -> Iterator[Text]:
    """The verdict, line by line."""
    verdict, evaluation = view.verdict, view.evaluation
    style = "bold green" if verdict.passed else "bold red"
    yield Text(_("Gate {ruling}").format(ruling=headline(verdict)), style)
    about = _("{organisation}, edition {edition}, as of {day}; {source}").format(
        organisation=inert(evaluation.assessment.organisation.name),
        edition=evaluation.catalogue.edition.id,
        day=words.day(evaluation.date),
        source=inert(view.source),
    )
    yield Text(f"  {about}")
    for ruling in verdict.rulings:
        yield from _ruling(view, ruling)
    yield from _waivers(view)
    for remark in verdict.remarks:
        yield Text(f"! {inert(remark)}", "yellow")
    yield Text(_("Readiness: {state}").format(state=_(words.STATES[evaluation.verdict.state])))


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
    grade = _(words.GRADES_SHORT[finding.grade])
    return f"{finding.id} {grade}: {what}  {inert(place.file)}:{place.line}"


def _waivers(view: GateView) -> Iterator[Text]:
    for finding, waiver in view.verdict.waived:
        # for translators: {approval} goes on: approved by A. Smith until 2027-01-31: the reason
        said = _("waived {finding} ({grade}), {approval}").format(
            finding=finding.id,
            grade=_(words.GRADES_SHORT[finding.grade]),
            approval=inert(waiver_words(waiver)),
        )
        yield Text(f"~ {said}", "cyan")
    for waiver in view.verdict.expired:
        said = _("EXPIRED waiver of {finding} does not count, was {approval}").format(
            finding=inert(waiver.finding_id), approval=inert(waiver_words(waiver))
        )
        yield Text(f"! {said}", "yellow")
    for waiver in view.verdict.unused:
        said = _("waiver of {finding} names no present finding; remove it").format(
            finding=inert(waiver.finding_id)
        )
        yield Text(f"! {said}", "yellow")
