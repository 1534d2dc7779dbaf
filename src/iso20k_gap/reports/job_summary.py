"""The verdict as Markdown for the page of a pipeline's job."""

from collections.abc import Iterator

from iso20k_gap.core.findings import Finding, Grade
from iso20k_gap.core.policy import Waiver
from iso20k_gap.core.printable import harmless
from iso20k_gap.core.readiness import StageVerdict
from iso20k_gap.language import _
from iso20k_gap.reports import words
from iso20k_gap.reports.gate_view import GateView, headline, label, waiver_words
from iso20k_gap.reports.markdown import escaped


def render(view: GateView) -> bytes:
    """The verdict as Markdown."""
    parts = (_head, _rules, _numbers, _findings, _waivers, _readiness)
    return ("\n".join(line for part in parts for line in part(view)).strip() + "\n").encode()


def _typed(text: str) -> str:
    return escaped(harmless(text))


def _head(view: GateView) -> Iterator[str]:
    evaluation = view.evaluation
    edition = evaluation.assessment.label or evaluation.catalogue.edition.label
    mark = "✅" if view.verdict.passed else "❌"
    # for translators: {ruling} goes on: passed: all 3 rules are met
    yield f"## {mark} " + _("Gate {ruling}").format(ruling=headline(view.verdict))
    yield ""
    about = _("{organisation}, {edition}, as of {day}.").format(
        organisation=f"**{_typed(evaluation.assessment.organisation.name)}**",
        edition=_typed(edition),
        day=words.day(evaluation.date),
    )
    yield f"{about} {_typed(words.capital(view.source))}."
    yield ""
    for remark in view.verdict.remarks:
        yield f"> ⚠ {_typed(words.capital(remark))}."
        yield ""


def _rules(view: GateView) -> Iterator[str]:
    yield f"| {_('Rule')} | | {_('Found')} |"
    yield "| --- | --- | --- |"
    for ruling in view.verdict.rulings:
        mark = f"✅ {_('met')}" if ruling.met else f"❌ **{_('missed')}**"
        yield f"| {_typed(label(ruling))} | {mark} | {_typed(view.sentence(ruling))} |"
    yield ""


def _numbers(view: GateView) -> Iterator[str]:
    card = view.evaluation.scorecard
    tally = card.overall
    yield f"| {_('Number')} | {_('Now')} | {_('If unrated are N to F')} |"
    yield "| --- | ---: | ---: |"
    by_clause = (card.achievement_by_clause, card.achievement_by_clause_range)
    for name, share, reach in (
        (_("Conformity"), tally.conformity, tally.conformity_range),
        (_("Achievement by requirement"), tally.achievement, tally.achievement_range),
        (_("Achievement by clause"), *by_clause),
        (_("Coverage"), tally.coverage, None),
    ):
        yield f"| {name} | {words.percentage(share)} | {words.span(reach)} |"
    yield ""


def _findings(view: GateView) -> Iterator[str]:
    counts = ", ".join(
        words.graded(view.evaluation.count(grade), grade) for grade in reversed(list(Grade))
    )
    yield "### " + _("Findings: {counts}").format(counts=counts)
    yield ""
    graver = [each for each in view.counting if each.grade is not Grade.OPPORTUNITY]
    if graver:
        heads = (_("Finding"), _("Grade"), _("Clause"), _("Where"), _("Recommendation"))
        yield f"| {' | '.join(heads)} |"
        yield "| --- | --- | --- | --- | --- |"
        yield from (_finding(view, each) for each in graver)
        yield ""


def _finding(view: GateView, finding: Finding) -> str:
    place = view.places[finding.requirements[0]]
    cells = (
        finding.id,
        f"{words.GRADE_MARKS[finding.grade]} {_(words.GRADES_SHORT[finding.grade])}",
        view.title(finding.clause),
        f"{place.file}:{place.line}",
        finding.recommendation,
    )
    return f"| {' | '.join(_typed(cell) for cell in cells)} |"


def _waivers(view: GateView) -> Iterator[str]:
    verdict = view.verdict
    if not (verdict.waived or verdict.expired or verdict.unused):
        return
    yield f"### {_('Waivers')}"
    yield ""
    for finding, waiver in verdict.waived:
        grade = _(words.GRADES_SHORT[finding.grade])
        yield f"- {finding.id} ({grade}): {_typed(waiver_words(waiver))}"
    for waiver in verdict.expired:
        yield f"- **{_('expired, does not count')}**: {_waiver(waiver)}"
    for waiver in verdict.unused:
        yield f"- {_('names no present finding')}: {_waiver(waiver)}"
    yield ""


def _waiver(waiver: Waiver) -> str:
    return f"{_typed(waiver.finding_id)}, {_typed(waiver_words(waiver))}"


def _readiness(view: GateView) -> Iterator[str]:
    verdict = view.evaluation.verdict
    state = f"{words.STATE_MARKS[verdict.state]} {_(words.STATES[verdict.state])}"
    yield "### " + _("Readiness: {state}").format(state=state)
    yield ""
    if verdict.remark:
        yield f"{_typed(verdict.remark)}"
        yield ""
    known = {(each.gate, each.reason) for each in verdict.stage1.blockers}
    yield from _stage(_("Stage 1"), verdict.stage1, set())
    yield from _stage(_("Stage 2"), verdict.stage2, known)


def _stage(name: str, stage: StageVerdict, told: set[tuple[str, str]]) -> Iterator[str]:
    for blocker in stage.blockers:
        if (blocker.gate, blocker.reason) not in told:
            yield f"- {name}: {_typed(blocker.reason)} → {_typed(blocker.clears)}"
    if stage.open_points:
        points = words.counted(len(stage.open_points), "{count} point open", "{count} points open")
        yield f"- {name}: {points}"
