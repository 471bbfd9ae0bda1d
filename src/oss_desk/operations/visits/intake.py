"""What a basket line amounts to now: one assessment, shared by the visit's page, the start of a case and its papers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from oss_desk.domain import calendar as working
from oss_desk.domain.catalogue import ServiceVersion
from oss_desk.domain.facts import Facts
from oss_desk.domain.messages import Message
from oss_desk.domain.money import Money, total
from oss_desk.domain.people import Citizen, Person, age
from oss_desk.domain.visits import Draft, ServiceRequest, Visit
from oss_desk.operations.catalogue.definitions import definition_in
from oss_desk.operations.office.calendar import local_date, working_calendar
from oss_desk.operations.program import Look
from oss_desk.operations.sheets import WaiverWanted
from oss_desk.operations.visits import to_waive
from oss_desk.operations.visits.owned_papers import (
    OwnedPaper,
    applicant_of,
    owned_papers,
    owner_of,
    paper_seen,
    whose,
)
from oss_desk.storage import cases as case_rows
from oss_desk.storage import catalogue as catalogue_rows
from oss_desk.storage import rows
from oss_desk.workflows import engine, fees, rules
from oss_desk.workflows.conditions import Sight, unanswered
from oss_desk.workflows.definition import Exemption, Field, Service
from oss_desk.workflows.fees import FeeLine, FeeWaiting
from oss_desk.workflows.papers import PaperMissing, PaperSeen
from oss_desk.workflows.rules import Answers, Ineligible, JsonValue, Missing

__all__ = [
    "Assessed",
    "OwnedPaper",
    "applicant_of",
    "asked_answers",
    "assess",
    "assess_visit",
    "draft_content",
    "due_if_started",
    "facts_for",
    "line_part",
    "owner_of",
    "paper_seen",
    "requests_of",
    "whose",
]


@dataclass(frozen=True)
class Assessed:
    """A basket line as it stands at this moment: everything that the page shows and that a start would freeze.

    `request.quantity` is the quantity in effect. `answers` are those given (or filled in by default) to the fields
    that are asked for at intake. `moved_from` is the number of the version that the line was added with, when another
    is in force by now; everything else here is by `version`, the one in force.
    """

    request: ServiceRequest
    version: ServiceVersion
    moved_from: int | None
    in_force: bool
    service: Service
    applicant: Person | None
    facts: Facts
    answers: Answers
    fields: tuple[Field, ...]
    missing: tuple[Missing, ...]
    ineligible: tuple[Ineligible, ...]
    papers: tuple[OwnedPaper, ...]
    exemptions_possible: tuple[Exemption, ...]
    exemptions_asked: frozenset[str]
    assessed: Mapping[str, int]
    assessed_note: str
    due_at: datetime | None
    to_waive: tuple[WaiverWanted, ...] = ()

    @cached_property
    def papers_seen(self) -> tuple[PaperSeen, ...]:
        """Every paper counted for this line, as the rules take them."""
        return tuple(seen for paper in self.papers for seen in paper.seen)

    @cached_property
    def papers_missing(self) -> tuple[PaperMissing, ...]:
        """The required papers that are not there, those that may follow among them."""
        return rules.papers_missing(self.service, self.answers, self.facts, self.papers_seen)

    @property
    def exemptions_granted(self) -> frozenset[str]:
        """The exemptions that reduce the fees now: possible, asked for, and their paper (if they need one) seen."""
        proven = {paper.exemption for paper in self.papers if paper.exemption and paper.settled(self.facts.today)}
        return frozenset(
            exemption.id
            for exemption in self.exemptions_possible
            if exemption.evidence is None or (exemption.id in self.exemptions_asked and exemption.id in proven)
        )

    def fees(self, point: str = "start") -> tuple[FeeLine, ...]:
        """What is owed at that point with these answers, reductions among them; what cannot be computed is left out."""
        granted = self.exemptions_granted
        return fees.fee_lines(self.service, self.answers, self.facts, point, granted, self.assessed)

    def fees_waiting(self, point: str = "start") -> tuple[FeeWaiting, ...]:
        """What is owed at that point and cannot be computed yet."""
        return fees.fees_waiting(self.service, self.answers, self.facts, point, self.assessed)

    @property
    def points(self) -> tuple[str, ...]:
        """The points at which this service takes money, `start` first."""
        return tuple(dict.fromkeys(("start", *(self.service.due_of(fee) for fee in self.service.fees))))

    @cached_property
    def waivers(self) -> tuple[WaiverWanted, ...]:
        """What of the fees of the start is to be waived, as far as they go now."""
        return to_waive.within(self.to_waive, self.fees()) if self.to_waive else ()

    def to_pay(self, point: str = "start") -> Money:
        """What is owed at that point, less what is to be waived of it."""
        waived = sum(one.amount for one in self.waivers) if point == "start" else 0
        return total((line.amount for line in self.fees(point)), self.service.money) - Money(waived, self.service.money)

    @property
    def while_you_wait(self) -> bool:
        """Whether all of it is done at the counter now."""
        return self.service.while_you_wait

    @cached_property
    def hindrances(self) -> tuple[Message, ...]:
        """Everything that keeps a case from being started of this line; empty when it is ready."""
        found: list[Message] = []
        if not self.in_force:
            found.append(Message("service-not-in-force"))
        if self.applicant is None:
            found.append(Message("applicant-missing"))
        if self.applicant is not None and self.applicant.kind == "organisation" and not self.facts.represented:
            found.append(Message("organisation-needs-representative"))
        more = (self.papers_seen, self.assessed, self.assessed_note)
        found.extend(engine.hindrances(self.service, self.answers, self.facts, *more))
        return tuple(found)


def line_part(request_id: int) -> str:
    """The part of a visit under which the draft of a basket line is kept."""
    return f"line:{request_id}"


def draft_content(draft: Draft | None) -> Mapping[str, JsonValue]:
    """The content of a draft; empty when there is none."""
    content = json.loads(draft.content) if draft is not None else {}
    return content if isinstance(content, dict) else {}


def requests_of(look: Look, visit_id: int) -> tuple[ServiceRequest, ...]:
    """The lines in a visit's basket, in their order."""
    return rows.every(look.work, ServiceRequest, order_by=("position", "id"), visit_id=visit_id, state="basket")


