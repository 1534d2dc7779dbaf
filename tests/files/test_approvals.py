"""Approvals on disk: what is altered shows, and keys are only their owner's."""

import json
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed448 import Ed448PrivateKey
from hypothesis import given
from hypothesis import strategies as st

import signing
from builders import TODAY, evaluation
from iso20k_gap.core.approval import Act, CatalogueMark, Predicate, outcome_of, state_of, stated
from iso20k_gap.core.canonical import canonical
from iso20k_gap.core.envelope import PAYLOAD_TYPE, decoded, encoded, pae, sealed
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.errors import InputError, RenderError
from iso20k_gap.files import approvals, signing_key, trusted_keys


@dataclass
class Signed:
    """A signed approval: its file, statement and private key."""

    path: Path
    statement: object
    private: object

    @property
    def folder(self) -> Path:
        return self.path.parent.parent

    @property
    def data(self) -> dict:
        return json.loads(self.path.read_text())


def statement(public, approver="A. Smith"):
    """A statement about a made-up assessment."""
    made = evaluation({"8.6.1": "L"})
    return stated(
        Predicate(
            act=Act(approver=approver, date=TODAY, statement="Approved"),
            organisation="Acme",
            scope="All",
            state=state_of(made.assessment, PlanDecisions()),
            catalogue=CatalogueMark(
                edition="2018",
                label="x",
                version=1,
                sha256="0" * 64,
                rules_sha256="0" * 64,
                scale="nplf",
            ),
            outcome=outcome_of(made),
            report_content_hash="sha256:0",
            tool="iso20k-gap",
            key=public,
        )
    )


@pytest.fixture(scope="module")
def signed(tmp_path_factory):
    """A folder with one approval."""
    folder = tmp_path_factory.mktemp("acme")
    file = tmp_path_factory.mktemp("keys") / "key.pem"
    public = signing.key(file)
    private = signing_key.read(file, lambda: "")
    made = statement(public)
    path, new = approvals.write(folder, made, private)
    assert new
    return Signed(path, made, private)


def fault(signed, content):
    """What is wrong with an approval of this content."""
    path = signed.folder / "approvals" / "altered.json"
    try:
        path.write_bytes(content)
        return approvals.read(path).fault
    finally:
        path.unlink()


def test_what_was_signed_is_read_back(signed):
    """Nothing is wrong with it, and it says what was said."""
    read = approvals.read(signed.path)

    assert (read.fault, read.statement) == ("", signed.statement)
    assert approvals.complaints(signed.folder) == []
    assert decoded(signed.data["payload"]) == signed.statement.payload()


def test_the_payload_is_canonical_json_with_a_media_type_of_its_own(signed):
    """What a reader without this program finds in the envelope."""
    data = json.loads(decoded(signed.data["payload"]))

    assert signed.data["payloadType"] == "application/vnd.iso20k-gap.approval+json"
    assert data["_type"] == "https://in-toto.io/Statement/v1"
    assert [each["name"] for each in data["subject"]] == ["assessment.yaml", "answers", "plan.yaml"]
    assert canonical(data) == decoded(signed.data["payload"])


def regions(text):
    """Each part of an envelope's text: its name, first and last place."""
    for name in ("payload", "payloadType", "sig"):
        begin = text.index('"', text.index(f'"{name}":') + len(name) + 3) + 1
        yield name, begin, text.index('"', begin)


@given(st.data())
def test_a_changed_byte_anywhere_that_is_signed_breaks_it(signed, data):
    """Payload, its type and the signature: whatever sign stands there instead."""
    text = signed.path.read_text()
    _, begin, end = data.draw(st.sampled_from(list(regions(text))))
    place = data.draw(st.integers(begin, end - 1))
    sign = data.draw(st.characters(min_codepoint=32, max_codepoint=0x7F, exclude_characters='"\\'))
    same = {text[place], {"+": "-", "/": "_"}.get(text[place], text[place])}
    found = fault(signed, (text[:place] + sign + text[place + 1 :]).encode())

    assert bool(found) is (sign not in same)


@given(st.data())
def test_a_changed_byte_of_the_frame_never_makes_another_approval(signed, data):
    """Either it is broken, or it still says word for word what was signed."""
    content = bytearray(signed.path.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] = data.draw(st.integers(0, 255))
    path = signed.folder / "approvals" / "altered.json"
    path.write_bytes(bytes(content))
    read = approvals.read(path)
    path.unlink()

    assert read.fault or read.statement == signed.statement


