"""The pack's page: closed to the network, safe with hostile text, and driven in a real browser."""

import json
import re
from base64 import b64encode
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest

import browser
from builders import assessment, new_folder
from iso20k_gap.core import pack as packs
from iso20k_gap.core.assessment import Answer, Evidence
from iso20k_gap.core.pack import Pack, Selection
from iso20k_gap.files import assessment_folder, library, pack_file
from iso20k_gap.files.sent import Terms
from iso20k_gap.reports import pack_html

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&\u202e\x07"
ONE, TWO, FREE = "8.5.1.2-01", "8.5.1.2-02", "8.5.1.2-05"


def pack(given: dict[str, Answer] | None = None, **fields) -> Pack:
    """A pack about change management."""
    questionnaire = fields.pop("questionnaire", "full")
    clause = fields.pop("clause", "8.5.1.2")
    source = packs.Source(
        library.load_catalogue("2018"),
        library.load_questionnaire("2018", questionnaire),
        library.load_scale(fields.pop("scale", "nplf")),
        assessment(answers=given or {}, **fields),
    )
    return packs.build(source, Selection(clause=clause), date(2026, 11, 21))


class Tags(HTMLParser):
    """The elements of a page with their attributes, and the text of its scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {"script": [], "style": []}
        self._in = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        self._in = tag

    def handle_data(self, data):
        if self._in in self.texts:
            self.texts[self._in].append(data)

    def handle_endtag(self, tag):
        self._in = ""

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def hostile() -> Pack:
    """A pack where everything people type is hostile."""
    piece = Evidence(title=HOSTILE, location="javascript:alert(1)")
    given = {ONE: Answer(rating="F", note=HOSTILE, evidence=(piece,))}
    return pack(given, organisation={"name": HOSTILE, "scope": HOSTILE})


def digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def test_only_our_own_script_and_style_may_run():
    """The policy names their hashes; nothing else may load, and nothing is inline."""
    tags = Tags(pack_html.render(hostile()).decode())
    (policy,) = [meta["content"] for meta in tags.of("meta") if meta.get("http-equiv")]
    data, script = tags.texts["script"]
    (style,) = tags.texts["style"]

    assert policy == (
        f"default-src 'none'; script-src {digest(script)}; style-src {digest(style)}"
        "; base-uri 'none'; form-action 'none'"
    )
    assert json.loads(data)["kind"] == packs.KIND
    names = {name for _, attributes in tags.found for name in attributes}
    assert not {name for name in names if name.startswith("on") or name in ("style", "src")}
    assert {each["href"][0] for each in tags.of("a")} == {"#"}
    assert not tags.of("link") + tags.of("img") + tags.of("iframe")


def test_hostile_text_stays_text():
    """It neither ends the script nor becomes markup, and is kept letter by letter."""
    tags = Tags(pack_html.render(hostile()).decode())
    before = json.loads(tags.texts["script"][0])["before"][ONE]

    assert len(tags.of("script")) == 2
    assert before["note"] == HOSTILE
    assert before["evidence"][0]["title"] == HOSTILE


@pytest.mark.parametrize("questionnaire", ["full", "screening"])
def test_every_id_is_used_once_and_every_reference_is_met(questionnaire):
    """Labels, headings and links lead somewhere."""
    tags = Tags(pack_html.render(pack(questionnaire=questionnaire, clause="8")).decode())
    ids = [each["id"] for _, each in tags.found if "id" in each]
    wanted = [
        each.get(name)
        for _, each in tags.found
        for name in ("for", "aria-labelledby")
        if each.get(name)
    ] + [each["href"][1:] for each in tags.of("a")]

    assert len(ids) == len(set(ids))
    assert set(wanted) <= set(ids)


def test_the_page_shows_what_to_ask_look_for_and_choose():
    """Question, guidance, ratings in the catalogue's words; no_occurrence where allowed."""
    page = pack_html.render(pack()).decode()
    tags = Tags(page)
    requirement = library.load_catalogue("2018").by_id[FREE]
    choices = {
        identifier: [
            each["value"] for each in tags.of("input") if each.get("name") == f"r-{identifier}"
        ]
        for identifier in (ONE, FREE)
    }

    assert choices == {
        ONE: ["F", "L", "P", "N", ""], FREE: ["F", "L", "P", "N", "no_occurrence", ""],
    }  # fmt: skip
    for text in (requirement.question, requirement.guidance, requirement.ratings.P):
        assert re.sub(r"[&'\"].*", "", text) in page


