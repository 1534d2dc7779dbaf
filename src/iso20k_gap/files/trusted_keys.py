"""Whose key is whose: a file of names and public keys that the reader trusts."""

from pathlib import Path

from pydantic import ValidationError

from iso20k_gap.core.envelope import PublicKey
from iso20k_gap.core.record import Record, Text
from iso20k_gap.errors import Complaint, InputError
from iso20k_gap.files import yaml_file

REMEDY = "write 'Name of the person: ed25519:...', one a line"


class _Keys(Record):
    """The shape of the file, below a key of ours."""

    keys: dict[Text, PublicKey]


def read(paths: list[Path]) -> dict[str, str]:
    """What these files say: names by key.

    Raises:
        InputError: every complaint about every file.
    """
    names: dict[str, str] = {}
    wrong: list[Complaint] = []
    for path in paths:
        try:
            _add(path, names)
        except InputError as error:
            wrong += error.complaints
    if wrong:
        raise InputError(*wrong)
    return names


def _add(path: Path, names: dict[str, str]) -> None:
    document = yaml_file.read(path)
    if not isinstance(document.data, dict) or not document.data:
        raise InputError(document.complaint((), "here are no names with keys", REMEDY))
    try:
        keys = _Keys.model_validate({"keys": document.data}).keys
    except ValidationError as error:
        spots = [each["loc"][1:2] for each in error.errors()]
        what = "this is no public key"
        raise InputError(*(document.complaint(spot, what, REMEDY) for spot in spots)) from None
    for name, key in keys.items():
        if names.setdefault(key, name) != name:
            what = f"this key is that of {names[key]} already"
            raise InputError(document.complaint((name,), what, "a key belongs to one person"))
