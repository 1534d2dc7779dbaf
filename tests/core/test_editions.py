"""An edition without its amendments: old assessments stay readable, and it is said."""

import pytest

from builders import TODAY, assessment, catalogue, everything, new_folder, rulebook
from iso20k_gap.cli.app import main
from iso20k_gap.core.catalogue import Catalogue
from iso20k_gap.core.editions import without_amendments
from iso20k_gap.core.evaluation import evaluate
from iso20k_gap.files import assessment_folder, library


def test_2018_without_amendment_1_has_372_requirements():
    """Only what an amendment added is gone, with its sentence; all else is as it was."""
    first = without_amendments(catalogue())

    assert set(catalogue().by_id) - set(first.by_id) == {"4.1-02"}
    assert len(list(first.sentences())) == 212
    assert first.edition == catalogue().edition.model_copy(
        update={
            "amendments": (),
            "status": "read without Amd 1:2024, for assessments made before it",
            "counting": "212 sentences and 372 requirements without Amd 1:2024.",
        }
    )
    kept = [clause for clause in first.clauses if clause.id != "4.1"]
    assert kept == [clause for clause in catalogue().clauses if clause.id != "4.1"]
    assert first.clause_by_id["4.1"] == catalogue().clause_by_id["4.1"].model_copy(
        update={"sentences": catalogue().clause_by_id["4.1"].sentences[:1]}
    )


def test_a_sentence_stays_with_what_of_it_was_there_before():
    """Its items from an amendment go; several amendments are named."""
    clause = catalogue().clause_by_id["8.4.2"]
    (sentence,) = clause.sentences
    one, two = sentence.requirements
    later = two.model_copy(update={"since": "Amd 2:2030"})
    changed = sentence.model_copy(
        update={"requirements": (one, later), "lead": "Demand", "place": "8.4.2.1"}
    )
    other = catalogue().clause_by_id["8.4.1"]
    second = catalogue().edition.amendments[0].model_copy(update={"id": "Amd 2:2030"})
    amended = Catalogue(
        edition=catalogue().edition.model_copy(
            update={"amendments": (*catalogue().edition.amendments, second)}
        ),
        clauses=(clause.model_copy(update={"sentences": (changed,)}), other),
    )

    first = without_amendments(amended)

    assert first.clauses == (
        clause.model_copy(
            update={"sentences": (changed.model_copy(update={"requirements": (one,)}),)}
        ),
        other,
    )
    both = "Amd 1:2024, Amd 2:2030"
    assert first.edition.status == f"read without {both}, for assessments made before it"
    assert first.edition.counting == f"4 sentences and 4 requirements without {both}."


def test_an_edition_without_amendments_stays_as_it_is():
    """2011 was never amended."""
    assert without_amendments(catalogue("2011")) is catalogue("2011")


def test_folder_says_with_or_without(tmp_path):
    """`amendments: false` in the folder's file is all it takes."""
    folder = new_folder(tmp_path / "old")
    assert len(assessment_folder.read(folder).catalogue.by_id) == 373

    file = folder / "assessment.yaml"
    file.write_text(f"{file.read_text()}\namendments: false\n")

    assert len(assessment_folder.read(folder).catalogue.by_id) == 372


def test_screening_asks_only_what_is_there(tmp_path):
    """A question for several requirements leaves out the one that was added."""
    asked = library.load_questionnaire("2018", "screening").asked(without_amendments(catalogue()))
    named = {each for question in asked for each in question.requirements}

    assert "4.1-01" in named
    assert "4.1-02" not in named


def test_answer_to_what_was_added_is_refused_with_the_way_out(tmp_path, capsys):
    """The complaint names the switch, not some other requirement."""
    folder = new_folder(tmp_path / "old")
    (folder / "answers/4.yaml").write_text("schema: 1\n4.1-02: {rating: F}\n")
    file = folder / "assessment.yaml"
    file.write_text(f"{file.read_text()}\namendments: false\n")

    assert main(["validate", str(folder)]) == 3
    assert "set amendments: true" in capsys.readouterr().err


@pytest.mark.parametrize(("amendments", "words"), [(True, ""), (False, "without amendments")])
def test_verdict_says_that_amendments_are_left_out(amendments, words):
    """A certification audit today asks for them."""
    known = library.load_catalogue("2018", amendments=amendments)
    made = assessment(everything("F"), amendments=amendments)
    kept = {name: answer for name, answer in made.answers.items() if name in known.by_id}
    verdict = evaluate(known, made.with_answers(kept), rulebook(), TODAY).verdict

    assert words in verdict.remark
    assert bool(verdict.remark) is not amendments
