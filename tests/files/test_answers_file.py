"""Saving answers: nothing else changes, nobody's work is lost, any text comes back."""

import os
import signal
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from builders import new_folder
from iso20k_gap.core.assessment import Answer, Evidence
from iso20k_gap.core.rating import Rating
from iso20k_gap.errors import InputError, RenderError
from iso20k_gap.files import answers_file, assessment_folder, atomic, yaml_file
from iso20k_gap.files.assessment_folder import AssessmentFolder

EDITED = """\
# yaml-language-server: $schema=../.schema/answers.schema.json
schema: 1
catalogue_version: 1
x-team: { lead: Ann,   size:  4 }   # hers

# Seen on Monday.
8.6.1-01:
  rating: F
  note:   'sampled  10'   # by hand
  x-ticket: 0010


8.6.1-03: {rating: L,   note: flow}
# Between two answers.

8.6.1-05:
    rating: no
    x-why: |+
      kept

# The end.
"""


def answer(rating: str = "F", **fields: object) -> Answer:
    """An answer."""
    return Answer.model_validate({"rating": rating, **fields})


@pytest.fixture
def folder(tmp_path: Path) -> AssessmentFolder:
    """A new assessment folder, read."""
    return assessment_folder.read(new_folder(tmp_path / "acme", "--scale", "yes-partial-no"))


def written(folder: AssessmentFolder, text: str, name: str = "8.6") -> Path:
    """An answers file with this text, read into the folder."""
    path = folder.answers_path(name)
    path.write_bytes(text.encode())
    folder.assessment = assessment_folder.read(folder.path).assessment
    return path


def test_a_new_answer_makes_its_group_file_and_no_other(folder: AssessmentFolder) -> None:
    """One answer writes one small file, with its schema line."""
    answers_file.save(folder, {"8.6.1-03": answer("L", note="Seen", rated_on=date(2026, 11, 21))})

    assert [path.name for path in (folder.path / "answers").iterdir()] == ["8.6.yaml"]
    assert folder.answers_path("8.6").read_text() == (
        "# yaml-language-server: $schema=../.schema/answers.schema.json\n"
        "schema: 1\ncatalogue_version: 1\n"
        "8.6.1-03:\n  rating: L\n  note: Seen\n  rated_on: 2026-11-21\n"
    )


def test_saving_one_answer_leaves_all_other_lines_as_they_are(folder: AssessmentFolder) -> None:
    """Comments, x- keys, key order, odd spacing and blank lines around the answer survive."""
    path = written(folder, EDITED)

    answers_file.save(folder, {"8.6.1-04": answer("P")})

    assert path.read_text() == EDITED.replace(
        "# Between two answers.", "8.6.1-04:\n  rating: P\n# Between two answers."
    )


@pytest.mark.parametrize(
    ("changed", "before", "after"),
    [
        ("8.6.1-01", "rating: F", "rating: N"),
        ("8.6.1-03", "rating: L", "rating: N"),
        ("8.6.1-05", "rating: no\n    x", "rating: F\n    x"),
    ],
)
def test_a_changed_answer_keeps_what_people_wrote_in_it(
    folder: AssessmentFolder, changed: str, before: str, after: str
) -> None:
    """Only the rating changes; the comment, the x- key and everything around it stay."""
    path = written(folder, EDITED)
    old = folder.assessment.answers[changed]
    new = old.model_copy(update={"rating": Rating(after[8])})

    answers_file.save(folder, {changed: new})

    text = path.read_text()
    document = yaml_file.read(path)
    assert assessment_folder.read(folder.path).assessment.answers[changed] == new
    for kept in (
        "# hers",
        "# by hand",
        "x-ticket: 0010",
        "# Between",
        "# The end.\n",
        "  kept\n\n",
    ):
        assert kept in text
    assert document.data["8.6.1-05"]["x-why"] == "kept\n\n"
    outside = EDITED.split(f"{changed}:", maxsplit=1)[0]
    assert text.startswith(outside)
    assert (
        text.split("8.6.1-05" if changed != "8.6.1-05" else "# The end")[1]
        == (EDITED.split("8.6.1-05" if changed != "8.6.1-05" else "# The end")[1])
    )


