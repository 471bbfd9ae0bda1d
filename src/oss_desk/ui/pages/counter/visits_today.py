"""Today at this desk between two citizens: its figures, and the visits there were."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from oss_desk.operations.sheets import TodaySheet, VisitCard
from oss_desk.ui.pages.counter.day_line import HourBars
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside, firm, under
from oss_desk.ui.theme import px
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Chip
from oss_desk.ui.widgets.messages import Empty
from oss_desk.ui.widgets.panel import Divider, Panel

FIRST_HOUR, LAST_HOUR = 8, 17
CHART, COLUMNS = 180, {"narrow": 5}
"""How high the picture is, and how many figures stand beside each other where it is not two."""
OUTCOMES = {
    "open": ("counter", "river"),
    "held": ("bookmark", "wait"),
    "served": ("check", "ready"),
    "carried-over": ("clock", "wait"),
}
"""The sign and tone of how a visit stands or ended; the others are plain."""


class FiguresPanel(Panel):
    """What was done today, as figures that stay together; in a wide window the hours as a picture beside them."""

    def __init__(self, here: Here) -> None:
        super().__init__(here.language.text("Today at this desk"))
        self._here = here
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_today(self, sheet: TodaySheet, room: str) -> None:
        """Draw the figures of this day; the picture yields where the room is less."""
        self.clear()
        chart = self._chart(sheet) if room == "wide" else 1
        both = beside(self._grid(sheet, COLUMNS.get(room, 2)), chart, gap=32, top=True)
        row = both.layout()
        if isinstance(row, QHBoxLayout):
            row.setStretch(1, 1)
        self.body.addWidget(both)

    def _grid(self, sheet: TodaySheet, columns: int) -> QWidget:
        holder, grid = QWidget(), QGridLayout()
        holder.setLayout(grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(24)
        for index, (figure, words) in enumerate(self._figures(sheet)):
            pair = under(Label(figure, "total"), firm(Label(words, ink="ink3")), gap=4)
            pair.setObjectName("figure")
            grid.addWidget(pair, index // columns, index % columns, Qt.AlignmentFlag.AlignTop)
        return holder

    def _figures(self, sheet: TodaySheet) -> tuple[tuple[str, str], ...]:
        say, plural = self._here.language.text, self._here.language.plural
        minutes = sheet.average_visit_minutes
        return (
            (str(sheet.served), plural("citizen served", "citizens served", sheet.served)),
            (plural("{n} min", "{n} min", minutes) if minutes is not None else "–", say("average visit")),
            (str(sheet.enquiries), plural("answered at once", "answered at once", sheet.enquiries)),
            (str(sheet.cases_started), plural("case started", "cases started", sheet.cases_started)),
            (str(sheet.handed_over), say("handed over")),
        )

    def _chart(self, sheet: TodaySheet) -> QWidget:
        counted = dict(sheet.visits_by_hour)
        hours = sorted({*counted, *self._open_hours(sheet)})
        now = sheet.now.astimezone(self._here.zone).hour
        words = self._here.language.text("Visits by hour")
        bars = HourBars([(hour, counted.get(hour, 0)) for hour in hours], now, words)
        bars.setFixedHeight(px(CHART) - px(32))
        chart = under(Label(words, "key"), bars, gap=8)
        chart.setObjectName("chart")
        return chart

    def _open_hours(self, sheet: TodaySheet) -> range:
        if sheet.opens_at is None or sheet.closes_at is None:
            return range(FIRST_HOUR, LAST_HOUR)
        first = sheet.opens_at.astimezone(self._here.zone).hour
        last = sheet.closes_at.astimezone(self._here.zone)
        return range(first, last.hour + (1 if last.minute else 0))


class VisitsPanel(Panel):
    """The visits of today, the newest first: when, who, what for, how it ended."""

    def __init__(self, here: Here) -> None:
        super().__init__(here.language.text("Visits of today"), flush=True, ruled=True, scroll=True)
        self._here = here

    def show_today(self, sheet: TodaySheet) -> None:
        """Draw the visits of this day."""
        say = self._here.language.text
        self.clear()
        self.set_title(say("Visits of today"), str(len(sheet.visits)) if sheet.visits else "")
        for card in sheet.visits:
            self.body.addWidget(self._row(card))
            self.body.addWidget(Divider())
        if not sheet.visits:
            words = Empty(say("Nobody was here yet"), say("F3 begins the first visit."), "counter")
            self.body.addWidget(under(words, margins=(16, 12, 16, 12)))
        self.body.addStretch(1)

    def _row(self, card: VisitCard) -> QWidget:
        time = firm(Label(self._here.time(card.opened_at), ink="ink3", tabular=True))
        services = ", ".join(self._here.text(title) for title in card.services)
        name = Label(card.visitor or self._here.language.text("Not yet known"))
        words = under(name, Label(services, ink="ink3") if services else None, gap=0)
        row = beside(time, words, self._state(card), gap=12)
        layout = row.layout()
        if isinstance(layout, QHBoxLayout):
            layout.setStretch(1, 1)
        return under(row, margins=(16, 9, 16, 9))

    def _state(self, card: VisitCard) -> Chip:
        state = card.outcome or card.state
        icon, tone = OUTCOMES.get(state, (None, "plain"))
        return Chip(outcome_words(self._here, state), icon, tone)


def outcome_words(here: Here, state: str) -> str:
    """How a visit stands, or how it ended."""
    say = here.language.text
    words = {
        "open": say("open"),
        "held": say("parked"),
        "served": say("served"),
        "enquiry": say("enquiry"),
        "left": say("left"),
        "carried-over": say("to be continued"),
    }
    return words.get(state, state)
