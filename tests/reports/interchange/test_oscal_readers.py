"""Other people's readers of OSCAL take what we write: compliance-trestle and oscal-bindings."""

from importlib import import_module

import pytest

from exchanging import CASES, HOSTILE_PLAN, case, planned, standard
from iso20k_gap.reports.interchange.formats import OF_EDITIONS
from iso20k_gap.reports.interchange.oscal import poam, results

pytestmark = pytest.mark.slow

TRESTLE = {
    "catalog": ("catalog", "Catalog"),
    "mapping-collection": ("mapping", "MappingCollection"),
    "assessment-results": ("assessment_results", "AssessmentResults"),
    "plan-of-action-and-milestones": ("poam", "PlanOfActionAndMilestones"),
}


def documents():
    """Every kind of document, of both editions and of every case."""
    for edition in ("2018", "2011"):
        yield f"catalog {edition}", OF_EDITIONS["oscal-catalog"](standard(edition))
        yield f"mapping-collection {edition}", OF_EDITIONS["oscal-mapping"](standard(edition))
    for name in CASES:
        yield f"assessment-results {name}", results.render(case(name))
        if case(name).findings:
            decisions = HOSTILE_PLAN if name == "hostile" else {}
            content = poam.render(case(name), planned(case(name), **decisions))
            yield f"plan-of-action-and-milestones {name}", content


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The documents as files, by their kind and case."""
    folder = tmp_path_factory.mktemp("oscal")
    files = {}
    for number, (name, content) in enumerate(documents()):
        files[name] = folder / f"{number}.json"
        files[name].write_bytes(content)
    return files


def test_trestle_reads_every_document(written):
    """With the models of OSCAL 1.2.1, which our documents say they are of."""
    for name, path in written.items():
        module, model = TRESTLE[name.split()[0]]
        found = getattr(import_module(f"trestle.oscal.{module}"), model).oscal_read(path)

        assert found is not None, name
        assert str(found.uuid) in path.read_text(encoding="utf-8"), name


def test_oscal_bindings_read_every_document(written):
    """With the models generated from NIST's schema of OSCAL 1.2.3."""
    from oscal_bindings.v1 import parse_oscal_file

    for name, path in written.items():
        found = parse_oscal_file(str(path))
        words = name.split()[0].split("-")

        assert type(found.root).__name__ == f"{''.join(map(str.capitalize, words))}Document", name
