"""The settings that hold for this run: the command line, then environment, files, defaults."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from iso20k_gap.core.configuration import Chosen
    from iso20k_gap.files.configuration_places import Files

LANGUAGE = "ISO20K_GAP_LANGUAGE"
GIVEN_NOTHING: tuple[Any, ...] = (None, "", (), [])


def value(key: str, given: Any = None) -> Any:
    """What was given on the command line, or else what the setting of that name says.

    Raises:
        InputError: a settings file is wrong.
        UsageError: an environment variable is wrong.
    """
    return everything()[key].value if given in GIVEN_NOTHING else given


@cache
def everything() -> dict[str, Chosen]:
    """Every setting with its value and where it comes from.

    Raises:
        InputError: a settings file is wrong.
        UsageError: an environment variable is wrong.
    """
    import os

    from iso20k_gap.files import configuration

    return configuration.resolve(files(), os.environ, words_of)


def files() -> Files:
    """Where settings may stand for somebody in this folder."""
    import os
    from pathlib import Path

    from iso20k_gap.files.configuration_places import Files

    return Files.of(os.environ, Path())


def language() -> str:
    """The language the settings say; looked for without reading anything where nothing says one.

    Raises:
        InputError: a settings file is wrong.
        UsageError: an environment variable is wrong.
    """
    import os

    if LANGUAGE not in os.environ and not files().is_any:
        return ""
    return str(value("language"))


def forget() -> None:
    """Read the settings anew when they are asked for next."""
    everything.cache_clear()


def words_of(key: str) -> tuple[str, ...]:
    """The words a setting takes, where what ships decides about them."""
    from iso20k_gap.cli import plan_format
    from iso20k_gap.files import vocabulary
    from iso20k_gap.reports import format as report_format

    shipped = {
        "new.edition": vocabulary.editions,
        "new.questionnaire": vocabulary.questionnaires,
        "new.scale": vocabulary.scales,
    }
    forms = {"report.formats": report_format.Format, "plan.formats": plan_format.Format}
    if key in forms:
        return tuple(each.value for each in forms[key])
    return tuple(shipped[key]()) if key in shipped else ()
