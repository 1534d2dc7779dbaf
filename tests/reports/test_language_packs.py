"""Interview packs in another language: every text is said, and what comes back is understood."""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from lxml import etree
from python_calamine import CalamineWorkbook

import browser
from builders import TODAY, assessment, new_folder
from documents import Page
from iso20k_gap.core import pack as packs
from iso20k_gap.core import pack_form as form
from iso20k_gap.core.assessment import Answer, Evidence
from iso20k_gap.core.conflict import DISK, EVIDENCE, NOTE, RATING, Conflict, Side
from iso20k_gap.core.merging import Change
from iso20k_gap.core.pack import Pack, Selection
from iso20k_gap.core.translation import translated
from iso20k_gap.files import assessment_folder, library, pack_file
from iso20k_gap.files.sent import Terms
from iso20k_gap.files.translations import LocalConventions
from iso20k_gap.language import ENGLISH, Language, speaking
from iso20k_gap.reports import pack_html, pack_terminal, pack_xlsx
from iso20k_gap.reports.packs.script import words
from iso20k_gap.shipped import data_root
from pseudo import CLOSE, OPEN, PADDED, PSEUDO, WIDE, Bracketed
from speaking import SHOWN, said, unsaid_in

ONE, TWO, FREE = "8.5.1.2-01", "8.5.1.2-02", "8.5.1.2-05"
ALLOWED = {
    "ISO/IEC", "ISO", "no_occurrence", "iso20k-gap", "YYYY-MM-DD", "nplf", "full",
    "width=device-width, initial-scale=1", "light dark", "no-referrer", "noindex",
    "default-src .*", "pack [0-9a-f]+", "November",
}  # fmt: skip
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PIECE = Evidence(title="00", location="000", effective="2026-02-03", valid_until="2027-04-05")
GIVEN = {
    ONE: Answer(rating="F", note="000", evidence=(PIECE,)),
    TWO: Answer(rating="P", confirmed=False),
    FREE: Answer(rating="no_occurrence", reason="000"),
}


@pytest.fixture(autouse=True)
def pseudo() -> Iterator[None]:
    """The language nobody speaks."""
    with speaking(PSEUDO):
        yield


def pack(questionnaire: str = "full", **selection) -> Pack:
    """A pack about change management, its questions said."""
    with speaking(ENGLISH):
        source = packs.Source(
            library.load_catalogue("2018"),
            library.load_questionnaire("2018", questionnaire),
            library.load_scale("nplf"),
            assessment(answers=GIVEN, organisation={"name": "000", "scope": "000"}),
        )
    source = replace(
        source,
        catalogue=translated(source.catalogue, said),
        questionnaire=translated(source.questionnaire, said),
        scale=translated(source.scale, said),
    )
    return packs.build(source, Selection(**{"clause": "8.5.1.2", **selection}), TODAY)


PACKS = {
    "a clause": pack,
    "a person": lambda: pack(person="000", clause=""),
    "a role": lambda: pack(role="Change manager", clause=""),
    "a screening": lambda: pack("screening", clause="8"),
}


@pytest.mark.parametrize("name", PACKS)
def test_every_text_of_the_workbook_is_said(name):
    """Cells, hints, lists and names of the sheets that people see."""
    content = pack_xlsx.render(PACKS[name]())
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    cover, questions, *hidden = book.sheet_names
    rows = [
        *(row[1:] for row in book.get_sheet_by_name(cover).to_python(skip_empty_area=False)),
        *book.get_sheet_by_name(questions).to_python(skip_empty_area=False)[1:],
    ]
    cells = [cell for row in rows for cell in row if isinstance(cell, str)]
    hints = [
        rule.get(key, "")
        for number in (1, 2)
        for rule in part(content, f"xl/worksheets/sheet{number}.xml").iter(f"{SHEET}dataValidation")
        for key in ("promptTitle", "prompt", "errorTitle", "error")
    ]

    assert hidden == [form.PACK, form.BEFORE]
    assert len(cells) > 40
    assert len(hints) > 8
    assert unsaid_in([cover, questions, *cells, *hints], ALLOWED) == set()


