"""The steps of a case as a line downwards: in whose hands it was, is and will be, and for how long."""

from datetime import datetime

from PySide6.QtCore import Qt

from oss_desk.domain.calendar import Duration
from oss_desk.operations.sheets import CaseSheet, StepLine
from oss_desk.ui.pages.cases.words import between, hands_sign, hands_words, length_words, moment_words, step_words
from oss_desk.ui.pages.catalogue.words import HOUR, term_words
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.panel import Panel
from oss_desk.ui.widgets.timeline import Held, Timeline

ICONS = {"ready-to-collect": "collect", "handed-over": "check", "sent": "send", "done": "check", "to-pay": "till"}
CLOCK_STOPS = frozenset({"to-pay"})


class StepsPanel(Panel):
    """Every hold with a name and a length."""

    def __init__(self, here: Here) -> None:
        self._here = here
        self._met = Label("", ink="ink3", align=Qt.AlignmentFlag.AlignRight)
        super().__init__(here.language.text("Steps"), trailing=self._met)
        self._line = Timeline((), here.language.text("Steps of the case"))
        self.add(self._line)

    def show_case(self, sheet: CaseSheet) -> None:
        """Draw the steps of this case."""
        met = sheet.officials_met
        words = self._here.language.plural("{n} official met so far", "{n} officials met so far", met)
        self._met.setText(words if met else "")
        self._line.set_held([held(self._here, step) for step in sheet.steps])


def held(here: Here, step: StepLine) -> Held:
    """One step as the line draws it."""
    stopped = hands_sign(step.hands) == "citizen" and (step.kind == "work" or step.kind in CLOCK_STOPS)
    return Held(
        hands=_hands(step),
        title=step_words(here, step.title, step.step, step.kind),
        who=_who(here, step, stopped),
        how_long=_how_long(here, step),
        span=_span(here, step),
        state=step.state,
        note=here.language.text("now") if step.state == "now" else "",
        icon=ICONS.get(step.kind, ""),
        stopped=stopped and step.state != "ahead",
    )


def _hands(step: StepLine) -> str:
    sign = hands_sign(step.hands)
    return "counter" if sign == "ended" else sign


def _who(here: Here, step: StepLine, stopped: bool) -> str:
    say = here.language.text
    whose = hands_words(here, step.hands, step.hands_title) if hands_sign(step.hands) != "ended" else ""
    if step.state == "ahead":
        within = say("within {time}", time=term_words(here, step.within, "open")) if step.within else ""
        return here.language.listed((whose, within))
    done = here.text(step.action) if step.state == "done" else ""
    return here.language.listed((step.official, whose, say("clock stopped") if stopped else "", done))


def _how_long(here: Here, step: StepLine) -> str:
    if step.from_at is None or step.state == "ahead":
        return ""
    if step.late is not None:
        return late_by(here, step.late)
    if step.used is not None and step.within is not None:
        return used_of(here, step.used, step.within)
    return between(here, step.from_at, step.to_at or here.clock())


def used_of(here: Here, used: Duration, within: Duration) -> str:
    """How much of its term a step has used: 1 of 5 working days, 10 of 20 min, 25 min of 2 hours."""
    plural = here.language.plural
    if within == Duration(days=within.days):
        return plural("{used} of {n} working day", "{used} of {n} working days", within.days, used=used.days)
    if within == Duration(minutes=within.minutes) and within.minutes % HOUR:
        return plural("{used} of {n} min", "{used} of {n} min", within.minutes, used=used.minutes)
    days = within.years or within.months or within.days
    part = plural("{n} working day", "{n} working days", used.days) if days else length_words(here, used.minutes)
    return here.language.text("{used} of {term}", used=part, term=term_words(here, within, "open"))


def late_by(here: Here, late: Duration) -> str:
    """2 working days late; late today as long as no day has passed."""
    if late.days:
        return here.language.plural("{n} working day late", "{n} working days late", late.days)
    if late.minutes:
        return here.language.text("{time} late", time=length_words(here, late.minutes))
    return here.language.text("late today")


def _span(here: Here, step: StepLine) -> str:
    if step.from_at is None or step.state == "ahead":
        return ""
    say = here.language.text
    if step.to_at is None:
        return say("since {moment}", moment=moment_words(here, step.from_at))
    if here.day(step.from_at) == here.day(step.to_at):
        return moment_words(here, step.from_at)
    return say("{start} to {end}", start=_short(here, step.from_at), end=_short(here, step.to_at))


def _short(here: Here, moment: datetime) -> str:
    return here.language.short_date(moment.astimezone(here.zone).date())
