"""The shipped data's own texts in another language: which fields are texts, and how they are said.

`TERMS` are short and stand everywhere in reports and interviews, so every language must have them.
`CONTENT` is the catalogue's substance; what a language lacks of it stands in English.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel

from iso20k_gap.core.catalogue import (
    Clause,
    Documented,
    Edition,
    RatingGuide,
    RemedialAction,
    Requirement,
    Sentence,
    SharedClause,
)
from iso20k_gap.core.evaluation import Rulebook
from iso20k_gap.core.findings import AnswerRule, ClauseNotMetRule, SystemicRule
from iso20k_gap.core.mapping import EditionMapping, Link
from iso20k_gap.core.questionnaire import Question, Questionnaire
from iso20k_gap.core.rating import Scale, Step
from iso20k_gap.core.readiness import Gate, ReadinessRules

CONTEXT = "catalogue"
"""The context of the data's texts among all translations."""

Fields = dict[type[BaseModel], tuple[str, ...]]
Say = Callable[[str], str]
Model = TypeVar("Model", bound=BaseModel)

TERMS: Fields = {
    Edition: ("title", "status", "counting", "provenance"),
    Clause: ("title",),
    Step: ("name",),
    Scale: ("name",),
    Questionnaire: ("title", "description"),
    AnswerRule: ("because",),
    ClauseNotMetRule: ("because",),
    SystemicRule: ("because",),
    Gate: ("title", "clears"),
    ReadinessRules: ("closed",),
}
CONTENT: Fields = {
    Clause: ("note", "goal", "measure"),
    SharedClause: ("note",),
    Sentence: ("lead",),
    RemedialAction: ("title", "activities", "deliverable"),
    Requirement: ("statement", "question", "guidance", "evidence", "no_occurrence", "remedy"),
    RatingGuide: ("F", "L", "P"),
    Documented: ("name",),
    Question: ("text", "help"),
    Link: ("ask",),
    EditionMapping: ("note",),
}
ALL: Fields = {each: TERMS.get(each, ()) + CONTENT.get(each, ()) for each in TERMS | CONTENT}
"""The fields that hold texts. A role is not among them: it is a key in people's plans."""


def translated(record: Model, say: Say) -> Model:
    """The record with every text in it said through `say`; nothing else differs."""
    return _record(record, say, ALL)


def translated_rules(rules: Rulebook, say: Say) -> Rulebook:
    """The rulebook with every text in it said through `say`."""
    return replace(
        rules,
        scale=translated(rules.scale, say),
        findings=translated(rules.findings, say),
        readiness=translated(rules.readiness, say),
    )


def texts(record: BaseModel, fields: Fields) -> tuple[str, ...]:
    """The texts in those fields of the record and of all records in it, each once, in order."""
    found: list[str] = []

    def note(text: str) -> str:
        found.append(text)
        return text

    _record(record, note, fields)
    return tuple(dict.fromkeys(found))


def _said(value: Any, say: Say, fields: Fields, *, is_text: bool) -> Any:
    if isinstance(value, BaseModel):
        return _record(value, say, fields)
    if isinstance(value, tuple):
        return tuple(_said(each, say, fields, is_text=is_text) for each in value)
    return say(value) if is_text and isinstance(value, str) and value else value


def _record(record: Model, say: Say, fields: Fields) -> Model:
    """A record of the same kind; made anew, because a copy would keep what it has cached."""
    named = fields.get(type(record), ())
    said = {name: _said(value, say, fields, is_text=name in named) for name, value in record}
    return type(record).model_construct(record.model_fields_set, **said)
