"""The signed envelope: DSSE's published vectors, canonical JSON, and names of keys."""

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from iso20k_gap.core.canonical import canonical, digest
from iso20k_gap.core.envelope import (
    PAYLOAD_TYPE,
    PublicKey,
    decoded,
    encoded,
    key_id,
    opened,
    pae,
    sealed,
)
from iso20k_gap.errors import InputError
from iso20k_gap.files.signing_key import public_half, verifies

RFC_8032_TEST_1 = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
IN_TOTO = "application/vnd.in-toto+json"
BODY = b'{"_type":"https://in-toto.io/Statement/v1"}'
SIGNED = [
    (
        IN_TOTO,
        BODY,
        "2WAfaHm5jluo0w+0rk8uVkluELJYWjSmU9x7EUzx+AyteDGJ4/nqyJXfmAUVFIAoQafWm7AxBZNw5M9ixNHiCA==",
    ),
    (
        "application/vnd.exämple+json",
        BODY,
        "xmSk/ug66ysT7ayhkCIjhAq42zgZXSsEWuzUaNL7w2eGAdF/NU6/fRXPtmfN+5DNSAs5/i2lUnHjbbjPsu0tAw==",
    ),
    (
        IN_TOTO,
        b"",
        "gSggCAaTLTYyRH6FIDBem6meyIynsYy8RTHVzwx9tnTb7Bg/1jMWnuVgI/gffqmbsC2VX5/jHfkkDqsj7CDbDg==",
    ),
    (
        IN_TOTO,
        b"\xfb\xff\xbf>?",
        "P-_KHICeR7tI6S_YyejJTRtrXhcQyQ2LYPaL8h90KjC9qN8HU_svOQ6TuDOT1HIrsGW886DbWNWcCmX5twLrAw==",
    ),
]
"""From the DSSE project's `testvectors/vectors.json`, made with RFC 8032's first key."""


@pytest.fixture(scope="module")
def key():
    return Ed25519PrivateKey.from_private_bytes(RFC_8032_TEST_1)


@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        (
            "http://example.com/HelloWorld",
            b"hello world",
            b"DSSEv1 29 http://example.com/HelloWorld 11 hello world",
        ),
        (IN_TOTO, b"", b"DSSEv1 28 application/vnd.in-toto+json 0 "),
        ("exämple", b"\x00 ", b"DSSEv1 8 ex\xc3\xa4mple 2 \x00 "),
    ],
)
def test_the_encoding_before_signing_is_that_of_the_specification(kind, body, expected):
    """Lengths count bytes, not characters; an empty body keeps its space."""
    assert pae(kind, body) == expected


@pytest.mark.parametrize(("kind", "body", "signature"), SIGNED)
def test_published_signatures_are_made_and_taken(key, kind, body, signature):
    """Our signature over a published envelope is the published one, byte for byte."""
    content = pae(kind, body)

    assert key.sign(content) == decoded(signature)
    assert verifies(public_half(key), decoded(signature), content)
    assert not verifies(public_half(key), decoded(signature), pae("other", body))


def test_a_key_is_named_as_openssl_counts_it(key):
    """The SHA-256 of the public key in DER."""
    der = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    assert public_half(key) == "ed25519:11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
    assert key_id(public_half(key)) == hashlib.sha256(der).hexdigest()


def test_canonical_json_is_that_of_rfc_8785():
    """The specification's own example, and numbers and days in one spelling."""
    given_data = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/",
        "literals": [None, True, False],
    }
    expected = (
        '{"literals":[null,true,false],'
        '"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )

    assert canonical(given_data) == expected.encode()


@pytest.mark.parametrize("data", [{"n": 10**30}, {"t": "\ud800"}, {"f": float("nan")}])
def test_what_canonical_json_cannot_hold_is_told(data):
    """Numbers beyond what JSON carries, half characters, and what is no number."""
    with pytest.raises(InputError, match="canonical JSON"):
        digest(data)


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
        "ed448:11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
        "ed25519:11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo",
        "ed25519:11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
        "ed25519:11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURp=",
        "ed25519:11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n",
    ],
    ids=[
        "nothing",
        "no kind",
        "another kind",
        "no end",
        "URL-safe",
        "two spellings",
        "a line more",
    ],
)
def test_what_is_no_public_key_is_told_what_one_looks_like(wrong):
    """Each key has one spelling, and no other is taken for it."""
    keys = TypeAdapter(PublicKey)
    good = "ed25519:11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
    assert keys.validate_python(good) == good

    with pytest.raises(ValidationError) as caught:
        keys.validate_python(wrong)
    assert [each["msg"] for each in caught.value.errors()] == [
        "Value error, a public key such as 'ed25519:' and 44 more characters"
    ]


@given(st.binary(max_size=200))
def test_base64_has_one_spelling(content):
    """Both alphabets are read; a spelling that base64 would not write is refused."""
    assert decoded(encoded(content)) == content
    assert decoded(base64.urlsafe_b64encode(content).decode()) == content
    spelled = encoded(content)
    for wrong in (f"{spelled}=", f" {spelled}", f"{spelled}*", f"{spelled}é", f"{spelled}A"):
        with pytest.raises(ValueError, match=r"^not base64$"):
            decoded(wrong)


def test_base64_with_other_bits_behind_the_last_byte_is_refused():
    """`QQ==` and `QR==` would mean the same byte."""
    assert decoded("QQ==") == b"A"
    with pytest.raises(ValueError, match=r"^not base64$"):
        decoded("QR==")


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (None, "the file"),
        ([], "the file"),
        ({}, "payload"),
        ({"payload": "", "payloadType": "x", "signatures": []}, "signatures"),
        ({"payload": 1, "payloadType": "x", "signatures": [{"sig": ""}]}, "payload"),
        ({"payload": "", "payloadType": "x", "signatures": [{"keyid": "a"}]}, "signatures.0.sig"),
        ({"payload": "", "payloadType": "x", "signatures": "sig"}, "signatures"),
    ],
)
def test_what_is_no_envelope_is_refused(data, place):
    """With the place where it goes wrong."""
    with pytest.raises(ValueError, match=f"^no signed envelope: {place}: [A-Z]"):
        opened(data)


def test_unknown_fields_of_an_envelope_are_left_alone(key):
    """DSSE lets others put more in."""
    made = sealed(b"{}", public_half(key), b"s" * 64).as_data()

    assert set(made) == {"payload", "payloadType", "signatures"}
    assert made["payloadType"] == PAYLOAD_TYPE
    assert made["signatures"] == ({"sig": encoded(b"s" * 64), "keyid": key_id(public_half(key))},)
    assert opened({**made, "more": 1}).as_data() == made
