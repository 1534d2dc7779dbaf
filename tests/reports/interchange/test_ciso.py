"""CISO Assistant's libraries: structure, tree, questions, and mappings that point to something."""

import re
from copy import deepcopy
from functools import cache

import pytest
import yaml

from exchanging import complaints, standard
from iso20k_gap.core.mapping import Kind
from iso20k_gap.files import library
from iso20k_gap.reports.interchange import ciso_framework, ciso_mapping

SCHEMA = "ciso-library.json"
EDITIONS = ("2018", "2011")
NODE = "urn:iso20k-gap:risk:req_node:iso20000-1-{}:{}"
THEIRS = "urn:intuitem:risk:req_node:iso27001-2022:"


def read(content):
    """The library as its importer reads it, days as text."""
    found = yaml.load(content, Loader=yaml.CSafeLoader)
    found["publication_date"] = found["publication_date"].isoformat()
    return found


@cache
def framework(edition):
    it = standard(edition)
    return read(ciso_framework.render(it.catalogue, it.date))


@cache
def mappings(edition):
    it = standard(edition)
    return read(ciso_mapping.render(it.catalogue, it.editions, it.date))


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("made", [framework, mappings])
def test_libraries_have_the_structure_of_their_importer(made, edition):
    """Keys, URNs, lengths and words it knows, and nothing else."""
    assert complaints(made(edition), SCHEMA) == []


def test_the_structure_would_find_a_fault():
    """An unknown key, and a relationship of another tool."""
    found = deepcopy(framework("2018"))
    found["objects"]["framework"]["requirement_nodes"][0]["importance"] = "mandatory"
    assert complaints(found, SCHEMA)

    found = deepcopy(mappings("2018"))
    rows = found["objects"]["requirement_mapping_sets"][0]["requirement_mappings"]
    rows[0]["relationship"] = "equivalent-to"
    assert complaints(found, SCHEMA)


@pytest.mark.parametrize("edition", EDITIONS)
def test_nodes_are_the_tree_of_clauses_with_requirements_as_leaves(edition):
    """In order, each below its parent, which came before; depth grows by one."""
    nodes = framework(edition)["objects"]["framework"]["requirement_nodes"]
    catalogue = library.load_catalogue(edition)
    seen = {}
    for node in nodes:
        parent = node.get("parent_urn")
        assert node["urn"] not in seen
        assert node["depth"] == (seen[parent] + 1 if parent else 1)
        assert node["urn"] == NODE.format(edition, node["ref_id"])
        seen[node["urn"]] = node["depth"]

    assert [each["ref_id"] for each in nodes if each["assessable"]] == [*catalogue.by_id]
    assert [each["ref_id"] for each in nodes if not each["assessable"]] == [*catalogue.clause_by_id]


def test_clause_numbers_stay_text():
    """No `8.10` becomes a number."""
    nodes = framework("2018")["objects"]["framework"]["requirement_nodes"]

    assert {type(each["ref_id"]) for each in nodes} == {str}


def test_a_requirement_is_asked_as_in_our_questionnaire():
    """Four ratings with what each looks like; no occurrence only where it is allowed."""
    body = framework("2018")["objects"]["framework"]
    nodes = {each["ref_id"]: each for each in body["requirement_nodes"]}
    catalogue = library.load_catalogue("2018")
    scores = [each["score"] for each in body["scores_definition"]]
    groups = {each["ref_id"] for each in body["implementation_groups_definition"]}

    assert scores == [*range(body["min_score"], body["max_score"] + 1)]
    for requirement in catalogue.requirements:
        node = nodes[requirement.id]
        ((urn, question),) = node["questions"].items()
        choices = question["choices"]
        assert urn.startswith(node["urn"])
        assert node["description"] == requirement.statement
        assert requirement.guidance in node["annotation"]
        assert all(each in node["typical_evidence"] for each in requirement.evidence)
        assert set(node["implementation_groups"]) <= groups
        assert f"S{requirement.stage}" in node["implementation_groups"]
        assert ("ESS" in node["implementation_groups"]) is requirement.essential
        assert [each.get("add_score") for each in choices[:4]] == scores
        assert [each.get("compute_result") for each in choices[:4]] == [False, None, None, True]
        assert len(choices) == (5 if requirement.no_occurrence else 4)
        assert "add_score" not in choices[-1] or not requirement.no_occurrence


def test_mappings_point_to_nodes_that_are_there():
    """On our side to nodes of our frameworks, on the other to numbers of ISO/IEC 27001."""
    known = {
        each["urn"]
        for edition in EDITIONS
        for each in framework(edition)["objects"]["framework"]["requirement_nodes"]
    }
    theirs = re.compile(rf"{THEIRS}(\d+(\.\d+)+|a\.[5-8]\.\d+|annex-a)")
    for edition in EDITIONS:
        for found in mappings(edition)["objects"]["requirement_mapping_sets"]:
            for row in found["requirement_mappings"]:
                for end in (row["source_requirement_urn"], row["target_requirement_urn"]):
                    assert end in known or theirs.fullmatch(end), end


def test_editions_are_mapped_link_by_link():
    """Equal only where an answer still means the same; new and dropped ones have no row."""
    (first, *_) = mappings("2018")["objects"]["requirement_mapping_sets"]
    rows = {
        (each["source_requirement_urn"], each["target_requirement_urn"]): each
        for each in first["requirement_mappings"]
    }
    links = library.load_mapping("2011", "2018").links
    wanted = {
        (NODE.format("2011", origin), NODE.format("2018", link.to)): link
        for link in links
        if link.to
        for origin in link.origins
    }

    assert rows.keys() == wanted.keys()
    for ends, row in rows.items():
        link = wanted[ends]
        assert row["relationship"] == ("equal" if link.kind is Kind.KEPT else "intersect")
        assert row["annotation"] == link.ask


def test_other_standards_carry_no_result():
    """Clauses, which are not assessable, overlap; there and back are the same."""
    nodes = framework("2018")["objects"]["framework"]["requirement_nodes"]
    assessable = {each["urn"] for each in nodes if each["assessable"]}
    _, there, back = mappings("2018")["objects"]["requirement_mapping_sets"]
    forward = {
        (each["source_requirement_urn"], each["target_requirement_urn"])
        for each in there["requirement_mappings"]
    }
    backward = {
        (each["target_requirement_urn"], each["source_requirement_urn"])
        for each in back["requirement_mappings"]
    }

    assert forward == backward
    assert {each["relationship"] for each in there["requirement_mappings"]} == {"intersect"}
    assert not {source for source, _ in forward} & assessable
    assert there["target_framework_urn"] == "urn:intuitem:risk:framework:iso27001-2022"


def test_a_mapping_library_names_what_it_needs():
    """The libraries of every framework in it."""
    found = mappings("2018")
    frameworks = {
        each[end]
        for each in found["objects"]["requirement_mapping_sets"]
        for end in ("source_framework_urn", "target_framework_urn")
    }

    assert {
        each.replace(":library:", ":framework:") for each in found["dependencies"]
    } == frameworks
