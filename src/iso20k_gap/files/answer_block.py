"""One answer as its lines in an answers file: written afresh, or changed where a person edited."""

import io
import re
from datetime import date
from typing import Any

import yaml

from iso20k_gap.core.assessment import Answer

OWN_KEYS = tuple(Answer.model_fields)
HALF_CHARACTER = re.compile("[\ud800-\udfff]")
NARROW = 100
WIDE = 4096


class LayoutError(ValueError):
    """A file is laid out in a way in which one answer cannot be changed by itself."""


def data_of(answer: Answer) -> dict[str, Any]:
    """An answer as plain data, in the order it is written, defaults left out."""
    data = answer.model_dump(exclude_defaults=True)
    return {key: _plain(data[key]) for key in OWN_KEYS if key in data}


def storable(answer: Answer) -> Answer:
    """The answer with halves of characters, which no file can carry, replaced by U+FFFD."""
    return Answer.model_validate(_whole(answer.model_dump()))


def _whole(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _whole(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return tuple(_whole(each) for each in value)
    return HALF_CHARACTER.sub("\ufffd", value) if type(value) is str else value


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value if isinstance(value, bool | date) else str(value)


class _Dumper(yaml.SafeDumper):
    """Writes long texts as blocks, and every text so that it reads back as it was."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002 - PyYAML's signature
        del indentless
        super().increase_indent(flow, False)  # noqa: FBT003 - lists stand indented

    def ignore_aliases(self, data: Any) -> bool:
        """Write every value out: our own files take no aliases."""
        del data
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = None if value.isprintable() else "|" if reads_well_as_block(value) else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def reads_well_as_block(value: str) -> bool:
    """Whether a text may stand as a block of lines with nothing in it lost or invisible."""
    lines = value.split("\n")
    tidy = all(line == line.rstrip() and line.isprintable() for line in lines)
    return len(lines) > 1 and tidy and lines[-1] != ""


_Dumper.add_representer(str, _text)


def dumped(data: Any) -> str:
    """Plain data as YAML in our style."""
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=NARROW)


def block_of(identifier: str, answer: Answer) -> str:
    """An answer as its lines in an answers file."""
    return dumped({identifier: data_of(answer)})


def merged(block: str, identifier: str, old: Answer, new: Answer) -> str:
    """A block a person has edited, with what changed put in; the rest and the comments stay.

    Raises:
        LayoutError: the block does not stand by itself.
    """
    from ruamel.yaml.error import YAMLError

    editor = text_editor()
    stream = io.StringIO()
    try:
        document = editor.load(block)
        _update(document[identifier], data_of(old), data_of(new))
        editor.dump(document, stream)
    except (YAMLError, KeyError, TypeError) as error:
        raise LayoutError(str(error)) from error
    return stream.getvalue()


def _update(node: Any, old: dict[str, Any], new: dict[str, Any]) -> None:
    for key in [key for key in old if key not in new and key in node]:
        del node[key]
    for place, key in enumerate(new):
        if old.get(key) == new[key] and key in node:
            continue
        if isinstance(new[key], list) and isinstance(node.get(key), list):
            _update_list(node[key], old.get(key, []), new[key])
        elif key in node:
            node[key] = _scalar(new[key])
        else:
            before = [list(node).index(each) + 1 for each in list(new)[:place] if each in node]
            node.insert(max(before, default=0), key, _scalar(new[key]))


def _update_list(node: Any, old: list[Any], new: list[Any]) -> None:
    """Change a list item by item, so that what a person wrote beside an item stays with it."""
    rest = list(old)
    differing = sum(before != after for before, after in zip(old, new, strict=False))
    if len(old) != len(new) or differing > 1:
        titles = [each["title"] for each in new]
        for index in reversed(range(len(old))):
            if old[index]["title"] not in titles:
                del node[index], rest[index]
    for item, before, after in zip(list(node), rest, new, strict=False):
        _update(item, before, after)
    while len(node) > len(new):
        del node[-1]
    node.extend(_scalar(each) for each in new[len(node) :])


def _scalar(value: Any) -> Any:
    """A new value, quoted where another YAML reader would not take it as text."""
    if isinstance(value, dict):
        return {key: _scalar(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_scalar(each) for each in value]
    return _quoted(value) if isinstance(value, str) else value


def _quoted(value: str) -> Any:
    from ruamel.yaml import scalarstring

    if reads_well_as_block(value):
        return scalarstring.LiteralScalarString(value)
    quotes = {
        "'": scalarstring.SingleQuotedScalarString,
        '"': scalarstring.DoubleQuotedScalarString,
    }
    return quotes.get(dumped(value)[0] if value.isprintable() else '"', str)(value)


class _AsWritten(str):
    """A number, date or word such as `no` in a person's text, kept letter by letter."""

    __slots__ = ("tag",)
    tag: str


def text_editor() -> Any:
    """An editor of YAML that leaves every scalar as it was written, numbers and dates too."""
    from ruamel.yaml import YAML
    from ruamel.yaml.constructor import RoundTripConstructor
    from ruamel.yaml.representer import RoundTripRepresenter

    class Constructor(RoundTripConstructor):
        """Takes every scalar as text."""

    class Representer(RoundTripRepresenter):
        """Writes texts taken so back as they were."""

    def take(_: Any, node: Any) -> _AsWritten:
        text = _AsWritten(node.value)
        text.tag = str(node.tag)
        return text

    for kind in ("int", "float", "bool", "timestamp"):
        Constructor.add_constructor(f"tag:yaml.org,2002:{kind}", take)
    Representer.add_representer(
        _AsWritten, lambda self, text: self.represent_scalar(text.tag, str(text))
    )
    editor = YAML()
    editor.Constructor, editor.Representer = Constructor, Representer
    editor.preserve_quotes = True
    editor.width = WIDE
    editor.indent(mapping=2, sequence=4, offset=2)
    return editor
