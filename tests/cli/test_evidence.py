"""`evidence`: list, verify, hash."""

import json
import shutil
from pathlib import Path

import pytest
import yaml

from builders import new_folder
from iso20k_gap.cli.app import main

EXAMPLE = Path(__file__).parents[2] / "examples" / "northgate-managed-services"
DAY = ("--date", "2026-11-21")


@pytest.fixture
def acme(tmp_path, capsys):
    """A folder with a file, an address, a place, and evidence that runs out in December."""
    folder = new_folder(tmp_path / "acme")
    (folder / "policy.pdf").write_bytes(b"policy")
    for requirement, evidence in {
        "5.2.1-01": "Policy @ policy.pdf",
        "5.2.1-02": "Policy @ policy.pdf",
        "8.6.1-01": "Export @ https://desk.example/export",
        "8.6.1-02": "Board minutes @ Shared drive",
    }.items():
        assert main(["rate", str(folder), f"{requirement}=F", "--evidence", evidence, "-q"]) == 0
    path = folder / "answers" / "8.6.yaml"
    place = "location: Shared drive"
    path.write_text(path.read_text().replace(place, f"{place}\n      valid_until: 2026-12-01"))
    capsys.readouterr()
    return folder


def as_json(capsys, *arguments, code=0):
    assert main([*arguments, "--json"]) == code
    return json.loads(capsys.readouterr().out)


def test_list_is_what_is_done_by_default(acme, capsys):
    """Every piece once, with all requirements, dates and standing."""
    data = as_json(capsys, "evidence", str(acme), *DAY)

    assert data["date"] == "2026-11-21"
    assert data["pieces"] == 3
    assert data["standing"] == {"current": 3, "not yet": 0, "stale": 0, "not seen": 0}
    policy = data["evidence"][0]
    assert policy["requirements"] == ["5.2.1-01", "5.2.1-02"]
    assert main(["evidence", str(acme), "list", *DAY]) == 0
    assert "3 pieces of evidence on 2026-11-21: 3 current" in capsys.readouterr().out


def test_verify_is_content_with_a_folder_in_order(acme, capsys):
    """Hashed files that are as they were pass."""
    assert main(["evidence", str(acme), "hash"]) == 0
    out, err = capsys.readouterr()
    assert out.endswith("  policy.pdf\n")
    assert "1 hashed" in err
    data = as_json(capsys, "evidence", str(acme), "verify", *DAY)

    assert data["passed"]
    assert [each["file"] for each in data["files"]] == [
        "matches",
        "address, not fetched",
        "not a file",
    ]


def test_hash_is_written_into_every_answer(acme, capsys):
    """Both answers that name the file get the same hash."""
    data = as_json(capsys, "evidence", str(acme), "hash")
    written = yaml.safe_load((acme / "answers" / "5.yaml").read_text())

    (fresh,) = data["hashed"]
    for name in ("5.2.1-01", "5.2.1-02"):
        assert written[name]["evidence"][0]["sha256"] == fresh["found_sha256"]


@pytest.mark.parametrize(
    ("damage", "word"),
    [
        (lambda path: path.write_bytes(b"another policy"), "is not the file that was hashed"),
        (lambda path: path.unlink(), "is missing"),
    ],
)
def test_changed_and_missing_files_end_with_3(damage, word, acme, capsys):
    """A file that is not as it was hashed, or gone, is a complaint with file and line."""
    main(["evidence", str(acme), "hash", "-q"])
    damage(acme / "policy.pdf")
    capsys.readouterr()

    assert main(["evidence", str(acme), "verify"]) == 3
    err = capsys.readouterr().err
    assert word in err
    assert "5.yaml:7:" in err
    assert "5.2.1-01, 5.2.1-02" in err
    data = as_json(capsys, "evidence", str(acme), "verify", code=3)
    assert not data["passed"]
    assert [each["bad"] for each in data["files"]] == [True, False, False]


def test_missing_file_is_left_out_of_hashing(acme, capsys):
    """What is not there cannot be hashed, which is told; the rest is."""
    main(["rate", str(acme), "5.2.1-03=F", "--evidence", "Gone @ gone.pdf", "-q"])

    assert main(["evidence", str(acme), "hash"]) == 0
    err = capsys.readouterr().err
    assert "missing: Gone @ gone.pdf" in err
    assert "1 hashed, 0 hashed anew, 0 unchanged, 1 left out" in err


def test_stale_is_told_and_is_no_error(acme, capsys):
    """With a later date the minutes have run out; the exit code stays 0."""
    assert main(["evidence", str(acme), "verify", "--date", "2026-12-02"]) == 0
    out = capsys.readouterr().out
    assert "Stale on 2026-12-02" in out
    assert "Board minutes" in out

    data = as_json(capsys, "evidence", str(acme), "verify", "--date", "2026-12-02")
    assert (data["passed"], data["standing"]["stale"], data["runs_out"]) == (True, 1, [])


@pytest.mark.parametrize(
    ("day", "by", "titles"),
    [
        ("2026-11-21", "", ["Board minutes"]),
        ("2026-10-01", "", []),
        ("2026-11-21", "2026-12-01", []),
        ("2026-11-21", "2026-12-02", ["Board minutes"]),
        ("2026-12-02", "2027-12-31", []),
    ],
)
def test_what_will_be_stale(day, by, titles, acme, capsys):
    """What runs out is told ahead: 30 days, or by the day that was asked."""
    wanted = ("--stale-by", by) if by else ()
    data = as_json(capsys, "evidence", str(acme), "verify", "--date", day, *wanted)

    assert [each["title"] for each in data["runs_out"]] == titles


@pytest.mark.parametrize(
    "wrong",
    [
        ("burn",),
        ("list", "--stale-by", "2027-01-01"),
        ("verify", "--stale-by", "2026-11-21"),
        ("verify", "--stale-by", "soon"),
    ],
)
def test_wrong_arguments(wrong, acme, capsys):
    """An unknown action, and a look ahead that says nothing, are wrong arguments."""
    assert main(["evidence", str(acme), *wrong, *DAY]) == 2
    capsys.readouterr()


def test_hostile_titles_are_harmless(acme, capsys):
    """What a person typed as title or place cannot steer the terminal."""
    main(
        ["rate", str(acme), "5.2.1-03=F", "--evidence", "\x1b[2JTitle [red] @ ../\x1b[2J.pdf", "-q"]
    )
    for action in ("list", "verify", "hash"):
        main(["evidence", str(acme), action])
    out, err = capsys.readouterr()

    assert "\x1b" not in out + err
    assert "[red]" in out


def test_the_last_day_there_is(acme, capsys):
    """Looking ahead from the end of the calendar is no bug."""
    assert main(["evidence", str(acme), "verify", "--date", "9899-12-31"]) == 0
    capsys.readouterr()


def test_example(tmp_path, capsys):
    """The worked example: hundreds of pieces, four of them stale in November, no local file."""
    shutil.copytree(EXAMPLE, tmp_path / "example")
    data = as_json(capsys, "evidence", str(tmp_path / "example"), "verify", *DAY)

    assert data["passed"]
    assert data["standing"]["stale"] == 4
    assert sum(data["standing"].values()) == data["pieces"] == len(data["evidence"]) > 400
    assert main(["evidence", str(tmp_path / "example"), "hash"]) == 0
    assert "0 hashed" in capsys.readouterr().err
