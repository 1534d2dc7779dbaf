"""The terminal asker: a page always fits, one key answers, a wrong key loses nothing."""

import io
import os
import pty
import re
import signal
import sys
import termios
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from builders import assessment, catalogue, rulebook
from interviewing import act, rate, session_of
from iso20k_gap.core.assessment import Answer, Evidence
from iso20k_gap.core.questionnaire import question_for
from iso20k_gap.files import library
from iso20k_gap.interview import editor
from iso20k_gap.interview.asker import Act, Deed
from iso20k_gap.interview.canvas import Canvas, size_of
from iso20k_gap.interview.keyboard import END_OF_INPUT, PASTE, REDRAW
from iso20k_gap.interview.line_editor import Line, line_of
from iso20k_gap.interview.page import Page, Progress
from iso20k_gap.interview.parts import ASCII
from iso20k_gap.interview.posix_keyboard import PosixKeyboard
from iso20k_gap.interview.printer import Printer
from iso20k_gap.interview.screen import Screen
from iso20k_gap.interview.terminal import TerminalAsker

SEQUENCE = re.compile(r"\x1b\[[?0-9;]*[A-Za-z]")
HOSTILE = "\x1b[2J\x07 gone\u202e\nnext [bold]line[/bold] " + "x" * 300


class Keys:
    """A keyboard that types what was written down, then comes to its end."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = list(keys)
        self.open = False

    def __enter__(self) -> Self:  # noqa: D105 - as a keyboard's
        self.open = True
        return self

    def __exit__(self, *_: object) -> None:  # noqa: D105 - as a keyboard's
        self.open = False

    def suspending(self) -> None: ...

    def resuming(self) -> None: ...

    def swallow_enter(self) -> None: ...

    def key(self) -> str:
        return self.keys.pop(0) if self.keys else END_OF_INPUT

    def line(self) -> str | None:
        return None

    @contextmanager
    def lent(self) -> Iterator[None]:
        self.open = False
        yield
        self.open = True


class Stream(io.StringIO):
    encoding = "utf-8"  # type: ignore[assignment]


def frames(stream: io.StringIO) -> list[list[str]]:
    """What stood on the screen, one list of lines after the other."""
    parts = stream.getvalue().split("\x1b[H")[1:]
    return [SEQUENCE.sub("", part).split("\n") for part in parts]


def asker(*keys: str, size: tuple[int, int] = (80, 24), scale: str = "nplf") -> Any:
    """A terminal asker with a scripted keyboard, and its stream."""
    stream = Stream()
    made = TerminalAsker(Keys(keys), Canvas(stream, lambda _: size), library.load_scale(scale))
    return made, stream


def page(identifier: str = "8.6.1-03", scale: str = "nplf", **fields: Any) -> Page:
    """The page of a requirement."""
    question = question_for(catalogue().by_id[identifier])
    printer = Printer(catalogue(), rulebook(scale=scale).scale)
    progress = Progress(1, 11, 0, 5, 2, 1800.0)
    return printer.page(question, assessment(**fields), fields.get("draft"), progress)


# --- what is shown ----------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "height"), [(80, 24), (200, 50), (60, 20)])
def test_every_page_of_the_edition_fits_its_screen(width: int, height: int) -> None:
    """Nothing scrolls away: question, keys, answer and who is asked are always there."""
    printer = Printer(catalogue(), rulebook().scale)
    before, progress = assessment(), Progress(1, 373, 0, 5, 2, 1800.0)
    for requirement in catalogue().requirements:
        made = printer.page(question_for(requirement), before, None, progress)
        lines = [line.plain for line in Screen(width, height).draw(made)]
        text = " ".join(re.sub(r"[┃│]", " ", " ".join(lines)).split())

        assert len(lines) == height, requirement.id
        assert max(cell_len(line.rstrip()) for line in lines) <= width, requirement.id
        if width < 132:
            assert requirement.question in text, requirement.id
        for kept in (requirement.id, "f l p n rate", "? help", "none yet", "about 30 min left"):
            assert kept in text, (requirement.id, kept)


def test_a_screening_page_fits_too() -> None:
    """All requirements a question stands for are listed with their ratings."""
    session, _ = session_of(None, kind="screening")  # type: ignore[arg-type]
    for question in session.walk.questions:
        lines = [line.plain for line in Screen(80, 24).draw(session.page(question))]

        assert len(lines) == 24
        assert all(each in "\n".join(lines) for each in question.requirements)


def test_on_a_low_screen_help_is_shortened_before_what_is_asked() -> None:
    """At 80x24 the guide to the ratings has a line each; the rest is behind the question mark."""
    lines = [line.plain for line in Screen(80, 24).draw(page())]

    assert "▸c) ·" in lines[4]
    assert lines[8].startswith("┃ What makes an incident move")
    assert any(line.startswith("Look for    Look for both directions") for line in lines)
    assert any(line.startswith("L >50-85 %  Functional hand-over works;") for line in lines)
    assert lines[-2].startswith("f l p n rate  Enter next  - put off  b back  t note")


def test_on_a_wide_screen_nothing_is_left_out() -> None:
    """At 200x50 the items stand in full on the left, all guidance on the right."""
    requirement = catalogue().by_id["8.6.1-03"]
    lines = [line.plain for line in Screen(200, 50).draw(page())]
    right = " ".join(" ".join(line.split("│")[1].split()) for line in lines if "│" in line)

    for text in (requirement.guidance, *requirement.evidence, requirement.ratings.P):
        assert text in right
    assert "…" not in "\n".join(lines)


def test_what_people_typed_cannot_take_over_the_screen() -> None:
    """Control characters are shown, not obeyed; markup stays text; long text is cut."""
    answer = Answer(rating="F", note=HOSTILE, rated_by=HOSTILE, evidence=(Evidence(title=HOSTILE),))
    made = page(
        answers={"8.6.1-03": answer}, organisation={"name": HOSTILE, "scope": "x"}, label=HOSTILE
    )
    stream = Stream()
    TerminalAsker(Keys([]), Canvas(stream, lambda _: (80, 24)), library.load_scale("nplf")).ask(
        made
    )

    assert "\x1b[2J" not in stream.getvalue()
    assert "\x07" not in stream.getvalue()
    assert "\u202e" not in stream.getvalue()
    assert "\\x1b[2J\\x07 gone" in stream.getvalue()
    assert len(frames(stream)[0]) == 24


def test_a_terminal_without_unicode_gets_plain_signs() -> None:
    """Bars, marks and dots have their simple forms."""
    text = "\n".join(line.plain for line in Screen(80, 24, ASCII).draw(page()))

    assert text.isascii()
    assert ">c) ." in text
    assert "............" in text


def test_colour_is_left_out_where_it_is_not_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR takes every colour; what is rated can be read without."""
    before = assessment({"8.6.1-01": "F"})
    made = Printer(catalogue(), rulebook().scale).page(
        question_for(catalogue().by_id["8.6.1-03"]), before, None, Progress(1, 1, 0, 0)
    )
    colours = re.compile(r"\x1b\[[0-9;]*3[0-7]")
    monkeypatch.setenv("TERM", "xterm-256color")
    for no_colour, coloured in (("1", False), ("", True)):
        monkeypatch.setenv("NO_COLOR", no_colour)
        ask, stream = asker("q")
        ask.ask(made)
        assert bool(colours.search(stream.getvalue())) is coloured
        assert "a) F" in frames(stream)[0][4]


