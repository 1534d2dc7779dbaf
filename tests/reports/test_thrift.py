"""Thrift: the same bytes as WeasyPrint makes by itself, and no thrift where it would show."""

import io

import pydyf
import pypdfium2
import pytest
from weasyprint import HTML

from iso20k_gap.reports import pdf, thrift

FRAME = "<!DOCTYPE html><html lang=en><head><title>T</title><style>{style}</style></head>"
LISTS = (
    "<body><h1>Title</h1><ul><li>one<ol><li>two</ol></ul><details open><summary>three</summary>"
    "four</details><p>five<br>six <q>seven</q></p><table><tr><th>eight<td>nine</table>"
)
COLOURS = (
    ":root { --ink: #1b2a41; --rule: #d3d9e3; } :root{--ink:#aa0000}"
    "h1 { color: var(--ink); border: 1pt solid var(--rule) } li { color: var(--none) }"
)


def text_of(content):
    return pypdfium2.PdfDocument(io.BytesIO(content))[0].get_textpage().get_text_range()


def drawn(page, *, thriftily):
    reader = thrift.lean(HTML, page) if thriftily else HTML
    shown = thrift.with_plain_colours(page) if thriftily else page
    document = reader(string=shown).render(pdf_variant="pdf/a-3a")
    finisher = thrift.finish if thriftily else None
    return document.write_pdf(pdf_variant="pdf/a-3a", finisher=finisher)


@pytest.mark.parametrize("style", ["", COLOURS, "ul { list-style: square inside }"])
def test_the_bytes_are_weasyprints_own(style):
    """Lists, markers, breaks, quotes, tables and colours: thrift changes no byte."""
    page = FRAME.format(style=style) + LISTS

    assert thrift.lean(HTML, page) is not HTML
    assert drawn(page, thriftily=True) == drawn(page, thriftily=False)


@pytest.mark.parametrize(
    ("style", "body"),
    [
        ("span { float: footnote }", "<p>text<span>below</span>"),
        ("p { display: list-item; margin-left: 2em }", "<p>item"),
        ("li::marker { color: red }", "<ul><li>item</ul>"),
        ("", '<p>text<span style="float: footnote">below</span>'),
        ("@page { size: 200pt } span { float: note }", "<p>text<span>beside</span>"),
    ],
)
def test_a_page_with_marks_keeps_weasyprints_rules(style, body):
    """Own templates may have notes and list items of their own."""
    page = FRAME.format(style=style) + f"<body>{body}"

    assert thrift.lean(HTML, page) is HTML
    assert drawn(page, thriftily=True) == drawn(page, thriftily=False)


def test_a_footnote_of_an_own_template_is_numbered():
    """What would be missing if its rules were left out."""
    page = FRAME.format(style="span { float: footnote }") + "<body><p>text<span>below</span>"
    lines = text_of(drawn(page, thriftily=True)).split()

    assert lines == ["text1", "1.", "below"]


def test_colours_are_put_in_where_they_are_set_once_for_all():
    """The last one set in `:root` counts, what is not set stays."""
    page = thrift.with_plain_colours(FRAME.format(style=COLOURS))

    assert "h1 { color: #aa0000; border: 1pt solid #d3d9e3 }" in page
    assert "li { color: var(--none) }" in page


@pytest.mark.parametrize(
    "style",
    [
        ":root { --ink: red } .dark { --ink: blue } p { color: var(--ink) }",
        "p { --ink: red; color: var(--ink) }",
        "@media print { .x { --ink: red } } :root { --ink: blue } p { color: var(--ink) }",
    ],
)
def test_colours_that_differ_by_place_are_left_to_weasyprint(style):
    """A variable set for some elements only cannot be put in beforehand."""
    page = FRAME.format(style=style)

    assert thrift.with_plain_colours(page) == page


def test_what_people_wrote_is_not_taken_for_style():
    """A note that looks like a variable stays as it is."""
    page = FRAME.format(style=COLOURS) + "<body><p>var(--ink) &lt;style&gt; --ink: 1; }"

    assert thrift.with_plain_colours(page).endswith("<p>var(--ink) &lt;style&gt; --ink: 1; }")


def test_a_pdfs_pages_are_listed_once_and_anew_when_there_are_more():
    """Every tag asks for the list; a page added later is in it."""
    thrift.count_pages_once()
    file = pydyf.PDF()
    file.add_page(pydyf.Dictionary())
    first = file.page_references
    assert first is file.page_references
    file.add_page(pydyf.Dictionary())

    assert len(first) == 1
    assert len(file.page_references) == 2
    assert file.page_references[0] == first[0]


def test_the_reports_own_page_is_drawn_thriftily(drawn_report):
    """The shipped templates have nothing that stands in the way of it."""
    page = drawn_report

    assert thrift.lean(HTML, page) is not HTML
    assert "var(--" not in thrift.with_plain_colours(page)


@pytest.fixture
def drawn_report(monkeypatch):
    """The report as the page that goes to WeasyPrint."""
    from documents import filled, view

    pages = []
    monkeypatch.setattr(pdf, "_laid_out", lambda page, _: pages.append(page))
    monkeypatch.setattr(pdf, "_written", lambda _: b"")
    pdf.render_print(view(filled()), "report.html.j2")
    return pages[0]
