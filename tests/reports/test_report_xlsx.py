"""The workbook: every sheet filled and set up, numbers as numbers, hostile text as text."""

import io
import re
import zipfile
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from python_calamine import CalamineWorkbook

import office
from builders import TODAY, answers, assessment, catalogue, evaluation, everything, rulebook
from documents import filled, planned, small, small_catalogue, view
from iso20k_gap.core.assessment import Answer
from iso20k_gap.core.evaluation import evaluate
from iso20k_gap.core.scoring import FORMULAS
from iso20k_gap.reports import report_xlsx
from iso20k_gap.reports.chapters.comparison import History
from iso20k_gap.reports.excel.book import LONGEST_CELL, Book, Column, clean
from iso20k_gap.reports.view import Order, build_view

SHEETS = ["Summary", "Results", "Charts", "Numbers", "Findings", "Answers", "Documents register",
          "Evidence", "Other parties", "Gates", "Plan", "Milestones", "RACI", "Remarks",
          "Assessment"]  # fmt: skip
FILTERED = ["Numbers", "Findings", "Answers", "Documents register", "Evidence", "Gates", "Plan",
            "Milestones", "RACI"]  # fmt: skip


def read(content):
    """The rows of each sheet."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def table(rows):
    """Rows below a heading as dictionaries."""
    head, *rest = rows
    return [dict(zip(head, row, strict=True)) for row in rest]


def parts(content):
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def shown():
    return view(filled(), stage2="2028-01-31")


@pytest.fixture(scope="module")
def content(shown):
    return report_xlsx.render(shown)


def test_all_sheets_are_there_in_order(content):
    """What a reader looks for first comes first."""
    assert list(read(content)) == SHEETS


def test_same_view_same_bytes(shown, content):
    """Nothing of the clock or the machine is in the file; its date is the report's."""
    assert report_xlsx.render(shown) == content
    assert b"2026-11-21T00:00:00Z" in parts(content)["docProps/core.xml"]


def test_every_number_can_be_computed_again(shown, content):
    """Value = numerator / denominator within the range, for whole, clauses and sentences."""
    rows = table(read(content)["Numbers"])

    assert len(rows) == len(shown.numbers)
    assert {row["Level"] for row in rows} == {"whole", "clause", "sentence"}
    assert {row["Formula"] for row in rows} == set(FORMULAS.values())
    for row, each in zip(rows, shown.numbers, strict=True):
        if each.value is None:
            assert row["Value"] == ""
            continue
        assert row["Value"] == pytest.approx(row["Numerator"] / row["Denominator"])
        if each.reach:
            assert row["Worst case"] <= row["Best case"]
            assert each.reach.lowest <= each.value <= each.reach.highest


def test_numbers_are_those_of_the_one_engine(shown):
    """The clause rows agree with the published data, unrounded."""
    clauses = shown.data["score"]["clauses"]
    found = {(each.place, each.name): each.value for each in shown.numbers}

    for clause, figures in clauses.items():
        for name in ("conformity", "achievement", "coverage", "evidenced"):
            value = found[clause, name]
            assert (None if value is None else float(value * 100)) == figures[name]
    assert isinstance(found["", "achievement_by_clause"], Fraction)


def test_findings_stand_with_grade_rule_and_requirements(shown, content):
    """One row a finding; those set aside are there too, and say why."""
    rows = {row["Finding"]: row for row in table(read(content)["Findings"])}
    cards = [each for clause in shown.findings.clauses for each in clause.findings]

    for card in cards:
        row = rows[card.id]
        assert row["Grade"] == f"{card.grade.mark} {card.grade.name}"
        assert row["Rule"] == card.rule
        assert row["Requirements"].split() == [each.id for each in card.requirements]
    aside = rows["F-8.6.1-04"]
    assert aside["Grade"] == "set aside"
    assert "Waiver-name" in aside["Set by an assessor"]
    assert "Reason-set-aside" in aside["Set by an assessor"]


def test_plan_has_every_action_with_real_dates(shown, content):
    """Dates are dates and efforts are numbers, so that they sort and sum."""
    rows = table(read(content)["Plan"])
    actions = {each["id"]: each for each in shown.data["plan"]["actions"]}

    assert [row["Action"] for row in rows] == list(actions)
    for row in rows:
        action = actions[row["Action"]]
        assert row["Start"].isoformat() == action["start"]
        assert row["End"].isoformat() == action["end"]
        assert row["Likely, days"] == action["effort"]["likely"]
        assert row["Activities"].count("\n") == len(action["activities"]) - 1
    names = [row["Milestone"] for row in table(read(content)["Milestones"])]
    assert names == [each["name"] for each in shown.data["plan"]["milestones"]]


def test_sheets_are_set_up_to_filter_and_to_print(content):
    """Filters, frozen headings that repeat on paper, one page wide, lying across."""
    package = parts(content)
    book = package["xl/workbook.xml"].decode()
    names = re.findall(r'<sheet name="([^"]+)"', book)

    for name in FILTERED:
        sheet = package[f"xl/worksheets/sheet{names.index(name) + 1}.xml"].decode()
        assert "<autoFilter" in sheet, name
        assert 'state="frozen"' in sheet, name
        assert 'orientation="landscape"' in sheet, name
        assert 'fitToHeight="0"' in sheet, name
        assert f'<definedName name="_xlnm.Print_Titles" localSheetId="{names.index(name)}"' in book


