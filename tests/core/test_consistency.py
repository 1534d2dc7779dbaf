"""Assessment against catalogue: every misfit has a place and a remedy."""

import pytest

from builders import answers, assessment, catalogue, evidence, rulebook
from iso20k_gap.core.assessment import Answer
from iso20k_gap.core.consistency import Misfit, check, did_you_mean

EARLY, LATE = "2026-01-01", "2026-01-02"
PARTY = {"id": "netco", "name": "NetCo", "kind": "external_supplier"}


def misfits(ratings=None, **fields):
    return check(catalogue(), assessment(ratings, **fields), rulebook().readiness)


def test_sound_assessment_has_no_misfit():
    """Ratings, a permitted no_occurrence and a party's work fit."""
    made = answers({"8.6.2": "F"}, performed_by="netco") | answers({"8.7.2-16": "no_occurrence"})

    assert misfits(answers=made, parties=[PARTY]) == ()


def rated(identifier, rating="F", **fields):
    """An assessment's fields with one answer."""
    return {"answers": {identifier: Answer(rating=rating, **fields)}, "parties": [PARTY]}


OWN = "the organisation itself must fulfil clauses 4 and 5"
BACKWARDS = evidence(effective=LATE, valid_until=EARLY)


@pytest.mark.parametrize(
    ("fields", "path", "what", "remedy"),
    [
        (rated("8.6.1-99"), ("answers", "8.6.1-99"),
         "there is no requirement 8.6.1-99 in edition 2018",
         "did you mean 8.6.1-09 or 8.6.3-09 or 8.6.1-11?"),
        ({**rated("8.6.1-99"), "amendments": False}, ("answers", "8.6.1-99"),
         "there is no requirement 8.6.1-99 in edition 2018, read without amendments",
         "remove it, or set amendments: true"),
        (rated("4.3-06", "no_occurrence", reason="none"), ("answers", "4.3-06", "rating"),
         "4.3-06 cannot be without occurrence: the catalogue knows no condition for it",
         "rate it N, P, L, F"),
        (rated("8.7.2-16", "no_occurrence", reason=" "), ("answers", "8.7.2-16", "rating"),
         "8.7.2-16 is marked no_occurrence without a reason",
         f"give a reason; the condition is: {catalogue().by_id['8.7.2-16'].no_occurrence}"),
        (rated("8.6.1-01", performed_by="nobody"), ("answers", "8.6.1-01", "performed_by"),
         "8.6.1-01: there is no party 'nobody' in assessment.yaml",
         "declare it under parties, or use self, netco"),
        (rated("8.6.1-01", performed_by="netko"), ("answers", "8.6.1-01", "performed_by"),
         "8.6.1-01: there is no party 'netko' in assessment.yaml", "did you mean netco?"),
        (rated("5.1-01", performed_by="netco"), ("answers", "5.1-01", "performed_by"),
         "5.1-01 cannot be performed by another party: clause 5.1", OWN),
        (rated("8.6.1-01", evidence=evidence() + BACKWARDS),
         ("answers", "8.6.1-01", "evidence", 1),
         "8.6.1-01: evidence is valid until a day before it takes effect",
         "correct one of the dates"),
        ({"parties": [PARTY, PARTY]}, ("parties", 1), "the party id 'netco' is used twice",
         "rename"),
        ({"services": [{"name": "LAN", "performed_by": "netko"}]}, ("services", 0, "performed_by"),
         "service 'LAN': there is no party 'netko'", "declare it under parties"),
        ({"services": [{"name": "LAN", "performed_by": "netko"}], "parties": [PARTY]},
         ("services", 0, "performed_by"),
         "service 'LAN': there is no party 'netko'", "did you mean netco?"),
        ({"scoring": {"weights": {"8.66": "2"}}}, ("scoring", "weights", "8.66"),
         "8.66 is no clause or requirement", "did you mean 8.6 or 8.6.3-06 or 8.6.3?"),
        ({"overrides": [{"finding": "F-8.6.1-77", "grade": "minor", "reason": "x"}]},
         ("overrides", 0, "finding"), "F-8.6.1-77 can be no finding",
         "did you mean F-8.6.1-07 or F-8.6.1 or F-8.6.3-07?"),
        ({"overrides": [{"finding": "major 1", "grade": "minor", "reason": "x"}]},
         ("overrides", 0, "finding"), "major 1 can be no finding",
         "write F- and a requirement or clause id, as `findings` shows it"),
        ({"strengths": [{"clause": "8.9", "text": "x"}]}, ("strengths", 0, "clause"),
         "8.9 is no clause", "did you mean 8.7 or 8.6 or 8.5?"),
        ({"observations": [{"clause": "8.6", "text": "x"}, {"clause": "8.61", "text": "x"}]},
         ("observations", 1, "clause"), "8.61 is no clause", "did you mean 8.6.1 or 8.6 or 8.1?"),
    ],
)  # fmt: skip
def test_misfit(fields, path, what, remedy):
    """Each kind of misfit is found where it stands, alone, with how to mend it."""
    assert misfits(**fields) == (Misfit(path, what, remedy),)


