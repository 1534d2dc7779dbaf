"""A disk that refuses in the middle of a save: the old file is whole, and the person is told."""

import errno
import os
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from builders import new_folder
from iso20k_gap.cli.app import main
from iso20k_gap.files import assessment_folder, atomic

PROGRAM = (sys.executable, "-m", "iso20k_gap")


@pytest.fixture
def acme(tmp_path, capsys):
    """An assessment with all of 8.6 rated."""
    folder = new_folder(tmp_path / "acme")
    main(["rate", str(folder), "8.6=L", "--note", "before", "-q"])
    capsys.readouterr()
    return folder


def contents(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != atomic.LOCK
    }


@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_a_refusal_at_any_step_leaves_everything_as_it_was(step, number, acme, monkeypatch, capsys):
    """Disk full, read-only, forbidden or broken: exit 4, the reason, and no file changed."""
    before = contents(acme)
    refusal = OSError(number, "the disk refuses")

    def refuse(*_, **__):
        raise refusal

    opened = Path.open

    def refuse_writing(path, mode="r", *rest, **named):
        return refuse() if "x" in mode else opened(path, mode, *rest, **named)

    if step == "fsync":
        monkeypatch.setattr(os, "fsync", refuse)
    else:
        monkeypatch.setattr(Path, step, refuse_writing if step == "open" else refuse)

    code = main(["rate", str(acme), "8.6.1=F", "--note", "after"])
    monkeypatch.undo()

    assert code == 4
    assert "the disk refuses" in capsys.readouterr().err
    assert contents(acme) == before


def limited():
    """No file may grow beyond 300 bytes; the write itself fails, as on a full disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))


def test_the_kernel_refuses_to_write_more(acme):
    """A write cut short by the system itself loses nothing."""
    before = contents(acme)
    done = subprocess.run(
        [*PROGRAM, "rate", str(acme), "8.6.1=F", "--note", "after"],
        capture_output=True,
        text=True,
        preexec_fn=limited,
        check=False,
    )

    assert done.returncode == 4, done.stderr
    assert "cannot write" in done.stderr
    assert contents(acme) == before


ORDERS = (
    ("rate", "{}", "8.6.1=F"),
    ("action", "{}", "8.6.1-A1", "--note", "n" * 400),
    ("baseline", "{}", "--label", "second"),
    ("rescore", "{}"),
    ("evidence", "{}", "hash"),
    ("report", "{}", "-f", "json", "-o", "{}/report.json"),
    ("plan", "{}", "-f", "csv", "-o", "{}/plan.csv"),
    ("questionnaire", "export", "{}", "--clause", "8.6", "-o", "{}/pack.xlsx"),
    ("check", "{}", "--junit", "{}/junit.xml"),
)
"""Every kind of command that writes."""


@pytest.fixture
def full(acme):
    """The assessment with evidence to hash, and every file that is written there already."""
    (acme / "log.txt").write_text("seen")
    main(["rate", str(acme), "8.6.1-01=L", "--evidence", "Log @ ./log.txt", "-q"])
    for name in ("report.json", "plan.csv", "pack.xlsx", "junit.xml"):
        (acme / name).write_text("earlier")
    return acme


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order[0])
def test_no_command_leaves_half_a_file_where_there_is_no_room(order, full):
    """Exit 4 with the reason; every file, report or answer, is what it was."""
    before = contents(full)
    done = subprocess.run(
        [*PROGRAM, *(each.format(full) for each in order)],
        capture_output=True,
        text=True,
        preexec_fn=limited,
        check=False,
    )

    assert done.returncode == 4, done.stderr
    assert "cannot write" in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(full) == before


@pytest.fixture
def small_disk(tmp_path):
    """A real file system of 256 KiB, where one may be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)]
    mounted = shutil.which("mount") and subprocess.run(command, check=False).returncode == 0
    yield place if mounted else None
    if mounted:
        subprocess.run(["umount", str(place)], check=True)


@pytest.mark.slow
def test_a_really_full_disk(small_disk, capsys):
    """On a full file system every save is refused until there is room; no answer is lost."""
    assert small_disk is not None, "mounting a tmpfs needs root"
    folder = new_folder(small_disk / "acme")
    main(["rate", str(folder), "8.6.2=L", "-q"])
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as file:
        while True:
            try:
                file.write(b"x" * 1024)
            except OSError:
                break
    before = contents(folder)

    assert main(["rate", str(folder), "8.6=F", "--note", "n" * 4000]) == 4
    assert contents(folder) == before
    filler.unlink()
    assert main(["rate", str(folder), "8.6.2=F", "-q"]) == 0
    assert assessment_folder.read(folder).assessment.answers["8.6.2-01"].rating == "F"
    capsys.readouterr()


@pytest.mark.slow
def test_a_report_on_a_really_full_disk(small_disk, tmp_path, capsys):
    """The earlier report stays; with room again the new one takes its place."""
    assert small_disk is not None, "mounting a tmpfs needs root"
    folder = new_folder(tmp_path / "acme")
    place = small_disk / "report.html"
    place.write_text("the earlier report")
    order = ["report", str(folder), "-o", str(place)]

    assert main(order) == 4, "a report is larger than the disk"
    assert "No space left on device" in capsys.readouterr().err
    assert [each.name for each in small_disk.iterdir()] == ["report.html"]
    assert place.read_text() == "the earlier report"
    assert main([*order[:2], "-f", "md", "--audience", "board", *order[2:]]) == 0
    assert place.read_text() != "the earlier report"
    capsys.readouterr()


@pytest.mark.slow
def test_a_read_only_disk(small_disk, capsys):
    """A file system mounted read-only: reading works, writing gives exit 4 and the reason."""
    assert small_disk is not None, "mounting a tmpfs needs root"
    folder = new_folder(small_disk / "acme")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    try:
        assert main(["status", str(folder)]) == 0
        assert main(["rate", str(folder), "8.6.1=F"]) == 4
        assert "Read-only file system" in capsys.readouterr().err
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    assert main(["rate", str(folder), "8.6.1=F", "-q"]) == 0


BOUND = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")
"""Takes from root the right to pass over file permissions, so that they hold for it too."""


def bound(*arguments):
    """Run the program where permissions hold, whoever runs the tests."""
    prefix = BOUND if os.geteuid() == 0 else ()
    command = [*prefix, *PROGRAM, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_folder_one_may_not_write_in(acme):
    """Real permissions: exit 4, the reason, nothing changed; with the right back, it is saved."""
    before = contents(acme)
    places = [acme, acme / "answers"]
    for place in places:
        place.chmod(0o555)
    done = bound("rate", acme, "8.6.1=F", "--note", "after")
    for place in places:
        place.chmod(0o755)

    assert done.returncode == 4, done.stderr
    assert "Permission denied" in done.stderr
    assert contents(acme) == before
    assert bound("rate", acme, "8.6.1=F").returncode == 0


def test_a_file_one_may_not_read(acme):
    """A file without rights is named, with exit 3."""
    path = acme / "answers" / "8.6.yaml"
    path.chmod(0)
    done = bound("status", acme)
    path.chmod(0o644)

    assert done.returncode == 3, done.stderr
    assert "8.6.yaml: cannot read the file" in done.stderr
