"""The OSCAL mappings: nothing is lost, nothing is claimed that we cannot vouch for."""

from collections import Counter

import pytest

from exchanging import parsed, standard, told, values
from iso20k_gap.core.editions import without_amendments
from iso20k_gap.core.mapping import Kind
from iso20k_gap.files import library
from iso20k_gap.reports.interchange.oscal import mapping
from iso20k_gap.reports.interchange.standards import ISO9001, ISO27001, STANDARDS

ANNEX_A = {"5": 37, "6": 8, "7": 14, "8": 34}
"""How many controls each group of ISO/IEC 27001:2022, Annex A, has."""

CLAUSES_27001 = """
4.1 4.2 4.3 4.4 5.1 5.2 5.3 6.1 6.1.1 6.1.2 6.1.3 6.2 6.3 7.1 7.2 7.3 7.4 7.5 7.5.1 7.5.2 7.5.3 8.1
8.2 8.3 9.1 9.2 9.2.1 9.2.2 9.3 9.3.1 9.3.2 9.3.3 10.1 10.2
"""
CLAUSES_9001 = """
4.1 4.2 4.3 4.4 5.1.1 5.2 5.2.1 5.2.2 5.3 6.1 6.2 6.2.1 6.2.2 7.1.1 7.1.6 7.2 7.3 7.4 7.5.1 7.5.2
7.5.3 8.1 8.2.1 8.2.2 8.2.3 8.3 8.4 9.1 9.1.2 9.2 9.3 10.2 10.3
"""
CONTROLS = {
    f"A.{group}.{number}" for group, last in ANNEX_A.items() for number in range(1, last + 1)
}
KNOWN = {
    ISO9001.id: {*CLAUSES_9001.split()},
    ISO27001.id: {*CLAUSES_27001.split(), *CONTROLS, "Annex A"},
}


def collection(edition):
    it = standard(edition)
    return parsed(mapping.render(it.catalogue, it.editions, it.date))["mapping-collection"]


def between():
    return collection("2018")["mappings"][0]


def ids(items):
    return [each["id-ref"] for each in items]


def test_every_requirement_of_both_editions_is_mapped_or_named_as_a_gap():
    """Once as a target, at least once as a source."""
    found = between()
    targets = Counter(each for entry in found["maps"] for each in ids(entry["targets"]))
    sources = {each for entry in found["maps"] for each in ids(entry["sources"])}
    (new,) = found["target-gap-summary"]["unmapped-controls"]
    (dropped,) = found["source-gap-summary"]["unmapped-controls"]

    assert set(targets.values()) == {1}
    for edition, held, gap in (("2018", set(targets), new), ("2011", sources, dropped)):
        known = {f"r{each}" for each in library.load_catalogue(edition).by_id}
        assert held | set(gap["with-ids"]) == known
        assert not held & set(gap["with-ids"])


def test_only_what_still_means_the_same_is_more_than_an_overlap():
    """And every entry says what must be asked anew."""
    links = {each.to: each for each in library.load_mapping("2011", "2018").links}
    for entry in between()["maps"]:
        (target,) = ids(entry["targets"])
        link = links[target[1:]]
        (asked,) = entry["qualifiers"]
        wanted = "equivalent-to" if link.kind is Kind.KEPT else "intersects-with"

        assert entry["relationship"] == wanted
        assert ids(entry["sources"]) == [f"r{each}" for each in link.origins]
        assert told(entry, "kind") == link.kind.value
        assert asked["description"].replace("\\", "") == " ".join(link.ask.split())


@pytest.mark.parametrize("edition", ["2018", "2011"])
def test_other_standards_are_only_overlapped(edition):
    """Clause by clause with all its requirements; the rest is named as a gap."""
    catalogue = library.load_catalogue(edition)
    known = {f"r{each}" for each in catalogue.by_id}
    for found, met in zip(collection(edition)["mappings"][1:], STANDARDS, strict=True):
        sources = [each for entry in found["maps"] for each in ids(entry["sources"])]
        (gap,) = found["source-gap-summary"]["unmapped-controls"]

        assert {entry["relationship"] for entry in found["maps"]} == {"intersects-with"}
        assert {each for entry in found["maps"] for each in ids(entry["targets"])} <= KNOWN[met.id]
        assert len(sources) == len(set(sources))
        assert set(sources) | set(gap["with-ids"]) == known
        assert len(found["maps"]) == sum(
            bool(getattr(each.shared, met.field)) for each in catalogue.lowest
        )


def test_ranges_of_controls_are_spelt_out():
    """`A.5.19-A.5.22` is four controls."""
    supplier = library.load_catalogue("2018").clause_by_id["8.3.4.1"].shared

    assert ISO27001.clauses(supplier) == ("A.5.19", "A.5.20", "A.5.21", "A.5.22")
    assert ISO9001.clauses(supplier) == ("8.4",)


def test_without_the_amendment_its_requirements_are_not_mapped():
    """An assessment read without Amendment 1 gets a mapping without it."""
    it = standard("2018")
    small = without_amendments(it.catalogue)
    gone = {f"r{each}" for each in set(it.catalogue.by_id) - set(small.by_id)}
    found = parsed(mapping.render(small, it.editions, it.date))
    gaps = [each for ids in values(found, "with-ids") for each in ids]

    assert gone
    assert not gone & {*values(found, "id-ref"), *gaps}
