"""The order of the tour: sign-in, visits, back office, handover; what goes wrong is told and the rest goes on."""

from collections.abc import Callable, Sequence
from functools import partial

from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.messages import Refused
from oss_desk.domain.papers import from_json
from oss_desk.operations.cases import cases
from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.money import till
from oss_desk.operations.office.office import head
from oss_desk.operations.papers import papers
from oss_desk.operations.sheets import CaseSheet, OfficialCard, ReceiptSheet, ServiceCard, StartedLine
from oss_desk.ui.tour.guide import Guide
from oss_desk.ui.tour.hands import Stuck
from oss_desk.ui.tour.plan import Call, make_plan
from oss_desk.ui.tour.record import ServiceTold, tell_case, tell_receipt
from oss_desk.ui.tour.round import Round
from oss_desk.ui.tour.turns import Turns
from oss_desk.ui.tour.visit import Visit
from oss_desk.ui.widgets.rows import ListRow

USUAL = ("resident-parking-permit", "birth-certificate-copy")
"""The services of the sample that show most: one worked in the back office and paid later, one paid for each copy."""
MOST_STEPS = 60


class Journey:
    """One tour from the sign-in to the last handover."""

    def __init__(self, guide: Guide, services: Sequence[str], whole_round: bool = False) -> None:
        self._guide, self._asked, self._round = guide, tuple(dict.fromkeys(services)), whole_round
        self._jobs: dict[str, PrintJob] = {}
        self._cases: dict[str, int] = {}

    def go(self) -> None:
        """All of it. Only what no later part could do without ends it early."""
        guide = self._guide
        guide.picture("sign-in", "Who is at the desk; in a sample office one press enters")
        guide.sign_in(self._clerk())
        self._tell_office()
        guide.picture("counter", "The Counter between two citizens, with today at this desk")
        plan = make_plan(guide.program, self._wanted())
        for card, reasons in plan.impossible:
            guide.record.problem(card.service, guide.listed(reasons))
        for number, call in enumerate(plan.calls):
            services = ", ".join(wish.card.service for wish in call.wishes)
            self._guarded(services, partial(self._visit, call, first=number == 0))
        self._look_round(plan.calls)
        self._work_all()
        self._tell_cases()
        if self._round:
            Round(guide, self._guarded, self._jobs).go()
        self._guarded("", self._leave)

    def _clerk(self) -> OfficialCard:
        clerk = self._guide.whoever("clerk", "cashier") or self._guide.whoever("clerk")
        if clerk is None:
            raise Stuck("This office has no clerk who could serve anybody.")
        return clerk

    def _tell_office(self) -> None:
        sheet, record = head(self._guide.program), self._guide.record
        record.office, record.desk = sheet.office.name, sheet.desk.code

    def _wanted(self) -> tuple[ServiceCard, ...]:
        """The services asked for, in their order; what is not published is a problem of its own."""
        cards = {card.service: card for card in catalogue.catalogue(self._guide.program).services}
        asked = self._asked or tuple(name for name in USUAL if name in cards) or tuple(cards)[:2]
        for name in asked:
            card = cards.get(name)
            told = self._guide.record.services[name] = ServiceTold(name)
            if card is None:
                published = ", ".join(sorted(cards)) or "none"
                self._guide.record.problem(name, f"It is not published in this office. Published: {published}.")
            else:
                told.title = self._guide.words(card.title)
                told.version = catalogue.service(self._guide.program, service_version_id=card.id).version
        return tuple(cards[name] for name in asked if name in cards)

    def _guarded(self, service: str, part: Callable[[], object]) -> bool:
        """Do a part of the tour; what it is stuck at is told with a picture, and the tour goes on."""
        try:
            part()
        except (Stuck, Refused, RuntimeError) as error:
            words = self._guide.listed(error.messages) if isinstance(error, Refused) else str(error)
            picture = self._guide.record.picture(self._guide.shell, "problem", f"Where it stopped: {words}")
            self._guide.record.problem(service, words, picture)
            self._guide.close_dialogs()
            return False
        return True

    def _visit(self, call: Call, first: bool) -> None:
        self._guide.sign_in(self._clerk())
        visit = Visit(self._guide, call, first)
        started = visit.serve()
        for line in started:
            self._started(line)
        for wish in call.wishes:
            if wish.card.service not in self._cases:
                self._guide.record.problem(wish.card.service, "The visit ended without a case for it.")

    def _started(self, line: StartedLine) -> None:
        if line.case.service in self._guide.record.services:
            self._cases[line.case.service] = line.case.id
            self._guide.record.services[line.case.service].case = line.case.number

    def _look_round(self, calls: Sequence[Call]) -> None:
        """The Catalogue with the first service, and the worklist."""
        if calls:
            self._guarded("", lambda: self._show_catalogue(calls[0].wishes[0].card))
            self._guarded("", self._show_worklist)

    def _show_catalogue(self, card: ServiceCard) -> None:
        page = self._guide.page("catalogue")
        rows = {row.value: row for row in self._guide.hands.all(ListRow, page)}
        if card.id not in rows:
            raise Stuck(f"The Catalogue does not list “{self._guide.words(card.title)}”.")
        self._guide.hands.press(rows[card.id])
        self._guide.picture("catalogue", "A service in the Catalogue: what it needs, costs and takes")

    def _show_worklist(self) -> None:
        self._guide.page("cases")
        self._guide.picture("worklist", "The worklist: every case has a name, a place and a day")

    def _work_all(self) -> None:
        """Bring every case to its end; whoever is at the desk does first what she may do."""
        turns, going = Turns(self._guide), dict(self._cases)
        for _ in range(MOST_STEPS * len(going)):
            ahead = {name: turn for name, case_id in going.items() if (turn := turns.turn(case_id)) is not None}
            if not ahead:
                return
            mine = (name for name, turn in ahead.items() if turn.login == self._guide.login)
            service = next(mine, next(iter(ahead)))
            if not self._guarded(service, partial(turns.take, ahead[service])):
                del going[service]
        for service in going:
            self._guide.record.problem(service, f"The case did not come to an end within {MOST_STEPS} steps.")

    def _leave(self) -> None:
        self._guide.sign_out()
        self._guide.picture("signed-out", "The desk is left as it was found")

    def _tell_cases(self) -> None:
        """What became of every case, its receipts and its papers."""
        if not self._cases:
            return
        self._guide.sign_in(self._clerk())
        sheets = {name: cases.case(self._guide.program, case_id=case_id) for name, case_id in self._cases.items()}
        for name, sheet in sheets.items():
            tell_case(self._guide.record.services[name], sheet)
        numbers = dict.fromkeys(number for sheet in sheets.values() for number in sheet.receipts)
        receipts = tuple(till.receipt(self._guide.program, number=number) for number in numbers)
        self._guide.record.receipts += [tell_receipt(receipt) for receipt in receipts]
        self._keep_papers(tuple(sheets.values()), receipts)

    def _keep_papers(self, sheets: Sequence[CaseSheet], receipts: Sequence[ReceiptSheet]) -> None:
        """Every paper of these cases as it was made, drawn from what was frozen then."""
        program = self._guide.program
        about = {("payment", receipt.payment.id): receipt.receipt.number for receipt in receipts}
        about |= {("case", sheet.case.id): sheet.case.number for sheet in sheets}
        visits = dict.fromkeys(sheet.case.visit_id for sheet in sheets)
        about |= {("visit", visit): f"visit {visit}" for visit in visits}
        jobs = {job.id: job for kind, number in about for job in papers.papers_of(program, kind=kind, id=number)}
        for job in sorted(jobs.values(), key=lambda job: job.id):
            self._jobs.setdefault(job.kind, job)
            pdf = papers.drawn(program.resources, from_json(job.kind, job.content), layout=job.layout)
            self._guide.record.paper(job.kind, about[job.subject_kind, job.subject_id], pdf)
