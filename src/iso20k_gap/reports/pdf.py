"""The report as PDF: PDF/A-3a and PDF/UA-1 in one file, with its data attached."""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from iso20k_gap import language
from iso20k_gap.errors import RenderError
from iso20k_gap.language import _, pgettext
from iso20k_gap.reports import rendering, report_json, thrift

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from weasyprint import Attachment, Document
    from weasyprint.urls import URLFetcher

    from iso20k_gap.core.logo import Logo
    from iso20k_gap.reports.rendering import Progress
    from iso20k_gap.reports.view import ReportView

LOGGER = logging.getLogger("iso20k_gap")
FRAME = "frame_print.html.j2"
VARIANT = "pdf/a-3a"
ATTACHMENT = "gap-report.json"
SCHEME = "font"
LOGO = "logo:cover"
SIGNS_PER_PAGE = 12_000
LAYOUT, DRAWING = 0.66, 0.82
"""Shares of the whole after which the pages are laid out, and the file is drawn."""

DRAWS = 6
"""WeasyPrint's step that draws the file."""

BOX = re.compile(r'unsupported by fonts: "(.)')
STEP = re.compile(r"Step (\d)(?:.*Page (\d+))?")
ENDLESS = re.compile(r"[^\s<>\u2e80-\uffff]{100,}(?=[^<>]*<)")
"""A word of the text, not of a tag, too long for a line; Chinese and Japanese break anyway."""

PIECE = re.compile(r"((?:&#?\w+;|[^&]){20})(?=[!-~\w])")
BREAK = "\u200b"
"""Where an endless word may be broken. Without, drawing takes the cube of its length."""

MISSING = (
    "cannot make a PDF: the library Pango is missing. Install it: "
    "Debian, Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; "
    "Fedora: dnf install pango; macOS: brew install pango; Windows: install MSYS2, then "
    "pacman -S mingw-w64-ucrt-x86_64-pango. The HTML report needs none of it: -f html"
)
"""What to tell a person whose machine lacks WeasyPrint's libraries."""

ACCESSIBLE = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""
"""Says in the metadata of a PDF/A that the file is PDF/UA-1 too (ISO 19005-3, 6.6.2.3)."""


def render(view: ReportView, progress: Progress | None = None) -> bytes:
    """The report as PDF; the data is attached where the reader may have all of it.

    Raises:
        RenderError: WeasyPrint's libraries are missing, or the drawing fails.
    """
    attached = (ATTACHMENT, report_json.render(view.data)) if view.whole else None
    return render_print(view, "report.html.j2", progress=progress, attached=attached)


def render_print(
    view: Any,
    body: str,
    *,
    attached: tuple[str, bytes] | None = None,
    progress: Progress | None = None,
) -> bytes:
    """A view in the frame for paper, with a file attached.

    Raises:
        RenderError: WeasyPrint's libraries are missing, or the drawing fails.
    """
    page = rendering.page(FRAME, print_context(view, body))
    with _reported(progress, len(page) / SIGNS_PER_PAGE), _warned_of_boxes():
        document = _laid_out(_breakable(page), view.cover.logo)
        if attached:
            document.metadata.attachments.append(_attachment(*attached, view.cover.day))
        return _written(document)


def _breakable(page: str) -> str:
    """The page with places in endless words where a line may end; nothing of them shows."""
    return ENDLESS.sub(lambda found: PIECE.sub(rf"\1{BREAK}", found[0]), page)


def print_context(view: Any, body: str) -> dict[str, Any]:
    """What the frame for paper is given."""
    from markupsafe import Markup  # noqa: PLC0415 - comes with Jinja, loaded with it

    return {
        "counters": {"page": Markup('" counter(page) "'), "pages": Markup('" counter(pages) "')},
        "view": view,
        "body": body,
        "screen": False,
        "logo": LOGO if view.cover.logo else "",
        "language": language.current().code,
        "fonts": [
            {
                "family": font.family,
                "weight": font.weight,
                "style": font.style,
                "url": f"{SCHEME}:{font.file}",
            }
            for font in rendering.FONTS
        ],
    }


def _laid_out(page: str, logo: Logo | None) -> Document:
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as error:
        reason = str(error).splitlines()[0]
        raise RenderError(f"{MISSING} ({reason})") from error
    with _nothing_from_outside():
        page = thrift.with_plain_colours(page)
        reader = thrift.lean(HTML, page)
        source = reader(string=page, base_url="about:blank", url_fetcher=closed_fetcher(logo))
        return source.render(pdf_variant=VARIANT)


