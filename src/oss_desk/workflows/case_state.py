"""Where a case stands: the frozen record that the engine takes and gives, and its form in JSON."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from oss_desk.domain.messages import refuse

Held = Literal["citizen", "payment", "paper", "official"]
_MOMENTS = ("step_since", "started_at", "due_at", "step_due_at", "suspended_since", "finished_at")
_NEEDED = ("step_since", "started_at")


@dataclass(frozen=True)
class CaseState:
    """A case on its way through the steps of its service; all moments are aware and in UTC."""

    step: str
    step_since: datetime
    started_at: datetime
    came_from: tuple[str, ...] = ()  # steps to go back to, the last first
    open: bool = True
    ending: str | None = None  # id of the step it ended in, or withdrawn, lapsed, opened-in-error
    due_at: datetime | None = None
    step_due_at: datetime | None = None
    suspended_since: datetime | None = None  # the clock stands still since
    held: Held | None = None  # for what it stands still
    extended: bool = False
    finished_at: datetime | None = None  # the office had done its part: ready to collect, or ended

    def to_json(self) -> dict[str, Any]:
        """The state in JSON's types, moments as ISO 8601 in UTC."""
        plain = asdict(self)
        for name in _MOMENTS:
            moment = plain[name]
            plain[name] = moment.astimezone(UTC).isoformat() if moment else None
        return {**plain, "came_from": list(self.came_from)}

    @classmethod
    def from_json(cls, stored: str | Mapping[str, Any]) -> "CaseState":
        """The state from JSON's types or their text; Refused when it is not one."""
        try:
            plain = dict(json.loads(stored) if isinstance(stored, str) else stored)
            return cls._from(plain)
        except (KeyError, TypeError, ValueError) as broken:
            raise refuse("case-state-broken") from broken

    @classmethod
    def _from(cls, plain: dict[str, Any]) -> "CaseState":
        for name in _MOMENTS:
            text = plain.get(name)
            plain[name] = datetime.fromisoformat(text).astimezone(UTC) if text else None
        if any(plain[name] is None for name in _NEEDED) or plain.get("held") not in (None, *get_args(Held)):
            raise ValueError("not a state")
        plain["came_from"] = tuple(str(step) for step in plain.get("came_from", ()))
        return cls(**{field.name: plain[field.name] for field in fields(cls) if field.name in plain})
