"""The report as PDF: text, bookmarks, tags, metadata, attachment, and the same bytes twice."""

import builtins
import io
import json
import logging
import re
import time

import pikepdf
import pypdfium2
import pytest

from builders import READY, evaluation, everything
from documents import filled, planned, small, view
from iso20k_gap.errors import ExitCode, RenderError
from iso20k_gap.reports import pdf, plan_document, rendering, report_json
from iso20k_gap.reports.view import build_view


def texts(content: bytes) -> list[str]:
    """The text of each page, on one line."""
    document = pypdfium2.PdfDocument(content)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_every_chapter_is_in_the_text_and_the_bookmarks(drawn):
    """In order, with the chapters at the first level."""
    whole = " ".join(texts(drawn.content))
    opened = pikepdf.open(io.BytesIO(drawn.content))
    with opened.open_outline() as outline:
        titles = [str(each.title) for each in outline.root]

    assert titles == [f"{each.label} {each.title}" for each in drawn.view.chapters]
    assert all(title in whole for title in titles)


def test_the_contents_name_the_right_pages(drawn):
    """Each chapter's page number is that of the page where it begins."""
    pages = texts(drawn.content)
    contents = next(text for text in pages if "Contents" in text)
    numbers = [
        int(re.search(rf"{re.escape(each.title)} (\d+)", contents)[1])
        for each in drawn.view.chapters
    ]
    assert numbers[0] == 3
    for chapter, number in zip(drawn.view.chapters, numbers, strict=True):
        holding = [
            place
            for place, text in enumerate(pages[2:], start=3)
            if f"{chapter.label} {chapter.title}" in text
        ]
        assert holding[0] == number


def test_the_contents_name_the_pages_of_clause_groups(drawn):
    """In the chapters that go through all clauses, a reader finds a group by its page."""
    contents = next(text for text in texts(drawn.content) if "Contents" in text)
    with pikepdf.open(io.BytesIO(drawn.content)) as opened:
        pages = {page.objgen: number for number, page in enumerate(opened.pages, start=1)}
        found = list(opened.Root.Names.Dests.Names)
        named = zip(found[::2], found[1::2], strict=True)
        dests = {str(name): pages[at[0].objgen] for name, at in named}
    places = [place for each in drawn.view.chapters for place in each.places]
    told = [
        int(number)
        for place in places[:4]
        for number in re.findall(rf"{re.escape(place.title)} (\d+)", contents)
    ]
    wanted = [
        dests[each.anchor] for place in places[:4] for each in places if each.title == place.title
    ]

    assert {each.anchor.partition("-")[0] for each in places} == {
        "findings", "documents", "answers",
    }  # fmt: skip
    assert told == wanted


def test_the_summary_takes_one_page(drawn):
    """The director's page is a page; scope and method begin on the next."""
    pages = texts(drawn.content)
    contents = next(text for text in pages if "Contents" in text)
    first, second = (
        int(re.search(rf"{each.title} (\d+)", contents)[1]) for each in drawn.view.chapters[:2]
    )

    assert second == first + 1


def test_pages_are_numbered_and_carry_the_organisation(drawn):
    """Every page but the cover says where it belongs."""
    pages = texts(drawn.content)

    assert 10 < len(pages) < 60
    for number, text in enumerate(pages[1:], start=2):
        assert f"{number} of {len(pages)}" in text
        assert "Name-of-organisation" in text


def test_the_data_is_attached(drawn):
    """The JSON in the PDF is the JSON report, and the hash on the cover is its own."""
    opened = pikepdf.open(io.BytesIO(drawn.content))
    attached = opened.attachments[pdf.ATTACHMENT].get_file()

    assert attached.read_bytes() == report_json.render(drawn.view.data)
    assert opened.Root.AF[0].AFRelationship == "/Data"
    digest = json.loads(attached.read_bytes())["content_hash"]
    assert digest in "".join(texts(drawn.content)[0].split())


def test_the_file_says_that_it_is_archival_and_accessible(drawn):
    """PDF/A-3a and PDF/UA-1 in one block of metadata; tagged, titled, in English."""
    opened = pikepdf.open(io.BytesIO(drawn.content))
    with opened.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"
        assert "Name-of-organisation" in metadata["dc:title"]
    root = opened.Root
    assert bool(root.MarkInfo.Marked)
    assert root.Lang == "en"
    assert root.ViewerPreferences.DisplayDocTitle
    assert root.StructTreeRoot.K


