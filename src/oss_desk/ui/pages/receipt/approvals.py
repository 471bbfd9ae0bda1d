"""The page of approvals: what waits for one's word, in words, and what others answered to what one asked."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from oss_desk.operations.office import approvals
from oss_desk.operations.program import Program
from oss_desk.operations.sheets import ApprovalCard
from oss_desk.ui.changes import touches
from oss_desk.ui.messages import sentence
from oss_desk.ui.page import Column, Context, Room
from oss_desk.ui.pages.cases.desk_page import DeskPage
from oss_desk.ui.pages.cases.rooms import roomy
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside
from oss_desk.ui.pages.counter.work import new_id
from oss_desk.ui.pages.receipt.approved import amount_of, facts_of, total_words
from oss_desk.ui.print_jobs import PrintJobs
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Chip
from oss_desk.ui.widgets.messages import Empty
from oss_desk.ui.widgets.panel import Panel
from oss_desk.ui.widgets.rows import ListRow, ListView
from oss_desk.ui.widgets.slip import Slip

SLIP = 360
LOOKS_AGAIN_MS = 5_000
"""What another desk asks or answers is seen this soon, without a key."""
ON_A_RECEIPT = frozenset({"void", "refund", "copy_receipt"})
Cards = tuple[tuple[ApprovalCard, ...], tuple[ApprovalCard, ...]]


def both(program: Program) -> Cards:
    """What waits for this official's word, and what she asked for herself."""
    return approvals.approvals_waiting(program), approvals.approvals_asked(program)