def test_evidence_keeps_comments_and_x_keys_of_the_pieces_that_stay(
    folder: AssessmentFolder,
) -> None:
    """A new piece of evidence, and one taken away, leave the others as a person wrote them."""
    path = written(
        folder,
        "schema: 1\n8.6.1-01:\n  rating: F\n  evidence:\n"
        "    - title: First\n      x-box: 007 # shelf\n"
        "    - title: Second\n"
        "    - {title: Third, x-box: yes}\n",
    )
    first, _, third = folder.assessment.answers["8.6.1-01"].evidence
    fresh = Evidence(title="no", valid_until=date(2027, 1, 1))

    answers_file.save(folder, {"8.6.1-01": answer(evidence=(first, third, fresh))})

    assert path.read_text() == (
        "schema: 1\n8.6.1-01:\n  rating: F\n  evidence:\n"
        "    - title: First\n      x-box: 007 # shelf\n"
        "    - {title: Third, x-box: yes}\n"
        "    - title: 'no'\n      valid_until: 2027-01-01\n"
    )


def test_windows_line_ends_and_byte_order_mark_survive(folder: AssessmentFolder) -> None:
    """A file with CRLF and a byte order mark keeps both, in new lines too."""
    text = "\ufeff" + EDITED.replace("\n", "\r\n")
    path = written(folder, text)

    answers_file.save(folder, {"8.6.1-04": answer("P", note="two\nlines")})

    made = path.read_bytes().decode()
    assert (
        made.replace("8.6.1-04:\r\n  rating: P\r\n  note: |-\r\n    two\r\n    lines\r\n", "")
        == text
    )
    assert assessment_folder.read(folder.path).assessment.answers["8.6.1-04"].note == "two\nlines"


def test_a_file_without_a_last_line_end_takes_a_new_answer(folder: AssessmentFolder) -> None:
    """The new answer begins on a line of its own."""
    path = written(folder, "schema: 1\n8.6.1-01:\n  rating: F")

    answers_file.save(folder, {"8.6.2-01": answer("P")})

    assert path.read_text() == "schema: 1\n8.6.1-01:\n  rating: F\n8.6.2-01:\n  rating: P\n"


@pytest.mark.parametrize(
    ("new", "order"),
    [
        ("8.6.1-02", ["8.6.1-01", "8.6.1-02", "8.6.1-03", "8.6.1-05"]),
        ("8.6.2-01", ["8.6.1-01", "8.6.1-03", "8.6.1-05", "8.6.2-01"]),
    ],
)
def test_new_answers_go_in_the_standards_order(
    folder: AssessmentFolder, new: str, order: list[str]
) -> None:
    """A new answer stands after the one that comes before it in the standard."""
    path = written(folder, EDITED)

    answers_file.save(folder, {new: answer("P")})

    keys = [key for key in yaml_file.read(path).data if key.startswith("8")]
    assert keys == order


def test_an_answer_before_all_others_goes_first(folder: AssessmentFolder) -> None:
    """Without a predecessor the answer goes before the first one, x- keys notwithstanding."""
    path = written(folder, "schema: 1\n8.6.3-01:\n  rating: F\nx-last: 1\n")

    answers_file.save(folder, {"8.6.1-01": answer("P")})

    assert list(yaml_file.read(path).data) == ["schema", "8.6.1-01", "8.6.3-01", "x-last"]


def test_taking_an_answer_away_gives_the_file_back_as_it_was(folder: AssessmentFolder) -> None:
    """Adding and taking away again is no change at all."""
    path = written(folder, EDITED)

    answers_file.save(folder, {"8.6.1-02": answer("P")})
    answers_file.save(folder, {"8.6.1-02": None})

    assert path.read_text() == EDITED
    assert "8.6.1-02" not in folder.assessment.answers


def test_comments_above_an_answer_taken_away_stay(folder: AssessmentFolder) -> None:
    """A person's comment outlives the answer it stands above."""
    path = written(folder, EDITED)

    answers_file.save(folder, {"8.6.1-01": None, "8.6.1-05": None})

    assert "# Seen on Monday." in path.read_text()
    assert "# Between two answers." in path.read_text()
    assert list(assessment_folder.read(folder.path).assessment.answers) == ["8.6.1-03"]


def test_two_writers_of_different_answers_both_win(folder: AssessmentFolder) -> None:
    """What another person saved meanwhile stays, and is taken over."""
    other = assessment_folder.read(folder.path)
    answers_file.save(other, {"8.6.1-02": answer("F", rated_by="Bob")})

    answers_file.save(folder, {"8.6.1-01": answer("L", rated_by="Ann")})

    assert list(folder.assessment.answers) == ["8.6.1-01", "8.6.1-02"]
    assert assessment_folder.read(folder.path).assessment.answers == folder.assessment.answers


