"""Documents at the edges: nothing is cut off, lost or laid over something else."""

import re

import pypdfium2
import pytest

from builders import evaluation
from documents import planned, small
from extremes import EXTREMES, Extreme
from iso20k_gap.core.assessment import Answer
from iso20k_gap.reports import html, pdf, plan_document
from iso20k_gap.reports.view import build_view
from iso20k_gap.shipped import data_root
from paper import lost, outside

HUNG = 8.0
"""How far Chinese punctuation may hang out where no font of the machine has the signs."""


def hold(extreme: Extreme, tolerance: float = 1.0) -> None:
    """Draw report and plan on paper and on screen, and hold one against the other."""
    plan = planned(extreme.evaluation, **extreme.decisions)
    shown = build_view(extreme.evaluation, plan)
    sheets = plan_document.plan_view(extreme.evaluation, plan)
    for page, content in (
        (html.render(shown), pdf.render(shown)),
        (plan_document.render_html(sheets), plan_document.render_pdf(sheets)),
    ):
        assert lost(page, content) == []
        assert outside(content, tolerance) == []


def test_whatever_is_written_all_of_it_is_printed():
    """Long names and notices flow on; the cover keeps its facts and its notice."""
    hold(EXTREMES["endless"](small))


@pytest.mark.slow
@pytest.mark.parametrize("name", EXTREMES)
def test_extremes_are_printed_whole(name):
    """Every text of the screen is on paper, inside the margins; notes fill 40 pages of a clause."""
    whole = small if name == "notes" else evaluation
    hold(EXTREMES[name](whole), HUNG if name == "Chinese" else 1.0)


def test_endless_words_are_drawn_in_no_endless_time():
    """Pasted blobs of 4,000 signs are printed whole; breaking a single one took minutes once."""
    signs = "a=é&ש差"
    made = {
        f"8.6.1-0{place}": Answer(rating="F", note=sign * 4000)
        for place, sign in enumerate(signs, start=1)
    }
    pages = pypdfium2.PdfDocument(pdf.render(build_view(small(answers=made), None)))
    printed = "".join(each.get_textpage().get_text_range() for each in pages)

    assert all(printed.count(sign) >= 4000 for sign in signs)
    assert pdf.BREAK not in printed


def test_the_columns_of_every_table_add_up():
    """More than a whole would reach into the margin, less would leave a gap.

    Columns without a width share what the others leave.
    """
    templates = sorted((data_root() / "report_templates").rglob("*.j2"))
    groups = [
        (path.name, sum(int(width) for width in re.findall(r"w-(\d+)", group)), "<col>" in group)
        for path in templates
        for group in re.findall(r"<colgroup>(.*?)</colgroup>", path.read_text(encoding="utf-8"))
    ]

    assert len(groups) > 20
    assert [each for each in groups if not (each[1] < 100 if each[2] else each[1] == 100)] == []
