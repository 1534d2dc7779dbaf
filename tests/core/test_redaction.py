"""Redaction: what goes, what stays, in every form of the report; and that no number moves."""

import json
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from pydantic import BaseModel

from builders import TODAY, catalogue
from documents import filled, planned, small_catalogue
from iso20k_gap.cli.app import main
from iso20k_gap.core import assessment as shapes
from iso20k_gap.core import plan as plan_shapes
from iso20k_gap.core.approval import (
    Act,
    Approval,
    Change,
    Predicate,
    Sealed,
    Standing,
    Statement,
)
from iso20k_gap.core.branding import Branding
from iso20k_gap.core.evaluation import evaluate
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.core.planning import make_plan
from iso20k_gap.core.rates import FixedCost, Rates
from iso20k_gap.core.redaction import WRONG, redacted, redacted_approvals, redacted_decisions
from iso20k_gap.reports.formats import RENDERERS, Format
from iso20k_gap.reports.view import Order, ReportView, build_view

MARK = "Zq7Secret"
"""What every text that must go holds."""

TOLD = "Kx4Open"
"""What every text that may stay holds."""

KEPT = {
    "Assessment": {"edition", "label", "questionnaire", "scale"},
    "Organisation": {"name", "scope", "unit", "sector", "sites", "technology"},
    "Branding": {"name", "accent", "logo", "disclaimer"},
    "Service": {"name"},
    "Interview": {"role"},
    "Certification": {"body", "accredited_by"},
    "Override": {"finding", "grade"},
    "Remark": {"clause"},
    "Answer": {"rating"},
    "Scoring": {"weights"},
    "Calendar": {"country", "subdivision"},
    "PlanDecisions": set(),
    "Rates": {"currency"},
    "FixedCost": {"action"},
    "ActionDecision": {"prerequisites"},
}
GONE = {
    "Branding": {"contact"},
    "Organisation": {"contact", "customers"},
    "Service": {"description", "performed_by"},
    "Interview": {"name"},
    "Party": {"id", "name", "provides"},
    "Override": {"reason", "by"},
    "Remark": {"text"},
    "Evidence": {"title", "location", "sha256"},
    "Answer": {"reason", "note", "performed_by", "rated_by", "origin"},
    "Assessment": {"assessors", "limits"},
    "Span": {"label"},
    "Owner": {"role", "name"},
    "ActionDecision": {"owner", "note"},
    "Rates": {"roles", "owners"},
    "FixedCost": {"name"},
}
NUMBERS_ONLY = {
    "Assessment": {"answers"},
    "PlanDecisions": {"actions"},
    "Scoring": set(),
}
"""Fields that hold other records; their texts are told with those."""


def texts_of(model: type[BaseModel]) -> set[str]:
    """The fields of a record that may hold a text of someone."""
    return {
        name
        for name, field in model.model_fields.items()
        if re.search(r"\bstr\b|Text|StringConstraints|Literal", str(field.annotation))
    }


def every_model() -> list[type[BaseModel]]:
    """The records of an assessment and of its plan's decisions."""
    found = [Branding, FixedCost, Rates]
    for module in (shapes, plan_shapes):
        found += [
            each
            for each in vars(module).values()
            if isinstance(each, type)
            and issubclass(each, BaseModel)
            and each.__module__ == module.__name__
        ]
    return found


@pytest.mark.parametrize("model", every_model(), ids=lambda model: model.__name__)
def test_every_text_field_is_decided(model):
    """A new field is either kept or left out; nobody forgets it."""
    name = model.__name__
    decided = KEPT.get(name, set()) | GONE.get(name, set()) | NUMBERS_ONLY.get(name, set())

    assert texts_of(model) <= decided


