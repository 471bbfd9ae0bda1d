"""The service on paper for a citizen: what to bring, what it costs, how long it takes, who decides, by which law."""

from datetime import date
from zoneinfo import ZoneInfo

from oss_desk.domain import papers
from oss_desk.domain.catalogue import Publication, ServiceVersion
from oss_desk.domain.text import Texts, in_language
from oss_desk.language import Language, load_language
from oss_desk.operations.catalogue.catalogue import paper_line
from oss_desk.operations.catalogue.definitions import authority_title, definition_in, law_texts
from oss_desk.operations.catalogue.wanted import wanted
from oss_desk.operations.office import notices
from oss_desk.operations.papers import paper_parts
from oss_desk.operations.program import Look, reading
from oss_desk.storage import rows
from oss_desk.workflows.definition import EvidenceRequirement, Exemption, FeeRule, Output, Service
from oss_desk.workflows.words import condition_words, exemption_words, fee_words, term_words


@reading("anyone", lane="long")
def service_sheet(look: Look, *, service_version_id: int, language: str) -> papers.ServiceSheetPaper:
    """The sheet of a version in that language, for anybody: nothing is stored, and nobody need be known."""
    version = rows.get(look.work, ServiceVersion, service_version_id)
    return _sheet(look, version, load_language(language, look.program.resources / "translations"))


def _sheet(look: Look, version: ServiceVersion, language: Language) -> papers.ServiceSheetPaper:
    service, code = definition_in(version), language.code
    brought = [rule for rule in service.evidence if rule.by == "citizen" and rule.step is None]
    return papers.ServiceSheetPaper(
        head=paper_parts.head(look, code),
        currency=service.currency,
        exponent=service.money.exponent,
        title=in_language(service.title, code),
        authority=in_language(authority_title(look, service.authority), code),
        summary=in_language(service.summary or {}, code),
        outputs=tuple(_output(service, output, language) for output in service.outputs),
        terms=_terms(service, language),
        conditions=tuple(_with_law(service, rule.title, rule.legal_basis, code) for rule in service.eligibility),
        papers=tuple(_asked(look, service, rule, language) for rule in brought),
        prices=tuple(_price(look, service, fee, language) for fee in service.fees),
        reductions=tuple(_reduction(look, service, part, language) for part in service.exemptions),
        laws=tuple(in_language(law_texts(service, law), code) for law in service.legal_basis),
        appeal=_appeal(service, language),
        notices=notices.on_paper(look, notices.holding(look, (service,)), code),
        in_force=_since(look, version),
        also=paper_parts.also(look, service.title, code),
    )


def _since(look: Look, version: ServiceVersion) -> date | None:
    turns = rows.every(look.work, Publication, service_version_id=version.id, kind="published")
    since = max((turn.from_at for turn in turns if turn.from_at <= look.now), default=None)
    return since.astimezone(ZoneInfo(look.office.zone)).date() if since else None


def _output(service: Service, output: Output, language: Language) -> str:
    title = in_language(output.title, language.code)
    parts = [title]
    if output.valid_for is not None:
        parts.append(language.text("valid {time}", time=term_words(language, output.valid_for)))
    if output.when is not None:
        parts.append(language.text("only if {condition}", condition=condition_words(language, service, output.when)))
    return language.listed(parts)


def _terms(service: Service, language: Language) -> tuple[papers.Term, ...]:
    time = service.processing_time
    if service.while_you_wait:
        return (papers.Term(),)
    if time is None:
        return ()
    if time.time is not None:
        return (papers.Term(str(time.time), time.count),)
    return tuple(
        papers.Term(
            str(case.time),
            time.count,
            language.text("if {condition}", condition=condition_words(language, service, case.when))
            if case.when
            else language.text("in all other cases"),
        )
        for case in time.cases
    )


def _asked(look: Look, service: Service, rule: EvidenceRequirement, language: Language) -> papers.AskedPaper:
    line, code = paper_line(look, service, rule), language.code
    return papers.AskedPaper(
        title=in_language(rule.title, code),
        any_of=tuple(tuple(wanted(look, part, line, code) for part in kinds) for kinds in line.alternatives),
        when=_when(service, rule, language),
        law=in_language(law_texts(service, rule.legal_basis), code),
        count=rule.count,
        may_follow=rule.may_follow is not None,
        also=paper_parts.also(look, rule.title, code),
    )


def _when(service: Service, rule: EvidenceRequirement, language: Language) -> str:
    say, parts = language.text, list[str]()
    if rule.when is not None:
        parts.append(say("only if {condition}", condition=condition_words(language, service, rule.when)))
    if rule.for_each is not None:
        parts.append(say("for each: {field}", field=in_language(service.field(rule.for_each).label, language.code)))
    if rule.not_older_than is not None:
        parts.append(say("not older than {time}", time=term_words(language, rule.not_older_than)))
    if not rule.required:
        parts.append(say("may be left out"))
    return language.listed(parts)


def _price(look: Look, service: Service, fee: FeeRule, language: Language) -> papers.Price:
    counted = (fee.per not in (None, service.quantity), fee.for_each, fee.beyond)
    plain = fee.amount is not None and not any(counted)
    words = fee_words(language, service, fee.model_copy(update={"when": None}))
    amount = service.money.money(fee.amount) if plain and fee.amount is not None else None
    told = () if amount is not None and words == language.amount(amount) else (papers.plain(words),)
    when = condition_words(language, service, fee.when) if fee.when is not None else ""
    return papers.Price(
        title=in_language(fee.title, language.code),
        amount=amount.minor if amount is not None else None,
        terms=told,
        law=in_language(law_texts(service, fee.legal_basis), language.code),
        when=language.text("only if {condition}", condition=when) if when else "",
        also=paper_parts.also(look, fee.title, language.code),
    )


def _reduction(look: Look, service: Service, part: Exemption, language: Language) -> papers.Price:
    when = condition_words(language, service, part.when) if part.when is not None else ""
    words = exemption_words(language, service, part)
    title = in_language(part.title, language.code)
    return papers.Price(
        title=title,
        amount=0 if str(part.percent) == "100" and not part.fees else None,
        terms=(papers.plain(words),) if words != title else (),
        law=in_language(law_texts(service, part.legal_basis), language.code),
        when=language.text("only if {condition}", condition=when) if when else "",
        also=paper_parts.also(look, part.title, language.code),
    )


def _appeal(service: Service, language: Language) -> papers.Appeal | None:
    if service.appeal is None:
        return None
    within = term_words(language, service.appeal.within, service.appeal.count)
    to = language.text("{to}, within {time}", to=in_language(service.appeal.to, language.code), time=within)
    return papers.Appeal(to, law=in_language(law_texts(service, service.appeal.legal_basis), language.code))


def _with_law(service: Service, words: Texts, law: str | None, code: str) -> str:
    named = in_language(law_texts(service, law), code)
    return f"{in_language(words, code)} ({named})" if named else in_language(words, code)
