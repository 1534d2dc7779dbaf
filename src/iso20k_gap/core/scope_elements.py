"""What is known about scope statements, and how words are looked for in one."""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from pydantic import Field

from iso20k_gap.core.guidance import Fact, Sourced
from iso20k_gap.core.record import Record, Text

SHORTEST_PHRASE = 4
"""Letters below which a name is too common to be searched for."""


class Duty(StrEnum):
    """Whether a scope statement must, may or must not hold something."""

    MUST = "must"
    MAY = "may"
    AVOID = "avoid"


class ScopeElement(Sourced):
    """One element of a scope statement; `asks` says what is looked for."""

    id: Text
    title: Text
    duty: Duty
    editions: tuple[Text, ...]
    asks: Text
    remedy: Text


class ScopeWords(Record):
    """Words that give a scope statement away."""

    system: tuple[Text, ...]
    catalogue: tuple[Text, ...]
    wide: tuple[Text, ...]
    excluding: tuple[Text, ...]
    claiming: tuple[Text, ...]


class ScopeGuide(Record):
    """What is known about scope statements, as shipped data."""

    schema_version: int = Field(alias="schema", ge=1, le=1)
    elements: tuple[ScopeElement, ...]
    words: ScopeWords
    reminders: tuple[Fact, ...]
    legal_forms: frozenset[Text]


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text without case, accents and the plural's s, for comparing."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return tuple(_singular(word) for word in re.findall(r"\w+", bare))


def _singular(word: str) -> str:
    return word[:-1] if len(word) >= SHORTEST_PHRASE and word[-1] == "s" != word[-2] else word


def holds(text: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    """Whether the words of the phrase stand together in the text."""
    length = len(phrase)
    return bool(phrase) and any(
        text[start : start + length] == phrase for start in range(len(text) - length + 1)
    )


def said(phrases: Iterable[str], text: tuple[str, ...]) -> list[str]:
    """Those of the phrases that stand in the text."""
    return [each for each in phrases if holds(text, words_of(each))]
