"""YAML in: every scalar is text, every complaint has a line, nothing else is built."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from iso20k_gap.core.consistency import did_you_mean
from iso20k_gap.errors import MOST_COMPLAINTS, Complaint, InputError
from iso20k_gap.files.known_keys import known_keys

LARGEST_FILE = 16 * 1024 * 1024
DEEPEST_NESTING = 40
NULLS = ("", "~", "null")
MOST_VALUES = 200_000
"""Keys, values and items in a file; the largest assessments have some 20,000."""

LONGEST_SHOWN = 100
"""Characters of a wrong value that a complaint shows."""

UNPRINTABLE = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
Spot = tuple[int, int]
KeyPath = tuple[str | int, ...]


@dataclass
class Document:
    """What a YAML file says: plain `data`, its `text`, and where each top-level key stands."""

    file: str
    data: Any
    text: str = field(default="", repr=False)
    heads: dict[str, Spot] = field(default_factory=dict, repr=False)

    @cached_property
    def spots(self) -> dict[KeyPath, Spot]:
        """The line and column of every key and item; found only when something asks for them."""
        surveyor = _Surveyor()
        _feed(surveyor.takers, self.text)
        return surveyor.spots

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
        with path.open("rb") as file:  # a device goes on for ever, and tells that it is empty
            content = file.read(LARGEST_FILE + 1)
        size = max(len(content), path.stat().st_size)
        if size > LARGEST_FILE:
            raise InputError(
                Complaint(f"the file is too large ({size} bytes)", "16 MiB at most", name)
            )
        return content.decode("utf-8-sig")
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
    builder = _Builder(file, text)
    try:
        _feed(builder.takers, text)
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


Takers = dict[type[yaml.Event], Callable[[Any], None]]
"""What takes an event of each kind; events of other kinds are passed over."""


def _feed(takers: Takers, text: str) -> None:
    """Hand over one event of the text after the other."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)(text)
    following = loader.get_event
    try:
        while type(event := following()) is not yaml.StreamEndEvent:
            take = takers.get(type(event))
            if take is not None:
                take(event)
    finally:
        loader.dispose()


def _unprintable(text: str) -> Spot:
    """Where the first character stands that YAML does not take; (0, 0) if there is none."""
    found = re.search(UNPRINTABLE, text)
    if found is None:
        return (0, 0)
    before = (text[: found.start()] + "?").splitlines()
    return (len(before), len(before[-1]))


class _Builder:
    """Builds plain data from the parser's events, without recursion."""

    def __init__(self, file: str, text: str) -> None:
        self.document = Document(file, {}, text)
        self.complaints: list[Complaint] = []
        self._open: list[Any] = []
        self._key: list[str | None] = []
        self._documents = self._events = 0

    @property
    def takers(self) -> Takers:
        """What takes an event of each kind."""
        return {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: lambda event: self._begin(event, {}),
            yaml.SequenceStartEvent: lambda event: self._begin(event, []),
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }

    def _end(self, event: yaml.Event) -> None:
        del event
        self._open.pop()
        self._key.pop()

    def _alias(self, event: yaml.Event) -> None:
        self._complain(event, "aliases are not taken", "write the value out")
        self._place(event, "")

    def _document(self, event: yaml.Event) -> None:
        self._documents += 1
        if self._documents > 1:
            self._complain(event, "a second document in one file", "remove the '---' line")

    def _complain(self, event: yaml.Event, what: str, remedy: str) -> None:
        line, column = _spot(event)
        self.complaints.append(Complaint(what, remedy, self.document.file, line, column))
        if len(self.complaints) >= MOST_COMPLAINTS:
            raise InputError(*self.complaints)

    def _count(self, event: yaml.Event) -> None:
        self._events += 1
        if self._events > MOST_VALUES:
            self._complain(event, f"more than {MOST_VALUES} values", "this is not one of our files")
            raise InputError(*self.complaints)

    def _refuse_tag(self, event: Any) -> None:
        if event.tag is not None and event.tag != "!":
            self._complain(event, f"the tag {event.tag!r} is not taken", "remove the tag")
        if event.anchor is not None:
            self._complain(event, "anchors are not taken", "remove the '&' name")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._count(event)
        if event.tag is not None or event.anchor is not None:
            self._refuse_tag(event)
        value = event.value
        if self._key and self._key[-1] is None and type(self._open[-1]) is dict:
            self._begin_entry(event, value)
            return
        plain_null = value in NULLS and event.implicit[0]
        self._place(event, None if plain_null else value)

    def _begin_entry(self, event: yaml.Event, key: str) -> None:
        mapping = self._open[-1]
        if key in mapping:
            what = f"the key {_quoted(key)} is written twice"
            self._complain(event, what, "keep one of them")
        self._key[-1] = key
        mapping[key] = None
        if len(self._open) == 1:
            self.document.heads[key] = _spot(event)

    def _begin(self, event: Any, container: Any) -> None:
        self._count(event)
        self._refuse_tag(event)
        if len(self._open) >= DEEPEST_NESTING:
            self._complain(event, "nested too deeply", "this is not one of our files")
            raise InputError(*self.complaints)
        self._place(event, container)
        self._open.append(container)
        self._key.append(None)

    def _place(self, event: yaml.Event, value: Any) -> None:
        if not self._open:
            self.document.data = value
            return
        container, key = self._open[-1], self._key[-1]
        if type(container) is list:
            container.append(value)
        elif key is None:
            self._complain(event, "a key must be plain text", "write 'key: value'")
            raise InputError(*self.complaints)
        else:
            container[key] = value
            self._key[-1] = None


class _Surveyor:
    """Notes where everything stands in a text that has been read without a complaint."""

    def __init__(self) -> None:
        self.spots: dict[KeyPath, Spot] = {}
        self._open: list[tuple[KeyPath, Iterator[int] | None]] = []
        self._key: list[str | None] = []

    @property
    def takers(self) -> Takers:
        """What takes an event of each kind."""
        return {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: lambda event: self._begin(event, None),
            yaml.SequenceStartEvent: lambda event: self._begin(event, count()),
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
        }

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        path, items = self._open[-1] if self._open else ((), count())
        if items is None and self._key[-1] is None:
            self._key[-1] = event.value
            self.spots[(*path, event.value)] = _spot(event)
        else:
            self._value(event)

    def _begin(self, event: yaml.Event, items: Iterator[int] | None) -> None:
        self._open.append((self._value(event), items))
        self._key.append(None)

    def _end(self, event: yaml.Event) -> None:
        del event
        self._open.pop()
        self._key.pop()

    def _value(self, event: yaml.Event) -> KeyPath:
        """The path of the value that begins here; items are noted, keys have been."""
        if not self._open:
            self.spots[()] = _spot(event)
            return ()
        path, items = self._open[-1]
        if items is None:
            key, self._key[-1] = self._key[-1], None
            return (*path, str(key))
        here = (*path, next(items))
        self.spots[here] = _spot(event)
        return here


def _spot(event: Any) -> Spot:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1


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
    told = f", not {_quoted(given)}" if isinstance(given, str | int | float) else ""
    message = error["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
    return f"{name}: expected {message}{told}" if told else f"{name}: {message}"


def _quoted(value: Any) -> str:
    """A wrong value in quotes as a complaint shows it, cut where it is long."""
    text = repr(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}… (cut)"


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
