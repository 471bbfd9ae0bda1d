"""The services and registers that come with the program: three languages, every ending, fees worked out by hand."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from _pytest.mark import ParameterSet

from oss_desk.domain.facts import Facts
from oss_desk.domain.text import in_language
from oss_desk.workflows.conditions import Answers
from oss_desk.workflows.definition import Action, EvidenceRequirement, Part, Service, Step
from oss_desk.workflows.fees import NONE_ASSESSED, fee_lines, fees_waiting
from oss_desk.workflows.lint import lint
from oss_desk.workflows.reader import canonical_json, digest, from_canonical, read_service, write_yaml
from oss_desk.workflows.registers import Authority, LifeEvent, entry_from_json, entry_json
from oss_desk.workflows.rules import ineligible
from oss_desk.workflows.translations import texts
from oss_desk.workflows.walk import walk
from tests.workflows.definitions import SAMPLES, TODAY
from tests.workflows.test_samples import OFFICE, SERVICES, played

LANGUAGES = ("en", "fr", "ar")
ENDINGS = [(name, step.id) for name, service in SERVICES.items() for step in service.steps if step.ends]
ENTRIES: dict[str, Part] = {
    **OFFICE.evidence_types,
    **{f"authority {name}": entry for name, entry in OFFICE.authorities.items()},
    **{f"event {name}": entry for name, entry in OFFICE.life_events.items()},
    **{f"blank {name}": entry for name, entry in OFFICE.blank_kinds.items()},
    **{f"role {name}": entry for name, entry in OFFICE.roles.items()},
}
ADULT = Facts(TODAY, age=35, resident=True)


def test_at_least_fifteen_services_come_with_the_program() -> None:
    assert len(SERVICES) >= 15
    assert {service.id for service in SERVICES.values()} == set(SERVICES)


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_the_linter_finds_nothing_in_three_languages(name: str) -> None:
    assert lint(SERVICES[name], OFFICE, OFFICE.role_ids, LANGUAGES) == ()


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_service_has_words_to_be_found_by_in_each_language(name: str) -> None:
    service = SERVICES[name]
    for language in LANGUAGES:
        assert len(service.keywords[language]) >= 5
        assert in_language(service.summary or {}, language)


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_text_is_written_in_its_language(name: str) -> None:
    assert untidy(SERVICES[name]) == []


@pytest.mark.parametrize("name", sorted(ENTRIES))
def test_every_text_of_the_registers_is_there_in_three_languages(name: str) -> None:
    entry = ENTRIES[name]
    assert {language for _, found in texts(entry) for language in LANGUAGES if language not in found} == set()
    assert untidy(entry) == []


def untidy(part: Part) -> list[object]:
    """Texts in another script than their language's, with spaces at an end, or ended differently than in English."""
    found: list[object] = []
    for place, said in texts(part):
        for language, text in said.items():
            if text != text.strip() or "  " in text or scripts(text) - SCRIPTS[language]:
                found.append((place, language, text))
            if place[-1] not in ("keywords", "unit") and text.endswith(".") != said["en"].endswith("."):
                found.append((place, language, text))
    return found


SCRIPTS = {"en": {"LATIN"}, "fr": {"LATIN"}, "ar": {"ARABIC"}}


def scripts(text: str) -> set[str]:
    """The scripts of the letters of a text."""
    return {unicodedata.name(letter).split()[0] for letter in text if letter.isalpha()}


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_service_survives_the_way_through_yaml_and_json(name: str) -> None:
    service = SERVICES[name]
    content = canonical_json(service)
    assert read_service(write_yaml(service), f"{name}.yaml", OFFICE) == service
    assert from_canonical(content, digest(content)) == service


def test_an_entry_of_the_registers_survives_the_way_through_json() -> None:
    for authority in OFFICE.authorities.values():
        assert entry_from_json(Authority, entry_json(authority)) == authority
    for event in OFFICE.life_events.values():
        assert entry_from_json(LifeEvent, entry_json(event)) == event


