"""Who looked at a person's record: read by supervisors, and printed for the person who asks (R57)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from oss_desk.domain import papers
from oss_desk.domain.access import Looked, SearchReason
from oss_desk.domain.cases import Case, CaseMove
from oss_desk.domain.history import Event
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.messages import Message
from oss_desk.domain.office import Desk, Official, Role
from oss_desk.domain.people import ApplicantKind, Citizen
from oss_desk.domain.text import in_language
from oss_desk.operations import rights
from oss_desk.operations.catalogue import definitions
from oss_desk.operations.office.approvals import Second, approver
from oss_desk.operations.papers import paper_parts
from oss_desk.operations.papers.papers import store
from oss_desk.operations.program import Act, Look, command, looking
from oss_desk.storage import events, rows

OPENED = "record-opened"


@dataclass(frozen=True)
class LookLine:
    """Once that a record was opened: who, where and why."""

    at: datetime
    official: str
    role: str
    desk: str
    why: Message


@looking("read-history")
def who_looked(look: Look, *, kind: ApplicantKind, id: int, reason: SearchReason = "check") -> tuple[LookLine, ...]:
    """Everybody who opened this record, the newest first; to read it is a look of its own."""
    look.into(Looked(kind, id, "search", reason=reason))
    return tuple(reversed(tuple(_lines(look, kind, id, look.language))))


def _lines(look: Look, kind: str, person_id: int, language: str) -> Iterator[LookLine]:
    names = {one.id: one.name for one in rows.every(look.work, Official)}
    desks = {desk.id: desk.code for desk in rows.every(look.work, Desk)}
    titles = {role.code: in_language(role.title, language) for role in rows.every(look.work, Role, order_by=("code",))}
    for event in events.of_subject(look.work, (OPENED,), kind, person_id):
        role = titles.get(event.role or "", "")
        official = names.get(event.official_id or 0, "")
        yield LookLine(event.at, official, role, desks[event.desk_id], _why(look, event))


def _why(look: Look, event: Event) -> Message:
    told: dict[str, Any] = json.loads(event.payload)
    if told["purpose"] == "case":
        case = rows.find(look.work, Case, id=told.get("case", 0))
        return Message("looked-case", {"case": case.number if case is not None else ""})
    if told["purpose"] == "search":
        return Message(f"looked-{told.get('reason', 'other')}")
    return Message("looked-numbers" if told["purpose"] == "numbers" else "looked-visit")


@command("print")
def print_looks(act: Act, *, citizen_id: int, names: bool = False, second: Second | None = None) -> PrintJob:
    """A paper for the citizen in her language: who looked at her record, and the history of her cases.

    Roles, desks and times are hers to know; the names of officials only when a supervisor so decides.
    """
    citizen = rows.get(act.work, Citizen, citizen_id)
    decided = act.official.id
    if names and not rights.may(act.roles, "overrule"):
        shown = {"citizen": citizen.id}
        decided = approver(act, second, right="overrule", operation="print_looks", shown=shown).id
    language = paper_parts.language_for(act, citizen)
    paper = papers.LooksPaper(
        head=paper_parts.head(act, language),
        person=paper_parts.person(citizen),
        looks=tuple(_row(line, names) for line in _lines(act, "citizen", citizen.id, language)),
        cases=tuple(_history(act, case, language) for case in _cases(act, citizen.id)),
    )
    job = store(act, paper, ("citizen", citizen.id), "looks")
    payload = {"job": job.id, "names": names, **({"decided": decided} if names else {})}
    act.event("looks-printed", ("citizen", citizen.id), payload)
    return job


def _row(line: LookLine, names: bool) -> papers.LookRow:
    return papers.LookRow(line.at, line.role, line.desk, line.why, line.official if names else "")


def _cases(look: Look, citizen_id: int) -> tuple[Case, ...]:
    own = rows.every(look.work, Case, applicant_citizen_id=citizen_id)
    represented = rows.every(look.work, Case, representative_id=citizen_id)
    found = {case.id: case for case in (*own, *represented)}
    return tuple(found[key] for key in sorted(found))


def _history(look: Look, case: Case, language: str) -> papers.CaseHistory:
    service = definitions.service_of(look, case)
    steps = [papers.CaseStep(case.started_at, Message("station-applied"))]
    for move in rows.every(look.work, CaseMove, order_by=("seq",), case_id=case.id):
        steps_by_id = {step.id: step for step in service.steps}
        left, reached = steps_by_id.get(move.from_step), steps_by_id.get(move.to_step)
        action = next((one.label for one in (left.actions if left else ()) if one.id == move.action), {})
        words = in_language(action, language) or in_language((reached.title if reached else None) or {}, language)
        told = Message("text", {"text": words}) if words else Message("looks-moved")
        steps.append(papers.CaseStep(move.at, told))
    if case.closed_at is not None:
        steps.append(papers.CaseStep(case.closed_at, Message(f"looks-{case.ending}")))
    return papers.CaseHistory(case.number, in_language(service.title, language), tuple(steps))
