"""The plan as issues in Markdown: one section an action, a checklist, nobody called by accident."""

import re

import pytest

from builders import evaluation, everything
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.core.planning import make_plan
from iso20k_gap.reports.plan_issues import BREAK, render, safe

GAPS = {**everything("F"), "8.6.1": "N", "8.7.2": "P"}


def document(**decisions):
    evaluated = evaluation(GAPS)
    made = make_plan(evaluated, PlanDecisions.model_validate(decisions))
    return made, render(evaluated, made).decode()


def test_every_action_is_a_section_with_its_facts():
    """Title, labels, milestone, owner, due day, a box for every step."""
    made, text = document()
    sections = text.split("\n## ")[1:]

    assert text.startswith("# Implementation plan of Acme Services\n\n")
    assert len(sections) == len(made.actions)
    for section, action in zip(sections, made.actions, strict=True):
        assert section.startswith(f"{action.id} {action.title}\n\n- Labels: `clause-")
        assert f"\n- Owner: {action.owner}\n- Due: {action.end}\n" in section
        boxes = len(action.activities) + len(action.remedies)
        assert len(re.findall(r"^- \[ \] ", section, re.MULTILINE)) == boxes
        assert ", ".join(action.findings) in section


def test_only_direct_prerequisites_are_named():
    """What those wait for goes without saying; done actions are no issues."""
    made, text = document(actions={"8.7.2-A1": {"status": "done"}})

    assert "8.7.2-A1" not in text
    assert len(re.findall("^## ", text, re.MULTILINE)) == len(made.actions) - 1
    chain = {"8.6.1-A2": {"prerequisites": ["8.6.1-A1"]}}
    chain["8.7.2-A1"] = {"prerequisites": ["8.6.1-A1", "8.6.1-A2"]}
    assert "- Waits for: 8.6.1-A2\n" in document(actions=chain)[1]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@octocat", f"@{BREAK}octocat"),
        ("see #12 and GH-7", f"see #{BREAK}12 and GH{BREAK}-7"),
        ("<img src=x>", r"\<img src=x\>"),
        ("[x](javascript:1)", r"\[x\](javascript:1)"),
        ("one\n## two", r"one<br>\## two"),
        ("- [x] done", r"\- \[x\] done"),
    ],
)
def test_what_people_typed_is_shown(text, shown):
    """No mention, no link to another issue, no heading, no HTML."""
    assert safe(text) == shown
    assert f"- Note: {shown}" in document(actions={"8.6.1-A1": {"note": text}})[1]
