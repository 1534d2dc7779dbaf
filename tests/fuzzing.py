"""Feeds damaged files to everything that reads files, and watches what happens.

A case is a target and a number: the same damage every time. What may come of it is the reader's
result or one of our own errors; a crash, a hang, a gulp of memory or a changed file is a finding.
"""

import hashlib
import io
import json
import os
import random
import resource
import signal
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import mangling
from builders import TODAY, catalogue, evaluation, new_folder
from iso20k_gap.cli import configured
from iso20k_gap.cli.app import main
from iso20k_gap.core import capability as levels
from iso20k_gap.core import envelope
from iso20k_gap.core import pack as packs
from iso20k_gap.core.approval import Present, Sealed, hold, outcome_of, state_of
from iso20k_gap.core.assessment import Answer
from iso20k_gap.core.comparison import compare
from iso20k_gap.core.evaluation import Evaluation, evaluate
from iso20k_gap.core.gate import Circumstances, judge_gate
from iso20k_gap.core.merging import merge
from iso20k_gap.core.plan import Plan, PlanDecisions
from iso20k_gap.core.plan_check import check_plan
from iso20k_gap.core.planning import make_plan
from iso20k_gap.core.sampling import Aim, Rule, sample
from iso20k_gap.core.slippage import with_progress
from iso20k_gap.errors import Complaint, GapError, InputError
from iso20k_gap.files import (
    answer_places,
    answer_set,
    answers_file,
    approvals,
    assessment_folder,
    baseline_file,
    capability_file,
    configuration,
    configuration_edit,
    drafts_file,
    library,
    logo_file,
    pack_file,
    plan_csv,
    plan_file,
    policy_file,
    population_file,
    ratings_file,
    signing_key,
    trusted_keys,
    vocabulary,
    work_calendar,
)
from iso20k_gap.files import (
    migration as carried,
)
from iso20k_gap.files.assessment_folder import AssessmentFolder
from iso20k_gap.files.configuration_places import Files
from iso20k_gap.files.sent import Terms
from iso20k_gap.reports import (
    approvals_terminal,
    approvals_view,
    capability_chart,
    capability_view,
    figures,
    interview_view,
    pack_xlsx,
    pdf,
    plan_check_view,
    plan_table,
    report_json,
)
from iso20k_gap.reports.rendering import own_templates, word_template
from iso20k_gap.reports.templating import word as word_check
from iso20k_gap.reports.view import build_view
from iso20k_gap.reports.word.paper import Paper, lent_by

SECONDS = 20
"""Of computing, not of waiting, that one case may take."""

GULP = 1 << 30
"""Bytes by which one case may make the process grow."""

DEEP = 12
"""Every so many cases that are taken go all the way to a plan and a report."""

EXAMPLE = Path(__file__).resolve().parents[1] / "examples"


class HangError(BaseException):
    """A case took too long; no one catches it."""


@dataclass(frozen=True)
class Target:
    """One kind of file: where it lies in the bench's folder, what it is damaged from and how."""

    name: str
    place: str
    kind: tuple[mangling.Damage, ...]
    seeds: tuple[bytes, ...]
    use: Callable[["Bench", Path, bool], object]


@dataclass
class Bench:
    """A folder to put damaged files into, and what an undamaged assessment is."""

    root: Path

    @cached_property
    def folder(self) -> AssessmentFolder:
        """The assessment that files come back to."""
        return assessment_folder.read(self.root / "home")

    @cached_property
    def state(self) -> Evaluation:
        """What is on file, evaluated."""
        return evaluation({"8.6": "P", "4": "L"})

    def seen(self, folder: AssessmentFolder) -> Evaluation:
        """The evaluation of a folder."""
        return evaluate(folder.catalogue, folder.assessment, folder.rulebook, TODAY)


def judged(bench: Bench, folder: AssessmentFolder, deep: bool) -> None:  # noqa: FBT001
    """Compute all that is shown of an assessment."""
    state = bench.seen(folder)
    figures.score_data(state)
    answer_places.answers(folder)
    if deep:
        plan = make_plan(state, PlanDecisions())
        report_json.render(build_view(state, plan).data)


def assessment(bench: Bench, path: Path, deep: bool) -> None:  # noqa: FBT001
    """Read a folder by its main file, and offer its words to a shell."""
    vocabulary._data.cache_clear()  # noqa: SLF001 - else it would be read once
    for words in (vocabulary.parties, vocabulary.people, vocabulary.owners):
        assert isinstance(words(path.parent), dict)
    judged(bench, assessment_folder.read(path.parent), deep)


