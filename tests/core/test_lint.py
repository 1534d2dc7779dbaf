"""The lint: each rule catches its example and lets the near miss pass; both editions are clean."""

from dataclasses import replace
from functools import cache

import pytest

from builders import catalogue
from damage import (
    all_essential,
    clause,
    clauses,
    followed_by,
    requirement,
    requirements,
    roles,
    sentence,
    swapped,
    text,
    without,
)
from iso20k_gap.core.catalogue import Catalogue, Documented, DocumentKind, SharedClause
from iso20k_gap.core.lint.check import RULES, lint
from iso20k_gap.core.lint.facts import PublishedId
from iso20k_gap.core.lint.flaw import Flaw
from iso20k_gap.files import library, lint_facts

EDITIONS = tuple(library.EDITIONS)


@cache
def facts(edition="2018"):
    return lint_facts.load_facts(edition)


NONE = Documented(kind=DocumentKind.NONE)
PROCEDURE = Documented(kind=DocumentKind.DOCUMENT, name="Major incident procedure")
ACTIONS = catalogue().clause_by_id["8.6.1"].actions
DAYS = tuple(f"Shift log of {day}" for day in ("Monday", "Tuesday", "Wednesday") * 2)
CATCHES = [
    ("clause-order", lambda: swapped("4.1", "4.2"), "4.1"),
    ("titles", lambda: clause("4.2", title="Interested parties"), "4.2"),
    ("titles", lambda: clauses(lambda every: every[1:]), "4"),
    ("titles", lambda: clause("4.4", id="4.5"), "4.5"),
    ("counts", lambda: without("8.6.3-13"), "8.6.3"),
    ("id-order", lambda: requirement("8.6.2-02", id="8.6.2-09"), "8.6.2-09"),
    ("id-order", lambda: requirement("8.6.2-02", id="8.6.2-01"), "8.6.2-01"),
    ("id-order", lambda: followed_by("8.6.3-02", "8.6.3-14"), "8.6.3-03"),
    ("id-lost", lambda: without("8.6.3-13"), "8.6.3-13"),
    ("id-new", lambda: followed_by("8.6.3-13", "8.6.3-14"), "8.6.3-14"),
    ("id-moved", lambda: requirement("8.6.2-02", letter="d"), "8.6.2-02"),
    ("letters", lambda: requirement("8.6.2-02", letter="d"), "8.6.2-01"),
    ("letters", lambda: requirement("8.6.2-03", letter=""), "8.6.2-01"),
    ("amendments", lambda: requirement("4.1-02", since="Amd 2:2031"), "4.1-02"),
    ("essential-share", all_essential, "edition"),
    ("fields", lambda: clause("8.6.2", measure=""), "8.6.2"),
    ("fields", lambda: requirement("8.6.2-01", tags=("ITIL",)), "8.6.2-01"),
    ("fields", lambda: clause("8.6.2", shared=SharedClause()), "8.6.2"),
    ("leads", lambda: sentence("8.6.2", 1, lead=""), "8.6.2:1"),
    ("leads", lambda: sentence("8.6.2", 2, lead="One thing is due."), "8.6.2:2"),
    ("clause-actions", lambda: requirement("8.6.2-01", action="8.6.1-A1"), "8.6.2-01"),
    ("clause-actions", lambda: clause("8.6.2", actions=ACTIONS), "8.6.1-A1"),
    ("clause-actions", lambda: clause("8.6.2", actions=(*ACTIONS, *ACTIONS)), "8.6.1-A2"),
    ("prerequisites", lambda: clause("8.6.2", prerequisites=("8.3.1",)), "8.6.2"),
    ("prerequisites", lambda: clause("8.6.2", prerequisites=("8.6",)), "8.6.2"),
    ("prerequisite-cycles", lambda: clause("8.2.4", prerequisites=("8.6.1",)), "8.2.4"),
    ("phases", lambda: clause("4.1", prerequisites=("9.2",)), "4.1"),
    ("owners", lambda: requirement("8.6.1-01", owner="Incident Manager"), "8.6.1-01"),
    ("owners", lambda: roles("Baker"), "edition"),
    ("other-parties", lambda: requirement("5.1-01", others=True), "5.1-01"),
    ("no-occurrence", lambda: requirement("8.2.4-01", no_occurrence="We are small."), "8.2.4-01"),
    ("register", lambda: requirement("8.6.1-08", documented=NONE), "8.6.1"),
    ("register", lambda: requirement("8.6.2-06", documented=PROCEDURE), "8.6.2-06"),
    ("evidence", lambda: requirement("8.6.1-01", evidence=("Records", "Minutes")), "8.6.1-01"),
    ("evidence", lambda: requirement("8.6.1-01", evidence=DAYS), "8.6.1-01"),
    ("evidence", lambda: requirement("8.6.1-01", evidence=("Shift log of May",) * 2), "8.6.1-01"),
    (
        "near-duplicates",
        lambda: requirement(
            "8.6.2-01", guidance=text("8.6.1-01", "guidance").replace("alarm", "portal")
        ),
        "8.6.2-01",
    ),
    (
        "telling",
        lambda: requirement(
            "8.6.2-01", remedy="Write the process down, name an owner, keep records and review it."
        ),
        "8.6.2-01",
    ),
    (
        "one-question",
        lambda: requirement("8.6.2-01", question="Is it logged? Who logs it?"),
        "8.6.2-01",
    ),
    (
        "one-question",
        lambda: requirement("8.6.2-01", question="Who logs it, and how, and who checks, and when?"),
        "8.6.2-01",
    ),
    ("length", lambda: requirement("8.6.2-01", statement="It is logged."), "8.6.2-01"),
    ("length", lambda: requirement("8.6.2-01", guidance="Look at it " * 30), "8.6.2-01"),
    (
        "reading-ease",
        lambda: requirement(
            "8.6.2-01",
            guidance="Organisational responsibilities necessitate comprehensive categorisation.",
        ),
        "8.6.2-01",
    ),
    ("filler", lambda: requirement("8.6.2-01", remedy="Train people,\nas  needed."), "8.6.2-01"),
    ("filler", lambda: clause("8.6.2", goal="Requests follow best practices."), "8.6.2"),
    (
        "standard-voice",
        lambda: requirement("8.6.2-01", statement="Requests shall be recorded."),
        "8.6.2-01",
    ),
    (
        "standard-voice",
        lambda: sentence("8.6.2", 1, lead="Establishing, implementing and maintaining requests."),
        "8.6.2:1",
    ),
    ("spelling", lambda: requirement("8.6.2-01", question="Who prioritizes?"), "8.6.2-01"),
    ("spelling", lambda: clause("8.6.2", measure="Share by color, per month."), "8.6.2"),
]
LETS_PASS = [
    ("clause-order", lambda: clauses(lambda every: every[3:])),
    ("titles", lambda: clause("4.2", note="Read with the note of Amendment 1.")),
    ("counts", lambda: requirement("8.6.3-13", statement="Problem work is reviewed.")),
    ("counts", lambda: clause("4.4", id="4.5")),
    ("id-order", lambda: without("8.6.3-13")),
    ("id-lost", lambda: followed_by("8.6.3-13", "8.6.3-14")),
    ("id-new", lambda: without("8.6.3-13")),
    ("id-moved", lambda: requirement("8.6.2-02", statement="Requests have an order.")),
    (
        "letters",
        lambda: requirements(
            "8.6.2", lambda every: [each.model_copy(update={"letter": ""}) for each in every]
        ),
    ),
    ("amendments", lambda: requirement("4.2-01", since="Amd 1:2024")),
    ("essential-share", lambda: requirement("8.6.2-02", essential=True)),
    ("fields", lambda: clause("8.6.2", note="", prerequisites=())),
    ("leads", lambda: sentence("8.6.2", 1, lead="Requests pass through four steps.")),
    ("clause-actions", lambda: requirement("8.6.1-01", action="8.6.1-A2")),
    ("prerequisites", lambda: clause("8.6.2", prerequisites=("8.3.4", "8.6.1"))),
    ("prerequisite-cycles", lambda: clause("8.6.2", prerequisites=("8.6.1",))),
    ("phases", lambda: clause("9.2", prerequisites=("4.1",))),
    ("owners", lambda: requirement("8.6.1-01", owner="Problem manager")),
    ("other-parties", lambda: requirement("8.6.1-01", others=True)),
    ("no-occurrence", lambda: requirement("8.6.1-11", no_occurrence="None happened.")),
    ("register", lambda: requirement("8.6.1-09", documented=PROCEDURE)),
    (
        "evidence",
        lambda: requirement("8.6.1-01", evidence=("Shift log of May", "Incident export of June")),
    ),
    (
        "near-duplicates",
        lambda: requirement(
            "8.6.2-01", guidance=f"{text('8.6.2-01', 'guidance')} Ask two engineers as well."
        ),
    ),
    (
        "telling",
        lambda: requirement(
            "8.6.2-01", remedy="Give the portal, mailbox and walk-in counter one intake form."
        ),
    ),
    (
        "one-question",
        lambda: requirement("8.6.2-01", question="Who logs a request, and how soon?"),
    ),
    ("length", lambda: requirement("8.6.2-01", statement="Every request is logged and classed.")),
    (
        "reading-ease",
        lambda: requirement("8.6.2-01", guidance="Ask who logs it. Then look at the log itself."),
    ),
    ("filler", lambda: requirement("8.6.2-01", remedy="Train people on the needed robustness.")),
    (
        "standard-voice",
        lambda: requirement("8.6.2-01", statement="The organisation keeps a shallow queue."),
    ),
    (
        "spelling",
        lambda: requirement("8.6.2-01", question="Who may seize, resize or prise open the queue?"),
    ),
]


