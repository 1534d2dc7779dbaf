"""What people typed does nothing to a terminal or to a pipeline that shows it."""

import json

import pytest

from iso20k_gap.core.printable import harmless, json_text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", r"\x1b[31mred"),
        ("\x00 \x9b \x7f \r", r"\x00 \x9b \x7f \x0d"),
        ("\u202eab\u2066", r"\x202eab\x2066"),
        ("line\n\tnext é 汉", "line\n\tnext é 汉"),
    ],
)
def test_harmless(text, shown):
    """Control and direction signs are shown; letters, line ends and tabs stay."""
    assert harmless(text) == shown


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("é", '"é"'),
        ("a\x7fb\x9b", r'"a\u007fb\u009b"'),
        ("\u202eab", r'"\u202eab"'),
        ("##[group]#1", r'"\u0023#[group]#1"'),
        ("##VSO[task] ##", r'"\u0023#VSO[task] ##"'),
    ],
)
def test_json_text(text, written):
    """What a terminal or a runner obeys is spelled out, and means the same to JSON."""
    assert json_text(text) == written
    assert json.loads(written) == text


def test_json_text_is_set_in_lines():
    """Two blanks a level; plain ASCII where it is asked for."""
    assert json_text({"a": ["é"]}) == '{\n  "a": [\n    "é"\n  ]\n}'
    assert json_text("é", ascii_only=True) == r'"\u00e9"'
