"""Visits by phone and post: nothing is shown, signed or paid in cash by somebody who is not here."""

from typing import Any

import pytest

from oss_desk.domain.messages import Refused
from oss_desk.domain.visits import Channel, ServiceRequest, Visit
from oss_desk.operations.cases import cases
from oss_desk.operations.sheets import PartGiven, Payer, PaymentGiven, VisitSheet
from oss_desk.operations.visits import basket, from_afar, visits
from tests.operations.casework import cash
from tests.operations.conftest import COPY, Shop

SIGNED = COPY.replace("fees:\n", "declaration: I say the truth.\nfees:\n", 1)
AFAR = pytest.mark.parametrize("channel", ["phone", "post"])


def afar(shop: Shop, channel: Channel, text: str = COPY) -> tuple[Visit, ServiceRequest]:
    """A visit from afar with a line that is answered and lacks its papers."""
    visit: Visit = shop.do(visits.open_visit, channel=channel, visitor_id=shop.citizen().id)
    request = shop.line(visit, shop.service(text))
    shop.answer(request, relation="self", birth_date="1989-03-03", copies=1)
    return visit, request


def shown(shop: Shop, visit: Visit) -> VisitSheet:
    return visits.visit(shop.at("ada"), visit_id=visit.id)


def scanned(shop: Shop, visit: Visit) -> None:
    """The identity card came as a scan."""
    (line,) = shown(shop, visit).papers
    values: dict[str, Any] = {"key": line.key, "type": "national-id-card", "mark": "scan", "number": "4417"}
    shop.do(basket.mark_paper, visit_id=visit.id, **values)


def by(means: str, reference: str = "T-77") -> PaymentGiven:
    payer = Payer(None, None, "Tamar Kvelidze")
    return PaymentGiven(payer, (PartGiven(means, 500, 500, reference),), 500)


def start(shop: Shop, visit: Visit, request: ServiceRequest, payment: PaymentGiven) -> Any:
    return shop.do(cases.start_cases, visit_id=visit.id, request_ids=(request.id,), payment=payment)


@AFAR
def test_nothing_is_shown_by_who_is_not_here(shop: Shop, channel: Channel) -> None:
    visit, _ = afar(shop, channel)
    (line,) = shown(shop, visit).papers
    assert line.accept == ("scan",)
    with pytest.raises(Refused, match="mark-needs-presence"):
        shop.do(basket.mark_paper, visit_id=visit.id, key=line.key, type="national-id-card", mark="original-seen")
    scanned(shop, visit)
    assert shown(shop, visit).papers[0].settled


def test_an_original_may_come_by_post_and_is_kept(shop: Shop) -> None:
    visit, _ = afar(shop, "post", COPY.replace("[original-seen, scan]", "[original-seen, original-kept]"))
    (line,) = shown(shop, visit).papers
    assert line.accept == ("original-kept",)
    shop.do(basket.mark_paper, visit_id=visit.id, key=line.key, type="national-id-card", mark="original-kept")
    assert shown(shop, visit).papers[0].settled


@AFAR
@pytest.mark.parametrize("means", ["cash", "card"])
def test_no_cash_and_no_card_from_afar(shop: Shop, channel: Channel, means: str) -> None:
    visit, request = afar(shop, channel)
    scanned(shop, visit)
    with pytest.raises(Refused, match="means-not-at-counter"):
        start(shop, visit, request, cash(500) if means == "cash" else by("card"))
    (case,) = start(shop, visit, request, by("transfer"))
    assert case.open


@AFAR
def test_what_is_to_be_signed_waits_for_the_signed_paper(shop: Shop, channel: Channel) -> None:
    visit, request = afar(shop, channel, SIGNED)
    scanned(shop, visit)
    assert shown(shop, visit).unsigned
    with pytest.raises(Refused, match="application-not-signed"):
        start(shop, visit, request, by("transfer"))
    shop.do(from_afar.application_came, visit_id=visit.id, how="brought")
    shop.do(from_afar.application_not_here, visit_id=visit.id)
    assert shown(shop, visit).unsigned
    shop.do(from_afar.application_came, visit_id=visit.id, how="brought")
    shop.do(from_afar.application_came, visit_id=visit.id, how="post")
    found = shown(shop, visit)
    assert (found.unsigned, found.signed.how if found.signed else "") == (False, "post")
    assert len(start(shop, visit, request, by("transfer"))) == 1


def test_what_is_not_to_be_signed_needs_no_signed_paper(shop: Shop) -> None:
    visit, _ = afar(shop, "phone")
    assert not shown(shop, visit).unsigned


def test_who_called_and_then_comes_is_served_as_anybody_at_the_counter(shop: Shop) -> None:
    visit, request = afar(shop, "phone", SIGNED)
    here: Visit = shop.do(from_afar.came_herself, visit_id=visit.id, version=visit.version)
    assert (here.channel, shown(shop, visit).unsigned) == ("counter", False)
    (line,) = shown(shop, visit).papers
    assert "original-seen" in line.accept
    scanned(shop, visit)
    assert len(start(shop, visit, request, cash(500))) == 1
    with pytest.raises(Refused, match="visit-at-counter"):
        shop.do(from_afar.came_herself, visit_id=visit.id, version=here.version)


def test_at_the_counter_everything_is_as_it_was(shop: Shop) -> None:
    visit, _ = afar(shop, "counter", SIGNED)
    found = shown(shop, visit)
    assert ("original-seen" in found.papers[0].accept, found.unsigned) == (True, False)
    with pytest.raises(Refused, match="nothing-to-sign"):
        shop.do(from_afar.application_came, visit_id=visit.id, how="post")


def test_lists_of_visits_say_how_the_visitor_came(shop: Shop) -> None:
    afar(shop, "phone")
    assert [card.channel for card in visits.today(shop.at("ada")).visits] == ["phone"]
