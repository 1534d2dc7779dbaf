"""Packs that come back: equal field by field, and everything wrong told with its place."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from builders import new_folder
from iso20k_gap.core import pack as packs
from iso20k_gap.core.assessment import Answer, Evidence
from iso20k_gap.core.pack import KIND, Entry, Pack, Piece, Selection
from iso20k_gap.core.rating import NO_OCCURRENCE, Rating
from iso20k_gap.errors import InputError
from iso20k_gap.files import assessment_folder, library, pack_file, sent_answers, sent_workbook
from iso20k_gap.files.assessment_folder import AssessmentFolder
from iso20k_gap.files.sent import Sent, Terms
from iso20k_gap.files.sent_rows import RowReader
from iso20k_gap.reports import pack_html, pack_xlsx

TODAY = date(2026, 11, 21)
TERMS = Terms(TODAY, by="Ann")
ONE, TWO, FREE = "8.5.1.1-01", "8.5.1.1-02", "8.5.1.2-05"
"""Two requirements, and one that may be without occurrence."""

LABELS = ("=1+1", "@SUM(A1)", "+1", "-1", "\ttab", "a\nb", 'q"\'', "8.10", "010", "1e3", "no", "😀",
          "\u202eRTL", "مرحبا", "<r>x</r>", "<r><t>a</t></r>", "_x0041_", "_x005F_x0041_",
          "\x07bell", " lead", "trail ", "\r", "a\r\nb", "#N/A", "TRUE", "2026-11-21", "'quoted",
          "\ufeffbom",           "</script><!--", "&lt;", "a" * 32_767)  # fmt: skip
texts = st.one_of(
    st.sampled_from(LABELS),
    st.text(
        st.characters(exclude_categories=("Cs",), exclude_characters="\ufffe\uffff"), max_size=40
    ),
)
titles = texts.filter(lambda text: text.strip() == text and text)
days = st.none() | st.dates()


@st.composite
def pieces(draw):
    """A piece of evidence."""
    first, last = sorted((draw(st.dates()), draw(st.dates())))
    return Evidence(
        title=draw(titles),
        location=draw(texts),
        effective=first if draw(st.booleans()) else None,
        valid_until=last if draw(st.booleans()) else None,
    )


@st.composite
def answers(draw):
    """An answer with everything a pack carries."""
    nothing = draw(st.booleans())
    return Answer(
        rating=NO_OCCURRENCE if nothing else draw(st.sampled_from(Rating)),
        reason=draw(texts.filter(lambda text: text.strip())) if nothing else "",
        note=draw(texts),
        evidence=tuple(draw(st.lists(pieces(), max_size=3))),
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> AssessmentFolder:
    """A new assessment folder, read."""
    return assessment_folder.read(new_folder(tmp_path_factory.mktemp("packs") / "acme"))


def pack_of(folder: AssessmentFolder, given_: dict[str, Answer], scale: str = "nplf") -> Pack:
    """A pack about the first requirements of change management."""
    source = packs.Source(
        folder.catalogue,
        library.load_questionnaire("2018", "full"),
        library.load_scale(scale),
        folder.assessment.with_answers(given_),
    )
    return packs.build(source, Selection(clause="8.5.1.2"), TODAY)


def entries(folder: AssessmentFolder, sent: Sent, scale: str = "nplf") -> dict[str, Entry]:
    """What a file says, as if its pack had gone out blank."""
    blank = replace(sent, rows=tuple(replace(row, before={}) for row in sent.rows))
    reader = RowReader(
        blank,
        folder.catalogue,
        library.load_questionnaire("2018", "full"),
        library.load_scale(scale),
        TERMS,
    )
    replies = reader.replies()
    assert reader.complaints == []
    return {reply.question.id: reply.given for reply in replies}


def page_answers(pack: Pack, **head: object) -> bytes:
    """What the page writes when everything in the pack was filled in by hand."""
    answered = {
        item.question.id: {
            "rating": item.entry.rating or "",
            "reason": item.entry.reason,
            "note": item.entry.note,
            "evidence": [
                {key: str(value or "") for key, value in vars(piece).items()}
                for piece in item.entry.evidence
            ],
            "respondent": "",
            "on": "2026-11-20",
            "at": "2026-11-20T10:00:00.000Z",
        }
        for item in pack.items
        if item.entry != Entry()
    }
    own = {key: str(value) for key, value in vars(pack.head).items()}
    return json.dumps(
        {"kind": KIND, **own, "respondent": "Bob", "answers": answered, **head}
    ).encode()


SLOW = settings(max_examples=40, suppress_health_check=list(HealthCheck))


@SLOW
@given(answer=answers())
@example(answer=Answer(rating="F", note="<r>a</r>", evidence=(Evidence(title="=1+1"),)))
@example(answer=Answer(rating="F", note="_x005F_x0041_x0042_"))
def test_a_workbook_written_by_us_and_read_back_is_equal_for_every_field(folder, answer):
    """Formulas, controls, quotes, emoji, right-to-left: what was on file is what is read."""
    pack = pack_of(folder, {FREE: answer})
    sent = sent_workbook.read(Path("p.xlsx"), pack_xlsx.render(pack))

    (item,) = [item for item in pack.items if item.question.id == FREE]
    assert entries(folder, sent) == {FREE: item.entry}
    (row,) = [row for row in sent.rows if row.fields["id"].text == FREE]
    assert {key: text for key, text in row.before.items() if text} == {
        "id": FREE, **{key: text for key, text in pack_xlsx.texts_of(item.entry) if text}
    }  # fmt: skip


@SLOW
@given(answer=answers())
def test_a_file_of_answers_read_back_is_equal_for_every_field(folder, answer):
    """The same for what the page downloads."""
    pack = pack_of(folder, {FREE: answer})
    sent = sent_answers.read(Path("p.json"), page_answers(pack))

    (item,) = [item for item in pack.items if item.question.id == FREE]
    assert entries(folder, sent) == {FREE: item.entry}


@SLOW
@given(answer=answers())
def test_a_pack_that_comes_back_untouched_says_nothing(folder, tmp_path_factory, answer):
    """Nobody needs to be named for it either."""
    path = tmp_path_factory.mktemp("out") / "p.xlsx"
    path.write_bytes(pack_xlsx.render(pack_of(folder, {FREE: answer})))

    returned = pack_file.read(path, folder, Terms(TODAY))

    assert returned.replies == ()


@pytest.mark.parametrize("rating", ["N", "P", "L", "F"])
def test_on_a_coarser_scale_a_rating_left_alone_stays_what_it_was(folder, tmp_path, rating):
    """`partial` may stand for L: read back untouched it is L still."""
    pack = pack_of(folder, {FREE: Answer(rating=rating)}, "yes-partial-no")
    path = tmp_path / "p.xlsx"
    path.write_bytes(pack_xlsx.render(pack))

    assert pack_file.read(path, folder, TERMS).replies == ()


# --- everything wrong is told at once ---


def filled(
    folder: AssessmentFolder, cells: dict[tuple[int, int], object], where: str = "Questions"
) -> bytes:
    """A pack's workbook with cells of a sheet set, row and column from 0."""
    import xlsxwriter
    from python_calamine import CalamineWorkbook

    original = pack_xlsx.render(pack_of(folder, {}))
    book = CalamineWorkbook.from_filelike(io.BytesIO(original))
    buffer = io.BytesIO()
    copy = xlsxwriter.Workbook(buffer, {"in_memory": True})
    for name in book.sheet_names:
        sheet = copy.add_worksheet(name)
        grid = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        values = {(r, c): value for r, line in enumerate(grid) for c, value in enumerate(line)}
        for (row, column), value in {**values, **(cells if name == where else {})}.items():
            if isinstance(value, date):
                day = copy.add_format({"num_format": "yyyy-mm-dd"})
                sheet.write_datetime(row, column, value, day)
            else:
                sheet.write(row, column, value)
    copy.close()
    return buffer.getvalue()


