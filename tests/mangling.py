"""Damages files as accidents and attackers do; the same number gives the same damage."""

import csv
import io
import json
import random
import re
import warnings
import zipfile
from collections.abc import Callable
from typing import Any

import yaml

Damage = Callable[[random.Random, bytes], bytes]

ODD = "~ null no yes true - -- --- ... 0 -1 1 -0 007 2 7 8 100 101 3.5 1e3 1.5 1_000 50% 100.1%"
HUGE = "1e999999 -1e999999 1e-999999 nan NaN .nan inf -.inf Infinity 0x10 0o17 1/0 0/1 1/3 -1/3"
DAYS = (
    "0000-00-00 0001-01-01 9999-12-31 2026-02-30 2026-13-01 2024-02-29 2026-11-21 1970-01-01 12:30 "
    "2026-11-21T10:00:00Z 20261121 -2026-11-21 26-11-21 ٢٠٢٦-١١-٢١ ② ½ Ⅷ ８.６"  # noqa: RUF001
)
KNOWN = (
    "8.6 8.6.1 8.6.1-01 8.6.1-99 F-8.6.1-01 8.6.1-A1 8.10 8 10 4.1-01 N P L F n no_occurrence self "
    "full screening nplf 2011 2018 IE XX ie Ireland EUR UTC"
)
SYNTAX = (
    *("[]", "{}", "[[]]", "{a: b}", "[1, 2", "{a", "a: b", "- a", "? a", "| a", "> a", "%a", "@a"),
    *("&a b", "*a", "!!python/object/apply:os.system [ls]", "!!binary aGk=", "!a b", "<<: *a"),
    *("=1+1", "@SUM(A1)", "../../../etc/passwd", "/etc/passwd", "C:\\Windows", "file:///etc/x"),
    *("<script>", "]]>", "{{ 7*7 }}", "{% include 'x' %}", "%s%n", "$(id)", "a\\nb", "\\x00", "#a"),
    *("", " ", "\t", "\r", "\n", "\r\n", "'", '"', "\\", "\x00", "\x07", "\x1b[2J", "\x85"),
    *("\u2028", "\u202e", "\ufeff", "\ufffe", "\ufffd", "\U0010ffff", "\ud800", "\udfff"),
)
LONG = (
    *("9" * 20, "9" * 400, "9" * 5000, "1" + "0" * 5000, "-" + "9" * 5000, "0." + "9" * 5000),
    *("😀" * 50, "é" * 300, "e\u0301" * 99, "a" * 300, "a" * 70_000, "a " * 9_000, "Ω" * 40_000),
)
VALUES = (*f"{ODD} {HUGE} {DAYS} {KNOWN}".split(), *SYNTAX, *LONG)
"""What is put where a value stood. Halves of characters stand for bytes that are no UTF-8."""

