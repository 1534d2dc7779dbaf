"""Likeness: copies are found, and how like two texts are is known by a number."""

from dataclasses import replace
from itertools import cycle
from math import log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import catalogue
from iso20k_gap.core.catalogue import Catalogue
from iso20k_gap.core.lint.flaw import Flaw
from iso20k_gap.core.lint.likeness import alike, near_duplicates, telling
from iso20k_gap.files import library, lint_facts
from made_up import clause, requirement

EDITIONS = tuple(library.EDITIONS)


@pytest.mark.parametrize("field", ["statement", "question", "guidance", "remedy"])
@pytest.mark.parametrize("edition", EDITIONS)
def test_copies_with_a_fifth_of_the_words_changed_are_caught(field, edition):
    """Every copy is found in which each fifth word was replaced."""
    texts = [getattr(each, field) for each in catalogue(edition).requirements]
    limit = lint_facts.load_facts(edition).bounds.likeness[field]
    missed = []
    for number in range(0, len(texts), 40):
        words = texts[number].split()
        donor = cycle(texts[number - 1].split())
        words[2::5] = [next(donor) for _ in words[2::5]]
        pairs = {(one, other) for one, other, _ in alike([*texts, " ".join(words)], limit)}
        if (number, len(texts)) not in pairs:
            missed.append(texts[number])

    assert missed == []


@given(st.lists(st.text("abc xyz", min_size=1, max_size=40), min_size=2, max_size=8))
def test_likeness_lies_between_0_and_1_and_each_pair_comes_once(texts):
    """Every pair at most once, the earlier text first."""
    pairs = list(alike(texts, 0))

    assert all(0 < likeness <= 1 for _, _, likeness in pairs)
    assert all(one < other for one, other, _ in pairs)
    assert len({(one, other) for one, other, _ in pairs}) == len(pairs)


@given(st.lists(st.text("abcdefgh ", min_size=3), min_size=3, max_size=6, unique=True))
def test_a_text_is_wholly_like_itself(texts):
    """A verbatim copy is as like as can be."""
    if texts[0].split():
        likeness = {(one, other): value for one, other, value in alike([*texts, texts[0]], 0)}

        assert likeness[0, len(texts)] == pytest.approx(1)


ONCE_OF_TWO = (1 + log(2)) / sqrt((1 + log(2)) ** 2 + 1) / sqrt(6)
"""Of `owl owl` and `owl hen`: a word said twice weighs 1 + ln 2 of what it weighs once."""


@pytest.mark.parametrize(
    ("texts", "limit", "pairs"),
    [
        (["red fox", "red hen", "blue owl"], 0, {(0, 1): 1 / 6}),
        (["red fox", "red hen", "blue owl"], 0.16, {(0, 1): 1 / 6}),
        (["red fox", "red hen", "blue owl"], 0.17, {}),
        (["owl owl", "owl hen", "red fox"], 0, {(0, 1): ONCE_OF_TWO}),
        (["Red owls.", "a red owl", "hen"], 0.5, {(0, 1): 1.5 / sqrt(7.25)}),
        (["a bus", "a glass", "a bu", "a glas"], 0.2, {}),
        (["red fox", "blue hen", "red fox", "red fox"], 0.9, {(0, 2): 1, (0, 3): 1, (2, 3): 1}),
        (["red", "red"], 1, {}),
        (["", "...", ""], 0, {}),
    ],
)
def test_likeness_in_figures(texts, limit, pairs):
    """Words weigh one, pairs of words a half, times how rare they are; plurals count as one."""
    assert {(one, other): value for one, other, value in alike(texts, limit)} == pytest.approx(
        pairs
    )


@pytest.mark.parametrize("text", ["red fox", "log each call now", "the desk logs calls"])
def test_a_copy_is_never_more_than_wholly_alike(text):
    """However the figures are rounded."""
    ((_, _, likeness),) = alike([text, text], 0.5)

    assert 0.999 < likeness <= 1


def made_of(field, texts):
    """A made-up clause whose demands say these texts in one field."""
    numbered = enumerate(texts, start=1)
    demands = [requirement(f"4.1-{number:02}", **{field: text}) for number, text in numbered]
    return Catalogue(
        edition=catalogue().edition, clauses=(clause("4.1", "Context", demands, measure="rate"),)
    )


def bounded(**limits):
    """The facts with other limits."""
    facts = lint_facts.load_facts("2018")
    return replace(facts, bounds=facts.bounds.model_copy(update=limits))


SIXTY = "The desk logs every call of every user before it is answered"
FIFTY_NINE = "The desk logs every call of each user before it is answered"


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Log each call.", "Log each call."),
        (SIXTY, SIXTY),
        (f"{SIXTY}.", "The desk logs every call of every user before it is ..."),
        (f"{FIFTY_NINE} by hand.", f"{FIFTY_NINE} ..."),
        (f"{SIXTY} by hand.", "The desk logs every call of every user before it is ..."),
    ],
)
def test_a_copy_is_complained_of_with_what_it_copies(text, quoted):
    """The later one, with the earlier one's first words; only texts of the kinds that count."""
    made = made_of("statement", ["Fill the form in.", text, "Close the gate.", text])

    assert list(near_duplicates(made, bounded(likeness={"statement": 0.5}))) == [
        Flaw(
            "near-duplicates",
            "4.1-04",
            "statement",
            f"100% like 4.1-02 statement: {quoted!r}",
            "say what is different here, to below 50%",
        )
    ]


def test_a_word_is_telling_while_few_texts_use_it():
    """Once at least; among many texts in three of a hundred."""
    few = made_of("remedy", ["Log calls of callers", "Log calls at night", "Log names at night"])
    told = [
        (flaw.place, flaw.field, flaw.what) for flaw in telling(few, bounded(telling={"remedy": 2}))
    ]

    assert told == [
        ("4.1-02", "remedy", "words that few other texts use: 0"),
        ("4.1-03", "remedy", "words that few other texts use: 1"),
    ]
    many = made_of("remedy", ["Twice", "Twice", *["Thrice"] * 3, *["Often"] * 65])
    rare = {flaw.place for flaw in telling(many, bounded(telling={"remedy": 1}))}

    assert rare == {f"4.1-{number:02}" for number in range(3, 71)}
