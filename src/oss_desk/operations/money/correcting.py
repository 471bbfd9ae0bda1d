"""What a void and a refund are both made of: what may still be given back, the rows, the paper, the approval."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from oss_desk.domain import numbers, papers
from oss_desk.domain.cases import Case
from oss_desk.domain.corrections import REASONS, Correction, CorrectionKind, CorrectionLine, CorrectionPart, Reason
from oss_desk.domain.messages import Message, refuse
from oss_desk.domain.money import Money
from oss_desk.domain.office import MeansOfPayment, Official
from oss_desk.domain.text import Texts, in_language
from oss_desk.domain.till import CashSession, Demand, DemandLine, Payment, PaymentDemand, PaymentPart, Receipt
from oss_desk.operations import given
from oss_desk.operations.catalogue.definitions import service_of
from oss_desk.operations.history import check_code, integrity
from oss_desk.operations.money.demands import WAIVED, WAIVED_TITLE
from oss_desk.operations.office.approvals import Second, Shown, approver
from oss_desk.operations.papers import paper_parts
from oss_desk.operations.papers.papers import store
from oss_desk.operations.program import Act, Look
from oss_desk.storage import corrections as correction_rows
from oss_desk.storage import office, rows


@dataclass(frozen=True)
class PaidFee:
    """One fee of one demand that a payment settled, reductions taken off: what was paid, what is left of it."""

    demand: Demand
    fee: str
    title: Texts
    paid: int
    left: int
    elsewhere: bool


@dataclass(frozen=True)
class Corrected:
    """A payment that is being corrected: its receipt, demands and cases, which are locked, and what was done before."""

    payment: Payment
    receipt: Receipt
    parts: tuple[PaymentPart, ...]
    demands: tuple[Demand, ...]
    cases: tuple[Case, ...]
    before: tuple[Correction, ...]

    @property
    def left(self) -> int:
        """What was not given back yet, in minor units."""
        return self.payment.amount + sum(one.amount for one in self.before)


@dataclass(frozen=True)
class Back:
    """How much of which fee of which demand is taken back, above zero; below zero for what had reduced it."""

    demand: Demand
    fee: str
    title: Texts
    amount: int


@dataclass(frozen=True)
class BackBy:
    """How much goes back by which means, above zero."""

    means: str
    amount: int
    reference: str = ""


@dataclass(frozen=True)
class Wanted:
    """What a correction is made of, once everything is checked."""

    kind: CorrectionKind
    lines: tuple[Back, ...]
    parts: tuple[BackBy, ...]
    reason: Reason
    words: str

    @property
    def amount(self) -> int:
        """What is taken back of the fees, in minor units; what cash was rounded by lies in the parts alone."""
        return sum(line.amount for line in self.lines)


def of_receipt(look: Look, receipt: Receipt) -> Corrected:
    """The payment of a receipt with everything that a correction of it looks at."""
    payment = rows.get(look.work, Payment, receipt.payment_id)
    settled = rows.every(look.work, PaymentDemand, order_by=("demand_id",), payment_id=payment.id)
    demands = rows.every(look.work, Demand, id=tuple(one.demand_id for one in settled))
    parts = rows.every(look.work, PaymentPart, order_by=("position",), payment_id=payment.id)
    cases = rows.every(look.work, Case, id=tuple({demand.case_id for demand in demands}))
    return Corrected(payment, receipt, parts, demands, cases, correction_rows.of_payment(look.work, payment.id))


def locked(act: Act, receipt_id: int) -> Corrected:
    """The same for a command: the cases of the payment are locked first, so that two corrections never cross (R6).

    Every payment settles a demand of a case, and whatever touches its money locks that case. Refused while a break of
    history is on record: nothing is given back then, as nothing is taken.
    """
    integrity.ask_whole(act)
    receipt = rows.get(act.work, Receipt, receipt_id)
    rows.lock(act.work, Case, *(case.id for case in of_receipt(act, receipt).cases))
    return of_receipt(act, receipt)


def paid_fees(look: Look, corrected: Corrected) -> tuple[PaidFee, ...]:
    """What each fee came to that the payment settled, and what is left of it after refunds."""
    back = correction_rows.given_back(look.work, corrected.payment.id)
    return tuple(fee for demand in corrected.demands for fee in _fees_of(look, demand, back))


def _fees_of(look: Look, demand: Demand, back: Mapping[tuple[int, str], int]) -> Iterable[PaidFee]:
    lines = rows.every(look.work, DemandLine, order_by=("position",), demand_id=demand.id)
    waived = correction_rows.waived_of_fees(look.work, demand.id)
    returned = sum(amount for (demand_id, _), amount in back.items() if demand_id == demand.id)
    away = {line.fee for line in lines if line.elsewhere}
    elsewhere = sum(line.amount for line in lines if line.elsewhere) - sum(waived.get(fee, 0) for fee in away)
    here = max(demand.amount - sum(waived.values()) - elsewhere, 0) - returned
    for fee in dict.fromkeys(line.fee for line in lines):
        own = [line for line in lines if line.fee == fee]
        paid = max(sum(line.amount for line in own) - waived.get(fee, 0), 0)
        left = 0 if own[0].elsewhere else min(paid - back[demand.id, fee], here)
        yield PaidFee(demand, fee, own[0].title, paid, max(left, 0), own[0].elsewhere)


def ask_not_cancelled(corrected: Corrected) -> None:
    """Refuse to correct what was cancelled already, with the number of the receipt that did it."""
    void = next((one for one in corrected.before if one.kind == "void"), None)
    if void is not None:
        raise refuse("receipt-cancelled", number=corrected.receipt.number, by=void.number)


def checked_reason(reason: str, words: str) -> tuple[Reason, str]:
    """The reason of the list, and the words beside it, which must be given."""
    if reason not in REASONS:
        raise refuse("reason-needed")
    return reason, given.reason(words, most=1000)


def approved(act: Act, corrected: Corrected, wanted: Wanted, second: Second | None) -> Official:
    """Who approved this void or refund: not who asks, not who took the money (R7)."""
    money = Money(wanted.amount, act.office.money)
    lines = {f"line-{one.demand.id}-{one.fee}": one.amount for one in wanted.lines}
    shown: Shown = {
        "receipt": corrected.receipt.number,
        "amount": f"{money.amount:f}",
        "currency": corrected.payment.currency,
        "case": ", ".join(case.number for case in corrected.cases),
        "reason": wanted.reason,
        "means": ", ".join(f"{part.means} {Money(part.amount, act.office.money).amount:f}" for part in wanted.parts),
        **lines,
    }
    texts = {"words": wanted.words, "payer": corrected.payment.payer_name}
    taker = frozenset({corrected.payment.official_id})
    return approver(act, second, right="overrule", operation=wanted.kind, shown=shown, texts=texts, not_also=taker)


def made(act: Act, corrected: Corrected, wanted: Wanted, session: CashSession, official: Official) -> Correction:
    """The rows of a correction with its receipt, numbered in the desk's series, to be printed; its event (R5)."""
    seq = office.next_number(act.work, act.desk.id, "receipt")
    number = numbers.receipt_number(act.desk.code, seq)
    paper = _paper(act, corrected, wanted, number, official)
    job = store(act, paper, ("payment", corrected.payment.id), wanted.kind)
    kept = rows.add(
        act.work,
        Correction,
        kind=wanted.kind,
        desk_id=act.desk.id,
        seq=seq,
        number=number,
        payment_id=corrected.payment.id,
        taker_id=corrected.payment.official_id,
        cash_session_id=session.id,
        amount=-wanted.amount,
        currency=corrected.payment.currency,
        reason=wanted.reason,
        words=wanted.words,
        approver_id=official.id,
        content=job.content,
        at=act.now,
        official_id=act.official.id,
    )
    _parts(act, kept, wanted)
    _told(act, corrected, wanted, kept)
    return kept


