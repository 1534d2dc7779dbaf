"""What stands on the pages of a PDF: is anything cut off, or gone that the page on screen has?"""

import re
from collections.abc import Iterator

import pypdfium2
from lxml import html as markup

POINTS = 72 / 25.4
MARGIN, COVER_MARGIN = 20 * POINTS, 24 * POINTS
"""How far text stays from the left and right edges, in points; the cover is narrower."""

EDGE = 8
"""How far running heads and feet stay from the upper and lower edges, in points."""

BLOCKS = ("td", "th", "p", "li", "h1", "h2", "h3", "h4", "caption", "text")
SCREEN_ONLY = "//script|//style|//form|//nav|//footer|//title|//desc|//noscript"
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]")
ENDS = 30
"""So many letters of a text's beginning and end are looked for; a page may end between them."""


def outside(content: bytes, tolerance: float = 1.0) -> list[str]:
    """The signs that reach beyond the type area, each with its page."""
    return [
        f"page {number}: {sign!r} at {left:.0f}-{right:.0f}, {bottom:.0f}-{top:.0f}"
        for number, sign, (left, bottom, right, top), (first, last, height) in _signs(content)
        if left < first - tolerance
        or right > last + tolerance
        or bottom < EDGE
        or top > height - EDGE
    ]


Box = tuple[float, float, float, float]


def _signs(content: bytes) -> Iterator[tuple[int, str, Box, tuple[float, float, float]]]:
    for number, page in enumerate(pypdfium2.PdfDocument(content), start=1):
        width, height = page.get_size()
        margin = COVER_MARGIN if number == 1 else MARGIN
        text = page.get_textpage()
        for place in range(text.count_chars()):
            sign = text.get_text_range(place, 1)
            if sign.strip():
                yield number, sign, text.get_charbox(place), (margin, width - margin, height)


def lost(page: bytes, content: bytes) -> list[str]:
    """The texts of the HTML page that do not stand in the PDF, whole or nearly so."""
    document = pypdfium2.PdfDocument(content)
    printed = _letters("".join(each.get_textpage().get_text_range() for each in document))
    tree = markup.fromstring(page)
    for element in tree.xpath(SCREEN_ONLY):
        element.drop_tree()
    texts = [element.text_content() for element in tree.iter(*BLOCKS)]
    read = [_letters(text) for text in texts if not RIGHT_TO_LEFT.search(text)]
    assert len(read) > 100, "this is no report"
    return [text for text in read if text[:ENDS] not in printed or text[-ENDS:] not in printed]


def _letters(text: str) -> str:
    """Letters and digits alone: lines are broken and words hyphenated on paper."""
    return re.sub(r"[\W_]", "", text)