def test_the_same_pack_gives_the_same_bytes():
    """No clock in it."""
    assert pack_html.render(hostile()) == pack_html.render(hostile())


# --- in a browser ---


@pytest.fixture
def chromium() -> str:
    """The browser; without one the slow tests cannot be run."""
    found = browser.executable()
    assert found, "these tests need Chromium: apt-get install chromium, or leave --slow out"
    return found


def typed(page: browser.Page, selector: str, text: str) -> None:
    """Type into a field."""
    page.run(f"document.querySelector({json.dumps(selector)}).focus()")
    page.type(text)


def status(page: browser.Page) -> str:
    """What the page says about saving."""
    return page.run("document.getElementById('status').textContent")


def downloaded(page: browser.Page, folder: Path) -> Path:
    """Press the button by keyboard, and give the file."""
    folder.mkdir()
    page.allow_downloads(folder)
    page.run("document.getElementById('download').focus()")
    page.press("Enter", 13, "\r")
    browser.until(lambda: list(folder.glob("*.json")))
    return next(folder.glob("*.json"))


def in_question(identifier: str, rest: str) -> str:
    """A selector below a question."""
    return f'[data-id="{identifier}"] {rest}'


NOTE = "=1+1 \"quotes\" 'single' <b>😀 مرحبا 8.10"


def fill_in(page: browser.Page) -> None:
    """Answer three questions the way people do, with the keyboard."""
    typed(page, "#respondent", "Ann <b>Smith")
    page.run(f"document.querySelector('{in_question(ONE, 'input[value=F]')}').focus()")
    page.press(" ", 32, " ")
    page.press("ArrowDown", 40)
    typed(page, in_question(ONE, "[data-field=note]"), NOTE)
    page.press("Enter", 13, "\r")
    page.type("second line")
    typed(page, in_question(ONE, "[data-field=title]"), "Log =x")
    typed(page, in_question(ONE, "[data-field=location]"), "desk")
    day = in_question(ONE, "[data-field=effective]")
    page.run(f"document.querySelector('{day}').value = '2026-01-31'")
    page.run(f"document.querySelector('{in_question(FREE, 'input[value=no_occurrence]')}').click()")
    typed(page, in_question(FREE, "[data-field=reason]"), "none retired")
    typed(page, in_question(TWO, "[data-field=note]"), "only a note")
    page.wait("document.getElementById('status').textContent.startsWith('Saved')")


@pytest.mark.slow
def test_a_page_filled_in_by_keyboard_comes_back_equal(chromium, tmp_path):
    """Answer, close, reopen and download; every field is what was typed."""
    folder = assessment_folder.read(new_folder(tmp_path / "acme"))
    file = tmp_path / "pack.html"
    file.write_bytes(pack_html.render(pack(organisation={"name": "Acme", "scope": "x"})))
    with browser.opened(tmp_path / "profile") as page:
        page.open(file)
        fill_in(page)
    with browser.opened(tmp_path / "profile") as page:
        page.open(file)
        assert "3 answers kept from" in status(page)
        answers = downloaded(page, tmp_path / "out")
        assert "3 answers downloaded" in status(page)
        assert page.trouble() == []

    returned = pack_file.read(answers, folder, Terms(date.max))
    assert {reply.question.id: reply.given for reply in returned.replies} == {
        ONE: packs.Entry(
            rating="L",
            note=f"{NOTE}\nsecond line",
            evidence=(packs.Piece("Log =x", "desk", date(2026, 1, 31)),),
        ),
        TWO: packs.Entry(note="only a note"),
        FREE: packs.Entry(rating="no_occurrence", reason="none retired"),
    }
    assert {reply.who for reply in returned.replies} == {"Ann <b>Smith"}