def test_two_writers_of_one_answer_conflict_and_nothing_is_written(
    folder: AssessmentFolder,
) -> None:
    """The second writer is told what lies there, not one byte changes, and may then insist."""
    other = assessment_folder.read(folder.path)
    theirs = answer("F", rated_by="Bob")
    answers_file.save(other, {"8.6.1-01": theirs, "4.1-01": answer("F")})
    before = folder.answers_path("8.6").read_bytes(), folder.answers_path("4").read_bytes()
    mine = answer("P")

    with pytest.raises(answers_file.ConflictError) as caught:
        answers_file.save(folder, {"4.1-02": mine, "8.6.1-01": mine})

    assert caught.value.conflicts == [answers_file.Conflict("8.6.1-01", theirs, mine)]
    assert (
        folder.answers_path("8.6").read_bytes(),
        folder.answers_path("4").read_bytes(),
    ) == before
    assert "8.6.1-01 was changed by someone else meanwhile: on disk it is F by Bob" in str(
        caught.value
    )
    assert folder.assessment.answers["8.6.1-01"] == theirs
    answers_file.save(folder, {"8.6.1-01": mine})
    assert assessment_folder.read(folder.path).assessment.answers["8.6.1-01"] == mine


def test_force_wins_over_a_conflict(folder: AssessmentFolder) -> None:
    """With `force` the changes are written whatever lies there."""
    other = assessment_folder.read(folder.path)
    answers_file.save(other, {"8.6.1-01": answer("F")})

    answers_file.save(folder, {"8.6.1-01": answer("P")}, force=True)

    assert assessment_folder.read(folder.path).assessment.answers["8.6.1-01"] == answer("P")


def test_the_same_answer_by_two_people_is_no_conflict(folder: AssessmentFolder) -> None:
    """Two people who say the same do not disagree."""
    other = assessment_folder.read(folder.path)
    answers_file.save(other, {"8.6.1-01": answer("F")})

    answers_file.save(folder, {"8.6.1-01": answer("F")})

    assert folder.assessment.answers == {"8.6.1-01": answer("F")}


def test_an_answer_taken_away_by_someone_else_is_a_conflict(folder: AssessmentFolder) -> None:
    """A change to an answer that is gone is shown, not silently made again."""
    answers_file.save(folder, {"8.6.1-01": answer("F")})
    answers_file.save(assessment_folder.read(folder.path), {"8.6.1-01": None})

    with pytest.raises(answers_file.ConflictError, match="taken away"):
        answers_file.save(folder, {"8.6.1-01": answer("P")})


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("{schema: 1, 8.6.1-01: {rating: F}}\n", "8.6.1-02"),
        ('schema: 1\n8.6.1-01:\n  rating: F\n  note: "one\n# two"\n', "8.6.1-01"),
        ('schema: 1\n8.6.1-01:\n  rating: F\n  note: "one\n# two"\n', "8.6.1-02"),
    ],
)
def test_a_layout_we_cannot_change_safely_is_refused(
    folder: AssessmentFolder, text: str, identifier: str
) -> None:
    """Where an answer cannot be put in without touching others, the file is left alone."""
    path = written(folder, text)

    with pytest.raises(InputError, match="cannot be changed safely"):
        answers_file.save(folder, {identifier: answer("P", note="three")})

    assert path.read_text() == text


def test_a_file_broken_meanwhile_is_refused_and_kept(folder: AssessmentFolder) -> None:
    """A typing error by hand is named with its line, and nothing is written over it."""
    path = folder.answers_path("8.6")
    path.write_text("schema: 1\n8.6.1-01:\n  rating: Q\n")

    with pytest.raises(InputError) as caught:
        answers_file.save(folder, {"8.6.1-02": answer("P")})

    assert [(each.line, each.column) for each in caught.value.complaints] == [(3, 3)]
    assert path.read_text() == "schema: 1\n8.6.1-01:\n  rating: Q\n"


