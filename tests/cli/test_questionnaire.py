"""`questionnaire`: packs out and back in, from the command line."""

import io
import json
import sys
from datetime import date
from pathlib import Path

import pytest

from builders import new_folder
from iso20k_gap.cli.app import main
from iso20k_gap.core.pack import KIND
from iso20k_gap.files import assessment_folder, drafts_file, workbook

ONE, TWO, THREE = "8.5.1.1-01", "8.5.1.1-02", "8.5.1.1-03"


@pytest.fixture
def acme(tmp_path, capsys, monkeypatch):
    """A new assessment folder, in the folder we are in."""
    folder = new_folder(tmp_path / "acme")
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    return folder


def stored(folder):
    """The answers on disk."""
    return assessment_folder.read(folder).assessment.answers


def files_in(folder) -> dict[str, bytes]:
    """Everything in a folder but the lock."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }


def returned(name: str, who: str, answers: dict, **head) -> Path:
    """A file of answers as the page writes it."""
    path = Path(name)
    common = {
        "kind": KIND, "schema": "1", "pack": "p", "edition": "2018", "questionnaire": "full",
        "catalogue_version": "1", "scale": "nplf", "organisation": "Acme", "respondent": who,
    }  # fmt: skip
    path.write_text(json.dumps({**common, "answers": answers, **head}))
    return path


def test_the_shipped_questionnaires_are_listed(capsys):
    """Each with its edition and size."""
    assert main(["questionnaire", "list", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)

    assert [(row["id"], row["edition"], row["questions"]) for row in rows] == [
        ("full", "2011", 403), ("full", "2018", 373),
        ("screening", "2011", 48), ("screening", "2018", 48),
    ]  # fmt: skip
    assert main(["questionnaire", "list"]) == 0
    assert "screening" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "names"),
    [
        ([], ["acme-questions.xlsx"]),
        (["--role", "change MANAGER"], ["acme-change-manager.xlsx"]),
        (["--clause", "8.5.1", "-f", "html", "-f", "xlsx"], ["acme-8.5.1.html", "acme-8.5.1.xlsx"]),
        (["--person", "Ann O'Neil", "--clause", "4"], ["acme-ann-o-neil-4.xlsx"]),
        (["--clause", "4", "-o", "x.html"], ["x.html"]),
        (["--clause", "4", "-f", "html", "-o", "x.page"], ["x.page"]),
    ],
)
def test_packs_are_written_where_the_options_say(acme, capsys, options, names):
    """By role, clause and person; the names of the files are what is printed."""
    assert main(["questionnaire", "export", str(acme), *options]) == 0

    assert capsys.readouterr().out.split() == names
    for name in names:
        content = Path(name).read_bytes()
        assert content.startswith(b"<!DOCTYPE" if name.endswith(("html", "page")) else b"PK")


def test_a_person_gets_the_questions_of_the_roles_they_hold(acme, capsys):
    """By the plan's owners; the name is filled in on the cover."""
    (acme / "plan.yaml").write_text(
        "schema: 1\nowners:\n  - {role: Change manager, name: Ann Smith}\n"
    )
    assert (
        main(["questionnaire", "export", str(acme), "--person", "ann smith", "-o", "a.xlsx"]) == 0
    )
    sheets = workbook.read(Path("a.xlsx"), Path("a.xlsx").read_bytes(), ["Start", "Questions"])
    ids = [line[0] for line in sheets["Questions"] if "-" in line[0]]
    owned = [
        each.id
        for each in assessment_folder.read(acme).catalogue.requirements
        if each.owner == "Change manager"
    ]

    assert ids == owned
    assert ["respondent", "Your name", "ann smith"] in sheets["Start"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--role", "Chang manager"], "did you mean Change manager"),
        (["--clause", "8.55"], "--clause '8.55' is not known"),
        (["--person", "Nobody"], "--role or --clause"),
        (["--role", "Change manager", "--clause", "4"], "there is no question for"),
        (["-f", "pdf"], "there is no pack format 'pdf'"),
        (["-f", "xlsx", "-f", "html", "-o", "-"], "cannot go to stdout"),
    ],
)
def test_a_selection_that_means_nothing_is_wrong_usage(acme, capsys, options, said):
    """With a hint, and nothing is written."""
    assert main(["questionnaire", "export", str(acme), *options]) == 2

    assert said in capsys.readouterr().err
    assert [path.name for path in Path().iterdir()] == ["acme"]


