"""Can I do this today: a two-minute check of one service for whoever stands there; nothing of it is stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from oss_desk.domain import papers
from oss_desk.domain.catalogue import ServiceVersion
from oss_desk.domain.facts import Facts
from oss_desk.domain.messages import Message
from oss_desk.domain.money import total
from oss_desk.domain.text import in_language
from oss_desk.operations.catalogue.catalogue import paper_line
from oss_desk.operations.catalogue.definitions import definition_in, law_texts
from oss_desk.operations.catalogue.wanted import wanted
from oss_desk.operations.money import fee_steps
from oss_desk.operations.office import notices
from oss_desk.operations.office.calendar import local_date
from oss_desk.operations.papers import paper_parts
from oss_desk.operations.program import Look, reading
from oss_desk.operations.sheets import CheckSheet, ExemptionLine, PaperLine
from oss_desk.operations.sheets.screening import FACT, Verdict
from oss_desk.operations.visits.intake import asked_answers, due_if_started
from oss_desk.operations.visits.lines import fee_sheet
from oss_desk.storage import rows
from oss_desk.workflows import fees, rules, screening
from oss_desk.workflows.definition import Service
from oss_desk.workflows.fees import FeeLine
from oss_desk.workflows.rules import Answers, Ineligible


@reading("anyone")
def can_do_today(
    look: Look,
    *,
    service_version_id: int,
    answers: Mapping[str, Any],
    facts: Mapping[str, Any],
    with_her: tuple[str, ...] = (),
) -> CheckSheet:
    """Where somebody stands who gave these answers and has papers of these types with her.

    `facts` are what a case would know of its applicant (age, resident, ...), by name; none of it needs a record.
    """
    return check(look, service_version_id, answers, facts, with_her)


@reading("anyone")
def slip_of_check(
    look: Look,
    *,
    service_version_id: int,
    answers: Mapping[str, Any],
    facts: Mapping[str, Any],
    with_her: tuple[str, ...] = (),
    language: str,
) -> papers.MissingSlip:
    """The answer on paper, in that language: what is missing, where to get it, what it costs, when we are open."""
    sheet = check(look, service_version_id, answers, facts, with_her)
    service = sheet.service
    lacking = [line for line in sheet.papers if line.required and not line.settled]
    title = in_language(service.title, language)
    return papers.MissingSlip(
        head=paper_parts.head(look, language),
        currency=look.office.currency,
        exponent=look.office.currency_exponent,
        services=(title,),
        missing=tuple(_missing(look, line, with_her, language) for line in lacking),
        reasons=tuple(
            Message("not-possible", {"service": title, "reason": in_language(reason, language)})
            for reason, _ in sheet.reasons
        ),
        fees=_fees_on_paper(look, sheet, answers, facts, with_her, language),
        total=sheet.total.minor,
        services_also=(paper_parts.also(look, service.title, language),),
        notices=notices.on_paper(look, notices.holding(look, (service,)), language),
    )


def check(
    look: Look,
    service_version_id: int,
    answers: Mapping[str, Any],
    facts: Mapping[str, Any],
    with_her: Sequence[str],
) -> CheckSheet:
    """The check inside a transaction."""
    service = definition_in(rows.get(look.work, ServiceVersion, service_version_id))
    known = facts_of(look, facts)
    asked = [name for name in screening.deciding_facts(service) if name not in facts]
    given = screening.with_tables(service, asked_answers(service, answers, known))
    lines = tuple(_lines(look, service, given, known, with_her))
    against = tuple(rule for rule in rules.ineligible(service, given, known) if not rule.waiting or asked)
    still_open = (*(FACT + name for name in asked), *screening.open_questions(service, given, known))
    owed = _owed(service, given, known, with_her, "start")
    later = [point for point in dict.fromkeys(map(service.due_of, service.fees)) if point != "start"]
    return CheckSheet(
        service=service,
        facts=screening.deciding_facts(service),
        questions=screening.questions(service, given, known),
        open=tuple(still_open),
        reasons=_reasons(look, service, against) if not asked else (),
        papers=lines,
        exemptions=tuple(_exemptions(look, service, given, known, with_her)),
        fees=tuple(fee_sheet(look, service, line, "start") for line in owed),
        total=total((line.amount for line in owed), service.money),
        later=total(
            (line.amount for point in later for line in _owed(service, given, known, with_her, point)), service.money
        ),
        unknown=any(fees.fees_waiting(service, given, known, point) for point in ("start", *later)),
        due_at=due_if_started(look, service, given, known),
        notices=notices.holding(look, (service,)),
        verdict=_verdict(against if not asked else (), still_open, lines),
    )


def facts_of(look: Look, given: Mapping[str, Any]) -> Facts:
    """What was said of the applicant, on the office's day; what was not said is not known."""
    named = {name: value for name, value in given.items() if name in screening.KNOWN_FACTS}
    return replace(Facts(local_date(look)), **named)