ID, RATING, NOTE, REASON, WHO, TITLE, PLACE, FIRST, LAST = 0, 5, 6, 7, 8, 9, 10, 11, 12
ROW = 3
"""The first question: below keys, headings and the clause."""


def complaints(folder, tmp_path, content: bytes, terms: Terms = TERMS) -> list[str]:
    """What is said about a file, without its path."""
    path = tmp_path / "pack.xlsx"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        pack_file.read(path, folder, terms)
    return [str(each).replace(str(tmp_path) + "/", "") for each in caught.value.complaints]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({(ROW, RATING): "X"}, "Questions!F4: 8.5.1.2-01: there is no rating 'X'"),
        ({(ROW, RATING): "no occurrence"}, "Questions!F4: 8.5.1.2-01 cannot be without"),
        ({(ROW + 4, RATING): NO_OCCURRENCE}, "Questions!H8: no_occurrence needs a reason"),
        ({(ROW, REASON): "because"}, "Questions!H4: a reason stands here"),
        ({(ROW, TITLE): "T", (ROW, FIRST): "31.12.2026"}, "Questions!L4: the day evidence holds"),
        ({(ROW, TITLE): "T", (ROW, FIRST): 46000}, "Questions!L4: the day evidence holds"),
        ({(ROW, TITLE): "T", (ROW, FIRST): "2026-02-30"}, "'2026-02-30' is not a date"),
        ({(ROW, PLACE): "shelf"}, "Questions!J4: evidence 1 has no title"),
        (
            {(ROW, TITLE): "T", (ROW, FIRST): date(2026, 2, 1), (ROW, LAST): date(2026, 1, 1)},
            "Questions!M4: evidence is valid until a day before it takes effect",
        ),
        ({(ROW, ID): "8.5.1.2-91"}, "Questions!A4: there is no question 8.5.1.2-91"),
        ({(ROW, ID): "8.5.1.2-02"}, "8.5.1.2-02 stands here again"),
        ({(40, NOTE): "x"}, "Questions!A41: something is filled in beside no id"),
        ({(2, NOTE): "x"}, "Questions!A3: there is no question 8.5.1.2"),
    ],
)
def test_what_is_wrong_in_a_workbook_is_told_with_sheet_and_cell(folder, tmp_path, cells, said):
    """A bad rating, a broken date, a stranger's id: each names its cell."""
    told = complaints(folder, tmp_path, filled(folder, cells))

    assert len(told) == 1
    assert told[0].startswith("pack.xlsx:Questions!")
    assert said in told[0]


