"""Local files behind the evidence: hashed and verified inside the folder, and nowhere else."""

import hashlib
import os
from datetime import date
from pathlib import Path

import pytest

from builders import new_folder
from iso20k_gap.core.assessment import Answer, Evidence
from iso20k_gap.core.evidence import register
from iso20k_gap.errors import InputError
from iso20k_gap.files import answers_file, assessment_folder, evidence_files
from iso20k_gap.files.evidence_files import FileState

CONTENT = b"The policy.\n"
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def acme(tmp_path):
    """An assessment folder with one file of evidence, and a secret beside the folder."""
    folder = new_folder(tmp_path / "acme")
    (folder / "evidence").mkdir()
    (folder / "evidence" / "policy.pdf").write_bytes(CONTENT)
    (tmp_path / "secret.pdf").write_bytes(b"secret")
    return folder


def put(folder, *pieces, requirement="8.6.1-01"):
    """Write an answer with this evidence and give the folder as read again."""
    read = assessment_folder.read(folder)
    evidence = tuple(Evidence(**each) for each in pieces)
    answers_file.save(read, {requirement: Answer(rating="F", evidence=evidence)})
    return assessment_folder.read(folder)


def state(folder, location, sha256=""):
    read = put(folder, {"title": "Policy", "location": location, "sha256": sha256})
    (checked,) = evidence_files.check(read.path, register(read.assessment))
    return checked


@pytest.mark.parametrize(
    ("location", "sha256", "expected"),
    [
        ("evidence/policy.pdf", "", "not hashed"),
        ("evidence/policy.pdf", DIGEST, "matches"),
        ("evidence/policy.pdf", DIGEST.upper(), "matches"),
        ("./evidence/../evidence/policy.pdf", DIGEST, "matches"),
        ("evidence\\policy.pdf", DIGEST, "matches"),
        ("evidence/policy.pdf", "0" * 64, "changed"),
        ("evidence/policy.pdf", "nonsense", "changed"),
        ("evidence/gone.pdf", "", "missing"),
        ("evidence/gone", DIGEST, "missing"),
        ("./gone", "", "missing"),
        ("evidence", "", "not a file"),
        ("evidence", DIGEST, "missing"),
        ("", "", "not a file"),
        ("SMS library / Change policy v1.2", "", "not a file"),
        ("Service desk tool, servicedesk.acme.com", "", "not a file"),
        ("https://acme.com/policy.pdf", "", "address, not fetched"),
        ("HTTPS://acme.com/policy.pdf", DIGEST, "address, not fetched"),
        ("file:///etc/passwd", "", "address, not fetched"),
        ("x" * 5000 + ".pdf", "", "unreadable"),
        ("evidence/policy.pdf/more.pdf", "", "missing"),
    ],
)
def test_state_of_a_location(location, sha256, expected, acme):
    """Each kind of location is told apart; words that mean no file are not called missing."""
    assert state(acme, location, sha256).state == expected


@pytest.mark.parametrize(
    "location",
    [
        "../secret.pdf",
        "evidence/../../secret.pdf",
        "..\\secret.pdf",
        "{absolute}",
        "~/secret.pdf",
        "C:\\evidence\\secret.pdf",
        "\\\\server\\share\\secret.pdf",
        "/etc/ssl/openssl.pdf",
    ],
)
@pytest.mark.parametrize("sha256", ["", hashlib.sha256(b"secret").hexdigest()])
def test_no_way_out_of_the_folder(location, sha256, acme, monkeypatch):
    """Neither `..`, nor an absolute path, nor a drive is opened, hashed or matched."""
    monkeypatch.setattr(hashlib, "file_digest", lambda *_: pytest.fail("a file was read"))
    checked = state(acme, location.format(absolute=acme.parent / "secret.pdf"), sha256)

    assert (checked.state, checked.sha256) == (FileState.OUTSIDE, "")
    assert checked.is_bad == bool(sha256)


@pytest.mark.parametrize("kind", ["file", "folder", "chain", "dangling"])
def test_links_out_of_the_folder_are_not_followed(kind, acme, monkeypatch):
    """A symbolic link that leads out is told, whether to a file, a folder, or by another link."""
    evidence = acme / "evidence"
    target = {
        "file": acme.parent / "secret.pdf",
        "folder": acme.parent,
        "chain": evidence / "second.pdf",
        "dangling": acme.parent / "not-there.pdf",
    }[kind]
    (evidence / "second.pdf").symlink_to(acme.parent / "secret.pdf")
    (evidence / "link.pdf").symlink_to(target)
    monkeypatch.setattr(hashlib, "file_digest", lambda *_: pytest.fail("a file was read"))
    name = "evidence/link.pdf/secret.pdf" if kind == "folder" else "evidence/link.pdf"

    assert state(acme, name).state is FileState.OUTSIDE


def test_links_inside_the_folder_are_followed(acme):
    """A link to another file of the folder is that file."""
    (acme / "evidence" / "link.pdf").symlink_to("policy.pdf")

    assert state(acme, "evidence/link.pdf", DIGEST).state is FileState.MATCHES


def test_folder_reached_through_a_link_is_no_way_out(acme, tmp_path):
    """The assessment folder itself may be a link."""
    (tmp_path / "link").symlink_to(acme)
    read = put(tmp_path / "link", {"title": "Policy", "location": "evidence/policy.pdf"})
    (checked,) = evidence_files.check(read.path, register(read.assessment))

    assert checked.sha256 == DIGEST


