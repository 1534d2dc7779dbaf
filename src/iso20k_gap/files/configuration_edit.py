"""One setting changed in its file: its lines are rewritten, all others stay, comments too."""

import io
import re
from pathlib import Path

import yaml

from iso20k_gap.core import configuration
from iso20k_gap.core.configuration import Kind, Setting, SettingError, Source
from iso20k_gap.errors import Complaint, UsageError
from iso20k_gap.files import layout, yaml_file
from iso20k_gap.files.answer_block import text_editor
from iso20k_gap.files.atomic import replace_file
from iso20k_gap.files.configuration import Words, read, value_of
from iso20k_gap.files.layout import Layout, Piece

PLAIN = re.compile(
    r"(?!(?:true|false|yes|no|on|off|null)$)[A-Za-z][\w./-]*(?: [\w.-]+)*", re.IGNORECASE
)
INDENT = "  "


def change(path: Path, key: str, given: str | None, words: Words) -> None:
    """Set one setting in a file, or with None take it out.

    Raises:
        UsageError: there is no such setting, or it does not take that.
        InputError: the file is wrong; nothing is written then.
        RenderError: the disk refuses.
    """
    try:
        setting = configuration.find(key)
        if given is not None:
            value_of(setting, given, words, path.parent)
    except SettingError as error:
        raise UsageError(Complaint(error.what, error.remedy)) from None
    there = path.is_file()
    if not there and given is None:
        return
    text = yaml_file.read_text(path) if there else _beginning(path)
    if there:
        read(path, Source.USER, words)
    changed = edited(text, setting, given)
    yaml_file.parse(changed, str(path))
    replace_file(path, changed.encode())


def schema_path(path: Path) -> Path:
    """Where the JSON Schema of a settings file lies: beside it."""
    return path.with_name(re.sub(r"\.ya?ml$", "", path.name) + ".schema.json")


def _beginning(path: Path) -> str:
    return (
        f"# yaml-language-server: $schema={schema_path(path).name}\n"
        "# Settings of iso20k-gap; `iso20k-gap config show` tells what holds.\n"
        "schema: 1\n"
    )


def edited(text: str, setting: Setting, given: str | None) -> str:
    """The text of a settings file with one setting changed, or taken out."""
    group, _, name = setting.key.rpartition(".")
    if _is_flow(text):
        return _mended(text, setting, given)
    pieces = _parsed(text)
    if not group:
        _put(pieces, name, setting, given)
        return pieces.text
    place = pieces.index(group)
    if place is None:
        if given is not None:
            body = f"{group}:\n{INDENT}{_line(name, setting, given)}"
            pieces.insert(len(pieces.pieces), group, body)
        return pieces.text
    body = _group(pieces.pieces[place].body, setting, given)
    if body:
        pieces.pieces[place].body = body
    else:
        pieces.remove(place)
    return pieces.text


def _parsed(text: str) -> Layout:
    if yaml_file.parse(text, "").data:
        return layout.parse(text)
    newline = "\r\n" if "\r\n" in text else "\n"
    remarks = text if text.endswith("\n") or not text else text + newline
    return Layout([Piece("", "", remarks)] if remarks else [], "", newline)


def _is_flow(text: str) -> bool:
    """Whether the whole file is written in braces."""
    spots = [spot for path, spot in yaml_file.parse(text, "").spots.items() if len(path) == 1]
    return len({line for line, _ in spots}) < len(spots) or any(column > 1 for _, column in spots)


def _group(body: str, setting: Setting, given: str | None) -> str:
    """The lines of a group with one of its settings changed; empty if none is left."""
    head, *lines = body.splitlines(keepends=True)
    entries = [each for each in lines if each.strip() and not each.lstrip().startswith("#")]
    if not entries:
        return _mended(body, setting, given)
    indent = entries[0][: len(entries[0]) - len(entries[0].lstrip())]
    inner = layout.parse("".join(each.removeprefix(indent) for each in lines))
    _put(inner, setting.key.rpartition(".")[2], setting, given)
    if not inner.pieces:
        return ""
    changed = inner.text.splitlines(keepends=True)
    return head + "".join(indent + each if each.strip() else each for each in changed)


def _put(pieces: Layout, name: str, setting: Setting, given: str | None) -> None:
    place = pieces.index(name)
    if given is None:
        if place is not None:
            pieces.remove(place)
    elif place is None:
        pieces.insert(len(pieces.pieces), name, _line(name, setting, given))
    else:
        body, blank = layout.without_blank_end(pieces.pieces[place].body)
        line = _line(name, setting, given).rstrip("\n") + _remark(body)
        pieces.pieces[place].body = pieces.local(f"{line}\n") + blank


def _remark(body: str) -> str:
    """The comment behind a value, with the blanks before it."""
    value = list(yaml.parse(body, Loader=yaml.BaseLoader))[-4]  # three events close the document
    mark = value.end_mark
    if mark is None or mark.line:
        return ""
    return body.splitlines()[0][mark.column :].rstrip()


def _line(name: str, setting: Setting, given: str) -> str:
    if setting.kind is Kind.FLAG:
        return f"{name}: {str(given.strip().casefold() in configuration.YES).lower()}\n"
    if setting.kind is Kind.WORDS:
        return f"{name}: [{', '.join(given.replace(',', ' ').split())}]\n"
    return f"{name}: {_quoted(given.strip())}\n"


def _quoted(text: str) -> str:
    """The text as a YAML scalar that every reader takes for text."""
    import json  # noqa: PLC0415 - a JSON text is a YAML text

    return text if PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _mended(text: str, setting: Setting, given: str | None) -> str:
    """The text of a mapping written in braces, or of an empty one, with one setting changed."""
    from ruamel.yaml.comments import CommentedMap

    editor = text_editor()
    editor.width = yaml_file.LARGEST_FILE
    document = editor.load(text) or CommentedMap()
    group, _, name = setting.key.rpartition(".")
    node = document
    if group:
        node = document[group] = document.get(group) or CommentedMap()
    if given is None:
        node.pop(name, None)
    else:
        node[name] = editor.load(_line(name, setting, given))[name]
    stream = io.StringIO()
    editor.dump(document, stream)
    return stream.getvalue()
