"""Rules on texts beside each other: copies with a word changed, and texts that fit anywhere."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import log, sqrt

from iso20k_gap.core.catalogue import Catalogue
from iso20k_gap.core.lint.facts import Facts
from iso20k_gap.core.lint.flaw import Flaw
from iso20k_gap.core.lint.passages import Passage, passages, words_of

PLURAL = re.compile(r"(?<=\w{3})(?<!s)s$")
PAIR = 0.5
"""What a word pair weighs beside a word: pairs tell copies from texts on one topic, but a single
word changed in a short text breaks two of them."""
RARE = 0.03
"""A word is telling if at most this share of the texts of its kind uses it."""


def near_duplicates(catalogue: Catalogue, facts: Facts) -> Iterator[Flaw]:
    """Complain of two texts of one kind that are nearly the same."""
    for kind, texts in _by_kind(catalogue, facts.bounds.likeness).items():
        most = facts.bounds.likeness[kind]
        for first, second, likeness in alike([each.text for each in texts], most):
            one, other = texts[first], texts[second]
            what = f"{likeness:.0%} like {one.place} {one.field}: {_short(one.text)!r}"
            remedy = f"say what is different here, to below {most:.0%}"
            yield Flaw("near-duplicates", other.place, other.field, what, remedy)


def telling(catalogue: Catalogue, facts: Facts) -> Iterator[Flaw]:
    """Complain of texts made of words that nearly all others use too."""
    for kind, texts in _by_kind(catalogue, facts.bounds.telling).items():
        least = facts.bounds.telling[kind]
        bags = [set(_stems(each.text)) for each in texts]
        used = Counter(word for bag in bags for word in bag)
        limit = max(1, RARE * len(bags))
        for passage, bag in zip(texts, bags, strict=True):
            number = sum(used[word] <= limit for word in bag)
            if number < least:
                what = f"words that few other texts use: {number}"
                remedy = f"name things of this requirement, {least} at least"
                yield Flaw("telling", passage.place, passage.field, what, remedy)


def alike(texts: Sequence[str], limit: float) -> Iterator[tuple[int, int, float]]:
    """Every pair of texts whose likeness is above `limit`, the later one second.

    Likeness is the cosine of the texts' words and word pairs, each weighing more the rarer it is
    among all texts (TF-IDF): sharing a topic's common words counts little, a copy counts nearly 1.
    """
    rows = _weights(texts)
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, row in enumerate(rows):
        near: dict[int, float] = defaultdict(float)
        for feature, weight in row.items():
            for other, its in holders[feature]:
                near[other] += weight * its
            holders[feature].append((number, weight))
        for other, likeness in near.items():
            if likeness > limit:
                yield other, number, min(likeness, 1.0)


def _weights(texts: Sequence[str]) -> list[dict[str, float]]:
    """Each text as features with weights of total length 1."""
    counted = [Counter(_features(text)) for text in texts]
    used = Counter(feature for each in counted for feature in each)
    rows = []
    for each in counted:
        row = {
            feature: (PAIR if " " in feature else 1)
            * (1 + log(times))
            * log((1 + len(texts)) / used[feature])
            for feature, times in each.items()
        }
        size = sqrt(sum(weight * weight for weight in row.values()))
        rows.append({feature: weight / size for feature, weight in row.items()})
    return rows


def _features(text: str) -> list[str]:
    words = _stems(text)
    pairs = [f"{one} {other}" for one, other in pairwise(words)]
    return [*words, *pairs]


def _stems(text: str) -> list[str]:
    return [PLURAL.sub("", word) for word in words_of(text)]


def _by_kind(catalogue: Catalogue, kinds: Iterable[str]) -> dict[str, list[Passage]]:
    sorted_out: dict[str, list[Passage]] = {kind: [] for kind in kinds}
    for passage in passages(catalogue):
        if passage.kind in sorted_out:
            sorted_out[passage.kind].append(passage)
    return sorted_out


def _short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} ..."
