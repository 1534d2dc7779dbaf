"""Training needs: as plain data and as a manuscript."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from iso20k_gap.core.guidance import Sources, told
from iso20k_gap.core.manuscript import (
    Block,
    Bullets,
    Grid,
    Heading,
    Manuscript,
    Paragraph,
)
from iso20k_gap.core.training import RoleNeed, TrainingGuide, TrainingNeeds, Urgency
from iso20k_gap.language import N_, _, role
from iso20k_gap.reports.words import counted, day, listed

WHY = {
    Urgency.FIRST: N_("Training first: requirements of this role are rated N or P"),
    Urgency.SOON: N_("Training soon: requirements of this role are rated L"),
    Urgency.OPEN: N_("Training open: not all requirements of this role are rated"),
    Urgency.KEEP: N_("Training keep up: all requirements of this role are met"),
}
"""How urgent the training is and why; the requirements concerned may follow in brackets."""

SHOWN = 6
"""Gaps named per role; the rest is counted."""


@dataclass(frozen=True)
class Occasion:
    """Whose training needs these are, for which edition, as of which day."""

    organisation: str
    edition: str
    on: date


def training_data(needs: TrainingNeeds, guide: TrainingGuide, sources: Sources) -> dict[str, Any]:
    """The training needs as plain data."""
    return {
        "source": guide.source,
        "confirmed": guide.confirmed,
        "roles": [_role_data(each) for each in needs.roles],
        "competence_and_awareness": [
            {
                "id": each.requirement.id,
                "standing": each.standing,
                "remedy": each.requirement.remedy,
            }
            for each in needs.support
        ],
        "everyone": list(needs.everyone),
        "facts": [each.model_dump(mode="json") for each in guide.facts],
        "sources": sources.sources,
    }


def _role_data(need: RoleNeed) -> dict[str, Any]:
    return {
        "role": need.training.role,
        "people": list(need.people),
        "clauses": list(need.clauses),
        "requirements": need.requirements,
        "gaps": list(need.gaps),
        "urgency": need.urgency.value or None,
        "topics": list(need.training.topics),
        "proof": need.training.proof,
        "hours": need.training.hours,
    }


def training_manuscript(
    needs: TrainingNeeds, guide: TrainingGuide, sources: Sources, occasion: Occasion
) -> Manuscript:
    """The training needs to read, most urgent role first."""
    return Manuscript(
        title=_titled(occasion.organisation),
        subtitle=_("Training needs for {edition}, as of {day}").format(
            edition=occasion.edition, day=day(occasion.on)
        ),
        organisation=occasion.organisation,
        date=occasion.on,
        blocks=tuple(_blocks(needs, guide, sources)),
    )


def _titled(organisation: str) -> str:
    if not organisation:
        return _("Who needs which training")
    return _("Who needs which training at {organisation}").format(organisation=organisation)


def _blocks(needs: TrainingNeeds, guide: TrainingGuide, sources: Sources) -> Iterator[Block]:
    suggested = _("The contents and hours are suggestions for planning.")
    yield Paragraph(told(suggested, guide), hint=True)
    if needs.support:
        yield Heading(_("Competence and awareness themselves"))
        rows = tuple(
            (each.requirement.id, each.standing, each.requirement.remedy) for each in needs.support
        )
        yield Grid((_("Requirement"), _("Standing"), _("What closes it")), rows, (14, 14, 72))
    # for translators: SMS: service management system
    yield Heading(_("Everyone who works for the SMS knows"))
    yield Bullets(needs.everyone)
    for need in needs.roles:
        yield from _role(need)
    yield Heading(_("Facts"))
    yield Bullets(tuple(each.told for each in guide.facts))
    yield Heading(_("Sources"))
    yield Bullets(sources.listed([guide, *guide.facts]))


def _role(need: RoleNeed) -> Iterator[Block]:
    who = f" ({listed(need.people)})" if need.people else ""
    yield Heading(role(need.training.role) + who)
    yield Paragraph(_owned(need))
    if need.urgency is not Urgency.UNKNOWN:
        gaps = f" ({_gaps(need)})" if need.gaps else ""
        yield Paragraph(f"{_(WHY[need.urgency])}{gaps}.")
    yield Bullets(need.training.topics)
    proof, hours = need.training.proof, need.training.hours
    shown = _("Shown by: {proof}. About {hours} hours (planning assumption).")
    yield Paragraph(shown.format(proof=proof, hours=hours))


def _owned(need: RoleNeed) -> str:
    if not need.clauses:
        return _("Owns no requirement alone; takes part in several.")
    return counted(
        need.requirements,
        "Owns {count} requirement in {clauses}.",
        "Owns {count} requirements in {clauses}.",
        clauses=listed(need.clauses),
    )


def _gaps(need: RoleNeed) -> str:
    """The first gaps of a role, and how many more there are."""
    names = ", ".join(need.gaps[:SHOWN])
    more = len(need.gaps) - SHOWN
    if more <= 0:
        return names
    return counted(more, "{names} and {count} more", "{names} and {count} more", names=names)
