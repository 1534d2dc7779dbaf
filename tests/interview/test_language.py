"""The interview in another language: every text is said, and longer words and wide signs fit."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

import pytest
from rich.cells import cell_len

from builders import assessment, catalogue
from interviewing import QUIT, Disk, Script, act, rate
from interviewing import sitting as english_sitting
from iso20k_gap.core.assessment import Answer, Assessment, Evidence
from iso20k_gap.core.questionnaire import Only
from iso20k_gap.core.translation import translated, translated_rules
from iso20k_gap.errors import RenderError
from iso20k_gap.interview.answering import Sitting
from iso20k_gap.interview.asker import Act, Deed
from iso20k_gap.interview.canvas import Canvas
from iso20k_gap.interview.keyboard import END_OF_INPUT, PASTE
from iso20k_gap.interview.page import Page
from iso20k_gap.interview.parts import LABEL
from iso20k_gap.interview.plain import PlainAsker
from iso20k_gap.interview.screen import Screen, full_help
from iso20k_gap.interview.session import Session
from iso20k_gap.interview.terminal import TerminalAsker
from iso20k_gap.language import ENGLISH, Language, speaking
from pseudo import PADDED, PSEUDO, WIDE
from speaking import unsaid_in

NAMES = {"ISO/IEC", "ISO", "self", "netco"}
PRACTICES = {name for clause in catalogue().clauses for name in clause.practices}
ALLOWED = NAMES | PRACTICES
"""Names of standards and ITIL's practices, and what the files call a party."""

PARTIES = ({"id": "netco", "name": "000", "kind": "external_supplier"},)
LARGE = 2000
"""Columns and rows of a screen on which nothing has to be cut."""


@pytest.fixture(autouse=True)
def pseudo() -> Iterator[None]:
    """The language nobody speaks."""
    with speaking(PSEUDO):
        yield


def sitting(language: Language = PSEUDO, **fields: Any) -> Sitting:
    """A sitting whose questions are said in a language."""
    with speaking(ENGLISH):
        made = english_sitting(**{"by": "000", **fields})
    say = language.translations.gettext
    return replace(
        made,
        catalogue=translated(made.catalogue, say),
        questionnaire=translated(made.questionnaire, say),
        rulebook=translated_rules(made.rulebook, say),
    )


def before(**fields: Any) -> Assessment:
    """An assessment about which people typed digits only."""
    with speaking(ENGLISH):
        return assessment(organisation={"name": "000", "scope": "000"}, parties=PARTIES, **fields)


def held(
    acts: Iterable[Act], replies: Iterable[Any] = (), disk: Disk | None = None, **fields: Any
) -> tuple[Script, Session]:
    """A session held from beginning to end."""
    script, disk = Script(acts, replies), disk or Disk(before())
    ticks = count(0, 100)
    session = Session(sitting(**fields), disk.assessment, script, disk.keeper, lambda: next(ticks))
    session.run()
    return script, session


def texts(page: Page) -> Iterator[str]:
    """Every text of a page, as the asker for pipes says it and as the terminal draws it."""
    said: list[str] = []
    scale = sitting().rulebook.scale
    PlainAsker(Replies("?"), said.append, scale, brief=False).ask(page)
    yield from said
    screen = Screen(LARGE, LARGE)
    yield from ("\n".join(line.plain for line in screen.draw(page)),)
    yield from ("\n".join(line.plain for line in full_help(page, screen)),)


class Replies:
    """Replies that were written down; then the end."""

    def __init__(self, *lines: str) -> None:
        self.lines = list(lines)

    def command(self) -> str | None:
        return self.lines.pop(0) if self.lines else None

    def line(self) -> str | None:
        return self.command()

    def edit(self, text: str) -> str | None:
        return None


def unsaid(script: Script) -> set[str]:
    """What a person saw or heard in a session that nobody said."""
    heard = [*script.heard, *(line for lines in script.ends for line in lines)]
    pages = [text for page in script.pages for text in texts(page)]
    return unsaid_in([*heard, *pages], ALLOWED)


