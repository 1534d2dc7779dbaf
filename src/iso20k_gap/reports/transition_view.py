"""A migration told: as plain data, in a few lines, and as a document."""

from typing import Any

from rich.table import Table

from iso20k_gap.core.catalogue import Catalogue
from iso20k_gap.core.mapping import Kind, Link, Transition
from iso20k_gap.language import N_, _, ngettext, pgettext

KINDS = {
    # for translators: what became of a requirement of the old edition in the new one
    Kind.KEPT: N_("kept"),
    Kind.MOVED: N_("moved"),
    Kind.SPLIT: N_("split"),
    Kind.JOINED: N_("joined"),
    Kind.NEW: N_("new"),
    Kind.DROPPED: N_("dropped"),
}


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
    # for translators: the requirement of the new edition, and those of the old one
    table.add_column(pgettext("requirement", "To"), no_wrap=True, overflow="fold", max_width=24)
    table.add_column(_("How"), no_wrap=True, overflow="fold", max_width=24)
    table.add_column(pgettext("requirement", "From"), overflow="fold", max_width=24)
    table.add_column(_("Ask anew"), overflow="fold")
    for link in links:
        kind = _(KINDS[link.kind])
        table.add_row(link.to or "–", kind, ", ".join(link.origins) or "–", link.ask)
    return table


def transition_summary(transition: Transition) -> str:
    """The transition in a few lines."""
    carried = ngettext(
        "{count} answer carried over, none of them confirmed yet: {kept} requirements kept, "
        "{moved} moved, {split} split, {joined} joined.",
        "{count} answers carried over, none of them confirmed yet: {kept} requirements kept, "
        "{moved} moved, {split} split, {joined} joined.",
        len(transition.answers),
    ).format(
        count=len(transition.answers),
        kept=transition.count(Kind.KEPT),
        moved=transition.count(Kind.MOVED),
        split=transition.count(Kind.SPLIT),
        joined=transition.count(Kind.JOINED),
    )
    unrated = ngettext(
        "{count} are new and unrated, {undecided} could not be carried and are unrated, "
        "{dropped} old ones have no successor.",
        "{count} are new and unrated, {undecided} could not be carried and are unrated, "
        "{dropped} old ones have no successor.",
        len(transition.new),
    ).format(
        count=len(transition.new),
        undecided=len(transition.undecided),
        dropped=len(transition.dropped),
    )
    return f"{carried}\n{unrated}"


def transition_markdown(transition: Transition, old: Catalogue, new: Catalogue) -> str:
    """The transition report: what is new, what was dropped, what has to be confirmed."""
    title = _("Transition from {old} to {new}").format(old=old.edition.label, new=new.edition.label)
    heads = (
        new.edition.id,
        # for translators: the requirements of the old edition that an answer comes from
        pgettext("requirement", "from"),
        pgettext("requirement", "how"),
        pgettext("requirement", "rating"),
        pgettext("requirement", "ask"),
    )
    remark = _(
        "Nothing carried over counts as confirmed: the same title does not mean the same demand."
    )
    lines = [
        f"# {title}",
        "",
        transition_summary(transition),
        "",
        remark,
        "",
        f"## {_('New: ask from scratch')}",
        "",
        *(_new(link, new) for link in transition.mapping.of_kind(Kind.NEW)),
        "",
        f"## {_('Not carried: parents unrated or rated differently')}",
        "",
        *(f"- **{each}** {new.by_id[each].statement}" for each in transition.undecided),
        "",
        f"## {_('To confirm')}",
        "",
        f"| {' | '.join(heads)} |",
        "| --- | --- | --- | --- | --- |",
        *(
            _row(link, transition)
            for link in transition.mapping.links
            if link.to in transition.answers
        ),
        "",
        f"## {_('No longer demanded')}",
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
    return f"| {link.to} | {origins} | {_(KINDS[link.kind])} | {answer.rating} | {link.ask} |"
