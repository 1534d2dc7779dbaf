"""Calendars, issues, Project files, pipeline documents and guides in another language."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from xml.etree import ElementTree as ET

import docx
import icalendar
import pytest

import gating
from builders import TODAY, assessment
from documents import RATED, small_catalogue
from iso20k_gap.core.assessment import Answer
from iso20k_gap.core.catalogue import Catalogue
from iso20k_gap.core.certification_guide import advise
from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.manuscript import Bullets, Grid, Heading, Manuscript, Paragraph, Steps
from iso20k_gap.core.mapping import Kind, Transition
from iso20k_gap.core.plan import Plan, PlanDecisions
from iso20k_gap.core.planning import make_plan
from iso20k_gap.core.scope import review
from iso20k_gap.core.training import needs
from iso20k_gap.core.translation import translated
from iso20k_gap.files import guides, library
from iso20k_gap.files.translations import LocalConventions
from iso20k_gap.language import ENGLISH, Language, speaking
from iso20k_gap.reports import (
    annotations,
    badge,
    gate_terminal,
    job_summary,
    junit,
    plan_ics,
    plan_issues,
    plan_jira,
    plan_mspdi,
    plan_terminal,
    sarif,
    transition_view,
)
from iso20k_gap.reports.gate_view import GateView, headline
from iso20k_gap.reports.guides import certification, scope, training, word
from iso20k_gap.reports.rendering import printable
from pseudo import CLOSE, OPEN, PSEUDO, Bracketed
from speaking import said, spoken, typed_in_digits, unsaid_in

SPACE = "{http://schemas.microsoft.com/project}"
RULES = {
    "essential-absent", "not-met", "partly-met", "undocumented", "largely-met", "clause-not-met",
    "systemic-minors", r"(min|max)_[a-z]+", "fail_on (major|minor)", "rated", "no_regression",
    "ratchet", r"acme/\S+", "ISO/IEC", "iso20k-gap", "Amd", "nplf", "SMS",
}  # fmt: skip


@pytest.fixture(autouse=True)
def pseudo() -> Iterator[None]:
    """The language nobody speaks."""
    with speaking(PSEUDO):
        yield


@cache
def made() -> tuple[Evaluation, Plan]:
    """A small assessment with its plan, some of it decided by people."""
    with speaking(ENGLISH):
        known = small_catalogue()
        given = assessment(RATED, organisation={"name": "000", "scope": "000"})
    kept = {name: each for name, each in given.answers.items() if name in known.by_id}
    evaluation = spoken(known, given.with_answers(kept))
    decisions = {
        "stage2": "2028-01-31",
        "owners": [{"role": "Incident manager", "name": "000", "days_per_week": 2.5}],
        "actions": {
            "8.6.1-A1": {"note": "000", "percent": 20, "status": "in_progress"},
            "8.6.1-A2": {"effort": {"low": 1, "likely": 2.5, "high": 4.25}},
        },
        "calendar": {"closed": [{"from": "2026-12-24", "to": "2027-01-02"}]},
    }
    plan = make_plan(evaluation, PlanDecisions.model_validate(decisions))
    return evaluation, plan


def test_every_text_of_the_calendar_is_said():
    """What a calendar program shows of each entry."""
    content = plan_ics.render(*made())
    calendar = icalendar.Calendar.from_ical(content)
    shown = [str(calendar["x-wr-calname"])]
    for each in calendar.walk():
        for name in ("summary", "description", "contact"):
            shown += str(each.get(name, "")).split("\n")
        listed = each.get("categories")
        shown += [str(name) for name in listed.cats] if listed else []

    assert len(shown) > 60
    assert f"//{PSEUDO.code.upper()}\r\n".encode() in content
    assert unsaid_in(shown, RULES) == set()


def test_every_text_of_the_issues_is_said():
    """The Markdown, without the labels that trackers find issues by."""
    text = plan_issues.render(*made()).decode()
    plain = re.sub(r"\\(.)", r"\1", text).replace("\u200b", "")

    assert f"**{OPEN}Activities{CLOSE}**" in plain
    assert unsaid_in(re.sub(r"`[^`]*`", "", plain).split("\n"), RULES) == set()


def test_every_text_for_jira_is_said_and_what_jira_knows_is_not():
    """Summaries and descriptions; columns, types, priorities, states and labels are Jira's."""
    content = plan_jira.render(*made()).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    told = [line for row in rows for line in (row["Summary"], *row["Description"].split("\n"))]
    plain = [re.sub(r"\\(.)", r"\1", each).replace("h3. ", "") for each in told]

    assert {row["Issue Type"] for row in rows} == {"Epic", "Task"}
    assert {row["Status"] for row in rows} <= {"To Do", "In Progress"}
    assert unsaid_in(plain, RULES) == set()


