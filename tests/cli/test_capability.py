"""`capability`: the contract's shape and clear complaints."""

import json
from xml.etree import ElementTree as ET

import pytest

from iso20k_gap.cli.app import main

GOOD = 'processes:\n  Incident: {"PA 1.1": [F, L, don\'t know], "PA 2.1": [P]}\n'


def test_shape(tmp_path, capsys):
    """The published shape: rating, mean, respondents, reliability, level."""
    (tmp_path / "capability.yaml").write_text(GOOD)

    assert main(["capability", str(tmp_path), "--json"]) == 0
    process = json.loads(capsys.readouterr().out)["processes"]["Incident"]
    assert process["level"] == 1
    assert process["attributes"]["PA 1.1"]["rating"] == "L"
    assert process["attributes"]["PA 1.1"]["respondents"] == 2
    assert process["attributes"]["PA 1.1"]["mean"] == 80


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('processes:\n  A: {"PA 9.9": [F]}\n', "no process attribute"),
        ('processes:\n  A: {"PA 1.1": [Z]}\n', "no rating 'Z'"),
        ("processes: 3\n", "capability.yaml:1:1"),
        ("", "processes is missing"),
    ],
)
def test_bad_input(text, words, tmp_path, capsys):
    """What is wrong is told with its place."""
    (tmp_path / "capability.yaml").write_text(text)

    assert main(["capability", str(tmp_path)]) == 3
    assert words in capsys.readouterr().err


def test_chart_tells_every_process_and_rating(tmp_path, capsys):
    """The profile is well-formed SVG with letters, and hostile names stay text."""
    text = 'processes:\n  "<script>x</script> & co": {"PA 1.1": [F], "PA 2.1": [P, N]}\n'
    (tmp_path / "capability.yaml").write_text(text)

    assert main(["capability", str(tmp_path), "--chart", str(tmp_path / "profile.svg")]) == 0
    root = ET.fromstring((tmp_path / "profile.svg").read_bytes())  # noqa: S314 - ours
    words = [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "F" in words
    assert "P!" in words
    assert "1 performed" in words
    assert "<script>x</script> & co" in words
    assert not list(root.iter("{http://www.w3.org/2000/svg}script"))
    capsys.readouterr()
