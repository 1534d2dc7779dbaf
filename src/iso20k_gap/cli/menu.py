"""The commands by name, each loaded only when it is run, so that the program starts at once."""

from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module
from inspect import getdoc
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup

MARGIN = 6
"""The columns around a command's name and its help, as in Typer's own listing."""


def found(place: str) -> Any:
    """The command function or group of commands at a place such as `numbers.score`."""
    module, _, name = place.partition(".")
    return getattr(import_module(f"iso20k_gap.cli.{module}"), name)


class _Commands(MutableMapping[str, Any]):
    """Commands by name; looking one up imports its module and reads its options."""

    def __init__(self, places: Mapping[str, str]) -> None:
        self._places = dict(places)
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = _made(name, found(self._places[name]))
        return self._made[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._places.setdefault(name, "")
        self._made[name] = command

    def __delitem__(self, name: str) -> None:
        del self._places[name]
        self._made.pop(name, None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, name: object) -> bool:
        return name in self._places


def _made(name: str, command: Any) -> Any:
    """What Typer makes of a function or of a group when it stands in a group of ours."""
    shelf = typer.Typer(rich_markup_mode=None)
    if isinstance(command, typer.Typer):
        shelf.add_typer(command, name=name)
    else:
        shelf.command(name)(command)
    return typer.main.get_group(shelf).commands[name]


class Menu(TyperGroup):
    """A group whose commands are found at `places`; listing them reads only their docstrings."""

    places: ClassVar[Mapping[str, str]] = {}

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = _Commands(self.places)

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the order of `places`."""
        del ctx
        return list(self.places)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """List each command with the beginning of its docstring."""
        del ctx
        width = formatter.width - MARGIN - max(map(len, self.places))
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, _summary(found(place), width)) for name, place in self.places.items()]
            )


def _summary(command: Any, width: int) -> str:
    text = command.info.help if isinstance(command, typer.Typer) else getdoc(command)
    return TyperCommand(name="", help=text).get_short_help_str(width)
