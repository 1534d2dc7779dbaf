"""`scope`, `certification`, `training` and `document`, from the keyboard to the file."""

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest

from builders import new_folder
from iso20k_gap.cli.app import main

HOSTILE = "A|b <script>x</script> *c* \\x1b[31m # _d_"
EXTRA = """
services:
  - {name: Managed workplace}
  - {name: Night desk, performed_by: nightline}
parties:
  - {id: nightline, name: Nightline BV, kind: external_supplier}
"""


@pytest.fixture
def acme(tmp_path, capsys):
    """A folder whose scope is in order."""
    scope = "The service management system of Acme that delivers Managed workplace"
    folder = new_folder(tmp_path / "acme", "--scope", scope, "--date", "2026-11-21")
    add(folder, EXTRA)
    capsys.readouterr()
    return folder


def add(folder: Path, text: str) -> None:
    file = folder / "assessment.yaml"
    file.write_text(file.read_text() + text)


def as_json(capsys, *arguments):
    assert main([*map(str, arguments), "--json", "--date", "2026-11-21"]) == 0
    return json.loads(capsys.readouterr().out)


def test_scope_is_shown(acme, capsys):
    """The recorded scope, what is wrong with it, and a proposal stand on stdout."""
    assert main(["scope", str(acme)]) == 0
    shown = capsys.readouterr().out

    for words in ("Recorded scope", "Complaints", "Proposed wording", "Night desk", "unconfirmed"):
        assert words in shown


def test_scope_json(acme, capsys):
    """The review as data: complaints, proposal, elements with source and confirmation."""
    data = as_json(capsys, "scope", acme)

    assert data["conforming"] is True
    assert data["complaints"] == []
    assert data["proposed"].endswith("that delivers Managed workplace.")
    assert data["left_out"] == ["Night desk (performed by Nightline BV)"]
    assert {each["id"] for each in data["elements"]} >= {"organisation", "services", "others"}
    assert all(each["source"] in data["sources"] for each in data["elements"])


def test_scope_with_complaints_is_still_a_success(tmp_path, capsys):
    """Only the gate fails a pipeline; a poor scope is told and exits 0."""
    folder = new_folder(tmp_path / "poor", "--scope", "All services worldwide")
    capsys.readouterr()
    data = as_json(capsys, "scope", folder)

    assert data["conforming"] is False
    assert len(data["complaints"]) >= 3


