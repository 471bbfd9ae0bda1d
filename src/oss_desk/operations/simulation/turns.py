"""The visits of a simulated desk, one function for each kind; each gives how many minutes pass before it goes on."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from oss_desk.domain.people import Citizen
from oss_desk.domain.visits import Visit
from oss_desk.operations.cases import cases
from oss_desk.operations.cases.worklists import Which
from oss_desk.operations.papers import papers
from oss_desk.operations.people import people
from oss_desk.operations.sample.walking import visit_now
from oss_desk.operations.search import search
from oss_desk.operations.sheets import CaseCard
from oss_desk.operations.simulation import money_back as backing
from oss_desk.operations.simulation import tills, working
from oss_desk.operations.simulation.hand import Hand
from oss_desk.operations.simulation.lots import Doing
from oss_desk.operations.simulation.office import AT_ONCE, TO_BE_WORKED, Town, somebody
from oss_desk.operations.visits import visits

Turn = Iterator[float]
"""Minutes until it goes on."""
MOST_PEOPLE = 500
YEAR = 2
"""Figures of the year after the code of a desk, in the number of a case: D126-000417-K."""


@dataclass
class Room:
    """One desk with its official, the back office's hand behind it, and the town outside."""

    hand: Hand
    back: Hand
    town: Town
    busy: set[int]
    """Cases that somebody works at this moment."""
    desks: tuple[str, ...]
    """The team's own, with whose codes the numbers of its cases begin."""


def enquiry(room: Room) -> Turn:
    """Somebody asks what a service needs and goes home with the answer."""
    hand = room.hand
    opened = hand.send(visits.open_visit, visitor_id=None)
    yield 2
    search(hand.program, text=hand.lots.one(("parking", "dog licence", "residence", "card", "passport")))
    yield 3
    working.close(hand, opened.id, "enquiry")


def done_at_once(room: Room) -> Turn:
    """One service, paid, and taken home at once."""
    yield from _served(room, (room.hand.lots.one(AT_ONCE),))


def two_services(room: Room) -> Turn:
    """Two services in one payment, one of them for the back office."""
    yield from _served(room, (room.hand.lots.one(AT_ONCE), room.hand.lots.one(TO_BE_WORKED)))


def to_be_worked(room: Room) -> Turn:
    """One service that the back office works later."""
    yield from _served(room, (room.hand.lots.one(TO_BE_WORKED),))


def left(room: Room) -> Turn:
    """Somebody asks for a service and leaves before anything is started."""
    hand, visitor = room.hand, _visitor(room)
    opened = hand.send(visits.open_visit, visitor_id=visitor.id)
    working.ask_for(hand, room.town, opened, (hand.lots.one(AT_ONCE),))
    yield 4
    tills.abandon(hand, opened.id)
    working.close(hand, opened.id, "left")


def parked(room: Room) -> Turn:
    """Somebody fetches a photograph in between; the visit waits and goes on."""
    hand, visitor = room.hand, _visitor(room)
    opened = hand.send(visits.open_visit, visitor_id=visitor.id)
    working.ask_for(hand, room.town, opened, (hand.lots.one(AT_ONCE),))
    held = hand.send(visits.hold_visit, visit_id=opened.id, version=_now(hand, opened).version, reason="a photo")
    yield 6
    hand.send(visits.resume_visit, visit_id=opened.id, version=held.version)
    yield from _paid_and_done(room, opened, visitor)


def worked(room: Room) -> Turn:
    """The back office takes cases a step further: what lies at the head of its list."""
    back = room.back
    for card in _free(room, cases.worklist(back.program, which="mine"))[:3]:
        room.busy.add(card.id)
        yield 1
        working.work(back, room.town, card.id)
        room.busy.discard(card.id)


def to_pay(room: Room) -> Turn:
    """Somebody comes to pay what her case waits for."""
    yield from _for_a_case(room, "to-pay")


def handed_over(room: Room) -> Turn:
    """Somebody comes for what lies ready."""
    yield from _for_a_case(room, "ready-to-collect")


