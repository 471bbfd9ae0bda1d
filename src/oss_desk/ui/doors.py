"""What the window is handed by whoever starts it, so that it is painted before anything of the office is loaded."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from oss_desk.language import Language
from oss_desk.ui.gate import Gate
from oss_desk.ui.month import MonthDoor
from oss_desk.ui.page import PageSpec
from oss_desk.ui.session import Session
from oss_desk.ui.sign_in import Welcome
from oss_desk.ui.tasks import Lane
from oss_desk.ui.unsaved import Typed
from oss_desk.ui.widgets.head import Facts
from oss_desk.ui.widgets.search import Group

if TYPE_CHECKING:
    from oss_desk.operations.program import Program
    from oss_desk.ui.welcome.ways import Ways

__all__ = ["Doors", "Session"]


def _nothing(_: Language) -> None:
    """Nobody wants to know."""


def _not_open() -> None:
    """There is nothing to close."""


def _same(program: "Program") -> "Program":
    """It says the same in every language."""
    return program


def _nobody(_: "Program") -> None:
    """There is no desk to hold."""


def _nowhere(_: "Program", __: Typed) -> tuple[object, ...]:
    """There is no visit to put anything back into."""
    return ()


@dataclass(frozen=True)
class Doors:
    """What the window is handed, so that it can be painted before anything of the office is loaded.

    build (long lane): open the office. pages (window's thread, once, after it): import the table of pages. sign_in
    (commands): login and password to a Session, or Refused. sign_out (commands): gives what the sign-in shows then.
    facts (reads): what the head says now. search (reads): what was found; found: the page and arguments of a hit.
    hold_desk (commands): the line was lost and is back, so the desk is claimed again; Refused with who has it now.
    look_after (long lane): what is due is done, and a red light is found for `facts`.
    put_back (commands): one part that an earlier run could not store, into its visit; gives what changed, or Refused.
    sentence: an error in the window's language. speak: the window's language is another now; spoken: the program of
    somebody signed in, in that language. month: what makes the rest of a sample office; take_month (long lane): the
    office closed, the month in its place, and what the sign-in shows then. starts: see Tasks. ways: how to
    begin where no office is yet; None for a window that only ever opens one. gate: letting people in with all that
    proves who they are, and locking; None for a window that only signs in. close: the
    window is gone, and every lane at rest.
    """

    build: Callable[[], Welcome]
    pages: Callable[[], Sequence[PageSpec]]
    sign_in: Callable[[str, str], Session]
    sign_out: Callable[["Program"], Welcome]
    facts: Callable[["Program"], Facts]
    search: Callable[["Program", str], Sequence[Group]]
    found: Callable[[object], tuple[str, Mapping[str, Any]]]
    sentence: Callable[[BaseException], str]
    hold_desk: Callable[["Program"], None] = _nobody
    put_back: Callable[["Program", Typed], object] = _nowhere
    look_after: Callable[["Program"], None] = _nobody
    speak: Callable[[Language], None] = _nothing
    spoken: Callable[["Program"], "Program"] = _same
    month: MonthDoor | None = None
    take_month: Callable[[], Welcome] | None = None
    starts: Mapping[Lane, Callable[[], None]] = field(default_factory=dict)
    ways: "Ways | None" = None
    gate: Gate | None = None
    close: Callable[[], None] = _not_open
