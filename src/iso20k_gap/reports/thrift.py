"""What lets WeasyPrint make the same bytes in less time and less memory.

Each part stands aside where WeasyPrint is not as expected here, so that with a newer version a
report is at worst slow. `docs/performance.md` has the profile.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from weasyprint import HTML

STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
ROOT = re.compile(r":root\s*\{([^{}]*)\}")
DECLARED = re.compile(r"(--[\w-]+)\s*:\s*([^;{}]+)")
USED = re.compile(r"var\((--[\w-]+)\)")
MARKED = re.compile(r"footnote|list-item|::(?:marker|note)|float:\s*note")
"""What a page says that has marks of its own for notes or list items."""

NOTES = re.compile(r"^::(?:foot)?note-[a-z-]+ \{[^}]*\}$", re.MULTILINE)
MARKER = re.compile(r"^::marker ", re.MULTILINE)
"""WeasyPrint's own rules for such marks; each gives every element of a page one style more."""


def with_plain_colours(page: str) -> str:
    """The page with the variables of its style put in, else they are worked out per element.

    A style that sets a variable anywhere but in `:root` keeps them all.
    """
    return STYLE.sub(lambda style: _resolved(style[0]), page)


def _resolved(style: str) -> str:
    values = dict(DECLARED.findall("".join(ROOT.findall(style))))
    if DECLARED.search(ROOT.sub("", style)):
        return style
    return USED.sub(lambda use: values.get(use[1], use[0]).strip(), style)


def lean(reader: type[HTML], page: str) -> type[HTML]:
    """WeasyPrint's reader for a page, which makes no styles for marks that the page has not."""
    if MARKED.search(page):
        return reader

    class LeanReader(reader):  # type: ignore[misc]  # WeasyPrint ships no types
        def _ua_stylesheets(self, forms: object = None) -> list[Any]:
            del forms
            return [_lean_sheet()]

    return LeanReader


@cache
def _lean_sheet() -> Any:
    from weasyprint import CSS
    from weasyprint.css.counters import CounterStyle
    from weasyprint.html import UA

    sheet = MARKER.sub("li::marker, summary::marker ", NOTES.sub("", UA))
    # counter styles of its own: WeasyPrint has read those of the sheet, and none may come twice
    return CSS(string=sheet, counter_style=CounterStyle())


def finish(_: Any, pdf: Any) -> None:
    """Work every object of a PDF out once; WeasyPrint does it again for the file's identifier."""
    from pydyf import Object

    class Finished(Object):  # type: ignore[misc]  # pydyf ships no types
        def __init__(self, made: Object) -> None:
            super().__init__()
            self.number, self.generation = made.number, made.generation
            self.made = made.data
            self.fits = made.compressible

        @property
        def data(self) -> bytes:
            return bytes(self.made)

        @property
        def compressible(self) -> bool:
            return bool(self.fits)

    for place, each in enumerate(pdf.objects):
        if each.free != "f":
            pdf.objects[place] = Finished(each)


@cache
def count_pages_once() -> None:
    """Let pydyf list the pages once; it lists them again for every tag, and there are thousands."""
    from pydyf import PDF

    listed = vars(PDF).get("page_references")
    if not isinstance(listed, property) or listed.fget is None:
        return
    give = listed.fget

    def page_references(pdf: Any) -> Any:
        number = len(pdf.pages["Kids"])
        if vars(pdf).get("_listed", (None, -1))[1] != number:
            pdf._listed = give(pdf), number  # noqa: SLF001 - beside what it is made of
        return pdf._listed[0]  # noqa: SLF001 - as above

    PDF.page_references = property(page_references)
