"""Rules on ids, numbers and titles: the catalogue holds what the fact sheet says, in order."""

from collections.abc import Iterator
from itertools import pairwise

from iso20k_gap.core.catalogue import Catalogue, Clause
from iso20k_gap.core.lint.facts import ClauseCount, Facts
from iso20k_gap.core.lint.flaw import EDITION, Flaw
from iso20k_gap.core.record import clause_key

IDS = "ids.txt"


def clause_order(catalogue: Catalogue, _: Facts) -> Iterator[Flaw]:
    """Complain of clauses out of the standard's order."""
    ids = [clause.id for clause in catalogue.clauses]
    for earlier, later in pairwise(ids):
        if clause_key(earlier) >= clause_key(later):
            what = f"clause {later} stands after {earlier}"
            yield Flaw("clause-order", later, "id", what, "put it in the standard's order, once")


def id_order(catalogue: Catalogue, facts: Facts) -> Iterator[Flaw]:
    """Complain of requirement ids that do not run 01, 02, 03 through their clause.

    An id appended later to `ids.txt` may stand where the standard has its requirement.
    """
    appended = _appended(facts)
    for clause in catalogue.lowest:
        ids = [each.id for each in clause.requirements]
        due = [f"{clause.id}-{number:02}" for number in range(1, len(ids) + 1)]
        early = [each for each in ids if each not in appended]
        stray = [each for each in ids if each not in due or ids.count(each) > 1]
        stray += [later for one, later in pairwise(early) if clause_key(one) > clause_key(later)]
        if stray:
            what = f"the ids go {', '.join(each.partition('-')[2] for each in ids)}"
            remedy = f"number them {due[0]} to {due[-1]}, each once and in order"
            yield Flaw("id-order", stray[0], "id", what, remedy)


def _appended(facts: Facts) -> set[str]:
    """The ids that are listed after an id of a later clause: added when others were published."""
    appended: set[str] = set()
    latest: tuple[int, ...] = ()
    for each in facts.published:
        key = clause_key(each)
        if key < latest:
            appended.add(each)
        latest = max(latest, key)
    return appended


def letters(catalogue: Catalogue, _: Facts) -> Iterator[Flaw]:
    """Complain of list letters that do not run a, b, c through their sentence."""
    for name, _clause, sentence in catalogue.sentences():
        found = "".join(each.letter for each in sentence.requirements)
        due = "abcdefghijklmnopqrstuvwxyz"[: len(found)]
        if found != due or (found and len(found) < len(sentence.requirements)):
            what = f"the letters go {' '.join(found)!r}"
            remedy = "letter every item from a, or none"
            yield Flaw("letters", sentence.requirements[0].id, "letter", f"{name}: {what}", remedy)


def id_lost(catalogue: Catalogue, facts: Facts) -> Iterator[Flaw]:
    """Complain of a published id that is gone."""
    for identifier in facts.published:
        if identifier not in catalogue.by_id:
            what = f"{identifier} was published and is gone"
            remedy = "bring it back: assessments and baselines refer to it for ever"
            yield Flaw("id-lost", identifier, "id", what, remedy)


def id_new(catalogue: Catalogue, facts: Facts) -> Iterator[Flaw]:
    """Complain of an id that is not yet listed as published."""
    for name, _clause, sentence in catalogue.sentences():
        number = name.partition(":")[2]
        for each in sentence.requirements:
            if each.id not in facts.published:
                remedy = f"append the line '{each.id} {number}{each.letter}' to {IDS}"
                yield Flaw("id-new", each.id, "id", f"{each.id} is not listed in {IDS}", remedy)


def id_moved(catalogue: Catalogue, facts: Facts) -> Iterator[Flaw]:
    """Complain of a published id that now stands for another place in the standard."""
    for name, _clause, sentence in catalogue.sentences():
        number = name.partition(":")[2]
        for each in sentence.requirements:
            old = facts.published.get(each.id)
            now = f"{number}{each.letter}"
            if old and old.place != now:
                what = f"{each.id} was published for sentence {old.place}, and now stands at {now}"
                remedy = "an id keeps its meaning: put the requirement back, or append a new id"
                yield Flaw("id-moved", each.id, "id", what, remedy)


def titles(catalogue: Catalogue, facts: Facts) -> Iterator[Flaw]:
    """Complain of clauses and titles that are not those of the fact sheet."""
    for clause in catalogue.clauses:
        known = facts.counts.by_id.get(clause.id)
        if known is None:
            what = f"the fact sheet has no clause {clause.id}"
            yield Flaw("titles", clause.id, "id", what, "remove it, or correct counts.yaml")
        elif known.title != clause.title:
            remedy = f"the standard's title is {known.title!r}"
            yield Flaw("titles", clause.id, "title", f"titled {clause.title!r}", remedy)
    for missing in facts.counts.by_id.keys() - catalogue.clause_by_id.keys():
        yield Flaw("titles", missing, "id", f"clause {missing} is missing", "write it")


def counts(catalogue: Catalogue, facts: Facts) -> Iterator[Flaw]:
    """Complain of a clause with other numbers than the fact sheet's."""
    for clause in catalogue.clauses:
        due = facts.counts.by_id.get(clause.id)
        if due is not None:
            yield from _miscounts(clause, due)


def _miscounts(clause: Clause, due: ClauseCount) -> Iterator[Flaw]:
    found = {
        "sentences": len(clause.sentences),
        "requirements": len(clause.requirements),
        "letters": sum(bool(each.letter) for each in clause.requirements),
    }
    for column, number in found.items():
        wanted = getattr(due, column)
        if number != wanted:
            what = f"{number} {column}, the fact sheet has {wanted}"
            remedy = "write what is missing, or correct counts.yaml and argue it in the docs"
            yield Flaw("counts", clause.id, column, what, remedy)


def amendments(catalogue: Catalogue, _: Facts) -> Iterator[Flaw]:
    """Complain of a requirement that came with an amendment nobody knows."""
    known = {each.id for each in catalogue.edition.amendments}
    for each in catalogue.requirements:
        if each.since and each.since not in known:
            remedy = f"known are: {', '.join(sorted(known)) or 'none'}"
            yield Flaw("amendments", each.id, "since", f"no amendment {each.since!r}", remedy)


def essential_share(catalogue: Catalogue, facts: Facts) -> Iterator[Flaw]:
    """Complain of too many or too few requirements marked essential."""
    everything = catalogue.requirements
    if not everything:
        return
    share = 100 * sum(each.essential for each in everything) / len(everything)
    span = facts.bounds.essential
    if not span.holds(share):
        what = f"{share:.1f} % of the requirements are essential"
        remedy = f"keep it between {span.least:g} and {span.most:g} %: absence alone is a major"
        yield Flaw("essential-share", EDITION, "essential", what, remedy)
