"""Every number in every output is the engine's: all forms of one assessment, compared."""

import re

import pytest

from builders import evaluation
from documents import view
from iso20k_gap.core.findings import Grade
from iso20k_gap.reports import figures, terminal
from iso20k_gap.reports.formats import RENDERERS, Format
from reading import text_of

RATINGS = {"8.6.1": "F", "8.6.2": "L", "8.6.3": "P", "8.7.2": "N", "8.7.2-16": "no_occurrence"}
FORMS = [Format.HTML, Format.DOCX, Format.XLSX, Format.MD, Format.JSON]


@pytest.fixture(scope="module")
def assessed():
    """A partly rated assessment whose numbers are all different."""
    return evaluation(RATINGS)


@pytest.fixture(scope="module")
def texts(assessed):
    """The text of every full form."""
    shown = view(assessed)
    return {form: text_of(form, RENDERERS[form](shown, None)) for form in FORMS}


def overall(assessed):
    """The overall numbers as shares."""
    card = assessed.scorecard
    tally = card.overall
    return {
        "conformity": tally.conformity,
        "achievement by requirement": tally.achievement,
        "achievement by clause": card.achievement_by_clause,
        "coverage": tally.coverage,
        "evidenced": tally.evidenced,
        "conformity at worst": tally.conformity_range.lowest,
        "conformity at best": tally.conformity_range.highest,
        "achievement at worst": tally.achievement_range.lowest,
        "achievement at best": tally.achievement_range.highest,
    }


def shows(form, text, share):
    """Whether a form shows the share: exactly in data, to one decimal in print."""
    value = float(share * 100)
    if form in (Format.JSON, Format.XLSX):
        numbers = [float(each) for each in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", text)]
        return any(abs(each - value) < 1e-9 or abs(each * 100 - value) < 1e-9 for each in numbers)
    return f"{value:.1f}" in text


@pytest.mark.parametrize("form", FORMS)
def test_overall_numbers(texts, assessed, form):
    """All overall numbers and their ranges stand in every form."""
    missing = [
        name for name, share in overall(assessed).items() if not shows(form, texts[form], share)
    ]

    assert missing == []


@pytest.mark.parametrize("form", FORMS)
def test_clause_numbers(texts, assessed, form):
    """The achievement of every rated lowest clause stands in every form."""
    card = assessed.scorecard
    shares = {clause: card.by_clause[clause].achievement for clause in card.lowest}
    missing = [
        clause
        for clause, share in shares.items()
        if share is not None and not shows(form, texts[form], share)
    ]

    assert missing == []


@pytest.mark.parametrize("form", FORMS)
def test_findings(texts, assessed, form):
    """Every finding is in every form, by its id."""
    assert assessed.count(Grade.MAJOR)
    assert [each.id for each in assessed.findings if each.id not in texts[form]] == []


def test_terminal_and_json(assessed):
    """What the terminal prints is what `--json` gives, rounded."""
    data = figures.score_data(assessed)["overall"]
    card = assessed.scorecard

    assert terminal.percentage(card.overall.conformity) == f"{data['conformity']:.1f} %"
    assert terminal.percentage(card.overall.coverage) == f"{data['coverage']:.1f} %"
