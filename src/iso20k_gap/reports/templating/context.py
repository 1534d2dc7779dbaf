"""What templates are given, as a JSON Schema made from the views themselves."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter
from pydantic.errors import PydanticInvalidForJsonSchema, PydanticSchemaGenerationError

ARRAYS = (list, tuple, frozenset, set)
Schema = dict[str, Any]


def context_schema(view: type) -> Schema:
    """The schema of what a template knows as `view`; what is computed stands beside the fields."""
    shapes: dict[str, Schema] = {}
    _reference(view, shapes)
    top = shapes.pop(view.__name__)
    if f'"#/$defs/{view.__name__}"' in json.dumps([top, shapes]):
        shapes[view.__name__] = {"$ref": "#"}
    return {"$defs": dict(sorted(shapes.items())), **top}


def _reference(kind: type, shapes: dict[str, Schema]) -> Schema:
    """Where the shape of a dataclass stands; it is described when it is first met."""
    name = kind.__name__
    if name not in shapes:
        shapes[name] = {}
        hints = get_type_hints(kind)
        own = {each.name: _described(hints[each.name], shapes) for each in fields(kind)}
        shapes[name] = {
            "type": "object",
            "description": (kind.__doc__ or "").strip(),
            "properties": {**own, **_computed(kind, shapes)},
            "required": list(own),
        }
    return {"$ref": f"#/$defs/{name}"}


def _computed(kind: type, shapes: dict[str, Schema]) -> dict[str, Schema]:
    """The properties of a class that are computed, each with what it says of itself."""
    found = {}
    for name, value in vars(kind).items():
        if isinstance(value, property) and value.fget and not name.startswith("_"):
            hint = get_type_hints(value.fget).get("return", Any)
            found[name] = {**_described(hint, shapes), "description": value.__doc__ or ""}
    return found


def _described(hint: Any, shapes: dict[str, Schema]) -> Schema:
    """The schema of a type as a template meets it."""
    origin, inner = get_origin(hint), get_args(hint)
    if isinstance(hint, type) and is_dataclass(hint):
        return _reference(hint, shapes)
    if origin in (Union, UnionType):
        return {"anyOf": [_described(each, shapes) for each in inner]}
    if origin in (*ARRAYS, dict):
        return _several(origin, inner, shapes)
    return {"type": "null"} if hint is NoneType else _plain(hint, shapes)


def _several(origin: Any, inner: tuple[Any, ...], shapes: dict[str, Schema]) -> Schema:
    if origin is dict:
        return {"type": "object", "additionalProperties": _described(inner[1], shapes)}
    if origin is tuple and inner[-1] is not Ellipsis:
        items = [_described(each, shapes) for each in inner]
        return {"type": "array", "prefixItems": items, "minItems": len(inner), "items": False}
    return {"type": "array", "items": _described(inner[0], shapes)}


def _plain(hint: Any, shapes: dict[str, Schema]) -> Schema:
    """The schema of a value or record; empty for what templates hand on and never look into."""
    try:
        schema = TypeAdapter(hint).json_schema(mode="serialization", ref_template="#/$defs/{model}")
    except (PydanticSchemaGenerationError, PydanticInvalidForJsonSchema):
        return {"description": getattr(hint, "__name__", str(hint))}
    shapes |= schema.pop("$defs", {})
    return schema