def test_every_text_of_the_project_file_is_said():
    """Names and notes of tasks, people and calendars."""
    root = ET.fromstring(plan_mspdi.render(*made()))  # noqa: S314 - our own output
    told = [
        line
        for each in root.iter()
        if each.tag.removeprefix(SPACE) in ("Name", "Notes", "Title")
        for line in (each.text or "").split("\n")
        if line != "plan.xml"
    ]

    assert len(told) > 60
    assert unsaid_in(told, RULES) == set()


def test_every_text_of_the_plan_in_the_terminal_is_said():
    """The ruling, totals, milestones, actions and notes."""
    _evaluation, plan = made()
    parts = [
        *plan_terminal.ruling(plan),
        *plan_terminal.milestone_lines(plan),
        *plan_terminal.action_lines(plan),
    ]
    texts = [str(getattr(each, "renderable", each)) for each in parts]

    assert len(texts) > 20
    assert (
        unsaid_in([*texts, plan_terminal.totals(plan), *plan_terminal.notes(plan)], RULES) == set()
    )


def gate(ratings: dict[str, str] | None = None, **policy) -> GateView:
    """A verdict of the gate whose texts from the core count as said."""
    with speaking(ENGLISH):
        view = gating.gate_view(ratings, "000", **policy)
    evaluation = spoken(view.evaluation.catalogue, view.evaluation.assessment)
    remarks = tuple(said(each) for each in view.verdict.remarks)
    waived = tuple(
        (next(each for each in evaluation.findings if each.id == finding.id), waiver)
        for finding, waiver in view.verdict.waived
    )
    verdict = replace(view.verdict, remarks=remarks, waived=waived)
    return replace(view, evaluation=evaluation, verdict=verdict, source="000")


def waiver(finding: str, expires: str) -> dict[str, str]:
    """Someone answers for a finding."""
    return {"finding": finding, "approved_by": "000", "reason": "000", "expires": expires}


POLICIES: dict[str, dict] = {
    f"policy {number}": policy for number, policy in enumerate(gating.POLICIES)
} | {
    "waivers": {
        "fail_on": "minor",
        "waivers": [waiver("F-4.1", "2027-01-31"), waiver("F-8.6.1-03", "2027-01-31"),
                    waiver("F-8.6.1", "2026-01-31"), waiver("F-9.1-01", "2027-01-31")],
    },
}  # fmt: skip


