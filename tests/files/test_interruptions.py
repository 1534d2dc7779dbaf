"""Killed at any step, stopped in the middle, a dozen at once: files are whole, nothing is lost."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import new_folder
from iso20k_gap.cli.app import main
from iso20k_gap.files import assessment_folder, atomic, baseline_file, drafts_file, plan_file

PROGRAM = (sys.executable, "-m", "iso20k_gap")
TODAY = ("--date", "2026-11-21")
STEPS = ("open", "chmod", "replace", "unlink", "mkdir")


@pytest.fixture
def acme(tmp_path, capsys):
    """An assessment with all of 8.6 rated, a baseline, and a plan decided on."""
    folder = new_folder(tmp_path / "acme")
    assert main(["rate", str(folder), "8.6=L", "--note", "before", "-q", *TODAY]) == 0
    assert main(["baseline", str(folder), "--label", "first", "-q", *TODAY]) == 0
    (folder / "minutes.txt").write_text("seen")
    capsys.readouterr()
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Every file with what is in it, but for locks and what a killed writer left."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != atomic.LOCK and path.suffix != ".tmp"
    }


def restored(folder: Path, kept: Path) -> None:
    """Put a folder back as it was."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(kept, folder)


def killed_at(step: int, arguments: list[str]) -> bool:
    """Run a command in a fork that is killed -9 right before its n-th step on disk; if it was."""
    process = os.fork()
    if process:
        return os.WIFSIGNALED(os.waitpid(process, 0)[1])
    silenced()
    left = iter(range(step))

    def killing(real: Callable) -> Callable:
        def wrapped(*given: object, **named: object) -> object:
            reads = real is opened and "x" not in str(given[1:])
            if not reads and next(left, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*given, **named)

        return wrapped

    opened = Path.open
    for owner, name in (*((Path, each) for each in STEPS), (os, "fsync")):
        setattr(owner, name, killing(getattr(owner, name)))
    os._exit(main(arguments))


def silenced() -> None:
    """Say nothing from here on, in a fork."""
    for name in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), name)


COMMANDS = {
    "rate": ["rate", "{}", "8.6.1-01=F", "--note", "after"],
    "action": ["action", "{}", "8.6.1-A1", "--owner", "Ann"],
    "baseline": ["baseline", "{}", "--label", "second"],
    "report": ["report", "{}", "-f", "json", "-o", "{}/report.json"],
    "rate much": ["rate", "{}", "4=P", "5=P", "8=F"],
    "rescore": ["rescore", "{}", "--label", "second"],
}
SINGLE = ("rate", "action", "baseline", "report")
"""Commands that write one file: it is the old or the new, and nothing else changes."""


def hold(acme: Path, arguments: list[str], single: bool, steps: range) -> tuple[int, set[str]]:  # noqa: FBT001
    """Kill a command at each of its steps; gives how often, and which states were found then."""
    kept = acme.with_name("kept")
    shutil.copytree(acme, kept)
    arguments = [each.format(acme) for each in arguments]
    assert main([*arguments, "-q", *TODAY]) == 0
    after, before = contents(acme), contents(kept)
    assert before != after
    kills, seen = 0, set()
    for step in steps:
        restored(acme, kept)
        if not killed_at(step, [*arguments, "-q", *TODAY]):
            break
        kills += 1
        found = contents(acme)
        states = {
            name: "old" if content == before.get(name) else "new"
            for name, content in found.items()
            if content in (before.get(name), after.get(name))
        }
        assert set(states) == set(found), "a file is neither old nor new"
        assert set(before) <= set(found), "a file is gone"
        seen.add("old" if found == before else "new" if found == after else "between")
        assert main(["validate", str(acme), "-q"]) == 0
        if single:
            assert found in (before, after)
            assert main([*arguments, "-q", *TODAY]) in ((0, 3) if "baseline" in arguments else (0,))
            assert contents(acme) == after
    return kills, seen


@pytest.mark.parametrize("name", SINGLE)
def test_killed_at_any_step_a_file_is_the_old_or_the_new(acme, name, capsys):
    """Whatever is killed when: the folder is valid, and the command can simply be given again."""
    kills, seen = hold(acme, COMMANDS[name], single=True, steps=range(100))
    capsys.readouterr()

    assert kills >= 4
    assert seen == {"old", "new"}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["rate much", "rescore"])
