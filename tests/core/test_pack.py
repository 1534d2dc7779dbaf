"""Packs: who is asked what, and what comes of the replies."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import answers, assessment
from iso20k_gap.core.assessment import Answer, Evidence, Interview
from iso20k_gap.core.conflict import Conflict, Side, preferring
from iso20k_gap.core.merging import Change, Merged, Reply, is_news, merge
from iso20k_gap.core.pack import (
    Entry,
    Item,
    Pack,
    PackHead,
    Piece,
    Selection,
    Source,
    build,
    named_roles,
    roles_held,
)
from iso20k_gap.core.pack_form import TITLE, piece_key
from iso20k_gap.core.plan import Owner, PlanDecisions
from iso20k_gap.core.questionnaire import Draft
from iso20k_gap.core.rating import Rating
from iso20k_gap.files import library

MADE = date(2026, 11, 1)
ONE, TWO = "8.5.1.1-01", "8.5.1.1-02"


def source(given: dict[str, Answer] | None = None, **fields) -> Source:
    """What packs are made from."""
    questionnaire = fields.pop("questionnaire", "full")
    scale = fields.pop("scale", "nplf")
    drafts = fields.pop("drafts", {})
    return Source(
        library.load_catalogue("2018"),
        library.load_questionnaire("2018", questionnaire),
        library.load_scale(scale),
        assessment(answers=given or {}, **fields),
        drafts,
    )


def question(identifier: str, where: Source):
    """A question by its id."""
    asked = where.questionnaire.asked(where.catalogue)
    return next(each for each in asked if each.id == identifier)


def reply(where: Source, identifier: str, given: Entry, **fields) -> Reply:
    """A reply, by Ann unless told otherwise."""
    day = fields.pop("on", 10)
    defaults = {"who": "Ann", "file": "ann.xlsx", "before": Entry()}
    made = {**defaults, "on": date(2026, 11, day), **fields}
    made.setdefault("place", "")
    return Reply(question=question(identifier, where), given=given, **made)


def merged(where: Source, *replies: Reply, prefer: tuple[str, ...] = (), seen=False) -> Merged:
    """What the replies make of the answers."""
    return merge(where, replies, preferring(prefer), seen=seen)


# --- who is asked what ---


@pytest.mark.parametrize(
    ("selection", "ids"),
    [
        (Selection(clause="8.5.1.1"), ["8.5.1.1-01", "8.5.1.1-02", "8.5.1.1-03"]),
        (Selection(clause="8.5.1.1-02"), ["8.5.1.1-02"]),
        (Selection(role="change manager", clause="8.5.1.1-01"), ["8.5.1.1-01"]),
        (Selection(role="Problem manager", clause="8.5.1"), []),
        (Selection(role="Problem manager", roles=("Change manager",), clause="8.5.1.1-01"), []),
        (Selection(roles=("Problem manager", "Change manager"), clause="8.5.1.1-03"), [
            "8.5.1.1-03"
        ]),
        (Selection(roles=("SMS owner", "Top management"), clause="5.2.1"), [
            "5.2.1-01", "5.2.1-02", "5.2.1-03", "5.2.1-04"
        ]),
        (Selection(roles=("SMS owner",), clause="5.2.1"), ["5.2.1-02"]),
        (Selection(person="Ann", clause="8.5.1.1-02"), ["8.5.1.1-02"]),
    ],
)  # fmt: skip
def test_a_pack_holds_what_was_selected(selection, ids):
    """By clause, requirement, role or the roles of a person, in the standard's order.

    A role that is named goes before those that a person holds.
    """
    pack = build(source(), selection, MADE)

    assert [item.question.id for item in pack.items] == ids


def test_a_pack_says_what_it_is_and_was_made_from():
    """Its head has all that is needed to find its place again, its items all that is asked."""
    piece = Evidence(title="Log", valid_until=MADE)
    given = {ONE: Answer(rating="L", reason="x", note="n", evidence=(piece,), confirmed=False)}
    where = source(given, scale="yes-partial-no")
    selection = Selection(role="change manager", clause=ONE, person="Ann", roles=("x",))

    pack = build(where, selection, MADE)

    head = PackHead(
        pack=pack.head.pack,
        edition="2018",
        questionnaire="full",
        catalogue_version=where.catalogue.edition.version,
        scale="yes-partial-no",
        organisation="Acme Services",
        made=MADE,
        role="change manager",
        clause=ONE,
        person="Ann",
        schema=1,
    )
    item = Item(
        question=question(ONE, where),
        clause=where.catalogue.clause_by_id["8.5.1.1"],
        requirements=(where.catalogue.by_id[ONE],),
        entry=Entry(note="n", evidence=(Piece("Log", valid_until=MADE),)),
        suggestion=Rating.L,
    )
    assert pack == Pack(head, (item,), where)


def test_nothing_selected_is_everything():
    """A pack for nobody in particular has every question."""
    pack = build(source(), Selection(), MADE)

    assert [item.question.id for item in pack.items] == list(pack.source.catalogue.by_id)


def test_the_same_pack_has_the_same_id_and_any_other_has_another():
    """The id follows content, selection and day, whatever is typed; it is short enough to copy."""
    where = source(answers({ONE: "F"}))
    first = build(where, Selection(clause="8.5"), MADE).head.pack

    assert build(where, Selection(clause="8.5"), MADE).head.pack == first
    others = {
        build(where, Selection(clause="8.6"), MADE).head.pack,
        build(where, Selection(clause="8.5"), date(2026, 11, 2)).head.pack,
        build(source(answers({ONE: "L"})), Selection(clause="8.5"), MADE).head.pack,
        build(source(answers({ONE: "F"}, note="\udc80")), Selection(clause="8.5"), MADE).head.pack,
        build(
            source(answers({ONE: "F"}, confirmed=False)), Selection(clause="8.5"), MADE
        ).head.pack,
    }
    assert first not in others
    assert len(others) == 5
    assert all(re.fullmatch("[0-9a-f]{16}", each) for each in others)


def test_a_person_has_the_roles_the_plan_and_the_interviews_give():
    """Names and roles are matched whatever their case; a role the edition lacks is none."""
    made = assessment(
        interviews=(
            Interview(name="ann smith", role="problem manager"),
            Interview(name="Ann Smith", role="Managing director"),
            Interview(name="Bob", role="Demand manager"),
        )
    )
    decisions = PlanDecisions(owners=(Owner(role="Change manager", name="Ann Smith"),))

    held = roles_held("Ann Smith", library.load_catalogue("2018"), made, decisions)

    assert held == ("Change manager", "Problem manager")


def test_whoever_is_named_with_a_role_is_listed():
    """Owners first, then who was interviewed; not who has no role, nor a role without a name."""
    made = assessment(
        interviews=(Interview(name="Bob", role="Demand manager"), Interview(name="Cy"))
    )
    owners = (Owner(role="Change manager", name="Ann"), Owner(role="Risk manager"))

    assert named_roles(made, PlanDecisions(owners=owners)) == [
        ("Ann", "Change manager"),
        ("Bob", "Demand manager"),
    ]


def test_what_is_on_file_is_filled_in():
    """Rating, note and evidence go out; so do those of questions not rated yet."""
    piece = Evidence(title="Policy", location="shelf", valid_until=date(2027, 1, 1), sha256="ab")
    given = {ONE: Answer(rating="F", note="seen", evidence=(piece,))}
    drafts = {TWO: Draft(note="ask again", evidence=(Evidence(title="Log", seen=False),))}

    first, second, third = build(
        source(given, drafts=drafts), Selection(clause="8.5.1.1"), MADE
    ).items

    held = Piece("Policy", "shelf", None, date(2027, 1, 1))
    assert first.entry == Entry(Rating.F, "", "seen", (held,))
    assert second.entry == Entry(note="ask again", evidence=(Piece("Log"),))
    assert third.entry == Entry()


def test_a_rating_nobody_confirmed_is_a_suggestion():
    """It is shown, not filled in."""
    given = {ONE: Answer(rating="L", note="old", confirmed=False)}

    item = build(source(given), Selection(clause=ONE), MADE).items[0]

    assert (item.entry, item.suggestion) == (Entry(note="old"), Rating.L)


def test_a_screening_question_shows_what_its_requirements_have_in_common():
    """One requirement rated otherwise leaves the rating blank."""
    where = source(questionnaire="screening")
    ids = question("S01", where).requirements
    alike = source(answers(dict.fromkeys(ids, "L")), questionnaire="screening")
    mixed = source(
        answers({**dict.fromkeys(ids, "L"), ids[0]: "F"}, note="n"), questionnaire="screening"
    )

    assert build(alike, Selection(), MADE).items[0].entry == Entry(Rating.L)
    assert build(mixed, Selection(), MADE).items[0].entry == Entry(note="n")


@pytest.mark.parametrize(
    ("first", "rest", "entry", "suggestion"),
    [
        ({"rating": "no_occurrence", "reason": "a"}, {"rating": "no_occurrence", "reason": "a"},
         Entry("no_occurrence", "a"), None),
        ({"rating": "no_occurrence", "reason": "a"}, {"rating": "no_occurrence", "reason": "b"},
         Entry("no_occurrence"), None),
        ({"rating": "F", "reason": "a"}, {"rating": "F"}, Entry(Rating.F), None),
        ({"rating": "F", "note": "a"}, {"rating": "F", "note": "b"}, Entry(Rating.F), None),
        ({"rating": "F", "evidence": (Evidence(title="Log"),)}, {"rating": "F"},
         Entry(Rating.F), None),
        ({"rating": "F", "evidence": (Evidence(title="Log"),)},
         {"rating": "L", "evidence": (Evidence(title="Log"),)},
         Entry(evidence=(Piece("Log"),)), None),
        ({"rating": "P", "confirmed": False}, {"rating": "P"}, Entry(), Rating.P),
        ({"rating": "P", "confirmed": False}, {"rating": "L", "confirmed": False}, Entry(), None),
        ({"rating": "P", "confirmed": False}, None, Entry(), None),
        ({"rating": "P"}, None, Entry(), None),
        (None, {"rating": "P", "confirmed": False}, Entry(), None),
    ],
)  # fmt: skip
def test_each_field_is_filled_in_where_all_requirements_agree_on_it(first, rest, entry, suggestion):
    """A reason goes with its rating alone; what anybody has yet to confirm is no rating."""
    one, *others = question("S01", source(questionnaire="screening")).requirements
    made = {one: first, **dict.fromkeys(others, rest)}
    given = {name: Answer(**fields) for name, fields in made.items() if fields}

    item = build(source(given, questionnaire="screening"), Selection(), MADE).items[0]

    assert (item.entry, item.suggestion) == (entry, suggestion)


# --- what comes of replies ---


DAY, EARLIER = date(2026, 11, 10), date(2026, 1, 1)


@pytest.mark.parametrize(
    ("origin", "kept"), [("2011:4.1-01", "2011:4.1-01"), ("screening:S30", "")]
)
def test_who_and_when_are_kept(origin, kept):
    """A new rating is its respondent's, of the day it was given, and is confirmed.

    Where the answer came from stays with it, but for a screening: it has a rating of its own now.
    """
    old = Answer(
        rating="no_occurrence", reason="none", rated_by="Eve", rated_on=EARLIER, confirmed=False,
        note="old", performed_by="hoster", evidence=(Evidence(title="Log"),), origin=origin,
    )  # fmt: skip
    where = source({ONE: old})
    given = reply(where, ONE, Entry(Rating.F), before=Entry(note="old"), place="B7")

    assert merged(where, given) == Merged(
        answers={
            ONE: Answer(
                rating="F", rated_by="Ann", rated_on=DAY, note="old", performed_by="hoster",
                evidence=(Evidence(title="Log"),), origin=kept,
            )
        },
        changes={Change(ONE, "rating", (), ("F",), "Ann", DAY, "ann.xlsx"): None},
        places={ONE: "ann.xlsx:B7"},
    )  # fmt: skip


@pytest.mark.parametrize("blank", [Entry(), Entry(note="  \n"), Entry(evidence=(Piece(),))])
def test_blank_never_overwrites(blank):
    """What was emptied in a pack stays on file."""
    piece = Evidence(title="Policy")
    given = {ONE: Answer(rating="F", note="n", evidence=(piece,))}
    where = source(given)
    before = Entry(Rating.F, "", "n", (Piece("Policy"),))

    result = merged(where, reply(where, ONE, blank, before=before))

    assert not is_news(reply(where, ONE, blank, before=before))
    assert (result.answers, result.changes, result.undecided) == ({}, {}, [])


@pytest.mark.parametrize(
    ("given", "rating", "note"),
    [({"note": "new"}, "P", "new"), ({"rating": Rating.L}, "L", "later")],
)
def test_what_went_out_and_came_back_untouched_does_not_undo_later_work(given, rating, note):
    """A cell left as it was says nothing, even where the disk went on meanwhile."""
    before = Entry(Rating.F, note="old")
    now = {"note": "old"} if "note" in given else {"rating": "F", "note": "later"}
    where = source({ONE: Answer(**{"rating": "P", **now})})

    result = merged(where, reply(where, ONE, replace(before, **given), before=before))

    assert (result.answers[ONE].rating, result.answers[ONE].note) == (rating, note)
    assert [change.field for change in result.changes] == list(given)
    assert result.undecided == []


@pytest.mark.parametrize(
    ("given", "before", "after"),
    [
        ({"rating": Rating.F}, ("P",), ("F",)),
        ({"note": "new"}, ("old",), ("new",)),
        ({"rating": "no_occurrence", "reason": "None"}, ("P",), ("no_occurrence", "None")),
    ],
)
def test_what_was_seen_and_changed_is_a_change_and_no_conflict(given, before, after):
    """The respondent saw what is on file and overruled it."""
    where = source({ONE: Answer(rating="P", note="old")})
    seen = Entry(Rating.P, note="old")

    result = merged(where, reply(where, ONE, replace(seen, **given), before=seen))

    (name, *_rest) = given
    change = Change(ONE, name, before, after, "Ann", DAY, "ann.xlsx")
    assert (result.changes, result.undecided) == ({change: None}, [])
    assert getattr(result.answers[ONE], name) == after[0]
    assert result.answers[ONE].reason == given.get("reason", "")


IDS = question("S01", source(questionnaire="screening")).requirements
LATER = Answer(rating="P", note="later", rated_by="Eve", rated_on=EARLIER)


@pytest.mark.parametrize(
    ("old", "name", "places"),
    [
        (LATER, "rating", IDS),
        (LATER, "note", IDS),
        (None, "rating", IDS),
        (None, "note", ("S01",)),
    ],
)
def test_a_conflict_says_who_says_what(old, name, places):
    """All sides with their authors, and what is on file; that counts where it is newer.

    Each requirement has its own, but for notes that no rating goes with: they are the question's.
    """
    kept = source(dict.fromkeys(IDS, old) if old else {}, questionnaire="screening")
    texts = {"rating": (Rating.F, Rating.N), "note": ("one", "two")}[name]
    replies = [
        reply(kept, "S01", Entry(**{name: texts[0]}), origin="sheet", moment="09:00"),
        reply(kept, "S01", Entry(**{name: texts[1]}), who="Bob", file="bob.csv", on=11),
    ]
    held = (getattr(old, name),) if old else ()
    disk = Side(held, *(("Eve", EARLIER) if old else ("", None)), "disk")
    sides = (
        Side((texts[0],), "Ann", DAY, "ann.xlsx", "09:00", "sheet"),
        Side((texts[1],), "Bob", date(2026, 11, 11), "bob.csv"),
    )

    result = merged(kept, *replies)

    both = (*sides, disk) if old else sides
    assert result == Merged(undecided=[Conflict(each, "S01", name, both, disk) for each in places])


def test_what_two_say_is_no_conflict_with_a_disk_that_says_it_too():
    """Of a rating changed since the pack went out, only what nobody repeats is in the way."""
    where = source(answers({ONE: "P"}))

    result = merged(
        where,
        reply(where, ONE, Entry(Rating.P)),
        reply(where, ONE, Entry(Rating.F), who="Bob"),
    )

    (conflict,) = result.undecided
    assert [side.source for side in conflict.sides] == ["ann.xlsx", "ann.xlsx"]


def test_only_the_note_changes_the_rating_stays_its_raters():
    """A note does not make someone the author of the rating."""
    given = {ONE: Answer(rating="P", rated_by="Eve", rated_on=date(2026, 1, 1))}
    where = source(given)

    result = merged(where, reply(where, ONE, Entry(note="new"), before=Entry(Rating.P)))

    assert result.answers[ONE] == given[ONE].model_copy(update={"note": "new"})


def test_replies_that_say_the_same_are_no_conflict():
    """Line ends and outer blanks make no difference."""
    where = source()

    result = merged(
        where,
        reply(where, ONE, Entry(Rating.F, note="a\r\nb")),
        reply(where, ONE, Entry(Rating.F, note="a\nb "), who="Bob"),
    )

    assert result.undecided == []
    assert result.answers[ONE].rated_by == "Ann"


DISK = {ONE: Answer(rating="P", rated_by="Eve", rated_on=date(2026, 11, 11))}


@pytest.mark.parametrize(
    ("prefer", "rating"),
    [
        ((), None),
        (("latest",), "N"),
        (("disk",), "P"),
        (("ann",), "F"),
        (("bob.json",), "N"),
        (("nobody", "sub/ann.xlsx"), "F"),
        (("Eve",), "P"),
        (("both",), None),
        (("both", "latest"), "N"),
    ],
)
def test_a_conflict_is_listed_and_decided_by_preference(prefer, rating):
    """Sides from two respondents and the disk; the first preference that can decide does."""
    where = source(DISK)

    result = merged(
        where,
        reply(where, ONE, Entry(Rating.F), file="sub/ann.xlsx"),
        reply(where, ONE, Entry(Rating.N), who="Bob", file="bob.json", on=12),
        prefer=prefer,
    )

    conflicts = result.undecided or [conflict for conflict, _ in result.decided]
    (conflict,) = conflicts
    assert [(side.who, side.value[0]) for side in conflict.sides] == [
        ("Ann", "F"), ("Bob", "N"), ("Eve", "P"),
    ]  # fmt: skip
    assert bool(result.undecided) == (rating is None)
    after = {**DISK, **result.answers}[ONE]
    assert after.rating == (rating or "P")


@pytest.mark.parametrize(("moments", "rating"), [(("", ""), None), (("09:00", "10:00"), "N")])
def test_of_one_day_the_latest_is_known_only_by_its_moment(moments, rating):
    """Two replies of one day are no better than each other unless their times are known."""
    where = source()
    first, second = moments

    result = merged(
        where,
        reply(where, ONE, Entry(Rating.F), moment=first),
        reply(where, ONE, Entry(Rating.N), who="Bob", moment=second),
        prefer=("latest",),
    )

    assert [answer.rating for answer in result.answers.values()] == ([rating] if rating else [])


def test_both_notes_are_kept_each_with_its_author():
    """Preferring both loses no note."""
    where = source(answers({ONE: "F"}))

    result = merged(
        where,
        reply(where, ONE, Entry(note="one")),
        reply(where, ONE, Entry(note="two"), who="Bob"),
        prefer=("both",),
    )

    assert result.answers[ONE].note == "Ann: one\n\nBob: two"


def test_evidence_is_gathered_and_waits_to_be_seen():
    """New pieces are added once, changed ones are changed where they stand; nothing goes."""
    pieces = [
        Evidence(title=title, location="shelf", sha256="ab", effective=EARLIER)
        for title in ("Policy", "Log", "Plan")
    ]
    where = source({ONE: Answer(rating="F", evidence=tuple(pieces))})
    before = Entry(
        Rating.F,
        evidence=tuple(Piece(title, "shelf", EARLIER) for title in ("Policy", "Log", "Gone")),
    )
    held = (Piece(), Piece("Log", "desk"), Piece("Gone", valid_until=DAY))

    result = merged(
        where,
        reply(where, ONE, Entry(evidence=(*held, Piece("Minutes"))), before=before),
        reply(where, ONE, Entry(evidence=(Piece(" ", valid_until=DAY), Piece())), before=before,
              who="Bob"),
        reply(where, ONE, Entry(evidence=(*held, Piece("Minutes"))), before=before, who="Cy"),
    )  # fmt: skip

    policy, _log, plan = pieces
    assert result.answers[ONE].evidence == (
        policy.model_copy(update={"valid_until": DAY}),
        Evidence(title="Log", location="desk", effective=EARLIER),
        plan,
        Evidence(title="Gone", location="shelf", effective=EARLIER, valid_until=DAY, seen=False),
        Evidence(title="Minutes", seen=False),
    )
    day, end = "2026-01-01", "2026-11-10"
    assert [
        (each.name, each.field, each.before, each.after, each.who) for each in result.changes
    ] == [
        (ONE, "evidence", ("Log", "shelf", day, ""), ("Log", "desk", day, ""), "Ann"),
        (ONE, "evidence", ("Gone", "shelf", day, ""), ("Gone", "shelf", day, end), "Ann"),
        (ONE, "evidence", (), ("Minutes", "", "", ""), "Ann"),
        (ONE, "evidence", ("Policy", "shelf", day, ""), ("Policy", "shelf", day, end), "Bob"),
    ]
    assert {(each.on, each.source) for each in result.changes} == {(DAY, "ann.xlsx")}


def test_evidence_may_be_taken_as_seen():
    """The assessor who was there says so."""
    where = source()

    result = merged(
        where, reply(where, ONE, Entry(Rating.F, evidence=(Piece("Minutes"),))), seen=True
    )

    assert result.answers[ONE].evidence == (Evidence(title="Minutes", seen=True),)


def test_a_note_without_a_rating_is_kept_as_a_draft():
    """It goes with the rating once there is one, and the draft goes away then."""
    where = source()
    noted = merged(where, reply(where, ONE, Entry(note="ask Bob", evidence=(Piece("Log"),))))
    draft = Draft(note="ask Bob", evidence=(Evidence(title="Log", seen=False),))
    held = draft.model_copy(update={"performed_by": "hoster"})
    later = source(drafts={ONE: held})
    rated = merged(later, reply(later, ONE, Entry(Rating.F)))

    assert (noted.answers, noted.drafts) == ({}, {ONE: draft})
    assert [(each.name, each.field) for each in noted.changes] == [(ONE, "note"), (ONE, "evidence")]
    assert rated.drafts == {ONE: None}
    assert rated.answers == {
        ONE: Answer(
            rating="F", rated_by="Ann", rated_on=DAY, note="ask Bob", evidence=draft.evidence,
            performed_by="hoster",
        )
    }  # fmt: skip


def test_a_draft_goes_only_once_its_whole_question_is_rated():
    """What some requirements lack an answer for is kept; nothing is cleared in passing."""
    ids = question("S01", source(questionnaire="screening")).requirements
    held = {"S01": Draft(note="ask Bob")}
    half = source(answers({ids[0]: "N"}), questionnaire="screening", drafts=held)
    whole = source(answers(dict.fromkeys(ids, "N")), questionnaire="screening", drafts=held)
    before = Entry(note="ask Bob")

    noted = merged(half, reply(half, "S01", Entry(note="ask Eve"), before=before))
    rated = merged(half, reply(half, "S01", Entry(Rating.L), before=before))
    same = merged(whole, reply(whole, "S01", before, before=before))

    assert {name: each.note for name, each in noted.answers.items()} == {ids[0]: "ask Eve"}
    assert noted.drafts == {"S01": Draft(note="ask Eve")}
    assert [change.name for change in noted.changes] == [ids[0], "S01"]
    assert (set(rated.answers), rated.drafts) == (set(ids[1:]), {"S01": None})
    assert same == Merged()


def test_a_screening_reply_rates_every_requirement_and_marks_where_it_came_from():
    """One that was rated by itself meanwhile is a conflict of its own."""
    where = source(questionnaire="screening")
    ids = question("S01", where).requirements
    now = source(answers({ids[0]: "N"}), questionnaire="screening")

    result = merged(now, reply(now, "S01", Entry(Rating.L), origin="screening:S01"))

    assert [conflict.requirement for conflict in result.undecided] == [ids[0]]
    assert set(result.answers) == set(ids[1:])
    assert {answer.origin for answer in result.answers.values()} == {"screening:S01"}


def test_a_pack_offers_what_its_questions_allow():
    """No occurrence only where every requirement of the question may be without."""
    asked = build(source(questionnaire="screening"), Selection(), MADE).items
    whole = build(source(), Selection(), MADE).items

    for item in (*asked, *whole):
        expected = [each.no_occurrence != "" for each in item.requirements]
        assert item.may_lack_occurrence == all(expected)
    assert {item.may_lack_occurrence for item in whole} == {True, False}


@pytest.mark.parametrize(("held", "room"), [(0, 3), (1, 3), (2, 3), (3, 4), (7, 8)])
def test_there_is_room_for_one_more_piece_of_evidence(held, room):
    """Three at least, for every question of the pack."""
    pieces = tuple(Evidence(title=f"Log {number}") for number in range(held))
    where = source({ONE: Answer(rating="F", evidence=pieces), TWO: Answer(rating="F")})

    assert build(where, Selection(clause="8.5.1.1"), MADE).pieces == room
    assert build(where, Selection(role="nobody"), MADE).pieces == 3


def test_evidence_columns_are_counted_from_one():
    """As people count, and as packs that are out there have it."""
    assert piece_key(1, TITLE) == "evidence1.title"


NOTHING = Entry("no_occurrence", "No change was an emergency")


def test_no_occurrence_comes_with_its_reason():
    """A reason left out stays the one that went out; another reason is news."""
    where = source()
    first = merged(where, reply(where, ONE, NOTHING)).answers
    now = source(first)
    silent = replace(NOTHING, reason=" ")
    other = replace(NOTHING, reason="None this year")

    assert (first[ONE].rating, first[ONE].reason) == ("no_occurrence", NOTHING.reason)
    assert merged(now, reply(now, ONE, silent, before=NOTHING)).changes == {}
    (change,) = merged(now, reply(now, ONE, other, before=NOTHING)).changes
    assert change.after == ("no_occurrence", "None this year")
    assert not is_news(reply(now, ONE, silent, before=NOTHING))
    assert is_news(reply(now, ONE, other, before=NOTHING))


def test_a_conflict_of_one_question_is_listed_once():
    """Two notes on a question of several requirements contradict each other once, not by each."""
    where = source(questionnaire="screening")
    notes = [
        reply(where, "S01", Entry(note=name), origin="screening:S01", who=name)
        for name in ("Ann", "Bob")
    ]

    (conflict,) = merged(where, *notes).undecided
    assert (conflict.requirement, conflict.field) == ("S01", "note")


ratings = st.sampled_from([None, *Rating])
entries = st.builds(
    Entry,
    rating=ratings,
    note=st.sampled_from(["", "a", "b"]),
    evidence=st.lists(st.builds(Piece, st.sampled_from(["x", "y"])), max_size=2).map(tuple),
)


@given(st.lists(entries, max_size=4), ratings, st.sampled_from(["", "x"]))
def test_merging_loses_nothing_and_is_at_rest_afterwards(given_entries, disk, title):
    """Whatever comes back: no answer is unrated by it, and a second import changes nothing."""
    pieces = (Evidence(title=title),) if title else ()
    on_file = {ONE: Answer(rating=disk, evidence=pieces)} if disk else {}
    where = source(on_file)
    before = build(where, Selection(clause=ONE), MADE).items[0].entry
    replies = [
        reply(where, ONE, entry, before=before, who=f"P{number}", on=number + 1)
        for number, entry in enumerate(given_entries)
    ]
    result = merged(where, *replies, prefer=("both", "latest"))
    after = {**on_file, **result.answers}
    drafts = {key: each for key, each in result.drafts.items() if each}
    now = replace(where, assessment=where.assessment.with_answers(after), drafts=drafts)

    again = merged(now, *replies, prefer=("disk",))

    assert result.undecided == []
    assert set(on_file) <= set(after)
    assert all(answer == after[key] for key, answer in again.answers.items())
    assert all(draft == drafts.get(key) for key, draft in again.drafts.items())
