"""For the tests of documents: a small catalogue, every field filled, and pages taken apart."""

import re
from datetime import date
from html.parser import HTMLParser

from builders import TODAY, answers, assessment, catalogue, rulebook
from iso20k_gap.core.assessment import Answer
from iso20k_gap.core.catalogue import Catalogue
from iso20k_gap.core.evaluation import Evaluation, evaluate
from iso20k_gap.core.plan import Plan, PlanDecisions
from iso20k_gap.core.planning import make_plan
from iso20k_gap.reports.view import ReportView, build_view

VOID = {"meta", "br", "col", "input", "link", "img", "hr"}
KEPT = ("4.1", "8.2.3", "8.6.1", "10.1")
RATED = {"4.1": "P", "8.2.3": "F", "8.6.1": "L", "8.6.1-01": "N", "8.6.1-02": "F"}


def small_catalogue() -> Catalogue:
    """Four lowest clauses with those above them: enough for every chapter, quick to draw."""
    whole = catalogue()
    kept = [
        clause
        for clause in whole.clauses
        if any(name == clause.id or name.startswith(f"{clause.id}.") for name in KEPT)
    ]
    return Catalogue(edition=whole.edition, clauses=tuple(kept))


def small(ratings: dict[str, str] | None = None, **fields) -> Evaluation:
    """An evaluation over the small catalogue; `answers` may be given whole."""
    made = assessment(RATED if ratings is None else ratings, **fields)
    known = small_catalogue().by_id
    kept = {name: each for name, each in made.answers.items() if name in known}
    return evaluate(small_catalogue(), made.with_answers(kept), rulebook(), TODAY)


def planned(evaluation: Evaluation, **decisions) -> Plan:
    """The evaluation's plan."""
    return make_plan(evaluation, PlanDecisions.model_validate(decisions))


def view(evaluation: Evaluation, **decisions) -> ReportView:
    """The evaluation's report in words."""
    return build_view(evaluation, planned(evaluation, **decisions))


def filled() -> Evaluation:
    """An evaluation where every stored field has a value of its own that a test can look for."""
    made = answers(RATED)
    piece = {
        "title": "Title-of-evidence",
        "location": "place/of/evidence",
        "effective": "2026-02-03",
        "valid_until": "2027-04-05",
        "sha256": "5" * 64,
    }
    made["8.6.1-03"] = Answer.model_validate(
        {
            "rating": "L",
            "note": "Note-of-answer",
            "evidence": [piece, {"title": "Unseen-evidence", "seen": False}],
            "performed_by": "party-id",
            "rated_by": "Rater-name",
            "rated_on": "2026-10-11",
            "confirmed": False,
            "origin": "Origin-of-answer",
        }
    )
    made["8.6.1-06"] = Answer(rating="no_occurrence", reason="Reason-of-none")
    return small(
        answers=made,
        label="SR ISO/IEC 20000-1:2020",
        organisation={
            "name": "Name-of-organisation",
            "scope": "Scope-of-system",
            "unit": "Unit-of-organisation",
            "sector": "Sector-word",
            "people": 4321,
            "sites": ["Site-one", "Site-two"],
            "contact": "Contact-word",
        },
        services=[
            {"name": "Service-name", "description": "Service-words", "performed_by": "party-id"}
        ],
        assessors=["Assessor-one", "Assessor-two"],
        interviews=[{"name": "Interviewee", "role": "Interviewee-role", "on": "2026-10-09"}],
        started=date(2026, 10, 1),
        parties=[
            {
                "id": "party-id",
                "name": "Party-name",
                "kind": "internal_supplier",
                "provides": "Party-provides",
            }
        ],
        operation={
            "since": "2026-01-02",
            "internal_audit": {"completed": "2026-08-07", "complete": False},
            "management_review": "2026-09-08",
            "continuity_test": "2026-06-06",
        },
        scoring={"weights": {"8.6": "7/2"}, "systemic_minors": 5},
        overrides=[
            {
                "finding": "F-8.6.1-03",
                "grade": "major",
                "reason": "Reason-of-grade",
                "by": "Grader-name",
                "on": "2026-11-01",
            },
            {
                "finding": "F-8.6.1-04",
                "grade": "none",
                "reason": "Reason-set-aside",
                "by": "Waiver-name",
                "on": "2026-11-02",
            },
        ],
        strengths=[{"clause": "8.6.1", "text": "Strength-words"}],
        observations=[{"clause": "4.1", "text": "Observation-words"}],
        limits="Limit-words",
    )


class Page(HTMLParser):
    """A page taken apart: its tags, its attributes, its text, and whether tags pair up."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.parts: list[str] = []
        self.headings: list[int] = []
        self.open: list[str] = []
        self.feed(content.decode())
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID and not self.get_starttag_text().endswith("/>"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] not in ("style", "script"):
            self.parts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.parts).split())

    def values(self, name: str) -> list[str]:
        return [value for _, each, value in self.attributes if each == name]
