"""The report and the plan in another language: every text is said, and values stay escaped."""

import runpy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from babel.dates import get_month_names
from babel.messages.extract import extract_from_dir
from markdown_it import MarkdownIt
from markupsafe import escape

import speaking as speech
from builders import assessment
from documents import RATED, filled, small_catalogue, view
from iso20k_gap.core.assessment import Override
from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.plan import Plan, PlanDecisions
from iso20k_gap.core.planning import make_plan
from iso20k_gap.core.progress import FrozenPlan
from iso20k_gap.core.scoring import FORMULAS
from iso20k_gap.core.slippage import frozen, with_progress
from iso20k_gap.core.translation import CONTEXT
from iso20k_gap.files.translations import language_of
from iso20k_gap.language import ENGLISH, ROLE, Language, speaking
from iso20k_gap.reports import (
    charts,
    heat_map,
    html,
    lines,
    markdown,
    pdf,
    rendering,
    timelines,
    words,
)
from iso20k_gap.reports.chapters.answers import answer_views, register
from iso20k_gap.reports.chapters.comparison import History
from iso20k_gap.reports.chapters.findings import finding_view
from iso20k_gap.reports.contents import Audience
from iso20k_gap.reports.plan_document import plan_view, render_html
from iso20k_gap.reports.view import WHOLE, Order, build_view
from pseudo import CLOSE, OPEN, PADDED, PSEUDO, WIDE, Bracketed
from speaking import (
    example,
    spoken,
    unsaid_in_markdown,
    unsaid_in_page,
)

ROOT = Path(__file__).parents[2]
LOCAL = {"und"} | {
    name.rstrip(".")
    for width in ("wide", "abbreviated")
    for name in get_month_names(width, locale="de").values()
}
RULES = {
    "essential-absent", "not-met", "partly-met", "undocumented", "largely-met", "clause-not-met",
    "systemic-minors",
}  # fmt: skip
NAMES = {
    "ISO/IEC", "SR ISO/IEC", "Amd", "PDF", "UTF-8", "SHA-256", "EUR", "iso20k-gap",
    "sha256:[0-9a-f]{64}", "[5]{64}", "full", "screening", "nplf", "self",
    "kestrel", "nightline", "group-it", "harbour", "party-id",
    "width=device-width, initial-scale=1", "light dark",
}  # fmt: skip
POLICY = {r"default-src .*"}
"""The page's content security policy, which no one reads."""

ALLOWED = LOCAL | RULES | NAMES | POLICY
"""What stays as it is in every language: names, ids, dates in the language's own words."""

HISTORY_NAME = "2026-06-01"


@dataclass(frozen=True)
class Case:
    """An evaluation with its plan and what was ordered."""

    evaluation: Evaluation
    plan: Plan | None
    order: Order = WHOLE


def told(evaluation: Evaluation, **decisions) -> Plan:
    """The evaluation's plan."""
    return make_plan(evaluation, PlanDecisions.model_validate(decisions))


def everything() -> Evaluation:
    """Every field of an assessment filled, with a brand on it."""
    brand = {"name": "000", "contact": "000", "disclaimer": "000"}
    with speaking(ENGLISH):
        made, known = filled().assessment, small_catalogue()
    data = {**made.model_dump(mode="json", by_alias=True, exclude={"answers"}), "branding": brand}
    return spoken(known, made.model_validate(data).with_answers(made.answers))


def state(ratings: dict[str, str], **fields) -> Evaluation:
    """An assessment of the small catalogue."""
    with speaking(ENGLISH):
        made, known = assessment(ratings, **fields), small_catalogue()
    kept = {name: each for name, each in made.answers.items() if name in known.by_id}
    return spoken(known, made.with_answers(kept))


