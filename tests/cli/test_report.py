"""`report`: which formats, where they go, what is said, and the exit codes."""

import json
from pathlib import Path

import pytest

from builders import new_folder
from iso20k_gap.cli import progress
from iso20k_gap.cli import report as command
from iso20k_gap.cli.app import main
from iso20k_gap.errors import ExitCode, RenderError
from iso20k_gap.reports.formats import RENDERERS, Format


@pytest.fixture
def acme(tmp_path, monkeypatch):
    """An assessment of which 8.6 is rated; the current folder is elsewhere."""
    folder = new_folder(tmp_path / "acme")
    main(["rate", str(folder), "8.6.1=F", "8.6.2=L", "8.6.3=P", "-q"])
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setitem(RENDERERS, Format.PDF, lambda *_: b"%PDF-1.7 drawn elsewhere")
    return str(folder)


def run(*arguments):
    """The exit code of `report` with these arguments, on a fixed day."""
    return main(["report", *map(str, arguments), "--date", "2026-11-21"])


def test_every_format_has_a_renderer():
    """The table is complete; nothing is offered that does not work."""
    assert set(RENDERERS) == set(Format)


def test_without_options_a_pdf_lies_in_the_current_folder(acme, capsys):
    """Named after the assessment folder; its path is printed."""
    assert run(acme) == ExitCode.DONE

    (written,) = Path.cwd().iterdir()
    assert written.name == "acme-gap-report.pdf"
    assert capsys.readouterr().out.split() == ["acme-gap-report.pdf"]


def test_several_formats_go_into_a_folder(acme, tmp_path, capsys):
    """It is made if it is not there; all paths are printed; a repeated format counts once."""
    out = tmp_path / "new" / "place"
    assert run(acme, "-f", "html", "-f", "md", "-f", "json", "-f", "MD", "-o", out) == 0

    names = ["acme-gap-report.html", "acme-gap-report.md", "acme-gap-report.json"]
    assert capsys.readouterr().out.split() == [str(out / name) for name in names]
    assert {each.name for each in out.iterdir()} == set(names)


@pytest.mark.parametrize(
    ("name", "begins"),
    [("r.html", b"<!DOCTYPE"), ("r.MD", b"# Gap"), ("r.json", b"{"), ("r.pdf", b"%PDF")],
)
def test_one_file_may_name_its_format_by_its_ending(acme, tmp_path, name, begins):
    """`-o report.html` is HTML without `-f`."""
    assert run(acme, "-o", tmp_path / name) == 0

    assert (tmp_path / name).read_bytes().startswith(begins)


def test_a_dash_is_stdout_and_nothing_else_is_on_it(acme, capsysbinary):
    """The document alone, so that it can be piped."""
    assert run(acme, "-f", "json", "-o", "-") == 0

    assert json.loads(capsysbinary.readouterr().out)["document"] == "gap-report"
    assert list(Path.cwd().iterdir()) == []


def test_wrong_arguments_are_all_told(acme, capsys):
    """Exit code 2, with the formats there are."""
    assert run(acme, "-f", "docs", "-f", "htm") == ExitCode.USAGE
    told = capsys.readouterr().err
    assert "'docs'" in told
    assert "did you mean html" in told

    assert run(acme, "-f", "html", "-f", "md", "-o", "-") == ExitCode.USAGE
    assert "stdout" in capsys.readouterr().err


def test_nothing_is_written_if_one_format_cannot_be_drawn(acme, monkeypatch, capsys):
    """Exit code 4 and no half delivery."""

    def fail(*_):
        raise RenderError("cannot make a PDF: the library Pango is missing")

    monkeypatch.setitem(RENDERERS, Format.PDF, fail)
    assert run(acme, "-f", "html", "-f", "pdf") == ExitCode.RENDER

    assert "Pango" in capsys.readouterr().err
    assert list(Path.cwd().iterdir()) == []


def test_a_place_that_cannot_be_written_is_named(acme, tmp_path, capsys):
    """Exit code 4."""
    (tmp_path / "file").write_text("in the way")

    assert run(acme, "-f", "md", "-o", tmp_path / "file" / "report.md") == ExitCode.RENDER
    assert "cannot write" in capsys.readouterr().err


def test_the_plan_of_the_folder_is_in_the_report(acme, tmp_path):
    """What `plan.yaml` decides is told."""
    Path(acme, "plan.yaml").write_text("schema: 1\nactions:\n  8.6.2-A1: {note: Agreed in May}\n")

    assert run(acme, "-o", tmp_path / "r.md") == 0
    assert "Agreed in May" in (tmp_path / "r.md").read_text(encoding="utf-8")


def test_write_reports_is_what_the_demo_uses(acme, tmp_path):
    """Files named after the folder, in the order asked for."""
    written = command.write_reports(Path(acme), ["json", "md"], tmp_path / "out")

    assert [each.name for each in written] == ["acme-gap-report.json", "acme-gap-report.md"]
    assert all(each.is_file() for each in written)


def test_no_bar_is_drawn_where_no_one_sees_it(capsys):
    """Without a terminal there is no progress to report, and nothing on stderr."""
    with progress.progress_bar() as bar:
        assert bar is None

    assert capsys.readouterr().err == ""
