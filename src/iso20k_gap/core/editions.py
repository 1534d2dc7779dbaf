"""An edition as it stood before its amendments, for reading assessments made then."""

from iso20k_gap.core.catalogue import Catalogue, Clause, Sentence


def without_amendments(catalogue: Catalogue) -> Catalogue:
    """The catalogue as first published: without what amendments added since."""
    if not catalogue.edition.amendments:
        return catalogue
    clauses = tuple(_first_published(clause) for clause in catalogue.clauses)
    labels = ", ".join(each.id for each in catalogue.edition.amendments)
    sentences = sum(len(clause.sentences) for clause in clauses)
    requirements = sum(len(clause.requirements) for clause in clauses)
    edition = catalogue.edition.model_copy(
        update={
            "amendments": (),
            "status": f"read without {labels}, for assessments made before it",
            "counting": f"{sentences} sentences and {requirements} requirements without {labels}.",
        }
    )
    return Catalogue(edition=edition, clauses=clauses)


def _first_published(clause: Clause) -> Clause:
    kept = [
        Sentence(
            lead=sentence.lead,
            place=sentence.place,
            requirements=tuple(each for each in sentence.requirements if not each.since),
        )
        for sentence in clause.sentences
        if not all(each.since for each in sentence.requirements)
    ]
    return clause.model_copy(update={"sentences": tuple(kept)})