def test_everything_that_does_not_fit_is_told_at_once():
    """Frame first, then answer by answer; what is wrong with an answer does not hide the rest."""
    told = misfits(
        answers={
            "5.1-01": Answer(rating="no_occurrence", performed_by="nx", evidence=BACKWARDS),
            "8.6.1-99": Answer(rating="F", performed_by="nx"),
            "8.6.1-01": Answer(rating="F", performed_by="nx"),
        },
        parties=[PARTY, PARTY, PARTY],
        services=[{"name": "LAN"}, {"name": "WAN", "performed_by": "x"}],
        scoring={"weights": {"8.6": "2", "8.66": "2", "8.67": "2"}},
        overrides=[{"finding": "x", "grade": "minor", "reason": "x"}] * 2,
        strengths=[{"clause": "x", "text": "x"}],
        observations=[{"clause": "x", "text": "x"}],
    )

    assert [each.path for each in told] == [
        ("parties", 1), ("parties", 2),
        ("services", 1, "performed_by"),
        ("scoring", "weights", "8.66"), ("scoring", "weights", "8.67"),
        ("overrides", 0, "finding"), ("overrides", 1, "finding"),
        ("strengths", 0, "clause"), ("observations", 0, "clause"),
        ("answers", "5.1-01", "rating"), ("answers", "5.1-01", "performed_by"),
        ("answers", "5.1-01", "performed_by"), ("answers", "5.1-01", "evidence", 0),
        ("answers", "8.6.1-99"),
        ("answers", "8.6.1-01", "performed_by"),
    ]  # fmt: skip


def test_no_more_is_told_than_anyone_reads():
    """Five hundred misfits are enough; a file with more of them is none of ours."""
    made = {f"8.6.1-{number}": Answer(rating="F") for number in range(100, 700)}

    told = misfits(answers=made, amendments=False)

    assert [each.path[1] for each in told] == list(made)[:500]


@pytest.mark.parametrize(
    "fields",
    [
        {"scoring": {"weights": {"8.6": "2", "8.6.1-01": "1/2"}}},
        {"strengths": [{"clause": "8.6", "text": "x"}, {"clause": "8.6.1-01", "text": "y"}]},
        {"overrides": [{"finding": "F-8.6.1", "grade": "minor", "reason": "x"}]},
        {"services": [{"name": "LAN", "performed_by": "netco"}], "parties": [PARTY]},
        {"answers": {"8.6.1-01": Answer(rating="F", evidence=evidence(effective=EARLY))}},
        {
            "answers": {
                "8.6.1-01": Answer(
                    rating="F", evidence=evidence(effective=EARLY, valid_until=EARLY)
                )
            }
        },
    ],
)
def test_what_fits_is_left_in_peace(fields):
    """Clauses and requirements may both be weighed and remarked on; evidence may last a day."""
    assert misfits(**fields) == ()


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("colur", "did you mean colour?"),
        ("COLUR", "did you mean colour?"),
        ("manager", "did you mean Change manager?"),
        ("repo", "did you mean report or Reports or reporter?"),
        ("person", "did you mean A person who writes for others or any person who is asked?"),
        ("mender", ""),
        ("zzz", ""),
        ("c" * 5000, ""),
        ("l" * 80, f"did you mean {'l' * 81}?"),
        ("l" * 81, ""),
    ],
)
def test_did_you_mean(name, hint):
    """The three nearest names, or those with a word near it; nothing is looked for too long."""
    known = [
        "colour", "any person who is asked", "Change manager", "A person who writes for others",
        "reported", "Reports", "report", "reporter", "l" * 81,
    ]  # fmt: skip

    assert did_you_mean(name, known) == hint
    assert did_you_mean(name, iter(known)) == hint
