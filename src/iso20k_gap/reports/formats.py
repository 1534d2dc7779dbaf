"""The forms of the gap report, and what draws each."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from iso20k_gap.reports import html, markdown, pdf, report_docx, report_json, report_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable

    from iso20k_gap.reports.rendering import Progress
    from iso20k_gap.reports.view import ReportView

    Renderer = Callable[[ReportView, Progress | None], bytes]


class Format(StrEnum):
    """The forms of the gap report; the value is the file's ending too."""

    PDF = "pdf"
    HTML = "html"
    DOCX = "docx"
    XLSX = "xlsx"
    MD = "md"
    JSON = "json"


RENDERERS: dict[Format, Renderer] = {
    Format.PDF: pdf.render,
    Format.HTML: lambda view, _: html.render(view),
    Format.DOCX: lambda view, _: report_docx.render(view),
    Format.XLSX: lambda view, _: report_xlsx.render(view),
    Format.MD: lambda view, _: markdown.render(view),
    Format.JSON: lambda view, _: report_json.render(view),
}
"""What draws each format; only the PDF takes long enough to report progress."""
