"""The catalogue: what comes in and into force, what is refused, and how a service is shown before it is asked for."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from oss_desk import paths
from oss_desk.domain.catalogue import ServiceVersion
from oss_desk.domain.messages import Refused
from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.office import office
from oss_desk.operations.office.registers import office_registers
from oss_desk.operations.program import Look
from oss_desk.storage import rows
from oss_desk.workflows.reader import read_service, write_package
from oss_desk.workflows.registers import Authority, read_registers
from tests.operations.conftest import COPY, RESIDENCE, SIGN, Shop


def refusal(shop: Shop, verb: Any, **values: Any) -> Refused:
    """The refusal of a supervisor's command."""
    with pytest.raises(Refused) as refused:
        shop.do(verb, by="sue", **values)
    return refused.value


def imported(shop: Shop, text: str) -> ServiceVersion:
    """A version that is not in force."""
    version: ServiceVersion = shop.do(catalogue.import_service, by="sue", text=text, name="service.yaml")
    return version


def offered(shop: Shop) -> list[tuple[str, int]]:
    """The services in force, each with the number of its version."""
    cards = catalogue.catalogue(shop.at("ada")).services
    with shop.database.reading() as work:
        return [(card.service, rows.get(work, ServiceVersion, card.id).number) for card in cards]


def test_a_version_is_offered_once_it_is_published(shop: Shop) -> None:
    version = imported(shop, COPY)
    before = offered(shop)
    shop.do(catalogue.publish, by="sue", service_version_id=version.id)
    assert (before, offered(shop)) == ([], [("birth-certificate-copy", 1)])


def test_a_version_comes_into_force_at_its_moment(shop: Shop) -> None:
    shop.service(COPY)
    later = imported(shop, COPY.replace("P2D", "P3D"))
    from_at = shop.clock.now + timedelta(days=1)
    shop.do(catalogue.publish, by="sue", service_version_id=later.id, from_at=from_at)
    today = offered(shop)
    shop.clock.forward(days=1)
    assert (today, offered(shop)) == ([("birth-certificate-copy", 1)], [("birth-certificate-copy", 2)])


def test_nothing_is_published_from_a_moment_that_is_over(shop: Shop) -> None:
    version = imported(shop, COPY)
    from_at = shop.clock.now - timedelta(days=1)
    refused = refusal(shop, catalogue.publish, service_version_id=version.id, from_at=from_at)
    assert refused.message.code == "published-before"


def test_the_same_definition_is_the_same_version(shop: Shop) -> None:
    first = imported(shop, COPY)
    assert imported(shop, COPY + "\n# a comment\n") == first


def test_all_mistakes_of_a_definition_are_told_at_once(shop: Shop) -> None:
    text = COPY.replace("authority: civil-registry", "authority: civil-registri").replace("to: sign}", "to: sing}")
    refused = refusal(shop, catalogue.import_service, text=text, name="copy.yaml")
    findings = catalogue.check_service(shop.at("sue"), text=text, name="copy.yaml")
    assert [message.code for message in refused.messages] == [
        "definition-mistakes",
        "no-authority-nearest",
        "no-step-nearest",
    ]
    assert [problem.place for problem in findings.problems] == ["authority", "steps[0].actions[0].to"]
    assert (findings.importable, findings.service) == (False, None)


def test_another_currency_is_refused(shop: Shop) -> None:
    text = COPY.replace("currency: EUR", "currency: USD")
    refused = refusal(shop, catalogue.import_service, text=text, name="copy.yaml")
    assert refused.message.values == {"name": "copy.yaml", "currency": "USD", "office": "EUR"}
    assert not catalogue.check_service(shop.at("sue"), text=text, name="copy.yaml").importable


def test_what_the_linter_calls_an_error_is_neither_imported_nor_published(shop: Shop) -> None:
    text = COPY.replace("steps:\n", "steps:\n  - {id: nowhere, at: counter, actions: [{id: a, label: A, to: ready}]}\n")
    text = text.replace("to: sign}", "to: sign}, {id: loop, label: Loop, to: search}")
    findings = catalogue.check_service(shop.at("sue"), text=text, name="copy.yaml")
    refused = refusal(shop, catalogue.import_service, text=text, name="copy.yaml")
    assert [finding.rule for finding in findings.errors] == [message.code for message in refused.messages[1:]]
    assert "step-unreachable" in [finding.rule for finding in findings.errors]
    assert refused.message.code == "lint-errors"
    assert offered(shop) == []


def test_a_definition_in_order_has_nothing_to_be_told(shop: Shop) -> None:
    findings = catalogue.check_service(shop.at("sue"), text=COPY, name="copy.yaml")
    assert findings.importable
    assert findings.service is not None
    assert (findings.problems, findings.errors) == ((), ())


