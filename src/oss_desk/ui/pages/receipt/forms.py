"""The three forms of the page of a receipt: print a copy, give money back, cancel it."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from oss_desk.domain.money import Money
from oss_desk.operations.money.corrections import BackBy, RefundLine
from oss_desk.operations.sheets import ReceiptSheet
from oss_desk.ui.messages import sentence
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.receipt.words import means_words, reason_choices
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.messages import Message
from oss_desk.ui.widgets.panel import Panel
from oss_desk.workflows.typed import read_amount


class Form(Panel):
    """One thing that is done with a receipt. `values` is what its command takes, `missing` what it still lacks."""

    changed = Signal()

    def __init__(self, here: Here, title: str, subtitle: str, parent: QWidget | None = None) -> None:
        super().__init__(title, subtitle, parent=parent)
        self.here = here
        self._fields: tuple[Field, ...] = ()

    def missing(self) -> str:
        """What is still to be filled in, in words; empty when nothing is."""
        return ""

    def values(self) -> dict[str, Any]:
        """The values of the command, without the receipt and the second person."""
        return {}

    def fill_in(self, shown: Mapping[str, str | int]) -> None:
        """Put in what was approved before."""

    def first(self) -> Field | None:
        """Where typing begins; None where nothing is asked."""
        return self._fields[0] if self._fields else None

    def put(self, *fields: Field) -> None:
        """Fields below each other; each key is told."""
        self._fields = fields
        for field in fields:
            field.changed.connect(lambda _: self.changed.emit())
            self.body.addWidget(field)

    def end(self) -> None:
        """Nothing follows."""
        self.body.addStretch(1)


class CopyForm(Form):
    """Print it once more: the first copy goes by itself, a further one has its reason and a second person."""

    def __init__(self, here: Here, copies: int) -> None:
        say = here.language.text
        told = say("The copy is marked COPY {n}.", n=copies + 1)
        more = say("A further copy needs a reason and a second person.") if copies else ""
        super().__init__(here, say("Print a copy"), " ".join(filter(None, (told, more))))
        self._further = copies > 0
        self.reason = Field(say("Why"), placeholder=say("The payer asks for it"))
        self.put(self.reason)
        self.end()

    def missing(self) -> str:
        """The reason, where one is needed."""
        return self.here.language.text("The reason is missing") if self._further and not self.reason.text() else ""

    def values(self) -> dict[str, Any]:
        """Why."""
        return {"reason": self.reason.text()}

    def fill_in(self, shown: Mapping[str, str | int]) -> None:
        """The reason that was approved."""
        self.reason.set_text(str(shown.get("reason", "")))


class VoidForm(Form):
    """Cancel the whole receipt; where that cannot be, it is said why."""

    def __init__(self, here: Here, sheet: ReceiptSheet) -> None:
        say = here.language.text
        told = say("The money goes back by the means it came, and the same is owed again.")
        super().__init__(here, say("Cancel the receipt"), told)
        self.hindrance = sentence(here.language, sheet.why_no_void) if sheet.why_no_void is not None else ""
        self.reason = Field(say("Reason"), "choice", choices=reason_choices(here))
        self.words = Field(say("What happened, in words"), "multi-line")
        if self.hindrance:
            self.body.addWidget(Message(say("This receipt cannot be cancelled"), self.hindrance, "wait"))
        else:
            self.put(self.reason, self.words)
        self.end()

    def missing(self) -> str:
        """Reason and words."""
        say = self.here.language.text
        if self.hindrance:
            return say("It cannot be cancelled")
        return "" if self.reason.text() and self.words.text().strip() else say("The reason is missing")

    def values(self) -> dict[str, Any]:
        """Reason and words."""
        return {"reason": self.reason.text(), "words": self.words.text()}

    def fill_in(self, shown: Mapping[str, str | int]) -> None:
        """Reason and words that were approved."""
        self.reason.set_text(str(shown.get("reason", "")))
        self.words.set_text(str(shown.get("words", "")))


class RefundForm(Form):
    """How much of each fee goes back, by which means, and why."""

    def __init__(self, here: Here, sheet: ReceiptSheet, takes_cash: bool) -> None:
        say = here.language.text
        left = say("{amount} of this receipt can still be given back.", amount=here.money(sheet.left))
        super().__init__(here, say("Give money back"), left)
        self._sheet = sheet
        several = len({line.case for line in sheet.refundable}) > 1
        self.amounts = [
            Field(
                here.language.listed((here.text(line.title), line.case)) if several else here.text(line.title),
                "money",
                hint=self._hint(line.left),
            )
            for line in sheet.refundable
        ]
        ways = [*(["cash"] if takes_cash else []), *(means for means, most in sheet.may_go_back_by.items() if most)]
        choices = [(means, means_words(here, means)) for means in ways]
        self.means = Field(say("Goes back by"), "choice", choices=choices, value=self._came_by(ways))
        self.reason = Field(say("Reason"), "choice", choices=reason_choices(here))
        self.words = Field(say("The law, or what happened, in words"), "multi-line")
        if sheet.refundable:
            self.put(*self.amounts, self.means, self.reason, self.words)
        else:
            self.body.addWidget(Label(say("Nothing of it can be given back."), ink="ink2", wrap=True))
        self.end()

    def _came_by(self, ways: list[str]) -> str:
        """The means most of the money came by, as far as it may go back by it."""
        came = sorted(self._sheet.parts, key=lambda part: -part.amount)
        return next((part.means for part in came if part.means in ways), ways[0] if ways else "")

    def _hint(self, left: Money) -> str:
        return self.here.language.text("at most {amount}", amount=self.here.money(left))

    def amount(self) -> Money:
        """What goes back altogether."""
        money = self.here.office.money
        return Money(sum(line.amount for line in self._lines()), money)

    def missing(self) -> str:
        """An amount that is none or too high, and the reason."""
        say, money = self.here.language.text, self.here.office.money
        for field, line in zip(self.amounts, self._sheet.refundable, strict=True):
            typed = field.text().strip()
            read = read_amount(typed, money) if typed else None
            if typed and (read is None or not 0 <= read.minor <= line.left.minor):
                return say("An amount cannot be")
        if not self.amount():
            return say("The amount is missing")
        return "" if self.reason.text() and self.words.text().strip() else say("The reason is missing")

    def values(self) -> dict[str, Any]:
        """Lines, means, reason and words."""
        parts = (BackBy(self.means.text(), self.amount().minor, self._reference()),)
        return {"lines": self._lines(), "parts": parts, "reason": self.reason.text(), "words": self.words.text()}

    def _reference(self) -> str:
        same = [part.reference for part in self._sheet.parts if part.means == self.means.text()]
        return same[0] if same else ""

    def _lines(self) -> tuple[RefundLine, ...]:
        money, lines = self.here.office.money, []
        for field, line in zip(self.amounts, self._sheet.refundable, strict=True):
            read = read_amount(field.text().strip(), money)
            if read is not None and read.minor > 0:
                lines.append(RefundLine(line.demand_id, line.fee, read.minor))
        return tuple(lines)

    def fill_in(self, shown: Mapping[str, str | int]) -> None:
        """The amounts, reason and words that were approved."""
        money = self.here.office.money
        for field, line in zip(self.amounts, self._sheet.refundable, strict=True):
            minor = shown.get(f"line-{line.demand_id}-{line.fee}")
            field.set_text(f"{Money(int(minor), money).amount:f}" if minor else "")
        self.means.set_text(str(shown.get("means", "")).split(" ")[0])
        self.reason.set_text(str(shown.get("reason", "")))
        self.words.set_text(str(shown.get("words", "")))
