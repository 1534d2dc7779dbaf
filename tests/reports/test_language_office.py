"""Workbooks and Word documents in another language: every text is said, links and charts hold."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from python_calamine import CalamineWorkbook

from builders import assessment
from documents import RATED, filled, small_catalogue
from iso20k_gap.core.catalogue import Catalogue
from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.plan import Plan, PlanDecisions
from iso20k_gap.core.planning import make_plan
from iso20k_gap.files.translations import LocalConventions
from iso20k_gap.language import ENGLISH, ROLE, Language, speaking
from iso20k_gap.reports import plan_xlsx, report_docx, report_xlsx
from iso20k_gap.reports.chapters.comparison import History
from iso20k_gap.reports.contents import Audience
from iso20k_gap.reports.excel.sheets import sheet_names
from iso20k_gap.reports.packs.cells import LONGEST_NAME, sheet_name
from iso20k_gap.reports.view import Order, ReportView, build_view
from iso20k_gap.reports.word.figures import load_rows
from iso20k_gap.reports.word.paper import renumber
from pseudo import CLOSE, OPEN, PADDED, PSEUDO, WIDE, Bracketed
from speaking import example, spoken, unsaid_in

RULES = {
    "essential-absent", "not-met", "partly-met", "undocumented", "largely-met", "clause-not-met",
    "systemic-minors",
}  # fmt: skip
NAMES = {
    "ISO/IEC", "SR ISO/IEC", "Amd", "SHA-256", "EUR", "iso20k-gap", "sha256:[0-9a-f]{64}",
    "[5]{64}", "full", "screening", "nplf", "self", "kestrel", "nightline", "group-it", "harbour",
    "party-id", "Jan|Feb|März|Apr|Mai|Juni|Juli|Aug|Sept|Okt|Nov|Dez",
    "Januar|Februar|April|August|September|Oktober|November|Dezember", "und",
}  # fmt: skip

ALLOWED = RULES | NAMES
CHART, SHEET, MAIN = (
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}",
    "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
    "{http://schemas.openxmlformats.org/drawingml/2006/main}",
)


@pytest.fixture(autouse=True)
def pseudo() -> Iterator[None]:
    """The language nobody speaks."""
    with speaking(PSEUDO):
        yield


def told(evaluation: Evaluation, **decisions) -> Plan:
    """The evaluation's plan."""
    return make_plan(evaluation, PlanDecisions.model_validate(decisions))


def state(ratings: dict[str, str], known: Catalogue | None = None, **fields) -> Evaluation:
    """An assessment of the small catalogue."""
    with speaking(ENGLISH):
        made, known = assessment(ratings, **fields), known or small_catalogue()
    kept = {name: each for name, each in made.answers.items() if name in known.by_id}
    return spoken(known, made.with_answers(kept))


@cache
def full() -> tuple[Evaluation, Plan]:
    """Every field filled, and a plan with a budget, made when nothing else is spoken."""
    with speaking(ENGLISH):
        made, known = filled().assessment, small_catalogue()
    with speaking(PSEUDO):
        evaluation = spoken(known, made)
        return evaluation, told(
            evaluation,
            stage2="2028-01-31",
            owners=[{"role": "Incident manager", "name": "000", "days_per_week": 2.5}],
            actions={"8.6.1-A1": {"note": "000", "percent": 20, "status": "in_progress"}},
            budget={
                "currency": "EUR",
                "roles": {"Incident manager": 1000.5},
                "fixed": [{"name": "000", "amount": 42, "action": "8.6.1-A1"}],
            },
        )


def everything() -> ReportView:
    """The report of all there is, with baselines."""
    evaluation, plan = full()
    first, second = state({"4.1": "P", "8.2.3": "F"}), state({**RATED, "4.1": "F", "10.1": "L"})
    states = (("2026-06-01", first), ("2026-07-01", second))
    return build_view(evaluation, plan, Order(history=History("2026-07-01", second, states)))


def shipped() -> ReportView:
    """The example's report."""
    evaluation, decisions = example()
    return build_view(evaluation, make_plan(evaluation, decisions))


