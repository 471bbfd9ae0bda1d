"""Whose paper each requirement of a basket line asks for, and which papers are counted for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from oss_desk.domain.cases import Evidence, EvidenceUse
from oss_desk.domain.facts import Facts
from oss_desk.domain.people import Person
from oss_desk.domain.visits import ServiceRequest
from oss_desk.operations.program import Look
from oss_desk.storage import cases as case_rows
from oss_desk.workflows import papers, rules
from oss_desk.workflows.conditions import rows_of
from oss_desk.workflows.definition import ANY_MARK, EvidenceRequirement, Exemption, Service
from oss_desk.workflows.papers import PaperAsked, PaperSeen
from oss_desk.workflows.rules import Answers

EXEMPTION = "exemption-"
"""Leads the name under which the paper of an exemption is counted, beside those of the requirements."""


@dataclass(frozen=True)
class OwnedPaper:
    """One requirement as this line asks it, of whom, and the papers counted for it.

    `exemption` is set when the paper proves an exemption that was asked for. A `bound` one stands for itself: its
    paper is handed in for good, or is that of a row nobody on record owns, so it is never counted for another.
    """

    request_id: int
    asked: PaperAsked
    owner: Person | None
    owner_name: str
    uses: tuple[tuple[EvidenceUse, Evidence], ...]
    exemption: str | None
    bound: bool

    @property
    def requirement(self) -> EvidenceRequirement:
        """What is asked."""
        return self.asked.requirement

    @property
    def types(self) -> frozenset[str]:
        """Every kind of paper that one of the alternatives names."""
        return frozenset(kind for alternative in self.asked.alternatives for kind in alternative)

    @property
    def seen(self) -> tuple[PaperSeen, ...]:
        """The counted papers as the rules take them; one stands for all the pieces that are asked for."""
        return tuple(paper_seen(use, evidence, self.asked.count) for use, evidence in self.uses)

    def settled(self, today: date) -> bool:
        """Whether one alternative is proven whole."""
        counting = {paper.type for paper in self.seen if papers.counts(self.asked, paper, today)}
        return any(counting.issuperset(alternative) for alternative in self.asked.alternatives)


def owned_papers(
    look: Look, request: ServiceRequest, service: Service, answers: Answers, facts: Facts, wanted: list[Exemption]
) -> tuple[OwnedPaper, ...]:
    """Every requirement that intake asks with these answers, and the papers of the exemptions that were asked for."""
    asked = [(paper, None) for paper in rules.papers_asked(service, answers, facts)]
    for_exemptions = [(_exemption_paper(part), part.id) for part in wanted if part.evidence]
    uses = case_rows.uses_of(look.work, request_ids=(request.id,))
    return tuple(
        _owned(look, request, service, answers, paper, exemption, uses)
        for paper, exemption in (*asked, *for_exemptions)
    )


def applicant_of(request: ServiceRequest) -> Person | None:
    """Whom a line is for, once that is known."""
    if request.applicant_citizen_id is not None:
        return Person("citizen", request.applicant_citizen_id)
    if request.applicant_organisation_id is not None:
        return Person("organisation", request.applicant_organisation_id)
    return None


def paper_seen(use: EvidenceUse, evidence: Evidence, count: int = 1) -> PaperSeen:
    """A counted paper as the rules take it."""
    return PaperSeen(
        requirement=use.requirement,
        type=evidence.type,
        row=use.row,
        mark=use.mark,
        accepted=evidence.accepted,
        issued_on=evidence.issued_on,
        valid_until=evidence.valid_until,
        count=count,
    )


def owner_of(evidence: Evidence) -> Person | None:
    """Whose paper it is; None while nobody has said."""
    if evidence.citizen_id is not None:
        return Person("citizen", evidence.citizen_id)
    if evidence.organisation_id is not None:
        return Person("organisation", evidence.organisation_id)
    return None


def _exemption_paper(exemption: Exemption) -> PaperAsked:
    kinds = ((exemption.evidence or "",),)
    name = f"{EXEMPTION}{exemption.id}"
    requirement = EvidenceRequirement(id=name, title=exemption.title, any_of=kinds, accept=ANY_MARK, reuse=True)
    return PaperAsked(requirement, None, 1, kinds, False, None)


def _owned(
    look: Look,
    request: ServiceRequest,
    service: Service,
    answers: Answers,
    asked: PaperAsked,
    exemption: str | None,
    uses: Iterable[tuple[EvidenceUse, Evidence]],
) -> OwnedPaper:
    owner, name = whose(service, answers, asked)
    own_row = asked.row is not None and owner is None
    if owner is None and not name:
        owner = applicant_of(request)
    counted = tuple(
        (use, evidence)
        for use, evidence in uses
        if (use.requirement, use.row) == (asked.requirement.id, asked.row) and owner_of(evidence) in (None, owner)
    )
    bound = own_row or set(asked.requirement.accept) == {"original-kept"}
    return OwnedPaper(request.id, asked, owner, name, counted, exemption, bound)


def whose(service: Service, answers: Answers, asked: PaperAsked) -> tuple[Person | None, str]:
    """Whose paper a row asks for: the citizen that the row names, on record or by a mere name."""
    if asked.row is None or asked.requirement.for_each is None:
        return None, ""
    table = service.field(asked.requirement.for_each)
    row = rows_of(answers, table.id)[asked.row]
    column = next((column.id for column in table.fields if column.type == "citizen"), None)
    who = row.get(column) if column is not None else None
    if isinstance(who, int) and not isinstance(who, bool):
        return Person("citizen", who), ""
    return None, who if isinstance(who, str) else ""