def answers(bench: Bench, path: Path, deep: bool) -> None:  # noqa: FBT001
    """Read a folder with one file of answers; now and then answer something in it."""
    folder = assessment_folder.read(path.parents[1])
    judged(bench, folder, deep)
    if deep:
        before = path.read_bytes()
        try:
            answers_file.save(folder, {"8.6.1-02": Answer(rating="P", note="new")})
            again = assessment_folder.read(path.parents[1]).assessment.answers
            assert again == folder.assessment.answers
        finally:
            path.write_bytes(before)


def drawn(state: Evaluation, decisions: PlanDecisions) -> Plan:
    """A plan with its public holidays."""
    begin = min(decisions.start or TODAY, TODAY)
    return make_plan(state, decisions, work_calendar.public_holidays(decisions.calendar, begin))


def migration(bench: Bench, path: Path, deep: bool) -> None:  # noqa: FBT001
    """Read an assessment of the earlier edition; now and then carry it over."""
    folder = assessment_folder.read(path.parent)
    judged(bench, folder, deep=False)
    if deep:
        with tempfile.TemporaryDirectory(dir=bench.root) as place:
            carried.migrate(folder, Path(place) / "new", "2018", "ISO/IEC 20000-1:2018")
            new = assessment_folder.read(Path(place) / "new").assessment
            assert new.edition == "2018"
            assert new.organisation == folder.assessment.organisation


def plan(bench: Bench, path: Path, deep: bool) -> None:  # noqa: FBT001
    """Read decisions and plan by them; now and then decide something more."""
    decisions = plan_file.read(path.parent, catalogue(), TODAY)
    if not deep:
        return
    made = drawn(bench.state, decisions)
    plan_table.render_json(made)
    report_json.render(build_view(bench.state, made).data)
    before = path.read_bytes()
    try:
        plan_file.change(path.parent, catalogue(), "8.6.1-A1", {"owner": "Ann: x", "percent": 3})
        after = plan_file.read(path.parent, catalogue())
        assert after.actions["8.6.1-A1"].owner == "Ann: x"
        same = {name: decisions.actions.get(name) for name in after.actions}
        same["8.6.1-A1"] = after.actions["8.6.1-A1"]
        assert after == decisions.model_copy(update={"actions": same})
    finally:
        path.write_bytes(before)


def policy(bench: Bench, path: Path, deep: bool) -> None:  # noqa: FBT001
    """Read a policy and judge by it."""
    del deep
    file = policy_file.read(path.parent, catalogue())
    state = bench.state
    found = judge_gate(
        state,
        file.policy.or_default(),
        Circumstances(
            compare(state, state, ("then", "now")), ("then", state.scorecard.overall.conformity), ()
        ),
    )
    assert [answer_places.rule(bench.folder, file, each) for each in found.rulings]


def baseline(bench: Bench, path: Path, deep: bool) -> None:  # noqa: FBT001
    """Read a baseline and compare with it."""
    state = baseline_file.read(path)
    baseline_file.list_baselines(path.parents[1])
    book = library.rulebook_for(state.assessment)
    then = evaluate(state.catalogue, state.assessment, book, state.taken_on)
    if state.assessment.edition == "2018":
        compare(then, bench.state, (state.name, "now"))
    if deep and state.plan:
        with_progress(make_plan(bench.state, PlanDecisions()), state.plan, "b", state.taken_on)


def capability(bench: Bench, path: Path, deep: bool) -> None:  # noqa: FBT001
    """Read replies and find levels."""
    del bench, deep
    found = levels.assess_capability(capability_file.read(path))
    capability_view.capability_data(found)
    capability_chart.render(found)


def drafts(bench: Bench, path: Path, deep: bool) -> None:  # noqa: FBT001
    """Read notes; now and then note something more."""
    del bench
    known = drafts_file.read(path.parent)
    if deep:
        before = path.read_bytes()
        try:
            new = with_note(known.get("8.6.1-01"))
            drafts_file.put(path.parent, "8.6.1-01", known.get("8.6.1-01"), new)
            assert drafts_file.read(path.parent)["8.6.1-01"].note == "noted"
        finally:
            path.write_bytes(before)


def with_note(draft: Any) -> Any:
    """A draft with a note, made from one that may not be there."""
    from iso20k_gap.core.questionnaire import Draft

    return draft.model_copy(update={"note": "noted"}) if draft else Draft(note="noted")


def population(bench: Bench, path: Path, deep: bool) -> None:  # noqa: FBT001
    """Read items and draw some."""
    del bench, deep
    items = population_file.read(path)
    found = sample(len(items), Rule.SQUARE_ROOT, Aim(), 7)
    assert interview_view.sample_data(found, items)


