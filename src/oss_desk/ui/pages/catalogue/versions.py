"""The versions of a service for those who publish: which is in force and when; ending one, taking one back."""

from datetime import UTC, date, datetime, time, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from oss_desk.operations.sheets import VersionCard
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside, under
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Chip
from oss_desk.ui.widgets.panel import Divider, Panel

TONES = {"in-force": ("check", "ready"), "planned": ("clock", "wait")}


class VersionsPanel(Panel):
    """`ended` carries the id of a version and the moment from which it ends, `withdrawn` its id."""

    ended = Signal(int, object)
    withdrawn = Signal(int)

    def __init__(self, here: Here) -> None:
        self._here = here
        super().__init__(here.language.text("Versions"))
        self._open: tuple[int, str] | None = None
        self._cards: tuple[VersionCard, ...] = ()

    def show_versions(self, cards: tuple[VersionCard, ...]) -> None:
        """Every version, the newest first; where they are the ones that are shown, what is being asked stays."""
        if cards != self._cards or not cards:
            self._cards, self._open = cards, None
            self._draw()

    def _leave(self) -> None:
        self._open = None
        self._draw()

    def _draw(self) -> None:
        self.clear()
        for number, card in enumerate(self._cards):
            if number:
                self.add(Divider())
            self.add(self._row(card))

    def _row(self, card: VersionCard) -> QWidget:
        say = self._here.language.text
        sign, tone = TONES.get(card.state, (None, "plain"))
        head = beside(Label(say("Version {number}", number=card.number), "key"), Chip(self._state(card), sign, tone), 1)
        parts: list[QWidget] = [head, Label(self._dates(card), ink="ink3", wrap=True)]
        if card.state in ("in-force", "planned"):
            parts.append(self._asked(card) if self._open and self._open[0] == card.id else self._buttons(card))
        return under(*parts, gap=4)

    def _buttons(self, card: VersionCard) -> QWidget:
        say = self._here.language.text
        end = Button(say("End it from a day"), "calendar", kind="quiet", flush=True)
        end.clicked.connect(lambda: self._ask(card, "end"))
        back = Button(say("Take it back"), "undo", kind="quiet")
        back.clicked.connect(lambda: self._ask(card, "back"))
        return beside(*([end] if card.ends_at is None else []), back, 1)

    def _ask(self, card: VersionCard, what: str) -> None:
        self._open = (card.id, what)
        self._draw()

    def _asked(self, card: VersionCard) -> QWidget:
        say = self._here.language.text
        leave = Button(say("Leave it"), kind="quiet")
        leave.clicked.connect(self._leave)
        if self._open is not None and self._open[1] == "end":
            day = Field(say("Last day on which it is offered"), "date", value=self._here.today.isoformat())
            words = say("Afterwards nobody can ask for this service. Running cases go on as they began.")
            done = Button(say("End version {number}", number=card.number), kind="danger")
            done.clicked.connect(lambda: self._end(card, day))
            return under(Label(words, ink="ink2", wrap=True), day, beside(done, leave, 1))
        words = say("The version before it is in force again, if there is one. Running cases stay on this one.")
        done = Button(say("Take version {number} back", number=card.number), kind="danger")
        done.clicked.connect(lambda: self.withdrawn.emit(card.id))
        return under(Label(words, ink="ink2", wrap=True), beside(done, leave, 1))

    def _end(self, card: VersionCard, day: Field) -> None:
        try:
            last = date.fromisoformat(day.text())
        except ValueError:
            day.set_error(self._here.language.text("Write the day as day month year."))
            return
        self.ended.emit(card.id, midnight_after(self._here, last))

    def _state(self, card: VersionCard) -> str:
        say = self._here.language.text
        words = {
            "draft": say("not published"),
            "planned": say("to come"),
            "in-force": say("in force"),
            "replaced": say("replaced"),
            "ended": say("ended"),
            "withdrawn": say("taken back"),
        }
        return words[card.state]

    def _dates(self, card: VersionCard) -> str:
        say, here = self._here.language.text, self._here
        told = [say("taken over on {day}", day=self._day(card.imported_at))]
        if card.since is not None:
            told.append(say("in force from {day}", day=self._day(card.since)))
        if card.ends_at is not None:
            told.append(say("ends on {day}", day=self._day(card.ends_at)))
        return here.language.listed(told)

    def _day(self, moment: datetime) -> str:
        return self._here.language.date(moment.astimezone(self._here.zone).date())


def midnight_after(here: Here, day: date) -> datetime:
    """The moment in which the day after begins at the office; now, where that is over already."""
    return max(datetime.combine(day + timedelta(days=1), time.min, here.zone).astimezone(UTC), here.clock())