@pytest.mark.parametrize("command", ["scope", "certification", "training"])
@pytest.mark.parametrize("ending", ["md", "docx"])
def test_guides_can_be_written(command, ending, acme, tmp_path, capsys):
    """`-o` writes Markdown or Word by the ending, and says so on stderr only."""
    file = tmp_path / "out" / f"guide.{ending}"

    assert main([command, str(acme), "-o", str(file)]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert str(file) in err
    if ending == "docx":
        assert len(docx.Document(str(file)).paragraphs) > 5
    else:
        assert file.read_text().startswith("# ")


def test_guide_to_stdout_and_json_to_file(acme, tmp_path, capsys):
    """`-o -` gives Markdown on stdout; `--json -o FILE` puts the data into the file."""
    assert main(["scope", str(acme), "-o", "-"]) == 0
    assert capsys.readouterr().out.startswith("# Scope statement of Acme")

    file = tmp_path / "scope.json"
    assert main(["scope", str(acme), "--json", "-o", str(file)]) == 0
    assert json.loads(file.read_text())["conforming"] is True
    assert capsys.readouterr().out == ""


def test_certification_dates_from_the_command_line(acme, capsys):
    """Dates given as options are checked to the day, and counted on from."""
    options = ("--consultancy-ended", "2024-11-22", "--internal-audit-by-body", "2024-11-21")
    data = as_json(capsys, "certification", acme, *options)
    checks = {each["event"]: each for each in data["impartiality"]["checks"]}

    assert data["impartiality"]["clear"] is False
    assert checks["end of consultancy"]["clear"] is False
    assert checks["end of consultancy"]["clear_from"] == "2026-11-22"
    assert checks["internal audit by the body"]["clear"] is True
    assert data["impartiality"]["rule"]["confirmed"] is False


def test_certification_dates_from_the_folder(acme, capsys):
    """What stands under `certification` counts, and an option takes its place."""
    add(
        acme,
        "certification:\n  body: Certo\n  accredited_by: NAB\n  consultancy_ended: 2026-01-01\n"
        "  internal_audit_by_body: [2021-01-01, 2022-01-01]\n  decision: 2026-11-02\n",
    )
    data = as_json(capsys, "certification", acme)
    assert [each["clear"] for each in data["impartiality"]["checks"]] == [True, True, False]
    assert data["dates"][0]["date"] == "2027-11-02"

    options = ("--consultancy-ended", "2020-01-01", "--certified-on", "2026-10-01")
    data = as_json(capsys, "certification", acme, *options)
    assert data["impartiality"]["clear"] is True
    assert data["dates"][0]["date"] == "2027-10-01"
    assert data["complaints"] == []


def test_certification_is_shown_with_gates_and_sources(acme, capsys):
    """Chapters, the verdict's gates and the places of the facts stand on stdout."""
    assert main(["certification", str(acme), "--certified-on", "2026-11-02"]) == 0
    shown = capsys.readouterr().out

    for words in ("Impartiality", "Stage 1", "Service management plan", "2027-11-02", "Sources"):
        assert words in shown


def test_certification_of_2011_says_first_that_it_is_closed(tmp_path, capsys):
    """Nobody is led to believe that a certificate to 2011 can be had."""
    folder = new_folder(tmp_path / "old", "--edition", "2011")
    add(folder, "certification: {body: Certo}\n")
    capsys.readouterr()

    assert main(["certification", str(folder)]) == 0
    shown = capsys.readouterr().out
    assert "2021" in shown.partition("Choosing")[0]
    assert "accredited by nobody on record" in shown
    assert "no accreditation" in shown.partition("Choosing")[0]


def test_certification_warns_that_waiting_may_not_help(acme, capsys):
    """After consultancy the reader learns that the body itself may never have given it."""
    main(["certification", str(acme), "--consultancy-ended", "2020-01-01"])
    with_consultancy = capsys.readouterr().out
    main(["certification", str(acme), "--internal-audit-by-body", "2020-01-01"])

    assert "waiting does not help" in with_consultancy
    assert "waiting does not help" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "option", ["--consultancy-ended", "--internal-audit-by-body", "--certified-on"]
)
def test_wrong_dates_are_told_by_their_option(option, acme, capsys):
    """A date that is none gives 2 and names the option."""
    assert main(["certification", str(acme), option, "31.12.2026"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert option in err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("certification: {decision: soon}\n", "certification.decision"),
        ("certification: {internal_audit_by_body: [x]}\n", "internal_audit_by_body"),
        ("certification: {bodi: Certo}\n", "not a key we know"),
    ],
)
def test_wrong_certification_in_the_folder(text, words, acme, capsys):
    """What is wrong under `certification` is told with file and line."""
    add(acme, text)

    assert main(["certification", str(acme)]) == 3
    err = capsys.readouterr().err
    assert words in err
    assert "assessment.yaml:" in err


def test_training_of_a_folder_and_of_an_edition(acme, capsys):
    """With a folder roles have an urgency and people, without one only their contents."""
    plan = acme / "plan.yaml"
    owners = "owners:\n  - {role: Problem manager, name: Jane Doe}\n"
    plan.write_text("schema: 1\n" + owners)
    main(["rate", str(acme), "8.6.3=N", "-q"])
    capsys.readouterr()
    first = as_json(capsys, "training", acme)["roles"][0]
    assert (first["role"], first["people"], first["urgency"]) == (
        "Problem manager",
        ["Jane Doe"],
        "first",
    )

    data = as_json(capsys, "training", "--edition", "SR-2020")
    assert {each["urgency"] for each in data["roles"]} == {None}
    assert data["confirmed"] is False
    assert main(["training", "--edition", "2011"]) == 0
    assert "Management representative" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["training"], 2),
        (["training", "ACME", "--edition", "2018"], 2),
        (["training", "--edition", "1999"], 3),
        (["training", "NOWHERE"], 3),
        (["scope", "NOWHERE"], 3),
        (["scope", "ACME", "-o", "x.pdf"], 2),
        (["document", "ACME"], 2),
        (["document", "ACME", "8.6.1", "--missing"], 2),
        (["document", "ACME", "8.3.1"], 2),
        (["document", "ACME", "11"], 2),
        (["document", "ACME", "8.6.1-01"], 2),
        (["document", "ACME", "8.6.1", "-f", "pdf", "-f", "odt"], 2),
        (["document", "NOWHERE", "8.6.1"], 3),
        (["document", "ACME", "8.6.1", "-o", "ACME/assessment.yaml"], 4),
    ],
)
def test_bad_input(arguments, code, acme, tmp_path, capsys):
    """Arguments that make no sense are told, with the right exit code, and write nothing."""
    names = {"ACME": str(acme), "NOWHERE": str(tmp_path / "nowhere")}
    arguments = [each.replace("ACME", names["ACME"]) for each in arguments]
    arguments = [names.get(each, each) for each in arguments]
    before = sorted(tmp_path.rglob("*"))

    assert main(arguments) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("error: ")
    assert "Traceback" not in err
    assert sorted(tmp_path.rglob("*")) == before


