"""Heimdall's format: structure, statuses as Heimdall makes them, numbers that agree with ours."""

from collections import Counter

import pytest

from exchanging import CASES, LINKED, PLACES, case, complaints, parsed, walk
from iso20k_gap.core.findings import Grade
from iso20k_gap.core.rating import Rating
from iso20k_gap.reports.interchange import hdf

SCHEMA = "hdf-exec-json.json"


def profile(name):
    (found,) = parsed(hdf.render(case(name)))["profiles"]
    return found


def status(control):
    """What Heimdall shows for a control: impact 0 does not count, then the worst result wins."""
    found = {each["status"] for each in control["results"]}
    if control["impact"] == 0:
        return "Not Applicable"
    for name, shown in (("failed", "Failed"), ("passed", "Passed")):
        if name in found:
            return shown
    return "Not Reviewed"


@pytest.mark.parametrize("name", CASES)
def test_results_have_the_structure_heimdall_reads(name):
    """Whatever was answered, and whatever was typed."""
    assert complaints(parsed(hdf.render(case(name))), SCHEMA) == []


def test_the_structure_would_find_a_fault():
    """A status Heimdall does not know."""
    document = parsed(hdf.render(case("mixed")))
    document["profiles"][0]["controls"][0]["results"][0]["status"] = "partial"

    assert complaints(document, SCHEMA)


@pytest.mark.parametrize("name", CASES)
def test_heimdalls_statuses_are_our_numbers(name):
    """Passed is F, failed is N, P or L, not reviewed is unrated, not applicable no occurrence."""
    overall = case(name).scorecard.overall
    counts = Counter(status(each) for each in profile(name)["controls"])

    assert counts["Passed"] == overall.full
    assert counts["Failed"] == overall.rated - overall.full
    assert counts["Not Reviewed"] == overall.unrated
    assert counts["Not Applicable"] == overall.excluded


def test_statistics_count_results():
    """By the three words of the format."""
    document = parsed(hdf.render(case("mixed")))
    results = [each for it in document["profiles"][0]["controls"] for each in it["results"]]
    counts = Counter(each["status"] for each in results)

    assert document["statistics"]["controls"] == {
        name: {"total": counts[name]} for name in ("passed", "failed", "skipped")
    }


def test_partly_met_says_how_far():
    """The rating is in the result's words and in the tags; the grade sets the impact."""
    evaluation = case("mixed")
    controls = {each["id"]: each for each in profile("mixed")["controls"]}
    impacts = {Grade.MAJOR: 0.9, Grade.MINOR: 0.5, Grade.OPPORTUNITY: 0.3}
    for finding in evaluation.findings:
        for name in finding.requirements:
            control = controls[name]
            rating = evaluation.assessment.answers[name].rating
            assert control["impact"] == impacts[finding.grade]
            assert control["tags"]["rating"] == rating
            assert control["tags"]["grade"] == finding.grade.value
            assert control["results"][0]["code_desc"].startswith(f"Rated {rating}, ")
    partly = [each for each in evaluation.assessment.answers.values() if each.rated is Rating.P]
    assert partly


def test_what_an_assessor_set_aside_is_told():
    """Still failed, with the reason in the message."""
    controls = {each["id"]: each for each in profile("mixed")["controls"]}
    control = controls["10.1-01"]

    assert control["tags"]["grade"] == "none"
    assert "No finding, by an assessor: Agreed with the client." in control["results"][0]["message"]
    assert "not yet confirmed" in controls["8.6.2-02"]["results"][0]["message"]


def test_every_requirement_is_in_the_group_of_its_clause():
    """Groups hold each control once, in the standard's order."""
    found = profile("mixed")
    grouped = [each for group in found["groups"] for each in group["controls"]]

    assert grouped == [each["id"] for each in found["controls"]]


def test_evidence_is_linked_only_on_the_web():
    """What is typed is no address unless it is one."""
    (control,) = [each for each in profile("mixed")["controls"] if each["id"] == "8.6.2-02"]
    links = [each["url"] for each in control["refs"] if "url" in each]

    assert len(control["refs"]) == len(PLACES)
    assert links == [*LINKED.values()]


def test_no_control_character_is_left():
    """A terminal or log that shows the file cannot be driven by it."""
    for _, value in walk(parsed(hdf.render(case("hostile")))):
        if isinstance(value, str):
            assert not {"\x07", "\x1b", "\u202e", "\r"} & {*value}