@pytest.mark.parametrize(("name", "ending"), ENDINGS, ids=[" to ".join(pair) for pair in ENDINGS])
def test_a_case_can_be_worked_from_its_start_to_each_ending(name: str, ending: str) -> None:
    service = SERVICES[name]
    plan = walk(service, OFFICE, TODAY, ending=ending)
    assert plan.problems == ()
    assert played(service, plan) == ending


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_action_is_possible_in_some_case(name: str) -> None:
    service = SERVICES[name]
    for step in service.steps:
        for action in step.actions:
            assert walk(leading_out(service, step, action), OFFICE, TODAY, ending="out").problems == (), action.id


def leading_out(service: Service, step: Step, action: Action) -> Service:
    """The same service, but this action leads to an ending of its own."""
    out = step.model_copy(
        update={"actions": tuple(a.model_copy(update={"to": "out"}) if a is action else a for a in step.actions)}
    )
    steps = tuple(out if part is step else part for part in service.steps)
    return service.model_copy(update={"steps": (*steps, Step(id="out", kind="done"))})


def test_an_ending_that_no_way_leads_to_is_told() -> None:
    assert [problem.code for problem in walk(SERVICES["passport"], OFFICE, TODAY, ending="nowhere").problems] == [
        "walk-no-way"
    ]


def test_each_life_event_has_an_icon_and_fills_the_basket_with_two_to_four_services() -> None:
    assert len(OFFICE.life_events) >= 6
    for event in OFFICE.life_events.values():
        assert (SAMPLES / "icons" / f"{event.icon}.svg").is_file(), event.id
        fitting = [name for name, service in SERVICES.items() if event.id in service.life_events]
        assert 2 <= len(fitting) <= 4, (event.id, fitting)


KINDS: dict[str, Callable[[Service], object]] = {
    "while the citizen waits": lambda service: service.while_you_wait,
    "in the back office": lambda service: any(step.at == "back-office" for step in service.steps),
    "by another authority": lambda service: any(step.authority for step in service.steps),
    "on a visit to the site": lambda service: any(list(*part.any_of) == ["site-report"] for part in by_office(service)),
    "free of charge": lambda service: not service.fees,
    "per copy": lambda service: service.quantity and any(fee.per == service.quantity for fee in service.fees),
    "banded by lateness": lambda service: any(fee.bands and fee.bands.by.days_since for fee in service.fees),
    "percent of a value within bounds": lambda service: any(fee.of and fee.min and fee.max for fee in service.fees),
    "by a table of tariffs": lambda service: any(fee.table for fee in service.fees),
    "with exemptions": lambda service: any(part.evidence for part in service.exemptions),
    "for a child with a representative": lambda service: {"minor", "represented"} <= refusing(service, ADULT),
    "for a business": lambda service: "business" in refusing(service, ADULT),
    "for several owners": lambda service: any(fee.for_each for fee in service.fees),
    "sent back for a paper": lambda service: any(step.at == "citizen" for step in service.steps),
    "with a paper that may follow": lambda service: any(part.may_follow for part in service.evidence),
    "refused with appeal": lambda service: service.appeal and any(step.kind == "refused" for step in service.steps),
    "renewed": lambda service: '"first_time"' in canonical_json(service),
    "ended without anything to hand over": lambda service: any(step.kind == "done" for step in service.steps),
    "paid elsewhere": lambda service: any(fee.paid_at == "elsewhere" for fee in service.fees),
    "assessed by an official": lambda service: any(fee.assessed for fee in service.fees),
    "with the opinion of another body": lambda service: any(step.opinions for step in service.steps),
}


def by_office(service: Service) -> list[EvidenceRequirement]:
    """The papers that the office makes itself."""
    return [part for part in service.evidence if part.by == "office"]


def refusing(service: Service, facts: Facts) -> set[str]:
    """The rules by which an applicant may not ask."""
    return {rule.id for rule in ineligible(service, {}, facts)}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_service_of_each_kind_comes_with_the_program(kind: str) -> None:
    assert any(KINDS[kind](service) for service in SERVICES.values())


def days_ago(number: int) -> str:
    """The day so many days before the day of the tests."""
    return (TODAY.fromordinal(TODAY.toordinal() - number)).isoformat()


TWO = [{"buyer": "Ines Brandt", "share": "50"}, {"buyer": "Paul Keller", "share": "50"}]
DOGS = [{"kind": "usual"}, {"kind": "guard"}, {"kind": "assistance"}]