def part(content: bytes, name: str):
    """A part of a workbook as a tree."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return etree.fromstring(package.read(name))


@pytest.mark.parametrize("name", PACKS)
def test_every_text_of_the_page_is_said(name):
    """What is seen, heard, and said by the script."""
    content = pack_html.render(PACKS[name]())
    page = Page(content)
    texts = [*page.parts, *(text for key in SHOWN for text in page.values(key))]
    data = json.loads(re.search(rb'id="pack">(.*?)</script>', content)[1])
    spoken = [
        text
        for each in data["words"].values()
        for text in ([each] if isinstance(each, str) else each["forms"])
    ]

    assert f'<html lang="{PSEUDO.code}">'.encode() in content
    assert len(spoken) > 20
    assert unsaid_in([*texts, *spoken], ALLOWED) == set()


def test_the_script_asks_for_no_word_that_is_missing_and_leaves_none_unused():
    """Each name in the script has its words, with the places that it fills."""
    script = (data_root() / "report_templates" / "pack" / "page.js").read_text(encoding="utf-8")
    with speaking(ENGLISH):
        told = words(3)
    asked = {*re.findall(r'said\("(\w+)"', script), *re.findall(r'"(\w+)" : "(\w+)"', script)[0]}
    asked |= {name for pair in re.findall(r'\? "(\w+)" : "(\w+)"', script) for name in pair}

    assert {*told} <= asked
    assert {name for name in asked if name not in told} <= {"string"}


class Three(Bracketed):
    """Has three forms, as Romanian has."""

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        if count == 1:
            return f"uno {one}"
        return f"pauci {many}" if count == 0 or 0 < count % 100 < 20 else f"multi {many}"


def test_each_number_finds_its_form_in_the_script():
    """As many forms as the language has, and for each number the right one."""
    with speaking(Language("ro", "three", Three(), LocalConventions("ro"))):
        told = words(120)["open"]
    chosen = [told["forms"][int(told["which"][count])].split()[0] for count in range(121)]

    assert len(told["forms"]) == 3
    assert chosen[:3] == ["pauci", "uno", "pauci"]
    assert (chosen[19], chosen[20], chosen[101], chosen[119]) == (
        "pauci",
        "multi",
        "pauci",
        "pauci",
    )


def refilled(content: bytes, cells: dict[tuple[int, int, int], object]) -> bytes:
    """The workbook as a program writes it anew with cells set: sheet, row and column from 0."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    buffer = io.BytesIO()
    copy = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    for number, name in enumerate(book.sheet_names):
        sheet = copy.add_worksheet(name)
        grid = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        values = {(r, c): value for r, line in enumerate(grid) for c, value in enumerate(line)}
        values |= {place[1:]: value for place, value in cells.items() if place[0] == number}
        for (row, column), value in values.items():
            if isinstance(value, date):
                shown = copy.add_format({"num_format": "dd.mm.yyyy"})
                sheet.write_datetime(row, column, value, shown)
            else:
                sheet.write(row, column, value)
    copy.close()
    return buffer.getvalue()


@pytest.mark.parametrize("language", [PSEUDO, PADDED, WIDE], ids=lambda each: each.name)
def test_a_workbook_filled_in_another_language_comes_back(language, tmp_path):
    """Answers are found by id and place, dates read, whatever the headings say."""
    with speaking(ENGLISH):
        folder = assessment_folder.read(new_folder(tmp_path / "acme"))
    with speaking(language):
        made = pack()
        head = replace(made.head, organisation=folder.assessment.organisation.name)
        content = pack_xlsx.render(replace(made, head=head))
        columns = _columns(content)
        cells = {
            (0, *_place(content, form.RESPONDENT)): "Jörg Ännchen",
            (0, *_place(content, form.ANSWERED_ON)): date(2026, 11, 20),
            (1, 3, columns[form.RATING]): "L",
            (1, 3, columns[form.NOTE]): "gesehen",
            (1, 3, columns["evidence2.title"]): "Protokoll",
            (1, 3, columns["evidence2.valid_until"]): date(2027, 12, 31),
        }
        path = tmp_path / "zurück.xlsx"
        path.write_bytes(refilled(content, cells))
        (reply,) = pack_file.read(path, folder, Terms(TODAY)).replies

    assert reply.question.id == ONE
    assert (reply.who, reply.on) == ("Jörg Ännchen", date(2026, 11, 20))
    assert reply.given.rating == "L"
    assert reply.given.note == "gesehen"
    assert reply.given.evidence[1] == packs.Piece("Protokoll", "", None, date(2027, 12, 31))