ASSESSMENT = {
    "schema": 1,
    "edition": "2018",
    "label": f"{TOLD} label",
    "catalogue_version": 1,
    "organisation": {
        "name": f"{TOLD} Ltd", "scope": f"{TOLD} scope", "unit": f"{TOLD} unit",
        "sector": f"{TOLD} sector", "sites": [f"{TOLD} site"], "technology": [f"{TOLD} tool"],
        "contact": f"{MARK} contact", "customers": [f"{MARK} customer"],
    },
    "services": [
        {"name": f"{TOLD} service", "description": f"{MARK} words", "performed_by": f"{MARK}-id"}
    ],
    "assessors": [f"{MARK} Ada", f"{MARK} Bo"],
    "interviews": [
        {"name": f"{MARK} Cy", "role": f"{TOLD} role", "on": "2026-10-09"},
        {"name": f"{MARK} Flo"},
    ],
    "parties": [
        {"id": f"{MARK}-id", "name": f"{MARK} host", "kind": "external_supplier",
         "provides": f"{MARK} things"}
    ],
    "overrides": [
        {"finding": "F-8.6.1-02", "grade": "major", "reason": f"{MARK} reason", "by": f"{MARK} Di"}
    ],
    "strengths": [{"clause": "8.6.1", "text": f"{MARK} strength"}],
    "observations": [{"clause": "8.6.1", "text": f"{MARK} observation"}],
    "limits": f"{MARK} limits",
    "branding": {"name": f"{TOLD} Partners", "contact": f"{MARK} phone"},
}  # fmt: skip
PIECE = {"title": f"{MARK} title", "location": f"{MARK}/place", "sha256": f"{MARK}hash"}
ANSWERS = {
    "8.6.1-01": {"rating": "F", "note": f"{MARK} note", "evidence": [PIECE],
                 "rated_by": f"{MARK} Ada", "origin": f"{MARK} origin", "confirmed": False},
    "8.6.1-02": {"rating": "P", "note": f"{MARK} gap", "performed_by": f"{MARK}-id",
                 "evidence": [PIECE, {"title": f"{MARK} other"}], "rated_by": f"{MARK} Bo"},
    "8.6.1-06": {"rating": "no_occurrence", "reason": f"{MARK} because"},
}  # fmt: skip
PLAN = {
    "schema": 1,
    "calendar": {"closed": [{"from": "2026-12-24", "to": "2026-12-31", "label": f"{MARK} off"}]},
    "owners": [
        {"role": "Incident manager", "name": f"{MARK} Eve",
         "absences": [{"from": "2027-01-04", "to": "2027-01-08", "label": f"{MARK} baby"}]}
    ],
    "budget": {"currency": "EUR", "roles": {"Incident manager": 600},
               "owners": {f"{MARK} Eve": 700},
               "fixed": [{"name": f"{MARK} audit", "amount": 5000}]},
    "actions": {"8.6.1-A1": {"owner": f"{MARK} Eve", "note": f"{MARK} promised"},
                "8.6.1-A2": {"owner": "Incident manager", "percent": 20},
                "8.5.1.3-A3": {"due": "2027-03-01"}},
}  # fmt: skip

