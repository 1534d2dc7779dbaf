"""The report as Markdown: a golden file, tables that hold, and text that stays text."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from builders import TODAY, catalogue, evaluation, everything, rulebook
from documents import filled, small, view
from iso20k_gap.core.assessment import Answer
from iso20k_gap.core.catalogue import Catalogue, Clause, Effort, PdcaStep, Phase
from iso20k_gap.core.evaluation import Evaluation, Rulebook, evaluate
from iso20k_gap.core.findings import FindingRules, Grade
from iso20k_gap.core.plan import Milestone, Plan, PlannedAction, Status
from iso20k_gap.core.readiness import Gate
from iso20k_gap.reports import markdown
from iso20k_gap.reports.view import build_view

READER = MarkdownIt("commonmark", {"html": True}).enable("table")


def requirement(number: int, **fields) -> dict:
    """A requirement as a catalogue's file has it."""
    return {
        "id": f"8.6.1-0{number}",
        "statement": f"Statement {number}.",
        "question": "Question?",
        "guidance": "Guidance.",
        "ratings": {"F": "Full.", "L": "Large.", "P": "Part."},
        "evidence": ["Usual evidence one", "Usual evidence two"],
        "documented": {"kind": "none"},
        "stage": 2,
        "essential": False,
        "others": True,
        "owner": "Incident manager",
        "remedy": f"Remedy {number}.",
        "action": "8.6.1-A1",
        **fields,
    }


def handmade() -> Evaluation:
    """An evaluation over a catalogue and rules of its own, so that no edit elsewhere changes it."""
    edition = catalogue().edition.model_copy(update={"counting": "Four.", "provenance": ("Own.",)})
    action = {
        "id": "8.6.1-A1",
        "title": "Set it up",
        "activities": ["Activity one", "Activity two"],
        "deliverable": "Deliverable",
        "effort": {"low": 1, "likely": 2, "high": 3},
        "phase": "foundations",
        "pdca": "do",
    }
    absent = {"id": "absent", "ratings": ["N"], "grade": "major", "because": "It is absent."}
    partly = {
        "id": "partly",
        "ratings": ["P", "L"],
        "grade": "minor",
        "because": "It is partly met.",
    }
    gate = {"id": "gate", "title": "A gate", "clause": "8.6.1", "clears": "close it"}
    lowest = {
        "id": "8.6.1",
        "title": "Incident management",
        "goal": "Goal.",
        "measure": "Measure.",
        "owner": "Incident manager",
        "actions": [action],
        "sentences": [
            {
                "requirements": [
                    requirement(1, letter="a", essential=True),
                    requirement(2, documented={"kind": "record", "name": "incidents"}),
                    requirement(3, no_occurrence="none happened"),
                    requirement(4),
                ]
            }
        ],
    }
    upper = [{"id": "8", "title": "Operation"}, {"id": "8.6", "title": "Resolution"}]
    made = Catalogue(
        edition=edition, clauses=tuple(Clause.model_validate(each) for each in (*upper, lowest))
    )
    rules = Rulebook(
        scale=rulebook().scale,
        findings=FindingRules.model_validate(
            {
                "schema": 1,
                "id": "own",
                "answer_rules": [absent, partly],
                "clause_not_met": {
                    "id": "clause",
                    "below": 5,
                    "grade": "major",
                    "because": "Not at all.",
                },
                "systemic": {"id": "systemic", "grade": "major", "because": "Many minors."},
            }
        ),
        readiness=rulebook().readiness.model_copy(
            update={
                "stage1": (Gate.model_validate({**gate, "requirements": ["8.6.1-01"]}),),
                "stage2": (Gate.model_validate({**gate, "requirements": ["8.6.1-02"]}),),
            }
        ),
    )
    answers = {
        name: each for name, each in filled().assessment.answers.items() if name in made.by_id
    }
    answers["8.6.1-02"] = answers["8.6.1-03"]
    answers["8.6.1-03"] = Answer(rating="no_occurrence", reason="Reason-of-none")
    del answers["8.6.1-04"]
    changed = {"answers": answers, "overrides": (), "observations": filled().assessment.strengths}
    return evaluate(made, filled().assessment.model_copy(update=changed), rules, TODAY)