def contractor(bench: Bench, path: Path, deep: bool) -> None:  # noqa: FBT001
    """Read a plan made elsewhere and check it."""
    del bench, deep
    found = check_plan(plan_csv.read(path).rows)
    plan_check_view.check_data(found)
    assert list(plan_check_view.check_lines(found))


def ratings(bench: Bench, path: Path, deep: bool) -> None:  # noqa: FBT001
    """Read ratings in bulk and make answers of them."""
    del deep
    extra = ratings_file.Extra("", (), "", "", "", TODAY)
    ratings_file.changes(bench.folder, ratings_file.from_csv(path), extra)


def pack(bench: Bench, path: Path, deep: bool) -> None:  # noqa: FBT001
    """Take in a pack that came back."""
    del deep
    back = pack_file.read(path, bench.folder, Terms(TODAY, "Ann"))
    folder = bench.folder
    source = packs.Source(
        folder.catalogue,
        library.load_questionnaire("2018", "full"),
        folder.rulebook.scale,
        folder.assessment,
    )
    merge(source, back.replies, lambda conflict: conflict.sides[0], seen=False)


def logo(bench: Bench, path: Path, deep: bool) -> None:  # noqa: FBT001
    """Read a logo; now and then draw it."""
    del bench
    found = logo_file.read(path.parent, path.name)
    if deep:
        from weasyprint import HTML

        page = HTML(string=f'<img src="{pdf.LOGO}">', url_fetcher=pdf.closed_fetcher(found))
        page.write_pdf()


def settings(bench: Bench, path: Path, deep: bool) -> None:  # noqa: FBT001
    """Read a settings file as a folder's; now and then set something more in it."""
    files = Files(bench.root / "nobody.yaml", path)
    found = configuration.resolve(files, {}, configured.words_of)
    if deep:
        before = path.read_bytes()
        try:
            configuration_edit.change(path, "assessor", "Ann: x", configured.words_of)
            after = configuration.resolve(files, {}, configured.words_of)
            assert after["assessor"].value == "Ann: x"
            same = {name: each.value for name, each in found.items()} | {"assessor": "Ann: x"}
            assert {name: each.value for name, each in after.items()} == same
        finally:
            path.write_bytes(before)


def trusted(bench: Bench, path: Path, deep: bool) -> None:  # noqa: FBT001
    """Read whose key is whose."""
    del bench, deep
    assert trusted_keys.read([path])


def private_key(bench: Bench, path: Path, deep: bool) -> None:  # noqa: FBT001
    """Read a signing key, and sign something with it."""
    del bench, deep
    path.chmod(0o600)
    key = signing_key.read(path, lambda: PASSPHRASE)
    assert signing_key.verifies(signing_key.public_half(key), key.sign(b"x"), b"x")


def approval(bench: Bench, path: Path, deep: bool) -> None:  # noqa: FBT001
    """Read an approval and hold it against the assessment; its faults are told, not raised."""
    del deep
    held(bench, approvals.read(path))


def statement(bench: Bench, path: Path, deep: bool) -> None:  # noqa: FBT001
    """Read an approval whose statement is damaged, and signed as it is."""
    del deep
    key = signing_key.read(bench.root / "key.pem", lambda: "")
    payload = path.read_bytes()
    signature = key.sign(envelope.pae(envelope.PAYLOAD_TYPE, payload))
    told = envelope.sealed(payload, signing_key.public_half(key), signature)
    with tempfile.NamedTemporaryFile("w", dir=bench.root, suffix=".json") as file:
        json.dump(told.as_data(), file)
        file.flush()
        held(bench, approvals.read(Path(file.name)))


def held(bench: Bench, found: Sealed) -> None:
    """Hold an approval against what is on file, and tell of it."""
    state = bench.state
    now = Present(state_of(state.assessment, PlanDecisions()), lambda _: outcome_of(state))
    made = (hold(found, now),)
    approvals_view.verify_data(made, state.catalogue)
    assert all(approvals_terminal.lines(made, named=False))
    if found.fault:
        raise InputError(Complaint(found.fault))


def word(bench: Bench, path: Path, deep: bool) -> None:  # noqa: FBT001
    """Look a Word file over that lends its looks; now and then write a page in them."""
    del bench
    if found := list(word_check.faults(path)):
        raise InputError(*map(Complaint, found))
    if deep:
        with own_templates(path.parent), lent_by(path):
            made = Paper("Report", "Acme", TODAY)
            made.heading("Results", 1)
            made.plain_table([("8.6", "L")], (0.5, 0.5))
            assert made.finished().startswith(b"PK")


def other_answers(bench: Bench, path: Path, deep: bool) -> None:  # noqa: FBT001
    """Read answers to hold against one's own."""
    del deep
    answer_set.read(bench.folder, path)


