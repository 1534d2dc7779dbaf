"""Who an assessment names, as OSCAL's roles and parties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from iso20k_gap.core.assessment import SELF
from iso20k_gap.reports import words
from iso20k_gap.reports.interchange.identity import assessment_key, uuid_of
from iso20k_gap.reports.interchange.oscal.values import filled, line, plain, prop, token

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from iso20k_gap.core.assessment import Assessment, Party
    from iso20k_gap.core.plan import PlannedAction

ASSESSED = "assessed-organisation"
ASSESSOR = "assessor"
INTERVIEWEE = "interviewee"
BODY = "certification-body"
TITLES = {
    ASSESSED: "Assessed organisation",
    ASSESSOR: "Assessor",
    INTERVIEWEE: "Interviewed person",
    BODY: "Certification body",
    **{token(kind.value): words.capital(name) for kind, name in words.PARTY_KINDS.items()},
}
PERSON, ORGANISATION = "person", "organization"


@dataclass(frozen=True)
class People:
    """Everyone named in an assessment and, if given, in the actions of its plan."""

    assessment: Assessment
    actions: Sequence[PlannedAction] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """What tells the assessment's subjects from those of others."""
        return assessment_key(self.assessment)

    @property
    def organisation(self) -> str:
        """The UUID of the assessed organisation."""
        return uuid_of("organisation", self.assessment.organisation.name)

    def person(self, name: str) -> str:
        """The UUID of a person."""
        return uuid_of("person", *self.key, plain(name))

    def party(self, identifier: str) -> str:
        """The UUID of who performs something: another party, or the organisation itself."""
        if identifier == SELF:
            return self.organisation
        return uuid_of("party", *self.key, identifier)

    def named(self, action: PlannedAction) -> str:
        """The person who owns an action, or nothing where only the role is known."""
        return action.owner if action.owner != action.role else ""

    def data(self) -> dict[str, Any]:
        """Roles, parties, and which party has which role."""
        holders = {role: list(dict.fromkeys(ids)) for role, ids in self._holders().items() if ids}
        owners = {token(each.role): each.role for each in self.actions if each.role}
        titles = {role: title for role, title in TITLES.items() if role in holders}
        titles |= {role: title for role, title in owners.items() if role not in titles}
        return {
            "roles": [{"id": role, "title": line(title)} for role, title in titles.items()],
            "parties": self._distinct_parties(),
            "responsible-parties": [
                {"role-id": role, "party-uuids": ids} for role, ids in holders.items()
            ],
        }

    def _distinct_parties(self) -> list[dict[str, Any]]:
        """Every party once, as it was named first."""
        found: dict[str, dict[str, Any]] = {}
        for each in self._parties():
            found.setdefault(each["uuid"], each)
        return list(found.values())

    def _holders(self) -> dict[str, list[str]]:
        assessment = self.assessment
        body = assessment.certification.body
        held: dict[str, list[str]] = {
            ASSESSED: [self.organisation],
            ASSESSOR: [self.person(name) for name in self._assessors()],
            INTERVIEWEE: [self.person(each.name) for each in assessment.interviews],
            BODY: [uuid_of("body", plain(body))] if body else [],
        }
        for each in assessment.parties:
            held.setdefault(token(each.kind.value), []).append(self.party(each.id))
        return held

    def _assessors(self) -> Iterable[str]:
        """Assessors first, then whoever else rated or set a grade."""
        assessment = self.assessment
        raters = (each.rated_by for each in assessment.answers.values())
        graders = (each.by for each in assessment.overrides)
        named = (*assessment.assessors, *raters, *graders)
        return dict.fromkeys(plain(each) for each in named if each.strip())

    def _parties(self) -> Iterator[dict[str, Any]]:
        yield self._assessed()
        yield from (_party(self.party(each.id), each) for each in self.assessment.parties)
        body = self.assessment.certification.body
        if body:
            yield {"uuid": uuid_of("body", plain(body)), "type": ORGANISATION, "name": plain(body)}
        for interview in self.assessment.interviews:
            job = [{"name": "job-title", "value": plain(interview.role)}] if interview.role else []
            yield self._person(interview.name, job)
        owners = (self.named(each) for each in self.actions)
        for name in (*self._assessors(), *(each for each in owners if each)):
            yield self._person(name, [])

    def _person(self, name: str, props: list[dict[str, Any]]) -> dict[str, Any]:
        found = {"uuid": self.person(name), "type": PERSON, "name": plain(name), "props": props}
        return filled(found)

    def _assessed(self) -> dict[str, Any]:
        organisation = self.assessment.organisation
        facts = {
            "unit": organisation.unit,
            "sector": organisation.sector,
            "people": organisation.people,
            "contact": organisation.contact,
        }
        lists = {
            "site": organisation.sites,
            "customer": organisation.customers,
            "technology": organisation.technology,
        }
        return filled(
            {
                "uuid": self.organisation,
                "type": ORGANISATION,
                "name": plain(organisation.name),
                "props": [
                    *(prop(name, value) for name, value in facts.items() if value),
                    *(prop(name, each) for name, values in lists.items() for each in values),
                ],
            }
        )


def _party(uuid: str, party: Party) -> dict[str, Any]:
    provides = [prop("provides", party.provides)] if party.provides else []
    props = [prop("party-id", party.id), prop("kind", words.PARTY_KINDS[party.kind]), *provides]
    return {"uuid": uuid, "type": ORGANISATION, "name": plain(party.name), "props": props}