def ordered(audience: Audience) -> ReportView:
    """A report that leaves something out."""
    evaluation, plan = full()
    return build_view(evaluation, plan, Order(audience))


def plain(ratings: dict[str, str], **fields) -> ReportView:
    """The report of a small assessment."""
    evaluation = state(ratings, **fields)
    return build_view(evaluation, told(evaluation))


VIEWS = {
    "everything": everything,
    "example": shipped,
    "board": lambda: ordered(Audience.BOARD),
    "auditor": lambda: ordered(Audience.AUDITOR),
    "no plan": lambda: build_view(full()[0], None),
    "nothing rated": lambda: plain({}),
    "all met": lambda: plain(dict.fromkeys(RATED, "F") | {"10.1": "F"}),
    "screening": lambda: plain(RATED, questionnaire="screening"),
}


def parts(content: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def tree(content: bytes):
    """A part as a tree."""
    return etree.fromstring(content)


def texts_of_workbook(content: bytes) -> Iterator[str]:
    """Everything a workbook shows: cells, names, hints, feet, charts, its title.

    Fields as they are stored are keys and values that stay; only their heading is read.
    """
    for name, rows in sheets(content).items():
        shown = rows[:1] if name == sheet_names()["Assessment"] else rows
        yield from (cell for row in shown for cell in row if isinstance(cell, str))
        yield name
    for name, part in parts(content).items():
        if name.startswith("xl/worksheets/sheet"):
            yield from _around(tree(part))
        elif name.startswith("xl/charts/"):
            yield from _charted(tree(part))
        elif name == "docProps/core.xml":
            yield tree(part).findtext("{http://purl.org/dc/elements/1.1/}title") or ""


def _around(sheet) -> Iterator[str]:
    for rule in sheet.iter(f"{SHEET}dataValidation"):
        yield from (rule.get(key, "") for key in ("promptTitle", "prompt", "errorTitle", "error"))
    for foot in sheet.iter(f"{SHEET}oddFooter"):
        yield re.sub(r"&(?:[LCRPN]|8)", "", foot.text)


def _charted(chart) -> Iterator[str]:
    yield from (each.text or "" for each in chart.iter(f"{MAIN}t"))
    for told_by in (f"{CHART}strCache", f"{CHART}strRef"):
        for each in chart.iter(told_by):
            yield from (point.text or "" for point in each.iter(f"{CHART}v"))


def texts_of_document(content: bytes) -> Iterator[str]:
    """Everything a Word document shows: paragraphs, feet, charts with their figures and words.

    Fields as they are stored are left out but for their heading.
    """
    for name, part in parts(content).items():
        if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name):
            body = tree(part)
            for row in _stored(body):
                row.getparent().remove(row)
            for paragraph in body.iter(qn("w:p")):
                yield "".join(each.text or "" for each in paragraph.iter(qn("w:t")))
            yield from (each.get("descr") for each in body.iter(qn("wp:docPr")))
            yield from (each.get("name") for each in body.iter(qn("wp:docPr")))
        elif name.startswith("word/charts/"):
            yield from _charted(tree(part))
        elif name.startswith("word/embeddings/"):
            yield from texts_of_workbook(part)
        elif name == "docProps/core.xml":
            yield tree(part).findtext("{http://purl.org/dc/elements/1.1/}title") or ""


def _stored(body) -> list:
    """The rows of the table of stored fields, if the document has one."""
    tables = [*body.iter(qn("w:tbl"))]
    heads = ["".join(text.text or "" for text in each.iter(qn("w:t"))) for each in tables[-1:]]
    found = tables[-1] if any(each.startswith("⟦Field⟧⟦Value⟧") for each in heads) else None
    return [] if found is None else [*found.iter(qn("w:tr"))][1:]


@pytest.mark.parametrize("name", VIEWS)
def test_every_text_of_the_workbook_is_said(name):
    """Nothing but names, ids and typed texts stands outside the brackets."""
    content = report_xlsx.render(VIEWS[name]())

    assert unsaid_in(texts_of_workbook(content), ALLOWED) == set()


