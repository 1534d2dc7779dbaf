"""The pack's workbook: locked but for the answers, no formulas, the same bytes each time."""

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from builders import answers, assessment
from iso20k_gap.core import pack as packs
from iso20k_gap.core.assessment import Answer, Evidence
from iso20k_gap.core.pack import Pack, Selection
from iso20k_gap.errors import InputError
from iso20k_gap.files import library, workbook
from iso20k_gap.reports import pack_xlsx

MADE = date(2026, 11, 21)
NS = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
HOSTILE = '=HYPERLINK("http://x","y")'
FREE, BOUND = "8.5.1.2-05", "8.5.1.2-01"


def pack(given: dict[str, Answer] | None = None, clause: str = "8.5.1.2", **fields) -> Pack:
    """A pack about change management."""
    scale = fields.pop("scale", "nplf")
    questionnaire = fields.pop("questionnaire", "full")
    source = packs.Source(
        library.load_catalogue("2018"),
        library.load_questionnaire("2018", questionnaire),
        library.load_scale(scale),
        assessment(answers=given or {}, **fields),
    )
    return packs.build(source, Selection(clause=clause, person="Ann"), MADE)


def parts(content: bytes) -> dict[str, str]:
    """The workbook's parts as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def part(content: bytes, name: str) -> ET.Element:
    """A part of the workbook."""
    return ET.fromstring(parts(content)[name])  # noqa: S314 - our own


def questions(content: bytes) -> ET.Element:
    """The question sheet."""
    return part(content, "xl/worksheets/sheet2.xml")


def values(content: bytes, name: str = "Questions") -> list[list[object]]:
    """A sheet's values."""
    return workbook.read(Path("p.xlsx"), content, [name])[name]


def test_the_same_pack_gives_the_same_bytes():
    """No clock, no order of chance."""
    given = answers({"8.5.1.2": "F"}, note="n")

    assert pack_xlsx.render(pack(given)) == pack_xlsx.render(pack(given))


def test_what_people_typed_is_never_a_formula_or_a_link():
    """Organisation, note, evidence: text and nothing else."""
    piece = Evidence(title=HOSTILE, location="http://x/")
    given = {BOUND: Answer(rating="F", note=HOSTILE, evidence=(piece,))}
    content = pack_xlsx.render(pack(given, organisation={"name": HOSTILE, "scope": "@x"}))
    texts = "".join(parts(content)[f"xl/worksheets/sheet{number}.xml"] for number in range(1, 5))

    assert not re.search(r"<f[ >]", texts)
    assert "hyperlink" not in texts.lower()
    assert HOSTILE in [value for line in values(content) for value in line]


def test_every_question_is_a_row_under_its_clause():
    """With what is asked, looked for and rated; present answers are filled in."""
    piece = Evidence(title="Log", effective=date(2026, 1, 2), valid_until=date(1899, 1, 1))
    grid = values(pack_xlsx.render(pack({BOUND: Answer(rating="L", note="n", evidence=(piece,))})))
    keys, heads, clause, first, *_ = grid
    row = dict(zip(keys, first, strict=True))

    assert heads[:2] == ["Id", "Requirement"]
    assert clause[:2] == ["8.5.1.2", "Change management initiation"]
    assert len(grid) == 3 + 9
    assert (row["id"], row["rating"], row["note"]) == (BOUND, "L", "n")
    assert (row["evidence1.effective"], row["evidence1.valid_until"]) == (
        date(2026, 1, 2), "1899-01-01",
    )  # fmt: skip
    requirement = library.load_catalogue("2018").by_id[BOUND]
    assert row["requirement"] == requirement.statement
    assert row["question"] == requirement.question
    assert requirement.guidance in row["look_for"]
    assert all(each in row["look_for"] for each in requirement.evidence)
    assert f"F – {requirement.ratings.F}" in row["guide"]


