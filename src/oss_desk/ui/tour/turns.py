"""Whose turn it is: the next step of each case as the walk proposes it, and the official who may do it."""

from dataclasses import dataclass

from oss_desk.operations.cases import cases
from oss_desk.operations.sample import walking
from oss_desk.operations.sheets import CaseSheet, OfficialCard
from oss_desk.ui.tour.casework import Casework
from oss_desk.ui.tour.collecting import Collecting
from oss_desk.ui.tour.counter import AtCounter
from oss_desk.ui.tour.guide import Guide
from oss_desk.ui.tour.hands import Stuck
from oss_desk.workflows.walk import Walk, WalkStep


@dataclass(frozen=True)
class Turn:
    """What comes next for a case: nothing (`move` is None) where no way leads on, nobody where nobody may do it."""

    sheet: CaseSheet
    way: Walk
    move: WalkStep | None
    card: OfficialCard | None

    @property
    def login(self) -> str:
        """Who does it; empty when nobody may."""
        return self.card.login if self.card is not None else ""


class Turns:
    """Brings cases one step further at a time."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide
        self._gone: dict[int, int] = {}  # how many steps of its way a case has gone

    def turn(self, case_id: int) -> Turn | None:
        """What comes next for this case; None when it is closed."""
        sheet = cases.case(self._guide.program, case_id=case_id)
        if not sheet.case.open:
            return None
        way = walking.case_proposal(self._guide.program, case_id=case_id)
        ahead = way.steps[self._gone.get(case_id, 0) :]
        move = next((move for move in (*ahead, *way.steps) if move.step == sheet.case.step), None)
        return Turn(sheet, way, move, self._official(sheet, move) if move is not None else None)

    def take(self, turn: Turn) -> None:
        """Do it, by whoever may; raises Stuck when nobody may, or when the case does not move."""
        move, case = turn.move, turn.sheet.case
        if move is None:
            reasons = self._guide.listed(turn.way.problems) or "No way leads on from here."
            raise Stuck(f"At the step {case.step}: {reasons}")
        if turn.card is None:
            raise Stuck(f"Nobody in this office may do “{move.action or move.kind}” at the step {move.step}.")
        self._guide.sign_in(turn.card)
        self._do(turn, move)
        after = cases.case(self._guide.program, case_id=case.id).case
        if after.open and (after.step, after.version) == (case.step, case.version):
            raise Stuck(f"The case did not leave the step {case.step}.")
        self._gone[case.id] = turn.way.steps.index(move) + 1

    def _do(self, turn: Turn, move: WalkStep) -> None:
        if move.kind == "pay":
            self._take_payment(turn.sheet)
        elif move.kind == "hand-over":
            Collecting(self._guide, turn.sheet.case.id).hand_over()
        else:
            Casework(self._guide, turn.sheet.case.id).step(turn.way, move)

    def _official(self, sheet: CaseSheet, move: WalkStep) -> OfficialCard | None:
        if move.kind == "pay":
            return self._guide.whoever("clerk", "cashier") or self._guide.whoever("cashier")
        if move.kind == "hand-over":
            return self._guide.whoever("clerk", "cashier") or self._guide.whoever("clerk")
        action = next((one for one in sheet.actions if one.id == move.action), None)
        return self._guide.whoever(action.role) if action is not None else None

    def _take_payment(self, sheet: CaseSheet) -> None:
        """The citizen comes back and pays at the Counter; where that is impossible, it is taken in the case."""
        who, counter = sheet.representative or sheet.applicant, AtCounter(self._guide)
        try:
            counter.open(who.person, who.name)
            counter.pay_later(sheet.case.number)
        except Stuck as stuck:
            self._guide.done(f"does not take the payment at the Counter: {stuck}", sheet.service.id, sheet.case.number)
            counter.put_away()
            Casework(self._guide, sheet.case.id).pay()
