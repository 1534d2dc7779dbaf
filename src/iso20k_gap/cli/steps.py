"""What commands share: reading a folder, evaluating it, writing documents."""

import sys
from pathlib import Path

from iso20k_gap.cli import settings
from iso20k_gap.core.evaluation import Evaluation, evaluate
from iso20k_gap.errors import RenderError
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
