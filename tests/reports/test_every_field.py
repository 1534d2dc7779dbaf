"""Nothing that was answered is lost: every stored field of every answer is in every full form."""

import io
import json
from datetime import date, timedelta
from functools import cache

import pytest
from python_calamine import CalamineWorkbook

from documents import small, small_catalogue, view
from iso20k_gap.core.assessment import Answer
from iso20k_gap.reports.formats import RENDERERS, Format
from reading import text_of

FORMS = [Format.XLSX, Format.DOCX, Format.HTML, Format.MD, Format.JSON]
FIRST = date(2020, 1, 1)
RATINGS = ("N", "P", "L", "F", "no_occurrence")


def answer(number: int, name: str) -> Answer:
    """An answer in which every field has a value found nowhere else."""
    day = timedelta(days=number)
    rating = RATINGS[number % len(RATINGS)]
    piece = {
        "title": f"Title {name} end",
        "location": f"place {name} end",
        "effective": str(FIRST + day),
        "valid_until": str(FIRST + 4000 * timedelta(days=1) + day),
        "seen": number % 3 > 0,
        "sha256": f"{number:064x}",
    }
    return Answer.model_validate(
        {
            "rating": rating,
            "reason": f"Reason {name} end",
            "note": f"Note {name} end",
            "evidence": [piece, {"title": f"Second {name} end"}],
            "performed_by": f"party-{number}",
            "rated_by": f"Rater {name} end",
            "rated_on": str(FIRST + 2000 * timedelta(days=1) + day),
            "confirmed": number % 2 == 0,
            "origin": f"Origin {name} end",
        }
    )


@cache
def answers() -> dict[str, Answer]:
    """An answer for every requirement of the small catalogue."""
    return {
        each.id: answer(number, each.id)
        for number, each in enumerate(small_catalogue().requirements)
    }


@pytest.fixture(scope="module")
def shown():
    """The report of all these answers."""
    parties = [
        {"id": f"party-{number}", "name": f"Company {number} end", "kind": "external_supplier"}
        for number in range(len(answers()))
    ]
    return view(small(answers=dict(answers()), parties=parties))


@pytest.fixture(scope="module")
def texts(shown):
    """The text of every form."""
    return {form: text_of(form, RENDERERS[form](shown, None)) for form in FORMS}


@pytest.mark.parametrize("form", FORMS)
def test_every_text_and_date_of_every_answer_is_there(texts, form):
    """Notes, reasons, raters, origins, parties; each piece's title, place, dates and hash."""
    missing = []
    for number, (name, each) in enumerate(answers().items()):
        first, second = each.evidence
        wanted = [
            each.note,
            each.reason,
            each.rated_by,
            each.origin,
            str(each.rated_on),
            f"party-{number}" if form is Format.JSON else f"Company {number} end",
            first.title,
            first.location,
            str(first.effective),
            str(first.valid_until),
            first.sha256,
            second.title,
        ]
        missing += [(name, text) for text in wanted if text not in texts[form]]

    assert not missing


@pytest.mark.parametrize("form", [Format.DOCX, Format.HTML, Format.MD])
def test_ratings_and_unconfirmed_answers_are_told_in_prose(texts, form):
    """Behind each requirement stands its rating in words, and that nobody has confirmed it."""
    names = {"N": "not achieved", "P": "partially achieved", "L": "largely achieved",
             "F": "fully achieved", "no_occurrence": "no occurrence"}  # fmt: skip
    annex = texts[form][texts[form].rindex("A Every requirement and its rating") :]
    places = {name: annex.index(name) for name in answers()}
    ends = [*sorted(places.values())[1:], len(annex)]

    for name, end in zip(sorted(places, key=lambda each: places[each]), ends, strict=True):
        told = annex[places[name] : end]
        assert names[answers()[name].rating] in told
        assert ("not confirmed" in told.casefold()) is not answers()[name].confirmed


def test_ratings_and_marks_stand_in_the_columns_of_the_workbook(shown):
    """The sheet Answers has one row a requirement with rating, confirmation and party's id."""
    content = RENDERERS[Format.XLSX](shown, None)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    head, *rows = book.get_sheet_by_name("Answers").to_python()
    table = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    pieces = book.get_sheet_by_name("Evidence").to_python()
    seen = {row[1]: row[5] for row in pieces[1:]}

    assert list(table) == list(answers())
    for number, (name, each) in enumerate(answers().items()):
        row = table[name]
        letter = "∅" if each.rating == "no_occurrence" else each.rating
        assert row["Rating"] == letter
        assert row["Confirmed"] == ("yes" if each.confirmed else "no")
        assert row["Party id"] == f"party-{number}"
        assert row["Rated on"] == each.rated_on
        assert seen[each.evidence[0].title] == ("yes" if each.evidence[0].seen else "no")


def test_json_holds_each_answer_as_it_is_stored(shown):
    """Read back, an answer is equal to the one on file."""
    data = json.loads(RENDERERS[Format.JSON](shown, None))

    for each in data["requirements"]:
        assert Answer.model_validate(each["answer"]) == answers()[each["id"]]


@pytest.mark.parametrize("form", [Format.XLSX, Format.DOCX])
def test_every_other_field_of_the_assessment_is_there(form):
    """What is in no chapter stands under its name in the list of stored fields."""
    fields = {
        "organisation": {
            "name": "Acme", "scope": "Everything", "customers": ["Customer-one"],
            "technology": ["Technology-one"], "sector": "Sector-one", "people": 4321,
        },
        "certification": {"body": "Body-name", "accredited_by": "Accreditor",
                          "stage1": "2027-06-05"},
        "limits": "Limit-words",
        "scoring": {"weights": {"8.6": "7/2"}, "systemic_minors": 5},
    }  # fmt: skip
    content = RENDERERS[form](view(small(**fields)), None)
    text = text_of(form, content)

    for value in ("Customer-one", "Technology-one", "Sector-one", "4321", "Body-name", "Accreditor",
                  "2027-06-05", "Limit-words", "7/2"):  # fmt: skip
        assert value in text