def _columns(content: bytes) -> dict[str, int]:
    """The columns of the questions by their hidden keys."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    keys = book.get_sheet_by_name(book.sheet_names[1]).to_python(skip_empty_area=False)[0]
    return {key: place for place, key in enumerate(keys)}


def _place(content: bytes, key: str) -> tuple[int, int]:
    """The row and column of a field on the cover by its hidden key."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    lines = book.get_sheet_by_name(book.sheet_names[0]).to_python(skip_empty_area=False)
    return next(row for row, line in enumerate(lines) if line[0] == key), 2


def test_a_pack_in_one_language_is_taken_in_by_a_run_in_another(tmp_path):
    """Who sends and who takes in need not speak the same."""
    with speaking(ENGLISH):
        folder = assessment_folder.read(new_folder(tmp_path / "acme"))
    made = pack()
    head = replace(made.head, organisation=folder.assessment.organisation.name)
    content = pack_xlsx.render(replace(made, head=head))
    cells = {(0, *_place(content, form.RESPONDENT)): "000", (1, 3, 5): "N"}
    path = tmp_path / "p.xlsx"
    path.write_bytes(refilled(content, cells))
    with speaking(ENGLISH):
        (reply,) = pack_file.read(path, folder, Terms(TODAY)).replies

    assert (reply.question.id, reply.given.rating) == (ONE, "N")


def test_what_importing_brings_is_said():
    """Changes, contradictions, fields and values for the terminal."""
    scale = translated(library.shipped_scale("nplf"), said)
    sides = [
        Side(("00",), "000", TODAY, DISK),
        Side(("no_occurrence", "00"), "", None, "000"),
        Side(("00", "000", "2026-01-31", "2027-01-31"), "00", TODAY, "000"),
    ]
    changes = [
        Change(ONE, field, side.value, (), "000", TODAY, "000")
        for field, side in zip((NOTE, RATING, EVIDENCE), sides, strict=True)
    ]
    tables = [
        pack_terminal.changes_table(changes, scale),
        *(
            pack_terminal.conflict_table(Conflict(ONE, ONE, field, (side,), side), scale)
            for field, side in zip((NOTE, RATING, EVIDENCE), sides, strict=True)
        ),
    ]
    texts = [
        text
        for table in tables
        for column in table.columns
        for text in (str(column.header), *map(str, column.cells))
    ]

    assert f"{OPEN}until 31.01.2027{CLOSE}" in " ".join(texts)
    assert unsaid_in([*texts, *(str(table.title or "") for table in tables)], ALLOWED) == set()


@pytest.mark.slow
def test_a_page_in_another_language_speaks_it(tmp_path):
    """In a browser: progress, saving and downloading are told in the language."""
    assert browser.executable(), "this test needs Chromium: apt-get install chromium"
    file = tmp_path / "pack.html"
    file.write_bytes(pack_html.render(pack()))
    with browser.opened(tmp_path / "profile") as page:
        page.open(file)
        begun = page.run("document.getElementById('status').textContent")
        page.run("document.querySelector('#respondent').focus()")
        page.type("000")
        page.run(f"document.querySelector('[data-id=\"{ONE}\"] input[value=N]').click()")
        page.wait("document.getElementById('status').textContent.includes('Saved')")
        (tmp_path / "out").mkdir()
        page.allow_downloads(tmp_path / "out")
        page.run("document.getElementById('download').click()")
        browser.until(lambda: list(Path(tmp_path / "out").glob("*.json")))
        done = page.run("document.getElementById('status').textContent")
        count = page.run("document.getElementById('count').textContent")
        label = page.run("document.querySelector('.piece input').getAttribute('aria-label')")

        assert page.trouble() == []
    assert begun == f"{OPEN}Your answers are kept in this browser as you go.{CLOSE}"
    assert re.fullmatch(
        rf"{OPEN}1 answer downloaded as answers-000-\w+\.json\. Send this file back\.{CLOSE}", done
    )
    assert re.fullmatch(rf"{OPEN}\d+ of \d+ answered{CLOSE}", count)
    assert label == f"{OPEN}Evidence 1 for {ONE}, {OPEN}Title{CLOSE}{CLOSE}"
