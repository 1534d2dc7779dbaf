"""A second set of answers: a folder, one answers file, or a baseline."""

import pytest

from builders import new_folder
from iso20k_gap.cli.app import main
from iso20k_gap.errors import InputError, UsageError
from iso20k_gap.files import answer_set, assessment_folder


@pytest.fixture
def acme(tmp_path):
    """An assessment folder with two clauses rated."""
    folder = new_folder(tmp_path / "acme")
    assert main(["rate", str(folder), "8.6.1=F", "5.1=L", "-q"]) == 0
    return folder


def read(folder, path):
    return answer_set.read(assessment_folder.read(folder), path)


def test_folder(acme):
    """Another folder gives its answers."""
    assert len(read(acme, acme)) == 23


def test_baseline(acme):
    """A baseline gives the answers of its day."""
    main(["baseline", str(acme), "--label", "first", "--date", "2026-10-01", "-q"])
    main(["rate", str(acme), "8.6.1=N", "-q"])

    assert read(acme, acme / "baselines" / "2026-10-01-first.yaml")["8.6.1-01"].rating == "F"


def test_one_file_may_hold_any_clause(acme, tmp_path):
    """An answers file of one's own need not be cut into clause groups."""
    path = tmp_path / "second.yaml"
    path.write_text(
        "schema: 1\n8.6.1-01: {rating: P, note: mine}\nx-who: Ben\n5.1-02: {rating: not}\n"
        "5.1-01:\n  rating: l\n".replace("{rating: not}", "{rating: N}")
    )
    found = read(acme, path)

    assert {name: str(each.rating) for name, each in found.items()} == {
        "5.1-01": "L",
        "5.1-02": "N",
        "8.6.1-01": "P",
    }


def test_all_complaints_about_a_file_come_at_once(acme, tmp_path):
    """Unknown ids and bad ratings are told together, each with its line."""
    path = tmp_path / "second.yaml"
    path.write_text(
        "schema: 1\n8.6.1-99: {rating: P}\n8.6.1-01: {rating: Q}\n5.1-01: {rating: 7}\n"
    )

    with pytest.raises(InputError) as caught:
        read(acme, path)
    assert [each.line for each in caught.value.complaints] == [2, 4, 3]


@pytest.mark.parametrize("text", ["", "schema: 2\n", "- a\n", "schema: 1\n8.6.1-01: F\n"])
def test_what_is_no_answers_file_is_refused(text, acme, tmp_path):
    """Nothing, another schema, a list, an answer that is none."""
    path = tmp_path / "second.yaml"
    path.write_text(text)

    with pytest.raises(InputError):
        read(acme, path)


def test_nothing_there(acme, tmp_path):
    """A path that leads nowhere is told."""
    with pytest.raises(InputError, match="cannot read"):
        read(acme, tmp_path / "nowhere")


def test_another_edition_is_refused(acme, tmp_path):
    """Answers to other requirements cannot be compared."""
    old = new_folder(tmp_path / "old", "--edition", "2011")

    with pytest.raises(UsageError, match="2011"):
        read(acme, old)
