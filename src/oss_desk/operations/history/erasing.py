"""Erasing what is personal in history: the texts of one person's or visit's events, never what was paid or done."""

from oss_desk.domain.messages import refuse
from oss_desk.operations import given
from oss_desk.operations.office import approvals
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.program import Act, command
from oss_desk.storage import history as history_rows
from oss_desk.storage.verifying import ERASED

ERASABLE = frozenset({"citizen", "organisation", "visit", "evidence", "approval"})
"""What may have its texts erased; what is said of money, cases and officials stays where it was done."""


@command("overrule")
def erase_texts(act: Act, *, kind: str, id: int, reason: str, second: Second | None = None) -> None:
    """Empty names, notes and reasons in the events about one thing; digests stay, and its chain still holds (R53).

    An event names the events whose texts are gone. Refused without a reason and a second person, and where there is
    nothing to erase.
    """
    why = given.reason(reason, "reason-needed")
    told = history_rows.events_of(act.work, kind, id) if kind in ERASABLE else ()
    wanted = [event.id for event, texts in told if texts]
    if not wanted:
        raise refuse("nothing-to-erase")
    shown: dict[str, str | int] = {"kind": kind, "id": id, "events": len(wanted)}
    official = approvals.approver(act, second, right="overrule", operation="erase_texts", shown=shown)
    history_rows.erase_texts(act.work, wanted)
    act.event(ERASED, ("office", 1), {"events": wanted, "kind": kind, "id": id, "second": official.id}, {"reason": why})
