"""Assessment against catalogue: every misfit has a place and a remedy."""

import pytest

from builders import answers, assessment, catalogue, rulebook
from iso20k_gap.core.assessment import Answer
from iso20k_gap.core.consistency import check

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
