"""Makes gate views for tests, and a folder whose texts are all hostile."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from builders import answers, catalogue, evaluation, evidence, new_folder
from iso20k_gap.core.gate import judge_gate
from iso20k_gap.core.gate_verdict import Place
from iso20k_gap.core.policy import Policy
from iso20k_gap.reports.gate_view import GateView

HOSTILE = (
    "<script>alert(1)</script> & ]]> \"'\n::error file=x::owned\n##[command]\n| [x](javascript:1) "
    "`code` **b** %0A::warning::w \u202egnp.exe \ufffe"
)
SOME = {
    "4": "F",
    "4.3-06": "N",
    "8.6.1": "L",
    "8.6.2": "F",
    "8.6.2-01": "P",
    "8.7.2-16": "no_occurrence",
}
"""One major, one minor, opportunities, one without occurrence, most unrated."""

POLICIES: tuple[dict[str, Any], ...] = (
    {"fail_on": "major"},
    {"fail_on": "minor"},
    {"max_majors": 1},
    {"max_majors": 0, "max_minors": 0},
    {"max_minors": 1},
    {"min_conformity": 99},
    {"min_conformity": 10},
    {"min_coverage": 100, "fail_on": "minor"},
    {"clauses": {"8.6": {"min_conformity": 90, "max_minors": 0}}},
    {"clauses": {"4": {"min_coverage": 100}}},
    {"max_stale": 0},
)


def waiver(finding: str, **fields: Any) -> dict[str, Any]:
    """A waiver that holds, unless said otherwise."""
    given = {"approved_by": "Jane Doe", "reason": "Merger", "expires": "2027-01-31"}
    return {"finding": finding, **given, **fields}


def gate_view(ratings: dict[str, str] | None = None, note: str = "", **policy: Any) -> GateView:
    """The view of made-up ratings, with current evidence behind each."""
    made = answers(SOME if ratings is None else ratings, evidence=evidence(), note=note)
    state = evaluation(answers=made)
    verdict = judge_gate(state, Policy(**policy))
    lines = {each.id: number for number, each in enumerate(catalogue().requirements, start=5)}
    places = {name: Place(f"acme/answers/{name[0]}.yaml", line) for name, line in lines.items()}
    home = Place("acme/assessment.yaml")
    rules = tuple(Place("acme/policy.yaml", 7) for _ in verdict.rulings)
    return GateView(state, verdict, places, rules, home, "policy acme/policy.yaml")


def parsed(page: str | bytes) -> ET.Element:
    """The root of an XML document that we wrote."""
    return ET.fromstring(page)  # noqa: S314 - our own output


def hostile_folder(path: Path) -> Path:
    """A folder in which every text a person can type is hostile."""
    folder = new_folder(path, "--organisation", HOSTILE, "--scope", HOSTILE)
    from iso20k_gap.cli.app import main

    for rating in ("8.6.1=L", "8.6.2-01=P", "4.3-06=N", "8.7.2-16=no_occurrence"):
        options = ("--note", HOSTILE, "--reason", HOSTILE, "--evidence", HOSTILE, "--by", HOSTILE)
        assert main(["rate", str(folder), rating, *options, "-q"]) == 0
    (folder / "policy.yaml").write_text(HOSTILE_POLICY, encoding="utf-8")
    return folder


HOSTILE_POLICY = """\
fail_on: minor
max_majors: 0
waivers:
  - finding: F-8.6.2-01
    approved_by: "::error::x\\n::warning::<b>"
    reason: "]]> <script> | [x](javascript:1) \\n::error::owned ##[group]"
    expires: 2099-12-31
  - {finding: F-4.3-06, approved_by: "::error::x", reason: "::warning::y", expires: 2001-01-01}
  - {finding: F-10.1-01, approved_by: "<i>", reason: "<u>", expires: 2099-01-01}
"""
