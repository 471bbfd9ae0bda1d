"""A valid row of any record for a test: what the test does not say is filled in, and what it refers to is made."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from itertools import count, product
from typing import TypeVar

from sqlalchemy import update

from oss_desk.domain.access import RecoveryCode, SecondFactor
from oss_desk.domain.approvals import Approval, ApprovalAnswer, ApprovalUse
from oss_desk.domain.blanks import BlankCount, BlankDestroyed, BlankLot, BlankMove, BlankSpoilt, BlankUse
from oss_desk.domain.cases import (
    Case,
    CaseAnswers,
    CaseMove,
    Evidence,
    EvidenceUse,
    Extension,
    Handover,
    IssuedOutput,
    IssuedOutputState,
    Opinion,
    PaperPlace,
    PaperReturn,
    Suspension,
)
from oss_desk.domain.catalogue import Publication, RegisterEntry, ServiceVersion
from oss_desk.domain.chain import Chain, Link
from oss_desk.domain.corrections import CopyReason, Correction, CorrectionCopy, CorrectionLine, CorrectionPart, Waiver
from oss_desk.domain.history import Command, Event, EventText
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.notices import Notice, NoticeEnd
from oss_desk.domain.numbers import case_number
from oss_desk.domain.office import ClosingDay, Desk, MeansOfPayment, Office, Official, OfficialRole, Opening, Role
from oss_desk.domain.people import Citizen, IdentityDocument, Need, Organisation
from oss_desk.domain.till import (
    CashMovement,
    CashSession,
    Demand,
    DemandLine,
    PaperReceipt,
    Payment,
    PaymentDemand,
    PaymentEnd,
    PaymentPart,
    PaymentStart,
    PeriodClose,
    Receipt,
    ReceiptCopy,
    TillCount,
    ZReport,
)
from oss_desk.domain.visits import Draft, Period, ServiceRequest, SignedApplication, Visit
from oss_desk.storage import chain, rows
from oss_desk.storage.columns import CAPITALS
from oss_desk.storage.database import Work
from oss_desk.storage.schema import TABLES
from oss_desk.storage.tables.office import DESK

RecordT = TypeVar("RecordT")
NOON = datetime(2026, 3, 2, 12, 0, 0, 123456, tzinfo=UTC)
LATER = datetime(2026, 3, 9, 17, 0, tzinfo=UTC)
DAY = date(2026, 3, 2)
ENGLISH = {"en": "Copy", "ka": "ასლი"}
_numbers = count(1)
_codes = product(CAPITALS, repeat=4)

VALUES: Mapping[type, Mapping[str, object]] = {
    Office: {"public_id": "AB12CD34", "name": "Office", "currency": "EUR", "currency_exponent": 2, "country": "GE"}
    | {"address_lines": ("1 Street", "Town"), "complaint_route": "", "languages": ("en", "ka"), "zone": "Asia/Tbilisi"}
    | {"region": None, "sample": True, "created_at": NOON},
    SecondFactor: {"official_id": Official, "secret": "JBSWY3DPEHPK3PXP", "last_step": 0, "set_at": NOON},
    RecoveryCode: {"official_id": Official, "code_hash": "$argon2id$", "used_at": None},
    Desk: {"code": lambda: "".join(next(_codes)), "name": "Desk", "takes_cash": True, "signed_in_id": None}
    | {f"next_{series}": 1 for series in ("receipt", "case", "event", "session", "z")},
    Opening: {"weekday": 0, "from_minute": 540, "to_minute": 1020},
    ClosingDay: {"day": DAY, "reason": "Repairs"},
    Role: {"code": "clerk", "title": ENGLISH, "belongs_to": None},
    Official: {"login": lambda: f"nino{next(_numbers)}", "name": "Nino", "password_hash": None, "active": True}
    | {"created_at": NOON},
    OfficialRole: {"official_id": Official, "role": Role},
    MeansOfPayment: {"code": "card", "kind": "card", "title": ENGLISH, "needs_reference": True, "active": True}
    | {"position": 1},
    Citizen: {"name": "თამარ", "given_name": "", "family_name": "", "other_names": ("Tamar",), "born": "1989-03"}
    | {
        "phones": (),
        "email": "",
        "address_lines": (),
        "language": "ka",
        "resident": None,
        "note": "",
        "created_at": NOON,
    },
    Organisation: {"name": "Delta", "other_names": (), "registration_number": "400", "phones": (), "email": ""}
    | {"address_lines": (), "language": None, "note": "", "created_at": NOON},
    IdentityDocument: {"citizen_id": Citizen, "type": "passport", "number": "AB1", "country": "GE", "valid_until": DAY}
    | {"created_at": NOON},
    Need: {"citizen_id": Citizen, "kind": "interpreter", "detail": "ka"},
    ServiceVersion: {"service": lambda: f"copy{next(_numbers)}", "number": 1, "content": "{}", "digest": "0" * 64}
    | {"imported_at": NOON, "imported_by_id": Official},
    Publication: {
        "service_version_id": ServiceVersion,
        "kind": "published",
        "from_at": NOON,
        "at": NOON,
        "by_id": None,
    },
    RegisterEntry: {"kind": "authority", "code": "court", "content": "{}"},
    Visit: {"desk_id": Desk, "official_id": Official, "visitor_id": Citizen, "channel": "counter", "state": "open"}
    | {"outcome": None, "hold_reason": "", "opened_at": NOON, "closed_at": None},
    Period: {"visit_id": Visit, "kind": "served", "desk_id": Desk, "official_id": Official, "from_at": NOON}
    | {"to_at": None},
    ServiceRequest: {"visit_id": Visit, "position": 1, "service_version_id": ServiceVersion, "quantity": 1}
    | {"applicant_citizen_id": Citizen, "applicant_organisation_id": None, "representative_id": None}
    | {"state": "basket", "case_id": None},
    Draft: {"visit_id": Visit, "part": "person", "content": "{}", "command_id": None, "kept_at": NOON},
    SignedApplication: {"visit_id": Visit, "how": "post", "at": NOON, "official_id": Official},
    Case: {"number": lambda: f"A26-{next(_numbers):06d}-K", "desk_id": Desk, "visit_id": Visit, "quantity": 1}
    | {"service_version_id": ServiceVersion, "applicant_citizen_id": Citizen, "applicant_organisation_id": None}
    | {"representative_id": None, "facts": "{}", "language": "en", "state": "{}", "step": "search", "step_kind": "work"}
    | {"hands": "counter", "role": "clerk", "open": True, "ending": None, "due_at": LATER, "suspended": False}
    | {"started_at": NOON, "closed_at": None},
    CaseAnswers: {"case_id": Case, "step": None, "answers": "{}", "given_at": NOON, "given_by_id": Official},
    CaseMove: {"case_id": Case, "seq": 1, "action": "found", "from_step": "search", "to_step": "sign", "at": NOON}
    | {"checklist": ("spelling",), "official_id": Official, "second_official_id": None, "event_id": Event},
    Suspension: {"case_id": Case, "cause": "step", "from_at": NOON, "to_at": None, "event_id": Event},
    Extension: {"case_id": Case, "old_due_at": NOON, "new_due_at": LATER, "at": NOON, "official_id": Official}
    | {"event_id": Event},
    Opinion: {"case_id": Case, "step": "sign", "authority": "court", "asked_at": NOON, "due_at": LATER, "answer": None}
    | {"answered_at": None, "answered_by_id": None},
    Evidence: {"type": "passport", "citizen_id": Citizen, "organisation_id": None, "mark": "original-seen"}
    | {"accepted": True, "reason": "", "reference": "", "number": "AB1", "issued_on": DAY, "valid_until": None}
    | {"visit_id": Visit, "seen_at": NOON, "seen_by_id": Official},
    EvidenceUse: {"evidence_id": Evidence, "request_id": ServiceRequest, "case_id": None, "requirement": "identity"}
    | {"row": None, "mark": "original-seen", "consent": False},
    Handover: {"case_id": Case, "collector_id": Citizen, "collector_name": "თამარ", "relation": "applicant", "at": NOON}
    | {"document_type": "passport", "document_number": "AB1", "overridden_by_id": None, "official_id": Official}
    | {"event_id": Event},
    IssuedOutput: {"case_id": Case, "output": "certificate", "position": 1, "number": "7", "valid_from": DAY}
    | {"valid_until": None, "issued_at": NOON, "issued_by_id": Official},
    IssuedOutputState: {"issued_output_id": IssuedOutput, "kind": "sent", "handover_id": None, "at": NOON}
    | {"official_id": Official},
    PaperPlace: {"evidence_id": Evidence, "place": "Drawer 2", "at": NOON, "official_id": Official},
    PaperReturn: {"evidence_id": Evidence, "how": "by-hand", "to_id": Citizen, "to_name": "თამარ", "handover_id": None}
    | {"at": NOON, "official_id": Official},
    BlankLot: {"kind": "certificate", "prefix": lambda: f"C{next(_numbers)}-", "first": 1, "last": 100, "width": 6}
    | {"supplier": "State printer", "slip": "DS 7", "desk_id": Desk, "at": NOON, "official_id": Official}
    | {"second_official_id": Official, "event_id": Event},
    BlankMove: {"lot_id": BlankLot, "first": 1, "last": 10, "from_desk_id": Desk, "to_desk_id": Desk, "at": NOON}
    | {"official_id": Official, "second_official_id": Official, "event_id": Event},
    BlankUse: {"lot_id": BlankLot, "number": 1, "kind": "certificate", "serial": lambda: f"C{next(_numbers)}"}
    | {"issued_output_id": IssuedOutput, "desk_id": Desk, "at": NOON, "official_id": Official, "event_id": Event},
    BlankSpoilt: {"lot_id": BlankLot, "number": 2, "place": "Safe", "desk_id": Desk, "at": NOON}
    | {"official_id": Official, "event_id": Event},
    BlankDestroyed: {"blank_spoilt_id": BlankSpoilt, "at": NOON, "official_id": Official}
    | {"second_official_id": Official, "event_id": Event},
    BlankCount: {"desk_id": Desk, "lot_id": BlankLot, "next_serial": "C1", "counted": 9, "expected": 10}
    | {"gaps": ("C7",), "at": NOON, "official_id": Official, "event_id": Event},
    Notice: {"scope": "service", "code": "copy", "text": ENGLISH, "from_at": NOON, "until_at": LATER, "days": True}
    | {"written_at": NOON, "written_by_id": Official},
    NoticeEnd: {"notice_id": Notice, "at": NOON, "official_id": Official},
    CashSession: {"desk_id": Desk, "number": lambda: next(_numbers), "official_id": Official, "opened_at": NOON}
    | {"closed_at": None},
    CashMovement: {"desk_id": Desk, "cash_session_id": CashSession, "kind": "in", "amount": 500, "reason": "Coins"}
    | {"slip": "", "at": NOON, "official_id": Official},
    PaymentStart: {"desk_id": Desk, "visit_id": Visit, "amount": 500, "at": NOON, "official_id": Official},
    PaymentEnd: {"start_id": PaymentStart, "how": "abandoned", "payment_id": None, "reason": "left", "at": NOON}
    | {"official_id": Official},
    ZReport: {"desk_id": Desk, "number": lambda: next(_numbers), "cash_session_id": CashSession, "first_event": 1}
    | {"last_event": 7, "gross": 500, "refunds": 0, "previous": "", "digest": "0" * 64, "content": "{}", "at": NOON}
    | {"official_id": Official},
    PeriodClose: {"kind": "month", "period": lambda: f"{next(_numbers):07d}", "content": "{}", "digest": "0" * 64}
    | {"at": NOON, "official_id": Official},
    PaperReceipt: {"desk_id": Desk, "seq": lambda: next(_numbers), "number": lambda: f"A-P{next(_numbers):06d}"}
    | {"payment_id": Payment, "paper_number": lambda: f"{next(_numbers)}", "written_on": DAY, "at": NOON}
    | {"official_id": Official},
    TillCount: {"cash_session_id": CashSession, "position": lambda: next(_numbers), "kind": "opening", "amount": 500}
    | {"pieces": "{}", "at": NOON, "official_id": Official},
    Demand: {"case_id": Case, "point": "start", "amount": 500, "currency": "EUR", "at": NOON},
    DemandLine: {"demand_id": Demand, "position": 1, "fee": "copy", "exemption": None, "title": ENGLISH, "amount": 500}
    | {"legal_basis": {}, "steps": "[]", "elsewhere": False},
    Payment: {"desk_id": Desk, "visit_id": Visit, "cash_session_id": CashSession, "payer_citizen_id": Citizen}
    | {"payer_organisation_id": None, "payer_name": "თამარ", "amount": 500, "currency": "EUR", "at": NOON}
    | {"official_id": Official},
    PaymentPart: {"payment_id": Payment, "position": 1, "means": "cash", "amount": 500, "given": 1000, "change": 500}
    | {"reference": ""},
    PaymentDemand: {"demand_id": Demand, "payment_id": Payment},
    Receipt: {"desk_id": Desk, "seq": 1, "number": lambda: f"A-{next(_numbers):06d}", "payment_id": Payment}
    | {"content": "{}", "issued_at": NOON},
    ReceiptCopy: {"receipt_id": Receipt, "copy": 1, "at": NOON, "official_id": Official},
    CopyReason: {"receipt_copy_id": ReceiptCopy, "reason": "Lost", "approver_id": None, "desk_id": Desk, "at": NOON},
    Event: {"desk_id": Desk, "seq": lambda: next(_numbers), "kind": "visit-opened", "at": NOON, "official_id": Official}
    | {"role": "clerk", "command_id": Command, "subject_kind": "visit", "subject_id": 7, "payload": "{}"},
    Correction: {"kind": "refund", "desk_id": Desk, "seq": 1, "number": lambda: f"A-{next(_numbers):06d}"}
    | {"payment_id": Payment, "taker_id": Official, "cash_session_id": CashSession, "amount": -1, "currency": "EUR"}
    | {"reason": "other", "words": "Law 4", "approver_id": Official, "content": "{}", "at": NOON}
    | {"official_id": Official},
    CorrectionLine: {"correction_id": Correction, "position": 0, "demand_id": Demand, "fee": "copy", "amount": -1},
    CorrectionPart: {"correction_id": Correction, "position": 0, "means": "cash", "amount": -1, "reference": ""},
    Waiver: {"demand_id": Demand, "amount": 1, "fee": None, "law": None, "ground": "Law 4", "reason": "Poor"}
    | {"approver_id": None, "desk_id": Desk, "at": NOON, "official_id": Official},
    CorrectionCopy: {"correction_id": Correction, "copy": 1, "reason": "Lost", "approver_id": None, "desk_id": Desk}
    | {"at": NOON, "official_id": Official},
    Approval: {"operation": "hand_over", "needs": "overrule", "digest": "0" * 64, "shown": "{}", "barred": ()}
    | {"asked_by_id": Official, "asked_at": NOON, "desk_id": Desk},
    ApprovalAnswer: {"approval_id": Approval, "yes": True, "reason": "", "by_id": Official, "at": NOON}
    | {"desk_id": Desk},
    ApprovalUse: {"approval_id": Approval, "command_id": Command, "at": NOON},
    EventText: {"event_id": Event, "kind": "reason", "text": "She came back", "salt": "0" * 32, "digest": "0" * 64},
    Chain: {"desk_id": Desk, "epoch": 1, "opened_at": NOON, "before": "", "reason": "first"},
    Link: {"event_id": Event, "chain_id": Chain, "seq": 1, "previous": "0" * 64, "hash": "1" * 64}
    | {"form": 1, "salt": "0" * 32, "rows": "[]", "texts": "[]"},
    Command: {"id": lambda: f"command-{next(_numbers)}", "operation": "open_visit", "digest": "0" * 64, "made": "null"}
    | {"desk_id": Desk, "official_id": Official, "at": NOON},
    PrintJob: {"kind": "receipt", "desk_id": Desk, "subject_kind": "payment", "subject_id": 1, "language": "en"}
    | {"content": "{}", "layout": 1, "state": "waiting", "created_at": NOON, "finished_at": None, "error": ""},
}
"""A valid value of each field: itself, made anew, or the record whose row it refers to."""
NUMBERED: Mapping[type, tuple[str, str, Callable[[str, int], object]]] = {
    Case: ("next_case", "number", lambda code, number: case_number(code, 2026, number)),
    CashSession: ("next_session", "number", lambda _, number: number),
    ZReport: ("next_z", "number", lambda _, number: number),
    Receipt: ("next_receipt", "seq", lambda _, number: number),
    Event: ("next_event", "seq", lambda _, number: number),
}
"""What has a number of its desk: the counter, the field, and how it is written."""


def values_of(work: Work, record: type, /, **values: object) -> dict[str, object]:
    """The values of a valid row, those given taking the place of those filled in; a number is its desk's next one."""
    if record in PREPARED:
        values = {**PREPARED[record](work, values), **values}
    made = {**{name: _value(work, value) for name, value in VALUES[record].items() if name not in values}, **values}
    if record in NUMBERED and NUMBERED[record][1] not in values:
        counter, name, written = NUMBERED[record]
        made[name] = written(*taken(work, made["desk_id"], counter))
    return made