def test_a_role_that_nobody_holds_is_warned_of(shop: Shop) -> None:
    text = COPY.replace("role: registrar", "role: inspector")
    held = catalogue.check_service(shop.at("sue"), text=text, name="copy.yaml").warnings
    assert "role-nobody-holds" not in [finding.rule for finding in held]
    signed_in = shop.at("ines").signed_in
    assert signed_in is not None
    let_go: dict[str, Any] = {
        "official_id": signed_in.official.id,
        "version": signed_in.official.version,
        "active": False,
    }
    shop.do(office.change_official, by="adam", **let_go)
    held = catalogue.check_service(shop.at("sue"), text=text, name="copy.yaml").warnings
    assert "role-nobody-holds" in [finding.rule for finding in held]


def test_a_text_that_a_language_of_the_office_lacks_is_warned_of_and_keeps_nothing_from_being_published(
    shop: Shop,
) -> None:
    shop.do(office.change_office, by="adam", version=1, name="Riverside", languages=("en", "fr"))
    found = catalogue.check_service(shop.at("sue"), text=COPY, name="copy.yaml")
    told = [(one.place, one.message.values["language"]) for one in found.warnings if one.rule == "translation-missing"]
    assert ("title", "fr") not in told
    assert ("summary", "fr") in told
    assert {language for _, language in told} == {"fr"}
    assert found.importable
    version = shop.service(COPY)
    assert offered(shop) == [(version.service, 1)]


def test_a_package_brings_the_entries_that_the_office_lacks_and_overwrites_none(shop: Shop) -> None:
    known = read_registers(paths.resources() / "registers")
    moon = Authority(id="moon-office", title={"en": "Moon office"})
    other = Authority(id="municipality", title={"en": "Another municipality"})
    theirs = replace(known, authorities={**known.authorities, "moon-office": moon, "municipality": other})
    text = RESIDENCE.replace("role: clerk", "").replace("at: counter", 'at: "authority:moon-office"')
    package = write_package(read_service(text, "residence.yaml", theirs), theirs)
    imported(shop, package)
    with shop.database.reading() as work:
        authorities = office_registers(Look(shop.program(), work, shop.clock())).authorities
    assert authorities["moon-office"].title == {"en": "Moon office"}
    assert authorities["municipality"].title["en"] == "Municipality"


def test_the_catalogue_lists_life_events_with_their_services(shop: Shop) -> None:
    version = shop.service(COPY)
    sheet = catalogue.catalogue(shop.at("ada"))
    events = {event.code: event.services for event in sheet.life_events}
    (card,) = sheet.services
    assert [event.code for event in sheet.life_events][:3] == ["having-a-child", "moving-house", "lost-documents"]
    assert (events["having-a-child"], events["moving-house"]) == ((version.id,), ())
    assert card.cost is not None
    assert (card.cost.minor, card.processing_time, card.while_you_wait) == (500, "P2D", False)
    assert card.authority["en"] == "Civil registry"


def test_the_sheet_of_a_service_says_what_it_needs_costs_and_takes(shop: Shop) -> None:
    version = shop.service(COPY)
    sheet = catalogue.service(shop.at("aude"), service_version_id=version.id)
    assert (sheet.version, sheet.in_force_since) == (1, shop.clock.now)
    assert [(paper.title["en"], paper.required, paper.reusable) for paper in sheet.papers] == [
        ("Who you are", True, True),
        ("Your mandate", False, False),
    ]
    assert sheet.papers[1].legal_basis == "Civil Registration Act §\u00a014(2)"
    assert (sheet.officials, sheet.returns) == (2, 1)
    assert sheet.titles["registrar"]["en"] == "Registrar"
    assert sheet.titles["power-of-attorney"]["en"] == "Power of attorney"


def test_a_cost_that_depends_on_answers_is_not_promised(shop: Shop) -> None:
    shop.service(COPY.replace('amount: "5.00", per: copies', 'amount: "5.00", when: {field: copies, over: 1}'))
    assert catalogue.catalogue(shop.at("ada")).services[0].cost is None


def test_a_cost_that_depends_on_answers_says_what_nobody_pays_less_than(shop: Shop) -> None:
    seal = '  - {id: seal, title: Seal, amount: "2.00", when: {field: copies, over: 1}, legal_basis: fees-decree}'
    shop.service(COPY.replace("\nfees:\n", f"\nfees:\n{seal}\n"))
    found = catalogue.catalogue(shop.at("ada")).services[0]
    assert (found.cost, found.cost_from and found.cost_from.minor) == (None, 500)


def test_what_is_done_at_the_counter_is_done_while_the_citizen_waits(shop: Shop) -> None:
    residence, sign = shop.service(RESIDENCE), shop.service(SIGN)
    cards = {card.id: card for card in catalogue.catalogue(shop.at("ada")).services}
    assert (cards[residence.id].while_you_wait, cards[sign.id].while_you_wait) == (True, False)
    assert catalogue.service(shop.at("ada"), service_version_id=residence.id).returns == 0
