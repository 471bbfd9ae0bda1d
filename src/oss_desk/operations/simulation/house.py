"""What the supervisor of a simulated office does for all desks: services published anew, notices written and ended."""

from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.office import notices
from oss_desk.operations.simulation.hand import Hand
from oss_desk.operations.simulation.office import SERVICES


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
