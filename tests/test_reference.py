"""The command reference and the manual page are made from the help, and are as it is now."""

import importlib.util
import re
import shutil
import subprocess

import pytest

from calls import ROOT, commands
from iso20k_gap.core.configuration import SETTINGS
from iso20k_gap.errors import ExitCode

HERE = ROOT / "docs" / "reference.py"
SPEC = importlib.util.spec_from_file_location("reference", HERE)
reference = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(reference)


def test_the_reference_is_current():
    """After a change of any help: `python docs/reference.py`."""
    assert reference.MARKDOWN.read_text(encoding="utf-8") == reference.markdown()
    assert reference.MANUAL.read_text(encoding="utf-8") == reference.manual(
        reference.last_changed()
    )


@pytest.mark.parametrize("file", ["cli.md", "iso20k-gap.1"])
def test_every_command_option_and_setting_is_in_it(file):
    """Nothing the program has is left out."""
    text = (ROOT / "docs" / file).read_text(encoding="utf-8").replace("\\-", "-")
    for name, command in commands().items():
        assert re.search(rf"^(?:## |\.SS \"){re.escape(name)}\b", text, re.MULTILINE), name
        for each in command.params:
            assert all(option in text for option in each.opts if option.startswith("--")), name
    for setting in SETTINGS:
        assert setting.key in text
        assert setting.variable in text.replace("\n", " ")
    for code in ExitCode:
        assert re.search(rf"^(?:\| {code.value} \||\.B {code.value}$)", text, re.MULTILINE)


def test_the_day_changes_with_the_page_only(tmp_path, monkeypatch):
    """Writing the page again without a change leaves its day."""
    monkeypatch.setattr(reference, "MANUAL", tmp_path / "page.1")
    monkeypatch.setattr(reference, "MARKDOWN", tmp_path / "page.md")
    reference.write()
    text = reference.MANUAL.read_text()
    day = reference.last_changed()
    reference.MANUAL.write_text(text.replace(f'"{day}"', '"2001-02-03"'))
    reference.write()

    assert re.fullmatch(r"\d{4}-\d\d-\d\d", day)
    assert reference.last_changed() == "2001-02-03"


@pytest.mark.parametrize(
    "program",
    [
        pytest.param(
            words, marks=pytest.mark.skipif(not shutil.which(words[0]), reason=f"no {words[0]}")
        )
        for words in (["mandoc", "-T", "lint", "-W", "style"], ["groff", "-man", "-ww", "-z"])
    ],
    ids=lambda each: each[0],
)
def test_the_manual_page_is_good_roff(program):
    """The formatters of BSD and GNU have nothing to complain of."""
    done = subprocess.run([*program, reference.MANUAL], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout + done.stderr == ""


def test_nothing_stands_before_the_name_of_the_manual_page():
    """The notice is a comment to its last line."""
    head = reference.manual("2026-01-01").partition(".TH ")[0]

    assert head
    assert all(line.startswith('.\\"') for line in head.splitlines())


@pytest.mark.parametrize(
    ("text", "roff"),
    [
        (".start", "\\&.start"),
        ("'quote", "\\&'quote"),
        ("a\\b", "a\\eb"),
        ("--json", "\\-\\-json"),
        ("→ `x`", "\\[u2192] x"),
        ('say "no"', "say \\(dqno\\(dq"),
        ("", ""),
    ],
)
def test_what_roff_would_obey_is_escaped(text, roff):
    """No word of a help is a request to the formatter."""
    assert reference._roff(text) == roff  # noqa: SLF001 - the escape itself
