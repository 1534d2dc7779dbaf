"""`report --template` and `template`: own templates stand in for shipped ones, in the sandbox."""

import io
import json
from pathlib import Path

import docx
import pytest
from docx.shared import Cm, RGBColor

from builders import new_folder
from iso20k_gap.cli.app import main
from iso20k_gap.reports.templating import inventory


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


def test_single_block_can_be_replaced(acme):
    """The shipped template goes on around it; super() is what would have stood there."""
    text = (
        '{% extends "shipped/cover.html.j2" %}'
        "{% block title %}{{ super() }}<p>By Hart</p>{% endblock %}"
    )
    assert report(acme, text, "-f", "html", "-o", "out.html", name="cover.html.j2") == 0
    page = (acme / "out.html").read_text()

    assert page.count("<p>By Hart</p>") == 1
    assert '<p class="cover-name">Acme</p>' in page
    assert "Content hash" in page


def test_a_folder_called_shipped_does_not_stand_in_for_the_shipped_templates(acme):
    """The name before the slash always means ours."""
    (acme / "own" / "shipped").mkdir()
    (acme / "own" / "shipped" / "cover.html.j2").write_text("mine")
    text = '{% extends "shipped/cover.html.j2" %}'

    assert report(acme, text, "-f", "html", "-o", "out.html", name="cover.html.j2") == 0
    assert "Content hash" in (acme / "out.html").read_text()


def test_what_people_typed_is_text_whatever_a_template_wants(acme):
    """Escaping cannot be switched off, neither by a filter nor by a tag."""
    (acme / "acme" / "assessment.yaml").write_text(
        (acme / "acme" / "assessment.yaml").read_text().replace("name: Acme", "name: <b>Acme</b>")
    )
    wishes = "{% autoescape false %}{{ view.cover.organisation }}{% endautoescape %}"
    options = ("-f", "html", "-o", "out.html")

    assert report(acme, wishes, *options, name="cover.html.j2") == 0
    assert "&lt;b&gt;Acme" in (acme / "out.html").read_text()
    assert "<b>Acme" not in (acme / "out.html").read_text()
    assert report(acme, "{{ view.title | safe }}", *options, name="cover.html.j2") == 4


def test_the_plan_takes_own_templates_too(acme, capsys):
    """Where a format uses them."""
    (acme / "own" / "plan.html.j2").write_text("<p>Plan for {{ view.cover.organisation }}</p>")
    plan = ("plan", "acme", "--template", "own")

    assert main([*plan, "-f", "html", "-o", "out.html"]) == 0
    assert "<p>Plan for Acme</p>" in (acme / "out.html").read_text()
    assert main([*plan, "-f", "csv"]) == 2
    assert main([*plan]) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("line one\n{% if %}\n", "report.md.j2:2"),
        ("line one\n{{ view.nosuch }}\n", "report.md.j2:2"),
        ("line one\n{{ 1 / 0 }}\n", "report.md.j2:2"),
        ("{{ view.cover.day + 'x' }}\n", "report.md.j2:1"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
        ("{% include 'nosuch.j2' %}", "nosuch.j2"),
        ("{% include '../acme/assessment.yaml' %}", "assessment.yaml"),
        ("{% include 'shipped/../../../LICENSE' %}", "LICENSE"),
    ],
)
def test_bad_templates_are_told_and_write_nothing(acme, text, words, capsys):
    """A template that is wrong, asks too much or reaches out ends in exit 4."""
    assert report(acme, text) == 4
    told = capsys.readouterr().err
    assert words in told
    assert "template check own" in told
    assert not (acme / "out.md").exists()


@pytest.mark.parametrize(
    "options",
    [
        ["--template", "nowhere", "-f", "md"],
        ["--template", "own", "-f", "json"],
        ["--template", "own", "-f", "docx"],
    ],
)
def test_useless_template_folders_are_refused(acme, options, capsys):
    """A folder that is not there, or that no ordered format uses, is a wrong argument."""
    assert main(["report", "acme", *options]) == 2
    assert "error:" in capsys.readouterr().err


def test_a_new_folder_is_right_and_changes_what_it_says(acme, capsys):
    """Colours and a block of the cover; it is checked without complaint and used."""
    assert main(["template", "new", "house"]) == 0
    names = {path.name for path in (acme / "house").iterdir()}
    assert names == {"README.md", "base.css", "print.css", "cover.html.j2"}
    assert main(["template", "check", "house"]) == 0
    assert "3 templates stand in" in capsys.readouterr().err

    assert main(["report", "acme", "--template", "house", "-f", "html", "-o", "out.html"]) == 0
    page = (acme / "out.html").read_text()
    assert "--accent: #1d6b57" in page
    assert "This report was made for Acme" in page


def test_a_new_folder_overwrites_nothing(acme, capsys):
    """Every file in the way is named, and none is written."""
    (acme / "own" / "base.css").write_text("mine")
    (acme / "own" / "README.md").write_text("mine")

    assert main(["template", "new", "own"]) == 3
    told = capsys.readouterr().err
    assert "base.css" in told
    assert "README.md" in told
    assert not (acme / "own" / "cover.html.j2").exists()


