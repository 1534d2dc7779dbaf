"""The way to the certificate: as plain data and as a manuscript."""

from collections.abc import Iterator
from typing import Any

from iso20k_gap.core.certificate_dates import DueDate, WaitingTime, audits_by_body
from iso20k_gap.core.certification_guide import Advice, CertificationGuide, StageState
from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.guidance import Sources
from iso20k_gap.core.manuscript import Block, Bullets, Grid, Heading, Manuscript, Paragraph
from iso20k_gap.language import N_, _, pgettext
from iso20k_gap.reports.terminal import READY
from iso20k_gap.reports.words import day

MARKS = {"there": "✓", "missing": "✗", "open": "?"}
STAGES = (N_("Stage 1"), N_("Stage 2"))
"""The names of the stages; said where they are shown."""


def certification_data(
    advice: Advice, guide: CertificationGuide, evaluation: Evaluation, sources: Sources
) -> dict[str, Any]:
    """The guide applied to an assessment, as plain data."""
    certification = advice.certification
    rule = guide.intervals.cooling_off
    return {
        "organisation": evaluation.assessment.organisation.name,
        "edition": evaluation.catalogue.edition.id,
        "date": str(evaluation.date),
        "closed": advice.closed or None,
        "certification": {
            **certification.model_dump(mode="json"),
            "internal_audit_by_body": [str(day) for day in audits_by_body(certification)],
        },
        "complaints": list(advice.complaints),
        "impartiality": {
            "rule": rule.model_dump(mode="json"),
            "clear": all(each.clear for each in advice.waiting),
            "checks": [_waiting_data(each) for each in advice.waiting],
        },
        "stages": {each.name: _stage_data(each) for each in advice.stages},
        "dates": [_due_data(each) for each in advice.due],
        "chapters": [each.model_dump(mode="json") for each in guide.chapters],
        "sources": sources.sources,
    }


def _waiting_data(waiting: WaitingTime) -> dict[str, Any]:
    return {
        "event": waiting.event,
        "date": str(waiting.ended),
        "clear_from": str(waiting.clear_from),
        "clear": waiting.clear,
        "conflicts": list(waiting.conflicts),
    }


def _stage_data(stage: StageState) -> dict[str, Any]:
    gates = [
        {
            "id": each.id,
            "title": each.title,
            "clause": each.clause,
            "state": each.state,
            "reasons": list(each.reasons),
            "clears": each.clears,
        }
        for each in stage.gates
    ]
    return {"ready": stage.ready, "gates": gates}


def _due_data(due: DueDate) -> dict[str, Any]:
    return {
        "id": due.id,
        "name": due.name,
        "date": str(due.date),
        "passed": due.passed,
        "rule": due.rule.text,
        "source": due.rule.source,
        "confirmed": due.rule.confirmed,
    }


def certification_manuscript(
    advice: Advice, guide: CertificationGuide, evaluation: Evaluation, sources: Sources
) -> Manuscript:
    """The guide to read, with what the dates and the verdict say about this organisation."""
    assessment = evaluation.assessment
    label = assessment.label or evaluation.catalogue.edition.label
    return Manuscript(
        title=_("Way to the certificate of {organisation}").format(
            organisation=assessment.organisation.name
        ),
        subtitle=_("Certification guide for {edition}, as of {day}").format(
            edition=label, day=day(evaluation.date)
        ),
        organisation=assessment.organisation.name,
        date=evaluation.date,
        blocks=tuple(_blocks(advice, guide, sources)),
    )


def _blocks(advice: Advice, guide: CertificationGuide, sources: Sources) -> Iterator[Block]:
    if advice.closed:
        yield Paragraph(advice.closed)
    if advice.complaints:
        yield Heading(_("Complaints"))
        yield Bullets(advice.complaints)
    own = {
        "body": _body(advice),
        "impartiality": _impartiality(advice, guide),
        "preparation": _preparation(advice),
        "cycle": _cycle(advice),
    }
    for chapter in guide.chapters:
        yield Heading(chapter.title)
        yield Bullets(tuple(each.told for each in chapter.facts))
        yield from own.get(chapter.id, ())
    yield Heading(_("Sources"))
    yield Paragraph(
        _("Facts marked as unconfirmed have no public source: check them with the body.")
    )
    yield Bullets(sources.listed(guide.origins))


def _body(advice: Advice) -> Iterator[Block]:
    body, accredited = advice.certification.body, advice.certification.accredited_by
    form = (
        _("Chosen: {body}, accredited by {name}.")
        if accredited
        else _("Chosen: {body}, accredited by nobody on record.")
    )
    none = _("No certification body is on record yet.")
    yield Paragraph(form.format(body=body, name=accredited) if body else none)


def _impartiality(advice: Advice, guide: CertificationGuide) -> Iterator[Block]:
    yield Paragraph(guide.intervals.cooling_off.told)
    if not advice.waiting:
        yield Paragraph(
            _(
                "No consultancy and no internal audit by the body is on record, so there is "
                "nothing to wait for. Ask the body and its auditors whether that is true."
            )
        )
        return
    rows = tuple(
        (
            "✓" if each.clear else "✗",
            each.event,
            day(each.ended),
            day(each.clear_from),
            "; ".join(each.conflicts) or _result(clear=each.clear),
        )
        for each in advice.waiting
    )
    header = ("", _("Event"), pgettext("day", "On"), _("Clear from"), _("Result"))
    yield Grid(header, rows, (4, 26, 14, 14, 42))
    if advice.certification.consultancy_ended:
        yield Paragraph(
            _(
                "The waiting time is for people and related bodies. Where the certification body "
                "itself, or its legal entity, gave the consultancy, waiting does not help."
            )
        )


def _result(*, clear: bool) -> str:
    # for translators: whether a waiting time is over
    return pgettext("waiting time", "clear") if clear else pgettext("waiting time", "not yet")


def _preparation(advice: Advice) -> Iterator[Block]:
    for stage in advice.stages:
        yield Heading(f"{_(stage.name)}: {_(READY[stage.ready])}", 2)
        rows = tuple(
            (MARKS[each.state], each.title, each.clause, "; ".join(each.reasons), each.clears)
            for each in stage.gates
        )
        header = ("", _("What is looked for"), _("Clause"), _("Found"), _("What clears it"))
        yield Grid(header, rows, (4, 22, 9, 33, 32))


def _cycle(advice: Advice) -> Iterator[Block]:
    if not advice.due:
        nothing = _("Dates appear here once Stage 1, Stage 2 or the decision is on record.")
        yield Paragraph(nothing)
        return
    # for translators: whether a day has passed or lies ahead
    passed, ahead = pgettext("day", "passed"), pgettext("day", "ahead")
    rows = tuple(
        (each.name, day(each.date), passed if each.passed else ahead, each.rule.told)
        for each in advice.due
    )
    yield Grid((_("What"), _("Date"), _("State"), _("Rule")), rows, (24, 13, 10, 53))
