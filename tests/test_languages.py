"""The catalogues of translations: complete, true to placeholders, covered by the fonts."""

import importlib.util
import re
import sys
from collections import Counter
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from fontTools.ttLib import TTFont

from iso20k_gap import language
from iso20k_gap.core.assessment import PartyKind
from iso20k_gap.core.translation import ALL, CONTENT, TERMS, texts, translated
from iso20k_gap.errors import UsageError
from iso20k_gap.files import library, translations
from iso20k_gap.reports import words
from iso20k_gap.reports.rendering import FONTS, font_path

ROOT = Path(__file__).resolve().parent.parent
OTHERS = [code for code in translations.NAMES if code != "en"]
PLACEHOLDER = re.compile(r"\{[a-zA-Z_]*\}|%\([a-zA-Z_]+\)s|%%")
TAG = re.compile(r"</?[a-z][^>]*>")


@cache
def tool():
    """docs/languages.py as a module."""
    spec = importlib.util.spec_from_file_location("languages", ROOT / "docs" / "languages.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["languages"] = module
    spec.loader.exec_module(module)
    return module


@cache
def wanted():
    return tool().collected()


@cache
def catalog(code):
    with (translations.folder() / f"{code}.po").open("rb") as stream:
        return read_po(stream, locale=code)


def messages(code):
    return [each for each in catalog(code) if each.id]


def forms(thing):
    return thing if isinstance(thing, (tuple, list)) else (thing,)


@pytest.mark.parametrize("code", OTHERS)
def test_every_text_is_translated_in_all_its_forms(code):
    missing = [
        each.id
        for each in wanted()
        if each.id and not tool().is_said(catalog(code).get(each.id, each.context))
    ]
    assert not missing, f"{len(missing)} missing, among them {missing[:5]}: ./dev languages"


@pytest.mark.parametrize("code", OTHERS)
def test_no_translation_is_left_of_a_text_that_is_gone(code):
    gone = [
        each.id for each in messages(code) if wanted().get(forms(each.id)[0], each.context) is None
    ]
    assert not gone, "./dev languages takes them out"


@pytest.mark.parametrize("code", OTHERS)
def test_placeholders_and_tags_are_kept(code):
    wrong = []
    for each in filter(tool().is_said, messages(code)):
        singular, plural = forms(each.id)[0], forms(each.id)[-1]
        for form in forms(each.string):
            found = Counter(PLACEHOLDER.findall(form))
            allowed = [Counter(PLACEHOLDER.findall(text)) for text in (singular, plural)]
            if found not in allowed or Counter(TAG.findall(form)) != Counter(TAG.findall(plural)):
                wrong.append((each.id, form))
    assert not wrong


@pytest.mark.parametrize("code", OTHERS)
def test_only_formats_are_called_formats(code):
    """`80 % sure` is none: translators' tools would refuse a translation that is right."""
    entries = (translations.folder() / f"{code}.po").read_text(encoding="utf-8").split("\n\n")
    flagged = [each for each in entries if "python-format" in each]
    assert len(flagged) > 20
    assert [each for each in flagged if "%(" not in each and "%%" not in each] == []


@pytest.mark.parametrize("code", OTHERS)
def test_a_shipped_font_has_every_character(code):
    known = {point for font in FONTS for point in TTFont(font_path(font.file)).getBestCmap()}
    used = {sign for each in messages(code) for form in forms(each.string) for sign in form}
    assert not {sign for sign in used if ord(sign) not in known and not sign.isspace()}


@pytest.mark.parametrize("code", OTHERS)
def test_translations_are_not_copies(code):
    """A few words are the same in both languages; a file that was never translated is not."""
    same = [each for each in messages(code) if forms(each.string)[0] == forms(each.id)[0]]
    assert len(same) < len(messages(code)) / 8


@pytest.mark.parametrize(
    ("asked", "code"),
    [("de", "de"), ("DE", "de"), ("de_AT.UTF-8", "de"), ("Deutsch", "de"), ("zh-CN", "zh")],
)
def test_a_language_is_found_however_it_is_called(asked, code):
    assert translations.language_of(asked).code == code


def test_an_unknown_language_is_refused_with_those_there_are():
    with pytest.raises(UsageError) as refused:
        translations.language_of("klingon")
    assert "de (Deutsch)" in str(refused.value.complaints[0])


@pytest.mark.parametrize(
    ("code", "percentage", "day", "long_day", "listed"),
    [
        ("en", "54.3 %", "2026-11-21", "21 November 2026", "a, b and c"),
        ("de", "54,3\xa0%", "21.11.2026", "21. November 2026", "a, b und c"),
        ("es", "54,3\xa0%", "21 nov 2026", "21 de noviembre de 2026", "a, b y c"),
        ("ro", "54,3\xa0%", "21 nov. 2026", "21 noiembrie 2026", "a, b și c"),
        ("nl", "54,3%", "21 nov 2026", "21 november 2026", "a, b en c"),
        ("zh", "54.3%", "2026/11/21", "2026年11月21日", "a、b和c"),
    ],
)
def test_numbers_and_dates_follow_the_language(code, percentage, day, long_day, listed):
    on = date(2026, 11, 21)
    with language.speaking(translations.language_of(code)):
        assert words.percentage(Fraction(543, 1000)) == percentage
        assert words.day(on) == language.day(on) == day
        assert words.long_day(on) == long_day
        assert words.listed("abc") == listed


def test_translating_changes_texts_and_nothing_else():
    shipped = library.shipped_catalogue("2018")
    said = translated(shipped, str.upper)
    assert said.edition.id == "2018"
    for before, after in zip(shipped.requirements, said.requirements, strict=True):
        assert (after.id, after.owner, after.tags) == (before.id, before.owner, before.tags)
        assert after.statement == before.statement.upper()
        assert after.evidence == tuple(each.upper() for each in before.evidence)
    assert said.by_id["8.6.1-03"].statement.isupper()
    assert translated(said, lambda text: text) == said


def test_every_text_of_the_catalogue_is_named_once_as_term_or_content():
    assert not [
        (record, name)
        for record, names in TERMS.items()
        for name in names
        if name in CONTENT.get(record, ())
    ]
    shipped = library.shipped_catalogue("2018")
    assert set(texts(shipped, ALL)) == {*texts(shipped, TERMS), *texts(shipped, CONTENT)}


@pytest.mark.parametrize("code", OTHERS)
def test_the_catalogue_speaks_the_language_where_it_has_words(code):
    english = library.load_catalogue("2018").clause_by_id["8.6.1"].title
    with language.speaking(translations.language_of(code)):
        assert library.load_catalogue("2018").clause_by_id["8.6.1"].title != english
        assert words.PARTY_KINDS[PartyKind.CUSTOMER] != language._(
            words.PARTY_KINDS[PartyKind.CUSTOMER]
        )
    assert library.load_catalogue("2018").clause_by_id["8.6.1"].title == english
