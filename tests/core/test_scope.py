"""The scope statement: what a check by ISO/IEC 20000-3 complains about, and what is proposed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import assessment
from iso20k_gap.core.scope import propose, review
from iso20k_gap.core.scope_elements import holds, words_of
from iso20k_gap.files import guides
from iso20k_gap.language import speaking
from pseudo import IN_CONTEXT

GOOD = "The service management system of Acme Ltd that delivers Managed workplace and Print."
SERVICES = [
    {"name": "Managed workplace"},
    {"name": "Print"},
    {"name": "Night desk", "performed_by": "nightline"},
]
PARTIES = [
    {
        "id": "nightline",
        "name": "Nightline Support BV",
        "kind": "external_supplier",
        "provides": "First-line calls, alarm watch and call-out",
    },
    {"id": "group", "name": "Acme Group IT", "kind": "internal_supplier"},
    {"id": "bank", "name": "Harbour Bank", "kind": "customer_as_supplier"},
]


def recorded(scope=GOOD, edition="2018", **fields):
    """An assessment with this scope; keys of the organisation are told by their names."""
    keys = ("name", "unit", "sites", "customers", "technology")
    of_organisation = {key: fields.pop(key) for key in keys if key in fields}
    organisation = {"name": "Acme Ltd", "scope": scope, **of_organisation}
    fields = {"services": SERVICES, "parties": PARTIES, **fields}
    return assessment(edition=edition, organisation=organisation, **fields)


def checked(*args, **fields):
    return review(recorded(*args, **fields), guides.load_scope())


def found(reviewed):
    """Which elements are complained about."""
    return {each.element.id for each in reviewed.checks if not each.met}


def told(reviewed, element):
    """What is said about one element: complaints and hints."""
    (remarks,) = [each.remarks for each in reviewed.checks if each.element.id == element]
    return [*remarks.complaints, *remarks.hints]


def test_good_scope_has_no_complaint():
    """A scope that names organisation and own services, and nothing of others, is in order."""
    assert checked().complaints == ()


@pytest.mark.parametrize(
    ("scope", "element"),
    [
        ("The SMS that delivers Managed workplace and Print.", "organisation"),
        ("The SMS of Acme that delivers Managed workplace.", "services"),
        ("The SMS of Acme that delivers Managed workplace, Print and the Night Desk.", "others"),
        ("The SMS of Acme for Managed workplace and Print with Nightline Support.", "others"),
        ("The SMS of Acme for Managed workplace and Print, and alarm watch.", "others"),
        ("The SMS of Acme for Managed workplace, Print and all other services.", "width"),
        ("The SMS of Acme, certified, for Managed workplace and Print.", "width"),
        ("The SMS of Acme for Managed workplace and Print, except clause 8.4.", "exclusions"),
        ("The SMS of Acme for Managed workplace and Print; 8.7 not applicable.", "exclusions"),
    ],
)
def test_each_fault_is_found_at_its_element(scope, element):
    """One fault gives complaints at one element."""
    assert found(checked(scope)) == {element}


@pytest.mark.parametrize(
    ("scope", "fields", "element", "words"),
    [
        ("The SMS for Print", {}, "organisation", ["the scope does not name Acme Ltd"]),
        ("The SMS for Print", {"unit": "Desk"}, "organisation",
         ["the scope does not name Desk / Acme Ltd"]),
        ("The SMS of A.B. for Print", {"name": "AB Ltd"}, "organisation",
         ["the scope does not name AB Ltd"]),
        ("The SMS of Xy", {"name": "Xy Ltd"}, "organisation", []),
        ("The SMS of Acme", {"services": []}, "services",
         ["assessment.yaml lists no services, so nobody can tell whether the scope does"]),
        ("The SMS of Acme", {"services": SERVICES[2:]}, "services",
         ["every service is performed by another party: no scope can conform"]),
        ("The services of the service catalogue", {}, "services",
         ["the scope points to the catalogue: give its version or date"]),
        ("The SMS of Acme", {}, "services",
         ["the scope does not name the service Managed workplace",
          "the scope does not name the service Print"]),
        ("print managed workplace", {}, "services", []),
        ("print", {"services": SERVICES[1:2]}, "services", []),
        ("Acme for Print", {}, "form", ["the scope does not speak of a service management system"]),
        ("The SMS of Acme", {}, "form", []),
        ("x", {}, "sites", ["assessment.yaml lists no sites; the scope needs none"]),
        ("x", {}, "customers", ["assessment.yaml lists no customers; the scope needs none"]),
        ("x", {}, "technology", ["assessment.yaml lists no technology; the scope needs none"]),
        ("x", {"sites": ["Dublin", "Cork"]}, "sites", ["left out: Dublin and Cork"]),
        ("Cork", {"sites": ["Dublin", "Cork"]}, "sites",
         ["the scope names some sites, but not Dublin"]),
        ("Banks", {"customers": ["banks", "us"]}, "customers",
         ["the scope names some customers, but not us"]),
        ("Mail", {"technology": ["mail", "web"]}, "technology",
         ["the scope names some technology, but not web"]),
        ("Cork and Dublin", {"sites": ["Dublin", "Cork"]}, "sites", []),
        ("With Nightline Support", {}, "others",
         ["the scope names Nightline Support BV, whose work no certificate of yours covers"]),
        ("The night desk", {}, "others",
         ["the scope claims Night desk, which Nightline Support BV performs"]),
        ("The Alarm watch and call-out", {}, "others",
         ["the scope claims alarm watch, which Nightline Support BV provides",
          "the scope claims call-out, which Nightline Support BV provides"]),
        ("The box", {"parties": [{**PARTIES[0], "provides": "box, print"}]}, "others", []),
        ("The desk", {"parties": [{**PARTIES[0], "provides": "desk"}]}, "others",
         ["the scope claims desk, which Nightline Support BV provides"]),
        ("Print", {"parties": [{**PARTIES[0], "provides": "print"}]}, "others", []),
        ("Certified Print", {}, "width", ["'certified' claims too much"]),
        ("all other services", {}, "width", ["'all' reads wider than what is assessed"]),
        ("all other services of the service catalogue", {}, "width", []),
        ("The SMS of Acme", {"unit": "Desk"}, "width",
         ["the scope reads as the whole organisation; assessed is Desk"]),
        (GOOD, {"limits": "Cork was not visited"}, "width",
         ["the assessment has limits: Cork was not visited"]),
        (GOOD, {"questionnaire": "screening"}, "width",
         ["the assessment is a screening: it does not show that the scope is met"]),
        ("Print, except clause 8.4", {}, "exclusions", ["'except' speaks of an exclusion"]),
    ],
)  # fmt: skip
def test_what_is_said_of_each_element(scope, fields, element, words):
    """In words that name what is meant."""
    assert told(checked(scope, **fields), element) == words


def test_a_review_shows_what_is_recorded_and_what_to_remember():
    """The wording on record, and the guide's reminders."""
    reviewed = checked()

    assert reviewed.recorded == GOOD
    assert reviewed.reminders == guides.load_scope().reminders


