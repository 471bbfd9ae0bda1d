"""A visit by phone or post: nobody stands at the counter, so nothing is shown, signed or paid in cash there."""

from collections.abc import Iterable
from dataclasses import replace

from oss_desk.domain.cases import Mark
from oss_desk.domain.messages import Message, refuse
from oss_desk.domain.office import MeansOfPayment
from oss_desk.domain.text import in_language
from oss_desk.domain.visits import Channel, SignedApplication, SignedHow, Visit
from oss_desk.operations.program import Act, Look, command
from oss_desk.operations.sheets import PaperLine, PaymentGiven
from oss_desk.operations.visits import stays
from oss_desk.operations.visits.intake import Assessed
from oss_desk.storage import rows

AT_COUNTER: Channel = "counter"
ONLY_SHOWN: Mark = "original-seen"
"""The one mark that needs the citizen at the counter; what came by post was left here, or is a copy."""
MEANS_FROM_AFAR = frozenset({"transfer", "elsewhere"})


@command("serve")
def application_came(act: Act, *, visit_id: int, how: SignedHow) -> SignedApplication:
    """Say that the signed application of a visit by phone or post is here, and whether it came by post or was brought.

    Said again it is corrected; the case cannot start without it where the service has a declaration to sign.
    """
    visit = stays.locked_here(act, visit_id)
    if visit.channel == AT_COUNTER:
        raise refuse("nothing-to-sign")
    rows.remove(act.work, SignedApplication, visit_id=visit.id)
    came = rows.add(act.work, SignedApplication, visit_id=visit.id, how=how, at=act.now, official_id=act.official.id)
    act.event("application-came", ("visit", visit.id), {"how": how})
    return came


@command("serve")
def application_not_here(act: Act, *, visit_id: int) -> None:
    """Take back that the signed application is here."""
    visit = stays.locked_here(act, visit_id)
    rows.remove(act.work, SignedApplication, visit_id=visit.id)
    act.event("application-not-here", ("visit", visit.id))


@command("serve")
def came_herself(act: Act, *, visit_id: int, version: int) -> Visit:
    """Who called or wrote stands at the counter now: the visit goes on there, with everything it holds."""
    before = stays.locked_here(act, visit_id)
    if before.channel == AT_COUNTER:
        raise refuse("visit-at-counter")
    here = rows.change(act.work, replace(before, version=version), channel=AT_COUNTER)
    act.event("visitor-came", ("visit", here.id), {"before": before.channel})
    return here


def signed(look: Look, visit: Visit) -> SignedApplication | None:
    """The signed application of a visit from afar, once it is here."""
    return rows.find(look.work, SignedApplication, visit_id=visit.id)


def is_unsigned(look: Look, visit: Visit, lines: Iterable[Assessed]) -> bool:
    """Whether something of the basket has a declaration to sign and the signed paper is not here yet."""
    return visit.channel != AT_COUNTER and any(line.service.declaration for line in lines) and not signed(look, visit)


def hindrances(look: Look, visit: Visit, lines: Iterable[Assessed]) -> tuple[Message, ...]:
    """What keeps these lines from being started from afar: each declaration that nobody signed."""
    to_sign = [line.service for line in lines if line.service.declaration]
    if visit.channel == AT_COUNTER or signed(look, visit) is not None:
        return ()
    titles = [in_language(service.title, look.language) or service.id for service in to_sign]
    return tuple(Message("application-not-signed", {"service": title}) for title in titles)


def ask_mark(visit: Visit, mark: Mark) -> None:
    """Refuse that somebody who is not here showed an original."""
    if visit.channel != AT_COUNTER and mark == ONLY_SHOWN:
        raise refuse("mark-needs-presence")


def ask_means(look: Look, visit_id: int | None, payment: PaymentGiven) -> None:
    """Refuse cash and cards in a visit of somebody who is not here."""
    if visit_id is None or rows.get(look.work, Visit, visit_id).channel == AT_COUNTER:
        return
    known = {one.code: one.kind for one in rows.every(look.work, MeansOfPayment, order_by=("code",))}
    if any(known.get(part.means, part.means) not in MEANS_FROM_AFAR for part in payment.parts):
        raise refuse("means-not-at-counter")


def without_showing(visit: Visit, papers: tuple[PaperLine, ...]) -> tuple[PaperLine, ...]:
    """The list of documents as it can be marked from afar: nothing is offered that needs the citizen here."""
    if visit.channel == AT_COUNTER:
        return papers
    return tuple(replace(line, accept=tuple(mark for mark in line.accept if mark != ONLY_SHOWN)) for line in papers)
