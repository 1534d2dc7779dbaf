"""Whatever the console is: its colours, width and encoding, and a reader that leaves early."""

import io
import json
import os
import re
import subprocess
import sys

import pexpect
import pytest

from calls import READING, each_of, made_ready, words
from iso20k_gap.cli import settings, streams
from iso20k_gap.cli.app import main

IDS = re.compile(r"(?<![\w.])(?:F-)?(?:[4-9]|10)(?:\.\d+)+-A?\d+(?![\w.-])|Stage \d")
ESCAPE = "\x1b"
PROGRAM = (sys.executable, "-m", "iso20k_gap")
SLOW = pytest.mark.slow
HOSTILE = "\x1b[31mred\x1b]0;title\x07 \u202egnp.exe \x9b31m"


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    """A folder in which every command that reads can be called."""
    return made_ready(tmp_path_factory.mktemp("ready"))


def printed(name, monkeypatch, capsys, *extra, **environment):
    """What a command prints on stdout, in an environment."""
    for key, value in environment.items():
        monkeypatch.setenv(key, value)
    capsys.readouterr()
    assert main([*words(name), "--date", "2026-12-01", *extra]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("name", each_of(READING))
def test_narrow_tables_fold_and_keep_ids_whole(name, ready, monkeypatch, capsys):
    """At 80 and at 30 columns every id of the wide output can still be read and copied."""
    monkeypatch.chdir(ready)
    wide = set(IDS.findall(printed(name, monkeypatch, capsys, COLUMNS="250")))

    for columns in (80, 30):
        narrow = printed(name, monkeypatch, capsys, COLUMNS=str(columns))
        assert wide <= set(IDS.findall(narrow))


@pytest.mark.parametrize("name", each_of(READING))
def test_piped_output_has_no_escape_and_no_line_too_long(name, ready, monkeypatch, capsys):
    """Into a pipe goes plain text of 80 columns, but for paths and ids that cannot be broken."""
    monkeypatch.chdir(ready)
    monkeypatch.delenv("NO_COLOR")
    shown = printed(name, monkeypatch, capsys, COLUMNS="80")

    assert ESCAPE not in shown
    if name not in ("doctor", "config path", "config show", "catalogue lint", "check"):
        assert max(map(len, shown.splitlines()), default=0) <= 80


@pytest.mark.parametrize(
    ("environment", "option", "coloured"),
    [
        ({}, [], False),
        ({"FORCE_COLOR": "1"}, [], True),
        ({"FORCE_COLOR": "0"}, [], False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], False),
        ({"ISO20K_GAP_COLOUR": "always"}, [], True),
        ({"ISO20K_GAP_COLOUR": "always", "NO_COLOR": "1"}, [], True),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, [], True),
        ({"NO_COLOR": "1"}, ["--colour", "always"], True),
        ({"FORCE_COLOR": "1"}, ["--color=never"], False),
        ({"FORCE_COLOR": "1"}, ["--colour", "auto"], False),
    ],
)
def test_who_decides_about_colour(environment, option, coloured, ready, monkeypatch, capsys):
    """The option wins over our variable, that over NO_COLOR, that over FORCE_COLOR."""
    monkeypatch.chdir(ready)
    monkeypatch.delenv("NO_COLOR")
    shown = printed("status", monkeypatch, capsys, *option, **environment)

    assert (ESCAPE in shown) == coloured


@pytest.mark.parametrize(
    ("term", "columns", "coloured"), [("xterm", "80", True), ("dumb", "80", False)]
)
def test_a_terminal_is_coloured_unless_it_is_dumb(term, columns, coloured, monkeypatch):
    """With nothing said, colour is for terminals that can show it."""

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", term)
    settings.choose(quiet=False, no_input=False, date_text="")

    assert settings.colour_on(Terminal()) == coloured


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (["check", "acme", "--max-majors", "0"], 1),
        (["verify", "acme"], 0),
        (["doctor"], 0),
        (["catalogue", "show", "8.6.1-30"], 2),
    ],
)
def test_long_lines_are_folded_between_words_in_a_terminal(call, code, ready):
    """No word is cut by the edge of the screen; into a pipe each line stays one."""
    environment = {**os.environ, "COLUMNS": "72", "TERM": "xterm", "HOME": "/nonexistent"}
    child = pexpect.spawn(
        sys.executable, [*PROGRAM[1:], *call], cwd=ready, env=environment, dimensions=(60, 72)
    )
    screen = child.read().decode().replace("\r\n", "\n")
    child.close()
    piped = subprocess.run(
        [*PROGRAM, *call], cwd=ready, env=environment, capture_output=True, text=True, check=False
    )

    assert child.exitstatus == piped.returncode == code
    told = piped.stdout + piped.stderr
    if call[0] != "doctor":  # it tells of the console itself
        assert screen.split() == told.split()
    words = {word for word in told.split() if len(word) <= 60}
    assert words <= set(screen.split()) | {"no", "colour,", "utf-8,"}
    assert max(len(line) for line in screen.splitlines() if len(line.split()) > 2) <= 72


