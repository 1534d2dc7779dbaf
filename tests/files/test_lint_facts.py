"""The lint's facts on disk: complete, in agreement with each other, refused when broken."""

import pytest

from builders import catalogue, rulebook
from iso20k_gap.core.catalogue import DocumentKind, is_under
from iso20k_gap.core.lint.facts import Counts, DocumentedItem
from iso20k_gap.errors import InputError
from iso20k_gap.files import library, lint_facts

EDITIONS = tuple(library.EDITIONS)


@pytest.mark.parametrize(
    ("edition", "sentences", "words", "letters", "requirements"),
    [("2018", 213, 217, 206, 373), ("2011", 255, 256, 178, 403)],
)
def test_totals(edition, sentences, words, letters, requirements):
    """The clauses add up to the totals of the fact sheet."""
    counts = lint_facts.load_facts(edition).counts

    assert counts.total("sentences") == sentences
    assert counts.total("words") == words
    assert counts.total("letters") == letters
    assert counts.total("requirements") == requirements


def test_a_clause_without_requirements_is_known_by_its_title():
    """8.3.1 permits and explains; it demands nothing."""
    assert lint_facts.load_facts("2018").counts.by_id["8.3.1"].requirements == 0


def test_counts_must_meet_the_published_total():
    """A changed cell without a second look is refused."""
    data = lint_facts.load_facts("2018").counts.model_dump(by_alias=True)
    data["clauses"][1]["words"] += 1

    with pytest.raises(ValueError, match="sum up to 218 words, published are 217"):
        Counts.model_validate(data)


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_id_is_published_once_in_order(edition):
    """The list of ids begins as the catalogue does."""
    ids = [each.id for each in lint_facts.load_facts(edition).ids]

    assert ids == list(catalogue(edition).by_id)


def test_every_row_of_the_2018_document_list_is_there():
    """The fact sheet's list has 48 rows."""
    items = lint_facts.load_facts("2018").documented.items

    assert {each.row for each in items} - {0} == set(range(1, 49))


def test_2011_names_16_documented_procedures():
    """Row 3 of the 2011 list; the 2018 edition names one procedure."""
    procedures = [each for each in lint_facts.load_facts("2011").documented.items if each.row == 3]
    in_2018 = {
        each.name
        for each in lint_facts.load_facts("2018").documented.items
        if "procedure" in each.name and each.kind is DocumentKind.DOCUMENT
    }

    assert len(procedures) == 16
    assert in_2018 == {"Major incident procedure"}


@pytest.mark.parametrize("fields", [{}, {"row": 3, "because": "of this"}])
def test_documented_item_has_a_row_or_an_argument(fields):
    """Nothing gets on the list without a ground, or with two."""
    with pytest.raises(ValueError, match="either a row"):
        DocumentedItem(clause="4.3", kind="document", name="Scope", **fields)


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_others_may_not_perform_is_what_the_gates_say(edition):
    """One truth about the clauses an organisation fulfils itself, in two files."""
    rules = rulebook(edition).readiness
    own = lint_facts.load_facts(edition).applicability.own
    named = (*rules.own_clauses, rules.control_clause)

    assert all(any(is_under(clause, each) for each in own) for clause in named)
    assert set(own) <= set(named)


def test_broken_id_lines_are_all_told(tmp_path):
    """Each line that is none, and each id listed twice, with its line."""
    file = tmp_path / "ids.txt"
    file.write_text("# ids\n4.1-01 1\n4.1-1 1\n\n4.1-02 2 a\n4.1-01 1\nnonsense\n4.2-01 1a\n")

    with pytest.raises(InputError) as caught:
        lint_facts.read_ids(file)

    assert [each.line for each in caught.value.complaints] == [3, 5, 6, 7]
    assert "twice" in caught.value.complaints[2].what


def test_sound_id_lines(tmp_path):
    """Id, sentence, letter; comments and empty lines are passed over."""
    file = tmp_path / "ids.txt"
    file.write_text("# ids\n4.1-01 1\n\n4.2-02 12b\n")

    assert [(each.id, each.sentence, each.letter) for each in lint_facts.read_ids(file)] == [
        ("4.1-01", 1, ""),
        ("4.2-02", 12, "b"),
    ]


def test_an_edition_without_rules_is_refused(monkeypatch):
    """A new edition needs its line in lint.yaml."""
    monkeypatch.setitem(library.EDITIONS, "2031", "iso20000-1-2018")

    with pytest.raises(InputError, match="edition 2031 is missing under 'editions'"):
        lint_facts.load_facts("2031")
