"""Papers to print: jobs stored with the change that caused them, drawn from frozen content, reprinted as copies."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from oss_desk import printing
from oss_desk.domain import papers
from oss_desk.domain.cases import Case
from oss_desk.domain.history import SubjectKind
from oss_desk.domain.jobs import KEPT_AS_FILE, SENT_BEFORE, JobState, PaperKind, PrintJob
from oss_desk.domain.messages import refuse
from oss_desk.language import load_language
from oss_desk.operations import given, rights
from oss_desk.operations.beside import Noted
from oss_desk.operations.locked import locked
from oss_desk.operations.papers import whose
from oss_desk.operations.papers.paper_parts import as_copy
from oss_desk.operations.program import Act, Look, command, looking, reading
from oss_desk.storage import events, jobs, rows
from oss_desk.storage import till as till_rows

FINISHED = frozenset({"printed", "failed", "dismissed"})
FOR_EVER = frozenset({"printed", "dismissed"})
ERROR = 2000
RECEIPTS = (papers.ReceiptPaper, papers.VoidPaper, papers.RefundPaper)
POSSIBLE_COPY = "possible-copy"
"""The event of a receipt that was drawn or sent once more than its one original."""


def store(act: Act, paper: papers.Paper, subject: tuple[SubjectKind, int], kind: PaperKind) -> PrintJob:
    """Keep a paper to be printed at this desk once the transaction stands."""
    job = rows.add(
        act.work,
        PrintJob,
        kind=kind,
        desk_id=act.desk.id,
        subject_kind=subject[0],
        subject_id=subject[1],
        language=paper.head.language,
        content=papers.to_json(paper),
        layout=papers.LAYOUT,
        state="waiting",
        created_at=act.now,
        finished_at=None,
        error="",
    )
    act.changed("print-job", job.id)
    return job


@reading("read")
def waiting(look: Look) -> tuple[PrintJob, ...]:
    """What this desk has still to print, oldest first. "sent" ones of an earlier run are offered, never repeated."""
    return jobs.waiting(look.work, look.desk.id)


@reading("read")
def papers_of(look: Look, *, kind: str, id: int) -> tuple[PrintJob, ...]:
    """Every paper made for a case, a visit or a payment, oldest first, for a reprint."""
    return rows.every(look.work, PrintJob, subject_kind=kind, subject_id=id)


@reading("read")
def paper_job(look: Look, *, job_id: int) -> PrintJob:
    """One paper and how far it has come."""
    return rows.get(look.work, PrintJob, job_id)


@reading("read")
def papers_of_case(look: Look, *, case_id: int) -> tuple[PrintJob, ...]:
    """Every paper of a case, oldest first: its own, the receipts of its demands, the acknowledgements that name it."""
    case = rows.get(look.work, Case, case_id)
    own = rows.every(look.work, PrintJob, subject_kind="case", subject_id=case_id)
    paid = {payment.id for payment in till_rows.payments_of_cases(look.work, (case_id,))}
    receipts = rows.every(look.work, PrintJob, subject_kind="payment", subject_id=tuple(paid)) if paid else ()
    begun = rows.every(look.work, PrintJob, subject_kind="visit", subject_id=case.visit_id, kind="acknowledgement")
    return tuple(sorted({job.id: job for job in (*own, *receipts, *_naming(begun, case.number))}.values(), key=_made))


def _made(job: PrintJob) -> int:
    return job.id


def _naming(jobs: Sequence[PrintJob], number: str) -> Iterator[PrintJob]:
    for job in jobs:
        paper = papers.from_json(job.kind, job.content)
        if isinstance(paper, papers.AcknowledgementPaper) and any(case.number == number for case in paper.cases):
            yield job


@reading("read")
def papers_of_visit(look: Look, *, visit_id: int) -> tuple[PrintJob, ...]:
    """Every paper made in a visit, oldest first: application, receipts, acknowledgement, what is missing."""
    paid = tuple(payment.id for payment in till_rows.payments_of_visit(look.work, visit_id))
    receipts = rows.every(look.work, PrintJob, subject_kind="payment", subject_id=paid) if paid else ()
    own = rows.every(look.work, PrintJob, subject_kind="visit", subject_id=visit_id)
    return tuple(sorted((*own, *receipts), key=lambda job: job.id))


@looking("read", lane="long")
def draw_job(look: Look, *, job_id: int, size: str = "a4") -> bytes:
    """The PDF of a paper, drawn from its frozen content for paper of that size; whose it is, is looked at with it.

    Once it was printed, or sent and not known to have come out, every drawing is marked as a possible copy; of a
    receipt each one that is no print of its own is an event (R9, R48).
    """
    job = rows.get(look.work, PrintJob, job_id)
    whose.look_into(look, job)
    paper = papers.from_json(job.kind, job.content)
    if job.state in FOR_EVER or _times_sent(look, job) > (job.state == "sent"):
        paper = papers.maybe_before(paper)
        if job.state != "sent" and isinstance(paper, RECEIPTS):
            look.noted.append(Noted(POSSIBLE_COPY, (job.subject_kind, job.subject_id), {"receipt": paper.number}))
    return drawn(look.program.resources, paper, size, job.layout)


def _times_sent(look: Look, job: PrintJob) -> int:
    """How often a paper went to a printer; history knows, whatever its job says since."""
    return len(events.of_subject(look.work, ("paper-sent",), "print-job", job.id))


@reading("anyone", lane="long")
def draw_paper(look: Look, *, paper: papers.Paper, size: str = "a4") -> bytes:
    """The PDF of a paper that is not kept: a service sheet, a list. Refused where that size is too narrow for it."""
    return drawn(look.program.resources, paper, size)


def drawn(resources: Path, paper: papers.Paper, size: str = "a4", layout: int = papers.LAYOUT) -> bytes:
    """The PDF of a paper in its own language, from the second layout on with the office's beside it."""
    head, translations = paper.head, resources / "translations"
    beside = head.office_language if layout > 1 and head.office_language != head.language else ""
    other = load_language(beside, translations) if beside else None
    return printing.draw(paper, load_language(head.language, translations), resources / "fonts", size, other)


