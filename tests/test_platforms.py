"""Windows and macOS in mind: modules, file names, line ends and letter case."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from calls import LONG, READING, WRITING, made_ready, words
from iso20k_gap.cli import asking
from iso20k_gap.cli.app import main
from iso20k_gap.files import atomic
from iso20k_gap.interview import windows_console

ELSEWHERE = """\
import importlib, os, pkgutil, signal, sys

GONE = {"termios", "fcntl", "tty", "pty", "pwd", "grp", "resource", "curses", "readline"}


class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in GONE:
            raise ImportError(f"no {name} on this system")


for name in GONE:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Blocker())
for name in ("fork", "ctermid", "ttyname", "O_DIRECTORY", "killpg"):
    delattr(os, name)
for name in ("SIGHUP", "SIGTSTP", "SIGCONT", "SIGWINCH", "SIGPIPE", "SIGKILL"):
    delattr(signal, name)
"""
"""What Windows has not."""

ALL_MODULES = """
import iso20k_gap

for each in pkgutil.walk_packages(iso20k_gap.__path__, "iso20k_gap."):
    try:
        importlib.import_module(each.name)
    except (ImportError, AttributeError) as error:
        print(each.name)
"""
ALL_CALLS = """
from iso20k_gap.cli.app import main

for call in {calls!r}:
    if main(call):
        sys.exit(f"{{call}} failed")
"""
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]|[. ]$')


def elsewhere(code, cwd=None, spared="nothing"):
    """Run code on a system without the modules of Unix, but for those spared."""
    program = [sys.executable, "-c", ELSEWHERE.replace(f'"{spared}", ', "") + code]
    done = subprocess.run(program, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_modules_load_without_what_only_unix_has():
    """Only the keyboard of Unix terminals asks for termios, and only it."""
    assert elsewhere(ALL_MODULES) == ["iso20k_gap.interview.posix_keyboard"]


def test_commands_work_without_what_only_unix_has(tmp_path):
    """Reading, writing and reporting need none of it; filelock has its own way on Windows."""
    made_ready(tmp_path)
    calls = [words(name) for name in (*(READING.keys() - LONG), *WRITING)]

    elsewhere(ALL_CALLS.format(calls=calls), tmp_path, spared="fcntl")


def test_baselines_that_differ_in_case_only_are_refused(tmp_path, capsys):
    """On Windows and macOS one would overwrite the other."""
    made_ready(tmp_path)
    acme = str(tmp_path / "acme")
    assert main(["baseline", acme, "--label", "Round-1", "--date", "2026-12-01"]) == 0
    capsys.readouterr()

    assert main(["baseline", acme, "--label", "round-1", "--date", "2026-12-01"]) == 3
    assert "there is a baseline 2026-12-01-Round-1 already" in capsys.readouterr().err
    assert main(["baseline", acme, "--label", "round-1", "--date", "2026-12-02"]) == 0


@pytest.mark.parametrize(
    "label", ["a:b", "a/b", "a\\b", "..", ".x", "a b", "a*", "é", "", "x" * 70]
)
def test_labels_that_no_system_takes_are_refused(label, tmp_path, capsys):
    """A label is part of a file name on every system; an empty one is none."""
    made_ready(tmp_path)
    code = main(["baseline", str(tmp_path / "acme"), "--label", label])

    assert code == (0 if label == "" else 2)
    capsys.readouterr()


@pytest.mark.parametrize("label", ["con", "nul", "COM1", "aux.old", "trailing."])
def test_labels_that_are_reserved_names_become_good_files(label, tmp_path, capsys):
    """The day before them and the ending behind make them ordinary names."""
    made_ready(tmp_path)
    assert main(["baseline", str(tmp_path / "acme"), "--label", label]) == 0
    capsys.readouterr()

    assert_good_names(tmp_path)
    assert main(["compare", str(tmp_path / "acme"), label]) == 0


def assert_good_names(folder):
    """Every file can lie on a Windows disk, and none differs from another in case only."""
    paths = [path.relative_to(folder) for path in folder.rglob("*")]
    for path in paths:
        for part in path.parts:
            assert not RESERVED.fullmatch(part), path
            assert not FORBIDDEN.search(part), path
    folded = [path.as_posix().casefold() for path in paths]
    assert len(set(folded)) == len(folded)


def test_files_have_names_for_every_system(tmp_path, monkeypatch, capsys):
    """Whatever people and roles are called, the files made from them can be copied anywhere."""
    monkeypatch.chdir(made_ready(tmp_path))
    plan = Path("acme/plan.yaml")
    plan.write_text(plan.read_text().replace("Grainne Walsh", '"CON: a/b\\\\c? <x>."'))
    person = "CON: a/b\\c? <x>."
    for call in (
        *(words(name) for name in WRITING),
        ["questionnaire", "export", "acme", "--person", person, "-f", "html", "-o", "."],
        ["questionnaire", "export", "acme", "--role", "Change manager", "-f", "xlsx", "-o", "."],
        ["document", "acme", "--missing"],
        ["plan", "acme", "-f", "csv", "-f", "jira", "-f", "github", "-f", "mspdi", "-o", "plans"],
    ):
        assert main([*call, "-q"]) == 0, capsys.readouterr().err

    assert_good_names(tmp_path)


def test_text_is_written_with_plain_line_ends(tmp_path, monkeypatch, capsys):
    """The same bytes on every system: new files end their lines with a line feed."""
    monkeypatch.chdir(made_ready(tmp_path))
    for name in WRITING:
        assert main([*words(name), "-q"]) == 0, capsys.readouterr().err
    texts = [each for each in tmp_path.rglob("*") if each.suffix in (".yaml", ".md", ".json")]

    assert texts
    for path in texts:
        assert b"\r" not in path.read_bytes(), path


def test_files_of_windows_are_read_and_kept(tmp_path, monkeypatch, capsys):
    """Files with CR LF say the same, and a save keeps their line ends."""
    monkeypatch.chdir(made_ready(tmp_path))
    capsys.readouterr()
    main(["score", "acme", "--json", "--date", "2026-12-01"])
    before = capsys.readouterr().out
    for path in Path("acme").rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    Path(".iso20k-gap.yaml").write_bytes(b"# ours\r\nassessor: A\r\n")
    main(["score", "acme", "--json", "--date", "2026-12-01"])
    after = capsys.readouterr().out
    for call in (
        ["rate", "acme", "8.6.1-03=F"],
        ["action", "acme", "8.6.2-A1", "--status", "done"],
        ["config", "set", "pager", "true", "--folder"],
    ):
        assert main([*call, "-q"]) == 0

    assert after == before
    for name in ("acme/answers/8.6.yaml", "acme/plan.yaml", ".iso20k-gap.yaml"):
        content = Path(name).read_bytes()
        assert content.count(b"\n") == content.count(b"\r\n"), name


def test_places_of_evidence_may_be_written_as_on_windows(tmp_path, monkeypatch, capsys):
    """A path with backslashes is found, hashed and verified like one with slashes."""
    monkeypatch.chdir(made_ready(tmp_path))
    Path("acme/proof").mkdir()
    Path("acme/proof/minutes.txt").write_text("seen")
    assert main(["rate", "acme", "8.6.1-03=F", "--evidence", "Minutes @ proof\\minutes.txt"]) == 0
    assert main(["evidence", "acme", "hash"]) == 0
    out = capsys.readouterr().out

    assert "proof\\minutes.txt" in out
    assert main(["evidence", "acme", "verify"]) == 0


class HeldError(PermissionError):
    """What Windows says of a file that another program has open."""

    winerror = 32

    def __init__(self):
        super().__init__(13, "The process cannot access the file")


@pytest.mark.parametrize("times", [1, 3])
def test_a_file_that_a_scanner_holds_for_a_moment_is_replaced(times, tmp_path, monkeypatch):
    """The new content is there after an attempt or four."""
    path, replace, pauses = tmp_path / "f", Path.replace, []
    path.write_text("old")

    def refuse_first(self, target):
        if len(pauses) < times:
            raise HeldError
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse_first)
    monkeypatch.setattr(atomic.time, "sleep", pauses.append)
    atomic.replace_file(path, b"new")

    assert path.read_text() == "new"
    assert len(pauses) == times


def test_a_report_that_is_open_in_excel_is_told(tmp_path, monkeypatch, capsys):
    """The old file is whole, nothing is left beside it, and the person knows what to do."""
    folder = made_ready(tmp_path) / "acme"
    out = tmp_path / "out"
    out.mkdir()
    (out / "r.xlsx").write_text("old")

    def refuse(*_):
        raise HeldError

    monkeypatch.setattr(Path, "replace", refuse)
    monkeypatch.setattr(atomic.time, "sleep", lambda _: None)

    assert main(["report", str(folder), "-o", str(out / "r.xlsx")]) == 4
    assert "close it in other programs first" in capsys.readouterr().err
    assert [each.read_text() for each in out.iterdir()] == ["old"]


class Handles:
    """A function of Windows, whose result's type is set before it is called."""

    def __call__(self, number):
        return 7


