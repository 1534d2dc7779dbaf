"""Assessment against catalogue: every misfit has a place and a remedy."""

import pytest

from builders import answers, assessment, catalogue, evidence, rulebook
from iso20k_gap.core.assessment import Answer
from iso20k_gap.core.consistency import check, did_you_mean

EARLY, LATE = "2026-01-01", "2026-01-02"
PARTY = {"id": "netco", "name": "NetCo", "kind": "external_supplier"}


def misfits(ratings=None, **fields):
    return check(catalogue(), assessment(ratings, **fields), rulebook().readiness)


def test_sound_assessment_has_no_misfit():
    """Ratings, a permitted no_occurrence and a party's work fit."""
    made = answers({"8.6.2": "F"}, performed_by="netco") | answers({"8.7.2-16": "no_occurrence"})

    assert misfits(answers=made, parties=[PARTY]) == ()


@pytest.mark.parametrize(
    ("fields", "path", "words"),
    [
        ({"answers": {"8.6.1-99": Answer(rating="F")}}, ("answers", "8.6.1-99"), "no requirement"),
        (
            {"answers": {"4.3-06": Answer(rating="no_occurrence", reason="none")}},
            ("answers", "4.3-06", "rating"),
            "cannot be without occurrence",
        ),
        (
            {"answers": {"8.7.2-16": Answer(rating="no_occurrence")}},
            ("answers", "8.7.2-16", "rating"),
            "without a reason",
        ),
        (
            {"answers": {"8.6.1-01": Answer(rating="F", performed_by="nobody")}},
            ("answers", "8.6.1-01", "performed_by"),
            "no party",
        ),
        (
            {"answers": {"5.1-01": Answer(rating="F", performed_by="netco")}, "parties": [PARTY]},
            ("answers", "5.1-01", "performed_by"),
            "cannot be performed by another party",
        ),
        (
            {
                "answers": {
                    "8.6.1-01": Answer(
                        rating="F",
                        evidence=evidence() + evidence(effective=LATE, valid_until=EARLY),
                    )
                }
            },
            ("answers", "8.6.1-01", "evidence", 1),
            "valid until a day before it takes effect",
        ),
        ({"parties": [PARTY, PARTY]}, ("parties", 1), "twice"),
        (
            {"services": [{"name": "LAN", "performed_by": "netko"}]},
            ("services", 0, "performed_by"),
            "no party",
        ),
        ({"scoring": {"weights": {"8.66": "2"}}}, ("scoring", "weights", "8.66"), "no clause"),
        (
            {"overrides": [{"finding": "F-8.6.1-77", "grade": "minor", "reason": "x"}]},
            ("overrides", 0, "finding"),
            "can be no finding",
        ),
        ({"strengths": [{"clause": "8.9", "text": "x"}]}, ("strengths", 0, "clause"), "no clause"),
    ],
)
def test_misfit(fields, path, words):
    """Each kind of misfit is found where it stands."""
    (misfit,) = misfits(**fields)

    assert misfit.path == path
    assert words in misfit.what


def test_near_miss_is_suggested():
    """An id with a slip gets the nearest ids."""
    (misfit,) = misfits(answers={"8.6.1-21": Answer(rating="F")})

    assert "8.6.1-" in misfit.remedy


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
        ("zzz", ""),
        ("c" * 5000, ""),
    ],
)
def test_did_you_mean(name, hint):
    """The nearest name, or the one with a word near it; nothing is looked for too long."""
    assert did_you_mean(name, ["colour", "Change manager", "report"]) == hint
