"""A basket line as the page draws it: fields with what is known, fees with their law, and what is still open."""

from collections.abc import Iterator, Mapping
from typing import Literal

from oss_desk.domain.money import Money, total
from oss_desk.domain.people import Citizen, Organisation, Person
from oss_desk.domain.text import Texts, in_language
from oss_desk.operations.cases.cards import names_of
from oss_desk.operations.catalogue.definitions import authority_title, law_texts
from oss_desk.operations.money import fee_steps
from oss_desk.operations.money.demands import WAIVED, WAIVED_TITLE
from oss_desk.operations.office import notices
from oss_desk.operations.people.people import citizen_or_organisation
from oss_desk.operations.program import Look
from oss_desk.operations.sheets import ExemptionLine, FeeLineSheet, FieldLine, LineSheet
from oss_desk.operations.visits.basket import quantity_bounds
from oss_desk.operations.visits.intake import Assessed
from oss_desk.workflows.conditions import unanswered
from oss_desk.workflows.definition import Field, Service
from oss_desk.workflows.fees import FeeLine
from oss_desk.workflows.rules import JsonValue, Missing

State = Literal["ready", "details", "papers", "not-eligible"]


def line_sheets(look: Look, lines: tuple[Assessed, ...]) -> tuple[LineSheet, ...]:
    """The lines of a basket, numbered from 1 as papers and fees refer to them."""
    return tuple(_sheet(look, line, place, lines) for place, line in enumerate(lines, 1))


def state_of(line: Assessed) -> State:
    """What the line waits for: nothing, details, papers, or it is not possible at all."""
    if any(not rule.waiting for rule in line.ineligible):
        return "not-eligible"
    if any(not gap.may_follow for gap in line.papers_missing):
        return "papers" if not _details_open(line) else "details"
    return "details" if line.hindrances else "ready"


def _details_open(line: Assessed) -> bool:
    return bool(line.missing or line.ineligible or line.fees_waiting() or line.applicant is None)


def fee_sheet(look: Look, service: Service, fee: FeeLine, point: str) -> FeeLineSheet:
    """One amount with its worked steps and its law."""
    law = fee.legal_basis.id if fee.legal_basis else None
    return FeeLineSheet(
        fee=fee.fee,
        exemption=fee.exemption,
        title=fee.title,
        law=_law(look, service, law),
        amount=fee.amount,
        steps=fee_steps.shown(fee.steps, service, fee.fee, look.language),
        elsewhere=fee.elsewhere,
        point=point,
    )


def _waived(look: Look, line: Assessed) -> Iterator[FeeLineSheet]:
    """What is to be waived, as lines below zero with the law they rest on."""
    elsewhere = {fee.fee for fee in line.fees() if fee.elsewhere}
    for one in line.waivers:
        law, amount = _law(look, line.service, one.law) or one.ground, Money(-one.amount, line.service.money)
        yield FeeLineSheet(one.fee, WAIVED, WAIVED_TITLE, law, amount, (), one.fee in elsewhere, "start")


def field_lines(line: Assessed, known: Mapping[str, JsonValue]) -> tuple[FieldLine, ...]:
    """The fields asked at intake, each with its answer, what is wrong with it, and what could be filled in."""
    return tuple(_field_line(field, line.answers.get(field.id), line.missing, known) for field in line.fields)


def _field_line(
    field: Field, answer: JsonValue, missing: tuple[Missing, ...], known: Mapping[str, JsonValue]
) -> FieldLine:
    own = [gap.message for gap in missing if gap.field == field.id and gap.row is None]
    columns = {column.id for column in field.fields}
    inside = tuple(gap for gap in missing if gap.field in columns and gap.row is not None)
    open_now = unanswered(answer)
    return FieldLine(
        field=field,
        answer=answer,
        problem=own[0] if own and not open_now else None,
        known=known.get(field.id) if open_now else None,
        missing=bool(own) and open_now,
        problems=inside,
    )


