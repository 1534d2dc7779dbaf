"""Markdown: what is written is read back, and what people typed is no markup."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

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
from iso20k_gap.reports.guides.markdown import escaped, render

READER = MarkdownIt("commonmark", {"html": True}).enable("table")


def html(*blocks, title="T"):
    return READER.render(render(Manuscript(title, "s", "o", TODAY, blocks)).decode())


def text_of(page):
    """The text of the page's tags taken away."""
    return re.sub(r"<[^>]*>", "", page)


def test_every_block_becomes_its_own_element():
    """Headings, lists, steps with notes and tables are read as such."""
    page = html(
        Heading("Inputs"),
        Heading("Part", 2),
        Paragraph("plain"),
        Paragraph("hint", hint=True),
        Bullets(("one", "two")),
        Steps((Step("go", ("note",)), Step("on")), first=9),
        Grid(("A", "B"), (("1", "2"),), (50, 50)),
    )

    for piece in (
        "<h1>T</h1>",
        "<h2>Inputs</h2>",
        "<h3>Part</h3>",
        "<p>plain</p>",
        "<p><em>hint</em></p>",
        "<li>one</li>",
        '<ol start="9">',
        "<li>note</li>",
        "<th>A</th>",
        "<td>2</td>",
    ):
        assert piece in page


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "[link](javascript:alert(1))",
        "![x](y)",
        "a | b | c",
        "# no heading",
        "1. no list",
        "- no list",
        "`code` **bold** __bold__ ~~gone~~",
        "&lt;b&gt;",
        "==== ",
        "\x1b[31m\u202e",
        "line\n\n# two",
        "$x$ *y*",
        "a\\|b",
    ],
)
def test_typed_text_stays_text(typed):
    """Nothing people typed becomes markup, in a paragraph, a cell, a heading or a list."""
    blocks = (
        Paragraph(typed),
        Grid(("A",), ((typed,),), (1,)),
        Heading(typed),
        Bullets((typed,)),
        Paragraph(typed, hint=True),
    )
    plain = html(*blocks)
    tags = set(re.findall(r"<(\w+)", plain))

    assert tags <= {"h1", "h2", "p", "em", "table", "thead", "tbody", "tr", "th", "td", "ul", "li"}
    assert "\x1b" not in plain
    assert "\u202e" not in plain


@given(st.text())
def test_any_text_is_one_cell_of_one_row(typed):
    """No text breaks out of its cell."""
    page = html(Grid(("A", "B"), ((typed, "end"),), (1, 1)))

    assert page.count("<tr>") == 2
    assert page.count("<td>") == 2
    assert "<td>end</td>" in page


def test_clause_numbers_and_dates_stay_readable():
    """Signs that do no harm are not escaped."""
    assert escaped("8.6.1 Incident management, 2026-11-21") == (
        "8.6.1 Incident management, 2026-11-21"
    )
    assert text_of(html(Paragraph("1. one"))).strip().endswith("1. one")
