"""The Word document: real styles, contents, repeated headings, live charts, safe text."""

import io
import re
import zipfile
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from python_calamine import CalamineWorkbook

import office
from builders import TODAY, assessment, evaluation, everything, rulebook
from documents import filled, planned, small, small_catalogue, view
from iso20k_gap.core.evaluation import evaluate
from iso20k_gap.errors import RenderError
from iso20k_gap.reports import report_docx
from iso20k_gap.reports.chapters.comparison import History
from iso20k_gap.reports.contents import Audience
from iso20k_gap.reports.rendering import own_templates
from iso20k_gap.reports.view import Order, build_view
from iso20k_gap.reports.word.comparison import trend_rows
from iso20k_gap.reports.word.markup import clean, is_leftward
from iso20k_gap.reports.word.paper import Paper

CHARTS = 7
OURS = {"Title", "Subtitle", "Verdict", "Normal", "Soft", "Lead", "TOC Heading", "toc 1", "Figure",
        "Heading 1", "Heading 2", "Heading 3", "Caption", "List Bullet", "List Number",
        "Table Gap", "Table Text", "Table Number", "Table Head",
        "Table Head Number"}  # fmt: skip


def parts(content):
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def said(element):
    """The text below an element."""
    return "".join(each.text or "" for each in element.iter(qn("w:t")))


def cells(document):
    """Every cell of every table."""
    return [cell for table in document.tables for row in table.rows for cell in row.cells]


def opened(content):
    return docx.Document(io.BytesIO(content))


@pytest.fixture(scope="module")
def shown():
    return view(filled(), stage2="2028-01-31")


@pytest.fixture(scope="module")
def content(shown):
    return report_docx.render(shown)


@pytest.fixture(scope="module")
def document(content):
    return opened(content)


def test_same_view_same_bytes(shown, content):
    """Nothing of the clock or the machine is in the file; its date is the report's."""
    assert report_docx.render(shown) == content
    properties = opened(content).core_properties
    assert properties.created.date() == properties.modified.date() == TODAY
    assert (properties.title, properties.subject) == (shown.title, "Name-of-organisation")


def test_everything_carries_a_style_of_the_template(document):
    """A consultant who restyles the template restyles the whole report."""
    inner = [each for cell in cells(document) for each in cell.paragraphs]
    used = {each.style.name for each in (*document.paragraphs, *inner)} - {"Normal"}

    assert used <= OURS
    assert {"Title", "Heading 1", "Heading 2", "Heading 3", "Caption", "List Bullet"} <= used
    assert {table.style.name for table in document.tables} == {"Gap Table", "Facts Table"}


def test_chapters_are_headings_and_entries_of_the_contents(shown, document):
    """Every chapter is a Heading 1, and the contents lead to each of them."""
    chapters = [f"{each.label} {each.title}" for each in shown.chapters]
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    links = {each.get(qn("w:anchor")) for each in document.element.iter(qn("w:hyperlink"))}
    marks = {each.get(qn("w:name")) for each in document.element.iter(qn("w:bookmarkStart"))}
    codes = [each.text for each in document.element.iter(qn("w:instrText"))]

    assert headings == [*chapters, "E The assessment as it is stored"]
    assert links == marks
    assert any('TOC \\o "1-2"' in code for code in codes)
    assert document.settings.element.find(qn("w:updateFields")) is not None


def test_captions_are_numbered_by_fields(document):
    """Tables and figures are counted one by one, and Word can count them anew."""
    captions = [each.text for each in document.paragraphs if each.style.name == "Caption"]
    tables = [each for each in captions if each.startswith("Table ")]
    figures = [each for each in captions if each.startswith("Figure ")]

    for kind, found in (("Table", tables), ("Figure", figures)):
        numbers = [int(re.match(rf"{kind} (\d+):", each)[1]) for each in found]
        assert numbers == list(range(1, len(found) + 1))
    codes = [each.text for each in document.element.iter(qn("w:instrText"))]
    assert sum("SEQ" in code for code in codes) == len(captions)


