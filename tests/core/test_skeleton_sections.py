"""A skeleton in full, word by word, for clauses of a made-up edition."""

from dataclasses import replace

import pytest

from builders import TODAY, assessment, catalogue
from iso20k_gap.core.catalogue import Catalogue, Clause
from iso20k_gap.core.document_guide import DocumentGuide, Form, RecordForm, derive, supplies
from iso20k_gap.core.manuscript import (
    BLANK,
    Bullets,
    Grid,
    Heading,
    Manuscript,
    Paragraph,
    Step,
    Steps,
)
from iso20k_gap.core.skeleton import build, noun, setting
from iso20k_gap.core.skeleton_sections import Setting
from iso20k_gap.language import speaking
from made_up import action, clause, document, requirement
from pseudo import MEANT

INCIDENTS = clause(
    "8.6.1",
    "Incidents",
    (
        "Each incident is",
        [
            requirement("8.6.1-01", letter="a", owner="Incident manager", essential=True),
            requirement("8.6.1-02", letter="b", stage=1, **document("Incident log", "record")),
        ],
    ),
    [requirement("8.6.1-03", owner="Incident manager", **document("Alarm plan"), others=False)],
    owner="Incident manager",
    prerequisites=("4.1", "7.5", "8.3.4", "8.2", "8.6"),
    practices=("Incident management", "Service desk"),
    shared={"iso9001": "8.7", "note": "One log for both."},
    actions=[
        action("8.6.1-A1", "Write the alarm plan", "Alarm plan in force"),
        action("8.6.1-A2", "Train the desk", "Trained desk"),
    ],
)
REQUESTS = clause(
    "8.6.2",
    "Requests",
    [requirement("8.6.2-01", others=False)],
    [requirement("8.6.2-02", others=False, owner="Baker")],
    owner="Clerk",
    prerequisites=("8.6.1",),
    shared={"iso27001": "A.5.26"},
    actions=[
        action("8.6.2-A1", "Open a counter", "Counter"),
        action("8.6.2-A2", "Open a portal", "Portal"),
    ],
)
OTHERS = (
    clause(
        "8.2.1", "Delivery", [requirement("8.2.1-01", **document("Delivery plan"))], owner="Clerk"
    ),
    clause(
        "8.2.4",
        "Catalogue",
        [
            requirement("8.2.4-01", **document("Service catalogue")),
            requirement("8.2.4-02", **document("Price list")),
            requirement("8.2.4-03", **document("Service catalogue")),
            requirement("8.2.4-04"),
        ],
        owner="Baker",
        actions=[action("8.2.4-A1", "Print it", "Print")],
    ),
)
MADE_UP = Catalogue(
    edition=catalogue().edition,
    clauses=(
        clause("4.1", "Context", [requirement("4.1-01")]),
        clause("7.5.2", "Writing", [requirement("7.5.2-01")]),
        clause("7.5.3", "Keeping", [requirement("7.5.3-01")], owner="Incident manager"),
        Clause(id="8.2", title="Portfolio"),
        *OTHERS,
        Clause(id="8.3", title="Relationships"),
        clause("8.3.4", "Suppliers", [requirement("8.3.4-01")]),
        Clause(id="8.6", title="Fulfilment"),
        INCIDENTS,
        REQUESTS,
        clause(
            "9.1",
            "Measuring",
            [requirement("9.1-01")],
            owner="Incident manager",
            prerequisites=("8.6",),
        ),
    ),
)
ACME = Setting(
    "Acme", "Workplace", "ISO/IEC 20000-1", TODAY, {"Incident manager": "Jane Doe", "Clerk": ""}
)
HINT = Paragraph(
    "Skeleton: write the text in place of the dots, adapt the suggestions, and take out what does "
    "not fit. It is in our own words; the text of the standard is ISO's.",
    hint=True,
)
CHANGES = (
    Heading("Changes of this document"),
    Grid(
        ("Version", "Date", "Change/document", "Released by"),
        (("0.1", "2026-11-21", "Skeleton", BLANK),),
        (15, 20, 40, 25),
    ),
)
PROCEDURE = DocumentGuide(
    clause="8.6.1",
    kind=Form.PROCESS,
    title="How incidents end",
    use="Read at the desk.",
    inputs={"4.1": "what matters", "7.5.3": "the archive", "8.3": "calls", "users at home": "news"},
    outputs={"8.2.4": "times of repair"},
    parts={"Classes": "Three are enough.", "Alarm": "Who calls whom."},
    records=(
        RecordForm(name="Incident log", holds=("time", "caller")),
        RecordForm(name="Alarm plan", holds=("numbers",), source="Part 10", confirmed=True),
        RecordForm(name="Shift book", holds=("names",)),
    ),
    consulted=("Baker", "Clerk", "Incident manager"),
    informed=("Clerk",),
    measures=("calls a week",),
)
INCIDENT_PROCEDURE = Manuscript(
    title="How incidents end",
    subtitle="Process description/document for clause 8.6.1, Incidents, of ISO/IEC 20000-1",
    organisation="Acme",
    date=TODAY,
    blocks=(
        HINT,
        Grid(
            ("Document", "How incidents end"),
            (
                ("Organisation", "Acme"),
                ("Owner", "Incident manager/role (Jane Doe)"),
                ("Version and date", "0.1, draft, 2026-11-21"),
                ("Approved by, on", BLANK),
                ("Next review", BLANK),
                ("May be read by", BLANK),
            ),
            (30, 70),
        ),
        Heading("Purpose and use"),
        Paragraph("Incidents is ready."),
        Paragraph("Read at the desk."),
        Paragraph("Scope of the SMS: Workplace"),
        Heading("Inputs"),
        Grid(
            ("What comes in", "From"),
            (
                ("what matters", "4.1 Context"),
                ("the archive", "7.5.3 Keeping"),
                ("calls", "8.3 Relationships"),
                ("news", "Users at home"),
                ("Delivery plan", "8.2.1 Delivery"),
                ("Service catalogue; Price list", "8.2.4 Catalogue"),
                ("Counter; Portal", "8.6.2 Requests"),
            ),
            (60, 40),
        ),
        Heading("Outputs"),
        Grid(("What goes out", "To"), (("times of repair", "8.2.4 Catalogue"),), (60, 40)),
        Heading("Activities and rules"),
        Paragraph("Each incident is"),
        Steps(
            (
                Step("Do 8.6.1-01.", ("Suggestion: Begin 8.6.1-01.", f"Here: {BLANK}")),
                Step("Do 8.6.1-02.", ("Suggestion: Begin 8.6.1-02.", f"Here: {BLANK}")),
            ),
            1,
        ),
        Steps((Step("Do 8.6.1-03.", ("Suggestion: Begin 8.6.1-03.", f"Here: {BLANK}")),), 3),
        Heading("What has to be settled"),
        Heading("Classes", 2),
        Paragraph("Three are enough.", hint=True),
        Paragraph(BLANK),
        Heading("Alarm", 2),
        Paragraph("Who calls whom.", hint=True),
        Paragraph(BLANK),
        Heading("Roles"),
        Grid(
            ("Steps", "Does it", "Answers for it", "Is asked", "Is told"),
            (
                (
                    "1, 3",
                    "Incident manager/role (Jane Doe)",
                    "Incident manager/role (Jane Doe)",
                    "Baker/role, Clerk/role and Incident manager/role (Jane Doe)",
                    "Clerk/role",
                ),
                (
                    "2",
                    "Clerk/role",
                    "Incident manager/role (Jane Doe)",
                    "Baker/role, Clerk/role and Incident manager/role (Jane Doe)",
                    "Clerk/role",
                ),
            ),
            (10, 22, 22, 23, 23),
        ),
        Paragraph("The organisation itself keeps step 3; other parties may help only."),
        Heading("Documents and records"),
        Grid(
            ("Name", "Holds", "Demanded", "Kept where, how long"),
            (
                ("Incident log", "time, caller", "record asked for (unconfirmed)", BLANK),
                ("Alarm plan", "numbers", "document asked for", BLANK),
                ("Shift book", "names", "own choice", BLANK),
            ),
            (22, 40, 18, 20),
        ),
        Paragraph(
            "Unconfirmed: no public source names it; see your own copy of the standard.", hint=True
        ),
        Heading("Measures"),
        Bullets(("share of incidents", "calls a week")),
        Heading("Checklist: what this document has to satisfy"),
        Grid(
            ("Done", "Requirement", "Step", "Evidence wanted", "Audit stage"),
            (
                ("☐", "8.6.1-01 a)", "1", "log of 8.6.1-01; minutes", "2, essential"),
                ("☐", "8.6.1-02 b)", "2", "log of 8.6.1-02; minutes", "1"),
                ("☐", "8.6.1-03", "3", "log of 8.6.1-03; minutes", "2"),
            ),
            (8, 17, 8, 53, 14),
        ),
        Heading("Related practices and standards"),
        Bullets(
            (
                "ITIL 4 practices: Incident management and Service desk",
                "ISO 9001:2015: 8.7",
                "Shared work: One log for both.",
            )
        ),
        *CHANGES,
    ),
)
LIST = DocumentGuide(
    clause="8.6.2",
    kind=Form.REGISTER,
    title="Requests of the week",
    use="Hangs on the wall.",
    inputs={"8.6": "what is broken"},
    outputs={},
    parts={"Caller": "a name"},
    records=(RecordForm(name="Wall chart", holds=("calls",)),),
)
REQUEST_LIST = (
    HINT,
    Grid(
        ("Document", "Requests of the week"),
        (
            ("Organisation", "Acme"),
            ("Owner", "Clerk/role"),
            ("Version and date", "0.1, draft, 2026-11-21"),
            ("Approved by, on", BLANK),
            ("Next review", BLANK),
            ("May be read by", BLANK),
        ),
        (30, 70),
    ),
    Heading("Purpose and use"),
    Paragraph("Requests is ready."),
    Paragraph("Hangs on the wall."),
    Paragraph("Scope of the SMS: Workplace"),
    Heading("Inputs"),
    Grid(("What comes in", "From"), (("what is broken", "8.6 Fulfilment"),), (60, 40)),
    Heading("Outputs"),
    Paragraph("No other clause of the SMS is named for it."),
    Heading("Activities and rules"),
    Steps((Step("Do 8.6.2-01.", ("Suggestion: Begin 8.6.2-01.", f"Here: {BLANK}")),), 1),
    Steps((Step("Do 8.6.2-02.", ("Suggestion: Begin 8.6.2-02.", f"Here: {BLANK}")),), 2),
    Heading("Columns of the register"),
    Grid(("Entry", "What belongs there", "Here"), (("Caller", "a name", BLANK),), (25, 50, 25)),
    Heading("Roles"),
    Grid(
        ("Steps", "Does it", "Answers for it", "Is asked", "Is told"),
        (
            ("1", "Clerk/role", "Clerk/role", BLANK, BLANK),
            ("2", "Baker/role", "Clerk/role", BLANK, BLANK),
        ),
        (10, 22, 22, 23, 23),
    ),
    Paragraph("The organisation itself keeps steps 1–2; other parties may help only."),
    Heading("Documents and records"),
    Grid(
        ("Name", "Holds", "Demanded", "Kept where, how long"),
        (("Wall chart", "calls", "own choice", BLANK),),
        (22, 40, 18, 20),
    ),
    Heading("Measures"),
    Bullets(("share of requests",)),
    Heading("Checklist: what this document has to satisfy"),
    Grid(
        ("Done", "Requirement", "Step", "Evidence wanted", "Audit stage"),
        (
            ("☐", "8.6.2-01", "1", "log of 8.6.2-01; minutes", "2"),
            ("☐", "8.6.2-02", "2", "log of 8.6.2-02; minutes", "2"),
        ),
        (8, 17, 8, 53, 14),
    ),
    Heading("Related practices and standards"),
    Bullets(("ISO/IEC 27001:2022: A.5.26",)),
    *CHANGES,
)