@pytest.mark.parametrize("name", POLICIES)
def test_every_text_about_the_gate_is_said(name):
    """In the terminal, on a job's page, as annotations, JUnit, SARIF and a badge."""
    view = gate(**POLICIES[name])
    page = re.sub(r"\\(.)", r"\1", job_summary.render(view).decode())
    suite = ET.fromstring(junit.render(view))  # noqa: S314 - our own output
    told = [
        *(line.plain for line in gate_terminal.lines(view)),
        *re.split(r"[\n|]", page),
        *(each.get("message", "") for each in suite.iter()),
        *(line for each in suite.iter() for line in (each.text or "").split("\n")),
        *(each.get("name", "") for each in suite.iter("testcase")),
        *(entry["description"] for entry in json.loads(annotations.gitlab(view))),
        *_shown_of(json.loads(sarif.render(view))),
        ET.fromstring(badge.render(view))[0].text,  # noqa: S314 - our own output
    ]
    commands = [
        re.sub(r"^::\w+ (?:file=[^,]*,line=\d+,col=\d+,)?title=", "", line)
        for line in annotations.github(view).splitlines()
    ]

    assert len(told) > 100
    assert unsaid_in([*told, *commands], RULES | {"gate"}) == set()


def _shown_of(log) -> Iterator[str]:
    """What viewers of SARIF show."""
    if isinstance(log, dict):
        for key, value in log.items():
            if key in ("text", "justification", "exitCodeDescription", "markdown"):
                yield from (line for line in value.split("\n") if "repository" not in line)
            else:
                yield from _shown_of(value)
    elif isinstance(log, list):
        for each in log:
            yield from _shown_of(each)


def test_a_rule_of_sarif_has_a_name_in_every_writing():
    """Where a title has no Latin letters, the clause's number names it."""
    view = gate({"8.6.1": "P"})
    clauses = tuple(
        each.model_copy(update={"title": "汉字"}) for each in view.evaluation.catalogue.clauses
    )
    known = Catalogue(edition=view.evaluation.catalogue.edition, clauses=clauses)
    log = json.loads(
        sarif.render(replace(view, evaluation=replace(view.evaluation, catalogue=known)))
    )
    names = {each["name"] for each in log["runs"][0]["tool"]["driver"]["rules"]}

    assert "Clause861" in names
    assert all(names)


@pytest.mark.parametrize(
    ("rules", "line"),
    [
        ({"max_majors": 3}, "passed: the only rule is met"),
        ({"max_majors": 3, "max_minors": 3}, "passed: all 2 rules are met"),
    ],
)
def test_the_headline_is_one_sentence(rules, line):
    """Nothing is glued to it."""
    with speaking(ENGLISH):
        verdict = gating.gate_view({"8.6.1": "F"}, **rules).verdict

    assert headline(verdict) == f"{OPEN}{line}{CLOSE}"


def texts(manuscript: Manuscript) -> Iterator[str]:
    """Every text of a manuscript."""
    yield from (manuscript.title, manuscript.subtitle)
    for block in manuscript.blocks:
        match block:
            case Heading() | Paragraph():
                yield block.text
            case Bullets():
                yield from block.items
            case Steps():
                yield from (text for each in block.steps for text in (each.text, *each.notes))
            case Grid():
                yield from block.header
                yield from (cell for row in block.rows for cell in row)


def written_in_data(*records) -> set[str]:
    """The texts that a guide's data bring along, which are told as they are written."""
    found: set[str] = set()

    def gather(value) -> None:
        if isinstance(value, dict):
            found.update(value)
            for each in value.values():
                gather(each)
        elif isinstance(value, (list, tuple)):
            for each in value:
                gather(each)
        elif isinstance(value, str):
            found.add(value)

    for record in records:
        gather(record.model_dump(mode="json"))
    return found


def left_of(manuscript: Manuscript, data: set[str]) -> set[str]:
    """What of a manuscript nobody said and no data brought along."""
    longest = sorted(data, key=len, reverse=True)
    told = []
    for whole in texts(manuscript):
        text = whole.replace("unconfirmed", "")
        for each in longest:
            if len(each) > 3:
                text = text.replace(each, "")
        told.append(text)
    return unsaid_in(told, RULES | {"own", "und"})


