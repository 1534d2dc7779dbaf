"""Every text of a catalogue with its place, and how a text falls into words and sentences."""

import pytest

from builders import catalogue
from iso20k_gap.core.catalogue import Catalogue
from iso20k_gap.core.lint.passages import (
    Passage,
    density_of,
    passages,
    sentences_of,
    words_of,
)
from made_up import action, clause, document, requirement

FULL = clause(
    "4.1",
    "Context",
    ("Each issue is", [requirement("4.1-01", no_occurrence="No issue came up.")]),
    [requirement("4.1-02", **document("List of issues"))],
    note="Read with the amendment.",
    shared={"iso9001": "4.1", "note": "One list for both."},
    actions=[action("4.1-A1", "List the issues", "List")],
)
BARE = clause("4.2", "Parties", [requirement("4.2-01")], goal="", measure="", actions=())


def texts_of(identifier):
    """The texts that every demand of the made-up edition has, up to its ratings."""
    return [
        Passage(identifier, "statement", "statement", f"Do {identifier}."),
        Passage(identifier, "question", "question", f"Is {identifier} done?"),
        Passage(identifier, "guidance", "guidance", "Ask for it."),
        Passage(identifier, "remedy", "remedy", f"Begin {identifier}."),
    ]


def later_of(identifier):
    """The texts of a demand from its ratings on."""
    return [
        Passage(identifier, "ratings.F", "ratings", "All."),
        Passage(identifier, "ratings.L", "ratings", "Most."),
        Passage(identifier, "ratings.P", "ratings", "Some."),
        Passage(identifier, "evidence.0", "evidence", f"log of {identifier}"),
        Passage(identifier, "evidence.1", "evidence", "minutes"),
    ]


def test_passages_in_full():
    """Clause by clause; what is empty is passed over, titles of clauses are ISO's."""
    made = Catalogue(edition=catalogue().edition, clauses=(FULL, BARE))

    assert list(passages(made)) == [
        Passage("4.1", "note", "note", "Read with the amendment."),
        Passage("4.1", "goal", "goal", "Context is ready."),
        Passage("4.1", "measure", "measure", "share of context"),
        Passage("4.1", "shared", "shared", "One list for both."),
        Passage("4.1-A1", "title", "action", "List the issues"),
        Passage("4.1-A1", "deliverable", "deliverable", "List"),
        Passage("4.1-A1", "activities.0", "activities", "Begin"),
        Passage("4.1-A1", "activities.1", "activities", "End"),
        Passage("4.1:1", "lead", "lead", "Each issue is"),
        *texts_of("4.1-01"),
        Passage("4.1-01", "no_occurrence", "no_occurrence", "No issue came up."),
        *later_of("4.1-01"),
        *texts_of("4.1-02"),
        *later_of("4.1-02"),
        Passage("4.1-02", "documented", "documented", "List of issues"),
        *texts_of("4.2-01"),
        *later_of("4.2-01"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ask who logs it.", ["ask", "who", "logs", "it"]),
        ("the organisation's walk-in desk", ["the", "organisation's", "walk-in", "desk"]),
        ("ISO 9001: 8.7 -- x'", ["iso", "9001", "8", "7", "x"]),
        ("...", []),
    ],
)
def test_words(text, words):
    """In lower case; apostrophes and hyphens within a word hold it together."""
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Ask it. Who? Look: here; done!", ["Ask it.", "Who?", "Look:", "here;", "done!"]),
        ("Clause 8.6 of it ... ", ["Clause 8.6 of it ..."]),
        ("A.\n - \nB", ["A.", "- \nB"]),
        ("?", []),
    ],
)
def test_sentences(text, sentences):
    """Cut at full stops and their kin where a blank follows; what has no word is none."""
    assert sentences_of(text) == sentences


@pytest.mark.parametrize(
    ("text", "density"),
    [
        ("", 0),
        ("...", 0),
        ("Ask who logs it.", 4),
        ("Ask who logs it. Then look.", 3),
        ("Ask administrators.", 52),
        ("Ask clerks, ask bankers.", 29),
    ],
)
def test_density_is_words_per_sentence_plus_share_of_long_words(text, density):
    """Bjoernsson's LIX; long is above six letters."""
    assert density_of(text) == density
