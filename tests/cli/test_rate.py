"""`rate`: many ratings in one go, or none."""

import json

import pytest

from builders import new_folder
from iso20k_gap.cli.app import main
from iso20k_gap.files import assessment_folder


@pytest.fixture
def acme(tmp_path, capsys):
    """A new assessment folder."""
    folder = new_folder(tmp_path / "acme")
    capsys.readouterr()
    return folder


def stored(folder):
    return assessment_folder.read(folder).assessment.answers


def test_clause_stands_for_its_requirements_and_the_nearest_name_wins(acme):
    """8.6=F with 8.6.1=L and 8.6.1-03=P: each requirement gets its nearest."""
    assert main(["rate", str(acme), "8.6.1-03=P", "8.6=F", "8.6.1=L", "-q"]) == 0
    answers = stored(acme)

    assert len(answers) == 30
    assert answers["8.6.1-03"].rating == "P"
    assert answers["8.6.1-02"].rating == "L"
    assert answers["8.6.2-01"].rating == "F"


def test_note_evidence_and_name_go_with_each(acme):
    """The options apply to every rating given."""
    main([
        "rate", str(acme), "8.6.2=F", "--note", "Seen", "--evidence", "Export @ Desk tool",
        "--by", "A. Smith", "--date", "2026-11-20",
    ])  # fmt: skip
    for answer in stored(acme).values():
        assert answer.note == "Seen"
        assert (answer.evidence[0].title, answer.evidence[0].location) == ("Export", "Desk tool")
        assert (answer.rated_by, str(answer.rated_on)) == ("A. Smith", "2026-11-20")


def test_rating_again_keeps_note_and_evidence(acme):
    """A new rating without a note does not lose the old note."""
    main(["rate", str(acme), "8.6.2-01=L", "--note", "Old", "--evidence", "Export", "-q"])
    main(["rate", str(acme), "8.6.2-01=F", "-q"])
    answer = stored(acme)["8.6.2-01"]

    assert (answer.rating, answer.note, len(answer.evidence)) == ("F", "Old", 1)


@pytest.mark.parametrize(
    "wrong",
    [
        ["8.6.1=Q"],
        ["8.6.1"],
        ["9.9=F"],
        ["8.3.1=F"],
        ["4.3-06=no_occurrence", "--reason", "x"],
        ["8.7.2-16=no_occurrence"],
        ["8.6.1=F", "8.6.1=N"],
        ["5.1=F", "--performed-by", "netco"],
        [],
    ],
)
def test_one_wrong_rating_writes_nothing(wrong, acme, capsys):
    """With any complaint nothing at all is written."""
    assert main(["rate", str(acme), "8.2=F", *wrong]) == 3 or not wrong
    if wrong:
        assert stored(acme) == {}
        assert capsys.readouterr().err.startswith("error: ")


def test_nothing_to_rate(acme, capsys):
    """No rating at all is told, not passed over."""
    assert main(["rate", str(acme)]) == 3
    assert "nothing to rate" in capsys.readouterr().err


def test_all_complaints_at_once(acme, capsys):
    """Every wrong rating is named."""
    main(["rate", str(acme), "8.6.1=Q", "9.9=F", "4.3-06=no_occurrence"])
    err = capsys.readouterr().err

    assert err.count("error: ") == 3


def test_no_occurrence_with_reason(acme):
    """Where the catalogue knows a condition, a reason makes it an answer."""
    code = main(["rate", str(acme), "8.7.2-16=no_occurrence", "--reason", "Never invoked"])

    assert code == 0
    assert stored(acme)["8.7.2-16"].reason == "Never invoked"


def test_csv(acme, tmp_path):
    """A CSV with the five columns rates requirements and clauses."""
    csv = tmp_path / "ratings.csv"
    csv.write_text(
        "id,rating,note,evidence,reason\n"
        '8.6.2,F,"Seen, all of it",Export @ Desk; Catalogue v3,\n'
        "8.6.2-02,l,,,\n"
        "8.7.2-16,no_occurrence,,,Never invoked\n"
    )

    assert main(["rate", str(acme), "--from", str(csv)]) == 0
    answers = stored(acme)
    assert answers["8.6.2-01"].note == "Seen, all of it"
    assert [each.title for each in answers["8.6.2-01"].evidence] == ["Export", "Catalogue v3"]
    assert answers["8.6.2-02"].rating == "L"
    assert answers["8.7.2-16"].reason == "Never invoked"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id,rating\n8.6.1,Q\n", "ratings.csv:2:1"),
        ("id,rating\n8.6.1-77,F\n", "no requirement or clause"),
        ("id,ratng\n8.6.1,F\n", "did you mean rating"),
        ("8.6.1;F\n", "column 'id' is missing"),
        ("", "column 'id' is missing"),
        ('id,rating\n"8.6.1,F\n', "broken CSV"),
    ],
)
def test_broken_csv(text, words, acme, tmp_path, capsys):
    """What is wrong in a CSV is told with its line; nothing is written."""
    csv = tmp_path / "ratings.csv"
    csv.write_text(text)

    assert main(["rate", str(acme), "--from", str(csv)]) == 3
    assert words in capsys.readouterr().err
    assert stored(acme) == {}


def test_symbols_of_the_assessments_scale(tmp_path, capsys):
    """Under yes-partial-no a person rates with yes, partial and no."""
    folder = new_folder(tmp_path / "acme", "--scale", "yes-partial-no")
    main(["rate", str(folder), "8.6.1=yes", "8.6.2=partial", "8.6.3=no", "-q"])
    capsys.readouterr()
    main(["score", str(folder), "--json"])
    clauses = json.loads(capsys.readouterr().out)["clauses"]

    assert [clauses[c]["achievement"] for c in ("8.6.1", "8.6.2", "8.6.3")] == [100, 50, 0]


def test_bytes_that_are_no_text_do_no_harm(acme):
    """A shell that passes broken UTF-8 gives a question mark, not a crash."""
    assert main(["rate", str(acme), "8.6.2-01=F", "--evidence", "Lo\udcffg @ x", "-q"]) == 0
    assert stored(acme)["8.6.2-01"].evidence[0].title == "Lo?g"