# --- keys -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("f", rate("F")),
        ("L", rate("L")),
        ("p", rate("P")),
        ("n", rate("N")),
        ("enter", act(Deed.NEXT)),
        ("right", act(Deed.NEXT)),
        ("left", act(Deed.BACK)),
        ("b", act(Deed.BACK)),
        ("-", act(Deed.PUT_OFF)),
        ("u", act(Deed.UNDO)),
        ("t", act(Deed.NOTE)),
        ("T", act(Deed.LONG_NOTE)),
        ("e", act(Deed.EVIDENCE)),
        ("w", act(Deed.PERFORMED_BY)),
        ("c", act(Deed.CONFIRM)),
        ("o", act(Deed.NO_OCCURRENCE)),
        ("j", act(Deed.JUMP)),
        ("/", act(Deed.SEARCH)),
        ("Q", act(Deed.QUIT)),
        (END_OF_INPUT, act(Deed.QUIT)),
    ],
)
def test_one_key_is_one_act(key: str, expected: Act) -> None:
    """Every key does what the help says."""
    ask, _ = asker(key)

    assert ask.ask(page()) == expected


def test_the_keys_follow_the_scale() -> None:
    """Under yes, partial, no the keys are y p n, and l means nothing."""
    ask, stream = asker("l", "y", scale="yes-partial-no")

    assert ask.ask(page(scale="yes-partial-no")) == rate("F")
    assert "y p n rate" in frames(stream)[0][-2]
    assert "'l' does nothing here" in frames(stream)[1][-1]


