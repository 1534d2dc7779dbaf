"""The signed envelope (DSSE 1.0.0, https://github.com/secure-systems-lab/dsse) and key names."""

import base64
import hashlib
import re
from contextlib import suppress
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

PAYLOAD_TYPE = "application/vnd.iso20k-gap.approval+json"
PUBLIC_KEY = re.compile(r"ed25519:[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=")
"""The last letter before the `=` carries four bits, so that each key has one spelling."""
KEY_BYTES = 32
SPKI = bytes.fromhex("302a300506032b6570032100")
"""What stands before an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410)."""


def pae(payload_type: str, payload: bytes) -> bytes:
    """What is signed: DSSE's pre-authentication encoding of a payload and its type."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def _key(value: str) -> str:
    if not PUBLIC_KEY.fullmatch(value):
        raise ValueError("a public key such as 'ed25519:' and 44 more characters")
    return value


PublicKey = Annotated[str, AfterValidator(_key)]
"""An Ed25519 public key as people hand it on: `ed25519:` and its 32 bytes in base64."""


def key_bytes(key: str) -> bytes:
    """The 32 bytes of a public key."""
    return decoded(key.partition(":")[2])


def key_id(key: str) -> str:
    """The SHA-256 of the key's SubjectPublicKeyInfo, as `openssl pkey -pubout` gives it in DER."""
    return hashlib.sha256(SPKI + key_bytes(key)).hexdigest()


def encoded(content: bytes) -> str:
    """Bytes in base64."""
    return base64.b64encode(content).decode()


def decoded(text: str) -> bytes:
    """The bytes of a base64 text, of the standard or the URL-safe alphabet.

    Raises:
        ValueError: it is none, or spells its bytes in another way than base64 does.
    """
    standard = text.replace("-", "+").replace("_", "/")
    with suppress(ValueError):
        content = base64.b64decode(standard)
        # what is no base64 was passed over, and so would not be written again
        if encoded(content) == standard:
            return content
    raise ValueError("not base64")


class _Open(BaseModel):
    """A part of an envelope; DSSE lets fields stand in it that we do not know."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class Signature(_Open):
    """A signature; `keyid` is a hint, it is not signed."""

    sig: str
    keyid: str = ""


class Envelope(_Open):
    """A payload with its type and signatures."""

    payload: str
    payload_type: str = Field(alias="payloadType")
    signatures: tuple[Signature, ...] = Field(min_length=1, strict=False)

    def as_data(self) -> dict[str, object]:
        """The envelope as DSSE writes it."""
        return self.model_dump(by_alias=True)


def sealed(payload: bytes, key: str, signature: bytes) -> Envelope:
    """The envelope around a payload that was signed with a key."""
    one = Signature(keyid=key_id(key), sig=encoded(signature))
    return Envelope(payload=encoded(payload), payloadType=PAYLOAD_TYPE, signatures=(one,))


def opened(data: object) -> Envelope:
    """The envelope in data that came from a JSON file.

    Raises:
        ValueError: it is none; the message says why.
    """
    try:
        return Envelope.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise ValueError(f"no signed envelope: {place}: {first['msg']}") from None