def made(clause, guide):
    """The skeleton, each text with the context it is meant in."""
    with speaking(MEANT):
        return build(MADE_UP, clause, guide, ACME)


def test_a_process_is_described_in_full():
    """Inputs nobody thought of are added; names, origins and numbers stand where they belong."""
    assert made(INCIDENTS, PROCEDURE) == INCIDENT_PROCEDURE


def test_a_register_has_only_what_there_is_to_say():
    """One relative, no leads, nobody to ask: a table for the parts and dots for the rest."""
    assert made(REQUESTS, LIST).blocks == REQUEST_LIST


@pytest.mark.parametrize(
    ("records", "told"),
    [
        ((), [Paragraph("The clause asks for no document or record of its own.")]),
        (
            (RecordForm(name="Incident log", holds=("time",), source="Part 3", confirmed=True),),
            [
                Grid(
                    ("Name", "Holds", "Demanded", "Kept where, how long"),
                    (("Incident log", "time", "record asked for", BLANK),),
                    (22, 40, 18, 20),
                )
            ],
        ),
    ],
)
def test_documents_and_records(records, told):
    """Without any it is said; without a doubtful one there is no word of doubt."""
    blocks = made(INCIDENTS, PROCEDURE.model_copy(update={"records": records})).blocks
    begin = blocks.index(Heading("Documents and records"))

    assert list(blocks[begin + 1 : blocks.index(Heading("Measures"))]) == told


