"""Marks what stands in English in a document of another language, for voices and for hyphens.

The catalogue's texts that a language lacks stand in English. They come alone, after a colon, one
after the other between semicolons, or cut short with an ellipsis; what people typed is not judged.
"""

import re
from collections.abc import Iterator, Sequence
from html import unescape

from iso20k_gap.language import ENGLISH, Language
from iso20k_gap.reports.bilingual import NAME, TOKEN, VOID, WHOLE

BETWEEN = re.compile(r"((?<!&amp)(?<!&lt)(?<!&gt)(?<!&#3[49])(?:[:;] |\.\s*$))")
"""What stands between texts of a row and after the last; an entity's semicolon does not."""

SPOKEN = re.compile(r'\slang="([^"]*)"')
UNMARKED = {"title", "desc", "text", "tspan", "option", "a"}
"""Elements that can hold no other; a link could, but not in a PDF whose links are tagged."""

CUT = "…"


def is_english(text: str, language: Language) -> bool:
    """Whether a text, whole or cut short, is one that the language lacks."""
    found = text.strip()
    if found in language.lacks:
        return True
    kept = found.removesuffix(CUT)
    return "" != kept != found and any(each.startswith(kept) for each in language.lacks)


def marked(page: str, languages: Sequence[Language]) -> str:
    """The page with English texts marked in the parts that are in one of these languages."""
    return "".join(_tokens(page, {each.code: each for each in languages}))


def _tokens(page: str, languages: dict[str, Language]) -> Iterator[str]:
    around = [""]
    for match in TOKEN.finditer(page):
        token = match.group()
        if not token.startswith("<"):
            language = languages.get(around[-1])
            yield _text(token, language) if language and not token.isspace() else token
            continue
        if token.startswith("</"):
            around.pop()
        elif _holds_others(token):
            around.append(_language(token, around[-1]))
        yield token


def _holds_others(tag: str) -> bool:
    """Whether it is a start tag with an end to come."""
    name = NAME.match(tag)
    return name is not None and name[1].lower() not in VOID | WHOLE and not tag.endswith("/>")


def _language(tag: str, around: str) -> str:
    """The language within an element; none where nothing can be marked."""
    name = NAME.match(tag)
    if name and name[1].lower() in UNMARKED:
        return ""
    told = SPOKEN.search(tag)
    return told[1] if told else around


def _text(text: str, language: Language) -> str:
    pieces = [text] if is_english(unescape(text), language) else BETWEEN.split(text)
    return "".join(_piece(each, language) for each in pieces)


def _piece(piece: str, language: Language) -> str:
    if not is_english(unescape(piece), language):
        return piece
    inner = piece.strip()
    before, _, after = piece.partition(inner)
    return f'{before}<span lang="{ENGLISH.code}">{inner}</span>{after}'
