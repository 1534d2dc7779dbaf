"""The comparison with a baseline: what the chapter tells, where it stands, and its chart."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import assessment, new_folder, rulebook
from documents import Page, planned, small, small_catalogue
from iso20k_gap.cli.app import main
from iso20k_gap.core.evaluation import evaluate
from iso20k_gap.errors import ExitCode
from iso20k_gap.reports import html, markdown
from iso20k_gap.reports.chapters.comparison import History, comparison_chapter
from iso20k_gap.reports.contents import Audience
from iso20k_gap.reports.formats import RENDERERS, Format
from iso20k_gap.reports.lines import BASE, TOP, line_chart
from iso20k_gap.reports.view import Order, build_view

THEN = {"8.6.1-01": "N", "8.6.1-02": "F", "8.6.1-03": "P", "8.6.1-04": "L", "4.1-01": "F"}
NOW = {"8.6.1-01": "F", "8.6.1-02": "L", "8.6.1-03": "L", "8.6.1-04": "P", "4.1-02": "F"}
NAMES = ("Conformity", "Achievement")


def earlier(ratings, on=date(2026, 5, 4), **fields):
    """A state before now."""
    return evaluate(small_catalogue(), assessment(ratings, **fields), rulebook(), on)


def history():
    """Two baselines; the later one is compared with."""
    first, second = earlier({"4.1": "P"}, date(2026, 2, 1)), earlier(THEN)
    return History("2026-05-04-spring", second, (("2026-02-01", first), ("2026-05-04", second)))


def shown(audience=Audience.FULL, past=None):
    made = small(NOW)
    order = Order(audience, history=past or history())
    return build_view(made, planned(made), order)


def test_every_kind_of_change_is_told():
    """What got worse first, each with its rating then and now, and why where none compares."""
    chapter = comparison_chapter(small(NOW), history())
    told = {
        group.id: [(each.id, each.before, each.after, each.why) for each in group.changes]
        for group in chapter.groups
    }

    assert list(told) == ["opened", "worse", "closed", "better", "not_comparable"]
    assert told["opened"] == [("8.6.1-02", "F", "L", "")]
    assert told["worse"] == [("8.6.1-04", "L", "P", "")]
    assert told["closed"] == [("8.6.1-01", "N", "F", "")]
    assert told["better"] == [("8.6.1-03", "P", "L", "")]
    assert ("4.1-01", "F", "not rated", "not rated now") in told["not_comparable"]
    assert ("4.1-02", "not rated", "F", "not rated before") in told["not_comparable"]
    assert chapter.lead.endswith("1 gap closed, 1 gap opened, 1 better, 1 worse.")


def test_numbers_stand_then_and_now():
    """With the difference in points; findings by grade, and both verdicts."""
    numbers = {name: rest for name, *rest in comparison_chapter(small(NOW), history()).numbers}

    assert numbers["Conformity"] == ["40.0 %", "40.0 %", "+0.0 points"]
    assert numbers["Minor nonconformities"][2] in ("-1", "0", "+1")
    assert numbers["Verdict"][2] == ""


def test_what_else_changed_is_told():
    """Another scope makes a remark."""
    organisation = {"name": "Acme", "scope": "Hosting only"}
    past = History("spring", earlier(THEN, organisation=organisation))

    assert any("Hosting only" in each for each in comparison_chapter(small(NOW), past).remarks)


def test_the_chapter_follows_the_plan_and_is_in_every_full_form():
    """Chapter 10; with a chart that has a title and a description with all figures."""
    view = shown()
    page = Page(html.render(view))
    text = markdown.render(view).decode()

    assert [each.label for each in view.chapters if each.id == "comparison"] == ["10"]
    assert "10 Comparison with the baseline" in page.text
    assert "## 10 Comparison with the baseline" in text
    assert "4 May 2026: Conformity 40.0 %" in page.text
    assert "comparison-trend-title comparison-trend-desc" in page.values("aria-labelledby")
    assert "| 8.6.1-02 |" in text


def test_the_data_hold_the_comparison():
    """In the shape `compare --json` has, with the trend beside it."""
    data = json.loads(RENDERERS[Format.JSON](shown(), None))["comparison"]

    assert data["closed"] == ["8.6.1-01"]
    assert data["from"] == "2026-05-04-spring"
    assert [each["date"] for each in data["trend"]] == ["2026-02-01", "2026-05-04", "2026-11-21"]


def test_word_has_the_chapter_too():
    """Every format that writes chapters by name knows this one."""
    assert RENDERERS[Format.DOCX](shown(), None).startswith(b"PK")


@pytest.mark.parametrize(("audience", "there"), [("board", False), ("auditor", True)])
def test_the_board_keeps_its_two_pages(audience, there):
    """The auditor sees what was closed since; the board's pages are full."""
    assert ("comparison" in shown(Audience(audience)).ids) is there


