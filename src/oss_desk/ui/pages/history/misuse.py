"""What may show misuse: every exception of a period by kind, how many each official has, and cases to check again."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from oss_desk.domain.messages import Message
from oss_desk.domain.money import Currency, Money
from oss_desk.domain.papers import DayListPaper, ListGroup, ListRow, plain
from oss_desk.language import Language
from oss_desk.operations.history.exceptions import exceptions, exceptions_printed
from oss_desk.operations.sheets.exceptions import EXCEPTION_KINDS, ExceptionLine, ExceptionsSheet
from oss_desk.ui.messages import sentence
from oss_desk.ui.pages.cases.desk_page import DeskPage
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import firm, two
from oss_desk.ui.pages.day.groups import Group, Groups, Listing
from oss_desk.ui.pages.history.section import Section
from oss_desk.ui.pages.history.words import deed_words
from oss_desk.ui.pages.history.words import kind_words as event_words
from oss_desk.ui.pages.receipt.words import reason_choices
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label, Number
from oss_desk.ui.widgets.messages import Empty
from oss_desk.ui.widgets.rows import ListRow as Row
from oss_desk.ui.widgets.slip import Pairs, Slip

SLIP, WEEK = 340, timedelta(days=6)


def kind_words(language: Language, kind: str) -> str:
    """What a kind of exception is called."""
    say = language.text
    words = {
        "void": say("Receipts cancelled"),
        "quick-void": say("Cancelled within ten minutes of the payment"),
        "late-void": say("Cancelled more than two hours after the payment"),
        "refund": say("Money given back"),
        "waiver": say("Fees waived"),
        "override": say("Overruled"),
        "copy": say("Papers printed again"),
        "look-up": say("Records opened without a case"),
        "own-name": say("Records of the official’s own name opened"),
        "queue-jump": say("Cases taken before others that had waited longer"),
        "sign-in-failed": say("Failed sign-ins"),
        "refused": say("Refused"),
        "uncounted": say("Shifts nobody counted"),
        "other-count": say("Tills counted by somebody else"),
        "recount": say("Tills counted again"),
        "difference": say("Differences of the till"),
        "fee-changed": say("Fees of a service changed"),
        "assessed": say("Amounts that an official named"),
        "exemption": say("Fees that somebody was let off"),
        "abandoned": say("Payments that were begun and not taken"),
        "clock": say("Clocks that somebody answered for"),
        "rules": say("Rules of money that were changed"),
        "password": say("Passwords that somebody else chose"),
    }
    return words[kind]


class Misuse(Section):
    """A period, its exceptions in groups, and on the slip who has how many."""

    def __init__(self, here: Here, page: DeskPage) -> None:
        super().__init__(here, page)
        self.sheet: ExceptionsSheet | None = None
        self.chosen: object = None
        self._asked = {"since": (here.today - WEEK).isoformat(), "until": here.today.isoformat()}

    def put_up(self, head: QWidget) -> None:
        """The list with its days, and the slip."""
        say = self.here.language.text
        self.fields = {"since": Field(say("From"), "date"), "until": Field(say("To"), "date")}
        for name, field in self.fields.items():
            field.set_text(self._asked[name])
            field.changed.connect(lambda _, name=name: self._narrow(name))
        self.list = Listing(say("Exceptions"), head, two(*self.fields.values()))
        self.groups = Groups()
        self.groups.chosen.connect(self._choose)
        self.groups.walked.connect(self._choose)
        self._nothing = Empty(say("Nothing out of the ordinary"), say("These days have no exceptions."), "shield")
        self._nothing.hide()
        self.list.body.addWidget(self.groups)
        self.list.body.addWidget(self._nothing)
        self.list.body.addStretch(1)
        self._slip = Slip()
        self.page.set_columns(self.list, widths=(None,), folds_first=False)
        self.page.set_slip(self._slip, SLIP)
        if self.sheet is not None:
            self.show_sheet(self.sheet)

    def read(self) -> None:
        """Ask for the exceptions of these days; half typed days are not asked for."""
        days = {name: _day(text) for name, text in self._asked.items()}
        if all(days.values()):
            values: dict[str, Any] = dict(days)
            self.page.work.read(self.page, exceptions, self.show_sheet, what="exceptions", **values)

    def show_sheet(self, sheet: ExceptionsSheet) -> None:
        """Draw the period."""
        self.sheet = sheet
        if not self.up:
            return
        found = [(kind, [line for line in sheet.lines if line.kind == kind]) for kind in EXCEPTION_KINDS]
        groups = [
            Group(kind_words(self.here.language, kind), "alert", self._rows(lines)) for kind, lines in found if lines
        ]
        self.groups.show_groups(groups, self.chosen)
        self._nothing.setVisible(not sheet.lines)
        self._show_slip(sheet)
        say = self.here.language.text
        self.page.next.set_ready(say("Print the report"), say("for the file, to be signed"), "F9", "printer")
        self.page.land(self.start)

    def start(self) -> None:
        """Put the focus where work begins."""
        if self.sheet is not None and self.sheet.lines:
            self.groups.focus_first()
        else:
            self.fields["since"].focus()

    def go(self) -> None:
        """The report as a paper, once it is kept that it was made."""
        sheet = self.sheet
        if sheet is None:
            return

        def kept(_: object) -> None:
            self.page.goto.emit("paper", {"paper": report(self.here, sheet)})

        values: dict[str, Any] = {"since": sheet.since, "until": sheet.until}
        self.page.work.read(self.page, exceptions_printed, kept, what="printed", **values)

    def _narrow(self, name: str) -> None:
        self._asked[name] = self.fields[name].text()
        QTimer.singleShot(0, self, self.read)

    def _rows(self, lines: list[ExceptionLine]) -> list[Row]:
        return [self._row(line) for line in reversed(lines)]

    def _row(self, line: ExceptionLine) -> Row:
        when = f"{self.here.near_date(line.at.astimezone(self.here.zone).date())}  {self.here.time(line.at)}"
        who = line.official or self.here.language.text("Nobody known")
        return Row(who, _detail(self.here, line), firm(Label(when, ink="ink2")), value=_key(line))

    def _choose(self, value: object) -> None:
        self.chosen = value
        self.groups.set_value(value)
        if self.sheet is not None:
            self._show_slip(self.sheet)

    def back(self) -> bool:
        """Put the chosen exception away, and show again who has how many."""
        if self.chosen is None:
            return False
        self._choose(None)
        return True

    def _show_line(self, line: ExceptionLine) -> None:
        """One exception with who agreed and why."""
        slip, say = self._slip, self.here.language.text
        slip.set_title(kind_words(self.here.language, line.kind), line.official or say("Nobody known"))
        facts = Pairs(label_width=112)
        day = self.here.near_date(line.at.astimezone(self.here.zone).date())
        facts.add(say("When"), f"{day}  {self.here.time(line.at)}")
        told = {
            say("Desk"): line.desk,
            say("Concerns"): _about(self.here, line),
            say("Amount"): _amount(self.here, line.amount),
            say("Agreed by"): line.agreed,
            say("Reason"): dict(reason_choices(self.here)).get(line.reason, ""),
            say("In words"): line.words,
        }
        for name, value in told.items():
            if value:
                facts.add(name, value)
        slip.add(facts)
        slip.add(Label(say("Esc leads back to who has how many."), ink="ink3", wrap=True))
        slip.add_stretch()

    def _show_slip(self, sheet: ExceptionsSheet) -> None:
        slip, say = self._slip, self.here.language.text
        slip.clear()
        line = next((one for one in sheet.lines if _key(one) == self.chosen), None)
        if line is not None:
            self._show_line(line)
            return
        slip.set_title(say("Who has how many"))
        totals = Pairs(label_width=200)
        for official in sheet.officials:
            totals.add(official.official or say("Nobody known"), str(sum(official.counts.values())))
        slip.add(totals)
        slip.add_tear()
        slip.add(Label(say("Check these cases again"), "key"))
        words = say("Drawn by chance from the cases of these days; the same for whoever asks for the same days.")
        slip.add(Label(words, ink="ink3", wrap=True))
        for number in sheet.sample:
            slip.add(Number(number))
        slip.add_stretch()


def _detail(here: Here, line: ExceptionLine) -> str:
    """Receipt, case or shift, the amount, and what is counted."""
    plural = here.language.plural
    parts = [_about(here, line), here.language.text("desk {desk}", desk=line.desk) if line.desk else ""]
    if line.amount is not None:
        parts.append(_amount(here, line.amount))
    if line.count is not None and line.kind == "queue-jump":
        parts.append(plural("before {n} other", "before {n} others", line.count))
    elif line.count is not None:
        parts.append(plural("after {n} minute", "after {n} minutes", line.count))
    if line.first is not None:
        parts.append(here.language.text("the first count: {amount}", amount=_amount(here, line.first)))
    if line.other:
        counted = here.language.text("counted by {official}", official=line.other)
        theirs = here.language.text("shift of {official}", official=line.other)
        parts.append(counted if line.kind == "difference" else theirs)
    if line.agreed:
        parts.append(here.language.text("agreed by {official}", official=line.agreed))
    parts += [dict(reason_choices(here)).get(line.reason, ""), line.words]
    return " · ".join(part for part in parts if part)


def _amount(here: Here, amount: int | None) -> str:
    currency = Currency(here.office.currency, here.office.currency_exponent)
    return "" if amount is None else here.language.money(Money(amount, currency))


def _key(line: ExceptionLine) -> tuple[object, ...]:
    return (line.kind, line.event_id, line.about)


def _about(here: Here, line: ExceptionLine) -> str:
    if line.kind == "refused":
        return deed_words(here, line.about)
    if line.kind == "rules":
        return event_words(here, line.about)
    if line.kind in ("look-up", "own-name"):
        kind, _, number = line.about.partition(" ")
        return sentence(here.language, Message(f"about-{kind}", {"number": number}))
    return line.about


def report(here: Here, sheet: ExceptionsSheet) -> DayListPaper:
    """The period as a paper for the file: counts by official, every exception, and the cases to check again."""
    say = here.language.text
    counts = tuple(_counted(here, one.official, Counter(one.counts)) for one in sheet.officials)
    kinds = tuple(_group(here, sheet, kind) for kind in EXCEPTION_KINDS if any(one.kind == kind for one in sheet.lines))
    sample = tuple(ListRow(number, say("to be checked again")) for number in sheet.sample)
    days = {"since": here.language.date(sheet.since), "until": here.language.date(sheet.until)}
    return DayListPaper(
        head=sheet.head,
        currency=sheet.currency,
        exponent=sheet.exponent,
        title=plain(say("Exceptions")),
        groups=(
            ListGroup(plain(say("Who has how many")), counts, plain(say("Nothing out of the ordinary"))),
            *kinds,
            ListGroup(plain(say("Check these cases again")), sample),
        ),
        note=plain(say("From {since} to {until}", **days)),
    )


def _counted(here: Here, official: str, counts: Counter[Any]) -> ListRow:
    told = [f"{kind_words(here.language, kind)}: {counts[kind]}" for kind in EXCEPTION_KINDS if counts[kind]]
    name = official or here.language.text("Nobody known")
    return ListRow("", name, plain("; ".join(told)), plain(str(counts.total())))


def _group(here: Here, sheet: ExceptionsSheet, kind: str) -> ListGroup:
    lines = [line for line in sheet.lines if line.kind == kind]
    rows = (ListRow("", line.official, plain(_detail(here, line)), _when(here, line)) for line in lines)
    return ListGroup(plain(kind_words(here.language, kind)), tuple(rows))


def _when(here: Here, line: ExceptionLine) -> Message:
    day = here.language.date(line.at.astimezone(here.zone).date())
    return plain(f"{day} {here.time(line.at)}")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
