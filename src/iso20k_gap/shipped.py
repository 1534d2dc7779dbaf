"""Where the data that ships with the program lies."""

from functools import cache
from pathlib import Path

from iso20k_gap.errors import Complaint, InputError


@cache
def data_root() -> Path:
    """The folder that holds `clauses/`, `questionnaires/`, `report_templates/` and `examples/`.

    In an installed wheel this is `iso20k_gap/_data`, in a checkout or an editable install the
    top of the repository.

    Raises:
        InputError: the installation lacks its data.
    """
    package = Path(__file__).resolve().parent
    for root in (package / "_data", package.parent.parent):
        if (root / "clauses").is_dir() and (root / "report_templates").is_dir():
            return root
    raise InputError(
        Complaint("the program's own data (clauses, templates) is missing", "install it again")
    )
