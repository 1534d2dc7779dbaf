"""What an assessment or a catalogue can be exchanged as, and where each form goes."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class EditionFormat(StrEnum):
    """What a catalogue can be exchanged as."""

    OSCAL_CATALOG = "oscal-catalog"
    OSCAL_MAPPING = "oscal-mapping"
    CISO_FRAMEWORK = "ciso-framework"
    CISO_MAPPING = "ciso-mapping"


class Format(StrEnum):
    """What an assessment can be exchanged as; the last four say nothing of it but its edition."""

    OSCAL_AR = "oscal-ar"
    OSCAL_POAM = "oscal-poam"
    HDF = "hdf"
    CSV = "csv"
    OSCAL_CATALOG = "oscal-catalog"
    OSCAL_MAPPING = "oscal-mapping"
    CISO_FRAMEWORK = "ciso-framework"
    CISO_MAPPING = "ciso-mapping"


ENDINGS = {
    "oscal-ar": "-oscal-ar.json",
    "oscal-poam": "-oscal-poam.json",
    "hdf": "-hdf.json",
    "csv": "-answers.csv",
    "oscal-catalog": "-oscal-catalog.json",
    "oscal-mapping": "-oscal-mapping.json",
    "ciso-framework": "-ciso-framework.yaml",
    "ciso-mapping": "-ciso-mapping.yaml",
}
"""How the files are called, after the folder's name or the edition's."""

STDOUT = Path("-")


def edition_file(edition: str, wanted: str) -> str:
    """What the file with a form of an edition's catalogue is called."""
    return f"iso20000-1-{edition}{ENDINGS[wanted]}"


def file_name(directory: Path, edition: str, wanted: str) -> str:
    """What the file with a form of a folder's assessment, or of its edition, is called."""
    if wanted in list(EditionFormat):
        return edition_file(edition, wanted)
    return f"{directory.resolve().name}{ENDINGS[wanted]}"


def places(names: Mapping[str, str], output: Path | None) -> dict[str, Path]:
    """Where each format goes: one alone to stdout or OUT, several into the folder OUT or here.

    Raises:
        UsageError: several formats are to go to stdout.
    """
    from iso20k_gap.errors import Complaint, UsageError

    alone = len(names) == 1
    if output is None and alone:
        output = STDOUT
    if output == STDOUT and not alone:
        raise UsageError(Complaint("several formats cannot go to stdout", "name a folder with -o"))
    if output is not None and alone and not output.is_dir():
        return dict.fromkeys(names, output)
    folder = output or Path()
    return {each: folder / name for each, name in names.items()}


def distinct(formats: Sequence[StrEnum]) -> list[str]:
    """The formats, each once."""
    return list(dict.fromkeys(each.value for each in formats))


def write(where: Mapping[str, Path], contents: Mapping[str, bytes], *, as_json: bool) -> None:
    """Write every document, once all of them are drawn, and tell where the files are."""
    from iso20k_gap.cli import settings, steps

    for name, path in where.items():
        steps.write(path, contents[name])
        if path != STDOUT and not as_json:
            settings.out().print(str(path), soft_wrap=True)
    if as_json:
        settings.print_json(steps.files_data(where.items()))
