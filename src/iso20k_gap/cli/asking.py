"""Who is asked: a terminal, a terminal read aloud, or a pipe; and leaving politely."""

from __future__ import annotations

import os
import signal
import stat
import sys
import textwrap
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from iso20k_gap.cli import configured, settings
from iso20k_gap.errors import GapError, InterviewStoppedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from iso20k_gap.core.rating import Scale
    from iso20k_gap.interview.asker import Asker
    from iso20k_gap.interview.keyboard import Keyboard

NOBODY = (
    "there is no terminal to ask in and nothing comes on a pipe; "
    "rate without dialogue: iso20k-gap rate DIR ID=RATING"
)


@contextmanager
def asker(scale: Scale, *, plain: bool) -> Iterator[Asker]:
    """The asker for whoever is there.

    Raises:
        InterviewStoppedError: nobody is there.
    """
    if settings.current().no_input:
        raise InterviewStoppedError(f"--no-input: {NOBODY}")
    with ExitStack() as stack:
        if not _is_terminal(sys.stdin):
            yield _piped(scale)
        elif plain or _wants_plain():
            yield _read_aloud(stack, scale)
        else:
            yield _drawn(stack, scale)


def hold(interview: Callable[[], None]) -> GapError | None:
    """Hold the interview; what broke it off, be it Ctrl-C, a closed terminal or the disk."""
    numbers = [getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP")]
    before = {number: signal.signal(number, _leave) for number in numbers if number is not None}
    try:
        interview()
    except KeyboardInterrupt:
        return InterviewStoppedError()
    except GapError as error:
        return error
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return None


def _leave(_: int, __: Any) -> NoReturn:
    raise KeyboardInterrupt


def _wants_plain() -> bool:
    from iso20k_gap.interview import windows_console

    if configured.value("plain") or os.environ.get("TERM") == "dumb":
        return True
    return not windows_console.obeys_escapes()


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


def _piped(scale: Scale) -> Asker:
    from iso20k_gap.interview.pipe import PipeReplies
    from iso20k_gap.interview.plain import PlainAsker

    replies = PipeReplies(sys.stdin.buffer) if _has_pipe() else None
    if replies is None or not replies.has_more():
        raise InterviewStoppedError(NOBODY)
    return PlainAsker(replies, _say, scale, brief=True)


def _has_pipe() -> bool:
    """Whether standard input is more than the empty device."""
    if sys.stdin is None or sys.stdin.closed:
        return False
    try:
        return not stat.S_ISCHR(os.fstat(sys.stdin.fileno()).st_mode)
    except (OSError, ValueError):
        return hasattr(sys.stdin, "buffer")


def _read_aloud(stack: ExitStack, scale: Scale) -> Asker:
    from iso20k_gap.interview.pipe import KeyReplies
    from iso20k_gap.interview.plain import PlainAsker

    keyboard = stack.enter_context(_open_keyboard())
    return PlainAsker(KeyReplies(keyboard), _say, scale, brief=False)


def _drawn(stack: ExitStack, scale: Scale) -> Asker:
    from iso20k_gap.interview.canvas import Canvas
    from iso20k_gap.interview.terminal import TerminalAsker

    stream = sys.stderr
    if not _is_terminal(stream):
        try:
            stream = Path(os.ctermid()).open("w", encoding="utf-8")  # noqa: SIM115 - the stack closes it
        except (OSError, AttributeError):
            raise InterviewStoppedError(NOBODY) from None
        stack.callback(stream.close)
    canvas = Canvas(stream, coloured=settings.colour_on(stream))
    return stack.enter_context(TerminalAsker(_open_keyboard(), canvas, scale))


def _open_keyboard() -> Keyboard:
    """The keyboard of the terminal on standard input."""
    if os.name == "nt":
        from iso20k_gap.interview.windows_keyboard import WindowsKeyboard

        return WindowsKeyboard()
    from iso20k_gap.interview.posix_keyboard import PosixKeyboard

    return PosixKeyboard(sys.stdin.fileno())


def _say(line: str) -> None:
    """Print a line to standard error, broken between words where a terminal would break it."""
    lines = [line]
    if _is_terminal(sys.stderr):
        width = os.get_terminal_size(sys.stderr.fileno()).columns or 80
        lines = textwrap.wrap(line, max(width - 1, 20), break_on_hyphens=False) or [""]
    print("\n".join(lines), file=sys.stderr, flush=True)  # noqa: T201 - the interview's own voice