def test_the_list_offers_the_scale_and_no_occurrence_only_where_it_is_allowed():
    """Each row has its own list, with a message that helps."""
    for scale, symbols in (("nplf", "F,L,P,N"), ("yes-partial-no", "yes,partial,no")):
        content = pack_xlsx.render(pack(scale=scale))
        lists = {
            rule.get("sqref"): rule
            for rule in questions(content).iter(f"{{{NS['x']}}}dataValidation")
            if rule.get("type") == "list"
        }
        by_id = {f"F{number}": line[0] for number, line in enumerate(values(content), start=1)}
        offered = {by_id[place]: rule.find("x:formula1", NS).text for place, rule in lists.items()}

        assert offered[BOUND] == f'"{symbols}"'
        assert offered[FREE] == f'"{symbols},no_occurrence"'
        rule = lists["F4"]
        assert symbols.split(",")[0] in rule.get("error")
        assert rule.get("prompt")
        assert rule.get("showErrorMessage") == "1"


def test_only_answer_cells_are_unlocked():
    """The sheets are protected; from the rating on, every cell of a question is open."""
    content = pack_xlsx.render(pack())
    styles = part(content, "xl/styles.xml")
    formats = styles.find("x:cellXfs", NS)
    unlocked = {
        str(number)
        for number, each in enumerate(formats)
        if each.find("x:protection[@locked='0']", NS) is not None
    }
    sheet = questions(content)
    assert sheet.find("x:sheetProtection", NS).get("sheet") == "1"
    for row in sheet.iter(f"{{{NS['x']}}}row"):
        number = int(row.get("r"))
        cells = {re.sub(r"\d", "", cell.get("r")): cell.get("s") for cell in row}
        is_open = {name for name, style in cells.items() if style in unlocked}
        wanted = {name for name in cells if name >= "F"} if number > 3 else set()
        assert is_open == wanted, number


def test_the_sheet_is_made_for_screen_and_paper():
    """Frozen head and ids, wrapped text, repeated rows, landscape, a width that fits."""
    content = pack_xlsx.render(pack())
    sheet = questions(content)

    pane = sheet.find("x:sheetViews/x:sheetView/x:pane", NS)
    assert (pane.get("state"), pane.get("topLeftCell")) == ("frozen", "B3")
    assert sheet.find("x:pageSetup", NS).get("orientation") == "landscape"
    assert sheet.find("x:pageSetup", NS).get("fitToHeight") == "0"
    assert "Print_Titles" in parts(content)["xl/workbook.xml"]
    heights = [float(row.get("ht", 0)) for row in sheet.iter(f"{{{NS['x']}}}row")]
    assert min(heights[3:]) > 60


def test_hidden_sheets_say_which_pack_it_is_and_what_it_went_out_with():
    """Edition, catalogue version, form; and the answers as they were."""
    made = pack({BOUND: Answer(rating="L", note="n")})
    content = pack_xlsx.render(made)
    head = dict(line[:2] for line in values(content, "Pack"))
    keys, first, *_ = values(content, "Before")

    assert head["pack"] == made.head.pack
    assert (head["edition"], head["catalogue_version"], head["schema"]) == ("2018", "1", "1")
    assert dict(zip(keys, first, strict=True))["rating"] == "L"
    assert parts(content)["xl/workbook.xml"].count('state="veryHidden"') == 2


def test_a_screening_is_asked_question_by_question():
    """One row a question, saying for how many requirements it stands."""
    grid = values(pack_xlsx.render(pack(clause="4", questionnaire="screening")))

    assert [line[0] for line in grid[2:5]] == ["4", "S01", "S02"]
    assert grid[3][1].startswith("One rating for 4 requirements: 4.1-01")


def test_a_suggestion_is_shown_and_not_filled_in():
    """An inherited rating waits to be chosen."""
    grid = values(pack_xlsx.render(pack({BOUND: Answer(rating="L", confirmed=False)})))
    row = dict(zip(grid[0], grid[3], strict=True))

    assert row["rating"] == ""
    assert "not confirmed: L" in row["guide"]


def test_what_no_cell_can_hold_is_refused():
    """Nothing is cut off silently; characters beyond the basic plane count twice."""
    for note, fits in (("😀" * 16_383, True), ("😀" * 16_384, False)):
        made = pack({BOUND: Answer(rating="F", note=note)})
        if fits:
            assert note in values(pack_xlsx.render(made))[3]
        else:
            with pytest.raises(InputError, match=f"{BOUND}: the note is longer"):
                pack_xlsx.render(made)
