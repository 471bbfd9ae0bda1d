"""Notices beside what they touch: at the Counter between two citizens, in the finder and on the slip."""

from collections.abc import Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from oss_desk.operations.sheets import NoticeCard
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import beside, empty
from oss_desk.ui.pages.day.words import until_words
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.marks import Sign
from oss_desk.ui.widgets.panel import Card

MOST = 3
"""How many notices are shown at once between two citizens; Today lists all."""


def holding(here: Here, cards: Iterable[NoticeCard]) -> list[NoticeCard]:
    """Those that hold at this moment: an ended one vanishes by itself."""
    now = here.clock()
    return [card for card in cards if card.holds_at(now)]


def notice_labels(here: Here, cards: Iterable[NoticeCard]) -> list[QWidget]:
    """A line for each notice that holds, with until when."""
    return [
        beside(
            Sign("info", "wait"),
            Label(
                here.language.listed((here.text(card.notice.text).rstrip("."), until_words(here, card))),
                ink="wait",
                wrap=True,
            ),
            top=True,
        )
        for card in holding(here, cards)
    ]


class NoticeList(QWidget):
    """The notices that hold, in one box; nothing while none does."""

    def __init__(self, here: Here) -> None:
        super().__init__()
        self._here = here
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_cards(self, cards: Iterable[NoticeCard]) -> None:
        """Draw those that hold now; how many more there are is said below."""
        empty(self._layout)
        shown, plural = holding(self._here, cards), self._here.language.plural
        more = len(shown) - MOST
        lines = [self._line(card) for card in shown[:MOST]]
        lines += [plural("{n} more under Today", "{n} more under Today", more)] if more > 0 else []
        if shown:
            title = plural("Notice", "Notices", len(shown))
            self._layout.addWidget(Card(title, "\n".join(lines), "info", "wait"))
        self.setVisible(bool(shown))

    def _line(self, card: NoticeCard) -> str:
        """What it says, about what where it is not about everything, and until when."""
        about = self._here.text(card.about)
        text = self._here.text(card.notice.text)
        told = self._here.language.text("{about}: {notice}", about=about, notice=text) if about else text
        return f"{told} ({until_words(self._here, card)})"
