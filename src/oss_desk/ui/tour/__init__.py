"""The tour: the real window, driven offscreen through a visit, the back office and the handover."""

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QEvent

from oss_desk.domain.messages import Refused
from oss_desk.operations.office.office import sign_in_sheet
from oss_desk.operations.program import Program
from oss_desk.settings import Settings, Theme
from oss_desk.ui.shell import Shell
from oss_desk.ui.tour.first_start import FirstStart, Starts, first_window
from oss_desk.ui.tour.guide import Guide
from oss_desk.ui.tour.hands import Hands, Stuck
from oss_desk.ui.tour.journey import Journey
from oss_desk.ui.tour.record import Record
from oss_desk.ui.tour.screen import screen_in_memory
from oss_desk.ui.window import application, make_shell

__all__ = ["Starts", "Told", "View", "lead"]
OPENING_MS = 300_000
"""How long it may take to make a sample office with its days of life, on a slow machine."""
HOURS_MS = 100_000_000
"""So slowly that the cursor is seen in every picture; a cursor that never blinks stays where it was."""
Build = Callable[[], Program]


@dataclass(frozen=True)
class Told:
    """What the tour came to, in sentences; `whole` when every service went its way to the end."""

    lines: tuple[str, ...]
    whole: bool


@dataclass(frozen=True)
class View:
    """How the tour looks at the window: its language, its text size in percent, its size in pixels, and every theme in
    which each picture is kept, the first one by the picture's own name."""

    language: str = "en"
    text_size: int = 100
    size: tuple[int, int] = (1280, 800)
    themes: tuple[Theme, ...] = ("light",)


USUAL = View()


def lead(
    settings: Settings,
    build: Build,
    out: Path,
    services: Sequence[str] = (),
    view: View = USUAL,
    starts: Starts | None = None,
) -> Told:
    """Lead the tour through the office that `build` opens and leave pictures, papers and tour.json in `out`.

    With `starts` it is the round of all pages: the first start in a window of its own, and every page and dialog.
    Nothing of this machine is used or changed: its printers, its folder of papers and its settings file stay alone.
    Raises what `build` raises, and Refused when `out` cannot be written to.
    """
    with screen_in_memory(), tempfile.TemporaryDirectory() as folder:
        own = replace(
            settings,
            file=Path(folder) / "settings.toml",
            papers=Path(folder) / "papers",
            backups=Path(folder) / "backups",
            printers={},
            theme=view.themes[0],
            text_size=view.text_size,
            language=view.language,
        )
        return _Tour(own, build, out, view, starts).lead(services)


class _Tour:
    """The window of one tour, from its opening to its end."""

    def __init__(self, settings: Settings, build: Build, out: Path, view: View, starts: Starts | None) -> None:
        self._settings, self._build, self._out, self._view, self._starts = settings, build, out, view, starts
        self._program: Program | None = None
        self._failed: BaseException | None = None

    def lead(self, services: Sequence[str]) -> Told:
        """Open the window, go round, close it."""
        app = application(self._settings)
        app.setCursorFlashTime(HOURS_MS)
        shell = make_shell(self._settings, self._opened)
        hands = Hands(shell)
        try:
            with _heard(hands):
                record = self._go(shell, hands, services)
        except Stuck as stuck:
            return Told((str(stuck),), whole=False)
        finally:
            _close(shell)
            if self._program is not None:
                self._program.database.close()
        return Told(record.lines(), record.whole)

    def _go(self, shell: Shell, hands: Hands, services: Sequence[str]) -> Record:
        program = self._enter(shell, hands)
        record = Record(self._out, program.clock, self._view.themes)
        record.database = program.database.place
        guide = Guide(shell, hands, record, sign_in_sheet(program).officials)
        try:
            Journey(guide, services, whole_round=self._starts is not None).go()
        except (Stuck, Refused) as error:
            words = guide.listed(error.messages) if isinstance(error, Refused) else str(error)
            record.problem("", words, record.picture(shell, "problem", f"Where the tour ended: {words}"))
        finally:
            record.save()
        if self._starts is not None:
            self._first_start(record, self._starts)
        return record

    def _first_start(self, record: Record, starts: Starts) -> None:
        """The first start, in a folder that is gone afterwards; what it is stuck at is told."""
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            own = replace(
                self._settings,
                file=place / "settings.toml",
                data=place,
                papers=place,
                backups=place / "backups",
                database=f"sqlite:///{place}/o.sqlite",
            )
            shell = first_window(own, starts)
            hands = Hands(shell)
            try:
                shell.resize(*self._view.size)
                shell.show()
                shell.activateWindow()
                with _heard(hands):
                    FirstStart(shell, hands, record).go()
            except (Stuck, Refused, RuntimeError) as error:
                record.problem("", str(error), record.picture(shell, "problem", f"Where it stopped: {error}"))
            finally:
                _close(shell)
                record.save()

    def _enter(self, shell: Shell, hands: Hands) -> Program:
        """Show the window until the office is open; raises what kept it from opening."""
        welcomed: list[bool] = []
        shell.welcomed.connect(lambda: welcomed.append(True))
        shell.resize(*self._view.size)
        shell.show()
        shell.activateWindow()
        hands.until("the office to open", lambda: bool(welcomed) or self._failed is not None, OPENING_MS)
        if self._failed is not None:
            raise self._failed
        hands.until("the window to become active", shell.isActiveWindow)
        if self._program is None:
            raise Stuck("The window was welcomed to no office.")
        return self._program

    def _opened(self) -> Program:
        """Open the office on the long lane, as the window does; what goes wrong is kept for the one who asked."""
        try:
            self._program = self._build()
        except BaseException as error:
            self._failed = error
            raise
        return self._program


@contextmanager
def _heard(hands: Hands) -> Iterator[None]:
    """While the window is driven, what breaks in it is not only printed: the tour stops at it."""
    before = sys.excepthook

    def broken(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        hands.broken = error
        before(kind, error, trace)

    sys.excepthook = broken
    try:
        yield
    finally:
        sys.excepthook = before


def _close(shell: Shell) -> None:
    shell.close()
    shell.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
