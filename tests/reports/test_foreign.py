"""English texts in documents of another language are marked, and nothing else is."""

import io
import re

import docx
import pytest
from docx.oxml.ns import qn

from builders import TODAY, assessment, rulebook
from documents import small, small_catalogue, view
from iso20k_gap.core.evaluation import evaluate
from iso20k_gap.files import translations
from iso20k_gap.language import ENGLISH, Language, speaking
from iso20k_gap.reports import html, report_docx
from iso20k_gap.reports.foreign import marked
from iso20k_gap.reports.view import build_view

GERMAN = Language(
    "de", "Deutsch", ENGLISH.translations, ENGLISH.conventions, {"Bolts & nuts are kept", "A plan"}
)


def page(inner: str) -> str:
    return f'<html lang="de"><body>{inner}</body></html>'


@pytest.mark.parametrize(
    ("inner", "wanted"),
    [
        ("<p>A plan</p>", '<p><span lang="en">A plan</span></p>'),
        (
            "<td> Bolts &amp; nuts are kept <b>L</b></td>",
            '<td> <span lang="en">Bolts &amp; nuts are kept</span> <b>L</b></td>',
        ),
        (
            "<p>Gefragt: A plan; Bolts &amp; nuts are kept.</p>",
            (
                '<p>Gefragt: <span lang="en">A plan</span>; '
                '<span lang="en">Bolts &amp; nuts are kept</span>.</p>'
            ),
        ),
        ("<p>darunter: Bolts…</p>", '<p>darunter: <span lang="en">Bolts…</span></p>'),
        ("<p>A plan of my own</p>", "<p>A plan of my own</p>"),
        ("<p>…</p>", "<p>…</p>"),
        ('<p><a href="#x">A plan</a></p>', '<p><a href="#x">A plan</a></p>'),
        ("<svg><text>A plan</text></svg>", "<svg><text>A plan</text></svg>"),
        ("<style>A plan</style><br>", "<style>A plan</style><br>"),
        ('<p lang="en">A plan</p>', '<p lang="en">A plan</p>'),
        ('<p title="A plan">Ja</p>', '<p title="A plan">Ja</p>'),
    ],
)
def test_what_the_language_lacks_is_marked(inner, wanted):
    assert marked(page(inner), [GERMAN]) == page(wanted)


@pytest.fixture
def _german():
    """German as it ships: terms are translated, the catalogue's substance is not."""
    with speaking(translations.load("de")):
        yield


def in_english():
    """The small catalogue as it lies on disk."""
    with speaking(ENGLISH):
        return small_catalogue()


def report():
    """A report over the small catalogue in the language spoken."""
    known = translations.spoken(in_english())
    made = assessment({"4.1": "P", "8.6.1": "L"})
    kept = {name: each for name, each in made.answers.items() if name in known.by_id}
    return build_view(evaluate(known, made.with_answers(kept), rulebook(), TODAY), None)


@pytest.mark.usefixtures("_german")
def test_a_page_marks_requirements_and_leaves_translated_titles():
    content = html.render(report()).decode()
    statement = in_english().requirements[0].statement

    assert f'<span lang="en">{statement}</span>' in content
    for clause in report().findings.clauses:
        title = clause.title
        assert title in content
        assert f'<span lang="en">{title}' not in content


@pytest.mark.usefixtures("_german")
def test_word_is_told_which_runs_are_english():
    document = docx.Document(io.BytesIO(report_docx.render(report())))
    statement = in_english().requirements[0].statement
    runs = [each for each in document.element.iter(qn("w:r")) if each.text == statement]
    tags = {each.find(f"{qn('w:rPr')}/{qn('w:lang')}").get(qn("w:val")) for each in runs}

    assert tags == {"en-GB"}


def test_an_english_report_marks_nothing():
    assert not re.search(r'<span lang="', html.render(view(small())).decode())