PIECE = Evidence(title="00", location="000", effective="2026-02-03", valid_until="2027-04-05")
MIXED = {
    "8.6.1-01": Answer(rating="P", note="00\n00", rated_by="000", rated_on="2026-11-01"),
    "8.6.1-02": Answer(rating="L", rated_by="000", confirmed=False, performed_by="netco"),
    "8.6.1-03": Answer(rating="N", rated_on="2026-11-01", evidence=(PIECE,)),
    "8.6.1-04": Answer(rating="F", evidence=(PIECE.model_copy(update={"seen": False}),)),
}


def test_every_text_of_a_page_is_said():
    """What is asked, what helps, what is on record and which keys there are."""
    script, session = held(
        [*[act(Deed.NEXT)] * 12, act(Deed.BACK)], disk=Disk(before(answers=MIXED)), only=Only.GAPS
    )

    assert len(script.pages) > 3
    assert unsaid(script) == set()
    assert unsaid_in(session.summary().lines(), ALLOWED) == set()


def test_every_text_of_a_screening_is_said():
    """A question over several requirements, one of them rated differently."""
    script, session = held(
        [rate("F"), act(Deed.PUT_OFF), act(Deed.JUMP, "8.6"), act(Deed.SEARCH, "s0")],
        [0],
        disk=Disk(before(answers=MIXED)),
        kind="screening",
    )

    assert unsaid(script) == set()
    assert unsaid_in(session.summary().lines(), ALLOWED) == set()


DIALOGUES: dict[str, tuple[list[Act], list[Any]]] = {
    "rated, noted and undone": (
        [
            *(rate(symbol) for symbol in "FLPN"),
            act(Deed.NOTE),
            act(Deed.NOTE, "00"),
            act(Deed.LONG_NOTE),
            act(Deed.LONG_NOTE),
            *[act(Deed.UNDO)] * 8,
        ],
        ["000", None, "000 000"],
    ),
    "evidence line by line": (
        [act(Deed.EVIDENCE), act(Deed.EVIDENCE, "00 | 0 | 2026-01-01 | 2027-01-01")],
        [
            *("00", "000", "2026-13-01", "2026-01-01", "2025-01-01", "2027-01-01"),
            *("1?", "1", None, "1", "0", "0", "", "", "-1", ""),
        ],
    ),
    "evidence on one line": (
        [
            act(Deed.EVIDENCE, "00 | 0 | 0"),
            act(Deed.EVIDENCE, "| 0"),
            act(Deed.EVIDENCE, "00 | 0 | 2026-01-01 | 2025-01-01"),
            rate("F"),
            act(Deed.EVIDENCE, "000"),
        ],
        [],
    ),
    "no occurrence": (
        [
            act(Deed.NO_OCCURRENCE),
            act(Deed.JUMP, "7.5.3-07"),
            act(Deed.NO_OCCURRENCE),
            act(Deed.JUMP, "7.5.3-07"),
            act(Deed.NO_OCCURRENCE),
        ],
        ["", "000"],
    ),
    "other parties": (
        [
            act(Deed.PERFORMED_BY),
            act(Deed.PERFORMED_BY, "0"),
            act(Deed.PERFORMED_BY, "self"),
            rate("F"),
            act(Deed.BACK),
            act(Deed.PERFORMED_BY, "netco"),
            act(Deed.JUMP, "4.1-01"),
            act(Deed.PERFORMED_BY),
            act(Deed.JUMP, "8.2.3"),
            act(Deed.PERFORMED_BY, "netco"),
        ],
        [1],
    ),
    "going about": (
        [
            act(Deed.CONFIRM),
            act(Deed.JUMP),
            act(Deed.JUMP, "99"),
            act(Deed.JUMP, "8.6.0"),
            act(Deed.JUMP, "4.1"),
            act(Deed.SEARCH),
            act(Deed.SEARCH, "000"),
            act(Deed.SEARCH, "8.6.1"),
            act(Deed.JUMP, "8.6.1"),
            act(Deed.BACK),
            *[act(Deed.PUT_OFF)] * 11,
            act(Deed.NOTE),
            act(Deed.NEXT),
        ],
        ["", "", 0, None],
    ),
}


