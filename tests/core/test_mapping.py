"""The way from 2011 to 2018: the shipped mapping, and what it carries over."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from builders import answers, catalogue, evidence, rulebook
from iso20k_gap.core.assessment import SELF, Answer, Evidence
from iso20k_gap.core.mapping import Kind, Link, carry, check_mapping
from iso20k_gap.core.rating import NO_OCCURRENCE
from iso20k_gap.files import library

MAPPING = library.load_mapping("2011", "2018")
OLD, NEW = catalogue("2011"), catalogue("2018")
BY_TARGET = {link.to: link for link in MAPPING.links if link.to}
ALONE = (Kind.KEPT, Kind.MOVED, Kind.SPLIT)
ORIGINS = {origin for link in MAPPING.links for origin in link.origins}
SOME = st.dictionaries(
    st.sampled_from(sorted(ORIGINS)), st.sampled_from(["N", "P", "L", "F", NO_OCCURRENCE])
)


def carried(ratings=None, **fields):
    """What a migration makes of 2011 ratings by requirement or clause id."""
    return carry(MAPPING, answers(ratings or {}, "2011", **fields), NEW, rulebook().readiness)


def whole(rating):
    """The same rating for all of 2011."""
    return dict.fromkeys(["4", "5", "6", "7", "8", "9"], rating)


def altered(change):
    """The complaints about the shipped mapping with its list of links changed."""
    links = change(list(MAPPING.links))
    return list(check_mapping(MAPPING.model_copy(update={"links": tuple(links)}), OLD, NEW))


def dropped(origin):
    """A link that drops one requirement."""
    return {"kind": "dropped", "from": [origin], "ask": "Gone"}


def clause(requirement):
    """The clause a requirement belongs to."""
    return requirement.partition("-")[0]


def test_shipped_mapping_has_no_complaint():
    """All 403 of 2011 and all 373 of 2018 are in it, each as it should be."""
    assert list(check_mapping(MAPPING, OLD, NEW)) == []
    assert (len(ORIGINS), len(BY_TARGET)) == (403, 373)


@pytest.mark.parametrize(
    ("kind", "least", "most"),
    [
        (Kind.KEPT, 50, 110),
        (Kind.MOVED, 60, 120),
        (Kind.SPLIT, 60, 110),
        (Kind.JOINED, 50, 100),
        (Kind.NEW, 45, 70),
    ],
)
def test_counts_by_kind_are_believable(kind, least, most):
    """The editions are close relatives, but far from the same."""
    assert least <= len(MAPPING.of_kind(kind)) <= most


def test_about_one_in_seven_old_requirements_lapsed():
    """2018 asks for less on paper, yet most of the work remains."""
    lapsed = [origin for link in MAPPING.of_kind(Kind.DROPPED) for origin in link.origins]

    assert 45 <= len(lapsed) <= 75


def test_links_stand_in_the_order_of_the_standards():
    """By 2018 requirement, then the dropped in 2011 order."""
    lapsed = MAPPING.of_kind(Kind.DROPPED)

    assert [link.to for link in MAPPING.links if link.to] == list(NEW.by_id)
    assert MAPPING.links[-len(lapsed) :] == lapsed
    places = [list(OLD.by_id).index(link.origins[0]) for link in lapsed]
    assert places == sorted(places)


def test_only_children_are_kept_or_moved_and_siblings_split():
    """A parent of several is split wherever it stands alone."""
    children = Counter(origin for link in MAPPING.links if link.to for origin in link.origins)

    for link in MAPPING.links:
        if link.kind in ALONE:
            assert (children[link.origins[0]] > 1) == (link.kind is Kind.SPLIT), link.to


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("4.5.1", "4.3"),
        ("4.1.1", "5.1"),
        ("4.1.2", "5.2.1"),
        ("4.1.3", "7.4"),
        ("4.1.4", "5.3"),
        ("4.1.4", "8.2.5"),
        ("4.2", "8.2.3"),
        ("4.3.3", "7.5.3"),
        ("4.4.2", "7.3"),
        ("4.5.2", "6.1"),
        ("4.5.3", "8.2.1"),
        ("4.5.5.1", "6.1"),
        ("5.2", "8.2.2"),
        ("5.2", "8.2.3"),
        ("6.1", "8.3.4.2"),
        ("6.2", "9.4"),
        ("6.3.2", "8.7.1"),
        ("6.5", "8.4.2"),
        ("6.6.3", "8.5.1.3"),
        ("8.1", "8.6.2"),
        ("9.1", "8.5.3"),
    ],
)
def test_clauses_agree_with_the_fact_sheet(old, new):
    """Sample rows of domain 4: something of the old clause went to the new one."""
    pairs = {(clause(origin), clause(to)) for to in BY_TARGET for origin in BY_TARGET[to].origins}

    assert (old, new) in pairs


@pytest.mark.parametrize("new", ["4.1", "4.2", "7.6"])
def test_clauses_without_ancestor_are_new(new):
    """Context, interested parties and knowledge have no parent in 2011."""
    assert {BY_TARGET[each.id].kind for each in NEW.under(new)} == {Kind.NEW}


def test_every_ask_is_short_and_its_own():
    """One sentence of 8 to 30 words, hardly ever said twice, never the standard's verb."""
    asks = [link.ask for link in MAPPING.links]

    assert len(set(asks)) >= 0.9 * len(asks)
    for ask in asks:
        assert 8 <= len(ask.split()) <= 30, ask
        assert ask.endswith((".", "?"))
        assert "shall" not in ask.lower().split()


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda links: links[1:], "4.1-01 of 2018 is not mapped"),
        (lambda links: [*links, links[0]], "4.1-01 is mapped 2 times"),
        (lambda links: links[:-1], "9.3-18 of 2011 is not mapped"),
        (
            lambda links: [*links, Link(kind="new", to="4.1-99", ask="Look")],
            "there is no 4.1-99 in 2018",
        ),
        (
            lambda links: [*links, Link.model_validate(dropped("9.3-99"))],
            "there is no 9.3-99 in 2011",
        ),
        (
            lambda links: [*links, Link.model_validate(dropped("4.1.1-02"))],
            "4.1.1-02 is dropped and carried",
        ),
        (
            lambda links: [
                link.model_copy(update={"kind": Kind.SPLIT}) if link.to == "5.1-02" else link
                for link in links
            ],
            "4.1.1-02 is split into one only",
        ),
    ],
)
def test_broken_mapping_is_complained_about(change, complaint):
    """Each thing that can be wrong with a mapping is told, and nothing else."""
    assert altered(change) == [complaint]