@pytest.mark.parametrize("questionnaire", ["full", "screening"])
def test_a_pack_out_and_untouched_back_changes_nothing(tmp_path, capsys, questionnaire):
    """Byte for byte."""
    acme = new_folder(tmp_path / "acme", "--questionnaire", questionnaire)
    main(["rate", str(acme), "4=F", "5=L", "-q", "--note", "=1+1", "--evidence", "Log @ desk"])
    before = files_in(acme)
    pack = str(tmp_path / "p.xlsx")

    assert main(["questionnaire", "export", str(acme), "-o", pack]) == 0
    assert main(["questionnaire", "import", str(acme), pack]) == 0

    assert files_in(acme) == before
    assert "0 changes" in capsys.readouterr().err


def test_answers_come_in_with_who_and_when(acme, capsys):
    """Rating, note, evidence and reason; a note without rating is kept for later."""
    answers = {
        ONE: {"rating": "L", "note": "seen", "on": "2026-11-10",
              "evidence": [{"title": "Log", "valid_until": "2027-01-01"}]},
        TWO: {"note": "ask Bob"},
        "8.5.1.2-05": {"rating": "no_occurrence", "reason": "none retired", "respondent": "Eve"},
    }  # fmt: skip
    path = returned("a.json", "Ann", answers)

    assert main(["questionnaire", "import", str(acme), str(path), "--date", "2026-11-21"]) == 0

    one, other = stored(acme)[ONE], stored(acme)["8.5.1.2-05"]
    assert (one.rating, one.note, one.rated_by, one.rated_on) == (
        "L", "seen", "Ann", date(2026, 11, 10),
    )  # fmt: skip
    assert (one.evidence[0].title, one.evidence[0].seen) == ("Log", False)
    assert (other.reason, other.rated_by, other.rated_on) == (
        "none retired", "Eve", date(2026, 11, 21),
    )  # fmt: skip
    assert drafts_file.read(acme)[TWO].note == "ask Bob"
    told = capsys.readouterr()
    assert "1 note kept until rated" in told.err
    assert "--evidence-seen" in told.err
    assert "seen" in told.out


def test_a_rating_takes_the_draft_up(acme):
    """What was noted before goes with it, and drafts.yaml goes away."""
    main(["questionnaire", "import", str(acme), str(returned("a.json", "A", {ONE: {"note": "n"}}))])
    main(
        ["questionnaire", "import", str(acme), str(returned("b.json", "B", {ONE: {"rating": "F"}}))]
    )

    assert stored(acme)[ONE].note == "n"
    assert not (acme / "drafts.yaml").exists()


def test_evidence_can_be_taken_as_seen(acme):
    """For whoever sat beside the respondent."""
    path = returned("a.json", "Ann", {ONE: {"rating": "F", "evidence": [{"title": "Log"}]}})
    main(["questionnaire", "import", str(acme), str(path), "--evidence-seen"])

    assert stored(acme)[ONE].evidence[0].seen


