"""The words a person may type, read off the disk in milliseconds: no record is built for them.

Shell completion asks for them at every key. A broken file gives fewer words and never an error.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from iso20k_gap.shipped import data_root

EDITIONS = {"2018": "iso20000-1-2018", "2011": "iso20000-1-2011"}
ENTRY = re.compile(
    r'^ *- id: "?((?:[4-9]|10)[0-9.]*(?:-A?\d+)?)"?\r?\n(?: +title: ([^>|\n].*)\r?\n)?',
    re.MULTILINE,
)
"""An entry of a catalogue's file: its id, and its title where one follows on one line."""

VERSION = re.compile(r"^version: *(\S+)", re.MULTILINE)
"""The version in an edition's file."""

LARGEST, DEEPEST = 1024 * 1024, 100
"""Up to how many bytes and levels a person's file is read for its words."""

SHORT = 60
"""How much of a title stands beside a word."""

Words = dict[str, str]
"""Words with what each of them means, in the order of the catalogue."""


def editions() -> Words:
    """The editions and national adoptions."""
    found: Words = {}
    for edition, folder in EDITIONS.items():
        data = _data(data_root() / "clauses" / folder / "edition.yaml")
        found[edition] = _text(data, "label")
        found |= {_text(each, "id"): _text(each, "label") for each in _entries(data, "adoptions")}
    return found


def catalogue_versions() -> Words:
    """The version of each edition's catalogue."""
    root = data_root() / "clauses"
    files = {edition: root / folder / "edition.yaml" for edition, folder in EDITIONS.items()}
    texts = {edition: path.read_text(encoding="utf-8") for edition, path in files.items()}
    return {each: "".join(VERSION.findall(text)) for each, text in texts.items()}


def scales() -> Words:
    """The shipped scales."""
    files = sorted((data_root() / "clauses" / "scales").glob("*.yaml"))
    names = {each.stem: _text(_data(each), "name") for each in files}
    return dict(sorted(names.items()))


def questionnaires() -> Words:
    """The shipped questionnaires, each of whatever edition."""
    files = sorted((data_root() / "questionnaires").glob("*.yaml"))
    return {each.stem.rpartition("-")[0]: "" for each in files}


def roles(edition: str) -> Words:
    """The roles of an edition."""
    folder = EDITIONS.get(edition, EDITIONS["2018"])
    listed = _data(data_root() / "clauses" / folder / "edition.yaml").get("roles")
    return {str(each): "" for each in listed} if isinstance(listed, list) else {}


def clauses(edition: str) -> Words:
    """The clauses of an edition with their titles."""
    return {key: title for key, title in _catalogue(edition).items() if "-" not in key}


def requirements(edition: str) -> Words:
    """The requirements of an edition, each with its clause's title."""
    titles = clauses(edition)
    keys = (key for key in _catalogue(edition) if re.search(r"-\d+$", key))
    return {key: titles.get(key.partition("-")[0], "") for key in keys}


def actions(edition: str) -> Words:
    """The remedial actions of an edition with their titles."""
    return {key: title for key, title in _catalogue(edition).items() if "-A" in key}


@cache
def _catalogue(edition: str) -> Words:
    """Every id of an edition, as its files name them."""
    folder = data_root() / "clauses" / EDITIONS.get(edition, EDITIONS["2018"])
    files = sorted(folder.glob("[0-9]*.yaml"))
    texts = (each.read_text(encoding="utf-8") for each in files)
    return {key: _short(title) for text in texts for key, title in ENTRY.findall(text)}


def _short(title: str) -> str:
    plain = title.strip().strip("\"'")
    return plain if len(plain) <= SHORT else plain[: SHORT - 1].rpartition(" ")[0] + "..."


def edition_of(folder: Path) -> str:
    """The edition of an assessment folder; 2018 where that cannot be told."""
    named = _text(_data(folder / "assessment.yaml"), "edition")
    if named in EDITIONS:
        return named
    for edition, inside in EDITIONS.items():
        data = _data(data_root() / "clauses" / inside / "edition.yaml")
        if any(_text(each, "id") == named for each in _entries(data, "adoptions")):
            return edition
    return "2018"


def baselines(folder: Path) -> Words:
    """The baselines of an assessment folder, the latest first; labels too where they are clear."""
    names = sorted((each.stem for each in (folder / "baselines").glob("*.yaml")), reverse=True)
    labels = [each[11:] for each in names if len(each) > 11]  # noqa: PLR2004 - behind the day
    clear = {each: "label" for each in labels if labels.count(each) == 1}
    return dict.fromkeys(names, "baseline") | clear


def parties(folder: Path) -> Words:
    """Who may perform something in an assessment folder: `self` and the parties."""
    listed = _entries(_data(folder / "assessment.yaml"), "parties")
    return {"self": ""} | {_text(each, "id"): _text(each, "name") for each in listed}


def people(folder: Path) -> Words:
    """The people an assessment folder names: assessors, interviewed people, owners."""
    main, plan = _data(folder / "assessment.yaml"), _data(folder / "plan.yaml")
    assessors = main.get("assessors")
    found = {str(each): "assessor" for each in assessors} if isinstance(assessors, list) else {}
    for each in (*_entries(plan, "owners"), *_entries(main, "interviews")):
        found.setdefault(_text(each, "name"), _text(each, "role"))
    return {name: role for name, role in found.items() if name}


def owners(folder: Path) -> Words:
    """Who may own an action: the people of the plan, and the roles of the edition."""
    listed = _entries(_data(folder / "plan.yaml"), "owners")
    named = {_text(each, "name"): _text(each, "role") for each in listed}
    return {name: role for name, role in named.items() if name} | roles(edition_of(folder))


def _entries(data: dict[str, Any], key: str) -> Iterator[dict[str, Any]]:
    listed = data.get(key)
    if isinstance(listed, list):
        yield from (each for each in listed if isinstance(each, dict))


def _text(data: dict[str, Any], key: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) else ""


@cache
def _data(path: Path) -> dict[str, Any]:
    """What a small YAML file says, every scalar as text; nothing where it cannot be read."""
    import yaml  # noqa: PLC0415 - not for words that need no file

    try:
        content = _content(path)
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        data = yaml.load(content, loader) if _is_flat(content, loader) else {}  # noqa: S506 - builds nothing but text
    except (OSError, ValueError, RecursionError, yaml.YAMLError):
        return {}
    return data if isinstance(data, dict) else {}


def _content(path: Path) -> bytes:
    """What stands in a file; nothing if it is huge, or a device that never ends."""
    if not path.is_file():
        return b""
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    return content if len(content) <= LARGEST else b""


def _is_flat(content: bytes, loader: Any) -> bool:
    """Whether nothing is nested so deeply that building it would end Python itself."""
    import yaml  # noqa: PLC0415 - as above

    depth = 0
    for event in yaml.parse(content, loader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return False
    return True