def test_document_writes_markdown_and_word(acme, capsys):
    """One clause gives two files under DIR/documents, named on stdout."""
    assert main(["document", str(acme), "8.6.3"]) == 0
    paths = [Path(line) for line in capsys.readouterr().out.splitlines()]

    names = ["8.6.3-problem-management.md", "8.6.3-problem-management.docx"]
    assert paths == [acme / "documents" / name for name in names]
    word = docx.Document(str(paths[1]))
    assert [each.style.name for each in word.paragraphs][:2] == ["Title", "Subtitle"]
    with ZipFile(BytesIO(paths[1].read_bytes())) as package:
        assert b"8.6.3-01" in package.read("word/document.xml")
    assert "8.6.3-13" in paths[0].read_text()


def test_document_of_a_group_and_format_and_folder(acme, tmp_path, capsys):
    """A clause stands for those below it; formats and folder are chosen."""
    out = tmp_path / "sms"
    assert main(["document", str(acme), "8.7", "-f", "md", "-f", "md", "-o", str(out)]) == 0

    assert [path.name.partition("-")[0] for path in sorted(out.iterdir())] == [
        "8.7.1",
        "8.7.2",
        "8.7.3.1",
        "8.7.3.2",
        "8.7.3.3",
    ]
    assert not (acme / "documents").exists()


def test_document_never_writes_over_a_filled_one(acme, capsys):
    """A file that is there is refused with its name, unless --overwrite is given."""
    main(["document", str(acme), "8.6", "-f", "md", "-q"])
    filled = acme / "documents" / "8.6.3-problem-management.md"
    filled.write_text("filled in")
    capsys.readouterr()

    assert main(["document", str(acme), "8.6", "-f", "md"]) == 3
    assert capsys.readouterr().err.count("is there already") == 3
    assert filled.read_text() == "filled in"
    assert main(["document", str(acme), "8.6", "-f", "md", "--overwrite"]) == 0
    assert filled.read_text().startswith("# Problem management")


def test_missing_documents(acme, capsys):
    """All that the register lacks is written once; what has evidence or is there is left."""
    main(["rate", str(acme), "8.6=F", "--evidence", "Seen", "-q"])
    capsys.readouterr()
    assert main(["document", str(acme), "--missing", "-f", "md"]) == 0
    out, err = capsys.readouterr()
    clauses = {Path(line).name.partition("-")[0] for line in out.splitlines()}

    assert {"4.3", "5.2.2", "8.7.2", "10.2"} <= clauses
    assert not {"8.6.1", "8.6.2", "8.6.3", "4.1", "8.2.5"} & clauses
    assert f"wrote {len(clauses)} files" in err

    assert main(["document", str(acme), "--missing", "-f", "md"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert f"{len(clauses)} were there already" in err


def test_nothing_missing_is_told(acme, capsys):
    """Where every document has evidence there is nothing to write."""
    everything = [f"{clause}=F" for clause in (4, 5, 6, 7, 8, 9, 10)]
    main(["rate", str(acme), *everything, "--evidence", "Seen", "-q"])
    capsys.readouterr()

    assert main(["document", str(acme), "--missing"]) == 0
    assert "no document is missing" in capsys.readouterr().err


def test_2011_has_skeletons_too(tmp_path, capsys):
    """For the 2011 edition the skeleton is derived from its catalogue."""
    folder = new_folder(tmp_path / "old", "--edition", "2011")
    capsys.readouterr()

    assert main(["document", str(folder), "8.1", "-f", "md"]) == 0
    text = Path(capsys.readouterr().out.strip()).read_text()
    assert "Incident procedure" in text
    assert "8.1-20" in text


def test_hostile_names_stay_text_everywhere(tmp_path, capsys):
    """What people typed is neither markup nor a command for the terminal."""
    folder = new_folder(tmp_path / "bad", "--organisation", HOSTILE, "--scope", HOSTILE)
    add(folder, 'services: [{name: "\\e[2J<b>|x"}]\n')
    capsys.readouterr()

    assert main(["document", str(folder), "4.3"]) == 0
    paths = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert "<script>" not in paths[0].read_text()
    word = docx.Document(str(paths[1]))
    assert HOSTILE in word.tables[0].rows[1].cells[1].text
    for command in ("scope", "certification", "training"):
        assert main([command, str(folder)]) == 0
        assert "\x1b" not in capsys.readouterr().out
