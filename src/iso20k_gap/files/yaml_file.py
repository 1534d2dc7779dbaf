"""YAML in: every scalar is text, every complaint has a line, nothing else is built."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from iso20k_gap.core.consistency import did_you_mean
from iso20k_gap.errors import Complaint, InputError
from iso20k_gap.files.known_keys import known_keys

LARGEST_FILE = 16 * 1024 * 1024
DEEPEST_NESTING = 40
UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
Spot = tuple[int, int]
KeyPath = tuple[str | int, ...]


@dataclass
class Document:
    """What a YAML file says: plain `data`, and the line and column of every key and item."""

    file: str
    data: Any
    spots: dict[KeyPath, Spot] = field(default_factory=dict)

    def complaint(self, path: Iterable[str | int], what: str, remedy: str = "") -> Complaint:
        """A complaint about the value at `path`, or the nearest thing above it that is there."""
        place = tuple(path)
        while place and place not in self.spots:
            place = place[:-1]
        line, column = self.spots.get(place, (1, 1))
        return Complaint(what, remedy, self.file, line, column)


def read_text(path: Path, shown: str = "") -> str:
    """The file's text.

    Raises:
        InputError: the file is missing, unreadable, too large or not UTF-8.
    """
    name = shown or str(path)
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise InputError(
                Complaint(f"the file is too large ({size} bytes)", "16 MiB at most", name)
            )
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = (error.object[: error.start].decode() + "?").splitlines()
        place = (len(before), len(before[-1]))
        what = f"not UTF-8 text at byte {error.start + 1}"
        raise InputError(Complaint(what, "save it as UTF-8", name, *place)) from None
    except OSError as error:
        raise InputError(Complaint(f"cannot read the file: {error.strerror}", "", name)) from None


def read(path: Path, shown: str = "") -> Document:
    """The document in the file at `path`.

    Raises:
        InputError: the file cannot be read or is not the plain YAML we take.
    """
    return parse(read_text(path, shown), shown or str(path))


def parse(text: str, file: str) -> Document:
    """The document that `text` holds; an empty text gives an empty mapping.

    Raises:
        InputError: broken YAML, a key written twice, a tag, an alias, or nesting too deep.
    """
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        what = f"broken YAML: {error.problem or error.context}"
        remedy = "check indentation, quotes and colons here"
        raise InputError(Complaint(what, remedy, file, *place)) from None
    except yaml.YAMLError as error:
        what = f"broken YAML: {str(error).splitlines()[0]}"
        remedy = "remove unprintable characters"
        raise InputError(Complaint(what, remedy, file, *_unprintable(text))) from None
    if builder.complaints:
        raise InputError(*builder.complaints)
    return builder.document


def _unprintable(text: str) -> Spot:
    """Where the first character stands that YAML does not take; (0, 0) if there is none."""
    found = UNPRINTABLE.search(text)
    if found is None:
        return (0, 0)
    before = (text[: found.start()] + "?").splitlines()
    return (len(before), len(before[-1]))


class _Builder:
    """Builds plain data from the parser's events, without recursion."""

    def __init__(self, file: str) -> None:
        self.document = Document(file, {})
        self.complaints: list[Complaint] = []
        self._open: list[tuple[Any, KeyPath]] = []
        self._key: list[str | None] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Take the next event."""
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._begin(event, {} if isinstance(event, yaml.MappingStartEvent) else [])
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._open.pop()
            self._key.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._complain(event, "aliases are not taken", "write the value out")
            self._place(event, "")
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._complain(event, "a second document in one file", "remove the '---' line")

    def _complain(self, event: yaml.Event, what: str, remedy: str) -> None:
        line, column = _spot(event)
        self.complaints.append(Complaint(what, remedy, self.document.file, line, column))

    def _refuse_tag(self, event: Any) -> None:
        if event.tag is not None and event.tag != "!":
            self._complain(event, f"the tag {event.tag!r} is not taken", "remove the tag")
        if event.anchor is not None:
            self._complain(event, "anchors are not taken", "remove the '&' name")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._refuse_tag(event)
        if self._open and isinstance(self._open[-1][0], dict) and self._key[-1] is None:
            mapping, path = self._open[-1]
            if event.value in mapping:
                self._complain(
                    event, f"the key {event.value!r} is written twice", "keep one of them"
                )
            self._key[-1] = event.value
            mapping[event.value] = None
            self.document.spots[(*path, event.value)] = _spot(event)
            return
        plain_null = event.implicit[0] and event.value in ("", "~", "null")
        self._place(event, None if plain_null else event.value)

    def _begin(self, event: Any, container: Any) -> None:
        self._refuse_tag(event)
        if len(self._open) >= DEEPEST_NESTING:
            self._complain(event, "nested too deeply", "this is not one of our files")
            raise InputError(*self.complaints)
        path = self._place(event, container)
        self._open.append((container, path))
        self._key.append(None)

    def _place(self, event: yaml.Event, value: Any) -> KeyPath:
        if not self._open:
            self.document.data = value
            self.document.spots[()] = _spot(event)
            return ()
        container, path = self._open[-1]
        if isinstance(container, list):
            container.append(value)
            here: KeyPath = (*path, len(container) - 1)
            self.document.spots[here] = _spot(event)
            return here
        key = self._key[-1]
        if key is None:
            self._complain(event, "a key must be plain text", "write 'key: value'")
            raise InputError(*self.complaints)
        container[key] = value
        self._key[-1] = None
        return (*path, key)


def _spot(event: Any) -> Spot:
    return event.start_mark.line + 1, event.start_mark.column + 1


def complaints_of(
    error: ValidationError, document: Document, base: KeyPath = ()
) -> list[Complaint]:
    """A validation's errors as complaints with file, line and column, in our words."""
    return [
        document.complaint((*base, *each["loc"]), _in_words(each), _remedy(error.title, each))
        for each in error.errors()
    ]


