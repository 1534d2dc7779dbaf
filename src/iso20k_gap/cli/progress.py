"""How far the drawing of a document is, shown to whoever waits."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from iso20k_gap.cli import settings
from iso20k_gap.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from iso20k_gap.reports.rendering import Progress


@contextmanager
def progress_bar() -> Iterator[Progress | None]:
    """A progress bar on stderr while a document is drawn; None where no one would see it."""
    console = settings.err()
    with _told_warnings(console):
        if console.quiet or not console.is_terminal:
            yield None
            return
        with _bar(console) as progress:
            yield progress


@contextmanager
def _bar(console: Console) -> Iterator[Progress]:
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        # for translators: said while a document is being drawn
        task = bar.add_task(_("drawing"), total=1.0)
        yield lambda share, words: bar.update(task, completed=share, description=words)


@contextmanager
def _told_warnings(console: Console) -> Iterator[None]:
    """Print what the drawing warns of, such as signs that no font has."""
    import logging

    from iso20k_gap.core.printable import harmless

    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: console.print(  # type: ignore[method-assign]
        _("warning: {text}").format(text=harmless(record.getMessage())), soft_wrap=True
    )
    logger = logging.getLogger("iso20k_gap")
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