# --- what is damaged ---------------------------------------------------------------------

POLICY = b"""\
schema: 1
fail_on: minor
max_majors: 3
min_conformity: 75.5
min_coverage: "90%"
max_stale: 0
max_overdue: 2
no_regression: true
baseline: before
ratchet: true
clauses:
  "8.6": {max_minors: 1, min_achievement: 50}
  10.2:
    max_majors: 0
waivers:
  - finding: F-8.6.1-01
    approved_by: Head of service
    reason: The tool comes in spring
    expires: 2027-03-31
"""
CAPABILITY = b"""\
schema: 1
processes:
  Incident management:
    PA 1.1: [L, F, P, don't know]
    "PA 2.1": [F, F, F]
    PA 2.2: [N]
  Change management:
    PA 1.1: [F, "?", F]
x-own: {a: [1, 2]}
"""
DRAFTS = b"""\
# Notes on questions that are not rated yet
schema: 1
8.6.1-01:
  note: |
    Ask Ann.
    Then Bob.
  evidence:
    - {title: Log, location: desk, effective: 2026-01-01, valid_until: 2027-01-01}
  performed_by: self
S03: {note: x}
"""
ANSWERS = b"""\
# yaml-language-server: $schema=../.schema/answers.schema.json
schema: 1
catalogue_version: 1
8.6.1-01:
  rating: L   # after the second sample
  note: |
    Ten tickets, one without category.
    Two lines.
  evidence:
    - {title: Log, location: ./log.csv, effective: 2026-10-01, valid_until: 2027-10-01, seen: true}
    - title: Screenshot
      sha256: 0000000000000000000000000000000000000000000000000000000000000000
  performed_by: self
  rated_by: Ann
  rated_on: 2026-11-21
  confirmed: true
  x-own: {ticket: 12}
8.6.1-02: {rating: F}
8.6.2-01:
  rating: "N"
  note: 'not yet'
"""
POPULATION = (b"INC-1\nINC-2\n\nINC-3\n", b'number,name\n1,"a, b"\n2,c\n,d\n')
RATINGS = (
    b'id,rating,note,evidence,reason\n8.6,F,"all, seen",Log @ desk; Minutes,\n8.6.1-01,P,x,,\n'
)
SETTINGS = b"""\
schema: 1
language: de   # for all of us
assessor: "Ann"
new: {edition: "2018", scale: nplf, country: IE}
report:
  formats: [pdf, html]
  template: looks
branding:
  name: Hart
  accent: "#0b6582"
  logo: logo.png
x-own: {a: [1, 2]}
"""
PASSPHRASE = "correct horse"  # noqa: S105 - of a key that is made for the test
OPEN_KEY = b"""\
-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
-----END PRIVATE KEY-----
"""
LOCKED_KEY = b"""\
-----BEGIN ENCRYPTED PRIVATE KEY-----
MIGjMF8GCSqGSIb3DQEFDTBSMDEGCSqGSIb3DQEFDDAkBBDNY7C0kvCqvlLg0KIG
Lj3hAgIIADAMBggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBKgQQrCMSTGMSlP4g/ZM+
tGL+dgRAYgaoNr5hYwfhr7P093XSa3OoEDbKWtFpPedtWpUNjcI5logZ6pzyjIB1
CayP32ifo3SQnmUE4gvHiR6fpsux0Q==
-----END ENCRYPTED PRIVATE KEY-----
"""
"""Keys of nobody: always the same, so that the same number makes the same damage."""

SVG = b"""<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20" viewBox="0 0 80 20">
<title>Acme</title><defs><linearGradient id="g"><stop offset="0" stop-color="#123"/>
</linearGradient></defs><rect width="80" height="20" fill="url(#g)"/>
<text x="2" y="9" style="font-size:9px">A</text>
</svg>"""
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x10\x00\x20\x01\x01\x11\x00"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x20\x00\x00\x00\x10\x08\x00\x00\x00\x00abcd"


def assessment_seeds(bench: Bench) -> tuple[bytes, ...]:
    """The worked example's main file, and one that fills every field."""
    from documents import filled
    from iso20k_gap.files.answer_block import dumped

    everything = filled().assessment.model_dump(
        mode="json", by_alias=True, exclude={"answers"}, exclude_none=True
    )
    everything["certification"] = {"body": "TC", "stage1": "2027-03-01", "stage2": "2027-05-01",
                                   "internal_audit_by_body": ["2026-05-01"]}  # fmt: skip
    everything["branding"] = {"name": "Hart", "accent": "#123456", "logo": "logo.svg"}
    everything["scales"] = [
        library.load_scale("yes-partial-no").model_dump(mode="json", by_alias=True)
    ]
    example = EXAMPLE / "northgate-managed-services" / "assessment.yaml"
    return (dumped(everything).encode(), example.read_bytes())