Kind = TypeVar("Kind", bound=BaseModel)


def record(kind: type[Kind], document: Document) -> Kind:
    """The document as a record of `kind`.

    Raises:
        InputError: every field that does not fit, each with its line.
    """
    try:
        return kind.model_validate(document.data)
    except ValidationError as error:
        raise InputError(*complaints_of(error, document)) from None


def _path(location: Iterable[str | int]) -> str:
    return ".".join(str(part) for part in location)


def _in_words(error: Any) -> str:
    name = _path(error["loc"]) or "the file"
    words = {
        "missing": f"{name} is missing",
        "extra_forbidden": f"{name} is not a key we know",
        "model_type": f"{name} must be a mapping of keys and values",
        "model_attributes_type": f"{name} must be a mapping of keys and values",
        "dict_type": f"{name} must be a mapping of keys and values",
        "tuple_type": f"{name} must be a list",
        "list_type": f"{name} must be a list",
        "string_type": f"{name} must be one text",
    }
    if error["type"] in words:
        return words[error["type"]]
    if error["type"] == "value_error":
        return f"{name}: {error['msg'].removeprefix('Value error, ')}"
    given = error.get("input")
    shown = f", not {given!r}" if isinstance(given, str | int | float) else ""
    message = error["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
    return f"{name}: expected {message}{shown}" if shown else f"{name}: {message}"


def _remedy(record: str, error: Any) -> str:
    """How to mend it; a word misspelt is compared with those that may stand there."""
    kind, location = error["type"], error["loc"]
    if kind == "missing":
        return "add it"
    if kind == "extra_forbidden":
        hint = did_you_mean(str(location[-1]), known_keys(record, location))
        return hint or "remove it, correct the spelling, or start it with x-"
    if kind in ("enum", "literal_error"):
        words = re.findall(r"'([^']*)'", error["ctx"]["expected"])
        return did_you_mean(str(error["input"]), words)
    return ""
