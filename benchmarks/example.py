"""Assessment folders to measure with: the shipped example, copies of it, and one of 403 answers."""

import contextlib
import io
import shutil
from pathlib import Path

from iso20k_gap.cli import app
from iso20k_gap.shipped import data_root

NAME = "northgate-managed-services"
DISTINCT = 10


def copied(folder: Path) -> Path:
    """The worked example of 373 answers, copied into `folder`."""
    return Path(shutil.copytree(data_root() / "examples" / NAME, folder / "example"))


def clients(folder: Path, number: int) -> list[Path]:
    """So many assessments; every tenth is another folder, the rest lead to one of these."""
    made = [Path(shutil.copytree(data_root() / "examples" / NAME, folder / "0"))]
    for each in range(1, number):
        path = folder / str(each)
        if each < DISTINCT:
            shutil.copytree(made[0], path)
        else:
            path.symlink_to(made[each % DISTINCT])
        made.append(path)
    return made


def answered_2011(folder: Path) -> Path:
    """An assessment of edition 2011 with all its 403 requirements rated."""
    path = folder / "old"
    _quietly("new", str(path), "--edition", "2011", "--organisation", "A", "--scope", "B")
    ratings = [f"{group}={rating}" for group, rating in zip("456789", "FLPFLN", strict=True)]
    _quietly("rate", str(path), *ratings, "--note", "Seen in the tool.", "--by", "A. Smith")
    return path


def _quietly(*arguments: str) -> None:
    with contextlib.redirect_stderr(io.StringIO()) as said:
        code = app.main(arguments)
    if code:
        raise RuntimeError(said.getvalue())