@pytest.mark.parametrize("name", VIEWS)
def test_every_text_of_the_document_is_said(name):
    """The same in Word."""
    content = report_docx.render(VIEWS[name]())

    assert unsaid_in(texts_of_document(content), ALLOWED) == set()


def test_every_text_of_the_plan_is_said():
    """The plan's workbook."""
    content = plan_xlsx.render(*full())

    assert unsaid_in(texts_of_workbook(content), ALLOWED) == set()


def test_days_and_numbers_of_the_workbook_stay_days_and_numbers():
    """A date is a date in any language, shown in its own way; so is a share."""
    with speaking(ENGLISH):
        english = sheets(report_xlsx.render(everything()))
    other = sheets(report_xlsx.render(everything()))

    for (name, rows), told_rows in zip(english.items(), other.values(), strict=True):
        for row, told_row in zip(rows, told_rows, strict=True):
            kinds = [type(each) for each in row if not isinstance(each, str)]
            assert kinds == [type(each) for each in told_row if not isinstance(each, str)], name


def sheets(content: bytes) -> dict[str, list]:
    """The rows of each sheet."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_dates_look_as_the_language_has_them():
    """The styles of dates are the language's."""
    with speaking(replace(PSEUDO, code="de")):
        styles = parts(report_xlsx.render(plain(RATED)))["xl/styles.xml"].decode()

    assert 'formatCode="dd.mm.yyyy"' in styles


class Quoting(Bracketed):
    """Says every text in signs that the names of sheets and formulas may choke on."""

    def gettext(self, message: str, /) -> str:
        return f"l'{message} & <é>: [x]/?*\\ und so weiter und so fort"


QUOTING = Language("de", "quoting", Quoting(), LocalConventions("de"))


def test_links_and_charts_find_sheets_by_their_names_in_the_language():
    """Each link leads to a sheet there is, each chart takes its figures from one."""
    with speaking(QUOTING):
        view = everything()
        content = report_xlsx.render(view)
    found = parts(content)
    names = [each.get("name") for each in tree(found["xl/workbook.xml"]).iter(f"{SHEET}sheet")]
    quoted = {"'" + name.replace("'", "''") + "'" for name in names}
    links = [
        each.get("location").rpartition("!")[0]
        for name, part in found.items()
        if name.startswith("xl/worksheets/sheet")
        for each in tree(part).iter(f"{SHEET}hyperlink")
    ]
    figures = [
        each.text.rpartition("!")[0]
        for name, part in found.items()
        if name.startswith("xl/charts/chart")
        for each in tree(part).iter(f"{CHART}f")
    ]

    assert len(links) > 10
    assert set(links) <= quoted
    assert len(figures) > 10
    assert set(figures) <= quoted


@pytest.mark.parametrize("language", [ENGLISH, PSEUDO, PADDED, WIDE, QUOTING])
def test_names_of_sheets_are_taken_by_workbooks(language):
    """Short enough, without forbidden signs, and no two alike."""
    with speaking(language):
        names = [*sheet_names().values()]

    assert all(0 < len(name) <= LONGEST_NAME for name in names)
    assert not any(set(name) & set("[]:*?/\\") or name != name.strip(" '") for name in names)
    assert len({name.casefold() for name in names}) == len(names)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Plan", "Plan"),
        ("a/b:[c] d", "a b c d"),
        ("'x'", "x"),
        ("?", "-"),
        ("Dokumentierte Informationen, Verzeichnis", "Dokumentierte Informationen, Ve"),
    ],
)
def test_a_text_becomes_a_name_of_a_sheet(text, name):
    """Cut and cleaned."""
    assert sheet_name(text) == name


