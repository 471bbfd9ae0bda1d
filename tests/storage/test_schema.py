"""The tables: what a migration makes is what is declared, and every constraint refuses what it should."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, NullPool, create_engine, text

from oss_desk.domain.access import RecoveryCode, SecondFactor
from oss_desk.domain.approvals import Approval, ApprovalAnswer
from oss_desk.domain.blanks import BlankCount, BlankDestroyed, BlankLot, BlankMove, BlankSpoilt, BlankUse
from oss_desk.domain.cases import (
    Case,
    CaseMove,
    Evidence,
    EvidenceUse,
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
from oss_desk.domain.corrections import Correction, CorrectionCopy, CorrectionLine, CorrectionPart, Waiver
from oss_desk.domain.history import Command, Event, EventText
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.messages import Refused
from oss_desk.domain.notices import Notice, NoticeEnd
from oss_desk.domain.office import ClosingDay, Desk, MeansOfPayment, Office, Official, Opening, Role
from oss_desk.domain.people import Citizen, Need, Organisation
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
    PeriodClose,
    Receipt,
    ReceiptCopy,
    TillCount,
    ZReport,
)
from oss_desk.domain.visits import Period, ServiceRequest, SignedApplication, Visit
from oss_desk.storage import rows, sqlite
from oss_desk.storage.database import Database, Work
from oss_desk.storage.errors import UNFIT
from oss_desk.storage.migrate import newest
from oss_desk.storage.schema import METADATA, REVISION, TABLES
from tests.databases import MIGRATIONS
from tests.postgres import FreshDatabase
from tests.storage.filled import LATER, NOON, filled

Bad = tuple[type, dict[str, object]]
BAD: tuple[Bad, ...] = (
    (Desk, {"code": ""}),
    (Desk, {"code": "ABCDE"}),
    (Desk, {"code": "a"}),
    (Desk, {"code": "AI"}),
    (Desk, {"code": "O"}),
    (Desk, {"code": "Ä"}),
    (Desk, {"code": "A-"}),
    (Desk, {"next_receipt": 0}),
    (Desk, {"signed_in_id": 77}),
    (Office, {"currency": "eur"}),
    (Office, {"currency": "EURO"}),
    (Office, {"currency_exponent": 5}),
    (Official, {"login": "Nino"}),
    (Official, {"login": ""}),
    (Office, {"idle_minutes": 1}),
    (Office, {"idle_minutes": 31}),
    (SecondFactor, {"secret": "short"}),
    (SecondFactor, {"last_step": -1}),
    (RecoveryCode, {"code_hash": ""}),
    (Opening, {"weekday": 7}),
    (Opening, {"from_minute": 600, "to_minute": 600}),
    (Opening, {"to_minute": 1441}),
    (Role, {"code": "registrar", "belongs_to": None}),
    (Role, {"code": "registrar", "belongs_to": "cashier"}),
    (Role, {"code": "clerk", "belongs_to": "clerk"}),
    (MeansOfPayment, {"kind": "cheque"}),
    (Citizen, {"name": ""}),
    (Citizen, {"note": "a" * 4001}),
    (Citizen, {"born": "89-3-3"}),
    (Citizen, {"born": "March 1989"}),
    (Organisation, {"name": ""}),
    (ServiceVersion, {"number": 0}),
    (ServiceVersion, {"digest": "0" * 63}),
    (ServiceVersion, {"digest": "Z" * 64}),
    (Publication, {"kind": "drafted"}),
    (RegisterEntry, {"kind": "colour", "version": 1}),
    (Visit, {"channel": "fax"}),
    (Visit, {"state": "lost"}),
    (Visit, {"state": "closed"}),
    (Visit, {"state": "closed", "closed_at": NOON}),
    (Visit, {"outcome": "served"}),
    (Visit, {"state": "closed", "closed_at": NOON, "outcome": "fled"}),
    (Period, {"kind": "asleep"}),
    (ServiceRequest, {"quantity": 0}),
    (ServiceRequest, {"state": "started"}),
    (ServiceRequest, {"state": "waiting"}),
    (ServiceRequest, {"applicant_organisation_id": Organisation}),
    (Case, {"applicant_organisation_id": Organisation}),
    (Case, {"applicant_citizen_id": None}),
    (Case, {"quantity": 0}),
    (Case, {"hands": "nobody"}),
    (Case, {"hands": "authority:"}),
    (Case, {"open": False}),
    (Case, {"open": False, "closed_at": NOON}),
    (Case, {"ending": "done"}),
    (Case, {"open": False, "closed_at": NOON, "ending": "forgotten"}),
    (CaseMove, {"seq": 0}),
    (Suspension, {"cause": "rain"}),
    (Opinion, {"answer": "perhaps", "answered_at": NOON}),
    (Opinion, {"answer": "positive"}),
    (Evidence, {"mark": "seen"}),
    (Evidence, {"organisation_id": Organisation}),
    (Evidence, {"accepted": False}),
    (EvidenceUse, {"request_id": None}),
    (EvidenceUse, {"mark": "on-file"}),
    (EvidenceUse, {"row": -1}),
    (Handover, {"relation": "friend"}),
    (Handover, {"collector_name": ""}),
    (IssuedOutput, {"valid_until": date(2020, 1, 1)}),
    (IssuedOutputState, {"kind": "lost"}),
    (IssuedOutputState, {"kind": "handed-over"}),
    (IssuedOutputState, {"handover_id": Handover}),
    (Demand, {"amount": -1}),
    (DemandLine, {"amount": -1}),
    (Payment, {"amount": 0}),
    (Payment, {"payer_name": ""}),
    (Payment, {"cash_session_id": None}),
    (CashSession, {"ended": "lost"}),
    (TillCount, {"kind": "guess"}),
    (TillCount, {"amount": -1}),
    (CashMovement, {"kind": "drawer"}),
    (CashMovement, {"kind": "deposit"}),
    (CashMovement, {"reason": ""}),
    (PaymentEnd, {"how": "paid"}),
    (PaymentEnd, {"reason": ""}),
    (ZReport, {"digest": "short"}),
    (Payment, {"payer_organisation_id": Organisation}),
    (PaymentPart, {"means": "cheque"}),
    (PaymentPart, {"amount": 0, "given": 500}),
    (PaymentPart, {"given": 400, "change": -100}),
    (PaymentPart, {"given": 1000, "change": 400}),
    (PaymentPart, {"means": "card"}),
    (PaymentPart, {"means": "card", "given": 600, "change": 100}),
    (PaymentPart, {"means": "elsewhere", "given": 500, "change": 0}),
    (Receipt, {"seq": 0}),
    (ReceiptCopy, {"copy": 0}),
    (Command, {"digest": "short"}),
    (Event, {"seq": 0}),
    (Event, {"official_id": 4711}),
    (Correction, {"kind": "gift"}),
    (Correction, {"amount": 0}),
    (Correction, {"words": ""}),
    (CorrectionLine, {"amount": 0}),
    (CorrectionPart, {"amount": 1}),
    (Waiver, {"amount": 0}),
    (Waiver, {"ground": ""}),
    (CorrectionCopy, {"copy": 2}),
    (Office, {"waiver_limit": -1}),
    (Approval, {"digest": "0" * 63}),
    (ApprovalAnswer, {"yes": False, "reason": ""}),
    (EventText, {"event_id": 4711}),
    (Chain, {"epoch": 0}),
    (Chain, {"before": "half"}),
    (Link, {"hash": "0" * 63}),
    (Link, {"salt": "z" * 32}),
    (Link, {"seq": 0}),
    (PrintJob, {"kind": ""}),
    (PrintJob, {"state": "printed"}),
    (PrintJob, {"finished_at": NOON}),
    (Notice, {"scope": "desk"}),
    (Notice, {"scope": "office"}),
    (Notice, {"code": None}),
    (Notice, {"until_at": NOON}),
    (NoticeEnd, {"notice_id": 4711}),
    (Need, {"kind": ""}),
    (Need, {"detail": "a" * 201}),
    (SignedApplication, {"how": "phone"}),
    (PaperPlace, {"place": ""}),
    (PaperReturn, {"how": "lost"}),
    (PaperReturn, {"how": "handover"}),
    (PaperReturn, {"handover_id": Handover}),
    (PaperReturn, {"to_name": ""}),
    (BlankLot, {"last": 0}),
    (BlankLot, {"supplier": ""}),
    (BlankMove, {"last": 0}),
    (BlankUse, {"number": -1}),
    (BlankUse, {"issued_output_id": 4711}),
    (BlankSpoilt, {"place": ""}),
    (BlankDestroyed, {"blank_spoilt_id": 4711}),
    (BlankCount, {"counted": -1}),
)
GOOD: tuple[Bad, ...] = (
    (Desk, {"code": "Z9"}),
    (Role, {"code": "registrar", "belongs_to": "back_office"}),
    (Visit, {"state": "closed", "closed_at": LATER, "outcome": "enquiry"}),
    (Visit, {"visitor_id": None}),
    (ServiceRequest, {"applicant_citizen_id": None}),
    (ServiceRequest, {"state": "started", "case_id": Case}),
    (Case, {"applicant_citizen_id": None, "applicant_organisation_id": Organisation}),
    (Case, {"hands": "authority:court"}),
    (Case, {"open": False, "closed_at": LATER, "ending": "done", "hands": "ended", "role": None, "due_at": None}),
    (Evidence, {"accepted": False, "reason": "Unreadable"}),
    (EvidenceUse, {"mark": "on-file", "consent": True}),
    (IssuedOutputState, {"kind": "handed-over", "handover_id": Handover}),
    (Demand, {"amount": 0}),
    (DemandLine, {"amount": -500, "exemption": "social-aid"}),
    (PaymentPart, {"means": "card", "given": 500, "change": 0}),
    (PaymentPart, {"means": "elsewhere", "given": 500, "change": 0, "reference": "Stamp 7"}),
    (PrintJob, {"state": "printed", "finished_at": LATER}),
    (Chain, {"desk_id": None, "before": "0" * 64}),
    (Notice, {"scope": "office", "code": None, "until_at": None}),
    (PaperReturn, {"how": "handover", "handover_id": Handover, "to_id": None}),
)
UNIQUE: tuple[tuple[type, tuple[str, ...]], ...] = (
    (Desk, ("code",)),
    (Opening, ("weekday", "from_minute")),
    (ClosingDay, ("day",)),
    (Official, ("login",)),
    (ServiceVersion, ("service", "number")),
    (ServiceVersion, ("service", "digest")),
    (Period, ("visit_id",)),
    (ServiceRequest, ("case_id",)),
    (Case, ("number",)),
    (CaseMove, ("case_id", "seq")),
    (Suspension, ("case_id", "cause")),
    (CashSession, ("desk_id", "number")),
    (TillCount, ("cash_session_id", "position")),
    (PaymentEnd, ("start_id",)),
    (ZReport, ("desk_id", "number")),
    (ZReport, ("cash_session_id",)),
    (PeriodClose, ("kind", "period")),
    (PaperReceipt, ("desk_id", "seq")),
    (PaperReceipt, ("number",)),
    (PaperReceipt, ("payment_id",)),
    (PaperReceipt, ("paper_number",)),
    (CashSession, ("desk_id",)),
    (DemandLine, ("demand_id", "position")),
    (PaymentPart, ("payment_id", "position")),
    (PaymentDemand, ("demand_id",)),
    (Receipt, ("desk_id", "seq")),
    (Receipt, ("number",)),
    (Receipt, ("payment_id",)),
    (ReceiptCopy, ("receipt_id", "copy")),
    (Correction, ("number",)),
    (Correction, ("desk_id", "seq")),
    (CorrectionLine, ("correction_id", "position")),
    (CorrectionPart, ("correction_id", "position")),
    (CorrectionCopy, ("correction_id", "copy")),
    (ApprovalAnswer, ("approval_id",)),
    (Event, ("desk_id", "seq")),
    (EventText, ("event_id", "kind")),
    (Chain, ("desk_id", "epoch")),
    (Link, ("event_id",)),
    (Link, ("chain_id", "seq")),
    (Visit, ("desk_id",)),
    (NoticeEnd, ("notice_id",)),
    (Need, ("citizen_id", "kind")),
    (SignedApplication, ("visit_id",)),
    (PaperPlace, ("evidence_id",)),
    (PaperReturn, ("evidence_id",)),
    (BlankLot, ("kind", "prefix", "first")),
    (BlankUse, ("lot_id", "number")),
    (BlankUse, ("kind", "serial")),
    (BlankUse, ("issued_output_id",)),
    (BlankSpoilt, ("lot_id", "number")),
    (BlankDestroyed, ("blank_spoilt_id",)),
)
MAY_BE_NONE = frozenset(
    [
        "office.region",
        "desk.signed_in_id",
        "desk.closed_at",
        "official.password_hash",
        "official.database_login",
        "recovery_code.used_at",
        "citizen.born",
        "citizen.language",
        "citizen.resident",
        "organisation.language",
        "identity_document.valid_until",
        "service_version.imported_by_id",
        "publication.by_id",
        "visit.visitor_id",
        "visit.outcome",
        "visit.closed_at",
        "period.to_at",
        "service_request.applicant_citizen_id",
        "service_request.applicant_organisation_id",
        "service_request.representative_id",
        "service_request.case_id",
        "draft.command_id",
        "case.applicant_citizen_id",
        "case.applicant_organisation_id",
        "case.representative_id",
        "case.role",
        "case.ending",
        "case.due_at",
        "case.closed_at",
        "case_answers.step",
        "case_move.second_official_id",
        "suspension.to_at",
        "opinion.due_at",
        "opinion.answer",
        "opinion.answered_at",
        "opinion.answered_by_id",
        "evidence.citizen_id",
        "evidence.organisation_id",
        "evidence.issued_on",
        "evidence.valid_until",
        "evidence.visit_id",
        "evidence_use.request_id",
        "evidence_use.case_id",
        "evidence_use.row",
        "handover.collector_id",
        "handover.overridden_by_id",
        "issued_output.valid_until",
        "issued_output_state.handover_id",
        "demand_line.exemption",
        "cash_session.closed_at",
        "cash_session.ended",
        "cash_session.closed_by_id",
        "payment.visit_id",
        "payment_start.visit_id",
        "payment_end.payment_id",
        "payment.payer_citizen_id",
        "payment.payer_organisation_id",
        "chain.desk_id",
        "event.official_id",
        "event.role",
        "command.official_id",
        "print_job.finished_at",
        "role.belongs_to",
        "copy_reason.approver_id",
        "waiver.fee",
        "waiver.law",
        "waiver.approver_id",
        "correction_copy.approver_id",
        "notice.code",
        "notice.until_at",
        "paper_return.to_id",
        "paper_return.handover_id",
    ]
)


def made(work: Work, values: dict[str, object]) -> dict[str, object]:
    """The values with a new row for each record named."""
    return {
        name: rows.key(filled(work, value)) if isinstance(value, type) and value in TABLES else value
        for name, value in values.items()
    }


def named(bad: object) -> str:
    return bad.__name__ if isinstance(bad, type) else re.sub(r"[^a-z0-9-]+", "-", str(bad)[:60])


@pytest.mark.parametrize(("record", "values"), BAD, ids=named)
def test_what_no_office_has_is_refused(work: Work, record: type[Any], values: dict[str, object]) -> None:
    ready = made(work, values)
    with pytest.raises(Exception, match=rf"(?i)check constraint|not.null constraint|foreign key constraint|{UNFIT}"):
        filled(work, record, **ready)


def test_what_offices_have_is_taken(work: Work) -> None:
    for record, values in GOOD:
        filled(work, record, **made(work, values))


@pytest.mark.parametrize(("record", "columns"), UNIQUE, ids=named)
def test_what_must_be_unique_is_stored_once(
    shared_database: Database, record: type[Any], columns: tuple[str, ...]
) -> None:
    with pytest.raises(Refused, match=r"already-there|guard-refused"), shared_database.writing() as work:
        _twice(work, record, columns)


def _twice(work: Work, record: type[Any], columns: tuple[str, ...]) -> None:
    values = made(work, {"case_id": Case, "state": "started"} if columns == ("case_id",) else {})
    first = filled(work, record, **values)
    desk = {"desk_id": first.desk_id} if record is Case else {}
    filled(work, record, **{**values, **desk, **{column: getattr(first, column) for column in columns}})


def test_two_shifts_and_visits_of_a_desk_are_fine_when_one_is_over(database: Database) -> None:
    with database.writing() as work:
        desk = filled(work, Desk)
        filled(work, CashSession, desk_id=desk.id, closed_at=LATER)
        filled(work, CashSession, desk_id=desk.id)
        for state in ("held", "held", "open"):
            filled(work, Visit, desk_id=desk.id, state=state)
        work.commit()


def test_there_is_one_office(database: Database) -> None:
    with database.writing() as work:
        assert filled(work, Office).id == 1
    with database.writing() as work:
        assert filled(work, Office).id == 1
        with pytest.raises(Exception, match=r"(?i)check constraint|unique|primary"):
            filled(work, Office, id=2)


def test_only_these_columns_may_be_empty() -> None:
    empty = {f"{table.name}.{column.name}" for table in METADATA.sorted_tables for column in table.c if column.nullable}
    assert empty == MAY_BE_NONE


def test_sqlite_tables_are_strict(sqlite_database: Database) -> None:
    with sqlite_database.reading() as work:
        strict = set(work.connection.scalars(text("SELECT name FROM pragma_table_list WHERE strict")))
    assert strict == set(METADATA.tables)


def test_a_strict_table_refuses_another_kind_of_value(sqlite_database: Database) -> None:
    with sqlite_database.writing() as work, pytest.raises(Exception, match="cannot store TEXT value in INTEGER"):
        work.connection.execute(text("INSERT INTO opening (weekday, from_minute, to_minute) VALUES (0, 'nine', 600)"))


def test_ids_are_not_given_twice(database: Database) -> None:
    with database.writing() as work:
        first = filled(work, Evidence)
        rows.remove(work, Evidence, id=first.id)
        assert filled(work, Evidence).id > first.id


def test_the_revision_is_the_newest_migration() -> None:
    assert newest(MIGRATIONS) == REVISION


def test_migrating_makes_the_declared_schema_on_sqlite(sqlite_database: Database, tmp_path: Any) -> None:
    declared = sqlite.engine(tmp_path / "declared.sqlite", busy_ms=100, mode="rwc", pooled=False)
    assert _differences(sqlite_database, declared, _sqlite_schema) == set()


def test_migrating_makes_the_declared_schema_on_postgresql(
    postgresql_database: Database, fresh_postgres_database: FreshDatabase
) -> None:
    declared = create_engine(fresh_postgres_database(), poolclass=NullPool)
    assert _differences(postgresql_database, declared, _postgresql_schema) == set()


def test_a_schema_that_differs_is_noticed(sqlite_database: Database, tmp_path: Any) -> None:
    declared = sqlite.engine(tmp_path / "declared.sqlite", busy_ms=100, mode="rwc", pooled=False)
    with sqlite_database.writing() as work:
        work.connection.execute(text("ALTER TABLE citizen ADD COLUMN shoe_size INTEGER CHECK (shoe_size > 0)"))
        work.connection.execute(text("DROP INDEX ix_payment_visit_id"))
        work.commit()
    differences = {name for name, _ in _differences(sqlite_database, declared, _sqlite_schema)}
    assert differences == {"citizen", "ix_payment_visit_id"}


def _differences(
    migrated: Database, declared: Engine, described: Callable[[Connection], set[tuple[str, str]]]
) -> set[tuple[str, str]]:
    with declared.connect() as connection:
        METADATA.create_all(connection)
        wanted = described(connection)
    with migrated.reading() as work:
        found = described(work.connection)
    assert len(wanted) > 100
    return wanted ^ found


def _sqlite_schema(connection: Connection) -> set[tuple[str, str]]:
    """Every line of the statement of each table and index, whatever their order."""
    asked = (
        "SELECT name, sql FROM sqlite_schema WHERE type IN ('table', 'index') AND sql IS NOT NULL "
        "AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
    )
    return {(name, line) for name, sql in connection.execute(text(asked)) for line in _lines(sql)}


def _lines(sql: str) -> list[str]:
    """Constraints and columns that were added later stand on lines of their own, as SQLite does not put them."""
    apart = re.sub(r", (CONSTRAINT|[a-z_]+ (?:INTEGER|TEXT)\b)", r"\n\1", sql)
    referring = r"([a-z_]+) INTEGER CONSTRAINT (fk_[a-z_]+) REFERENCES ([a-z_]+ \(id\))"
    apart = re.sub(referring, r"\1 INTEGER\nCONSTRAINT \2 FOREIGN KEY(\1) REFERENCES \3", apart)
    return [re.sub(r"\s+", " ", line).strip(" ,") for line in apart.splitlines()]


def _postgresql_schema(connection: Connection) -> set[tuple[str, str]]:
    """Every column, constraint and index as the server describes it."""
    columns = (
        "SELECT table_name || '.' || column_name, concat_ws(' ', ordinal_position, data_type, is_nullable, "
        "column_default, is_identity, identity_generation, collation_name) FROM information_schema.columns "
        "WHERE table_schema = 'public' AND table_name <> 'alembic_version'"
    )
    constraints = (
        "SELECT conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace AND contype NOT IN ('n', 't') "
        "AND conrelid::regclass::text <> 'alembic_version'"
    )
    indexes = (
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
    )
    return {(row[0], row[1]) for asked in (columns, constraints, indexes) for row in connection.execute(text(asked))}
