"""The review of a scope statement: as plain data and as a manuscript."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from iso20k_gap.core.assessment import Assessment
from iso20k_gap.core.guidance import Sources, told
from iso20k_gap.core.manuscript import Block, Bullets, Grid, Heading, Manuscript, Paragraph
from iso20k_gap.core.scope import ElementCheck, ScopeReview
from iso20k_gap.core.scope_elements import Duty

DUTIES = {Duty.MUST: "must", Duty.MAY: "may", Duty.AVOID: "must not"}


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
        title=f"Scope statement of {assessment.organisation.name}",
        subtitle=f"Checked by the elements of ISO/IEC 20000-3, {on}",
        organisation=assessment.organisation.name,
        date=on,
        blocks=tuple(_blocks(review, sources)),
    )


def _blocks(review: ScopeReview, sources: Sources) -> Iterator[Block]:
    yield Heading("Recorded scope")
    yield Paragraph(review.recorded)
    yield Heading("Complaints")
    complaints = tuple(
        f"{complaint}: {check.element.remedy}"
        for check in review.checks
        for complaint in check.remarks.complaints
    )
    yield Bullets(complaints) if complaints else Paragraph("None.")
    yield Heading("Proposed wording")
    yield Paragraph(
        review.proposed
        or "None can be made: list the organisation's own services in assessment.yaml."
    )
    if review.left_out:
        yield Paragraph("Left out, because another party performs it; it stays in the register:")
        yield Bullets(review.left_out)
    yield Heading("Element by element")
    rows = tuple(_row(check) for check in review.checks)
    yield Grid(("", "Element", "Duty", "What is looked for", "Remarks"), rows, (4, 18, 10, 36, 32))
    yield Heading("Keep in mind")
    yield Bullets(tuple(each.told for each in review.reminders))
    used = [*(check.element for check in review.checks), *review.reminders]
    yield Heading("Sources")
    yield Bullets(sources.listed(used))


def _row(check: ElementCheck) -> tuple[str, ...]:
    element = check.element
    remarks = "; ".join((*check.remarks.complaints, *check.remarks.hints)) or "nothing to remark"
    mark = "✗" if not check.met else "·" if check.remarks.hints else "✓"
    return (mark, element.title, DUTIES[element.duty], told(element.asks, element), remarks)