def test_killed_between_files_each_file_is_the_old_or_the_new(acme, name, capsys):
    """A command that writes many files may be half done, but no file ever is."""
    kills, seen = hold(acme, COMMANDS[name], single=False, steps=range(400))
    capsys.readouterr()

    assert kills > 10
    assert {"old", "between"} <= seen


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_a_migration_that_is_killed_leaves_no_assessment_or_a_whole_one(tmp_path, capsys):
    """Until all answers are there, the new folder has no main file, and migrating works again."""
    old = new_folder(tmp_path / "old", "--edition", "2011")
    assert main(["rate", str(old), "8=L", "9=P", "-q", *TODAY]) == 0
    new, wanted = tmp_path / "new", tmp_path / "wanted"
    arguments = ["migrate", str(old), "--to", "2018", "-q", *TODAY, "-o"]
    assert main([*arguments, str(wanted)]) == 0
    kills = 0
    for step in range(400):
        shutil.rmtree(new, ignore_errors=True)
        if not killed_at(step, [*arguments, str(new)]):
            break
        kills += 1
        if not (new / "assessment.yaml").exists():
            assert main([*arguments, str(new)]) == 0
        answers = assessment_folder.read(new).assessment.answers
        assert answers == assessment_folder.read(wanted).assessment.answers
    capsys.readouterr()

    assert kills > 30


# --- stopped while drawing ---------------------------------------------------------------

STOPPING = """
import os, signal, sys
from iso20k_gap.cli import app
from iso20k_gap.files import atomic

number, when = int(sys.argv.pop(1)), sys.argv.pop(1)
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it

def stopping(real):
    def wrapped(*given, **named):
        os.kill(os.getpid(), number)
        return real(*given, **named)
    return wrapped

if when == "drawing":
    import weasyprint
    weasyprint.HTML.render = stopping(weasyprint.HTML.render)
else:
    atomic.os.fsync = stopping(os.fsync)
from iso20k_gap.__main__ import run
run()
"""


