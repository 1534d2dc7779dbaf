"""The interview: it asks in order, keeps each answer first, loses nothing and takes back."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import TODAY, answers, assessment, catalogue
from interviewing import Disk, Script, act, held, rate, session_of
from iso20k_gap.core.assessment import Answer, Evidence
from iso20k_gap.core.questionnaire import Draft, Only
from iso20k_gap.core.rating import Rating
from iso20k_gap.errors import InputError, RenderError
from iso20k_gap.interview.asker import Act, Deed

PARTIES = ({"id": "netco", "name": "NetCo Ltd", "kind": "external_supplier"},)
STALE = Evidence(title="Old log", valid_until=date(2026, 1, 1))


def test_an_interview_starts_at_the_first_open_question_and_goes_on_to_the_next() -> None:
    """What is answered is passed over; a rating goes on to the next open question."""
    before = assessment({"8.6.1-01": "F", "8.6.1-03": "L"})

    script, _, disk = held(rate("P"), before=before)

    assert [page.id for page in script.pages] == ["8.6.1-02 b)", "8.6.1-04 d)"]
    assert disk.stored["8.6.1-02"] == Answer(rating="P", rated_by="Ann", rated_on=TODAY)
    assert script.pages[1].message == "8.6.1-02: P partially achieved. Saved; u takes it back."


def test_a_page_shows_the_sentence_with_its_ratings_and_the_progress() -> None:
    """The items of one sentence are shown together, the current one marked."""
    script, _, _ = held(before=assessment({"8.6.1-01": "F"}))

    page = script.pages[0]
    assert [(item.label, item.mark, item.current) for item in page.items[:3]] == [
        ("a)", "F", False),
        ("b)", "·", True),
        ("c)", "·", False),
    ]
    assert page.lead == "Every incident passes through a life cycle of five steps."
    assert (page.progress.answered, page.progress.total, page.progress.percent) == (1, 11, 0)
    assert [meaning.key for meaning in page.meanings] == ["f", "l", "p", "n"]
    assert page.present == (("Answer", "none yet"),)


def test_the_time_left_is_told_from_the_pace_of_the_sitting() -> None:
    """After three answers the usual time of one is multiplied by what is open."""
    script, session, _ = held(rate("F"), rate("F"), rate("F"))

    assert [page.progress.seconds_left for page in script.pages] == [None, None, None, 80.0]
    assert session.summary().typical == 10


def test_a_note_and_evidence_given_before_the_rating_go_with_it() -> None:
    """What is noted first is kept aside, and becomes part of the answer once rated."""
    acts = [
        act(Deed.NOTE, "Seen in the tool"),
        act(Deed.EVIDENCE, "Log | tool | 2026-10-01 | 2027-10-01"),
        rate("L"),
    ]
    script, _, disk = held(*acts)

    evidence = Evidence(
        title="Log", location="tool", effective=date(2026, 10, 1), valid_until=date(2027, 10, 1)
    )
    assert disk.stored["8.6.1-01"].note == "Seen in the tool"
    assert disk.stored["8.6.1-01"].evidence == (evidence,)
    assert disk.drafts == {}
    assert script.pages[2].present[1:] == (
        ("Note", "Seen in the tool"),
        ("Evidence", "Log @ tool from 2026-10-01 until 2027-10-01"),
    )


def test_a_draft_of_an_earlier_sitting_is_shown_again() -> None:
    """Notes on questions not rated outlive the sitting."""
    disk = Disk(assessment())
    disk.drafts["8.6.1-01"] = Draft(note="Ask again")
    script = Script([rate("F")])

    session, _ = session_of(script, disk=disk)
    session.run()

    assert ("Note", "Ask again") in script.pages[0].present
    assert disk.stored["8.6.1-01"].note == "Ask again"


def test_a_rating_given_anew_keeps_note_and_evidence() -> None:
    """Rating again changes the rating, who and when; a note given along replaces the old."""
    before = assessment(
        answers={"8.6.1-01": Answer(rating="P", note="Old", evidence=(STALE,), rated_by="Bob")}
    )
    acts = [act(Deed.JUMP, "8.6.1-1"), rate("F"), act(Deed.BACK), rate("L", "New")]

    _, _, disk = held(*acts, before=before)

    answer = disk.stored["8.6.1-01"]
    assert (answer.rating, answer.note, answer.rated_by, answer.evidence) == (
        "L",
        "New",
        "Ann",
        (STALE,),
    )


def test_the_scales_own_symbols_are_shown_and_kept_as_ratings() -> None:
    """Under yes, partial, no the page says yes, and F is kept."""
    script, _, disk = held(rate("F"), act(Deed.BACK), scale="yes-partial-no")

    assert [meaning.key for meaning in script.pages[0].meanings] == ["y", "p", "n"]
    assert " Or: " in script.pages[0].meanings[1].text
    assert script.pages[2].mark == "yes"
    assert disk.stored["8.6.1-01"].rating == "F"


# --- no occurrence, confirming, other parties -------------------------------------------------


def test_no_occurrence_is_refused_where_the_catalogue_knows_no_condition() -> None:
    """A requirement everybody must meet cannot be left out."""
    script, _, disk = held(act(Deed.NO_OCCURRENCE, "none"))

    assert "cannot be without occurrence" in script.pages[1].message
    assert disk.stored == {}


def test_no_occurrence_shows_its_condition_and_needs_a_reason() -> None:
    """The condition is shown, a blank reason changes nothing, a reason settles the question."""
    script, session, disk = held(
        act(Deed.NO_OCCURRENCE),
        act(Deed.NO_OCCURRENCE),
        replies=["  ", "No such documents"],
        clause="7.5.3-07",
    )

    assert script.heard[0].startswith("Only where this holds: No document of outside origin")
    assert "Without a reason" in script.pages[1].message
    assert disk.stored["7.5.3-07"].rating == "no_occurrence"
    assert disk.stored["7.5.3-07"].reason == "No such documents"
    assert session.summary().rated == {"no_occurrence": 1}


def test_a_rating_takes_the_reason_of_no_occurrence_away() -> None:
    """Once something is rated, there is no reason why nothing occurred."""
    _, _, disk = held(act(Deed.NO_OCCURRENCE, "None"), act(Deed.BACK), rate("F"), clause="7.5.3-07")

    assert disk.stored["7.5.3-07"] == Answer(rating="F", rated_by="Ann", rated_on=TODAY)


def test_an_unconfirmed_answer_is_confirmed_as_it_is() -> None:
    """Only who, when and the mark change; the next unconfirmed one follows."""
    before = assessment(
        answers=answers({"8.6.1": "L"}, confirmed=False, note="2025", origin="baseline")
    )

    script, session, disk = held(act(Deed.CONFIRM), before=before, only=Only.UNCONFIRMED)

    assert disk.stored["8.6.1-01"] == Answer(
        rating="L", note="2025", origin="baseline", rated_by="Ann", rated_on=TODAY
    )
    assert script.pages[0].unconfirmed
    assert script.pages[1].id == "8.6.1-02 b)"
    assert session.summary().open_by_clause == {"8.6": 10}


@pytest.mark.parametrize(
    ("before", "message"),
    [({}, "has no answer to confirm yet"), ({"8.6.1": "F"}, "is confirmed already")],
)
def test_there_must_be_something_to_confirm(before: dict[str, str], message: str) -> None:
    """Confirming nothing is no fault and changes nothing."""
    script, _, disk = held(act(Deed.CONFIRM), before=assessment(before))

    assert message in script.pages[1].message
    assert disk.saves == 0


def test_another_party_may_be_chosen_where_the_standard_lets_it() -> None:
    """The party is chosen from those declared."""
    script, _, disk = held(
        act(Deed.PERFORMED_BY), rate("L"), replies=[1], before=assessment(parties=PARTIES)
    )

    assert script.heard == ["Performed by", "self: the organisation", "netco: NetCo Ltd"]
    assert disk.stored["8.6.1-01"].performed_by == "netco"
    assert ("Performed by", "NetCo Ltd") in script.pages[1].present


def test_a_party_where_the_organisation_itself_is_expected_is_taken_with_a_warning() -> None:
    """It is not forbidden outside the own clauses, but worth a word."""
    own = next(each for each in catalogue().under("9") if not each.others)

    script, _, disk = held(
        act(Deed.PERFORMED_BY, "netco"), before=assessment(parties=PARTIES), clause=own.id
    )

    assert "expects the organisation itself" in script.pages[1].message
    assert disk.drafts[own.id].performed_by == "netco"


@pytest.mark.parametrize(
    ("clause", "parties", "text", "message"),
    [
        ("5.1", PARTIES, "netco", "cannot be performed by another party"),
        ("5.1", (), "", "must fulfil clauses 4 and 5"),
        ("8.6.1", (), "", "No other party is declared"),
        ("8.6.1", PARTIES, "nobody", "there are self, netco"),
    ],
)
def test_another_party_is_refused_with_the_reason(
    clause: str, parties: Any, text: str, message: str
) -> None:
    """Own clauses, undeclared and unknown parties are refused, and nothing changes."""
    script, _, disk = held(
        act(Deed.PERFORMED_BY, text), before=assessment(parties=parties), clause=clause
    )

    assert message in script.pages[1].message
    assert (disk.saves, disk.drafts) == (0, {})


# --- evidence ---------------------------------------------------------------------------------


def test_evidence_is_asked_piece_by_piece_until_a_blank_title() -> None:
    """Wrong dates are asked again; each piece is kept at once."""
    replies = ["Log", "tool", "soon", "2026-10-01", "2026-01-01", "2027-01-01", "Minutes"]
    replies += ["", "", "", ""]
    script, _, disk = held(rate("F"), act(Deed.BACK), act(Deed.EVIDENCE), replies=replies)

    assert [each.title for each in disk.stored["8.6.1-01"].evidence] == ["Log", "Minutes"]
    assert "'soon' is not a date; write it like 2026-11-21." in script.heard
    assert "That is before it takes effect, 2026-10-01." in script.heard
    assert disk.saves == 3


def test_a_piece_of_evidence_is_changed_dropped_and_marked_as_not_seen() -> None:
    """A number changes a piece, a dash before it drops it, a question mark flips seen."""
    pieces = tuple(Evidence(title=each) for each in ("one", "two", "three"))
    before = assessment(answers={"8.6.1-01": Answer(rating="F", evidence=pieces)})
    replies = ["2", "second", "shelf", "", "2027-05-05", "1?", "-3", ""]

    _, _, disk = held(
        act(Deed.JUMP, "8.6.1-01"), act(Deed.EVIDENCE), replies=replies, before=before
    )

    assert disk.stored["8.6.1-01"].evidence == (
        Evidence(title="one", seen=False),
        Evidence(title="second", location="shelf", valid_until=date(2027, 5, 5)),
    )


def test_thinking_better_of_evidence_keeps_the_old() -> None:
    """Never mind at any prompt changes nothing."""
    script, _, disk = held(act(Deed.EVIDENCE), replies=["Log", None, None])

    assert disk.drafts == {}
    assert script.pages[1].message == "Nothing was changed."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Log | tool | soon", "Write evidence as"),
        ("| tool", "Nothing was changed"),
        ("Log | x | 2026-02-02 | 2026-01-01", "before it takes effect"),
    ],
)
def test_evidence_on_one_line_is_checked_too(text: str, message: str) -> None:
    """A wrong line changes nothing and says how to write it."""
    script, _, disk = held(act(Deed.EVIDENCE, text))

    assert message in script.pages[1].message
    assert disk.drafts == {}


def test_new_evidence_settles_nothing_but_counts_as_a_change() -> None:
    """The summary tells notes and evidence apart from answers."""
    _, session, _ = held(
        act(Deed.JUMP, "8.6.1-01"), act(Deed.NOTE, "x"), before=assessment({"8.6.1": "F"})
    )

    assert (session.summary().rated, session.summary().noted) == ({}, 1)
    assert "Notes or evidence changed besides: 1" in session.summary().lines()


def test_a_long_note_comes_from_the_editor() -> None:
    """The editor gets the note there is; an editor that fails changes nothing."""
    script, _, disk = held(
        act(Deed.NOTE, "first"),
        act(Deed.LONG_NOTE),
        act(Deed.LONG_NOTE),
        rate("F"),
        replies=["first\nsecond", None],
    )

    assert script.heard == ["first", "first\nsecond"]
    assert "set EDITOR" in script.pages[3].message
    assert disk.stored["8.6.1-01"].note == "first\nsecond"


# --- moving about -----------------------------------------------------------------------------


def test_going_on_and_back_and_putting_off() -> None:
    """Back and next walk through all; put off questions come again at the end."""
    acts = [act(Deed.NEXT), act(Deed.BACK), act(Deed.BACK), act(Deed.PUT_OFF)]
    acts += [rate("F")] * 10 + [act(Deed.NEXT)]
    script, session, disk = held(*acts)

    assert [page.id[:8] for page in script.pages[:5]] == [
        "8.6.1-01",
        "8.6.1-02",
        "8.6.1-01",
        "8.6.1-01",
        "8.6.1-02",
    ]
    assert script.pages[3].message == "This is the first question."
    assert script.pages[4].message == "8.6.1-01 put off."
    assert "1 put off; Enter takes them up." in script.ends[0]
    assert script.pages[-1].id == "8.6.1-01 a)"
    assert len(disk.stored) == 10
    assert session.summary().put_off == ()


def test_at_the_end_nothing_is_rated_by_mistake() -> None:
    """Past the last question a rating key does nothing, and back leads to the last."""
    script, _, disk = held(rate("F"), rate("F"), act(Deed.NEXT), act(Deed.BACK), clause="8.6.1-01")

    assert disk.saves == 1
    assert "All questions are answered." in script.ends[0]
    assert script.ends[1][0].startswith("No question is on the table")
    assert script.pages[-1].id == "8.6.1-01 a)"


def test_when_everything_is_answered_one_may_go_through_it() -> None:
    """The walk starts at the first question and says so."""
    script, _, _ = held(act(Deed.NEXT), before=assessment({"8.6.1": "F"}))

    assert script.pages[0].message.startswith("Everything here is answered")
    assert [page.id[:8] for page in script.pages] == ["8.6.1-01", "8.6.1-02"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("8.6.1-03", "8.6.1-03 c)"),
        ("8.6.1-3", "8.6.1-03 c)"),
        (" 8.6.1 c) ", "8.6.1-03 c)"),
        ("8.6.1C", "8.6.1-03 c)"),
        ("8.6.2", "8.6.2-01 a)"),
        ("10", "10.1-01 a)"),
    ],
)
def test_one_jumps_to_a_clause_or_requirement(name: str, shown: str) -> None:
    """Numbers are understood as people write them."""
    script, _, _ = held(act(Deed.JUMP), replies=[name])

    assert script.pages[1].id == shown


def test_a_jump_to_nowhere_says_what_was_meant() -> None:
    """An unknown number stays where one is and suggests the nearest."""
    script, _, _ = held(act(Deed.JUMP, "8.6.11"), act(Deed.JUMP), replies=[None])

    assert script.pages[1].id == "8.6.1-01 a)"
    assert "did you mean 8.6.1" in script.pages[1].message
    assert script.pages[2].message == ""


def test_a_jump_outside_the_walk_is_done_and_said() -> None:
    """One may look at, and answer, a question that was not chosen."""
    script, _, disk = held(act(Deed.JUMP, "9.2"), rate("F"))

    assert "outside what you chose" in script.pages[1].message
    assert list(disk.stored) == ["9.2-01"]
    assert script.pages[2].id == "8.6.1-01 a)"


def test_a_search_lists_what_has_all_the_words_and_goes_there() -> None:
    """Words are found in question, statement, evidence, tags and titles."""
    script, _, _ = held(act(Deed.SEARCH), replies=["ESCALATION authority", 0])

    assert script.heard[1] == "3 with: ESCALATION authority"
    assert script.pages[1].id == "8.6.1-03 c)"


def test_a_search_without_a_hit_or_a_choice_changes_nothing() -> None:
    """Nothing found is said; nothing chosen stays."""
    script, _, _ = held(act(Deed.SEARCH, "zebra"), act(Deed.SEARCH, "incident"), replies=[None])

    assert "No question has all of: zebra" in script.pages[1].message
    assert [page.id for page in script.pages] == ["8.6.1-01 a)"] * 3


# --- which questions --------------------------------------------------------------------------

MIXED = {
    "8.6.1-01": Answer(rating="F"),
    "8.6.1-02": Answer(rating="P"),
    "8.6.1-03": Answer(rating="F", confirmed=False),
    "8.6.1-04": Answer(rating="F", evidence=(STALE,)),
    "8.6.1-05": Answer(rating="no_occurrence", reason="none"),
}


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        (Only.ALL, 11),
        (Only.UNANSWERED, 6),
        (Only.GAPS, 1),
        (Only.UNCONFIRMED, 1),
        (Only.STALE, 1),
    ],
)
def test_a_sitting_can_be_about_what_is_doubtful_only(only: Only, expected: int) -> None:
    """Unanswered, gaps, unconfirmed and stale choose their questions."""
    _, session, _ = held(before=assessment(answers=MIXED), only=only)

    assert len(session.walk.members) == expected


def test_a_gap_rated_again_is_done_with_even_if_it_stays_one() -> None:
    """A walk through the gaps comes to an end."""
    script, session, _ = held(rate("P"), before=assessment(answers=MIXED), only=Only.GAPS)

    assert script.ends
    assert not session.summary().open_by_clause


def test_a_role_is_asked_only_what_it_answers_for() -> None:
    """The owner of a requirement chooses."""
    _, session, _ = held(role="service desk manager")

    assert [session.walk.questions[each].id for each in session.walk.members] == ["8.6.1-05"]


# --- screening --------------------------------------------------------------------------------


def test_one_screening_rating_stands_for_all_its_requirements() -> None:
    """All are rated alike, marked as screening, and shown so when asked again."""
    script, session, disk = held(rate("L", "First look"), act(Deed.BACK), kind="screening")

    assert list(disk.stored) == ["4.1-01", "4.1-02", "4.2-01", "4.2-02"]
    assert {(each.rating, each.origin, each.note) for each in disk.stored.values()} == {
        ("L", "screening:S01", "First look")
    }
    assert [item.mark for item in script.pages[2].items] == ["L"] * 4
    assert script.pages[2].mark == "L"
    assert session.summary().rated == {"L": 1}


def test_requirements_rated_differently_since_are_shown_as_such() -> None:
    """A screening question over mixed ratings is marked as mixed; a rating makes them one."""
    script, _, disk = held(
        act(Deed.JUMP, "s01"),
        rate("P"),
        before=assessment({"4.1": "F", "4.2": "N"}),
        kind="screening",
    )

    assert script.pages[1].present[0][1].startswith("rated differently")
    assert {each.rating for each in disk.stored.values()} == {"P"}


def test_rating_a_requirement_by_itself_takes_the_screening_mark_away() -> None:
    """The full questionnaire replaces a first look."""
    first = answers({"8.6.1-01": "L"}, origin="screening:S20")
    kept = answers({"8.6.1-02": "L"}, origin="2011:8.2-01")

    _, _, disk = held(
        *(act(Deed.JUMP, "8.6.1-01"), rate("F"), act(Deed.JUMP, "8.6.1-02"), rate("F")),
        before=assessment(answers=first | kept),
    )

    assert disk.stored["8.6.1-01"].origin == ""
    assert disk.stored["8.6.1-02"].origin == "2011:8.2-01"


def test_a_screening_question_allows_no_occurrence_only_if_all_requirements_do() -> None:
    """The requirements that stand against it are named."""
    script, _, _ = held(act(Deed.NO_OCCURRENCE), kind="screening")

    assert script.pages[1].message.startswith("4.1-01, 4.1-02")


# --- with others, and with a disk that refuses -------------------------------------------------


def clash(*replies: str) -> tuple[Script, Disk]:
    """A session in which Bob answers the first question just before Ann does."""
    script = Script([rate("P"), act(Deed.UNDO)], replies)
    session, disk = session_of(script)
    bobs = Answer(rating="F", rated_by="Bob", note="I saw it")
    script.watch = lambda: disk.someone_else_saves("8.6.1-01", bobs) if not disk.saves else None
    session.run()
    return script, disk


def test_a_clash_shows_both_answers_and_theirs_may_stay() -> None:
    """Keeping theirs writes nothing, and shows theirs."""
    script, disk = clash("k")

    assert disk.stored["8.6.1-01"].rated_by == "Bob"
    assert script.heard == [
        "8.6.1-01 was changed by someone else while you had it here.",
        "On disk: F fully achieved by Bob",
        "  Note: I saw it",
        "Yours: P partially achieved by Ann on 2026-11-21",
        "k",
        "m",
    ]
    assert script.pages[1].present[0] == ("Answer", "F fully achieved by Bob")


def test_in_a_clash_mine_may_be_written_and_undo_gives_theirs_back() -> None:
    """Writing mine replaces theirs; undoing brings theirs back, not nothing."""
    script, disk = clash("m")

    assert script.pages[1].message.startswith("8.6.1-01: P")
    assert script.pages[2].message == "Undone. 8.6.1-01 now: F fully achieved."
    assert disk.stored["8.6.1-01"].rated_by == "Bob"


def test_a_clash_that_nobody_decides_keeps_theirs() -> None:
    """At the end of input nobody's work is run over."""
    _, disk = clash()

    assert disk.stored["8.6.1-01"].rated_by == "Bob"


