"""The graph over the whole page, while finder and slip are put aside."""

from PySide6.QtCore import Signal

from oss_desk.operations.sheets import ServiceSheet
from oss_desk.ui.pages.catalogue.graph_area import GraphArea
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.panel import Panel


class LargerWay(Panel):
    """How one service goes, as large as the page; `smaller` leads back."""

    smaller = Signal()

    def __init__(self, here: Here, sheet: ServiceSheet) -> None:
        say = here.language.text
        self.button = Button(say("Smaller"), "zoom-out", "Esc", kind="quiet")
        super().__init__(here.text(sheet.card.title), say("How it goes"), self.button, flush=True, ruled=True)
        self.button.clicked.connect(self.smaller)
        self.graph = GraphArea(here, sheet, larger=True)
        self.body.addWidget(self.graph, 1)
        self.body.setContentsMargins(0, 0, 0, 8)
