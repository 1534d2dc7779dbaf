"""The shipped data in another language: every text is said, and nothing else differs."""

import pytest

from builders import catalogue, rulebook
from iso20k_gap.core.catalogue import Clause, Requirement
from iso20k_gap.core.translation import ALL, CONTENT, TERMS, texts, translated, translated_rules


def loud(text):
    """A language of capitals."""
    return text.upper()


def test_texts_are_said_and_keys_are_not():
    """Ids, roles and tags stay what they are: files and plans refer to them."""
    before = catalogue().clause_by_id["8.6.1"]
    after = translated(before, loud)
    one, other = before.requirements[0], after.requirements[0]

    assert (after.title, after.goal) == (before.title.upper(), before.goal.upper())
    assert other.evidence == tuple(each.upper() for each in one.evidence)
    assert other.statement == one.statement.upper()
    assert (other.id, other.owner, other.tags, other.action) == (
        one.id, one.owner, one.tags, one.action,
    )  # fmt: skip
    assert after.actions[0].title == before.actions[0].title.upper()


def test_a_translation_keeps_nothing_computed_from_the_old_words():
    """A catalogue that was used already speaks the new language throughout."""
    before = catalogue()
    assert before.by_id["8.6.1-01"].statement

    assert translated(before, loud).by_id["8.6.1-01"].statement.isupper()


def test_an_empty_text_is_not_asked_for():
    """Translators are given words only."""
    asked = []
    translated(catalogue(), lambda text: asked.append(text) or text)

    assert asked
    assert "" not in asked


def test_saying_everything_as_it_is_changes_nothing():
    """The form survives: tuples, absent records, numbers, and what was left to its default."""
    bare = Clause(id="4.1", title="Context")

    assert translated(catalogue(), str) == catalogue()
    assert translated(bare, str).model_fields_set == {"id", "title"}
    assert translated_rules(rulebook(), str) == rulebook()


def test_the_rules_speak_too():
    """Scale, findings and readiness, and no other part of the rulebook."""
    said = translated_rules(rulebook(), loud)

    assert all(each.name.isupper() for each in said.scale.steps)
    assert all(each.clears.isupper() for each in said.readiness.stage1)
    assert all(each.because.isupper() for each in said.findings.answer_rules)
    assert [each.symbol for each in said.scale.steps] == ["N", "P", "L", "F"]


@pytest.mark.parametrize(
    ("fields", "inside", "outside"),
    [
        ({Clause: ("title",)}, "title", "goal"),
        ({Clause: ("goal",)}, "goal", "title"),
    ],
)
def test_only_the_fields_asked_for_are_collected(fields, inside, outside):
    """Each text once, in the order of the standard."""
    found = texts(catalogue(), fields)
    every = [getattr(each, inside) for each in catalogue().clauses]
    other = {getattr(each, outside) for each in catalogue().clauses}

    assert found == tuple(dict.fromkeys(each for each in every if each))
    assert not set(found) & (other - set(every))


def test_terms_and_content_together_are_all():
    """A record with both kinds of text has both collected."""
    assert set(ALL) == {*TERMS, *CONTENT}
    assert set(ALL[Clause]) == {*TERMS[Clause], *CONTENT[Clause]}
    assert ALL[Requirement] == CONTENT[Requirement]
