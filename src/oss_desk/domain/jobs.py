"""Papers to print: stored with the change that caused them, drawn from frozen content."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from oss_desk.domain.history import SubjectKind

PaperKind = Literal[
    "application",
    "receipt",
    "acknowledgement",
    "handover",
    "refusal",
    "missing",
    "blanks",
    "void",
    "refund",
    "looks",
    "till",
]
PAPER_KINDS: tuple[PaperKind, ...] = get_args(PaperKind)
JobState = Literal["waiting", "sent", "printed", "failed", "dismissed"]
KEPT_AS_FILE = "kept-as-file"
"""Stands as the remark of a paper that no printer took, because this machine has none: it lies as a PDF file."""
SENT_BEFORE = "sent-before"
"""Stands as the remark of a paper that is sent once more because nobody knows how the first time ended (R48)."""
JOB_STATES: tuple[JobState, ...] = get_args(JobState)


@dataclass(frozen=True)
class PrintJob:
    """One paper for one desk: frozen content as JSON and the layout's version, never PDF bytes.

    "sent" after a start of the program means that its end is unknown: it is offered, not repeated.
    """

    id: int
    version: int
    kind: PaperKind
    desk_id: int
    subject_kind: SubjectKind
    subject_id: int
    language: str
    content: str
    layout: int
    state: JobState
    created_at: datetime
    finished_at: datetime | None
    error: str
