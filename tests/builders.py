"""Makes assessments for tests, from ratings by requirement or clause id."""

from datetime import date
from pathlib import Path
from typing import Any

from iso20k_gap.core.assessment import Answer, Assessment, Evidence
from iso20k_gap.core.evaluation import Evaluation, Rulebook, evaluate
from iso20k_gap.core.rating import NO_OCCURRENCE
from iso20k_gap.files import library

TODAY = date(2026, 11, 21)
READY = {
    "since": "2026-01-01",
    "internal_audit": {"completed": "2026-09-01"},
    "management_review": "2026-09-15",
    "continuity_test": "2026-06-01",
}


def catalogue(edition: str = "2018") -> Any:
    """A shipped catalogue."""
    return library.load_catalogue(edition)


def rulebook(edition: str = "2018", scale: str = "nplf") -> Rulebook:
    """The shipped rules."""
    return library.load_rulebook(edition, scale)


def answers(ratings: dict[str, str], edition: str = "2018", **fields: Any) -> dict[str, Answer]:
    """Answers from ratings; a clause id stands for all its requirements, later ones win."""
    made = {}
    for name, rating in ratings.items():
        known = name in catalogue(edition).by_id
        ids = [name] if known else [each.id for each in catalogue(edition).under(name)] or [name]
        reason = {"reason": "none happened"} if rating == NO_OCCURRENCE else {}
        for identifier in ids:
            made[identifier] = Answer(rating=rating, **reason, **fields)
    order = {identifier: number for number, identifier in enumerate(catalogue(edition).by_id)}
    return dict(sorted(made.items(), key=lambda item: order.get(item[0], len(order))))


EVERYTHING = ("4", "5", "6", "7", "8", "9", "10")


def everything(rating: str) -> dict[str, str]:
    """The same rating for the whole edition."""
    return dict.fromkeys(EVERYTHING, rating)


def evidence(**fields: Any) -> tuple[Evidence, ...]:
    """One piece of evidence."""
    return (Evidence(title="Change board minutes of October", **fields),)


def assessment(
    ratings: dict[str, str] | None = None, edition: str = "2018", **fields: Any
) -> Assessment:
    """An assessment of a made-up organisation."""
    given = fields.pop("answers", None)
    return Assessment.model_validate(
        {
            "schema": 1,
            "edition": edition,
            "catalogue_version": 1,
            "organisation": {"name": "Acme Services", "scope": "Managed workplace"},
            **fields,
        }
    ).with_answers(given if given is not None else answers(ratings or {}, edition))


def evaluation(
    ratings: dict[str, str] | None = None, scale: str = "nplf", on: date = TODAY, **fields: Any
) -> Evaluation:
    """An evaluation of a made-up assessment."""
    edition = fields.get("edition", "2018")
    made = assessment(ratings, **fields)
    return evaluate(catalogue(edition), made, rulebook(edition, scale), on)


def new_folder(path: Path, *options: str) -> Path:
    """A new assessment folder, made by the program."""
    from iso20k_gap.cli.app import main

    code = main(
        ["new", str(path), "--organisation", "Acme", "--scope", "Workplace", "-q", *options]
    )
    assert code == 0
    return path
