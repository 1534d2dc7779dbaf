"""`config`, and that each setting does what it says."""

import io
import json
import sys
from pathlib import Path

import pytest
import yaml

from calls import made_ready
from iso20k_gap.cli.app import main
from iso20k_gap.files import assessment_folder

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360"
    "60606000000005000160b7a21c0000000049454e44ae426082"
)


@pytest.fixture
def here(tmp_path, monkeypatch, capsys):
    """A folder to work in, with a user file of its own that is not there yet."""
    monkeypatch.setenv("ISO20K_GAP_CONFIG", str(tmp_path / "home" / "config.yaml"))
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    capsys.readouterr()
    return work


def told(capsys, *words):
    """What a command prints as JSON."""
    capsys.readouterr()
    assert main([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def holds(capsys, key):
    """A setting's value and source."""
    (found,) = (each for each in told(capsys, "config", "show")["settings"] if each["key"] == key)
    return found["value"], found["source"]


def test_set_show_unset(here, capsys, monkeypatch):
    """Each place is written, the nearer wins, and taking out gives back what is below."""
    assert main(["config", "set", "assessor", "Own"]) == 0
    assert main(["config", "set", "assessor", "Folder", "--folder"]) == 0
    both = holds(capsys, "assessor")
    monkeypatch.setenv("ISO20K_GAP_ASSESSOR", "Variable")
    three = holds(capsys, "assessor")
    monkeypatch.delenv("ISO20K_GAP_ASSESSOR")
    main(["config", "unset", "assessor", "--folder"])
    one = holds(capsys, "assessor")
    main(["config", "unset", "assessor"])

    assert (both, three, one) == (
        ("Folder", "folder"),
        ("Variable", "environment"),
        ("Own", "user"),
    )
    assert holds(capsys, "assessor") == ("", "default")
    assert (here.parent / "home" / "config.schema.json").is_file()
    assert (here / ".iso20k-gap.schema.json").is_file()


def test_show_is_a_table(here, capsys):
    """In the terminal each setting stands with its value and where it comes from."""
    main(["config", "set", "report.formats", "pdf,html", "--folder"])
    capsys.readouterr()
    assert main(["config", "show"]) == 0
    rows = {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}

    assert "pdf, html" in rows["report.formats"]
    assert "folder" in rows["report.formats"]
    assert "default" in rows["colour"]


def test_a_setting_overridden_is_told(here, capsys, monkeypatch):
    """Who sets what will not hold is told what wins."""
    monkeypatch.setenv("ISO20K_GAP_COLOUR", "never")
    assert main(["config", "set", "colour", "always"]) == 0

    assert "ISO20K_GAP_COLOUR overrides it: never" in capsys.readouterr().err


def test_paths(here, capsys):
    """`config path` tells both places and whether anything stands there."""
    before = told(capsys, "config", "path")
    main(["config", "set", "pager", "true", "--folder"])
    after = told(capsys, "config", "path")

    assert before["folder"] == {"path": None, "exists": False}
    assert before["user"] == {"path": str(here.parent / "home" / "config.yaml"), "exists": False}
    assert Path(after["folder"]["path"]).samefile(here / ".iso20k-gap.yaml")
    assert main(["config", "path"]) == 0
    assert "(not there)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["set", "colur", "never"], 2, "did you mean colour?"),
        (["set", "colour", "nevr"], 2, "did you mean never?"),
        (["set", "new.scale", "npfl"], 2, "did you mean nplf?"),
        (["unset", "report.formts"], 2, "did you mean report.formats"),
        (["set", "colour"], 2, "VALUE"),
    ],
)
def test_wrong_settings_are_refused(words, code, message, here, capsys):
    """Nothing is written, and the error says how to mend it."""
    assert main(["config", *words]) == code
    assert message in capsys.readouterr().err
    assert not list(here.parent.rglob("*.yaml"))


def test_a_broken_file_stops_commands_with_its_place(here, capsys):
    """A misspelt key is told with file, line and column, by whatever command reads it."""
    (here / ".iso20k-gap.yaml").write_text("# mine\ncolur: never\n")

    assert main(["catalogue", "editions"]) == 3
    err = capsys.readouterr().err
    assert ".iso20k-gap.yaml:2:1: there is no setting 'colur' (did you mean colour?)" in err


