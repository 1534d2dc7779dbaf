"""The files a person's settings stand in: found, and read with what the environment says."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from iso20k_gap.core import configuration
from iso20k_gap.core.configuration import (
    BY_KEY,
    PREFIX,
    SETTINGS,
    Chosen,
    Kind,
    Setting,
    SettingError,
    Source,
    Value,
)
from iso20k_gap.errors import Complaint, InputError, UsageError
from iso20k_gap.files import yaml_file
from iso20k_gap.files.assessment_folder import refuse_other_schema, without_empty, without_x_keys
from iso20k_gap.files.configuration_places import (
    USER_FILE_VARIABLE,
    Environment,
    Files,
    is_there,
)
from iso20k_gap.files.yaml_file import Document, KeyPath

Words = Callable[[str], Sequence[str]]
"""Gives the words that a setting takes, by its key."""


def resolve(files: Files, environment: Environment, words: Words) -> dict[str, Chosen]:
    """Every setting with its value and where it comes from.

    Raises:
        InputError: every complaint about every file.
        UsageError: an environment variable does not hold what its setting takes.
    """
    chosen = {each.key: Chosen(each.default) for each in SETTINGS}
    complaints: list[Complaint] = []
    for path, source in ((files.user, Source.USER), (files.folder, Source.FOLDER)):
        if path is None or not is_there(path):
            continue
        try:
            if source is Source.FOLDER:
                refuse_way_out(path)
            chosen |= read(path, source, words)
        except InputError as error:
            complaints += error.complaints
    if complaints:
        raise InputError(*complaints)
    return chosen | _from_environment(environment, words)


def refuse_way_out(path: Path) -> None:
    """Refuse a folder's settings that are a link to elsewhere: complaints would show that file.

    Raises:
        InputError: they are.
    """
    if not path.resolve().is_relative_to(path.parent.resolve()):
        what = "this link leads out of its folder"
        raise InputError(Complaint(what, "copy the file here", str(path)))


def read(path: Path, source: Source, words: Words) -> dict[str, Chosen]:
    """The settings in a file.

    Raises:
        InputError: every complaint about the file.
    """
    document = yaml_file.read(path)
    if not isinstance(document.data, dict) or "schema" in document.data:
        refuse_other_schema(document)
    data = without_empty(without_x_keys(document.data))
    chosen: dict[str, Chosen] = {}
    complaints: list[Complaint] = []
    for place, given in _entries({key: data[key] for key in data if key != "schema"}):
        try:
            setting = configuration.find(".".join(place))
            value = value_of(setting, given, words, path.parent)
        except SettingError as error:
            complaints.append(document.complaint(place, error.what, error.remedy))
            continue
        chosen[setting.key] = Chosen(value, source, _where(document, place))
    if complaints:
        raise InputError(*complaints)
    return chosen


def _where(document: Document, place: KeyPath) -> str:
    return document.complaint(place, "").where


def _entries(data: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Each key with what is given for it; keys of a group one by one."""
    groups = {key.partition(".")[0] for key in BY_KEY if "." in key}
    for key, given in data.items():
        if key in groups and isinstance(given, dict):
            yield from (((key, name), inner) for name, inner in given.items())
        else:
            yield (key,), given


def _from_environment(environment: Environment, words: Words) -> dict[str, Chosen]:
    chosen: dict[str, Chosen] = {}
    complaints: list[Complaint] = []
    for setting in SETTINGS:
        text = environment.get(setting.variable, "")
        if not text.strip():
            continue
        try:
            value = value_of(setting, text, words, Path())
        except SettingError as error:
            complaints.append(Complaint(error.what, error.remedy, setting.variable))
            continue
        chosen[setting.key] = Chosen(value, Source.ENVIRONMENT, setting.variable)
    if complaints:
        raise UsageError(*complaints)
    return chosen


def value_of(setting: Setting, given: object, words: Words, home: Path) -> Value:
    """The value; a place is meant from `home`, the folder it was written in."""
    value = configuration.read(setting, given, setting.words or words(setting.key))
    if setting.kind is Kind.PLACE and isinstance(value, str) and value:
        return str(home / Path(value).expanduser())
    return value


def strangers(environment: Environment) -> list[Complaint]:
    """Variables that look like a setting misspelt."""
    from difflib import get_close_matches  # noqa: PLC0415 - rarely needed

    known = {each.variable.removeprefix(PREFIX): each.variable for each in SETTINGS}
    known[USER_FILE_VARIABLE.removeprefix(PREFIX)] = USER_FILE_VARIABLE
    return [
        Complaint(f"{each} sets nothing", f"did you mean {known[near]}?")
        for each in sorted(environment)
        if each.startswith(PREFIX) and each.removeprefix(PREFIX) not in known
        for near in get_close_matches(each.removeprefix(PREFIX), known, n=1, cutoff=0.7)
    ]