def test_answers_of_others_are_taken_over_and_not_asked_again() -> None:
    """What someone else answered meanwhile is passed over."""
    script = Script([rate("P")])
    session, disk = session_of(script)
    disk.someone_else_saves("8.6.1-02", Answer(rating="F", rated_by="Bob"))

    session.run()

    assert [page.id for page in script.pages] == ["8.6.1-01 a)", "8.6.1-03 c)"]
    assert script.pages[1].items[1].mark == "F"
    assert session.summary().rated == {"P": 1}


def test_an_answer_changed_by_others_since_is_not_undone() -> None:
    """Undo never runs over someone else's work."""
    script = Script([rate("P"), rate("P"), act(Deed.UNDO), act(Deed.UNDO)])
    session, disk = session_of(script)
    bobs = Answer(rating="N", rated_by="Bob")

    def after_the_first() -> None:
        if disk.saves == 1:
            disk.someone_else_saves("8.6.1-01", bobs)

    script.watch = after_the_first
    session.run()

    assert disk.stored == {"8.6.1-01": bobs}
    assert "changed by someone else" in script.pages[-1].message


def test_a_disk_that_refuses_may_be_tried_again() -> None:
    """The answer is not lost: try again, and it is saved."""
    script = Script([rate("P")], ["r", "r"])
    session, disk = session_of(script)
    disk.troubles = [RenderError("cannot write: disk full"), InputError()]

    session.run()

    assert disk.stored["8.6.1-01"].rating == "P"
    assert "cannot write: disk full" in script.heard


