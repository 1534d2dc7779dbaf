"""The files of an assessment folder lie in it: no link leads reading or writing elsewhere.

A folder may come from anyone: by mail, or with a pull request. A link in it to a file outside
would show that file's lines in complaints, and a linked `answers/` would be written to.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from iso20k_gap.errors import Complaint, InputError
from iso20k_gap.files.atomic import LOCK

FILES = (
    "assessment.yaml",
    "capability.yaml",
    "drafts.yaml",
    "plan.yaml",
    "policy.yaml",
    LOCK,
)
FOLDERS = {"answers": "*.yaml", "approvals": "*.json", "baselines": "*.yaml"}
"""The folders in it, and what the program reads in them."""


def refuse_ways_out(folder: Path) -> None:
    """Refuse a folder whose own files or folders are links that lead out of it.

    Raises:
        InputError: every such link.
    """
    home = os.path.realpath(folder)
    complaints = [
        Complaint("this link leads out of the assessment folder", "copy the file here", str(each))
        for each in _own(folder)
        if os.path.lexists(each) and not Path(os.path.realpath(each)).is_relative_to(home)
    ]
    if complaints:
        raise InputError(*complaints)


def _own(folder: Path) -> Iterator[Path]:
    """Every place the program reads or writes; behind a link out there is nothing of its own."""
    yield from (folder / name for name in FILES)
    for name, files in FOLDERS.items():
        yield folder / name
        if not (folder / name).is_symlink():
            yield from sorted((folder / name).glob(files))