def test_what_no_other_party_may_do_is_not_said_where_there_is_nothing():
    """A clause that others may perform throughout has no such sentence."""
    free = replace(ACME, names={})
    with speaking(MEANT):
        blocks = build(MADE_UP, OTHERS[0], derive(MADE_UP, OTHERS[0]), free).blocks
    begin = blocks.index(Heading("Roles"))

    assert blocks[begin + 2] == Heading("Documents and records")


@pytest.mark.parametrize(
    ("form", "called"),
    [
        (Form.STATEMENT, "Statement"),
        (Form.POLICY, "Policy"),
        (Form.PROCESS, "Process description"),
        (Form.PLAN, "Plan"),
        (Form.REGISTER, "Register"),
        (Form.AGREEMENT, "Agreement"),
        (Form.SPECIFICATION, "Specification"),
        (Form.RECORD, "Record form"),
    ],
)
def test_a_form_is_called(form, called):
    """Each kind of document by its name, meant as a document's."""
    with speaking(MEANT):
        assert noun(form) == f"{called}/document"


@pytest.mark.parametrize(
    ("label", "edition"), [("", catalogue().edition.label), ("BS 20000-1", "BS 20000-1")]
)
def test_setting(label, edition):
    """Whose documents they are; the edition by the label the assessment gives it, if any."""
    names = {"Clerk": "Jim Roe"}
    found = setting(assessment(label=label), catalogue(), TODAY, names)

    assert found == Setting("Acme Services", "Managed workplace", edition, TODAY, names)