REDACTED = {
    "schema": 1,
    "edition": "2018",
    "label": f"{TOLD} label",
    "catalogue_version": 1,
    "organisation": {
        "name": f"{TOLD} Ltd", "scope": f"{TOLD} scope", "unit": f"{TOLD} unit",
        "sector": f"{TOLD} sector", "sites": [f"{TOLD} site"], "technology": [f"{TOLD} tool"],
        "customers": ["customer 1"],
    },
    "services": [
        {"name": f"{TOLD} service", "description": "(left out)", "performed_by": "party-1"}
    ],
    "assessors": ["assessor 1", "assessor 2"],
    "interviews": [
        {"name": "person 1", "role": f"{TOLD} role", "on": "2026-10-09"},
        {"name": "person 2"},
    ],
    "parties": [
        {"id": "party-1", "name": "party 1", "kind": "external_supplier", "provides": "(left out)"}
    ],
    "overrides": [{"finding": "F-8.6.1-02", "grade": "major", "reason": "(left out)"}],
    "strengths": [{"clause": "8.6.1", "text": "(left out)"}],
    "observations": [{"clause": "8.6.1", "text": "(left out)"}],
    "limits": "(left out)",
    "branding": {"name": f"{TOLD} Partners"},
    "answers": {
        "8.6.1-01": {"rating": "F", "note": "(left out)", "evidence": [{"title": "evidence 1"}],
                     "origin": "(left out)", "confirmed": False},
        "8.6.1-02": {"rating": "P", "note": "(left out)", "performed_by": "party-1",
                     "evidence": [{"title": "evidence 1"}, {"title": "evidence 2"}]},
        "8.6.1-06": {"rating": "no_occurrence", "reason": "(left out)"},
    },
}  # fmt: skip
REDACTED_PLAN = {
    "schema": 1,
    "calendar": {"closed": [{"from": "2026-12-24", "to": "2026-12-31"}]},
    "owners": [
        {"role": "Incident manager", "name": "owner 1",
         "absences": [{"from": "2027-01-04", "to": "2027-01-08"}]},
        {"role": "owner 2", "days_per_week": 2},
    ],
    "budget": {"currency": "EUR", "roles": {"Incident manager": 600, "owner 2": 650},
               "owners": {"owner 1": 700},
               "fixed": [{"name": "cost 1", "amount": 5000}]},
    "actions": {"8.6.1-A1": {"owner": "owner 1", "note": "(left out)"},
                "8.6.1-A2": {"owner": "Incident manager", "percent": 20},
                "8.5.1.3-A3": {"due": "2027-03-01"}},
}  # fmt: skip


def test_what_stands_instead():
    """Numbers for names, a note for texts, nothing for what was empty; all else as it was."""
    made = shapes.Assessment.model_validate({**ASSESSMENT, "answers": ANSWERS})
    bare = shapes.Assessment.model_validate(
        {
            "schema": 1,
            "edition": "2018",
            "catalogue_version": 1,
            "organisation": {"name": "Acme", "scope": "All"},
            "services": [{"name": "Desk"}],
            "parties": [{"id": "party-1", "name": "party 1", "kind": "internal_supplier"}],
            "answers": {"8.6.1-01": {"rating": "F"}},
        }
    )

    assert redacted(made) == shapes.Assessment.model_validate(REDACTED)
    assert redacted(bare) == bare


def test_what_stands_instead_in_a_plan():
    """Numbers for people, costs and roles of the house's own; notes and labels go."""
    own = {"role": f"{MARK} role", "days_per_week": 2}
    rates = {**PLAN["budget"], "roles": {"Incident manager": 600, f"{MARK} role": 650}}
    with_own = {**PLAN, "owners": [*PLAN["owners"], own], "budget": rates}
    made = PlanDecisions.model_validate(with_own)
    changed = redacted_decisions(made, ["Incident manager", "Change manager"])

    assert changed == PlanDecisions.model_validate(REDACTED_PLAN)
    assert redacted_decisions(PlanDecisions(), []) == PlanDecisions()


@pytest.fixture(scope="module")
def acme(tmp_path_factory) -> Path:
    """A folder with a mark in every text that somebody typed."""
    folder = tmp_path_factory.mktemp("marked") / "acme"
    (folder / "answers").mkdir(parents=True)
    (folder / "assessment.yaml").write_text(json.dumps(ASSESSMENT))
    rated = {name: each for name, each in ANSWERS.items() if name != "8.6.1-06"}
    none = {"8.7.2-16": ANSWERS["8.6.1-06"]}
    for group, answers in (("8.6", rated), ("8.7", none)):
        text = json.dumps({"schema": 1, **answers})
        (folder / "answers" / f"{group}.yaml").write_text(text)
    (folder / "plan.yaml").write_text(json.dumps(PLAN))
    return folder


