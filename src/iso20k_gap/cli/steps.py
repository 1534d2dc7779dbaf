"""What commands share: reading a folder, evaluating it, writing documents."""

import sys
from collections.abc import Iterable
from pathlib import Path

from iso20k_gap.cli import settings
from iso20k_gap.core.evaluation import Evaluation, evaluate
from iso20k_gap.errors import Complaint, RenderError, UsageError
from iso20k_gap.files import assessment_folder
from iso20k_gap.files.assessment_folder import AssessmentFolder
from iso20k_gap.files.atomic import replace_file


def read(path: Path, scale: str = "") -> AssessmentFolder:
    """The assessment folder, all complaints at once if it is wrong."""
    return assessment_folder.read(path, scale)


def evaluated(folder: AssessmentFolder) -> Evaluation:
    """The folder's evaluation as of this run's day."""
    today = settings.current().today
    return evaluate(folder.catalogue, folder.assessment, folder.rulebook, today)


def refuse_two_documents(places: Iterable[Path], as_json: bool) -> None:
    """Refuse a document on stdout where JSON is to stand.

    Raises:
        UsageError: both are asked for.
    """
    if as_json and any(str(each) == "-" for each in places):
        what = "a document and --json cannot both go to stdout"
        raise UsageError(Complaint(what, "name a file with -o"))


def files_data(places: Iterable[tuple[str, Path]]) -> dict[str, list[dict[str, str]]]:
    """The files that were written, with their formats, as data."""
    return {"files": [{"format": str(each), "path": str(path)} for each, path in places]}


def write(path: Path, content: bytes) -> None:
    """Write a document; `-` is stdout.

    Raises:
        RenderError: the place refuses.
    """
    if str(path) == "-":
        sys.stdout.buffer.write(content)
        return
    if path.is_dir():
        raise RenderError(f"cannot write {path}: it is a folder")
    replace_file(path, content)
