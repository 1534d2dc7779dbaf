"""SARIF: held against OASIS's schema, and read by sarif-pydantic and sarif-tools."""

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import jsonschema_rs
import pytest
from sarif_pydantic import Sarif

from builders import everything
from gating import POLICIES, SOME, gate_view, waiver
from iso20k_gap.reports import sarif

SCHEMA = Path(__file__).parents[1] / "schemas" / "sarif-2.1.0.json"


@cache
def validator():
    return jsonschema_rs.validator_for(json.loads(SCHEMA.read_text(encoding="utf-8")))


def run_of(view):
    """Give the one run, after OASIS's schema and sarif-pydantic have taken the file."""
    page = sarif.render(view)
    log = json.loads(page)
    assert [error.message for error in validator().iter_errors(log)] == []
    Sarif.model_validate_json(page)
    return log["runs"][0]


def by_rule(run):
    return {each["ruleId"]: each for each in run["results"]}


@pytest.mark.parametrize("policy", POLICIES, ids=str)
@pytest.mark.parametrize("ratings", [SOME, everything("F"), {}], ids=["some", "good", "empty"])
def test_it_is_valid_and_at_one_with_the_verdict(policy, ratings):
    """A result of the gate's for each miss, and the exit code of the command."""
    view = gate_view(ratings, **policy)
    run = run_of(view)
    gate = [each["ruleId"] for each in run["results"] if each["ruleId"].startswith("gate/")]

    assert gate == [f"gate/{each.rule}" for each in view.verdict.misses]
    assert run["invocations"][0]["exitCode"] == (0 if view.verdict.passed else 1)


def test_a_finding_stands_at_its_answer():
    """The place is the answer's line in the answers' file."""
    view = gate_view(fail_on="major")
    place = by_rule(run_of(view))["4.3-06"]["locations"][0]["physicalLocation"]

    assert place["artifactLocation"]["uri"] == "acme/answers/4.yaml"
    assert place["region"]["startLine"] == view.places["4.3-06"].line


def test_levels_are_the_grades():
    """Major is an error, minor a warning, an opportunity a note, whatever the policy."""
    results = by_rule(run_of(gate_view(max_majors=5)))

    levels = [results[name]["level"] for name in ("4.3-06", "8.6.2-01", "8.6.1-01")]
    assert levels == ["error", "warning", "note"]


def test_every_rule_helps():
    """Title, help and clause tag come with each rule, and every result points at its own."""
    run = run_of(gate_view(fail_on="minor"))
    rules = run["tool"]["driver"]["rules"]

    assert all(rule["help"]["text"] and rule["properties"]["tags"] for rule in rules)
    requirement = next(rule for rule in rules if rule["id"] == "4.3-06")
    assert {"clause 4.3", "essential"} <= set(requirement["properties"]["tags"])
    assert [rules[each["ruleIndex"]]["id"] for each in run["results"]] == [
        each["ruleId"] for each in run["results"]
    ]


def test_fingerprints_are_stable_and_unique():
    """Notes, grades, lines and policies may change: a result stays the same result."""
    plain = by_rule(run_of(gate_view(fail_on="major")))
    view = gate_view({**SOME, "4.3-06": "P"}, note="another", fail_on="minor")
    later = by_rule(run_of(view))

    assert plain["4.3-06"]["level"] != later["4.3-06"]["level"]
    assert plain["4.3-06"]["partialFingerprints"] == later["4.3-06"]["partialFingerprints"]
    prints = [each["partialFingerprints"][sarif.FINGERPRINT] for each in later.values()]
    assert len(set(prints)) == len(prints)
    assert all(re.fullmatch(r"[0-9a-f]{32}", each) for each in prints)


def test_two_clauses_of_one_rule_are_two_results():
    """A rule missed in two clauses is told twice, under one rule."""
    limits = {"min_coverage": 100}
    run = run_of(gate_view(clauses={"8.6": limits, "9": limits}))
    gate = [each for each in run["results"] if each["ruleId"] == "gate/min_coverage"]

    assert len({each["partialFingerprints"][sarif.FINGERPRINT] for each in gate}) == 2
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(ids) == len(set(ids))


def test_a_waiver_is_a_suppression():
    """A waived finding stays in the file, accepted, with its reason."""
    results = by_rule(run_of(gate_view(fail_on="major", waivers=[waiver("4.3-06")])))

    (suppression,) = results["4.3-06"]["suppressions"]
    assert (suppression["kind"], suppression["status"]) == ("external", "accepted")
    assert "Jane Doe" in suppression["justification"]
    assert "suppressions" not in results["8.6.2-01"]


@pytest.mark.slow
def test_sarif_tools_reads_it(tmp_path):
    """The `sarif` program counts the same findings, and its check agrees with ours."""
    view = gate_view(fail_on="minor")
    (tmp_path / "gate.sarif").write_bytes(sarif.render(view))
    program = (sys.executable, "-m", "sarif", "--check", "error")
    done = subprocess.run(
        [*program, "summary", "gate.sarif"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert "error: 2" in done.stdout, done.stderr
    assert "warning: 1" in done.stdout
    assert done.returncode != 0
