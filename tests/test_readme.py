"""The README is true: every command in it runs, and its exit codes are the program's."""

import re
import shlex
from pathlib import Path

import pytest

from builders import new_folder
from iso20k_gap.cli.app import main
from iso20k_gap.errors import ExitCode

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ iso20k-gap (.+)$", README, re.MULTILINE)
TAKES_A_TERMINAL = ("assess",)


def test_commands_run_in_order(tmp_path, monkeypatch, capsys):
    """Each `$ iso20k-gap ...` of the README succeeds, one after the other, in one folder."""
    monkeypatch.chdir(tmp_path)
    Path("ratings.csv").write_text("id,rating,note,evidence,reason\n8.6.3,L,Seen,,\n")
    Path("capability.yaml").write_text('processes:\n  Incident: {"PA 1.1": [F, L]}\n')
    new_folder(tmp_path / "acme-2011", "--edition", "2011")
    for command in COMMANDS:
        words = shlex.split(command)
        if words[0] in TAKES_A_TERMINAL:
            continue
        assert main(words) == 0, (command, capsys.readouterr().err)
    assert list(Path("out").glob("*.pdf"))


def test_interview_without_a_terminal_is_refused(tmp_path, monkeypatch, capsys):
    """The one command that asks says so where nobody can answer."""
    new_folder(tmp_path / "acme")

    assert main(["assess", str(tmp_path / "acme"), "--no-input"]) == ExitCode.STOPPED
    capsys.readouterr()


@pytest.mark.parametrize("code", list(ExitCode))
def test_exit_codes_are_listed(code):
    """The table of exit codes has each of them."""
    assert re.search(rf"^\| {code.value} \| ", README, re.MULTILINE)


def test_pictures_and_links_exist():
    """No dead picture and no dead link into the repository."""
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        if not target.startswith("http"):
            assert (ROOT / target).is_file(), target
