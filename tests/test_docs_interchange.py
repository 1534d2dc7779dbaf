"""`docs/interchange.md` is true: its commands run, its files come out, its facts are the code's."""

import re
import shlex
from pathlib import Path

from builders import new_folder
from iso20k_gap.cli.app import main
from iso20k_gap.cli.export_files import Format, file_name
from iso20k_gap.reports.interchange import hdf
from iso20k_gap.reports.interchange.ciso_framework import GROUPS
from iso20k_gap.reports.interchange.identity import NAMESPACE, SPACE

PAGE = (Path(__file__).parent.parent / "docs" / "interchange.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ iso20k-gap (.+)$", PAGE, re.MULTILINE)
ROWS = dict(re.findall(r"^\| `([a-z-]+)` \|.*\| `([^`|]+)` \|$", PAGE, re.MULTILINE))


def test_commands_run_in_order(tmp_path, monkeypatch, capsys):
    """Each `$ iso20k-gap ...` of the page succeeds in one folder, and writes what it names."""
    monkeypatch.chdir(tmp_path)
    folder = new_folder(tmp_path / "acme")
    assert main(["rate", str(folder), "8.6.1=P", "-q"]) == 0
    for command in COMMANDS:
        words = shlex.split(command)
        assert main(words) == 0, (command, capsys.readouterr().err)
        assert Path(words[words.index("-o") + 1]).exists()
    assert len(COMMANDS) > 4
    assert {each.name for each in Path("out").iterdir()} == {
        "acme-oscal-ar.json",
        "acme-oscal-poam.json",
        "iso20000-1-2018-oscal-catalog.json",
        "iso20000-1-2018-ciso-framework.yaml",
        "iso20000-1-2018-ciso-mapping.yaml",
    }


def test_every_format_is_told_with_its_file():
    """The table has each format once, and the name of its file."""
    assert {each.value: file_name(Path("acme"), "2018", each) for each in Format} == ROWS


def test_facts_are_those_of_the_code():
    """Namespace, impacts and groups."""
    assert f"`{NAMESPACE}`" in PAGE
    assert f"`{SPACE}`" in PAGE
    major, minor, opportunity = hdf.IMPACTS.values()
    assert f"{major} for a major, {minor} for a minor nonconformity and {opportunity}" in PAGE
    assert f"{hdf.ESSENTIAL} for essential requirements and {hdf.ORDINARY} for others" in PAGE
    assert all(f"`{ref_id}`" in PAGE for ref_id, _, _ in GROUPS)