def test_every_chart_has_its_message_as_text(drawn):
    """Each figure of the structure carries an alternative text."""
    opened = pikepdf.open(io.BytesIO(drawn.content))
    figures = [
        each
        for each in opened.objects
        if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
    ]

    assert len(figures) >= 7
    assert all(len(str(each.get("/Alt", ""))) > 10 for each in figures)


def test_only_the_shipped_fonts_are_used(drawn):
    """Every font is embedded and one of ours."""
    opened = pikepdf.open(io.BytesIO(drawn.content))
    names = {
        str(each.FontName).partition("+")[2]
        for each in opened.objects
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"
    }

    families = ("Source-Sans-3", "Source-Code-Pro", "DejaVu-Sans")
    assert names
    assert all(name.startswith(families) for name in names), names


def test_weasyprint_has_nothing_to_complain_about(drawn):
    """No unknown property, no missing font, no blocked address."""
    assert drawn.warnings == []


def test_progress_rises_to_the_end(drawn):
    """What the progress bar shows never goes back."""
    shares = [share for share, _ in drawn.steps]

    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert {words for _, words in drawn.steps} >= {"laying out pages", "writing the PDF"}
    assert logging.getLogger("weasyprint.progress").handlers == []


def test_same_inputs_give_the_same_bytes(drawn):
    """No clock, no seed, no machine."""
    assert pdf.render(drawn.view) == drawn.content


def test_the_fetcher_opens_the_fonts_and_nothing_else():
    """No network, no disk, no data address."""
    fetcher = pdf.closed_fetcher()

    for font in rendering.FONTS:
        assert fetcher(f"font:{font.file}").read(4) == b"\0\1\0\0"
    for address in (
        "file:///etc/passwd",
        "http://localhost/",
        "https://localhost/",
        "data:text/plain,x",
        "font:../README.md",
        "ftp://localhost/",
    ):
        with pytest.raises(ValueError, match="not served"):
            fetcher(address)


def test_a_template_that_asks_for_more_is_refused(monkeypatch):
    """A style with an address outside ends in a clear message, not in silence."""
    monkeypatch.setattr(
        rendering, "filled", lambda *_, **__: "<p style='background: url(file:///etc/passwd)'>x"
    )
    with pytest.raises(RenderError, match="from outside"):
        pdf.render(view(small()))


def test_missing_libraries_are_named_with_how_to_get_them(monkeypatch):
    """Without Pango: exit code 4, the packages of each system, and the way out."""
    real = builtins.__import__

    def refuse(name, *rest):
        if name == "weasyprint":
            raise OSError("cannot load library 'libgobject-2.0-0'\nmore lines")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(RenderError) as caught:
        pdf.render(view(small()))

    assert caught.value.exit_code == ExitCode.RENDER
    for word in ("apt install", "dnf install", "brew install", "MSYS2", "-f html", "libgobject"):
        assert word in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_plan_is_a_document_of_its_own():
    """Every action with its activities, every milestone, and the plan's data attached."""
    made = filled()
    shown = plan_document.plan_view(made, planned(made, stage2="2028-01-31"))
    content = plan_document.render_pdf(shown)
    whole = " ".join(texts(content))

    for action in planned(made).actions:
        assert action.title in whole
        assert action.activities[0].split()[0] in whole
    for milestone in planned(made).milestones:
        assert milestone.name in whole
    opened = pikepdf.open(io.BytesIO(content))
    assert opened.attachments[plan_document.ATTACHMENT].get_file().read_bytes() == shown.data
    page = plan_document.render_html(shown).decode()
    assert all(f'id="{action.id}"' in page for action in planned(made).actions)


@pytest.mark.slow
@pytest.mark.parametrize(
    "ratings", [{}, everything("N"), everything("P"), everything("F")], ids=["-", "N", "P", "F"]
)
def test_extremes_are_drawn_whole_and_in_time(ratings):
    """The full edition in well under two minutes on one core, with the summary on one page."""
    made = evaluation(ratings, operation=READY)
    begun = time.process_time()
    pages = texts(pdf.render(build_view(made, planned(made))))

    assert time.process_time() - begun < 100
    assert 40 < len(pages) < 260
    assert "1 Management summary" in pages[2]
    assert "2 Scope, method and limits" in pages[3]
    whole = " ".join(pages)
    assert all(each.id in whole for each in made.catalogue.requirements)