def person_corrected(room: Room) -> Turn:
    """Somebody has moved, or is new in town: her record is written."""
    hand, town = room.hand, room.town
    if len(town.citizens) < MOST_PEOPLE and hand.lots.random.random() < 0.5:
        made = hand.send(people.add_citizen, citizen=somebody(hand.lots, len(town.citizens)))
        town.citizens.append(made)
    else:
        place = hand.lots.random.randrange(len(town.citizens))
        known = town.citizens[place]
        values = {"citizen_id": known.id, "version": known.version, "citizen": somebody(hand.lots, place)}
        town.citizens[place] = hand.send(people.correct_citizen, **values)
    yield 3


def _served(room: Room, services: tuple[str, ...]) -> Turn:
    hand, visitor = room.hand, _visitor(room)
    opened = hand.send(visits.open_visit, visitor_id=visitor.id)
    yield 2
    working.ask_for(hand, room.town, opened, services)
    yield 3
    yield from _paid_and_done(room, opened, visitor)


def _paid_and_done(room: Room, opened: Visit, visitor: Citizen) -> Turn:
    hand = room.hand
    sheet = visits.visit(hand.program, visit_id=opened.id)
    started = working.start(hand, sheet, visitor)
    if started and sum(line.to_pay_now.minor for line in sheet.lines):
        yield 1
        _corrected(hand, opened, visitor)
    for made in started:
        yield 1
        if made.hands == "counter":
            working.at_once(hand, room.town, made.id)
    working.close(hand, opened.id)
    yield 1
    printed(hand)


def _corrected(hand: Hand, opened: Visit, visitor: Citizen) -> None:
    """Now and then a receipt that was just given out is cancelled and paid anew, or wanted twice."""
    number = working.receipt_of(hand, opened)
    if hand.lots.one_in(20):
        working.pay_again(hand, backing.cancel(hand, number), opened, visitor)
    elif hand.lots.one_in(20):
        backing.copy(hand, number)


def money_back(room: Room) -> Turn:
    """Somebody has paid too much, or lost her receipt."""
    hand = room.hand
    receipts = hand.ledger.receipts.get(hand.program.desk_code, [])
    if receipts:
        backing.give_back(hand, hand.lots.one(receipts[-200:]))
        yield 2
        if hand.lots.one_in(3):
            backing.copy(hand, hand.lots.one(receipts[-200:]))
    yield 2


def _for_a_case(room: Room, kind: str) -> Turn:
    hand = room.hand
    which: Which = "ready" if kind == "ready-to-collect" else "all"
    card = next((one for one in _free(room, cases.worklist(hand.program, which=which)) if one.step_kind == kind), None)
    if card is None:
        return
    room.busy.add(card.id)
    sheet = cases.case(hand.program, case_id=card.id)
    opened = hand.send(visits.open_visit, visitor_id=sheet.applicant.person.id)
    yield 2
    if kind == "to-pay":
        if hand.lots.one_in(8):
            demand = sheet.demands[0]
            backing.waive(hand, demand.demand_id, demand.amount.minor)
            sheet = cases.case(hand.program, case_id=card.id)
        working.pay(hand, sheet, opened)
    else:
        working.collect(hand, card.id)
    yield 2
    working.close(hand, opened.id)
    room.busy.discard(card.id)


def printed(hand: Hand) -> None:
    """What was to be printed came out; now and then it did not, and comes out the next time."""
    for job in papers.waiting(hand.program):
        fails = hand.lots.printer_fails()
        state, error = ("failed", "out of paper") if fails else ("printed", "")
        hand.send(papers.mark_job, job_id=job.id, version=job.version, state=state, error=error)
        if fails:
            hand.seen.note("printer failed")


def _visitor(room: Room) -> Citizen:
    return room.hand.lots.one(room.town.citizens)


def _now(hand: Hand, opened: Visit) -> Visit:
    return visit_now(hand.program, visit_id=opened.id)


def _free(room: Room, cards: tuple[CaseCard, ...]) -> list[CaseCard]:
    """The cases of the team's own desks that nobody of it works at this moment."""
    return [card for card in cards if card.id not in room.busy and card.number.split("-")[0][:-YEAR] in room.desks]


TURNS: Mapping[Doing, Callable[[Room], Turn]] = {
    "enquiry": enquiry,
    "at-once": done_at_once,
    "two-services": two_services,
    "to-be-worked": to_be_worked,
    "worked": worked,
    "to-pay": to_pay,
    "handover": handed_over,
    "parked": parked,
    "person-corrected": person_corrected,
    "left": left,
    "money-back": money_back,
}