def test_link_loop_and_pipe_do_not_hang(acme):
    """A loop of links is bad, a named pipe is no file; neither is waited for."""
    (acme / "evidence" / "loop.pdf").symlink_to("loop.pdf")
    os.mkfifo(acme / "evidence" / "pipe.pdf")

    assert state(acme, "evidence/loop.pdf").is_bad
    assert state(acme, "evidence/pipe.pdf", DIGEST).state is FileState.MISSING


def test_unreadable_file_is_bad(acme, monkeypatch):
    """A file that may not be read is told, not passed over."""
    opened = Path.open

    def forbidden(path, *rest, **named):
        if path.name == "policy.pdf":
            raise PermissionError(13, "Permission denied")
        return opened(path, *rest, **named)

    monkeypatch.setattr(Path, "open", forbidden)

    assert state(acme, "evidence/policy.pdf").state is FileState.UNREADABLE


def test_hashes_go_into_every_answer_that_names_the_file(acme):
    """One file of two requirements is hashed in both; everything else of the answers stays."""
    policy = {"title": "Policy", "location": "evidence/policy.pdf", "valid_until": "2027-01-01"}
    put(acme, {"title": "Tool", "location": "Service desk tool"}, policy)
    folder = put(acme, policy, requirement="5.2.2-01")
    before = folder.assessment
    hashed = evidence_files.write_hashes(folder)
    after = assessment_folder.read(acme).assessment

    assert [each.sha256 for each in hashed.fresh] == [DIGEST]
    assert after.answers["5.2.2-01"].evidence[0].sha256 == DIGEST
    assert [each.sha256 for each in after.answers["8.6.1-01"].evidence] == ["", DIGEST]
    assert after.answers["8.6.1-01"].evidence[1].valid_until == date(2027, 1, 1)
    for name, answer in before.answers.items():
        bare = [each.model_copy(update={"sha256": ""}) for each in after.answers[name].evidence]
        assert after.answers[name].model_copy(update={"evidence": tuple(bare)}) == answer


def test_hashing_again_writes_nothing(acme):
    """Unchanged files leave the answers files as they are, byte for byte."""
    folder = put(acme, {"title": "Policy", "location": "evidence/policy.pdf"})
    evidence_files.write_hashes(folder)
    path = acme / "answers" / "8.6.yaml"
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    hashed = evidence_files.write_hashes(assessment_folder.read(acme))

    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert (len(hashed.fresh), len(hashed.renewed), len(hashed.unchanged)) == (0, 0, 1)


def test_comments_survive_hashing(acme):
    """A person's comment beside the evidence stays."""
    put(acme, {"title": "Policy", "location": "evidence/policy.pdf"})
    path = acme / "answers" / "8.6.yaml"
    path.write_text(path.read_text().replace("title: Policy", "title: Policy  # the signed one"))
    evidence_files.write_hashes(assessment_folder.read(acme))

    assert "# the signed one" in path.read_text()
    assert DIGEST in path.read_text()


def test_changed_file_is_hashed_anew_and_told(acme):
    """Hashing takes a changed file as it is now and says that it was another."""
    folder = put(acme, {"title": "Policy", "location": "evidence/policy.pdf", "sha256": "0" * 64})
    hashed = evidence_files.write_hashes(folder)

    assert [each.piece.title for each in hashed.renewed] == ["Policy"]
    assert assessment_folder.read(acme).assessment.answers["8.6.1-01"].evidence[0].sha256 == DIGEST


def test_someone_elses_change_is_not_overwritten(acme):
    """An answer changed on disk since it was read is a conflict, and stays as it is."""
    folder = put(acme, {"title": "Policy", "location": "evidence/policy.pdf"})
    path = acme / "answers" / "8.6.yaml"
    path.write_text(path.read_text().replace("rating: F", "rating: P"))

    with pytest.raises(InputError):
        evidence_files.write_hashes(folder)
    assert "rating: P" in path.read_text()
    assert DIGEST not in path.read_text()


def test_complaints_are_all_told_with_their_line(acme):
    """Every bad piece is one complaint, at the place of its first use, with all requirements."""
    lost = {"title": "Lost", "location": "evidence/lost.pdf"}
    put(acme, {"title": "Tool"}, lost, requirement="8.6.1-02")
    folder = put(
        acme,
        {"title": "Changed", "location": "evidence/policy.pdf", "sha256": "0" * 64},
        {"title": "Away", "location": "../secret.pdf", "sha256": "0" * 64},
        lost,
    )
    checked = evidence_files.check(folder.path, register(folder.assessment))
    complaints = evidence_files.complaints(folder, checked)
    lines = (acme / "answers" / "8.6.yaml").read_text().splitlines()

    assert len(complaints) == 3
    assert all(each.file.endswith("8.6.yaml") for each in complaints)
    titles = [lines[each.line - 1].rpartition(": ")[2] for each in complaints]
    assert titles == ["Changed", "Away", "Lost"]
    assert "8.6.1-01, 8.6.1-02" in complaints[2].what


def test_large_file_is_read_in_pieces(acme, monkeypatch):
    """A file is hashed as a stream, never read whole."""
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda _: pytest.fail("read whole"))
    (acme / "evidence" / "big.zip").write_bytes(b"\0" * 5_000_000)
    expected = hashlib.sha256(b"\0" * 5_000_000).hexdigest()
    evidence = Evidence(title="Log", location="evidence/big.zip")
    made = {"8.6.1-01": Answer(rating="F", evidence=(evidence,))}
    from builders import assessment

    (checked,) = evidence_files.check(acme, register(assessment(answers=made)))

    assert checked.sha256 == expected
