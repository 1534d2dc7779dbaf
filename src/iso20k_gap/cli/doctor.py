"""`doctor`: what the machine has, what is missing, and how to get it."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from iso20k_gap import __version__
from iso20k_gap.cli import settings
from iso20k_gap.language import N_, _

PANGO_HELP = N_(
    "Debian, Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; "
    "Fedora: dnf install pango; macOS: brew install pango; Windows: install MSYS2, then "
    "pacman -S mingw-w64-x86_64-pango"
)


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Check Python, data, Pango and fonts; says what is missing and how to get it."""
    from iso20k_gap.errors import RenderError
    from iso20k_gap.reports import words

    checks = [_python(), _program(), *_data(), _pango(), _fonts()]
    if as_json:
        settings.print_json(checks)
    else:
        for check in checks:
            there, missing = _("ok"), _("MISSING")
            width = max(words.room(there), words.room(missing))
            mark = there if check["ok"] else missing
            pad = " " * (width - words.room(mark))
            settings.out().print(f"{mark}{pad} {check['name']}: {check['found']}")
            if not check["ok"]:
                settings.out().print(f"{' ' * width} {check['remedy']}")
    if not all(check["ok"] for check in checks):
        raise RenderError("something is missing; see above")


def _check(name: str, found: str, *, ok: bool = True, remedy: str = "") -> dict[str, Any]:
    return {"name": name, "found": found, "ok": ok, "remedy": remedy}


def _python() -> dict[str, Any]:
    import platform

    found = _("{version} on {system}")
    system = platform.system()
    return _check("Python", found.format(version=platform.python_version(), system=system))


def _program() -> dict[str, Any]:
    return _check("iso20k-gap", __version__)


def _data() -> list[dict[str, Any]]:
    from iso20k_gap.errors import GapError
    from iso20k_gap.files import library

    checks = []
    for edition in library.EDITIONS:
        name = _("catalogue {edition}").format(edition=edition)
        try:
            catalogue = library.load_catalogue(edition)
        except GapError as error:
            checks.append(_check(name, str(error), ok=False, remedy=_("install the program again")))
            continue
        found = _("version {version}, {count} requirements").format(
            version=catalogue.edition.version, count=len(catalogue.by_id)
        )
        checks.append(_check(name, found))
    return checks


def _pango() -> dict[str, Any]:
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        reason = str(error).splitlines()[0]
        return _check(_("WeasyPrint with Pango"), reason, ok=False, remedy=_(PANGO_HELP))
    return _check(_("WeasyPrint with Pango"), f"WeasyPrint {weasyprint.__version__}")


def _fonts() -> dict[str, Any]:
    from iso20k_gap.shipped import data_root

    fonts = sorted((data_root() / "report_templates" / "fonts").glob("*.ttf"))
    found = _("{count} shipped").format(count=len(fonts))
    return _check(_("fonts"), found, ok=bool(fonts), remedy=_("install the program again"))
