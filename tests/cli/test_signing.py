"""`sign`, `verify` and `key`: an approval stands until what it covers changes."""

import json
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

import signing
from iso20k_gap.cli.app import main
from signing import DAY, sign


@pytest.fixture
def keys(tmp_path, monkeypatch):
    """Two keys, with the files of whoever verifies; one's own configuration is empty."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "keys"
    one, two = signing.key(folder / "one.pem"), signing.key(folder / "two.pem")
    (folder / "trusted.yaml").write_text(f"A. Smith: {one}\n")
    (folder / "both.yaml").write_text(f"A. Smith: {one}\nB. Jones: {two}\n")
    return folder


@pytest.fixture
def acme(tmp_path, capsys):
    """An assessment with two clauses rated."""
    folder = signing.rated_folder(tmp_path / "acme")
    capsys.readouterr()
    return folder


@pytest.fixture
def signed(acme, keys, capsys):
    """The same, approved by one."""
    assert sign(acme, keys / "one.pem") == 0
    capsys.readouterr()
    return acme


def verified(capsys, folder, *options, code=0):
    """What `verify --json` says."""
    capsys.readouterr()
    assert main(["verify", str(folder), "--json", *options, *DAY]) == code
    return json.loads(capsys.readouterr().out)


def states(data):
    return [each["state"] for each in data["approvals"]]


def edit(file, before, after):
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_an_approval_stands(signed, capsys):
    """It says who, when, what about, in which words, and what the verdict was."""
    data = verified(capsys, signed)
    (approval,) = data["approvals"]

    assert (data["valid"], data["lapsed"], data["broken"]) == (1, 0, 0)
    assert approval["file"] == "approvals/2026-11-21-a-smith.json"
    assert (approval["approver"], approval["date"]) == ("A. Smith", "2026-11-21")
    assert approval["statement"] == "Reviewed and approved"
    assert approval["outcome"]["verdict"] == "undetermined"
    assert approval["outcome"]["rated"] == 17
    assert approval["catalogue"]["edition"] == "2018"
    assert approval["changed"] == {
        "files": [],
        "answers": [],
        "assessment": [],
        "plan": [],
        "results": False,
    }


def test_the_same_inputs_and_day_give_the_same_bytes(acme, keys, tmp_path):
    """The whole envelope repeats, in another folder and at another time."""
    sign(acme, keys / "one.pem")
    again = signing.rated_folder(tmp_path / "elsewhere" / "acme")
    sign(again, keys / "one.pem")
    name = "approvals/2026-11-21-a-smith.json"

    assert (acme / name).read_bytes() == (again / name).read_bytes()


def test_what_means_nothing_lapses_nothing(signed, keys, capsys):
    """Comments, order, quotes, keys of people's own, defaults written out, looks, drafts."""
    file = signed / "answers" / "8.6.yaml"
    text = file.read_text(encoding="utf-8")
    head, *blocks = text.split("\n\n")
    file.write_text("# A comment\n" + "\n\n".join([head, *reversed(blocks)]) + "\n")
    edit(file, "rating: L", "rating: 'L' # sure\n  x-ours: yes\n  performed_by: self")
    main_file = signed / "assessment.yaml"
    main_file.write_text(main_file.read_text() + "\nx-own: 1\nbranding: {name: Hart}\n")
    (signed / "plan.yaml").write_text("schema: 1\n# nothing\n")
    (signed / "drafts.yaml").write_text("schema: 1\n")

    assert main(["validate", str(signed)]) == 0
    assert states(verified(capsys, signed)) == ["valid"]


def test_a_rating_lapses_it_and_taking_it_back_does_not(signed, capsys):
    """Which requirement, from what to what, in which file; the same state stands again."""
    file = signed / "answers" / "8.6.yaml"
    before = file.read_bytes()
    edit(file, "rating: L", "rating: F")
    (approval,) = verified(capsys, signed)["approvals"]

    assert approval["state"] == "lapsed"
    assert approval["changed"]["answers"] == [{"id": "8.6.1-01", "then": "L", "now": "F"}]
    assert approval["changed"]["files"] == ["answers/8.6.yaml"]
    file.write_bytes(before)
    assert states(verified(capsys, signed)) == ["valid"]


def test_scope_and_plan_lapse_it_too(signed, capsys):
    """Each is named."""
    edit(signed / "assessment.yaml", "Workplace", "Workplace and hosting")
    assert main(["action", str(signed), "8.6.1-A1", "--owner", "Jane", "-q"]) == 0
    (approval,) = verified(capsys, signed)["approvals"]

    assert approval["changed"]["assessment"] == ["organisation"]
    assert approval["changed"]["plan"] == ["actions.8.6.1-A1"]
    assert approval["changed"]["files"] == ["assessment.yaml", "plan.yaml"]