def test_unknown_use_of_colour_is_refused(capsys):
    """A wrong word is a wrong argument."""
    assert main(["--colour", "sometimes", "catalogue", "editions"]) == 2
    assert "auto, always or never" in capsys.readouterr().err


class Narrow(io.TextIOWrapper):
    """A console that shows only what its encoding has."""

    def __init__(self, encoding):
        super().__init__(io.BytesIO(), encoding=encoding, write_through=True)


@pytest.mark.parametrize(
    "encoding",
    ["ascii", "cp1252", *(pytest.param(each, marks=SLOW) for each in ("cp437", "utf-8"))],
)
@pytest.mark.parametrize("name", each_of(READING))
def test_no_encoding_stops_a_command(name, encoding, ready, monkeypatch):
    """Marks become plain signs where a console lacks them; JSON stays the same document."""
    monkeypatch.chdir(ready)
    told = []
    for extra in ([], ["--json"]):
        out, err = Narrow(encoding), Narrow(encoding)
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        streams.prepare()
        code = main([*words(name), "--date", "2026-12-01", *extra])
        told.append(out.buffer.getvalue())
        assert code == 0, err.buffer.getvalue()

    told[0].decode(encoding)
    assert json.loads(told[1].decode("utf-8")) is not None  # programs read UTF-8


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        ("✓ ✗ → ▲ … – •", "ascii", b"+ x -> ^ ... - *"),
        ("– … • ✓", "cp1252", b"\x96 \x85 \x95 +"),
        ("Ștefan Łódź", "ascii", b"Stefan \\u0141odz"),
        ("监督", "ascii", b"\\u76d1\\u7763"),
        ("caf\udce9", "utf-8", b"caf\xe9"),
        ("caf\udce9", "ascii", b"caf\xe9"),
        ("\ud800", "utf-8", b"\\ud800"),
    ],
)
def test_stand_ins(text, encoding, shown, monkeypatch):
    """What cannot be shown is said plainly; bytes of a file name come out as they were."""
    out = Narrow(encoding)
    monkeypatch.setattr(sys, "stdout", out)
    streams.prepare()
    sys.stdout.write(text)

    assert out.buffer.getvalue() == shown


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_as_a_process_on_an_old_console(encoding, ready):
    """The whole way, as Windows consoles of old have it."""
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = subprocess.run(
        [*PROGRAM, "status", "acme"], cwd=ready, env=environment, capture_output=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert b"x No management review is recorded" in done.stdout


def test_a_folder_whose_name_is_no_text(ready, monkeypatch, capsys):
    """A name that is not UTF-8 is printed as the bytes it is."""
    name = os.fsdecode(b"caf\xe9")
    done = subprocess.run(
        [*PROGRAM, "report", "acme", "-f", "json", "-o", name],
        cwd=ready,
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout == b"caf\xe9\n"


CLOSED = [
    *(["status"], ["plan"], ["catalogue search"], ["findings"]),
    *(pytest.param([each], marks=SLOW) for each in sorted(READING)),
]


@pytest.mark.parametrize("lines", [0, 1])
@pytest.mark.parametrize("name", CLOSED)
def test_a_reader_that_leaves_early_is_no_error(name, lines, ready):
    """`| head -1` ends quietly with 0."""
    with subprocess.Popen(
        [*PROGRAM, *words(name[0])], cwd=ready, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        for _ in range(lines):
            running.stdout.readline()
        running.stdout.close()
        err = running.stderr.read().decode()
        code = running.wait()

    assert code == 0, err
    assert "rror" not in err


@pytest.mark.parametrize("name", each_of(READING))
def test_what_people_typed_is_shown_and_not_obeyed(name, tmp_path, monkeypatch, capsys):
    """Escape sequences in names, notes and parties never reach the terminal."""
    folder = made_ready(tmp_path)
    monkeypatch.chdir(folder)
    main_file = folder / "acme" / "assessment.yaml"
    quoted = HOSTILE.encode("unicode_escape").decode()
    text = main_file.read_text().replace("Northgate Managed Services Ltd\n", f'"N {quoted}"\n', 1)
    text = text.replace("Kestrel Data Centres Ltd", f'"K {quoted}"')
    text = text.replace("[Marta Kowalczyk,", f'["M {quoted}",')
    main_file.write_text(text)
    plan = folder / "acme" / "plan.yaml"
    plan.write_text(plan.read_text().replace("Grainne Walsh", f'"G {quoted}"'))
    main(["rate", "acme", "8.6.1-03=P", "--note", HOSTILE, "--evidence", f"{HOSTILE} @ {HOSTILE}"])
    shown = printed(name, monkeypatch, capsys, COLUMNS="120")

    assert not set(ESCAPE + "\x07\x9b\u202e") & set(shown)
