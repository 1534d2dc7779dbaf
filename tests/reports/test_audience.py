"""Audiences: which chapters each reader gets, and that nothing else slips through."""

import re

import pypdfium2
import pytest

from builders import evaluation, everything, new_folder
from documents import Page, filled, planned, small
from iso20k_gap.cli.app import main
from iso20k_gap.errors import ExitCode
from iso20k_gap.reports import html, markdown, pdf
from iso20k_gap.reports.contents import Audience
from iso20k_gap.reports.view import Order, build_view
from reports.test_hostile import DECISIONS, hostile

CHAPTERS = {
    Audience.BOARD: ["1 Management summary", "2 What it takes"],
    Audience.AUDITOR: [
        "1 Scope, method and limits", "2 Readiness gates", "3 Findings by clause",
        "4 Documented information", "5 Other parties and scope",
        "A Every requirement and its rating", "B Evidence register", "C Formula card",
        "D Grades, states and terms",
    ],
}  # fmt: skip
OWNERS = {
    "owners": [{"role": "Incident manager", "name": "Owner-by-name"}],
    "actions": {"8.6.1-A1": {"owner": "Owner-decided", "note": "Note-of-plan"}},
}


def shown(made, audience, **decisions):
    return build_view(made, planned(made, **decisions), Order(audience=audience))


@pytest.mark.parametrize("audience", [Audience.BOARD, Audience.AUDITOR])
def test_each_reader_gets_these_chapters(audience):
    """On screen and in Markdown, numbered from one, and every link inside has its target."""
    view = shown(filled(), audience)
    page = html.render(view)
    taken = Page(page)

    assert [f"{each.label} {each.title}" for each in view.chapters] == CHAPTERS[audience]
    headings = re.findall(r"^## (.+)$", markdown.render(view).decode(), re.MULTILINE)
    assert headings == CHAPTERS[audience]
    targets = {value[1:] for value in taken.values("href")}
    assert targets <= set(taken.values("id"))


def test_the_auditor_sees_no_effort_and_no_owner():
    """Neither the plan's people nor its days; every answer with its evidence is there."""
    view = shown(filled(), Audience.AUDITOR, **OWNERS)
    for content in (html.render(view).decode(), markdown.render(view).decode()):
        for word in ("Owner-by-name", "Owner-decided", "Note-of-plan", "most likely"):
            assert word not in content
        assert "Title-of-evidence" in content
        assert "Note-of-answer" in content


@pytest.mark.parametrize("audience", [Audience.BOARD, Audience.AUDITOR])
def test_a_pdf_for_a_part_carries_no_whole_data(audience):
    """The data attached to the full report would tell what this reader is not shown."""
    content = pdf.render(shown(filled(), audience, **OWNERS))

    assert pypdfium2.PdfDocument(content).count_attachments() == 0


@pytest.mark.parametrize(
    "made",
    [small(), small({}), hostile(), evaluation(everything("N")), evaluation(everything("F"))],
    ids=["some", "nothing", "hostile", "all N", "all F"],
)
def test_the_board_gets_two_pages(made):
    """One for where it stands, one for what it takes; whatever the data are."""
    decisions = DECISIONS if made.assessment.limits else {}
    document = pypdfium2.PdfDocument(pdf.render(shown(made, Audience.BOARD, **decisions)))
    pages = [each.get_textpage().get_text_range() for each in document]

    assert len(pages) == 2
    assert "1 Management summary" in pages[0]
    assert "2 What it takes" in pages[1]


def test_the_full_report_is_the_default():
    """Thirteen chapters, a cover of its own."""
    made = filled()
    view = build_view(made, planned(made))

    assert view.audience is Audience.FULL
    assert len(view.chapters) == 13
    assert not view.cover.brief


def test_the_command_takes_an_audience(tmp_path, capsys):
    """In any case of letters; a wrong one, or a format without audiences, is told."""
    folder = str(new_folder(tmp_path / "acme"))
    out = tmp_path / "board.md"

    assert main(["report", folder, "--audience", "Board", "-o", str(out)]) == 0
    assert "What it takes" in out.read_text(encoding="utf-8")
    assert main(["report", folder, "--audience", "bord", "-o", str(out)]) == ExitCode.USAGE
    assert "did you mean board" in capsys.readouterr().err


def test_json_is_always_whole(tmp_path):
    """The same bytes for every audience."""
    folder = str(new_folder(tmp_path / "acme"))
    written = []
    for audience in ("full", "auditor"):
        out = tmp_path / f"{audience}.json"
        day = ["--date", "2026-11-21"]
        assert main(["report", folder, "--audience", audience, "-o", str(out), *day]) == 0
        written.append(out.read_bytes())

    assert written[0] == written[1]
