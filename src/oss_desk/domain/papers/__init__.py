"""The content of each paper the office prints: frozen records, built by operations, kept as canonical JSON.

A paper is drawn from its record alone, today or in ten years: texts of definitions are already chosen in the paper's
language, sentences of the program stand as messages, amounts as minor units, moments in UTC beside their zone.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from oss_desk.domain.codes import ScannedCode, parse_code, write_code
from oss_desk.domain.papers.blanks import BlankFact, BlankGroup, BlankRow, BlanksPaper
from oss_desk.domain.papers.kept import (
    AcknowledgedCase,
    AcknowledgementPaper,
    Answer,
    ApplicationPaper,
    AppliedService,
    ComeBack,
    GivenBack,
    HandedOver,
    HandoverPaper,
    Means,
    MissingPaper,
    MissingSlip,
    PaidService,
    ReceiptPaper,
    RefundPaper,
    RefusalPaper,
    VoidPaper,
)
from oss_desk.domain.papers.looks import CaseHistory, CaseStep, LookRow, LooksPaper
from oss_desk.domain.papers.not_kept import AskedPaper, DayListPaper, ListGroup, ListRow, Price, ServiceSheetPaper, Term
from oss_desk.domain.papers.parts import (
    WHO_PAYS,
    Appeal,
    FeeText,
    Head,
    Notice,
    OpenDay,
    PaperSeen,
    Person,
    Station,
    StillToBring,
    WantedPaper,
    pays_again,
    plain,
)
from oss_desk.domain.papers.till import TillGroup, TillPaper, TillRow
from oss_desk.domain.record_json import read_record, write_record

__all__ = [
    "LAYOUT",
    "PAPERS",
    "WHO_PAYS",
    "AcknowledgedCase",
    "AcknowledgementPaper",
    "Answer",
    "Appeal",
    "ApplicationPaper",
    "AppliedService",
    "AskedPaper",
    "BlankFact",
    "BlankGroup",
    "BlankRow",
    "BlanksPaper",
    "CaseHistory",
    "CaseStep",
    "ComeBack",
    "DayListPaper",
    "FeeText",
    "GivenBack",
    "HandedOver",
    "HandoverPaper",
    "Head",
    "Job",
    "ListGroup",
    "ListRow",
    "LookRow",
    "LooksPaper",
    "Means",
    "MissingPaper",
    "MissingSlip",
    "Notice",
    "OpenDay",
    "PaidService",
    "Paper",
    "PaperSeen",
    "Person",
    "Price",
    "ReceiptPaper",
    "RefundPaper",
    "RefusalPaper",
    "ScannedCode",
    "ServiceSheetPaper",
    "Station",
    "StillToBring",
    "Term",
    "TillGroup",
    "TillPaper",
    "TillRow",
    "VoidPaper",
    "WantedPaper",
    "code_of",
    "copy_of",
    "from_json",
    "kind_of",
    "maybe_before",
    "parse_code",
    "pays_again",
    "plain",
    "to_json",
]

LAYOUT = 2  # stored with each print job; a changed drawing of the same record gets the next number
"""1: one language. 2: the office's first language beside the citizen's, in the fields called `also`."""


Job = (
    ApplicationPaper
    | ReceiptPaper
    | AcknowledgementPaper
    | HandoverPaper
    | RefusalPaper
    | MissingSlip
    | BlanksPaper
    | VoidPaper
    | RefundPaper
    | LooksPaper
    | TillPaper
)
"""Papers that are kept with what caused them."""

Paper = Job | ServiceSheetPaper | DayListPaper

PAPERS: Mapping[str, type[Paper]] = {
    "application": ApplicationPaper,
    "receipt": ReceiptPaper,
    "acknowledgement": AcknowledgementPaper,
    "handover": HandoverPaper,
    "refusal": RefusalPaper,
    "missing": MissingSlip,
    "blanks": BlanksPaper,
    "void": VoidPaper,
    "refund": RefundPaper,
    "looks": LooksPaper,
    "till": TillPaper,
    "service-sheet": ServiceSheetPaper,
    "day-list": DayListPaper,
}

P = TypeVar("P", bound=Paper)


def kind_of(paper: Paper) -> str:
    """The word for this kind of paper, under which its print job is stored."""
    return next(kind for kind, made in PAPERS.items() if made is type(paper))


def copy_of(paper: P, number: int) -> P:
    """The same paper, to be printed as COPY `number`."""
    return replace(paper, head=replace(paper.head, copy=number))


def maybe_before(paper: P) -> P:
    """The same paper, marked as one that may have come out of a printer before."""
    return replace(paper, head=replace(paper.head, maybe_before=True))


def code_of(paper: Paper) -> str:
    """The text of the paper's QR code; empty for papers that name no receipt and no case."""
    head = paper.head
    match paper:
        case ReceiptPaper():
            return write_code(
                "R", head.office_id, [paper.number, *filter(None, [paper.check])], paper.total, head.moment
            )
        case VoidPaper() | RefundPaper():
            return write_code("V", head.office_id, [paper.number], paper.total, head.moment)
        case AcknowledgementPaper():
            return write_code("A", head.office_id, [case.number for case in paper.cases][:9], paper.paid, head.moment)
        case HandoverPaper():
            cases = dict.fromkeys(item.case for item in paper.items)
            return write_code("H", head.office_id, list(cases)[:9], 0, head.moment) if cases else ""
        case RefusalPaper():
            return write_code("N", head.office_id, [paper.case], 0, head.moment)
    return ""


def to_json(paper: Paper) -> str:
    """Canonical JSON: sorted keys, no spaces, whole numbers and strings only."""
    return write_record(paper)


def from_json(kind: str, text: str) -> Paper:
    """The record that `to_json` wrote, exactly; ValueError for an unknown kind or another shape."""
    if kind not in PAPERS:
        raise ValueError(f"there is no paper of kind {kind}")
    paper: Paper = read_record(PAPERS[kind], text)
    return paper
