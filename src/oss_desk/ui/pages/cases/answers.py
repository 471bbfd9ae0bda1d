"""What the citizen answered when the case began, and what the steps added."""

from PySide6.QtWidgets import QWidget

from oss_desk.domain.money import Currency
from oss_desk.domain.papers import Answer
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
        group = ""
        for answer in sheet.answers:
            if answer.group not in ("", group):
                self.add(Label(answer.group, "strong", wrap=True))
            group = answer.group
            self.add(self._answer(answer, sheet.service.money))

    def _answer(self, answer: Answer, currency: Currency) -> QWidget:
        question = Label(answer.label, ink="ink3", wrap=True)
        return under(question, Label(self._here.language.answer(answer, currency), wrap=True), gap=0)
