"""Charts in Word documents: drawn by the same code as in workbooks, with their figures inside."""

from __future__ import annotations

import re
from datetime import datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from iso20k_gap.language import _, current, pgettext
from iso20k_gap.reports.excel.book import SETTINGS
from iso20k_gap.reports.excel.charts import Block
from iso20k_gap.reports.packs.cells import sheet_name
from iso20k_gap.reports.word.markup import TAGS, clean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from docx.document import Document

    Draw = Callable[[Any, Block], Any]

CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

EMU_PER_CM = 360_000
PLAINLY = (
    (re.compile(rb"<c:printSettings>.*?</c:printSettings>", re.DOTALL), b""),
    (re.compile(rb'(<c:lang val="[^"]*"/>)'), rb'\1<c:roundedCorners val="0"/>'),
    (re.compile(rb'(<c:(?:grouping|radarStyle) val="[^"]*"/>)'), rb'\1<c:varyColors val="0"/>'),
    (
        re.compile(rb'<c:showVal val="1"/>'),
        (
            b'<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
            b'<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
        ),
    ),
)
"""What a workbook's chart leaves unsaid, and a document takes for granted the other way round."""

CHART_LANGUAGE = re.compile(rb'<c:lang val="[^"]*"/>')

INLINE = """<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent/><wp:docPr/>
<wp:cNvGraphicFramePr/><a:graphic>
<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart/>
</a:graphicData></a:graphic></wp:inline></w:drawing>"""


class Gallery:
    """Puts charts into a document; `on` stands for the day the figures were made."""

    def __init__(self, document: Document, on: date) -> None:
        self._document = document
        self._on = on
        self._count = 0

    def drawing(
        self, draw: Draw, rows: Sequence[Sequence[Any]], size: tuple[float, float], told: str
    ) -> Any:
        """A chart of the rows, the first of which holds the headings; `told` says it in words."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        self._count += 1
        content, figures = self._drawn(draw, rows)
        package = self._document.part.package
        part = Part(PackURI(f"/word/charts/chart{self._count}.xml"), CHART, content, package)
        place = PackURI(f"/word/embeddings/figures{self._count}.xlsx")
        part.relate_to(Part(place, WORKBOOK, figures, package), _relation("package"))
        relation = self._document.part.relate_to(part, _relation("chart"))
        return self._inline(relation, size, told)

    def _drawn(self, draw: Draw, rows: Sequence[Sequence[Any]]) -> tuple[bytes, bytes]:
        whole = self._workbook(rows, draw)
        with ZipFile(BytesIO(whole)) as package:
            content = package.read("xl/charts/chart1.xml")
        for found, told in PLAINLY:
            content = found.sub(told, content)
        if tag := TAGS.get(current().code):
            content = CHART_LANGUAGE.sub(f'<c:lang val="{tag}"/>'.encode(), content)
        source = b'<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>'
        return content.replace(b"</c:chartSpace>", source + b"</c:chartSpace>"), self._workbook(
            rows, None
        )

    def _workbook(self, rows: Sequence[Sequence[Any]], draw: Draw | None) -> bytes:
        from xlsxwriter import Workbook

        buffer = BytesIO()
        book: Any = Workbook(buffer, SETTINGS)
        book.set_properties({"created": datetime.combine(self._on, time())})
        name = sheet_name(pgettext("sheet", "Data"))
        sheet = book.add_worksheet(name)
        for place, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, int | float):
                    sheet.write_number(place, column, value)
                elif value is not None:
                    sheet.write_string(place, column, clean(str(value))[:255])
        if draw:
            chart = draw(book, Block(name, 0, 1, max(1, len(rows) - 1), 0))
            chart.set_title({"none": True})
            sheet.insert_chart(0, 0, chart)
        book.close()
        return buffer.getvalue()

    def _inline(self, relation: str, size: tuple[float, float], told: str) -> Any:
        from docx.oxml import parse_xml
        from docx.oxml.ns import qn

        made = parse_xml(INLINE)
        extent, shape = made.find(f".//{qn('wp:extent')}"), made.find(f".//{qn('wp:docPr')}")
        for key, length in zip(("cx", "cy"), size, strict=True):
            extent.set(key, str(round(length * EMU_PER_CM)))
        for key, value in {
            "id": str(self._count),
            "name": _("Chart {number}").format(number=self._count),
            "descr": clean(told),
        }.items():
            shape.set(key, value)
        made.find(f".//{qn('c:chart')}").set(qn("r:id"), relation)
        return made


def _relation(kind: str) -> str:
    return f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
