"""Two languages side by side in one HTML document."""

import re
from html.parser import HTMLParser

import pytest

from builders import new_folder
from iso20k_gap.cli.app import main
from iso20k_gap.reports.bilingual import paired

WORDS = (("Ja", "hier"), ("Yes", "here"))


def both(first, second):
    return paired(first, second, ("de", "en"))


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        (
            "<h2>Befunde</h2>",
            "<h2>Findings</h2>",
            (
                '<h2><span class="first" lang="de">Befunde</span><span class="between"> · </span>'
                '<span class="second" lang="en">Findings</span></h2>'
            ),
        ),
        (
            '<p class="soft">Ja</p>',
            '<p class="soft">Yes</p>',
            (
                '<p class="soft two"><span class="first" lang="de">Ja</span>'
                '<span class="between"> </span><span class="second" lang="en">Yes</span></p>'
            ),
        ),
        (
            '<h2><span class="label">4</span> Befunde</h2>',
            '<h2><span class="label">4</span> Findings</h2>',
            (
                '<h2><span class="label">4</span> <span class="first" lang="de">Befunde</span>'
                '<span class="between"> · </span>'
                '<span class="second" lang="en">Findings</span></h2>'
            ),
        ),
        (
            '<p class="item"><b>Befund</b>Typed words.</p>',
            '<p class="item"><b>Found</b>Typed words.</p>',
            (
                '<p class="item pieces"><b><span class="first" lang="de">Befund</span>'
                '<span class="between"> · </span><span class="second" lang="en">Found</span></b>'
                "Typed words.</p>"
            ),
        ),
        (
            "<td><a>E1</a> Typed; <a>E2</a> Too <i>(alt)</i></td>",
            "<td><a>E1</a> Typed; <a>E2</a> Too <i>(old)</i></td>",
            (
                '<td class="pieces"><a>E1</a> Typed; <a>E2</a> Too '
                '<i><span class="first" lang="de">(alt)</span><span class="between"> · </span>'
                '<span class="second" lang="en">(old)</span></i></td>'
            ),
        ),
        (
            '<li><b>4</b><a href="#x">Befunde</a></li>',
            '<li><b>4</b><a href="#x">Findings</a></li>',
            '<li class="pieces"><b>4</b><a href="#x">Befunde · Findings</a></li>',
        ),
        (
            '<p class="places"><a>4 Kontext</a></p>',
            '<p class="places"><a>4 Context</a></p>',
            '<p class="places"><a>4 Kontext</a></p>',
        ),
        ("<td>8.6.1</td>", "<td>8.6.1</td>", "<td>8.6.1</td>"),
        ("<td>54,3 %</td>", "<td>54.3 %</td>", "<td>54,3 %</td>"),
        ("<title>A</title>", "<title>B</title>", "<title>A · B</title>"),
        ("<style>a{}</style>", "<style>b{}</style>", "<style>a{}</style>"),
        ("<text>A</text>", "<text>B</text>", "<text>A</text>"),
        ("<ul><li>x</li></ul>", "<ul></ul>", "<ul><li>x</li></ul>"),
    ],
)
def test_texts_that_differ_stand_together(first, second, wanted):
    assert both(first, second) == wanted


def test_what_people_typed_stands_once():
    typed = "<section><p>Seen in the tool &amp; filed</p><br></section>"
    assert both(typed, typed) == typed


def test_no_identity_comes_twice():
    markup = both(
        '<p>Ja <a id="x" href="#y">hier</a></p>', '<p>Yes <a id="x" href="#y">here</a></p>'
    )
    assert markup.count('id="x"') == 1
    assert markup.count('href="#y"') == 2


class Balance(HTMLParser):
    """Checks that elements close in the order they were opened."""

    void = frozenset({"meta", "link", "br", "col", "img", "input", "hr", "wbr", "path", "rect"})

    def __init__(self):
        super().__init__()
        self.open, self.ids = [], []

    def handle_starttag(self, tag, attrs):
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in self.void:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """A report in German with English beside it."""
    place = tmp_path_factory.mktemp("bilingual")
    folder = new_folder(place / "acme")
    assert main(["rate", str(folder), "8.6.1=L", "8.6.2=P", "-q"]) == 0
    out = place / "report.html"
    ordered = ["report", str(folder), "--language", "de", "--beside", "en", "-o", str(out)]
    assert main([*ordered, "--date", "2026-11-21"]) == 0
    return out.read_text(encoding="utf-8")


def test_a_whole_report_has_both_languages_and_stays_well_formed(page):
    checker = Balance()
    checker.feed(page)
    assert not checker.open
    assert len(checker.ids) == len(set(checker.ids))
    pairs = re.findall(r'class="first" lang="de">(.*?)</span><span class="between">', page)
    assert len(pairs) > 200
    heading = re.search(r'<h2 id="summary-heading">(.*?)</h2>', page, re.DOTALL)[1]
    first, second = heading.split('<span class="second" lang="en">')
    assert "Managementzusammenfassung" in first
    assert "Management summary" in second


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--beside", "en"], "in that language already"),
        (["--beside", "klingon"], "there is no language"),
        (["--beside", "de", "-f", "docx", "-o", "x.docx"], "docx cannot hold two languages"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path, capsys, arguments, told):
    folder = new_folder(tmp_path / "acme")
    assert main(["report", str(folder), "-f", "html", *arguments]) == 2
    assert told in capsys.readouterr().err
