"""What a catalogue is checked against: published ids, counts, documents, word lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from pydantic import Field, model_validator

from iso20k_gap.core.catalogue import DocumentKind
from iso20k_gap.core.record import ClauseId, Record, RequirementId, Text


class PublishedId(Record):
    """A requirement id once published, and the place in the standard it stands for.

    `sentence` counts from 1 within the clause; `letter` is empty outside a list.
    """

    id: RequirementId
    sentence: int = Field(ge=1)
    letter: str = Field(default="", pattern="^[a-z]?$")

    @property
    def place(self) -> str:
        """Sentence and letter: `1b`."""
        return f"{self.sentence}{self.letter}"


class ClauseCount(Record):
    """A clause of the fact sheet: its title and how much it demands; zeros in a parent clause.

    `words` is how often the standard's verb of obligation occurs, the published way of counting.
    """

    id: ClauseId
    title: Text
    sentences: int = Field(default=0, ge=0)
    words: int = Field(default=0, ge=0)
    letters: int = Field(default=0, ge=0)
    requirements: int = Field(default=0, ge=0)


class Counts(Record):
    """The fact sheet's numbers for one edition, and the total that was published for it.

    `added` is what amendments add to the published total.
    """

    schema_version: int = Field(alias="schema", ge=1, le=1)
    edition: Text
    source: Text
    published: int = Field(ge=1)
    published_by: Text
    added: int = Field(default=0, ge=0)
    clauses: tuple[ClauseCount, ...]

    @model_validator(mode="after")
    def _meets_the_published_total(self) -> Self:
        total, due = self.total("words"), self.published + self.added
        if total != due:
            raise ValueError(f"the clauses sum up to {total} words, published are {due}")
        return self

    def total(self, column: str) -> int:
        """The sum of one column over all clauses."""
        return sum(getattr(clause, column) for clause in self.clauses)

    @cached_property
    def by_id(self) -> dict[str, ClauseCount]:
        """Every clause by its number."""
        return {clause.id: clause for clause in self.clauses}


class DocumentedItem(Record):
    """A piece of documented information that the standard asks for in one clause.

    `row` is its row in the fact sheet's list; where there is none, `because` argues for the item.
    `source` is who confirms it publicly, empty where nobody was found to.
    """

    row: int = Field(default=0, ge=0)
    because: str = ""
    clause: ClauseId
    kind: DocumentKind
    name: Text
    source: str = ""

    @model_validator(mode="after")
    def _is_founded(self) -> Self:
        if bool(self.row) == bool(self.because):
            raise ValueError("an item has either a row of the fact sheet or an argument")
        return self


class DocumentedItems(Record):
    """The documented information one edition asks for, by clause."""

    schema_version: int = Field(alias="schema", ge=1, le=1)
    edition: Text
    source: Text
    items: tuple[DocumentedItem, ...]


class Span(Record):
    """A least and a greatest number, both allowed."""

    least: float = Field(ge=0)
    most: float

    def holds(self, value: float) -> bool:
        """Whether the value lies within."""
        return self.least <= value <= self.most


class Applicability(Record):
    """What of one edition nobody else may perform, and where something may not occur.

    `no_occurrence` says for each clause which condition may be absent.
    """

    own: tuple[ClauseId, ...]
    no_occurrence: dict[ClauseId, Text]


class WordLists(Record):
    """The words and phrases a catalogue does without.

    In a phrase `*` at the end of a word stands for any ending.
    """

    filler: tuple[Text, ...]
    standard: tuple[Text, ...]
    generic: tuple[Text, ...]
    american: dict[Text, Text]
    keep_ize: tuple[Text, ...]


class Bounds(Record):
    """The limits of texts, each by kind of text (`statement`, `ratings`, ...).

    `words` counts words; `sentence` is the longest sentence; `density` the highest LIX; `likeness`
    the highest similarity of two texts; `telling` the fewest words that few others use.
    """

    words: dict[str, Span]
    sentence: int = Field(ge=1)
    density: dict[str, int]
    likeness: dict[str, float]
    telling: dict[str, int]
    evidence: Span
    essential: Span


class LintRules(Record):
    """The shipped limits and word lists, and what holds for each edition."""

    schema_version: int = Field(alias="schema", ge=1, le=1)
    lists: WordLists
    bounds: Bounds
    editions: dict[str, Applicability]


@dataclass(frozen=True)
class Facts:
    """Everything one edition's catalogue is held against."""

    ids: tuple[PublishedId, ...]
    counts: Counts
    documented: DocumentedItems
    applicability: Applicability
    lists: WordLists
    bounds: Bounds

    @cached_property
    def published(self) -> Mapping[str, PublishedId]:
        """Every published id with its place."""
        return {each.id: each for each in self.ids}
