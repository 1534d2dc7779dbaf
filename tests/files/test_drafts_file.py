"""Drafts: what is noted before a rating is neither lost nor in anybody's way."""

from datetime import date
from pathlib import Path

import pytest

from iso20k_gap.core.assessment import Evidence
from iso20k_gap.core.questionnaire import Draft
from iso20k_gap.errors import InputError
from iso20k_gap.files import drafts_file

LOG = Evidence(title="Log", valid_until=date(2027, 1, 1))


def test_a_draft_is_read_back_and_goes_away_with_the_rating(tmp_path: Path) -> None:
    """Without drafts there is no file."""
    draft = Draft(note="no\n8.10", evidence=(LOG,), performed_by="netco")

    drafts_file.put(tmp_path, "8.6.1-01", None, draft)
    assert drafts_file.read(tmp_path) == {"8.6.1-01": draft}
    drafts_file.put(tmp_path, "8.6.1-01", draft, None)

    assert drafts_file.read(tmp_path) == {}
    assert not (tmp_path / drafts_file.DRAFTS).exists()


def test_other_drafts_and_comments_stay(tmp_path: Path) -> None:
    """Only the draft changed is written anew."""
    path = tmp_path / drafts_file.DRAFTS
    path.write_text("# mine\nschema: 1\nx-me: 1\nS01:\n  note:   one # odd\n")

    drafts_file.put(tmp_path, "S02", None, Draft(note="two"))
    drafts_file.put(tmp_path, "S02", Draft(note="two"), Draft(note="three"))

    assert path.read_text() == (
        "# mine\nschema: 1\nx-me: 1\nS01:\n  note:   one # odd\nS02:\n  note: three\n"
    )


def test_two_people_who_note_on_one_question_both_keep_their_note(tmp_path: Path) -> None:
    """What someone else noted meanwhile is put together with mine, and outlives my rating."""
    drafts_file.put(tmp_path, "S01", None, Draft(note="Bob's", evidence=(LOG,)))

    drafts_file.put(tmp_path, "S01", None, Draft(note="Ann's", evidence=(LOG,)))
    both = drafts_file.read(tmp_path)["S01"]
    drafts_file.put(tmp_path, "S01", Draft(note="Ann's"), None)

    assert both == Draft(note="Bob's\nAnn's", evidence=(LOG,))
    assert drafts_file.read(tmp_path) == {"S01": both}


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("S01: {note: x}\n", "drafts.yaml:1:1"),
        ("schema: 2\n", "drafts.yaml:1:1"),
        ("schema: 1\nS01: {nota: x}\nS02: [a]\n", "drafts.yaml:2:7"),
    ],
)
def test_a_broken_file_is_told_with_its_line(tmp_path: Path, text: str, where: str) -> None:
    """Every complaint about it, and it is not written over."""
    path = tmp_path / drafts_file.DRAFTS
    path.write_text(text)

    with pytest.raises(InputError, match=where):
        drafts_file.put(tmp_path, "S01", None, Draft(note="x"))

    assert path.read_text() == text
