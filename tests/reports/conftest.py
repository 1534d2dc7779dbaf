"""Documents that are slow to draw, drawn once for all tests."""

import logging
from dataclasses import dataclass

import pytest

from documents import filled, view
from iso20k_gap.reports import pdf
from iso20k_gap.reports.view import ReportView


@dataclass(frozen=True)
class Drawn:
    """A PDF with the view it was drawn from, what was reported, and what WeasyPrint logged."""

    view: ReportView
    content: bytes
    steps: list[tuple[float, str]]
    warnings: list[str]


@pytest.fixture(scope="session")
def drawn() -> Drawn:
    """The report of an assessment with every field filled, as PDF."""
    records: list[str] = []
    steps: list[tuple[float, str]] = []
    logger = logging.getLogger("weasyprint")
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: records.append(record.getMessage())
    logger.addHandler(handler)
    shown = view(filled(), stage2="2028-01-31")
    try:
        content = pdf.render(shown, lambda share, words: steps.append((share, words)))
    finally:
        logger.removeHandler(handler)
    return Drawn(shown, content, steps, records)