@pytest.mark.parametrize("key", ["x", "up", "tab", "escape", "unknown", " ", "5", "ß"])
def test_a_wrong_key_gets_a_hint_and_changes_nothing(key: str) -> None:
    """The page stays, with a short hint below."""
    ask, stream = asker(key, "f")

    assert ask.ask(page()) == rate("F")
    first, second = frames(stream)
    assert second[:-1] == first[:-1]
    assert "does nothing here; f l p n rate, ? shows all keys." in second[-1]


def test_a_resized_terminal_is_drawn_anew() -> None:
    """The page is laid out for the size there is now."""
    stream, keys = Stream(), Keys([REDRAW, "f"])
    scale = library.load_scale("nplf")

    canvas = Canvas(stream, lambda _: (80, 24) if len(keys.keys) == 2 else (100, 40))
    ask = TerminalAsker(keys, canvas, scale)

    assert ask.ask(page()) == rate("F")
    assert [len(frame) for frame in frames(stream)] == [24, 40]


def test_help_shows_everything_a_screenful_at_a_time() -> None:
    """All guidance and all keys are there; closing leads back to the question."""
    requirement = catalogue().by_id["8.6.1-03"]
    ask, stream = asker("?", " ", "b", "k", "enter", "f")

    assert ask.ask(page()) == rate("F")
    shown = [" ".join(" ".join(frame).split()) for frame in frames(stream)]
    assert requirement.guidance in shown[1]
    assert shown[3] == shown[1]
    assert "q leave with a summary" in shown[4]
    assert "rate F: fully achieved" in shown[4]
    assert shown[5] == shown[0]
    assert all(len(frame) <= 24 for frame in frames(stream))


def test_the_screen_is_taken_and_given_back() -> None:
    """The other screen and the hidden cursor go again, also when the interview breaks off."""
    keys, stream = Keys([]), Stream()
    canvas = Canvas(stream, lambda _: (80, 24))
    ask = TerminalAsker(keys, canvas, library.load_scale("nplf"))

    with pytest.raises(KeyboardInterrupt), ask:
        raise KeyboardInterrupt

    assert stream.getvalue() == "\x1b[?1049h\x1b[?2004h\x1b[?25l\x1b[?25h\x1b[?2004l\x1b[?1049l"
    assert not keys.open


def test_a_closed_terminal_ends_the_interview_without_noise() -> None:
    """Writing to a terminal that is gone is no fault; the end of input quits."""

    class Gone(Stream):
        def write(self, _: str) -> int:
            raise OSError(5, "Input/output error")

    ask = TerminalAsker(Keys([]), Canvas(Gone(), lambda _: (80, 24)), library.load_scale("nplf"))

    with ask:
        assert ask.ask(page()) == act(Deed.QUIT)


def test_past_the_last_question_only_moving_about_is_possible() -> None:
    """A rating key gets a hint there."""
    ask, stream = asker("f", "x", "u")

    assert ask.ask_end(["All questions are answered."]) == act(Deed.UNDO)
    assert "All questions are answered." in frames(stream)[0][1]
    assert "q leaves" in frames(stream)[1][3]


# --- lines, lists and decisions ---------------------------------------------------------------


