"""All rules, by name, and the one call that holds a catalogue against them."""

from collections.abc import Callable, Iterator

from iso20k_gap.core.catalogue import Catalogue
from iso20k_gap.core.lint import documents, identity, likeness, references, wording
from iso20k_gap.core.lint.facts import Facts
from iso20k_gap.core.lint.flaw import EDITION, Flaw
from iso20k_gap.core.record import clause_key

Rule = Callable[[Catalogue, Facts], Iterator[Flaw]]

RULES: dict[str, Rule] = {
    "clause-order": identity.clause_order,
    "titles": identity.titles,
    "counts": identity.counts,
    "id-order": identity.id_order,
    "id-lost": identity.id_lost,
    "id-new": identity.id_new,
    "id-moved": identity.id_moved,
    "letters": identity.letters,
    "amendments": identity.amendments,
    "essential-share": identity.essential_share,
    "fields": references.fields,
    "leads": references.leads,
    "clause-actions": references.clause_actions,
    "prerequisites": references.prerequisites,
    "prerequisite-cycles": references.prerequisite_cycles,
    "phases": references.phases,
    "owners": references.owners,
    "other-parties": references.other_parties,
    "no-occurrence": references.no_occurrence,
    "register": documents.register,
    "evidence": documents.evidence,
    "near-duplicates": likeness.near_duplicates,
    "telling": likeness.telling,
    "one-question": wording.one_question,
    "length": wording.length,
    "reading-ease": wording.reading_ease,
    "filler": wording.filler,
    "standard-voice": wording.standard_voice,
    "spelling": wording.spelling,
}


def lint(catalogue: Catalogue, facts: Facts) -> tuple[Flaw, ...]:
    """Everything wrong in the catalogue, in the order of the standard."""
    flaws = [flaw for rule in RULES.values() for flaw in rule(catalogue, facts)]
    return tuple(sorted(flaws, key=_place))


def _place(flaw: Flaw) -> tuple[int, ...]:
    if flaw.place == EDITION:
        return ()
    return clause_key(flaw.place.partition(":")[0])
