"""The handover note: what changed hands, to whom, how the collector was known, and the originals given back."""

from collections.abc import Sequence

from oss_desk.domain import papers
from oss_desk.domain.cases import Evidence, Handover, IssuedOutput
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.office import Official
from oss_desk.domain.people import Citizen
from oss_desk.domain.text import in_language
from oss_desk.operations.cases import cards
from oss_desk.operations.cases.running import Running
from oss_desk.operations.catalogue import definitions
from oss_desk.operations.papers import paper_parts
from oss_desk.operations.papers.papers import store
from oss_desk.operations.program import Act, Look
from oss_desk.operations.visits import papers_seen
from oss_desk.storage import rows
from oss_desk.storage import till as till_rows


def print_note(
    act: Act, at: Running, items: Sequence[IssuedOutput], handed: Handover, reason: str, mandate: Evidence | None = None
) -> PrintJob:
    """Keep the note of a handover to be printed, in the language of the case, and signed by both.

    The `mandate` by which somebody else took it stands beside the document she showed.
    """
    language = at.case.language
    paid, receipt = _paid(act, at)
    paper = papers.HandoverPaper(
        head=paper_parts.head(act, language),
        currency=act.office.currency,
        exponent=act.office.currency_exponent,
        applicant=paper_parts.person(cards.applicant_of(act, at.case)),
        collector=_collector(act, handed, language, mandate),
        role=handed.relation,
        items=tuple(_item(act, at, item, language) for item in items),
        override=reason,
        allowed_by=_allowed_by(act, handed),
        returned=papers_seen.returned_with(act, handed, language),
        paid=paid,
        receipt=receipt,
    )
    return store(act, paper, ("case", at.case.id), "handover")


def _paid(look: Look, at: Running) -> tuple[int, str]:
    """What fell due at the handover and was paid, in minor units, and the number of its receipt or the last one."""
    found = [
        (demand.amount, till_rows.receipt_of(look.work, payment.id))
        for demand, _, payment in till_rows.demands_of(look.work, (at.case.id,))
        if demand.point == "handover" and demand.amount and payment is not None
    ]
    numbers = [receipt.number for _, receipt in found if receipt is not None]
    return sum(amount for amount, _ in found), numbers[-1] if numbers else ""


def _collector(act: Act, handed: Handover, language: str, mandate: Evidence | None) -> papers.Person:
    title = in_language(definitions.paper_title(act, handed.document_type), language) if handed.document_type else ""
    document = paper_parts.document(title, handed.document_number)
    if mandate is not None:
        by = in_language(definitions.paper_title(act, mandate.type), language)
        document = f"{document}; {paper_parts.document(by, mandate.number)}"
    if handed.collector_id is None:
        return papers.Person(handed.collector_name, document=document)
    return paper_parts.person(rows.get(act.work, Citizen, handed.collector_id), document)


def _allowed_by(look: Look, handed: Handover) -> str:
    """The supervisor who took it upon herself, where the check of identity was overridden."""
    return rows.get(look.work, Official, handed.overridden_by_id).name if handed.overridden_by_id is not None else ""


def _item(look: Look, at: Running, item: IssuedOutput, language: str) -> papers.HandedOver:
    output = at.service.output(item.output).title
    return papers.HandedOver(
        service=in_language(at.service.title, language),
        case=at.case.number,
        output=in_language(output, language),
        number=item.number,
        valid_from=item.valid_from,
        valid_until=item.valid_until,
        also=paper_parts.also(look, output, language),
        service_also=paper_parts.also(look, at.service.title, language),
    )