class Kernel:
    """What of Windows a console is asked for and told."""

    def __init__(self, mode, obedient):
        self.mode, self.obedient = mode, obedient
        self.GetStdHandle = Handles()

    def GetConsoleMode(self, handle, mode):  # noqa: N802 - Windows' name
        mode._obj.value = self.mode or 0  # noqa: SLF001 - what byref refers to
        return int(self.mode is not None)

    def SetConsoleMode(self, handle, mode):  # noqa: N802 - Windows' name
        self.mode = mode if self.obedient else self.mode
        return int(self.obedient)


@pytest.mark.parametrize(
    ("mode", "obedient", "drawn", "after"),
    [(3, True, True, 7), (7, False, True, 7), (3, False, False, 3), (None, True, False, None)],
)
def test_a_console_of_old_is_told_to_obey_escapes(mode, obedient, drawn, after):
    """It draws screens if it does; if it does not, the interview goes on in plain lines."""
    kernel = Kernel(mode, obedient)

    assert windows_console.told(kernel) == drawn
    assert kernel.mode == after


def test_a_console_that_obeys_no_escapes_gets_plain_lines(monkeypatch):
    """As for a dumb terminal, nothing is drawn there."""
    monkeypatch.setenv("TERM", "xterm")
    assert not asking._wants_plain()  # noqa: SLF001 - which asker is chosen
    monkeypatch.setattr(windows_console, "obeys_escapes", lambda: False)

    assert asking._wants_plain()  # noqa: SLF001 - likewise


STRICT = """
import sys, warnings
warnings.filterwarnings("error", category=EncodingWarning, module="iso20k_gap")
"""


def test_every_text_file_is_opened_with_its_encoding(tmp_path):
    """No module leaves the encoding of a file to the system."""
    made_ready(tmp_path)
    calls = [words(name) for name in (*(READING.keys() - LONG), *WRITING)]
    program = [sys.executable, "-X", "warn_default_encoding", "-c"]
    code = STRICT + ALL_CALLS.format(calls=calls)
    done = subprocess.run(
        [*program, code], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
