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
        ("report.formats", [" md ", "HTML", "md"], ("md", "html")),
        ("report.formats", " ", ()),
        ("report.template", " own ", "own"),
        ("plain", " No ", False),
        ("branding.accent", "#0B6582", "#0b6582"),
        ("branding.accent", "", ""),
    ],
)
def test_what_is_taken(key, text, value):
    """Blanks and capitals do not matter where they mean nothing."""
    words = {"report.formats": ["pdf", "html", "md"]}.get(key, BY_KEY[key].words)

    assert read(BY_KEY[key], text, words) == value


WHITE = "#ffff00 has a contrast of 1.0 to 1 with white paper, text needs 4.5 to 1"


@pytest.mark.parametrize(
    ("key", "text", "what", "remedy"),
    [
        ("language", "eng", "language does not take 'eng'", "did you mean en?"),
        ("language", "klingon", "language does not take 'klingon'",
         "known: en, de, es, ro, nl, zh"),
        ("language", 3, "language takes one text", "write language: Language of the outputs."),
        ("colour", "ALWAY", "colour does not take 'ALWAY'", "did you mean always?"),
        ("pager", " maybe ", "pager is true or false, not 'maybe'", "write true or false"),
        ("report.formats", "html pfd", "report.formats does not take 'pfd'", "did you mean PDF?"),
        ("report.formats", "docx", "report.formats does not take 'docx'", "known: PDF, html"),
        ("report.formats", {"a": "b"}, "report.formats takes a list of words",
         "known: PDF, html"),
        ("report.formats", ["html", 1], "report.formats takes a list of words",
         "known: PDF, html"),
        ("report.template", ["A", "B"], "report.template takes one text",
         "write report.template: Folder of own templates for pdf, html and md."),
        ("branding.accent", "#ffff00", f"branding.accent: expected a darker colour: {WHITE}", ""),
        ("branding.accent", "blue",
         "branding.accent: expected a colour such as '#0b6582', not 'blue'", ""),
    ],
)  # fmt: skip
def test_what_is_refused(key, text, what, remedy):
    """Each refusal says what is wrong and how to mend it."""
    setting = BY_KEY[key]
    with pytest.raises(SettingError) as caught:
        read(setting, text, setting.words or ["PDF", "html"])

    assert (caught.value.what, caught.value.remedy) == (what, remedy)
    assert str(caught.value) == what


@pytest.mark.parametrize(
    ("key", "what", "remedy"),
    [
        ("report", "report is a group of settings", "write below it: formats, template"),
        ("colur", "there is no setting 'colur'", "did you mean colour?"),
        ("plan.colour", "there is no setting 'plan.colour'",
         "did you mean colour or plan.formats?"),
        ("formats", "there is no setting 'formats'",
         "did you mean plan.formats or report.formats?"),
        ("branding.nam", "there is no setting 'branding.nam'",
         "did you mean branding.name or branding.contact?"),
        ("a.b.logo", "there is no setting 'a.b.logo'", "did you mean branding.logo?"),
        ("of.my.own.pager", "there is no setting 'of.my.own.pager'", "did you mean pager?"),
        ("of.my.own.formats", "there is no setting 'of.my.own.formats'",
         "did you mean plan.formats or report.formats?"),
        ("of.my.folder.langage", "there is no setting 'of.my.folder.langage'",
         "did you mean language?"),
        ("x.naem", "there is no setting 'x.naem'", "did you mean branding.name?"),
        ("cont", "there is no setting 'cont'", "did you mean new.country or branding.contact?"),
        ("nothing.like.it", "there is no setting 'nothing.like.it'",
         f"settings: {', '.join(BY_KEY)}"),
    ],
)  # fmt: skip
def test_unknown_settings(key, what, remedy):
    """A name that is none is told with those near it: by the whole, else by its last part."""
    with pytest.raises(SettingError) as caught:
        find(key)

    assert (caught.value.what, caught.value.remedy) == (what, remedy)


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
