"""What merging packs brings, as tables for the terminal and as data."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from rich.table import Table

from iso20k_gap.core.conflict import DISK, EVIDENCE, NOTE, RATING, Conflict, Side, Value
from iso20k_gap.core.merging import Change, Merged
from iso20k_gap.core.printable import harmless
from iso20k_gap.core.rating import NO_OCCURRENCE, Rating, Scale
from iso20k_gap.language import N_, _, pgettext
from iso20k_gap.reports.words import NONE, day, shortened

LONGEST = 60
FIELDS = {RATING: N_("rating"), NOTE: N_("note"), EVIDENCE: N_("evidence")}


def value_text(field: str, value: Value, scale: Scale) -> str:
    """A field's value on one line."""
    if not any(value):
        return NONE
    if field == RATING:
        return _rating_text(value, scale)
    if field == EVIDENCE:
        title, location, *days = value
        begins, ends = (day(date.fromisoformat(each)) if each else "" for each in days)
        since = _("from {day}").format(day=begins) if begins else ""
        until = _("until {day}").format(day=ends) if ends else ""
        held = " ".join(each for each in (since, until) if each)
        return shortened(", ".join(each for each in (title, location, held) if each), LONGEST)
    return shortened(value[0], LONGEST)


def _rating_text(value: Value, scale: Scale) -> str:
    if value[0] == NO_OCCURRENCE:
        return shortened(_("no occurrence: {reason}").format(reason=value[1]), LONGEST)
    return scale.step(Rating(value[0])).symbol


def field_name(field: str) -> str:
    """What a field of an answer is called."""
    return _(FIELDS[field])


def changes_table(changes: Iterable[Change], scale: Scale) -> Table:
    """What changes, field by field."""
    table = Table(box=None, pad_edge=False)
    table.add_column(_("Id"), no_wrap=True)
    table.add_column(_("Field"), no_wrap=True)
    columns = (_("On file"), _("Becomes"), pgettext("person", "By"), pgettext("day", "On"))
    for name in columns:
        table.add_column(name, overflow="fold")
    for change in changes:
        texts = [value_text(change.field, each, scale) for each in (change.before, change.after)]
        row = [change.name, field_name(change.field), *texts, change.who, day(change.on)]
        table.add_row(*(harmless(each) for each in row))
    return table


def conflict_table(conflict: Conflict, scale: Scale) -> Table:
    """The sides of a conflict beside each other, numbered."""
    title = f"{conflict.requirement} {field_name(conflict.field)}"
    table = Table(box=None, pad_edge=False, title=harmless(title), title_justify="left")
    table.add_column("", justify="right", no_wrap=True)
    source = pgettext("source", "From")
    for name in (_("Value"), pgettext("person", "By"), pgettext("day", "On"), source):
        table.add_column(name, overflow="fold")
    for number, side in enumerate(conflict.sides, start=1):
        origin = _("on file") if side.source == DISK else side.source
        text = value_text(conflict.field, side.value, scale)
        row = (str(number), text, side.who or NONE, day(side.on), origin)
        table.add_row(*(harmless(each) for each in row))
    return table


def merged_data(merged: Merged) -> dict[str, Any]:
    """Changes and conflicts as data; an undecided conflict has None as its decision."""
    return {
        "changes": [
            {
                "id": change.name,
                "field": change.field,
                "before": _data(change.field, change.before),
                "after": _data(change.field, change.after),
                "by": change.who,
                "on": change.on and change.on.isoformat(),
                "file": change.source,
            }
            for change in merged.changes
        ],
        "conflicts": [
            *(_conflict_data(conflict, side) for conflict, side in merged.decided),
            *(_conflict_data(conflict, None) for conflict in merged.undecided),
        ],
    }


def _conflict_data(conflict: Conflict, decision: Side | None) -> dict[str, Any]:
    return {
        "id": conflict.requirement,
        "question": conflict.question,
        "field": conflict.field,
        "sides": [_side_data(conflict.field, side) for side in conflict.sides],
        "decision": decision and _side_data(conflict.field, decision),
    }


def _side_data(field: str, side: Side) -> dict[str, Any]:
    return {
        "value": _data(field, side.value),
        "by": side.who,
        "on": side.on and side.on.isoformat(),
        "file": side.source,
    }


def _data(field: str, value: Value) -> Any:
    if not any(value):
        return None
    if field == RATING:
        return {"rating": value[0], "reason": value[1] if len(value) > 1 else ""}
    if field == EVIDENCE:
        keys = ("title", "location", "effective", "valid_until")
        return dict(zip(keys, value, strict=True))
    return value[0]
