"""What ships: the wheel's data, the fonts, and nothing that belongs to one machine."""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "report_templates" / "fonts"
DATA_DIRS = ("clauses", "questionnaires", "report_templates", "examples")
INSIDE = "iso20k_gap/_data/"
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-proofs.lock")
FIND_DATA = "from iso20k_gap.shipped import data_root; print(data_root())"
SIGNS = (
    "ăâîșțĂÂÎȘȚ"
    "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ"
    "абвгдежзийклмнопрстуфхцчшщъыьэюяёєіїґАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
    "→←↑↓•✓✗▲▼●○◐■□⚠☒☐☑≤≥\u00d7±\u2013—…€"
)
LEAKS = re.compile(
    rb"pypi[.]org|pythonhosted[.]org|npmjs[.]org|yarnpkg[.]com|(?:deb|security)[.]debian[.]org"
    rb"|archive[.]ubuntu[.]com"  # registry hosts
    rb"|(?<![\w.~-])/(?:root|home|Users|work|opt/pypi)/\w"  # folders of one machine
    rb"|[A-Za-z]:\\+Users\\",
)


def run(*command: str | Path, cwd: Path, **env: str) -> str:
    """Run a command that must succeed, and give what it printed."""
    done = subprocess.run(
        command, cwd=cwd, env=os.environ | env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def known_to_git(*folders: str) -> list[str]:
    """List the files that are in git or would be added by `git add`."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("not a git checkout: nothing to compare with")
    listed = run(
        *("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *folders),
        cwd=ROOT,
    )
    return sorted({name for name in listed.split("\0") if (ROOT / name).is_file()})


@pytest.fixture(scope="module", params=["straight", "by way of the sdist"])
def wheel(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, made as from a checkout and as for a release; neither needs a network."""
    out = tmp_path_factory.mktemp("dist")
    straight = ["--wheel"] if request.param == "straight" else []
    run(
        *(sys.executable, "-m", "build", "--no-isolation", *straight, "--outdir", out, ROOT),
        cwd=out,
    )
    (built,) = out.glob("*.whl")
    return built


def test_wheel_ships_every_data_file_that_git_knows_and_no_other(wheel):
    """An ignored file in the tree stays home, and no other is forgotten."""
    inside = [name for name in ZipFile(wheel).namelist() if name.startswith(INSIDE)]
    shipped = sorted(name.removeprefix(INSIDE) for name in inside)

    assert shipped == known_to_git(*DATA_DIRS)
    assert {name.partition("/")[0] for name in shipped} == set(DATA_DIRS)


def test_wheel_carries_all_licences(wheel):
    """The program's licence and one for each font family lie in the wheel's metadata."""
    names = [name.split(".dist-info/licenses/") for name in ZipFile(wheel).namelist()]
    licences = {name[1] for name in names if len(name) == 2}

    fonts = {path.relative_to(ROOT).as_posix() for path in FONTS.glob("*-LICENSE.txt")}
    assert licences == {"LICENSE"} | fonts


def test_wheel_carries_the_manual_page(wheel):
    """`man iso20k-gap` works where pip, pipx or a distribution puts such pages."""
    names = [name for name in ZipFile(wheel).namelist() if name.endswith("iso20k-gap.1")]

    assert [name.partition(".data/")[2] for name in names] == ["data/share/man/man1/iso20k-gap.1"]
    assert ZipFile(wheel).read(names[0]) == (ROOT / "docs" / "iso20k-gap.1").read_bytes()


def test_installed_wheel_finds_its_own_data(wheel, tmp_path):
    """Far from any checkout, the program finds the data that came in the wheel."""
    if find_spec("pip"):
        install = (sys.executable, "-m", "pip", "install")
    else:
        install = ("uv", "pip", "install", "--python", sys.executable)
    run(*install, "--no-deps", "--no-index", "--target", tmp_path / "lib", wheel, cwd=tmp_path)

    found = run(sys.executable, "-c", FIND_DATA, cwd=tmp_path, PYTHONPATH=str(tmp_path / "lib"))

    assert Path(found.strip()) == (tmp_path / "lib" / INSIDE).resolve()


def test_checkout_finds_the_data_at_its_top(tmp_path):
    """An editable install reads the repository's files, wherever it is run from."""
    found = run(sys.executable, "-c", FIND_DATA, cwd=tmp_path, PYTHONPATH=str(ROOT / "src"))

    assert Path(found.strip()) == ROOT


def test_shipped_fonts_cover_the_signs_of_a_report():
    """Each sign is in a font that is shipped, in regular and in bold."""
    for weight in ("SourceSans3-Regular DejaVuSans", "SourceSans3-Bold DejaVuSans-Bold"):
        covered = set()
        for name in weight.split():
            covered |= set(TTFont(FONTS / f"{name}.ttf").getBestCmap())
        assert [sign for sign in SIGNS if ord(sign) not in covered] == []


def test_every_font_has_a_space():
    """A space is drawn from the font of the text behind it; without one it is a box."""
    lacking = [
        font.name for font in FONTS.glob("*.ttf") if ord(" ") not in TTFont(font).getBestCmap()
    ]

    assert lacking == []


def test_every_font_is_static_and_has_its_licence_beside_it():
    """A variable font would give other bytes at each run; a font without licence may not ship."""
    for font in FONTS.glob("*.ttf"):
        family = font.stem.partition("-")[0]
        assert "fvar" not in TTFont(font)
        assert (FONTS / f"{family}-LICENSE.txt").is_file()
        assert font.name in (FONTS / "README.md").read_text(encoding="utf-8")


def leaks() -> Iterator[str]:
    """Give `file: text` for each place that names a registry's host or one machine's folder."""
    for name in known_to_git():
        content = (ROOT / name).read_bytes()
        if b"\0" not in content:
            yield from (f"{name}: {leak[0].decode()}" for leak in LEAKS.finditer(content))


def test_no_file_names_a_registry_host_or_a_machine_path():
    """What is committed works from any registry and in any folder."""
    assert list(leaks()) == []


TOP = {
    *(".ci", ".containerignore", ".editorconfig", ".gitattributes", ".pre-commit-hooks.yaml"),
    *(".gitignore", "CHANGELOG.md", "Containerfile", "LICENSE", "PKG-INFO", "README.md"),
    *(
        "action.yml",
        "benchmarks",
        "ci",
        "clauses",
        "dev",
        "docs",
        "examples",
        "pyproject.toml",
        "questionnaires",
    ),
    *("report_templates", "requirements-dev.lock", "requirements-proofs.lock", "requirements.lock"),
    *("src", "tests"),
}
"""What lies at the top of a source distribution."""

NO_CACHES = re.compile(
    r"__pycache__|[.](?:pyc|pyo|so|tmp|orig|rej|lock-journal|DS_Store)$|/[.]git/"
)


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution."""
    return built(ROOT, tmp_path_factory.mktemp("sdist"), "--sdist", "*.tar.gz")


def built(source: Path, out: Path, kind: str, name: str, **env: str) -> Path:
    """What a build of a source tree makes."""
    run(*(sys.executable, "-m", "build", "--no-isolation", kind, "--outdir", out, source),
        cwd=out, **env)  # fmt: skip
    (made,) = out.glob(name)
    return made


def test_the_wheel_holds_the_package_its_data_and_nothing_else(wheel):
    """Modules, data, metadata and the manual page; no cache, no test, no stray file."""
    names = ZipFile(wheel).namelist()
    tops = {name.partition("/")[0] for name in names}
    metadata, beside = sorted(tops - {"iso20k_gap"}, reverse=True)
    code = {name for name in names if name.endswith(".py")}
    rest = {name for name in names if not name.startswith((INSIDE, f"{metadata}/", beside))} - code

    assert [name for name in names if name.startswith(beside)] == [
        f"{beside}/data/share/man/man1/iso20k-gap.1"
    ]
    assert re.fullmatch(r"iso20k_gap-[\d.]+\w*[.]dist-info", metadata)
    assert code == {name.removeprefix("src/") for name in known_to_git("src") if name[-3:] == ".py"}
    assert rest <= {"iso20k_gap/py.typed"}
    assert [name for name in names if NO_CACHES.search(name)] == []
    assert "examples" in {name.removeprefix(INSIDE).partition("/")[0] for name in names}
    kinds = {
        name.partition("/")[2].partition("/")[0] for name in names if name.startswith(metadata)
    }
    assert kinds == {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses"}


def test_the_source_distribution_holds_what_git_knows_and_nothing_else(sdist):
    """Every file of the repository, and the metadata made of it."""
    with tarfile.open(sdist) as packed:
        members = packed.getmembers()
    names = {member.name.partition("/")[2] for member in members if member.isfile()}

    assert {name.partition("/")[0] for name in names} == TOP
    assert names - {"PKG-INFO"} == set(known_to_git())
    assert all(member.isfile() or member.isdir() for member in members), "no links"
    assert {member.uid for member in members} == {0}
    assert [name for name in names if NO_CACHES.search(name)] == []


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "name"), [("--wheel", "*.whl"), ("--sdist", "*.tar.gz")])
def test_two_builds_give_the_same_bytes(tmp_path, kind, name):
    """In other folders, at other times, by another user's habits: wheel and sdist are the same."""
    made = []
    for number, epoch in enumerate((None, 1_800_000_000.0)):
        source = tmp_path / f"checkout-{number}" / ("deep" * number or "flat")
        for file in known_to_git():
            target = source / file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / file, target)
            if epoch:
                os.utime(target, (epoch, epoch))
        out = tmp_path / f"out-{number}"
        out.mkdir()
        env = {"TZ": ("UTC", "Asia/Tokyo")[number], "LC_ALL": ("C.UTF-8", "C")[number]}
        made.append(built(source, out, kind, name, **env).read_bytes())

    assert made[0] == made[1]


