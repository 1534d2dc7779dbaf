"""A file of answers that a pack's page wrote: JSON, taken apart without trusting it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from iso20k_gap.core import pack_form as form
from iso20k_gap.core.pack import KIND
from iso20k_gap.core.pack_form import MOST_PIECES, PIECE_FIELDS, piece_key
from iso20k_gap.errors import Complaint, InputError
from iso20k_gap.files.answer_block import HALF_CHARACTER
from iso20k_gap.files.sent import Field, Sent, SentRow, complaint_at

MOST_ANSWERS = 2_000
STATED = (form.RATING, form.REASON, form.NOTE, form.RESPONDENT, "on", "at")


class _FormError(ValueError):
    """The JSON is not of our form."""


def read(path: Path, content: bytes) -> Sent:
    """What the file holds.

    Raises:
        InputError: it is not JSON or not one of our files of answers.
    """
    try:
        data = json.loads(
            content.decode("utf-8-sig"),
            object_pairs_hook=_once,
            parse_int=str,
            parse_float=str,
            parse_constant=_refuse,
        )
    except (ValueError, RecursionError) as error:
        what = f"this is no file of answers: {_reason(error)}"
        remedy = "send the file that the page's Download answers made, unchanged"
        raise InputError(Complaint(what, remedy, str(path))) from None
    if not isinstance(data, dict) or data.get("kind") != KIND:
        what = "this is no file of answers from an interview pack"
        raise InputError(Complaint(what, "", str(path)))
    return _sent(path, data)


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8 text"
    if isinstance(error, json.JSONDecodeError):
        return f"broken JSON at line {error.lineno}, column {error.colno}"
    return str(error) if isinstance(error, _FormError) else "broken JSON"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = {_whole(key): _whole(value) for key, value in pairs}
    if len(data) < len(pairs):
        raise _FormError("a key is written twice")
    return data


def _whole(value: Any) -> Any:
    """The value; in a text, U+FFFD stands for halves of characters, which only escapes can make."""
    return HALF_CHARACTER.sub("\ufffd", value) if isinstance(value, str) else value


def _refuse(name: str) -> NoReturn:
    raise _FormError(f"{name} is not a value")


def _sent(path: Path, data: dict[str, Any]) -> Sent:
    answers = data.get("answers")
    complaints: list[Complaint] = []
    rows: list[SentRow] = []
    if isinstance(answers, dict) and len(answers) > MOST_ANSWERS:
        what = f"it holds {len(answers)} answers; no pack has so many questions"
        raise InputError(complaint_at(path, "answers", what))
    if not isinstance(answers, dict):
        answers = {}
        complaints.append(complaint_at(path, "answers", "this must be an object of answers"))
    for identifier, answer in answers.items():
        place = f"answers.{identifier}"
        fields = dict(_fields(answer, place)) if isinstance(answer, dict) else {}
        wrong = [each for each in fields.values() if not isinstance(each.value, str)]
        if not fields or wrong:
            where = wrong[0].place if wrong else place
            complaints.append(complaint_at(path, where, "this must be text in the page's form"))
            continue
        before = answer.get("before")
        held = dict(_fields(before, place)) if isinstance(before, dict) else {}
        fields[form.ID] = Field(identifier, place)
        rows.append(SentRow(place, fields, {key: each.text for key, each in held.items()}))
    if complaints:
        raise InputError(*complaints)
    head = {key: each for key, each in data.items() if isinstance(each, str)}
    respondent = Field(head.get(form.RESPONDENT, ""), form.RESPONDENT)
    return Sent(path, head, respondent, Field("", "saved"), tuple(rows))


def _fields(answer: dict[str, Any], place: str) -> Iterator[tuple[str, Field]]:
    for name in STATED:
        if name in answer:
            yield name, Field(answer[name], f"{place}.{name}")
    pieces = answer.get("evidence", [])
    if not isinstance(pieces, list) or len(pieces) > MOST_PIECES:
        yield "evidence", Field(None, f"{place}.evidence")
        return
    for number, piece in enumerate(pieces, start=1):
        here = f"{place}.evidence[{number}]"
        if not isinstance(piece, dict):
            yield "evidence", Field(None, here)
            continue
        for name in PIECE_FIELDS:
            yield piece_key(number, name), Field(piece.get(name, ""), f"{here}.{name}")
