"""The engine: from start to ending, who may do what, what stops the clock, and what is refused with a reason."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from oss_desk.domain.facts import Facts
from oss_desk.domain.messages import Refused
from oss_desk.workflows.definition import Service
from oss_desk.workflows.engine import (
    CaseState,
    Given,
    act,
    extend,
    handed_over,
    lapse,
    lapses_at,
    needed_role,
    opened_in_error,
    paid,
    papers_brought,
    possible_actions,
    resume,
    start,
    suspend,
    withdraw,
)
from oss_desk.workflows.papers import PaperSeen
from tests.workflows.definitions import EVERY_ROLE, TODAY, WEEK
from tests.workflows.small import small

MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)  # 11:00 in Paris
FACTS = Facts(TODAY, age=40)
DAY = timedelta(days=1)
STEPS: list[dict[str, Any]] = [
    {
        "id": "check",
        "at": "counter",
        "within": "P1D",
        "checklist": [{"id": "spelt", "label": "Spelt right"}],
        "opinions": [{"authority": "fire"}],
        "actions": [
            {"id": "ask", "label": "Ask", "to": "wait", "needs": ["note"]},
            {"id": "on", "label": "On", "to": "decide"},
            {"id": "sure", "label": "Sure", "to": "decide", "needs": ["note", "checklist", "opinions", "four-eyes"]},
            {"id": "papers", "label": "Papers", "to": "decide", "needs": ["evidence"]},
            {"id": "big", "label": "Big", "to": "decide", "when": {"field": "number", "over": 5}},
            {"id": "no", "label": "No", "to": "refused", "role": "supervisor"},
        ],
    },
    {
        "id": "wait",
        "at": "citizen",
        "lapses": {"after": "P30D"},
        "actions": [{"id": "brought", "label": "B", "to": "back"}],
    },
    {
        "id": "decide",
        "at": "back-office",
        "actions": [
            {"id": "grant", "label": "Grant", "to": "pay"},
            {"id": "return", "label": "Return", "to": "back"},
            {"id": "ask", "label": "Ask", "to": "wait"},
        ],
    },
    {"id": "pay", "kind": "to-pay", "to": "ready", "lapses": {"after": "P60D"}},
    {"id": "ready", "kind": "ready-to-collect", "actions": [{"id": "post", "label": "Post", "to": "sent"}]},
    {"id": "collected", "kind": "handed-over"},
    {"id": "sent", "kind": "sent"},
    {"id": "refused", "kind": "refused"},
]


def service(**changes: Any) -> Service:
    """A service with every kind of step."""
    time = {"time": "P5D", "extension": "P3D"}
    appeal = {"to": "Court", "within": "P30D"}
    return small(**{"steps": STEPS, "processing_time": time, "appeal": appeal, **changes})


SERVICE = service()


def begun(of: Service = SERVICE, at: datetime = MONDAY, **answers: Any) -> CaseState:
    """A new case."""
    return start(of, answers, FACTS, at, WEEK)


def done(state: CaseState, action: str, of: Service = SERVICE, at: datetime = MONDAY, **more: Any) -> CaseState:
    """The state after an action by somebody who may do everything."""
    usual: dict[str, Any] = {"answers": {}, "facts": FACTS, "roles": EVERY_ROLE, "given": Given(note="Because")}
    return act(of, state, action, at=at, calendar=WEEK, **{**usual, **more})


def reasons(caught: pytest.ExceptionInfo[Refused]) -> set[str]:
    """The codes of a refusal."""
    return {message.code for message in caught.value.messages}


def test_a_case_starts_at_the_first_step_and_is_due_at_closing_time() -> None:
    state = begun()
    assert (state.step, state.open, state.came_from) == ("check", True, ())
    assert state.due_at == datetime(2026, 3, 9, 16, 0, tzinfo=UTC)
    assert state.step_due_at == datetime(2026, 3, 3, 16, 0, tzinfo=UTC)


def test_the_time_follows_the_first_case_that_holds() -> None:
    cases = [{"when": {"field": "number", "over": 5}, "time": "P1D"}, {"time": "P2D"}]
    timed = service(processing_time={"cases": cases})
    assert begun(timed, number=6).due_at == datetime(2026, 3, 3, 16, 0, tzinfo=UTC)
    assert begun(timed).due_at == datetime(2026, 3, 4, 16, 0, tzinfo=UTC)


def test_a_time_since_a_step_begins_there() -> None:
    timed = service(processing_time={"time": "P1D", "since": "decide"})
    state = begun(timed)
    assert state.due_at is None
    assert done(state, "on", timed, MONDAY + DAY).due_at == datetime(2026, 3, 4, 16, 0, tzinfo=UTC)


def test_a_case_that_lacks_something_does_not_start_and_says_all_of_it() -> None:
    strict = service(
        fields=[{"id": "number", "type": "integer", "label": "Number", "required": True}],
        evidence=[{"id": "proof", "title": "Proof", "any_of": [["passport"]]}],
        eligibility=[{"id": "who", "title": "Who", "must": {"fact": "represented", "is": True}}],
        fees=[{"id": "fee", "title": "Fee", "amount": "1.00", "per": "number", "legal_basis": "law"}],
    )
    with pytest.raises(Refused) as caught:
        begun(strict)
    assert reasons(caught) == {"not-eligible", "answers-missing", "papers-missing", "fee-needs-answer"}


def test_an_action_needs_what_it_names() -> None:
    with pytest.raises(Refused) as caught:
        done(begun(), "sure", given=Given(note="  "))
    assert reasons(caught) == {"needs-note", "needs-checklist", "needs-opinions", "needs-four-eyes"}
    given = Given("Why", frozenset({"spelt"}), 7, frozenset({"fire"}))
    assert done(begun(), "sure", given=given).step == "decide"


def test_an_action_needs_its_role() -> None:
    assert needed_role(SERVICE, "check", "no") == "supervisor"
    assert (needed_role(SERVICE, "check"), needed_role(SERVICE, "decide"), needed_role(SERVICE, "wait")) == (
        "clerk",
        "back_office",
        "clerk",
    )
    with pytest.raises(Refused) as caught:
        done(begun(), "no", roles=frozenset({"clerk"}))
    assert reasons(caught) == {"action-needs-role"}


def test_only_what_the_step_offers_now_is_possible() -> None:
    names = [action.id for action in possible_actions(SERVICE, begun(), {}, FACTS)]
    assert names == ["ask", "on", "sure", "papers", "no"]
    assert "big" in [action.id for action in possible_actions(SERVICE, begun(), {"number": 6}, FACTS)]
    for action, code in (("big", "action-not-now"), ("grant", "no-such-action")):
        with pytest.raises(Refused) as caught:
            done(begun(), action)
        assert reasons(caught) == {code}


def test_the_clock_stands_still_while_the_citizen_must_act() -> None:
    waiting = done(begun(), "ask", at=MONDAY + DAY)
    assert (waiting.held, waiting.suspended_since) == ("citizen", MONDAY + DAY)
    back = done(waiting, "brought", at=MONDAY + 4 * DAY)
    assert (back.step, back.held, back.suspended_since) == ("check", None, None)
    assert back.due_at == datetime(2026, 3, 12, 16, 0, tzinfo=UTC)


def test_back_leads_to_the_step_the_case_came_from() -> None:
    at_decide = done(begun(), "on")
    from_decide = done(done(at_decide, "ask"), "brought")
    assert (from_decide.step, from_decide.came_from) == ("decide", ("check",))
    returned = done(from_decide, "return")
    assert (returned.step, returned.came_from) == ("check", ())


def test_back_is_no_way_out_of_a_case_that_came_from_nowhere() -> None:
    steps = [
        {
            "id": "a",
            "at": "counter",
            "actions": [{"id": "b", "label": "B", "to": "back"}, {"id": "c", "label": "C", "to": "z"}],
        }
    ]
    lone = service(steps=[*steps, {"id": "z", "kind": "done"}], processing_time="P1D")
    assert [action.id for action in possible_actions(lone, begun(lone), {}, FACTS)] == ["c"]
    with pytest.raises(Refused, match="nowhere-back"):
        done(begun(lone), "b", lone)


def test_paying_moves_the_case_and_starts_the_clock() -> None:
    to_pay = done(done(begun(), "on"), "grant")
    assert (to_pay.step, to_pay.held) == ("pay", "payment")
    ready = paid(SERVICE, to_pay, MONDAY + 2 * DAY, WEEK)
    assert (ready.step, ready.held, ready.finished_at) == ("ready", None, MONDAY + 2 * DAY)
    assert ready.due_at == datetime(2026, 3, 11, 16, 0, tzinfo=UTC)
    with pytest.raises(Refused, match="not-to-pay"):
        paid(SERVICE, ready, MONDAY, WEEK)


def test_what_is_ready_is_handed_over_or_sent() -> None:
    ready = paid(SERVICE, done(done(begun(), "on"), "grant"), MONDAY, WEEK)
    over = handed_over(SERVICE, ready, MONDAY + DAY, WEEK)
    assert (over.open, over.ending, over.finished_at) == (False, "collected", MONDAY)
    assert done(ready, "post").ending == "sent"
    with pytest.raises(Refused, match="not-ready"):
        handed_over(SERVICE, begun(), MONDAY, WEEK)


def test_a_to_pay_step_waits_for_answers_and_assessments_before_it_is_entered() -> None:
    law = {"title": "Fee", "legal_basis": "law", "due": "pay"}
    fees = [{"id": "a", "assessed": True, "max": "5.00", **law}, {"id": "b", "amount": "1.00", "per": "size", **law}]
    fields = [
        {"id": "size", "type": "decimal", "label": "Size", "step": "decide"},
        {"id": "number", "type": "integer", "label": "N"},
    ]
    owing = service(fees=fees, fields=fields)
    state = done(begun(owing), "on", owing)
    with pytest.raises(Refused) as caught:
        done(state, "grant", owing)
    assert reasons(caught) == {"answers-missing", "fee-not-assessed", "fee-needs-answer"}
    with pytest.raises(Refused) as caught:
        done(state, "grant", owing, answers={"size": "2"}, given=Given("Why.", assessed={"a": 501}))
    assert reasons(caught) == {"assessed-too-high"}
    with pytest.raises(Refused) as caught:
        done(state, "grant", owing, answers={"size": "2"}, given=Given(" ", assessed={"a": 500}))
    assert reasons(caught) == {"assessed-needs-note"}
    assert done(state, "grant", owing, answers={"size": "2"}, given=Given("Why.", assessed={"a": 500})).step == "pay"
    assert done(state, "return", owing).step == "check"


def _following(**more: Any) -> Service:
    evidence = [{"id": "proof", "title": "Proof", "any_of": [["passport"]], "may_follow": "P10D", **more}]
    return service(evidence=evidence)


def test_a_paper_that_may_follow_stops_the_clock_at_the_step_that_needs_it() -> None:
    late = _following()
    state = begun(late)
    assert state.held == "paper"  # `check` has an action that needs evidence
    with pytest.raises(Refused) as caught:
        done(state, "papers", late)
    assert reasons(caught) == {"papers-missing"}
    seen = (PaperSeen("proof", "passport"),)
    assert papers_brought(late, state, {}, FACTS, (), MONDAY + DAY, WEEK) == state
    running = papers_brought(late, state, {}, FACTS, seen, MONDAY + DAY, WEEK)
    assert (running.held, running.due_at) == (None, datetime(2026, 3, 10, 16, 0, tzinfo=UTC))
    assert done(running, "papers", late, papers=seen).step == "decide"


def test_a_paper_of_a_later_step_stops_the_clock_only_there() -> None:
    late = _following(step="decide")
    state = begun(late)
    assert state.held is None
    assert done(state, "on", late).held == "paper"


def test_an_official_may_stop_the_clock_and_set_it_running_again() -> None:
    state = suspend(begun(), MONDAY)
    assert possible_actions(SERVICE, state, {}, FACTS) == ()
    with pytest.raises(Refused, match="case-suspended"):
        done(state, "on")
    with pytest.raises(Refused, match="case-clock-stopped"):
        suspend(state, MONDAY)
    assert resume(state, MONDAY + 2 * DAY, WEEK).due_at == datetime(2026, 3, 11, 16, 0, tzinfo=UTC)
    with pytest.raises(Refused, match="case-not-suspended"):
        resume(begun(), MONDAY, WEEK)


def test_the_time_is_extended_once() -> None:
    longer = extend(SERVICE, begun(), WEEK)
    assert longer.due_at == datetime(2026, 3, 12, 16, 0, tzinfo=UTC)
    with pytest.raises(Refused, match="extended-already"):
        extend(SERVICE, longer, WEEK)
    plain = service(processing_time="P5D")
    with pytest.raises(Refused, match="no-extension"):
        extend(plain, begun(plain), WEEK)


def test_every_open_case_can_be_withdrawn_or_closed_as_an_error() -> None:
    assert withdraw(begun(), MONDAY).ending == "withdrawn"
    assert opened_in_error(suspend(begun(), MONDAY), MONDAY).ending == "opened-in-error"
    closed = withdraw(begun(), MONDAY)
    attempts: list[Callable[[], CaseState]] = [
        lambda: withdraw(closed, MONDAY),
        lambda: suspend(closed, MONDAY),
        lambda: done(closed, "on"),
    ]
    for again in attempts:
        with pytest.raises(Refused, match="case-closed"):
            again()


def test_a_case_lapses_only_after_its_term_and_by_hand() -> None:
    waiting = done(begun(), "ask")
    assert lapses_at(SERVICE, waiting, WEEK) == datetime(2026, 4, 1, 15, 0, tzinfo=UTC)
    with pytest.raises(Refused, match="not-lapsed"):
        lapse(SERVICE, waiting, MONDAY + 29 * DAY, WEEK)
    assert lapse(SERVICE, waiting, MONDAY + 31 * DAY, WEEK).ending == "lapsed"
    with pytest.raises(Refused, match="never-lapses"):
        lapse(SERVICE, begun(), MONDAY + 31 * DAY, WEEK)


def test_a_saved_state_is_the_same_state() -> None:
    for state in (begun(), done(begun(), "ask"), withdraw(begun(), MONDAY)):
        assert CaseState.from_json(state.to_json()) == state
    for broken in (
        "",
        "{}",
        '{"step": 1}',
        {**begun().to_json(), "held": "by nobody"},
        {**begun().to_json(), "due_at": "soon"},
    ):
        with pytest.raises(Refused, match="case-state-broken"):
            CaseState.from_json(broken)


def test_a_case_at_a_step_that_is_gone_is_told() -> None:
    with pytest.raises(Refused, match="unknown-case-step"):
        done(replace(begun(), step="gone"), "on")
