"""The history of a case in words: one sentence for each kind of event, and who did it when."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from oss_desk.domain.money import Currency, Money
from oss_desk.operations.sheets import CaseSheet, HistoryLine
from oss_desk.ui.messages import mark_words
from oss_desk.ui.pages.cases.words import ending_words, moment_words, step_words
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside, id_words, under
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.panel import Panel
from oss_desk.workflows.definition import Service

SHOWN = 6
NOTES = ("note", "reason", "text")
"""The texts of an event that a person typed."""


class HistoryPanel(Panel):
    """What happened, the newest first; the first few until all are asked for."""

    all_wanted = Signal()

    def __init__(self, here: Here) -> None:
        self._here, self._all = here, False
        self._sheet: CaseSheet | None = None
        super().__init__(here.language.text("History"), ruled=True)

    def show_case(self, sheet: CaseSheet) -> None:
        """Draw the history of this case; another case begins folded."""
        if self._sheet is None or sheet.case.id != self._sheet.case.id:
            self._all = False
        self._sheet = sheet
        self.clear()
        newest = list(reversed(sheet.history))
        for line in newest if self._all else newest[:SHOWN]:
            self.add(self._entry(line, sheet))
        if not self._all and len(newest) > SHOWN:
            self.add(beside(self._more(len(newest)), 1))
        if not newest:
            self.add(Label(self._here.language.text("Nothing happened yet."), ink="ink3"))

    def _entry(self, line: HistoryLine, sheet: CaseSheet) -> QWidget:
        moment = moment_words(self._here, line.at)
        what = Label(event_words(self._here, line, sheet), wrap=True)
        who = Label(self._here.language.listed((moment, line.official)), ink="ink3", wrap=True)
        typed = typed_text(line)
        said = Label(self._here.language.text("“{words}”", words=typed), ink="ink2", wrap=True) if typed else None
        return under(what, said, who, gap=0)

    def _more(self, count: int) -> Button:
        more = Button(self._here.language.text("All {count} entries", count=count), kind="quiet")
        more.clicked.connect(self._show_all)
        return more

    def _show_all(self) -> None:
        self._all = True
        if self._sheet is not None:
            self.show_case(self._sheet)


def typed_text(line: HistoryLine) -> str:
    """The note or reason of an event."""
    return next((line.texts[name] for name in NOTES if line.texts.get(name)), "")


def newest_note(sheet: CaseSheet) -> HistoryLine | None:
    """The last thing an official wrote to the case."""
    return next((line for line in reversed(sheet.history) if typed_text(line)), None)


def event_words(here: Here, line: HistoryLine, sheet: CaseSheet) -> str:
    """What happened; an event without words of its own is named by its kind."""
    told = _TOLD.get(line.kind)
    return told(here, line.payload, sheet.service) if told else id_words(line.kind)


Payload = Mapping[str, object]


def _amount(here: Here, payload: Payload) -> str:
    code, minor = payload.get("currency"), payload.get("amount")
    money = here.office.money if code in (None, here.office.currency) else Currency(str(code))
    return here.money(Money(minor if isinstance(minor, int) else 0, money))


def _moved(here: Here, payload: Payload, service: Service) -> str:
    ending = payload.get("ending")
    if ending:
        return ending_words(here, str(ending))
    action = _action(here, service, str(payload.get("from")), str(payload.get("action")))
    step = _step(here, service, str(payload.get("to")))
    return here.language.text("{action}: {step}", action=action, step=step) if action else step


def _action(here: Here, service: Service, step: str, action: str) -> str:
    found = next((one for one in service.steps if one.id == step), None)
    labels = {one.id: here.text(one.label) for one in found.actions} if found else {}
    return labels.get(action, here.language.text("Paid") if action == "paid" else "")


def _step(here: Here, service: Service, step: str) -> str:
    found = next((one for one in service.steps if one.id == step), None)
    return step_words(here, (found.title if found else None) or {}, step, found.kind if found else "")


def _paper(here: Here, payload: Payload, service: Service) -> str:
    kind, mark = id_words(str(payload.get("type", ""))), str(payload.get("mark", ""))
    say = here.language.text
    return say("{paper}: {mark}", paper=kind, mark=mark_words(here.language, mark)) if mark else kind


def _opinion(here: Here, payload: Payload, service: Service) -> str:
    say = here.language.text
    words = {"positive": say("agrees"), "negative": say("objects"), "none": say("has nothing to say")}
    answer = words.get(str(payload.get("answer")), "")
    return say("{authority} {answer}", authority=id_words(str(payload.get("authority", ""))), answer=answer)


def _output(here: Here, payload: Payload, service: Service) -> str:
    output = next((one for one in service.outputs if one.id == payload.get("output")), None)
    title = here.text(output.title) if output else id_words(str(payload.get("output", "")))
    return here.language.text("{output} issued, {number}", output=title, number=str(payload.get("number", "")))


def _plain(words: Callable[[Here], str]) -> Callable[[Here, Payload, Service], str]:
    return lambda here, payload, service: words(here)


_TOLD: dict[str, Callable[[Here, Payload, Service], str]] = {
    "case-moved": _moved,
    "paper-seen": _paper,
    "paper-recorded": _paper,
    "paper-not-accepted": lambda here, payload, _: here.language.text(
        "{paper}: not accepted", paper=id_words(str(payload.get("type", "")))
    ),
    "opinion-recorded": _opinion,
    "output-issued": _output,
    "output-spoilt": lambda here, payload, _: here.language.text(
        "{number} was spoilt", number=str(payload.get("number", ""))
    ),
    "demand-made": lambda here, payload, _: here.language.text("To pay: {amount}", amount=_amount(here, payload)),
    "demand-paid": lambda here, payload, _: here.language.text(
        "{amount} paid, {receipt}", amount=_amount(here, payload), receipt=str(payload.get("receipt", ""))
    ),
    "owes-less": lambda here, payload, _: here.language.text(
        "{amount} less is owed than was asked for", amount=_amount(here, payload)
    ),
    "case-started": _plain(lambda here: here.language.text("Received at the counter")),
    "case-noted": _plain(lambda here: here.language.text("Note")),
    "note-added": _plain(lambda here: here.language.text("Note")),
    "case-suspended": _plain(lambda here: here.language.text("Clock stopped")),
    "case-resumed": _plain(lambda here: here.language.text("Clock runs again")),
    "case-extended": _plain(lambda here: here.language.text("Due date extended")),
    "case-due-moved": _plain(lambda here: here.language.text("Due date moved by other opening hours")),
    "case-withdrawn": _plain(lambda here: here.language.text("Withdrawn by the citizen")),
    "case-lapsed": _plain(lambda here: here.language.text("Lapsed")),
    "case-refused": _plain(lambda here: here.language.text("Refused")),
    "case-sent-back": _plain(lambda here: here.language.text("Sent back")),
    "case-opened-in-error": _plain(lambda here: here.language.text("Opened in error")),
    "answers-given": _plain(lambda here: here.language.text("Answers written down")),
    "handed-over": _plain(lambda here: here.language.text("Handed over")),
    "output-sent": _plain(lambda here: here.language.text("Sent")),
    "paper-copied": _plain(lambda here: here.language.text("A copy was printed")),
}
"""The sentence of each kind of event."""