def test_all_complaints_come_at_once(folder, tmp_path):
    """Not one after the other."""
    cells = {(ROW, RATING): "X", (ROW + 1, RATING): "Y", (ROW + 2, REASON): "z"}

    assert len(complaints(folder, tmp_path, filled(folder, cells), Terms(TODAY))) == 3


def test_nobody_named_is_told_once_and_mended_by_a_name(folder, tmp_path):
    """A row's own respondent counts first, then the cover, then who imports."""
    content = filled(folder, {(ROW, RATING): "f", (ROW + 1, RATING): "L", (ROW + 1, WHO): "Eve"})

    told = complaints(folder, tmp_path, content, Terms(TODAY))
    replies = pack_file.read(tmp_path / "pack.xlsx", folder, TERMS).replies

    assert [line.partition(" (")[0] for line in told] == [
        "pack.xlsx:Start!C12: nobody is named as having answered"
    ]
    assert [(reply.who, reply.given.rating, reply.on) for reply in replies] == [
        ("Ann", "F", TODAY), ("Eve", "L", TODAY),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "where", "said"),
    [
        ({(12, 2): date(2026, 11, 22)}, "Start", "Start!C13: it was answered on 2026-11-22"),
        ({(12, 2): "yesterday"}, "Start", "Start!C13: the day of answering: 'yesterday'"),
        ({(0, RATING): ""}, "Questions", "Questions: the sheet Questions lacks its hidden row"),
        ({(6, 1): "1999"}, "Pack", "the pack's form"),
    ],
)
def test_what_is_wrong_beside_the_questions_is_told_too(folder, tmp_path, cells, where, said):
    """The day on the cover, the hidden row and sheets."""
    if where == "Pack":
        cells = {(row, 1): "1999" for row in range(12)}
    told = complaints(folder, tmp_path, filled(folder, cells, where))

    assert said in told[0]


def test_the_day_on_the_cover_is_when_it_was_answered(folder, tmp_path):
    """Else it is the day of the import."""
    for cells, day in (({(12, 2): date(2026, 11, 3)}, date(2026, 11, 3)), ({}, TODAY)):
        grid = {**cells, (11, 2): "Eve"}
        content = filled(folder, grid, "Start")
        path = tmp_path / "p.xlsx"
        path.write_bytes(content)
        assert pack_file.read(path, folder, TERMS).replies == ()
        sent = sent_workbook.read(path, content)
        assert (sent.respondent.text, sent.answered_on.value) == ("Eve", cells.get((12, 2), ""))
        note = replace(sent.rows[1].fields["note"], value="n")
        row = replace(sent.rows[1], fields={**sent.rows[1].fields, "note": note})
        full = library.load_questionnaire("2018", "full")
        scale = library.load_scale("nplf")
        only = replace(sent, rows=(row,))
        (reply,) = RowReader(only, folder.catalogue, full, scale, TERMS).replies()
        assert (reply.who, reply.on) == ("Eve", day)


