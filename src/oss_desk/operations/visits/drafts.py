"""What was typed and is not yet said: kept with the open visit, neither a command nor an event."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from oss_desk.domain.messages import refuse
from oss_desk.domain.visits import Draft, ServiceRequest, Visit
from oss_desk.operations import given
from oss_desk.operations.program import Look, canonical, keeping
from oss_desk.operations.visits import stays, to_waive
from oss_desk.operations.visits.evidence import count_everywhere
from oss_desk.operations.visits.intake import draft_content, line_part
from oss_desk.storage import rows
from oss_desk.workflows.rules import JsonValue

PART = re.compile(r"[a-z][a-z-]{0,30}(:[0-9]{1,18})?")
CASE = "case-"
"""How the parts begin that were typed at a case: they lie with its visit and are no part of it."""
ASIDE = "removed:"
"""How the parts begin that belong to lines taken out of the basket."""
MOST_TOLD = 20
"""Texts of a draft without a place that are told."""
LONGEST = 1_000_000
"""Characters of one draft: a table of five hundred rows has room."""


@keeping("serve")
def keep_draft(
    look: Look, *, visit_id: int, part: str, content: Mapping[str, JsonValue], command_id: str | None = None
) -> None:
    """Write a part of the open visit over: "person", "line:ID", "waive:ID", "pay", "papers".

    `command_id` is the id of the command that will carry it one day, so that after a kill the same id is sent again.
    """
    _keep(look, stays.here(look, visit_id), part, content, command_id)


def _keep(look: Look, visit: Visit, part: str, content: Mapping[str, JsonValue], command_id: str | None) -> None:
    request = _request_of(look, visit, part)
    text = canonical(content)
    if len(text) > LONGEST:
        raise refuse("draft-too-long")
    rows.put(look.work, Draft, visit_id=visit.id, part=part, content=text, command_id=command_id, kept_at=look.now)
    if request is not None:
        count_everywhere(look, visit)


@keeping("serve")
def put_back_draft(
    look: Look, *, visit_id: int, part: str, content: Mapping[str, JsonValue], command_id: str | None = None
) -> None:
    """What an earlier run of the window could not store: into its visit, open here or parked, over what is there now.

    Where the visit was closed meanwhile there is no place for it: the refusal tells what was typed, so that nothing is
    lost unseen.
    """
    visit = rows.get(look.work, Visit, visit_id)
    if visit.state == "closed":
        typed = tuple(dict.fromkeys(_texts(content)))
        raise refuse("draft-of-closed-visit", typed=typed[:MOST_TOLD]) if typed else refuse("visit-closed")
    if visit.state == "open":
        stays.here(look, visit_id)
    now, command = drafts_of(look, visit_id).get(part, ({}, None))
    _keep(look, visit, part, over(now, content), command_id or command)


def over(older: Mapping[str, JsonValue], newer: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """The newer content, and of the older what the newer says nothing about."""
    both = {**older, **newer}
    for key in older.keys() & newer.keys():
        before, after = older[key], newer[key]
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            both[key] = over(before, after)
    return both


def _texts(content: JsonValue) -> Iterator[str]:
    """Every text that was typed, however deep it lies."""
    if isinstance(content, str) and content.strip():
        yield given.line(content[: given.LINE])
    elif isinstance(content, Mapping):
        for part in content.values():
            yield from _texts(part)
    elif isinstance(content, list | tuple):
        for part in content:
            yield from _texts(part)


@keeping("serve")
def drop_draft(look: Look, *, visit_id: int, part: str) -> None:
    """Forget a part of the open visit; nothing happens when there is none."""
    drop(look, stays.here(look, visit_id), part)


def drop(look: Look, visit: Visit, part: str) -> None:
    """Forget a part of a visit within a larger change."""
    rows.remove(look.work, Draft, visit_id=visit.id, part=part)


def lay_aside(look: Look, visit: Visit, request_id: int, uses: Iterable[Mapping[str, JsonValue]]) -> None:
    """What was typed and counted for a line that leaves the basket, until it is put back or the visit is closed."""
    kept = draft_content(rows.find(look.work, Draft, visit_id=visit.id, part=line_part(request_id)))
    text, part = canonical({"draft": kept, "uses": list(uses)}), _aside(request_id)
    rows.put(look.work, Draft, visit_id=visit.id, part=part, content=text, command_id=None, kept_at=look.now)
    drop(look, visit, line_part(request_id))


def take_up(look: Look, visit: Visit, request_id: int) -> tuple[Mapping[str, JsonValue], ...]:
    """The draft of a line that is put back, where it was; gives what the line counted."""
    aside = draft_content(rows.find(look.work, Draft, visit_id=visit.id, part=_aside(request_id)))
    kept, uses = aside.get("draft"), aside.get("uses")
    if kept:
        part, text = line_part(request_id), canonical(kept)
        rows.put(look.work, Draft, visit_id=visit.id, part=part, content=text, command_id=None, kept_at=look.now)
    drop(look, visit, _aside(request_id))
    return tuple(use for use in uses if isinstance(use, Mapping)) if isinstance(uses, list) else ()


def _aside(request_id: int) -> str:
    return f"{ASIDE}{request_id}"


def answer_again(look: Look, visit: Visit, request_id: int, field: str | None, answer: JsonValue) -> None:
    """Where the draft of a line holds an answer to that field, let it hold this one."""
    kept = rows.find(look.work, Draft, visit_id=visit.id, part=line_part(request_id))
    content = draft_content(kept)
    answers = content.get("answers")
    if kept is None or field is None or not isinstance(answers, Mapping) or field not in answers:
        return
    text = canonical({**content, "answers": {**answers, field: answer}})
    values = {"content": text, "command_id": kept.command_id, "kept_at": look.now}
    rows.put(look.work, Draft, visit_id=visit.id, part=kept.part, **values)


def drafts_of(look: Look, visit_id: int) -> dict[str, tuple[Mapping[str, JsonValue], str | None]]:
    """All drafts of a visit, by their parts; what was typed at its cases, or lies aside, is not among them."""
    kept = rows.every(look.work, Draft, order_by=("part",), visit_id=visit_id)
    own = (draft for draft in kept if not draft.part.startswith((CASE, ASIDE)))
    return {draft.part: (json.loads(draft.content), draft.command_id) for draft in own}


def drop_all(look: Look, visit: Visit) -> None:
    """Forget everything typed in a visit that ends; what was typed at its cases stays."""
    for draft in rows.every(look.work, Draft, order_by=("part",), visit_id=visit.id):
        if not draft.part.startswith(CASE):
            drop(look, visit, draft.part)


def _request_of(look: Look, visit: Visit, part: str) -> ServiceRequest | None:
    if not PART.fullmatch(part) or part.startswith((CASE, ASIDE)):
        raise refuse("draft-part-unknown", part=part[:60])
    kind, _, number = part.partition(":")
    if kind not in ("line", to_waive.PART):
        return None
    request = rows.get(look.work, ServiceRequest, int(number or 0))
    if request.visit_id != visit.id or request.state != "basket":
        raise refuse("request-not-open")
    return request