def test_without_a_baseline_there_is_no_chapter():
    """Nothing in the contents, null in the data."""
    made = small(NOW)
    view = build_view(made, planned(made))

    assert "comparison" not in view.ids
    assert view.comparison is None
    assert view.data["comparison"] is None


SHARES = st.fractions(min_value=0, max_value=1)
ROWS = st.lists(
    st.tuples(st.dates(), st.tuples(SHARES | st.none(), SHARES | st.none())), max_size=40
)


@given(ROWS)
def test_every_dot_lies_in_the_chart(rows):
    """However many states, and whatever their shares; labels stay inside too."""
    chart = line_chart("x", "Title", NAMES, rows)
    known = [each for each in rows if None not in each[1]]

    assert (chart is None) == (len(known) < 2)
    for path in chart.paths if chart else ():
        assert all(TOP <= dot.y <= BASE for dot in path.dots)
        assert all(0 < dot.label_y <= BASE for dot in path.dots)
        assert len(path.dots) == min(len(known), 12)


def test_names_of_lines_do_not_touch():
    """Where both end at the same height, one name is moved up, the other down."""
    rows = [(date(2026, 1, 1), (Fraction(1, 2), Fraction(1, 2)))] * 2
    first, second = line_chart("x", "Title", NAMES, rows).paths

    assert abs(first.name_y - second.name_y) >= 13


@pytest.fixture
def acme(tmp_path):
    """A folder with two baselines, of which the later has a gap that is closed now."""
    folder = str(new_folder(tmp_path / "acme"))
    for ratings, label, day in (("P", "winter", "2026-02-01"), ("L", "spring", "2026-05-04")):
        main(["rate", folder, f"8.6.1={ratings}", "-q"])
        main(["baseline", folder, "--label", label, "--date", day, "-q"])
    main(["rate", folder, "8.6.1=F", "-q"])
    return folder


def told(folder, *options):
    """The report's text."""
    out = Path(folder).parent / "r.md"
    assert main(["report", folder, "-o", str(out), "--date", "2026-11-21", *options]) == 0
    return out.read_text(encoding="utf-8")


def test_the_latest_baseline_is_the_default(acme):
    """Another may be named; the trend always has all of them; it may be left out."""
    assert "Since the baseline 2026-05-04-spring" in told(acme)
    winter = told(acme, "--compare-with", "winter")
    assert "Since the baseline 2026-02-01-winter" in winter
    assert "| 2026-05-04-spring |" in winter
    assert "Comparison" not in told(acme, "--no-comparison")


def test_a_redacted_report_names_baselines_by_day(acme):
    """A label is a text that somebody typed."""
    text = told(acme, "--redact")

    assert "spring" not in text
    assert "Since the baseline 2026-05-04" in text


def test_an_unknown_baseline_is_refused(acme, capsys):
    """With what there is; and options that contradict each other."""
    assert main(["report", acme, "--compare-with", "sprang"]) == ExitCode.USAGE
    assert "sprang" in capsys.readouterr().err
    both = ["--compare-with", "spring", "--no-comparison"]
    assert main(["report", acme, *both]) == ExitCode.USAGE
    assert "contradict" in capsys.readouterr().err