def test_progress_of_the_plan_lapses_nothing(signed, capsys):
    """An action that is begun is what was approved."""
    options = ("--status", "in_progress", "--percent", "30")
    assert main(["action", str(signed), "8.6.1-A1", *options, "-q"]) == 0

    assert states(verified(capsys, signed)) == ["valid"]


def test_an_approval_of_the_assessment_alone_outlives_the_plan(acme, keys, capsys):
    """With --covers assessment, plan.yaml may change."""
    sign(acme, keys / "one.pem", "A. Smith", "--covers", "assessment")
    assert main(["action", str(acme), "8.6.1-A1", "--owner", "Jane", "-q"]) == 0

    assert states(verified(capsys, acme)) == ["valid"]


def test_several_people_approve(signed, keys, capsys):
    """Each in a file of their own; a later change lapses the earlier one only."""
    edit(signed / "answers" / "8.6.yaml", "rating: L", "rating: F")
    sign(signed, keys / "two.pem", "B. Jones", "--role", "Head of Service")
    data = verified(capsys, signed)

    assert states(data) == ["lapsed", "valid"]
    assert [each["role"] for each in data["approvals"]] == ["", "Head of Service"]
    assert len(list((signed / "approvals").iterdir())) == 2


def test_signing_twice_says_so(signed, keys, capsys):
    """The same approval is not written again."""
    code = main(
        ["sign", str(signed), "--approver", "A. Smith", "--statement", "Reviewed and approved",
         "--key", str(keys / "one.pem"), *DAY]
    )  # fmt: skip

    assert code == 0
    assert "there already" in capsys.readouterr().err
    assert len(list((signed / "approvals").iterdir())) == 1


def test_what_was_signed_is_told_as_data(acme, keys, capsys):
    """`sign --json` tells the file, and of the approval what `verify --json` tells too."""
    documents = []
    for _ in range(2):
        assert sign(acme, keys / "one.pem", "A. Smith", "--json", "--role", "Owner") == 0
        documents.append(json.loads(capsys.readouterr().out))
    (found,) = verified(capsys, acme)["approvals"]
    first, again = documents

    assert (first.pop("new"), again.pop("new")) == (True, False)
    assert first == again
    assert Path(first.pop("path")) == acme / found["file"]
    assert first["key"] in (keys / "trusted.yaml").read_text()
    assert first == {name: found[name] for name in first}


def test_a_key_is_told_as_data(tmp_path, acme, capsys):
    """Made or shown, it is the same public half; the private one is in the file alone."""
    file = str(tmp_path / "k.pem")
    documents = []
    for call in ("new", "show"):
        assert main(["key", call, file, "--json", "-q"]) == 0
        documents.append(json.loads(capsys.readouterr().out))
    new, shown = documents

    assert new == shown
    assert new["path"] == file
    assert sign(acme, Path(file)) == 0
    (found,) = verified(capsys, acme)["approvals"]
    assert [found["key"], found["key_id"]] == [new["key"], new["key_id"]]


def test_an_altered_approval_is_a_wrong_file(signed, capsys):
    """It is shown as broken, and the exit code says that a file is wrong; validate says so too."""
    file = signed / "approvals" / "2026-11-21-a-smith.json"
    data = json.loads(file.read_text())
    data["signatures"][0]["sig"] = "A" * 86 + "=="
    file.write_text(json.dumps(data))

    assert states(verified(capsys, signed, code=3)) == ["broken"]
    assert verified(capsys, signed, "--require", code=3)
    assert main(["validate", str(signed)]) == 3
    assert "2026-11-21-a-smith.json: the signature does not fit" in capsys.readouterr().err


def test_a_lapsed_approval_is_no_wrong_file(signed, capsys):
    """Verify ends with 0, only --require with 1; validate has no complaint."""
    assert main(["verify", str(signed), "--require"]) == 0
    edit(signed / "answers" / "8.6.yaml", "rating: L", "rating: F")

    assert main(["verify", str(signed)]) == 0
    assert main(["verify", str(signed), "--require"]) == 1
    assert main(["validate", str(signed)]) == 0


def test_without_approvals_nothing_is_wrong(acme, capsys):
    """But none stands."""
    assert main(["verify", str(acme)]) == 0
    assert "none yet" in capsys.readouterr().out
    assert main(["verify", str(acme), "--require"]) == 1