def earlier_seeds(bench: Bench) -> tuple[bytes, ...]:
    """The main file of an assessment of the earlier edition."""
    seeds = assessment_seeds(bench)
    return (
        seeds[0].replace(b"'2018'", b"'2011'").replace(b"8.6.1", b"8.1").replace(b"8.6", b"8.1"),
    )


def plan_seeds(bench: Bench) -> tuple[bytes, ...]:
    """The worked example's decisions, and more of them."""
    example = EXAMPLE / "northgate-managed-services" / "plan.yaml"
    more = b"""\
schema: 1
start: 2026-12-01
stage2: 2027-09-15
default_days_per_week: 1.5
calendar:
  country: DE
  subdivision: BY
  working_days: [1, 2, 3, 4]
  closed:
    - {from: 2026-12-24, to: 2027-01-03, label: Year end}
owners:
  - role: Change manager
    name: Jane
    days_per_week: 1.5
    absences: [{from: 2027-01-04, to: 2027-01-08}]
budget:
  currency: EUR
  day_rate: 620
  roles: {Change manager: 950.50}
  fixed:
    - {name: Body, amount: 9800}
actions:
  8.6.1-A1: {status: in_progress, owner: Jane, due: 2027-02-26, percent: 30, note: "x"}
  8.6.2-A1:
    effort: {low: 1, likely: 2, high: 5}
    prerequisites: [8.6.1-A1]
"""
    return (more, example.read_bytes())


def baseline_seeds(bench: Bench) -> tuple[bytes, ...]:
    """A baseline as the program freezes it."""
    (made,) = (bench.root / "home" / "baselines").glob("*.yaml")
    return (made.read_bytes(),)


def pack_seeds(bench: Bench, ending: str) -> tuple[bytes, ...]:
    """Packs as they come back, filled in."""
    folder = bench.folder
    source = packs.Source(
        folder.catalogue,
        library.load_questionnaire("2018", "full"),
        library.load_scale("nplf"),
        folder.assessment,
    )
    made = packs.build(source, packs.Selection(clause="8.6.2"), TODAY)
    if ending == "xlsx":
        return (pack_xlsx.render(made),)
    head = {name: str(value) for name, value in vars(made.head).items()}
    piece = {"title": "Log", "location": "desk", "effective": "2026-01-01", "valid_until": ""}
    told = {"rating": "L", "note": "n", "reason": "", "evidence": [piece], "on": "2026-11-20",
            "before": {"rating": "", "note": "", "evidence": []}}  # fmt: skip
    data = {"kind": packs.KIND, **head, "respondent": "Ann", "saved": "2026-11-20",
            "answers": {item.question.id: told for item in made.items}}  # fmt: skip
    return (json.dumps(data, indent=1).encode(),)


def key_seeds(bench: Bench) -> tuple[bytes, ...]:
    """Signing keys: an open one, a locked one."""
    del bench
    return (OPEN_KEY, LOCKED_KEY)


def trusted_seeds(bench: Bench) -> tuple[bytes, ...]:
    """Two people's keys."""
    keys = [bench.root / f"{name}.pem" for name in ("key", "locked")]
    public = [signing_key.public_half(signing_key.read(key, lambda: PASSPHRASE)) for key in keys]
    return (f"# ours\nAnn Smith: {public[0]}\n'Bob': \"{public[1]}\"\n".encode(),)


def approval_seeds(bench: Bench) -> tuple[bytes, ...]:
    """An approval as the program signs it."""
    (made,) = (bench.root / "home" / "approvals").glob("*.json")
    return (made.read_bytes(),)


def statement_seeds(bench: Bench) -> tuple[bytes, ...]:
    """What was signed."""
    (made,) = approval_seeds(bench)
    return (envelope.decoded(json.loads(made)["payload"]),)


def word_seeds() -> tuple[bytes, ...]:
    """The shipped Word file."""
    return (word_template().read_bytes(),)


