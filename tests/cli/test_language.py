"""Commands in another language: every text they print is said; what is typed stays the same."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from builders import catalogue, new_folder
from iso20k_gap.cli.app import main
from iso20k_gap.files import library, translations
from iso20k_gap.language import ENGLISH, speak, speaking
from iso20k_gap.reports import interview_view
from pseudo import CLOSE, OPEN, PSEUDO
from speaking import unsaid_in

SPOKEN = replace(PSEUDO, code="pseudo")
"""With a code of its own, so that no catalogue is kept for a real language."""

DAY = ("--date", "2026-11-21", "--language", "pseudo")
PLAN = """\
schema: 1
stage2: 2028-06-30
owners:
  - {role: Incident manager, name: '000', days_per_week: 2}
actions:
  8.6.1-A1: {status: in_progress, percent: 20, note: '000', due: 2026-11-01}
  8.6.1-A2: {owner: '0000'}
budget:
  currency: EUR
  roles: {Incident manager: 1000}
"""
POLICY = """\
schema: 1
min_conformity: 80
min_coverage: 10
max_majors: 0
max_minors: 500
max_stale: 0
max_overdue: 0
fail_on: minor
clauses:
  '8.6': {min_achievement: 90}
waivers:
  - {finding: F-8.2.3, approved_by: '000', reason: '000', expires: 2026-01-31}
  - {finding: F-4.3, approved_by: '000', reason: '000', expires: 2027-01-31}
"""
EXTRA = """
parties:
  - {id: p0, name: '000', kind: external_supplier}
interviews:
  - {name: '000', role: Incident manager, on: 2026-11-01}
"""
ALLOWED = {
    "ISO/IEC", "ISO", "SHA-256", "Amd", "nplf", "full", "screening", "acme", "other", "iso20k-gap",
    "EUR", "kappa", r"--[a-z-]+", r"[\w/.-]+\.(yaml|md|json|xml|csv|xlsx|svg|docx)", "p0",
    r"tests/\S+", r"\S*/acme\S*", r"\S*/other\S*", r"baselines/\S+",
    "essential-absent", "not-met", "partly-met", "undocumented", "largely-met", "clause-not-met",
    "systemic-minors", "screening-2018", "conformity", "achievement_by_clause", "achievement",
    "(min|max)_[a-z]+", "fail_on (major|minor)", "fail_on", "rated", "no_regression", "ratchet",
    r"iso20k-gap (assess|status) \S+( --only unconfirmed)?", "Python", "Linux", "WeasyPrint",
    "starts-before-predecessor-ends", "cycle", "missing-predecessor", "wrong-duration",
    "budget-sum", "order-of-certification", "und", "unconfirmed", "gaps",
    r"(error|warning) file=[^,]+,line=\d+,col=\d+,title",
    *(name for clause in catalogue().clauses for name in clause.practices),
    *(
        re.escape(text)
        for edition in library.EDITIONS
        for known in (library.shipped_catalogue(edition).edition,)
        for text in (known.status, *(each.id for each in known.adoptions))
    ),
}  # fmt: skip
"""What stays: names, keys, rules by their ids, paths and commands; and what an edition's data say.
"""


@pytest.fixture
def said(monkeypatch):
    """Commands speak the language nobody speaks, on lines long enough for every table."""
    monkeypatch.setenv("COLUMNS", "4000")
    monkeypatch.setattr(translations, "language_of", lambda _code: SPOKEN)
    monkeypatch.setattr(interview_view, "TITLE", 1000)
    yield
    speak(ENGLISH)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A folder about which people typed digits only, made once."""
    folder = new_folder(
        tmp_path_factory.mktemp("prepared") / "acme", "--organisation", "000", "--scope", "000"
    )
    ratings = ("8.6.1=L", "8.6.1-01=N", "8.6.2=P", "4.1=F", "4.3=N", "8.2.3=P", "9=F")
    extra = ("--note", "000", "--by", "000", "--evidence", "000 @ 0000", "-q")
    assert main(["rate", str(folder), *ratings, *extra]) == 0
    nothing = ("7.5.3-07=no_occurrence", "--reason", "000", "-q")
    assert main(["rate", str(folder), *nothing]) == 0
    (folder / "plan.yaml").write_text(PLAN)
    (folder / "policy.yaml").write_text(POLICY)
    path = folder / "assessment.yaml"
    path.write_text(path.read_text() + EXTRA)
    file = folder / "answers" / "4.yaml"
    place = "location: '0000'"
    assert place in file.read_text()
    until = f"{place}\n      valid_until: 2026-10-01"
    file.write_text(file.read_text().replace(place, until, 1))
    return folder