def test_who_performs_is_told_by_id_where_no_name_is_known():
    """A party nobody declared keeps the name it was given."""
    services = [*SERVICES[:2], {"name": "Night desk", "performed_by": "owls"}]

    assert checked(services=services).left_out == ("Night desk (performed by owls)",)


def test_a_proposal_says_only_what_is_recorded():
    """No unit, place, customer or technology: nothing about them."""
    assert propose(recorded("x")) == (
        "The service management system of Acme Ltd that delivers Managed workplace and Print."
    )


@pytest.mark.parametrize(
    "scope",
    [
        "the sms of ACME LTD. delivering managed workplaces and prints",
        "SMS of Acme: print; workplace (managed)",
        "The SMS of Acme for all services of the service catalogue version 7",
        "The SMS of Acme for Managed workplace and Print to Harbour Bank",
    ],
)
def test_writing_does_not_matter(scope):
    """Case, plural, order, legal form, and a pointer to the catalogue are all accepted."""
    assert checked(scope).complaints == ()


@pytest.mark.parametrize("name", ["S.C. Exemplu Șerban S.R.L.", "Exemplu Serban SA"])
def test_accents_and_legal_forms_do_not_matter(name):
    """An organisation is recognised by its name, however accents and legal form are written."""
    scope = "SMS of Exemplu Şerban for Managed workplace and Print"

    assert found(checked(scope, name=name)) == set()


def test_unit_not_named_reads_wider():
    """Where a unit was assessed, the bare organisation claims too much."""
    reviewed = checked(unit="Workplace division")

    assert found(reviewed) == {"width"}
    assert "Workplace division" in reviewed.complaints[0]
    named = GOOD.replace("Acme Ltd", "Acme Ltd, Workplace division,")
    assert checked(named, unit="Workplace division").complaints == ()


