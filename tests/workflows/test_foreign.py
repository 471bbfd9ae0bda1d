"""Services of ten countries: read, written and read again, looked through by the linter, and walked to a good end."""

import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from oss_desk.domain.calendar import WorkingCalendar
from oss_desk.domain.facts import Facts
from oss_desk.domain.messages import Refused
from oss_desk.workflows.case_state import CaseState
from oss_desk.workflows.definition import GOOD_ENDINGS, Service
from oss_desk.workflows.engine import Given, act, extend, handed_over, paid, possible_actions, resume, start, suspend
from oss_desk.workflows.lint import lint
from oss_desk.workflows.reader import (
    canonical_json,
    digest,
    from_canonical,
    read_package,
    read_service,
    write_package,
    write_yaml,
)
from oss_desk.workflows.registers import Registers
from oss_desk.workflows.rules import Answers, missing_answers
from oss_desk.workflows.walk import walk
from tests.workflows.foreign import NAMES, REGISTERS, foreign, text_of

MONDAY = date(2026, 3, 2)
MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WEEK = WorkingCalendar("Europe/Paris", dict.fromkeys(range(5), ((540, 720), (780, 1020))))
EVERY_ROLE = REGISTERS.role_ids
LINTED = {
    "poland-hunting-permit": [
        ("months-in-working-time", "processing_time.time"),
        ("months-in-working-time", "steps[0].within"),
    ]
}


@pytest.mark.parametrize("name", NAMES)
def test_a_foreign_service_has_the_same_digest_by_every_way_round(name: str) -> None:
    service = foreign(name)
    canonical = canonical_json(service)
    again = read_service(write_yaml(service), "again.yaml", REGISTERS)
    packed, _ = read_package(write_package(service, REGISTERS), "package.yaml", Registers())
    assert again == service == packed == from_canonical(canonical, digest(canonical))
    assert digest(canonical_json(again)) == digest(canonical) == digest(canonical_json(packed))
    assert unicodedata.is_normalized("NFC", canonical)


@pytest.mark.parametrize("name", NAMES)
def test_the_linter_finds_in_a_foreign_service_what_is_there(name: str) -> None:
    found = lint(foreign(name), REGISTERS, REGISTERS.role_ids)
    assert [(finding.rule, finding.place) for finding in found] == LINTED.get(name, [])


@pytest.mark.parametrize("name", NAMES)
def test_a_foreign_service_is_walked_to_a_good_end_saved_and_reloaded_at_each_point(name: str) -> None:
    service = foreign(name)
    plan = walk(service, REGISTERS, MONDAY)
    assert plan.problems == ()
    answers, papers, at = {**plan.answers}, plan.papers, MORNING
    state = start(service, answers, plan.facts, at, WEEK, papers, plan.assessed, plan.note)
    for step in plan.steps:
        state, at = CaseState.from_json(state.to_json()), at + timedelta(days=1)
        answers, papers = {**answers, **step.answers}, (*papers, *step.papers)
        if step.kind == "pay":
            state = paid(service, state, at, WEEK, answers, plan.facts, papers)
        elif step.kind == "hand-over":
            state = handed_over(service, state, at, WEEK)
        else:
            given = replace(step.given, second_official="second")
            more: dict[str, Any] = {"answers": answers, "facts": plan.facts, "papers": papers, "roles": EVERY_ROLE}
            state = act(service, state, step.action or "", given=given, at=at, calendar=WEEK, **more)
    assert service.step(state.step).kind in GOOD_ENDINGS
    assert not state.open


def test_what_yaml_takes_for_something_else_stays_text() -> None:
    service = foreign("norway-odd-scalars")
    assert (service.id, service.language, service.quantity) == ("0012", "no", "y")
    assert service.summary == {"no": "~", "en": "null"}
    assert service.keywords["en"] == ("on", "5.10", "007", "1e3", "true")
    assert {"<<", "2026-01-01", "1_000", "*x", "12:30:45"} <= set(service.keywords["no"])
    assert service.legal_basis["on"].section == "5.10"
    assert [option.id for option in service.field("on").options] == ["yes", "no", "0012", "5"]
    assert service.fee("no").amount == "5.10"


def test_lines_of_another_system_and_a_mark_at_the_beginning_change_nothing() -> None:
    text = text_of("tunisia-duplicate-licence")
    assert text.startswith("\ufeff")
    assert "\r\n" in text
    unix = read_service(text.removeprefix("\ufeff").replace("\r\n", "\n"), "unix.yaml", REGISTERS)
    assert unix == foreign("tunisia-duplicate-licence")


