"""For the tests of languages: an assessment in which only what nobody translates is left unsaid.

What people typed is made of digits, and the catalogue's texts stand in brackets, so every other
word outside brackets is a text that was forgotten.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builders import TODAY, rulebook
from documents import Page
from iso20k_gap.core.assessment import Answer
from iso20k_gap.core.evaluation import Evaluation, evaluate
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.core.translation import translated, translated_rules
from iso20k_gap.files import assessment_folder, library, plan_file
from iso20k_gap.language import ENGLISH, speaking
from pseudo import CLOSE, OPEN, unsaid_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from iso20k_gap.core.assessment import Assessment
    from iso20k_gap.core.catalogue import Catalogue

EXAMPLE = Path(__file__).parents[1] / "examples" / "northgate-managed-services"
SHOWN = ("alt", "title", "aria-label", "content", "data-text", "placeholder")
"""The attributes of a page that a person sees or hears."""

KEYS = {
    "schema", "edition", "label", "questionnaire", "scale", "kind", "performed_by", "id", "rating",
    "finding", "grade", "sha256", "role", "country", "currency", "status", "accent",
}  # fmt: skip
"""The fields whose words are no text that a person typed freely."""


def said(text: str) -> str:
    """A text as the pseudo language says it."""
    return f"{OPEN}{text}{CLOSE}"


def digits(value: Any, key: str = "") -> Any:
    """Plain data with every letter that a person typed turned into a digit."""
    if isinstance(value, dict):
        return {name: digits(each, name) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [digits(each, key) for each in value]
    if isinstance(value, str) and key not in KEYS:
        return re.sub("[A-Za-z]", "0", value)
    return value


def typed_in_digits(assessment: Assessment) -> Assessment:
    """The assessment with digits for letters wherever a person typed."""
    data = assessment.model_dump(mode="json", by_alias=True)
    answers = {name: digits(each) for name, each in data.pop("answers").items()}
    interviews = [{**each, "role": ""} for each in data.pop("interviews")]
    kept = {**digits(data), "interviews": digits(interviews)}
    made = assessment.model_validate(kept)
    return made.with_answers({name: Answer.model_validate(each) for name, each in answers.items()})


def spoken(catalogue: Catalogue, assessment: Assessment) -> Evaluation:
    """The evaluation in the pseudo language."""
    with speaking(ENGLISH):
        rules = rulebook(assessment.edition)
    made = typed_in_digits(assessment)
    evaluation = evaluate(translated(catalogue, said), made, translated_rules(rules, said), TODAY)
    return replace(evaluation, catalogue=_with_edition_said(evaluation.catalogue))


def example() -> tuple[Evaluation, PlanDecisions]:
    """The shipped example and what its people decided about the plan."""
    with speaking(ENGLISH):
        folder = assessment_folder.read(EXAMPLE)
        catalogue = library.shipped_catalogue("2018")
        decisions = plan_file.read(EXAMPLE, catalogue).model_dump(mode="json", by_alias=True)
    return spoken(catalogue, folder.assessment), PlanDecisions.model_validate(digits(decisions))


def _with_edition_said(catalogue: Catalogue) -> Catalogue:
    """What the data tells of an edition beside its texts."""
    edition = catalogue.edition.model_copy(
        update={
            "status": said(catalogue.edition.status),
            "counting": said(catalogue.edition.counting),
            "provenance": tuple(said(each) for each in catalogue.edition.provenance),
        }
    )
    return catalogue.model_copy(update={"edition": edition})


def unsaid_in_page(content: bytes, allowed: Collection[str]) -> set[str]:
    """The words of a page that nobody said."""
    page = Page(content)
    texts = [*page.parts, *(text for name in SHOWN for text in page.values(name))]
    return unsaid_in(texts, allowed)


def unsaid_in_markdown(content: bytes, allowed: Collection[str]) -> set[str]:
    """The words of Markdown that nobody said."""
    plain = re.sub(r"\\(.)", r"\1", content.decode().replace("<br>", " "))
    return unsaid_in(re.split(r"\n|\|", plain), allowed)


def unsaid_in(texts: Iterable[str], allowed: Collection[str]) -> set[str]:
    """The words that stand outside all brackets; each text begins outside."""
    names = re.compile(r"\b(?:" + "|".join(sorted(allowed, key=len, reverse=True)) + r")\b")
    return {word for each in _whole(texts) for word in unsaid_words(names.sub("", each))}


def _whole(texts: Iterable[str]) -> Iterator[str]:
    """The texts, those broken over lines within brackets as one; a cut text ends with a sign."""
    begun = ""
    for each in texts:
        begun += each
        if begun.count(OPEN) <= begun.count(CLOSE) or each.rstrip().endswith("…"):
            yield begun
            begun = ""
    assert not begun, begun[:300]
