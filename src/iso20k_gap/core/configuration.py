"""The program's settings: their names, what they take, and what holds where nobody sets them.

No setting changes a number or a finding. They say who works, how things look, which form a document
has when none is named, and what new folders begin with.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from iso20k_gap.core.colour import readable

PREFIX = "ISO20K_GAP_"
LANGUAGES = ("en", "de", "es", "ro", "nl", "zh")
COLOURS = ("auto", "always", "never")
YES, NO = ("true", "yes", "on", "1"), ("false", "no", "off", "0")

Value = str | bool | tuple[str, ...]


class Kind(StrEnum):
    """What a setting takes."""

    TEXT = "text"
    FLAG = "true or false"
    WORD = "one word of several"
    WORDS = "some words of several"
    PLACE = "a file or folder"
    COLOUR = "a colour"


class Source(StrEnum):
    """Who set a value; an earlier one wins over a later one."""

    ENVIRONMENT = "environment"
    FOLDER = "folder"
    USER = "user"
    DEFAULT = "default"


@dataclass(frozen=True)
class Setting:
    """One setting; `words` are those it takes, empty where what ships decides about them."""

    key: str
    help: str
    kind: Kind = Kind.TEXT
    default: Value = ""
    words: tuple[str, ...] = ()

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return PREFIX + self.key.replace(".", "_").upper()


@dataclass(frozen=True)
class Chosen:
    """A setting's value and where it comes from: a variable, or `file:line:column`."""

    value: Value
    source: Source = Source.DEFAULT
    where: str = ""


class SettingError(ValueError):
    """A value a setting does not take: what is wrong, and how to mend it."""

    def __init__(self, what: str, remedy: str = "") -> None:
        self.what, self.remedy = what, remedy
        super().__init__(what)


SETTINGS = (
    Setting("language", "Language of the outputs.", Kind.WORD, "en", LANGUAGES),
    Setting("assessor", "Who rates, where --by names nobody; who assesses in new folders."),
    Setting("colour", "Colour in the terminal.", Kind.WORD, "auto", COLOURS),
    Setting("pager", "Page what is longer than the screen, with $PAGER.", Kind.FLAG, default=False),
    Setting("plain", "Interview in labelled lines for screen readers.", Kind.FLAG, default=False),
    Setting("new.edition", "Edition of new folders.", Kind.WORD, "2018"),
    Setting("new.questionnaire", "Questionnaire of new folders.", Kind.WORD, "full"),
    Setting("new.scale", "Scale of new folders.", Kind.WORD, "nplf"),
    Setting("new.country", "Country of the public holidays in new folders' plans: IE."),
    Setting("new.subdivision", "Part of that country with holidays of its own."),
    Setting("report.formats", "What `report` writes without -f.", Kind.WORDS, ("pdf",)),
    Setting("report.template", "Folder of own templates for pdf, html and md.", Kind.PLACE),
    Setting("plan.formats", "What `plan -o OUT` writes without -f.", Kind.WORDS, ("pdf",)),
    Setting("branding.name", "Who made the report, where assessment.yaml says nobody."),
    Setting("branding.contact", "How to reach them."),
    Setting("branding.accent", "Their colour, dark enough for text: '#0b6582'.", Kind.COLOUR),
    Setting("branding.logo", "Their logo: a .png, .svg or .jpg file.", Kind.PLACE),
    Setting("branding.disclaimer", "What the report closes with."),
)
BY_KEY = {each.key: each for each in SETTINGS}


def find(key: str) -> Setting:
    """The setting of that name.

    Raises:
        SettingError: there is none.
    """
    below = [each for each in BY_KEY if each.startswith(f"{key}.")]
    if below:
        remedy = f"write below it: {', '.join(each.partition('.')[2] for each in below)}"
        raise SettingError(f"{key} is a group of settings", remedy)
    if key not in BY_KEY:
        raise SettingError(f"there is no setting {key!r}", nearest_key(key))
    return BY_KEY[key]


def nearest_key(key: str) -> str:
    """A hint with the settings whose names come nearest, by the whole name or its last part."""
    last = key.rpartition(".")[2]
    near = get_close_matches(key, list(BY_KEY), n=2)
    near += [each for each in BY_KEY if each.rpartition(".")[2] == last]
    if not near:
        lasts = {each.rpartition(".")[2]: each for each in BY_KEY}
        near = [lasts[each] for each in get_close_matches(last, list(lasts), n=2)]
    if near:
        return f"did you mean {' or '.join(dict.fromkeys(near))}?"
    return f"settings: {', '.join(BY_KEY)}"


def read(setting: Setting, given: object, words: Sequence[str]) -> Value:
    """The value that a text, or a list of texts, means; `words` are those it takes.

    Raises:
        SettingError: the setting does not take it.
    """
    if setting.kind is Kind.WORDS:
        return _words(setting, given, words)
    if not isinstance(given, str):
        raise SettingError(f"{setting.key} takes one text", f"write {setting.key}: {setting.help}")
    text = given.strip()
    if setting.kind is Kind.FLAG:
        return _flag(setting, text)
    if setting.kind is Kind.WORD:
        return _word(setting, text, words)
    return _colour(setting, text) if setting.kind is Kind.COLOUR else text


def _words(setting: Setting, given: object, words: Sequence[str]) -> tuple[str, ...]:
    parts = given.replace(",", " ").split() if isinstance(given, str) else given
    if not isinstance(parts, list) or not all(isinstance(each, str) for each in parts):
        raise SettingError(f"{setting.key} takes a list of words", f"known: {', '.join(words)}")
    return tuple(dict.fromkeys(_word(setting, each.strip(), words) for each in parts))


def _word(setting: Setting, text: str, words: Sequence[str]) -> str:
    by_name = {each.casefold(): each for each in words}
    if text.casefold() in by_name:
        return by_name[text.casefold()]
    near = get_close_matches(text.casefold(), list(by_name), n=1)
    hint = f"did you mean {by_name[near[0]]}?" if near else f"known: {', '.join(words)}"
    raise SettingError(f"{setting.key} does not take {text!r}", hint)


def _flag(setting: Setting, text: str) -> bool:
    if text.casefold() in (*YES, *NO):
        return text.casefold() in YES
    raise SettingError(f"{setting.key} is true or false, not {text!r}", "write true or false")


def _colour(setting: Setting, text: str) -> str:
    try:
        return readable(text)
    except ValueError as error:
        raise SettingError(f"{setting.key}: expected {error}") from None
