"""Hands an output over in the page Collect: who takes it, the document shown, what is still owed, the note."""

from oss_desk.operations.cases import cases
from oss_desk.operations.sample import walking
from oss_desk.operations.sheets import CaseSheet
from oss_desk.ui.pages.collect.giving import Giving
from oss_desk.ui.pages.collect.page import CollectPage
from oss_desk.ui.tour.answers import NUMBER
from oss_desk.ui.tour.casework import Casework, issue_output
from oss_desk.ui.tour.guide import Guide
from oss_desk.ui.tour.hands import Stuck
from oss_desk.ui.tour.plan import IDENTITY
from oss_desk.ui.tour.till import cash_of_case, fill_payment
from oss_desk.ui.widgets.button import Button
from oss_desk.ui.widgets.rows import ListRow
from oss_desk.ui.widgets.segments import Segments


class Collecting:
    """The handover of one case, by the clerk who is signed in."""

    def __init__(self, guide: Guide, case_id: int) -> None:
        self._guide, self._case_id, self._hands = guide, case_id, guide.hands

    def hand_over(self) -> None:
        """Check who takes it and give it away; without the window where that is impossible."""
        sheet = self._now()
        doing = f"{sheet.case.step}: hands over"
        self._guide.try_out(doing, self._by_hand, self._without, sheet.service.id, sheet.case.number)

    def _now(self) -> CaseSheet:
        return cases.case(self._guide.program, case_id=self._case_id)

    def _by_hand(self) -> None:
        giving = self._choose()
        sheet = self._now()
        if sheet.demands:
            self._pay(giving, sheet)
        self._issue(giving, sheet)
        self._check(giving, sheet)
        self._guide.picture("collect", f"Who takes the output of case {sheet.case.number}, and by which document")
        self._guide.go_on()
        if self._now().case.open:
            raise Stuck(f"The output was not handed over. {self._hands.told()}")
        self._guide.picture("handed-over", f"Case {sheet.case.number} is handed over and closed")

    def _choose(self) -> Giving:
        page = self._guide.page("collect")
        if not isinstance(page, CollectPage) or page.giving is None:
            raise Stuck("The page Collect is not shown.")
        rows = {row.value: row for row in self._hands.all(ListRow, page.giving.list)}
        if self._case_id not in rows:
            raise Stuck(f"The list does not show case {self._now().case.number}.")
        self._hands.press(rows[self._case_id])
        giving = page.giving
        self._hands.until("the case to be chosen", lambda: giving.sheet is not None)
        return giving

    def _pay(self, giving: Giving, sheet: CaseSheet) -> None:
        self._hands.press(self._hands.find(Button, self._guide.say("Take the payment")))
        if not giving.till.is_open:
            raise Stuck("The payment did not open.")
        fill_payment(self._guide, giving.till, cash_of_case(sheet))
        self._guide.picture("collect-pay", "What is due at the handover is paid first")
        self._guide.go_on()
        self._hands.until("the payment to be booked", lambda: not giving.till.is_open)
        self._hands.rest()
        self._guide.done("takes the payment at the handover", sheet.service.id, sheet.case.number)

    def _issue(self, giving: Giving, sheet: CaseSheet) -> None:
        for line in sheet.outputs:
            if line.issued is None:
                title = self._guide.words(line.title)
                many = sum(other.output == line.output for other in sheet.outputs) > 1
                say = self._guide.say
                name = say("{output}, {number}", output=title, number=line.position) if many else title
                number = f"{line.output[:2].upper()} {sheet.case.number}/{line.position}"
                issue_output(self._guide, giving.outputs, name, number)

    def _check(self, giving: Giving, sheet: CaseSheet) -> None:
        check = giving.check
        if sheet.representative is not None and check.kind != "representative":
            who = self._hands.find(Segments, self._guide.say("Who takes it"), check)
            self._hands.press(who.button("representative"))
        person = sheet.representative or sheet.applicant
        if person.documents and check.key("1"):
            self._hands.rest()
            return
        self._hands.take(check.type, IDENTITY)
        self._hands.write(check.number, NUMBER)
        self._hands.leave()

    def _without(self) -> None:
        sheet = self._now()
        if sheet.demands:
            Casework(self._guide, self._case_id).pay()
        walking.issue_all(self._guide.program, self._case_id)
        walking.collect(self._guide.program, self._case_id)
