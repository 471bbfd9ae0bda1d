"""The paper of the shift: its float, what can be done with the cash, the blind count, and what came of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from oss_desk.domain.money import Money
from oss_desk.operations.money import cashing_up
from oss_desk.operations.money.shifts import Counted
from oss_desk.operations.sheets import BlanksSheet
from oss_desk.operations.sheets.till import CountResult, TillSheet
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside
from oss_desk.ui.pages.till.count import Count
from oss_desk.ui.pages.till.forms import MoveForm
from oss_desk.ui.pages.till.stacks import Stacks, uncounted
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.label import Amount, Label
from oss_desk.ui.widgets.messages import Empty
from oss_desk.ui.widgets.panel import Card, Divider, Panel, clear_layout


@dataclass(frozen=True)
class Step:
    """What the filled button does: its operation and values, or what is missing for it."""

    title: str
    operation: Callable[..., Any]
    values: Mapping[str, Any] = field(default_factory=dict)
    subtitle: str = ""
    missing: str = ""
    blanks: Mapping[str, Any] | None = None
    """The values of a count of numbered blanks that is kept first."""


class ShiftPanel(Panel):
    """Shows one state of the till at a time; `changed` comes with each key."""

    changed = Signal()
    entered = Signal()
    x_wanted = Signal()
    hand_over_wanted = Signal()
    recount_wanted = Signal()

    def __init__(self, here: Here) -> None:
        super().__init__(here.language.text("This shift"), scroll=True)
        self._here = here
        self._sheet: TillSheet | None = None
        self._may = self._narrow = False
        self._count: Count | None = None
        self._move: MoveForm | None = None
        self._stacks: Stacks | None = None
        self._recounts = False

    def show_sheet(self, sheet: TillSheet, may: bool, narrow: bool = False) -> None:
        """Draw the state of the till; `may` says whether this official takes money."""
        self._sheet, self._may, self._narrow = sheet, may, narrow
        self._count = self._move = self._stacks = None
        clear_layout(self.body)
        for part in self._parts(sheet):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def show_stacks(self, sheet: BlanksSheet) -> None:
        """Ask for the stacks of blanks that nobody counted in this shift, once nothing is left but to close it."""
        open_now = uncounted(sheet, self._sheet.now.since if self._sheet is not None else None)
        if not self.closes() or self._stacks is not None or not open_now.stacks:
            return
        self._stacks = Stacks(self._here, open_now)
        self._stacks.changed.connect(self.changed)
        self.body.insertWidget(self.body.count() - 1, Divider())
        self.body.insertWidget(self.body.count() - 1, self._stacks)
        self.changed.emit()

    def closes(self) -> bool:
        """Whether the shift is closed next."""
        if self._sheet is None or not self._may or self._move is not None or self._recounts:
            return False
        state = self._sheet.now.state
        return state == "counted" or (state == "by-itself" and bool(self._sheet.shift))

    def start(self) -> None:
        """Put the cursor where the work begins."""
        if self._move is not None:
            self._move.start()
        elif self._count is not None and self._sheet is not None and self._sheet.now.state in ("none", "left"):
            self._count.start()

    def counted(self) -> Counted | None:
        """The cash as it is typed here."""
        return self._count.counted() if self._count is not None else None

    def is_counted(self) -> bool:
        """Whether a count is kept, and no other one is being typed."""
        return self._sheet is not None and self._sheet.result is not None and not self._recounts

    def leave_form(self) -> bool:
        """Put a small form away; True when one was open."""
        was_open, self._move, self._recounts = self._move is not None, None, False
        return was_open

    def step(self) -> Step | None:
        """What comes next."""
        if self._sheet is None or not self._may:
            return None
        say, state = self._here.language.text, self._sheet.now.state
        if self._move is not None:
            move = self._move
            return Step(move.title(), cashing_up.move_cash, move.values(), missing=move.missing())
        if self.closes():
            return self._closing()
        if state == "by-itself":
            return None
        if self._count is None:
            return None
        counted, missing = self._count.counted(), self._count.missing()
        if state == "none":
            return Step(say("Open the shift"), cashing_up.open_shift, {"float_counted": counted}, missing=missing)
        subtitle = say("then close the shift")
        return Step(say("Keep this count"), cashing_up.count_till, {"counted": counted}, subtitle, missing)

    def _closing(self) -> Step:
        """Closing the shift, with the blanks that were counted for it."""
        say, stacks = self._here.language.text, self._stacks
        title, told = say("Close the shift"), say("and print the Z report")
        if stacks is None:
            return Step(title, cashing_up.close_shift, subtitle=told)
        if not stacks.is_typed():
            return Step(title, cashing_up.close_shift, subtitle=stacks.told())
        missing = stacks.missing()
        return Step(
            title,
            cashing_up.close_shift,
            subtitle=told,
            missing=missing,
            blanks=None if missing else stacks.values(),
        )

    def _parts(self, sheet: TillSheet) -> list[QWidget]:
        say, state = self._here.language.text, sheet.now.state
        if not self._may:
            words = say("Cashiers open and close shifts. Receipts and Z reports are beside.")
            return [Empty(say("Nothing to count here"), words, "till")]
        if state == "by-itself":
            words = say("The shift opens by itself with the first payment.")
            return [Empty(say("No cash is taken here"), words, "till")]
        if sheet.result is not None and not self._recounts:
            return self._told(sheet.result)
        lead = {
            "none": say("Count the cash in the till. With it the shift opens."),
            "left": self._left_words(sheet),
        }.get(state, say("Count the cash when you close. What it ought to be stands on the Z report."))
        parts: list[QWidget] = [] if state != "open" else self._deeds()
        parts.append(Label(lead, ink="ink2", wrap=True))
        self._count = Count(self._here, sheet.pieces)
        self._count.changed.connect(self.changed)
        self._count.entered.connect(self.entered)
        return [*parts, self._count]

    def _left_words(self, sheet: TillSheet) -> str:
        day = self._here.day(sheet.now.since) if sheet.now.since is not None else ""
        say = self._here.language.text
        return say(
            "The shift of {official} from {day} is still open. Count its cash, then close it.",
            official=sheet.now.official,
            day=day,
        )

    def _deeds(self) -> list[QWidget]:
        say = self._here.language.text
        moves = (("in", say("Cash in")), ("out", say("Cash out")), ("deposit", say("Bank deposit")))
        buttons: list[QWidget] = [self._button(kind, words) for kind, words in moves]
        drawer = self._button("drawer", say("Open the drawer"))
        report, over = Button(say("X report"), "printer"), Button(say("Hand the till over"), "collect")
        report.clicked.connect(self.x_wanted)
        over.clicked.connect(self.hand_over_wanted)
        every = [*buttons, drawer, report, over]
        each = 2 if self._narrow else 3
        return [*(beside(*every[at : at + each], 1) for at in range(0, len(every), each)), Divider()]

    def _button(self, kind: str, words: str) -> Button:
        button = Button(words)
        button.clicked.connect(lambda: self._open_form(kind))
        return button

    def _open_form(self, kind: str) -> None:
        self._count = None
        clear_layout(self.body)
        move = self._move = MoveForm(self._here, kind)
        move.changed.connect(self.changed)
        back = Button(self._here.language.text("Back"), key_hint="Esc", kind="quiet")
        back.clicked.connect(self._back)
        self.body.addWidget(Label(move.title(), "strong"))
        self.body.addWidget(move)
        self.body.addWidget(beside(back, 1))
        self.body.addStretch(1)
        move.start()
        self.changed.emit()

    def _back(self) -> None:
        self._move = None
        self.recount_wanted.emit()

    def _told(self, result: CountResult) -> list[QWidget]:
        """What was counted; each count stays, so that counting again hides nothing."""
        say, counted = self._here.language.text, Money(result.counted, self._here.office.money)
        words = say("What it ought to be stands on the Z report. Every count stands there too.")
        again = Button(say("Count again"), kind="quiet")
        again.clicked.connect(self._again)
        over = Button(say("Hand the till over"), "collect")
        over.clicked.connect(self.hand_over_wanted)
        row = beside(Label(say("Counted")), 1, Amount(self._here.money(counted), "body"))
        return [Card(say("The till is counted"), words, "check", "ready"), row, beside(again, over, 1)]

    def _again(self) -> None:
        self._recounts = True
        self.recount_wanted.emit()
