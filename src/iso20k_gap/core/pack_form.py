"""The form of a pack: what its sheets, columns and keys are called, for writing and for reading."""

START, QUESTIONS, PACK, BEFORE = "Start", "Questions", "Pack", "Before"
"""The sheets: cover, questions, and hidden ones for what the pack is and what it went out with."""

SHEETS = {START: "sheet.start", QUESTIONS: "sheet.questions"}
"""Under which keys the hidden sheet says what the seen ones are called, where it is not so."""

ID, RATING, REASON, NOTE, RESPONDENT, ANSWERED_ON = (
    "id",
    "rating",
    "reason",
    "note",
    "respondent",
    "answered_on",
)
TITLE, LOCATION, EFFECTIVE, VALID_UNTIL = "title", "location", "effective", "valid_until"
PIECE_FIELDS = (TITLE, LOCATION, EFFECTIVE, VALID_UNTIL)
DAYS = (EFFECTIVE, VALID_UNTIL)
MOST_PIECES = 200
"""More pieces of evidence than that are nobody's answer to one question."""

LONGEST_CELL = 32_767
"""How many UTF-16 units a cell can hold."""


def piece_key(number: int, field: str) -> str:
    """The key of an evidence column; pieces count from 1."""
    return f"evidence{number}.{field}"
