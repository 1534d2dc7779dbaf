"""The 2018 catalogue with something changed, for tests of what watches over it."""

from builders import catalogue
from iso20k_gap.core.catalogue import Catalogue


def clauses(change):
    """The 2018 catalogue with `change` applied to its list of clauses."""
    whole = catalogue()
    return Catalogue(edition=whole.edition, clauses=tuple(change(list(whole.clauses))))


def clause(identifier, **fields):
    """The 2018 catalogue with other fields in one clause."""
    return clauses(
        lambda every: [
            each.model_copy(update=fields) if each.id == identifier else each for each in every
        ]
    )


def sentence(identifier, number, **fields):
    """The 2018 catalogue with other fields in one sentence of a clause."""
    sentences = list(catalogue().clause_by_id[identifier].sentences)
    sentences[number - 1] = sentences[number - 1].model_copy(update=fields)
    return clause(identifier, sentences=tuple(sentences))


def requirements(identifier, change):
    """The 2018 catalogue with `change` applied to the requirements of one clause."""
    every = catalogue().clause_by_id[identifier].sentences
    changed = [
        each.model_copy(update={"requirements": tuple(change(list(each.requirements)))})
        for each in every
    ]
    return clause(identifier, sentences=tuple(each for each in changed if each.requirements))


def requirement(identifier, **fields):
    """The 2018 catalogue with other fields in one requirement."""
    return requirements(
        identifier.partition("-")[0],
        lambda every: [
            each.model_copy(update=fields) if each.id == identifier else each for each in every
        ],
    )


def without(identifier):
    """The 2018 catalogue without one requirement."""
    return requirements(
        identifier.partition("-")[0],
        lambda every: [each for each in every if each.id != identifier],
    )


def followed_by(identifier, new):
    """The 2018 catalogue with a requirement repeated under a new id."""
    return requirements(
        identifier.partition("-")[0],
        lambda every: [
            twin
            for each in every
            for twin in (
                [each, each.model_copy(update={"id": new})] if each.id == identifier else [each]
            )
        ],
    )


def swapped(one, other):
    """The 2018 catalogue with two clauses in each other's place."""

    def change(every):
        places = {each.id: number for number, each in enumerate(every)}
        first, second = places[one], places[other]
        every[first], every[second] = every[second], every[first]
        return every

    return clauses(change)


def all_essential():
    """The 2018 catalogue with every requirement essential."""
    return clauses(lambda every: [_essential(each) for each in every])


def _essential(each):
    parts = (
        part.model_copy(
            update={
                "requirements": tuple(
                    item.model_copy(update={"essential": True}) for item in part.requirements
                )
            }
        )
        for part in each.sentences
    )
    return each.model_copy(update={"sentences": tuple(parts)})


def roles(*more):
    """The 2018 catalogue with further roles in its edition."""
    whole = catalogue()
    edition = whole.edition.model_copy(update={"roles": (*whole.edition.roles, *more)})
    return Catalogue(edition=edition, clauses=whole.clauses)


def text(identifier, field):
    """What a requirement of the 2018 catalogue says in one field."""
    return getattr(catalogue().by_id[identifier], field)