def _sheet(look: Look, line: Assessed, place: int, lines: tuple[Assessed, ...]) -> LineSheet:
    service, request = line.service, line.request
    representative = Person("citizen", request.representative_id) if request.representative_id is not None else None
    names = names_of(look, [who for who in (line.applicant, representative) if who is not None])
    now = (*(fee_sheet(look, service, fee, "start") for fee in line.fees()), *_waived(look, line))
    later = tuple(
        fee_sheet(look, service, fee, point) for point in line.points if point != "start" for fee in line.fees(point)
    )
    least, most = quantity_bounds(service)
    return LineSheet(
        request=request,
        position=place,
        service=service,
        title=service.title,
        applicant=line.applicant,
        applicant_name=names.get(line.applicant, "") if line.applicant else "",
        representative_name=names.get(representative, "") if representative else "",
        authority=authority_title(look, service.authority),
        outputs=tuple(output.title for output in service.outputs),
        fields=field_lines(line, known_answers(look, line, lines)),
        ineligible=_ineligible(look, line),
        papers_missing=sum(not gap.may_follow for gap in line.papers_missing),
        fields_missing=len(line.missing),
        fees_now=now,
        fees_later=later,
        exemptions=_exemptions(look, line),
        to_pay_now=line.to_pay(),
        to_pay_later=_sum(service, later),
        due_at=line.due_at,
        while_you_wait=line.while_you_wait,
        comes_back=not line.while_you_wait,
        state=state_of(line),
        moved_from_version=line.moved_from,
        representative=representative,
        hindrances=line.hindrances,
        assessed=_assessed(line),
        assessed_note=line.assessed_note,
        quantity_least=least,
        quantity_most=most,
        notices=notices.about(look, service),
        wanted=line.waivers,
    )


def _sum(service: Service, fees: tuple[FeeLineSheet, ...]) -> Money:
    return total((fee.amount for fee in fees), service.money)


def _law(look: Look, service: Service, law: str | None) -> str:
    return in_language(law_texts(service, law), look.language)


def _ineligible(look: Look, line: Assessed) -> tuple[tuple[Texts, str], ...]:
    return tuple(
        (rule.title, _law(look, line.service, rule.legal_basis)) for rule in line.ineligible if not rule.waiting
    )


def _exemptions(look: Look, line: Assessed) -> tuple[ExemptionLine, ...]:
    granted = line.exemptions_granted
    return tuple(
        ExemptionLine(
            part.id, part.title, _law(look, line.service, part.legal_basis), part.evidence, part.id in granted
        )
        for part in line.exemptions_possible
    )


def _assessed(line: Assessed) -> tuple[tuple[str, Texts, Money | None], ...]:
    """The fees of the start that an official has to assess, with what was typed so far."""
    waiting = {wait.fee for wait in line.fees_waiting() if wait.field is None}
    return tuple(
        (fee.id, fee.title, _typed(line, fee.id))
        for fee in line.service.fees
        if fee.assessed and line.service.due_of(fee) == "start" and (fee.id in waiting or fee.id in line.assessed)
    )


def _typed(line: Assessed, fee: str) -> Money | None:
    return Money(line.assessed[fee], line.service.money) if fee in line.assessed else None


def known_answers(look: Look, line: Assessed, lines: tuple[Assessed, ...]) -> dict[str, JsonValue]:
    """What the office knows already: answered for another service of this visit, or on the applicant's record."""
    known: dict[str, JsonValue] = {}
    record = citizen_or_organisation(look, line.applicant) if line.applicant else None
    for field in line.fields:
        told = next((found for other in lines if (found := _told(field, line, other)) is not None), None)
        answer = told if told is not None else _on_record(field, record)
        if not unanswered(answer):
            known[field.id] = answer
    return known


def _told(field: Field, line: Assessed, other: Assessed) -> JsonValue:
    """The same question answered for another line of the same applicant."""
    if other.request.id == line.request.id or other.applicant != line.applicant or field.id == line.service.quantity:
        return None
    same = next((found for found in other.fields if (found.id, found.type) == (field.id, field.type)), None)
    if same is None or same.options != field.options:
        return None
    return other.answers.get(field.id)


def _on_record(field: Field, record: Citizen | Organisation | None) -> JsonValue:
    if record is None:
        return None
    by_type: dict[str, str] = {
        "phone": record.phones[0] if record.phones else "",
        "email": record.email,
        "address": ", ".join(record.address_lines),
    }
    return by_type.get(field.type) or None
