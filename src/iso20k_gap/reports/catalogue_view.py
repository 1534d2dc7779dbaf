"""The catalogue for reading in the terminal, and as plain data."""

from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from iso20k_gap.core.catalogue import Catalogue, Clause, DocumentKind, RemedialAction, Requirement
from iso20k_gap.core.consistency import did_you_mean
from iso20k_gap.errors import Complaint, UsageError
from iso20k_gap.language import _, role
from iso20k_gap.reports import words

Parts = list[RenderableType]


def requirement_data(requirement: Requirement) -> dict[str, Any]:
    """A requirement with all its fields."""
    return {"clause": requirement.clause, **requirement.model_dump(mode="json")}


def list_data(catalogue: Catalogue, clause: str) -> list[dict[str, Any]]:
    """The clauses with their counts, or the requirements below one."""
    if clause:
        return [requirement_data(each) for each in _below(catalogue, clause)]
    return [
        {
            "id": each.id,
            "title": each.title,
            "requirements": len(catalogue.under(each.id)),
            "sentences": len(each.sentences),
        }
        for each in catalogue.clauses
    ]


def list_table(catalogue: Catalogue, clause: str) -> Table:
    """The clauses as a tree with counts, or the requirements below one."""
    if clause:
        return hits_table(catalogue, _below(catalogue, clause))
    table = Table(box=None, pad_edge=False)
    table.add_column(_("Clause"), no_wrap=True)
    table.add_column(_("Title"), overflow="fold")
    table.add_column(_("Requirements"), justify="right")
    for each in catalogue.clauses:
        indent = "  " * each.id.count(".")
        style = "" if each.sentences else "bold"
        number = str(len(catalogue.under(each.id)))
        table.add_row(Text(indent + each.id, style), Text(indent + each.title, style), number)
    return table


def _below(catalogue: Catalogue, name: str) -> tuple[Requirement, ...]:
    _refuse_unknown(catalogue, name)
    return (catalogue.by_id[name],) if name in catalogue.by_id else catalogue.under(name)


def _refuse_unknown(catalogue: Catalogue, name: str) -> None:
    known = [*catalogue.clause_by_id, *catalogue.by_id]
    if name not in known:
        what = f"edition {catalogue.edition.id} has no clause or requirement {name!r}"
        raise UsageError(Complaint(what, did_you_mean(name, known)))


def hits_table(catalogue: Catalogue, hits: tuple[Requirement, ...]) -> Table:
    """Requirements in a table: id, clause, statement."""
    table = Table(box=None, pad_edge=False)
    table.add_column(_("Requirement"), no_wrap=True)
    table.add_column(_("Clause"), overflow="fold", max_width=30)
    table.add_column(_("In our words"), overflow="fold")
    for each in hits:
        table.add_row(each.short, catalogue.clause_by_id[each.clause].title, each.statement)
    return table


def show_data(catalogue: Catalogue, name: str) -> dict[str, Any]:
    """A clause or requirement with all its fields."""
    _refuse_unknown(catalogue, name)
    if name in catalogue.by_id:
        return requirement_data(catalogue.by_id[name])
    return catalogue.clause_by_id[name].model_dump(mode="json")


def show_parts(catalogue: Catalogue, name: str) -> Parts:
    """A clause or requirement laid out for reading."""
    _refuse_unknown(catalogue, name)
    if name in catalogue.by_id:
        return _requirement(catalogue, catalogue.by_id[name])
    return _clause(catalogue, catalogue.clause_by_id[name])


def _titled(title: str, body: str) -> Parts:
    if not body:
        return []
    head: Parts = [Text(title, "bold cyan")] if title else []
    return [*head, Padding(Text(body), (0, 0, 1, 2))]


def _listed(title: str, items: tuple[str, ...]) -> Parts:
    return _titled(title, "\n".join(f"• {item}" for item in items))


