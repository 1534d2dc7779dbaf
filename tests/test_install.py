"""Installing: the wheel, in an environment of its own, without a network, does the main job."""

import hashlib
import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from calls import ROOT
from iso20k_gap import __version__

pytestmark = pytest.mark.slow
FORBIDDEN = (".venv", ".git/", "__pycache__", ".pytest_cache", ".hypothesis", "/dist/")


def run(*command, cwd, code=0):
    """Run a command without our code on its path, and give what it printed."""
    environment = {key: text for key, text in os.environ.items() if key != "PYTHONPATH"}
    environment["PIP_NO_INDEX"] = "1"
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """An sdist and the wheel made from it, and the wheel made straight from the checkout."""
    release = tmp_path_factory.mktemp("release")
    straight = tmp_path_factory.mktemp("straight")
    build = (sys.executable, "-m", "build", "--no-isolation", "--outdir")
    run(*build, release, ROOT, cwd=release)
    run(*build, straight, "--wheel", ROOT, cwd=straight)
    return release, straight


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory):
    """A fresh environment with the wheel in it; what it depends on is lent by this one."""
    place = tmp_path_factory.mktemp("venv")
    venv.create(place, with_pip=True, symlinks=os.name != "nt")
    scripts = place / ("Scripts" if os.name == "nt" else "bin")
    site = Path(run(scripts / "python", "-c", SITE, cwd=place).strip())
    (site / "lent.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    (wheel,) = built[0].glob("*.whl")
    pip = (scripts / "python", "-m", "pip", "install", "--no-index", "--no-deps")
    run(*pip, "--ignore-installed", wheel, cwd=place)
    return place, scripts, site


SITE = "import sysconfig; print(sysconfig.get_paths()['purelib'])"
WHERE = "import iso20k_gap; print(iso20k_gap.__file__)"


def contents(wheel):
    """The files of a wheel with their hashes; the record of hashes itself left out."""
    with ZipFile(wheel) as archive:
        return {
            name: hashlib.sha256(archive.read(name)).hexdigest()
            for name in archive.namelist()
            if not name.endswith("/RECORD")
        }


def test_the_sdist_builds_the_same_wheel(built):
    """What is released and what a checkout gives are the same, file by file."""
    (released,), (straight,) = (each.glob("*.whl") for each in built)

    assert released.name == straight.name
    assert contents(released) == contents(straight)


def test_the_sdist_holds_the_sources_and_nothing_of_one_machine(built):
    """Tests and documents go with it; environments, caches and builds stay home."""
    (sdist,) = built[0].glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = [name.partition("/")[2] for name in archive.getnames()]

    for needed in ("pyproject.toml", "src/iso20k_gap/__init__.py", "docs/iso20k-gap.1", "LICENSE"):
        assert needed in names
    assert not [name for name in names for each in FORBIDDEN if each in f"/{name}"]


def test_the_installed_program_is_the_wheels(installed, tmp_path):
    """The command runs the code in its own environment, and `python -m` the same."""
    _, scripts, site = installed
    first = run(scripts / "iso20k-gap", "--version", cwd=tmp_path).splitlines()[0]
    module = run(scripts / "python", "-m", "iso20k_gap", "--version", cwd=tmp_path)

    assert first == f"iso20k-gap {__version__}"
    assert module.startswith(first)
    where = Path(run(scripts / "python", "-c", WHERE, cwd=tmp_path).strip())
    assert where.is_relative_to(site)


def test_doctor_finds_everything(installed, tmp_path):
    """Nothing needed is missing from the wheel."""
    found = json.loads(run(installed[1] / "iso20k-gap", "doctor", "--json", cwd=tmp_path))

    assert [each["name"] for each in found if each["needed"] and not each["ok"]] == []


def test_the_manual_page_lies_where_man_looks(installed):
    """Beside the commands, as the environment's share/man."""
    assert (installed[0] / "share" / "man" / "man1" / "iso20k-gap.1").is_file()


@pytest.mark.timeout(1200)  # two PDFs, perhaps on a busy machine
def test_the_main_job_is_done(installed, tmp_path):
    """`demo` makes the example, its report and its plan, far from any checkout."""
    told = json.loads(run(installed[1] / "iso20k-gap", "demo", "shown", "--json", cwd=tmp_path))

    assert sorted(Path(each).suffix for each in told["files"]) == [
        *(".csv", ".html", ".json", ".pdf", ".pdf"),
    ]
    for each in told["files"]:
        assert (tmp_path / each).stat().st_size > 1000
    run(installed[1] / "iso20k-gap", "validate", told["folder"], cwd=tmp_path)
