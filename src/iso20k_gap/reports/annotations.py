"""The verdict as pipelines show it beside the lines: GitHub annotations, GitLab code quality."""

import re
from collections.abc import Iterator
from typing import Any

from iso20k_gap.core.findings import Finding, Grade
from iso20k_gap.core.gate_verdict import Place
from iso20k_gap.core.printable import harmless, json_text
from iso20k_gap.language import N_, _
from iso20k_gap.reports import words
from iso20k_gap.reports.gate_view import GateView, headline, label
from iso20k_gap.reports.sarif import GATE, fingerprint

TITLE = N_("ISO/IEC 20000-1 gate")
SEVERITIES = {Grade.MAJOR: "major", Grade.MINOR: "minor", Grade.OPPORTUNITY: "info"}
MISSED = "blocker"
DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
PROPERTY = {**DATA, ":": "%3A", ",": "%2C"}
COMMAND = re.compile(r"::|##\[")


def github(view: GateView) -> str:
    """Workflow commands, one a line; the first ten of each kind are shown, so misses lead."""
    lines = [*_missed(view), *_findings(view)]
    if view.verdict.passed:
        lines.append(_command("notice", _(TITLE), headline(view.verdict)))
    return "".join(f"{line}\n" for line in lines)


def inert(text: str) -> str:
    """What a person typed, on one line and without anything a runner takes for a command."""
    line = " ".join(harmless(text).split())
    return COMMAND.sub(lambda found: " ".join(found[0]), line)


def gitlab(view: GateView) -> bytes:
    """GitLab's code quality report: missed rules are blockers, findings as grave as they are."""
    entries = [*_missed_entries(view), *_finding_entries(view)]
    return f"{json_text(entries)}\n".encode()


def _missed(view: GateView) -> Iterator[str]:
    for ruling, place in view.misses:
        yield _command("error", f"{_(TITLE)}: {label(ruling)}", view.sentence(ruling), place)


def _findings(view: GateView) -> Iterator[str]:
    breaching = view.verdict.breaching
    for finding in view.counting:
        if finding.grade is not Grade.OPPORTUNITY:
            kind = "error" if finding.id in breaching else "warning"
            place = view.places[finding.requirements[0]]
            title = f"{view.title(finding.clause)}: {_(words.GRADES[finding.grade])} {finding.id}"
            said = f"{finding.because} {finding.recommendation}"
            yield _command(kind, title, said, place)


def _command(kind: str, title: str, message: str, place: Place | None = None) -> str:
    given = {"title": title}
    if place:
        given = {
            "file": place.file, "line": str(place.line), "col": str(place.column), **given
        }  # fmt: skip
    properties = ",".join(f"{key}={_escaped(value, PROPERTY)}" for key, value in given.items())
    return f"::{kind} {properties}::{_escaped(message, DATA)}"


def _escaped(text: str, signs: dict[str, str]) -> str:
    return "".join(signs.get(sign, sign) for sign in harmless(text))


def _missed_entries(view: GateView) -> Iterator[dict[str, Any]]:
    for ruling, place in view.misses:
        name = f"{GATE}/{ruling.rule}"
        said = _("Gate missed, {rule}: {found}").format(
            rule=label(ruling), found=view.sentence(ruling)
        )
        yield _entry(view, (name, ruling.clause), said, MISSED, place)


def _finding_entries(view: GateView) -> Iterator[dict[str, Any]]:
    found: list[tuple[str, Finding]] = [
        (name, finding) for finding in view.counting for name in finding.requirements
    ]
    for name, finding in found:
        requirement = view.requirement(name)
        grade = words.capital(_(words.GRADES[finding.grade]))
        said = f"{grade} {finding.id}, {requirement.short}: {requirement.statement}"
        yield _entry(view, (name,), said, SEVERITIES[finding.grade], view.places[name])


def _entry(
    view: GateView, key: tuple[str, ...], said: str, severity: str, place: Place
) -> dict[str, Any]:
    return {
        "description": said,
        "check_name": key[0],
        "fingerprint": fingerprint(view.evaluation.catalogue.edition.id, view.folder, *key),
        "severity": severity,
        "location": {"path": place.file, "lines": {"begin": place.line}},
    }
