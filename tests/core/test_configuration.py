"""Settings: what each takes, and what is said about what it does not take."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iso20k_gap.core.configuration import BY_KEY, SETTINGS, Kind, SettingError, find, read


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("assessor", "  A. Smith ", "A. Smith"),
        ("language", "DE", "de"),
        ("colour", "Never", "never"),
        ("pager", "yes", True),
        ("pager", "OFF", False),
        ("plain", "1", True),
        ("report.formats", "pdf, html pdf", ("pdf", "html")),
        ("report.formats", ["md"], ("md",)),
        ("branding.accent", "#0B6582", "#0b6582"),
        ("branding.accent", "", ""),
    ],
)
def test_what_is_taken(key, text, value):
    """Blanks and capitals do not matter where they mean nothing."""
    words = {"report.formats": ["pdf", "html", "md"]}.get(key, BY_KEY[key].words)

    assert read(BY_KEY[key], text, words) == value


@pytest.mark.parametrize(
    ("key", "text", "told"),
    [
        ("language", "eng", "did you mean en?"),
        ("language", "klingon", "known: en, de, es, ro, nl, zh"),
        ("colour", "alway", "did you mean always?"),
        ("pager", "maybe", "write true or false"),
        ("report.formats", "pfd", "did you mean pdf?"),
        ("report.formats", {"a": "b"}, "known: pdf, html"),
        ("assessor", ["A", "B"], "write assessor"),
        ("branding.accent", "#ffff00", "a darker colour"),
        ("branding.accent", "blue", "a colour such as"),
    ],
)
def test_what_is_refused(key, text, told):
    """Each refusal says how to mend it."""
    setting = BY_KEY[key]
    with pytest.raises(SettingError) as caught:
        read(setting, text, setting.words or ["pdf", "html"])

    assert told in f"{caught.value.what} {caught.value.remedy}"


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("colur", "did you mean colour?"),
        ("formats", "did you mean plan.formats or report.formats?"),
        ("formts", "did you mean"),
        ("report", "formats, template"),
        ("nothing.like.it", "settings: language"),
    ],
)
def test_unknown_settings(key, told):
    """A name that is none is told with those near it."""
    with pytest.raises(SettingError) as caught:
        find(key)

    assert told in caught.value.remedy


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda each: each.key)
def test_settings_are_found_by_their_key(setting):
    """By no other name."""
    assert find(setting.key) is setting


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda each: each.key)
def test_every_setting_is_complete(setting):
    """Each has a help, a variable of its own, and a default of its kind."""
    assert setting.help.endswith(".")
    assert setting.variable.startswith("ISO20K_GAP_")
    kinds = {Kind.FLAG: bool, Kind.WORDS: tuple}
    assert isinstance(setting.default, kinds.get(setting.kind, str))


def test_variables_are_distinct():
    """No two settings share an environment variable."""
    assert len({each.variable for each in SETTINGS}) == len(SETTINGS)


@given(st.sampled_from(SETTINGS), st.text())
def test_any_text_is_read_or_refused(setting, text):
    """Nothing a person writes is a bug, and what is read is of the setting's kind."""
    words = setting.words or ("pdf", "html")
    try:
        value = read(setting, text, words)
    except SettingError:
        return

    assert isinstance(value, type(setting.default))
    if setting.kind is Kind.WORD:
        assert value in words
