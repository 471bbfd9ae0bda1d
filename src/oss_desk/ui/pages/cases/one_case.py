"""One case on the page: clock, work of the step, steps, papers and history, and the slip with what may be done."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from oss_desk.domain.office import MeansOfPayment
from oss_desk.operations.sheets import CaseSheet
from oss_desk.ui.page import Column, Page
from oss_desk.ui.pages.cases.answers import AnswersPanel
from oss_desk.ui.pages.cases.case_slip import DeedForm, deed_words, fill_overview
from oss_desk.ui.pages.cases.clock import ClockPanel
from oss_desk.ui.pages.cases.deeds import Deed, deeds, hindrances, name_of, way_forward, why_words
from oss_desk.ui.pages.cases.documents import CaseDocuments
from oss_desk.ui.pages.cases.held_papers import HeldPapers
from oss_desk.ui.pages.cases.outputs import OutputsPanel
from oss_desk.ui.pages.cases.printed import PrintedPapers
from oss_desk.ui.pages.cases.rooms import roomy
from oss_desk.ui.pages.cases.steps import StepsPanel
from oss_desk.ui.pages.cases.this_step import StepPanel
from oss_desk.ui.pages.cases.till_box import TillBox
from oss_desk.ui.pages.cases.told import HistoryPanel
from oss_desk.ui.pages.cases.typed import Typed, read_typed
from oss_desk.ui.pages.cases.words import ICONS, TONES, ending_words, hands_sign, where_words
from oss_desk.ui.pages.counter.answer_field import People
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.need_words import need_chips
from oss_desk.ui.pages.counter.questions import Asked
from oss_desk.ui.theme import px
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Chip, Ticket
from oss_desk.ui.widgets.slip import Slip

MIDDLE, MIDDLE_IN_MEDIUM, SLIP, NARROW_SLIP = 300, 244, 312, 380
LEGAL, ONWARD = "F9", "Ctrl ↵"


class OneCase(QObject):
    """Fills a page with one case. `done` carries a deed and its values, the others the values of their commands."""

    back = Signal()
    done = Signal(object, object)
    keep = Signal(object)
    marked = Signal(object)
    not_accepted = Signal(object)
    opinion = Signal(int, str, str)
    issued = Signal(object)
    spoilt = Signal(object)
    pay = Signal()
    paid = Signal(object)
    hand_over = Signal(int)
    look_at = Signal(object)
    placed = Signal(object, str)
    """An original that the office holds for the case, and where it lies."""
    kept = Signal(int, object)
    """The id of a case, and what is typed at it, as its draft keeps it."""

    till_made = Signal(object)
    """Where money is asked for, made anew with the other parts."""

    def __init__(self, here: Here, people: People, page: Page) -> None:
        super().__init__(page)
        self._here, self._page = here, page
        self.sheet: CaseSheet | None = None
        self.from_visit = False
        """Whether it was opened from a visit, to which one goes back once it is closed."""
        self._found: tuple[Deed, ...] = ()
        self.form: DeedForm | None = None
        self._typed: dict[int, Typed] = {}
        self._people = people
        self._build()

    def put_up(self) -> None:
        """Take the page over; its parts are made anew, because the page lets go of those it shows no longer."""
        self._build()
        self.sheet = None
        work = (self._clock, self.till, self.step, self.outputs, self._steps)
        papers = (self.documents, self.held, self._answers, self.printed, self._history)
        if self._page.room == "narrow":
            self._slip.setFixedHeight(px(NARROW_SLIP))
            self._page.set_columns(roomy(Column(self._slip, *work, *papers)), folds_first=False)
            self._page.set_slip(None)
            return
        middle = MIDDLE if self._page.room == "wide" else MIDDLE_IN_MEDIUM
        left, right = roomy(Column(*work)), roomy(Column(*papers))
        self._page.set_columns(left, right, widths=(None, middle), folds_first=False)
        self._page.set_slip(self._slip, SLIP)

    def show_case(self, sheet: CaseSheet) -> None:
        """Draw the case as it stands; a form that is open on the same case stays open."""
        other = self.sheet is None or self.sheet.case.id != sheet.case.id
        moved = self.sheet is not None and self.sheet.case.step != sheet.case.step
        if other or moved or not sheet.case.open:
            self.form = None
            self.till.close_payment()
        self.sheet, self._found = sheet, deeds(self._here, sheet)
        typed = self._typed_of(sheet)
        self._show_line(sheet)
        for part in (self._clock, self._steps, self.documents, self._answers, self._history):
            part.show_case(sheet)
        self.outputs.show_case(sheet, typed.fields)
        self.step.show_case(sheet, typed)
        if other:
            self.documents.take_up(typed.open_paper, typed.asked)
        self._show_slip()
        if other and sheet.case.open:
            self._open_again(typed)

    def _typed_of(self, sheet: CaseSheet) -> Typed:
        """What is typed at this case: here, or before the window was made anew; what has become a fact is not."""
        typed = self._typed.get(sheet.case.id)
        if typed is None or typed.step != sheet.case.step:
            typed = self._typed[sheet.case.id] = read_typed(sheet)
        typed.forget_said(sheet)
        return typed

    def _open_again(self, typed: Typed) -> None:
        deed = next((deed for deed in self._found if name_of(deed) == typed.deed), None)
        if deed is not None and not hindrances(deed):
            self._open_form(deed)

    def press(self, deed: Deed) -> None:
        """Something was chosen: what needs words opens its form, all else is done."""
        if deed.verb == "hand-over" and self.sheet is not None:
            self.hand_over.emit(self.sheet.case.id)
        elif deed.verb == "pay":
            self.pay.emit()
        elif deed.written or deed.danger or deed.says:
            self._open_form(deed)
        else:
            self._do(deed)

    def go(self) -> None:
        """The filled button was pressed."""
        forward = way_forward(self._found)
        if self.till.is_open:
            self.paid.emit(self.till.given())
        elif self.form is not None:
            self._do(self.form.deed)
        elif forward is not None:
            self.press(forward)

    def key(self, character: str) -> bool:
        """A letter presses its button."""
        if self.till.is_open or self.form is not None:
            return False
        deed = next((deed for deed in self._found if deed.letter == character.upper()), None)
        if deed is None or hindrances(deed):
            return False
        self.press(deed)
        return True

    def escape(self) -> bool:
        """Close what is open, from the inside out; False when nothing is."""
        if self.documents.close_question():
            return True
        if self.form is None and not self.till.is_open:
            return False
        self.form = None
        self.till.close_payment()
        self._form_is("")
        self._show_slip()
        return True

    def finished(self) -> None:
        """The deed was done; what was typed for it is a fact now."""
        if self.sheet is not None:
            self._typed[self.sheet.case.id] = Typed(self.sheet.case.step)
            self.kept.emit(self.sheet.case.id, {})
        self.form = None
        self.till.close_payment()

    def failed(self, words: str) -> None:
        """The deed was refused: said where it was pressed, everything typed stays."""
        if self.form is not None:
            self.form.failed.set(words, "", "stop")
            self.form.failed.show()
        self.show_next()

    def focus_work(self) -> None:
        """Put the cursor where the work begins; where nothing is left to do, on the way back."""
        closed = self.sheet is not None and not self.sheet.case.open
        if self.form is not None:
            self.form.start()
        elif closed or not (self.outputs.start() or self.step.start()):
            self._page.next.setFocus()

    def _build(self) -> None:
        here, compact = self._here, self._page.room == "medium"
        self._clock, self._steps = ClockPanel(here, compact), StepsPanel(here)
        self.step, self.outputs = StepPanel(here, self._people), OutputsPanel(here)
        self.documents, self._answers, self._history = (
            CaseDocuments(here, compact),
            AnswersPanel(here),
            HistoryPanel(here),
        )
        self.printed, self.held = PrintedPapers(here), HeldPapers(here)
        self._slip, self.till = Slip(), TillBox(here, self._people)
        self.till.changed.connect(self.show_next)
        self.till_made.emit(self.till)
        self._follow()

    def _follow(self) -> None:
        self.held.box.placed.connect(self.placed)
        self.printed.look.connect(self.look_at)
        self.step.changed.connect(self.show_next)
        self.step.changed.connect(self._keep)
        self.step.opinion.connect(self.opinion)
        self.step.keep.connect(lambda: self.keep.emit(self.step.answers()))
        self.documents.marked.connect(self.marked)
        self.documents.refused.connect(self.not_accepted)
        self.documents.typed.connect(self._marking)
        self.outputs.issued.connect(self.issued)
        self.outputs.spoilt.connect(self.spoilt)
        self.outputs.typed.connect(self._numbering)

    def _keep(self) -> None:
        """What is typed is a draft at once; who may not write to the case keeps nothing."""
        if self.sheet is not None and "note" in self.sheet.may:
            self.kept.emit(self.sheet.case.id, self._typed_of(self.sheet).content())

    def _marking(self, open_paper: str, asked: Asked) -> None:
        if self.sheet is not None:
            typed = self._typed_of(self.sheet)
            typed.open_paper, typed.asked = open_paper, asked
            self._keep()

    def _numbering(self, name: str, text: str) -> None:
        if self.sheet is not None:
            self._typed_of(self.sheet).fields[name] = text
            self._keep()

    def _form_is(self, deed: str) -> None:
        """Which form is open, so that it is opened again when the window was made anew."""
        if self.sheet is not None:
            self._typed_of(self.sheet).deed = deed
            self._keep()

    def _show_line(self, sheet: CaseSheet) -> None:
        say = self._here.language.text
        back = Button(say("Worklist"), "chevron-start", kind="quiet")
        back.clicked.connect(self.back)
        title = Label(self._here.text(sheet.card.title), "strong")
        who = Label(sheet.card.applicant, ink="ink2")
        sign = hands_sign(sheet.case.hands)
        if sheet.case.open:
            chip = Chip(where_words(self._here, sheet.card), ICONS[sign], TONES[sign])
        else:
            chip = Chip(ending_words(self._here, sheet.case.ending or ""), "check", "plain")
        late = [Chip(say("late"), "clock", "stop")] if sheet.card.overdue or sheet.card.step_late else []
        needs = need_chips(self._here, sheet.applicant.needs)
        self._page.line.set_parts([back, Ticket(sheet.case.number), title, who, *needs], None, [*late, chip])

    def _show_slip(self) -> None:
        if self.sheet is None:
            return
        if self.form is None:
            fill_overview(self._slip, self._here, self.sheet, self._found, self.press)
        self.show_next()

    def show_next(self) -> None:
        """Say on the filled button what happens next, or why nothing can yet."""
        action, say = self._page.next, self._here.language.text
        forward = way_forward(self._found)
        if self.till.is_open:
            self.till.show_next(action)
        elif self.form is not None:
            self._next_form(self.form)
        elif forward is not None:
            self._next_forward(forward)
        elif self.sheet is not None and not self.sheet.case.open:
            back = say("Back to the visit") if self.from_visit else say("Back to the worklist")
            action.set_ready(back, "", ONWARD, "chevron-end")
        else:
            action.set_not_yet(say("Nothing to do here now"), self._waits_for(), "")

    def _waits_for(self) -> str:
        sheet, say = self.sheet, self._here.language.text
        if sheet is None:
            return ""
        if sheet.demands:
            return say("Waits for the payment, at any counter")
        return where_words(self._here, sheet.card)

    def _next_form(self, form: DeedForm) -> None:
        key, missing = LEGAL if form.deed.legal else ONWARD, form.missing()
        if missing:
            self._page.next.set_not_yet(form.deed.words, missing, key)
        else:
            self._page.next.set_ready(form.deed.words, "", key, form.deed.icon)

    def _next_forward(self, deed: Deed) -> None:
        missing = self._missing(deed)
        words, key = deed_words(self._here, deed), LEGAL if deed.legal else ONWARD
        if missing:
            self._page.next.set_not_yet(words, missing, key)
        else:
            self._page.next.set_ready(words, "", key, deed.icon)

    def _missing(self, deed: Deed) -> str:
        """Why the way forward is not open yet."""
        why = self._here.language.listed(why_words(self._here, message) for message in hindrances(deed))
        if why or deed.verb != "act":
            return why
        return (self.step.unticked() if "checklist" in deed.needs else "") or self.step.missing()

    def _open_form(self, deed: Deed) -> None:
        if self.sheet is None:
            return
        typed = self._typed_of(self.sheet)
        form = self.form = DeedForm(self._here, deed, typed.note)
        form.note.changed.connect(lambda text: self._noted(typed, text))
        form.cancel.clicked.connect(lambda: self.escape())
        self._slip.clear()
        self._slip.set_title(deed.words)
        self._slip.add(form)
        self._slip.add_stretch()
        self._form_is(name_of(deed))
        self.show_next()
        form.start()

    def _noted(self, typed: Typed, text: str) -> None:
        typed.note = text
        self.show_next()
        self._keep()

    def open_payment(self, means: Sequence[MeansOfPayment]) -> None:
        """Show the payment of what the case owes, by these means."""
        if self.sheet is not None:
            self.till.open(self.sheet, means)

    def _do(self, deed: Deed) -> None:
        if deed.forward and self.step.complain():
            self.show_next()
            return
        self.done.emit(deed, self._values(deed))

    def _values(self, deed: Deed) -> Mapping[str, Any]:
        """What the operation of this deed takes besides the case and the second person."""
        note = self.form.note.text() if self.form is not None else ""
        if deed.verb == "act":
            ticked = tuple(sorted(self.step.typed.checked))
            answers = self.step.answers() if deed.forward else {}
            assessed = self.step.assessed() if deed.forward else {}
            return {"action": deed.action, "note": note, "checklist": ticked, "answers": answers, "assessed": assessed}
        if deed.verb == "add_note":
            return {"text": note}
        return {} if deed.verb == "resume" else {"reason": note}
