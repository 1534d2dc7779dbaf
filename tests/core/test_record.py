"""What records refuse: each with words that say what would do instead."""

import pytest
from pydantic import ValidationError

from iso20k_gap.core.assessment import Answer, Party, Scoring
from iso20k_gap.core.branding import Branding
from iso20k_gap.core.catalogue import Documented, Effort
from iso20k_gap.core.lint.facts import Counts, DocumentedItem
from iso20k_gap.core.plan import ActionDecision, Span
from iso20k_gap.core.policy import Policy
from iso20k_gap.core.rating import Scale

KEY = "ed25519:11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
COUNTS = {"schema": 1, "edition": "2018", "source": "s", "published_by": "p", "added": 1}
STEPS = [
    {"symbol": each, "name": f"step {each}", "value": "0", "rating": each, "covers": [each]}
    for each in "NPL"
]


def clause(words):
    """A clause's count of the verb of obligation."""
    return {"id": "4.1", "title": "Context", "words": words}


NUMBER = "expected a number or a fraction such as 1/3"
LOGO = "the path of a .png, .svg or .jpg file inside the assessment folder, not "
ITEM = "an item has either a row of the fact sheet or an argument"
PUBLIC_KEY = "a public key such as 'ed25519:' and 44 more characters"
NAMED = "a document or record has a name, 'none' has not"


@pytest.mark.parametrize(
    ("record", "fields", "told"),
    [
        (Answer, {"rating": "X"}, "there is no rating 'X'; ratings are N, P, L, F, no_occurrence"),
        (Party, {"id": "self", "name": "A", "kind": "internal_supplier"},
         "an id other than 'self', which means the organisation"),
        (Scoring, {"weights": {"4.1": 1, "4.2": 0}}, "every weight must be above 0"),
        (Scoring, {"weights": {"4.1": "one"}}, NUMBER),
        (Scoring, {"weights": {"4.1": "1/0"}}, NUMBER),
        (Scoring, {"weights": {"4.1": "1e9"}}, NUMBER),
        (Scoring, {"weights": {"4.1": "1234567890"}}, NUMBER),
        (Branding, {"logo": "../logo.png"}, f"{LOGO}'../logo.png'"),
        (Branding, {"logo": "/logo.png"}, f"{LOGO}'/logo.png'"),
        (Branding, {"logo": "logo.gif"}, f"{LOGO}'logo.gif'"),
        (Documented, {"kind": "none", "name": "Plan"}, NAMED),
        (Documented, {"kind": "document"}, NAMED),
        (Effort, {"low": 2, "likely": 1, "high": 3}, "effort goes low, likely, high"),
        (Effort, {"low": 1, "likely": 4, "high": 3}, "effort goes low, likely, high"),
        (Counts, {**COUNTS, "published": 3, "clauses": [clause(3)]},
         "the clauses sum up to 3 words, published are 4"),
        (DocumentedItem, {"clause": "4.1", "kind": "record", "name": "A"}, ITEM),
        (DocumentedItem, {"clause": "4.1", "kind": "record", "name": "A", "row": 1, "because": "b"},
         ITEM),
        (Span, {"from": "2027-01-02", "to": "2027-01-01"}, "'to' lies before 'from'"),
        (ActionDecision, {"start": "2027-01-02", "due": "2027-01-01"}, "'due' lies before 'start'"),
        (Policy, {"approvers": {"A": "nonsense"}}, PUBLIC_KEY),
        (Policy, {"approvers": {"A": KEY[:-2] + "p="}}, PUBLIC_KEY),
        (Policy, {"approvers": {"A": KEY, "B": KEY}}, "a key of their own for each approver"),
        (Policy, {"min_coverage": "101"}, "expected a number from 0 to 100, not '101'"),
        (Policy, {"min_coverage": "eighty"}, "expected a number from 0 to 100, not 'eighty'"),
        (Scale, {"id": "x", "name": "X", "steps": STEPS},
         "the steps together must cover N, P, L and F once each"),
    ],
)  # fmt: skip
def test_what_is_refused(record, fields, told):
    """The complaint says what is wrong or what would be right."""
    with pytest.raises(ValidationError) as caught:
        record.model_validate(fields)

    (complaint,) = caught.value.errors()
    assert complaint["msg"] == f"Value error, {told}"


@pytest.mark.parametrize(
    ("record", "fields"),
    [
        (Scoring, {"weights": {"4.1": "123456789.123456789", "4.2": " 7/3 ", "4.3": 2}}),
        (Branding, {"logo": "pictures/logo.JPEG"}),
        (Branding, {"logo": ""}),
        (Documented, {"kind": "record", "name": "Minutes"}),
        (Effort, {"low": 1, "likely": 1, "high": 1}),
        (Counts, {**COUNTS, "published": 3, "clauses": [clause(3), clause(1)]}),
        (Span, {"from": "2027-01-01", "to": "2027-01-01"}),
        (ActionDecision, {"start": "2027-01-01", "due": "2027-01-01"}),
        (ActionDecision, {"start": "2027-01-01"}),
        (Policy, {"approvers": {"A": KEY}}),
    ],
)
def test_what_lies_on_the_edge_is_taken(record, fields):
    """One step from what is refused."""
    assert record.model_validate(fields)