def targets(bench: Bench) -> dict[str, Target]:
    """Every kind of file the program reads."""
    text, table = mangling.YAML, mangling.CSV
    listed = (
        Target("assessment", "main/assessment.yaml", text, assessment_seeds(bench), assessment),
        Target("answers", "answers/answers/8.6.yaml", text, (ANSWERS,), answers),
        Target("plan", "plan/plan.yaml", text, plan_seeds(bench), plan),
        Target("policy", "policy/policy.yaml", text, (POLICY,), policy),
        Target("baseline", "past/baselines/b.yaml", text, baseline_seeds(bench), baseline),
        Target("capability", "capability/capability.yaml", text, (CAPABILITY,), capability),
        Target("drafts", "drafts/drafts.yaml", text, (DRAFTS,), drafts),
        Target("lines", "lines/items.txt", mangling.TEXT, POPULATION[:1], population),
        Target("items", "items/items.csv", table, POPULATION[1:], population),
        Target("contractor", "contractor/plan.csv", table,
               ((EXAMPLE / "contractor-plan.csv").read_bytes(),), contractor),
        Target("ratings", "ratings/ratings.csv", table, (RATINGS,), ratings),
        Target("workbook", "workbook/pack.xlsx", mangling.WORKBOOK, pack_seeds(bench, "xlsx"),
               pack),
        Target("page", "page/answers.json", mangling.JSON, pack_seeds(bench, "json"), pack),
        Target("others", "others/answers.yaml", text, (ANSWERS, *baseline_seeds(bench)),
               other_answers),
        Target("earlier", "earlier/assessment.yaml", text, earlier_seeds(bench), migration),
        Target("settings", "settings/.iso20k-gap.yaml", text, (SETTINGS,), settings),
        Target("key", "key/key.pem", mangling.TEXT, key_seeds(bench), private_key),
        Target("trusted", "trusted/keys.yaml", text, trusted_seeds(bench), trusted),
        Target("approval", "approval/approvals/a.json", mangling.JSON, approval_seeds(bench),
               approval),
        Target("statement", "statement/payload.json", mangling.JSON, statement_seeds(bench),
               statement),
        Target("word", "word/report.docx", mangling.WORKBOOK, word_seeds(), word),
        Target("logo", "logo/logo.svg", mangling.DRAWING, (SVG, PNG, JPEG), logo),
    )  # fmt: skip
    return {each.name: each for each in listed}


def bench_in(root: Path) -> Bench:
    """A bench with an assessment of clause 8.6, a baseline of it, and folders for the files."""
    home = new_folder(root / "home")
    assert main(["rate", str(home), "8.6=L", "-q", "--date", str(TODAY)]) == 0
    assert main(["baseline", str(home), "--label", "before", "-q", "--date", str(TODAY)]) == 0
    for name, content in (("key", OPEN_KEY), ("locked", LOCKED_KEY)):
        (root / f"{name}.pem").touch(mode=0o600)
        (root / f"{name}.pem").write_bytes(content)
    order = ["sign", str(home), "--approver", "Ann", "--statement", "Seen", "-q"]
    assert main([*order, "--key", str(root / "key.pem"), "--date", str(TODAY)]) == 0
    bench = Bench(root)
    for each in targets(bench).values():
        (root / each.place).parent.mkdir(parents=True, exist_ok=True)
    main_file = (home / "assessment.yaml").read_bytes()
    (root / "answers" / "assessment.yaml").write_bytes(main_file)
    return bench


# --- bombs: small to send, large to read -------------------------------------------------

HEAD = b"schema: 1\n"
LAUGHS = b"".join(
    b"a%d: &a%d [%s]\n" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 9 if n else [b"ha"] * 9))
    for n in range(12)
)
BOMBS: dict[str, Callable[[], bytes]] = {
    "laughs": lambda: HEAD + LAUGHS,
    "brackets": lambda: HEAD + b"x-a: " + b"[" * 1_000_000,
    "braces": lambda: HEAD + b"x-a: " + b"{a: " * 200_000,
    "dashes": lambda: HEAD + b"x-a:\n" + b"- " * 200_000,
    "questions": lambda: HEAD + b"? " * 200_000,
    "items": lambda: HEAD + b"x-a: [" + b"a," * 4_000_000 + b"]\n",
    "anchors": lambda: HEAD + b"x-a: [" + b"&a b," * 1_000_000 + b"]\n",
    "doubled": lambda: HEAD + b"a: 1\n" * 300_000,
    "strangers": lambda: HEAD + b"".join(b"8.6.%d-01: {rating: F}\n" % n for n in range(50_000)),
    "unknown": lambda: HEAD + b"".join(b"k%d: 1\n" % n for n in range(90_000)),
    "scalar": lambda: HEAD + b"x-a: " + b"a" * 15_000_000,
    "digits": lambda: HEAD + b"catalogue_version: " + b"9" * 5_000_000,
    "escapes": lambda: HEAD + b'x-a: "' + b"\\x41" * 3_000_000 + b'"\n',
    "quotes": lambda: HEAD + b"x-a: '" + b"''" * 5_000_000,
    "blanks": lambda: HEAD + b" " * 15_000_000,
    "lines": lambda: b"\n" * 15_000_000,
    "commas": lambda: b"," * 15_000_000,
    "halves": lambda: b"\xed\xa0\x80" * 1_000_000,
    "nulls": lambda: b"\0" * 15_000_000,
    "large": lambda: b"a" * (16 * 1024 * 1024 + 1),
}
"""For every kind of text file."""


