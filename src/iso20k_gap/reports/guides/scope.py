"""The review of a scope statement: as plain data and as a manuscript."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from iso20k_gap.core.assessment import Assessment
from iso20k_gap.core.guidance import Sources, told
from iso20k_gap.core.manuscript import Block, Bullets, Grid, Heading, Manuscript, Paragraph
from iso20k_gap.core.scope import ElementCheck, ScopeReview
from iso20k_gap.core.scope_elements import Duty
from iso20k_gap.language import N_, _
from iso20k_gap.reports.words import day

# for translators: what a scope statement must, may and must not contain
DUTIES = {Duty.MUST: N_("must"), Duty.MAY: N_("may"), Duty.AVOID: N_("must not")}


def scope_data(review: ScopeReview, sources: Sources) -> dict[str, Any]:
    """The review as plain data."""
    return {
        "recorded": review.recorded,
        "proposed": review.proposed or None,
        "left_out": list(review.left_out),
        "conforming": not review.complaints,
        "complaints": list(review.complaints),
        "elements": [
            {
                **check.element.model_dump(mode="json", exclude={"editions"}),
                "met": check.met,
                "complaints": list(check.remarks.complaints),
                "hints": list(check.remarks.hints),
            }
            for check in review.checks
        ],
        "reminders": [each.model_dump(mode="json") for each in review.reminders],
        "sources": sources.sources,
    }


def scope_manuscript(
    review: ScopeReview, assessment: Assessment, sources: Sources, on: date
) -> Manuscript:
    """The review to read: the recorded scope, what is wrong, what to write instead."""
    return Manuscript(
        title=_("Scope statement of {organisation}").format(
            organisation=assessment.organisation.name
        ),
        subtitle=_("Checked by the elements of ISO/IEC 20000-3, {day}").format(day=day(on)),
        organisation=assessment.organisation.name,
        date=on,
        blocks=tuple(_blocks(review, sources)),
    )


def _blocks(review: ScopeReview, sources: Sources) -> Iterator[Block]:
    yield Heading(_("Recorded scope"))
    yield Paragraph(review.recorded)
    yield Heading(_("Complaints"))
    complaints = tuple(
        f"{complaint}: {check.element.remedy}"
        for check in review.checks
        for complaint in check.remarks.complaints
    )
    # for translators: no complaints
    yield Bullets(complaints) if complaints else Paragraph(_("None."))
    yield Heading(_("Proposed wording"))
    none = _("None can be made: list the organisation's own services in assessment.yaml.")
    yield Paragraph(review.proposed or none)
    if review.left_out:
        yield Paragraph(_("Left out, because another party performs it; it stays in the register:"))
        yield Bullets(review.left_out)
    yield Heading(_("Element by element"))
    rows = tuple(_row(check) for check in review.checks)
    header = ("", _("Element"), _("Duty"), _("What is looked for"), _("Remarks"))
    yield Grid(header, rows, (4, 18, 10, 36, 32))
    yield Heading(_("Keep in mind"))
    yield Bullets(tuple(each.told for each in review.reminders))
    used = [*(check.element for check in review.checks), *review.reminders]
    yield Heading(_("Sources"))
    yield Bullets(sources.listed(used))


def _row(check: ElementCheck) -> tuple[str, ...]:
    element = check.element
    remarks = "; ".join((*check.remarks.complaints, *check.remarks.hints))
    mark = "✗" if not check.met else "·" if check.remarks.hints else "✓"
    asked = told(element.asks, element)
    return (mark, element.title, _(DUTIES[element.duty]), asked, remarks or _("nothing to remark"))
