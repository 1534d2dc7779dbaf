"""The compiled form of what ships: the same records, never stale, and nobody else's."""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iso20k_gap.core.catalogue import Catalogue
from iso20k_gap.core.record import Record
from iso20k_gap.errors import InputError
from iso20k_gap.files import compiled, library, own_cache
from iso20k_gap.files.revival import reviver
from iso20k_gap.shipped import data_root

LOADERS = {
    "2018": lambda: library.load_catalogue("2018"),
    "2018 without amendments": lambda: library.load_catalogue("2018", amendments=False),
    "2011": lambda: library.load_catalogue("2011"),
    "rules of 2018": lambda: library.load_rulebook("2018", "nplf"),
    "rules of 2011": lambda: library.load_rulebook("2011", "nplf-midpoints"),
    "scale": lambda: library.load_scale("yes-partial-no"),
    "mapping": lambda: library.load_mapping("2011", "2018"),
    "full": lambda: library.load_questionnaire("2018", "full"),
    "screening": lambda: library.load_questionnaire("2011", "screening"),
}
pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="XDG_CACHE_HOME leads the cache aside on Linux only"
)
LOAD = "from iso20k_gap.files import library; print(len(library.load_catalogue('2018').by_id))"


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """A cache of the test's own, and a library that has loaded nothing yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    forget()
    yield tmp_path / "cache" / own_cache.NAME
    forget()


def forget():
    for name in ("catalogue", "rulebook", "scale", "mapping", "questionnaire"):
        getattr(library, f"shipped_{name}").cache_clear()
    library._catalogue_in.cache_clear()  # noqa: SLF001 - a cache within a process


def refuse(*_):
    raise AssertionError("read from YAML again")


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A copy of the shipped data that may be edited."""
    for name in ("clauses", "questionnaires"):
        shutil.copytree(data_root() / name, tmp_path / "checkout" / name)
    monkeypatch.setattr(library, "data_root", lambda: tmp_path / "checkout")
    return tmp_path / "checkout"


@pytest.mark.parametrize("name", LOADERS)
def test_it_equals_what_was_checked(name, cache, monkeypatch):
    """The form kept gives the very records that validation gave."""
    checked = LOADERS[name]()
    assert list(cache.iterdir())

    forget()
    monkeypatch.setattr(library.yaml_file, "read", refuse)
    revived = LOADERS[name]()

    assert revived is not checked
    assert revived == checked
    assert repr(revived) == repr(checked)


def test_a_revived_record_can_do_what_a_checked_one_can():
    """It is dumped, copied, and as frozen as any."""
    checked = library.read_catalogue(data_root() / "clauses" / library.EDITIONS["2018"])
    library.load_catalogue("2018")
    forget()
    revived = library.load_catalogue("2018")

    assert revived.model_dump_json() == checked.model_dump_json()
    assert revived.clauses[5].model_copy(update={"title": "x"}).title == "x"
    with pytest.raises(ValueError, match="frozen"):
        revived.clauses[5].title = "x"


def test_an_edited_file_is_read_again_and_its_error_shown(checkout):
    """Even where size and time of the file are as before."""
    library.load_catalogue("2018")
    file = checkout / "clauses" / library.EDITIONS["2018"] / "08.6-resolution.yaml"
    before, text = file.stat(), file.read_text(encoding="utf-8")
    wrong = text.replace("stage: 2", "stage: 7", 1)
    file.write_text(wrong, encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    forget()
    with pytest.raises(InputError) as caught:
        library.load_catalogue("2018")
    assert caught.value.complaints[0].file == str(file)
    assert caught.value.complaints[0].line == wrong[: wrong.index("stage: 7")].count("\n") + 1

    file.write_text(text.replace("Incident", "Mishap"), encoding="utf-8")
    forget()
    assert "Mishap" in library.load_catalogue("2018").clause_by_id["8.6.1"].title


def test_a_new_file_is_read_too(checkout):
    """What a form was made of includes which files there were."""
    library.load_catalogue("2018")
    folder = checkout / "clauses" / library.EDITIONS["2018"]
    (folder / "11-more.yaml").write_text("clauses: nothing\n", encoding="utf-8")
    forget()
    with pytest.raises(InputError, match="a list under 'clauses' is missing"):
        library.load_catalogue("2018")


def test_another_version_of_the_program_reads_again(monkeypatch):
    """A form made by another version's code does not count."""
    library.load_catalogue("2018")
    forget()
    monkeypatch.setattr(library.yaml_file, "read", refuse)
    monkeypatch.setattr(compiled, "__version__", "0.0.0")
    with pytest.raises(AssertionError, match="read from YAML again"):
        library.load_catalogue("2018")


def test_changed_code_reads_again(monkeypatch, tmp_path):
    """A check added to the records is made of files already compiled."""
    code = tmp_path / "catalogue.py"
    code.write_text("# as it was")
    monkeypatch.setattr(compiled, "code_of", lambda _: (code,))
    library.load_catalogue("2018")
    forget()
    code.write_text("# with a new check")
    monkeypatch.setattr(library.yaml_file, "read", refuse)
    with pytest.raises(AssertionError, match="read from YAML again"):
        library.load_catalogue("2018")


def test_the_code_of_the_records_counts():
    """Modules that say what a catalogue is are part of what its form depends on."""
    names = {path.stem for path in compiled.code_of(Catalogue)}

    assert names == {"catalogue", "record"}


@given(place=st.integers(0, 10**6), byte=st.integers(0, 255))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_form_counts_as_none(place, byte, cache):
    """Any byte changed anywhere: what is loaded is still what was checked."""
    forget()
    rules = library.load_rulebook("2018", "nplf")
    for file in cache.glob("*.json"):
        damaged = bytearray(file.read_bytes())
        damaged[place % len(damaged)] = byte
        file.write_bytes(damaged)
    forget()

    assert library.load_rulebook("2018", "nplf") == rules


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"steps": 3}', b"null", b"{"])
def test_a_form_that_holds_no_record_counts_as_none(body, cache):
    """Even under the right key and digest, which anyone can compute."""
    scale = library.load_scale("nplf")
    (file,) = cache.glob("scale-*.json")
    key = file.read_bytes().partition(b" ")[0]
    file.write_bytes(compiled.form(key, body))
    forget()

    assert library.load_scale("nplf") == scale