def special_bombs(bench: Bench) -> dict[str, tuple[str, Callable[[], bytes]]]:
    """Bombs that know what they are thrown at: by name, the target and the content."""
    many = range(40_000)

    def listed(head: bytes, line: bytes) -> Callable[[], bytes]:
        return lambda: head + b"".join(line % n for n in many)

    main_file = (bench.root / "home" / "assessment.yaml").read_bytes()
    header = b"id,start,end,predecessors\n"
    row = b"%d,2027-01-01,2027-01-02,"
    return {
        "weights": ("assessment", listed(main_file + b"scoring:\n weights:\n", b"  '8.6.%d': 2\n")),
        "parties": ("assessment", listed(main_file + b"parties:\n",
                    b"- {id: p%d, name: n, kind: customer_as_supplier}\n")),
        "overrides": ("assessment", listed(main_file + b"overrides:\n",
                      b"- {finding: F-8.6.%d, grade: none, reason: r}\n")),
        "services": ("assessment", listed(main_file + b"services:\n",
                     b"- {name: n, performed_by: p%d}\n")),
        "actions": ("plan", listed(HEAD + b"actions:\n", b"  8.6.%d-A1: {percent: 1}\n")),
        "owners": ("plan", listed(HEAD + b"owners:\n", b"- {role: Change manage%d}\n")),
        "absences": ("plan", lambda: HEAD + b"calendar:\n closed:\n"
                     + b"  - {from: 0001-01-01, to: 9999-12-31}\n" * 20_000),
        "costs": ("plan", listed(HEAD + b"budget:\n fixed:\n",
                  b"  - {name: n, amount: 1, action: 8.6.%d-A1}\n")),
        "waivers": ("policy", listed(HEAD + b"waivers:\n",
                    b"- {finding: F-8.6.%d, approved_by: a, reason: r, expires: 2027-01-01}\n")),
        "attributes": ("capability", listed(b"processes:\n a:\n", b"  PA 1.%d: [F]\n")),
        "replies": ("capability", lambda: b"processes:\n a:\n  PA 1.1: ["
                    + b"F," * 150_000 + b"]\n"),
        "chain": ("contractor", listed(header, row + b"%d\n" % 0)),
        "rows": ("contractor", lambda: header + b"1,2027-01-01,2027-01-02,\n" * 500_000),
        "columns": ("contractor", lambda: b"id," * 100_000 + b"\n"),
        "predecessors": ("contractor", lambda: header
                         + b"1,2027-01-01,2027-01-02," + b"2 " * 500_000),
        "ring": ("contractor", lambda: header
                 + b"".join(row % n + b"%d\n" % ((n + 1) % 15_000) for n in range(15_000))),
        "wishes": ("ratings", listed(b"id,rating\n", b"8.6.%d-01,F\n")),
        "notes": ("ratings", lambda: b"id,rating\n8.6,F," + b"a," * 1_000_000),
        "answers": ("page", lambda: bench_json(
                    bench, {f"8.6.{n}-01": {"note": "n"} for n in many})),
        "pieces": ("page", lambda: bench_json(bench, {"8.6.2-01": {"evidence": [{}] * 100_000}})),
        "deep": ("page", lambda: b'{"a":' * 200_000),
        "numbers": ("page", lambda: b'{"kind": ' + b"9" * 5_000_000 + b"}"),
        "zeros": ("workbook", lambda: zipped({"xl/workbook.xml": bytes(300 << 20)})),
        "parts": ("workbook", lambda: zipped({f"xl/{n}.xml": b"<a/>" for n in range(20_000)})),
        "entities": ("workbook", lambda: repacked(bench, "xl/sharedStrings.xml", XML_LAUGHS)),
        "far": ("workbook", lambda: repacked(bench, "xl/worksheets/sheet1.xml",
                SHEET % b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
        "cells": ("workbook", lambda: repacked(bench, "xl/worksheets/sheet1.xml",
                  SHEET % (b"<row>" + b"<c><v>1</v></c>" * 1_500_000 + b"</row>"))),
        "shown": ("workbook", lambda: repacked(bench, "xl/worksheets/sheet1.xml",
                  SHEET % (b"<row>" + b'<c t="s"><v>0</v></c>' * 900 + b"</row>") * 400)),
        "elements": ("workbook", lambda: repacked(bench, "xl/styles.xml", b"<a>" * 2_000_000)),
        "attributes ": ("workbook", lambda: repacked(bench, "xl/styles.xml",
                        b"<a " + b"".join(b'b%d="" ' % n for n in range(200_000)) + b"/>")),
        "signatures": ("approval", lambda: json.dumps(
                       json.loads(approval_seeds(bench)[0])
                       | {"signatures": [{"sig": SIGNATURE}] * 150_000}).encode()),
        "payload": ("approval", lambda: json.dumps(
                    json.loads(approval_seeds(bench)[0])
                    | {"payload": envelope.encoded(b"[" * 9_000_000)}).encode()),
        "people": ("trusted", listed(b"", b"Ann %d: ed25519:x\n")),
        "unpacked": ("word", lambda: retold("word/document.xml", bytes(300 << 20))),
        "pictures": ("word", lambda: zipped(
                     {f"word/{n}.xml": b"<a/>" for n in range(20_000)})),
        "word laughs": ("word", lambda: retold("word/styles.xml", XML_LAUGHS)),
        "nested": ("word", lambda: retold("word/styles.xml", b"<a>" * 2_000_000)),
        "many styles": ("word", lambda: retold("word/styles.xml", WORD_STYLES)),
        "groups": ("logo", lambda: b"<svg >" + b"<g>" * 70_000),
        "svg laughs": ("logo", lambda: XML_LAUGHS.replace(b"sst", b"svg")),
    }  # fmt: skip


XML_LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a0 "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    + b"]><sst><si><t>&a11;</t></si></sst>"
)
WORD_STYLES = b"".join(
    (
        b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">',
        *(b'<w:style w:styleId="s%d"><w:name w:val="s"/></w:style>' % n for n in range(200_000)),
        b"</w:styles>",
    )
)
SIGNATURE = envelope.encoded(bytes(64))
SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<sheetData>%s</sheetData></worksheet>"
)


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, part in parts.items():
            book.writestr(name, part)
    return out.getvalue()


