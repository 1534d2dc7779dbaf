"""Own templates on trial: filled with samples, and every trouble noted instead of the first."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from iso20k_gap.core.consistency import did_you_mean
from iso20k_gap.reports import html, markdown, pdf, plan_document, rendering
from iso20k_gap.reports.plan_document import PlanView
from iso20k_gap.reports.templating.reader import ALONE, Fault, Lenient, without_remarks
from iso20k_gap.reports.templating.undefined import Missing, noting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from types import FrameType, TracebackType

    from iso20k_gap.reports.view import ReportView

    Place = tuple[str, int]
    """A template and a line in it."""

TEMPLATE = "__jinja_template__"
"""The name by which a running template knows itself."""

REPORT = "report.html.j2"
MODULE = "TemplateModule"
"""What Jinja calls the macros of a template that was imported."""

NOWHERE = ("", 0)
OUTSIDE = re.compile(
    r"<[^<>]*\s(?:src|srcset|poster|background)=[\"']?\s*(?:https?:|file:|//)[^\"'>]*"
    r"|url\(\s*[\"']?(?!\s*[\"']?(?:#|data:|font:))[^)]*\)",
    re.IGNORECASE,
)
"""What a filled page would fetch."""


@dataclass(frozen=True)
class Sample:
    """A report or plan to try templates with, and how it is called."""

    name: str
    view: ReportView | PlanView


@dataclass(frozen=True)
class _Drawing:
    """A document to fill: its outermost template, its escape, and what it is given."""

    template: str
    treat: Callable[[str], str]
    context: dict[str, Any]


@dataclass
class _Notes:
    """What went wrong, each thing once, in its order."""

    sample: str = ""
    found: dict[tuple[str, int, str], Fault] = field(default_factory=dict)

    def take(self, own: Mapping[str, str], place: Place, what: str, remedy: str = "") -> None:
        """Note something; what shows in a shipped template has its cause in an own one."""
        name, line = place
        remedy = remedy or f"seen with {self.sample}"
        if name and name not in own:
            what = f"{what}, in the shipped {name}:{line}"
            remedy = f"an own template takes it away; seen with {self.sample}"
            name, line = NOWHERE
        self.found.setdefault((name, line, what), Fault(name, line, what, remedy))

    def take_missing(self, own: Mapping[str, str], what: Missing) -> None:
        """Note a value that is not there; macros are told of without drawing."""
        place = _here()
        if what.forbidden:
            self.take(own, place, f"the sandbox forbids {what.name!r}", what.forbidden)
        elif not what.where:
            self.take(own, place, f"{what.name!r} is not defined here")
        elif what.where != MODULE:
            hint = did_you_mean(what.name, what.known)
            self.take(own, place, f"{what.where} has no {what.name!r}", hint)
        elif place[0] in own:
            self.take(own, place, f"there is no macro {what.name!r}")


def try_out(own: Mapping[str, str], samples: Iterable[Sample]) -> list[Fault]:
    """What goes wrong when these templates, by name, are filled with each sample."""
    notes = _Notes()
    for sample in samples:
        notes.sample = sample.name
        for drawing in _drawings(sample.view):
            _try(own, drawing, notes)
    return list(notes.found.values())


def _try(own: Mapping[str, str], drawing: _Drawing, notes: _Notes) -> None:
    """Draw with all own templates; where that breaks off, with each of them alone."""
    if _drawn(own, drawing, notes) or len(own) == 1:
        return
    for name, text in own.items():
        _drawn({name: text}, drawing, notes)


def _drawn(own: Mapping[str, str], drawing: _Drawing, notes: _Notes) -> bool:
    """Whether the drawing came to its end."""
    from jinja2 import TemplateNotFound

    undefined = noting(lambda what: notes.take_missing(own, what))
    environment = rendering.environment(drawing.treat, rendering.loader_for(own), undefined)
    environment.filters, environment.tests = (
        Lenient(environment.filters),
        Lenient(environment.tests),
    )
    try:
        page = environment.get_template(drawing.template).render(**drawing.context)
    except TemplateNotFound as error:
        place = _last_place(error.__traceback__, own)
        notes.take(own, place, f"there is no template {error.name!r}")
    except Exception as error:  # noqa: BLE001 - whatever a person's template does is noted
        notes.take(own, _last_place(error.__traceback__, own), f"this fails: {error}")
    else:
        if drawing.template != markdown.PAGE and (match := OUTSIDE.search(without_remarks(page))):
            notes.take(own, NOWHERE, f"the page asks for something from outside: {match[0]}", ALONE)
        return True
    return False


def _drawings(view: ReportView | PlanView) -> Iterator[_Drawing]:
    """The documents of a sample."""
    plan = isinstance(view, PlanView)
    body = plan_document.BODY if plan else REPORT
    yield _Drawing(html.FRAME, rendering.escaped, html.screen_context(view, body))
    yield _Drawing(pdf.FRAME, rendering.escaped, pdf.print_context(view, body))
    if not plan:
        yield _Drawing(markdown.PAGE, rendering.marked(markdown.escaped), {"view": view})


def _last_place(traceback: TracebackType | None, own: Mapping[str, str]) -> Place:
    """The innermost template and line of a traceback, in which Jinja has put them in."""
    place = NOWHERE
    while traceback is not None:
        file = traceback.tb_frame.f_code.co_filename
        if file in own:
            place = file, traceback.tb_lineno
        traceback = traceback.tb_next
    return place


def _here() -> Place:
    """The template and line that run now."""
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 - the only way to know who asks
    while frame is not None:
        if place := _running(frame, frame.f_lineno):
            return place
        frame = frame.f_back
    return NOWHERE


def _running(frame: FrameType, line: int) -> Place | None:
    """The template that runs in a frame, and its line."""
    template = frame.f_globals.get(TEMPLATE)
    if template is None:
        return None
    return str(template.name), int(template.get_corresponding_lineno(line))
