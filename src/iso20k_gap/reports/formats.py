"""The forms of the gap report, and what draws each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iso20k_gap.reports import html, markdown, pdf, report_docx, report_json, report_xlsx
from iso20k_gap.reports.format import Format

if TYPE_CHECKING:
    from collections.abc import Callable

    from iso20k_gap.reports.rendering import Progress
    from iso20k_gap.reports.view import ReportView

    Renderer = Callable[[ReportView, Progress | None], bytes]


RENDERERS: dict[Format, Renderer] = {
    Format.PDF: pdf.render,
    Format.HTML: lambda view, _: html.render(view),
    Format.DOCX: lambda view, _: report_docx.render(view),
    Format.XLSX: lambda view, _: report_xlsx.render(view),
    Format.MD: lambda view, _: markdown.render(view),
    Format.JSON: lambda view, _: report_json.render(view.data),
}
"""What draws each format; only the PDF takes long enough to report progress."""
