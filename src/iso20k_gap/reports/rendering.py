"""The templates' environment: sandboxed, escaping everything, refusing unknown names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from iso20k_gap.errors import RenderError
from iso20k_gap.shipped import data_root

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jinja2.sandbox import SandboxedEnvironment

    Progress = Callable[[float, str], None]
    """Told how far the work is, 0 to 1, and what is being done."""

TEMPLATES = "default"
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


@dataclass(frozen=True)
class Font:
    """A font file of the reports, and the CSS that names it."""

    file: str
    family: str
    weight: int
    style: str = "normal"


FONTS = (
    Font("SourceSans3-Regular.ttf", "Source Sans 3", 400),
    Font("SourceSans3-It.ttf", "Source Sans 3", 400, "italic"),
    Font("SourceSans3-Semibold.ttf", "Source Sans 3", 600),
    Font("SourceSans3-Bold.ttf", "Source Sans 3", 700),
    Font("SourceCodePro-Regular.ttf", "Source Code Pro", 400),
    Font("DejaVuSans.ttf", "DejaVu Sans", 400),
    Font("DejaVuSans-Bold.ttf", "DejaVu Sans", 700),
)


def font_path(file: str) -> Path:
    """Where a shipped font lies."""
    return data_root() / "report_templates" / "fonts" / file


def template_text(name: str) -> str:
    """A shipped template or style as it lies on disk."""
    return (data_root() / "report_templates" / TEMPLATES / name).read_text(encoding="utf-8")


def printable(text: str) -> str:
    """The text with control characters and direction overrides replaced by a visible sign."""
    return UNPRINTABLE.sub("\ufffd", text)


@cache
def html_environment() -> SandboxedEnvironment:
    """The environment of HTML and PDF: whatever a person typed is escaped."""
    return _environment(printable)


@cache
def text_environment(escape: Callable[[str], str]) -> SandboxedEnvironment:
    """The environment of a text format with an escape of its own."""
    from markupsafe import Markup  # noqa: PLC0415 - comes with Jinja, loaded with it

    return _environment(lambda text: Markup(escape(printable(text))))  # noqa: S704 - escaped just now


def _environment(treat: Callable[[str], str]) -> SandboxedEnvironment:
    """An environment where every text that is no markup yet goes through `treat`."""
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(data_root() / "report_templates" / TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: treat(value) if _is_plain(value) else value,
        cache_size=-1,
    )


def _is_plain(value: Any) -> bool:
    return isinstance(value, str) and not hasattr(value, "__html__")


def filled(environment: SandboxedEnvironment, template: str, **context: Any) -> str:
    """The template filled with the context.

    Raises:
        RenderError: the template is missing or asks for something that is not there.
    """
    from jinja2 import TemplateError

    try:
        return environment.get_template(template).render(**context)
    except TemplateError as error:
        raise RenderError(f"template {template}: {error}") from error