def test_a_dry_run_shows_what_would_change_and_writes_nothing(acme, capsys):
    """Conflicts among it."""
    main(["rate", str(acme), f"{ONE}=P", "--by", "Eve", "--date", "2026-11-01", "-q"])
    before = files_in(acme)
    first = returned("a.json", "Ann", {ONE: {"rating": "F"}, TWO: {"rating": "L"}})
    second = returned("b.json", "Bob", {ONE: {"rating": "N"}})
    command = ["questionnaire", "import", str(acme), str(first), str(second), "--dry-run"]

    assert main([*command, "--json", "--date", "2026-11-21"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert main(command) == 0

    assert files_in(acme) == before
    assert (data["dry_run"], data["written"]) == (True, False)
    assert data["changes"] == [
        {
            "id": TWO, "field": "rating", "before": None, "after": {"rating": "L", "reason": ""},
            "by": "Ann", "on": "2026-11-21", "file": "a.json",
        }
    ]  # fmt: skip
    (conflict,) = data["conflicts"]
    assert (conflict["id"], conflict["decision"]) == (ONE, None)
    assert [(side["by"], side["value"]["rating"]) for side in conflict["sides"]] == [
        ("Ann", "F"), ("Bob", "N"), ("Eve", "P"),
    ]  # fmt: skip
    told = capsys.readouterr()
    assert "1 contradiction to decide" in told.err
    assert told.out.index("a.json") < told.out.index("b.json") < told.out.index("on file")


def test_an_undecided_contradiction_writes_nothing(acme, capsys):
    """Exit 3, with all sides and the way to decide."""
    first = returned("a.json", "Ann", {ONE: {"rating": "F"}, TWO: {"rating": "L"}})
    second = returned("b.json", "Bob", {ONE: {"rating": "N"}})

    assert main(["questionnaire", "import", str(acme), str(first), str(second)]) == 3

    assert stored(acme) == {}
    told = capsys.readouterr().err
    assert f"{ONE}: the rating is contradictory: F (Ann, a.json); N (Bob, b.json)" in told
    assert "--prefer" in told


@pytest.mark.parametrize(
    ("prefer", "rating"),
    [
        (["bob"], "N"),
        (["a.json"], "F"),
        (["latest"], "N"),
        (["disk", "Ann"], "F"),
    ],
)
def test_a_preference_decides(acme, prefer, rating):
    """By respondent, file, or the later day; the first preference that can decide does."""
    first = returned("a.json", "Ann", {ONE: {"rating": "F", "on": "2026-11-01"}})
    second = returned("b.json", "Bob", {ONE: {"rating": "N", "on": "2026-11-02"}})
    options = [word for each in prefer for word in ("--prefer", each)]

    assert main(["questionnaire", "import", str(acme), str(first), str(second), *options]) == 0

    assert stored(acme)[ONE].rating == rating


def test_a_preference_nobody_answers_to_is_wrong_usage(acme, capsys):
    """A misspelt name decides nothing silently."""
    path = returned("a.json", "Ann Smith", {ONE: {"rating": "F"}})

    assert main(["questionnaire", "import", str(acme), str(path), "--prefer", "Ann Smit"]) == 2
    assert "did you mean Ann Smith?" in capsys.readouterr().err


class Terminal(io.StringIO):
    """Somebody who types these lines."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("lines", "code", "rating"),
    [("9\n2\n", 0, "N"), ("k\n", 0, None), ("", 130, None)],
)
def test_at_a_terminal_contradictions_are_asked(acme, monkeypatch, capsys, lines, code, rating):
    """By number, or what is on file is kept; leaving writes nothing."""
    first = returned("a.json", "Ann", {ONE: {"rating": "F"}})
    second = returned("b.json", "Bob", {ONE: {"rating": "N"}})
    monkeypatch.setattr(sys, "stdin", Terminal(lines))

    assert main(["questionnaire", "import", str(acme), str(first), str(second)]) == code

    assert {key: answer.rating for key, answer in stored(acme).items()} == (
        {ONE: rating} if rating else {}
    )
    assert f"{ONE} rating" in capsys.readouterr().err


def test_no_input_never_asks(acme, monkeypatch):
    """It fails instead."""
    first = returned("a.json", "Ann", {ONE: {"rating": "F"}})
    second = returned("b.json", "Bob", {ONE: {"rating": "N"}})
    monkeypatch.setattr(sys, "stdin", Terminal("1\n"))

    command = ["questionnaire", "import", str(acme), str(first), str(second), "--no-input"]
    assert main(command) == 3


def test_complaints_of_all_files_come_at_once_and_nothing_is_written(acme, capsys):
    """One good file among bad ones is not taken in alone."""
    good = returned("a.json", "Ann", {ONE: {"rating": "F"}})
    bad = returned("b.json", "Bob", {ONE: {"rating": "Q"}, "8.9-01": {"rating": "F"}})
    other = returned("c.json", "Eve", {ONE: {"rating": "F"}}, edition="2011")
    files = [str(each) for each in (good, bad, other, Path("missing.xlsx"))]

    assert main(["questionnaire", "import", str(acme), *files]) == 3

    told = capsys.readouterr().err.splitlines()
    assert [line.split(":")[1].strip() for line in told] == [
        "b.json", "b.json", "c.json", "missing.xlsx",
    ]  # fmt: skip
    assert stored(acme) == {}


def test_an_answer_that_would_not_fit_is_refused_with_its_place(acme, capsys):
    """A draft's party may not perform clause 5; rating it would not validate."""
    drafts_file.put(acme, "5.1-01", None, drafts_file.Draft(performed_by="netco", note="x"))
    path = returned("a.json", "Ann", {"5.1-01": {"rating": "F"}})

    assert main(["questionnaire", "import", str(acme), str(path)]) == 3

    assert "a.json:answers.5.1-01: 5.1-01: there is no party" in capsys.readouterr().err
    assert stored(acme) == {}


def test_hostile_texts_reach_neither_terminal_nor_folder_unharmed(acme, capsys):
    """Control characters are shown, not obeyed; the text on disk is what was typed."""
    evil = "\x1b[31m\u202eevil"
    path = returned("a.json", evil, {ONE: {"rating": "F", "note": evil}})

    assert main(["questionnaire", "import", str(acme), str(path)]) == 0

    told = capsys.readouterr()
    assert "\x1b" not in told.out + told.err
    assert stored(acme)[ONE].note == evil
