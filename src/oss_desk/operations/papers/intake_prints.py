"""Printed before there is a case: the application to be signed, and the slip of what is missing."""

from collections.abc import Iterator, Sequence

from oss_desk.domain import papers
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.messages import Message, refuse
from oss_desk.domain.people import Citizen, Organisation
from oss_desk.domain.text import in_language
from oss_desk.domain.visits import Visit
from oss_desk.operations.cases import answer_texts
from oss_desk.operations.catalogue import definitions
from oss_desk.operations.money import fee_steps
from oss_desk.operations.office import notices
from oss_desk.operations.office.calendar import working_calendar
from oss_desk.operations.papers import paper_parts
from oss_desk.operations.papers.papers import store
from oss_desk.operations.people.people import citizen_or_organisation
from oss_desk.operations.program import Act, Look, command
from oss_desk.operations.sheets import PaperLine, PaperType
from oss_desk.operations.visits import papers_seen, stays
from oss_desk.operations.visits.intake import Assessed, assess, assess_visit, requests_of
from oss_desk.operations.visits.merged import merged_papers
from oss_desk.storage import rows
from oss_desk.workflows.fees import FeeLine
from oss_desk.workflows.rules import outputs_due


@command("serve")
def print_application(act: Act, *, visit_id: int, request_ids: tuple[int, ...]) -> PrintJob:
    """The application for these lines, to be checked and signed by the citizen before anything is paid."""
    visit = stays.locked_here(act, visit_id)
    lines = tuple(assess(act, request) for request in requests_of(act, visit.id) if request.id in request_ids)
    if not lines:
        raise refuse("nothing-chosen")
    language = paper_parts.language_for(act, applicant_of(act, lines[0]))
    job = store(act, _application(act, visit, lines, language), ("visit", visit.id), "application")
    act.event("application-made", ("visit", visit.id), {"requests": [line.request.id for line in lines]})
    return job


@command("serve")
def print_missing(act: Act, *, visit_id: int) -> PrintJob:
    """The slip that answers "can I do this today": what is missing, where to get it, what it will cost."""
    visit = stays.locked_here(act, visit_id)
    lines = assess_visit(act, visit)
    if not lines:
        raise refuse("nothing-chosen")
    visitor = rows.get(act.work, Citizen, visit.visitor_id) if visit.visitor_id is not None else None
    language = paper_parts.language_for(act, visitor)
    job = store(act, _missing(act, visit, lines, visitor, language), ("visit", visit.id), "missing")
    act.event("missing-slip-made", ("visit", visit.id), {"requests": [line.request.id for line in lines]})
    return job


def applicant_of(look: Look, line: Assessed) -> Citizen | Organisation:
    """Whom a line is for; refused while nobody is named."""
    if line.applicant is None:
        raise refuse("applicant-missing")
    return citizen_or_organisation(look, line.applicant)


def representative_of(look: Look, line: Assessed) -> papers.Person | None:
    """Who acts on behalf of the applicant of a line, as papers name her."""
    number = line.request.representative_id
    return paper_parts.person(rows.get(look.work, Citizen, number)) if number is not None else None


def fees_on_paper(look: Look, lines: Sequence[FeeLine], line: Assessed, language: str) -> tuple[papers.FeeText, ...]:
    """Computed fee lines as papers list them."""
    return tuple(
        papers.FeeText(
            in_language(fee.title, language),
            fee.amount.minor,
            fee_steps.told(fee.steps, line.service, fee.fee, language),
            in_language(definitions.law_texts(line.service, fee.legal_basis.id if fee.legal_basis else None), language),
            paper_parts.also(look, fee.title, language),
        )
        for fee in lines
    )


def _application(look: Look, visit: Visit, lines: Sequence[Assessed], language: str) -> papers.ApplicationPaper:
    calendar = working_calendar(look)
    return papers.ApplicationPaper(
        head=paper_parts.head(look, language),
        currency=look.office.currency,
        exponent=look.office.currency_exponent,
        applicant=paper_parts.person(applicant_of(look, lines[0])),
        representative=representative_of(look, lines[0]),
        services=tuple(_applied(look, line, lines, language) for line in lines),
        papers=papers_seen.of_lines(look, lines, language),
        to_bring=papers_seen.to_bring(look, lines, calendar, language),
    )