def test_every_complaint_about_a_mapping_is_told():
    """By kind of complaint, in the order of the editions or else of the ids."""
    split = {"kind": "split", "to": "4.1-97", "from": ["9.3-97"], "ask": "Look"}
    more = [
        dropped("9.3-99"), dropped("4.1.3-02"), dropped("4.1.1-02"), dropped("9.3-98"),
        {"kind": "new", "to": "4.1-99", "ask": "Look"}, {"kind": "new", "to": "4.1-98", "ask": "x"},
        {"kind": "new", "to": "4.1-01", "ask": "Look"}, split,
    ]  # fmt: skip

    assert altered(lambda links: [*links[2:-2], *map(Link.model_validate, more)]) == [
        *(f"{link.origins[0]} of 2011 is not mapped" for link in MAPPING.links[-2:]),
        "4.1-02 of 2018 is not mapped",
        *(f"there is no {each} in 2011" for each in ("9.3-97", "9.3-98", "9.3-99")),
        *(f"there is no {each} in 2018" for each in ("4.1-97", "4.1-98", "4.1-99")),
        "4.1.1-02 is dropped and carried",
        "4.1.3-02 is dropped and carried",
        "9.3-97 is split into one only",
    ]


ONE_TO, NO_FROM = "only 'dropped' has no 'to'", "only 'new' has no 'from'"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"kind": "dropped", "to": "4.1-01", "from": ["4.2-01"]}, ONE_TO),
        ({"kind": "kept", "from": ["4.2-01"]}, ONE_TO),
        ({"kind": "new", "to": "4.1-01", "from": ["4.2-01"]}, NO_FROM),
        ({"kind": "moved", "to": "4.1-01"}, NO_FROM),
        ({"kind": "dropped"}, NO_FROM),
        ({"kind": "joined", "to": "4.1-01", "from": ["4.2-01"]},
         "'joined' has two or more in 'from'"),
        *(({"kind": kind, "to": "4.1-01", "from": ["4.2-01", "4.2-02"]},
           f"'{kind}' has one in 'from'") for kind in ("kept", "moved", "split")),
    ],
)  # fmt: skip
def test_link_whose_ends_do_not_fit_its_kind_is_refused(fields, told):
    """A kind says how many ends a link has."""
    with pytest.raises(ValidationError) as caught:
        Link.model_validate({"ask": "Look", **fields})

    (complaint,) = caught.value.errors()
    assert complaint["msg"] == f"Value error, {told}"


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "joined", "to": "4.1-01", "from": ["4.2-01", "4.2-02"]},
        {"kind": "joined", "to": "4.1-01", "from": ["4.2-01", "4.2-02", "4.2-03"]},
        {"kind": "dropped", "from": ["4.2-01", "4.2-02"]},
        {"kind": "split", "to": "4.1-01", "from": ["4.2-01"]},
        {"kind": "new", "to": "4.1-01"},
    ],
)
def test_link_whose_ends_fit_is_taken(fields):
    """Two or more are joined; several may be dropped at once."""
    assert Link.model_validate({"ask": "Look", **fields}).kind == fields["kind"]