def assess_visit(look: Look, visit: Visit) -> tuple[Assessed, ...]:
    """Every line in the basket of a visit."""
    return tuple(assess(look, request) for request in requests_of(look, visit.id))


def assess(look: Look, request: ServiceRequest) -> Assessed:
    """The line as it stands now, by the version in force and by what its draft and its papers say."""
    added = rows.get(look.work, ServiceVersion, request.service_version_id)
    current = look.once(_in_force, added.service)
    version = current or added
    service = definition_in(version)
    draft = draft_content(rows.find(look.work, Draft, visit_id=request.visit_id, part=line_part(request.id)))
    given = _given(service, request, _mapping(draft.get("answers")))
    request = replace(request, quantity=_quantity(service, given, request.quantity))
    facts = facts_for(look, request, service)
    answers = asked_answers(service, given, facts)
    asked = frozenset(str(name) for name in _items(draft.get("exemptions")))
    possible = fees.exemptions_possible(service, answers, facts)
    return Assessed(
        request=request,
        version=version,
        moved_from=added.number if version.id != added.id else None,
        in_force=current is not None,
        service=service,
        applicant=applicant_of(request),
        facts=facts,
        answers=answers,
        fields=rules.fields_asked(service, answers, facts),
        missing=rules.missing_answers(service, answers, facts),
        ineligible=rules.ineligible(service, answers, facts),
        papers=owned_papers(look, request, service, answers, facts, [part for part in possible if part.id in asked]),
        exemptions_possible=possible,
        exemptions_asked=asked,
        assessed=_amounts(draft.get("assessed")),
        assessed_note=str(draft.get("assessed_note") or ""),
        due_at=due_if_started(look, service, answers, facts),
        to_waive=to_waive.of_request(look, request),
    )


def _first_time(look: Look, applicant: Person, service: str) -> bool:
    return case_rows.first_time(look.work, applicant, service)


def _in_force(look: Look, service: str) -> ServiceVersion | None:
    return catalogue_rows.version_in_force(look.work, service, look.now)


def facts_for(look: Look, request: ServiceRequest, service: Service) -> Facts:
    """What is known of applicant and day, as conditions ask it; frozen when the case starts."""
    today, applicant = local_date(look), applicant_of(request)
    citizen = rows.get(look.work, Citizen, applicant.id) if applicant and applicant.kind == "citizen" else None
    return Facts(
        today=today,
        age=age(citizen.born, today) if citizen else None,
        applicant_kind=applicant.kind if applicant else "citizen",
        represented=request.representative_id is not None,
        resident=citizen.resident if citizen else None,
        first_time=applicant is None or look.once(_first_time, applicant, service.id),
        quantity=request.quantity,
    )


def due_if_started(look: Look, service: Service, answers: Answers, facts: Facts) -> datetime | None:
    """When it would be due if it were started now; None where the time runs from a later step, or none is promised."""
    time = service.processing_time
    if time is None or time.since != "start":
        return None
    term = engine.promised(time, service, answers, facts)
    return working.due(working_calendar(look), look.now, term, time.count) if term else None


def asked_answers(service: Service, given: Answers, facts: Facts, step: str | None = None) -> dict[str, JsonValue]:
    """The answers to the fields that are asked for, defaults filled in, also in the rows of tables."""
    sight = Sight(service, given, facts)
    found = {field.id: sight.answer(field.id) for field in rules.fields_asked(service, given, facts, step)}
    tables = {field.id: field for field in service.fields if field.type == "rows"}
    return {
        name: _filled(tables[name], answer, service, facts) if name in tables else answer
        for name, answer in found.items()
        if not unanswered(answer)
    }


def _given(service: Service, request: ServiceRequest, typed: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """What was typed for the fields of intake; the quantity of the line where its field was left alone."""
    asked = {field.id for field in service.fields if field.step is None}
    given = {name: value for name, value in typed.items() if name in asked}
    if service.quantity and unanswered(given.get(service.quantity)):
        given[service.quantity] = request.quantity
    return given


def _quantity(service: Service, given: Answers, otherwise: int) -> int:
    answer = given.get(service.quantity) if service.quantity else 1
    return answer if isinstance(answer, int) and not isinstance(answer, bool) and answer > 0 else otherwise


def _filled(table: Field, answer: JsonValue, service: Service, facts: Facts) -> JsonValue:
    own = [part for part in table.fields if part.default is not None]
    defaults = {part.id: rules.default_answer(part, service, facts.today) for part in own}
    return [{**defaults, **row} for row in _items(answer) if isinstance(row, Mapping)]


def _mapping(value: JsonValue) -> Mapping[str, JsonValue]:
    return value if isinstance(value, Mapping) else {}


def _items(value: JsonValue) -> tuple[JsonValue, ...]:
    return tuple(value) if isinstance(value, list | tuple) else ()


def _amounts(value: JsonValue) -> dict[str, int]:
    typed = _mapping(value)
    return {name: amount for name, amount in typed.items() if isinstance(amount, int) and not isinstance(amount, bool)}
