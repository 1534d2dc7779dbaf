"""Rules on what points where: actions, prerequisites, roles, parties, and fields left out."""

from collections import Counter
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from iso20k_gap.core.catalogue import Catalogue, Clause, Phase, is_under
from iso20k_gap.core.lint.facts import Facts
from iso20k_gap.core.lint.flaw import EDITION, Flaw
from iso20k_gap.core.record import clause_key


def fields(catalogue: Catalogue, _: Facts) -> Iterator[Flaw]:
    """Complain of a field left empty that the form of a record cannot insist on."""
    for clause in catalogue.lowest:
        for name in ("goal", "measure", "owner", "practices", "actions"):
            if not getattr(clause, name):
                yield Flaw("fields", clause.id, name, f"{name} is missing", "write it")
        if not any(clause.shared.model_dump().values()):
            remedy = "name the clause of ISO 9001 or ISO/IEC 27001, or say in a note that none is"
            yield Flaw("fields", clause.id, "shared", "shared is missing", remedy)
    for each in catalogue.requirements:
        if not each.tags or any(tag != tag.lower() for tag in each.tags):
            what = "tags are missing or not in lower case"
            yield Flaw("fields", each.id, "tags", what, "write one to three lower-case words")


def leads(catalogue: Catalogue, _: Facts) -> Iterator[Flaw]:
    """Complain of a list without a lead, and of a lead without a list."""
    for name, _clause, sentence in catalogue.sentences():
        is_list = len(sentence.requirements) > 1
        if is_list != bool(sentence.lead):
            what = "a list without a lead" if is_list else "a lead over a single requirement"
            remedy = "say what the items have in common" if is_list else "remove the lead"
            yield Flaw("leads", name, "lead", what, remedy)


def clause_actions(catalogue: Catalogue, _: Facts) -> Iterator[Flaw]:
    """Complain of a requirement that no action of its clause closes, and of idle actions."""
    for clause in catalogue.lowest:
        own = {action.id for action in clause.actions}
        for each in clause.requirements:
            if each.action not in own:
                remedy = f"the clause has: {', '.join(sorted(own)) or 'none'}"
                what = f"{each.action} is no action of clause {clause.id}"
                yield Flaw("clause-actions", each.id, "action", what, remedy)
        for idle in sorted(own - {each.action for each in clause.requirements}):
            what = "no requirement points to this action"
            yield Flaw("clause-actions", idle, "id", what, "point to it, or remove it")
    seen = Counter(action.id for clause in catalogue.clauses for action in clause.actions)
    for twice in (identifier for identifier, times in seen.items() if times > 1):
        yield Flaw("clause-actions", twice, "id", "the action id is used twice", "number it anew")


def prerequisites(catalogue: Catalogue, _: Facts) -> Iterator[Flaw]:
    """Complain of a prerequisite that is no clause with requirements, or the clause itself."""
    for clause in catalogue.lowest:
        sources = [(clause.id, clause.prerequisites)]
        sources += [(action.id, action.prerequisites) for action in clause.actions]
        for place, needs in sources:
            for need in needs:
                if not catalogue.under(need):
                    what = f"there is no clause {need} with requirements"
                    remedy = "name a clause of this edition"
                    yield Flaw("prerequisites", place, "prerequisites", what, remedy)
                elif is_under(clause.id, need):
                    what = f"{need} holds the clause itself"
                    remedy = "name the other clauses one by one"
                    yield Flaw("prerequisites", place, "prerequisites", what, remedy)


def prerequisite_cycles(catalogue: Catalogue, _: Facts) -> Iterator[Flaw]:
    """Complain of clauses that wait for each other in a circle."""
    graph = {
        clause.id: [
            other.id
            for other in catalogue.lowest
            if other.id != clause.id and any(is_under(other.id, need) for need in _needs(clause))
        ]
        for clause in catalogue.lowest
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = list(reversed(error.args[1][1:]))
        begin = circle.index(min(circle, key=clause_key))
        path = [*circle[begin:], *circle[:begin], circle[begin]]
        what = f"the clauses wait for each other: {' needs '.join(path)}"
        remedy = "remove the weakest of these prerequisites"
        yield Flaw("prerequisite-cycles", path[0], "prerequisites", what, remedy)


def _needs(clause: Clause) -> set[str]:
    return {*clause.prerequisites, *(need for a in clause.actions for need in a.prerequisites)}


def phases(catalogue: Catalogue, _: Facts) -> Iterator[Flaw]:
    """Complain of work that lies in an earlier phase than the work it waits for."""
    order = list(Phase)
    worked = [clause for clause in catalogue.lowest if clause.actions]
    first = {each.id: min(order.index(a.phase) for a in each.actions) for each in worked}
    for clause in worked:
        last = max(order.index(action.phase) for action in clause.actions)
        for need in clause.prerequisites:
            for other, begins in first.items():
                if is_under(other, need) and begins > last:
                    what = f"ends in phase {order[last]}, but {other} begins in a later one"
                    remedy = "move the work, or remove the prerequisite"
                    yield Flaw("phases", clause.id, "actions", what, remedy)


def owners(catalogue: Catalogue, _: Facts) -> Iterator[Flaw]:
    """Complain of an owner who is no role of the edition, and of a role without any work."""
    roles = set(catalogue.edition.roles)
    owned = [(clause.id, clause.owner) for clause in catalogue.lowest if clause.owner]
    owned += [(each.id, each.owner) for each in catalogue.requirements]
    for place, owner in owned:
        if owner not in roles:
            remedy = "choose a role of edition.yaml, or add it there"
            yield Flaw("owners", place, "owner", f"{owner!r} is no role of the edition", remedy)
    for idle in sorted(roles - {owner for _, owner in owned}):
        what = f"the role {idle!r} owns nothing"
        yield Flaw("owners", EDITION, "roles", what, "remove it from edition.yaml, or use it")


def other_parties(catalogue: Catalogue, facts: Facts) -> Iterator[Flaw]:
    """Complain where another party is allowed to do what the organisation must do itself."""
    for each in catalogue.requirements:
        for own in facts.applicability.own:
            if each.others and is_under(each.clause, own):
                what = (
                    f"another party may perform it, though clause {own} is the organisation's own"
                )
                yield Flaw("other-parties", each.id, "others", what, "write 'others: false'")


def no_occurrence(catalogue: Catalogue, facts: Facts) -> Iterator[Flaw]:
    """Complain of a way out of a requirement where the standard leaves none."""
    allowed = facts.applicability.no_occurrence
    for each in catalogue.requirements:
        if each.no_occurrence and not any(is_under(each.clause, clause) for clause in allowed):
            what = f"clause {each.clause} always applies, yet a condition is given"
            remedy = "remove no_occurrence, or argue the clause in clauses/rules/lint.yaml"
            yield Flaw("no-occurrence", each.id, "no_occurrence", what, remedy)