def test_a_figure_lets_go_of_what_follows(document):
    """Captions hold on to tables below them; below a figure that would leave a page empty."""
    for each in document.paragraphs:
        if each.style.name == "Caption":
            holds = each.paragraph_format.keep_with_next
            assert holds is (False if each.text.startswith("Figure") else None), each.text


def test_headings_of_tables_repeat_and_rows_stay_whole(document):
    """Each table with a heading repeats it on every page."""
    for table in document.element.iter(qn("w:tbl")):
        first = table.find(f"{qn('w:tr')}/{qn('w:trPr')}")
        style = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}").get(qn("w:val"))
        if style == "GapTable":
            assert first.find(qn("w:tblHeader")) is not None
        assert first is None or first.find(qn("w:cantSplit")) is not None
        widths = [int(each.get(qn("w:w"))) for each in table.iter(qn("w:gridCol"))]
        assert sum(widths) <= 25.8 * 567


def test_header_and_footer_name_organisation_title_and_page(document):
    """They come from the template, bound to the document's own title and subject."""
    section = document.sections[0]
    head = said(section.header.part.element)
    codes = [each.get(qn("w:instr")).strip() for each in
             section.footer.part.element.iter(qn("w:fldSimple"))]  # fmt: skip

    assert head == "Name-of-organisation  |  Gap analysis report"
    assert codes == ["PAGE", "NUMPAGES"]
    assert section.different_first_page_header_footer
    assert not document.sections[1].different_first_page_header_footer


def test_wide_tables_lie_across(document):
    """The plan and the annexes of answers turn the page; the last chapters stand upright again."""
    sides = [each.page_width > each.page_height for each in document.sections]

    assert sides == [False, True, False]


def test_charts_are_live_with_their_figures_inside(shown, content):
    """Each chart has a text, plain data labels, and a workbook with the figures it shows."""
    package = parts(content)
    drawn = [name for name in package if re.fullmatch(r"word/charts/chart\d+\.xml", name)]
    told = re.findall(r'<wp:docPr [^>]*descr="([^"]+)"', package["word/document.xml"].decode())

    assert len(drawn) == len(told) >= CHARTS
    for name in drawn:
        chart = package[name].decode()
        etree.fromstring(package[name])
        assert "<c:externalData" in chart
        assert chart.count('<c:showVal val="1"/>') == chart.count('<c:showCatName val="0"/>')
        assert 'autoTitleDeleted val="1"' in chart
        assert "<c:numCache>" in chart
    figures = CalamineWorkbook.from_filelike(io.BytesIO(package["word/embeddings/figures1.xlsx"]))
    (head, *rows) = figures.get_sheet_by_name("Data").to_python()
    assert head[:2] == ["Name", "Now"]
    overall = shown.data["score"]["overall"]
    assert {row[0]: row[1] for row in rows}["Conformity"] == overall["conformity"] / 100


def test_a_style_that_the_template_lacks_is_named(tmp_path):
    """A restyled template without a style is told about, not crashed on."""
    docx.Document().save(str(tmp_path / "report.docx"))

    with own_templates(tmp_path), pytest.raises(RenderError, match=r"report\.docx has no style"):
        report_docx.render(view(small()))


@pytest.fixture(scope="module")
def attacked():
    return report_docx.render(view(office.hostile(), **office.DECISIONS))


