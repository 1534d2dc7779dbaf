"""Rules on single texts: length, reading ease, spelling, filler, and words that are ISO's."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from iso20k_gap.core.catalogue import Catalogue
from iso20k_gap.core.lint.facts import Facts
from iso20k_gap.core.lint.flaw import Flaw
from iso20k_gap.core.lint.passages import (
    Passage,
    density_of,
    passages,
    sentences_of,
    words_of,
)

IZE = re.compile(
    r"\b\w{2,}(?:i|y)z(?:e|es|ed|er|ers|ing|ation|ations|ational|able)\b", re.IGNORECASE
)
FOLLOW_UP = re.compile(
    r"\b(?:and|or|but)\b(?:\s\w+)?\s(?:what|who|how|which|when|where|why|whom|whose)\b",
    re.IGNORECASE,
)
STOP = re.compile(r"[.!?;]\s")
MOST_FOLLOW_UPS = 1


def filler(catalogue: Catalogue, facts: Facts) -> Iterator[Flaw]:
    """Complain of phrases that say nothing."""
    pattern = _any_of(facts.lists.filler)
    for passage in passages(catalogue):
        for hit in pattern.finditer(passage.text):
            remedy = "say what exactly, by whom, how often or how many"
            yield _flaw("filler", passage, f"{_shown(hit)!r} says nothing", remedy)


def standard_voice(catalogue: Catalogue, facts: Facts) -> Iterator[Flaw]:
    """Complain of words that sound like a sentence of the standard; its text is ISO's."""
    pattern = _any_of(facts.lists.standard)
    for passage in passages(catalogue):
        if passage.kind == "documented":
            continue
        for hit in pattern.finditer(passage.text):
            what = f"{_shown(hit)!r} reads like the standard's own sentence"
            yield _flaw("standard-voice", passage, what, "say it in your own words")


def spelling(catalogue: Catalogue, facts: Facts) -> Iterator[Flaw]:
    """Complain of American spelling."""
    american = {key.casefold(): word for key, word in facts.lists.american.items()}
    keep = {word.casefold() for word in facts.lists.keep_ize}
    pattern = _any_of(facts.lists.american)
    for passage in passages(catalogue):
        for hit in pattern.finditer(passage.text):
            british = american[_entry(hit.group(), american)]
            yield _flaw("spelling", passage, f"{hit.group()!r} is American", f"write {british!r}")
        for hit in IZE.finditer(passage.text):
            if hit.group().casefold() not in keep:
                british = re.sub(r"([iy])z", r"\1s", hit.group())
                what = f"{hit.group()!r} is American here"
                yield _flaw("spelling", passage, what, f"write {british!r}")


def length(catalogue: Catalogue, facts: Facts) -> Iterator[Flaw]:
    """Complain of texts and sentences too short or too long to be read."""
    bounds = facts.bounds
    for passage in passages(catalogue):
        number, span = len(words_of(passage.text)), bounds.words.get(passage.kind)
        if span and not span.holds(number):
            remedy = f"write {span.least:g} to {span.most:g} words"
            yield _flaw("length", passage, f"{number} words", remedy)
        longest = max((len(words_of(each)) for each in sentences_of(passage.text)), default=0)
        if longest > bounds.sentence:
            remedy = f"cut it in two: at most {bounds.sentence} words"
            yield _flaw("length", passage, f"a sentence of {longest} words", remedy)


def reading_ease(catalogue: Catalogue, facts: Facts) -> Iterator[Flaw]:
    """Complain of texts that are hard to read aloud: long sentences made of long words."""
    for passage in passages(catalogue):
        most = facts.bounds.density.get(passage.kind)
        density = density_of(passage.text)
        if most and density > most:
            remedy = f"use shorter words and sentences, down to {most}"
            yield _flaw("reading-ease", passage, f"LIX {density:.0f}", remedy)


def one_question(catalogue: Catalogue, _: Facts) -> Iterator[Flaw]:
    """Complain of a question that is none, or several."""
    for passage in passages(catalogue):
        if passage.kind != "question":
            continue
        text = passage.text
        if text.count("?") != 1 or not text.endswith("?") or STOP.search(text):
            remedy = "ask one question in one sentence that ends with the only question mark"
            yield _flaw("one-question", passage, "not one question", remedy)
        elif len(FOLLOW_UP.findall(text)) > MOST_FOLLOW_UPS:
            what = "three questions in one"
            yield _flaw("one-question", passage, what, "ask one thing, with one follow-up at most")


def _flaw(rule: str, passage: Passage, what: str, remedy: str) -> Flaw:
    return Flaw(rule, passage.place, passage.field, what, remedy)


def _shown(hit: re.Match[str]) -> str:
    return " ".join(hit.group().split())


def _entry(word: str, american: Iterable[str]) -> str:
    """The entry of the word list that took `word`."""
    found = word.casefold()
    return next(
        key
        for key in american
        if key == found or (key.endswith("*") and found.startswith(key[:-1]))
    )


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    return _compiled(tuple(phrases))


@cache
def _compiled(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for all phrases: whole words, any punctuation between them, `*` any ending."""
    parts = []
    for phrase in phrases:
        words = [re.escape(word).replace(r"\*", r"\w*") for word in phrase.split()]
        parts.append(r"[\s,;]+".join(words))
    return re.compile(rf"\b(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)
