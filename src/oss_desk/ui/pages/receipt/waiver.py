"""The page of a waiver: which fee that is owed, how much of it, by which law and why, with a second person."""

from collections.abc import Mapping
from typing import Any

from oss_desk.domain.money import total
from oss_desk.operations.money import till
from oss_desk.operations.money.waivable import Waivable, waivable
from oss_desk.operations.money.waivers import WaiverGiven
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.sheets import ApprovalCard, WaiverWanted
from oss_desk.operations.visits import basket, to_waive
from oss_desk.ui.changes import touches
from oss_desk.ui.page import Column, Context, Room
from oss_desk.ui.pages.cases.desk_page import DeskPage
from oss_desk.ui.pages.cases.rooms import roomy
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside
from oss_desk.ui.pages.counter.work import new_id
from oss_desk.ui.pages.receipt.waiver_form import Chosen, OwedPanel, WaiverForm, choices
from oss_desk.ui.pages.second_word import SecondWord
from oss_desk.ui.print_jobs import PrintJobs
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.messages import Empty
from oss_desk.ui.widgets.panel import Panel
from oss_desk.ui.widgets.slip import Pairs, Slip

WIDTH, SLIP = 360, 300


class WaiverPage(DeskPage):
    """Opened with `case_id` or `visit_id`, and `back`, the page to return to."""

    def __init__(self, context: Context, prints: PrintJobs) -> None:
        super().__init__(context, prints)
        self._asked: dict[str, Any] = {}
        self._back, self._at = "", 0
        self._owing: tuple[Waivable, ...] = ()
        self._listed: tuple[Chosen, ...] = ()
        self._command_id = new_id()
        self.word = SecondWord(self)
        self.form: WaiverForm | None = None
        self.owed: OwedPanel | None = None
        self._approved: ApprovalCard | None = None
        self.next.triggered.connect(self._go)

    def built(self, here: Here) -> None:
        """Nothing stands before what is owed is read."""

    def opened(self, **arguments: Any) -> None:
        """Show what a case or a visit owes; without either nothing is owed."""
        asked = {name: int(arguments[name]) for name in ("case_id", "visit_id") if arguments.get(name)}
        if asked and asked != self._asked:
            self._asked, self._at, self._owing, self.form = asked, 0, (), None
        self._back = str(arguments.get("back", self._back))
        approved = arguments.get("approval")
        self._approved = approved if isinstance(approved, ApprovalCard) else None
        self.arrive()
        self.when_ready(self._read if self._asked else self._draw)

    def where(self) -> Mapping[str, Any]:
        """What it was opened for, for the window made anew."""
        return {**self._asked, "back": self._back}

    def refresh(self, changes: object) -> None:
        """Read again what may have changed."""
        if self.here is not None and self._asked and touches(changes, "case", "payment", "visit"):
            self._read()

    def room_changed(self, room: Room) -> None:
        """Fees and form below each other in a narrow window."""
        if self.here is not None:
            self._draw()

    def shortcuts(self) -> list[tuple[str, str]]:
        """The keys of this page."""
        return [("F9", self.context.language.text("the decision on the button"))]

    def key_f9(self) -> bool:
        """Press the button."""
        self.next.trigger()
        return True

    def key_back(self) -> bool:
        """Back to the page one came from."""
        if self._back:
            self.goto.emit(self._back, self._asked if self._back in ("cases", "collect") else {})
        return bool(self._back)

    def chosen(self) -> Chosen | None:
        """What something is waived of now; None where nothing is owed."""
        return self._listed[min(self._at, len(self._listed) - 1)] if self._listed else None

    def choose(self, at: int) -> None:
        """Another fee; law and reason stay as they were typed."""
        if at != self._at:
            self._at, self._command_id = at, new_id()
            self._draw()

    def _read(self) -> None:
        self.work.read(self, waivable, self._show, what="owing", **self._asked)

    def _show(self, found: tuple[Waivable, ...]) -> None:
        if found != self._owing or self.form is None:
            self._owing, self.form = found, None
            self._draw()
        approved, self._approved = self._approved, None
        if approved is not None:
            self._fill_in(approved)
        form = self.form
        if form is not None:
            self.land(form.amount.focus)

    def _fill_in(self, approved: ApprovalCard) -> None:
        """What a second person approved, as it was asked for."""
        asked = (approved.shown.get("demand"), approved.shown.get("fee"))
        self.choose(next((one.at for one in self._listed if (one.of.demand_id, one.fee) == asked), self._at))
        if self.form is not None:
            self.form.fill_in(approved.shown)

    def _draw(self) -> None:
        assert self.here is not None
        say = self.context.language.text
        back = Button(say("Back"), "close", "Esc")
        back.clicked.connect(lambda: self.key_back())
        self.line.set_parts([Label(say("Waive a fee"), "heading")], beside(1), [back] if self._back else [])
        self._listed = choices(self.here, self._owing)
        chosen, before = self.chosen(), self.form
        self.owed = OwedPanel(self.here, self._owing, self._listed, chosen.at if chosen is not None else 0)
        self.owed.picked.connect(self.choose)
        self.owed.taken_back.connect(self._take_back)
        self.form = WaiverForm(self.here, chosen) if chosen is not None else None
        if self.form is not None:
            if before is not None:
                self.form.take_over(before)
            self.form.changed.connect(self._show_next)
        self._put(self.owed, self.form)
        self._draw_slip(chosen)
        self._show_next()

    def _put(self, owed: OwedPanel, form: WaiverForm | None) -> None:
        if form is None:
            self.set_columns(owed if self._owing else self._nothing(), folds_first=False)
        elif self.room != "wide":
            several = len(self._listed) > 1
            self.set_columns(roomy(Column(owed, form) if several else Column(form, owed)), folds_first=False)
        else:
            self.set_columns(owed, roomy(Column(form)), widths=(None, WIDTH), folds_first=False)

    def _nothing(self) -> Panel:
        say = self.context.language.text
        empty = Panel(say("Nothing is owed"))
        empty.body.addWidget(Empty(say("Nothing is owed"), say("A waiver is made before it is paid."), "check"))
        return empty

    def _draw_slip(self, chosen: Chosen | None) -> None:
        """What is owed of the service that is chosen, and what is waived of it."""
        say, slip = self.context.language.text, Slip()
        slip.set_title(say("Waive a fee"), chosen.of.number if chosen is not None else "")
        if chosen is not None and self.here is not None:
            pairs, of, money = Pairs(), chosen.of, chosen.left.currency
            slip.add(Label(self.here.text(of.title), "key", wrap=True))
            owed = total((fee.amount for fee in of.fees), money)
            pairs.add(say("Owed"), self.here.money(owed))
            if owed != of.left:
                pairs.add(say("Waived before"), self.here.money(owed - of.left), "ready")
            slip.add(pairs)
            slip.add(Label(say("It stands on the case, on its receipt and on the close of the shift."), wrap=True))
            slip.add_stretch()
            slip.set_total(say("To pay"), self.here.money(of.left))
        self.set_slip(slip, SLIP)

    def _show_next(self) -> None:
        say, form = self.context.language.text, self.form
        if form is None or self.here is None:
            self.next.set_not_yet(say("Waive it"), say("Nothing is owed"), "F9")
            return
        missing, typed = form.missing(), form.typed()
        if missing or typed is None:
            self.next.set_not_yet(say("Waive it"), missing, "F9")
        else:
            starts = form.chosen.of.request_id is not None
            told = say("kept when its case starts") if starts else say("kept with law and reason")
            self.next.set_ready(say("Waive {amount}", amount=self.here.money(typed)), told, "F9")

    def _go(self) -> None:
        form = self.form
        if form is None or form.missing():
            return
        self.next.set_working(self.context.language.text("Being recorded"))
        if form.chosen.of.request_id is not None:
            self._decide(form)
        else:
            self._waive(form)

    def _waive(self, form: WaiverForm) -> None:
        typed, law = form.typed(), None if form.is_written() else form.law.text()
        amount, ground = typed.minor if typed is not None else 0, "" if law else form.ground.text()
        demand, fee, reason = form.chosen.of.demand_id, form.chosen.fee or None, form.reason.text()

        def values(second: Second | None) -> Mapping[str, Any]:
            return {"demand_id": demand, "waiver": WaiverGiven(amount, ground, reason, law, second, fee)}

        ways: dict[str, Any] = {"again": self._show_next, "command_id": self._command_id}
        self.word.ask(till.waive, values, self._done, self._failed, **ways)

    def _decide(self, form: WaiverForm) -> None:
        """Keep the decision about a line of the basket with the visit; the start of its case carries it out."""
        typed, law = form.typed(), None if form.is_written() else form.law.text()
        amount, ground = typed.minor if typed is not None else 0, "" if law else form.ground.text()
        made = WaiverWanted(form.chosen.fee, amount, law, ground, form.reason.text())
        self._keep(form.chosen.of, (*form.chosen.of.wanted, made), self._kept)

    def _take_back(self, request_id: int, place: int) -> None:
        of = next(one for one in self._owing if one.request_id == request_id)
        left = tuple(one for at, one in enumerate(of.wanted) if at != place)
        self._keep(of, left, lambda _: self._read())

    def _keep(self, of: Waivable, wanted: tuple[WaiverWanted, ...], then: Any) -> None:
        program, visit_id, part = self.context.program, self._asked["visit_id"], to_waive.part_of(of.request_id or 0)
        content = {"waivers": [vars(one) for one in wanted]}
        self.work.write(
            lambda: basket.keep_draft(program, visit_id=visit_id, part=part, content=content), then, self._failed
        )

    def _kept(self, _: object) -> None:
        say = self.context.language.text
        self.say(say("It is waived when its case starts."), say("Take the rest at Pay."))
        self._go_back()

    def _done(self, _: object) -> None:
        say = self.context.language.text
        self.say(say("It is waived."), say("It stands on the case, on its receipt and on the close of the shift."))
        self._go_back()

    def _go_back(self) -> None:
        """Nothing that was typed stays; where everything is decided, back to where one came from."""
        self._command_id, self.form = new_id(), None
        if self._back:
            self.key_back()
        else:
            self._read()

    def _failed(self, error: BaseException) -> None:
        self.tell(error)
        self._show_next()
