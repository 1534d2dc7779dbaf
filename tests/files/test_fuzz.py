"""Damaged, hostile and absurd files: always our own words, never a crash, a hang or a change.

A failure names its cases, such as `policy 1234`; to see one again:

    bench = fuzzing.bench_in(tmp_path)
    target = fuzzing.targets(bench)["policy"]
    fuzzing.damaged(target, 1234)
"""

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import fuzzing
import mangling
from fuzzing import BOMBS, Outcome
from iso20k_gap.errors import MOST_COMPLAINTS, InputError
from iso20k_gap.files import assessment_folder, yaml_file

NAMES = (
    *("assessment", "answers", "plan", "policy", "baseline", "capability", "drafts", "lines"),
    *("items", "contractor", "ratings", "workbook", "page", "others", "earlier", "logo"),
    *("settings", "key", "trusted", "approval", "statement", "word"),
)
QUICK = 130
"""Cases of each target in the normal tests: some 2,900 in all."""

FULL = 4_600
"""Cases of each target in the slow tests: more than 100,000 in all."""

TEXTS = tuple(name for name in NAMES if name not in ("workbook", "logo", "word", "key"))


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """Where damaged files are put."""
    return fuzzing.bench_in(tmp_path_factory.mktemp("bench"))


@pytest.fixture(scope="module")
def every(bench):
    """All targets by name."""
    made = fuzzing.targets(bench)
    assert set(made) == set(NAMES)
    return made


@pytest.mark.parametrize("name", NAMES)
def test_what_is_damaged_was_good(bench, every, name):
    """Every seed is taken as it is, with all that follows: else nothing would be tried."""
    target = every[name]
    path = bench.root / target.place
    for seed in target.seeds:
        path.write_bytes(seed)
        if name != "logo" or seed is fuzzing.SVG:
            target.use(bench, path, deep=True)


def hold(bench, every, name: str, numbers: range) -> Outcome:
    """Feed cases to a target; nothing may come of them but results and our own errors."""
    outcome = Outcome()
    fuzzing.run(bench, every[name], numbers, outcome)
    assert outcome.findings == []
    return outcome


@pytest.mark.parametrize("name", NAMES)
def test_damaged_files_are_read_or_refused(bench, every, name):
    """Bytes, lines, values and trees changed: refused with a reason, or read."""
    outcome = hold(bench, every, name, range(QUICK))

    assert outcome.taken + outcome.refused == QUICK
    assert min(outcome.taken, outcome.refused) > 0


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", NAMES)
def test_a_hundred_thousand_damaged_files(bench, every, name):
    """The same 4,600 times for each of 22 kinds of file; set FUZZ_FROM for other damage."""
    first = int(os.environ.get("FUZZ_FROM", str(QUICK)))
    outcome = hold(bench, every, name, range(first, first + FULL))

    assert outcome.taken > FULL / 20
    assert outcome.refused > FULL / 20


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", TEXTS)
def test_bombs_in_text_files(bench, every, name):
    """Small or large, nested, repeated or endless: told in seconds, without a gulp of memory."""
    outcome = Outcome()
    for bomb, content in BOMBS.items():
        fuzzing.feed(bench, every[name], content(), f"{name}: {bomb}", outcome)

    assert outcome.findings == []


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_bombs_made_for_their_target(bench, every):
    """Tens of thousands of what each file lists, zips and XML that unfold, rings and chains."""
    outcome = Outcome()
    for bomb, (name, content) in fuzzing.special_bombs(bench).items():
        fuzzing.feed(bench, every[name], content(), f"{name}: {bomb}", outcome)

    assert outcome.findings == []


@pytest.mark.parametrize("bomb", ["laughs", "items", "anchors", "strangers", "doubled", "brackets"])
def test_a_bomb_is_told_in_few_words(bench, every, bomb):
    """At most 500 complaints, whatever the file holds."""
    path: Path = bench.root / every["answers"].place
    path.write_bytes(BOMBS[bomb]())
    with pytest.raises(InputError) as caught:
        assessment_folder.read(path.parents[1])

    assert 1 <= len(caught.value.complaints) <= MOST_COMPLAINTS


def test_the_watch_sees_hangs_gulps_changes_and_crashes(bench, every, monkeypatch):
    """A reader that does any of these is found out; else the proofs above would prove nothing."""
    monkeypatch.setattr(fuzzing, "SECONDS", 0.2)
    monkeypatch.setattr(fuzzing, "GULP", 1 << 25)
    kept = []

    def spin(*_: object, **__: object) -> None:
        while True:
            pass

    def gulp(*_: object, **__: object) -> None:
        kept.append(bytearray(1 << 26))

    def change(bench: object, path: Path, deep: object) -> None:
        path.write_bytes(b"other")

    def litter(bench: object, path: Path, deep: object) -> None:
        path.with_name("more").touch()

    def crash(*_: object, **__: object) -> None:
        raise KeyError("x")

    for use, told in ((spin, "Hang"), (gulp, "grew"), (change, "changed"), (litter, "changed"),
                      (crash, "KeyError")):  # fmt: skip
        outcome = Outcome()
        target = replace(every["policy"], use=use)
        fuzzing.feed(bench, target, b"schema: 1\n", "policy 0", outcome)
        (bench.root / target.place).with_name("more").unlink(missing_ok=True)
        assert told in outcome.findings[0]


TREES = st.recursive(
    st.sampled_from(mangling.VALUES) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=20,
)


@pytest.mark.parametrize("name", TEXTS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(tree=TREES)
def test_any_tree_of_values_is_read_or_refused(bench, every, name, tree):
    """Whatever Hypothesis grows, written as YAML, which much of JSON and CSV is too."""
    import yaml

    outcome = Outcome()
    text = yaml.dump(tree, allow_unicode=True, default_flow_style=None)
    fuzzing.feed(bench, every[name], mangling.encoded(text), f"{name}: {tree!r}", outcome)

    assert outcome.findings == []


@settings(max_examples=200)
@given(st.binary(max_size=200))
def test_any_bytes_are_yaml_or_a_complaint(tmp_path_factory, content):
    """The reader of every text file takes any bytes at all."""
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(content)
    with suppress(InputError):
        yaml_file.read(path)
