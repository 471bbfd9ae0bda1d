"""Cases as rows: worklists, the papers and answers of a case, and what a person was issued before."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select, true

from oss_desk.domain.cases import Case, CaseAnswers, Evidence, EvidenceUse
from oss_desk.domain.people import ApplicantKind, Person
from oss_desk.storage import people, rows
from oss_desk.storage.database import Work
from oss_desk.storage.prepared import written_out
from oss_desk.storage.tables.cases import CASE
from oss_desk.storage.tables.catalogue import SERVICE_VERSION
from oss_desk.storage.tables.outputs import ISSUED_OUTPUT, ISSUED_OUTPUT_STATE

READY = "ready-to-collect"
PEOPLE_SEARCHED = 200


def worklist(
    work: Work,
    *,
    roles: frozenset[str] | None = None,
    hands: str | None = None,
    overdue_at: datetime | None = None,
    ready: bool | None = None,
    open: bool | None = True,
    text: str | None = None,
    limit: int = 200,
    after: int | None = None,
) -> tuple[Case, ...]:
    """Cases, the one due first at the head and those without a due date last.

    roles: whose step is of one of these. hands: who holds it. overdue_at: due before that moment, the clock
    running. ready: waiting for the collector, or not. open: None for both. text: part of a case number, or an
    applicant or representative by name or number. after: the id of the last case already shown.
    """
    wanted: list[ColumnElement[bool] | None] = [
        CASE.c.role.in_(roles) if roles is not None else None,
        CASE.c.hands == hands if hands is not None else None,
        and_(CASE.c.due_at < overdue_at, ~CASE.c.suspended) if overdue_at is not None else None,
        (CASE.c.step_kind == READY).is_(ready) if ready is not None else None,
        written_out(CASE.c.open, str(open)) if open is not None else None,
        _named(work, text) if text is not None else None,
        _following(rows.get(work, Case, after)) if after is not None else None,
    ]
    statement = select(CASE).where(*(one for one in wanted if one is not None))
    ordered = statement.order_by(CASE.c.due_at.asc().nulls_last(), CASE.c.id).limit(limit)
    return tuple(rows.made(Case, row) for row in work.connection.execute(ordered))


def _following(last: Case) -> ColumnElement[bool]:
    later = and_(CASE.c.due_at.is_(None), CASE.c.id > last.id)
    if last.due_at is None:
        return later
    same = and_(CASE.c.due_at == last.due_at, CASE.c.id > last.id)
    return or_(CASE.c.due_at > last.due_at, same, CASE.c.due_at.is_(None))


def _named(work: Work, text: str) -> ColumnElement[bool]:
    found = [person for person, _ in people.search(work, text, PEOPLE_SEARCHED)]
    citizens = [person.id for person in found if person.kind == "citizen"]
    organisations = [person.id for person in found if person.kind == "organisation"]
    return or_(
        CASE.c.number.contains(text.strip().upper(), autoescape=True) if text.strip() else true(),
        CASE.c.applicant_citizen_id.in_(citizens),
        CASE.c.representative_id.in_(citizens),
        CASE.c.applicant_organisation_id.in_(organisations),
    )


def uses_of(
    work: Work, case_id: int | None = None, *, request_ids: Iterable[int] = ()
) -> tuple[tuple[EvidenceUse, Evidence], ...]:
    """The papers counted for a case, or for basket lines, each with its use, in the order they were counted."""
    wanted: dict[str, object] = {"case_id": case_id} if case_id is not None else {"request_id": tuple(request_ids)}
    uses = rows.every(work, EvidenceUse, order_by=("id",), **wanted)
    papers = {paper.id: paper for paper in rows.every(work, Evidence, id=tuple({use.evidence_id for use in uses}))}
    return tuple((use, papers[use.evidence_id]) for use in uses)


def evidence_of_person(work: Work, person: Person) -> tuple[Evidence, ...]:
    """Every paper that a person ever presented, those not accepted included, the newest first."""
    return rows.every(work, Evidence, order_by=("-seen_at", "-id"), **{f"{person.kind}_id": person.id})


def answers_of(work: Work, case_id: int) -> tuple[CaseAnswers, ...]:
    """What was answered for a case, the newest last; of each field the newest counts."""
    return rows.every(work, CaseAnswers, case_id=case_id)


def first_time(work: Work, person: Person, service: str) -> bool:
    """Whether nothing of that service was issued to the person before; a spoilt one was not issued."""
    return not rows.answered(work, _issued_of(person.kind), {"person": person.id, "service": service})


@cache
def _issued_of(kind: ApplicantKind) -> Select[Any]:
    return _issued(kind).where(SERVICE_VERSION.c.service == bindparam("service")).limit(1)


def _issued(kind: ApplicantKind) -> Select[Any]:
    spoilt = and_(ISSUED_OUTPUT_STATE.c.issued_output_id == ISSUED_OUTPUT.c.id, ISSUED_OUTPUT_STATE.c.kind == "spoilt")
    return (
        select(ISSUED_OUTPUT)
        .join(CASE, CASE.c.id == ISSUED_OUTPUT.c.case_id)
        .join(SERVICE_VERSION, SERVICE_VERSION.c.id == CASE.c.service_version_id)
        .where(CASE.c[f"applicant_{kind}_id"] == bindparam("person"))
        .where(~select(ISSUED_OUTPUT_STATE.c.id).where(spoilt).exists())
    )