def moved(plan: Plan) -> Plan:
    """The plan after some weeks: actions later and earlier than then, new ones and closed ones."""
    then = frozen(plan)
    days = {name: day - timedelta(days=20) for name, day in then.actions.items()}
    first = next(iter(days))
    days["4.1-A9"] = days.pop(first)
    stones = {name: day - timedelta(days=3) for name, day in then.milestones.items()}
    return with_progress(
        plan, FrozenPlan(actions=days, milestones=stones), HISTORY_NAME, plan.start
    )


@cache
def shipped_example() -> Case:
    """The example as a whole."""
    evaluation, decisions = example()
    return Case(evaluation, make_plan(evaluation, decisions))


def with_history() -> Case:
    """Everything there is: budget, decisions, slips, baselines."""
    evaluation = everything()
    plan = told(
        evaluation,
        stage2="2028-01-31",
        actions={
            "8.6.1-A1": {"owner": "000", "note": "000", "percent": 20, "status": "in_progress"}
        },
        budget={
            "currency": "EUR",
            "roles": {"Incident manager": 1000},
            "fixed": [
                {"name": "000", "amount": 42, "action": "8.6.1-A1"},
                {"name": "0", "amount": 1},
            ],
        },
    )
    first, second = state({"4.1": "P", "8.2.3": "F"}), state({**RATED, "4.1": "F", "10.1": "L"})
    states = ((HISTORY_NAME, first), ("2026-07-01", second))
    return Case(evaluation, moved(plan), Order(history=History("2026-07-01", second, states)))


def for_audience(audience: Audience, *, redacted: bool) -> Case:
    """A report that leaves something out."""
    evaluation = everything()
    return Case(evaluation, told(evaluation), Order(audience, redacted))


def unmakeable() -> Case:
    """A wished day that cannot be kept, and an owner who is a person."""
    evaluation = state({**RATED, "10.1": "N"}, parties=[], amendments=False)
    owners = [{"role": "Incident manager", "name": "000", "days_per_week": 1}]
    return Case(evaluation, told(evaluation, stage2="2026-12-01", owners=owners))


def plain(ratings: dict[str, str], **fields) -> Case:
    """A small assessment with its plan."""
    evaluation = state(ratings, **fields)
    return Case(evaluation, told(evaluation))


CASES = {
    "example": shipped_example,
    "everything": with_history,
    "board": lambda: for_audience(Audience.BOARD, redacted=True),
    "auditor": lambda: for_audience(Audience.AUDITOR, redacted=True),
    "no plan": lambda: Case(everything(), None),
    "unmakeable": unmakeable,
    "nothing rated": lambda: plain({}),
    "one rated": lambda: plain({"8.6.1-01": "F"}),
    "all met": lambda: plain(dict.fromkeys(RATED, "F") | {"10.1": "F"}),
    "screening": lambda: plain(RATED, questionnaire="screening"),
    "unconfirmed": lambda: plain({**RATED, "8.6.1-06": "no_occurrence"}),
}


@pytest.fixture(autouse=True)
def pseudo() -> Iterator[None]:
    """The language nobody speaks."""
    with speaking(PSEUDO):
        yield


@pytest.mark.parametrize("name", CASES)
def test_every_text_of_the_report_is_said(name):
    """Nothing but names, ids and typed texts stands outside the brackets, seen or heard."""
    case = CASES[name]()
    view = build_view(case.evaluation, case.plan, case.order)

    assert unsaid_in_page(html.render(view), ALLOWED) == set()
    assert unsaid_in_markdown(markdown.render(view), ALLOWED) == set()


@pytest.mark.parametrize("name", [name for name in CASES if name != "no plan"])
def test_every_text_of_the_plan_is_said(name):
    """The plan on screen."""
    case = CASES[name]()

    assert unsaid_in_page(render_html(plan_view(case.evaluation, case.plan)), ALLOWED) == set()