def _requirement(catalogue: Catalogue, requirement: Requirement) -> Parts:
    clause = catalogue.clause_by_id[requirement.clause]
    sentence = next(each for each in clause.sentences if requirement in each.requirements)
    action = catalogue.actions[requirement.action]
    # for translators: the amendment with which a requirement came
    since = f"  {_('since {amendment}').format(amendment=requirement.since)}"
    since = since if requirement.since else ""
    head = Text(f"{requirement.short}  {clause.title}{since}", "bold")
    return [
        head,
        *_titled("", sentence.lead),
        *_titled(_("What is demanded"), requirement.statement),
        # for translators: the question to ask
        *_titled(_("Ask"), requirement.question),
        *_titled(_("Look for"), requirement.guidance),
        *_listed(_("Typical evidence"), requirement.evidence),
        *_listed(
            _("Ratings"),
            tuple(f"{key}: {getattr(requirement.ratings, key)}" for key in ("F", "L", "P")),
        ),
        *_listed(_("Facts"), _facts(requirement)),
        *_titled(_("To close a gap"), requirement.remedy),
        *_titled(_("Remedial action"), f"{action.id}  {action.title}"),
    ]


def _facts(requirement: Requirement) -> tuple[str, ...]:
    documented = requirement.documented
    due = _("none due")
    if documented.kind is not DocumentKind.NONE:
        due = f"{_(words.DOCUMENT_KINDS[documented.kind])}: {documented.name}"
    stage = (
        _("Audit stage {stage}; essential: its absence alone is a major")
        if requirement.essential
        else _("Audit stage {stage}")
    )
    others = _("Another party may perform it")
    return (
        _("Documented information: {names}").format(names=due),
        stage.format(stage=requirement.stage),
        others if requirement.others else _("Only the organisation itself"),
        f"{_('Owner')}: {role(requirement.owner)}",
        *_unless(requirement),
    )


def _unless(requirement: Requirement) -> tuple[str, ...]:
    """Where nothing may have occurred."""
    condition = requirement.no_occurrence
    return (f"{_('No occurrence')}: {condition}",) if condition else ()


def _clause(catalogue: Catalogue, clause: Clause) -> Parts:
    shared = clause.shared
    common = [f"ISO 9001:2015 {shared.iso9001}"] if shared.iso9001 else []
    common += [f"ISO/IEC 27001:2022 {shared.iso27001}"] if shared.iso27001 else []
    common += [shared.note] if shared.note else []
    return [
        Text(f"{clause.id}  {clause.title}", "bold"),
        *_titled("", clause.note),
        *_titled(_("Goal"), clause.goal),
        *_titled(_("Measure"), clause.measure),
        *_titled(_("Owner"), role(clause.owner) if clause.owner else ""),
        *_titled(_("Needs first"), ", ".join(clause.prerequisites)),
        *_listed(_("ITIL 4 practices"), clause.practices),
        *_listed(_("Shared clauses"), tuple(common)),
        *(part for action in clause.actions for part in _action(action)),
        Text(_("Requirements"), "bold cyan"),
        list_table(catalogue, clause.id) if catalogue.under(clause.id) else Text(f"  {_('none')}"),
    ]


def _action(action: RemedialAction) -> Parts:
    effort = action.effort
    days = " / ".join(words.days(each) for each in (effort.low, effort.likely, effort.high))
    effort_told = _("Effort: {days} person-days (planning assumption)").format(days=days)
    title = _("Action {action}").format(action=f"{action.id}  {action.title}")
    deliverable = f"{_('Deliverable')}: {action.deliverable}"
    return _listed(title, (*action.activities, deliverable, effort_told))


def edition_data(catalogue: Catalogue) -> dict[str, Any]:
    """An edition with its counts."""
    return {
        **catalogue.edition.model_dump(mode="json", by_alias=True),
        "lowest_clauses": len(catalogue.lowest),
        "sentences": len(list(catalogue.sentences())),
        "requirements": len(catalogue.by_id),
    }


def editions_table(catalogues: list[Catalogue]) -> Table:
    """The editions with counts, status and adoptions."""
    table = Table(box=None, pad_edge=False)
    heads = (
        _("Edition"),
        _("Label"),
        _("Requirements"),
        # for translators: sentences of the standard
        _("Sentences"),
        _("Status"),
        # for translators: national standards that take the edition over
        _("Adoptions"),
    )
    for name in heads:
        table.add_column(name, overflow="fold")
    for each in catalogues:
        edition = each.edition
        adoptions = ", ".join(f"{adoption.id}" for adoption in edition.adoptions)
        sentences = str(len(list(each.sentences())))
        table.add_row(
            edition.id, edition.label, str(len(each.by_id)), sentences, edition.status, adoptions
        )
    return table