def test_a_variable_misspelt_is_noticed(here, capsys, monkeypatch):
    """`config show` warns of variables that set nothing."""
    monkeypatch.setenv("ISO20K_GAP_ASSESOR", "A")
    assert main(["config", "show"]) == 0

    assert "did you mean ISO20K_GAP_ASSESSOR?" in capsys.readouterr().err


def test_what_new_folders_begin_with(here, capsys):
    """Edition, questionnaire, scale, assessor and holidays come from the settings."""
    for key, value in {
        "assessor": "A. Smith",
        "new.edition": "2011",
        "new.questionnaire": "screening",
        "new.scale": "yes-partial-no",
        "new.country": "DE",
        "new.subdivision": "BY",
    }.items():
        assert main(["config", "set", key, value]) == 0
    new = ["new", "acme", "--organisation", "Acme", "--scope", "Desk"]
    assert main(new) == 0
    data = yaml.safe_load(Path("acme/assessment.yaml").read_text())
    plan = yaml.safe_load(Path("acme/plan.yaml").read_text())

    named = ("edition", "questionnaire", "scale", "assessors")
    assert [data[each] for each in named] == ["2011", "screening", "yes-partial-no", ["A. Smith"]]
    assert plan["calendar"] == {"country": "DE", "subdivision": "BY"}
    assert main(["validate", "acme"]) == 0
    new[1] = "other"
    assert main([*new, "--edition", "2018", "--assessor", "B"]) == 0
    data = yaml.safe_load(Path("other/assessment.yaml").read_text())
    assert (data["edition"], data["assessors"]) == ("2018", ["B"])


def test_a_country_without_holidays_is_refused(here, capsys):
    """The setting is named, and no folder is made."""
    main(["config", "set", "new.country", "Atlantis"])

    assert main(["new", "acme", "--organisation", "Acme", "--scope", "Desk"]) == 3
    assert "new.country" in capsys.readouterr().err
    assert not Path("acme").exists()


def test_who_rates(here, capsys):
    """The assessor of the settings rates, unless --by names someone."""
    made_ready(here)
    main(["config", "set", "assessor", "A. Smith"])
    main(["rate", "acme", "8.6.1-03=L"])
    main(["rate", "acme", "8.6.1-04=L", "--by", "B. Jones"])
    answers = assessment_folder.read(Path("acme")).assessment.answers

    assert answers["8.6.1-03"].rated_by == "A. Smith"
    assert answers["8.6.1-04"].rated_by == "B. Jones"


class Pipe(io.TextIOWrapper):
    """Standard input with lines in it."""

    def __init__(self, text):
        super().__init__(io.BytesIO(text.encode()), encoding="utf-8")


def test_who_rates_in_the_interview(here, capsys, monkeypatch):
    """The interview notes the assessor of the settings, even where the folder names one."""
    main(["new", "acme", "--organisation", "A", "--scope", "B", "--assessor", "Someone", "-q"])
    main(["config", "set", "assessor", "A. Smith"])
    monkeypatch.setattr(sys, "stdin", Pipe("F\nq\n"))
    assert main(["assess", "acme", "--clause", "8.6.1-03"]) == 0
    answers = assessment_folder.read(Path("acme")).assessment.answers

    assert answers["8.6.1-03"].rated_by == "A. Smith"


def test_formats_of_reports_and_plans(here, capsys):
    """Without -f the settings say what is written; -f and the ending of -o win."""
    made_ready(here)
    main(["config", "set", "report.formats", "md,json", "--folder"])
    main(["config", "set", "plan.formats", "csv,ics", "--folder"])
    both = told(capsys, "report", "acme", "-o", "out")["files"]
    named = told(capsys, "report", "acme", "-o", "one.html")["files"]
    given = told(capsys, "report", "acme", "-f", "html", "-o", "two")["files"]
    capsys.readouterr()
    main(["report", "acme", "-o", "-"])
    streamed = capsys.readouterr().out
    main(["plan", "acme", "-o", "plans"])
    plans = capsys.readouterr().out.split()
    main(["plan", "acme", "-o", "tickets-jira.csv"])

    assert [each["format"] for each in both] == ["md", "json"]
    assert [each["format"] for each in named] == ["html"]
    assert [each["format"] for each in given] == ["html"]
    assert streamed.startswith("# ")
    assert [Path(each).name for each in plans] == ["acme-plan.csv", "acme-plan.ics"]
    assert Path("tickets-jira.csv").read_text("utf-8-sig").startswith("Issue Id")


