"""A longer text in the person's own editor."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FALLBACKS = ("sensible-editor", "nano", "vi", "notepad")


def command() -> list[str]:
    """The editor a person uses, from VISUAL or EDITOR, else one that is there; may be empty."""
    for name in ("VISUAL", "EDITOR"):
        chosen = os.environ.get(name, "").strip()
        if chosen:
            return shlex.split(chosen, posix=os.name != "nt")
    return next(([found] for each in FALLBACKS if (found := shutil.which(each))), [])


def edit(text: str) -> str | None:
    """The text as it comes back from the editor; None if there is none or it failed."""
    words = command()
    if not words:
        return None
    with tempfile.TemporaryDirectory(prefix="iso20k-gap-") as folder:
        file = Path(folder) / "note.txt"
        file.write_text(text, encoding="utf-8")
        try:
            done = subprocess.run([*words, str(file)], stdout=_screen(), check=False)  # noqa: S603 - the person's own editor
        except OSError:
            return None
        if done.returncode:
            return None
        return file.read_text(encoding="utf-8", errors="replace").rstrip()


def _screen() -> int | None:
    """Where the editor draws: standard output, or standard error where that goes to a file."""
    return None if sys.stdout.isatty() else sys.stderr.fileno()
