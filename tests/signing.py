"""Makes keys, folders and approvals for tests."""

from pathlib import Path

from builders import new_folder
from iso20k_gap.cli.app import main
from iso20k_gap.files import signing_key

DAY = ("--date", "2026-11-21")


def key(path: Path) -> str:
    """A new key in a file; gives its public half."""
    return signing_key.make(path)


def rated_folder(path: Path) -> Path:
    """A folder with two clauses rated."""
    folder = new_folder(path)
    assert main(["rate", str(folder), "8.6.1=L", "8.6.2=F", "--by", "B. Rater", "-q", *DAY]) == 0
    return folder


def sign(folder: Path, file: Path, approver: str = "A. Smith", *options: str) -> int:
    """Approve a folder."""
    words = ("--approver", approver, "--key", str(file), "-q", *DAY, *options)
    if "--statement" not in options:
        words = (*words, "--statement", "Reviewed and approved")
    return main(["sign", str(folder), *words])
