"""`report` and `plan` as office files: where they land, whole ones, and what redacted ones hold."""

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest
from icalendar import Calendar
from python_calamine import CalamineWorkbook

from builders import new_folder
from iso20k_gap.cli.app import main
from iso20k_gap.errors import ExitCode

DAY = "--date=2026-11-21"
SECRETS = ("Secret-note", "Secret-evidence", "Secret-rater", "Secret-owner")


@pytest.fixture
def acme(tmp_path, monkeypatch, capsys):
    """An assessment with gaps and names in it, and the folder above it as the current one."""
    folder = new_folder(tmp_path / "acme")
    rate = ["rate", str(folder), "8.6=P", "--note", "Secret-note", "--evidence", "Secret-evidence"]
    assert main([*rate, "--by", "Secret-rater", "-q"]) == ExitCode.DONE
    plan = "schema: 1\nowners: [{role: Incident manager, name: Secret-owner}]\n"
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    return Path("acme")


def inside(content):
    """Everything in a package, packages within it included."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [package.read(name) for name in package.namelist()]
    nested = [inside(part) for part in parts if part[:2] == b"PK"]
    return b"\n".join([*parts, *nested])


def test_the_report_is_written_in_office_forms(acme, capsys):
    """Both land beside the folder, are told on stdout and can be opened."""
    code = main(["report", str(acme), "-f", "docx", "-f", "xlsx", DAY])

    assert code == ExitCode.DONE
    assert capsys.readouterr().out.splitlines() == ["acme-gap-report.docx", "acme-gap-report.xlsx"]
    assert docx.Document("acme-gap-report.docx").tables
    assert "Findings" in CalamineWorkbook.from_path("acme-gap-report.xlsx").sheet_names


def test_the_plan_is_written_in_office_forms(acme, capsys):
    """A workbook, a calendar and a project, each with the ending its programs look for."""
    code = main(["plan", str(acme), "-f", "xlsx", "-f", "ics", "-f", "mspdi", "-o", "out", DAY])

    assert code == ExitCode.DONE
    names = capsys.readouterr().out.splitlines()
    assert names == ["out/acme-plan.xlsx", "out/acme-plan.ics", "out/acme-plan.xml"]
    assert "Gantt" in CalamineWorkbook.from_path(names[0]).sheet_names
    assert Calendar.from_ical(Path(names[1]).read_bytes()).walk("VTODO")
    assert ET.parse(names[2]).getroot().tag.endswith("Project")  # noqa: S314 - our own output


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_a_redacted_file_holds_no_name_note_or_place(acme, form):
    """Neither shown nor hidden, nor in the workbooks behind the charts."""
    main(["report", str(acme), "-f", form, "-o", f"whole.{form}", DAY, "-q"])
    main(["report", str(acme), "-f", form, "-o", f"redacted.{form}", "--redact", DAY, "-q"])
    whole, redacted = (
        inside(Path(f"{name}.{form}").read_bytes()) for name in ("whole", "redacted")
    )

    for secret in SECRETS:
        assert secret.encode() in whole
        assert secret.encode() not in redacted


def test_a_workbook_has_no_form_for_the_board(acme, capsys):
    """It says so instead of giving the whole."""
    code = main(["report", str(acme), "-f", "xlsx", "--audience", "board", DAY])

    assert code == ExitCode.USAGE
    assert "xlsx has no report for the board" in capsys.readouterr().err
