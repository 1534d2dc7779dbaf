"""A report's pages in Word: headings, text, tables and charts in the styles of a template."""

from __future__ import annotations

import io
import re
from contextlib import contextmanager
from copy import deepcopy
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from iso20k_gap.errors import RenderError
from iso20k_gap.language import N_, _, current
from iso20k_gap.reports import rendering, words
from iso20k_gap.reports.word.charts import Gallery
from iso20k_gap.reports.word.markup import (
    TAGS,
    Cell,
    Grid,
    Run,
    cell,
    clean,
    element,
    field,
    name,
    paragraph,
    runs,
    shown,
    table,
)
from iso20k_gap.reports.word.package import sealed
from iso20k_gap.reports.word.vetting import vetted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from iso20k_gap.reports.word.charts import Draw

PICTURE_HEIGHT, PICTURE_WIDTH = 1.1, 8.0
"""How high a small picture is in cm, and how wide at most."""

LEAST_ROOM = 8.0
"""The room in cm that a table needs between the margins."""

CAPTIONS = {"Table": N_("Table {number}: {caption}"), "Figure": N_("Figure {number}: {caption}")}
"""By what Word counts in its fields, which people do not see."""

PAGES = N_("Page {page} of {pages}")
PAGE_FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}
PLACE = re.compile(r"\{(\w+)\}")
UPRIGHT, ACROSS = 17.0, 25.7
"""The room between the margins in cm."""

AFTER_UPDATE = (
    "w:hdrShapeDefaults",
    "w:footnotePr",
    "w:endnotePr",
    "w:compat",
    "w:docVars",
    "w:rsids",
    "m:mathPr",
    "w:themeFontLang",
    "w:clrSchemeMapping",
    "w:shapeDefaults",
    "w:decimalSymbol",
    "w:listSeparator",
)
"""What the schema wants behind the mark that has fields brought up to date."""


class Styles(dict[str, str]):
    """The ids of a template's styles by their names."""

    file = ""

    def __missing__(self, name: str) -> str:
        """Complain about a style that the template lacks."""
        raise RenderError(f"the Word template {self.file} has no style {name!r}")


