"""What a shipped catalogue is linted against, read from `clauses/`."""

import re
from pathlib import Path

from iso20k_gap.core.lint.facts import Counts, DocumentedItems, Facts, LintRules, PublishedId
from iso20k_gap.errors import Complaint, InputError
from iso20k_gap.files import yaml_file
from iso20k_gap.files.library import EDITIONS
from iso20k_gap.shipped import data_root

ID_LINE = re.compile(r"(?P<id>\S+) (?P<sentence>[1-9]\d*)(?P<letter>[a-z]?)")


def load_facts(edition: str) -> Facts:
    """The published ids, counts, documents, limits and word lists for a shipped edition.

    Raises:
        InputError: a file is missing or broken.
    """
    clauses = data_root() / "clauses"
    folder = clauses / EDITIONS[edition]
    rules = yaml_file.record(LintRules, yaml_file.read(clauses / "rules" / "lint.yaml"))
    if edition not in rules.editions:
        what = f"edition {edition} is missing under 'editions'"
        raise InputError(Complaint(what, "add it", str(clauses / "rules" / "lint.yaml")))
    return Facts(
        ids=read_ids(folder / "ids.txt"),
        counts=yaml_file.record(Counts, yaml_file.read(folder / "counts.yaml")),
        documented=yaml_file.record(DocumentedItems, yaml_file.read(folder / "documented.yaml")),
        applicability=rules.editions[edition],
        lists=rules.lists,
        bounds=rules.bounds,
    )


def read_ids(path: Path) -> tuple[PublishedId, ...]:
    """The published requirement ids in a file: `8.6.1-03 1c` a line, `#` for comments.

    Raises:
        InputError: every line that is no such line, and every id listed twice.
    """
    found: dict[str, PublishedId] = {}
    complaints: list[Complaint] = []
    for number, line in enumerate(yaml_file.read_text(path).splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        match = ID_LINE.fullmatch(line.strip())
        try:
            entry = PublishedId.model_validate(match.groupdict() if match else {})
        except ValueError:
            what, remedy = f"{line.strip()!r} is no published id", "write such as '8.6.1-03 1c'"
            complaints.append(Complaint(what, remedy, str(path), number, 1))
            continue
        if entry.id in found:
            what, remedy = f"{entry.id} is listed twice", "keep the first"
            complaints.append(Complaint(what, remedy, str(path), number, 1))
        found.setdefault(entry.id, entry)
    if complaints:
        raise InputError(*complaints)
    return tuple(found.values())