def _parts(act: Act, kept: Correction, wanted: Wanted) -> None:
    for position, line in enumerate(wanted.lines):
        values = {"demand_id": line.demand.id, "fee": line.fee, "amount": -line.amount}
        rows.add(act.work, CorrectionLine, correction_id=kept.id, position=position, **values)
    for position, part in enumerate(wanted.parts):
        about = {"means": part.means, "amount": -part.amount, "reference": given.line(part.reference, most=100)}
        rows.add(act.work, CorrectionPart, correction_id=kept.id, position=position, **about)


def _told(act: Act, corrected: Corrected, wanted: Wanted, kept: Correction) -> None:
    kind = "receipt-voided" if wanted.kind == "void" else "money-refunded"
    sums = {"receipt": corrected.receipt.number, "number": kept.number, "amount": wanted.amount}
    parts = [{"means": part.means, "amount": part.amount} for part in wanted.parts]
    payload = {**sums, "currency": kept.currency, "reason": wanted.reason, "approved_by": kept.approver_id}
    act.event(kind, ("payment", corrected.payment.id), {**payload, "parts": parts}, {"reason": wanted.words})
    for case in corrected.cases:
        own = sum(line.amount for line in wanted.lines if line.demand.case_id == case.id)
        if own:
            act.event(kind, ("case", case.id), {**sums, "amount": own, "currency": kept.currency})