def test_locks_pin_every_package_by_hash_and_name_no_index():
    """Each requirement has a version and a hash; the addresses are up to the machine."""
    for lock in LOCKS:
        text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", "")
        lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
        assert len(lines) > 20
        assert not re.search(r"https?:|://|--(?:index|extra-index|find-links|trusted)|@ ", text)
        for line in lines:
            assert re.match(r"[a-z0-9-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line), line


KNOWN_TO_BE_WEAK = "jinja2==2.4.1"


def weaknesses(requirements: Path) -> tuple[dict[str, list[str]], list[str]]:
    """What pip-audit finds: weaknesses by package, and why it could not look at the others."""
    command = (sys.executable, "-m", "pip_audit", "--no-deps", "--disable-pip")
    options = ("--progress-spinner", "off", "--format", "json", "--timeout", "20", "-r")
    done = subprocess.run(
        [*command, *options, requirements], capture_output=True, text=True, check=False
    )
    if not done.stdout.startswith("{"):
        return {}, [(done.stderr.strip() or "pip-audit says nothing").splitlines()[-1]]
    told = json.loads(done.stdout)["dependencies"]
    found = {each["name"]: [one["id"] for one in each.get("vulns", ())] for each in told}
    unseen = [each["skip_reason"] for each in told if "skip_reason" in each]
    return {name: ids for name, ids in found.items() if ids}, unseen


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_no_locked_dependency_has_a_known_weakness(tmp_path):
    """As PyPI's advisories say of every lock; skipped where they are out of reach."""
    weak = tmp_path / "weak.txt"
    weak.write_text(f"{KNOWN_TO_BE_WEAK}\n")
    found, unseen = weaknesses(weak)
    if not found:
        pytest.skip(f"no advisory service tells of {KNOWN_TO_BE_WEAK}: {unseen}")

    for lock in LOCKS:
        assert weaknesses(ROOT / lock) == ({}, []), lock
