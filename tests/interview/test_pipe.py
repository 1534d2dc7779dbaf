"""The plain asker: labelled lines, one command a line, from a pipe or a simple terminal."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import assessment, catalogue, rulebook
from interviewing import Disk, act, rate, session_of
from iso20k_gap.core.assessment import Answer
from iso20k_gap.core.questionnaire import question_for
from iso20k_gap.files import library
from iso20k_gap.interview.asker import Deed
from iso20k_gap.interview.commands import act_of
from iso20k_gap.interview.keyboard import END_OF_INPUT, REDRAW
from iso20k_gap.interview.page import Page, Progress
from iso20k_gap.interview.pipe import KeyReplies, PipeReplies
from iso20k_gap.interview.plain import PlainAsker, question_lines
from iso20k_gap.interview.printer import Printer

HOSTILE = "\x1b[2J\x07\u202e\nsecond"


def piped(text: str, *, brief: bool = True, scale: str = "nplf") -> tuple[PlainAsker, list[str]]:
    """An asker on a pipe with this text, and what it said."""
    said: list[str] = []
    replies = PipeReplies(io.BytesIO(text.encode()))
    return PlainAsker(replies, said.append, library.load_scale(scale), brief=brief), said


def held(text: str, **fields: Any) -> tuple[list[str], Disk]:
    """An interview held over a pipe."""
    asker, said = piped(text)
    session, disk = session_of(asker, **fields)  # type: ignore[arg-type]
    session.run()
    return said, disk


def page(identifier: str = "8.6.1-03", **fields: Any) -> Page:
    """The page of a requirement."""
    printer = Printer(catalogue(), rulebook().scale)
    question = question_for(catalogue().by_id[identifier])
    return printer.page(question, assessment(**fields), None, Progress(1, 11, 0, 5, 0, 1800.0))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("f", rate("F")),
        ("L seen in the tool", rate("L", "seen in the tool")),
        ("  p   two  words ", rate("P", "two  words")),
        ("", act(Deed.NEXT)),
        ("b", act(Deed.BACK)),
        ("-", act(Deed.PUT_OFF)),
        ("t a note", act(Deed.NOTE, "a note")),
        ("T a note", act(Deed.LONG_NOTE, "a note")),
        ("e Log | tool", act(Deed.EVIDENCE, "Log | tool")),
        ("o none happened", act(Deed.NO_OCCURRENCE, "none happened")),
        ("w netco", act(Deed.PERFORMED_BY, "netco")),
        ("j 8.6", act(Deed.JUMP, "8.6")),
        ("J 8.6", act(Deed.JUMP, "8.6")),
        ("/escalation", act(Deed.SEARCH, "escalation")),
        ("/ two words", act(Deed.SEARCH, "two words")),
        ("q", act(Deed.QUIT)),
        ("x", None),
        ("full", None),
        ("Enter", None),
        ("?", None),
    ],
)
def test_a_line_is_a_command_with_its_text(line: str, expected: object) -> None:
    """The same letters as in the terminal, with more on the line where it helps."""
    assert act_of(line, library.load_scale("nplf")) == expected


@pytest.mark.parametrize(("line", "rating"), [("yes", "F"), ("Y", "F"), ("partial x", "P")])
def test_the_symbols_of_the_scale_may_be_written_out(line: str, rating: str) -> None:
    """Under yes, partial, no the words work as well as the letters."""
    act_ = act_of(line, library.load_scale("yes-partial-no"))

    assert act_ is not None
    assert act_.rating == rating


def test_an_interview_over_a_pipe_saves_as_it_goes_and_ends_with_the_pipe() -> None:
    """Each line is answered with what was saved; the end of the pipe leaves politely."""
    said, disk = held("f\nL seen in the tool\nx\n\nn\n")

    assert {key: each.rating for key, each in disk.stored.items()} == {
        "8.6.1-01": "F",
        "8.6.1-02": "L",
        "8.6.1-04": "N",
    }
    assert disk.stored["8.6.1-02"].note == "seen in the tool"
    assert "8.6.1-02: L largely achieved. Saved; u takes it back." in said
    assert "'x' does nothing here; f l p n rate, ? shows all keys." in said


def test_windows_line_ends_and_broken_text_are_taken() -> None:
    """A pipe from elsewhere does no harm."""
    replies = PipeReplies(io.BytesIO(b"f\r\nt \xff\xfe\n"))

    assert replies.has_more()
    assert [replies.command(), replies.line(), replies.line()] == ["f", "t \ufffd\ufffd", None]
    assert replies.edit("x") is None


def test_an_empty_pipe_has_nothing_more() -> None:
    """Nobody is there then."""
    assert not PipeReplies(io.BytesIO(b"")).has_more()


def test_a_question_is_said_once() -> None:
    """A wrong line, a note or a hint does not repeat it."""
    said, _ = held("x\nt note\nz\nf\n")

    questions = [line for line in said if line.startswith("Question: How does a failure")]
    assert len(questions) == 1


def test_longer_answers_are_asked_line_by_line() -> None:
    """Evidence may be given in prompts, ended by an empty line."""
    said, disk = held("f\nb\ne\nLog\ntool\n2026-10-01\nnever\n2027-10-01\n\n")

    assert [each.title for each in disk.stored["8.6.1-01"].evidence] == ["Log"]
    assert "'never' is not a date; write it like 2026-11-21." in said
    assert "1. Log @ tool from 2026-10-01 until 2027-10-01" in said


def test_a_present_text_is_kept_by_a_blank_and_emptied_by_a_dash() -> None:
    """Without a line editor the text that is there is told."""
    asker, said = piped("\n-\nnew\n")

    assert [asker.line("Note", "old") for _ in range(4)] == ["old", "", "new", None]
    assert said[0] == "Note (now: old; blank keeps it, - empties it):"


def test_choices_and_decisions_are_asked_again_until_they_fit() -> None:
    """A wrong number or letter changes nothing; the end of the pipe takes what is safe."""
    options = {"k": "keep what is on disk", "m": "write mine"}

    assert piped("7\nx\n2\n")[0].choose("Pick", ["one", "two"]) == 1
    assert piped("\n")[0].choose("Pick", ["one"]) is None
    assert piped("")[0].choose("Pick", ["one"]) is None
    assert piped("f\nM\n")[0].decide(["Changed"], options, "k") == "m"
    assert piped("f\n")[0].decide(["Changed"], options, "k") == "k"


def test_past_the_last_question_the_pipe_may_go_back_or_end() -> None:
    """A rating there does nothing."""
    said, disk = held("f\nf\n\nb\n", clause="8.6.1-01")

    assert disk.saves == 1
    assert "All questions are answered." in said
    assert "Enter goes on, b goes back, u undoes, j jumps, q leaves." in said


def test_help_says_everything_in_labelled_lines() -> None:
    """On a pipe the guidance comes when asked for."""
    said, _ = held("?\n")
    requirement = catalogue().by_id["8.6.1-01"]

    assert f"Look for: {requirement.guidance}" in said
    assert [f"Ask to see: {each}" for each in requirement.evidence] == [
        line for line in said if line.startswith("Ask to see")
    ]
    assert f"P, partially achieved >15-50 %: {requirement.ratings.P}" in said
    assert "Due: record: Incidents" in said
    assert "Key f: fully achieved" in said
    assert "Key q: leave with a summary; everything answered is saved" in said


def test_read_aloud_each_thing_has_a_labelled_line_and_nothing_is_drawn() -> None:
    """For screen readers: no box, no bar, no colour, no escape sequence."""
    answer = Answer(rating="L", rated_by="Bob", note="Seen", confirmed=False)
    lines = question_lines(page(answers={"8.6.1-03": answer}), whole=True)

    assert lines[0] == (
        "8.6.1-03 c): 8.6.1 Incident management. "
        "0 of 11 answered, 5 % of all answered. About 30 min left."
    )
    assert (
        lines[3] == "Items: a) not rated; b) not rated; c) L, this one; d) not rated; e) not rated"
    )
    assert lines[-2:] == [
        "Answer: L largely achieved by Bob - NOT CONFIRMED: c confirms it",
        "Note: Seen",
    ]
    assert all(": " in line for line in lines)
    assert not set("".join(lines)) & set("─│█░▸•┃\x1b")


def test_what_people_typed_is_made_harmless() -> None:
    """Control characters from files never reach the terminal."""
    asker, said = piped("q\n")
    asker.ask(page(answers={"8.6.1-03": Answer(rating="F", note=HOSTILE)}))
    asker.line(HOSTILE)
    asker.choose(HOSTILE, [HOSTILE])

    assert not set("".join(said)) & set("\x1b\x07\u202e\n")


class Keys:
    """A keyboard that types what was written down."""

    def __init__(self, *keys: str) -> None:
        self.keys = list(keys)
        self.swallowed = 0

    def key(self) -> str:
        return self.keys.pop(0)

    def line(self) -> str:
        return "typed"

    def swallow_enter(self) -> None:
        self.swallowed += 1

    @contextmanager
    def lent(self) -> Iterator[None]:
        yield


def test_a_terminal_read_aloud_takes_single_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """One key is a command; an Enter sent along is dropped, a redraw means nothing."""
    keys = Keys(REDRAW, "f", "left", END_OF_INPUT)
    replies = KeyReplies(keys)  # type: ignore[arg-type]
    monkeypatch.setenv("VISUAL", "false")

    assert [replies.command(), replies.command(), replies.command()] == ["f", "left", None]
    assert keys.swallowed == 1
    assert replies.line() == "typed"
    assert replies.edit("x") is None


LINES = st.lists(
    st.one_of(
        st.sampled_from(["f", "N", "l note", "", "b", "u", "-", "t x", "e Log", "?", "j 8.6.1-04"]),
        st.text(st.characters(exclude_characters="\n"), max_size=8),
    ),
    max_size=12,
)


@given(LINES)
def test_no_text_on_a_pipe_breaks_the_interview(lines: list[str]) -> None:
    """Whatever comes, the interview ends with the pipe, and what it showed as saved is saved."""
    text = "\n".join(lines).encode("utf-8", "replace").decode()
    asker, _ = piped(text)
    session, disk = session_of(asker)  # type: ignore[arg-type]

    session.run()

    assert session.table.assessment.answers == disk.stored
