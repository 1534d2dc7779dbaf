"""A manuscript as a Word document with real styles: same manuscript, same bytes."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from iso20k_gap.core.manuscript import (
    Block,
    Bullets,
    Grid,
    Heading,
    Manuscript,
    Paragraph,
    Steps,
)
from iso20k_gap.core.printable import harmless
from iso20k_gap.errors import RenderError
from iso20k_gap.language import _, current
from iso20k_gap.reports.word.markup import TAGS

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

FONT, LANGUAGE = "Calibri", "en-GB"
DARK = "1F3A4D"
SHADE = "E3EBF0"
PAGE_CM = (21.0, 29.7)
MARGIN_CM = 2.2
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def render(manuscript: Manuscript) -> bytes:
    """The manuscript as a .docx file.

    Raises:
        RenderError: the library for Word files is not installed.
    """
    try:
        import docx
    except ImportError:
        raise RenderError("Word files need python-docx; install it, or use -f md") from None
    document = docx.Document()
    _Page(document).write(manuscript)
    buffer = BytesIO()
    document.save(buffer)
    return _without_times(buffer.getvalue())


def plain(text: str) -> str:
    """The text on one line, without signs that XML or a reader cannot bear."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", harmless(" ".join(text.split())))


def _without_times(package: bytes) -> bytes:
    """The package with a fixed time on every part, so that equal content gives equal bytes."""
    buffer = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(buffer, "w") as new:
        for name in old.namelist():
            entry = ZipInfo(name)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, old.read(name))
    return buffer.getvalue()


class _Page:
    """Writes blocks into a document."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def write(self, manuscript: Manuscript) -> None:
        self._set_up(manuscript)
        self._document.add_paragraph(plain(manuscript.title), "Title")
        self._document.add_paragraph(plain(manuscript.subtitle), "Subtitle")
        for block in manuscript.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self._document.add_heading(plain(block.text), block.level)
            case Paragraph():
                run = self._document.add_paragraph().add_run(plain(block.text))
                run.italic = block.hint or None
            case Bullets() | Steps():
                self._list(block)
            case Grid():
                self._grid(block)

    def _list(self, block: Bullets | Steps) -> None:
        if isinstance(block, Bullets):
            for item in block.items:
                self._document.add_paragraph(plain(item), "List Bullet")
            return
        for step in block.steps:
            self._document.add_paragraph(plain(step.text), "List Number")
            for note in step.notes:
                self._document.add_paragraph(plain(note), "List Bullet 2")

    def _grid(self, block: Grid) -> None:
        from docx.shared import Cm

        table = self._document.add_table(rows=1, cols=len(block.header), style="Table Grid")
        table.autofit = False
        for cell, name in zip(table.rows[0].cells, block.header, strict=True):
            _fill(cell, name, bold=True)
            _mark(cell._tc.get_or_add_tcPr(), "w:shd", val="clear", color="auto", fill=SHADE)  # noqa: SLF001 - python-docx has no words for it
        _mark(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")  # noqa: SLF001 - python-docx has no words for it
        for row in block.rows:
            added = table.add_row()
            _mark(added._tr.get_or_add_trPr(), "w:cantSplit")  # noqa: SLF001 - python-docx has no words for it
            for cell, text in zip(added.cells, row, strict=True):
                _fill(cell, text)
        room = PAGE_CM[0] - 2 * MARGIN_CM
        for column, share in zip(table.columns, block.widths, strict=True):
            column.width = Cm(room * share / sum(block.widths))
            for cell in column.cells:
                cell.width = column.width
        self._document.add_paragraph().paragraph_format.space_after = Cm(0)

    def _set_up(self, manuscript: Manuscript) -> None:
        """Page, fonts, language, properties and the page number at the foot."""
        from docx.shared import Cm

        section = self._document.sections[0]
        section.page_width, section.page_height = map(Cm, PAGE_CM)
        section.left_margin = section.right_margin = Cm(MARGIN_CM)
        section.top_margin = section.bottom_margin = Cm(MARGIN_CM)
        self._style_all()
        properties = self._document.core_properties
        properties.title = plain(manuscript.title)[:255]
        properties.author = plain(manuscript.organisation)[:255]
        properties.comments, properties.language = "", TAGS.get(current().code, LANGUAGE)
        made = datetime.combine(manuscript.date, time(), UTC)
        properties.created = properties.modified = made
        foot = section.footer.paragraphs[0]
        before, _place, after = _("page {number}").partition("{number}")
        about = f"{plain(manuscript.organisation)}  |  {plain(manuscript.title)}  |  {before}"
        foot.text = about
        _mark(foot._p, "w:fldSimple", instr="PAGE")  # noqa: SLF001 - python-docx has no words for it
        if after:
            foot.add_run(after)

    def _style_all(self) -> None:
        from docx.shared import Pt, RGBColor

        sizes = {"Normal": 10.5, "Title": 22, "Subtitle": 11, "Heading 1": 14, "Heading 2": 11.5}
        for name, size in sizes.items():
            style: Any = self._document.styles[name]
            style.font.name, style.font.size = FONT, Pt(size)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(_name(f"w:{theme}"), None)
            if name != "Normal":
                style.font.color.rgb = RGBColor.from_string(DARK)
        normal: Any = self._document.styles["Normal"]
        normal.paragraph_format.space_after = Pt(5)
        spoken = {"eastAsia": TAGS["zh"]} if current().code == "zh" else {}
        tag = TAGS.get(current().code, LANGUAGE) if not spoken else LANGUAGE
        _mark(normal.element.get_or_add_rPr(), "w:lang", val=tag, **spoken)


def _fill(cell: _Cell, text: str, *, bold: bool = False) -> None:
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(plain(text))
    run.font.size = Pt(9)
    run.bold = bold or None


def _name(tag: str) -> str:
    from docx.oxml.ns import qn

    return qn(tag)


def _mark(parent: Any, tag: str, **attributes: str) -> None:
    """Add an element of Word's own markup that python-docx has no words for."""
    from docx.oxml import OxmlElement

    element = OxmlElement(tag)
    for key, value in attributes.items():
        element.set(_name(f"w:{key}"), value)
    parent.append(element)
