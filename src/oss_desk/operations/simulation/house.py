"""What the supervisor of a simulated office does for all desks: services published anew, notices, months closed."""

import json

from oss_desk.domain.till import PeriodClose, ZReport
from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.money import period
from oss_desk.operations.office import notices
from oss_desk.operations.office.calendar import day_of
from oss_desk.operations.program import Look
from oss_desk.operations.simulation.hand import Hand, hold
from oss_desk.operations.simulation.office import SERVICES
from oss_desk.storage import rows


def close_month(hand: Hand, month: str) -> None:
    """A month that is over closed: its sums are those of its Zs, each of which stands in it once."""
    made: PeriodClose = hand.send(period.close_period, period=month)
    sums = json.loads(made.content)
    with hand.program.database.reading() as work:
        look = Look(hand.program, work, hand.program.clock())
        zs = [one for one in rows.every(work, ZReport) if day_of(look, one.at).strftime("%Y-%m") == month]
    named = sorted((one["desk"], one["z"], one["digest"]) for one in sums["zs"])
    hold(sorted(digest for _, _, digest in named) == sorted(one.digest for one in zs), f"{month} names other Zs")
    taken = sum(json.loads(one.content)["payments"]["amount"] for one in zs)
    hold(sums.get("taken", 0) == taken, f"{month} closed with {sums.get('taken')}, its Zs say {taken}")
    hand.seen.note("months closed", month)


def publish_anew(hand: Hand, day: int) -> None:
    """One of the services in a version that says nothing else, in force at once; a notice says so for a while."""
    service = hand.lots.one(SERVICES)
    text = (hand.program.resources / "services" / f"{service}.yaml").read_text("utf-8")
    made = hand.send(catalogue.import_service, text=f"# day {day}\n{text}", name=f"{service}.yaml")
    hand.send(catalogue.publish, service_version_id=made.id)
    hand.seen.note("services published", service)
    for card in notices.notices(hand.program):
        hand.send(notices.end_notice, notice_id=card.notice.id)
    hand.send(notices.write_notice, scope="service", code=service, text={"en": "The form is new."})
    hand.seen.note("notices")
