"""The services that come with the program and their registers: complete, and walked to their good ending."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from oss_desk.domain.messages import Message, Refused
from oss_desk.workflows.definition import Service
from oss_desk.workflows.engine import act, handed_over, paid, start
from oss_desk.workflows.messages import TEXTS, sentence
from oss_desk.workflows.mistakes import DefinitionErrors
from oss_desk.workflows.packages import authorities_used, evidence_types_used
from oss_desk.workflows.reader import read_service
from oss_desk.workflows.registers import EvidenceType, Registers, entry_from_json, entry_json, read_registers
from oss_desk.workflows.walk import Walk, walk
from tests.workflows.definitions import EXAMPLES, SAMPLES, TODAY, WEEK
from tests.workflows.small import small

OFFICE = read_registers(SAMPLES / "registers")
FILES = sorted((SAMPLES / "services").glob("*.yaml"))
SERVICES = {path.stem: read_service(path.read_text(encoding="utf-8"), path.name, OFFICE) for path in FILES}
SHOP_SIGN = (EXAMPLES / "shop-sign-permit.yaml").read_text(encoding="utf-8")


def test_the_services_that_other_tests_stand_on_are_as_they_were() -> None:
    proof = SERVICES["proof-of-residence"]
    assert proof.while_you_wait
    assert proof.quantity == "sheets"
    parking = SERVICES["resident-parking-permit"]
    assert {step.kind for step in parking.steps} >= {"to-pay", "sent"}
    stall = SERVICES["food-stall-permit"]
    assert any(step.authority for step in stall.steps)
    assert any(step.opinions for step in stall.steps)
    card = SERVICES["disability-parking-card"]
    assert not card.fees
    assert card.appeal is not None


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_sample_is_walked_to_its_good_ending(name: str) -> None:
    service = SERVICES[name]
    plan = walk(service, OFFICE, TODAY)
    assert plan.problems == ()
    assert service.step(played(service, plan)).kind in ("handed-over", "done")


def test_the_longer_example_of_the_design_is_walked_too() -> None:
    service = read_service(SHOP_SIGN, "shop-sign-permit.yaml", OFFICE)
    assert played(service, walk(service, OFFICE, TODAY)) == "done"


def played(service: Service, plan: Walk) -> str:
    """The step at which a case played by the plan ends."""
    at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    answers, papers = {**plan.answers}, plan.papers
    state = start(service, answers, plan.facts, at, WEEK, papers, plan.assessed, plan.note)
    for step in plan.steps:
        at += timedelta(days=1)
        answers, papers = {**answers, **step.answers}, (*papers, *step.papers)
        if step.kind == "pay":
            state = paid(service, state, at, WEEK, answers, plan.facts, papers)
        elif step.kind == "hand-over":
            state = handed_over(service, state, at, WEEK)
        else:
            given: dict[str, Any] = {
                "given": replace(step.given, second_official="second"),
                "answers": answers,
                "facts": plan.facts,
                "papers": papers,
            }
            state = act(service, state, step.action or "", roles=OFFICE.role_ids, at=at, calendar=WEEK, **given)
    assert not state.open
    return state.step


def test_a_business_is_proposed_where_only_a_business_may_ask() -> None:
    facts = walk(SERVICES["food-stall-permit"], OFFICE, TODAY).facts
    assert (facts.applicant_kind, facts.represented) == ("organisation", True)


def test_a_walk_says_what_it_cannot_invent() -> None:
    from_file = small(evidence=[{"id": "p", "title": "Old paper", "any_of": [["passport"]], "accept": ["on-file"]}])
    impossible = small(eligibility=[{"id": "e", "title": "E", "must": {"fact": "today", "under": "2000-01-01"}}])
    assert [message.code for message in walk(from_file, OFFICE, TODAY).problems] == ["walk-no-paper"]
    assert [message.code for message in walk(impossible, OFFICE, TODAY).problems] == ["walk-no-answers"]
    steps = [
        {"id": "a", "at": "counter", "actions": [{"id": "n", "label": "N", "to": "no"}]},
        {"id": "no", "kind": "refused"},
    ]
    assert [message.code for message in walk(small(steps=steps), OFFICE, TODAY).problems] == ["walk-no-way"]


def test_registers_hold_all_that_the_samples_name() -> None:
    for service in SERVICES.values():
        assert evidence_types_used(service) <= set(OFFICE.evidence_types)
        assert authorities_used(service) <= set(OFFICE.authorities)
    assert {role.belongs_to for role in OFFICE.roles.values()} == {"back_office"}
    assert [event.order for event in OFFICE.life_events.values()] == sorted(
        event.order for event in OFFICE.life_events.values()
    )


def test_a_register_entry_survives_the_way_through_json() -> None:
    for entry in OFFICE.evidence_types.values():
        assert entry_from_json(EvidenceType, entry_json(entry)) == entry
    assert '"valid_for":"P10Y"' in entry_json(OFFICE.evidence_types["passport"])


def test_mistakes_in_registers_name_file_line_and_place(tmp_path: Path) -> None:
    head = "format: 1\nlanguage: en\nentries:\n"
    (tmp_path / "roles.yaml").write_text(f"{head}  - {{id: a, title: A, belongs_to: clark}}\n", encoding="utf-8")
    twice = f"{head}  - {{id: a, title: A}}\n  - {{id: a, title: B}}\n"
    (tmp_path / "authorities.yaml").write_text(twice, encoding="utf-8")
    with pytest.raises(DefinitionErrors) as caught:
        read_registers(tmp_path)
    told = str(caught.value)
    assert 'authorities.yaml: entries[1].id: "a" is used twice; the first is on line 4' in told
    assert 'roles.yaml: entries[0].belongs_to: there is no choice "clark"; did you mean "clerk"?' in told


def test_registers_of_an_empty_folder_are_empty(tmp_path: Path) -> None:
    assert read_registers(tmp_path) == Registers()


def test_own_entries_are_not_overwritten_by_those_of_a_package() -> None:
    own = Registers({"passport": EvidenceType(id="passport", title={"en": "Own"})})
    both = own.with_entries(OFFICE)
    assert both.evidence_types["passport"].title == {"en": "Own"}
    assert "photo" in both.evidence_types


def test_every_sentence_can_be_told() -> None:
    for code, text in TEXTS.items():
        names = {part.split("}")[0] for part in text.replace("{{", "").split("{")[1:]}
        assert sentence(Message(code, dict.fromkeys(names, "x")))
        assert "please" not in text.lower()
        assert "invalid" not in text.lower()
        assert not text.endswith("!")


def test_a_refusal_of_a_file_is_one_that_an_official_may_be_told() -> None:
    with pytest.raises(Refused) as caught:
        read_service("format: 1\n", "x.yaml", OFFICE)
    assert sentence(caught.value.message).startswith("x.yaml was not taken over")
