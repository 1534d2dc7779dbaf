"""What `doctor` looks at: one small check each, that never fails itself."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iso20k_gap import SCHEMA, __version__
from iso20k_gap.cli import configured, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PANGO_HELP = (
    "Debian, Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; "
    "Fedora: dnf install pango; macOS: brew install pango; Windows: install MSYS2, then "
    "pacman -S mingw-w64-x86_64-pango"
)
SUBSET_HELP = (
    "PDFs are made, slower and larger. Debian, Ubuntu: apt install libharfbuzz-subset0; "
    "Fedora: dnf install harfbuzz; macOS: brew install harfbuzz"
)
CJK_HELP = (
    "simplified Chinese is shipped; only names and notes with traditional Chinese, Japanese or "
    "Korean signs need one. Debian, Ubuntu: "
    "apt install fonts-noto-cjk; Fedora: dnf install google-noto-sans-cjk-fonts; macOS and "
    "Windows bring their own"
)
ANEW = "install the program again"
IDEOGRAPH = 0x4E2D
NARROW = 80


@dataclass(frozen=True)
class Check:
    """What was found about one thing; without what is `needed` the program cannot do its work."""

    name: str
    found: str
    ok: bool = True
    needed: bool = True
    remedy: str = ""


def every_check() -> list[Check]:
    """Every check, in the order they are shown."""
    parts: tuple[Callable[[], Iterator[Check]], ...] = (
        _program,
        _catalogues,
        _pdf,
        _fonts,
        _settings,
        _cache,
        _terminal,
        _completion,
    )
    return [check for part in parts for check in part()]


def _program() -> Iterator[Check]:
    import platform

    yield Check("Python", f"{platform.python_version()} on {platform.system()}")
    yield Check("iso20k-gap", f"{__version__}, reads and writes schema {SCHEMA}")


def _catalogues() -> Iterator[Check]:
    from iso20k_gap.errors import GapError
    from iso20k_gap.files import library

    for edition in library.EDITIONS:
        name = f"catalogue {edition}"
        try:
            catalogue = library.load_catalogue(edition)
        except GapError as error:
            yield Check(name, str(error), ok=False, remedy=ANEW)
            continue
        number = len(catalogue.by_id)
        yield Check(name, f"version {catalogue.edition.version}, {number} requirements")


def _pdf() -> Iterator[Check]:
    try:
        import weasyprint
        from weasyprint.text import ffi
    except (ImportError, OSError) as error:
        reason = str(error).splitlines()[0]
        yield Check("WeasyPrint with Pango", reason, ok=False, remedy=PANGO_HELP)
        return
    pango = _pango_version(getattr(ffi, "pango", None))
    yield Check("WeasyPrint with Pango", f"WeasyPrint {weasyprint.__version__}, Pango {pango}")
    there = getattr(ffi, "harfbuzz_subset", None) is not None
    words = "there" if there else "not found"
    yield Check("harfbuzz-subset", words, ok=there, needed=False, remedy=SUBSET_HELP)


def _pango_version(pango: Any) -> str:
    """A version such as 1.50.12, where this WeasyPrint tells it."""
    try:
        number = int(pango.pango_version())
    except AttributeError:
        return "of unknown version"
    return f"{number // 10_000}.{number // 100 % 100}.{number % 100}"


def _fonts() -> Iterator[Check]:
    from iso20k_gap.reports.rendering import FONTS, font_path

    lacking = [each.file for each in FONTS if not font_path(each.file).is_file()]
    found = f"{len(FONTS) - len(lacking)} of {len(FONTS)} shipped ones"
    yield Check("fonts", found, ok=not lacking, remedy=ANEW)
    font = _font_with_ideographs()
    yield Check("CJK font", font or "none found", ok=bool(font), needed=False, remedy=CJK_HELP)


def _font_with_ideographs() -> str:
    """The system's font for Chinese, if it really has the signs; empty where there is none."""
    try:
        from fontTools.ttLib import TTFont, TTLibError
        from weasyprint.text.ffi import ffi, fontconfig
    except (ImportError, OSError):  # no Pango: told already
        return ""
    pattern = fontconfig.FcPatternCreate()
    fontconfig.FcPatternAddString(pattern, b"lang", b"zh-cn")
    fontconfig.FcConfigSubstitute(ffi.NULL, pattern, fontconfig.FcMatchPattern)
    fontconfig.FcDefaultSubstitute(pattern)
    match = fontconfig.FcFontMatch(ffi.NULL, pattern, ffi.new("FcResult *"))
    fontconfig.FcPatternDestroy(pattern)
    place = ffi.new("FcChar8 **")
    if match == ffi.NULL or fontconfig.FcPatternGetString(match, b"file", 0, place):
        return ""
    path = Path(os.fsdecode(ffi.string(place[0])))
    try:
        with TTFont(path, fontNumber=0, lazy=True) as font:
            return path.name if IDEOGRAPH in font.getBestCmap() else ""
    except (OSError, TTLibError):
        return ""


def _settings() -> Iterator[Check]:
    from iso20k_gap.errors import InputError
    from iso20k_gap.files import configuration

    files = configured.files()
    there = [str(each) for each in (files.user, files.folder) if each and each.is_file()]
    found = ", ".join(there) or f"no file; yours would be {files.user}"
    try:
        configured.everything()
    except InputError as error:
        yield Check("settings", str(error), ok=False, remedy="correct the file or the variable")
    else:
        yield Check("settings", found)
    for complaint in configuration.strangers(os.environ):
        yield Check("settings", complaint.what, ok=False, needed=False, remedy=complaint.remedy)


def _cache() -> Iterator[Check]:
    from platformdirs import user_cache_path

    folder = user_cache_path()
    place = next(each for each in (folder, *folder.parents) if each.exists())
    able = os.access(place, os.W_OK)
    found = f"{folder}, {'can be written' if able else 'cannot be written'}"
    remedy = "fonts are looked up anew each time; set XDG_CACHE_HOME to a folder of your own"
    yield Check("cache folder", found, ok=able, needed=False, remedy=remedy)


def _terminal() -> Iterator[Check]:
    import shutil

    encoding = getattr(sys.stdout, "encoding", None) or "unknown"
    colour = "colour" if _is_coloured() else "no colour"
    width = shutil.get_terminal_size().columns
    modern = encoding.lower().replace("-", "") in ("utf8", "utf8sig")
    marks = "" if modern else ", marks are shown as plain signs"
    found = f"{encoding}{marks}, {colour}, {width} columns"
    ok = modern and width >= NARROW
    remedy = "set PYTHONUTF8=1, and make the window 80 columns wide"
    yield Check("terminal", found, ok=ok, needed=False, remedy=remedy)


def _is_coloured() -> bool:
    from iso20k_gap.errors import InputError

    try:
        return settings.colour_on(sys.stdout)
    except InputError:  # the settings are wrong: told already
        return False


def _completion() -> Iterator[Check]:
    home = Path.home()
    places = {
        "bash": home / ".bash_completions" / "iso20k-gap.sh",
        "zsh": home / ".zfunc" / "_iso20k-gap",
        "fish": home / ".config" / "fish" / "completions" / "iso20k-gap.fish",
    }
    shells = [shell for shell, path in places.items() if path.is_file()]
    found = f"installed for {', '.join(shells)}" if shells else "not installed"
    remedy = "for ids and names at the Tab key: iso20k-gap --install-completion"
    yield Check("completion", found, ok=bool(shells), needed=False, remedy=remedy)
