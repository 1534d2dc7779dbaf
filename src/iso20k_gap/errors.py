"""What can go wrong, and the exit code each kind of trouble gives."""

from dataclasses import dataclass
from enum import IntEnum

MOST_COMPLAINTS = 500
"""How many complaints are told at once; a file with more of them is none of ours."""


class ExitCode(IntEnum):
    """The program's exit codes; they are an API and never change their meaning."""

    DONE = 0
    GATE_FAILED = 1
    USAGE = 2
    INPUT = 3
    RENDER = 4
    BUG = 70
    STOPPED = 130


@dataclass(frozen=True)
class Complaint:
    """One thing wrong in something a person wrote: where, what, and how to mend it.

    `line` and `column` count from 1; 0 means the whole file.
    """

    what: str
    remedy: str = ""
    file: str = ""
    line: int = 0
    column: int = 0

    @property
    def where(self) -> str:
        """`file:line:column`, as editors and terminals make it clickable."""
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"

    def __str__(self) -> str:
        """Give the complaint on one line."""
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.what}" + (f" ({self.remedy})" if self.remedy else "")


class GapError(Exception):
    """Something the person can understand and mend."""

    exit_code = ExitCode.INPUT


class InputError(GapError):
    """A file or value a person gave is missing or wrong; carries every complaint at once."""

    def __init__(self, *complaints: Complaint) -> None:
        self.complaints = complaints
        super().__init__("\n".join(str(complaint) for complaint in complaints))


class UsageError(InputError):
    """The command was given arguments that cannot go together."""

    exit_code = ExitCode.USAGE


class RenderError(GapError):
    """A document cannot be drawn or written."""

    exit_code = ExitCode.RENDER


class InterviewStoppedError(GapError):
    """The person left the interview, or there is no one to ask; answers given are kept."""

    exit_code = ExitCode.STOPPED
