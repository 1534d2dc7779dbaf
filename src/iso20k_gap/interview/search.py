"""Finding a question by its number or by words."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from iso20k_gap.core.catalogue import Catalogue, is_under
from iso20k_gap.core.questionnaire import Question
from iso20k_gap.language import role

NUMBER = re.compile(r"\s*(\d+(?:\.\d+)*)(?:\s*-\s*(\d+)|\s*\.?([a-z])\)?)?\s*", re.IGNORECASE)


def place_of(name: str, questions: tuple[Question, ...], catalogue: Catalogue) -> int | None:
    """Where the question stands that a person means: `8.6`, `8.6.1-3`, `8.6.1c`, `S04`.

    A clause means its first question; None where there is no such question.
    """
    wanted = name.strip().casefold()
    by_id = {each.id.casefold(): place for place, each in enumerate(questions)}
    if wanted in by_id:
        return by_id[wanted]
    found = NUMBER.fullmatch(wanted)
    if not found:
        return None
    clause, number, letter = found.groups()
    identifiers = _requirements(catalogue, clause, number, letter)
    return next(
        (
            place
            for place, question in enumerate(questions)
            if any(each in identifiers for each in question.requirements)
        ),
        None,
    )


def _requirements(
    catalogue: Catalogue, clause: str, number: str | None, letter: str | None
) -> set[str]:
    if number:
        return {f"{clause}-{int(number):02}"}
    return {
        each.id
        for each in catalogue.requirements
        if is_under(each.clause, clause) and (not letter or each.letter == letter)
    }


def nearest(name: str, questions: Iterable[Question], catalogue: Catalogue) -> str:
    """What a person may have meant by a number there is not: names in a row, or nothing."""
    known = [*(each.id for each in questions), *catalogue.clause_by_id]
    return " / ".join(get_close_matches(name.strip(), known, n=3, cutoff=0.6))


def matches(words: str, questions: tuple[Question, ...], catalogue: Catalogue) -> Iterator[int]:
    """The places of the questions in which all the words occur."""
    wanted = words.casefold().split()
    for place, question in enumerate(questions):
        text = " ".join(_texts(question, catalogue)).casefold()
        if wanted and all(word in text for word in wanted):
            yield place


def _texts(question: Question, catalogue: Catalogue) -> Iterator[str]:
    yield from (question.id, question.text, question.help)
    for identifier in question.requirements:
        requirement = catalogue.by_id[identifier]
        yield from (identifier, requirement.statement, requirement.owner, *requirement.tags)
        yield role(requirement.owner)
        yield from (requirement.documented.name, *requirement.evidence)
        yield catalogue.clause_by_id[requirement.clause].title
