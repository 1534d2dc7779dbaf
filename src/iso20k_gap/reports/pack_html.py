"""An interview pack as one page that works by itself, from a mail and without network."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING, Any

from iso20k_gap import __version__
from iso20k_gap.core.pack import KIND
from iso20k_gap.core.rating import NO_OCCURRENCE
from iso20k_gap.language import current
from iso20k_gap.reports import rendering
from iso20k_gap.reports.packs import view
from iso20k_gap.reports.packs.script import words
from iso20k_gap.reports.words import long_day
from iso20k_gap.shipped import data_root

if TYPE_CHECKING:
    from iso20k_gap.core.pack import Entry, Pack
    from iso20k_gap.core.rating import Scale

FOLDER = "pack"
UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}
"""What could end a script or begin a comment, as JSON has it."""


def render(pack: Pack) -> bytes:
    """The pack as HTML; script and style are inside, and nothing else may run or load."""
    from jinja2 import FileSystemLoader
    from markupsafe import Markup  # noqa: PLC0415 - comes with Jinja

    folder = data_root() / "report_templates" / FOLDER
    total, said = len(pack.items), words(len(pack.items))
    script, style = (
        (folder / name).read_text(encoding="utf-8") for name in ("page.js", "page.css")
    )
    environment = rendering.html_environment().overlay(loader=FileSystemLoader(folder))
    page = rendering.filled(
        environment,
        "page.html.j2",
        language=current().code,
        head=pack.head,
        subject=view.subject(pack),
        facts=view.facts(pack),
        sections=view.sections(pack),
        total=total,
        progress=said["progress"].format(done=0, total=total),
        made=long_day(pack.head.made),
        generator=f"iso20k-gap {__version__}",
        no_occurrence=NO_OCCURRENCE,
        script=Markup(script),  # noqa: S704 - our own file, no one's input
        style=Markup(style),  # noqa: S704 - our own file, no one's input
        script_hash=_digest(script),
        style_hash=_digest(style),
        data=Markup(_data(pack, said)),  # noqa: S704 - made safe for a script element
    )
    return page.encode()


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _data(pack: Pack, said: dict[str, Any]) -> str:
    """What the script needs: the pack's head, what each question's fields hold, and its words."""
    head = {name: str(value) for name, value in vars(pack.head).items()}
    before = {item.question.id: _held(item.entry, pack.source.scale) for item in pack.items}
    text = json.dumps({"kind": KIND, "head": head, "before": before, "words": said})
    return "".join(UNSAFE.get(sign, sign) for sign in text)


def _held(entry: Entry, scale: Scale) -> dict[str, Any]:
    return {
        "rating": entry.rating or "",
        "symbol": view.symbol_of(entry.rating, scale),
        "reason": entry.reason,
        "note": entry.note,
        "evidence": [
            {name: str(value or "") for name, value in vars(piece).items()}
            for piece in entry.evidence
        ],
    }
