"""What finder and sheet show of a stored version: its card, its cost, its papers, the registers' words."""

from oss_desk.domain.catalogue import ServiceVersion
from oss_desk.domain.money import Money, total
from oss_desk.domain.text import Texts, in_language
from oss_desk.operations.catalogue.definitions import authority_title, definition_in, law_texts, paper_title
from oss_desk.operations.office import notices, registers
from oss_desk.operations.program import Look
from oss_desk.operations.sheets import PaperLine, PaperType, ServiceCard
from oss_desk.workflows.definition import EvidenceRequirement, FeeRule, ProcessingTime, Service
from oss_desk.workflows.packages import authorities_used, blank_kinds_used, roles_used


def service_card(look: Look, version: ServiceVersion) -> ServiceCard:
    """A version as the finder lists it."""
    service = definition_in(version)
    return ServiceCard(
        id=version.id,
        service=service.id,
        title=service.title,
        summary=service.summary or {},
        authority=authority_title(look, service.authority),
        keywords={language: ", ".join(words) for language, words in service.keywords.items()},
        life_events=service.life_events,
        while_you_wait=service.while_you_wait,
        processing_time=_longest_time(service.processing_time),
        cost=usual_cost(service),
        cost_from=least_cost(service),
        outputs=tuple(output.title for output in service.outputs),
        authority_id=service.authority,
        notices=notices.about(look, service),
    )


def _longest_time(time: ProcessingTime | None) -> str:
    terms = [time.time] if time and time.time else [case.time for case in time.cases] if time else []
    return str(max(terms, key=lambda term: term.rough_days)) if terms else ""


def usual_cost(service: Service) -> Money | None:
    """What one of it costs everybody; None when that depends on answers. A fee counted per quantity is taken once."""
    amounts: list[Money] = []
    for fee in service.fees:
        per_one = fee.per is None or fee.per == service.quantity
        if fee.amount is None or fee.when is not None or fee.for_each is not None or not per_one:
            return None
        if fee.beyond is None:
            amounts.append(service.money.money(fee.amount))
    return total(amounts, service.money)


def least_cost(service: Service) -> Money:
    """What nobody pays less than without an exemption: the fees without a condition, each at its smallest, of one."""
    fees = [_least(fee, service) for fee in service.fees if fee.when is None and fee.for_each is None]
    return total(fees, service.money)


def _least(fee: FeeRule, service: Service) -> Money:
    money, amounts = service.money, list[str]()
    if fee.per is None or (fee.per == service.quantity and fee.beyond is None):
        amounts += [fee.amount] if fee.amount is not None else []
        amounts += [band.amount for band in fee.bands.rows] if fee.bands is not None else []
        amounts += list(fee.table.rows.values()) if fee.table is not None else []
    least = min((money.money(amount) for amount in amounts), key=lambda amount: amount.minor, default=total((), money))
    return money.money(fee.min) if fee.min is not None and money.money(fee.min).minor > least.minor else least


def titles(look: Look, found: Service) -> dict[str, Texts]:
    """The registers' words for every id that the definition names."""
    known = registers.office_registers(look)
    titles = {name: authority_title(look, name) for name in authorities_used(found)}
    titles |= {name: event.title for name, event in known.life_events.items() if name in found.life_events}
    titles |= {name: role.title for name, role in known.roles.items() if name in roles_used(found)}
    titles |= {name: blank.title for name, blank in known.blank_kinds.items() if name in blank_kinds_used(found)}
    papers = {kind for part in found.evidence for alternative in part.any_of for kind in alternative}
    papers |= {part.evidence for part in found.exemptions if part.evidence}
    return titles | {kind: paper_title(look, kind) for kind in papers}


def paper_line(look: Look, found: Service, requirement: EvidenceRequirement) -> PaperLine:
    """A requirement as a page lists it, before anybody has presented anything."""
    return PaperLine(
        key=requirement.id,
        title=requirement.title,
        requests=(),
        positions=(),
        owner=None,
        owner_name="",
        row=None,
        alternatives=tuple(
            tuple(_paper_type(look, requirement, kind) for kind in alternative) for alternative in requirement.any_of
        ),
        accept=requirement.accept,
        count=requirement.count,
        required=requirement.required and requirement.when is None,
        may_follow=requirement.may_follow is not None,
        settled=False,
        legal_basis=in_language(law_texts(found, requirement.legal_basis), look.language),
        reusable=requirement.reuse or "on-file" in requirement.accept,
    )


def _paper_type(look: Look, requirement: EvidenceRequirement, kind: str) -> PaperType:
    entry = registers.office_registers(look).evidence_types.get(kind)
    where = ((entry.where or entry.issuer) if entry else None) or {}
    numbered = entry.numbered if entry else False
    dated = (entry.dated if entry else False) or requirement.not_older_than is not None
    return PaperType(kind, paper_title(look, kind), where, numbered, dated, None, None, None, None)


def hands_met(found: Service) -> int:
    """How many officials a case passes through, as the definition parts the work; at least the one at the counter."""
    hands = {(step.hands, step.role) for step in found.steps if step.kind == "work" and step.hands != "citizen"}
    return len(hands | {("counter", None)}) - (("counter", "clerk") in hands)


def returns(found: Service) -> int:
    """How often the citizen comes back: to pay and to collect, unless all is done while waiting."""
    if found.while_you_wait:
        return 0
    return sum(step.kind in ("to-pay", "ready-to-collect") for step in found.steps)
