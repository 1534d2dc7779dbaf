"""`plan.yaml`: what people decided about the plan, read and changed."""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from iso20k_gap.core.catalogue import Catalogue
from iso20k_gap.core.consistency import Misfit
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.core.plan_consistency import check_decisions, unknown_actions
from iso20k_gap.errors import MOST_COMPLAINTS, Complaint, InputError
from iso20k_gap.files import work_calendar, yaml_file
from iso20k_gap.files.assessment_folder import (
    PLAN,
    refuse_other_schema,
    without_empty,
    without_x_keys,
)
from iso20k_gap.files.atomic import replace_file, writing
from iso20k_gap.files.yaml_file import Document

PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*(?: [A-Za-z0-9_.-]+)*")
WIDEST = 4096
NEW_FILE = """\
# yaml-language-server: $schema=.schema/plan.schema.json
schema: 1
"""


def read(folder: Path, catalogue: Catalogue, today: date | None = None) -> PlanDecisions:
    """The folder's plan decisions; without a plan file, the defaults.

    With `today`, a Stage 2 that has passed is a complaint too.

    Raises:
        InputError: every complaint about the file.
    """
    path = folder / PLAN
    if not path.is_file():
        return PlanDecisions()
    return _decisions(yaml_file.read(path), catalogue, today)


def located(folder: Path, misfits: Iterable[Misfit]) -> tuple[Complaint, ...]:
    """Complaints with the places in the folder's plan file that they are about.

    What the file does not say has no line, and what an option says has no place at all.
    """
    path = folder / PLAN
    document = yaml_file.read(path) if path.is_file() else Document(str(path), {})
    return tuple(_sorted([_located(document, each) for each in misfits]))


def _located(document: Document, misfit: Misfit) -> Complaint:
    if misfit.path[:1] in document.spots:
        return _complaint(document, misfit)
    option = str(misfit.path[0]).startswith("--") if misfit.path else False
    return Complaint(misfit.what, misfit.remedy, "" if option else document.file)


def change(
    folder: Path, catalogue: Catalogue, action: str, values: Mapping[str, Any]
) -> PlanDecisions:
    """Write what people decided about one action, and give the decisions as they are then.

    A value of None takes a decision back. Only the `actions` block of the file is touched;
    comments and `x-` keys in it stay.

    Raises:
        InputError: the file is wrong, or would be with the change; nothing is written then.
        RenderError: the disk refuses.
    """
    path = folder / PLAN
    with writing(folder):
        text = yaml_file.read_text(path) if path.is_file() else NEW_FILE
        _decisions(yaml_file.parse(text, str(path)), catalogue)
        whole = text if text.endswith("\n") else f"{text}\n"
        changed = _checked_change(path, whole, action, values)
        decisions = _decisions(yaml_file.parse(changed, str(path)), catalogue)
        replace_file(path, changed.replace("\n", _newline(path)).encode())
    return decisions


def _checked_change(path: Path, text: str, action: str, values: Mapping[str, Any]) -> str:
    """The file's text with the change, if nothing else in it would change.

    Raises:
        InputError: the file is laid out in a way in which one action cannot be changed by itself.
    """
    from ruamel.yaml.error import YAMLError

    try:
        changed = _changed(text, action, values)
        kept = _rest(changed, action) == _rest(text, action)
    except (YAMLError, InputError, KeyError, TypeError, IndexError):
        kept = False
    if not kept:
        what = "the file's layout cannot be changed safely; nothing was written"
        remedy = "begin 'actions:' and every action id on a line of its own, without { and }"
        raise InputError(Complaint(what, remedy, str(path)))
    return changed


def _rest(text: str, action: str) -> Any:
    """All that a plan says but for one action."""
    data = dict(yaml_file.parse(text, "").data or {})
    actions = data.pop("actions", None) or {}
    return data, {name: each for name, each in actions.items() if name != action}


def _newline(path: Path) -> str:
    return "\r\n" if path.is_file() and b"\r\n" in path.read_bytes()[:4096] else "\n"


def _decisions(
    document: Document, catalogue: Catalogue, today: date | None = None
) -> PlanDecisions:
    refuse_other_schema(document)
    data = without_empty(without_x_keys(document.data))
    complaints = [_complaint(document, each) for each in _raw_misfits(data, catalogue)]
    try:
        decisions = PlanDecisions.model_validate(data)
    except ValidationError as error:
        complaints += yaml_file.complaints_of(error, document)
        # What is right otherwise is checked too, so that nothing hides behind a wrong value.
        decisions = _without_wrong(data, error)
    misfits = (*check_decisions(catalogue, decisions), *_passed(decisions, today))
    complaints += [_complaint(document, each) for each in misfits]
    if complaints:
        raise InputError(*_sorted(complaints))
    return decisions


def _passed(decisions: PlanDecisions, today: date | None) -> Iterator[Misfit]:
    if today and decisions.stage2 and decisions.stage2 < today:
        what = f"stage2 {decisions.stage2} has passed"
        yield Misfit(("stage2",), what, "give a later day, or remove it")