def handmade_plan() -> Plan:
    """A plan of one action and two milestones."""
    action = PlannedAction(
        id="8.6.1-A1",
        clause="8.6.1",
        clause_title="Incident management",
        title="Set it up",
        goal="Goal.",
        measure="Measure.",
        activities=("Activity one", "Activity two"),
        remedies=(("8.6.1-01", "Remedy 1."),),
        deliverable="Deliverable",
        findings=("F-8.6.1-01",),
        requirements=("8.6.1-01",),
        grade=Grade.MAJOR,
        role="Incident manager",
        owner="Owner-name",
        effort=Effort(low=0.25, likely=0.5, high=0.75),
        phase=Phase.FOUNDATIONS,
        pdca=PdcaStep.DO,
        prerequisites=(),
        start=date(2026, 11, 23),
        end=date(2026, 11, 25),
        status=Status.IN_PROGRESS,
        percent=40,
        critical=True,
        slack=0,
        note="Note-of-action",
        decided=("owner", "percent"),
    )
    first, last = date(2026, 11, 25), date(2027, 5, 13)
    sure = {"practice": True, "p50": last, "p80": last, "p95": last}
    return Plan(
        start=date(2026, 11, 23),
        stage2=date(2027, 5, 3),
        feasible=False,
        earliest=last,
        reason="",
        actions=(action,),
        milestones=(
            Milestone("go-live", "All in operation", first, "the last action ends"),
            Milestone("stage-2", "Stage 2 audit", last, "30 days after Stage 1", **sure),
        ),
        critical_path=("8.6.1-A1",),
        remarks=("Remark-of-plan",),
        headline="Stage 2 on 2027-05-03 cannot be made: earliest is 2027-05-13.",
        chain=("Owner-name 8.6.1-A1 to 2026-11-25", "stage 2 audit 2027-05-13"),
        gives=("Begin earlier.",),
        chance=3,
    )


def test_a_small_report_is_as_it_was(golden):
    """Every chapter of a hand-made evaluation, reviewed by eye."""
    content = markdown.render(build_view(handmade(), handmade_plan())).decode()
    content = re.sub(r"iso20k-gap \d[\w.]*", "iso20k-gap VERSION", content)

    golden("report.md", re.sub(r"sha256:[0-9a-f]{64}", "sha256:HASH", content))


@pytest.mark.parametrize("ratings", [{}, everything("N"), {**everything("F"), "8.6.1": "P"}])
def test_every_table_has_cells_for_its_heads(ratings):
    """No value breaks a row apart."""
    widths = []
    for line in markdown.render(view(evaluation(ratings))).decode().splitlines():
        cells = len(re.findall(r"(?<!\\)\|", line))
        if not line.startswith("|"):
            widths = []
        elif widths:
            assert cells == widths[0], line
        widths += [cells] if line.startswith("|") else []


def shown(text: str, template: str) -> list:
    """The tokens a reader makes of an escaped text in some place."""
    return READER.parse(template.format(markdown.escaped(text)))


PLAIN = {"text", "softbreak", "text_special"}


@pytest.mark.parametrize("template", ["x {}", "- {}", "| a |\n| --- |\n| {} |"])
@given(text=st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40))
def test_typed_text_stays_text(text, template):
    """Whatever is typed comes out as itself: no heading, list, link, tag or code."""
    tokens = shown(text, template)
    inline = [child for token in tokens if token.children for child in token.children]
    typed = " ".join(text.split())

    assert {child.type for child in inline} <= PLAIN
    words = " ".join("".join(child.content for child in inline).split())
    assert words.endswith(" ".join(typed.split()))
    assert not {"heading_open", "hr", "fence", "code_block", "html_block"} & {
        token.type for token in tokens
    }


@pytest.mark.parametrize(
    "text", ["8.6.1-03", "F-8.6.1-03", "Change board minutes (v2.1), item 3", "66.7 %"]
)
def test_ordinary_text_is_not_touched(text):
    """Ids and plain words can be searched for in the source."""
    assert markdown.escaped(text) == text


def test_lines_of_a_note_stay_apart():
    """A note's lines become breaks inside the cell."""
    assert markdown.escaped("one\n\n two ") == "one<br>two"


def test_nothing_rated_reads_well():
    """No empty heading, and `not rated` instead of a zero."""
    content = markdown.render(view(small({}))).decode()

    assert "not rated" in content
    assert "\n\n\n" not in content