@pytest.mark.slow
def test_a_file_of_answers_can_be_loaded_again(chromium, tmp_path):
    """In another browser, to go on with it: what is downloaded then is the same."""
    file = tmp_path / "pack.html"
    file.write_bytes(pack_html.render(pack()))
    with browser.opened(tmp_path / "profile") as page:
        page.open(file)
        fill_in(page)
        first = downloaded(page, tmp_path / "first")
    with browser.opened(tmp_path / "another") as page:
        page.open(file)
        page.choose("#file", file)
        page.wait("document.getElementById('status').textContent.includes('not a file of')")
        page.choose("#file", first)
        page.wait("document.getElementById('status').textContent.includes('loaded')")
        second = downloaded(page, tmp_path / "second")

    one, two = (json.loads(each.read_text()) for each in (first, second))
    assert len(one["answers"]) == 3
    assert {**one, "saved": ""} == {**two, "saved": ""}


@pytest.mark.slow
def test_hostile_answers_on_file_are_shown_and_do_nothing(chromium, tmp_path):
    """Nothing runs, nothing is fetched, and untouched fields are no answers."""
    file = tmp_path / "pack.html"
    file.write_bytes(pack_html.render(hostile()))
    with browser.opened(tmp_path / "profile") as page:
        page.open(file)
        note = page.run(f"document.querySelector('{in_question(ONE, '[data-field=note]')}').value")
        typed(page, "#respondent", "Ann")
        answers = json.loads(downloaded(page, tmp_path / "out").read_text())["answers"]

        assert note == HOSTILE
        assert answers == {}
        assert page.trouble() == []
        assert page.fetched() == {file.as_uri()}


@pytest.mark.slow
def test_a_browser_that_keeps_nothing_says_so(chromium, tmp_path):
    """In a mail program's window storage is refused; the page works on and warns."""
    file = tmp_path / "pack.html"
    file.write_bytes(pack_html.render(pack()))
    refused = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})"
    with browser.opened(tmp_path / "profile") as page:
        page.call("Page.addScriptToEvaluateOnNewDocument", source=refused)
        page.open(file)

        assert "does not keep your answers" in status(page)
        typed(page, "#respondent", "Ann")
        page.run(f"document.querySelector('{in_question(ONE, 'input[value=N]')}').click()")
        answers = json.loads(downloaded(page, tmp_path / "out").read_text())["answers"]
        assert answers[ONE]["rating"] == "N"


@pytest.mark.slow
def test_what_is_missing_is_told_before_downloading(chromium, tmp_path):
    """Name, reason and evidence titles are asked for, with links to where they belong."""
    file = tmp_path / "pack.html"
    file.write_bytes(pack_html.render(pack()))
    with browser.opened(tmp_path / "profile") as page:
        page.open(file)
        page.run(
            f"document.querySelector('{in_question(FREE, 'input[value=no_occurrence]')}').click()"
        )
        typed(page, in_question(ONE, "[data-field=location]"), "desk")
        page.run("document.getElementById('download').click()")

        told = page.run("[...document.querySelectorAll('#problems a')].map(a => a.textContent)")
        assert told == [
            "Enter your name",
            f"{ONE}: evidence 1 has no title",
            f"{FREE}: say why nothing occurred",
        ]
        assert page.run("document.activeElement.id") == "problems"


@pytest.mark.slow
def test_every_control_has_a_name_for_a_screen_reader(chromium, tmp_path):
    """No radio, field or button is nameless, and all can be reached with Tab."""
    file = tmp_path / "pack.html"
    file.write_bytes(pack_html.render(pack()))
    with browser.opened(tmp_path / "profile") as page:
        page.open(file)
        nodes = page.call("Accessibility.getFullAXTree")["nodes"]
        controls = [
            node
            for node in nodes
            if node.get("role", {}).get("value") in ("radio", "textbox", "button", "progressbar")
            and not node["ignored"]
        ]
        nameless = [node for node in controls if not node.get("name", {}).get("value")]
        reached = set()
        for _ in range(20):
            page.press("Tab", 9)
            reached |= set(page.run("[document.activeElement.id, document.activeElement.tagName]"))

    assert len(controls) > 50
    assert nameless == []
    assert {"respondent", "next", "load", "download", "INPUT", "TEXTAREA"} <= reached