@given(st.integers(0, 1), st.data())
def test_every_value_in_the_payload_is_under_the_signature(signed, one, data):
    """One byte of the decoded payload changed, and encoded again."""
    payload = bytearray(decoded(signed.data["payload"]))
    place = data.draw(st.integers(0, len(payload) - 1))
    payload[place] ^= data.draw(st.integers(1, 255))
    altered = {**signed.data, "payload": encoded(bytes(payload))}

    assert fault(signed, json.dumps(altered).encode())


def test_the_name_of_the_key_is_a_hint_and_nothing_hangs_on_it(signed):
    """DSSE does not sign it, so nothing is decided by it."""
    without = {**signed.data, "signatures": [{"sig": signed.data["signatures"][0]["sig"]}]}
    other = {**signed.data, "signatures": [{**signed.data["signatures"][0], "keyid": "x"}]}

    assert fault(signed, json.dumps(without).encode()) == ""
    assert fault(signed, json.dumps(other).encode()) == ""


def test_another_key_in_the_payload_breaks_it(signed, tmp_path):
    """Nobody can put their key in the place of the signer's."""
    other = signing.key(tmp_path / "other.pem")
    payload = decoded(signed.data["payload"]).replace(
        signed.statement.predicate.key.encode(), other.encode()
    )
    altered = {**signed.data, "payload": encoded(payload)}

    assert "signature does not fit" in fault(signed, json.dumps(altered).encode())


def test_a_second_signature_does_not_hurt(signed):
    """DSSE lets an envelope have several; the signer's must be among them."""
    mine = signed.data["signatures"][0]
    others = [{"keyid": "x", "sig": encoded(b"0" * 64)}]
    both = {**signed.data, "signatures": [*others, mine]}

    assert fault(signed, json.dumps(both).encode()) == ""
    assert fault(signed, json.dumps({**both, "signatures": others}).encode())


def wrongly_sealed(signed, payload):
    """An envelope whose signature fits, around any payload."""
    signature = signed.private.sign(pae(PAYLOAD_TYPE, payload))
    made = sealed(payload, signed.statement.predicate.key, signature)
    return json.dumps(made.as_data()).encode()


@pytest.mark.parametrize(
    ("alter", "told"),
    [
        (lambda payload: payload.replace(b'":', b'" :'), "canonical"),
        (lambda payload: payload.replace(b'"schema":1', b'"schema":2'), "schema"),
        (lambda payload: payload.replace(b'"rating":"L"', b'"rating":"F"', 1), "subjects"),
        (lambda payload: payload.replace(b'"covers":"all"', b'"covers":"x"'), "covers"),
        (lambda payload: payload.replace(b'"approver":"A. Smith"', b'"approver":""'), "approver"),
        (lambda payload: re.sub(rb'"verdict":"[^"]*"', b'"verdict":"x"', payload), "verdict"),
        (lambda payload: b"[" * 100_000, "nested too deeply"),
        (lambda payload: b"{}", "no approval"),
        (lambda payload: b"\xff", "no JSON"),
    ],
)
def test_a_signature_does_not_make_sense_of_nonsense(signed, alter, told):
    """What is signed must be an approval that fits itself."""
    payload = alter(decoded(signed.data["payload"]))

    assert told in fault(signed, wrongly_sealed(signed, payload))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no JSON"),
        (b"{", "no JSON"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[" * 200_000, "nested too deeply"),
        (
            b'{"payload": "e30=", "payloadType": "other", "signatures": [{"sig": ""}]}',
            "no approval",
        ),
        (b"9" * 5000, "no JSON"),
    ],
)
def test_files_that_are_no_envelopes_are_told(signed, content, told):
    """None ends the program, each says why."""
    assert told in fault(signed, content)


def test_signing_twice_gives_the_same_bytes_and_one_file(signed):
    """Ed25519 has no chance in it; the same approval is not written twice."""
    before = signed.path.read_bytes()
    path, new = approvals.write(signed.folder, signed.statement, signed.private)

    assert (path, new) == (signed.path, False)
    assert path.read_bytes() == before