@pytest.mark.parametrize(
    ("kind", "origin", "to"),
    [
        (Kind.KEPT, "4.1.1-02", "5.1-02"),
        (Kind.MOVED, "4.1.4-05", "5.3-03"),
        (Kind.SPLIT, "4.1.3-02", "7.4-03"),
    ],
)
def test_single_parent_is_suggested_with_its_origin(kind, origin, to):
    """Rating, note and evidence come over, unconfirmed."""
    answer = carried({origin: "L"}, note="seen in March", evidence=evidence()).answers[to]

    assert BY_TARGET[to].kind is kind
    assert (answer.rating, answer.note, answer.evidence) == ("L", "seen in March", evidence())
    assert (answer.confirmed, answer.origin) == (False, f"2011:{origin}")


def test_pieces_of_one_title_are_all_carried():
    """Minutes of two meetings are two pieces, in whichever answers they stand; the same is one."""
    first, second, third = (
        Evidence(title="Minutes", location=month) for month in ("January", "March", "May")
    )
    made = {
        "4.1.1-02": Answer(rating="L", evidence=(first, second, first)),
        "8.1-01": Answer(rating="L", evidence=(first,)),
        "8.1-03": Answer(rating="L", evidence=(third, first)),
    }

    held = carry(MAPPING, made, NEW, rulebook().readiness).answers

    assert held["5.1-02"].evidence == (first, second)
    assert held["8.6.1-01"].evidence == (first, third)


def test_all_parts_of_a_split_get_the_suggestion():
    """One communication procedure answers for five demands."""
    assert list(carried({"4.1.3-02": "P"}).answers) == [f"7.4-0{number}" for number in range(1, 6)]


def test_joined_is_suggested_where_all_parents_agree():
    """All parents are named, and the same note or evidence is not told twice."""
    minutes, log, plan = evidence(location="shelf"), Evidence(title="Log"), Evidence(title="Plan")
    parents = {
        "6.3.2-09": {"note": "tool", "evidence": (log, *minutes), "rated_by": "Ann"},
        "6.6.3-01": {"evidence": (*minutes, plan), "rated_by": "Bob"},
        "6.6.3-02": {"note": "ask Eve", "performed_by": "hoster"},
        "8.1-01": {"note": "tool"},
        "8.1-03": {"note": "tool"},
    }
    made = {name: Answer(rating="L", **fields) for name, fields in parents.items()}

    both = carry(MAPPING, made, NEW, rulebook().readiness)

    assert BY_TARGET["8.5.1.3-06"].kind is Kind.JOINED
    assert {name: both.answers[name] for name in ("8.5.1.3-06", "8.6.1-01")} == {
        "8.5.1.3-06": Answer(
            rating="L", note="tool\nask Eve", evidence=(log, *minutes, plan), rated_by="Ann",
            confirmed=False, origin="2011:6.3.2-09,6.6.3-01,6.6.3-02",
        ),
        "8.6.1-01": Answer(
            rating="L", note="tool", confirmed=False, origin="2011:8.1-01,8.1-03"
        ),
    }  # fmt: skip


