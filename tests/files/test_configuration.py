"""Settings files and variables: found, read, and complained of with their place."""

from pathlib import Path

import pytest

from iso20k_gap.core.configuration import SETTINGS, Source
from iso20k_gap.errors import InputError, UsageError
from iso20k_gap.files.configuration import resolve, strangers
from iso20k_gap.files.configuration_places import Files

KNOWN = {
    "new.edition": ("2018", "2011"),
    "new.questionnaire": ("full", "screening"),
    "new.scale": ("nplf", "yes-partial-no"),
    "report.formats": ("pdf", "html", "md"),
    "plan.formats": ("pdf", "csv"),
}


def words(key):
    return KNOWN.get(key, ())


def resolved(tmp_path, user="", folder="", **environment):
    """What holds with these texts in the user's and the folder's file."""
    places = {}
    for name, text in (("user", user), ("folder", folder)):
        places[name] = tmp_path / f"{name}.yaml"
        if text:
            places[name].write_text(text, encoding="utf-8")
    found = places["folder"] if folder else None
    return resolve(Files(places["user"], found), environment, words)


def test_defaults_hold_where_nothing_is_said(tmp_path):
    """Without files and variables every setting has its default."""
    found = resolved(tmp_path)

    assert {key: each.value for key, each in found.items()} == {
        each.key: each.default for each in SETTINGS
    }
    assert {each.source for each in found.values()} == {Source.DEFAULT}


def test_the_nearer_wins(tmp_path):
    """Environment over folder over user over default, each setting by itself."""
    found = resolved(
        tmp_path,
        user="schema: 1\nassessor: U\ncolour: never\nreport:\n  formats: [md]\npager: yes\n",
        folder="assessor: F\nreport: {formats: [html, pdf]}\nplan:\n  formats: csv\n",
        ISO20K_GAP_ASSESSOR="E",
        ISO20K_GAP_PAGER="",
    )
    told = {
        key: (found[key].value, found[key].source.value, Path(found[key].where).name)
        for key in ("assessor", "report.formats", "colour", "pager", "plan.formats", "new.scale")
    }

    assert told == {
        "assessor": ("E", "environment", "ISO20K_GAP_ASSESSOR"),
        "report.formats": (("html", "pdf"), "folder", "folder.yaml:2:10"),
        "colour": ("never", "user", "user.yaml:3:1"),
        "pager": (True, "user", "user.yaml:6:1"),
        "plan.formats": (("csv",), "folder", "folder.yaml:4:3"),
        "new.scale": ("nplf", "default", ""),
    }


def test_every_setting_can_be_set_each_way(tmp_path):
    """No setting lacks its key or its variable."""
    texts = {
        "language": "de", "assessor": "A", "colour": "never", "pager": "true", "plain": "true",
        "new.edition": "2011", "new.questionnaire": "screening", "new.scale": "yes-partial-no",
        "new.country": "IE", "new.subdivision": "X", "report.formats": "md",
        "report.template": str(tmp_path), "plan.formats": "csv", "branding.name": "N",
        "branding.contact": "C", "branding.accent": "'#0b6582'", "branding.logo": "/l.png",
        "branding.disclaimer": "D",
    }  # fmt: skip
    assert set(texts) == {each.key for each in SETTINGS}
    groups: dict[str, list[str]] = {}
    for key, text in texts.items():
        group, _, name = key.rpartition(".")
        groups.setdefault(group, []).append(f"{name}: {text}")
    lines = "\n".join(groups.pop(""))
    lines += "".join(f"\n{group}:\n  " + "\n  ".join(each) for group, each in groups.items())
    from_file = resolved(tmp_path, user=lines)
    environment = {each.variable: texts[each.key].strip("'") for each in SETTINGS}
    from_variables = resolved(tmp_path / "none", **environment)

    for setting in SETTINGS:
        assert from_file[setting.key].value == from_variables[setting.key].value
        assert from_file[setting.key].value != setting.default
        assert from_file[setting.key].source is Source.USER
        assert from_variables[setting.key].source is Source.ENVIRONMENT