def repacked(bench: Bench, name: str, part: bytes) -> bytes:
    """A pack's workbook with another content of one part."""
    (content,) = pack_seeds(bench, "xlsx")
    return replaced(content, name, part)


def retold(name: str, part: bytes) -> bytes:
    """The shipped Word file with another content of one part."""
    (content,) = word_seeds()
    return replaced(content, name, part)


def replaced(content: bytes, name: str, part: bytes) -> bytes:
    """A zip with another content of one part."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        parts = {each: book.read(each) for each in book.namelist()}
    return zipped(parts | {name: part})


def bench_json(bench: Bench, given: dict[str, Any]) -> bytes:
    """A file of answers with these in it."""
    (content,) = pack_seeds(bench, "json")
    return json.dumps(json.loads(content) | {"answers": given}).encode()


# --- running -----------------------------------------------------------------------------


@dataclass
class Outcome:
    """What came of many cases."""

    taken: int = 0
    refused: int = 0
    findings: list[str] = field(default_factory=list)


def damaged(target: Target, number: int) -> bytes:
    """The content of a case."""
    chance = random.Random(f"{target.name} {number}")  # noqa: S311 - it need not be secret
    content = chance.choice(target.seeds)
    return content if number == 0 else mangling.mangled(chance, content, target.kind)


def run(bench: Bench, target: Target, numbers: range, outcome: Outcome) -> None:
    """Feed the cases of these numbers to a target."""
    for number in numbers:
        feed(bench, target, damaged(target, number), f"{target.name} {number}", outcome)


def feed(bench: Bench, target: Target, content: bytes, name: str, outcome: Outcome) -> None:
    """Feed one content to a target, and note what comes of it."""
    path = bench.root / target.place
    path.write_bytes(content)
    before = _listing(path.parent)
    size = _resident()
    deep = lot(name) % DEEP == 0
    try:
        with watched():
            target.use(bench, path, deep)
        outcome.taken += 1
    except GapError as error:
        outcome.refused += 1
        if not str(error).strip():
            outcome.findings.append(f"{name}: an error without words")
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - this is what we look for
        outcome.findings.append(f"{name}: {type(error).__name__}: {str(error)[:300]}")
    if _resident() - size > GULP:
        outcome.findings.append(f"{name}: grew by {(_resident() - size) >> 20} MiB")
    if path.read_bytes() != content or _listing(path.parent) != before:
        outcome.findings.append(f"{name}: a file was changed")


def lot(name: str) -> int:
    """A number that follows from a name."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4])


def _listing(folder: Path) -> list[str]:
    return sorted(each.name for each in os.scandir(folder) if not each.name.endswith(".lock"))


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


@contextmanager
def watched() -> Iterator[None]:
    """Stop what computes too long."""

    def stop(*_: object) -> None:
        raise HangError(f"more than {SECONDS} s of computing")

    old = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, old)
