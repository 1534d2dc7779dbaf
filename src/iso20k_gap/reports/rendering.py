"""The templates' environment: sandboxed, escaping everything, refusing unknown names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from traceback import extract_tb
from typing import TYPE_CHECKING, Any

from iso20k_gap import language
from iso20k_gap.errors import RenderError
from iso20k_gap.shipped import data_root

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from jinja2 import BaseLoader, Undefined
    from jinja2.sandbox import SandboxedEnvironment

    from iso20k_gap.language import Language

    Progress = Callable[[float, str], None]
    """Told how far the work is, 0 to 1, and what is being done."""

TEMPLATES = "default"
SHIPPED = "shipped"
"""Before a template's name: the shipped one, also where an own one stands in for it."""

WORD = "report.docx"
ENDINGS = (".j2", ".css")
"""How files are called that are templates."""


@dataclass(eq=False, frozen=True)
class _Own:
    """A folder of own templates in use; each use is another, so that changed files are seen."""

    folder: Path | None = None
    called: Path | None = None


_SHIPPED = _Own()
_own: ContextVar[_Own] = ContextVar("own", default=_SHIPPED)
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
    Font("NotoSansSC-Regular.ttf", "Noto Sans SC", 400),
    Font("NotoSansSC-Bold.ttf", "Noto Sans SC", 700),
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


def escaped(text: str) -> str:
    """The text as HTML that shows it as it stands."""
    from markupsafe import escape  # noqa: PLC0415 - comes with Jinja, loaded with it

    return escape(printable(text))


@contextmanager
def own_templates(folder: Path | None) -> Iterator[None]:
    """Within this, templates and styles in `folder` stand in for the shipped ones of that name."""
    token = _own.set(_Own(folder.resolve(), folder) if folder else _SHIPPED)
    try:
        yield
    finally:
        _own.reset(token)


def html_environment() -> SandboxedEnvironment:
    """The environment of HTML and PDF: whatever a person typed is escaped."""
    return _html_environment(_own.get())


@lru_cache(maxsize=2)
def _html_environment(own: _Own) -> SandboxedEnvironment:
    return environment(escaped, loader_for(own.folder))


def text_environment(escape: Callable[[str], str]) -> SandboxedEnvironment:
    """The environment of a text format with an escape of its own."""
    return _text_environment(escape, _own.get())


@lru_cache(maxsize=2)
def _text_environment(escape: Callable[[str], str], own: _Own) -> SandboxedEnvironment:
    return environment(marked(escape), loader_for(own.folder))


def marked(escape: Callable[[str], str]) -> Callable[[str], str]:
    """An escape of a text format whose results are not escaped again."""
    from markupsafe import Markup  # noqa: PLC0415 - comes with Jinja, loaded with it

    return lambda text: Markup(escape(printable(text)))  # noqa: S704 - escaped just now


def loader_for(own: Path | Mapping[str, str] | None) -> BaseLoader:
    """Loads own templates, from a folder or by their texts, and the shipped ones else.

    No name and no link leads out of the folder.
    """
    from jinja2 import ChoiceLoader, FileSystemLoader, FunctionLoader, PrefixLoader

    shipped = FileSystemLoader(data_root() / "report_templates" / TEMPLATES)
    named: BaseLoader = PrefixLoader({SHIPPED: shipped})
    if own is None:
        return ChoiceLoader([named, shipped])
    if isinstance(own, Mapping):
        mine = FunctionLoader(lambda name: (own[name], name, None) if name in own else None)
    else:
        mine = FunctionLoader(lambda name: _source(own, name))
    return ChoiceLoader([named, mine, shipped])


def _source(folder: Path, name: str) -> tuple[str, str, Callable[[], bool]] | None:
    """The text and place of a template in the folder; None if there is none."""
    path = folder / name
    if not path.is_file():
        return None
    return _inside(folder, path).read_text(encoding="utf-8"), str(path), lambda: True


def _inside(folder: Path, path: Path) -> Path:
    """The path, which lies in the folder wherever links lead.

    Raises:
        RenderError: it does not.
    """
    if not path.resolve().is_relative_to(folder.resolve()):
        raise RenderError(f"{path} leads out of the folder of templates; copy the file here")
    return path


