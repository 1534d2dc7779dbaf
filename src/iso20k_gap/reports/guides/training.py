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
    joined,
)
from iso20k_gap.core.training import RoleNeed, TrainingGuide, TrainingNeeds, Urgency

WHY = {
    Urgency.FIRST: "first: requirements of this role are rated N or P",
    Urgency.SOON: "soon: requirements of this role are rated L",
    Urgency.OPEN: "open: not all requirements of this role are rated",
    Urgency.KEEP: "keep up: all requirements of this role are met",
}
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
        title="Who needs which training" + _for(occasion.organisation),
        subtitle=f"Training needs for {occasion.edition}, as of {occasion.on}",
        organisation=occasion.organisation,
        date=occasion.on,
        blocks=tuple(_blocks(needs, guide, sources)),
    )


def _for(organisation: str) -> str:
    return f" at {organisation}" if organisation else ""


def _blocks(needs: TrainingNeeds, guide: TrainingGuide, sources: Sources) -> Iterator[Block]:
    yield Paragraph(told("The contents and hours are suggestions for planning.", guide), hint=True)
    if needs.support:
        yield Heading("Competence and awareness themselves")
        rows = tuple(
            (each.requirement.id, each.standing, each.requirement.remedy) for each in needs.support
        )
        yield Grid(("Requirement", "Standing", "What closes it"), rows, (14, 14, 72))
    yield Heading("Everyone who works for the SMS knows")
    yield Bullets(needs.everyone)
    for need in needs.roles:
        yield from _role(need)
    yield Heading("Facts")
    yield Bullets(tuple(each.told for each in guide.facts))
    yield Heading("Sources")
    yield Bullets(sources.listed([guide, *guide.facts]))


def _role(need: RoleNeed) -> Iterator[Block]:
    who = f" ({joined(need.people)})" if need.people else ""
    yield Heading(need.training.role + who)
    where = f"Owns {need.requirements} requirements in {joined(need.clauses)}."
    yield Paragraph(where if need.clauses else "Owns no requirement alone; takes part in several.")
    if need.urgency is not Urgency.UNKNOWN:
        more = f" and {len(need.gaps) - SHOWN} more" if len(need.gaps) > SHOWN else ""
        gaps = f" ({', '.join(need.gaps[:SHOWN])}{more})" if need.gaps else ""
        yield Paragraph(f"Training {WHY[need.urgency]}{gaps}.")
    yield Bullets(need.training.topics)
    proof, hours = need.training.proof, need.training.hours
    yield Paragraph(f"Shown by: {proof}. About {hours} hours (planning assumption).")
