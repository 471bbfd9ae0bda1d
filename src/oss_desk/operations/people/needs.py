"""What a citizen needs to be served well: kept with her record, shown to who serves her, told in no event and paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from oss_desk.domain.messages import refuse
from oss_desk.domain.people import NEED_KINDS, Need, NeedKind
from oss_desk.operations import given
from oss_desk.operations.program import Act, Look
from oss_desk.storage import rows

DETAIL = 200
"""Characters of the words beside a need: the interpreter's language, who comes with her."""


@dataclass(frozen=True)
class NeedGiven:
    """A need as the official says it, at most one of each kind."""

    kind: NeedKind
    detail: str = ""


def needs_of(look: Look, citizen_id: int) -> tuple[Need, ...]:
    """The needs on a citizen's record, in the order of the form."""
    found = {need.kind: need for need in rows.every(look.work, Need, citizen_id=citizen_id)}
    return tuple(found[kind] for kind in NEED_KINDS if kind in found)


def keep_needs(act: Act, citizen_id: int, needs: Sequence[NeedGiven]) -> None:
    """Write down what she needs now; the event says that it changed, and nothing of what it is."""
    wanted = {need.kind: given.line(need.detail, most=DETAIL) for need in needs}
    if set(wanted) - set(NEED_KINDS):
        raise refuse("need-unknown")
    if "other" in wanted and not wanted["other"]:
        raise refuse("need-needs-words")
    known = {need.kind: need.detail for need in needs_of(act, citizen_id)}
    if wanted == known:
        return
    rows.remove(act.work, Need, citizen_id=citizen_id)
    for kind in NEED_KINDS:
        if kind in wanted:
            rows.add(act.work, Need, citizen_id=citizen_id, kind=kind, detail=wanted[kind])
    act.event("needs-changed", ("citizen", citizen_id))