class Paper:
    """A document in the making, written from top to bottom."""

    def __init__(self, title: str, organisation: str, on: date) -> None:
        template = rendering.word_template()
        self._document: Any = opened(template)
        self._body = self._document.element.body
        self._end = self._body.sectPr
        for child in list(self._body):
            if child is not self._end:
                self._body.remove(child)
        self._ids = Styles({each.name: each.style_id for each in self._document.styles})
        self._ids.file = str(template)
        self._gallery = Gallery(self._document, on)
        self._counts: dict[str, int] = {}
        self._marks = 0
        self._goes_on = False
        self._rooms = _rooms(self._document.sections[-1])
        self.room = self._rooms[0]
        self._describe(title, words.shortened(clean(organisation), 90), on)

    def _describe(self, title: str, organisation: str, on: date) -> None:
        properties = self._document.core_properties
        properties.title, properties.subject = title, organisation
        properties.author, properties.last_modified_by = organisation, ""
        properties.comments, properties.revision = "", 1
        properties.language = TAGS.get(current().code, "en-GB")
        made = datetime.combine(on, time(), UTC)
        properties.created = properties.modified = made
        told = {"subject": organisation, "title": title}
        section = self._document.sections[0]
        for part in (section.header, section.footer):
            for control in part._element.iter(name("w:sdt")):  # noqa: SLF001 - python-docx has no words for it
                _retell(control, told)
            for line in part.paragraphs:
                renumber(line._p)  # noqa: SLF001 - python-docx has no words for fields
        if tag := TAGS.get(current().code):
            self._speak(tag)

    def _speak(self, tag: str) -> None:
        """Tell Word the language."""
        eastern = current().code == "zh"
        settings = self._document.settings.element
        for mark in (
            *self._document.styles.element.iter(name("w:lang")),
            *settings.iter(name("w:themeFontLang")),
        ):
            mark.set(name("w:eastAsia" if eastern else "w:val"), tag)

    def heading(self, text: str, level: int, anchor: str = "", look: str = "") -> None:
        """A heading; an anchor is a place the contents lead to, a look a character style."""
        made = paragraph([Run(text, look)], f"Heading {level}", self._ids)
        if self._goes_on:
            made[0].append(element("w:pageBreakBefore", val="0"))
            self._goes_on = False
        if anchor:
            self._marks += 1
            number = str(self._marks)
            made.insert(1, element("w:bookmarkStart", id=number, name=anchor))
            made.append(element("w:bookmarkEnd", id=number))
        self._add(made)

    def go_on(self) -> None:
        """Let the next heading stand on this page, even if its style begins a new one."""
        self._goes_on = True

    def text(self, text: str, style: str = "Normal") -> None:
        """A paragraph for each part between empty lines."""
        for part in text.split("\n\n"):
            if part.strip():
                self.runs([Run(part)], style)

    def runs(self, parts: Sequence[Run], style: str = "Normal") -> None:
        """A paragraph of runs."""
        self._add(paragraph(parts, style, self._ids))

    def bullets(self, lines: Iterable[str], style: str = "List Bullet") -> None:
        """A list."""
        for line in lines:
            self.runs([Run(line)], style)

    def caption(self, kind: str, text: str) -> None:
        """A numbered caption, `Table 3: ...`; Word counts anew when something is put between."""
        self._counts[kind] = self._counts.get(kind, 0) + 1
        number = field(f"SEQ {kind} \\* ARABIC", shown(str(self._counts[kind])))
        made = paragraph([], "Caption", self._ids)
        if kind == "Figure":
            # It stands below what it names, and is not to hold on to what comes next.
            made[0].append(element("w:keepNext", val="0"))
        for place, part in enumerate(PLACE.split(_(CAPTIONS[kind]))):
            if place % 2 and part == "number":
                made.extend(number)
            else:
                made.extend(runs([Run(text if place % 2 else part)], self._ids))
        self._add(made)

    def table(
        self,
        caption: str,
        head: Sequence[str],
        rows: Iterable[Sequence[Cell | str]],
        shares: Sequence[float],
        numbers: Iterable[int] = (),
    ) -> None:
        """A table whose columns share the room; its heading repeats on every page."""
        listed = [[each if isinstance(each, Cell) else cell(each) for each in row] for row in rows]
        if not listed:
            return
        if caption:
            self.caption("Table", caption)
        widths = tuple(self.room * each / sum(shares) for each in shares)
        grid = Grid("Gap Table" if head else "Facts Table", widths, frozenset(numbers))
        self._add(table(grid, head, listed, self._ids))
        self._gap()

    def plain_table(self, rows: Iterable[Sequence[Cell | str]], shares: Sequence[float]) -> None:
        """A table without heading or caption: names with what belongs to them."""
        widths = tuple(self.room * each / sum(shares) for each in shares)
        listed = [[each if isinstance(each, Cell) else cell(each) for each in row] for row in rows]
        if listed:
            self._add(table(Grid("Facts Table", widths), (), listed, self._ids))
            self._gap()

    def facts(self, rows: Iterable[tuple[str, str]], share: float = 0.26) -> None:
        """Names with their texts."""
        self.plain_table(
            [(cell(each, style="Label"), text) for each, text in rows], (share, 1 - share)
        )

    def chart(
        self, caption: str, draw: Draw, rows: Sequence[Sequence[Any]], height: float, told: str
    ) -> None:
        """A chart with its caption; the words are for those who do not see it."""
        if len(rows) < 2:  # noqa: PLR2004 - a heading alone
            return
        drawing = self._gallery.drawing(draw, rows, (self.room, height), told)
        made = paragraph([], "Figure", self._ids)
        made[0].append(element("w:keepNext"))
        made.append(element("w:r", drawing))
        self._add(made)
        self.caption("Figure", caption)

    def contents(self, entries: Iterable[tuple[str, str]]) -> None:
        """The table of contents: a field that Word fills with page numbers."""
        listed = list(entries)
        for place, (anchor, text) in enumerate(listed):
            link = element("w:hyperlink", shown(text), anchor=anchor)
            made = paragraph([], "toc 1", self._ids)
            if place == 0:
                begin = field('TOC \\o "1-2" \\h \\z \\u', dirty=True)
                made.extend(begin[:-1])
            made.append(link)
            if place == len(listed) - 1:
                made.append(field("")[-1])
            self._add(made)

    def picture(self, content: bytes, told: str) -> None:
        """A small picture on a line of its own; the words are for those who do not see it."""
        from docx.shared import Cm

        made = paragraph([], "Normal", self._ids)
        self._add(made)
        run = self._document.paragraphs[-1].add_run()
        drawn = run.add_picture(io.BytesIO(content), height=Cm(PICTURE_HEIGHT))
        if drawn.width > Cm(PICTURE_WIDTH):
            drawn.width, drawn.height = (
                Cm(PICTURE_WIDTH),
                round(drawn.height * Cm(PICTURE_WIDTH) / drawn.width),
            )
        inline = drawn._inline  # noqa: SLF001 - python-docx has no words for what follows
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")
        for shape in inline.iter(name("wp:docPr")):
            shape.set("name", "Logo")
            shape.set("descr", clean(told))

    def break_page(self) -> None:
        """Go on on the next page."""
        self._add(element("w:p", element("w:r", element("w:br", type="page"))))

    def turn(self, *, across: bool) -> None:
        """End the section; the pages from here on lie across, or stand upright again."""
        ended = deepcopy(self._end)
        self._lay(ended, across=not across)
        self._add(element("w:p", element("w:pPr", ended)))
        self.room = self._rooms[across]
        self._lay(self._end, across=across)
        for mark in self._end.findall(name("w:titlePg")):
            self._end.remove(mark)

    def _lay(self, section: Any, *, across: bool) -> None:
        size = section.find(name("w:pgSz"))
        sides = sorted((int(size.get(name("w:w"))), int(size.get(name("w:h")))), reverse=across)
        for key, side in zip(("w:w", "w:h"), sides, strict=True):
            size.set(name(key), str(side))
        size.set(name("w:orient"), "landscape" if across else "portrait")

    def finished(self) -> bytes:
        """The document as a file; Word is asked to bring the contents up to date."""
        settings = self._document.settings.element
        later = [each for each in settings if each.tag in {name(tag) for tag in AFTER_UPDATE}]
        mark = element("w:updateFields", val="true")
        if later:
            later[0].addprevious(mark)
        else:
            settings.append(mark)
        return sealed(self._document)

    def _gap(self) -> None:
        self.runs([], "Table Gap")

    def _add(self, made: Any) -> None:
        self._end.addprevious(made)