def test_numbers_and_days_that_a_program_made_of_texts_are_put_back(folder, tmp_path):
    """5 is no 5.0; a day is written as a day."""
    (tmp_path / "p.xlsx").write_bytes(
        filled(folder, {(ROW, NOTE): 5, (ROW, TITLE): date(2026, 1, 2), (ROW, PLACE): True})
    )
    (reply,) = pack_file.read(tmp_path / "p.xlsx", folder, TERMS).replies

    assert reply.given == Entry(note="5", evidence=(Piece("2026-01-02", "TRUE"),))


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ({"edition": "2011"}, "the pack is for edition 2011"),
        ({"schema": "2"}, "the pack's form '2' is not known"),
        ({"organisation": "Beta"}, "the pack was made for 'Beta', not for 'Acme'"),
        ({"questionnaire": "../x"}, "has no questionnaire '../x'"),
        ({"scale": "stars"}, "there is no scale 'stars'"),
        ({"kind": "else"}, "this is no file of answers"),
        ({"answers": []}, "answers: this must be an object of answers"),
        ({"answers": {ONE: 1}}, f"answers.{ONE}: this must be text"),
        ({"answers": {ONE: {"rating": None}}}, f"answers.{ONE}.rating: this must be text"),
        ({"answers": {ONE: {"rating": "Q"}}}, f"answers.{ONE}.rating: {ONE}: there is no rating"),
        ({"answers": {"8.9-01": {"rating": "F"}}}, "answers.8.9-01: there is no question"),
        ({"answers": {ONE: {"evidence": [1]}}}, f"answers.{ONE}.evidence[1]: this must be text"),
        ({"answers": {ONE: {"evidence": "x"}}}, f"answers.{ONE}.evidence: this must be text"),
        (
            {"answers": {ONE: {"evidence": [{"title": "T", "effective": "soon"}]}}},
            f"answers.{ONE}.evidence[1].effective: the day evidence holds from: 'soon'",
        ),
        ({"answers": {ONE: {"rating": "F"}}, "respondent": " "}, "respondent: nobody is named"),
    ],
)
def test_what_is_wrong_in_a_file_of_answers_is_told_with_its_place(folder, tmp_path, head, said):
    """A wrong edition, another organisation's file, values that are no text."""
    content = page_answers(pack_of(folder, {FREE: Answer(rating="F")}), **head)

    told = complaints(folder, tmp_path, content, Terms(TODAY))

    assert any(said in line for line in told), told


def test_another_organisations_name_can_be_let_pass(folder, tmp_path):
    """It may have been renamed meanwhile."""
    path = tmp_path / "p.json"
    path.write_bytes(page_answers(pack_of(folder, {FREE: Answer(rating="F")}), organisation="Old"))

    assert pack_file.read(path, folder, replace(TERMS, any_organisation=True)).replies


def test_another_catalogue_version_is_remarked(folder, tmp_path):
    """Ids are stable, so the answers count; the reader should know."""
    path = tmp_path / "p.json"
    path.write_bytes(
        page_answers(pack_of(folder, {FREE: Answer(rating="F")}), catalogue_version="0")
    )

    (remark,) = pack_file.read(path, folder, TERMS).remarks
    assert "catalogue version 0" in remark


