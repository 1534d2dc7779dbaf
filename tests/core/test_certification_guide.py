"""The way to the certificate: waiting times to the day, due dates, what stands in the way."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import READY, TODAY, assessment, evaluation, everything
from iso20k_gap.core.assessment import Certification
from iso20k_gap.core.certificate_dates import audits_by_body, due_dates, waiting_times
from iso20k_gap.core.certification_guide import TITLES, advise
from iso20k_gap.core.readiness import months_after
from iso20k_gap.files import guides


def advised(on=TODAY, ratings=None, edition="2018", **certification):
    """The guide applied to an assessment with these certification dates."""
    made = evaluation(ratings, on=on, edition=edition, certification=certification, operation=READY)
    return advise(made, guides.load_certification())


def waiting(on=TODAY, **certification):
    (only,) = advised(on, **certification).waiting
    return only


@pytest.mark.parametrize(
    ("ended", "on", "clear"),
    [
        ("2024-11-21", date(2026, 11, 20), False),
        ("2024-11-21", date(2026, 11, 21), True),
        ("2024-11-21", date(2026, 11, 22), True),
        ("2024-02-29", date(2026, 2, 27), False),
        ("2024-02-29", date(2026, 2, 28), True),
        ("2022-03-01", date(2024, 2, 29), False),
        ("2027-01-01", date(2026, 11, 21), False),
    ],
)
def test_two_years_to_the_day(ended, on, clear):
    """Two years are over on the same day two years later, not a day earlier."""
    assert waiting(on, consultancy_ended=ended).clear is clear
    assert waiting(on, internal_audit_by_body=ended).clear is clear


@pytest.mark.parametrize("step", ["stage1", "stage2", "decision"])
def test_days_of_the_body_decide_where_they_are_known(step):
    """An audit day inside the two years is a conflict; on the last day it is none."""
    last = {"consultancy_ended": "2025-01-15"}

    assert waiting(**last, **{step: "2027-01-14"}).conflicts
    assert waiting(**last, **{step: "2027-01-15"}).conflicts == ()
    assert waiting(**last, **{step: "2027-01-15"}).clear


def test_one_early_day_is_enough():
    """Of several days each early one is named."""
    found = waiting(consultancy_ended="2025-01-15", stage1="2026-12-01", stage2="2027-02-01")

    assert not found.clear
    assert found.conflicts == ("Stage 1 on 2026-12-01 lies in the waiting time",)


def test_internal_audit_after_the_certificate_is_told():
    """A body that audits its certified client internally is a conflict of its own."""
    found = waiting(internal_audit_by_body="2026-10-01", decision="2026-01-01")

    assert found.conflicts == ("certificate on 2026-01-01 lies before it",)


def test_every_internal_audit_counts():
    """Several internal audits give a check each, oldest first."""
    days = ["2026-05-01", "2023-05-01"]
    found = advised(internal_audit_by_body=days).waiting

    assert [(str(each.ended), each.clear) for each in found] == [
        ("2023-05-01", True),
        ("2026-05-01", False),
    ]


def test_nothing_on_record_means_nothing_to_wait_for():
    """Without events there is no check and no claim."""
    assert advised().waiting == ()
    assert advised().due == ()


@pytest.mark.parametrize("given_as", ["2026-05-01", ["2026-05-01"]])
def test_one_audit_may_be_written_without_a_list(given_as):
    """A single day and a list of one day are the same."""
    made = assessment(certification={"internal_audit_by_body": given_as}).certification

    assert audits_by_body(made) == (date(2026, 5, 1),)


def test_due_dates_after_the_decision():
    """Surveillance, recertification, expiry and restoration follow from the decision."""
    found = {each.id: str(each.date) for each in advised(decision="2026-11-30").due}

    assert found == {
        "surveillance-1": "2027-11-30",
        "surveillance-2": "2028-11-30",
        "recertification": "2029-08-30",
        "expiry": "2029-11-30",
        "restoration": "2030-05-30",
    }


@pytest.mark.parametrize(
    ("certification", "identifier", "day"),
    [
        ({"stage1": "2026-08-31"}, "stage2", "2027-02-28"),
        ({"stage1": "2026-08-31", "stage2": "2026-10-05"}, "majors", "2027-04-05"),
    ],
)
def test_due_dates_before_the_decision(certification, identifier, day):
    """Until the decision the next limit is told."""
    (due,) = advised(**certification).due

    assert (due.id, str(due.date), due.passed) == (identifier, day, False)


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 11, 20), ""),
        (date(2026, 11, 21), "expired on 2026-11-20"),
        (date(2027, 5, 20), "expired on 2026-11-20"),
        (date(2027, 5, 21), "can no longer be restored"),
    ],
)
def test_expired_certificate(on, words):
    """A certificate holds on its last day; after six more months it cannot be restored."""
    complaints = advised(on, decision="2023-11-20").complaints

    assert [each for each in complaints if words in each] == list(complaints)
    assert bool(complaints) is bool(words)


@pytest.mark.parametrize(
    ("certification", "words"),
    [
        ({"stage1": "2026-11-02", "stage2": "2026-10-01"}, "Stage 2 on 2026-10-01 lies before"),
        ({"stage2": "2026-11-02", "decision": "2026-11-01"}, "certificate on 2026-11-01 lies"),
        ({"stage1": "2026-03-01"}, "Stage 2 at the latest: 2026-09-01 has passed"),
        ({"stage2": "2026-03-01"}, "Majors closed at the latest: 2026-09-01 has passed"),
        ({"body": "Certo"}, "no accreditation"),
        ({"body": "  CERTO ", "accredited_by": "NAB"}, "named as an assessor"),
        ({"body": "Helpdesk Ltd", "accredited_by": "NAB"}, "one of the other parties"),
    ],
)
def test_contradictions_are_told(certification, words):
    """What cannot be, or must not be, is a complaint."""
    made = evaluation(
        certification=certification,
        assessors=["Certo"] if "named" in words else ["A. Smith"],
        parties=[{"id": "h", "name": "Helpdesk Ltd", "kind": "external_supplier"}],
    )
    complaints = advise(made, guides.load_certification()).complaints

    assert [each for each in complaints if words in each]


def test_gates_mirror_the_verdict():
    """What is ready, missing or open at each gate is what the verdict says."""
    ready = advised(ratings=everything("F"))
    assert [stage.ready for stage in ready.stages] == [True, True]
    assert {gate.state for stage in ready.stages for gate in stage.gates} == {"there"}

    nothing = advised(ratings=everything("N"))
    assert [stage.ready for stage in nothing.stages] == [False, False]
    assert {gate.state for gate in nothing.stages[0].gates} == {"missing"}
    assert all(gate.clears for stage in nothing.stages for gate in stage.gates)

    unrated = advised()
    assert [stage.ready for stage in unrated.stages] == [None, None]
    assert {gate.state for gate in unrated.stages[0].gates} == {"open"}
    assert unrated.stages[1].gates[-1].title == TITLES["coverage"]


def test_every_blocker_has_a_title_people_understand():
    """No gate is shown by its internal name."""
    services = [{"name": "X", "performed_by": "n"}]
    parties = [{"id": "n", "name": "N", "kind": "external_supplier"}]
    made = evaluation(everything("N"), services=services, parties=parties)
    gates = [g for s in advise(made, guides.load_certification()).stages for g in s.gates]

    assert {"Own part in the services", "Months of operation"} <= {gate.title for gate in gates}
    assert all(gate.title[0].isupper() for gate in gates)


def test_edition_2011_is_closed():
    """For 2011 the guide says that no certificate is to be had, whatever the ratings."""
    found = advised(ratings=dict.fromkeys("456789", "F"), edition="2011")

    assert "2021" in found.closed
    assert found.stages[0].ready is False


def test_every_fact_has_a_known_source_and_own_knowledge_is_unconfirmed():
    """Nothing is asserted that rests on own knowledge or on a conclusion."""
    known = guides.load_sources().sources
    scope, training = guides.load_scope(), guides.load_training()
    facts = [
        *guides.load_certification().origins,
        *scope.elements,
        *scope.reminders,
        training,
        *training.facts,
        *(form for guide in guides.load_documents("2018").values() for form in guide.records),
    ]

    for fact in facts:
        assert fact.source in known
        assert fact.confirmed is (fact.source not in ("own", "inferred"))
    assert {each.source for each in facts} == set(known)


DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@given(DAYS, DAYS)
def test_clear_exactly_from_the_day_told(ended, on):
    """The day told is the first clear one, and lies within two years and a day."""
    rule = guides.load_certification().intervals.cooling_off
    certification = Certification(consultancy_ended=ended)
    (found,) = waiting_times(certification, rule, on)

    assert found.clear is (on >= found.clear_from)
    assert timedelta(729) <= found.clear_from - ended <= timedelta(731)


@given(DAYS)
def test_due_dates_come_in_order(decision):
    """Whatever the decision's day, what falls due comes in the order of the cycle."""
    rules = guides.load_certification().intervals
    found = list(due_dates(Certification(decision=decision), rules, decision))

    assert [each.date for each in found] == sorted(each.date for each in found)
    assert found[0].date == months_after(decision, 12)
    assert not any(each.passed for each in found)
