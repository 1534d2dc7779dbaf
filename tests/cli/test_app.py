"""The boundary: exit codes, common options, what goes to which stream."""

import json
from typing import get_args

import pytest

from builders import new_folder
from iso20k_gap import __version__
from iso20k_gap.cli import action, settings
from iso20k_gap.cli.app import main
from iso20k_gap.core.plan import Status
from iso20k_gap.core.printable import harmless


def test_version(capsys):
    """`--version` prints the program's version."""
    assert main(["--version"]) == 0
    assert __version__ in capsys.readouterr().out


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_names_every_command(option, capsys):
    """The help lists what the program can do."""
    assert main([option]) == 0
    shown = capsys.readouterr().out
    for command in ("demo", "new", "assess", "rate", "score", "report", "plan", "validate"):
        assert command in shown


@pytest.mark.parametrize(
    "arguments",
    [
        ["nosuch"],
        ["score"],
        ["score", "x", "--nosuch"],
        ["--date", "21.11.2026", "status", "x"],
        ["explain", "ACME", "nosuch"],
        ["catalogue", "show", "9.9.9"],
        ["new", "other", "--no-input"],
    ],
)
def test_wrong_arguments_exit_2(arguments, tmp_path, monkeypatch, capsys):
    """Arguments that cannot be meant give 2 and a message on stderr, nothing on stdout."""
    monkeypatch.chdir(tmp_path)
    new_folder(tmp_path / "ACME")
    capsys.readouterr()

    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err
    assert "Traceback" not in err


def test_missing_folder_exits_3(tmp_path, capsys):
    """A folder that is not there is named, with the remedy."""
    assert main(["status", str(tmp_path / "nowhere")]) == 3
    assert "iso20k-gap new" in capsys.readouterr().err


def test_unwritable_target_exits_4(tmp_path, capsys):
    """A folder in which nothing can be made gives 4."""
    (tmp_path / "file").write_text("x")
    code = main(["new", str(tmp_path / "file" / "x"), "--organisation", "A", "--scope", "B"])

    assert code == 4
    assert "cannot write" in capsys.readouterr().err


def test_bug_exits_70_with_traceback(monkeypatch, capsys):
    """Anything unforeseen is a bug, not a failed gate."""
    monkeypatch.setattr(settings, "choose", lambda **_: 1 / 0)

    assert main(["catalogue", "editions"]) == 70
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_interrupt_exits_130(monkeypatch, capsys):
    """Ctrl-C is not an error of the files."""

    def interrupt(**_):
        raise KeyboardInterrupt

    monkeypatch.setattr(settings, "choose", interrupt)

    assert main(["catalogue", "editions"]) == 130
    assert capsys.readouterr().out == ""


def test_common_options_work_after_the_command(tmp_path, capsys):
    """`--date` behind the command is the same as before it."""
    folder = str(new_folder(tmp_path / "acme"))
    capsys.readouterr()
    main(["score", folder, "--json", "--date", "2027-01-02"])
    after = json.loads(capsys.readouterr().out)
    main(["--date=2027-01-02", "score", folder, "--json"])
    before = json.loads(capsys.readouterr().out)

    assert after == before
    assert after["date"] == "2027-01-02"


@pytest.mark.parametrize(
    ("given", "hoisted"),
    [
        (["score", "x", "-q"], ["-q", "score", "x"]),
        (["a", "--date", "2026-01-01", "b"], ["--date", "2026-01-01", "a", "b"]),
        (["a", "--", "--date", "x"], ["a", "--", "--date", "x"]),
        (["a", "--date"], ["--date", "a"]),
    ],
)
def test_hoisted(given, hoisted):
    """Common options move to the front; what follows `--` stays."""
    assert settings.hoisted(given) == hoisted


def test_control_characters_are_shown_not_obeyed():
    """Escape sequences in a message do not reach the terminal."""
    assert harmless("a\x1b[31mb\u202ec") == "a\\x1b[31mb\\x202ec"


def test_statuses_of_an_action_are_the_plans():
    """The names the help shows are those of the plan."""
    assert get_args(action.StatusName) == tuple(each.value for each in Status)