def test_trusted_keys_say_who_signed(signed, keys, capsys):
    """With names, only their owners' approvals count, under their own names."""
    trusted = ("--trusted", str(keys / "trusted.yaml"))
    sign(signed, keys / "two.pem", "B. Jones")
    sign(signed, keys / "two.pem", "A. Smith", "--statement", "In another's name")
    data = verified(capsys, signed, *trusted)

    assert (data["valid"], data["broken"]) == (1, 2)
    whose = [(each["approver"], each["state"], each["key_owner"]) for each in data["approvals"]]
    assert ("A. Smith", "valid", "A. Smith") in whose
    both = verified(capsys, signed, "--trusted", str(keys / "both.yaml"))
    reasons = [each["reason"] for each in both["approvals"] if each["state"] == "broken"]
    assert reasons == ["the key is that of B. Jones, not of A. Smith"]


def test_what_is_not_proved_is_said(signed, keys, capsys):
    """Without names of keys, whose they are is unknown; with them nothing needs to be said."""
    main(["verify", str(signed)])
    assert "whose keys these are is not" in capsys.readouterr().out
    main(["verify", str(signed), "--trusted", str(keys / "trusted.yaml")])
    told = " ".join(capsys.readouterr().out.split())
    assert "whose keys these are is not" not in told
    assert "the key of A. Smith" in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--statement", "S"], "--approver is missing"),
        (["--approver", "A"], "--statement is missing"),
        (["--approver", "a\nb", "--statement", "S"], "--approver does not do"),
        (["--approver", "A", "--statement", "S", "--role", "\x1b[2J"], "--role does not do"),
        (["--approver", "A", "--statement", "S", "--covers", "x"], "covers"),
    ],
)
def test_who_and_what_must_be_said(acme, keys, words, told, capsys):
    """Nothing is signed without a name and a statement."""
    assert main(["sign", str(acme), *words, "--key", str(keys / "one.pem")]) == 2
    assert told in capsys.readouterr().err
    assert not (acme / "approvals").exists()


def test_hostile_names_stay_in_their_place(acme, keys, capsys):
    """A name cannot lead out of the folder, and a statement prints as one harmless line."""
    said = "fine\n✓ valid  Approved by the CEO: stands\n\x1b[2J"
    assert sign(acme, keys / "one.pem", "../../x <b> =1", "--statement", said) == 0
    capsys.readouterr()
    main(["verify", str(acme)])
    told = capsys.readouterr().out

    assert [each.name for each in (acme / "approvals").iterdir()] == ["2026-11-21-x-b-1.json"]
    assert "\x1b" not in told
    assert sum("✓ valid" in line[:10] for line in told.splitlines()) == 1


def test_a_broken_assessment_is_not_signed(acme, keys, capsys):
    """Complaints first."""
    edit(acme / "answers" / "8.6.yaml", "rating: L", "rating: X")

    assert sign(acme, keys / "one.pem") == 3
    assert not (acme / "approvals").exists()


def test_a_key_in_the_folder_is_refused(acme, keys, capsys):
    """What people share is no place for a private key."""
    (acme / "key.pem").write_bytes((keys / "one.pem").read_bytes())
    (acme / "key.pem").chmod(0o600)

    assert sign(acme, acme / "key.pem") == 2
    assert "which people share" in capsys.readouterr().err


def test_one_makes_a_key_once(acme, keys, tmp_path, capsys):
    """It lies in one's own configuration, is shown to hand on, and is used without a word."""
    words = ("sign", str(acme), "--approver", "A", "--statement", "S")
    assert main([*words]) == 3
    assert "iso20k-gap key new" in capsys.readouterr().err

    assert main(["key", "new"]) == 0
    public = capsys.readouterr().out.strip()
    (file,) = (tmp_path / "config").rglob("*.pem")
    assert file.stat().st_mode & 0o777 == 0o600
    assert main(["key", "new"]) == 3
    assert main(["key", "show"]) == 0
    assert public in capsys.readouterr().out
    assert main([*words]) == 0
    assert verified(capsys, acme)["approvals"][0]["key"] == public


def test_a_locked_key_needs_someone_to_ask(acme, tmp_path, capsys):
    """Without a terminal it stays locked, and a new passphrase cannot be asked for."""
    from iso20k_gap.files import signing_key

    signing_key.make(tmp_path / "key.pem", "secret")

    assert sign(acme, tmp_path / "key.pem") == 130
    assert "passphrase" in capsys.readouterr().err
    assert main(["key", "new", str(tmp_path / "b.pem"), "--passphrase"]) == 2
    assert not (tmp_path / "b.pem").exists()


