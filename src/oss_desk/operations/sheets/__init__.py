"""What a page shows, as frozen records: every reading operation gives one of these, the window draws them."""

from oss_desk.operations.sheets.asked import (
    ExemptionLine,
    FeeLineSheet,
    FeeStepLine,
    FieldLine,
    JsonValue,
    PaperLine,
    PaperType,
)
from oss_desk.operations.sheets.blanks import BlankLine, BlankOffer, BlanksSheet, SpoiltLine, StackLine
from oss_desk.operations.sheets.cards import CaseCard, VisitCard
from oss_desk.operations.sheets.cases import (
    ActionLine,
    CaseSheet,
    Collector,
    DayCell,
    HistoryLine,
    OpinionLine,
    OutputLine,
    StepLine,
)
from oss_desk.operations.sheets.catalogue import CatalogueSheet, LifeEventCard, ServiceCard, ServiceSheet, VersionCard
from oss_desk.operations.sheets.day import DaySheet
from oss_desk.operations.sheets.exceptions import ExceptionLine, ExceptionsSheet, OfficialCount
from oss_desk.operations.sheets.held import HeldPaper, HeldSheet, ReturnedPaper
from oss_desk.operations.sheets.history import ChainLine, EventLine, EventsSheet, HistoryReport, HistorySheet
from oss_desk.operations.sheets.money import (
    CorrectionCard,
    PartGiven,
    Payer,
    PaymentGiven,
    ReceiptSheet,
    RefundableLine,
    ToPay,
    WaiverWanted,
)
from oss_desk.operations.sheets.notices import NoticeCard
from oss_desk.operations.sheets.office import ApprovalCard, HeadSheet, Hit, OfficialCard, SignInSheet
from oss_desk.operations.sheets.people import PersonSheet
from oss_desk.operations.sheets.periods import Assessed, Deposited, Differing, PeriodCard, PeriodSheet, Reconciled
from oss_desk.operations.sheets.screening import CheckSheet
from oss_desk.operations.sheets.settings import OfficialLine, RegisterLine, SettingsSheet
from oss_desk.operations.sheets.till import CountResult, OpenShift, ReceiptLine, TillNow, TillSheet, ZLine
from oss_desk.operations.sheets.visits import LineSheet, StartedLine, TodaySheet, VisitSheet

__all__ = [
    "ActionLine",
    "ApprovalCard",
    "Assessed",
    "BlankLine",
    "BlankOffer",
    "BlanksSheet",
    "CaseCard",
    "CaseSheet",
    "CatalogueSheet",
    "ChainLine",
    "CheckSheet",
    "Collector",
    "CorrectionCard",
    "CountResult",
    "DayCell",
    "DaySheet",
    "Deposited",
    "Differing",
    "EventLine",
    "EventsSheet",
    "ExceptionLine",
    "ExceptionsSheet",
    "ExemptionLine",
    "FeeLineSheet",
    "FeeStepLine",
    "FieldLine",
    "HeadSheet",
    "HeldPaper",
    "HeldSheet",
    "HistoryLine",
    "HistoryReport",
    "HistorySheet",
    "Hit",
    "JsonValue",
    "LifeEventCard",
    "LineSheet",
    "NoticeCard",
    "OfficialCard",
    "OfficialCount",
    "OfficialLine",
    "OpenShift",
    "OpinionLine",
    "OutputLine",
    "PaperLine",
    "PaperType",
    "PartGiven",
    "Payer",
    "PaymentGiven",
    "PeriodCard",
    "PeriodSheet",
    "PersonSheet",
    "ReceiptLine",
    "ReceiptSheet",
    "Reconciled",
    "RefundableLine",
    "RegisterLine",
    "ReturnedPaper",
    "ServiceCard",
    "ServiceSheet",
    "SettingsSheet",
    "SignInSheet",
    "SpoiltLine",
    "StackLine",
    "StartedLine",
    "StepLine",
    "TillNow",
    "TillSheet",
    "ToPay",
    "TodaySheet",
    "VersionCard",
    "VisitCard",
    "VisitSheet",
    "WaiverWanted",
    "ZLine",
]