def _verdict(against: Sequence[Ineligible], still_open: Sequence[str], lines: Iterable[PaperLine]) -> Verdict:
    if against:
        return "no"
    if still_open:
        return "asks"
    lacking = any(line.required and not line.settled and not line.may_follow for line in lines)
    return "missing" if lacking else "yes"


def _lines(
    look: Look, service: Service, answers: Answers, facts: Facts, with_her: Sequence[str]
) -> Iterable[PaperLine]:
    """The papers of intake with these answers, once for a table, settled where one alternative is all there."""
    seen: set[str] = set()
    for asked in rules.papers_asked(service, answers, facts):
        if asked.requirement.id not in seen:
            seen.add(asked.requirement.id)
            there = any(set(kinds) <= set(with_her) for kinds in asked.alternatives)
            line = paper_line(look, service, asked.requirement)
            yield replace(line, required=asked.required, settled=there)


def _reasons(look: Look, service: Service, against: Sequence[Ineligible]) -> tuple[Any, ...]:
    return tuple((rule.title, in_language(law_texts(service, rule.legal_basis), look.language)) for rule in against)


def _exemptions(
    look: Look, service: Service, answers: Answers, facts: Facts, with_her: Sequence[str]
) -> Iterable[ExemptionLine]:
    granted = _granted(service, answers, facts, with_her)
    for part in fees.exemptions_possible(service, answers, facts):
        law = in_language(law_texts(service, part.legal_basis), look.language)
        yield ExemptionLine(part.id, part.title, law, part.evidence, part.id in granted)


def _granted(service: Service, answers: Answers, facts: Facts, with_her: Sequence[str]) -> frozenset[str]:
    possible = fees.exemptions_possible(service, answers, facts)
    return frozenset(part.id for part in possible if part.evidence is None or part.evidence in with_her)


def _owed(service: Service, answers: Answers, facts: Facts, with_her: Sequence[str], point: str) -> tuple[FeeLine, ...]:
    return fees.fee_lines(service, answers, facts, point, _granted(service, answers, facts, with_her))


def _fees_on_paper(
    look: Look,
    sheet: CheckSheet,
    answers: Mapping[str, Any],
    facts: Mapping[str, Any],
    with_her: Sequence[str],
    language: str,
) -> tuple[papers.FeeText, ...]:
    service, known = sheet.service, facts_of(look, facts)
    given = screening.with_tables(service, asked_answers(service, answers, known))
    return tuple(
        papers.FeeText(
            in_language(line.title, language),
            line.amount.minor,
            fee_steps.told(line.steps, service, line.fee, language),
            in_language(law_texts(service, line.legal_basis.id if line.legal_basis else None), language),
            paper_parts.also(look, line.title, language),
        )
        for line in _owed(service, given, known, with_her, "start")
    )


def _missing(look: Look, line: PaperLine, with_her: Sequence[str], language: str) -> papers.MissingPaper:
    """Every way to prove it; where one was begun, what it still lacks."""
    begun = [kinds for kinds in line.alternatives if any(part.type in with_her for part in kinds)]
    ways = begun or list(line.alternatives)
    return papers.MissingPaper(
        title=in_language(line.title, language),
        any_of=tuple(
            tuple(wanted(look, part, line, language) for part in kinds if part.type not in with_her) for kinds in ways
        ),
        services=(1,),
        also=paper_parts.also(look, line.title, language),
    )
