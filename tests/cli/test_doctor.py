"""`doctor` and `--version`: what is there, what is missing, and how to get it."""

import json
import os
import subprocess
import sys

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from iso20k_gap import SCHEMA, __version__
from iso20k_gap.cli import doctor_checks
from iso20k_gap.cli.app import main
from iso20k_gap.files import library
from iso20k_gap.reports import rendering


def checked(capsys, code=0):
    """What `doctor --json` finds, by name."""
    capsys.readouterr()
    assert main(["doctor", "--json"]) == code
    return {each["name"]: each for each in json.loads(capsys.readouterr().out)}


def test_a_sound_machine(capsys):
    """Everything the program needs is told with its version."""
    found = checked(capsys)

    for name in ("Python", "iso20k-gap", "catalogue 2018", "catalogue 2011", "fonts", "settings"):
        assert found[name]["ok"], name
    assert "Pango 1." in found["WeasyPrint with Pango"]["found"]
    assert "373 requirements" in found["catalogue 2018"]["found"]
    for optional in ("CJK font", "harfbuzz-subset", "completion", "terminal", "cache folder"):
        assert not found[optional]["needed"]


def test_what_is_missing_is_told_with_the_way_to_get_it(capsys, monkeypatch):
    """A missing font file is a fault: exit code 4, and what to do."""
    monkeypatch.setattr(rendering, "font_path", lambda file: rendering.data_root() / "no" / file)
    capsys.readouterr()

    assert main(["doctor"]) == 4
    out, err = capsys.readouterr()
    assert "MISSING fonts: 0 of 9" in out
    assert "install the program again" in out
    assert "missing or wrong" in err


def test_without_pango(capsys):
    """A machine without Pango is told how each system gets it."""
    code = (
        "import sys; sys.modules['weasyprint'] = None;"
        "from iso20k_gap.cli.app import main; sys.exit(main(['doctor']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.returncode == 4
    for words in ("MISSING WeasyPrint", "apt install libpango", "brew install", "MSYS2"):
        assert words in done.stdout


def test_notes_are_no_fault(capsys, monkeypatch):
    """Without a CJK font, completion and a wide terminal all is well, and each has its hint."""
    monkeypatch.setattr(doctor_checks, "_font_with_ideographs", lambda: "")
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("HOME", "/nonexistent")
    capsys.readouterr()

    assert main(["doctor"]) == 0
    out = capsys.readouterr().out
    assert "note    CJK font: none found" in out
    assert "fonts-noto-cjk" in out
    assert "iso20k-gap --install-completion" in out
    assert "80 columns wide" in out


def font_with(path, character):
    """A font that has one sign."""
    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef", "sign"])
    builder.setupCharacterMap({ord(character): "sign"})
    pen = TTGlyphPen(None)
    builder.setupGlyf({".notdef": pen.glyph(), "sign": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "sign": (500, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": path.stem, "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)


@pytest.mark.parametrize(("character", "found"), [("中", "Only.ttf"), ("a", "none found")])
def test_a_cjk_font_counts_if_it_has_the_signs(character, found, tmp_path):
    """The system's choice for Chinese is looked into, as any font may be chosen for want of one."""
    (tmp_path / "fonts").mkdir()
    font_with(tmp_path / "fonts" / "Only.ttf", character)
    settings = tmp_path / "fonts.conf"
    folder, cache = tmp_path / "fonts", tmp_path / "cache"
    settings.write_text(f"<fontconfig><dir>{folder}</dir><cachedir>{cache}</cachedir></fontconfig>")
    code = "from iso20k_gap.cli import doctor_checks as d; print(*(c.found for c in d._fonts()))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"FONTCONFIG_FILE": str(settings)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip().endswith(found)


def test_wrong_settings_do_not_stop_it(capsys, tmp_path, monkeypatch):
    """The command that tells what is wrong tells this too."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".iso20k-gap.yaml").write_text("colur: never\n")
    found = checked(capsys, 4)["settings"]
    assert main(["doctor"]) == 4

    assert ".iso20k-gap.yaml:1:1" in found["found"]
    assert "did you mean colour" in capsys.readouterr().out


def test_files_and_variables_of_settings(capsys, tmp_path, monkeypatch):
    """The settings files that count are named, and variables that set nothing."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".iso20k-gap.yaml").write_text("pager: false\n")
    capsys.readouterr()
    main(["doctor"])
    shown = capsys.readouterr().out
    monkeypatch.setenv("ISO20K_GAP_PAGR", "1")
    main(["doctor"])

    assert ".iso20k-gap.yaml" in shown
    assert "did you mean ISO20K_GAP_PAGER?" in capsys.readouterr().out


def test_a_broken_catalogue_is_a_fault(capsys, monkeypatch):
    """Damaged data of the program is told."""

    def broken(edition):
        raise library.InputError(library.Complaint(f"{edition} is damaged"))

    monkeypatch.setattr(library, "load_catalogue", broken)

    assert not checked(capsys, 4)["catalogue 2018"]["ok"]


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_the_terminal_is_told(encoding, capsys):
    """An old console is a note with the remedy."""
    done = subprocess.run(
        [sys.executable, "-m", "iso20k_gap", "doctor"],
        env={"PATH": "", "PYTHONIOENCODING": encoding, "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert ("marks are shown as plain signs" in done.stdout) == (encoding == "ascii")


def test_version_tells_program_catalogues_and_schema(capsys):
    """The first line is for scripts; the next say what results depend on."""
    assert main(["--version"]) == 0
    lines = capsys.readouterr().out.splitlines()

    assert lines[0] == f"iso20k-gap {__version__}"
    for edition in library.EDITIONS:
        version = library.load_catalogue(edition).edition.version
        assert f"catalogue {edition} version {version}" in lines
    assert lines[-1] == f"schema {SCHEMA}"