def test_a_form_others_could_have_written_counts_as_none(cache):
    """A file of ours that the group may write to is not believed; a new one takes its place."""
    scale = library.load_scale("nplf")
    (file,) = cache.glob("scale-*.json")
    forged = file.read_bytes().replace(b"fully", b"hardly")
    head, _, body = forged.partition(b"\n")
    file.write_bytes(compiled.form(head.partition(b" ")[0], body))
    forget()
    assert library.load_scale("nplf") != scale  # it would have been believed

    file.chmod(0o666)
    forget()
    assert library.load_scale("nplf") == scale
    assert file.stat().st_mode & 0o777 == 0o600


def test_another_users_form_counts_as_none(cache, monkeypatch):
    """Whoever owns a file may have written anything into it."""
    library.load_scale("nplf")
    (file,) = cache.glob("scale-*.json")
    stranger = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: stranger)

    assert own_cache.content(file.name) == b""


def test_nothing_is_kept_in_another_users_home(cache, monkeypatch):
    """Under sudo the home is still the user's, and no file of root's is left there."""
    stranger = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: stranger)
    library.load_scale("nplf")

    assert not cache.exists()


def test_a_link_is_not_followed(cache, tmp_path):
    """A name in the cache that leads elsewhere is not ours."""
    library.load_scale("nplf")
    (file,) = cache.glob("scale-*.json")
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")

    assert own_cache.content(file.name) == b""


def test_a_shared_folder_is_not_used(cache):
    """Where others may write, nothing is kept."""
    cache.mkdir(parents=True)
    cache.chmod(0o777)
    library.load_scale("nplf")

    assert not list(cache.iterdir())


def test_a_cache_that_cannot_be_made_costs_nothing_but_time(tmp_path, monkeypatch):
    """A file stands where the folder should."""
    (tmp_path / "cache").write_text("")

    assert library.load_catalogue("2018").by_id


@pytest.mark.parametrize("place", ["relative/path", ""])
def test_a_cache_path_that_is_not_absolute_is_ignored(place, monkeypatch, tmp_path):
    """As the XDG specification demands."""
    monkeypatch.setenv("XDG_CACHE_HOME", place)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))

    assert own_cache.folder() == tmp_path / "home" / ".cache" / own_cache.NAME


def test_no_home_at_all(monkeypatch):
    """Without any place for a cache, the files are read."""
    monkeypatch.setattr(own_cache, "_base", lambda: None)

    assert library.load_scale("nplf").steps


def test_several_processes_at_once(cache, monkeypatch):
    """They may all make the form; none sees a half, and one whole form is left."""
    env = os.environ | {"XDG_CACHE_HOME": str(cache.parent)}

    def load(_):
        return subprocess.run(
            [sys.executable, "-c", LOAD], env=env, capture_output=True, text=True, check=True
        ).stdout

    with ThreadPoolExecutor(4) as pool:
        printed = set(pool.map(load, range(8)))

    assert printed == {"373\n"}
    assert len(list(cache.iterdir())) == 1
    monkeypatch.setattr(library.yaml_file, "read", refuse)
    assert len(library.load_catalogue("2018").by_id) == 373


def test_one_file_for_each_kind_and_place(checkout, cache):
    """Editing does not fill the cache."""
    for round_ in range(3):
        with (checkout / "clauses/scales/nplf.yaml").open("a", encoding="utf-8") as file:
            file.write(f"# {round_}\n")
        forget()
        library.load_scale("nplf")

    assert len(list(cache.iterdir())) == 1


def test_a_kind_that_cannot_be_revived_is_refused():
    """A field of a type that JSON would lose is found out by whoever adds it."""

    class Odd(Record):
        places: set[Path]

    with pytest.raises(TypeError, match="cannot be revived"):
        reviver(Odd)
