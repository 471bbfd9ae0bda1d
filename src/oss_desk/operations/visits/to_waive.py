"""What of a basket line's fees is to be waived when its case starts: kept with what is typed until it does.

Nothing is waived before the case is there: the start checks it again, asks for the second person and keeps the waiver.
"""

import json
from collections.abc import Iterable, Iterator, Mapping

from oss_desk.domain.visits import Draft, ServiceRequest
from oss_desk.operations.program import Look
from oss_desk.operations.sheets import WaiverWanted
from oss_desk.storage import rows
from oss_desk.workflows.fees import FeeLine
from oss_desk.workflows.rules import JsonValue

PART = "waive"
"""The part of a visit under which it is kept: "waive:ID", with the id of the line."""


def part_of(request_id: int) -> str:
    """The part of a visit under which it is kept for one line."""
    return f"{PART}:{request_id}"


def of_request(look: Look, request: ServiceRequest) -> tuple[WaiverWanted, ...]:
    """What was decided of this line, as it was typed; what cannot be read is left out."""
    draft = rows.find(look.work, Draft, visit_id=request.visit_id, part=part_of(request.id))
    content = json.loads(draft.content) if draft is not None else {}
    listed = content.get("waivers") if isinstance(content, Mapping) else None
    return tuple(_read(listed)) if isinstance(listed, list) else ()


def _read(listed: Iterable[JsonValue]) -> Iterator[WaiverWanted]:
    for one in listed:
        if not isinstance(one, Mapping):
            continue
        amount, law = one.get("amount"), one.get("law")
        if isinstance(amount, int) and not isinstance(amount, bool) and amount > 0:
            texts = (str(one.get(name) or "") for name in ("ground", "reason"))
            yield WaiverWanted(str(one.get("fee") or ""), amount, str(law) if law else None, *texts)


def within(wanted: Iterable[WaiverWanted], fees: Iterable[FeeLine]) -> tuple[WaiverWanted, ...]:
    """The same as far as each fee goes now: what costs less by now, or nothing, is waived no further."""
    left: dict[str, int] = {}
    for fee in fees:
        left[fee.fee] = left.get(fee.fee, 0) + fee.amount.minor
    found = []
    for one in wanted:
        amount = min(one.amount, left.get(one.fee, 0))
        if amount > 0:
            left[one.fee] -= amount
            found.append(one.of(amount))
    return tuple(found)