def _paper(act: Act, corrected: Corrected, wanted: Wanted, number: str, official: Official) -> papers.Paper:
    """What stands on the receipt of a correction, in the language of the receipt that it corrects."""
    original = papers.from_json("receipt", corrected.receipt.content)
    assert isinstance(original, papers.ReceiptPaper)
    language = original.head.language
    own = papers.VoidPaper if wanted.kind == "void" else papers.RefundPaper
    again = tuple(case.number for case in corrected.cases)
    more = {"cancels": corrected.receipt.number, "owed_again": again}
    left = {"refunds": corrected.receipt.number, "remains": corrected.left - wanted.amount}
    return own(
        head=replace(paper_parts.head(act, language), mark="void" if wanted.kind == "void" else ""),
        currency=corrected.payment.currency,
        exponent=act.office.currency_exponent,
        number=number,
        of=corrected.payment.at,
        payer=original.payer,
        services=tuple(_service(act, case, wanted.lines, language) for case in _touched(corrected, wanted)),
        total=-wanted.amount,
        means=tuple(_means(act, part, language) for part in wanted.parts),
        reason=Message(f"reason-{wanted.reason}"),
        words=wanted.words,
        approved_by=official.name,
        check=check_code.code_of(act, desk=act.desk, number=number, at=act.now, total=-wanted.amount),
        **(more if wanted.kind == "void" else left),
    )


def _touched(corrected: Corrected, wanted: Wanted) -> tuple[Case, ...]:
    """The cases of which something is taken back."""
    touched = {line.demand.case_id for line in wanted.lines}
    return tuple(case for case in corrected.cases if case.id in touched)


def _service(act: Act, case: Case, lines: Sequence[Back], language: str) -> papers.PaidService:
    service = service_of(act, case)
    fees = tuple(
        papers.FeeText(
            in_language(line.title, language), -line.amount, (), "", paper_parts.also(act, line.title, language)
        )
        for line in lines
        if line.demand.case_id == case.id
    )
    also = paper_parts.also(act, service.title, language)
    return papers.PaidService(in_language(service.title, language), case.number, fees, also)


def _means(act: Act, part: BackBy, language: str) -> papers.Means:
    means = rows.find(act.work, MeansOfPayment, code=part.means)
    texts: Texts = means.title if means is not None else {}
    also = paper_parts.also(act, texts, language)
    return papers.Means(part.means, -part.amount, in_language(texts, language), part.reference, also)


def whole(look: Look, corrected: Corrected) -> tuple[Back, ...]:
    """Everything that a payment was for, line by line, as a void takes it back; it comes to the whole payment."""
    lines: list[Back] = []
    for demand in corrected.demands:
        own = rows.every(look.work, DemandLine, order_by=("position",), demand_id=demand.id)
        lines += [Back(demand, line.fee, line.title, line.amount) for line in own if line.amount]
        waived = correction_rows.waived(look.work, (demand.id,))[demand.id]
        lines += [Back(demand, WAIVED, WAIVED_TITLE, -waived)] if waived else []
    return tuple(lines)
