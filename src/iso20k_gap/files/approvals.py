"""`approvals/`: signed approvals, one envelope a file; none is ever changed."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from iso20k_gap.core.approval import Sealed, Statement, contradiction
from iso20k_gap.core.envelope import PAYLOAD_TYPE, Envelope, decoded, opened, pae, sealed
from iso20k_gap.errors import Complaint, InputError
from iso20k_gap.files import signing_key, yaml_file
from iso20k_gap.files.atomic import replace_file, writing

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

APPROVALS = "approvals"
LONGEST_SLUG = 40


def write(folder: Path, statement: Statement, key: Ed25519PrivateKey) -> tuple[Path, bool]:
    """Sign a statement and put it into the folder; gives its file, and whether it is new.

    Raises:
        RenderError: the disk refuses.
    """
    payload = statement.payload()
    signature = key.sign(pae(PAYLOAD_TYPE, payload))
    envelope = sealed(payload, signing_key.public_half(key), signature)
    content = (json.dumps(envelope.as_data(), indent=2) + "\n").encode()
    act = statement.predicate.act
    stem, number = f"{act.date}-{slug(act.approver)}", 1
    with writing(folder):
        path = folder / APPROVALS / f"{stem}.json"
        while path.exists():
            if path.read_bytes() == content:
                return path, False
            number += 1
            path = path.with_name(f"{stem}-{number}.json")
        replace_file(path, content)
    return path, True


def slug(name: str) -> str:
    """A name as part of a file's name: small letters, digits and dashes."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].strip("-") or "approver"


def read_all(folder: Path) -> tuple[Sealed, ...]:
    """Every approval in the folder by the names of the files, so the earliest first."""
    return tuple(read(path) for path in sorted((folder / APPROVALS).glob("*.json")))


def read(path: Path) -> Sealed:
    """The approval in a file, whole or with the reason why it is not."""
    file = f"{APPROVALS}/{path.name}"
    try:
        return _checked(file, opened(_parsed(yaml_file.read_text(path))))
    except InputError as error:
        return Sealed(file, fault=error.complaints[0].what)
    except ValueError as error:
        return Sealed(file, fault=str(error))


def _parsed(text: str | bytes) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("no JSON that we take: nested too deeply") from None
    except ValueError as error:
        raise ValueError(f"no JSON: {error}") from None


def _checked(file: str, envelope: Envelope) -> Sealed:
    """The envelope's statement if its signature fits."""
    if envelope.payload_type != PAYLOAD_TYPE:
        return Sealed(file, fault=f"the payload is no approval but {envelope.payload_type!r}")
    payload = _decoded(envelope.payload, "payload")
    statement = _statement(payload)
    content = pae(PAYLOAD_TYPE, payload)
    signatures = [_decoded(each.sig, "sig") for each in envelope.signatures]
    if not any(signing_key.verifies(statement.predicate.key, each, content) for each in signatures):
        fault = "the signature does not fit, so the approval or the signature was altered"
        return Sealed(file, statement, fault)
    return Sealed(file, statement, contradiction(statement, payload))


def _decoded(text: str, name: str) -> bytes:
    try:
        return decoded(text)
    except ValueError:
        raise ValueError(f"no signed envelope: {name} is not base64") from None


def _statement(payload: bytes) -> Statement:
    try:
        return Statement.model_validate(_parsed(payload))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the statement"
        raise ValueError(f"the payload is no approval: {place}: {first['msg']}") from None


def complaints(folder: Path) -> list[Complaint]:
    """What is wrong with the folder's approvals; one that has lapsed is not wrong."""
    remedy = "restore the file, or remove it and sign anew"
    return [
        Complaint(each.fault, remedy, str(folder / each.file))
        for each in read_all(folder)
        if each.fault
    ]
