"""Word files: real styles, tables with a header row, hostile text harmless, same bytes."""

import sys
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from builders import TODAY
from iso20k_gap.core.manuscript import (
    Bullets,
    Grid,
    Heading,
    Manuscript,
    Paragraph,
    Step,
    Steps,
)
from iso20k_gap.errors import RenderError
from iso20k_gap.reports.guides import word

BLOCKS = (
    Heading("Inputs"),
    Heading("Part", 2),
    Paragraph("plain"),
    Paragraph("hint", hint=True),
    Bullets(("one",)),
    Steps((Step("go", ("note",)),)),
    Grid(("A", "B"), (("1", "2"), ("3", "4")), (70, 30)),
)


def rendered(*blocks, title="Title", organisation="Acme"):
    return word.render(Manuscript(title, "Sub", organisation, TODAY, blocks))


def test_styles_are_words_own():
    """Each block carries the style a person would choose, so that a template can restyle it."""
    document = docx.Document(BytesIO(rendered(*BLOCKS)))
    styles = [(each.text, each.style.name) for each in document.paragraphs if each.text]

    assert styles == [
        ("Title", "Title"),
        ("Sub", "Subtitle"),
        ("Inputs", "Heading 1"),
        ("Part", "Heading 2"),
        ("plain", "Normal"),
        ("hint", "Normal"),
        ("one", "List Bullet"),
        ("go", "List Number"),
        ("note", "List Bullet 2"),
    ]
    assert document.core_properties.title == "Title"
    assert document.core_properties.created.date() == TODAY


def test_table_has_a_header_row_that_repeats():
    """The first row is marked as header, the others stay whole, the widths follow the shares."""
    document = docx.Document(BytesIO(rendered(*BLOCKS)))
    (table,) = document.tables
    rows = document.element.body.findall(f".//{qn('w:tr')}")

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["A", "B"],
        ["1", "2"],
        ["3", "4"],
    ]
    assert table.style.name == "Table Grid"
    marks = [[etree.QName(mark).localname for mark in row.find(qn("w:trPr"))] for row in rows]
    assert marks == [["tblHeader"], ["cantSplit"], ["cantSplit"]]
    assert table.columns[0].width > 2 * table.columns[1].width


def test_every_part_is_well_formed():
    """The package is a sound zip of sound XML."""
    with ZipFile(BytesIO(rendered(*BLOCKS))) as package:
        assert package.testzip() is None
        names = package.namelist()
        for name in names:
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))

    assert {"[Content_Types].xml", "word/document.xml", "docProps/core.xml"} <= set(names)


def test_same_manuscript_same_bytes():
    """Nothing of the clock or the machine is in the file."""
    assert rendered(*BLOCKS) == rendered(*BLOCKS)


@pytest.mark.parametrize(
    "typed",
    [
        "<w:p/>&amp;]]>",
        "\x00\x0b\x1b[31m",
        "\ud800",
        "\uffff\ufffe",
        "a\r\nb\tc",
        "\u202etxt.exe",
        "x" * 400,
    ],
)
def test_hostile_text_cannot_break_the_file(typed):
    """Markup, control signs and what XML forbids end as plain text."""
    content = rendered(Paragraph(typed), Grid((typed,), ((typed,),), (1,)), title=typed)
    document = docx.Document(BytesIO(content))

    assert document.tables[0].rows[0].cells[0].text == word.plain(typed)
    assert "\u202e" not in document.tables[0].rows[0].cells[0].text


@settings(max_examples=25)
@given(st.text(), st.text())
def test_any_text_survives(typed, name):
    """Whatever was typed, the file opens and holds it on one line."""
    document = docx.Document(BytesIO(rendered(Bullets((typed,)), organisation=name)))

    assert word.plain(typed) in [each.text for each in document.paragraphs]


def test_without_the_library_the_reason_is_told(monkeypatch):
    """A missing library is not a bug of the program."""
    monkeypatch.setitem(sys.modules, "docx", None)

    with pytest.raises(RenderError, match="python-docx"):
        rendered(*BLOCKS)