def test_every_text_of_the_certification_guide_is_said():
    """What the program says around the facts of the guide."""
    evaluation, _plan = made()
    dates = {
        "body": "000", "accredited_by": "", "consultancy_ended": date(2026, 1, 1),
        "internal_audit_by_body": (date(2026, 2, 2),), "decision": date(2026, 3, 3),
    }  # fmt: skip
    known = evaluation.assessment.certification.model_copy(update=dates)
    dated = evaluation.assessment.model_copy(update={"certification": known})
    guide, sources = guides.load_certification(), guides.load_sources()
    data = written_in_data(guide, sources)
    for each in (evaluation, replace(evaluation, assessment=dated)):
        advice = advise(each, guide)
        told = certification.certification_manuscript(advice, guide, each, sources)

        assert left_of(told, data) == set()


def test_every_text_of_the_scope_review_is_said():
    """Around the elements of the guide."""
    evaluation, _plan = made()
    services = [{"name": "00", "performed_by": "p0"}, {"name": "000", "performed_by": "self"}]
    parties = [{"id": "p0", "name": "0000", "kind": "external_supplier"}]
    with speaking(ENGLISH):
        several = typed_in_digits(
            assessment(RATED, services=services, parties=parties, limits="000")
        )
    guide, sources = guides.load_scope(), guides.load_sources()
    data = written_in_data(guide, sources)
    for each in (evaluation.assessment, several):
        found = review(each, guide)
        told = scope.scope_manuscript(found, each, sources, TODAY)

        assert left_of(told, data | {found.proposed}) == set()


def test_every_text_of_the_training_needs_is_said():
    """With an assessment and without; roles are said, people are not."""
    evaluation, _plan = made()
    guide, sources = guides.load_training(), guides.load_sources()
    data = written_in_data(guide, sources)
    roles = {each.role for each in guide.roles}
    people = {"Incident manager": ["000", "0000"]}
    found = needs(evaluation.catalogue, guide, evaluation.assessment, people)
    told = training.training_manuscript(
        found, guide, sources, training.Occasion("000", "000", TODAY)
    )
    headings = [each.text for each in told.blocks if isinstance(each, Heading)]

    assert any(each.startswith(f"{OPEN}Incident manager{CLOSE} (000 und 0000") for each in headings)
    assert left_of(told, data - roles) == set()
    alone = training.training_manuscript(
        needs(evaluation.catalogue, guide), guide, sources, training.Occasion("", "000", TODAY)
    )
    assert left_of(alone, data - roles) == set()


@pytest.mark.parametrize(("code", "tag"), [("en", "en-GB"), ("de", "de-DE"), ("zh", "zh-CN")])
def test_a_guide_in_word_tells_its_language(code, tag):
    """In its properties; and the page number is said at the foot."""
    language = (
        ENGLISH if code == "en" else Language(code, code, Bracketed(), LocalConventions(code))
    )
    manuscript = Manuscript("000", "000", "000", TODAY, (Paragraph("000"),))
    with speaking(language):
        made_of = docx.Document(io.BytesIO(word.render(manuscript)))
    foot = made_of.sections[0].footer.paragraphs[0].text

    assert made_of.core_properties.language == tag
    assert foot.endswith("page " if code == "en" else f"{OPEN}page {CLOSE}")


def test_every_text_of_a_transition_is_said():
    """The mapping, the summary and the report of a migration."""
    mapping = translated(library.shipped_mapping("2011", "2018"), said)
    old, new = (translated(library.shipped_catalogue(each), said) for each in ("2011", "2018"))
    moved = transition_view.transition_markdown(
        Transition(mapping, {"4.1-01": Answer(rating="F")}, ("4.2-01",)),
        old,
        new,
    )
    table = transition_view.mapping_table(mapping.links[:40])
    cells = [str(each) for column in table.columns for each in (column.header, *column.cells)]
    marks = re.sub(r"[*#|]", " ", moved)

    assert {Kind.KEPT, Kind.NEW} <= {each.kind for each in mapping.links}
    assert unsaid_in([*cells, *printable(marks).split("\n")], RULES) == set()
