"""One search box: numbers and scans first, then people in any script, then services by everyday words."""

from oss_desk.domain.cases import Case
from oss_desk.domain.codes import parse_code
from oss_desk.domain.corrections import Correction
from oss_desk.domain.messages import refuse
from oss_desk.domain.numbers import read_case_number, read_part, read_receipt_number
from oss_desk.domain.text import in_language
from oss_desk.domain.till import Payment, Receipt
from oss_desk.operations import rights
from oss_desk.operations.cases.cards import card
from oss_desk.operations.catalogue.catalogue import catalogue_sheet
from oss_desk.operations.catalogue.finding import Finder
from oss_desk.operations.catalogue.plain import plain_words
from oss_desk.operations.people.people import hit as person_hit
from oss_desk.operations.people.people import people_hits
from oss_desk.operations.program import Look, reading
from oss_desk.operations.sheets import Hit, ServiceCard
from oss_desk.storage import found, rows
from oss_desk.storage import till as till_rows

SERVICES = 8
PARTLY = 5
"""How many cases, receipts or people a part of a number may find."""
SHORTEST = 2
"""A word of one letter finds no service: it would find them all."""


@reading("anyone")
def search(look: Look, *, text: str) -> tuple[Hit, ...]:
    """What the text may mean, the surest first: a scanned paper, a case or receipt number, people, services.

    Who may not read what the office knows of people finds services alone.
    """
    typed = text.strip()
    if not typed:
        return ()
    if not rights.may(look.roles, "read"):
        return services_by_words(look, typed)
    scanned = parse_code(typed)
    if scanned is not None:
        if scanned.office != _letters(look.office.public_id):
            raise refuse("other-office")
        return tuple(hit for number in scanned.numbers for hit in _numbered(look, number))
    numbered = _numbered(look, typed)
    return (*numbered, *_people(look, typed), *_partly_numbered(look, typed, numbered), *services_by_words(look, typed))


def _people(look: Look, typed: str) -> tuple[Hit, ...]:
    """People by name, number, phone or birth, and by the number of a paper they have ever presented."""
    known = people_hits(look, typed)
    papers = found.owners_of_paper(look.work, typed, PARTLY)
    shown = {(one.kind, one.id) for one in known}
    return (*known, *(person_hit(look, who) for who in papers if (who.kind, who.id) not in shown))


def _partly_numbered(look: Look, typed: str, numbered: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Cases and receipts by a part of their number, and the case of a blank that was issued."""
    part, cases, receipts = read_part(typed), list[Case](), tuple[Receipt, ...]()
    if part is not None:
        cases, receipts = list(found.cases(look.work, part, PARTLY)), found.receipts(look.work, part, PARTLY)
    issued = found.case_of_output(look.work, typed)
    hits = [_case(look, case) for case in ([issued] if issued is not None and issued not in cases else []) + cases]
    shown = {(one.kind, one.id) for one in numbered}
    return tuple(hit for hit in (*hits, *(_receipt(look, one) for one in receipts)) if (hit.kind, hit.id) not in shown)


def services_by_words(look: Look, text: str) -> tuple[Hit, ...]:
    """Services in force found by everyday words, the obvious one first, as everywhere else in the program."""
    if not any(len(word) >= SHORTEST for word in plain_words(text)):
        return ()
    language = look.language
    return tuple(_service(card, language) for card in Finder(catalogue_sheet(look)).find(text)[:SERVICES])


def _service(service: ServiceCard, language: str) -> Hit:
    title, summary = in_language(service.title, language), in_language(service.summary, language)
    return Hit("service", service.id, service.service, title, summary or in_language(service.authority, language))


def _letters(public_id: str) -> str:
    return "".join(char for char in public_id.upper() if char.isalnum())


def _numbered(look: Look, typed: str) -> tuple[Hit, ...]:
    case_number, receipt_number = read_case_number(typed), read_receipt_number(typed)
    hits: list[Hit] = []
    if case_number is not None and (case := rows.find(look.work, Case, number=case_number)) is not None:
        hits.append(_case(look, case))
    if receipt_number is not None and (receipt := rows.find(look.work, Receipt, number=receipt_number)) is not None:
        hits.append(_receipt(look, receipt))
    corrected = rows.find(look.work, Correction, number=receipt_number) if receipt_number is not None else None
    if corrected is not None:
        hits.append(_correction(look, corrected))
    return tuple(hits)


def _case(look: Look, case: Case) -> Hit:
    shown = card(look, case)
    title = in_language(shown.title, look.language)
    ready = case.open and shown.step_kind == "ready-to-collect" and rights.may(look.roles, "serve")
    return Hit("case", case.id, case.number, f"{case.number} {title}", shown.applicant, ready=ready)


def _correction(look: Look, one: Correction) -> Hit:
    """A void or a refund, found at the receipt that it corrects."""
    payment = rows.get(look.work, Payment, one.payment_id)
    receipt = till_rows.receipt_of(look.work, payment.id)
    code = receipt.number if receipt is not None else one.number
    return Hit("receipt", one.payment_id, code, one.number, payment.payer_name)


def _receipt(look: Look, receipt: Receipt) -> Hit:
    payment = rows.get(look.work, Payment, receipt.payment_id)
    return Hit("receipt", receipt.id, receipt.number, receipt.number, payment.payer_name)