TOKENS = (
    *(b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc3", b"\xf4\x90\x80\x80"),
    *(b"\r", b"\n", b"\r\n", b"\t", b"\x0b", b"\x0c", b"\x1b", b"\x7f", b"\xc2\x85"),
    *(b":", b": ", b"- ", b"? ", b"#", b" #", b"&a ", b"*a", b"!", b"!!str ", b"|", b">-"),
    *(b"{", b"}", b"[", b"]", b",", b";", b'"', b"'", b"\\", b"---\n", b"...\n", b"<<: ", b"="),
    *(b"<", b">", b"<!--", b"]]>", b"<![CDATA[", b"&#0;", b"&lt;", b"&x;", b"<!DOCTYPE a []>"),
    *(b"%YAML 9.9\n", b"\xe2\x80\xa8", b"@", b"/"),
)


def encoded(text: str) -> bytes:
    """The text as bytes, with halves of characters as they would stand in a broken file."""
    return text.encode("utf-8", "surrogatepass")


# --- any bytes ---------------------------------------------------------------------------


def _place(chance: random.Random, content: bytes) -> int:
    return chance.randint(0, len(content))


def bits(chance: random.Random, content: bytes) -> bytes:
    """A few bytes changed."""
    changed = bytearray(content or b"\0")
    for _ in range(chance.choice((1, 1, 2, 8))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(chance: random.Random, content: bytes) -> bytes:
    """The end, or a piece from within, is missing."""
    first, last = sorted((_place(chance, content), _place(chance, content)))
    return content[:first] if chance.random() < 0.4 else content[:first] + content[last:]


def doubled(chance: random.Random, content: bytes) -> bytes:
    """A piece stands there again, once or often."""
    first, last = sorted((_place(chance, content), _place(chance, content)))
    piece = content[first:last][:2000]
    return content[:last] + piece * chance.choice((1, 1, 2, 50)) + content[last:]


def sprinkled(chance: random.Random, content: bytes) -> bytes:
    """Signs with a meaning stand where they do not belong."""
    for _ in range(chance.choice((1, 1, 2, 5))):
        place = _place(chance, content)
        token = chance.choice(TOKENS)
        content = content[:place] + token * chance.choice((1, 1, 1, 3, 200)) + content[place:]
    return content


def recoded(chance: random.Random, content: bytes) -> bytes:
    """Another encoding, another byte order mark, other line ends."""
    text = content.decode("utf-8", "replace")
    ways: tuple[Callable[[], bytes], ...] = (
        lambda: text.encode("utf-16"),
        lambda: text.encode("utf-16-be"),
        lambda: text.encode("utf-32"),
        lambda: text.encode("latin-1", "replace"),
        lambda: text.encode("cp037", "replace"),
        lambda: b"\xef\xbb\xbf" * chance.randint(1, 3) + content,
        lambda: content.replace(b"\n", b"\r\n"),
        lambda: content.replace(b"\n", b"\r"),
        lambda: content.replace(b"\n", b"\xc2\x85"),
        lambda: content.replace(b"\n", b"\n\n"),
        lambda: content.rstrip(b"\n"),
        lambda: text.upper().encode(),
    )
    return chance.choice(ways)()


# --- lines and values --------------------------------------------------------------------


def lines(chance: random.Random, content: bytes) -> bytes:
    """Lines are missing, doubled, swapped, moved in or out, or run into each other."""
    rows = content.split(b"\n")
    for _ in range(chance.choice((1, 1, 2, 4))):
        place = chance.randrange(len(rows))
        other = chance.randrange(len(rows))
        way = chance.randrange(6)
        if way == 0 and len(rows) > 1:
            del rows[place]
        elif way == 1:
            rows.insert(other, rows[place])
        elif way == 2:
            rows[place], rows[other] = rows[other], rows[place]
        elif way == 3:
            rows[place] = b" " * chance.randint(1, 5) + rows[place]
        elif way == 4:
            rows[place] = rows[place].lstrip()
        else:
            rows[place] = rows[place] + rows[other]
    return b"\n".join(rows)


WORD = re.compile(rb"[^\s:,;{}\[\]\"'#]+")


def words(chance: random.Random, content: bytes) -> bytes:
    """A word or number is another."""
    found = list(WORD.finditer(content))
    for match in chance.sample(found, min(len(found), chance.choice((1, 1, 2)))):
        new = encoded(chance.choice(VALUES))
        content = content[: match.start()] + new + content[match.end() :]
    return content


# --- trees: YAML and JSON ----------------------------------------------------------------


def _spots(node: Any) -> list[tuple[Any, Any]]:
    """Every place in a tree: what holds it and its key or number."""
    found: list[tuple[Any, Any]] = []
    todo = [node]
    while todo:
        each = todo.pop()
        keys = list(each) if isinstance(each, dict) else range(len(each))
        for key in keys:
            found.append((each, key))
            if isinstance(each[key], dict | list):
                todo.append(each[key])
    return found


def _grown(chance: random.Random, depth: int = 0) -> Any:
    """A value out of nothing."""
    way = chance.randrange(12)
    if way == 0 and depth < 3:
        return [_grown(chance, depth + 1) for _ in range(chance.choice((0, 1, 3)))]
    if way == 1 and depth < 3:
        return {
            chance.choice(VALUES)[:99]: _grown(chance, depth + 1)
            for _ in range(chance.choice((0, 1, 3)))
        }
    return chance.choice(VALUES)


def tree(chance: random.Random, data: Any) -> Any:
    """A few places of a tree are gone, doubled, renamed, swapped or something else."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        spots = _spots(data)
        if not spots:
            return data
        holder, key = chance.choice(spots)
        other, place = chance.choice(spots)
        way = chance.randrange(8)
        if way == 0:
            del holder[key]
        elif way == 1 and isinstance(holder, list):
            holder.extend([holder[key]] * chance.choice((1, 2, 60)))
        elif way == 2 and isinstance(holder, dict):
            name = chance.choice((chance.choice(VALUES)[:200], str(place), f"x-{key}"))
            holder[name] = holder.pop(key)
        elif way == 3 and key in _keys(holder) and place in _keys(other):
            holder[key], other[place] = _copy(other[place]), _copy(holder[key])
        elif way == 4 and isinstance(holder, dict):
            holder[chance.choice(VALUES)[:99]] = _grown(chance)
        else:
            holder[key] = _grown(chance)
    return data


def _keys(holder: Any) -> Any:
    return holder if isinstance(holder, dict) else range(len(holder))


def _copy(node: Any) -> Any:
    return json.loads(json.dumps(node))


class _Loader(yaml.CBaseLoader):
    """Reads every scalar as text."""


def yaml_tree(chance: random.Random, content: bytes) -> bytes:
    """The file's tree changed, and written anew."""
    data = tree(chance, yaml.load(content, _Loader))  # noqa: S506 - it builds texts only
    style = chance.choice((None, None, True, False))
    text = yaml.dump(data, allow_unicode=True, sort_keys=False, default_flow_style=style, width=200)
    return encoded(text)


def json_tree(chance: random.Random, content: bytes) -> bytes:
    """The file's tree changed; texts become numbers, truths and nothing too."""
    data = tree(chance, json.loads(content))
    spots = _spots(data)
    if spots and chance.random() < 0.3:
        holder, key = chance.choice(spots)
        holder[key] = chance.choice((None, True, 1, -1.5, 10**30, [], {}, [[]], "", 1e308))
    return encoded(json.dumps(data, ensure_ascii=chance.random() < 0.5))


def table(chance: random.Random, content: bytes) -> bytes:
    """Cells of a CSV file changed; the delimiter and the quotes may be others."""
    rows = list(csv.reader(io.StringIO(content.decode())))
    for _ in range(chance.choice((1, 1, 2, 5))):
        row = chance.choice(rows)
        way = chance.randrange(5)
        if way == 0 and row:
            del row[chance.randrange(len(row))]
        elif way == 1:
            row.insert(chance.randint(0, len(row)), chance.choice(VALUES))
        elif way == 2:
            rows.insert(chance.randrange(len(rows)), list(row))
        elif row:
            row[chance.randrange(len(row))] = chance.choice(VALUES)
    out = io.StringIO()
    delimiter = chance.choice((",", ",", ";", "\t", "|"))
    quoting = chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    csv.writer(out, delimiter=delimiter, quoting=quoting).writerows(rows)
    return encoded(out.getvalue())


# --- zips of XML -------------------------------------------------------------------------

NAMES = ("../../evil", "/etc/evil", "xl/worksheets/sheet1.xml", "xl/\0", "x" * 5000, "xl/é.xml", "")
MARKS = (
    b'<!DOCTYPE a [<!ENTITY b "' + b"c" * 9999 + b'">]>',
    b'<!DOCTYPE a SYSTEM "file:///etc/passwd">',
    b"<c r='XFD1048576'><v>1</v></c>",
    b"<c r='A99999999999' t='s'><v>99999999</v></c>",
    b"<c r='' t='b'><v>-1e999999</v></c>",
    b"<row r='-1'>",
    b"<si><t>" + b"a" * 99_999 + b"</t></si>",
    b"<dimension ref='A1:XFD1048576'/>",
)


def packed(chance: random.Random, content: bytes) -> bytes:
    """One part of a workbook changed, or the way the parts are packed."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        parts = [(member.filename, book.read(member)) for member in book.infolist()]
    place = chance.randrange(len(parts))
    name, part = parts[place]
    way = chance.randrange(9)
    if way == 0:
        del parts[place]
    elif way == 1:
        parts.append((chance.choice((name, *NAMES)), part))
    elif way == 2:
        parts[place] = (chance.choice(NAMES), part)
    elif way == 3:
        spot = chance.choice([each.start() for each in re.finditer(b"<", part)] or [0])
        parts[place] = (name, part[:spot] + chance.choice(MARKS) + part[spot:])
    elif way == 4:
        parts[place] = (name, b" " * chance.choice((0, 10**5, 10**7)) + part)
    else:
        damage = chance.choice((bits, cut, doubled, sprinkled, xml_values, xml_values))
        parts[place] = (name, damage(chance, part))
    out = io.BytesIO()
    kind = chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2))
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", kind) as book:
        warnings.simplefilter("ignore", UserWarning)  # of names that are there twice
        for each, data in parts:
            book.writestr(each or "x", data)
    return out.getvalue()


ATTRIBUTE = re.compile(rb'"[^"]*"|>[^<>]+<')


def xml_values(chance: random.Random, part: bytes) -> bytes:
    """An attribute or a text of an XML part is another."""
    found = list(ATTRIBUTE.finditer(part))
    for match in chance.sample(found, min(len(found), chance.choice((1, 1, 2)))):
        new = encoded(chance.choice(VALUES))
        if chance.random() < 0.8:
            new = new.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b'"', b"&quot;")
        part = part[: match.start() + 1] + new + part[match.end() - 1 :]
    return part


# --- kinds of files ----------------------------------------------------------------------

ANY: tuple[Damage, ...] = (bits, cut, doubled, sprinkled, recoded)
TEXT: tuple[Damage, ...] = (*ANY, lines, lines, words, words)
YAML: tuple[Damage, ...] = (*TEXT, *(yaml_tree,) * 7)
JSON: tuple[Damage, ...] = (*TEXT, *(json_tree,) * 7)
CSV: tuple[Damage, ...] = (*TEXT, *(table,) * 6)
WORKBOOK: tuple[Damage, ...] = (bits, cut, doubled, *(packed,) * 6)
DRAWING: tuple[Damage, ...] = (*ANY, lines, words, xml_values, xml_values)


def mangled(chance: random.Random, content: bytes, kind: tuple[Damage, ...]) -> bytes:
    """The content damaged in one or two of the ways of its kind."""
    try:
        content = chance.choice(kind)(chance, content)
        if chance.random() < 0.15:
            content = chance.choice(TEXT if kind is not WORKBOOK else ANY)(chance, content)
    except (ValueError, yaml.YAMLError, csv.Error, RecursionError):
        return bits(chance, content)
    return content
