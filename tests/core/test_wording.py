"""Rules on single texts: what each says of a text, and where its limits are."""

from dataclasses import replace
from functools import cache

import pytest

from builders import catalogue
from iso20k_gap.core.catalogue import Catalogue
from iso20k_gap.core.lint.check import RULES
from iso20k_gap.files import lint_facts
from made_up import clause, requirement

ONE_QUESTION = "ask one question in one sentence that ends with the only question mark"
VAGUE = "say what exactly, by whom, how often or how many"


@cache
def facts():
    return lint_facts.load_facts("2018")


def told(rule, field, text):
    """What a rule says of one text of a demand, and how to mend it."""
    demand = requirement("4.1-01", **{field: text})
    made = Catalogue(edition=catalogue().edition, clauses=(clause("4.1", "Context", [demand]),))
    flaws = [flaw for flaw in RULES[rule](made, facts()) if flaw.field == field]

    assert {(flaw.rule, flaw.place) for flaw in flaws} <= {(rule, "4.1-01")}
    return [(flaw.what, flaw.remedy) for flaw in flaws]


def words(count, *, long=0):
    """So many words, the last of them long ones."""
    return " ".join(["six"] * (count - long) + ["seventh"] * long)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Who labeled the fulfillment?", {"labeled": "labelled", "fulfillment": "fulfilment"}),
        ("Is a COLORED card kept?", {"COLORED": "colour"}),
        ("Is the card colourful?", {}),
        ("Who likes mathematics?", {}),
        ("Is it programmed?", {}),
    ],
)
def test_american_words(text, found):
    """Those of the list, with any ending where it has a star; others are left alone."""
    assert told("spelling", "question", text) == [
        (f"{word!r} is American", f"write {british!r}") for word, british in found.items()
    ]


def test_an_entry_takes_its_own_words_only():
    """Not those of another entry that begins alike."""
    lists = facts().lists.model_copy(update={"american": {"gray*": "grey", "grab": "take"}})
    demand = requirement("4.1-01", question="Who may grab a grayish card?")
    made = Catalogue(edition=catalogue().edition, clauses=(clause("4.1", "Context", [demand]),))
    flaws = RULES["spelling"](made, replace(facts(), lists=lists))

    assert [(flaw.what, flaw.remedy) for flaw in flaws] == [
        ("'grab' is American", "write 'take'"),
        ("'grayish' is American", "write 'grey'"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Who analyzed and Categorized it?",
            {"analyzed": "analysed", "Categorized": "Categorised"},
        ),
        (
            "Is it customizable, and by a optimizer?",
            {"customizable": "customisable", "optimizer": "optimiser"},
        ),
        ("Is the resized cell Seized or a prize?", {}),
        ("Who fizzes, or is a wizard?", {}),
    ],
)
def test_american_endings(text, found):
    """Words in -ize and -yze, but for those that are spelled so everywhere."""
    assert told("spelling", "question", text) == [
        (f"{word!r} is American here", f"write {british!r}") for word, british in found.items()
    ]


@pytest.mark.parametrize(
    ("field", "text", "found"),
    [
        ("statement", words(5), [("5 words", "write 6 to 40 words")]),
        ("statement", words(6), []),
        ("statement", words(40), []),
        ("statement", words(41), [("41 words", "write 6 to 40 words")]),
        ("guidance", words(42), []),
        ("guidance", f"{words(42)}. {words(42)}.", []),
        ("guidance", words(43), [("a sentence of 43 words", "cut it in two: at most 42 words")]),
        (
            "guidance",
            f"{words(42)}. {words(44)}.",
            [
                ("86 words", "write 30 to 85 words"),
                ("a sentence of 44 words", "cut it in two: at most 42 words"),
            ],
        ),
        ("guidance", "...", [("0 words", "write 30 to 85 words")]),
    ],
)
def test_length(field, text, found):
    """Both limits are allowed; a sentence is counted by itself."""
    assert told("length", field, text) == found


def test_a_text_without_limits_may_have_any_length():
    """Of kinds that the limits do not name, sentences alone are counted."""
    free = replace(facts(), bounds=facts().bounds.model_copy(update={"words": {}}))
    demand = requirement("4.1-01", statement=words(43))
    made = Catalogue(edition=catalogue().edition, clauses=(clause("4.1", "Context", [demand]),))

    assert [flaw.what for flaw in RULES["length"](made, free)] == ["a sentence of 43 words"]


@pytest.mark.parametrize(
    ("field", "text", "found"),
    [
        ("guidance", words(12, long=6), []),
        (
            "guidance",
            words(14, long=7),
            [("LIX 64", "use shorter words and sentences, down to 62")],
        ),
        ("guidance", words(7, long=4), [("LIX 64", "use shorter words and sentences, down to 62")]),
        ("question", words(14, long=7), []),
        ("no_occurrence", words(9, long=9), []),
    ],
)
def test_reading_ease(field, text, found):
    """Up to the limit of its kind; what has none may be as dense as it likes."""
    assert told("reading-ease", field, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Who logs it, and how?", []),
        ("Who logs it, or exactly when?", []),
        ("Who logs and closes it?", []),
        ("Tell me who logs it.", [("not one question", ONE_QUESTION)]),
        ("Is it logged? Who logs it?", [("not one question", ONE_QUESTION)]),
        ("Is it logged? Say so", [("not one question", ONE_QUESTION)]),
        ("Who logs it??", [("not one question", ONE_QUESTION)]),
        ("Who logs it?)", [("not one question", ONE_QUESTION)]),
        ("Think. Who logs it?", [("not one question", ONE_QUESTION)]),
        (
            "Who logs it, and how, but When?",
            [("three questions in one", "ask one thing, with one follow-up at most")],
        ),
    ],
)
def test_one_question(text, found):
    """One question mark, at the end of one sentence, and at most one follow-up."""
    assert told("one-question", "question", text) == found


@pytest.mark.parametrize(
    ("rule", "text", "found"),
    [
        ("filler", "Train people as needed, etc.", ["as needed", "etc"]),
        ("filler", "Leveraging it, And/Or not.", ["Leveraging", "And/Or"]),
        ("filler", "Look as,\n needed.", ["as, needed"]),
        ("filler", "A robustness test, variously.", []),
        ("standard-voice", "It Shall be, in accordance  with it.", ["Shall", "in accordance with"]),
        ("standard-voice", "A shallow pool; intended outcome(s).", ["intended outcome(s)"]),
    ],
)
def test_phrases(rule, text, found):
    """Each time one occurs, in capitals or over a line's end; never within another word."""
    what, remedy = {
        "filler": ("says nothing", VAGUE),
        "standard-voice": ("reads like the standard's own sentence", "say it in your own words"),
    }[rule]

    assert told(rule, "remedy", text) == [(f"{hit!r} {what}", remedy) for hit in found]
