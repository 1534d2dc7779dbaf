"""Every text of a catalogue with its place, and how texts fall into words and sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from iso20k_gap.core.catalogue import Catalogue, Clause, Requirement

WORD = re.compile(r"[A-Za-z0-9]+(?:['\u2019-][A-Za-z0-9]+)*")
SENTENCE_END = re.compile(r"(?<=[.?!:;])\s+")
LONG_WORD = 6

PLAIN = ("statement", "question", "guidance", "remedy", "no_occurrence")


@dataclass(frozen=True)
class Passage:
    """A text of the catalogue: the record it stands in, its field, its kind, and the text.

    Texts of one kind (`ratings`, `evidence`, `activities`, ...) keep the same bounds.
    """

    place: str
    field: str
    kind: str
    text: str


def passages(catalogue: Catalogue) -> Iterator[Passage]:
    """Every text written by us, in the order of the standard; titles of clauses are ISO's."""
    for clause in catalogue.clauses:
        yield from _of_clause(clause)
        for number, sentence in enumerate(clause.sentences, start=1):
            if sentence.lead:
                yield Passage(f"{clause.id}:{number}", "lead", "lead", sentence.lead)
            for each in sentence.requirements:
                yield from _of_requirement(each)


def _of_clause(clause: Clause) -> Iterator[Passage]:
    for field, text in (
        ("note", clause.note),
        ("goal", clause.goal),
        ("measure", clause.measure),
        ("shared", clause.shared.note),
    ):
        if text:
            yield Passage(clause.id, field, field, text)
    for action in clause.actions:
        yield Passage(action.id, "title", "action", action.title)
        yield Passage(action.id, "deliverable", "deliverable", action.deliverable)
        for number, text in enumerate(action.activities):
            yield Passage(action.id, f"activities.{number}", "activities", text)


def _of_requirement(each: Requirement) -> Iterator[Passage]:
    for field in PLAIN:
        if text := getattr(each, field):
            yield Passage(each.id, field, field, text)
    for rating, text in each.ratings.model_dump().items():
        yield Passage(each.id, f"ratings.{rating}", "ratings", text)
    for number, text in enumerate(each.evidence):
        yield Passage(each.id, f"evidence.{number}", "evidence", text)
    if each.documented.name:
        yield Passage(each.id, "documented", "documented", each.documented.name)


def words_of(text: str) -> list[str]:
    """The words of a text in lower case."""
    return [match.casefold() for match in WORD.findall(text)]


def sentences_of(text: str) -> list[str]:
    """The text cut at full stops, question marks, colons and semicolons."""
    return [part for part in SENTENCE_END.split(text) if WORD.search(part)]


def density_of(text: str) -> float:
    """Björnsson's LIX: words per sentence plus the percentage of words over six letters."""
    words = words_of(text)
    if not words:
        return 0
    long = sum(len(word) > LONG_WORD for word in words)
    return len(words) / len(sentences_of(text)) + 100 * long / len(words)
