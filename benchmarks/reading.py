"""Reading what ships: the compiled catalogue against plain JSON and against checking the YAML."""

from collections.abc import Iterator

from benchmarks.clock import Clock
from benchmarks.outcome import Line

SECONDS = 0.010
"""How long loading the catalogue may take once it is compiled."""

CODE = """
import json
from time import perf_counter
from iso20k_gap.core.catalogue import Catalogue
from iso20k_gap.files import compiled, library
from iso20k_gap.shipped import data_root

folder = data_root() / "clauses" / library.EDITIONS["2018"]
began = perf_counter()
catalogue = library.load_catalogue("2018")
loaded = perf_counter()
text = catalogue.model_dump_json()
dumped = perf_counter()
json.loads(text)
parsed = perf_counter()
library.read_catalogue(folder)
checked = perf_counter()
print(json.dumps({
    "compiled": loaded - began, "json": parsed - dumped, "yaml": checked - parsed
}))
"""


def lines(clock: Clock) -> Iterator[Line]:
    """The 2018 catalogue into records, in fresh processes."""
    took = clock.reports(CODE)
    what = "the catalogue, compiled"
    yield Line("reading", what, took["compiled"], limit=SECONDS)
    yield Line("reading", what, took["compiled"], "the same as plain JSON", took["json"])
    yield Line("reading", what, took["compiled"], "its YAML, read and checked", took["yaml"])
