"""The commands by name, each loaded only when it is run, so that the program starts at once."""

from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from importlib import import_module
from inspect import getdoc
from typing import Any, ClassVar

import typer
from typer.core import TyperGroup

MARGIN = 6
"""The columns around a command's name and its help, as in Typer's own listing."""

VALUES = {"path": "PATH", "str": "TEXT", "int": "N", "int range": "N"}
"""How a value is called in the help where an option does not say; Typer calls it by its type."""


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
    made = typer.main.get_group(shelf).commands[name]
    for each in (made, *getattr(made, "commands", {}).values()):
        for parameter in each.params:
            _call_plainly(parameter)
    return made


def _call_plainly(parameter: Any) -> None:
    """Let the help call a parameter what people call it: no Python type, no braces."""
    if parameter.param_type_name == "argument":
        name = parameter.display_name_raw
        spelt = name if parameter.required else f"[{name}]"

        def no_type(ctx: Any) -> None:
            del ctx

        def usage(ctx: Any) -> list[str]:
            del ctx
            return [spelt if parameter.nargs == 1 or "..." in name else f"{spelt}..."]

        parameter.display_type_rich, parameter.get_usage_pieces = no_type, usage
    elif parameter.metavar is None and not parameter.is_flag:
        shown = parameter.display_type_rich(None).strip("<>.").removeprefix("list[").strip("]")
        parameter.metavar = VALUES.get(shown, shown)


class Menu(TyperGroup):
    """A group whose commands are found at `places`; listing them reads only their docstrings."""

    places: ClassVar[Mapping[str, str]] = {}
    panels: ClassVar[Mapping[str, Iterable[str]]] = {}

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = _Commands(self.places)

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the order of `places`."""
        del ctx
        return list(self.places)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """List the commands panel by panel, each with what its docstring begins with."""
        del ctx
        longest = max(map(len, self.places))
        width = formatter.width - MARGIN - longest
        for title, names in self.panels.items():
            rows = [
                (each.ljust(longest), _summary(found(self.places[each]), width)) for each in names
            ]
            with formatter.section(title):
                formatter.write_dl(rows)


def _summary(command: Any, width: int) -> str:
    """The first sentence of what a command says of itself, or as much of it as makes sense."""
    text = command.info.help if isinstance(command, typer.Typer) else getdoc(command)
    sentence = " ".join(str(text).split("\n\n")[0].split()).rstrip(".")
    while len(sentence) > width and (cut := max(map(sentence.rfind, ";:"))) > 0:
        sentence = sentence[:cut]
    return sentence
