"""What templates are given, as a JSON Schema made from the views themselves."""

from __future__ import annotations

from dataclasses import is_dataclass
from typing import Any, get_args, get_type_hints

from pydantic import TypeAdapter


def context_schema(view: type) -> dict[str, Any]:
    """The schema of what a template knows as `view`; what is computed stands beside the fields."""
    schema = TypeAdapter(view).json_schema(mode="serialization")
    shapes = {view.__name__: schema, **schema.get("$defs", {})}
    for each in _dataclasses(view, {}):
        shape = shapes.get(each.__name__)
        if shape is not None:
            shape.setdefault("properties", {}).update(_computed(each))
    return schema


def _dataclasses(kind: Any, seen: dict[type, None]) -> dict[type, None]:
    """The dataclasses that a type is made of, itself included."""
    if isinstance(kind, type) and is_dataclass(kind) and kind not in seen:
        seen[kind] = None
        for hint in get_type_hints(kind).values():
            _dataclasses(hint, seen)
    for inner in get_args(kind):
        _dataclasses(inner, seen)
    return seen


def _computed(kind: type) -> dict[str, Any]:
    """The properties of a class that are computed, each with what it says of itself."""
    found: dict[str, Any] = {}
    for name, value in vars(kind).items():
        if isinstance(value, property) and value.fget and not name.startswith("_"):
            hint = get_type_hints(value.fget).get("return", Any)
            schema = TypeAdapter(hint).json_schema(mode="serialization")
            schema.pop("$defs", None)
            found[name] = {**schema, "description": value.__doc__ or ""}
    return found
