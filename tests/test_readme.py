"""The README is true: every command in it runs, and its exit codes are the program's."""

import re
import shlex
from pathlib import Path

import pytest

from builders import new_folder
from iso20k_gap.cli.app import PANELS, main
from iso20k_gap.errors import ExitCode

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ iso20k-gap (.+)$", README, re.MULTILINE)
TAKES_A_TERMINAL = ("assess",)
PLAN = """id,start,end,predecessors,budget
design,2027-01-04,2027-01-15,,4000
build,2027-01-18,2027-02-12,design,9000
"""


def test_commands_run_in_order(tmp_path, monkeypatch, capsys):
    """Each `$ iso20k-gap ...` of the README succeeds, one after the other, in one folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ISO20K_GAP_CONFIG", str(tmp_path / "home" / "config.yaml"))
    monkeypatch.setattr("shellingham.detect_shell", lambda: ("bash", "/bin/bash"))
    Path("home").mkdir()
    Path("acme/proof").mkdir(parents=True)
    Path("acme/proof/trend.txt").write_text("Incidents of May by cause\n")
    Path("contractor.csv").write_text(PLAN)
    Path("ratings.csv").write_text("id,rating,note,evidence,reason\n8.6.3,L,Seen,,\n")
    Path("capability.yaml").write_text('processes:\n  Incident: {"PA 1.1": [F, L]}\n')
    new_folder(tmp_path / "acme-2011", "--edition", "2011")
    assert main(["rate", str(new_folder(tmp_path / "colleague")), "8.6.2=F"]) == 0
    for command in COMMANDS:
        words = shlex.split(command)
        if words[0] in TAKES_A_TERMINAL:
            continue
        assert main(words) == 0, (command, capsys.readouterr().err)
    assert {each.suffix for each in Path("out").iterdir()} >= {".pdf", ".docx", ".xlsx", ".ics"}
    assert list(Path("home").rglob("iso20k-gap*"))  # the completion
    assert "A. Smith" in Path("home/config.yaml").read_text()


def test_every_command_is_shown():
    """A reader of the front page meets each command."""
    shown = {command.partition(" ")[0] for command in COMMANDS} | set(
        re.findall(r"iso20k-gap ([a-z]+)", README)
    )

    assert {name for commands in PANELS.values() for name in commands} <= shown


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