def test_edition_2011_wants_the_unit():
    """In 2011 the organisational unit must be named, not only the organisation."""
    assert "organisation" in found(checked(edition="2011", unit="Workplace division"))
    assert checked(edition="2011").complaints == ()


def test_services_not_on_record_are_a_complaint():
    """Without a list of services nobody can check the scope."""
    reviewed = checked(services=[])

    assert found(reviewed) == {"services"}
    assert reviewed.proposed == ""


def test_every_service_by_others_cannot_conform():
    """No wording helps where all services are performed by others."""
    services = [{"name": "Night desk", "performed_by": "nightline"}]
    reviewed = checked("The SMS of Acme Ltd", services=services)

    assert "no scope can conform" in reviewed.complaints[0]
    assert reviewed.proposed == ""


@pytest.mark.parametrize("key", ["sites", "customers", "technology"])
def test_optional_elements_all_or_none(key):
    """Places, customers and technology may be left out, but not half of them."""
    names = {key: ["Dublin", "Cork"]}

    assert checked(**names).complaints == ()
    assert found(checked(GOOD + " Dublin.", **names)) == {key}
    assert checked(GOOD + " Dublin and Cork.", **names).complaints == ()


FULL = {
    "unit": "Workplace division",
    "sites": ["Dublin", "Cork"],
    "customers": ["banks"],
    "technology": ["the Fabrikam platform"],
}


def test_the_phrases_of_a_proposal_are_those_of_a_scope():
    """A language may say "from" or "to" otherwise elsewhere: the context tells which is meant."""
    with speaking(IN_CONTEXT):
        assert propose(recorded("x", **FULL)) == (
            "⟦The service management system of ⟦scope: Acme Ltd, Workplace division,⟧ that delivers"
            " Managed workplace and Print⟦scope:  from Dublin and Cork⟧⟦scope:  to banks⟧"
            "⟦scope:  using the Fabrikam platform⟧.⟧"
        )


def test_proposal_has_the_usual_form_and_passes_its_own_check():
    """The proposed wording names who, what, from where, to whom, with what."""
    made = recorded("x", **FULL)
    proposed = propose(made)

    assert proposed == (
        "The service management system of Acme Ltd, Workplace division, that delivers Managed "
        "workplace and Print from Dublin and Cork to banks using the Fabrikam platform."
    )
    again = made.model_copy(
        update={"organisation": made.organisation.model_copy(update={"scope": proposed})}
    )
    assert review(again, guides.load_scope()).complaints == ()


def test_left_out_names_who_performs():
    """What another party performs is left out of the proposal and told."""
    assert checked().left_out == ("Night desk (performed by Nightline Support BV)",)


def test_limits_and_screening_are_hints_only():
    """An assessment's limits and a screening are told, without a complaint."""
    reviewed = checked(limits="Cork was not visited", questionnaire="screening")
    width = next(each for each in reviewed.checks if each.element.id == "width")

    assert width.met
    assert len(width.remarks.hints) == 2


@pytest.mark.parametrize("edition", ["2018", "2011"])
def test_elements_of_each_edition_are_checked_once(edition):
    """No element is missing or asked twice, and each has its source."""
    reviewed = checked(edition=edition)
    ids = [each.element.id for each in reviewed.checks]

    assert len(ids) == len(set(ids)) == 9
    assert {each.element.source for each in reviewed.checks} <= set(guides.load_sources().sources)


@given(st.text(), st.text(), st.lists(st.text(min_size=1).filter(str.strip), max_size=3))
def test_any_text_is_read(scope, name, services):
    """Whatever people typed, the check ends with an answer."""
    made = recorded(
        scope.strip() or "x",
        name=name.strip() or "x",
        services=[{"name": each} for each in services],
    )

    assert len(review(made, guides.load_scope()).checks) == 9


@given(st.lists(st.sampled_from("abc"), max_size=6), st.integers(0, 6), st.integers(0, 6))
def test_every_run_of_words_is_held(text, start, end):
    """A text holds each run of its own words, and no longer one."""
    run = tuple(text[start:end])

    assert holds(tuple(text), run) == bool(run)
    assert not holds(run, (*text, "z"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Access & Bus-Services", ("access", "bus", "service")),
        ("Ștefan's PRINTS", ("stefan", "s", "print")),
        ("logs", ("log",)),
        ("bus buses pass bass ads", ("bus", "buse", "pass", "bass", "ads")),
        ("", ()),
    ],
)
def test_words_of(text, words):
    """Words are compared without case, accents and plural."""
    assert words_of(text) == words
