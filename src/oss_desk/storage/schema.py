"""The declared schema: which record is which table, which tables are only added to, and the revision they stand at."""

from sqlalchemy import Table

from oss_desk.domain import (
    access,
    approvals,
    blanks,
    cases,
    catalogue,
    chain,
    corrections,
    history,
    jobs,
    notices,
    office,
    people,
    till,
    visits,
)
from oss_desk.storage.columns import METADATA
from oss_desk.storage.tables import access as access_tables
from oss_desk.storage.tables import approvals as approval_tables
from oss_desk.storage.tables import blanks as blank_tables
from oss_desk.storage.tables import cases as case_tables
from oss_desk.storage.tables import catalogue as catalogue_tables
from oss_desk.storage.tables import corrections as correction_tables
from oss_desk.storage.tables import history as history_tables
from oss_desk.storage.tables import notices as notice_tables
from oss_desk.storage.tables import office as office_tables
from oss_desk.storage.tables import outputs as output_tables
from oss_desk.storage.tables import papers as paper_tables
from oss_desk.storage.tables import people as people_tables
from oss_desk.storage.tables import till as till_tables
from oss_desk.storage.tables import visits as visit_tables

REVISION = "0011"
"""The newest migration: what this program reads and writes. Revisions are numbers with leading zeros, in order."""

TABLES: dict[type, Table] = {
    office.Office: office_tables.OFFICE,
    office.Desk: office_tables.DESK,
    office.Opening: office_tables.OPENING,
    office.ClosingDay: office_tables.CLOSING_DAY,
    office.Role: office_tables.ROLE,
    office.Official: office_tables.OFFICIAL,
    office.OfficialRole: office_tables.OFFICIAL_ROLE,
    office.MeansOfPayment: office_tables.MEANS_OF_PAYMENT,
    access.SecondFactor: access_tables.SECOND_FACTOR,
    access.RecoveryCode: access_tables.RECOVERY_CODE,
    people.Citizen: people_tables.CITIZEN,
    people.Organisation: people_tables.ORGANISATION,
    people.IdentityDocument: people_tables.IDENTITY_DOCUMENT,
    people.Need: people_tables.NEED,
    catalogue.ServiceVersion: catalogue_tables.SERVICE_VERSION,
    catalogue.Publication: catalogue_tables.PUBLICATION,
    catalogue.RegisterEntry: catalogue_tables.REGISTER_ENTRY,
    visits.Visit: visit_tables.VISIT,
    visits.Period: visit_tables.PERIOD,
    visits.ServiceRequest: visit_tables.SERVICE_REQUEST,
    visits.SignedApplication: visit_tables.SIGNED_APPLICATION,
    visits.Draft: visit_tables.DRAFT,
    cases.Case: case_tables.CASE,
    cases.CaseAnswers: case_tables.CASE_ANSWERS,
    cases.CaseMove: case_tables.CASE_MOVE,
    cases.Suspension: case_tables.SUSPENSION,
    cases.Extension: case_tables.EXTENSION,
    cases.Opinion: case_tables.OPINION,
    cases.Evidence: case_tables.EVIDENCE,
    cases.EvidenceUse: case_tables.EVIDENCE_USE,
    cases.PaperPlace: case_tables.PAPER_PLACE,
    cases.Handover: output_tables.HANDOVER,
    cases.IssuedOutput: output_tables.ISSUED_OUTPUT,
    cases.IssuedOutputState: output_tables.ISSUED_OUTPUT_STATE,
    cases.PaperReturn: output_tables.PAPER_RETURN,
    blanks.BlankLot: blank_tables.BLANK_LOT,
    blanks.BlankMove: blank_tables.BLANK_MOVE,
    blanks.BlankUse: blank_tables.BLANK_USE,
    blanks.BlankSpoilt: blank_tables.BLANK_SPOILT,
    blanks.BlankDestroyed: blank_tables.BLANK_DESTROYED,
    blanks.BlankCount: blank_tables.BLANK_COUNT,
    notices.Notice: notice_tables.NOTICE,
    notices.NoticeEnd: notice_tables.NOTICE_END,
    till.CashSession: till_tables.CASH_SESSION,
    till.TillCount: till_tables.TILL_COUNT,
    till.CashMovement: till_tables.CASH_MOVEMENT,
    till.PaymentStart: till_tables.PAYMENT_START,
    till.PaymentEnd: till_tables.PAYMENT_END,
    till.ZReport: till_tables.Z_REPORT,
    till.PeriodClose: till_tables.PERIOD_CLOSE,
    till.Demand: till_tables.DEMAND,
    till.DemandLine: till_tables.DEMAND_LINE,
    till.Payment: till_tables.PAYMENT,
    till.PaymentPart: till_tables.PAYMENT_PART,
    till.PaymentDemand: till_tables.PAYMENT_DEMAND,
    till.Receipt: till_tables.RECEIPT,
    till.PaperReceipt: till_tables.PAPER_RECEIPT,
    till.ReceiptCopy: till_tables.RECEIPT_COPY,
    corrections.Correction: correction_tables.CORRECTION,
    corrections.CorrectionLine: correction_tables.CORRECTION_LINE,
    corrections.CorrectionPart: correction_tables.CORRECTION_PART,
    corrections.Waiver: correction_tables.WAIVER,
    corrections.CopyReason: correction_tables.COPY_REASON,
    corrections.CorrectionCopy: correction_tables.CORRECTION_COPY,
    approvals.Approval: approval_tables.APPROVAL,
    approvals.ApprovalAnswer: approval_tables.APPROVAL_ANSWER,
    approvals.ApprovalUse: approval_tables.APPROVAL_USE,
    history.Event: history_tables.EVENT,
    history.EventText: history_tables.EVENT_TEXT,
    history.Command: history_tables.COMMAND,
    chain.Chain: history_tables.CHAIN,
    chain.Link: history_tables.LINK,
    jobs.PrintJob: paper_tables.PRINT_JOB,
}
"""The table of each record; a column is named as the field."""

APPEND_ONLY: tuple[str, ...] = (
    "event",
    "event_text",
    "command",
    "chain",
    "link",
    "service_version",
    "publication",
    "till_count",
    "cash_movement",
    "payment_start",
    "payment_end",
    "z_report",
    "period_close",
    "demand",
    "demand_line",
    "payment",
    "payment_part",
    "payment_demand",
    "receipt",
    "paper_receipt",
    "receipt_copy",
    "correction",
    "correction_line",
    "correction_part",
    "waiver",
    "copy_reason",
    "correction_copy",
    "approval",
    "approval_answer",
    "approval_use",
    "case_answers",
    "case_move",
    "extension",
    "handover",
    "issued_output",
    "issued_output_state",
    "notice",
    "notice_end",
    "paper_return",
    "blank_lot",
    "blank_move",
    "blank_use",
    "blank_spoilt",
    "blank_destroyed",
    "blank_count",
)
"""The tables that are only added to; `event_text` may be emptied besides."""

SEALED: frozenset[str] = frozenset(APPEND_ONLY) - {"chain", "link"}
"""Their rows are sealed by the links of the transaction that adds them; chains and links hold by themselves."""

__all__ = ["APPEND_ONLY", "METADATA", "REVISION", "SEALED", "TABLES"]
