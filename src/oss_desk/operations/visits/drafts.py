"""What was typed and is not yet said: kept with the open visit, neither a command nor an event."""

import json
import re
from collections.abc import Mapping

from oss_desk.domain.messages import refuse
from oss_desk.domain.visits import Draft, ServiceRequest, Visit
from oss_desk.operations.program import Look, canonical, keeping
from oss_desk.operations.visits import stays
from oss_desk.operations.visits.evidence import count_everywhere
from oss_desk.operations.visits.intake import draft_content, line_part
from oss_desk.storage import rows
from oss_desk.workflows.rules import JsonValue

PART = re.compile(r"[a-z][a-z-]{0,30}(:[0-9]{1,18})?")
LONGEST = 1_000_000
"""Characters of one draft: a table of five hundred rows has room."""


@keeping("serve")
def keep_draft(
    look: Look, *, visit_id: int, part: str, content: Mapping[str, JsonValue], command_id: str | None = None
) -> None:
    """Write a part of the open visit over: "person", "line:ID", "pay", "papers".

    `command_id` is the id of the command that will carry it one day, so that after a kill the same id is sent again.
    """
    visit = stays.here(look, visit_id)
    request = _request_of(look, visit, part)
    text = canonical(content)
    if len(text) > LONGEST:
        raise refuse("draft-too-long")
    rows.put(look.work, Draft, visit_id=visit.id, part=part, content=text, command_id=command_id, kept_at=look.now)
    if request is not None:
        count_everywhere(look, visit)


@keeping("serve")
def drop_draft(look: Look, *, visit_id: int, part: str) -> None:
    """Forget a part of the open visit; nothing happens when there is none."""
    drop(look, stays.here(look, visit_id), part)


def drop(look: Look, visit: Visit, part: str) -> None:
    """Forget a part of a visit within a larger change."""
    rows.remove(look.work, Draft, visit_id=visit.id, part=part)


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
    """All drafts of a visit, by their parts."""
    kept = rows.every(look.work, Draft, order_by=("part",), visit_id=visit_id)
    return {draft.part: (json.loads(draft.content), draft.command_id) for draft in kept}


def _request_of(look: Look, visit: Visit, part: str) -> ServiceRequest | None:
    if not PART.fullmatch(part):
        raise refuse("draft-part-unknown", part=part[:60])
    kind, _, number = part.partition(":")
    if kind != "line":
        return None
    request = rows.get(look.work, ServiceRequest, int(number or 0))
    if request.visit_id != visit.id or request.state != "basket":
        raise refuse("request-not-open")
    return request
