"""The office's notices: those that hold or will hold, and for a supervisor the form to write and to end one."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from oss_desk.language import own_name
from oss_desk.operations.sheets import CatalogueSheet, NoticeCard
from oss_desk.ui.page import Column, Page
from oss_desk.ui.pages.cases.rooms import roomy
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import two, under
from oss_desk.ui.pages.day import words
from oss_desk.ui.pages.day.groups import Listing
from oss_desk.ui.theme import px
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Chip
from oss_desk.ui.widgets.messages import Empty
from oss_desk.ui.widgets.panel import Panel
from oss_desk.ui.widgets.rows import ListRow, ListView
from oss_desk.ui.widgets.segments import Segments
from oss_desk.ui.widgets.slip import Pairs, Slip
from oss_desk.ui.widgets.typed_date import read_date

FORM, FORM_IN_MEDIUM, SLIP, LEAST = 360, 300, 300, 200
Written = Mapping[str, Any]


class Told(QObject):
    """Fills a page. `written` carries the values of a new notice, `ended` the id of one to be ended."""

    written = Signal(object)
    ended = Signal(int)

    def __init__(self, here: Here, page: Page, writes: bool) -> None:
        super().__init__(page)
        self._here, self._page, self._writes = here, page, writes
        self.up = False
        """Whether this view is the one that is shown: only then it says what the button does."""
        self._cards: tuple[NoticeCard, ...] = ()
        self._catalogue: CatalogueSheet | None = None
        self._at: int | None = None
        self._kept: dict[str, str] = {}
        self._build(QWidget())

    def put_up(self, head: QWidget) -> None:
        """Take the page over; what was typed stays."""
        self._kept = self.content()
        self._build(head)
        width = FORM if self._page.room == "wide" else FORM_IN_MEDIUM
        if self._writes and self._page.room == "narrow":
            self.list.setMinimumHeight(px(LEAST))
            self._page.set_columns(roomy(Column(self.list, self._form)), folds_first=False)
        elif self._writes:
            self._page.set_columns(self.list, roomy(Column(self._form)), widths=(None, width), folds_first=False)
        else:
            self._page.set_columns(self.list, folds_first=False)
        self._page.set_slip(self._slip, SLIP)
        self.show_cards(self._cards)

    def content(self) -> dict[str, str]:
        """What is typed, by field."""
        texts = {f"text-{language}": field.text() for language, field in self._texts.items()}
        scope = {"scope": self.scope.value() or "office", "code": self.code.text()}
        return {**scope, **texts, **{name: field.text() for name, field in self._times.items()}}

    def show_cards(self, cards: tuple[NoticeCard, ...]) -> None:
        """Draw the notices that are not over."""
        self._cards = cards
        if self._at not in [card.notice.id for card in cards]:
            self._at = cards[0].notice.id if cards and not self._writes else None
        say = self._here.language.text
        self.list.set_title(say("Notices"), str(len(cards)) if cards else "")
        self.rows.set_rows([self._row(card) for card in cards])
        self.rows.set_value(self._at)
        self._tell_empty(not cards)
        self.show_next()

    def show_catalogue(self, sheet: CatalogueSheet) -> None:
        """What a notice may be about."""
        self._catalogue = sheet
        self._offer_codes()
        if "code" in self._kept:
            self.code.set_text(self._kept["code"])

    def start(self) -> None:
        """Put the focus where a notice is written, or on the first that is listed."""
        if self._writes:
            next(iter(self._texts.values())).focus()
        else:
            self.rows.focus_first()

    def go(self) -> None:
        """Write the notice, or end the one that is chosen."""
        card = self.card()
        if card is not None:
            self.ended.emit(card.notice.id)
        elif not self._wrong():
            self.written.emit(self.values())

    def forget(self) -> None:
        """The notice was written: the form is empty again."""
        for field in (*self._texts.values(), *self._times.values()):
            field.set_text("")
        self.show_next()

    def leave_card(self) -> bool:
        """Back from a listed notice to the form; False when none is chosen, or nobody writes here."""
        if self._at is None or not self._writes:
            return False
        self._choose(None)
        return True

    def card(self) -> NoticeCard | None:
        """The notice that is chosen in the list."""
        return next((card for card in self._cards if card.notice.id == self._at), None)

    def values(self) -> dict[str, Any]:
        """The values of the operation that writes it."""
        scope = self.scope.value() or "office"
        return {
            "scope": scope,
            "code": self.code.text() if scope != "office" else None,
            "text": {language: field.text() for language, field in self._texts.items() if field.text().strip()},
            "begins": self._moment("from"),
            "ends": self._moment("until"),
        }

    def show_next(self) -> None:
        """What the button will do, or what it lacks."""
        say, card, action = self._here.language.text, self.card(), self._page.next
        if not self.up:
            return
        if not self._writes:
            action.set_not_yet(say("Write a notice"), say("A supervisor writes notices"), "F9")
        elif card is not None:
            action.set_ready(say("End this notice now"), say("it is shown nowhere from now on"), "F9", "close")
        elif not any(field.text().strip() for field in self._texts.values()):
            action.set_not_yet(say("Write the notice"), say("Nothing is written yet"), "F9")
        elif self.scope.value() != "office" and not self.code.text():
            action.set_not_yet(say("Write the notice"), say("What it is about is missing"), "F9")
        else:
            action.set_ready(say("Write the notice"), say("shown at every desk"), "F9", "check")
        self._show_slip()

    def _build(self, head: QWidget) -> None:
        say = self._here.language.text
        self.list = Listing(say("Notices"), head)
        self.rows = ListView(say("Notices"))
        self.rows.chosen.connect(self._choose)
        self.rows.walked.connect(self._look_at)
        self._empty = QWidget()
        self.list.body.addWidget(self.rows)
        self.list.body.addWidget(self._empty)
        self.list.body.addStretch(1)
        self._slip = Slip()
        self._build_form()

    def _build_form(self) -> None:
        say, kept = self._here.language.text, self._kept
        self._form = Panel(say("A new notice"))
        scopes = [("office", say("Everything")), ("service", say("A service")), ("authority", say("An authority"))]
        self.scope = Segments(scopes, kept.get("scope", "office"), name=say("What it is about"))
        self.scope.changed.connect(lambda _: self._offer_codes())
        self.code = Field(say("Which"), "choice", placeholder=say("choose"))
        self.code.changed.connect(lambda _: self.show_next())
        self._texts = {language: self._text_field(language) for language in self._here.office.languages}
        self._times = self._time_fields()
        for name, field in {**{f"text-{key}": one for key, one in self._texts.items()}, **self._times}.items():
            field.set_text(kept.get(name, ""))
            field.changed.connect(lambda _: self._typed())
        words_on_days = say("Without a first day it holds at once, without a last one until it is ended.")
        day = Label(words_on_days, ink="ink3", wrap=True)
        times = self._times
        rows = (two(times["from"], times["from-time"]), two(times["until"], times["until-time"]))
        for part in (self.scope, self.code, *self._texts.values(), *rows, day):
            self._form.body.addWidget(part)
        self._offer_codes()

    def _typed(self) -> None:
        """Whoever types writes a new one; the one that was chosen is let go."""
        if self._at is not None:
            self._choose(None)
        self.show_next()

    def _text_field(self, language: str) -> Field:
        say = self._here.language.text
        return Field(say("Notice, {language}", language=own_name(language)), "multi-line", lines=2)

    def _time_fields(self) -> dict[str, Field]:
        say = self._here.language.text
        day, hour = say("day month year"), say("14:30")
        calendar = say("Calendar")
        return {
            "from": Field(say("From"), "date", placeholder=day, check=self._day, button_name=calendar),
            "from-time": Field(say("Time"), placeholder=hour, check=self._hour),
            "until": Field(say("Until and including"), "date", placeholder=day, check=self._day, button_name=calendar),
            "until-time": Field(say("Time"), placeholder=hour, check=self._hour),
        }

    def _offer_codes(self) -> None:
        scope, sheet = self.scope.value(), self._catalogue
        self.code.setVisible(scope != "office")
        editor = self.code.editor
        choices: dict[str, str] = {}
        for card in sheet.services if sheet is not None else ():
            if scope == "service":
                choices[card.service] = self._here.text(card.title)
            elif scope == "authority":
                choices[card.authority_id] = self._here.text(card.authority)
        set_choices = getattr(editor, "set_choices", None)
        if set_choices is not None:
            set_choices(sorted(choices.items(), key=lambda choice: choice[1]), self._here.language.text("choose"))
        self.show_next()

    def _day(self, text: str) -> str | None:
        iso = read_date(text)
        if iso == "" or (iso is not None and len(iso) == 10):
            return None
        return self._here.language.text("This is no day. Write day, month and year.")

    def _hour(self, text: str) -> str | None:
        if not text.strip() or _read_hour(text) is not None:
            return None
        return self._here.language.text("This is no time. Write it as in 14:30.")

    def _wrong(self) -> bool:
        wrong = [field for field in self._times.values() if not field.validate()]
        if wrong:
            wrong[0].focus()
        return bool(wrong)

    def _moment(self, which: str) -> date | datetime | None:
        """A day of the office, or a moment where a time was typed."""
        iso, hour = read_date(self._times[which].text()), _read_hour(self._times[f"{which}-time"].text())
        if not iso and hour is None:
            return None
        day = date.fromisoformat(iso) if iso else self._here.today
        return datetime.combine(day, hour, self._here.zone) if hour is not None else day

    def _row(self, card: NoticeCard) -> ListRow:
        say, until = self._here.language.text, words.until_words(self._here, card)
        begins = words.begins_words(self._here, card)
        about = words.about_words(self._here, card)
        end: QWidget = Chip(say("to come"), "clock", "plain") if begins else Chip(say("shown now"), "info", "wait")
        row = ListRow(self._here.text(card.notice.text), f"{about}, {begins or until}", end, value=card.notice.id)
        row.setAccessibleName(self._here.language.listed((self._here.text(card.notice.text), about, begins, until)))
        return row

    def _tell_empty(self, none: bool) -> None:
        self._empty.deleteLater()
        say = self._here.language.text
        self._empty = QWidget()
        if none:
            told = say("What is written here stands beside the services that it touches, at every desk.")
            self._empty = Empty(say("No notice holds"), told, "info")
        self._empty.setContentsMargins(16, 12, 16, 12)
        self.list.body.insertWidget(1, self._empty)

    def _choose(self, value: object) -> None:
        self._at = value if isinstance(value, int) and value != self._at else None
        self.rows.set_value(self._at)
        self.show_next()

    def _look_at(self, value: object) -> None:
        """Who only reads sees the notice that the arrows come to."""
        if not self._writes and value != self._at:
            self._choose(value)

    def _show_slip(self) -> None:
        say, card, slip = self._here.language.text, self.card(), self._slip
        slip.clear()
        slip.set_title(say("This notice") if card is not None else say("As the finder will say it"))
        if card is not None:
            self._show_card(card)
        elif self._writes:
            self._show_typed()
        slip.add_stretch()

    def _show_card(self, card: NoticeCard) -> None:
        say, pairs, texts = self._here.language.text, Pairs(), card.notice.text
        listed = sorted(texts.items(), key=lambda text: self._here.office.languages.index(text[0]))
        for language, text in listed:
            self._slip.add(under(Label(own_name(language), ink="ink3"), Label(text, "key", wrap=True), gap=0))
        self._slip.add_tear()
        pairs.add(say("About"), words.about_words(self._here, card))
        begins = words.begins_words(self._here, card)
        if begins:
            pairs.add(say("Begins"), begins)
        pairs.add(say("Holds"), words.until_words(self._here, card))
        pairs.add(say("Written by"), card.written_by)
        self._slip.add(pairs)
        if self._writes:
            back = Button(say("Write another one"), "plus", kind="quiet")
            back.clicked.connect(lambda: self._choose(None))
            self._slip.add(back)

    def _show_typed(self) -> None:
        say = self._here.language.text
        typed = [field.text().strip() for field in self._texts.values() if field.text().strip()]
        for text in typed:
            self._slip.add(Label(text, "key", wrap=True))
        if not typed:
            self._slip.add(Label(say("Nothing is written yet."), ink="ink3", wrap=True))
            return
        missing = [own_name(language) for language, field in self._texts.items() if not field.text().strip()]
        if missing:
            words_missing = self._here.language.listed(missing)
            told = say("Not written in {languages}: it is shown in the language that is.", languages=words_missing)
            self._slip.add(Label(told, ink="wait", wrap=True))


def _read_hour(text: str) -> time | None:
    """A time as typed: 14:30, 14.30, 1430, 9; None when it is none."""
    digits = text.strip().replace(".", ":").replace("h", ":")
    hours, _, minutes = digits.partition(":") if ":" in digits else (digits[:-2] or digits, "", digits[-2:])
    if ":" not in digits and len(digits) <= 2:
        hours, minutes = digits, "0"
    if not (hours.isascii() and hours.isdigit() and (minutes or "0").isascii() and (minutes or "0").isdigit()):
        return None
    hour, minute = int(hours), int(minutes or "0")
    return time(hour, minute) if hour < 24 and minute < 60 else None
