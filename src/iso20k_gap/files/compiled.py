"""Shipped records in a form that loads at once, made at first use and kept in the user's cache.

The form is found by the content of everything it was made from: the YAML files and the code that
checks them. Whatever of these changes, the YAML is read and checked again. A form that is damaged,
or that someone else could have written, counts as none.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from iso20k_gap import __version__
from iso20k_gap.files import own_cache
from iso20k_gap.files.revival import kinds_in, reviver

Kind = TypeVar("Kind", bound=BaseModel)


def load(kind: type[Kind], sources: Iterable[Path], read: Callable[[], Kind]) -> Kind:
    """The record that `read` makes of `sources`; from the cache where nothing has changed.

    `kind` must be of records, enumerations, texts, numbers, dates and tuples of them.

    Raises:
        InputError: as `read` does.
    """
    files = sorted(sources)
    name = _name(kind, files)
    key = _key(kind, files)
    body = _body(own_cache.content(name), key)
    if body:
        with suppress(TypeError, ValueError, LookupError, AttributeError):  # nothing we wrote
            revived: Kind = reviver(kind)(json.loads(body))
            return revived
    record = read()
    _keep(name, key, record)
    return record


def _name(kind: type[BaseModel], files: list[Path]) -> str:
    """One name for each kind and place, so that a newer form takes the older one's place."""
    place = hashlib.sha256(str(files[:1]).encode()).hexdigest()[:16]
    return f"{kind.__name__.lower()}-{place}.json"


def _key(kind: type[BaseModel], files: list[Path]) -> bytes:
    """A digest of all that the form depends on."""
    digest = hashlib.sha256(__version__.encode())
    for path in (*code_of(kind), *files):
        try:
            content = path.read_bytes()
        except OSError:
            content = b""  # `read` says what is wrong with it
        digest.update(f"\0{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest().encode()


@cache
def code_of(kind: type[BaseModel]) -> tuple[Path, ...]:
    """The modules whose code says what a record of this kind is and what is checked of it."""
    files = (sys.modules[each.__module__].__file__ for each in kinds_in(kind))
    return tuple(sorted({Path(file) for file in files if file}))


def form(key: bytes, body: bytes) -> bytes:
    """A form as it is kept: its key and the digest of its body on a line, then the body."""
    return b"%s %s\n%s" % (key, hashlib.sha256(body).hexdigest().encode(), body)


def _body(content: bytes, key: bytes) -> bytes:
    """The JSON in a form of this key; empty if the form is another's or not whole."""
    body = content.partition(b"\n")[2]
    return body if content == form(key, body) else b""


def _keep(name: str, key: bytes, record: BaseModel) -> None:
    """Put the record's form into the cache, if it revives to the same record."""
    body = json.dumps(record.model_dump(mode="json"), ensure_ascii=False).encode()
    if reviver(type(record))(json.loads(body)) == record:
        own_cache.keep(name, form(key, body))
