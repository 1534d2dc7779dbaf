"""`interviews` and `sample`: whom to see, how much to look at."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from builders import new_folder
from iso20k_gap.cli.app import main

EXAMPLE = Path(__file__).parents[2] / "examples" / "northgate-managed-services"


@pytest.fixture
def acme(tmp_path, capsys):
    """A new folder in which nothing is answered."""
    folder = new_folder(tmp_path / "acme")
    capsys.readouterr()
    return folder


def as_json(capsys, *arguments):
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def name_someone(folder, name, role):
    path = folder / "assessment.yaml"
    entry = json.dumps({"name": name, "role": role})
    text = path.read_text().replace("interviews: []", "")
    path.write_text(f"{text}\ninterviews:\n  - {entry}\n")


def test_json_has_every_requirement_in_order(acme, capsys):
    """Sessions of at most an hour, four minutes a requirement, top management at both ends."""
    data = as_json(capsys, "interviews", str(acme))
    sessions = data["sessions"]

    assert (data["requirements"], data["minutes"]) == (373, 4 * 373)
    assert (data["minutes_per_requirement"], data["session_minutes"]) == (4, 60)
    assert sessions[0]["role"] == sessions[-1]["role"] == "Top management"
    assert max(each["minutes"] for each in sessions) <= 60
    assert [each["session"] for each in sessions] == list(range(1, len(sessions) + 1))
    for each in sessions:
        assert each["minutes"] == sum(clause["minutes"] for clause in each["clauses"])


def test_times_are_parameters(acme, capsys):
    """More minutes a requirement and longer sessions change the plan as asked."""
    options = ("--minutes-per-requirement", "10", "--session-minutes", "120")
    data = as_json(capsys, "interviews", str(acme), *options)

    assert data["minutes"] == 3730
    assert 60 < max(each["minutes"] for each in data["sessions"]) <= 120


def test_confirmed_is_skipped_and_people_are_named(acme, capsys):
    """A rated clause is not asked again; who is named for a role stands there."""
    name_someone(acme, "Ana\x1b[2J", "Problem manager")
    assert main(["rate", str(acme), "4=F", "5=F", "6=F", "7=F", "9=F", "10=F", "-q"]) == 0
    assert main(["rate", str(acme), "8.6.1=F", "8.6.2=F", "-q"]) == 0
    data = as_json(capsys, "interviews", str(acme))
    people = {each["role"]: each["people"] for each in data["sessions"]}

    assert "Incident manager" not in people
    assert people["Problem manager"] == ["Ana\x1b[2J"]
    assert main(["interviews", str(acme)]) == 0
    out = capsys.readouterr().out
    assert "Ana\\x1b" in out
    assert "\x1b" not in out
    assert "Nobody is named for" in out


def test_nothing_left_to_ask(acme, capsys):
    """With everything confirmed the answer is: nobody."""
    main(["rate", str(acme), *(f"{group}=F" for group in range(4, 11)), "-q"])

    assert main(["interviews", str(acme)]) == 0
    assert "Nobody has to be seen" in capsys.readouterr().out


def test_csv(acme, tmp_path, capsys):
    """The file opens as a table, and a hostile name is text in it."""
    name_someone(acme, "=HYPERLINK(1)", "Problem manager")
    path = tmp_path / "plan.csv"

    assert main(["interviews", str(acme), "-o", str(path)]) == 0
    out, err = capsys.readouterr()
    assert (out, "wrote" in err) == ("", True)
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert sum(len(row["requirements"].split()) for row in rows) == 373
    people = {row["role"]: row["people"] for row in rows}
    assert people["Problem manager"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize(
    "wrong",
    [
        ("--minutes-per-requirement", "61"),
        ("--minutes-per-requirement", "0"),
        ("--session-minutes", "3"),
        ("--minutes-per-requirement", "four"),
    ],
)
def test_times_that_cannot_be(wrong, acme, capsys):
    """A session without room for one requirement is a wrong argument."""
    assert main(["interviews", str(acme), *wrong]) == 2
    capsys.readouterr()


def test_example(tmp_path, capsys):
    """The worked example, all to be confirmed anew: people of the interviews and the plan."""
    folder = tmp_path / "example"
    shutil.copytree(EXAMPLE, folder)
    main(["rescore", str(folder), "-q"])
    capsys.readouterr()
    data = as_json(capsys, "interviews", str(folder))
    people = {each["role"]: each["people"] for each in data["sessions"]}

    assert data["requirements"] == 373
    assert people["SMS manager"] == ["Aoife Brennan"]


def test_sample_says_sizes_sources_and_seed(capsys):
    """Both sizes with their sources, that the standard sets none, and how to draw again."""
    assert main(["sample", "480", "--seed", "7"]) == 0
    out = " ".join(capsys.readouterr().out.split())

    for words in ("IAF MD 1", "hypergeometric", "ISO/IEC 20000-1 sets no sample size"):
        assert words in out
    assert "22 of 480 drawn by the square root rule, seed 7:" in out


def test_confidence_or_tolerable_rate_choose_the_attribute_rule(capsys):
    """Either option alone is enough; the other keeps its usual value."""
    data = as_json(capsys, "sample", "500", "--confidence", "95", "--seed", "3")
    assert (data["rule"], data["size"], data["tolerable"]) == ("attribute", 56, 5)
    data = as_json(capsys, "sample", "500", "--tolerable", "10 %", "--seed", "3")
    assert (data["rule"], data["size"], data["confidence"]) == ("attribute", 28, 95)
    main(["sample", "500", "--tolerable", "10"])
    out = " ".join(capsys.readouterr().out.split())

    assert "If none of them deviates, fewer than 50 of 500 (10 %) do, 95 % sure." in out


def test_seed_is_printed_and_draws_again(capsys):
    """Without a seed one is made up; with it the same numbers come again."""
    first = as_json(capsys, "sample", "1000")
    again = as_json(capsys, "sample", "1000", "--seed", str(first["seed"]))

    assert again == first
    assert len(first["selection"]) == first["size"] == 32


def test_items_from_a_file(tmp_path, capsys):
    """The drawn items stand by name beside their numbers, harmlessly."""
    path = tmp_path / "incidents.csv"
    path.write_text("Number,Title\n" + "".join(f"INC{n:03}\x1b[2J,x\n" for n in range(1, 101)))
    data = as_json(capsys, "sample", "--from", str(path), "--seed", "1")

    assert (data["population"], data["size"]) == (100, 10)
    assert data["items"] == [f"INC{number:03}\x1b[2J" for number in data["selection"]]
    assert main(["sample", "--from", str(path)]) == 0
    out = capsys.readouterr().out
    assert "INC" in out
    assert "\x1b" not in out


@pytest.mark.parametrize(
    "wrong",
    [
        (),
        ("0",),
        ("many",),
        ("10000001",),
        ("10", "--confidence", "100"),
        ("10", "--confidence", "0"),
        ("10", "--confidence", "nan"),
        ("10", "--confidence", "-5"),
        ("10", "--tolerable", "5,5"),
        ("10", "--tolerable", "1e1"),
        ("10", "--seed", "x"),
        ("10", "--from", "{list}"),
    ],
)
def test_wrong_arguments(wrong, tmp_path, capsys):
    """No population, too large a one, shares that are none: wrong arguments, exit 2."""
    path = tmp_path / "list.txt"
    path.write_text("a\nb\n")

    assert main(["sample", *(each.format(list=path) for each in wrong)]) == 2
    assert capsys.readouterr().err


def test_missing_list(tmp_path, capsys):
    """A list that is not there is a wrong file, exit 3."""
    assert main(["sample", "--from", str(tmp_path / "none.txt")]) == 3
    assert "none.txt" in capsys.readouterr().err
