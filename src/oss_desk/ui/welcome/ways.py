"""What the welcome is handed by whoever starts the window: how an office is found, made and opened; no Qt in it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from oss_desk.operations.office.plan import Plan
    from oss_desk.operations.program import Program


class Seen(Protocol):
    """What lies at an address: its place in words, the office's name ("" for none), if that is a sample, its desks."""

    @property
    def place(self) -> str: ...

    @property
    def office(self) -> str: ...

    @property
    def sample(self) -> bool: ...

    @property
    def desks(self) -> tuple[tuple[str, str], ...]: ...


def _nowhere(_: "Callable[[], Program]") -> None:
    """There is no window to turn."""


@dataclass(frozen=True)
class Ways:
    """The ways in. All but `keep` and `turn` run on a lane and refuse in words.

    own: this machine's address of the office; data: its folder. sample and existing open an office, existing by its
    address and the code of a desk ("" for the one of the settings). seen: what lies at an address. make: a new office
    there, all or nothing. keep: settings by key. turn: the window opens that office from now on. set_aside: move a
    settings file that cannot be read away under another name.
    """

    own: str
    data: Path
    resources: Path
    sample: "Callable[[], Program]"
    existing: "Callable[[str, str], Program]"
    seen: Callable[[str], Seen]
    make: "Callable[[str, Plan], object]"
    keep: Callable[..., None]
    set_aside: Callable[[], Any] = str
    turn: "Callable[[Callable[[], Program]], None]" = _nowhere
