"""The worklists on the page: the rows, and on the slip the case that is walked over."""

from PySide6.QtCore import QObject, Signal

from oss_desk.operations.sheets import CaseCard
from oss_desk.ui.page import Page
from oss_desk.ui.pages.cases.words import due_words, moment_words, step_words, where_words, whose_words
from oss_desk.ui.pages.cases.worklist import Worklist
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import under
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.slip import Pairs, Slip

SLIP = 324


class Lists(QObject):
    """Fills a page with the worklists. `asked` carries which list and the words, `opened` the id of a case."""

    asked = Signal(str, str)
    opened = Signal(int)

    def __init__(self, here: Here, page: Page) -> None:
        super().__init__(page)
        self._here, self._page = here, page
        self._cards: tuple[CaseCard, ...] = ()
        self._at: int | None = None
        self._asks = ("mine", "")
        self._build(*self._asks)

    def put_up(self) -> None:
        """Take the page over; its parts are made anew, with the list and the words they had."""
        self._build(*self._asks)
        say = self._here.language.text
        words = say("Every case has a name, a place and a day")
        self._page.line.set_parts([Label(say("Cases"), "strong"), Label(words, ink="ink3")])
        self._page.set_columns(self.list, folds_first=False)
        self._page.set_slip(self._slip, SLIP)
        self._show_slip()

    def show_cards(self, cards: tuple[CaseCard, ...]) -> None:
        """Draw this list; the case walked over stays the same while it is in it."""
        self._cards = cards
        if self._at not in [card.id for card in cards]:
            self._at = cards[0].id if cards else None
        self.list.show_cards(cards)
        self.list.rows.set_value(self._at)
        self._show_slip()

    def set_which(self, which: str) -> None:
        """The list that is put up next."""
        self._asks = (which, "")

    def walked(self) -> CaseCard | None:
        """The case that the slip is about."""
        return next((card for card in self._cards if card.id == self._at), None)

    def _build(self, which: str, text: str) -> None:
        self.list, self._slip = Worklist(self._here, which, text), Slip()
        self.list.asked.connect(self._ask)
        self.list.opened.connect(self.opened)
        self.list.walked.connect(self._walk)

    def _ask(self, which: str, text: str) -> None:
        self._asks = (which, text)
        self.asked.emit(which, text)

    def _walk(self, case_id: int) -> None:
        self._at = case_id
        self.list.rows.set_value(case_id)
        self._show_slip()

    def _show_slip(self) -> None:
        say, card = self._here.language.text, self.walked()
        self._slip.clear()
        if card is None:
            self._slip.set_title(say("No case here"))
            self._page.next.set_not_yet(say("Open the case"), say("There is none in this list"), "Ctrl ↵")
            return
        self._slip.set_title(card.applicant, self._here.text(card.title))
        whose = whose_words(self._here, card)
        since = say("since {moment}", moment=moment_words(self._here, card.since))
        self._slip.add(under(Label(whose, "strong", wrap=True), Label(since, ink="ink3", wrap=True), gap=0))
        self._slip.add_tear()
        self._slip.add(self._facts(card))
        self._slip.add_stretch()
        self._page.next.set_ready(say("Open {number}", number=card.number), "", "Ctrl ↵", "chevron-end")

    def _facts(self, card: CaseCard) -> Pairs:
        say, pairs = self._here.language.text, Pairs()
        tone = "stop" if card.overdue else "wait" if card.suspended else "strong"
        pairs.add(say("Step"), step_words(self._here, card.step_title, card.step, card.step_kind))
        if card.open:
            pairs.add(say("Due"), due_words(self._here, card.due_at, card.overdue), tone)
        pairs.add(say("Where"), where_words(self._here, card))
        pairs.add(say("Began"), moment_words(self._here, card.started_at))
        return pairs