def owed(
    name: str,
    minor: int,
    answers: Answers,
    due: str = "start",
    facts: Facts = ADULT,
    exemptions: tuple[str, ...] = (),
    assessed: Mapping[str, int] = NONE_ASSESSED,
) -> ParameterSet:
    """One example: the service, what is owed in cents, and for which answers."""
    return pytest.param(name, minor, answers, due, facts, exemptions, assessed, id=f"{name}-{minor}")


HAND = [
    # 3 x 5.00
    owed("birth-certificate-copy", 1500, {"copies": 3}),
    # 3 x 5.00, all of it taken off
    owed("birth-certificate-copy", 0, {"copies": 3}, exemptions=("social-aid",)),
    # 2 x 3.50, and 2.00 for the household
    owed("proof-of-residence", 900, {"sheets": 2, "use": "bank", "household": True}),
    # the sheet is free for a pension; half of 2.00
    owed("proof-of-residence", 100, {"sheets": 2, "use": "pension", "household": True}, exemptions=("social-aid",)),
    # 12 x 12.00 = 144.00; 25 % for a long car = 36.00; half of the permit off for electricity = 72.00
    owed(
        "resident-parking-permit",
        10800,
        {"zone": "centre", "months": 12, "length": "5.2", "drive": "electric"},
        due="to-pay",
    ),
    # 24 x 12.00 = 288.00, at most 200.00
    owed("resident-parking-permit", 20000, {"zone": "centre", "months": 24, "drive": "other"}, due="to-pay"),
    # 40.00 and, with alcohol on up to 90 days, 120.00
    owed("food-stall-permit", 16000, {"food": ["hot", "alcohol"], "days": 30}),
    # 60.00 assessed; 12.3 x 3.50 = 43.05, rounded to 43.00; 10 % of that
    owed(
        "food-stall-permit", 10730, {"place": "riverside", "area": "12.3"}, due="to-pay", assessed={"inspection": 6000}
    ),
    # 82.00 for 48 pages, 32.00 for speed
    owed("passport", 11400, {"reason": "expired", "pages": "more", "speed": "express"}),
    # 60.00 and 15.00 for a loss, 22.50 off under 24 years
    owed("passport", 5250, {"reason": "lost", "pages": "normal", "speed": "usual"}, facts=replace(ADULT, age=20)),
    # on the 14th day still free, one certificate
    owed("birth-registration", 0, {"born_on": days_ago(14), "copies": 1}),
    # after 20 days 10.00, the first of three certificates is free: 2 x 5.00
    owed("birth-registration", 2000, {"born_on": days_ago(20), "copies": 3}),
    # after more than a year 60.00
    owed("birth-registration", 6000, {"born_on": days_ago(366), "copies": 1}),
    owed("id-card-renewal", 4000, {"reason": "lost"}),
    # half of 12.00
    owed("id-card-renewal", 600, {"reason": "first"}, facts=replace(ADULT, age=17)),
    owed("id-card-renewal", 0, {"reason": "expiring"}, facts=replace(ADULT, age=70)),
    # the first three of eight certificates are free: 5 x 4.00; papers for transport 35.00
    owed("death-registration", 5500, {"copies": 8, "rest": "abroad"}, due="handover"),
    # 160.00, 3 x 12.00, 0.2 % of 30,000.00
    owed("business-registration", 25600, {"form": "limited", "owners": [{}] * 3, "capital": 3000000}),
    # half of 45.00; a sole trader pays nothing for the owner
    owed("business-registration", 2250, {"form": "sole", "sector": "craft", "owners": [{}]}),
    owed("child-passport", 1800, {}, facts=replace(ADULT, age=5, represented=True)),
    # half of 32.50
    owed("child-passport", 1625, {}, facts=replace(ADULT, age=14, represented=True), exemptions=("social-aid",)),
    owed("building-permit", 3000, {"work": "fence", "cost": 100000}),
    # 0.6 % of 84,500.00 = 507.00; 45 m2 80.00; a fifth of the permit off for solar panels = 101.40
    owed(
        "building-permit",
        48560,
        {"work": "extension", "cost": 8450000, "floor_area": "45", "solar": True},
        due="to-pay",
    ),
    # 0.6 % of 1,000.00 = 6.00, at least 50.00
    owed("building-permit", 5000, {"work": "fence", "cost": 100000}, due="to-pay"),
    # 35.00 + 120.00 + 0; 45 days late 15.00
    owed("dog-licence", 17000, {"kept_since": days_ago(45), "dogs": DOGS}),
    # 2 x 13.00, urgent 10.00, several languages 4.50
    owed("criminal-record-extract", 4050, {"copies": 2, "purpose": "abroad", "urgent": True}),
    owed("criminal-record-extract", 0, {"copies": 1, "purpose": "volunteer", "urgent": False}),
    # 48.00 and 22.00 for a heavy class
    owed("driving-licence-exchange", 7000, {"issued_in": "agreement", "classes": ["b", "c"]}),
    # 3.5 % of 240,000.00 = 8,400.00, of which 40 % off = 3,360.00; 2 x 18.00
    owed(
        "property-transfer-duty",
        507600,
        {"ground": "sale", "price": 24000000, "first_home": True, "buyers": TWO},
        due="to-pay",
    ),
    # 1 % of 5,000.00 = 50.00, at least 75.00; 18.00
    owed("property-transfer-duty", 9300, {"ground": "gift", "price": 500000, "buyers": TWO[:1]}, due="to-pay"),
    # 3.5 % of 2,000,000.00 = 70,000.00, at most 40,000.00; 18.00
    owed(
        "property-transfer-duty",
        4001800,
        {"ground": "sale", "price": 200000000, "first_home": False, "buyers": TWO[:1]},
        due="to-pay",
    ),
    # 2 x 8.00, fetched 6.00
    owed("marriage-certificate", 2200, {"copies": 2, "form": "multilingual", "registered_here": False}),
    # 30.00 + 75.00 + 120.00
    owed("marriage-notice", 22500, {"place": "outside", "day": "saturday"}),
    # 3 x 8.00, signs for up to 20 m 36.00
    owed("removal-parking-zone", 6000, {"street": "side", "days": 3, "length": 15}, due="to-pay"),
    owed("international-driving-permit", 2000, {}),
    owed("international-driving-permit", 1200, {}, facts=replace(ADULT, first_time=False)),
    # the first of seven pages 3.00, 6 x 1.00, 7 x 0.20
    owed("certified-copies", 1040, {"pages": 7, "kind": "contract", "ours": True}),
    # half of 3.00
    owed("certified-copies", 150, {"pages": 1, "kind": "school", "ours": False}, facts=replace(ADULT, age=16)),
    # 30 x 26.00 = 780.00, opening 180.00
    owed("grave-right", 96000, {"ask": "new", "kind": "family", "years": 30, "child": False}, due="to-pay"),
    # half of both
    owed("grave-right", 48000, {"ask": "new", "kind": "family", "years": 30, "child": True}, due="to-pay"),
    # 50 x 26.00 = 1,300.00, at most 1,000.00
    owed("grave-right", 100000, {"ask": "prolong", "kind": "family", "years": 50, "child": False}, due="to-pay"),
    owed("sign-permit", 2500, {}),
    # 3.2 x 90.00 = 288.00; 25 % for light = 72.00; 40.00 assessed
    owed(
        "sign-permit",
        40000,
        {"street": "old-town", "area": "3.2", "lit": True},
        due="to-pay",
        assessed={"repair": 4000},
    ),
]
FREE = {"address-change", "disability-parking-card", "school-enrolment", "social-allowance"}


@pytest.mark.parametrize(("name", "minor", "answers", "due", "facts", "exemptions", "assessed"), HAND)
def test_what_is_owed_is_what_was_worked_out_by_hand(
    name: str,
    minor: int,
    answers: Answers,
    due: str,
    facts: Facts,
    exemptions: tuple[str, ...],
    assessed: Mapping[str, int],
) -> None:
    lines = fee_lines(SERVICES[name], answers, facts, due, frozenset(exemptions), assessed)
    assert sum(line.amount.minor for line in lines) == minor
    assert fees_waiting(SERVICES[name], answers, facts, due, assessed) == ()


def test_every_service_that_costs_something_was_worked_out_by_hand() -> None:
    assert {str(row.values[0]) for row in HAND} == set(SERVICES) - FREE
    assert {name for name, service in SERVICES.items() if not service.fees} == FREE