@reading("anyone", lane="long")
def typefaces_damaged(look: Look) -> tuple[str, ...]:
    """The files of letters that are gone or cannot be read; papers are made with those that are there."""
    return printing.damaged(look.program.resources / "fonts")


@command("print")
def mark_job(act: Act, *, job_id: int, version: int, state: JobState, error: str = "") -> PrintJob:
    """Say how far a paper has come: sent, printed (or kept as a file), failed (why), dismissed, or to be printed again.

    What was printed or dismissed stays so; another print of it is a copy. What was sent and is sent again, whatever was
    said of it between, may come out twice: it is drawn as a possible copy from then on, and of a receipt that is told
    (R48).
    """
    job = locked(act, PrintJob, job_id, version)
    if job.state in FOR_EVER:
        raise refuse("paper-finished", state=job.state)
    finished: datetime | None = act.now if state in FINISHED else None
    kept = state == "printed" and error == KEPT_AS_FILE
    again = state == "sent" and _times_sent(act, job) > 0
    error = SENT_BEFORE if again else error if kept else given.line(error, most=ERROR) if state == "failed" else ""
    marked = rows.change(act.work, job, state=state, finished_at=finished, error=error)
    act.event(
        "paper-" + state,
        ("print-job", job.id),
        {"paper": job.kind, **({"kept": "file"} if kept else {}), **({"again": True} if again else {})},
        {"error": error} if error and not kept and not again else {},
    )
    paper = papers.from_json(job.kind, job.content)
    if again and isinstance(paper, RECEIPTS):
        act.event(POSSIBLE_COPY, (job.subject_kind, job.subject_id), {"receipt": paper.number})
    return marked


@command("print")
def copy_paper(act: Act, *, job_id: int) -> PrintJob:
    """Print a paper once more, as COPY n; each copy is recorded. A receipt's copies are made by `copy_receipt`."""
    job = rows.get(act.work, PrintJob, job_id)
    if job.kind in ("receipt", "void", "refund"):
        rights.ask(act.roles, "take-money")
        raise refuse("copy-by-receipt")
    rows.lock(act.work, PrintJob, job.id)
    original = papers.from_json(job.kind, job.content)
    number = next_copy(act, original, (job.subject_kind, job.subject_id), job.kind)
    made = store(act, as_copy(original, number), (job.subject_kind, job.subject_id), job.kind)
    act.event("paper-copied", (job.subject_kind, job.subject_id), {"paper": job.kind, "copy": number, "job": made.id})
    return made


def next_copy(look: Look, paper: papers.Paper, subject: tuple[SubjectKind, int], kind: PaperKind) -> int:
    """Which number the next copy of a paper bears, by all its prints so far."""
    others = rows.every(look.work, PrintJob, kind=kind, subject_kind=subject[0], subject_id=subject[1])
    read = (papers.from_json(other.kind, other.content) for other in others)
    return 1 + sum(made.head.copy > 0 for made in read if _known_by(made) == _known_by(paper))


def _known_by(paper: papers.Paper) -> object:
    """By what prints for one matter are of one paper: a Z by its digest, anything else by its moment."""
    return (isinstance(paper, papers.TillPaper) and paper.digest) or paper.head.moment
