"""The paper of a case that ends without what was asked for: why, by which law, where to turn to, papers we hold."""

from oss_desk.domain import calendar as working
from oss_desk.domain import papers
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.text import in_language
from oss_desk.operations.cases import cards
from oss_desk.operations.cases.running import Running
from oss_desk.operations.catalogue import definitions
from oss_desk.operations.papers import paper_parts
from oss_desk.operations.papers.papers import store
from oss_desk.operations.program import Act
from oss_desk.operations.visits.papers_seen import kept_originals


def print_refusal(act: Act, at: Running, outcome: str, reason: str, legal_basis: str | None) -> PrintJob:
    """Keep the refusal of a case to be printed; laws are those of the action and of the step that ends it."""
    applicant = cards.applicant_of(act, at.case)
    language = at.case.language
    laws = dict.fromkeys(law for law in (legal_basis, at.step.legal_basis) if law)
    paper = papers.RefusalPaper(
        head=paper_parts.head(act, language),
        applicant=paper_parts.person(applicant),
        case=at.case.number,
        service=in_language(at.service.title, language),
        authority=in_language(definitions.authority_title(act, at.service.authority), language),
        outcome=outcome,
        reasons=(papers.plain(reason),) if reason else (papers.plain(in_language(_ending(at), language)),),
        laws=tuple(in_language(definitions.law_texts(at.service, law), language) for law in laws),
        appeal=_appeal(act, at, language),
        decided_by=act.official.name,
        returned=kept_originals(act, at, language),
        service_also=paper_parts.also(act, at.service.title, language),
    )
    return store(act, paper, ("case", at.case.id), "refusal")


def print_closing(act: Act, at: Running, outcome: str, reason: str) -> PrintJob | None:
    """Keep the paper of a case that was withdrawn or has lapsed, where the office still holds originals; else none."""
    if not kept_originals(act, at, at.case.language):
        return None
    return store(act, _closing(act, at, outcome, reason), ("case", at.case.id), "refusal")


def _closing(act: Act, at: Running, outcome: str, reason: str) -> papers.RefusalPaper:
    language = at.case.language
    return papers.RefusalPaper(
        head=paper_parts.head(act, language),
        applicant=paper_parts.person(cards.applicant_of(act, at.case)),
        case=at.case.number,
        service=in_language(at.service.title, language),
        authority=in_language(definitions.authority_title(act, at.service.authority), language),
        outcome=outcome,
        reasons=(papers.plain(reason),) if reason else (),
        decided_by=act.official.name,
        returned=kept_originals(act, at, language),
        service_also=paper_parts.also(act, at.service.title, language),
    )


def _ending(at: Running) -> dict[str, str]:
    return dict(at.step.title or definitions.in_words(at.step.id))


def _appeal(act: Act, at: Running, language: str) -> papers.Appeal | None:
    appeal = at.service.appeal
    if appeal is None:
        return None
    until = working.due(at.calendar, act.now, appeal.within, appeal.count)
    law = in_language(definitions.law_texts(at.service, appeal.legal_basis), language)
    return papers.Appeal(in_language(appeal.to, language), at.calendar.local_date(until), law=law)