def repacked(content: bytes, **parts: bytes) -> bytes:
    """The workbook with parts exchanged; `sheet2` is xl/worksheets/sheet2.xml."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, parts.get(Path(name).stem, old.read(name)))
    return buffer.getvalue()


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet(cells: str) -> bytes:
    """A worksheet part."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'.encode()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("zip bomb", "unfolds to"),
        ("a cell far out", "a cell lies at row 1048576"),
        ("a cell in a long number", "a cell lies at row 10001"),
        ("one text a million times", "too much text"),
        ("many cells", "more than 500000 cells"),
        ("entities", "it defines entities"),
        ("many parts", "unfolds to"),
    ],
)
def test_a_workbook_that_would_unfold_absurdly_is_refused_unread(folder, tmp_path, name, said):
    """Small files that would fill the memory."""
    plain = pack_xlsx.render(pack_of(folder, {}))
    value = "<v>1</v></c>"
    shared = '<c t="s"><v>0</v></c>'
    bombs = {
        "zip bomb": {"sheet2": b" " * (65 * 1024 * 1024)},
        "a cell far out": {"sheet2": sheet(f'<row r="1"><c r="XFD1048576">{value}</row>')},
        "a cell in a long number": {"sheet2": sheet(f'<row r="{"9" * 30}"><c>{value}</row>')},
        "one text a million times": {
            "sharedStrings": f'<sst xmlns="{MAIN}"><si><t>{"a" * 10**6}</t></si></sst>'.encode(),
            "sheet2": sheet("".join(f'<row r="{row}">{shared * 10}</row>' for row in range(1, 10))),
        },
        "many cells": {
            "sheet2": sheet(("<row>" + ("<c>" + value) * 900 + "</row>") * 600)
        },
        "entities": {"sheet2": b'<!DOCTYPE x [<!ENTITY a "aa">]>' + sheet("")},
    }  # fmt: skip
    if name == "many parts":
        buffer = io.BytesIO(plain)
        with zipfile.ZipFile(buffer, "a") as packed:
            for number in range(600):
                packed.writestr(f"xl/{number}.xml", "<a/>")
        content = buffer.getvalue()
    else:
        content = repacked(plain, **bombs[name])

    (told,) = complaints(folder, tmp_path, content)

    assert "this workbook cannot be a pack" in told
    assert said in told


def broken(folder: AssessmentFolder) -> dict[str, bytes]:
    """Files that are no packs, or none any more."""
    plain = pack_xlsx.render(pack_of(folder, {}))
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as packed:
        packed.writestr("content.xml", "<a/>")
    return {
        "cut off": plain[: len(plain) // 2],
        "one bit wrong": plain[:500] + bytes([plain[500] ^ 255]) + plain[501:],
        "no sheet": repacked(plain, workbook=f'<workbook xmlns="{MAIN}"/>'.encode()),
        "broken part": repacked(plain, workbook=b"<workbook"),
        "broken number": repacked(plain, sheet2=sheet('<row r="x"><c r="A1"><v>y</v></c></row>')),
        "bad shared index": repacked(
            plain, sheet2=sheet('<row r="1"><c r="A1" t="s"><v>99999</v></c></row>')
        ),
        "another zip": other.getvalue(),
        "the page": pack_html.render(pack_of(folder, {})),
        "text": b"hello",
        "latin": b'{"kind": "\xe9"}',
        "deep": b"[" * 100_000,
        "twice": b'{"kind": "a", "kind": "b"}',
        "not a number": b'{"kind": NaN}',
        "long number": b'{"kind": ' + b"9" * 10_000 + b"}",
        "nothing": b"",
        "list": b"[]",
    }


BROKEN = (
    "cut off", "one bit wrong", "no sheet", "broken part", "broken number", "bad shared index",
    "another zip", "the page", "text", "latin", "deep", "twice", "not a number", "long number",
    "nothing", "list",
)  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_is_no_pack_is_told_as_such(folder, tmp_path, name):
    """Broken, truncated, encrypted or something else: one line and no traceback."""
    told = complaints(folder, tmp_path, broken(folder)[name])

    assert len(told) == 1
    assert told[0].startswith("pack.xlsx")


def test_a_missing_or_huge_file_is_told_unread(folder, tmp_path):
    """Its size is looked at first."""
    huge = tmp_path / "huge.xlsx"
    with huge.open("wb") as file:
        file.truncate(17 * 1024 * 1024)
    for path in (huge, tmp_path / "missing.xlsx", tmp_path):
        with pytest.raises(InputError):
            pack_file.read(path, folder, TERMS)


@settings(max_examples=80, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_damage_to_a_workbook_ends_in_a_traceback(folder, tmp_path_factory, data):
    """A byte changed anywhere: read, or refused with a complaint."""
    content = bytearray(pack_xlsx.render(pack_of(folder, {FREE: Answer(rating="F", note="n")})))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("damaged") / "p.xlsx"
    path.write_bytes(content)
    try:
        pack_file.read(path, folder, TERMS)
    except InputError as error:
        assert error.complaints  # noqa: PT017 - either outcome is right
