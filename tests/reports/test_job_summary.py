"""The job's page, and what pipelines show beside lines."""

import json
import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from gating import HOSTILE, POLICIES, gate_view, waiver
from iso20k_gap.core.gate_verdict import Place
from iso20k_gap.reports import job_summary
from iso20k_gap.reports.annotations import github, gitlab, inert

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def page(view):
    return job_summary.render(view).decode()


def rendered(view):
    return MarkdownIt("commonmark").enable("table").render(page(view))


@pytest.mark.parametrize("policy", POLICIES, ids=str)
def test_the_page_agrees_with_the_verdict(policy):
    """The heading is the verdict, and every rule has its row."""
    view = gate_view(**policy)
    html = rendered(view)
    word = "passed" if view.verdict.passed else "failed"

    assert re.search(f"<h2>.* Gate {word}", html)
    assert html.count("missed</strong>") == len(view.verdict.misses)
    assert html.count("✅ met") == len(view.verdict.rulings) - len(view.verdict.misses)


def test_findings_and_readiness_are_told():
    """Grave findings are listed with place and recommendation; so is the readiness."""
    html = rendered(gate_view(fail_on="major"))

    assert "<td>F-4.3-06</td>" in html
    assert "acme/answers/4.yaml:" in html
    assert "F-8.6.1-01" not in html
    assert "Readiness: " in html


def test_waivers_are_told():
    """Those that count, those that expired, those that name nothing."""
    waivers = [
        waiver("F-4.3-06"),
        waiver("F-8.6.2-01", expires="2026-11-20"),
        waiver("F-10.1-01"),
    ]
    html = rendered(gate_view(fail_on="major", waivers=waivers))

    assert "<li>F-4.3-06 (major): approved by Jane Doe" in html
    assert "expired, does not count</strong>: F-8.6.2-01" in html
    assert "names no present finding: F-10.1-01" in html


def test_what_people_typed_is_only_text():
    """No markup, link or table cell can be slipped in by a waiver."""
    html = rendered(gate_view(fail_on="major", waivers=[waiver("F-4.3-06", reason=HOSTILE)]))

    for tag in ("<script", "<a ", "<b>", "<code>"):
        assert tag not in html
    rows = re.findall(r"<tr>.*?</tr>", html, re.DOTALL)
    assert {row.count("<t") - 1 for row in rows} <= {3, 5}


def test_github_annotations():
    """Missed rules lead, then breaches as errors and other findings as warnings."""
    lines = github(gate_view(fail_on="major")).splitlines()
    found = [COMMAND.fullmatch(line) for line in lines]

    assert all(found)
    assert [each[1] for each in found] == ["error", "error", "warning"]
    assert "file=acme/policy.yaml,line=7" in found[0][2]
    assert "file=acme/answers/4.yaml" in found[1][2]


def test_a_passed_gate_is_a_notice():
    """There is a word on success too."""
    lines = github(gate_view(max_majors=3, max_minors=3)).splitlines()

    assert lines[-1].startswith("::notice title=")
    assert not [line for line in lines if line.startswith("::error")]


def test_annotations_escape_what_would_end_them():
    """Per cent, line breaks, colons and commas cannot break out of a command."""
    line = github(gate_view(min_conformity=99)).splitlines()[0]

    assert "%25" in line
    assert "gate%3A min_conformity" in line


def test_a_folders_name_cannot_break_out_of_an_annotation():
    """Names of files are escaped like everything else."""
    view = replace(
        gate_view(fail_on="major"), rules=(Place("a\x1b[0m,b:c\n::error::x/policy.yaml"),)
    )
    line, *rest = github(view).splitlines()

    assert line.startswith(
        "::error file=a\\x1b[0m%2Cb%3Ac%0A%3A%3Aerror%3A%3Ax/policy.yaml,line=1,"
    )
    assert len(rest) == 2


@pytest.mark.parametrize("text", [HOSTILE, "::error::x", "a\n::error::x", "##[group]", "\x1b[31m"])
def test_inert_text_commands_nothing(text):
    """A runner finds no command in it, and a terminal no escape."""
    safe = inert(text)

    assert "::" not in safe
    assert "##[" not in safe
    assert "\n" not in safe
    assert "\x1b" not in safe


def test_gitlab_code_quality():
    """Every entry has what GitLab asks for; fingerprints are unique; misses are blockers."""
    view = gate_view(fail_on="minor", min_coverage=100)
    entries = json.loads(gitlab(view))

    for each in entries:
        assert set(each) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert each["location"]["lines"]["begin"] >= 1
    severities = {each["check_name"]: each["severity"] for each in entries}
    assert severities["gate/fail_on"] == "blocker"
    assert severities["4.3-06"] == "major"
    assert severities["8.6.2-01"] == "minor"
    assert severities["8.6.1-01"] == "info"
    assert len({each["fingerprint"] for each in entries}) == len(entries)


def test_a_waived_finding_is_in_no_annotation():
    """What is accepted does not nag."""
    view = gate_view(fail_on="major", waivers=[waiver("F-4.3-06")])

    assert "F-4.3-06" not in github(view)
    assert "F-4.3-06" not in gitlab(view).decode()
