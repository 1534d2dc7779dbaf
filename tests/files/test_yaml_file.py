"""YAML as we take it: text only, every complaint with its place, nothing built unasked."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from iso20k_gap.errors import InputError
from iso20k_gap.files import yaml_file


def complaints(path: Path) -> list[tuple[str, str]]:
    """Where and what is wrong with a file."""
    with pytest.raises(InputError) as caught:
        yaml_file.read(path, "a.yaml")
    return [(each.where, each.what) for each in caught.value.complaints]


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("a: 1\nb: 2\na: 3\n", "a.yaml:3:1", "the key 'a' is written twice"),
        ("a:\n  b: 1\n  b: 2\n", "a.yaml:3:3", "the key 'b' is written twice"),
        ("a: &x 1\n", "a.yaml:1:4", "anchors are not taken"),
        ("a: 1\nb: *x\n", "a.yaml:2:4", "aliases are not taken"),
        ("a: !!python/object/apply:os.system [ls]\n", "a.yaml:1:4", "is not taken"),
        ("a: 1\nb: !secret x\n", "a.yaml:2:4", "the tag '!secret' is not taken"),
        ("a: " + "[" * 50 + "]" * 50, "a.yaml:1:43", "nested too deeply"),
        ("a: 1\n---\nb: 2\n", "a.yaml:2:1", "a second document in one file"),
        ("a: 1\n b: 2\n", "a.yaml:2:3", "broken YAML: mapping values are not allowed"),
        ("a: [1, 2\nb: 3\n", "a.yaml:2:2", "broken YAML"),
        ('a: 1\nb: "open\n', "a.yaml:3:1", "broken YAML: found unexpected end of stream"),
        ("a: 1\n\tb: 2\n", "a.yaml:2:1", "broken YAML"),
        ("? [x]\n: 1\n", "a.yaml:1:3", "a key must be plain text"),
        ("a: 1\nb: x\x07y\n", "a.yaml:2:5", "control characters are not allowed"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(
    tmp_path: Path, text: str, where: str, what: str
) -> None:
    """Each kind of broken file is one complaint with file, line and column."""
    path = tmp_path / "a.yaml"
    path.write_text(text)

    assert len(complaints(path)) == 1
    assert complaints(path)[0][0] == where
    assert what in complaints(path)[0][1]


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    """Several faults are several complaints."""
    path = tmp_path / "a.yaml"
    path.write_text("a: &x 1\nb: *x\na: !t 2\n")

    assert [where for where, _ in complaints(path)] == [
        "a.yaml:1:4",
        "a.yaml:2:4",
        "a.yaml:3:1",
        "a.yaml:3:4",
    ]


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (b"a: 1\nb: \xff\n", "a.yaml:2:4"),
        (b"\xe4: 1\n", "a.yaml:1:1"),
        (b"a: 1\n\xc3\n", "a.yaml:2:1"),
    ],
)
def test_text_that_is_not_utf8_is_named_with_its_place(
    tmp_path: Path, content: bytes, where: str
) -> None:
    """A file in another encoding is refused, with the line of the first bad character."""
    path = tmp_path / "a.yaml"
    path.write_bytes(content)

    assert complaints(path)[0][0] == where
    assert "not UTF-8" in complaints(path)[0][1]


def test_a_missing_file_a_folder_and_a_huge_file_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be read is told, without a line."""
    huge = tmp_path / "a.yaml"
    huge.write_text("a: 1\n")
    monkeypatch.setattr(yaml_file, "LARGEST_FILE", 4)

    assert complaints(huge) == [("a.yaml", "the file is too large (5 bytes)")]
    assert "No such file" in complaints(tmp_path / "b.yaml")[0][1]
    monkeypatch.undo()
    assert "Is a directory" in complaints(tmp_path)[0][1]


def test_every_scalar_is_text() -> None:
    """Nothing is taken for a number, a date or a boolean."""
    text = "a: 8.10\nb: no\nc: 12:30\nd: 2026-11-21\ne: 0x10\n8.10: yes\nf: [1e3, on]\n"

    assert yaml_file.parse(text, "").data == {
        "a": "8.10",
        "b": "no",
        "c": "12:30",
        "d": "2026-11-21",
        "e": "0x10",
        "8.10": "yes",
        "f": ["1e3", "on"],
    }


def test_only_an_empty_value_is_nothing() -> None:
    """A key left empty has no value; the same letters in quotes are text."""
    text = "a:\nb: ~\nc: null\nd: 'null'\ne: ''\n"

    assert yaml_file.parse(text, "").data == {
        "a": None,
        "b": None,
        "c": None,
        "d": "null",
        "e": "",
    }


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "---\n"])
def test_an_empty_file_is_an_empty_mapping(text: str) -> None:
    """A file with nothing in it says nothing."""
    assert yaml_file.parse(text, "").data in ({}, None)


def test_windows_line_ends_and_byte_order_mark_are_read(tmp_path: Path) -> None:
    """A file from a Windows editor reads the same, with the right lines."""
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb:\r\n  c: |\r\n    x\r\n    y\r\n")

    document = yaml_file.read(path)

    assert document.data == {"a": "1", "b": {"c": "x\ny\n"}}
    assert document.spots["b", "c"] == (3, 3)


NESTED = st.recursive(
    st.text("abc: -#'\"\n", max_size=5) | st.just("no"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", min_size=1), inner),
    max_leaves=10,
)


@given(st.dictionaries(st.text("xyz", min_size=1), NESTED, max_size=4))
def test_plain_data_reads_back_and_every_key_has_its_place(data: dict[str, object]) -> None:
    """Any text, list and mapping comes back, and a complaint about it knows its line."""
    text = yaml.safe_dump(data)
    document = yaml_file.parse(text, "a.yaml")

    assert document.data == data
    for key in data:
        line, column = document.spots[key,]
        assert text.splitlines()[line - 1][column - 1 :].lstrip("'\"?").startswith(key)
        assert document.complaint((key, "not there"), "what").where == f"a.yaml:{line}:{column}"
