"""The answers as CSV: a row a requirement, nothing lost, nothing a spreadsheet executes."""

import csv
import io

import pytest

from builders import answers
from exchanging import CASES, case, evaluated
from iso20k_gap.core.assessment import Answer
from iso20k_gap.reports.interchange.answers_csv import COLUMNS, render

BEGINS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\0=1", "\uff1d1", "  =1")


def rows(evaluation, *, guarded=True):
    content = render(evaluation, guarded=guarded)
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def noted(text):
    """An evaluation in which somebody typed this text wherever they could."""
    fields = {"note": text, "rated_by": text, "origin": text, "reason": text}
    piece = {"title": text.strip() or "x", "location": text}
    made = Answer.model_validate({"rating": "P", **fields, "evidence": [piece]})
    return evaluated({"8.6.1-01": made})


@pytest.mark.parametrize("name", CASES)
def test_every_requirement_is_a_row(name):
    """Rated or not, in the standard's order, under the same columns."""
    found = rows(case(name))

    assert [each["id"] for each in found] == [*case(name).catalogue.by_id]
    assert {tuple(each) for each in found} == {COLUMNS}


def test_every_field_of_an_answer_is_told():
    """Rating and value, words, evidence with its dates, who and when, finding and grade."""
    found = {each["id"]: each for each in rows(case("mixed"))}
    whole = found["8.6.2-02"]

    assert (whole["rating"], whole["value"], whole["note"]) == ("F", "1", "Seen.")
    assert (whole["performed_by"], whole["rated_by"]) == ("host", "Ada")
    assert (whole["rated_on"], whole["confirmed"], whole["origin"]) == (
        "2026-10-01", "false", "2011:8.1-01")  # fmt: skip
    assert whole["evidence"].split("\n")[0] == (
        f"Piece 0 @ https://wiki.example/Q3 minutes; from 2026-01-02; until 2026-02-03; "
        f"sha256 {'5' * 64}"
    )
    assert (found["8.6.2-03"]["finding"], found["8.6.2-03"]["grade"]) == ("F-8.6.2-03", "major")
    assert (found["10.1-01"]["finding"], found["10.1-01"]["grade"]) == ("", "none")
    assert found["8.7.2-16"]["reason"] == "none happened"
    assert found["9.1-01"]["rating"] == found["9.1-01"]["value"] == ""


@pytest.mark.parametrize(("rating", "value"), [("N", 0), ("P", 1 / 3), ("L", 2 / 3), ("F", 1)])
def test_the_value_is_what_the_rating_is_worth(rating, value):
    """Unrounded, on the assessment's scale."""
    (found,) = [each for each in rows(evaluated(answers({"8.6.1-03": rating}))) if each["rating"]]

    assert float(found["value"]) == value


@pytest.mark.parametrize("text", BEGINS)
def test_no_cell_is_a_formula(text):
    """What a spreadsheet would execute gets a quote before it; for programs it stays as typed."""
    (guarded,) = [each for each in rows(noted(text)) if each["rating"]]
    (bare,) = [each for each in rows(noted(text), guarded=False) if each["rating"]]

    for name in ("note", "rated_by", "origin", "reason"):
        assert guarded[name] == f"'{text}"
        assert bare[name] == text


def test_only_spreadsheets_get_a_byte_order_mark():
    """Programs read plain UTF-8."""
    assert render(case("mixed")).startswith(b"\xef\xbb\xbfid,")
    assert render(case("mixed"), guarded=False).startswith(b"id,")