def test_charts_are_drawn_and_told(content):
    """Four charts that can be changed, each with a text for those who do not see it."""
    package = parts(content)
    drawing = package["xl/drawings/drawing1.xml"].decode()

    assert sum(name.startswith("xl/charts/chart") for name in package) == 4
    assert len(re.findall(r'descr="[^"]+"', drawing)) == 4


@pytest.fixture(scope="module")
def attacked():
    return report_xlsx.render(view(office.hostile(), **office.DECISIONS))


def test_nothing_typed_becomes_a_formula_or_a_link(attacked):
    """No formula at all; the only links lead to our own sheets."""
    package = parts(attacked)
    for name, part in package.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(part)
        if name.startswith("xl/worksheets/"):
            assert b"<f>" not in part
            assert b"<f " not in part
            assert b'TargetMode="External"' not in part
    texts = {str(value) for rows in read(attacked).values() for row in rows for value in row}
    for text in office.FORMULAS:
        assert text.strip("\t") in texts or text in texts


def test_hostile_text_is_read_back_as_it_was_typed(attacked):
    """Markup, escapes, right-to-left, Chinese, long notes whole; control signs made visible."""
    notes = {row["Note"] for row in table(read(attacked)["Answers"])}

    for text in (office.MARKUP, office.ESCAPES, office.HEBREW, office.CHINESE, office.NOTE,
                 office.LONG_WORD, "one\ntwo\nthree\nfour"):  # fmt: skip
        assert text in notes
    (odd,) = [each for each in notes if each.startswith("bell")]
    assert odd.startswith("bell\ufffd escape\ufffd[31m override\ufffdabc")
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e\ud800-\udfff\uffff]", odd)


def test_text_too_long_for_a_cell_is_cut_visibly_and_kept_elsewhere():
    """Excel's limit loses nothing: the whole text stands in pieces on a sheet of its own."""
    made = answers({"8.6.1": "P"})
    made["8.6.1-01"] = Answer(rating="P", note=office.TOO_LONG)
    sheets = read(report_xlsx.render(view(small(answers=made))))
    (row,) = [each for each in table(sheets["Answers"]) if each["Requirement"] == "8.6.1-01"]
    pieces = [each for each in table(sheets["Long texts"]) if each["Sheet"] == "Answers"]

    assert "Long texts" in row["Note"]
    assert "".join(each["Text"] for each in pieces) == office.TOO_LONG
    assert all(
        len(str(value)) <= LONGEST_CELL for rows in sheets.values() for r in rows for value in r
    )


@settings(max_examples=40)
@given(st.text(max_size=200))
def test_any_text_goes_through_a_cell_unharmed(typed):
    """What is printable is read back; the rest is a visible sign, never a broken file."""
    made = Book("Title", typed, TODAY)
    made.page("Sheet").fill((Column("Text", 20), Column("End", 5)), [(typed, "x")])
    rows = read(made.finished())["Sheet"]

    assert rows[1][0] == clean(typed)


@pytest.mark.parametrize("ratings", [{}, everything("N"), everything("F")])
def test_extremes_make_a_whole_workbook(ratings):
    """Nothing rated, nothing met, all met: every sheet is there."""
    sheets = read(report_xlsx.render(view(evaluation(ratings))))

    assert list(sheets) == SHEETS
    assert len(sheets["Answers"]) == len(catalogue().requirements) + 1


def test_no_plan_no_plan_sheets():
    """A report made without a plan has none, and says nothing of one."""
    sheets = read(report_xlsx.render(build_view(small(), None)))

    assert "Plan" not in sheets
    plan_sheets = ("Plan", "Milestones", "RACI", "Budget")
    assert not set(plan_sheets) & set(sheets)
    assert not [row for row in sheets["Summary"] if row[0] in plan_sheets]


def test_rates_bring_a_budget_sheet():
    """The same as in the plan's workbook, and the summary leads to it."""
    budget = {"day_rate": 800, "fixed": [{"name": "Body", "amount": 9800}]}
    sheets = read(report_xlsx.render(view(small(), budget=budget)))
    total = next(row for row in sheets["Budget"] if row[0] == "Work")

    assert list(sheets).index("Budget") == list(sheets).index("RACI") + 1
    assert total[2] > 0
    assert [row[0] for row in sheets["Summary"] if row[0] == "Budget"] == ["Budget"]


def test_the_comparison_is_a_sheet_to_filter():
    """Each change is a row with the ratings then and now; numbers and trend stand below."""
    past = evaluate(
        small_catalogue(), assessment({"8.6.1-01": "N", "8.6.1-02": "F"}), rulebook(), TODAY
    )
    made = small({"8.6.1-01": "F", "8.6.1-02": "L"})
    history = History("spring", past, (("spring", past),))
    shown = build_view(made, planned(made), Order(history=history))
    sheets = read(report_xlsx.render(shown))
    rows = [row[:5] for row in sheets["Comparison"]]

    assert ["Opened", "8.6.1-02", shown.comparison.groups[0].changes[0].statement, "F", "L"] in rows
    assert any(row[:2] == ["Closed", "8.6.1-01"] for row in rows)
    assert any(row[0] == "Conformity" for row in rows)
    assert any(row[0] == "Comparison" for row in sheets["Summary"])
    assert list(sheets) == [*SHEETS[:-2], "Comparison", *SHEETS[-2:]]