@pytest.mark.parametrize("name", DIALOGUES)
def test_every_text_of_a_dialogue_is_said(name):
    """What is asked and answered beside the ratings."""
    acts, replies = DIALOGUES[name]

    script, session = held(acts, replies)

    assert not script.acts
    assert unsaid(script) == set()
    assert unsaid_in(session.summary().lines(), ALLOWED) == set()


def test_confirming_and_an_end_with_nothing_left_are_said():
    """Everything answered, one of it unconfirmed."""
    everything = {
        f"8.6.1-{number:02}": Answer(rating="F", rated_by="000") for number in range(1, 12)
    }
    answered = before(answers={**everything, "8.6.1-02": MIXED["8.6.1-02"]})
    script, session = held(
        [act(Deed.NEXT), act(Deed.CONFIRM), act(Deed.CONFIRM), *[act(Deed.NEXT)] * 12],
        disk=Disk(answered),
    )

    assert script.ends
    assert unsaid(script) == set()
    assert unsaid_in(session.summary().lines(), ALLOWED) == set()


def test_clashes_and_a_full_disk_are_said():
    """What is asked when others saved the same answer, or the disk refuses."""
    disk = Disk(before(answers={"8.6.1-01": MIXED["8.6.1-01"]}))
    script = Script([rate("F"), rate("F"), rate("L"), act(Deed.UNDO)], ["m", "k", "d"])
    session = Session(sitting(), disk.assessment, script, disk.keeper, lambda: 0)
    others = iter([MIXED["8.6.1-02"], None, MIXED["8.6.1-03"]])

    def meddle() -> None:
        other = next(others, None)
        for name in ("8.6.1-02", "8.6.1-03"):
            disk.someone_else_saves(name, other)
        if len(script.acts) == 2:
            disk.troubles.append(RenderError("000"))

    script.watch = meddle
    session.run()

    assert any("⟦On disk⟧" in each for each in script.heard)
    assert "⟦This could not be saved:⟧" in script.heard
    assert unsaid(script) == set()


class Keys:
    """A keyboard that types what was written down, then comes to its end."""

    def __init__(self, *keys: str) -> None:
        self.keys = list(keys)

    def key(self) -> str:
        return self.keys.pop(0) if self.keys else END_OF_INPUT