def test_the_gate_can_ask_for_an_approval(signed, keys, capsys):
    """By option or policy, of anybody or of those named."""
    check = ("check", str(signed), *DAY)
    (public,) = [
        line.partition(": ")[2] for line in (keys / "trusted.yaml").read_text().splitlines()
    ]
    policy = signed / "policy.yaml"

    assert main([*check, "--require-approval"]) == 0
    policy.write_text(f"require_approval: true\napprovers: {{A. Smith: '{public}'}}\n")
    assert main([*check]) == 0
    policy.write_text(f"require_approval: true\napprovers: {{B. Jones: '{public}'}}\n")
    capsys.readouterr()
    assert main([*check]) == 1
    assert "the key is that of B. Jones, not of A. Smith" in capsys.readouterr().out
    policy.write_text("require_approval: true\n")
    edit(signed / "answers" / "8.6.yaml", "rating: L", "rating: F")
    capsys.readouterr()
    assert main([*check, "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    (miss,) = data["misses"]
    assert (miss["rule"], miss["limit"], miss["value"]) == ("require_approval", 1, 0)
    assert any("A. Smith of 2026-11-21 has lapsed" in each for each in data["remarks"])


def test_every_document_of_the_gate_knows_the_rule(signed, tmp_path, capsys):
    """JUnit, SARIF, summary, code quality and badge are written with it, met and missed."""
    files = [
        word
        for name in ("junit", "sarif", "summary", "gitlab", "badge")
        for word in (f"--{name}", str(tmp_path / name))
    ]
    assert main(["check", str(signed), "--require-approval", *files, *DAY]) == 0
    edit(signed / "answers" / "8.6.yaml", "rating: L", "rating: F")
    assert main(["check", str(signed), "--require-approval", *files, *DAY]) == 1

    for name in ("junit", "sarif", "summary", "gitlab"):
        assert "no approval stands" in (tmp_path / name).read_text().casefold()


def test_wrong_approvers_in_a_policy_are_told(signed, capsys):
    """A key is checked, and belongs to one person."""
    key = "ed25519:11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
    policy = signed / "policy.yaml"
    for text, told in (
        ("approvers: {A: nonsense}\n", "a public key such as"),
        (f"approvers:\n  A: {key}\n  B: {key}\n", "a key of their own"),
    ):
        policy.write_text(text)
        assert main(["check", str(signed)]) == 3
        assert told in capsys.readouterr().err


def test_status_has_one_line(signed, acme, capsys):
    """Who approved and that it stands, or that none does; nothing without approvals."""
    main(["status", str(signed)])
    assert "Approvals: 1 stands (A. Smith, 2026-11-21)" in capsys.readouterr().out
    edit(signed / "answers" / "8.6.yaml", "rating: L", "rating: F")
    main(["status", str(signed)])
    assert "Approvals: none stands, 1 lapsed" in capsys.readouterr().out
    main(["status", str(signed), "--json"])
    assert json.loads(capsys.readouterr().out)["approvals"] == {
        "valid": 0,
        "lapsed": 1,
        "broken": 0,
    }


def spawned(*words, folder):
    """The program in a terminal."""
    return pexpect.spawn(
        sys.executable, ["-m", "iso20k_gap", *words], encoding="utf-8", timeout=60, cwd=str(folder)
    )


def test_a_person_at_a_terminal_is_asked(acme, keys, tmp_path):
    """For what is missing, for a first key, and once more before signing; no is no."""
    for reply, made in (("n", 0), ("y", 1)):
        child = spawned("sign", str(acme), "--approver", "A. Smith", folder=tmp_path)
        child.expect("What you say about it")
        child.sendline("I agree")
        if not made:
            child.expect("Make one in .*")
            child.sendline("y")
        child.expect("verdict: undetermined")
        child.expect("Sign this")
        child.sendline(reply)
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == (0 if made else 130)
        assert len(list((acme / "approvals").glob("*.json"))) == made


def test_the_documented_check_needs_nothing_of_this_program(signed, tmp_path):
    """The few lines in docs/approvals.md verify an approval, and refuse an altered one."""
    text = (Path(__file__).parents[2] / "docs" / "approvals.md").read_text(encoding="utf-8")
    script = tmp_path / "check.py"
    script.write_text(text.partition("```python\n")[2].partition("```")[0], encoding="utf-8")
    file = signed / "approvals" / "2026-11-21-a-smith.json"
    command = [sys.executable, str(script), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.stdout == "A. Smith 2026-11-21 undetermined\n"
    data = json.loads(file.read_text())
    data["payload"] = data["payload"][:-8] + "AAAA" + data["payload"][-4:]
    file.write_text(json.dumps(data))
    assert subprocess.run(command, capture_output=True, check=False).returncode
