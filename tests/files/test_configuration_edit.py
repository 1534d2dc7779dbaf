"""One setting changed in its file: everything else stays as people wrote it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iso20k_gap.core.configuration import BY_KEY, SETTINGS, Kind, Source
from iso20k_gap.errors import InputError, UsageError
from iso20k_gap.files.configuration import read
from iso20k_gap.files.configuration_edit import change, edited

KNOWN = {
    "new.edition": ("2018", "2011"),
    "new.questionnaire": ("full", "screening"),
    "new.scale": ("nplf", "yes-partial-no"),
    "report.formats": ("pdf", "html", "md"),
    "plan.formats": ("pdf", "csv"),
}
FULL = """\
# top
schema: 1

# me
assessor: "Ann # B"  # that's me

# reports
report:  # two
  # formats
  formats:
    - pdf  # x
    - html
  # own looks
  template: t

# end
"""


def words(key):
    return KNOWN.get(key, ())


@pytest.mark.parametrize(
    ("key", "given_", "old", "new"),
    [
        ("assessor", "Bob", '"Ann # B"  # that', "Bob  # that"),
        ("assessor", "yes", '"Ann # B"  # that', '"yes"  # that'),
        ("assessor", None, 'assessor: "Ann # B"  # that\'s me\n\n', ""),
        (
            "report.formats",
            "md, pdf",
            "formats:\n    - pdf  # x\n    - html\n",
            "formats: [md, pdf]\n",
        ),
        ("report.template", None, "  template: t\n\n", ""),
        ("pager", "on", "  template: t\n\n", "  template: t\n\npager: true\n"),
        ("new.scale", "nplf", "  template: t\n\n", "  template: t\n\nnew:\n  scale: nplf\n"),
        ("branding.accent", "#0b6582", "t\n\n", 't\n\nbranding:\n  accent: "#0b6582"\n'),
    ],
)
def test_only_its_lines_change(key, given_, old, new):
    """Comments, order and spacing of all else survive byte for byte."""
    changed = edited(FULL, BY_KEY[key], given_)

    assert FULL.count(old) == 1
    assert changed == FULL.replace(old, new)


@pytest.mark.parametrize(
    ("text", "key", "given_", "expected"),
    [
        ("", "pager", "on", "pager: true\n"),
        ("# only\n", "pager", "on", "# only\npager: true\n"),
        ("# only", "pager", None, "# only\n"),
        ("report:\nassessor: x", "report.formats", "md", "report:\n  formats: [md]\nassessor: x"),
        ("{assessor: x, pager: true}\n", "assessor", "y", "{assessor: y, pager: true}\n"),
        (
            "{assessor: -1e999, x-a: 0x1F}\n",
            "pager",
            "on",
            "{assessor: -1e999, x-a: 0x1F, pager: true}\n",
        ),
        ("report: {formats: [md]}\n", "report.template", "t", None),
        ("report:\n  formats: [md]\npager: true\n", "report.formats", None, "pager: true\n"),
        ("a:\r\n", "pager", "on", "a:\r\npager: true\r\n"),
    ],
)
def test_files_of_every_shape(text, key, given_, expected):
    """Empty files, files in braces, files of Windows."""
    changed = edited(text, BY_KEY[key], given_)

    if expected is not None:
        assert changed == expected
    assert "\r\n" in changed or "\r\n" not in text


def test_a_new_file_knows_its_schema(tmp_path):
    """Editors complete the file from its first line on."""
    path = tmp_path / "deep" / "config.yaml"
    change(path, "assessor", "A. Smith", words)
    text = path.read_text(encoding="utf-8")

    assert text.startswith("# yaml-language-server: $schema=config.schema.json\n")
    assert read(path, Source.USER, words)["assessor"].value == "A. Smith"


@pytest.mark.parametrize(
    ("key", "text", "error", "told"),
    [
        ("colur", "never", UsageError, "did you mean colour?"),
        ("colour", "nevr", UsageError, "did you mean never?"),
        ("assessor", "A", InputError, "there is no setting 'nosuch'"),
    ],
)
def test_nothing_is_written_where_something_is_wrong(key, text, error, told, tmp_path):
    """A wrong value, or a file that is wrong already, leaves the file as it is."""
    path = tmp_path / "config.yaml"
    path.write_text("nosuch: 1\n" if error is InputError else "assessor: A\n")
    before = path.read_bytes()

    with pytest.raises(error, match=told.replace("?", "[?]")):
        change(path, key, text, words)
    assert path.read_bytes() == before


def test_taking_out_of_no_file_makes_none(tmp_path):
    """There is nothing to take out of a file that is not there."""
    change(tmp_path / "config.yaml", "assessor", None, words)

    assert not (tmp_path / "config.yaml").exists()


def values(setting):
    """Texts that a setting takes."""
    known = setting.words or KNOWN.get(setting.key, ())
    fixed = {Kind.FLAG: ["true", "false"], Kind.WORD: known, Kind.COLOUR: ["#0b6582"]}
    if setting.kind in fixed:
        return st.sampled_from(fixed[setting.kind])
    if setting.kind is Kind.WORDS:
        return st.lists(st.sampled_from(known), min_size=1, unique=True).map(",".join)
    characters = st.characters(codec="utf-8", exclude_categories=["C", "Z"], include_characters=" ")
    return st.text(characters, min_size=1, max_size=40).filter(str.strip)


CHANGES = st.lists(
    st.sampled_from(SETTINGS).flatmap(
        lambda each: st.tuples(st.just(each.key), st.none() | values(each))
    ),
    max_size=6,
)


@given(changes=CHANGES, text=st.sampled_from([FULL, "", "# c\n", FULL.replace("\n", "\r\n")]))
def test_what_is_set_is_what_is_read(changes, text, tmp_path_factory):
    """After any row of changes the file says the last of each, and comments are all there."""
    path = tmp_path_factory.mktemp("c") / "config.yaml"
    path.write_bytes(text.encode())
    last = {}
    for key, value in changes:
        change(path, key, value, words)
        last[key] = value
    found = read(path, Source.USER, words)
    for key, value in last.items():
        if value is None:
            assert key not in found
        elif BY_KEY[key].kind is Kind.TEXT:
            assert found[key].value == value.strip()
        else:
            assert key in found
    kept = path.read_bytes().decode()
    assert all(remark in kept for remark in ("# top", "# me", "# end") if remark in text)