class ApprovalsPage(DeskPage):
    """The list at the start side; at the end side exactly what is approved, with yes and no."""

    def __init__(self, context: Context, prints: PrintJobs) -> None:
        super().__init__(context, prints)
        self._back, self._at, self._typed_at = "", 0, 0
        self._cards: Cards = ((), ())
        self._command_id = new_id()
        self.reason = Field("")
        self.rows = ListView("")
        self.next.triggered.connect(self._go)
        self._clock = QTimer(self, interval=LOOKS_AGAIN_MS)
        self._clock.timeout.connect(self._read)

    def built(self, here: Here) -> None:
        """Nothing stands before the list is read."""

    def opened(self, **arguments: Any) -> None:
        """Read the list; `back` is the page one came from."""
        self._back = str(arguments.get("back", self._back))
        self.arrive()
        self._clock.start()
        self.when_ready(self._read)

    def closed(self) -> None:
        """Another page is shown: nobody waits for an answer here."""
        self._clock.stop()

    def where(self) -> Mapping[str, Any]:
        """For the window made anew."""
        return {"back": self._back}

    def refresh(self, changes: object) -> None:
        """Read again what may have changed."""
        if self.here is not None and touches(changes, "approval", "payment", "case"):
            self._read()

    def room_changed(self, room: Room) -> None:
        """List and question below each other in a narrow window."""
        if self.here is not None:
            self._draw()

    def shortcuts(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        say = self.context.language.text
        return [("F9", say("agree, or go on with it")), ("F5", say("read again"))]

    def key_f9(self) -> bool:
        """Press the button."""
        self.next.trigger()
        return True

    def key_f5(self) -> bool:
        """Look again what waits."""
        self.when_ready(self._read)
        return True

    def key_back(self) -> bool:
        """Back to the page one came from."""
        if self._back:
            self.goto.emit(self._back, {})
        return bool(self._back)

    def card(self) -> ApprovalCard | None:
        """The question that is looked at."""
        return next((card for cards in self._cards for card in cards if card.id == self._at), None)

    def _read(self) -> None:
        self.work.read(self, both, self._show, what="approvals")

    def _show(self, cards: Cards) -> None:
        if cards == self._cards and self.slip is not None:
            return
        self._cards = cards
        if self.card() is None:
            self._at = next((card.id for listed in cards for card in listed), 0)
        self._draw()
        self.land(self._start)

    def _start(self) -> None:
        """The list; in a narrow window what is approved stands above it, and is read first."""
        if self.room == "narrow":
            self.setFocus()
        else:
            self.rows.focus_first()

    def _draw(self) -> None:
        say = self.context.language.text
        narrow = self.room == "narrow"
        self.set_columns(roomy(Column(self._above(), self._list())) if narrow else self._list(), folds_first=False)
        self.set_slip(self._slip(), SLIP)
        back = Button(say("Back"), "close", "Esc")
        back.clicked.connect(lambda: self.key_back())
        self.line.set_parts([Label(say("Approvals"), "heading")], beside(1), [back] if self._back else [])
        self._show_next()

    def _list(self) -> QWidget:
        say = self.context.language.text
        waiting, asked = self._cards
        panel = Panel(say("Waiting for your word"), say("and what you asked for today"), scroll=True, flush=True)
        self.rows = ListView(say("Approvals"))
        self.rows.set_rows([self._row(card) for card in (*waiting, *asked)])
        self.rows.set_value(self._at)
        self.rows.chosen.connect(self._choose)
        self.rows.walked.connect(self._choose)
        panel.body.addWidget(self.rows)
        if not waiting and not asked:
            panel.body.addWidget(
                Empty(say("Nothing waits"), say("What others ask you to approve stands here."), "check")
            )
        panel.body.addStretch(1)
        return panel

    def _row(self, card: ApprovalCard) -> ListRow:
        assert self.here is not None
        say = self.context.language.text
        who = say(
            "{official}, desk {desk}, {time}",
            official=card.asked_by,
            desk=card.desk,
            time=self.here.time(card.asked_at),
        )
        words = self._about(card)
        row = ListRow(words, who, self._state(card), value=card.id)
        row.setAccessibleName(self.context.language.listed((words, who)))
        return row

    def _about(self, card: ApprovalCard) -> str:
        return sentence(self.context.language, card.about)

    def _state(self, card: ApprovalCard) -> Chip:
        say = self.context.language.text
        if card.yes is None:
            return Chip(say("waits"), "clock", "wait")
        return Chip(say("agreed"), "check", "ready") if card.yes else Chip(say("refused"), "stop", "stop")

    def _choose(self, value: object) -> None:
        if isinstance(value, int) and value != self._at:
            self._at = value
            self._command_id = new_id()
            self._draw()

    def _is_mine(self, card: ApprovalCard) -> bool:
        return card in self._cards[1]

    def _title(self) -> str:
        say, card = self.context.language.text, self.card()
        mine = card is not None and self._is_mine(card)
        return say("You asked for this") if mine else say("This is to be approved")

    def _slip(self) -> Slip:
        """The question beside the list; in a narrow window only its sum, since it stands above the list."""
        slip, card = Slip(), self.card()
        slip.set_title(self._title())
        for part in self._question() if self.room != "narrow" else ():
            slip.add(part)
        slip.add_stretch()
        amount = amount_of(self.here, card) if card is not None and self.here is not None else None
        if card is not None and self.here is not None and amount is not None:
            slip.set_total(total_words(self.here, card), self.here.money(amount))
        return slip

    def _above(self) -> Panel:
        panel = Panel(self._title())
        for part in self._question():
            panel.body.addWidget(part)
        return panel

    def _question(self) -> list[QWidget]:
        """Exactly what is approved, who asks, and the place for a no."""
        say, card = self.context.language.text, self.card()
        typed = self.reason.text() if card is not None and card.id == self._typed_at else ""
        self._typed_at = card.id if card is not None else 0
        self.reason = Field(say("Why not, or a remark"), "multi-line", value=typed)
        if card is None:
            return [Label(say("Nothing is chosen."), ink="ink3")]
        assert self.here is not None
        facts = facts_of(self.here, card)
        asked = say("Asked by {official} at desk {desk}", official=card.asked_by, desk=card.desk)
        parts: list[QWidget] = [facts if facts is not None else Label(self._about(card), "key", wrap=True)]
        parts.append(Label(asked, ink="ink2", wrap=True))
        if card.yes is not None:
            told = (
                say("{name} agreed.", name=card.answered_by)
                if card.yes
                else say("{name} said no.", name=card.answered_by)
            )
            parts.append(Label(" ".join((told, card.reason)).strip(), wrap=True))
        elif not self._is_mine(card):
            no = Button(say("Say no"), "stop")
            no.clicked.connect(lambda: self._answer(False))
            parts += [self.reason, beside(no, 1)]
        return parts

    def _show_next(self) -> None:
        say, card = self.context.language.text, self.card()
        if card is None:
            self.next.set_not_yet(say("Agree"), say("Nothing is chosen."), "F9")
        elif not self._is_mine(card):
            self.next.set_ready(say("Agree"), say("once, to exactly this"), "F9", "check")
        elif card.yes is None:
            self.next.set_not_yet(say("Go on with it"), say("Nobody has answered yet"), "F9")
        elif card.yes:
            self.next.set_ready(say("Go on with it"), say("as it was approved"), "F9", "arrow-end")
        else:
            self.next.set_not_yet(say("Go on with it"), say("It was refused"), "F9")

    def _go(self) -> None:
        card = self.card()
        if card is None:
            return
        if not self._is_mine(card):
            self._answer(True)
        elif card.operation == "waive_at_start":
            self.goto.emit("counter", {})
        elif card.operation in ON_A_RECEIPT:
            self.goto.emit("receipt", {"code": str(card.shown["receipt"]), "approval": card, "back": "approvals"})
        elif card.operation == "waive":
            self.goto.emit("waiver", {"case_id": card.shown["case_id"], "approval": card, "back": "approvals"})
        else:
            self.goto.emit("cases", {"case_id": int(card.shown.get("case_id", 0)), "back": "approvals"})

    def _answer(self, yes: bool) -> None:
        def done(_: object) -> None:
            self._command_id = new_id()
            say = self.context.language.text
            self.say(say("You agreed.") if yes else say("You said no."), self._about(card) if card is not None else "")

        def failed(error: BaseException) -> None:
            self.tell(error)
            self._show_next()

        card = self.card()
        values: dict[str, Any] = {"approval_id": self._at, "yes": yes, "reason": self.reason.text()}
        self.send(approvals.answer_approval, done, command_id=self._command_id, failed=failed, **values)
