"""Which keys a record knows at a place, to tell a person what a misspelt key may have meant."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from iso20k_gap.core.record import Record

Location = Sequence[str | int]


def known_keys(record: str, location: Location) -> list[str]:
    """The keys beside the one at `location` in a record of that name; none where it is not clear.

    >>> known_keys("Answer", ("evidence", 0, "titel"))[:2]
    ['title', 'location']
    """
    kinds: list[Any] = [_records().get(record)]
    for part in location[:-1]:
        kinds = [inner for kind in kinds for inner in _inside(kind, part)]
    return [key for kind in kinds for key in _keys(kind)]


@cache
def _records() -> dict[str, type[BaseModel]]:
    return {each.__name__: each for each in _below(Record)}


def _below(kind: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def _keys(kind: Any) -> Iterator[str]:
    """The keys of a record, as files write them."""
    if _is_record(kind):
        for name, field in kind.model_fields.items():
            yield field.alias or name
    else:
        for part in get_args(kind) if get_origin(kind) not in (dict, tuple, list) else ():
            yield from _keys(part)


def _inside(kind: Any, part: str | int) -> Iterator[Any]:
    """What may stand behind a key or a number within a value of that kind."""
    if _is_record(kind):
        fields = {field.alias or name: field for name, field in kind.model_fields.items()}
        if part in fields:
            yield fields[part].annotation
    elif get_origin(kind) is dict:
        yield get_args(kind)[1]
    elif get_origin(kind) in (tuple, list):
        yield get_args(kind)[0]
    else:
        for each in get_args(kind):
            yield from _inside(each, part)


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
