"""`report --template`: own templates stand in for shipped ones, in the sandbox."""

import pytest

from builders import new_folder
from iso20k_gap.cli.app import main


@pytest.fixture
def acme(tmp_path, monkeypatch, capsys):
    """A new assessment, worked on from its parent folder, with a folder for templates."""
    monkeypatch.chdir(tmp_path)
    new_folder(tmp_path / "acme")
    (tmp_path / "own").mkdir()
    capsys.readouterr()
    return tmp_path


def report(place, text, *options, name="report.md.j2"):
    (place / "own" / name).write_text(text, encoding="utf-8")
    order = options or ("-f", "md", "-o", "out.md")
    return main(["report", "acme", "--template", "own", *order])


def test_own_template_replaces_the_shipped_one(acme):
    """The template of that name is used, with the same view; without the option it is not."""
    assert report(acme, "# For {{ view.cover.organisation }}\n") == 0
    assert (acme / "out.md").read_text() == "# For Acme\n"

    assert main(["report", "acme", "-f", "md", "-o", "plain.md"]) == 0
    assert len((acme / "plain.md").read_text()) > 1000


def test_single_style_can_be_replaced(acme):
    """Only the files that are there change; the rest stays shipped."""
    assert (
        report(acme, "body { color: #123456 }", "-f", "html", "-o", "out.html", name="base.css")
        == 0
    )
    text = (acme / "out.html").read_text()

    assert "#123456" in text
    assert "Acme" in text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("line one\n{% if %}\n", "report.md.j2:2"),
        ("line one\n{{ view.nosuch }}\n", "report.md.j2:2"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
        ("{% include 'nosuch.j2' %}", "nosuch.j2"),
        ("{% include '../acme/assessment.yaml' %}", "assessment.yaml"),
    ],
)
def test_bad_templates_are_told_and_write_nothing(acme, text, words, capsys):
    """A template that is wrong, asks too much or reaches out ends in exit 4."""
    assert report(acme, text) == 4
    assert words in capsys.readouterr().err
    assert not (acme / "out.md").exists()


@pytest.mark.parametrize(
    "options",
    [
        ["--template", "nowhere", "-f", "md"],
        ["--template", "own", "-f", "json"],
    ],
)
def test_useless_template_folders_are_refused(acme, options, capsys):
    """A folder that is not there, or that no ordered format uses, is a wrong argument."""
    assert main(["report", "acme", *options]) == 2
    assert "error:" in capsys.readouterr().err
