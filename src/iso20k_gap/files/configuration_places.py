"""Where a person's settings may stand, found without reading anything."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PROGRAM = "iso20k-gap"
FOLDER_FILE = ".iso20k-gap.yaml"
USER_FILE = "config.yaml"
USER_FILE_VARIABLE = "ISO20K_GAP_CONFIG"
TOP = ".git"
"""What marks the folder above which no settings are looked for."""

Environment = Mapping[str, str]


@dataclass(frozen=True)
class Files:
    """Where settings may stand: the person's file, and the nearest one from here upwards."""

    user: Path
    folder: Path | None

    @classmethod
    def of(cls, environment: Environment, here: Path) -> "Files":
        """The files that count for somebody who works in the folder `here`."""
        return cls(_user_file(environment), _folder_file(here))

    @property
    def is_any(self) -> bool:
        """Whether there is a file to read at all."""
        return self.folder is not None or is_there(self.user)


def _user_file(environment: Environment) -> Path:
    from platformdirs import user_config_path

    named = environment.get(USER_FILE_VARIABLE)
    if named:
        return Path(named).expanduser()
    return user_config_path(PROGRAM, appauthor=False) / USER_FILE


def _folder_file(here: Path) -> Path | None:
    try:
        start = here.resolve()
    except (OSError, RuntimeError):  # a folder that is gone has no settings
        return None
    for folder in (start, *start.parents):
        if is_there(folder / FOLDER_FILE):
            return folder / FOLDER_FILE
        if is_there(folder / TOP):
            return None
    return None


def is_there(path: Path) -> bool:
    """Whether there is such a file or folder, and we may know."""
    try:
        return path.exists()
    except OSError:
        return False