@pytest.fixture(scope="module")
def view() -> ReportView:
    """The redacted report over the small catalogue."""
    made = shapes.Assessment.model_validate({**ASSESSMENT, "answers": ANSWERS})
    rules = filled().rulebook
    evaluation = evaluate(small_catalogue(), redacted(made), rules, TODAY)
    roles = {each.owner for each in catalogue().requirements}
    decisions = redacted_decisions(PlanDecisions.model_validate(PLAN), roles)
    return build_view(evaluation, make_plan(evaluation, decisions), Order(redacted=True))


def unpacked(content: bytes, form: str) -> str:
    """Everything that a document says, its attachments and its metadata included."""
    if form == "pdf":
        document = pypdfium2.PdfDocument(content)
        told = [each.get_textpage().get_text_range() for each in document]
        told += [each.get_title() for each in document.get_toc()]
        told += [str(document.get_metadata_dict())]
        for number in range(document.count_attachments()):
            told.append(bytes(document.get_attachment(number).get_data()).decode())
        return " ".join(told) + content.decode("latin-1")
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return " ".join(_part(archive.read(name)) for name in archive.namelist())
    return content.decode()


def _part(content: bytes) -> str:
    if content.startswith(b"PK"):
        return unpacked(content, "zip")
    return content.decode("utf-8", errors="replace")


@pytest.mark.parametrize("form", list(Format), ids=lambda form: form.value)
def test_nothing_that_must_go_is_in_any_form(view, form):
    """Every text with the mark is gone, and the others are there."""
    told = unpacked(RENDERERS[form](view, None), form.value)

    assert MARK not in told
    assert f"{TOLD} Ltd" in told
    assert "redacted" in told


@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_without_the_option_everything_is_told(acme, tmp_path, form):
    """The leak test would find a leak."""
    out = tmp_path / f"report.{form}"
    assert main(["report", str(acme), "-o", str(out), "--date", f"{TODAY}"]) == 0
    told = out.read_text(encoding="utf-8")

    for word in ("Ada", "note", "title", "host", "Eve", "promised", "because", "strength"):
        assert f"{MARK} {word}" in told


@pytest.mark.parametrize("audience", ["board", "auditor", "full"])
def test_audiences_can_be_redacted_too(acme, tmp_path, audience):
    """Both options of the command together."""
    out = tmp_path / "report.md"
    options = ["--redact", "--audience", audience, "-o", str(out)]
    assert main(["report", str(acme), *options]) == 0

    assert MARK not in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["oscal-ar", "oscal-poam", "hdf", "csv"])
def test_nothing_that_must_go_is_in_an_export(acme, tmp_path, form):
    """Every text with the mark is gone, and would be found without the option."""
    told = []
    for options in ([], ["--redact"]):
        out = tmp_path / f"{len(options)}.{form}"
        words = ["export", str(acme), "-f", form, "-o", str(out), "--date", f"{TODAY}", *options]
        assert main(words) == 0
        told.append(out.read_text(encoding="utf-8"))
    open_words = ("Ada", "note", "title") if form != "oscal-poam" else ("gap", "host", "Eve")

    assert [f"{MARK} {word}" in told[0] for word in open_words] == [True] * len(open_words)
    assert MARK not in told[1]


def test_redacted_subjects_cannot_be_traced_back(acme, tmp_path):
    """No UUID of a person or party is the one that its name would give."""
    found = []
    for options in ([], ["--redact"]):
        out = tmp_path / f"{len(options)}.json"
        words = ["export", str(acme), "-f", "oscal-ar", "-o", str(out), *options]
        assert main(words) == 0
        (body,) = json.loads(out.read_text(encoding="utf-8")).values()
        parties = body["metadata"]["parties"]
        found.append({each["uuid"] for each in parties if TOLD not in each["name"]})

    assert all(found)
    assert not found[0] & found[1]


def test_no_number_moves():
    """Scores, findings and the verdict are those of the assessment itself."""
    made = filled()
    again = evaluate(small_catalogue(), redacted(made.assessment), made.rulebook, TODAY)

    assert again.scorecard == made.scorecard
    assert [(each.id, each.grade) for each in again.findings] == [
        (each.id, each.grade) for each in made.findings
    ]
    assert again.verdict.state is made.verdict.state