class Listening(Bracketed):
    """Notes every text that is asked for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def gettext(self, message: str, /) -> str:
        self.asked.add(message)
        return super().gettext(message)

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        self.asked.add(one)
        return f"{OPEN}{one if count == 1 else many}{CLOSE}"

    def pgettext(self, context: str, message: str, /) -> str:
        if context not in (CONTEXT, ROLE):
            self.asked.add(message)
        return f"{OPEN}{message}{CLOSE}"


def test_every_text_asked_for_is_one_that_translators_are_given():
    """A key said by a variable is marked somewhere, so that it is in every language's file."""
    listening = Listening()
    with speaking(replace(PSEUDO, translations=listening)):
        for name in ("everything", "unmakeable", "nothing rated", "screening"):
            case = CASES[name]()
            view = build_view(case.evaluation, case.plan, case.order)
            html.render(view)
            markdown.render(view)
            if case.plan:
                render_html(plan_view(case.evaluation, case.plan))

    assert listening.asked - given_to_translators() - {*FORMULAS.values()} == set()


def given_to_translators() -> set[str]:
    """The texts that docs/languages.py finds in the code and the templates, in English."""
    languages = runpy.run_path(str(ROOT / "docs" / "languages.py"))
    found = set()
    for folder in (ROOT / "src", ROOT / "report_templates"):
        for _file, _line, message, _comments, _context in extract_from_dir(
            folder,
            method_map=languages["METHODS"],
            options_map=languages["OPTIONS"],
            keywords=languages["KEYWORDS"],
        ):
            found.add(message[0] if isinstance(message, tuple) else message)
    return found


def test_the_language_is_told_to_machines():
    """The page says its language, for voices and hyphens, and its script finds the words."""
    case = CASES["everything"]()
    page = html.render(build_view(case.evaluation, case.plan, case.order)).decode()

    assert '<html lang="qps">' in page
    assert f'data-text="{OPEN}{{shown}} of {{all}} findings shown{CLOSE}"' in page


def test_paper_is_in_the_language_too():
    """A PDF's pages, title, language and attachment."""
    case = for_audience(Audience.BOARD, redacted=False)
    view = build_view(case.evaluation, case.plan, case.order)
    data = pdf.render_print(view, "report.html.j2", attached=("data.json", b"{}"))
    with pypdfium2.PdfDocument(data) as document:
        count = len(document)
        title = document.get_metadata_dict()["Title"]
        pages = [each.get_textpage().get_text_bounded() for each in document]

    assert title == f"{OPEN}Gap analysis for the board{CLOSE}: 0000-00-000000000000"
    with pikepdf.open(BytesIO(data)) as file:
        assert str(file.Root.Lang) == "qps"
        assert str(file.attachments["data.json"].description) == f"{OPEN}The report's data{CLOSE}"
    for number, text in enumerate(pages, start=1):
        assert f"{OPEN}{number} of {count}{CLOSE}" in text


@pytest.fixture
def texts_as(monkeypatch) -> Callable[[Language], None]:
    """Lets the catalogue's texts be said in a language too."""
    return lambda language: monkeypatch.setattr(speech, "said", language.translations.gettext)


@pytest.mark.parametrize("language", [PADDED, WIDE], ids=lambda each: each.name)
def test_labels_have_room_in_their_charts(language, texts_as):
    """Longer words and wide signs run into no bar, tile or edge."""
    texts_as(language)
    with speaking(language):
        case = with_history()
        view = build_view(case.evaluation, case.plan, case.order)
    results, plan = view.results, view.plan
    rows = [
        *((each.label, 11.5, charts.LABEL) for each in results.overall.bars),
        *((each.label, 11.5, charts.LABEL) for each in results.conformity.bars),
        *((each.note, 9.5, charts.LABEL) for each in results.overall.bars),
        *((each.label, 11.5, charts.LABEL) for each in results.ratings.stacks),
        *((line, 9, TILE) for each in results.heat_map.tiles for line in each.lines),
        *((f"{each.label} {each.value}", 11, TILE) for each in results.heat_map.tiles),
        *((each.label, 10, timelines.LABEL) for each in plan.milestone_chart.lines),
        *(
            (each.label, 10, timelines.LABEL)
            for phase in plan.phases
            for chart in phase.charts
            for each in chart.lines
        ),
        *(
            (row, 9.5, NAME)
            for each in view.comparison.chart.paths
            for row in each.name
        ),
    ]  # fmt: skip

    assert len(rows) > 40
    assert [row for row in rows if drawn(row[0], row[1]) > row[2]] == []
    for chart in (plan.milestone_chart, plan.phases[0].charts[0]):
        for left, right in pairwise(chart.marks):
            assert right.x - left.x > drawn(right.label, 8.5)