def _without_wrong(data: Any, error: ValidationError) -> PlanDecisions:
    """The decisions without what a validation complains about; none if that is not enough."""
    rest = deepcopy(data)
    for place in dict.fromkeys(each["loc"] for each in error.errors()):
        _cut(rest, place)
    try:
        return PlanDecisions.model_validate(rest)
    except ValidationError:
        return PlanDecisions()


def _cut(data: Any, place: Iterable[str | int]) -> None:
    """Take away the last key on the way to a place; items of lists stay where they are."""
    found: tuple[dict[Any, Any], Any] | None = None
    for part in place:
        if isinstance(data, dict) and part in data:
            found = (data, part)
        elif not (isinstance(data, list) and isinstance(part, int) and part < len(data)):
            break
        data = data[part]
    if found:
        del found[0][found[1]]


def _complaint(document: Document, misfit: Misfit) -> Complaint:
    return document.complaint(misfit.path, misfit.what, misfit.remedy)


def _sorted(complaints: list[Complaint]) -> list[Complaint]:
    return sorted(complaints, key=lambda each: (each.line, each.column))


def _raw_misfits(data: Any, catalogue: Catalogue) -> list[Misfit]:
    """What can be said about the file even where other parts of it do not fit."""
    found: list[Misfit] = []
    calendar, actions = data.get("calendar"), data.get("actions")
    if isinstance(calendar, dict):
        country, subdivision = calendar.get("country"), calendar.get("subdivision")
        found += work_calendar.misfits(str(country or ""), str(subdivision or ""))
    if isinstance(actions, dict):
        found += islice(unknown_actions(catalogue, actions), MOST_COMPLAINTS)
    return found


def _changed(text: str, action: str, values: Mapping[str, Any]) -> str:
    """The file's text with the decisions about one action changed."""
    document = yaml_file.parse(text, "")
    lines = text.splitlines(keepends=True)
    place = document.spots.get(("actions",))
    if place is None:
        return text + _edited("actions: {}\n", action, values)
    begin = place[0] - 1
    end = _end(lines, begin, _starts(document, ()))
    entries = _starts(document, ("actions",))
    if not entries or entries[0] == begin:
        return _spliced(lines, begin, end, _edited("".join(lines[begin:end]), action, values))
    indent = document.spots[("actions", next(iter(document.data["actions"])))][1] - 1
    spot = document.spots.get(("actions", action))
    if spot is None:
        entry = _edited("actions: {}\n", action, values, indent)
        return _spliced(lines, end, end, _without_head(entry))
    first = spot[0] - 1
    last = min(end, _end(lines, first, entries))
    entry = _edited("actions:\n" + "".join(lines[first:last]), action, values, indent)
    return _spliced(lines, first, last, _without_head(entry))


def _starts(document: Document, above: tuple[str, ...]) -> list[int]:
    """The lines, from 0, on which the keys right below `above` begin."""
    depth = len(above) + 1
    spots = document.spots.items()
    return sorted(
        spot[0] - 1 for key, spot in spots if len(key) == depth and key[: depth - 1] == above
    )


def _end(lines: list[str], begin: int, starts: list[int]) -> int:
    """The line after a block; comments and blank lines above the next key belong to that key."""
    end = next((start for start in starts if start > begin), len(lines))
    while end > begin + 1 and lines[end - 1].lstrip()[:1] in ("", "#"):
        end -= 1
    return end


def _spliced(lines: list[str], begin: int, end: int, block: str) -> str:
    return "".join([*lines[:begin], block, *lines[end:]])


def _without_head(block: str) -> str:
    """The entries alone; none are left where an empty mapping stands behind the key."""
    head, _, entries = block.partition("\n")
    return "" if head.endswith("{}") else entries


def _edited(block: str, action: str, values: Mapping[str, Any], indent: int = 2) -> str:
    """An `actions` block with one action's decisions changed, and all else as it was."""
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap

    editor = YAML()
    editor.preserve_quotes = True
    editor.width = WIDEST
    editor.indent(mapping=indent, sequence=indent + 2, offset=indent)
    document = editor.load(block)
    if not document["actions"]:
        document["actions"] = CommentedMap()
    actions = document["actions"]
    entry = actions.get(action)
    if not isinstance(entry, dict):
        entry = actions[action] = CommentedMap()
    for key, value in values.items():
        if value is None:
            entry.pop(key, None)
        else:
            entry[key] = _scalar(value)
    if not entry:
        del actions[action]
    stream = io.StringIO()
    editor.dump(document, stream)
    return stream.getvalue()


def _scalar(value: Any) -> Any:
    """The value; text that is more than plain words is quoted, as YAML readers differ on it."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    if isinstance(value, str) and not PLAIN.fullmatch(value):
        return DoubleQuotedScalarString(value)
    return value