@pytest.fixture
def acme(prepared, tmp_path, monkeypatch, said, capsys):
    """A copy of it in the folder we are in."""
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    return shutil.copytree(prepared, Path("acme"))


def told(capsys, *command: str) -> list[str]:
    """The lines a command prints, results and progress."""
    main([*command, *DAY])
    out, err = capsys.readouterr()
    lines = [*out.splitlines(), *err.splitlines()]
    return [each for each in lines if not each.startswith(("error: ", "⟦broken⟧: "))]


COMMANDS = {
    "status": ["status", "acme"],
    "score": ["score", "acme"],
    "score supposing": ["score", "acme", "--assume", "8.6=F"],
    "explain": ["explain", "acme", "conformity@8.6"],
    "explain clauses": ["explain", "acme", "achievement_by_clause"],
    "explain all": ["explain", "acme", "achievement"],
    "findings": ["findings", "acme"],
    "advice": ["next", "acme"],
    "plan overdue": ["plan", "acme", "--overdue"],
    "action": ["action", "acme", "8.6.1-A1", "--percent", "40"],
    "action gone": ["action", "acme", "9.1-A1", "--status", "open"],
    "check": ["check", "acme"],
    "check options": ["check", "acme", "--max-majors", "500", "--fail-on", "major"],
    "check github": ["check", "acme", "--github"],
    "list": ["catalogue", "list"],
    "list clause": ["catalogue", "list", "8.6.1"],
    "show": ["catalogue", "show", "8.6.1"],
    "show one": ["catalogue", "show", "7.5.3-07"],
    "search": ["catalogue", "search", "zzzz"],
    "editions": ["catalogue", "editions"],
    "lint": ["catalogue", "lint", "--edition", "2011"],
    "evidence": ["evidence", "acme"],
    "verify": ["evidence", "acme", "verify", "--stale-by", "2027-12-31"],
    "hash": ["evidence", "acme", "hash"],
    "portfolio": ["portfolio", "acme", "nowhere"],
    "validate": ["validate", "acme"],
    "interviews": ["interviews", "acme"],
    "interviews written": ["interviews", "acme", "-o", "i.csv"],
    "sample": ["sample", "480", "--seed", "7"],
    "sample attribute": ["sample", "480", "--seed", "7", "--confidence", "90"],
    "baseline": ["baseline", "acme"],
    "rescore": ["rescore", "acme"],
    "rate": ["rate", "acme", "8.7.2=F"],
    "document": ["document", "acme", "8.6.1"],
    "questionnaires": ["questionnaire", "list"],
    "export": ["questionnaire", "export", "acme", "--clause", "8.6.1"],
    "assess nothing": ["assess", "acme", "--clause", "4.1", "--only", "gaps", "--role", "Auditor"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_text_a_command_prints_is_said(name, acme, capsys):
    """Results and progress; errors and paths stay."""
    lines = told(capsys, *COMMANDS[name])

    assert lines or "assess" in name
    assert unsaid_in(lines, ALLOWED) == set()


def test_the_agreement_of_two_sets_is_said(acme, capsys):
    """Two folders that differ, and one of them with more."""
    new_folder(Path("other"), "--organisation", "000", "--scope", "000")
    main(["rate", "other", "8.6.1=P", "8.6.2=P", "8.7.2=F", "--note", "0000", "-q"])
    capsys.readouterr()

    lines = told(capsys, "agreement", "acme", "other")

    assert len(lines) > 15
    assert unsaid_in(lines, ALLOWED) == set()


def test_a_plan_made_elsewhere_is_judged_in_the_language(acme, capsys):
    """The facts and each rule that is broken."""
    Path("p.csv").write_text(
        "id,start,end,predecessors,budget\nA,2026-01-01,2026-01-31,,100\nB,2026-01-10,2026-02-01,A,5\n"
    )

    lines = told(capsys, "plan", "check", "p.csv")

    assert lines[0] == f"✗ {OPEN}1 violation{CLOSE}"
    assert unsaid_in(lines[:3], ALLOWED | {"A", "B"}) == set()


def test_packs_taken_in_are_summed_up_in_the_language(acme, capsys):
    """Changes, notes that wait and evidence not seen yet."""
    piece = {"title": "000", "location": "", "effective": "", "valid_until": ""}
    answers = {
        "8.5.1.1-01": {"rating": "L", "note": "000", "evidence": [piece]},
        "8.5.1.1-02": {"note": "00"},
        "8.7.2-02": {"rating": "P", "note": "00000"},
    }
    head = {
        "kind": "iso20k-gap answers", "schema": "1", "pack": "p", "edition": "2018",
        "questionnaire": "full", "catalogue_version": "0", "scale": "nplf",
        "organisation": "000", "respondent": "0000", "answers": answers,
    }  # fmt: skip
    Path("a.json").write_text(json.dumps(head))

    lines = told(capsys, "questionnaire", "import", "acme", "a.json", "--prefer", "latest")
    prefer = told(capsys, "questionnaire", "import", "acme", "a.json", "--dry-run")

    assert "⟦1 note kept until rated⟧" in lines[-1]
    assert "⟦0 changes⟧" in prefer[-1]
    assert unsaid_in([*lines, *prefer], ALLOWED) == set()


def test_a_role_is_taken_in_the_language_and_as_the_files_have_it(acme, capsys):
    """Who reads a role's name in the language may type it so."""
    for name in ("Incident manager", f"{OPEN}incident MANAGER{CLOSE}"):
        code = main(["questionnaire", "export", "acme", "--role", name, *DAY])
        assert (code, capsys.readouterr().out.strip()) == (0, "acme-incident-manager.xlsx")


def test_names_of_files_are_the_same_in_every_language(acme, capsys):
    """A document made once is found again, whatever is spoken."""
    main(["document", "acme", "8.6.1", *DAY])
    here = capsys.readouterr().out
    main(["document", "acme", "8.6.1", "--overwrite", "--date", "2026-11-21"])

    assert capsys.readouterr().out == here
    assert re.search(r"8\.6\.1-[a-z]", here)


def test_what_machines_read_keeps_its_keys(acme, capsys):
    """Keys and values by which programs go are those of English."""

    def keys(data):
        if isinstance(data, dict):
            return {name: keys(each) for name, each in data.items()}
        return [keys(each) for each in data] if isinstance(data, list) else type(data).__name__

    for command in (["status", "acme"], ["findings", "acme"], ["check", "acme"], ["score", "acme"]):
        main([*command, "--json", "--date", "2026-11-21"])
        english = json.loads(capsys.readouterr().out)
        main([*command, "--json", *DAY])
        other = json.loads(capsys.readouterr().out)

        assert keys(other) == keys(english)
        if command[0] == "status":
            assert other["verdict"]["state"] == english["verdict"]["state"]


def test_a_command_speaks_english_again_without_the_option(acme, capsys):
    """The language of one run is not that of the next."""
    told(capsys, "status", "acme")
    with speaking(ENGLISH):
        main(["status", "acme", "--date", "2026-11-21"])

    assert OPEN not in capsys.readouterr().out