def environment(
    treat: Callable[[str], str], loader: BaseLoader, undefined: type[Undefined] | None = None
) -> SandboxedEnvironment:
    """An environment where every text that is no markup yet goes through `treat`.

    There is no filter that lets a text through as it is.
    """
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    made = ImmutableSandboxedEnvironment(
        loader=loader,
        autoescape=True,
        undefined=undefined or StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: treat(value) if _is_plain(value) else value,
        cache_size=-1,
        extensions=["jinja2.ext.i18n"],
    )
    made.policies["ext.i18n.trimmed"] = True
    made.newstyle_gettext = True  # type: ignore[attr-defined]  # the extension's attribute
    made.globals.update(_sayings(treat))
    del made.filters["safe"]
    return made


def _sayings(treat: Callable[[str], str]) -> dict[str, Any]:
    """What `{% trans %}` calls: the text is ours, and what is put into it is treated as ever."""
    from markupsafe import Markup  # noqa: PLC0415 - comes with Jinja, loaded with it

    def put(text: str, values: dict[str, Any]) -> Markup:
        treated = {
            name: treat(value) if _is_plain(value) else value for name, value in values.items()
        }
        return Markup(text) % treated  # noqa: S704 - a text of the templates or its translation

    def gettext(message: str, /, **values: Any) -> Markup:
        return put(language.current().translations.gettext(message), values)

    def ngettext(one: str, many: str, count: int, /, **values: Any) -> Markup:
        values.setdefault("num", count)
        return put(language.current().translations.ngettext(one, many, count), values)

    def pgettext(context: str, message: str, /, **values: Any) -> Markup:
        return put(language.current().translations.pgettext(context, message), values)

    return {"_": gettext, "gettext": gettext, "ngettext": ngettext, "pgettext": pgettext}


def _is_plain(value: Any) -> bool:
    return isinstance(value, str) and not hasattr(value, "__html__")


def filled(environment: SandboxedEnvironment, template: str, **context: Any) -> str:
    """The template filled with the context.

    Raises:
        RenderError: the template is missing, asks for something that is not there, or computes
            what cannot be computed.
    """
    from jinja2 import TemplateError

    try:
        return environment.get_template(template).render(**context)
    except Exception as error:
        own = _own.get().called
        if own is None and not isinstance(error, TemplateError):
            raise
        hint = f" (all that is wrong: iso20k-gap template check {own})" if own else ""
        raise RenderError(f"template {_place(error, template)}: {error}{hint}") from error


def page(frame: str, context: dict[str, Any]) -> str:
    """A frame filled with its context as HTML; with another view beside it, in both languages.

    Raises:
        RenderError: a template is missing or asks for something that is not there.
    """
    first = filled(html_environment(), frame, **context)
    other = getattr(context["view"], "beside", None)
    if other is None:
        return _with_english_marked(first, language.current())
    from iso20k_gap.reports.bilingual import paired  # noqa: PLC0415 - seldom asked for

    beside = {**context, "view": other, "language": other.language.code}
    with language.speaking(other.language):
        second = filled(html_environment(), frame, **beside)
    both = paired(first, second, (context["language"], beside["language"]))
    return _with_english_marked(both, language.current(), other.language)


def _with_english_marked(page: str, *languages: Language) -> str:
    """The page with the texts marked that stand in English for want of a translation."""
    if not any(each.lacks for each in languages):
        return page
    from iso20k_gap.reports import foreign  # noqa: PLC0415 - for other languages only

    return foreign.marked(page, languages)


def _place(error: Exception, template: str) -> str:
    """The template and line where it went wrong, as near as Jinja tells."""
    name, line = getattr(error, "name", None), getattr(error, "lineno", None)
    if line:
        return f"{name or template}:{line}"
    frames = [each for each in extract_tb(error.__traceback__) if each.filename.endswith(ENDINGS)]
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else template


def word_template() -> Path:
    """The Word file whose looks a report takes: one's own, or the shipped one.

    Raises:
        RenderError: one's own is a link out of the folder of templates.
    """
    own = _own.get().folder
    if own and (own / WORD).is_file():
        return _inside(own, own / WORD)
    return shipped_word()


def shipped_word() -> Path:
    """The shipped Word file."""
    return data_root() / "report_templates" / "docx" / WORD
