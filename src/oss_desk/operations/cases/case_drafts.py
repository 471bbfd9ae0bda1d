"""What an official has typed at a case and not said yet: kept for her alone, neither a command nor an event."""

from collections.abc import Mapping
from typing import Literal, get_args

from oss_desk.domain.cases import Case
from oss_desk.domain.messages import refuse
from oss_desk.domain.visits import Draft
from oss_desk.operations.program import Look, canonical, keeping
from oss_desk.operations.visits.drafts import CASE, LONGEST
from oss_desk.operations.visits.intake import draft_content
from oss_desk.storage import rows
from oss_desk.workflows.rules import JsonValue

Part = Literal["work", "collect"]
PARTS: tuple[Part, ...] = get_args(Part)


@keeping("note")
def keep_case_draft(look: Look, *, case_id: int, part: str, content: Mapping[str, JsonValue]) -> None:
    """Write over what this official has typed at a case: its "work", or who is to "collect"; empty, it is forgotten.

    It lies with the visit that the case came from, for as long as it is typed, and outlives that visit.
    """
    if part not in PARTS:
        raise refuse("draft-part-unknown", part=part[:60])
    case, text = rows.get(look.work, Case, case_id), canonical(content)
    if len(text) > LONGEST:
        raise refuse("draft-too-long")
    place = {"visit_id": case.visit_id, "part": _name(look, case, part)}
    if content:
        rows.put(look.work, Draft, **place, content=text, command_id=None, kept_at=look.now)
    else:
        rows.remove(look.work, Draft, **place)


def of_case(look: Look, case: Case) -> Mapping[str, Mapping[str, JsonValue]]:
    """What the official at the desk has typed at a case, by part."""
    kept = {part: rows.find(look.work, Draft, visit_id=case.visit_id, part=_name(look, case, part)) for part in PARTS}
    return {part: draft_content(draft) for part, draft in kept.items() if draft is not None}


def forget(look: Look, case: Case) -> None:
    """What she typed at a case has become a fact."""
    for part in PARTS:
        rows.remove(look.work, Draft, visit_id=case.visit_id, part=_name(look, case, part))


def _name(look: Look, case: Case, part: str) -> str:
    return f"{CASE}{part}:{case.id}:{look.official.id}"
