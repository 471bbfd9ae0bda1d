"""What the citizen answered when the case began, and what the steps added."""

from oss_desk.operations.sheets import CaseSheet
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import under
from oss_desk.ui.widgets.label import Label
from oss_desk.ui.widgets.panel import Panel


class AnswersPanel(Panel):
    """Question above, answer below; hidden when nothing was asked."""

    def __init__(self, here: Here) -> None:
        self._here = here
        super().__init__(here.language.text("Answers"), ruled=True)

    def show_case(self, sheet: CaseSheet) -> None:
        """Write the answers of this case."""
        self.clear()
        self.setVisible(bool(sheet.answers))
        for question, answer in sheet.answers:
            words = Label(self._here.text(question), ink="ink3", wrap=True)
            self.add(under(words, Label(answer, wrap=True), gap=0))
