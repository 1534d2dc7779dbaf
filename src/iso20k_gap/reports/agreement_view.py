"""Agreement between two sets of answers: as plain data and for the terminal."""

from collections.abc import Iterator
from typing import Any

from rich.table import Table
from rich.text import Text

from iso20k_gap.core.agreement import Agreement, Disagreement
from iso20k_gap.core.assessment import Answer
from iso20k_gap.core.catalogue import Catalogue
from iso20k_gap.core.printable import harmless
from iso20k_gap.core.rating import Rating
from iso20k_gap.language import N_, _, current, pgettext
from iso20k_gap.reports.figures import percent
from iso20k_gap.reports.words import counted, percentage, shortened

NOTE = 120
"""How much of a note the terminal shows."""

FORMULAS = {
    "percentage": N_("requirements rated alike / requirements rated in both"),
    "kappa": N_(
        "1 - (sum of squared steps between the two ratings) / (the same sum if each set had given "
        "its ratings by chance); 1 is full agreement, 0 what chance would give"
    ),
}


def agreement_data(
    agreement: Agreement, catalogue: Catalogue, names: tuple[str, str]
) -> dict[str, Any]:
    """The agreement with every disagreement, and the table of ratings."""
    return {
        "first": names[0],
        "second": names[1],
        "rated_by_both": agreement.rated_by_both,
        "agreed": agreement.agreed,
        "percentage": percent(agreement.percentage),
        "kappa": None if agreement.kappa is None else float(agreement.kappa),
        "kappa_undefined": agreement.undefined_because,
        "weights": "quadratic",
        "strength": agreement.strength,
        "within_one_step": agreement.nearly,
        "higher_in_first": agreement.higher_in_first,
        "higher_in_second": agreement.higher_in_second,
        "table": {
            mine.value: {theirs.value: agreement.counts.get((mine, theirs), 0) for theirs in Rating}
            for mine in Rating
        },
        "without_occurrence_in_both": list(agreement.without_occurrence),
        "only_first": list(agreement.only_first),
        "only_second": list(agreement.only_second),
        "disagreements": [_disagreement(each, catalogue) for each in agreement.disagreements],
        "formulas": {name: _(text) for name, text in FORMULAS.items()},
    }


def _disagreement(each: Disagreement, catalogue: Catalogue) -> dict[str, Any]:
    requirement = catalogue.by_id[each.requirement]
    return {
        "id": each.requirement,
        "clause": requirement.clause,
        "statement": requirement.statement,
        "distance": each.distance,
        "first": _side(each.first),
        "second": _side(each.second),
    }


def _side(answer: Answer) -> dict[str, str]:
    return {
        "rating": str(answer.rating),
        "note": answer.note or answer.reason,
        "rated_by": answer.rated_by,
    }


def agreement_parts(
    agreement: Agreement, catalogue: Catalogue, names: tuple[str, str]
) -> Iterator[Text | Table]:
    """The numbers with formulas, how often each pair of ratings, and who says what."""
    first, second = (harmless(name) for name in names)
    title = _("Agreement of A, {first}, and B, {second}")
    yield Text(title.format(first=first, second=second), "bold")
    yield _numbers(agreement)
    if agreement.rated_by_both:
        yield _crossed(agreement)
    if agreement.disagreements:
        yield _differences(agreement, catalogue)
    yield from (Text(remark) for remark in _remarks(agreement))


def _numbers(agreement: Agreement) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    kappa = agreement.kappa
    table.add_row(_("Rated by both"), str(agreement.rated_by_both), _("requirements"))
    alike = percentage(agreement.percentage)
    table.add_row(_("Rated alike"), alike, _(FORMULAS["percentage"]))
    if kappa is None:
        table.add_row(_("Weighted kappa"), _("undefined"), agreement.undefined_because)
    else:
        # for translators: {strength} is a word such as fair, substantial
        meaning = _("{strength} (named by the convention of Landis and Koch (1977))")
        figure = current().conventions.decimal(float(kappa), 3)
        strength = _(agreement.strength)
        table.add_row(_("Weighted kappa"), figure, meaning.format(strength=strength))
        table.caption = f"kappa = {_(FORMULAS['kappa'])}"
        table.caption_justify = "left"
    nearly = _("rated alike or one step apart")
    table.add_row(_("Within one step"), str(agreement.nearly), nearly)
    table.add_row(_("Higher in A"), str(agreement.higher_in_first), _("A is the milder"))
    table.add_row(_("Higher in B"), str(agreement.higher_in_second), _("B is the milder"))
    return table


def _crossed(agreement: Agreement) -> Table:
    title = f"\n{_('How often each pair')}"
    table = Table(box=None, pad_edge=False, title=title, title_justify="left")
    table.add_column("A \\ B", no_wrap=True)
    for theirs in Rating:
        table.add_column(theirs.value, justify="right")
    for mine in Rating:
        row = [str(agreement.counts.get((mine, theirs), 0) or "·") for theirs in Rating]
        table.add_row(mine.value, *row)
    return table


def _differences(agreement: Agreement, catalogue: Catalogue) -> Table:
    title = counted(
        len(agreement.disagreements),
        "To talk over: {count} disagreement",
        "To talk over: {count} disagreements",
    )
    table = Table(box=None, pad_edge=False, title=f"\n{title}", title_justify="left")
    table.add_column(_("Requirement"), no_wrap=True)
    table.add_column("A", no_wrap=True)
    table.add_column("B", no_wrap=True)
    table.add_column(_("Notes"), overflow="fold")
    for each in agreement.disagreements:
        what = "\n".join(_notes(each)) or catalogue.by_id[each.requirement].statement
        table.add_row(each.requirement, _rating(each.first), _rating(each.second), what)
    return table


def _notes(each: Disagreement) -> list[str]:
    """Both notes for reading, one where they are the same."""
    first, second = (answer.note or answer.reason for answer in (each.first, each.second))
    # for translators: both sides say the same
    sides = [(_("both"), first)] if first == second else [("A", first), ("B", second)]
    return [f"{name}: {shortened(harmless(note), NOTE)}" for name, note in sides if note]


def _rating(answer: Answer) -> str:
    # for translators: no rating, as nothing occurred
    return answer.rated.value if answer.rated else pgettext("rating", "none")


def _remarks(agreement: Agreement) -> Iterator[str]:
    if any(each.distance is None for each in agreement.disagreements):
        yield _("none: no occurrence; such pairs are no steps apart and stand outside the numbers.")
    for name, only in (("A", agreement.only_first), ("B", agreement.only_second)):
        if only:
            yield counted(
                len(only),
                "{count} requirement answered in {name} only.",
                "{count} requirements answered in {name} only.",
                name=name,
            )
