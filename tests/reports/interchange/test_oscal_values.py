"""OSCAL's data types: whatever a person typed fits them, and shows as it stands."""

from datetime import date
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from exchanging import LINKED, OSCAL, PLACES, complaints
from iso20k_gap.errors import RenderError
from iso20k_gap.reports.interchange.links import web_address
from iso20k_gap.reports.interchange.oscal.values import (
    can_write,
    line,
    lines,
    moment,
    plain,
    token,
)

TYPED = st.text() | st.text(alphabet="\\`*_[]<>&^~{}!#-+=|.0123456789) \nab:/$\"'")


@given(TYPED)
def test_typed_text_fits_every_type(text):
    """Strings, lines, markup and tokens, by the patterns of NIST's schema."""
    for value, kind in (
        (plain(text), "StringDatatype"),
        (line(text), "MarkupLineDatatype"),
        (lines(text), "MarkupMultilineDatatype"),
        (token(text), "TokenDatatype"),
    ):
        assert complaints(value, OSCAL, kind) == []


@given(TYPED)
def test_markup_shows_the_text_as_it_stands(text):
    """A reader of CommonMark shows one paragraph with just the text, and no element in it."""
    shown = MarkdownIt("commonmark").render(line(text))

    assert shown == f"<p>{escape(plain(text), quote=False).replace(chr(34), '&quot;')}</p>\n"


@given(st.lists(TYPED, min_size=1))
def test_every_line_is_a_paragraph(texts):
    """Nothing across lines becomes a list, a heading or code."""
    shown = MarkdownIt("commonmark").render(lines("\n".join(texts)))

    assert shown.replace("<p>", "").replace("</p>", "").count("<") == 0


@pytest.mark.parametrize("place", PLACES)
def test_only_the_web_is_linked(place):
    """No script, no file, no password, no host-less address."""
    assert web_address(place) == LINKED.get(place, "")


@given(st.text() | st.text().map(lambda text: f"https://host.example/{text}"))
def test_a_link_is_an_address_of_the_web(text):
    """Whatever was typed: it is no link, or a well-formed one."""
    address = web_address(text)

    if address:
        assert address.startswith(("http://", "https://"))
        assert complaints(address, OSCAL, "URIReferenceDatatype") == []
        assert address.isascii()


@pytest.mark.parametrize(
    ("day", "can"),
    [
        (None, False),
        (date(1899, 12, 31), False),
        (date(1900, 1, 1), True),
        (date(2999, 12, 31), True),
        (date(3000, 1, 1), False),
    ],
)
def test_days_of_the_schema(day, can):
    """What can be written is what NIST's pattern takes."""
    assert can_write(day) is can
    if day:
        text = f"{day.isoformat()}T00:00:00Z"
        assert (complaints(text, OSCAL, "DateTimeWithTimezoneDatatype") == []) is can
        if can:
            assert moment(day) == text
        else:
            with pytest.raises(RenderError):
                moment(day)