class Watched(Canvas):
    """A canvas of a size that keeps what it was given to draw."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__(io.StringIO(), lambda _stream: (width, height))
        self.drawn: list[str] = []

    def _draw(self, lines: Any) -> None:
        self.drawn.append("\n".join(line.plain for line in lines))


def terminal(width: int, height: int, *keys: str) -> tuple[TerminalAsker, Watched]:
    """A terminal at which keys are typed, and what it draws."""
    canvas = Watched(width, height)
    return TerminalAsker(Keys(*keys), canvas, sitting().rulebook.scale), canvas


def first_page(language: Language = PSEUDO, **fields: Any) -> Page:
    """The first page of a session."""
    script = Script([QUIT])
    disk = Disk(before(answers=MIXED))
    Session(sitting(language, **fields), disk.assessment, script, disk.keeper, lambda: 0).run()
    return script.pages[0]


def test_every_text_of_the_terminal_is_said():
    """Help by the screenful, lines typed, options, decisions, the end, and keys that do nothing."""
    page = first_page()
    asker, canvas = terminal(300, LARGE, "x", f"{PASTE}00", "?", "q", "q")
    asker.ask(page)
    reader, pages = terminal(300, 60, "?", "enter", "b", "k", "q", "q")
    reader.ask(page)
    pages.drawn = [each.rpartition("\n")[2] for each in pages.drawn]
    other, rest = terminal(300, LARGE, "x", "q", "0", "enter", "down", "enter", "k")
    other.ask_end(["000"])
    other.line("000", "00", ["000"])
    other.choose("000", ["00", "0"])
    other.decide(["000"], {"k": "000"}, "k")

    feet = [each for each in pages.drawn if "⟦" in each]
    assert any("closes" in each for each in feet)
    assert unsaid_in([*canvas.drawn, *feet, *rest.drawn], ALLOWED) == set()


def test_every_text_for_screen_readers_is_said():
    """The same line by line."""
    said: list[str] = []
    scale = sitting().rulebook.scale
    asker = PlainAsker(Replies("x", "?", "q"), said.append, scale, brief=True)
    asker.ask(first_page())
    PlainAsker(Replies("x", "q"), said.append, scale, brief=True).ask_end(["000"])
    lines = PlainAsker(Replies("", "0", "x", "2", "k"), said.append, scale, brief=True)
    lines.line("000", "00")
    lines.line("000")
    lines.choose("000", ["00", "0"])
    lines.decide(["000"], {"k": "000"}, "k")

    assert unsaid_in(said, ALLOWED) == set()


@pytest.mark.parametrize("language", [PADDED, WIDE], ids=lambda each: each.name)
@pytest.mark.parametrize("size", [(40, 12), (80, 24), (100, 40), (132, 43), (200, 60)])
def test_longer_words_and_wide_signs_stay_on_the_screen(language, size):
    """No line is wider than the terminal, and the keys to rate are always seen."""
    width, height = size
    with speaking(language):
        page = first_page(language)
        drawn = Screen(width, height).draw(page)
        shown = full_help(page, Screen(width, height))

    assert len(drawn) <= height
    assert max(cell_len(line.plain) for line in drawn) <= width
    assert max(cell_len(line.plain) for line in shown) <= width
    assert any("f l p n" in line.plain for line in drawn)


@pytest.mark.parametrize("language", [PADDED, WIDE], ids=lambda each: each.name)
def test_labels_have_a_column_of_their_own(language):
    """A label longer than in English is not cut where there is room; texts begin behind it."""
    with speaking(language):
        page = first_page(language)
        drawn = [line.plain for line in Screen(120, LARGE).draw(page)]
        label = language.translations.gettext("Look for")
    line = next(line for line in drawn if line.startswith(f"{label} "))
    column = len(line) - len(line.removeprefix(label).lstrip())

    assert cell_len(line[:column]) == max(LABEL, longest(page, language) + 1)


def longest(page: Page, language: Language) -> int:
    """How wide the widest label beside the texts is."""
    names = ("Look for", "Ask to see", "Scale", "Due", "o possible")
    labels = [*map(language.translations.gettext, names), *(name for name, _text in page.present)]
    return max(map(cell_len, labels))


def test_text_without_spaces_is_cut_at_any_sign():
    """A row of wide signs keeps what fits before its dots."""
    with speaking(WIDE):
        page = replace(first_page(WIDE), statement="汉" * 400)
        drawn = [line.plain for line in Screen(80, 16).draw(page)]

    assert any(line.count("汉") > 25 and line.endswith("…") for line in drawn)


def test_days_are_typed_alike_and_shown_as_the_language_has_them():
    """A day is typed year first; what is noted shows it in the language's own way."""
    script, session = held([act(Deed.EVIDENCE), rate("F")], ["00", "", "2026-01-31", "", ""])

    piece = session.table.assessment.answers["8.6.1-01"].evidence[0]
    assert piece.effective == date(2026, 1, 31)
    assert any("31.01.2026" in text for _name, text in script.pages[1].present)


def test_a_role_is_shown_in_the_language_and_compared_as_it_is():
    """The owner's name on the page is said; choosing by role takes the key."""
    page = first_page(role="Incident manager", clause="8.6.1")

    assert ("⟦Owner⟧", "⟦Incident manager⟧") in page.facts