def test_signs_of_direction_and_long_instructions_are_kept() -> None:
    service = foreign("norway-odd-scalars")
    assert service.title["ar"] == "\u2067طلب ABC\u2069 رقم 12\u200f"
    instructions = service.step("off").instructions or {}
    assert len(instructions["en"]) > 3000
    assert instructions["no"].splitlines()[1:] == ["# ikke en kommentar", "  innrykk"]


def test_a_date_that_is_today_at_first_is_the_day_it_is_asked() -> None:
    service = foreign("norway-odd-scalars")
    assert missing_answers(service, {"y": 1, "on": "no"}, Facts(MONDAY)) == ()


def plenty(service: Service) -> dict[str, int]:
    """Numbers for every piece of every output."""
    return {output.id: 100 for output in service.outputs}


def at_step(service: Service, *ways: str, facts: Facts, answers: Answers) -> CaseState:
    """The case after these actions, everything given that they need."""
    plan = walk(service, REGISTERS, facts.today, facts)
    papers = (*plan.papers, *(paper for step in plan.steps for paper in step.papers))
    given = Given(
        "Why.", frozenset({"exits", "extinguisher"}), "second", frozenset({"gram-panchayat"}), issued=plenty(service)
    )
    known = {**plan.answers, **answers}
    more: dict[str, Any] = {"answers": known, "facts": facts, "papers": papers}
    state = start(service, known, facts, MORNING, WEEK, papers)
    for way in ways:
        if way == "*pay":
            state = paid(service, state, MORNING, WEEK, **more)
        else:
            state = act(service, state, way, given=given, roles=EVERY_ROLE, at=MORNING, calendar=WEEK, **more)
    return state


def test_the_citizen_gives_back_to_the_step_that_asked() -> None:
    service, facts = foreign("india-income-certificate"), Facts(MONDAY, age=40, resident=True)
    answers: Answers = {"found_income": 5000}
    first = at_step(service, "return", "answered", facts=facts, answers=answers)
    second = at_step(service, "return", "answered", "forward", "ask", "answered", facts=facts, answers=answers)
    third = at_step(service, "forward", "ask", "answered", "verified", "again", facts=facts, answers=answers)
    assert (first.step, first.came_from) == ("scrutiny", ())
    assert (second.step, second.came_from) == ("site-visit", ("scrutiny",))
    assert third.step == "site-visit"


def test_the_way_back_leads_past_a_payment_to_the_work_before_it() -> None:
    service, facts = foreign("poland-hunting-permit"), Facts(MONDAY, age=40)
    state = at_step(service, "pozytywny", "*pay", "zwrot", facts=facts, answers={"wynik": "dobry"})
    assert (state.step, state.open) == ("wywiad", True)


def test_an_action_belongs_to_the_answer_that_was_found() -> None:
    service, facts = foreign("poland-hunting-permit"), Facts(MONDAY, age=40)
    state = at_step(service, facts=facts, answers={})
    found = {answer: possible_actions(service, state, {"wynik": answer}, facts) for answer in ("dobry", "zly")}
    assert [action.id for action in found["dobry"]] == ["pozytywny", "do-uzupelnienia"]
    assert [action.id for action in found["zly"]] == ["negatywny", "do-uzupelnienia"]
    refused = at_step(service, "negatywny", "odmowa", facts=facts, answers={"wynik": "zly"})
    assert (refused.ending, refused.open) == ("odmowa", False)


def test_a_matter_that_is_not_ours_is_not_admitted() -> None:
    service = foreign("germany-anmeldung")
    state = at_step(service, "unzustaendig", facts=Facts(MONDAY, age=40), answers={})
    assert service.step(state.step).kind == "not-admitted"


def test_nothing_is_handed_over_while_an_official_keeps_the_clock_stopped() -> None:
    service = foreign("germany-anmeldung")
    ready = at_step(service, "erfasst", facts=Facts(MONDAY, age=40), answers={})
    stopped = suspend(ready, MORNING)
    with pytest.raises(Refused) as caught:
        handed_over(service, stopped, MORNING, WEEK)
    assert caught.value.message.code == "case-suspended"
    assert handed_over(service, resume(stopped, MORNING, WEEK), MORNING, WEEK).ending == "ausgehaendigt"


def test_a_promise_is_prolonged_once() -> None:
    service, facts = foreign("india-income-certificate"), Facts(MONDAY, age=40, resident=True)
    longer = extend(service, at_step(service, facts=facts, answers={}), WEEK)
    assert longer.due_at == datetime(2026, 4, 1, 15, 0, tzinfo=UTC)
    with pytest.raises(Refused) as caught:
        extend(service, longer, WEEK)
    assert caught.value.message.code == "extended-already"
