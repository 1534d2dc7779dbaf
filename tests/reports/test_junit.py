"""JUnit: read back by junitparser, and at one with the verdict."""

import pytest
from junitparser import Failure, JUnitXml, Skipped

from builders import catalogue
from gating import HOSTILE, POLICIES, SOME, gate_view, parsed, waiver
from iso20k_gap.reports import junit


def cases(view):
    """Give every case by its name's first word, with what junitparser made of the counts."""
    xml = JUnitXml.fromstring(junit.render(view))
    return {case.name.split()[0]: case for suite in xml for case in suite}


def test_a_suite_for_the_gate_and_one_per_clause():
    """Every requirement is one case in the suite of its clause."""
    xml = JUnitXml.fromstring(junit.render(gate_view(fail_on="major")))
    suites = list(xml)

    assert suites[0].name == "gate"
    assert [each.name.split()[0] for each in suites[1:]] == [each.id for each in catalogue().lowest]
    assert xml.tests == 1 + len(catalogue().requirements)


def test_counts_are_those_of_the_cases():
    """What the heads say is what junitparser counts itself."""
    xml = JUnitXml.fromstring(junit.render(gate_view(fail_on="minor", min_coverage=100)))
    told = (xml.tests, xml.failures, xml.skipped, xml.errors)
    suites = [(each.tests, each.failures, each.skipped) for each in xml]
    for each in xml:
        each.update_statistics()
    xml.update_statistics()

    assert told == (xml.tests, xml.failures, xml.skipped, xml.errors)
    assert suites == [(each.tests, each.failures, each.skipped) for each in xml]


def test_a_breach_is_a_failure_with_its_grade_and_what_to_do():
    """The grade is the type; message and text say what and how to mend it."""
    found = cases(gate_view(fail_on="minor"))
    (major,), (minor,) = found["4.3-06"].result, found["8.6.2-01"].result

    assert isinstance(major, Failure)
    assert (major.type, minor.type) == ("major", "minor")
    assert "F-4.3-06" in major.message
    assert catalogue().by_id["4.3-06"].remedy in major.text


def test_what_the_policy_allows_is_no_failure():
    """A minor under fail_on major passes, as do opportunities; both are told."""
    found = cases(gate_view(fail_on="major"))

    for name in ("8.6.2-01", "8.6.1-01"):
        assert found[name].is_passed
        assert "Finding: F-" in found[name].system_out
    assert found["4.1-01"].is_passed
    assert not found["4.1-01"].system_out


def test_unrated_and_no_occurrence_are_skipped_with_a_reason():
    """Neither is a pass."""
    found = cases(gate_view(fail_on="major"))

    assert [type(found[name].result[0]) for name in ("9.2-01", "8.7.2-16")] == [Skipped, Skipped]
    assert found["9.2-01"].result[0].message == "not rated"
    assert found["8.7.2-16"].result[0].message == "no occurrence: none happened"


def test_a_waived_finding_passes_and_says_who_answers():
    """A waiver is never silent."""
    view = gate_view(fail_on="major", waivers=[waiver("F-4.3-06")])
    found = cases(view)

    assert view.verdict.passed
    assert "Waived: approved by Jane Doe until 2027-01-31: Merger" in found["4.3-06"].system_out


@pytest.mark.parametrize("policy", POLICIES, ids=str)
@pytest.mark.parametrize("ratings", [SOME, {"4": "F"}, {}], ids=["some", "good", "empty"])
def test_something_failed_exactly_where_the_gate_is_missed(policy, ratings):
    """Failures and the verdict never part; each missed rule is a failed case of the gate."""
    view = gate_view(ratings, **policy)
    xml = JUnitXml.fromstring(junit.render(view))
    gate = next(iter(xml))

    assert (xml.failures > 0) == (not view.verdict.passed)
    assert gate.failures == len(view.verdict.misses)


def test_what_people_typed_is_only_text():
    """Notes with markup, control characters and line breaks stay one line of text."""
    page = junit.render(gate_view(fail_on="minor", note=HOSTILE + "\x0b\x00"))
    case = next(each for each in parsed(page).iter("testcase") if "4.3-06" in each.get("name"))

    assert "<script>" in case.findtext("failure")
    assert case.find("failure/script") is None
    assert not [line for line in case.findtext("failure").splitlines() if line.startswith("::")]


def test_the_same_verdict_gives_the_same_bytes():
    """There is no time, no host and no chance in it."""
    assert junit.render(gate_view(fail_on="major")) == junit.render(gate_view(fail_on="major"))


def test_each_case_points_at_its_answer():
    """File and line are those of the answer."""
    view = gate_view(fail_on="major")
    root = parsed(junit.render(view))
    first = root[1][0]

    assert (first.get("file"), first.get("line")) == ("acme/answers/4.yaml", "5")