def test_copies_are_what_is_shipped(acme, capsys):
    """One, several or all, the Word file too; and they are right as they are."""
    names = ("--template", "chapters/gates.html.j2", "--template", "report.docx")
    assert main(["template", "new", "some", *names]) == 0
    assert main(["template", "new", "all", "--all"]) == 0

    assert (acme / "some" / "report.docx").read_bytes() == inventory.word_template()
    for name, text in inventory.templates().items():
        assert (acme / "all" / name).read_text(encoding="utf-8") == text
    assert main(["template", "check", "some"]) == 0
    assert main(["template", "new", "x", "--template", "gates"]) == 2
    assert "template list" in capsys.readouterr().err
    assert main(["template", "new", "x", "--template", "base.css", "--all"]) == 2


def test_every_template_and_block_is_listed(capsys):
    """For reading and as JSON."""
    assert main(["template", "list", "--json"]) == 0
    listed = {each["name"]: each["blocks"] for each in json.loads(capsys.readouterr().out)}
    main(["template", "list"])
    told = capsys.readouterr().out

    assert set(listed) == {*inventory.templates(), "report.docx"}
    assert "more_facts" in listed["cover.html.j2"]
    assert all(name in told for name in listed)


def test_check_tells_everything_with_file_and_line(acme, capsys):
    """Files that nothing reads, broken bytes, faults of templates, a Word file that is none."""
    own = acme / "own"
    (own / "cover.html.j2").write_text("a\n{{ veiw }}\n{{ view.cover.scoop }}\n")
    (own / "print.css").write_bytes(b"\xff\xfe")
    (own / "screen.js").write_text("alert(1)")
    (own / "logo.png").write_text("x")
    (own / "report.docx").write_text("x")
    (own / "notes.txt").write_text("mine")
    (own / ".hidden.css").write_text("{% if %}")

    assert main(["template", "check", "own"]) == 3
    told = capsys.readouterr().err
    for expected in (
        "own/cover.html.j2:2:1: 'veiw' is not defined here",
        "own/cover.html.j2:3:1: Cover has no 'scoop' (did you mean scope",
        "own/print.css:1:1: not UTF-8",
        "own/screen.js: no report reads this file (the shipped script cannot be replaced",
        "own/logo.png: no report reads this file (put a picture in",
        "own/report.docx: ",
    ):
        assert expected in told
    assert len(told.splitlines()) == 6


def test_complaints_about_templates_are_data_too(acme, capsys):
    """Each with its place, and the exit code stays 3."""
    (acme / "own" / "cover.html.j2").write_text("a\n{{ veiw }}\n", encoding="utf-8")
    (acme / "own" / "screen.js").write_text("alert(1)")

    assert main(["template", "check", "own", "--json"]) == 3
    told = json.loads(capsys.readouterr().out)
    assert (told["valid"], told["templates"]) == (False, 1)
    places = {(Path(each["file"]).name, each["line"]) for each in told["complaints"]}
    assert places == {("cover.html.j2", 2), ("screen.js", 0)}


def test_check_of_nothing_says_so(acme, capsys):
    """An empty folder changes nothing; one that is not there is wrong."""
    assert main(["template", "check", "own"]) == 0
    assert "holds no template" in capsys.readouterr().err
    assert main(["template", "check", "nowhere"]) == 3


def restyled(file: Path) -> None:
    """The shipped Word file with another colour and wider margins."""
    document = docx.Document(io.BytesIO(inventory.word_template()))
    document.styles["Heading 1"].font.color.rgb = RGBColor(0x7A, 0x1F, 0x5C)
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(4)
    section.header.paragraphs[0].add_run(" | Hart & Co")
    document.add_paragraph("This text is not taken over")
    document.save(str(file))


def test_own_word_file_lends_its_looks(acme):
    """Styles, page and header are its own; its text is not taken over."""
    restyled(acme / "own" / "report.docx")
    assert main(["template", "check", "own"]) == 0
    order = ("report", "acme", "-f", "docx", "--template", "own", "-o")
    assert main([*order, "out.docx"]) == 0
    assert main([*order, "again.docx"]) == 0
    document = docx.Document(str(acme / "out.docx"))

    assert str(document.styles["Heading 1"].font.color.rgb) == "7A1F5C"
    assert "Hart & Co" in document.sections[0].header.paragraphs[0].text
    assert not any("not taken over" in each.text for each in document.paragraphs)
    assert any(each.style.name == "Heading 1" for each in document.paragraphs)
    widths = [sum(column.width.cm for column in table.columns) for table in document.tables]
    assert max(widths[:5]) == pytest.approx(13, abs=0.1)
    assert (acme / "out.docx").read_bytes() == (acme / "again.docx").read_bytes()


def test_a_word_file_without_the_styles_is_told(acme, capsys):
    """Every style it lacks, at once; too little room too."""
    document = docx.Document()
    document.sections[0].left_margin = Cm(14)
    document.save(str(acme / "own" / "report.docx"))

    assert main(["template", "check", "own"]) == 3
    told = capsys.readouterr().err
    assert "there is no style 'Verdict'" in told
    assert "there is no style 'Gap Table'" in told
    assert "less than 8 cm" in told
    assert main(["report", "acme", "-f", "docx", "--template", "own", "-o", "out.docx"]) == 4