def test_a_full_disk_leaves_the_old_file_whole(
    folder: AssessmentFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk is full the old file stays, no scrap is left, and memory agrees with disk."""
    path = written(folder, EDITED)
    before = folder.assessment

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic.os, "fsync", full)
    with pytest.raises(RenderError, match="No space left"):
        answers_file.save(folder, {"8.6.1-01": answer("P")})

    assert path.read_text() == EDITED
    assert folder.assessment == before
    assert [each.name for each in (folder.path / "answers").iterdir()] == ["8.6.yaml"]


def test_a_folder_that_refuses_to_be_written_is_told(
    folder: AssessmentFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A read-only file system gives a clear error, and the old file is whole."""
    path = written(folder, EDITED)

    def refuse(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(RenderError, match="Read-only file system"):
        answers_file.save(folder, {"8.6.1-01": answer("P")})

    assert path.read_text() == EDITED


def test_scraps_of_a_killed_writer_are_swept_away(folder: AssessmentFolder) -> None:
    """What a killed writer left behind goes with the next save."""
    scrap = folder.path / "answers" / ".8.6.yaml.99.tmp"
    scrap.write_text("half")

    answers_file.save(folder, {"8.6.1-01": answer("P")})

    assert not scrap.exists()


STEPS = ("open", "fsync", "chmod", "replace", "unlink")


def saved_but_killed_at(folder: AssessmentFolder, step: int) -> bool:
    """Save in a fork that is killed -9 right before its n-th step on disk; True if it was."""
    process = os.fork()
    if process:
        return os.WIFSIGNALED(os.waitpid(process, 0)[1])
    left = step

    def killing(real: Any) -> Any:
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **kwargs)

        return wrapped

    for owner, names in ((Path, STEPS), (os, ("fsync", "open"))):
        for name in names:
            if hasattr(owner, name):
                setattr(owner, name, killing(getattr(owner, name)))
    answers_file.save(folder, {"8.6.1-01": answer("P", note="new")})
    os._exit(0)


def test_killed_at_any_step_of_a_save_the_file_is_the_old_or_the_new(
    folder: AssessmentFolder,
) -> None:
    """Between any two steps a kill -9 leaves a whole file, and the next save works."""
    path = written(folder, EDITED)
    seen = set()
    for step in range(100):
        path.write_text(EDITED)
        was_killed = saved_but_killed_at(folder, step)
        read = assessment_folder.read(folder.path).assessment.answers["8.6.1-01"]
        seen.add(read.note)
        if not was_killed:
            break
        answers_file.save(assessment_folder.read(folder.path), {"8.6.1-02": answer("F")})

    assert step > 4
    assert seen == {"sampled  10", "new"}
    assert [each.name for each in path.parent.iterdir()] == ["8.6.yaml"]


@pytest.fixture
def place(folder: AssessmentFolder) -> Path:
    """Where an assessment lies; its record would fill a failing example's screen."""
    return folder.path


def emptied(place: Path) -> AssessmentFolder:
    """The folder without answers."""
    (place / "answers" / "8.6.yaml").unlink(missing_ok=True)
    return assessment_folder.read(place)


TEXTS = st.text(st.characters(), max_size=60) | st.text(
    st.sampled_from("ab:#-'\"|>&*!%@`{}[],? \t\n\r\x00\x07\x1b\x85\u2028\ufeff\uffff~"), max_size=12
)


def without_halves(text: str) -> str:
    """What a file can carry of a text: halves of characters become U+FFFD."""
    return "".join("\ufffd" if "\ud800" <= each <= "\udfff" else each for each in text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(first=TEXTS, second=TEXTS)
@example("no", "8.10")
@example("line\n\n", " \n x")
@example("\udcff", "null")
@example("|+\n", "2026-11-21")
def test_any_text_comes_back_as_it_was(place: Path, first: str, second: str) -> None:
    """Whatever is typed comes back, in a fresh answer and in one a person has edited."""
    identifier = "8.6.1-01"
    folder = emptied(place)
    for text in (first, second):
        new = answer(
            note=text, evidence=(Evidence(title=f"t{without_halves(text)}t", location=text),)
        )
        answers_file.save(folder, {identifier: new})
        read = assessment_folder.read(folder.path).assessment.answers[identifier]
        path = folder.answers_path("8.6")
        path.write_text(path.read_text().replace("  rating: F", "  rating: F # hand", 1))

        assert read == folder.assessment.answers[identifier]
        assert read.note == read.evidence[0].location == without_halves(text)
        assert read.evidence[0].title == f"t{without_halves(text)}t"
    assert "# hand" in path.read_text()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.lists(st.tuples(st.integers(1, 9), st.sampled_from("NPLF-")), max_size=12))
def test_any_sequence_of_saves_equals_the_last_of_each(
    place: Path, steps: list[tuple[int, str]]
) -> None:
    """After any answers given, changed and taken away, disk, memory and order agree."""
    folder = emptied(place)
    expected: dict[str, Answer] = {}
    for number, rating in steps:
        identifier = f"8.6.1-{number:02}"
        made = None if rating == "-" else answer(rating)
        answers_file.save(folder, {identifier: made})
        expected = {key: value for key, value in expected.items() if key != identifier}
        expected |= {identifier: made} if made else {}

    read = assessment_folder.read(folder.path).assessment.answers

    assert read == folder.assessment.answers == expected
    assert list(read) == sorted(expected)
