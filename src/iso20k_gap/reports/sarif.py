"""The verdict as SARIF 2.1.0: findings at the answer's line, missed rules at the policy's."""

import hashlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from iso20k_gap import __version__
from iso20k_gap.core.catalogue import Requirement
from iso20k_gap.core.findings import Finding, Grade
from iso20k_gap.core.gate_verdict import Place, Ruling
from iso20k_gap.core.printable import json_text
from iso20k_gap.errors import ExitCode
from iso20k_gap.language import _
from iso20k_gap.reports import words
from iso20k_gap.reports.gate_view import TITLES, GateView, waiver_words

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
LEVELS = {Grade.MAJOR: "error", Grade.MINOR: "warning", Grade.OPPORTUNITY: "note"}
TOP = "%SRCROOT%"
GATE = "gate"
FINGERPRINT = "iso20k-gap/v1"
GITHUB_FINGERPRINT = "primaryLocationLineHash"
"""The only fingerprint GitHub reads; without ours it would hash the lines, which notes change."""


def render(view: GateView) -> bytes:
    """The verdict as SARIF."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(view)]}
    return f"{json_text(log)}\n".encode()


def fingerprint(*parts: str) -> str:
    """What stays the same about a result when lines move, grades change or notes are edited."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def _run(view: GateView) -> dict[str, Any]:
    missed = {ruling.rule: ruling for ruling, _ in view.misses}
    found = _found(view)
    requirements = [each for each in view.evaluation.catalogue.requirements if each.id in found]
    rules = [
        *(_gate_rule(each) for each in missed.values()),
        *(_requirement_rule(view, each) for each in requirements),
    ]
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    results = [
        *_gate_results(view),
        *(_result(view, each, found[each.id]) for each in requirements),
    ]
    return {
        "tool": {"driver": {"name": "iso20k-gap", "version": __version__, "rules": rules}},
        "automationDetails": {"id": f"iso20k-gap/{view.folder}/" if view.folder else "iso20k-gap/"},
        "invocations": [_invocation(view)],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {TOP: {"description": {"text": "The top of the repository."}}},
        "results": [{**each, "ruleIndex": index[each["ruleId"]]} for each in results],
    }


def _found(view: GateView) -> dict[str, Finding]:
    """The finding of each requirement that has one."""
    return {name: each for each in view.evaluation.findings for name in each.requirements}


def _invocation(view: GateView) -> dict[str, Any]:
    code = ExitCode.DONE if view.verdict.passed else ExitCode.GATE_FAILED
    said = _("gate passed") if view.verdict.passed else _("gate failed")
    return {"executionSuccessful": True, "exitCode": int(code), "exitCodeDescription": said}


def _gate_rule(ruling: Ruling) -> dict[str, Any]:
    title = _(TITLES[ruling.rule])
    asked = _("{title}: a rule of the gate's policy.").format(title=title)
    remedy = _("Close what misses the rule, or change the policy with those it binds.")
    return {
        "id": f"{GATE}/{ruling.rule}",
        "name": "".join(part.capitalize() for part in ("gate", *ruling.rule.split("_"))),
        "shortDescription": {"text": f"{title}."},
        "fullDescription": {"text": asked},
        "help": {"text": remedy},
        "defaultConfiguration": {"level": "error"},
        "properties": {"tags": [GATE]},
    }


def _requirement_rule(view: GateView, requirement: Requirement) -> dict[str, Any]:
    clause = view.evaluation.catalogue.clause_by_id[requirement.clause]
    evidence = "\n".join(f"- {each}" for each in requirement.evidence)
    typical = _("Typical evidence:")
    parts = (requirement.guidance, f"{typical}\n{evidence}", requirement.remedy)
    return {
        "id": requirement.id,
        "name": _name(clause.title) or f"Clause{clause.id.replace('.', '')}",
        "shortDescription": {"text": requirement.statement},
        "fullDescription": {
            "text": f"{requirement.short}, {clause.title}: {requirement.statement}"
        },
        "help": {"text": "\n\n".join(parts), "markdown": "\n\n".join(parts)},
        "defaultConfiguration": {"level": "warning"},
        "properties": {
            "tags": [
                f"clause {clause.id}",
                f"stage {requirement.stage}",
                *(["essential"] if requirement.essential else []),
            ]
        },
    }


def _name(title: str) -> str:
    """A title as one word, as SARIF wants a rule's name: `IncidentManagement`."""
    kept = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in title)
    return "".join(word.capitalize() for word in kept.split() if len(word) > 1)


def _gate_results(view: GateView) -> Iterator[dict[str, Any]]:
    for ruling, place in view.misses:
        name = f"{GATE}/{ruling.rule}"
        yield {
            "ruleId": name,
            "level": "error",
            "message": {"text": f"{words.capital(view.sentence(ruling))}."},
            "locations": [_location(place)],
            "partialFingerprints": _prints(view, name, ruling.clause),
        }


def _result(view: GateView, requirement: Requirement, finding: Finding) -> dict[str, Any]:
    grade = words.capital(_(words.GRADES[finding.grade]))
    because = finding.because.rstrip(".")
    remedy = f"{_('Recommendation')}: {requirement.remedy}"
    said = f"{grade} {finding.id}: {because}. {requirement.statement} {remedy}"
    waiver = view.waivers.get(finding.id)
    accepted = {"kind": "external", "status": "accepted"}
    return {
        "ruleId": requirement.id,
        "level": LEVELS[finding.grade],
        "message": {"text": said},
        "locations": [_location(view.places[requirement.id])],
        "partialFingerprints": _prints(view, requirement.id),
        **(
            {"suppressions": [{**accepted, "justification": waiver_words(waiver)}]}
            if waiver
            else {}
        ),
        "properties": {"finding": finding.id, "grade": finding.grade.value, "rule": finding.rule},
    }


def _prints(view: GateView, *parts: str) -> dict[str, str]:
    value = fingerprint(view.evaluation.catalogue.edition.id, *parts)
    return {GITHUB_FINGERPRINT: f"{value}:1", FINGERPRINT: value}


def _location(place: Place) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(place.file), "uriBaseId": TOP},
            "region": {"startLine": place.line, "startColumn": place.column},
        }
    }