@pytest.mark.parametrize("when", ["drawing", "writing"])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopped_in_the_middle_the_earlier_report_stays(acme, tmp_path, number, code, when):
    """No half of a file is left, nor anything beside it; the exit code says what happened."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "report.pdf").write_text("the earlier report")
    order = ["report", acme, "-f", "pdf", "-o", out / "report.pdf", "--audience", "board"]
    command = [sys.executable, "-c", STOPPING, str(int(number)), when, *order]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert [each.name for each in out.iterdir()] == ["report.pdf"]
    assert (out / "report.pdf").read_text() == "the earlier report"


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_stopped_at_any_moment_the_report_is_the_old_or_the_new(acme, tmp_path):
    """Interrupted, ended or killed 30 times at random while a PDF is made."""
    out = tmp_path / "out"
    out.mkdir()
    order = ["report", acme, "-f", "pdf", "--audience", "board", "-o", out / "report.pdf"]
    command = [*PROGRAM, *order, *TODAY]
    begun = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    whole, lasted = (out / "report.pdf").read_bytes(), time.monotonic() - begun
    chance = random.Random(20_000)  # noqa: S311 - a test, not a secret
    codes = {}
    for turn in range(30):
        number = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)[turn % 3]
        (out / "report.pdf").write_text("the earlier report")
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(chance.uniform(0.02, 1.05) * lasted)
        process.send_signal(number)
        process.communicate()
        codes.setdefault(number, set()).add(process.returncode)
        left = (out / "report.pdf").read_bytes()
        assert left in (b"the earlier report", whole)
        if number != signal.SIGKILL:
            assert [each.name for each in out.iterdir()] == ["report.pdf"]
        for scrap in out.glob(".*.tmp"):
            scrap.unlink()

    assert codes[signal.SIGKILL] <= {-9, 0}
    assert codes[signal.SIGINT] <= {130, -2, 0}, "-2: while Python itself was starting"
    assert codes[signal.SIGTERM] <= {143, -15, 0}, "-15: while Python itself was starting"


# --- many at once ------------------------------------------------------------------------


def at_once(commands: list[list[str]]) -> list[int]:
    """Run commands in forks that begin together; gives their exit codes."""
    reading, writing = os.pipe()
    processes = []
    for arguments in commands:
        process = os.fork()
        if not process:
            os.close(writing)
            silenced()
            os.read(reading, 1)  # until all are there
            os._exit(main(arguments))
        processes.append(process)
    os.close(reading)
    os.close(writing)
    return [os.waitstatus_to_exitcode(os.waitpid(each, 0)[1]) for each in processes]


def test_a_dozen_writers_of_different_answers_all_win(acme):
    """Twelve people save into the same file at the same moment; every answer is there."""
    names = [f"8.6.1-{number:02}" for number in range(1, 8)]
    names += [f"8.6.2-{number:02}" for number in range(1, 6)]
    codes = at_once([["rate", str(acme), f"{name}=F", "--note", name, "-q"] for name in names])

    answers = assessment_folder.read(acme).assessment.answers
    assert codes == [0] * 12
    assert {name: answers[name].note for name in names} == {name: name for name in names}
    assert not list((acme / "answers").glob(".*.tmp"))


def test_of_a_dozen_writers_of_one_answer_each_wins_or_is_told(acme):
    """Who saved is on disk; who came too late gets exit 3 and has changed nothing."""
    ratings = "NPLF" * 3
    orders = [
        ["rate", str(acme), f"8.6.1-01={rating}", "--note", f"by {number}", "-q"]
        for number, rating in enumerate(ratings)
    ]
    codes = at_once(orders)
    answer = assessment_folder.read(acme).assessment.answers["8.6.1-01"]

    assert set(codes) <= {0, 3}
    winners = [number for number, code in enumerate(codes) if code == 0]
    assert answer.note in [f"by {number}" for number in winners]
    assert answer.rating == ratings[int(answer.note.split()[1])]


def test_of_a_dozen_baselines_of_one_name_one_is_made(acme):
    """The others are told that it is there already."""
    codes = at_once([["baseline", str(acme), "--label", "x", "-q", *TODAY]] * 12)

    assert sorted(codes) == [0] + [3] * 11
    assert [each.label for each in baseline_file.list_baselines(acme)] == ["first", "x"]


def test_a_dozen_decisions_about_the_plan_are_all_kept(acme):
    """Different actions, one file."""
    catalogue = assessment_folder.read(acme).catalogue
    names = [name for name in catalogue.actions if name.startswith("8.6")][:4]
    orders = [
        ["action", str(acme), name, option, value, "-q", *TODAY]
        for name in names
        for option, value in (("--owner", "Ann"), ("--due", "2027-03-01"), ("--percent", "7"))
    ]
    codes = at_once(orders)
    decided = plan_file.read(acme, catalogue).actions

    assert codes == [0] * len(orders)
    for name in names:
        each = decided[name]
        assert (each.owner, str(each.due), each.percent) == ("Ann", "2027-03-01", 7)


def test_a_dozen_reports_to_one_file_leave_a_whole_one(acme, tmp_path):
    """The last one wins; none is a mixture."""
    out = tmp_path / "report.json"
    order = ["report", str(acme), "-f", "json", "-o", str(out), "-q", *TODAY]
    codes = at_once([order] * 12)
    made = out.read_bytes()
    assert main(order) == 0

    assert codes == [0] * 12
    assert out.read_bytes() == made


@pytest.mark.slow
def test_writers_killed_while_others_wait(acme):
    """Two dozen writers, every third killed at random: what was acknowledged is there."""
    chance = random.Random(9)  # noqa: S311 - a test, not a secret
    catalogue = assessment_folder.read(acme).catalogue
    names = [each.id for group in ("8.6", "8.5", "8.7") for each in catalogue.under(group)][:72]
    for turn in range(3):
        batch = names[turn * 24 : turn * 24 + 24]
        processes = [
            subprocess.Popen([*PROGRAM, "rate", acme, f"{name}=F", "--note", name, "-q"])
            for name in batch
        ]
        time.sleep(chance.uniform(1.0, 3.0))
        for process in processes[::3]:
            process.kill()
        codes = [process.wait() for process in processes]
        answers = assessment_folder.read(acme).assessment.answers
        for name, code in zip(batch, codes, strict=True):
            assert code in (0, -9)
            if code == 0:
                assert answers[name].note == name
    assert main(["rate", str(acme), "8.6.1-01=F", "-q"]) == 0
    assert not list((acme / "answers").glob(".*.tmp"))


def test_notes_of_two_people_on_one_question_are_both_kept(acme):
    """Neither overwrites the other's draft."""
    from iso20k_gap.core.questionnaire import Draft

    for number in range(12):
        if not os.fork():
            drafts_file.put(acme, "4.1-01", None, Draft(note=f"note {number}"))
            os._exit(0)
    for _ in range(12):
        assert os.waitstatus_to_exitcode(os.wait()[1]) == 0
    lines = drafts_file.read(acme)["4.1-01"].note.splitlines()

    assert sorted(lines) == sorted(f"note {number}" for number in range(12))