def test_no_date_of_the_plan_moves():
    """One person behind two roles stays one person."""
    roles = {each.owner for each in catalogue().requirements}
    some = sorted({each.owner for each in small_catalogue().requirements})[:3]
    decisions = PlanDecisions.model_validate(
        {
            "owners": [{"role": role, "name": "Eve", "days_per_week": 2} for role in some],
            "actions": {"8.6.1-A1": {"owner": "Zoe", "note": "soon"}},
        }
    )
    changed = redacted_decisions(decisions, roles)
    before = planned(filled(), **decisions.model_dump(by_alias=True))
    after = planned(filled(), **changed.model_dump(by_alias=True))

    assert {each.name for each in changed.owners} == {"owner 1"}
    assert changed.actions["8.6.1-A1"].owner == "owner 2"
    assert [(each.id, each.start, each.end) for each in before.actions] == [
        (each.id, each.start, each.end) for each in after.actions
    ]


def test_the_same_evidence_stays_the_same():
    """A piece behind two answers has one number; another has another."""
    made = filled().assessment
    one, two = ANSWERS["8.6.1-01"], ANSWERS["8.6.1-02"]
    answers = {
        "8.6.1-01": shapes.Answer.model_validate(one),
        "8.6.1-02": shapes.Answer.model_validate({**two, "performed_by": "party-id"}),
    }
    changed = redacted(made.with_answers(answers)).answers

    assert changed["8.6.1-01"].evidence[0] == changed["8.6.1-02"].evidence[0]
    assert [each.title for each in changed["8.6.1-02"].evidence] == ["evidence 1", "evidence 2"]
    assert changed["8.6.1-02"].performed_by == "party-1"


def test_redacting_twice_changes_nothing_more():
    """It is at rest after the first time."""
    once = redacted(filled().assessment)

    assert redacted(once) == once


def approval(approver, *, statement=True, fault="", reason=""):
    """An approval by someone, or of a file that tells nothing."""
    act = Act.model_construct(approver=approver, date=TODAY, statement=f"{MARK} agreed", role=TOLD)
    predicate = Predicate.model_construct(act=act, key=f"{MARK} key")
    told = Statement.model_construct(predicate=predicate) if statement else None
    sealed = Sealed(f"{MARK}.json", told, fault)
    return Approval(
        sealed, Standing.VALID, reason, f"{MARK} owner", (Change("plan.yaml", "start"),)
    )


def test_approvers_become_numbers():
    """The same person keeps one number; statements, keys, owners and files' names go."""
    made = [approval("Ann"), approval("", statement=False), approval("Bob"), approval("Ann")]
    told = redacted_approvals(made)

    assert MARK not in repr(told)
    assert [each.act.approver for each in told if each.act] == [
        "approver 1", "approver 2", "approver 1",
    ]  # fmt: skip
    assert told[0].act.statement == "(left out)"
    assert told[0].sealed.statement.predicate.key == ""
    assert (told[0].act.role, told[0].act.date) == (TOLD, TODAY)
    assert (told[0].standing, told[0].changes) == (made[0].standing, made[0].changes)
    assert [each.owner + each.sealed.file + each.reason for each in told] == [""] * 4


@pytest.mark.parametrize(
    ("fields", "fault", "reason"),
    [
        ({}, "", ""),
        ({"fault": MARK, "reason": MARK}, WRONG, WRONG),
        ({"reason": MARK}, "", WRONG),
        ({"fault": MARK, "reason": MARK, "statement": False}, WRONG, WRONG),
    ],
)
def test_why_an_approval_is_broken_is_told_without_its_words(fields, fault, reason):
    """What is wrong may quote the file; that it is wrong may be said."""
    (told,) = redacted_approvals([approval("Ann", **fields)])

    assert (told.sealed.fault, told.reason) == (fault, reason)
