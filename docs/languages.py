"""Bring the catalogues of translations up to date, and count what they lack.

`./dev languages` collects every marked text of the program, its templates and the shipped data's
terms, and merges them into report_templates/languages/*.po: new texts come in empty, texts no
longer used go. Texts of the catalogue's substance are asked for in *.content.po: only those
translated are kept there. `--count` only counts; it ends with 1 where a language is not complete.
`--template CODE` writes CODE.content.todo.po here: the substance that language still lacks.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from pydantic import BaseModel

from iso20k_gap.core.translation import CONTENT, CONTEXT, TERMS, texts
from iso20k_gap.files import library, translations
from iso20k_gap.language import ENGLISH, ROLE

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = {"**.j2": {"trimmed": "true", "newstyle_gettext": "true"}}
KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "counted": (2, 3),
}
PERCENTS = re.compile(r"%\([a-z_]+\)s|%%")
"""What is a placeholder or a doubled sign; Babel takes `80 % sure` for one too."""


def main() -> int:
    """Update or count; gives the exit code."""
    if "--template" in sys.argv[1:]:
        return write_todo(sys.argv[-1])
    count_only = "--count" in sys.argv[1:]
    wanted = collected()
    missing = 0
    for code in translations.NAMES:
        if code != ENGLISH.code:
            if not count_only:
                update(code, wanted)
            missing += told(code, wanted)
    return 1 if count_only and missing else 0


def called(
    stream: IO[bytes], keywords: dict[str, Any], tags: tuple[str, ...], options: dict[str, str]
) -> Iterator[tuple[int, str, Any, list[str]]]:
    """The calls in a Python file that mark texts, those inside f-strings too."""
    del options
    source = stream.read().decode("utf-8")
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name not in keywords:
            continue
        texts_given = tuple(
            each.value if isinstance(each, ast.Constant) and isinstance(each.value, str) else None
            for each in node.args
        )
        if any(texts_given):
            only = texts_given[0] if len(texts_given) == 1 else texts_given
            yield node.lineno, name, only, notes(lines, node.lineno, tags)


def notes(lines: list[str], number: int, tags: tuple[str, ...]) -> list[str]:
    """The remark for translators in the comment above a line."""
    found: list[str] = []
    for line in reversed(lines[: number - 1]):
        text = line.strip()
        if not text.startswith("#"):
            break
        found.insert(0, text.lstrip("# "))
        if text.lstrip("# ").startswith(tags):
            return found
    return []


METHODS = [("**.py", called), ("**.j2", "jinja2.ext:babel_extract")]


def collected() -> Catalog:
    """Every text a language must have."""
    catalog = Catalog(project="iso20k-gap", charset="utf-8")
    for folder in ("src", "report_templates"):
        for file, _, message, comments, context in extract_from_dir(
            ROOT / folder,
            method_map=METHODS,
            options_map=OPTIONS,
            keywords=KEYWORDS,
            comment_tags=("for translators:",),
            strip_comment_tags=True,
        ):
            place = f"{folder}/{file}"
            catalog.add(message, locations=[(place, 0)], auto_comments=comments, context=context)
    for text in sorted({each for record in records() for each in texts(record, TERMS)}):
        catalog.add(text, context=CONTEXT)
    for role in sorted(roles()):
        catalog.add(role, context=ROLE)
    return catalog


def content() -> list[str]:
    """Every text of the catalogue's substance."""
    return [*dict.fromkeys(each for record in records() for each in texts(record, CONTENT))]


def records() -> Iterator[BaseModel]:
    """The shipped data."""
    for edition in library.EDITIONS:
        yield library.shipped_catalogue(edition)
        yield library.shipped_questionnaire(edition, "full")
        yield library.shipped_questionnaire(edition, "screening")
        for scale in library.scale_names():
            rules = library.shipped_rulebook(edition, scale)
            yield from (rules.scale, rules.findings, rules.readiness)
    yield library.shipped_mapping("2011", "2018")


def roles() -> set[str]:
    """The names of all roles."""
    found = set()
    for edition in library.EDITIONS:
        catalogue = library.shipped_catalogue(edition)
        found |= {*catalogue.edition.roles, *(each.owner for each in catalogue.requirements)}
        found |= {each.owner for each in catalogue.clauses if each.owner}
    return found


def update(code: str, wanted: Catalog) -> None:
    """Merge what is wanted into a language's file."""
    path = translations.folder() / f"{code}.po"
    catalog = read(path, code)
    catalog.update(wanted, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    write(path, catalog)


def read(path: Path, code: str) -> Catalog:
    """A language's file, empty if there is none."""
    if not path.is_file():
        return Catalog(locale=code, project="iso20k-gap", charset="utf-8")
    with path.open("rb") as stream:
        return read_po(stream, locale=code)


def write(path: Path, catalog: Catalog) -> None:
    """Write a language's file without dates and line numbers, which only make noise."""
    for message in catalog:
        if not PERCENTS.search("".join(forms(message.id))):
            message.flags.discard("python-format")
    catalog.header_comment = "# Translations of iso20k-gap; see docs/languages.md."
    with path.open("wb") as stream:
        write_po(stream, catalog, width=100, omit_header=False, no_location=False, sort_output=True)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    noise = ('"POT-Creation-Date', '"PO-Revision-Date', '"Last-Translator', '"Generated-By')
    path.write_text("".join(e for e in lines if not e.startswith(noise)), encoding="utf-8")


def write_todo(code: str) -> int:
    """Write the texts of substance that a language lacks to a file here; gives the exit code."""
    there = read(translations.folder() / f"{code}.content.po", code)
    todo = Catalog(locale=code, project="iso20k-gap", charset="utf-8")
    for text in content():
        if not is_said(there.get(text, CONTEXT)):
            todo.add(text, context=CONTEXT)
    write(Path(f"{code}.content.todo.po"), todo)
    return 0


def told(code: str, wanted: Catalog) -> int:
    """Print what a language lacks, and give how many texts it must have and has not."""
    catalog = read(translations.folder() / f"{code}.po", code)
    asked = [each for each in wanted if each.id]
    lacking = [each for each in asked if not is_said(catalog.get(each.id, each.context))]
    extra = read(translations.folder() / f"{code}.content.po", code)
    every = content()
    there = sum(is_said(extra.get(each, CONTEXT)) for each in every)
    print(  # noqa: T201 - what the command is for
        f"{code}: {len(asked) - len(lacking)} of {len(asked)} texts of reports and interviews, "
        f"{there} of {len(every)} of the catalogue"
    )
    return len(lacking)


def forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    """A text's forms: one, or one for each number."""
    return (text,) if isinstance(text, str) else tuple(text)


def is_said(message: Message | None) -> bool:
    """Whether a message is translated in all its forms."""
    if message is None:
        return False
    forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return all(forms) and bool(forms)


if __name__ == "__main__":
    sys.exit(main())
