"""Likeness and density: copies are found, and what is heavy to read is known by a number."""

from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import catalogue
from iso20k_gap.core.lint.likeness import alike
from iso20k_gap.core.lint.passages import density_of
from iso20k_gap.files import library, lint_facts

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


@pytest.mark.parametrize(
    ("text", "density"),
    [
        ("", 0),
        ("...", 0),
        ("Ask who logs it.", 4),
        ("Ask who logs it. Then look.", 3),
        ("Ask administrators.", 52),
    ],
)
def test_density_is_words_per_sentence_plus_share_of_long_words(text, density):
    """Bjoernsson's LIX; long is above six letters."""
    assert density_of(text) == density
