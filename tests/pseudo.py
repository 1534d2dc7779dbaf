"""A language nobody speaks: every text comes out in ⟦brackets⟧, so what is not said shows."""

import re

from iso20k_gap.files.translations import LocalConventions
from iso20k_gap.language import ENGLISH, Language

OPEN, CLOSE = "⟦", "⟧"
WORD = re.compile(r"[A-Za-z]{2,}")


class Bracketed:
    """Says every text in brackets; what stands in a bracket within another stays readable."""

    def gettext(self, message: str, /) -> str:
        return f"{OPEN}{message}{CLOSE}"

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        return self.gettext(one if count == 1 else many)

    def pgettext(self, context: str, message: str, /) -> str:
        del context
        return self.gettext(message)


class InContext(Bracketed):
    """Says with a text what it is meant of, and with a number both forms that are asked for."""

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        return self.gettext(f"{count}: {one} / {many}")

    def pgettext(self, context: str, message: str, /) -> str:
        return self.gettext(f"{context}: {message}")


class Padded(Bracketed):
    """Says every text longer by two fifths, as German does; a single word becomes a longer one."""

    def gettext(self, message: str, /) -> str:
        more = -(-2 * len(message) // 5)
        filler = " länger" if " " in message else "ungen"
        return super().gettext(message + (filler * more)[:more])

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        return self.gettext(one if count == 1 else many)


class Wide(Bracketed):
    """Says every text in few but wide signs without spaces, as Chinese does."""

    def gettext(self, message: str, /) -> str:
        places = "".join(f"{{{name}}}" for name in re.findall(r"\{(\w+)\}", message))
        places += "".join(f"%({name})s" for name in re.findall(r"%\((\w+)\)s", message))
        return "汉" * (-(-len(message) // 3)) + places


class Meant(Bracketed):
    """Says every text as it stands, and in what context it is meant: `Plan/document`."""

    def gettext(self, message: str, /) -> str:
        return message

    def pgettext(self, context: str, message: str, /) -> str:
        return f"{message}/{context}"


class OneForm:
    """Says the first form of a text whatever the whole number, as languages without a plural do."""

    def gettext(self, message: str, /) -> str:
        return message

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        assert isinstance(count, int)
        del many
        return one

    def pgettext(self, context: str, message: str, /) -> str:
        del context
        return message


PSEUDO = Language("qps", "⟦pseudo⟧", Bracketed(), LocalConventions("de"))
IN_CONTEXT = Language("qpc", "⟦context⟧", InContext(), ENGLISH.conventions)
PADDED = Language("de", "⟦padded⟧", Padded(), LocalConventions("de"))
MEANT = Language("en", "meant", Meant(), ENGLISH.conventions)
WIDE = Language("zh", "⟦wide⟧", Wide(), LocalConventions("zh"))
ONE_FORM = Language("qaa", "one form", OneForm(), ENGLISH.conventions)
PLURAL = re.compile(r"\b(day|month)s\b")


def in_one_form(text: str) -> str:
    """A text with its days and months for any number, to compare the forms of a text."""
    return PLURAL.sub(r"\1", text)


def unsaid(text: str) -> str:
    """What of a text stands outside all brackets."""
    kept: list[str] = []
    depth = 0
    for sign in text:
        depth += sign == OPEN
        if not depth:
            kept.append(sign)
        depth -= sign == CLOSE and depth > 0
    return "".join(kept)


def unsaid_words(text: str) -> list[str]:
    """The words of a text that stand outside all brackets."""
    return WORD.findall(unsaid(text))