def found(rule, damaged):
    return tuple(RULES[rule](damaged, facts()))


@pytest.mark.parametrize("edition", EDITIONS)
def test_shipped_catalogues_are_clean(edition):
    """Nothing is to be complained of in what ships."""
    assert [str(flaw) for flaw in lint(catalogue(edition), facts(edition))] == []


@pytest.mark.parametrize(("rule", "damage", "place"), CATCHES)
def test_rule_catches(rule, damage, place):
    """Each rule finds its example, where it is, with a remedy."""
    flaws = found(rule, damage())

    assert place in [flaw.place for flaw in flaws]
    assert {flaw.rule for flaw in flaws} == {rule}
    assert all(flaw.what and flaw.remedy for flaw in flaws)


@pytest.mark.parametrize(("rule", "harmless"), LETS_PASS)
def test_rule_lets_the_near_miss_pass(rule, harmless):
    """What only looks like a flaw is none."""
    assert found(rule, harmless()) == ()


def test_every_rule_has_an_example_and_a_near_miss():
    """No rule goes untested."""
    assert {rule for rule, _, _ in CATCHES} == set(RULES) == {rule for rule, _ in LETS_PASS}


def test_flaws_stand_in_the_order_of_the_standard():
    """What concerns the whole comes first, then clause by clause, 9 before 10."""
    damaged = clauses(
        lambda every: [
            each.model_copy(update={"goal": "Good.", "owner": "Nobody"}) for each in every
        ]
    )
    damaged = Catalogue(edition=roles("Baker").edition, clauses=damaged.clauses)
    places = [flaw.place for flaw in lint(damaged, facts())]

    assert places[0] == "edition"
    assert places.index("9.4") < places.index("10.1")


