"""A migration told: as plain data, in a few lines, and as a document."""

from typing import Any

from rich.table import Table

from iso20k_gap.core.catalogue import Catalogue
from iso20k_gap.core.mapping import Kind, Link, Transition


def transition_data(transition: Transition) -> dict[str, Any]:
    """The transition in the published shape (`design.md` 8)."""
    return {
        "from": transition.mapping.origin,
        "to": transition.mapping.target,
        "kept": transition.count(Kind.KEPT),
        "moved": transition.count(Kind.MOVED),
        "split": transition.count(Kind.SPLIT),
        "joined": transition.count(Kind.JOINED),
        "new": list(transition.new),
        "dropped": list(transition.dropped),
        "to_confirm": len(transition.answers),
        "undecided": list(transition.undecided),
    }


def mapping_data(links: tuple[Link, ...]) -> list[dict[str, Any]]:
    """Links as plain data."""
    return [
        {"kind": link.kind.value, "from": list(link.origins), "to": link.to, "ask": link.ask}
        for link in links
    ]


def mapping_table(links: tuple[Link, ...]) -> Table:
    """Links for reading: to, how, from, what to ask."""
    table = Table(box=None, pad_edge=False)
    for name in ("To", "How", "From"):
        table.add_column(name, no_wrap=name != "From", overflow="fold", max_width=24)
    table.add_column("Ask anew", overflow="fold")
    for link in links:
        table.add_row(link.to or "–", link.kind.value, ", ".join(link.origins) or "–", link.ask)
    return table


def transition_summary(transition: Transition) -> str:
    """The transition in a few lines."""
    return (
        f"{len(transition.answers)} answers carried over, none of them confirmed yet: "
        f"{transition.count(Kind.KEPT)} requirements kept, {transition.count(Kind.MOVED)} moved, "
        f"{transition.count(Kind.SPLIT)} split, {transition.count(Kind.JOINED)} joined.\n"
        f"{len(transition.new)} are new and unrated, {len(transition.undecided)} could not be "
        f"carried and are unrated, {len(transition.dropped)} old ones have no successor."
    )


def transition_markdown(transition: Transition, old: Catalogue, new: Catalogue) -> str:
    """The transition report: what is new, what was dropped, what has to be confirmed."""
    old_label, new_label = old.edition.label, new.edition.label
    lines = [
        f"# Transition from {old_label} to {new_label}",
        "",
        transition_summary(transition),
        "",
        "Nothing carried over counts as confirmed: the same title does not mean the same demand.",
        "",
        "## New: ask from scratch",
        "",
        *(_new(link, new) for link in transition.mapping.of_kind(Kind.NEW)),
        "",
        "## Not carried: parents unrated or rated differently",
        "",
        *(f"- **{each}** {new.by_id[each].statement}" for each in transition.undecided),
        "",
        "## To confirm",
        "",
        "| 2018 | from | how | rating | ask |",
        "| --- | --- | --- | --- | --- |",
        *(
            _row(link, transition)
            for link in transition.mapping.links
            if link.to in transition.answers
        ),
        "",
        "## No longer demanded",
        "",
        *(
            f"- **{origin}** {old.by_id[origin].statement} {link.ask}"
            for link in transition.mapping.of_kind(Kind.DROPPED)
            for origin in link.origins
        ),
        "",
    ]
    return "\n".join(lines)


def _new(link: Link, new: Catalogue) -> str:
    requirement = new.by_id[link.to or ""]
    return f"- **{requirement.id}** {requirement.statement} {link.ask}"


def _row(link: Link, transition: Transition) -> str:
    answer = transition.answers[link.to or ""]
    origins = ", ".join(link.origins)
    return f"| {link.to} | {origins} | {link.kind.value} | {answer.rating} | {link.ask} |"
