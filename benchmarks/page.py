"""The page a report is printed from, as a file that a browser can read too."""

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

from iso20k_gap.core.evaluation import evaluate
from iso20k_gap.core.planning import make_plan
from iso20k_gap.files import assessment_folder, plan_file
from iso20k_gap.reports import pdf, rendering
from iso20k_gap.reports.view import build_view

if TYPE_CHECKING:
    from iso20k_gap.core.plan import PlanDecisions

TODAY = date(2026, 11, 21)
FONT = re.compile(rf'url\("{pdf.SCHEME}:([^"]+)"\)')
FILE = re.compile(r'url\("file://[^"]*/([^"/]+)"\)')


class _Caught(Exception):  # noqa: N818 - it carries what was wanted
    def __init__(self, page: str) -> None:
        self.page = page


def written(folder: Path, path: Path, length: int) -> None:
    """Write the whole report's page; every note is there so many times over."""
    read = assessment_folder.read(folder)
    answers = {
        name: each.model_copy(update={"note": " ".join([each.note or "No note."] * length)})
        for name, each in read.assessment.answers.items()
    }
    assessment = read.assessment.with_answers(answers)
    evaluation = evaluate(read.catalogue, assessment, read.rulebook, TODAY)
    decisions: PlanDecisions = plan_file.read(folder, read.catalogue)
    view = build_view(evaluation, make_plan(evaluation, decisions))
    fonts = rendering.font_path("x").parent.as_uri()
    page = FONT.sub(rf'url("{fonts}/\1")', _caught(view))
    path.write_text(page, encoding="utf-8")


def _caught(view: Any) -> str:
    """The page as it would go to WeasyPrint."""

    def catch(page: str, *_: object) -> None:
        raise _Caught(page)

    with mock.patch.object(pdf, "_laid_out", catch):
        try:
            pdf.render_print(view, "report.html.j2")
        except _Caught as caught:
            return caught.page
    raise RuntimeError("no page was made")


def drawn(path: Path) -> bytes:
    """The PDF of such a page, drawn as reports are."""
    page = FILE.sub(rf'url("{pdf.SCHEME}:\1")', path.read_text(encoding="utf-8"))
    content: bytes = pdf._written(pdf._laid_out(page, None))  # noqa: SLF001 - the part to measure
    return content