def _applied(look: Look, line: Assessed, lines: Sequence[Assessed], language: str) -> papers.AppliedService:
    service = line.service
    return papers.AppliedService(
        title=title_of(look, line, lines, language),
        authority=in_language(definitions.authority_title(look, service.authority), language),
        answers=answer_texts.answers_given(look, service, line.answers, language),
        fees=fees_on_paper(look, line.fees(), line, language),
        declaration=in_language(service.declaration or {}, language),
        outputs=outputs_of(line, language),
        also=paper_parts.also(look, service.title, language),
    )


def title_of(look: Look, line: Assessed, lines: Sequence[Assessed], language: str) -> str:
    """The service's title, with the applicant's name where the lines are for several people."""
    title = in_language(line.service.title, language)
    several = len({other.applicant for other in lines}) > 1
    return f"{title}: {applicant_of(look, line).name}" if several else title


def outputs_of(line: Assessed, language: str) -> tuple[str, ...]:
    """The titles of what the citizen gets."""
    due = outputs_due(line.service, line.answers, line.facts)
    return tuple(in_language(line.service.output(name).title, language) for name in due)


def _missing(
    look: Look, visit: Visit, lines: tuple[Assessed, ...], visitor: Citizen | None, language: str
) -> papers.MissingSlip:
    wanted = [paper for paper in merged_papers(look, visit.id, lines) if paper.required and not paper.settled]
    return papers.MissingSlip(
        head=paper_parts.head(look, language),
        currency=look.office.currency,
        exponent=look.office.currency_exponent,
        services=tuple(in_language(line.service.title, language) for line in lines),
        missing=tuple(_missing_paper(look, paper, language) for paper in wanted),
        reasons=tuple(reason for line in lines for reason in _reasons(look, line, lines, language)),
        fees=tuple(fee for line in lines for fee in fees_on_paper(look, line.fees(), line, language)),
        total=sum(line.to_pay().minor for line in lines),
        visitor=paper_parts.person(visitor) if visitor is not None else None,
        services_also=tuple(paper_parts.also(look, line.service.title, language) for line in lines),
        notices=notices.on_paper(look, notices.holding(look, tuple(line.service for line in lines)), language),
    )


def _reasons(look: Look, line: Assessed, lines: Sequence[Assessed], language: str) -> Iterator[Message]:
    """Why a service is not possible, each with the service; not what only waits for an answer."""
    service = title_of(look, line, lines, language) if line.applicant else in_language(line.service.title, language)
    for rule in line.ineligible:
        if not rule.waiting:
            yield Message("not-possible", {"service": service, "reason": in_language(rule.title, language)})


def _missing_paper(look: Look, line: PaperLine, language: str) -> papers.MissingPaper:
    """What is still to be brought: of an alternative that was begun its other papers, else every way to prove it."""
    begun = tuple(kinds for kinds in line.alternatives if any(part.seen for part in kinds))
    lacking = (tuple(part for part in kinds if part.seen is None) or kinds for kinds in begun or line.alternatives)
    return papers.MissingPaper(
        title=in_language(line.title, language),
        any_of=tuple(tuple(_wanted(look, part, line, language) for part in kinds) for kinds in lacking),
        services=line.positions,
        also=paper_parts.also(look, line.title, language),
    )


def _wanted(look: Look, part: PaperType, line: PaperLine, language: str) -> papers.WantedPaper:
    where = in_language(part.where_to_get, language)
    return papers.WantedPaper(
        title=in_language(part.title, language),
        where=tuple(text for text in where.splitlines() if text.strip()),
        accepted=tuple(mark for mark in line.accept if mark != "on-file"),
        also=paper_parts.also(look, part.title, language),
    )