def test_one_may_go_on_without_the_answer_or_leave_with_the_error() -> None:
    """Dropping it stays at the question; leaving tells the error."""
    script = Script([rate("P"), rate("L")], ["d", "q"])
    session, disk = session_of(script)
    disk.troubles = [RenderError("disk full"), RenderError("disk full")]

    with pytest.raises(RenderError, match="disk full"):
        session.run()

    assert script.pages[1].message == "Yours was not saved; this is what is there."
    assert disk.stored == {}


def test_a_note_kept_aside_is_shown_beside_an_answer_of_someone_else() -> None:
    """If theirs is kept, my note is not forgotten: it goes with my next rating."""
    script = Script([act(Deed.NOTE, "Mine"), rate("P"), rate("L")], ["k"])
    session, disk = session_of(script)
    bobs = Answer(rating="F", rated_by="Bob", note="Bob's")
    script.watch = lambda: disk.someone_else_saves("8.6.1-01", bobs) if not disk.saves else None

    session.run()

    assert ("Kept aside", "Note: Mine") in script.pages[2].present
    assert disk.stored["8.6.1-01"].note == "Bob's\nMine"
    assert disk.drafts == {}


# --- laws -------------------------------------------------------------------------------------

ACTS = st.one_of(
    st.builds(rate, st.sampled_from("NPLF"), st.sampled_from(["", "a note"])),
    st.sampled_from([act(each) for each in (Deed.NEXT, Deed.BACK, Deed.PUT_OFF, Deed.CONFIRM)]),
    st.sampled_from(["one", "two"]).map(lambda text: act(Deed.NOTE, text)),
    st.sampled_from(["Log", "Minutes"]).map(lambda text: act(Deed.EVIDENCE, text)),
    st.sampled_from(["8.6.1-01", "8.6.1-07", "7.5.3-07"]).map(lambda text: act(Deed.JUMP, text)),
    st.just(act(Deed.NO_OCCURRENCE, "none")),
    st.just(act(Deed.PERFORMED_BY, "netco")),
)
BEFORE = st.dictionaries(
    st.sampled_from(["8.6.1-01", "8.6.1-02", "8.6.1-07", "7.5.3-07"]),
    st.builds(Answer, rating=st.sampled_from(list(Rating)), confirmed=st.booleans()),
)