@pytest.mark.parametrize("ratings", [{"8.1-01": "L", "8.1-03": "P"}, {"8.1-01": "L"}])
def test_joined_is_undecided_where_parents_differ_or_one_is_unrated(ratings):
    """Nobody averages."""
    transition = carried(ratings)

    assert "8.6.1-01" not in transition.answers
    assert "8.6.1-01" in transition.undecided


def test_new_is_never_suggested():
    """Even a perfect 2011 leaves the new ones empty, and nothing else."""
    transition = carried(whole("F"))

    assert transition.new == tuple(link.to for link in MAPPING.of_kind(Kind.NEW))
    assert set(transition.answers) == set(NEW.by_id) - set(transition.new)
    assert transition.undecided == ()


def test_dropped_are_listed_and_answer_for_nothing():
    """Old requirements without successor are named, whatever their rating."""
    transition = carried(dict.fromkeys(["4.5.1-03", "9.1-19", "9.3-08"], "F"))

    assert {"4.5.1-03", "9.1-19", "9.3-08"} <= set(transition.dropped)
    assert set(transition.dropped) < ORIGINS
    assert transition.answers == {}


def test_no_occurrence_is_carried_only_where_2018_allows_it():
    """No supplier at all: a contract may be missing, the accountability may not."""
    transition = carried({"7.2-01": NO_OCCURRENCE, "4.2-02": NO_OCCURRENCE})

    assert list(transition.answers) == ["8.3.4.1-01"]
    assert transition.answers["8.3.4.1-01"].rating == NO_OCCURRENCE
    assert {"8.2.3-01", "5.1-05"} <= set(transition.undecided)


@pytest.mark.parametrize("rating", ["F", NO_OCCURRENCE])
def test_what_is_carried_and_what_is_undecided_stand_in_the_order_of_2018(rating):
    """Whatever the order of the mapping."""
    turned = MAPPING.model_copy(update={"links": MAPPING.links[::-1]})
    made = answers({**whole(rating), "8.1-01": "L"}, "2011")
    transition = carry(turned, made, NEW, rulebook().readiness)

    old = [each for each in NEW.by_id if BY_TARGET[each].kind is not Kind.NEW]
    allowed = [each for each in old if rating == "F" or NEW.by_id[each].no_occurrence]
    apart = [each for each in old if "8.1-01" in BY_TARGET[each].origins]
    joined = [each for each in apart if len(BY_TARGET[each].origins) > 1]
    held = [each for each in old if each not in joined and (each in allowed or each in apart)]
    assert list(transition.answers) == held
    assert list(transition.undecided) == [each for each in old if each not in held]
    assert joined


def test_performer_is_taken_away_in_clauses_4_and_5():
    """The top cannot let others lead (2018: clauses 4 and 5), elsewhere the performer stays."""
    transition = carried({"4.2-02": "F", "4.5.1-01": "F"}, performed_by="hoster")

    assert transition.answers["5.1-05"].performed_by == SELF
    assert transition.answers["4.3-01"].performed_by == SELF
    assert transition.answers["8.2.3-01"].performed_by == "hoster"


@given(SOME)
def test_nothing_carried_is_confirmed_and_every_requirement_has_one_fate(ratings):
    """Each of 2018 is carried, undecided or new, and no suggestion passes for an answer."""
    transition = carried(ratings)
    fates = [*transition.answers, *transition.undecided, *transition.new]

    assert not any(answer.confirmed for answer in transition.answers.values())
    assert all(answer.origin.startswith("2011:") for answer in transition.answers.values())
    assert sorted(fates) == sorted(NEW.by_id)


@pytest.mark.parametrize("clause_id", ["8.6", "8.6.1", "10", "4.1"])
def test_links_are_found_by_the_clause_they_lead_to(clause_id):
    """By clauses, not by how their numbers begin: 8.6.1 is below 8.6, 10 is not below 1."""
    below = {link.to for link in MAPPING.below(clause_id)}

    assert below == {each.id for each in NEW.under(clause_id)} & set(BY_TARGET)
    assert below


def test_no_clause_means_every_link():
    """Those that lead nowhere among them."""
    assert MAPPING.below("") == MAPPING.links


def test_links_are_counted_by_kind():
    """The kinds together are all links."""
    transition = carried()

    assert {kind: transition.count(kind) for kind in Kind} == Counter(
        link.kind for link in MAPPING.links
    )
