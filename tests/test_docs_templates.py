"""docs/templates.md and docs/approvals.md are true: commands run, examples are right."""

import re
import shlex
from pathlib import Path

import pytest

import signing
from iso20k_gap.cli.app import main
from iso20k_gap.reports.templating import inventory
from iso20k_gap.reports.templating.faults import faults

DOCS = Path(__file__).parents[1] / "docs"
PAGES = ("templates.md", "approvals.md")


def page(name):
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_commands_run_in_order(name, tmp_path, monkeypatch, capsys):
    """Each `$ iso20k-gap ...` of the page succeeds, one after the other, in one folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    signing.rated_folder(tmp_path / "acme")
    commands = re.findall(r"^\$ iso20k-gap (.+)$", page(name), re.MULTILINE)
    assert len(commands) > 3
    for command in commands:
        capsys.readouterr()
        if "--trusted keys.yaml" in command:
            main(["key", "show"])
            Path("keys.yaml").write_text(f"A. Smith: {capsys.readouterr().out.strip()}\n")
        assert main(shlex.split(command)) == 0, (command, capsys.readouterr().err)


def test_examples_of_templates_are_right():
    """What the page shows can be used as it stands."""
    cover, parts = re.findall(r"```jinja\n(.*?)```", page("templates.md"), re.DOTALL)

    assert faults({"cover.html.j2": cover}) == []
    assert faults({"_parts.html.j2": parts}) == []


def test_every_name_is_in_the_table_of_what_is_given():
    """The names of the context, and those of the templates."""
    from iso20k_gap.reports.templating.reader import CONTEXT

    text = page("templates.md")
    assert all(f"`{name}`" in text for name in CONTEXT)
    for name in inventory.templates():
        stem = name.rpartition("/")[0]
        assert f"`{name}`" in text or f"`{stem}/*" in text, name


@pytest.mark.parametrize("name", [*PAGES, "ci.md", "schemas/README.md"])
def test_links_lead_somewhere(name):
    """No dead link into the repository."""
    here = (DOCS / name).parent
    for target in re.findall(r"\]\(([^)#]+)\)", page(name)):
        if not target.startswith("http"):
            assert (here / target).exists(), target