def test_places_are_meant_from_where_they_are_written(tmp_path):
    """A template folder or logo is relative to its settings file; `~` is at home."""
    found = resolved(tmp_path, folder="report: {template: looks}\nbranding: {logo: ~/l.png}\n")

    assert found["report.template"].value == str(tmp_path / "looks")
    assert found["branding.logo"].value == str(Path.home() / "l.png")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("colur: never\n", "user.yaml:1:1: there is no setting 'colur' (did you mean colour?)"),
        ("report:\n  formts: [md]\n", "user.yaml:2:3: there is no setting 'report.formts'"),
        ("report:\n  formats: [pfd]\n", "user.yaml:2:3: report.formats does not take 'pfd'"),
        ("report: pdf\n", "user.yaml:1:1: report is a group of settings"),
        ("pager: perhaps\n", "user.yaml:1:1: pager is true or false"),
        ("assessor:\n  name: A\n", "user.yaml:1:1: assessor takes one text"),
        ("schema: 2\n", "user.yaml:1:1: schema 2 is not known"),
        ("- a\n", "this must be a mapping"),
        ("assessor: A\nassessor: B\n", "user.yaml:2:1: the key 'assessor' is written twice"),
        ("assessor: [A\n", "broken YAML"),
    ],
)
def test_complaints_have_their_place(text, told, tmp_path):
    """Whatever is wrong in a settings file is told with file, line and column."""
    with pytest.raises(InputError) as caught:
        resolved(tmp_path, user=text)

    assert told in str(caught.value)


def test_all_complaints_at_once(tmp_path):
    """Both files are read before anything is refused."""
    with pytest.raises(InputError) as caught:
        resolved(tmp_path, user="colur: a\npagr: b\n", folder="lanuage: de\n")

    assert len(caught.value.complaints) == 3


def test_a_wrong_variable_is_named(tmp_path):
    """A pipeline's variable is an argument: told by its name."""
    with pytest.raises(UsageError, match="ISO20K_GAP_COLOUR: colour does not take 'blu'"):
        resolved(tmp_path, ISO20K_GAP_COLOUR="blu")


def test_own_keys_and_empty_ones_are_left_alone(tmp_path):
    """`x-` keys are people's own, a key without a value says nothing."""
    found = resolved(tmp_path, user="x-team: us\nassessor:\nreport:\n  x-why: so\n  formats:\n")

    assert found["assessor"].value == ""
    assert found["report.formats"].value == ("pdf",)


def test_the_nearest_folder_file_counts_up_to_the_repository(tmp_path):
    """From the current folder upwards, the first file wins; above the repository none counts."""
    here = tmp_path / "repo" / "clients" / "acme"
    here.mkdir(parents=True)
    (tmp_path / ".iso20k-gap.yaml").write_text("assessor: above\n")
    (tmp_path / "repo" / ".git").mkdir()
    outside = Files.of({}, here).folder
    (tmp_path / "repo" / ".iso20k-gap.yaml").write_text("assessor: repo\n")
    top = Files.of({}, here).folder
    (here.parent / ".iso20k-gap.yaml").write_text("assessor: near\n")

    assert outside is None
    assert top == tmp_path / "repo" / ".iso20k-gap.yaml"
    assert Files.of({}, here).folder == here.parent / ".iso20k-gap.yaml"


def test_the_user_file_is_where_the_system_has_such_files(tmp_path, monkeypatch):
    """The folder for settings is the system's; a variable may name another file."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))

    assert Files.of({}, tmp_path).user.name == "config.yaml"
    assert Files.of({}, tmp_path).user.parent.name == "iso20k-gap"
    assert Files.of({"ISO20K_GAP_CONFIG": "~/my.yaml"}, tmp_path).user == Path.home() / "my.yaml"


def test_a_folder_that_is_gone_has_no_settings(tmp_path, monkeypatch):
    """Working in a folder someone has removed is no bug."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()

    assert Files.of({}, Path()).folder is None


def test_variables_that_look_like_settings_are_told():
    """A misspelt variable is noticed, a pipeline's own is not."""
    found = strangers({"ISO20K_GAP_ASSESOR": "A", "ISO20K_GAP_IMAGE": "x", "ISO20K_GAP_PAGER": "1"})

    assert [(each.what, each.remedy) for each in found] == [
        ("ISO20K_GAP_ASSESOR sets nothing", "did you mean ISO20K_GAP_ASSESSOR?")
    ]
