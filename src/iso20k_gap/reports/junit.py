"""The verdict as JUnit XML: one suite for the gate's rules, one per clause.

Something has failed here exactly where the gate is not passed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from iso20k_gap.core.assessment import Answer
from iso20k_gap.core.catalogue import Clause, Requirement
from iso20k_gap.core.findings import Finding
from iso20k_gap.core.gate_verdict import Place
from iso20k_gap.core.printable import harmless
from iso20k_gap.language import _
from iso20k_gap.reports import words
from iso20k_gap.reports.gate_view import GateView, label, waiver_words

NAME_ROOM = 100
NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Outcome:
    """What became of a test case: `kind` is failure, skipped, or system-out for a pass."""

    kind: str = ""
    type: str = ""
    message: str = ""
    text: str = ""


def render(view: GateView) -> bytes:
    """The verdict as JUnit XML."""
    judge = _Cases(view)
    root = ET.Element("testsuites", name="iso20k-gap")
    suites = [judge.rules(), *(judge.clause(each) for each in view.evaluation.catalogue.lowest)]
    root.extend(suites)
    _count(root, [case for suite in suites for case in suite])
    ET.indent(root)
    page: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{page}\n'.encode()


def xml_text(value: str) -> str:
    """The text with everything taken out that XML 1.0 cannot hold."""
    return NO_XML.sub("\ufffd", harmless(value))


class _Cases:
    """Makes suites of cases out of a view; the view's findings are looked up by requirement."""

    def __init__(self, view: GateView) -> None:
        self.view = view
        self.waivers = view.waivers
        self.breaching = view.verdict.breaching
        self.findings = {
            name: finding for finding in view.evaluation.findings for name in finding.requirements
        }

    def rules(self) -> ET.Element:
        """The gate's rules, one case each."""
        cases = []
        for ruling, place in zip(self.view.verdict.rulings, self.view.rules, strict=True):
            sentence = self.view.sentence(ruling)
            details = "\n".join([sentence, *ruling.subjects])
            outcome = Outcome("failure", ruling.rule, sentence, details)
            kept = Outcome("system-out", text=sentence)
            cases.append(_case("gate", label(ruling), place, kept if ruling.met else outcome))
        return _suite("gate", cases)

    def clause(self, clause: Clause) -> ET.Element:
        """One clause, a case per requirement."""
        name = f"{clause.id} {clause.title}"
        return _suite(name, [self._requirement(name, each) for each in clause.requirements])

    def _requirement(self, clause: str, requirement: Requirement) -> ET.Element:
        answer = self.view.evaluation.assessment.answers.get(requirement.id)
        name = words.shortened(f"{requirement.short} {requirement.statement}", NAME_ROOM)
        place = self.view.places[requirement.id]
        return _case(clause, name, place, self._outcome(requirement, answer))

    def _outcome(self, requirement: Requirement, answer: Answer | None) -> Outcome:
        if answer is None or answer.rated is None:
            none = _("no occurrence: {reason}")
            why = none.format(reason=_line(answer.reason)) if answer else _("not rated")
            return Outcome("skipped", message=why)
        finding = self.findings.get(requirement.id)
        if finding is None:
            return Outcome()
        said = self._said(requirement, answer, finding)
        if finding.id not in self.breaching:
            return Outcome("system-out", text=said)
        message = f"{finding.id}, {_(words.GRADES[finding.grade])}: {finding.because}"
        return Outcome("failure", finding.grade.value, message, said)

    def _said(self, requirement: Requirement, answer: Answer, finding: Finding) -> str:
        waiver = self.waivers.get(finding.id)
        found = _("{finding}, {grade}, rule {rule}").format(
            finding=finding.id, grade=_(words.GRADES[finding.grade]), rule=finding.rule
        )
        lines = (
            (_("Finding"), found),
            (_("Waived"), _line(waiver_words(waiver)) if waiver else ""),
            (
                _("Graded by the assessor"),
                _line(finding.override.reason) if finding.override else "",
            ),
            (_("Requirement"), requirement.statement),
            (_("Rated {rating}").format(rating=answer.rating), finding.because),
            (_("Note"), _line(answer.note)),
            (_("Recommendation"), requirement.remedy),
        )
        return "\n".join(f"{name}: {text}" for name, text in lines if text)


def _line(typed: str) -> str:
    """What a person typed, on one line: a line of its own could speak to a pipeline."""
    return " ".join(typed.split())


def _suite(name: str, cases: list[ET.Element]) -> ET.Element:
    suite = ET.Element("testsuite", name=xml_text(name))
    suite.extend(cases)
    _count(suite, cases)
    return suite


def _count(element: ET.Element, cases: Iterable[ET.Element]) -> None:
    every = list(cases)
    element.set("tests", str(len(every)))
    element.set("failures", str(sum(1 for each in every if each.find("failure") is not None)))
    element.set("errors", "0")
    element.set("skipped", str(sum(1 for each in every if each.find("skipped") is not None)))
    element.set("time", "0")


def _case(clause: str, name: str, place: Place, outcome: Outcome) -> ET.Element:
    case = ET.Element(
        "testcase",
        classname=xml_text(clause),
        name=xml_text(name),
        file=xml_text(place.file),
        line=str(place.line),
        time="0",
    )
    if outcome.kind:
        given = {"type": outcome.type, "message": outcome.message}
        found = ET.SubElement(case, outcome.kind, {k: xml_text(v) for k, v in given.items() if v})
        found.text = xml_text(outcome.text) or None
    return case
