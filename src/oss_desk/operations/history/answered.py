"""Who agreed to what stands in the exceptions report, and why it was done: the reason's kind and what was typed."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

from oss_desk.domain.corrections import REASONS
from oss_desk.domain.history import Event
from oss_desk.operations.program import Look
from oss_desk.operations.sheets.exceptions import ExceptionKind, ExceptionLine
from oss_desk.storage import events, rows

TOLD: frozenset[ExceptionKind] = frozenset(
    {"void", "quick-void", "late-void", "refund", "waiver", "override", "copy", "rules"}
)
"""The exceptions that somebody agreed to, or gave a reason for."""
SECONDS = ("second", "approved_by", "overridden_by", "decided")
"""Under what the payloads keep who agreed."""
TYPED = ("ground", "reason")
"""What was typed for an event to answer for it."""


def answered(look: Look, lines: Iterable[ExceptionLine], names: Mapping[int, str]) -> tuple[ExceptionLine, ...]:
    """The same lines, each with who agreed and the reason; what was erased is not there."""
    listed = tuple(lines)
    ids = tuple({line.event_id for line in listed if line.kind in TOLD and line.event_id is not None})
    found = {event.id: event for event in rows.every(look.work, Event, id=ids)}
    texts = events.texts_of(look.work, found.values())
    return tuple(
        _with(line, found[line.event_id], texts[line.event_id], names) if line.event_id in found else line
        for line in listed
    )


def _with(line: ExceptionLine, event: Event, texts: Mapping[str, str], names: Mapping[int, str]) -> ExceptionLine:
    payload = json.loads(event.payload)
    seconds = (names.get(payload[name], "") for name in SECONDS if payload.get(name))
    kind = payload.get("reason")
    words = " · ".join(texts[name] for name in TYPED if texts.get(name))
    return replace(line, agreed=next(seconds, ""), reason=kind if kind in REASONS else "", words=words)


def overruled(event: Event, payload: Mapping[str, object]) -> bool:
    """Whether a second person's word let something happen that the rules alone did not."""
    by = {"handed-over": "overridden_by", "case-moved": "second"}.get(event.kind, "")
    return payload.get(by) is not None
