"""A folder of own templates: made with a few to begin with, and read to be checked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from iso20k_gap.errors import Complaint, InputError
from iso20k_gap.files import yaml_file
from iso20k_gap.files.atomic import replace_file

TEMPLATE_ENDINGS = (".j2", ".css")
WORD = "report.docx"
DRAWN = "put a picture in as a data: address, or as the logo under branding in assessment.yaml"
USELESS = {
    ".js": "the shipped script cannot be replaced; delete this one",
    ".html": "call it .html.j2 if it is a template",
    ".htm": "call it .html.j2 if it is a template",
    ".jinja": "call it .j2",
    ".jinja2": "call it .j2",
    ".docx": f"call it {WORD}",
    ".dotx": f"save it as {WORD}",
    ".docm": f"save it without macros, as {WORD}",
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp"), DRAWN),
    **dict.fromkeys((".ttf", ".otf", ".woff", ".woff2"), "put a font in as a data: address"),
}
"""Files that look as if something read them, and what to do with them."""


@dataclass
class TemplateFolder:
    """A folder of own templates: their texts by name, a Word file, and what is odd about it."""

    path: Path
    texts: dict[str, str] = field(default_factory=dict)
    word: Path | None = None
    complaints: list[Complaint] = field(default_factory=list)


def read(path: Path) -> TemplateFolder:
    """The templates in a folder.

    Raises:
        InputError: there is no such folder.
    """
    if not path.is_dir():
        what = f"{path} is no folder"
        raise InputError(Complaint(what, f"make one with: iso20k-gap template new {path}"))
    folder = TemplateFolder(path)
    for file in _files(path):
        _take(folder, file)
    return folder


def _files(path: Path) -> Iterator[Path]:
    """The files below a folder, without hidden ones."""
    for file in sorted(path.rglob("*")):
        inside = file.relative_to(path).parts
        if file.is_file() and not any(part.startswith(".") for part in inside):
            yield file


def _take(folder: TemplateFolder, file: Path) -> None:
    name = file.relative_to(folder.path).as_posix()
    read = name == WORD or name.endswith(TEMPLATE_ENDINGS)
    if read and not file.resolve().is_relative_to(folder.path.resolve()):
        what = "this link leads out of the folder of templates"
        folder.complaints.append(Complaint(what, "copy the file here", str(file)))
    elif name == WORD:
        folder.word = file
    elif name.endswith(TEMPLATE_ENDINGS):
        try:
            folder.texts[name] = yaml_file.read_text(file)
        except InputError as error:
            folder.complaints += error.complaints
    elif remedy := USELESS.get(file.suffix.lower()):
        folder.complaints.append(Complaint("no report reads this file", remedy, str(file)))


def write(path: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Put files into a folder, which is made if need be; gives the files.

    Raises:
        InputError: one of them is there already; nothing is written then.
        RenderError: the disk refuses.
    """
    there = [path / name for name in files if (path / name).exists()]
    if there:
        remedy = "choose another folder, or delete the file"
        raise InputError(
            *(Complaint("there is such a file already", remedy, str(each)) for each in there)
        )
    for name, content in files.items():
        replace_file(path / name, content)
    return [path / name for name in files]