def test_an_empty_catalogue_is_all_gaps():
    """Nothing breaks where nothing is."""
    empty = Catalogue(edition=catalogue().edition, clauses=())
    rules = {flaw.rule for flaw in lint(empty, facts())}

    assert {"titles", "id-lost", "register"} <= rules


def test_an_id_appended_later_may_stand_in_the_middle():
    """A requirement found missing gets a new id where the standard has it."""
    new = PublishedId(id="8.6.3-14", sentence=2)
    known = replace(facts(), ids=(*facts().ids, new))
    added = followed_by("8.6.3-02", "8.6.3-14")

    assert list(RULES["id-order"](added, known)) == []
    assert list(RULES["id-new"](added, known)) == []


def test_a_document_name_and_a_title_may_sound_like_the_standard():
    """Names of things are facts and are left alone."""
    name = Documented(kind=DocumentKind.DOCUMENT, name="The organization's plan")

    assert found("standard-voice", requirement("8.6.1-08", documented=name)) == ()
    assert "organization" in catalogue().clause_by_id["4"].title


def test_a_prerequisite_of_an_action_counts_for_cycles():
    """An action's own prerequisites can close a circle too."""
    actions = catalogue().clause_by_id["8.2.4"].actions
    waiting = tuple(each.model_copy(update={"prerequisites": ("8.6.1",)}) for each in actions)

    assert found("prerequisite-cycles", clause("8.2.4", actions=waiting))


def test_counts_are_of_the_fact_sheet_not_of_the_catalogue():
    """Other facts, and the same catalogue is wrong."""
    due = facts().counts
    more = tuple(
        each.model_copy(update={"requirements": 7}) if each.id == "8.6.2" else each
        for each in due.clauses
    )
    other = replace(facts(), counts=due.model_construct(**{**vars(due), "clauses": more}))

    assert [flaw.place for flaw in RULES["counts"](catalogue(), other)] == ["8.6.2"]


@pytest.mark.parametrize(
    ("place", "field", "told"),
    [
        ("8.6.1", "title", "8.6.1 title: titles: another title (write it)"),
        ("edition", "", "edition: titles: another title (write it)"),
    ],
)
def test_a_flaw_is_told_on_one_line(place, field, told):
    """Place, field where there is one, rule, what, and how to mend it."""
    assert str(Flaw("titles", place, field, "another title", "write it")) == told