TILE = heat_map.TILE_WIDTH - 14
NAME = lines.WIDTH - lines.RIGHT + 10


def drawn(text: str, size: float) -> float:
    """About how wide a text is drawn in letters of a size, brackets left out."""
    plain = text.replace(OPEN, "").replace(CLOSE, "")
    wide = words.room(plain) - len(plain)
    return size * (wide + 0.46 * (len(plain) - wide))


def test_the_board_gets_two_pages_in_longer_words(texts_as):
    """The example, longer by two fifths."""
    texts_as(PADDED)
    with speaking(PADDED):
        evaluation, decisions = example()
        plan = make_plan(evaluation, decisions)
        content = pdf.render(build_view(evaluation, plan, Order(Audience.BOARD)))

    with pypdfium2.PdfDocument(content) as document:
        assert len(document) == 2


HOSTILE = "<b>&\"'</b> %(name)s %s {name} {{ 7*7 }} | `x` *y* [z](http://evil.example) \\"
SAYINGS = {
    "trans": "{% trans name=value %}Made for {{ name }}{% endtrans %}",
    "trans in a context": '{% trans "column" name=value %}Made for {{ name }}{% endtrans %}',
    "plural": "{% trans count=2, name=value %}{{ count }} row of {{ name }}"
    "{% pluralize %}{{ count }} rows of {{ name }}{% endtrans %}",
    "function": '{{ _("Made for %(name)s", name=value) }}',
}


@pytest.mark.parametrize("language", [ENGLISH, PSEUDO], ids=lambda each: each.name)
@pytest.mark.parametrize("template", SAYINGS.values(), ids=SAYINGS)
def test_a_value_in_a_said_text_is_escaped(template, language):
    """What a person typed stays text in a translated sentence, in HTML and in Markdown."""
    page = rendering.html_environment().from_string(template)
    text = rendering.text_environment(markdown.escaped).from_string(template)
    with speaking(language):
        shown, written = page.render(value=HOSTILE), text.render(value=HOSTILE)

    assert escape(HOSTILE) in shown
    assert "<b>" not in shown
    assert markdown.escaped(HOSTILE) in written
    assert MarkdownIt().renderInline(written).count("<a") == 0


@pytest.mark.parametrize("language", [ENGLISH, PSEUDO], ids=lambda each: each.name)
def test_a_value_in_a_sentence_is_no_format(language):
    """Braces a person typed into a reason are text, whatever the language."""
    typed = Override(
        finding="F-8.6.1-03", grade="major", reason="{by.__class__} {0} %s", by="{grade} {{"
    )
    with speaking(language):
        made = state(RATED)
        answers = answer_views(made, register(made))
        finding = replace(made.findings[0], override=typed)
        told = finding_view(made, answers, finding).set_by

    assert typed.reason in told
    assert typed.by in told


def test_chinese_is_set_in_shipped_fonts_alone(caplog):
    """No sign is a box, not even the space before a Chinese word, on any machine."""
    with speaking(language_of("zh")):
        data = pdf.render(view(filled()))
    with pikepdf.open(BytesIO(data)) as file:
        named = {
            str(each.FontName).partition("+")[2]
            for each in file.objects
            if isinstance(each, pikepdf.Dictionary) and "/FontName" in each
        }
    families = {font.family.replace(" ", "-") for font in rendering.FONTS}

    assert "Noto-Sans-SC" in named
    assert {each for each in named if not each.startswith(tuple(families))} == set()
    assert [each.message for each in caplog.records if "boxes" in each.message] == []
