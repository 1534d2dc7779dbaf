"""Checked records made again from their own JSON, without checking them a second time."""

from collections.abc import Callable, Iterator
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel

Kind = TypeVar("Kind", bound=BaseModel)
Maker = Callable[[Any], Any]

AS_IT_IS = (str, int, float, bool, NoneType)
FROM_TEXT: dict[Any, Maker] = {Fraction: Fraction, date: date.fromisoformat}


@cache
def reviver(kind: type[Kind]) -> Callable[[Any], Kind]:
    """What makes a record of this kind from what its `model_dump(mode="json")` gave.

    Raises:
        TypeError: the kind has a field of a type that is not known here.
    """
    found = {name: _maker(field.annotation) for name, field in kind.model_fields.items()}
    makers = [(name, maker) for name, maker in found.items() if maker is not None]
    names = set(kind.model_fields)

    def revived(data: dict[str, Any]) -> Kind:
        for name, maker in makers:
            data[name] = maker(data[name])
        record = kind.__new__(kind)
        record.__setstate__(
            {
                "__dict__": data,
                "__pydantic_fields_set__": names,
                "__pydantic_extra__": None,
                "__pydantic_private__": None,
            }
        )
        return record

    return revived


def kinds_in(kind: Any) -> Iterator[type]:
    """This kind and every class of ours that its records are made of."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        yield kind
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        own = kind.__mro__[: kind.__mro__.index(BaseModel)]
        yield from own
        for field in kind.model_fields.values():
            yield from kinds_in(field.annotation)
    else:
        for part in get_args(kind):
            yield from kinds_in(part)


def _maker(annotation: Any) -> Maker | None:
    """What makes a field's value from JSON; None where JSON has it as it is."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel | Enum):
        return reviver(annotation) if issubclass(annotation, BaseModel) else _members(annotation)
    if annotation in AS_IT_IS or get_origin(annotation) is Literal:
        return None
    return FROM_TEXT.get(annotation) or _maker_of_parts(annotation)


def _members(kind: type[Enum]) -> Maker:
    return {each.value: each for each in kind}.__getitem__


def _maker_of_parts(annotation: Any) -> Maker | None:
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _maker(parts[0])
    if origin is tuple and parts[1:] == (...,):
        return _tuple_maker(_maker(parts[0]))
    given = [each for each in parts if each is not NoneType]
    if origin in (Union, UnionType) and len(given) == 1:
        made = _maker(given[0])
        return made and (lambda value: None if value is None else made(value))
    raise TypeError(f"{annotation} cannot be revived")


def _tuple_maker(maker: Maker | None) -> Maker:
    return tuple if maker is None else lambda items: tuple(map(maker, items))
