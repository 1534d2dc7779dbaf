"""Clocks that are wrong, go back, or stand at the edge of the calendar: no crash, no loss."""

import json
import shutil
from pathlib import Path

import pytest

from builders import new_folder
from iso20k_gap.cli.app import main
from iso20k_gap.files import assessment_folder

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "northgate-managed-services"
TODAY = "2026-11-21"
EDGES = (
    *("1900-01-01", "1970-01-01", "2000-02-29", "2026-03-29", "2026-10-25", "2026-12-31"),
    *("2027-01-01", "2100-02-28", "9899-12-31"),
)
"""The first and last days that are taken, leap days, daylight saving, the ends of years."""

COMMANDS = (
    "status {}", "validate {}", "score {} --json", "findings {} --json", "next {}",
    "check {} --json", "plan {}", "plan {} -f json -o {}/o.json", "plan {} -f ics -o {}/o.ics",
    "plan {} -f mspdi -o {}/o.xml", "plan {} -f xlsx -o {}/o.xlsx", "plan {} -f csv -o {}/o.csv",
    "plan {} -f html -o {}/o.html", "plan {} --overdue", "report {} -f json -o {}/r.json",
    "report {} -f html -o {}/r.html", "report {} -f docx -o {}/r.docx", "trend {}",
    "report {} -f xlsx -o {}/r.xlsx", "report {} -f md -o {}/r.md", "baseline {}", "compare {}",
    "rescore {} --label again", "interviews {}", "certification {}", "scope {}", "evidence {}",
    "questionnaire export {} --clause 8.6 -o {}/q.xlsx", "rate {} 8.6.1-01=F",
    "action {} 8.6.1-A1 --percent 5",
)  # fmt: skip


@pytest.fixture
def acme(tmp_path, capsys):
    """An assessment with all of 8.6 rated today."""
    folder = new_folder(tmp_path / "acme", "--date", TODAY)
    assert main(["rate", str(folder), "8.6=L", "-q", "--date", TODAY]) == 0
    capsys.readouterr()
    return folder


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("day", EDGES)
def test_every_command_on_any_day(day, tmp_path, capsys):
    """A result or a complaint in our words; never a traceback, never a broken folder."""
    folder = tmp_path / "acme"
    shutil.copytree(EXAMPLE, folder)
    for command in COMMANDS:
        code = main([*command.replace("{}", str(folder)).split(), "--date", day])
        said = capsys.readouterr().err

        assert code in (0, 1, 2, 3), (command, said)
        assert "Traceback" not in said
    assert main(["validate", str(folder), "--date", day]) == 0


@pytest.mark.parametrize("day", ["1900-01-01", "9899-12-31"])
@pytest.mark.parametrize("command", ["status {}", "score {} --json", "check {}", "plan {}"])
def test_the_ends_of_the_calendar(acme, day, command, capsys):
    """The same for the commands people give most, in the quick tests."""
    code = main([*command.format(acme).split(), "--date", day])

    assert code in (0, 1, 3), capsys.readouterr().err


@pytest.mark.parametrize("option", ["--date", "--start", "--stage2"])
@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "9900-01-01", "9999-12-31"])
def test_days_from_which_nothing_can_be_reckoned_are_refused(acme, option, day, capsys):
    """Exit 2 with the days that are taken, on the command line; in plan.yaml exit 3."""
    assert main(["plan", str(acme), option, day]) == 2
    assert f"{day} is out of reach (from 1900-01-01 to 9899-12-31)" in capsys.readouterr().err
    plan = acme / "plan.yaml"
    plan.write_text(plan.read_text() + f"{option[2:].replace('date', 'start')}: {day}\n")
    assert main(["plan", str(acme), "--date", TODAY]) == 3
    assert "plan.yaml" in capsys.readouterr().err


def test_a_clock_that_goes_back_between_baselines(acme, tmp_path, capsys):
    """They are told in the order of their days; the latest is that of the latest day."""
    for day, rating in ((TODAY, "P"), ("2026-01-15", "N"), ("2026-06-30", "L")):
        assert main(["rate", str(acme), f"8.6.1={rating}", "-q", "--date", day]) == 0
        assert main(["baseline", str(acme), "-q", "--date", day]) == 0
    assert main(["compare", str(acme), "--json", "--date", "2026-02-01"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert main(["trend", str(acme), "--date", "2026-02-01"]) == 0
    lines = capsys.readouterr().out

    assert said["from"] == TODAY
    days = ["2026-01-15", "2026-06-30", TODAY]
    assert sorted(days, key=lines.index) == days


def test_an_answer_from_the_future_is_kept_and_counted(acme, capsys):
    """A laptop whose clock runs ahead loses nothing, nor does one whose clock runs behind."""
    assert main(["rate", str(acme), "8.6.1-01=F", "-q", "--date", "2031-05-05"]) == 0
    assert main(["rate", str(acme), "8.6.1-02=F", "-q", "--date", "2019-05-05"]) == 0
    answers = assessment_folder.read(acme).assessment.answers

    assert [str(answers[f"8.6.1-0{number}"].rated_on) for number in (1, 2)] == [
        "2031-05-05",
        "2019-05-05",
    ]
    assert main(["validate", str(acme), "--date", TODAY]) == 0
    capsys.readouterr()


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12", "Europe/Dublin", "nowhere"])
def test_the_zone_decides_the_day_and_nothing_else(acme, tmp_path, monkeypatch, zone, capsys):
    """With --date, the same report bytes in every time zone."""
    made = []
    for name in ("UTC", zone):
        monkeypatch.setenv("TZ", name)
        __import__("time").tzset()
        out = tmp_path / f"{len(made)}.html"
        assert main(["report", str(acme), "-o", str(out), "-q", "--date", "2026-03-29"]) == 0
        made.append(out.read_bytes())
    monkeypatch.undo()
    __import__("time").tzset()
    capsys.readouterr()

    assert made[0] == made[1]
