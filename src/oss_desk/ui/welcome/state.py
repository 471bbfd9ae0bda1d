"""What the welcome keeps while the window is made anew in another language, and what it hands to the window."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from oss_desk.ui.appearance import Appearance
    from oss_desk.ui.tasks import Tasks


@dataclass
class State:
    """`kept` is where somebody is and what she typed; `settings` are to be kept once the office is open;
    `next_things` is what to say once somebody is signed in."""

    tasks: "Tasks"
    appearance: "Appearance"
    sentence: Callable[[BaseException], str]
    version: str
    kept: dict[str, Any] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    next_things: str = ""
