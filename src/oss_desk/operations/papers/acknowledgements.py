"""The acknowledgement of a start: what was handed in, who has it, and the day to come back; free of charge."""

from collections.abc import Sequence
from dataclasses import dataclass

from oss_desk.domain import papers
from oss_desk.domain.corrections import Waiver
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.text import in_language
from oss_desk.domain.till import Demand, DemandLine
from oss_desk.domain.visits import Visit
from oss_desk.operations.cases.running import Running
from oss_desk.operations.catalogue import definitions
from oss_desk.operations.money.receipts import fees_on_paper
from oss_desk.operations.money.taken import Owed, Paid
from oss_desk.operations.papers import intake_prints, paper_parts
from oss_desk.operations.papers.papers import store
from oss_desk.operations.program import Act, Look
from oss_desk.operations.visits import line, papers_seen
from oss_desk.operations.visits.intake import Assessed
from oss_desk.storage import rows


@dataclass(frozen=True)
class Begun:
    """A basket line that became a case, as it stands after the payment, and what it owed at the start."""

    line: Assessed
    at: Running
    demand: Demand | None

    @property
    def owed(self) -> int:
        """What is to be paid at the start, less what is waived of it, in minor units."""
        return self.line.to_pay().minor if self.demand is not None else 0


def print_acknowledgement(act: Act, visit: Visit, begun: Sequence[Begun], paid: Paid | None) -> PrintJob:
    """Keep the acknowledgement of these cases to be printed, in the language of the first applicant."""
    lines = [one.line for one in begun]
    language = begun[0].at.case.language
    calendar = begun[0].at.calendar
    bring = papers_seen.to_bring(act, lines, calendar, language)
    wanted = tuple(title for paper in bring for title in (paper.title, *paper.together))
    paper = papers.AcknowledgementPaper(
        head=paper_parts.head(act, language),
        currency=act.office.currency,
        exponent=act.office.currency_exponent,
        applicant=paper_parts.person(intake_prints.applicant_of(act, lines[0])),
        cases=tuple(_case(act, one, lines, language, paid) for one in begun),
        representative=intake_prints.representative_of(act, lines[0]),
        papers=papers_seen.of_lines(act, lines, language),
        to_bring=bring,
        come_back=_come_back(begun, wanted),
        receipt=paid.number if paid is not None else "",
        paid=paid.payment.amount if paid is not None else 0,
    )
    return store(act, paper, ("visit", visit.id), "acknowledgement")


def _case(
    look: Look, one: Begun, lines: Sequence[Assessed], language: str, paid: Paid | None
) -> papers.AcknowledgedCase:
    at = one.at
    return papers.AcknowledgedCase(
        title=intake_prints.title_of(look, one.line, lines, language),
        number=at.case.number,
        authority=in_language(definitions.authority_title(look, at.service.authority), language),
        outputs=intake_prints.outputs_of(one.line, language),
        due=at.state.due_at,
        done=not at.state.open,
        fees=_free(look, one, language),
        stations=line.stations(look, at, language, paid=paid is not None and one.owed > 0),
        later=_later(look, one, language),
        later_open=_later_open(one, language),
        also=paper_parts.also(look, at.service.title, language),
    )


def _later(look: Look, one: Begun, language: str) -> tuple[papers.FeeText, ...]:
    """What is asked for after today, as far as the answers of today tell it."""
    points = [point for point in one.line.points if point != "start"]
    lines = [fee for point in points for fee in one.line.fees(point)]
    return intake_prints.fees_on_paper(look, lines, one.line, language)


def _later_open(one: Begun, language: str) -> tuple[str, ...]:
    """The fees of later whose amount somebody must find first."""
    points = [point for point in one.line.points if point != "start"]
    waiting = [one.line.service.fee(wait.fee) for point in points for wait in one.line.fees_waiting(point)]
    return tuple(in_language(fee.title, language) for fee in waiting)


def _free(look: Look, one: Begun, language: str) -> tuple[papers.FeeText, ...]:
    """The lines of a demand that came to nothing: it has no receipt, so they are shown here."""
    if one.demand is None or one.owed:
        return ()
    lines = rows.every(look.work, DemandLine, order_by=("position",), demand_id=one.demand.id)
    waivers = rows.every(look.work, Waiver, demand_id=one.demand.id)
    return fees_on_paper(look, Owed(one.demand, lines, one.at.case, waivers), one.at.service, language)


def _come_back(begun: Sequence[Begun], bring: tuple[str, ...]) -> papers.ComeBack | None:
    """Once, when everything is ready: the last of the promised days. None when all is done while she waits."""
    days = [
        one.at.calendar.local_date(one.at.state.due_at)
        for one in begun
        if one.at.state.due_at is not None and comes_back(one.at)
    ]
    return papers.ComeBack(max(days), bring) if days else None


def comes_back(at: Running) -> bool:
    """Whether the citizen has to come again: something is made elsewhere and then collected or paid here."""
    if at.service.while_you_wait or not at.state.open:
        return False
    return any(step.kind in ("ready-to-collect", "to-pay") for step in (at.step, *line.ahead(at)))