@pytest.mark.parametrize("code", ["en", "de", "zh"])
def test_word_is_told_the_language(code):
    """Its spelling, its properties, its charts and the line at the foot."""
    language = (
        ENGLISH if code == "en" else Language(code, code, Bracketed(), LocalConventions(code))
    )
    with speaking(language):
        content = report_docx.render(plain(RATED))
    found = parts(content)
    tag = {"en": "en-GB", "de": "de-DE", "zh": "zh-CN"}[code]
    marks = [dict(each.attrib) for each in tree(found["word/styles.xml"]).iter(qn("w:lang"))]
    latin = "en-GB" if code == "zh" else tag
    charts = [part for name, part in found.items() if name.startswith("word/charts/chart")]

    assert docx.Document(io.BytesIO(content)).core_properties.language == tag
    assert marks == [{qn("w:val"): latin, qn("w:eastAsia"): "zh-CN", qn("w:bidi"): "ar-SA"}]
    assert charts
    assert all(b'<c:lang val="%b"/>' % (b"en-US" if code == "en" else tag.encode()) in each
               for each in charts)  # fmt: skip


def test_the_foot_of_a_page_counts_in_the_language():
    """The template's line is said anew around its fields."""
    foot = tree(parts(report_docx.render(plain(RATED)))["word/footer1.xml"])
    line = next(foot.iter(qn("w:p")))
    shown = "".join(each.text or "" for each in line.iter(qn("w:t")))
    codes = [each.get(qn("w:instr")).strip() for each in line.iter(qn("w:fldSimple"))]

    assert shown == f"{OPEN}Page 1 of 1{CLOSE}"
    assert codes == ["PAGE", "NUMPAGES"]


class Turned(Bracketed):
    """Says captions and page numbers in another order."""

    def gettext(self, message: str, /) -> str:
        if message == "Page {page} of {pages}":
            return "{pages}: {page}."
        if message == "Table {number}: {caption}":
            return "{caption} (T{number})"
        return super().gettext(message)


def test_fields_follow_the_order_of_the_language():
    """Numbers stand where the language puts them, and Word still counts them."""
    language = Language("de", "turned", Turned(), LocalConventions("de"))
    with speaking(language):
        found = parts(report_docx.render(plain(RATED)))
    foot = next(tree(found["word/footer1.xml"]).iter(qn("w:p")))
    codes = [each.get(qn("w:instr")).strip() for each in foot.iter(qn("w:fldSimple"))]
    caption = next(
        each
        for each in tree(found["word/document.xml"]).iter(qn("w:p"))
        if "SEQ Table" in "".join(code.text for code in each.iter(qn("w:instrText")))
    )

    assert codes == ["NUMPAGES", "PAGE"]
    assert "".join(each.text or "" for each in caption.iter(qn("w:t"))).endswith("(T1)")


def test_a_restyled_foot_stays_as_it_is():
    """Where people wrote something else into the template, nothing is said anew."""
    line = docx.Document().add_paragraph("Seite ")._p  # noqa: SLF001 - the element is wanted
    before = etree.tostring(line)
    renumber(line)

    assert etree.tostring(line) == before


def test_figures_written_in_the_language_are_read_back_for_charts():
    """A column of 12,5 days is 12.5 days high."""
    view = everything()
    with speaking(ENGLISH):
        plain_view = build_view(*full())
        wanted = [row[1] for row in load_rows(plain_view.plan.workload)[1:]]

    assert [row[1] for row in load_rows(view.plan.workload)[1:]] == wanted
    assert any(value != int(value) for value in wanted)


def test_a_role_is_said_and_a_person_is_not():
    """An owner who is a role of the catalogue is shown in the language, a person as typed."""
    heard = []

    class Listening(Bracketed):
        def pgettext(self, context: str, message: str, /) -> str:
            if context == ROLE:
                heard.append(message)
                return f"{OPEN}{message}{CLOSE}" if message != "000" else message
            return super().pgettext(context, message)

    with speaking(replace(PSEUDO, translations=Listening())):
        rows = sheets(plan_xlsx.render(*full()))
    owners = {str(cell) for row in next(rows[each] for each in rows if "Actions" in each)
              for cell in row[4:5]}  # fmt: skip

    assert {"Incident manager", "000"} & {*heard}
    assert "000" in owners
    assert all(each == "000" or each.startswith(OPEN) for each in owners)
