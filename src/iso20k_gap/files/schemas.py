"""JSON Schemas of every file people edit, so that editors complete and check them."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from iso20k_gap.core.assessment import Answer, Assessment
from iso20k_gap.core.capability import ATTRIBUTES, CapabilityInput
from iso20k_gap.core.configuration import SETTINGS, Kind, Setting
from iso20k_gap.core.consistency import did_you_mean
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.core.policy import Policy
from iso20k_gap.core.progress import FrozenPlan
from iso20k_gap.core.questionnaire import Draft
from iso20k_gap.core.rating import NO_OCCURRENCE, Rating
from iso20k_gap.errors import Complaint, UsageError
from iso20k_gap.files import library

FILES = {
    "assessment": "assessment.yaml",
    "answers": "answers/*.yaml",
    "plan": "plan.yaml",
    "policy": "policy.yaml",
    "capability": "capability.yaml",
    "baseline": "baselines/*.yaml",
    "drafts": "drafts.yaml",
    "config": ".iso20k-gap.yaml, config.yaml",
}
"""The file that each schema is for."""

ANSWER_IDS = r"^[0-9.]+-[0-9]{2}$"
Schema = dict[str, Any]
Words = Callable[[str], Sequence[str]]


def folder_schemas() -> dict[str, str]:
    """The schemas of the files of an assessment folder, by name, as text."""
    return {name: schema(name, lambda _: ()) for name in FILES if name != "config"}


def schema(name: str, words: Words) -> str:
    """The schema of that name as text; `words` gives what a setting takes, by its key.

    Raises:
        UsageError: there is no such schema.
    """
    makers: dict[str, Callable[[], Schema]] = {
        "assessment": _assessment,
        "answers": _answers,
        "plan": PlanDecisions.model_json_schema,
        "policy": Policy.model_json_schema,
        "capability": _capability,
        "baseline": _baseline,
        "drafts": _drafts,
        "config": lambda: _config(words),
    }
    if name not in makers:
        hint = did_you_mean(name, makers) or f"schemas: {', '.join(makers)}"
        raise UsageError(Complaint(f"there is no schema {name!r}", hint))
    return json.dumps(_finished(name, makers[name]()), indent=2, ensure_ascii=False) + "\n"


def _assessment() -> Schema:
    made = Assessment.model_json_schema()
    made["properties"].pop("answers")
    made["properties"]["edition"] = {"type": ["string", "integer"]}  # people write 2018 unquoted
    return made


def _answers() -> Schema:
    made = _by_id({"catalogue_version": {"type": "integer"}}, "Answer", _answer())
    return {**made, "required": ["schema"]}


def _answer() -> Schema:
    """An answer's schema; a rating may be written with any shipped scale's own symbols."""
    made = Answer.model_json_schema()
    symbols = [
        step.symbol for each in library.scale_names() for step in library.load_scale(each).steps
    ]
    ratings = dict.fromkeys([*(each.value for each in Rating), NO_OCCURRENCE, *symbols])
    made["properties"]["rating"] = {"enum": [*ratings, True, False]}
    return made


def _drafts() -> Schema:
    return {**_by_id({}, "Draft", Draft.model_json_schema(), ".*"), "required": ["schema"]}


def _by_id(properties: Schema, title: str, entry: Schema, ids: str = ANSWER_IDS) -> Schema:
    """A mapping of ids to entries, beside some other keys."""
    return {
        "$defs": {**entry.pop("$defs", {}), title: entry},
        "type": "object",
        "properties": {"schema": {"const": 1}, **properties},
        "patternProperties": {
            rf"^(?!schema$|x-)(?:{ids.strip('^$')})$": {"$ref": f"#/$defs/{title}"}
        },
        "additionalProperties": False,
    }


def _capability() -> Schema:
    made = CapabilityInput.model_json_schema()
    replies = made["properties"]["processes"]["additionalProperties"]["additionalProperties"]
    made["properties"]["processes"]["additionalProperties"] = {
        "type": "object",
        "properties": {
            name: {**replies, "description": meaning} for name, meaning in ATTRIBUTES.items()
        },
        "additionalProperties": False,
    }
    return made


def _baseline() -> Schema:
    parts = {
        "Assessment": _assessment(),
        "Answer": _answer(),
        "Plan": FrozenPlan.model_json_schema(),
    }
    definitions: Schema = {}
    for name, part in parts.items():
        definitions |= part.pop("$defs", {})
        definitions[name] = part
    properties = {
        "schema": {"const": 1},
        "taken_on": {"type": "string", "format": "date"},
        "label": {"type": "string"},
        "assessment": {"$ref": "#/$defs/Assessment"},
        "answers": {
            "type": "object",
            "patternProperties": {ANSWER_IDS: {"$ref": "#/$defs/Answer"}},
            "additionalProperties": False,
        },
        "numbers": {"type": "object"},
        "plan": {"$ref": "#/$defs/Plan"},
    }
    return {
        "$defs": definitions,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "required": ["schema", "taken_on", "assessment"],
    }


def _config(words: Words) -> Schema:
    properties: Schema = {"schema": {"const": 1}}
    for setting in SETTINGS:
        group, _, name = setting.key.rpartition(".")
        inside = properties
        if group:
            empty = {"type": "object", "properties": {}, "additionalProperties": False}
            inside = properties.setdefault(group, empty)["properties"]
        inside[name] = {
            **_of_setting(setting, setting.words or tuple(words(setting.key))),
            "description": f"{setting.help} Environment: {setting.variable}.",
        }
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _of_setting(setting: Setting, words: Sequence[str]) -> Schema:
    if setting.kind is Kind.FLAG:
        return {"type": "boolean"}
    numbers = [int(each) for each in words if each.isdecimal()]  # people write 2018 unquoted
    word: Schema = {"enum": [*words, *numbers]} if words else {"type": "string"}
    if setting.kind is Kind.WORDS:
        return {"type": "array", "items": word}
    if setting.kind is Kind.COLOUR:
        return {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"}
    return word


def _finished(name: str, made: Schema) -> Schema:
    """The schema with people's own `x-` keys allowed everywhere, and its dialect named."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"iso20k-gap {FILES[name]}",
        **_open_to_x(made),
    }


def _open_to_x(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_open_to_x(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    opened = {
        key: _open_to_x(value)
        for key, value in schema.items()
        if key != "title" or not isinstance(value, str)
    }
    if "additionalProperties" in opened:
        opened["patternProperties"] = {**opened.get("patternProperties", {}), "^x-": {}}
    return opened