def closed_fetcher(logo: Logo | None = None) -> URLFetcher:
    """The fetcher that opens the shipped fonts and the logo: no network, no other file."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    files = {f"{SCHEME}:{font.file}": font.file for font in rendering.FONTS}

    class ClosedFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002 - WeasyPrint gives it
            if logo and url == LOGO:
                return URLFetcherResponse(url, logo.content, {"Content-Type": logo.kind})
            if url not in files:
                raise ValueError(f"not served: {url}")
            content = rendering.font_path(files[url]).read_bytes()
            return URLFetcherResponse(url, content, {"Content-Type": "font/ttf"})

    return ClosedFetcher(
        allowed_protocols=(SCHEME, "logo"), allow_redirects=False, fail_on_errors=True
    )


def _attachment(name: str, content: bytes, on: date) -> Attachment:
    from weasyprint import Attachment

    moment = datetime.combine(on, time(), UTC)
    return Attachment(
        string=content,
        name=name,
        description=_("The report's data"),
        relationship="Data",
        created=moment,
        modified=moment,
    )


def _written(document: Document) -> bytes:
    plain = document.metadata.generate_rdf_metadata

    def both(variant: str, version: int, conformance: str) -> bytes:
        rdf: bytes = plain(variant, version, conformance)
        return rdf.replace(b"</rdf:RDF>", ACCESSIBLE)

    document.metadata.generate_rdf_metadata = both
    thrift.count_pages_once()
    with _nothing_from_outside():
        content: bytes = document.write_pdf(pdf_variant=VARIANT, finisher=thrift.finish)
    return content


@contextmanager
def _nothing_from_outside() -> Iterator[None]:
    """Turn a fetch that was refused into a complaint; WeasyPrint's own error ends programs."""
    from weasyprint.urls import FatalURLFetchingError

    try:
        yield
    except FatalURLFetchingError as error:
        raise RenderError(f"a template asks for something from outside: {error}") from error


class _Boxes(logging.Handler):
    """Collects the signs that WeasyPrint found in no font, and whether it could draw the logo."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.signs: dict[str, None] = {}
        self.undrawn = False

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        if found := BOX.search(said):
            self.signs[found[1]] = None
        self.undrawn = self.undrawn or (LOGO in said and said.startswith("Failed"))


@contextmanager
def _warned_of_boxes() -> Iterator[None]:
    """Tell in the log which signs of the document no font of the machine has."""
    boxes = _Boxes()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(boxes)
    try:
        yield
    finally:
        logger.removeHandler(boxes)
    if boxes.undrawn:
        LOGGER.warning("the PDF is without the logo, which cannot be drawn: save it anew as PNG")
    if boxes.signs:
        LOGGER.warning(
            "the PDF shows boxes for %d signs that no font here has (%s): install fonts for them, "
            "such as fonts-noto-core and fonts-noto-cjk; with boxes the file is no valid PDF/A",
            len(boxes.signs),
            " ".join(list(boxes.signs)[:12]),
        )


class _Steps(logging.Handler):
    """Turns WeasyPrint's progress log into shares of the whole."""

    def __init__(self, progress: Progress, pages: float) -> None:
        super().__init__(logging.INFO)
        self.progress = progress
        self.pages = pages
        self.done = 0.0

    def emit(self, record: logging.LogRecord) -> None:
        found = STEP.match(record.getMessage())
        if not found:
            return
        step, page = int(found[1]), int(found[2] or 0)
        share = {DRAWS: LAYOUT, DRAWS + 1: DRAWING}.get(step, 0.02 * step)
        if page:
            share = LAYOUT * page / (page + self.pages / 2)
        self.done = max(self.done, min(share, DRAWING))
        self.progress(self.done, _("laying out pages") if step < DRAWS else _("writing the PDF"))


@contextmanager
def _reported(progress: Progress | None, pages: float) -> Iterator[None]:
    """Report WeasyPrint's steps to `progress` while it works."""
    if progress is None:
        yield
        return
    logger = logging.getLogger("weasyprint.progress")
    handler = _Steps(progress, pages)
    level, spreads = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
        progress(1, pgettext("progress", "done"))
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = spreads
