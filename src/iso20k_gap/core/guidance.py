"""What guides are made of: facts that carry their source, and whether a source confirms them."""

from collections.abc import Iterable

from pydantic import Field

from iso20k_gap.core.record import Record, Text

UNCONFIRMED = "unconfirmed"
"""The word put before a fact that no public source confirms."""


class Sourced(Record):
    """Something with a source; `confirmed` says whether that source is a public one."""

    source: Text
    confirmed: bool


class Fact(Sourced):
    """One thing a guide says, in our own words."""

    text: Text

    @property
    def told(self) -> str:
        """The text with its source, and with a warning where it is not confirmed."""
        return told(self.text, self)


class Sources(Record):
    """Where facts come from: the short name of each source and its place."""

    schema_version: int = Field(alias="schema", ge=1, le=1)
    sources: dict[Text, Text]

    def listed(self, used: Iterable[Sourced]) -> tuple[str, ...]:
        """The sources of what was used, each once, in this file's order."""
        names = {each.source for each in used}
        return tuple(f"{name}: {place}" for name, place in self.sources.items() if name in names)


def told(text: str, origin: Sourced) -> str:
    """A text with its source, and with a warning where it is not confirmed."""
    mark = origin.source if origin.confirmed else f"{UNCONFIRMED}, {origin.source}"
    return f"{text} [{mark}]"
