"""The worked example: a made-up service provider's assessment folder."""

import shutil
from pathlib import Path

from iso20k_gap.errors import Complaint, InputError, RenderError
from iso20k_gap.files import new_folder, schemas
from iso20k_gap.files.atomic import replace_file
from iso20k_gap.shipped import data_root


def copy(name: str, folder: Path) -> None:
    """Copy the example of that name to `folder`, which must not exist yet or be empty.

    Raises:
        InputError: the folder holds something already.
        RenderError: the disk refuses.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        what = f"{folder} already holds something"
        raise InputError(Complaint(what, "choose another folder, or remove it"))
    try:
        shutil.copytree(data_root() / "examples" / name, folder, dirs_exist_ok=True)
    except (OSError, shutil.Error) as error:
        raise RenderError(f"cannot write {folder}: {error}") from error
    for schema, text in schemas.folder_schemas().items():
        replace_file(folder / new_folder.SCHEMAS / f"{schema}.schema.json", text.encode())
