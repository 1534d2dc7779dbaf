"""One thing wrong in a catalogue."""

from dataclasses import dataclass

EDITION = "edition"
"""The place of a flaw that concerns the catalogue as a whole."""


@dataclass(frozen=True)
class Flaw:
    """One thing wrong in a catalogue: which rule says so, where, what, and how to mend it.

    `place` is the id of a requirement, action, clause or sentence, or `EDITION`; `field` is the
    key in the YAML, empty where the whole record is meant.
    """

    rule: str
    place: str
    field: str
    what: str
    remedy: str

    def __str__(self) -> str:
        """Give the flaw on one line: place, field, rule, what, and how to mend it."""
        place = f"{self.place} {self.field}".rstrip()
        return f"{place}: {self.rule}: {self.what} ({self.remedy})"
