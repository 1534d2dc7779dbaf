"""`assess`: on a real terminal, on a pipe, and killed at any moment."""

import io
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pexpect
import pytest

from builders import new_folder
from iso20k_gap.cli.app import main
from iso20k_gap.files import assessment_folder, drafts_file

PROGRAM = [sys.executable, "-m", "iso20k_gap"]
SEQUENCE = re.compile(r"\x1b\[[?0-9;]*[A-Za-z]")
TERMINAL = {
    **{name: text for name, text in os.environ.items() if name not in ("COLUMNS", "LINES")},
    "TERM": "xterm-256color",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A new assessment by A. Smith."""
    return new_folder(tmp_path / "acme", "--assessor", "A. Smith")


def stored(folder: Path) -> dict[str, Any]:
    """The answers as they lie on disk; fails where a file is not whole."""
    return dict(assessment_folder.read(folder).assessment.answers)


def piped(
    monkeypatch: pytest.MonkeyPatch, text: str, *arguments: str | Path, code: int = 0
) -> None:
    """Run `assess` with this text on standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    assert main(["assess", *map(str, arguments)]) == code


def obey_interrupts():
    """Obey Ctrl-C even where the tests themselves run in the background and ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Terminal:
    """The program in a real terminal of 80 by 24; `shown` is all it ever sent there."""

    def __init__(self, *arguments: str | Path, **env: str) -> None:
        self.shown = io.StringIO()
        self.child = pexpect.spawn(
            PROGRAM[0],
            [*PROGRAM[1:], "assess", *map(str, arguments)],
            env={**TERMINAL, **env},
            dimensions=(24, 80),
            encoding="utf-8",
            timeout=20,
            preexec_fn=obey_interrupts,
        )
        self.child.logfile_read = self.shown

    def see(self, text: str) -> str:
        """Wait until this is on the screen; gives what came before it."""
        self.child.expect_exact(text)
        return SEQUENCE.sub("", self.child.before)

    def type(self, keys: str) -> None:
        """Type keys."""
        self.child.send(keys)

    def end(self) -> tuple[str, int | None]:
        """The last words on the terminal's own screen, and the exit code."""
        self.child.expect(pexpect.EOF)
        self.child.close()
        return self.child.before.rpartition("\x1b[?1049l")[2], self.child.exitstatus


# --- on a pipe --------------------------------------------------------------------------------


def test_a_pipe_answers_and_leaves_with_a_summary(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Answers are saved by whoever assesses; nothing goes to standard output."""
    capsys.readouterr()

    piped(monkeypatch, "f\nL seen\nt first\nq\n", folder, "--clause", "8.6.1", "--date=2026-11-21")

    out, err = capsys.readouterr()
    answers = stored(folder)
    assert {key: (each.rating, each.note, each.rated_by) for key, each in answers.items()} == {
        "8.6.1-01": ("F", "", "A. Smith"),
        "8.6.1-02": ("L", "seen", "A. Smith"),
    }
    assert str(answers["8.6.1-01"].rated_on) == "2026-11-21"
    assert out == ""
    assert "Answered now: 2 (1 F, 1 L)\nStill open: 9, by clause  8.6: 9\n" in err
    assert "Noted but not rated yet: 8.6.1-03\n" in err
    assert err.endswith(f"Next: iso20k-gap assess {folder} --clause 8.6.1\n")


def test_an_interview_goes_on_where_it_was_left(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second sitting starts at the first open question and shows the notes kept aside."""
    piped(monkeypatch, "f\nt ask Ann\n", folder, "--clause", "8.6.1")
    assert drafts_file.read(folder)["8.6.1-02"].note == "ask Ann"
    capsys.readouterr()

    piped(monkeypatch, "l\n" + "f\n" * 9, folder, "--clause", "8.6.1")

    err = capsys.readouterr().err
    assert "Note: ask Ann" in err
    assert stored(folder)["8.6.1-02"].note == "ask Ann"
    assert not (folder / drafts_file.DRAFTS).exists()
    assert "All questions are answered." in err
    assert err.endswith(f"Nothing is left open here.\nNext: iso20k-gap status {folder}\n")


def test_what_is_chosen_goes_into_the_command_to_go_on_with(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Clause, role, kind of question and name are kept, quoted for a shell."""
    options = ["--role", "service DESK manager", "--only", "unanswered", "--by", "B. O'Hara"]

    piped(monkeypatch, "f\n", folder, *options)

    assert stored(folder)["8.6.1-05"].rated_by == "B. O'Hara"
    assert (
        "--only unanswered --role 'Service desk manager' --by 'B. O'\"'\"'Hara'"
        in capsys.readouterr().err
    )


def test_where_nothing_fits_nothing_is_asked(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A sitting without questions says so."""
    piped(monkeypatch, "f\n", folder, "--only", "gaps", "--clause", "8.6")

    assert "There is nothing to ask: no question for clause 8.6, only gaps." in (
        capsys.readouterr().err
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--only", "gap"], "did you mean gaps?"),
        (["--only", "x"], "all, unanswered, gaps, unconfirmed, stale"),
        (["--clause", "8.66"], "did you mean 8.6"),
        (["--role", "change mgr"], "did you mean Change manager?"),
        (["--role", "x"], "roles: Top management"),
    ],
)
def test_unknown_choices_are_wrong_arguments(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    """Exit 2, with what was meant."""
    piped(monkeypatch, "f\n", folder, *arguments, code=2)

    assert message in capsys.readouterr().err
    assert stored(folder) == {}


def test_a_broken_folder_is_told_before_anything_is_asked(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 3 with file and line, for answers and for drafts."""
    (folder / "answers" / "4.yaml").write_text("schema: 1\n4.1-01: {rating: Q}\n")
    piped(monkeypatch, "f\n", folder, code=3)
    assert "4.yaml:2:10: rating" in capsys.readouterr().err

    (folder / "answers" / "4.yaml").unlink()
    (folder / "drafts.yaml").write_text("schema: 1\n4.1-01: {nota: x}\n")
    piped(monkeypatch, "f\n", folder, code=3)
    assert "drafts.yaml:2:10: nota is not a key we know" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--no-input"], []])
def test_with_nobody_to_ask_it_stops(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
) -> None:
    """Exit 130 and a way out: with --no-input, and with an empty pipe."""
    piped(monkeypatch, "" if not arguments else "f\n", folder, *arguments, code=130)

    assert "iso20k-gap rate DIR ID=RATING" in capsys.readouterr().err
    assert stored(folder) == {}


@pytest.mark.parametrize("stdin", ["null", "closed"])
def test_without_any_input_it_stops(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], stdin: str
) -> None:
    """Neither the empty device nor a closed input is anybody."""
    with Path(os.devnull).open() as null:
        monkeypatch.setattr(sys, "stdin", null if stdin == "null" else None)
        assert main(["assess", str(folder)]) == 130

    assert "no terminal to ask in" in capsys.readouterr().err


def test_a_disk_that_refuses_ends_a_pipe_with_what_is_saved(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 4; the next lines rate nothing by mistake."""
    real = Path.replace

    def full(path: Path, target: Path) -> Path:
        if target.name == "8.6.yaml":
            raise OSError(28, "No space left on device")
        return real(path, target)

    monkeypatch.setattr(Path, "replace", full)

    piped(monkeypatch, "f\nl\nf\n", folder, "--clause", "8.6.1", code=4)

    err = capsys.readouterr().err
    assert "No space left on device" in err
    assert f"Stopped; 0 answers are saved. Go on with: iso20k-gap assess {folder}" in err
    assert stored(folder) == {}


def test_a_clash_on_a_pipe_is_decided_by_the_next_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both versions are told; a letter decides, and without one theirs stays."""
    from iso20k_gap.interview import session

    real = session.Session.run

    def meanwhile(self: session.Session) -> None:
        assert main(["rate", str(folder), "8.6.1-01=F", "8.6.1-02=F", "--by", "Bob"]) == 0
        real(self)

    monkeypatch.setattr(session.Session, "run", meanwhile)

    piped(monkeypatch, "p\nm\nn\n", folder, "--clause", "8.6.1")

    answers = stored(folder)
    assert (answers["8.6.1-01"].rating, answers["8.6.1-01"].rated_by) == ("P", "A. Smith")
    assert (answers["8.6.1-02"].rating, answers["8.6.1-02"].rated_by) == ("F", "Bob")
    assert "On disk: F fully achieved by Bob" in capsys.readouterr().err


# --- in a terminal ----------------------------------------------------------------------------


def test_a_sitting_in_a_terminal(folder: Path) -> None:
    """One key rates, a wrong key is told, notes and evidence are typed, undo takes back."""
    terminal = Terminal(folder, "--clause", "8.6.1")
    terminal.see("8.6.1-01 a)")
    terminal.type("z")
    terminal.see("'z' does nothing here")
    terminal.type("tNo record\x1b[D\x7fX\r")
    terminal.see("Note kept; it goes with the rating.")
    terminal.type("p")
    terminal.see("8.6.1-01: P partially achieved. Saved")
    terminal.type("f")
    terminal.see("8.6.1-02: F fully achieved. Saved")
    terminal.type("u")
    terminal.see("Undone. 8.6.1-02 now: not answered.")
    terminal.type("\x1b[D")
    terminal.see("P partially achieved by A. Smith")
    terminal.type("eLog\rtool\r2026-10-01\r2027-10-01\r\r")
    terminal.see("Evidence saved.")
    terminal.type("q")
    last, code = terminal.end()

    assert code == 0
    assert "Answered now: 1 (1 P)" in last
    assert list(stored(folder)) == ["8.6.1-01"]
    assert stored(folder)["8.6.1-01"].note == "No recoXd"
    assert stored(folder)["8.6.1-01"].evidence[0].title == "Log"


def test_one_finds_a_question_by_number_or_words(folder: Path) -> None:
    """A jump may leave the chosen clause; a search lists what fits, and arrows pick."""
    terminal = Terminal(folder, "--clause", "8.6.1")
    terminal.see("8.6.1-01 a)")
    terminal.type("j8.6.3\r")
    terminal.see("8.6.3-01")
    terminal.see("outside what you chose")
    terminal.type("/escalation authority\r")
    terminal.see("with: escalation authority")
    terminal.type("\x1b[B\x1b[A\r")
    terminal.see("8.6.1-03 c)")
    terminal.type("n")
    terminal.see("8.6.1-03: N not achieved. Saved")
    terminal.type("q")
    last, code = terminal.end()

    assert code == 0
    assert "Answered now: 1 (1 N)" in last
    assert list(stored(folder)) == ["8.6.1-03"]


def test_ctrl_c_leaves_politely_and_one_goes_on_later(folder: Path) -> None:
    """Exit 130, one line with what is saved and how to go on; then the next open question."""
    terminal = Terminal(folder, "--clause", "8.6.1")
    terminal.see("8.6.1-01 a)")
    terminal.type("fl")
    terminal.see("8.6.1-02: L largely achieved. Saved")
    terminal.type("\x03")
    last, code = terminal.end()

    assert code == 130
    assert last.startswith("Stopped; 2 answers are saved. Go on with: iso20k-gap assess")
    assert last.count("\n") == 1
    again = Terminal(folder, "--clause", "8.6.1")
    assert "2 of 11 answered" in again.see("8.6.1-03 c)")
    again.type("q")
    assert again.end()[1] == 0


def test_ctrl_c_in_the_middle_of_typing_loses_nothing_saved(folder: Path) -> None:
    """A note being typed is given up; answers are there."""
    terminal = Terminal(folder, "--clause", "8.6.1")
    terminal.see("8.6.1-01 a)")
    terminal.type("ftHalf a no")
    terminal.see("Half a no")
    terminal.type("\x03")

    assert terminal.end()[1] == 130
    assert list(stored(folder)) == ["8.6.1-01"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_closed_terminal_or_a_stop_is_as_good_as_ctrl_c(
    folder: Path, number: signal.Signals
) -> None:
    """The terminal is given back and everything is on disk."""
    terminal = Terminal(folder, "--clause", "8.6.1")
    terminal.see("8.6.1-01 a)")
    terminal.type("f")
    terminal.see("Saved")
    terminal.child.kill(number)
    _, code = terminal.end()

    assert code == 130
    assert list(stored(folder)) == ["8.6.1-01"]


def test_the_page_fits_a_terminal_of_80_by_24(folder: Path) -> None:
    """Nothing ever scrolls: no drawing has more lines than there are."""
    terminal = Terminal(folder, "--clause", "8.5.1.3")
    terminal.see("quit")
    terminal.type("f")
    terminal.see("Saved; u takes it back.")
    terminal.type("?kq/change\rq")
    terminal.see("with: change")
    terminal.type("q")

    assert terminal.end()[1] == 0
    drawings = terminal.shown.getvalue().split("\x1b[H")[1:]
    assert len(drawings) > 5
    assert max(drawing.partition("\x1b[J")[0].count("\n") for drawing in drawings) <= 23


def test_nothing_goes_to_standard_output_and_prompts_reach_the_terminal(folder: Path) -> None:
    """With output and errors sent to files, the page is drawn on the terminal itself."""
    line = f"{' '.join(PROGRAM)} assess {folder} --clause 8.6.1 >{folder}/out 2>{folder}/err"
    child = pexpect.spawn("/bin/sh", ["-c", line], env=TERMINAL, encoding="utf-8", timeout=20)
    child.expect_exact("8.6.1-01 a)")
    child.send("fq")
    child.expect(pexpect.EOF)

    assert (folder / "out").read_text() == ""
    assert "Answered now: 1" in (folder / "err").read_text()


@pytest.mark.parametrize(
    ("arguments", "env"),
    [(["--plain"], {}), ([], {"ISO20K_GAP_PLAIN": "1"}), ([], {"TERM": "dumb"})],
)
def test_for_screen_readers_nothing_is_redrawn(
    folder: Path, arguments: list[str], env: dict[str, str]
) -> None:
    """Each thing is a labelled line; a key with or without Enter rates; no escape sequence."""
    terminal = Terminal(folder, "--clause", "8.6.1", *arguments, **env)
    terminal.see("Question: How does a failure")
    terminal.type("f\r")
    terminal.see("8.6.1-01: F fully achieved. Saved")
    terminal.see("Question: Who sets the priority")
    terminal.see("q quit:")
    terminal.type("t")
    terminal.see("Note:")
    terminal.type("a note\r")
    terminal.see("Note kept")
    terminal.type("l")
    terminal.see("8.6.1-02: L largely achieved. Saved")
    terminal.type("q")
    last, code = terminal.end()

    assert code == 0
    assert "\x1b" not in last
    assert stored(folder)["8.6.1-02"].note == "a note"


def test_the_editor_takes_a_long_note(folder: Path, tmp_path: Path) -> None:
    """T opens the person's editor on the terminal, and the page comes back after it."""
    editor = tmp_path / "edit"
    editor.write_text("#!/bin/sh\nprintf 'one\\ntwo\\n' >\"$1\"\n")
    editor.chmod(0o755)
    terminal = Terminal(folder, "--clause", "8.6.1", EDITOR=str(editor), VISUAL="")
    terminal.see("8.6.1-01 a)")
    terminal.type("T")
    terminal.see("one / two")
    terminal.type("fq")

    assert terminal.end()[1] == 0
    assert stored(folder)["8.6.1-01"].note == "one\ntwo"


def test_ctrl_z_gives_the_terminal_back_meanwhile(folder: Path) -> None:
    """Suspended, the program shows the shell's screen; continued, it draws its page again."""
    terminal = Terminal(folder, "--clause", "8.6.1")
    terminal.see("8.6.1-01 a)")
    terminal.type("\x1a")
    terminal.child.expect_exact("\x1b[?1049l")
    deadline = time.monotonic() + 10
    while "T" not in state_of(terminal.child.pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.kill(terminal.child.pid, signal.SIGCONT)
    terminal.child.expect_exact("\x1b[?1049h")
    terminal.see("8.6.1-01 a)")
    terminal.type("q")

    assert terminal.end()[1] == 0


def state_of(process: int) -> str:
    """Whether a process runs, sleeps or is stopped, as the system writes it."""
    return subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False
    ).stdout


# --- killed -----------------------------------------------------------------------------------


def answered_until_killed(folder: Path, answers: int, delay: float | None) -> tuple[int, int]:
    """Answer over a pipe and kill -9: after the last was acknowledged, or a moment earlier.

    Gives how many were acknowledged and how many were sent. The process is a fork of this one,
    which spares starting Python anew.
    """
    reading, writing = os.pipe()
    heard, saying = os.pipe()
    process = os.fork()
    if not process:
        os.close(writing)
        sys.stdin = io.TextIOWrapper(os.fdopen(reading, "rb"))
        sys.stderr = os.fdopen(saying, "w")
        os._exit(main(["assess", str(folder)]))
    os.close(reading)
    os.close(saying)
    acknowledged = 0
    with os.fdopen(heard, "r") as lines:
        for number in range(answers):
            os.write(writing, b"PNLF"[number % 4 :][:1] + b"\n")
            if delay is not None and number == answers - 1:
                time.sleep(delay)
                break
            acknowledged += any("Saved" in line for line in iter(lines.readline, ""))
        os.kill(process, signal.SIGKILL)
        acknowledged += sum("Saved" in line for line in lines)
    os.waitpid(process, 0)
    os.close(writing)
    return acknowledged, answers


def prove_kills(folder: Path, kills: int) -> None:
    """Kill again and again; what was acknowledged stays, and every file stays whole."""
    chance = random.Random(20000)  # noqa: S311 - a test, not a secret
    kept = 0
    for kill in range(kills):
        delay = None if kill % 2 else chance.uniform(0, 0.03)
        acknowledged, sent = answered_until_killed(folder, 1 + kill % 2, delay)
        now = len(stored(folder))

        assert kept + acknowledged <= now <= kept + sent
        kept = now
    leftovers = [path.name for path in (folder / "answers").iterdir() if path.suffix != ".yaml"]
    assert len(leftovers) <= 1


def test_killed_25_times_nothing_acknowledged_is_lost(folder: Path) -> None:
    """Every answer that was acknowledged is on disk after kill -9, and the YAML is whole."""
    prove_kills(folder, 25)


@pytest.mark.slow
def test_killed_1000_times_nothing_acknowledged_is_lost(folder: Path) -> None:
    """The same a thousand times, starting afresh when everything is answered."""
    for _ in range(5):
        for file in (folder / "answers").glob("*.yaml"):
            file.unlink()
        prove_kills(folder, 200)
