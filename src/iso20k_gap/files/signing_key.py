"""Signing keys: Ed25519, in a file that only its owner may read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from iso20k_gap.core.envelope import encoded, key_bytes
from iso20k_gap.errors import Complaint, InputError, RenderError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

OTHERS = 0o077
LARGEST = 16 * 1024


def default_path() -> Path:
    """Where a person's key lies unless they say otherwise."""
    from platformdirs import user_config_path

    return user_config_path("iso20k-gap", appauthor=False) / "signing-key.pem"


def make(path: Path, passphrase: str = "") -> str:
    """Make a key in a new file and give its public half.

    Raises:
        InputError: there is a file already.
        RenderError: the disk refuses.
    """
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    lock: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase:
        lock = serialization.BestAvailableEncryption(passphrase.encode())
    content = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, lock)
    _create(path, content)
    return public_half(key)


def _create(path: Path, content: bytes) -> None:
    """Put content into a new file of its owner's; none is left behind if the disk refuses."""
    if path.exists():
        what = "there is a file already; a key is never overwritten"
        raise InputError(Complaint(what, "name another file", str(path)))
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise RenderError(f"cannot write {path}: {error.strerror}") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
    except OSError as error:
        path.unlink()
        raise RenderError(f"cannot write {path}: {error.strerror}") from error


def read(path: Path, ask: Callable[[], str]) -> Ed25519PrivateKey:
    """The key in a file; `ask` gives the passphrase of a locked one.

    Raises:
        InputError: the file is missing, open to others, or holds no Ed25519 key.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    content = _content(path)
    word = ask().encode() if b"BEGIN ENCRYPTED" in content else None
    try:
        key = load_pem_private_key(content, word)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        what = "the passphrase is wrong" if word is not None else "this is no private key"
        remedy = "try again" if word is not None else "make one with: iso20k-gap key new"
        raise InputError(Complaint(what, remedy, str(path))) from None
    if not isinstance(key, Ed25519PrivateKey):
        what = "the key is not of the kind Ed25519"
        raise InputError(Complaint(what, "make one with: iso20k-gap key new", str(path)))
    return key


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            content = file.read(LARGEST)
    except FileNotFoundError:
        what, remedy = "there is no signing key", "make one with: iso20k-gap key new"
        raise InputError(Complaint(what, remedy, str(path))) from None
    except OSError as error:
        raise InputError(Complaint(f"cannot read it: {error.strerror}", "", str(path))) from None
    if os.name == "posix" and mode & OTHERS:
        what = "others may read this key, so a signature by it proves nothing"
        raise InputError(Complaint(what, f"chmod 600 {path}; better make a new one", str(path)))
    return content


def public_half(key: Ed25519PrivateKey) -> str:
    """The public half of a key as people hand it on: `ed25519:...`."""
    return f"ed25519:{encoded(key.public_key().public_bytes_raw())}"


def verifies(key: str, signature: bytes, content: bytes) -> bool:
    """Whether a public key's owner signed this content."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key_bytes(key)).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True
