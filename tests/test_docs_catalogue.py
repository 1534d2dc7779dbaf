"""docs/catalogue.md against the catalogue: every number, title, rule and source in it."""

import re
from pathlib import Path

import pytest

from builders import catalogue
from iso20k_gap.core.lint.check import RULES
from iso20k_gap.files import library, lint_facts

PAGE = (Path(__file__).parents[1] / "docs" / "catalogue.md").read_text(encoding="utf-8")
EDITIONS = tuple(library.EDITIONS)


def section(title):
    """The lines between a heading and the next."""
    lines = PAGE.splitlines()
    start = next(n for n, line in enumerate(lines) if re.fullmatch(rf"#+ {re.escape(title)}", line))
    end = next((n for n in range(start + 1, len(lines)) if lines[n].startswith("#")), len(lines))
    return lines[start + 1 : end]


def rows(lines):
    """The cells of every table row below the rule, without emphasis."""
    found, inside = [], False
    for line in lines:
        if line and set(line) <= set("|-: "):
            inside = True
        elif not line.startswith("|"):
            inside = False
        elif inside:
            found.append([cell.strip(" *`") for cell in line.strip("|").split("|")])
    return found


def heading(edition):
    entry = catalogue(edition).edition
    amended = "".join(f" with Amendment {each.id.split()[1]}" for each in entry.amendments)
    return f"{entry.label}{amended}"


def counted(clause, words):
    letters = sum(bool(each.letter) for each in clause.requirements)
    return [len(clause.sentences), words, letters, len(clause.requirements)]


@pytest.mark.parametrize("edition", EDITIONS)
def test_counts_per_clause(edition):
    """Every clause with its title, and every number as the catalogue has it."""
    counts = lint_facts.load_facts(edition).counts
    table = {cells[0]: cells[1:] for cells in rows(section(heading(edition)))}
    expected = {
        clause.id: [
            clause.title,
            *(
                [str(n) for n in counted(clause, counts.by_id[clause.id].words)]
                if clause.sentences
                else [""] * 4
            ),
        ]
        for clause in catalogue(edition).clauses
    }
    totals = [
        str(sum(column))
        for column in zip(
            *(counted(c, counts.by_id[c.id].words) for c in catalogue(edition).lowest), strict=True
        )
    ]

    assert table == {**expected, "all": ["", *totals]}


def test_totals_and_how_they_meet_the_published_ones():
    """A = S - lists + L, and W is what was published."""
    table = {
        cells[0]: [cells[n] for n in range(1, 7)]
        for cells in rows(section("What is counted"))
        if cells[0][:2] == "20"
    }
    for edition, name in (("2018", "2018 with Amendment 1:2024"), ("2011", "2011")):
        sentences, lists, letters, requirements, words, published = table[name]
        counts = lint_facts.load_facts(edition).counts
        known = catalogue(edition)

        assert int(sentences) == len(list(known.sentences()))
        assert int(lists) == sum(bool(part.lead) for _, _, part in known.sentences())
        assert int(letters) == sum(bool(each.letter) for each in known.requirements)
        assert int(requirements) == len(known.requirements)
        assert int(requirements) == int(sentences) - int(lists) + int(letters)
        assert int(words) == counts.total("words") == counts.published + counts.added
        assert int(published.partition(" ")[0]) == counts.published


def test_head_table():
    """Requirements and sentences of each edition, with and without the amendment."""
    table = {cells[0]: cells[1:3] for cells in rows(PAGE.splitlines()[:20])}
    first = library.load_catalogue("2018", amendments=False)
    kinds = {
        "ISO/IEC 20000-1:2018 with Amendment 1:2024": catalogue("2018"),
        "ISO/IEC 20000-1:2018 as first published": first,
        "ISO/IEC 20000-1:2011": catalogue("2011"),
    }

    assert table == {
        name: [str(len(known.requirements)), str(len(list(known.sentences())))]
        for name, known in kinds.items()
    }


def test_sentences_with_two_obligations_are_named():
    """The text names each clause in which W is above S."""
    told = next(line for line in PAGE.splitlines() if line.startswith("W is above S"))
    named = set(re.findall(r"\d+(?:\.\d+)+", told))
    double = {
        clause.id
        for edition in EDITIONS
        for clause in lint_facts.load_facts(edition).counts.clauses
        if clause.words > clause.sentences
    }

    assert named == double


def test_every_rule_of_the_lint_is_told_in_its_order():
    """The table of rules is the program's."""
    assert [cells[0] for cells in rows(section("The lint"))] == list(RULES)


def test_every_source_that_is_cited_is_listed():
    """No number without its line, here or in the data files, and no line without use."""
    listed = [cells[0] for cells in rows(section("Sources"))]
    cited = set(re.findall(r"\bS\d+\b", PAGE)) | {
        source
        for edition in EDITIONS
        for item in lint_facts.load_facts(edition).documented.items
        for source in re.findall(r"\bS\d+\b", item.source)
    }
    used = set(re.findall(r"\bS\d+\b", PAGE.split("### Sources")[0]))

    assert len(set(listed)) == len(listed)
    assert set(listed) == cited
    assert used == cited


def test_items_beyond_the_fact_sheet_are_argued():
    """Each piece of documented information without a row is told on the page or in the key list."""
    told = "\n".join(section("Where the catalogue departs from our fact sheet"))
    for edition in EDITIONS:
        for item in lint_facts.load_facts(edition).documented.items:
            if item.because and item.because != "the edition's own key list":
                assert re.search(rf"\| {edition},.*\b{re.escape(item.clause)}\b", told), item


def test_conditions_beyond_the_fact_sheet_name_real_requirements():
    """The requirements named there do have a condition."""
    told = "\n".join(section("Where the catalogue departs from our fact sheet"))
    named = re.findall(r"\d+(?:\.\d+)+-\d\d", told)

    assert named
    for each in named:
        assert catalogue("2018").by_id[each].no_occurrence, each