def test_a_line_is_typed_at_the_foot_with_the_question_still_in_sight() -> None:
    """The present text can be changed; what stands above the prompt is shown."""
    ask, stream = asker("q", *"n", "backspace", " ", *"new", "enter")
    ask.ask(page())
    assert ask.line("Note", "old", ["1. Log"]) == "old new"
    last = frames(stream)[-1]
    assert last[-1] == "> old new"
    assert last[-2].startswith("Note")
    assert last[-3] == "1. Log"
    assert "8.6.1 Incident management" in last[1]
    assert len(last) == 24


def test_pasted_text_rates_nothing_and_goes_into_a_line() -> None:
    """A text pasted by accident is no row of keys; in a note it is taken as one line."""
    ask, stream = asker(PASTE + "fully\nfine", "l", "a", PASTE + "b\n  c\x1b", "enter")

    assert ask.ask(page()) == rate("L")
    assert "Pasted text rates nothing" in frames(stream)[1][-1]
    assert ask.line("Note") == "ab c\x1b"


@pytest.mark.parametrize("key", ["escape", END_OF_INPUT])
def test_a_line_may_be_given_up(key: str) -> None:
    """Esc and the end of input are never mind."""
    ask, _ = asker("a", key)

    assert ask.line("Note") is None


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["enter"], 0),
        (["down", "down", "up", "enter"], 1),
        (["1", "2", "enter"], 11),
        (["9", "9", "enter"], 29),
        (["page down", "page down", "page down", "page down", "enter"], 29),
        (["3", "x", "2", "enter"], 1),
        (["escape"], None),
        (["q"], None),
        ([], None),
    ],
)
def test_one_of_many_is_picked_by_arrows_or_number(keys: list[str], expected: int | None) -> None:
    """The chosen one is always in sight."""
    ask, stream = asker(*keys)

    assert ask.choose("30 with: x", [f"{n}  " + "long " * 40 for n in range(30)]) == expected
    assert all(len(frame) <= 24 for frame in frames(stream))
    if expected is not None:
        assert any(line.startswith(f"▸ {expected + 1:>3}") for line in frames(stream)[-1])


def test_a_decision_takes_only_its_keys() -> None:
    """Other keys ask again; the end of input takes what is safe."""
    options = {"k": "keep what is on disk", "m": "write mine"}

    assert asker("x", "M")[0].decide(["Changed"], options, "k") == "m"
    assert asker("x")[0].decide(["Changed"], options, "k") == "k"


@pytest.mark.parametrize(
    ("keys", "text", "cursor"),
    [
        (["home", "x"], "xone two", 1),
        (["left", "left", "delete"], "one to", 5),
        (["left", "backspace"], "one to", 5),
        (["ctrl-w"], "one ", 4),
        (["ctrl-w", "ctrl-w"], "", 0),
        (["left", "ctrl-u"], "o", 0),
        (["home", "right", "ctrl-k"], "o", 1),
        (["home", "left", "backspace", "end", "right", "delete", "page up"], "one two", 7),
    ],
)
def test_a_line_is_edited_as_everywhere(keys: list[str], text: str, cursor: int) -> None:
    """Arrows, home, end, deleting, and words."""
    line = line_of("one two")
    for key in keys:
        line = line.after(key)

    assert line == Line(text, cursor)


KEYS = st.sampled_from(["left", "right", "home", "end", "backspace", "delete", "ctrl-w", "日", "e"])


@given(st.text(max_size=30), st.lists(KEYS), st.integers(3, 40))
def test_the_cursor_is_always_in_sight(text: str, keys: list[str], width: int) -> None:
    """Whatever is typed, the part shown fits and holds the cursor."""
    line = line_of(text)
    for key in keys:
        line = line.after(key)
    shown, before = line.window(width)

    assert 0 <= line.cursor <= len(line.text)
    assert cell_len(shown) <= width
    assert before < width


# --- the editor -------------------------------------------------------------------------------


def script(path: Path, body: str) -> str:
    """A small editor."""
    path.write_text(f"#!{sys.executable}\nimport sys\npath = sys.argv[-1]\n{body}\n")
    path.chmod(0o755)
    return str(path)


