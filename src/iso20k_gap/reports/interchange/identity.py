"""Identifiers: the same for the same subject in every export, another for changed content."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from iso20k_gap.core.assessment import Assessment
from iso20k_gap.reports.report_json import content_hash

SPACE = "urn:iso20k-gap:oscal"
"""The name of our namespace: of OSCAL properties, and the root of every UUID."""

NAMESPACE = uuid5(NAMESPACE_URL, SPACE)


def uuid_of(*key: str) -> str:
    """The UUID of a subject: version 5 of its key within our namespace."""
    return str(uuid5(NAMESPACE, json.dumps(key, ensure_ascii=True)))


def uuid_of_content(kind: str, data: Mapping[str, Any]) -> str:
    """The UUID of a document: another as soon as anything in it is another."""
    return uuid_of(kind, content_hash(dict(data)))


def assessment_key(assessment: Assessment) -> tuple[str, ...]:
    """What makes two folders the same assessment: edition, organisation, unit, first day.

    Scope, answers and people may change while an assessment goes on.
    """
    organisation = assessment.organisation
    started = assessment.started.isoformat() if assessment.started else ""
    return (assessment.edition, organisation.name, organisation.unit, started)
