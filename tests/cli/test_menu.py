"""The menu of commands: all are found, each is loaded only when it is run."""

import re
import subprocess
import sys

import pytest
import typer

from calls import commands
from iso20k_gap.cli import menu
from iso20k_gap.cli.app import PANELS, Commands, app, main
from iso20k_gap.cli.demo import EXAMPLE as NAME
from iso20k_gap.shipped import data_root

EXAMPLE = str(data_root() / "examples" / NAME)
ALWAYS_ABSENT = ("babel", "cryptography", "docx", "icalendar", "python_calamine", "xlsxwriter")
LOADED = """
import sys
from iso20k_gap.cli.app import main
main(sys.argv[1:])
print(*{name.partition(".")[0] for name in sys.modules}, file=sys.stderr)
print(*(name for name in sys.modules if name.startswith("iso20k_gap.")), file=sys.stderr)
"""


def loaded(*arguments):
    """The top-level modules and the modules of ours that a run of the program has loaded."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments], capture_output=True, text=True, check=True
    )
    modules, ours = done.stderr.splitlines()[-2:]
    return set(modules.split()), set(ours.split())


def test_no_command_is_named_twice():
    """The panels together hold every command once."""
    assert len(Commands.places) == sum(map(len, PANELS.values()))


@pytest.mark.parametrize("place", Commands.places.values())
def test_every_command_is_found_and_says_what_it_does(place):
    """No place leads nowhere, no command goes undescribed."""
    command = menu.found(place)

    assert command.info.help if isinstance(command, typer.Typer) else command.__doc__


def test_the_list_has_every_command_in_its_panel_and_nothing_cut(capsys):
    """Each command once, with whole words of what it says of itself, in 80 columns."""
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    listed = re.findall(r"^  ([a-z]+) {2,}[A-Z]", told, re.MULTILINE)

    assert listed == list(Commands.places)
    assert re.findall(r"^([A-Z][a-z ]+):$", told, re.MULTILINE)[1:] == list(PANELS)
    assert "..." not in told.partition("Start:")[2]
    assert max(map(len, told.splitlines())) <= 80
    for name, command in commands().items():
        if name in Commands.places:
            said = " ".join(command.help.split())
            row = re.search(rf"^  {name} +(.+(?:\n {{17}}.+)*)", told, re.MULTILINE)[1]
            assert said.startswith(" ".join(row.split())), name


@pytest.mark.parametrize("name", sorted(commands()))
def test_help_speaks_of_values_and_not_of_types(name, capsys):
    """What to write is named as people would; no brackets of a programming language."""
    assert main([*name.split(), "--help"]) == 0
    told = capsys.readouterr().out

    assert not re.search(r"<\w|list\[|\{[A-Z]|\.{4}", told)


def test_a_mistyped_command_is_set_right():
    """The names are known though nothing is loaded."""
    group = typer.main.get_command(app)
    with pytest.raises(Exception, match="Did you mean 'status'"):
        group.main(["statsu"], standalone_mode=False)


HEAVY = {"jinja2", "pydantic", "rich", "ruamel", "weasyprint", "yaml", *ALWAYS_ABSENT}


@pytest.mark.parametrize(
    ("arguments", "typers"),
    [(["--help"], ()), (["--version"], ()), (["score", "-h"], ("pydantic",))],
)
def test_help_loads_nothing_heavy(arguments, typers):
    """Saying what the program can do takes neither pydantic nor YAML, rich or the renderers.

    For options before a command's help, Typer itself loads pydantic.
    """
    modules, ours = loaded(*arguments)

    assert HEAVY & modules == set(typers)
    assert not {name for name in ours if name.split(".")[1] in ("core", "files", "reports")} - {
        "iso20k_gap.core",
        "iso20k_gap.core.printable",
        "iso20k_gap.files",
        "iso20k_gap.files.configuration_places",
        "iso20k_gap.files.vocabulary",
    }


READING = ("filelock", "holidays", "jinja2", "ruamel", "weasyprint", "ssl", *ALWAYS_ABSENT)


@pytest.mark.parametrize("command", ["score", "status", "check", "findings", "explain"])
def test_looking_loads_no_renderer(command):
    """Reading and judging an assessment takes no template engine, no PDF, no calendar."""
    modules, ours = loaded(command, EXAMPLE)

    assert not set(READING) & modules
    assert "iso20k_gap.core.planning" not in ours
    assert "iso20k_gap.core.advice" not in ours


def test_numbers_as_json_load_no_rich():
    """What is printed for programs needs nothing for terminals."""
    modules, _ = loaded("score", EXAMPLE, "--json")

    assert "rich" not in modules
    assert "yaml" in modules