def test_a_long_note_is_written_in_the_persons_editor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The editor gets the text and the terminal, and its text comes back."""
    body = "text = open(path).read()\nopen(path, 'w').write(text + '\\nmore\\n')"
    monkeypatch.setenv("VISUAL", script(tmp_path / "my editor", body).replace(" ", "\\ "))
    ask, stream = asker()

    assert ask.edit("first") == "first\nmore"
    assert stream.getvalue() == "\x1b[?25h\x1b[?2004l\x1b[?1049l\x1b[?1049h\x1b[?2004h\x1b[?25l"


@pytest.mark.parametrize("command", ["false", "/nowhere/editor --wait"])
def test_an_editor_that_fails_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """An error or a missing editor is no note."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", command)

    assert editor.edit("first") is None


def test_without_any_editor_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a bare machine nothing is started."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", " ")
    monkeypatch.setenv("PATH", "")

    assert editor.edit("first") is None


# --- the real keys ----------------------------------------------------------------------------


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """A pseudo-terminal: where a person types, and where the program reads."""
    person, program = pty.openpty()
    yield person, program
    for end in (person, program):
        try:
            os.close(end)
        except OSError:
            continue


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        (b"fL", ["f", "L"]),
        (b"\x1b[D\x1b[C\x1bOA\x1b[B", ["left", "right", "up", "down"]),
        (b"\x1b[3~\x1b[5~\x1b[H\x1b[1;5C", ["delete", "page up", "home", "unknown"]),
        (b"\r\n\x7f\x15\x04", ["enter", "enter", "backspace", "ctrl-u", END_OF_INPUT]),
        ("é日".encode(), ["é", "日"]),
        (b"\x1b", ["escape"]),
        (b"\x1bx", ["unknown"]),
        (b"\xffa", ["\ufffd", "a"]),
        (b"\x1b[200~fff\rleft\x1b[201~f", [PASTE + "fff\nleft", "f"]),
    ],
)
def test_keys_come_one_by_one_by_name(
    terminal: tuple[int, int], typed: bytes, names: list[str]
) -> None:
    """Arrows, controls and any script are understood; nothing typed ahead is lost."""
    person, program = terminal
    with PosixKeyboard(program) as keyboard:
        os.write(person, typed)
        read = [keyboard.key() for _ in names]

    assert read == names


def test_the_terminal_is_left_as_it_was(terminal: tuple[int, int]) -> None:
    """Echo and line editing come back."""
    _, program = terminal
    before = termios.tcgetattr(program)
    with PosixKeyboard(program):
        during = termios.tcgetattr(program)

    assert during[3] & termios.ECHO == 0
    assert termios.tcgetattr(program) == before


def test_a_line_is_read_as_the_terminal_gives_it(terminal: tuple[int, int]) -> None:
    """Keys and lines may follow each other; Ctrl-D on an empty line is never mind."""
    person, program = terminal
    with PosixKeyboard(program) as keyboard:
        os.write(person, b"tnote one\nf")
        assert keyboard.key() == "t"
        assert keyboard.line() == "note one"
        assert keyboard.key() == "f"
        threading.Timer(0.1, os.write, (person, b"\x04")).start()
        assert keyboard.line() is None
        os.write(person, b"f\r")
        assert keyboard.key() == "f"
        keyboard.swallow_enter()
        os.write(person, b"l")
        assert keyboard.key() == "l"


def test_a_new_size_and_a_closed_terminal_are_noticed(terminal: tuple[int, int]) -> None:
    """A resize asks for a redraw; a terminal that is gone is the end of input."""
    person, program = terminal
    with PosixKeyboard(program) as keyboard:
        threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGWINCH)).start()
        assert keyboard.key() == REDRAW
        os.close(person)
        assert keyboard.key() == END_OF_INPUT
        assert keyboard.key() == END_OF_INPUT


def test_the_size_is_the_terminals_own(terminal: tuple[int, int]) -> None:
    """The real size counts, not an environment variable; without one it is 80 by 24."""
    _, program = terminal
    termios.tcsetwinsize(program, (50, 200))
    with os.fdopen(os.dup(program), "w") as stream:
        assert size_of(stream) == (200, 50)
    assert size_of(io.StringIO()) == (80, 24)