def test_nothing_typed_becomes_markup_field_or_link(attacked):
    """Every part is sound; fields and links are ours alone; no part leads outside."""
    package = parts(attacked)
    for name, part in package.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(part)
        assert b'TargetMode="External"' not in part
    body = opened(attacked).element
    codes = {each.text.split()[0] for each in body.iter(qn("w:instrText")) if each.text.strip()}
    assert codes == {"TOC", "SEQ"}
    assert all(each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink")))


def test_hostile_text_is_read_back_as_it_was_typed(attacked):
    """Markup, formulas, right-to-left, Chinese and notes of 4,000 signs; controls made visible."""
    texts = {cell.text for cell in cells(opened(attacked)) if cell.text}

    for text in (*office.FORMULAS[:5], office.MARKUP, office.ESCAPES, office.HEBREW, office.CHINESE,
                 office.NOTE, office.LONG_WORD, "one\ntwo\nthree\nfour"):  # fmt: skip
        assert text in texts
    odd = [each for each in texts if each.startswith("bell")]
    assert odd
    assert all(each.startswith("bell\ufffd escape\ufffd[31m override\ufffdabc") for each in odd)


def test_writing_from_right_to_left_is_marked(attacked):
    """A Hebrew note has Hebrew's direction; a Latin one with a Hebrew word has not."""
    body = opened(attacked).element
    leftward = [said(each) for each in body.iter(qn("w:p"))
                if each.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None]  # fmt: skip

    assert office.HEBREW in leftward
    assert not is_leftward(f"Acme {office.HEBREW}")


@settings(max_examples=40)
@given(st.text(max_size=300))
def test_any_text_survives(typed):
    """Whatever was typed, the file opens and a cell holds it."""
    sheet = Paper("Title", typed, TODAY)
    sheet.facts([("Name", typed), (typed, "x")])
    document = opened(sheet.finished())

    text = document.tables[0].rows[0].cells[1].text
    assert text == clean(typed).replace("\t", " ")


@pytest.mark.parametrize("ratings", [{}, everything("N"), everything("F")])
def test_extremes_make_a_whole_document(ratings):
    """Nothing rated, nothing met, all met: every chapter is there, with and without a plan."""
    made = evaluation(ratings)
    for shown in (view(made), build_view(made, None)):
        document = opened(report_docx.render(shown))
        headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
        assert len(headings) == len(shown.chapters) + 1


def with_history(audience=Audience.FULL):
    """A report that is compared with two earlier states."""
    ratings = ({"4.1": "P"}, {"8.6.1-01": "N", "8.6.1-02": "F", "4.1-01": "F"})
    days = (date(2026, 2, 1), date(2026, 5, 4))
    first, second = (
        evaluate(small_catalogue(), assessment(each), rulebook(), day)
        for each, day in zip(ratings, days, strict=True)
    )
    past = History("spring", second, (("winter", first), ("spring", second)))
    made = small({"8.6.1-01": "F", "8.6.1-02": "L", "4.1-02": "F"})
    return build_view(made, planned(made), Order(audience, history=past))


def test_the_comparison_has_numbers_trend_and_changes():
    """The chapter stands where it stands in the other forms, with a chart over the baselines."""
    shown = with_history()
    document = opened(report_docx.render(shown))
    texts = {each.text for each in cells(document)}
    headings = [each.text for each in document.paragraphs if each.style.name.startswith("Heading")]

    assert [each.id for each in shown.chapters if each.id == "comparison"]
    for group in shown.comparison.groups:
        assert f"{group.name}: {group.count}" in headings
        assert {each.id for each in group.changes} <= texts
    assert {"winter", "spring", "now"} <= texts
    assert len(trend_rows(shown)) == 4
    told = [each.get("descr") for each in document.element.iter(qn("wp:docPr"))]
    assert any("over the baselines" in each for each in told)


@pytest.mark.parametrize("audience", list(Audience))
def test_each_audience_has_its_chapters_and_no_more(audience):
    """The board's report has neither cover nor annexes; the auditor's tells nothing of the plan."""
    shown = with_history(audience)
    document = opened(report_docx.render(shown))
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    chapters = [f"{each.label} {each.title}" for each in shown.chapters]
    codes = [each.text for each in document.element.iter(qn("w:instrText"))]

    full = audience is Audience.FULL
    assert headings == [*chapters, *(["E The assessment as it is stored"] if full else [])]
    assert any("TOC" in each for each in codes) is (audience is not Audience.BOARD)
    if audience is Audience.AUDITOR:
        assert "Incident manager" not in {each.text for each in cells(document)}