def opened(template: Path) -> Any:
    """The template as a document.

    Raises:
        RenderError: it is no Word document, or none that may be built on.
    """
    import docx

    content = io.BytesIO(vetted(template))
    try:
        return docx.Document(content)
    except Exception as error:
        raise RenderError(f"the Word template {template} is no .docx file: {error}") from error


@contextmanager
def lent_by(template: Path) -> Iterator[None]:
    """Within this, a fault of somebody's own Word file is told as one, and is no crash.

    Raises:
        RenderError: the file is damaged where nobody looked before.
    """
    try:
        yield
    except RenderError:
        raise
    except Exception as error:
        if template == rendering.shipped_word():
            raise
        raise RenderError(f"the Word template {template} is damaged: {error}") from error


def wide_enough(document: Any) -> bool:
    """Whether tables have room between the margins of an upright page."""
    return _between(document.sections[-1])[0] >= LEAST_ROOM


def _rooms(section: Any) -> tuple[float, float]:
    """The room in cm between the margins, upright and across."""
    upright, across = (max(each, LEAST_ROOM) for each in _between(section))
    return upright, across


def _between(section: Any) -> tuple[float, float]:
    shorter, longer = sorted((section.page_width.cm, section.page_height.cm))
    margins = section.left_margin.cm + section.right_margin.cm
    return round(shorter - margins, 2), round(longer - margins, 2)


def renumber(line: Any) -> None:
    """Say `Page 1 of 2` in the language spoken, where a line of the template says just that."""
    fields = {
        key: each
        for each in line.iter(name("w:fldSimple"))
        for key, code in PAGE_FIELDS.items()
        if each.get(name("w:instr"), "").strip() == code
    }
    shown_now = [each.text or "" for each in line.findall(f"{name('w:r')}/{name('w:t')}")]
    is_ours = len(fields) == len(PAGE_FIELDS) and "".join(shown_now) == PLACE.sub("", PAGES)
    if not is_ours or _(PAGES) == PAGES:
        return
    for old in line.findall(name("w:r")):
        line.remove(old)
    for place, part in enumerate(PLACE.split(_(PAGES))):
        line.extend([fields[part]] if place % 2 else runs([Run(part)], {}))


def _retell(control: Any, told: dict[str, str]) -> None:
    """Put what a bound field shows in place of the template's words."""
    binding = control.find(f".//{name('w:dataBinding')}")
    path = binding.get(name("w:xpath")) if binding is not None else ""
    for key, text in told.items():
        if f":{key}[" in path:
            first, *rest = control.iter(name("w:t"))
            first.text = text
            for each in rest:
                each.text = ""
