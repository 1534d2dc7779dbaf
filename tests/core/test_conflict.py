"""Values that contradict each other: which one holds, by each preference."""

from datetime import date

import pytest

from iso20k_gap.core.conflict import Conflict, Side, both_notes, is_of, plain, preferring

FIRST, SECOND = date(2026, 11, 10), date(2026, 11, 11)
ANN = Side(("one",), "Ann", FIRST, "sub/ann.xlsx", "09:00", "screening:S01")
BOB = Side(("two",), "Bob", FIRST, "c:\\packs\\bob.csv", "10:00")
CY = Side((" two\r\n",), "Cy", FIRST, "cy.json", "08:00")
EVE = Side(("three",), "", SECOND, "eve.json")
OLD = Side(("old",), "Dan", None, "disk")
BLANK = Side((), "", None, "disk")


def conflict(*sides, disk=OLD, field="note"):
    """A conflict about one requirement."""
    return Conflict("8.6.1-01", "8.6.1-01", field, sides, disk)


@pytest.mark.parametrize(
    ("value", "same"),
    [
        ((), ()),
        (("F", "none"), ("F", "none")),
        ((" a\r\nb\rc \n",), ("a\nb\nc",)),
        (("a  b",), ("a  b",)),
    ],
)
def test_line_ends_and_outer_blanks_are_no_difference(value, same):
    """Inner blanks are."""
    assert plain(value) == same


@pytest.mark.parametrize(
    ("side", "name", "expected"),
    [
        (ANN, "ANN", True),
        (ANN, "sub/ann.xlsx", True),
        (ANN, "ann.xlsx", True),
        (ANN, "Ann.xlsx", False),
        (ANN, "xlsx", False),
        (ANN, "sub", False),
        (BOB, "bob.csv", True),
        (BOB, "c:\\packs\\bob.csv", True),
        (BOB, "Ann", False),
    ],
)
def test_a_side_is_a_respondents_or_from_a_file(side, name, expected):
    """People are called in any case; files by their path or name, as the disk has it."""
    assert is_of(side, name) is expected


@pytest.mark.parametrize(
    ("sides", "preferences", "held"),
    [
        ((ANN, BOB), (), None),
        ((ANN, BOB), ("disk",), OLD),
        ((ANN, BOB), ("Ann",), ANN),
        ((ANN, BOB), ("bob.csv", "Ann"), BOB),
        ((ANN, BOB), ("nobody",), None),
        ((ANN, BOB), ("nobody", "disk"), OLD),
        ((ANN, BOB), ("latest",), BOB),
        ((BOB, ANN, OLD), ("latest",), BOB),
        ((ANN, BOB, EVE, OLD), ("latest",), EVE),
        ((OLD, BLANK), ("latest",), None),
        ((BOB, CY), ("latest",), BOB),
        ((CY, BOB, OLD), ("latest",), BOB),
        ((ANN, Side(("two",), "Di", FIRST, "di.json")), ("latest",), None),
        ((CY, Side(("two",), "Di", FIRST, "di.json")), ("latest",), CY),
        ((ANN, Side(("two",), "Di", FIRST, "di.json", "09:00")), ("latest",), None),
        ((ANN, Side(("two",), "ann", SECOND, "a.json")), ("Ann",), None),
        ((BOB, Side(("two ",), "bob", SECOND, "b.json")), ("Bob",), BOB),
    ],
)
def test_the_first_preference_that_can_decide_does(sides, preferences, held):
    """Of one day the moment tells who was last, where all have one; who disagree say nothing."""
    assert preferring(preferences)(conflict(*sides)) == held


def test_a_blank_disk_holds_nothing():
    """Nothing on file is no value to prefer."""
    assert preferring(["disk"])(conflict(ANN, BOB, disk=BLANK)) is None
    assert preferring(["disk", "Bob"])(conflict(ANN, BOB, disk=BLANK)) == BOB


def test_both_keeps_every_note_once_with_its_author():
    """A note without an author is its file's; the last side answers for them all."""
    again = Side(("one",), "Ann", SECOND, "later.xlsx")
    joined = "Ann: one\n\nBob: two\n\neve.json: three"

    assert preferring(["both"])(conflict(ANN, BOB, again, EVE)) == Side(
        (joined,), "", SECOND, "eve.json"
    )
    assert both_notes(conflict(EVE, BOB)) == Side(
        ("eve.json: three\n\nBob: two",), "Bob", FIRST, "c:\\packs\\bob.csv", "10:00"
    )


@pytest.mark.parametrize("field", ["rating", "evidence"])
def test_both_is_for_notes(field):
    """A requirement has one rating; the next preference decides."""
    disputed = conflict(ANN, BOB, field=field)

    assert both_notes(disputed) is None
    assert preferring(["both", "Bob"])(disputed) == BOB