def _link(work: Work, given: Mapping[str, object]) -> dict[str, object]:
    """An event and the chain of its desk."""
    event = rows.get(work, Event, given["event_id"]) if "event_id" in given else filled(work, Event)
    return {"event_id": event.id, "chain_id": given.get("chain_id") or filled(work, Chain, desk_id=event.desk_id).id}


def _granted(work: Work, given: Mapping[str, object]) -> dict[str, object]:
    """An approval that was granted."""
    return {} if "approval_id" in given else {"approval_id": filled(work, ApprovalAnswer).approval_id}


def _correction(work: Work, given: Mapping[str, object]) -> dict[str, object]:
    """A payment and who took it; a number of the series of receipts."""
    payment = rows.get(work, Payment, given["payment_id"]) if "payment_id" in given else filled(work, Payment)
    desk_id = given.get("desk_id", payment.desk_id)
    made: dict[str, object] = {"payment_id": payment.id, "taker_id": payment.official_id, "desk_id": desk_id}
    return made if "seq" in given else {**made, "seq": taken(work, desk_id, "next_receipt")[1]}


PREPARED: Mapping[type, Callable[[Work, Mapping[str, object]], dict[str, object]]] = {
    Link: _link,
    ApprovalUse: _granted,
    Correction: _correction,
}
"""What must stand before a row of these can."""


def filled(work: Work, record: type[RecordT], /, **values: object) -> RecordT:
    """A valid new row with these values."""
    return rows.add(work, record, **values_of(work, record, **values))


def commit_untold(work: Work) -> None:
    """Commit rows that no event tells of, which only a test may: nothing seals them. Events have their links."""
    linked = {link.event_id for link in rows.every(work, Link, order_by=("seq",))}
    work.added[:] = [one for one in work.added if isinstance(one, Event) and one.id not in linked]
    chain.seal(work)
    work.added.clear()
    work.commit()


def taken(work: Work, desk_id: object, counter: str) -> tuple[str, int]:
    """The desk's code and its next number of a series, taken."""
    counted = update(DESK).where(DESK.c.id == desk_id).values({counter: DESK.c[counter] + 1})
    code, following = work.connection.execute(counted.returning(DESK.c.code, DESK.c[counter])).one()
    return code, following - 1


def _value(work: Work, value: object) -> object:
    if isinstance(value, type) and value in TABLES:
        return rows.key(filled(work, value))
    made: Callable[[], object] | None = value if callable(value) else None
    return made() if made else value
