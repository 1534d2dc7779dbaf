"""Approvals in every form of the report: who approved, and whether it stands."""

import json
from dataclasses import replace

import pytest

from builders import TODAY
from documents import RATED, planned, small
from iso20k_gap.core.approval import (
    Act,
    Approval,
    CatalogueMark,
    Change,
    Predicate,
    Sealed,
    Standing,
    outcome_of,
    state_of,
    stated,
)
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.core.redaction import redacted_approvals
from iso20k_gap.reports import report_json
from iso20k_gap.reports.approvals_view import approval_views, latest
from iso20k_gap.reports.contents import Audience
from iso20k_gap.reports.formats import RENDERERS, Format
from iso20k_gap.reports.view import Order, build_view
from reading import text_of

FORMS = [Format.HTML, Format.DOCX, Format.XLSX, Format.MD]
KEY = "ed25519:11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
OTHER_KEY = "ed25519:PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw="
HOSTILE = "<b>Ada</b> =1+1 | [x](javascript:1)"


def approval(standing=Standing.VALID, approver="Ada Approver", key=KEY, **fields):
    """An approval of a made-up assessment."""
    made = small(RATED)
    act = Act(approver=approver, role="Board-role", date=TODAY, statement="Statement-words")
    statement = stated(
        Predicate(
            act=act,
            organisation="Acme",
            scope="All",
            state=state_of(made.assessment, PlanDecisions()),
            catalogue=CatalogueMark(
                edition="2018",
                label="x",
                version=1,
                sha256="0" * 64,
                rules_sha256="0" * 64,
                scale="nplf",
            ),
            outcome=outcome_of(made),
            report_content_hash="sha256:0",
            tool="iso20k-gap",
            key=key,
        )
    )
    return Approval(Sealed(f"approvals/{approver}.json", statement), standing, **fields)


CHANGES = (
    Change("answers", "8.6.1-01", "L", "F"),
    Change("answers", "8.6.1-02", "L", "L"),
    Change("assessment.yaml", "organisation"),
    Change("plan.yaml", "actions.8.6.1-A1"),
)
TOLD_CHANGES = (
    "answers: 8.6.1-01 (L → F), 8.6.1-02; assessment.yaml: organisation; "
    "plan.yaml: actions.8.6.1-A1"
)
THREE = (
    approval(),
    approval(Standing.LAPSED, "Ben Before", OTHER_KEY, changes=CHANGES),
    Approval(Sealed("approvals/zz.json", fault="no JSON"), Standing.BROKEN, "no JSON"),
)


def shown(*approvals, **order):
    made = small(RATED)
    return build_view(made, planned(made), Order(approvals=approvals, **order))


@pytest.fixture(scope="module")
def texts():
    """The text of every form of a report with three approvals."""
    view = shown(*THREE)
    return {form: text_of(form, RENDERERS[form](view, None)) for form in FORMS}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_tells_who_approved_and_whether_it_stands(texts, form):
    """On the cover in a sentence, in the method chapter with statement and changes."""
    text = texts[form]
    for told in (
        "Approved by Ada Approver (Board-role) on 21 November 2026: stands",
        "Approved by Ben Before (Board-role) on 21 November 2026: lapsed",
        "The approval approvals/zz.json cannot be read",
        "Statement-words",
        TOLD_CHANGES,
        "Whose key it is must be known from elsewhere",
        "no JSON",
    ):
        assert told in text


@pytest.mark.parametrize("form", FORMS)
def test_without_approvals_nothing_is_said_of_them(form):
    """No empty heading."""
    text = text_of(form, RENDERERS[form](shown(), None))

    assert "Approvals" not in text
    assert "Approved by" not in text


def test_the_board_sees_them_too():
    """On its first page."""
    view = shown(*THREE, audience=Audience.BOARD)
    for form in (Format.HTML, Format.DOCX):
        assert "Approved by Ada Approver" in text_of(form, RENDERERS[form](view, None))


def test_approving_a_report_does_not_change_its_hash():
    """So that the hash that was approved is the hash on the cover."""
    without, with_three = shown(), shown(*THREE)
    data = json.loads(report_json.render(with_three.data))

    assert with_three.cover.content_hash == without.cover.content_hash
    assert data["content_hash"] == report_json.content_hash(data)
    assert [each["state"] for each in data["approvals"]] == ["valid", "lapsed", "broken"]
    assert data["approvals"][1]["changed"]["files"] == [
        "assessment.yaml",
        "plan.yaml",
        "answers/8.6.yaml",
    ]


@pytest.mark.parametrize("form", [*FORMS, Format.JSON])
def test_redaction_leaves_out_names_words_and_keys(form):
    """Roles, days and standing stay."""
    view = shown(*redacted_approvals(THREE), redacted=True)
    text = text_of(form, RENDERERS[form](view, None))

    for hidden in ("Ada", "Ben", "Statement-words", "zz.json", KEY, KEY[8:20], "no JSON"):
        assert hidden not in text
    for told in ("approver 1", "approver 2", "Board-role", "lapsed"):
        assert told in text


@pytest.mark.parametrize("form", FORMS)
def test_hostile_names_stay_text(form):
    """In cells, pages and tables."""
    view = shown(approval(approver=HOSTILE))
    content = RENDERERS[form](view, None)

    assert HOSTILE in text_of(form, content)
    assert b"<b>Ada" not in content
    assert form is not Format.MD or b"\\](javascript" in content


def test_a_broken_approval_hides_no_other():
    """Anybody can write a name into a file; only one by the same key stands in for the last."""
    real = approval()
    broken = approval(Standing.BROKEN, reason="altered")
    other = approval(Standing.LAPSED, key=OTHER_KEY)
    views = latest(approval_views((real, broken, other)))

    assert [each.standing for each in views] == ["stands", "lapsed", "broken"]
    earlier = approval(Standing.LAPSED)
    assert [each.standing for each in latest(approval_views((earlier, real)))] == ["stands"]


def test_other_results_are_told():
    """Where not the answers but the rules changed."""
    (view,) = approval_views([approval(Standing.LAPSED, other_results=True)])

    assert "comes to other numbers" in view.detail
    assert replace(view, detail="") != view


def test_many_changes_are_cut_in_documents():
    """With how many more there are."""
    changes = tuple(Change("answers", f"8.6.1-{number:02d}", "L", "F") for number in range(20))
    (view,) = approval_views([approval(Standing.LAPSED, changes=changes)])

    assert "and 8 more" in view.detail