def test_another_approval_of_the_same_day_gets_a_name_of_its_own(signed):
    """Nothing that was signed is overwritten."""
    act = signed.statement.predicate.act.model_copy(update={"statement": "Another"})
    other = stated(signed.statement.predicate.model_copy(update={"act": act}))
    path, new = approvals.write(signed.folder, other, signed.private)
    path.unlink()

    assert new
    assert path.name == f"{TODAY}-a-smith-2.json"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("A. Smith", "a-smith"),
        ("../../etc/passwd", "etc-passwd"),
        ("Șerban Țurcanu-Ünal", "serban-turcanu-unal"),
        ("王小明", "approver"),
        ("CON", "con"),
        ("x" * 300, "x" * 40),
        (".", "approver"),
    ],
)
def test_names_of_files_are_plain(name, expected):
    """Whatever a person is called, it cannot lead out of the folder."""
    assert approvals.slug(name) == expected


def test_a_key_is_its_owners_alone(tmp_path):
    """The file is made for its owner, and refused where others may read it."""
    file = tmp_path / "deep" / "key.pem"
    public = signing.key(file)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert signing_key.public_half(signing_key.read(file, lambda: "")) == public
    for mode in (0o640, 0o604, 0o620, 0o666):
        file.chmod(mode)
        with pytest.raises(InputError, match="others may read this key") as raised:
            signing_key.read(file, lambda: "")
        assert f"chmod 600 {file}" in str(raised.value)


def test_a_key_is_made_for_its_owner_even_where_files_are_open(tmp_path):
    """The mask of the shell makes no difference."""
    before = os.umask(0)
    try:
        signing.key(tmp_path / "key.pem")
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "key.pem").stat().st_mode) == 0o600


def test_a_key_is_never_overwritten(tmp_path):
    """Nor is any other file."""
    file = tmp_path / "key.pem"
    file.write_text("precious")

    with pytest.raises(InputError, match="never overwritten"):
        signing_key.make(file)
    assert file.read_text() == "precious"


def test_a_key_that_cannot_be_written_is_told(tmp_path):
    """A file stands where a folder is to be."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(RenderError, match="cannot write"):
        signing_key.make(tmp_path / "file" / "key.pem")


def test_a_passphrase_locks_a_key(tmp_path):
    """It opens with the right one only."""
    file = tmp_path / "key.pem"
    public = signing_key.make(file, "open sesame")

    assert b"ENCRYPTED" in file.read_bytes()
    assert signing_key.public_half(signing_key.read(file, lambda: "open sesame")) == public
    with pytest.raises(InputError, match="the passphrase is wrong"):
        signing_key.read(file, lambda: "wrong")


UNKNOWN_KIND = b"-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VqBCIEI%b\n-----END PRIVATE KEY-----\n"
"""A key whose kind has a number that stands for none."""


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "there is no signing key"),
        (b"", "no private key"),
        (b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "no private key"),
        (UNKNOWN_KIND % (b"A" * 43), "no private key"),
        (
            Ed448PrivateKey.generate().private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            ),
            "not of the kind Ed25519",
        ),
    ],
)
def test_what_is_no_key_is_told(tmp_path, content, told):
    """Missing, empty, damaged, of another kind."""
    file = tmp_path / "key.pem"
    if content is not None:
        file.write_bytes(content)
        file.chmod(0o600)

    with pytest.raises(InputError, match=told) as raised:
        signing_key.read(file, lambda: "")
    assert "iso20k-gap key new" in str(raised.value)


ONE, TWO = (f"ed25519:{encoded(bytes([number]) * 32)}" for number in (1, 2))


def test_trusted_keys_are_read_by_name(tmp_path):
    """From several files; a person may have several keys in several files."""
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    first.write_text(f"# the board\nA. Smith: {ONE}\n")
    second.write_text(f"A. Smith: {TWO}\n")

    assert trusted_keys.read([first, second]) == {ONE: "A. Smith", TWO: "A. Smith"}


@pytest.mark.parametrize(
    ("text", "where", "told"),
    [
        ("", ":1:1", "no names with keys"),
        ("- x\n", ":1:1", "no names with keys"),
        ("A: ed25519:abc\n", ":1:1", "no public key"),
        (f"A: {ONE}\nB: {ONE[:-2]}C=\n", ":2:1", "no public key"),
        (f"A: {ONE}\nB: [x]\n", ":2:1", "no public key"),
        (f"A: {ONE}\nB: {ONE}\n", ":2:1", "that of A already"),
        (f"A: {ONE}\nA: {TWO}\n", ":2:1", "written twice"),
    ],
)
def test_files_of_keys_that_are_wrong_are_told(tmp_path, text, where, told):
    """With the line."""
    file = tmp_path / "keys.yaml"
    file.write_text(text)

    with pytest.raises(InputError, match=told) as raised:
        trusted_keys.read([file])
    assert where in str(raised.value)