def test_a_guide_is_derived_in_full():
    """From the clause's actions and documents, and from its neighbours by prerequisites."""
    assert derive(MADE_UP, INCIDENTS) == DocumentGuide(
        clause="8.6.1",
        kind=Form.PLAN,
        title="Incidents",
        use="Comes out of this work: Write the alarm plan; Train the desk.",
        inputs={
            "4.1": "Context settled",
            "7.5.2": "Writing settled",
            "7.5.3": "Keeping settled",
            "8.2.1": "Delivery plan",
            "8.2.4": "Service catalogue; Price list",
            "8.3.4": "Suppliers settled",
            "8.6.2": "Counter; Portal",
        },
        outputs={"8.6.2": "Incident log; Alarm plan", "9.1": "Incident log; Alarm plan"},
        parts={"Write the alarm plan": "Alarm plan in force", "Train the desk": "Trained desk"},
        records=(
            RecordForm(name="Alarm plan", holds=("log of 8.6.1-03",)),
            RecordForm(name="Incident log", holds=("log of 8.6.1-02",)),
        ),
        consulted=("Clerk", "Baker"),
        informed=("Clerk",),
        measures=(),
    )


@pytest.mark.parametrize(
    ("of", "supplied"),
    [
        (INCIDENTS, "Incident log; Alarm plan"),
        (REQUESTS, "Counter; Portal"),
        (OTHERS[1], "Service catalogue; Price list"),
    ],
)
def test_what_a_clause_supplies(of, supplied):
    """Its documents and records, each once, or else what its work delivers."""
    assert supplies(of) == supplied


PLAN, POLICY, NOTE = document("Test plan"), document("Leave policy"), document("Note")
BOOK = document("Log book", "record")


@pytest.mark.parametrize(
    ("demands", "form"),
    [
        ([], Form.PROCESS),
        ([NOTE], Form.PROCESS),
        ([PLAN], Form.PLAN),
        ([PLAN, PLAN, POLICY], Form.PROCESS),
        ([PLAN, PLAN, NOTE], Form.PROCESS),
        ([POLICY, PLAN, PLAN, PLAN], Form.PLAN),
        ([NOTE, PLAN, PLAN, PLAN, {}], Form.PLAN),
        ([document("Policy of the plan")], Form.POLICY),
        ([document("Catalogue of designs")], Form.SPECIFICATION),
        ([BOOK], Form.RECORD),
        ([BOOK, {}], Form.RECORD),
        ([BOOK, NOTE], Form.PROCESS),
        ([BOOK, PLAN], Form.PLAN),
    ],
)
def test_the_form_is_that_of_most_documents(demands, form):
    """More than two thirds of the documents agree, else it is a process; records alone a form."""
    asked = [requirement(f"4.1-{n:02}", **each) for n, each in enumerate([{}, *demands], start=1)]
    about = clause("4.1", "Context", asked)

    assert derive(Catalogue(edition=MADE_UP.edition, clauses=(about,)), about).kind == form
