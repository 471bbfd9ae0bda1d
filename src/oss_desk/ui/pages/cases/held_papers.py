"""The originals that the office holds for a case, and where each of them lies."""

from oss_desk.operations.sheets import HeldSheet
from oss_desk.ui.pages.counter.held_box import HeldBox
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.widgets.fit import show_if
from oss_desk.ui.widgets.panel import Panel


class HeldPapers(Panel):
    """Hidden while the office holds none."""

    def __init__(self, here: Here) -> None:
        super().__init__(here.language.text("Papers we hold"), ruled=True, flush=True)
        self.box = HeldBox(here)
        self.body.addWidget(self.box)
        self.show_papers(HeldSheet((), ()))

    def show_papers(self, sheet: HeldSheet, may: bool = False) -> None:
        """These papers, and whether the official may say where they lie."""
        self.box.show_papers(sheet, may)
        show_if(self, bool(sheet.papers))
