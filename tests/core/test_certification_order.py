"""Steps of a certification are told by their words, and none may come before its time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iso20k_gap.core.certification_order import ONCE_BEFORE, Step, misplaced, step_of
from iso20k_gap.core.plan_rows import PlanRow, PlanRows

MONDAY = date(2027, 1, 4)
NAMES = {
    Step.CONTINUITY_TEST: "Continuity test",
    Step.INTERNAL_AUDIT: "Internal audit",
    Step.MANAGEMENT_REVIEW: "Management review",
    Step.STAGE_1: "Stage 1",
    Step.STAGE_2: "Stage 2",
    Step.DECISION: "Certificate decision",
    Step.SURVEILLANCE: "Surveillance audit 1",
    Step.RECERTIFICATION: "Recertification",
}


@pytest.mark.parametrize(
    ("identifier", "name", "step"),
    [
        ("T9", "Internal audit", Step.INTERNAL_AUDIT),
        ("T9", "Conduct the INTERNAL AUDIT, all clauses", Step.INTERNAL_AUDIT),
        ("T9", "Internal audit before Stage 2", Step.INTERNAL_AUDIT),
        ("T9", "Stage 2, management review of the Stage 2 report", Step.STAGE_2),
        ("T9", "Plan and hold the management review", Step.MANAGEMENT_REVIEW),
        ("T9", "Stage 2 audit by the body", Step.STAGE_2),
        ("T9", "Certification audit, Stage 1", Step.STAGE_1),
        ("T9", "Certification audit", Step.STAGE_2),
        ("T9", "Stage II", Step.STAGE_2),
        ("T9", "Re-certification audit", Step.RECERTIFICATION),
        ("T9", "Surveillance audit 2", Step.SURVEILLANCE),
        ("T9", "Certificate issued", Step.DECISION),
        ("T9", "Service continuity test", Step.CONTINUITY_TEST),
        ("stage-2", "Visit of the auditors from BSI", None),
        ("stage-2", "Visit by BSI", Step.STAGE_2),
        ("STAGE2", "", Step.STAGE_2),
        ("stage_1", "", Step.STAGE_1),
        ("InternalAudit", "", Step.INTERNAL_AUDIT),
        ("IA", "", Step.INTERNAL_AUDIT),
        ("MR", "", Step.MANAGEMENT_REVIEW),
        ("S2", "", Step.STAGE_2),
        ("certificate", "", Step.DECISION),
        ("IA", "Impact analysis", None),
        ("S2", "Write the policy", None),
        ("plan-3", "Internal audit", Step.INTERNAL_AUDIT),
        ("T9", "Prepare Stage 2", None),
        ("T9", "Train internal auditors for the internal audit", None),
        ("T9", "Close Stage 1 concerns", None),
        ("T9", "Internal audit programme", None),
        ("T9", "Renew the supplier's certificate", None),
        ("T9", "Audit", None),
        ("stage-3", "", None),
    ],
)
def test_steps_are_told_by_words(identifier, name, step):
    """By name first, by id where the name does not say; work around a step is not the step."""
    assert step_of(PlanRow(identifier, name=name)) is step


def plan(days):
    """A plan with each step on a day, counted from a Monday."""
    return PlanRows(
        tuple(
            PlanRow(f"T{n}", MONDAY + timedelta(day), MONDAY + timedelta(day), name=NAMES[step])
            for n, (step, day) in enumerate(days.items())
        )
    )


def told(days):
    return {(step_of(row), step_of(before)) for row, before, _ in misplaced(plan(days))}


@given(st.permutations(list(Step)))
def test_every_wrong_pair_is_found_and_no_other(order):
    """Whatever the order of the steps, just the pairs that are turned round are told."""
    days = {step: number for number, step in enumerate(order)}
    wrong = {(b, a) for a, b in ONCE_BEFORE if days[a] > days[b]}
    if days[Step.INTERNAL_AUDIT] > days[Step.MANAGEMENT_REVIEW]:
        wrong.add((Step.MANAGEMENT_REVIEW, Step.INTERNAL_AUDIT))

    assert told(days) == wrong


def test_the_right_order_is_right():
    """As the standard and the bodies have it; on one day is no violation."""
    assert not told({step: number for number, step in enumerate(Step)})
    assert not told(dict.fromkeys(Step, 0))
    assert not told({Step.STAGE_2: 0})


def test_once_is_enough():
    """Later audits and reviews, once the first were in time, are none of Stage 2's business."""
    rows = plan(
        {Step.INTERNAL_AUDIT: 10, Step.MANAGEMENT_REVIEW: 20, Step.STAGE_1: 30, Step.STAGE_2: 40}
    ).rows
    more = [
        PlanRow("IA2", *[MONDAY + timedelta(300)] * 2, name="Second internal audit"),
        PlanRow("MR0", *[MONDAY] * 2, name="Management review, first quarter"),
    ]

    assert not list(misplaced(PlanRows((*rows, *more))))


def test_numbered_tasks_are_no_stages():
    """Beside `S3`, the id `S2` is the number of a task."""
    days = [MONDAY + timedelta(number) for number in (9, 1, 5)]
    rows = [PlanRow(f"S{n}", on, on) for n, on in zip((1, 2, 3), days, strict=True)]

    assert len(list(misplaced(PlanRows(tuple(rows[:2]))))) == 1
    assert not list(misplaced(PlanRows(tuple(rows))))


def test_a_summary_row_is_no_step():
    """`Stage 2` above its own tasks spans more than the audit."""
    rows = (
        PlanRow("3", MONDAY, MONDAY + timedelta(90), name="Stage 2"),
        PlanRow("3.1", MONDAY, MONDAY + timedelta(40), name="Internal audit"),
        PlanRow("3.2", MONDAY + timedelta(80), MONDAY + timedelta(90), name="Stage 2 audit"),
    )

    assert not list(misplaced(PlanRows(rows)))


@pytest.mark.parametrize(
    ("days", "detail"),
    [
        (
            {Step.STAGE_2: 0, Step.INTERNAL_AUDIT: 5},
            "T0: Stage 2 begins on 2027-01-04, before internal audit (T1) ends on 2027-01-09",
        ),
        (
            {Step.MANAGEMENT_REVIEW: 0, Step.INTERNAL_AUDIT: 5},
            (
                "T0: management review begins on 2027-01-04, before internal audit (T1) ends on "
                "2027-01-09, whose results it has to hear"
            ),
        ),
    ],
)
def test_the_detail_names_rows_and_days(days, detail):
    """So that one sees what to move."""
    rows = plan(days)

    assert list(misplaced(rows)) == [(*rows.rows, detail)]
