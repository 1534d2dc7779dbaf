"""The way to the certificate: waiting times to the day, due dates, what stands in the way."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import READY, TODAY, answers, assessment, evaluation, everything, evidence
from iso20k_gap.core.assessment import Certification
from iso20k_gap.core.certificate_dates import (
    WaitingTime,
    audits_by_body,
    due_dates,
    waiting_times,
)
from iso20k_gap.core.certification_guide import TITLES, GateState, advise
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

    assert not waiting(**last, **{step: "2027-01-14"}).clear
    assert waiting(**last, **{step: "2027-01-15"}).conflicts == ()
    assert waiting(**last, **{step: "2027-01-15"}).clear


def test_what_bars_the_body_is_told_with_its_days():
    """Every audit and the consultancy, and each day of the body that lies too early or before."""
    found = advised(
        internal_audit_by_body=["2026-10-01", "2023-05-01"],
        consultancy_ended="2025-01-15",
        stage1="2026-08-01",
        stage2="2026-10-01",
        decision="2027-01-15",
    ).waiting

    assert found == (
        WaitingTime(
            "internal audit by the body", date(2023, 5, 1), date(2025, 5, 1), clear=True,
            conflicts=(),
        ),
        WaitingTime(
            "internal audit by the body", date(2026, 10, 1), date(2028, 10, 1), clear=False,
            conflicts=(
                "Stage 1 on 2026-08-01 lies before it",
                "Stage 2 on 2026-10-01 lies in the waiting time",
                "certificate on 2027-01-15 lies in the waiting time",
            ),
        ),
        WaitingTime(
            "end of consultancy", date(2025, 1, 15), date(2027, 1, 15), clear=False,
            conflicts=(
                "Stage 1 on 2026-08-01 lies in the waiting time",
                "Stage 2 on 2026-10-01 lies in the waiting time",
            ),
        ),
    )  # fmt: skip


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
    rules = guides.load_certification().intervals
    found = advised(date(2029, 11, 30), decision="2026-11-30").due

    assert [(each.id, each.name, str(each.date), each.passed, each.rule) for each in found] == [
        ("surveillance-1", "Surveillance audit 1", "2027-11-30", True, rules.first_surveillance),
        ("surveillance-2", "Surveillance audit 2", "2028-11-30", True, rules.second_surveillance),
        ("recertification", "Recertification audit", "2029-08-30", True, rules.renewal_lead),
        ("expiry", "Certificate expires", "2029-11-30", False, rules.validity),
        ("restoration", "Restoration ends", "2030-05-30", False, rules.restoration),
    ]


@pytest.mark.parametrize(
    ("certification", "told", "rule"),
    [
        (
            {"stage1": "2026-08-31"},
            ("stage2", "Stage 2 at the latest", "2027-02-28"),
            "stage_gap",
        ),
        (
            {"stage1": "2026-08-31", "stage2": "2026-10-05"},
            ("majors", "Majors closed at the latest", "2027-04-05"),
            "major_limit",
        ),
    ],
)
def test_due_dates_before_the_decision(certification, told, rule):
    """Until the decision the next limit is told, and the rule it comes from."""
    (due,) = advised(**certification).due

    assert (due.id, due.name, str(due.date)) == told
    assert due.rule == getattr(guides.load_certification().intervals, rule)
    assert not due.passed


@pytest.mark.parametrize(
    ("on", "complaints"),
    [
        (date(2026, 11, 20), ()),
        (date(2026, 11, 21), ("the certificate of 2023-11-20 expired on 2026-11-20",)),
        (date(2027, 5, 20), ("the certificate of 2023-11-20 expired on 2026-11-20",)),
        (date(2027, 5, 21), ("the certificate of 2023-11-20 can no longer be restored",)),
    ],
)
def test_expired_certificate(on, complaints):
    """A certificate holds on its last day; after six more months it cannot be restored."""
    assert advised(on, decision="2023-11-20").complaints == complaints


ADVISES = "the certification body is named as an assessor: it must not advise its own client"
PARTY = "the certification body is also one of the other parties of the services"
UNACCREDITED = "no accreditation is recorded for the certification body (accredited_by)"


@pytest.mark.parametrize(
    ("certification", "complaints"),
    [
        ({}, ()),
        ({"stage1": "2026-11-02", "stage2": "2026-11-02"}, ()),
        (
            {"stage1": "2026-11-02", "stage2": "2026-10-01", "decision": "2026-09-01"},
            (
                "Stage 2 on 2026-10-01 lies before Stage 1 on 2026-11-02",
                "certificate on 2026-09-01 lies before Stage 2 on 2026-10-01",
            ),
        ),
        (
            {"stage1": "2026-11-02", "decision": "2026-11-01"},
            ("certificate on 2026-11-01 lies before Stage 1 on 2026-11-02",),
        ),
        (
            {"stage1": "2026-03-01"},
            ("Stage 2 at the latest: 2026-09-01 has passed; ask the certification body",),
        ),
        (
            {"stage2": "2026-03-01"},
            ("Majors closed at the latest: 2026-09-01 has passed; ask the certification body",),
        ),
        ({"body": "Certo"}, (UNACCREDITED,)),
        ({"body": "Certo", "accredited_by": "  "}, (UNACCREDITED,)),
        ({"body": "Certo", "accredited_by": "NAB"}, ()),
        ({"body": "  "}, ()),
        ({"body": "  a. SMITH ", "accredited_by": "NAB"}, (ADVISES,)),
        ({"body": "helpdesk ltd", "accredited_by": "NAB"}, (PARTY,)),
        ({"body": "Jack of All Trades"}, (ADVISES, PARTY, UNACCREDITED)),
    ],
)
def test_contradictions_are_told(certification, complaints):
    """What cannot be, or must not be, is a complaint; names match whatever their case."""
    names = (" Helpdesk Ltd ", "Jack of all trades")
    made = evaluation(
        certification=certification,
        assessors=[" A. Smith", "Jack of all trades"],
        parties=[{"id": name, "name": name, "kind": "external_supplier"} for name in names],
    )

    assert advise(made, guides.load_certification()).complaints == complaints


def test_gates_mirror_the_verdict():
    """What is ready, missing or open at each gate is what the verdict says."""
    ready = advised(ratings=everything("F"), body="Certo")
    assert [stage.ready for stage in ready.stages] == [True, True]
    assert {gate.state for stage in ready.stages for gate in stage.gates} == {"there"}
    assert (ready.certification.body, ready.closed) == ("Certo", "")

    nothing = advised(ratings=everything("N"))
    assert [stage.ready for stage in nothing.stages] == [False, False]
    assert {gate.state for gate in nothing.stages[0].gates} == {"missing"}
    assert all(gate.clears for stage in nothing.stages for gate in stage.gates)

    unrated = advised()
    assert [stage.ready for stage in unrated.stages] == [None, None]
    assert {gate.state for gate in unrated.stages[0].gates} == {"open"}
    assert unrated.stages[1].gates[-1].title == TITLES["coverage"]


NOTHING_ESSENTIAL = (
    "Nothing of an essential requirement is in place; its absence alone is a major nonconformity."
)
NO_PROCESS = "The whole clause is below 15 % achieved; the process cannot be said to exist."

FIRST_GATES = [
    GateState(
        "scope", "Scope of the SMS", "4.3", "open",
        ("Scope of the SMS: not rated or not confirmed (4.3-05, 4.3-06)",),
        "rate them",
    ),
    GateState(
        "service-catalogue", "Service catalogue", "8.2.4", "missing",
        ("Service catalogue: absent (8.2.4-01)",),
        "set up the service catalogue for all services in scope",
    ),
    GateState(
        "all-services-by-others", "Own part in the services", "8.2.3", "missing",
        ("Cannot conform (8.2.3): every service in scope is performed by others",),
        "take back services or processes, or narrow the scope",
    ),
]  # fmt: skip
SECOND_GATES = [
    GateState(
        "continuity-test", "Continuity test", "8.7.2", "missing",
        ("No service continuity test is recorded",),
        "test the continuity plan and set operation.continuity_test",
    ),
    GateState(
        "internal-audit", "Internal audit", "9.2", "missing",
        ("Internal audit: absent (9.2-01)", "No completed internal audit is recorded"),
        "audit all clauses and keep the results; "
        "audit all clauses and set operation.internal_audit",
    ),
    GateState(
        "management-review", "Management review", "9.3", "missing",
        ("No management review is recorded",),
        "hold it after the internal audit and set operation.management_review",
    ),
    GateState(
        "major", "No major nonconformity", "8.2.4", "missing",
        (f"Major nonconformity F-8.2.4-01, Service catalogue management: {NOTHING_ESSENTIAL}",),
        "8.2.4-A1 Build the service catalogue and its upkeep",
    ),
    GateState(
        "major", "No major nonconformity", "9.2", "missing",
        (f"Major nonconformity F-9.2-01, Internal audit: {NOTHING_ESSENTIAL}",),
        "9.2-A2 Carry out a complete internal audit and report it",
    ),
    GateState(
        "major", "No major nonconformity", "10.1", "missing",
        (f"Major nonconformity F-10.1, Nonconformity and corrective action: {NO_PROCESS}",),
        "10.1-A1 Introduce one path for nonconformities and corrective actions",
    ),
    GateState(
        "operation", "Months of operation", "", "missing",
        ("The SMS is in operation since 2026-10-01: less than 3 months of records",),
        "collect records until 2027-01-01",
    ),
    GateState(
        "coverage", "Everything rated and confirmed", "", "open",
        ("6 requirements are not rated or not confirmed; any may be a major",),
        "rate them",
    ),
    GateState(
        "stale-evidence", "Current evidence", "", "open",
        ("1 requirement rated F rests on stale evidence only (8.6.2-01)",),
        "renew the evidence, or look again and rate anew",
    ),
]  # fmt: skip


def test_each_gate_says_what_is_missing_and_what_clears_it():
    """Each with all its reasons; what Stage 1 wants is not told again for Stage 2."""
    ratings = {**everything("F"), "8.2.4-01": "N", "9.2-01": "N", "10.1": "N"}
    del ratings["4"]
    fresh = answers({**ratings, "4.1": "F", "4.2": "F", "4.4": "F"})
    stale = answers({"8.6.2-01": "F"}, evidence=evidence(valid_until="2026-08-31"))
    made = evaluation(
        answers={**fresh, **stale},
        operation={"since": "2026-10-01"},
        services=[{"name": "X", "performed_by": "n"}],
        parties=[{"id": "n", "name": "N", "kind": "external_supplier"}],
    )
    first, second = advise(made, guides.load_certification()).stages

    assert (first.name, first.ready, second.name, second.ready) == (
        "Stage 1", False, "Stage 2", False,
    )  # fmt: skip
    assert [each for each in first.gates if each.state != "there"] == FIRST_GATES
    assert [each for each in second.gates if each.state != "there"] == SECOND_GATES
    assert [each for each in first.gates if each.id == "policy"] == [
        GateState("policy", "Service management policy", "5.2.2", "there", (), "")
    ]


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
