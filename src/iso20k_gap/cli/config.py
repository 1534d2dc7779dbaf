"""`config show`, `path`, `set` and `unset`: the settings, where they come from, and their files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from iso20k_gap.cli import completion, configured, settings

if TYPE_CHECKING:
    from pathlib import Path

    from iso20k_gap.core.configuration import Chosen, Value

app = typer.Typer(
    help="Your settings: who rates, colour, pager, default forms; see where each comes from.",
    epilog=(
        "The command line wins over environment variables (ISO20K_GAP_ASSESSOR), these over "
        "the nearest .iso20k-gap.yaml from here upwards, that over your own config.yaml. "
        "No setting changes a number."
    ),
    no_args_is_help=True,
)
Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]
Key = Annotated[
    str,
    typer.Argument(
        metavar="KEY", help="Such as assessor or report.formats.", autocompletion=completion.setting
    ),
]
InFolder = Annotated[
    bool, typer.Option("--folder/--user", help="In .iso20k-gap.yaml here, or in your own file.")
]


@app.command()
def show(as_json: Json = False) -> None:
    """Show every setting, its value, and where that comes from."""
    import os

    from iso20k_gap.files import configuration

    found = configured.everything()
    for complaint in configuration.strangers(os.environ):
        settings.err().print(f"warning: {complaint}", soft_wrap=True)
    if as_json:
        settings.print_json({**_files_data(), "settings": [*map(_data, found, found.values())]})
        return
    settings.out().print(_table(found))


def _table(found: dict[str, Chosen]) -> Any:
    from rich.table import Table

    from iso20k_gap.core.printable import harmless

    table = Table(box=None, pad_edge=False)
    for name in ("Setting", "Value", "From"):
        table.add_column(name, overflow="fold", no_wrap=name == "Setting")
    for key, each in found.items():
        origin = f"{each.source.value} {each.where}".strip()
        table.add_row(key, harmless(_shown(each.value)), harmless(origin))
    return table


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(value) if isinstance(value, tuple) else value


def _data(key: str, chosen: Chosen) -> dict[str, Any]:
    from iso20k_gap.core.configuration import BY_KEY

    setting = BY_KEY[key]
    return {
        "key": key,
        "value": _plain(chosen.value),
        "source": chosen.source.value,
        "where": chosen.where,
        "default": _plain(setting.default),
        "variable": setting.variable,
        "help": setting.help,
    }


def _plain(value: Value) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _files_data() -> dict[str, Any]:
    files = configured.files()
    return {
        "user": {"path": str(files.user), "exists": files.user.is_file()},
        "folder": {
            "path": str(files.folder) if files.folder else None,
            "exists": bool(files.folder),
        },
    }


@app.command()
def path(as_json: Json = False) -> None:
    """Show where settings may stand, and whether anything stands there."""
    from iso20k_gap.core.printable import harmless

    data = _files_data()
    if as_json:
        settings.print_json(data)
        return
    for name, entry in data.items():
        there = "" if entry["exists"] else " (not there)"
        shown = entry["path"] or "no .iso20k-gap.yaml from here upwards"
        line = f"{name}: {shown}{there if entry['path'] else ''}"
        settings.out().print(harmless(line), soft_wrap=True)


@app.command("set")
def set_value(
    key: Key,
    value: Annotated[str, typer.Argument(metavar="VALUE", autocompletion=completion.setting_value)],
    in_folder: InFolder = False,
    as_json: Json = False,
) -> None:
    """Set one setting in your own file, or with --folder for everybody who works here.

    Examples: iso20k-gap config set assessor "A. Smith"; config set report.formats pdf,html --folder
    """
    _change(key, value, in_folder, as_json)


@app.command()
def unset(key: Key, in_folder: InFolder = False, as_json: Json = False) -> None:
    """Take one setting out of your own file, or with --folder out of the folder's."""
    _change(key, None, in_folder, as_json)


def _change(key: str, value: str | None, in_folder: bool, as_json: bool) -> None:
    from iso20k_gap.core.configuration import Source
    from iso20k_gap.files import configuration_edit, schemas
    from iso20k_gap.files.atomic import replace_file

    place = _place(in_folder)
    configuration_edit.change(place, key, value, configured.words_of)
    if place.is_file():
        schema = schemas.schema("config", configured.words_of)
        replace_file(configuration_edit.schema_path(place), schema.encode())
    configured.forget()
    chosen = configured.everything()[key]
    if as_json:
        settings.print_json({"path": str(place), **_data(key, chosen)})
        return
    settings.err().print(f"wrote {place}" if place.is_file() else "nothing is set", soft_wrap=True)
    meant = Source.FOLDER if in_folder else Source.USER
    if value is not None and chosen.source is not meant:
        settings.err().print(f"{chosen.where} overrides it: {_shown(chosen.value)}", soft_wrap=True)


def _place(in_folder: bool) -> Path:
    from pathlib import Path

    from iso20k_gap.files.configuration_places import FOLDER_FILE

    files = configured.files()
    if not in_folder:
        return files.user
    return files.folder or Path(FOLDER_FILE)
