"""Somebody who is signed in, as the window knows her."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from oss_desk.ui.widgets.head import Facts

if TYPE_CHECKING:
    from oss_desk.operations.program import Program


@dataclass(frozen=True)
class Session:
    """Somebody signed in: the open office as she sees it, her roles, what the head says, the file for what cannot be
    stored (None for somebody who types nothing into a visit), and how long the window may be left alone."""

    program: "Program"
    roles: frozenset[str]
    facts: Facts
    recovery: Path | None = None
    login: str = ""
    idle_minutes: int = 5