def begun(before: dict[str, Answer], acts: list[Act], *, cut_off: bool) -> tuple[Script, Disk]:
    """An interview about these answers, up to where it ends."""
    script = Script(acts, cut_off=cut_off)
    session, disk = session_of(script, assessment(answers=before, parties=PARTIES))
    script.watch = lambda: check_kept(session.table.assessment.answers, disk)
    try:
        session.run()
    except KeyboardInterrupt:
        assert cut_off
    return script, disk


def check_kept(shown: dict[str, Answer], disk: Disk) -> None:
    """What the interview shows is what lies on the disk."""
    assert shown == disk.stored


@given(BEFORE, st.lists(ACTS, max_size=15))
def test_an_interview_cut_short_at_any_point_loses_nothing(
    before: dict[str, Answer], acts: list[Act]
) -> None:
    """Whenever a question shows, everything said before it is on disk; so also at a Ctrl-C."""
    script, disk = begun(before, list(acts), cut_off=True)

    again, same = begun(dict(disk.stored), [], cut_off=False)
    assert same.stored == disk.stored
    assert again.pages
    assert len(script.pages) + len(script.ends) == len(acts) + 1


@given(BEFORE, st.lists(ACTS, max_size=15))
def test_undoing_everything_gives_back_what_there_was(
    before: dict[str, Answer], acts: list[Act]
) -> None:
    """After any acts, as many undos restore every answer and every draft."""
    _, disk = begun(before, acts + [act(Deed.UNDO)] * (len(acts) + 1), cut_off=False)

    assert disk.stored == before
    assert disk.drafts == {}


@given(st.lists(st.sampled_from("NPLF"), max_size=11), st.integers(0, 11))
def test_an_interview_in_two_sittings_gives_the_same_answers_as_in_one(
    ratings: list[str], pause: int
) -> None:
    """Going on after a break asks exactly what is left."""
    whole = held(*map(rate, ratings))[2]

    parted = held(*map(rate, ratings[:pause]))[2]
    session, _ = session_of(Script(map(rate, ratings[pause:])), disk=parted)
    session.run()

    assert parted.stored == whole.stored