def test_template_of_reports(here, capsys):
    """The template folder of the settings is used, relative to their file; --template wins."""
    made_ready(here)
    for name in ("looks", "others"):
        Path(name).mkdir()
        Path(name, "report.md.j2").write_text(f"Made with {name}.\n")
    main(["config", "set", "report.template", "looks", "--folder"])
    (here / "deep").mkdir()
    main(["report", "acme", "-f", "md", "-o", "a.md"])
    main(["report", "acme", "-f", "md", "-o", "b.md", "--template", "others"])
    assert main(["report", "acme", "-f", "json", "-o", "c.json"]) == 0

    assert Path("a.md").read_text() == "Made with looks.\n"
    assert Path("b.md").read_text() == "Made with others.\n"
    main(["config", "set", "report.template", "nowhere", "--folder"])
    capsys.readouterr()
    assert main(["report", "acme", "-f", "md", "-o", "d.md"]) == 3
    assert "report.template: " in capsys.readouterr().err


def test_branding_of_reports(here, capsys):
    """Name, contact, colour, logo and disclaimer stand in where assessment.yaml says nothing."""
    made_ready(here)
    Path("logo.png").write_bytes(PIXEL)
    for key, value in {
        "name": "Smith Consulting",
        "contact": "desk@smith.example",
        "accent": "#7a1f3d",
        "logo": "logo.png",
        "disclaimer": "Without warranty of the settings.",
    }.items():
        assert main(["config", "set", f"branding.{key}", value, "--folder"]) == 0
    assert main(["report", "acme", "-f", "html", "-o", "a.html"]) == 0
    page = Path("a.html").read_text()
    main_file = Path("acme/assessment.yaml")
    main_file.write_text(main_file.read_text() + "branding: {name: Their Own}\n")
    assert main(["report", "acme", "-f", "html", "-o", "b.html"]) == 0
    own = Path("b.html").read_text()
    main(["report", "acme", "-f", "html", "-o", "c.html", "--redact"])
    redacted = Path("c.html").read_text()
    main(["baseline", "acme", "--label", "later"])
    (frozen,) = Path("acme/baselines").glob("*-later.yaml")

    for text in ("Smith Consulting", "desk@smith.example", "#7a1f3d", "Without warranty of the"):
        assert text in page, text
    assert "data:image/png" in page
    assert "Their Own" in own
    assert "Smith Consulting" not in own
    assert "#7a1f3d" in own
    assert "desk@smith.example" not in redacted
    assert "Smith" not in frozen.read_text()


def test_no_setting_changes_a_number(here, capsys):
    """With every setting set, scores, findings and plan are the same to the byte."""
    made_ready(here)
    calls = [["score", "acme"], ["findings", "acme"], ["plan", "acme"], ["check", "acme"]]
    before = [told_or_failed(capsys, call) for call in calls]
    for key, value in {
        "assessor": "A",
        "new.scale": "yes-partial-no",
        "new.country": "DE",
        "plan.formats": "csv",
        "branding.name": "B",
    }.items():
        main(["config", "set", key, value])

    assert [told_or_failed(capsys, call) for call in calls] == before


def told_or_failed(capsys, call):
    """A document and the exit code."""
    capsys.readouterr()
    code = main([*call, "--json", "--date", "2026-12-01"])
    return code, capsys.readouterr().out


def test_plain_interview(here, monkeypatch):
    """The setting `plain` asks for labelled lines as the option does."""
    from iso20k_gap.cli import asking, configured

    monkeypatch.setenv("TERM", "xterm")
    configured.forget()
    drawn = asking._wants_plain()  # noqa: SLF001 - what decides, without a terminal
    main(["config", "set", "plain", "true"])
    configured.forget()

    assert (drawn, asking._wants_plain()) == (False, True)  # noqa: SLF001 - as above
