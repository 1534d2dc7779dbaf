"""The verdict as Markdown for the page of a pipeline's job."""

from collections.abc import Iterator

from iso20k_gap.core.findings import Finding, Grade
from iso20k_gap.core.policy import Waiver
from iso20k_gap.core.printable import harmless
from iso20k_gap.core.readiness import StageVerdict
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
    yield f"## {'✅' if view.verdict.passed else '❌'} Gate {headline(view.verdict)}"
    yield ""
    yield (
        f"**{_typed(evaluation.assessment.organisation.name)}**, {_typed(edition)}, "
        f"as of {evaluation.date}. {_typed(words.capital(view.source))}."
    )
    yield ""
    for remark in view.verdict.remarks:
        yield f"> ⚠ {_typed(words.capital(remark))}."
        yield ""


def _rules(view: GateView) -> Iterator[str]:
    yield "| Rule | | Found |"
    yield "| --- | --- | --- |"
    for ruling in view.verdict.rulings:
        mark = "✅ met" if ruling.met else "❌ **missed**"
        yield f"| {_typed(label(ruling))} | {mark} | {_typed(view.sentence(ruling))} |"
    yield ""


def _numbers(view: GateView) -> Iterator[str]:
    card = view.evaluation.scorecard
    tally = card.overall
    yield "| Number | Now | If unrated are N to F |"
    yield "| --- | ---: | ---: |"
    for name, share, reach in (
        ("Conformity", tally.conformity, tally.conformity_range),
        ("Achievement by requirement", tally.achievement, tally.achievement_range),
        ("Achievement by clause", card.achievement_by_clause, card.achievement_by_clause_range),
        ("Coverage", tally.coverage, None),
    ):
        yield f"| {name} | {words.percentage(share)} | {words.span(reach)} |"
    yield ""


def _findings(view: GateView) -> Iterator[str]:
    counts = ", ".join(
        words.graded(view.evaluation.count(grade), grade) for grade in reversed(list(Grade))
    )
    yield f"### Findings: {counts}"
    yield ""
    graver = [each for each in view.counting if each.grade is not Grade.OPPORTUNITY]
    if graver:
        yield "| Finding | Grade | Clause | Where | Recommendation |"
        yield "| --- | --- | --- | --- | --- |"
        yield from (_finding(view, each) for each in graver)
        yield ""


def _finding(view: GateView, finding: Finding) -> str:
    place = view.places[finding.requirements[0]]
    cells = (
        finding.id,
        f"{words.GRADE_MARKS[finding.grade]} {finding.grade.value}",
        view.title(finding.clause),
        f"{place.file}:{place.line}",
        finding.recommendation,
    )
    return f"| {' | '.join(_typed(cell) for cell in cells)} |"


def _waivers(view: GateView) -> Iterator[str]:
    verdict = view.verdict
    if not (verdict.waived or verdict.expired or verdict.unused):
        return
    yield "### Waivers"
    yield ""
    for finding, waiver in verdict.waived:
        yield f"- {finding.id} ({finding.grade.value}): {_typed(waiver_words(waiver))}"
    for waiver in verdict.expired:
        yield f"- **expired, does not count**: {_waiver(waiver)}"
    for waiver in verdict.unused:
        yield f"- names no present finding: {_waiver(waiver)}"
    yield ""


def _waiver(waiver: Waiver) -> str:
    return f"{_typed(waiver.finding_id)}, {_typed(waiver_words(waiver))}"


def _readiness(view: GateView) -> Iterator[str]:
    verdict = view.evaluation.verdict
    yield f"### Readiness: {words.STATE_MARKS[verdict.state]} {verdict.state.value}"
    yield ""
    if verdict.remark:
        yield f"{_typed(verdict.remark)}"
        yield ""
    known = {(each.gate, each.reason) for each in verdict.stage1.blockers}
    yield from _stage("Stage 1", verdict.stage1, set())
    yield from _stage("Stage 2", verdict.stage2, known)


def _stage(name: str, stage: StageVerdict, told: set[tuple[str, str]]) -> Iterator[str]:
    for blocker in stage.blockers:
        if (blocker.gate, blocker.reason) not in told:
            yield f"- {name}: {_typed(blocker.reason)} → {_typed(blocker.clears)}"
    if stage.open_points:
        yield f"- {name}: {words.counted(len(stage.open_points), 'point')} open"
