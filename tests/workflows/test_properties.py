"""What must hold for any definition: read and written without loss, played to an end, and never a wrong amount."""

from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from oss_desk.domain.facts import Facts
from oss_desk.domain.messages import Refused
from oss_desk.domain.money import total
from oss_desk.workflows import invented
from oss_desk.workflows.conditions import Answers
from oss_desk.workflows.definition import Service
from oss_desk.workflows.engine import (
    CaseState,
    Given,
    act,
    extend,
    handed_over,
    hindrances,
    paid,
    papers_brought,
    possible_actions,
    resume,
    start,
    suspend,
    withdraw,
)
from oss_desk.workflows.fees import fee_lines, fees_waiting
from oss_desk.workflows.lint import lint
from oss_desk.workflows.papers import PaperSeen
from oss_desk.workflows.reader import canonical_json, digest, from_canonical, read_service, write_yaml
from oss_desk.workflows.walk import Walk, walk
from tests.workflows.definitions import EVERY_ROLE, REGISTERS, TODAY, WEEK, answers_for, facts, services

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def saved_and_reloaded(state: CaseState) -> CaseState:
    """The state as it comes back from the database."""
    again = CaseState.from_json(state.to_json())
    assert again == state
    return again


def outcome(call: Callable[[], CaseState]) -> CaseState | Refused:
    """What comes of it: the state after, or the refusal."""
    try:
        return call()
    except Refused as refused:
        return refused


def codes(refused: Refused) -> set[str]:
    """The reasons of a refusal."""
    return {message.code for message in refused.messages}


def all_given(service: Service) -> Given:
    """Everything that any action might need."""
    return Given(
        "A note",
        frozenset({"seen"}),
        "second",
        frozenset({"fire"}),
        {fee.id: 700 for fee in service.fees if fee.assessed},
        {output.id: 100 for output in service.outputs},
    )


class Play:
    """A case played with the walk's answers and papers, saved and reloaded before every move."""

    def __init__(self, service: Service, plan: Walk) -> None:
        self.service, self.facts = service, plan.facts
        self.answers: Answers = {**plan.answers, **{k: v for step in plan.steps for k, v in step.answers.items()}}
        self.papers: tuple[PaperSeen, ...] = (*plan.papers, *(paper for step in plan.steps for paper in step.papers))
        self.state = start(service, plan.answers, plan.facts, MORNING, WEEK, self.papers, plan.assessed, plan.note)
        self.at = MORNING

    def moves(self) -> list[str]:
        """The names of everything that can be done now."""
        kind = self.service.step(self.state.step).kind
        actions = possible_actions(self.service, self.state, self.answers, self.facts)
        extra = {"to-pay": ["*pay"], "ready-to-collect": ["*hand-over"]}.get(kind, [])
        return [*(action.id for action in actions), *extra] if self.state.open else []

    def move(self, name: str, state: CaseState | None = None, hours: int = 3) -> CaseState:
        """The state after a move from the given one, or from where the case is."""
        state = saved_and_reloaded(state or self.state)
        at = state.step_since + timedelta(hours=hours)
        if name == "*pay":
            return paid(self.service, state, at, WEEK, self.answers, self.facts, self.papers)
        if name == "*hand-over":
            return handed_over(self.service, state, at, WEEK)
        return act(
            self.service,
            state,
            name,
            given=all_given(self.service),
            answers=self.answers,
            facts=self.facts,
            papers=self.papers,
            roles=EVERY_ROLE,
            at=at,
            calendar=WEEK,
        )


@given(services())
def test_what_is_written_reads_back_to_the_same_digest(service: Service) -> None:
    canonical = canonical_json(service)
    again = read_service(write_yaml(service), "again.yaml", REGISTERS)
    assert digest(canonical_json(again)) == digest(canonical)
    assert from_canonical(canonical, digest(canonical)) == service == again


@given(services())
def test_a_walk_ends_well_or_says_what_it_cannot_invent(service: Service) -> None:
    plan = walk(service, REGISTERS, TODAY)
    assert plan.problems or plan.steps
    if plan.problems:
        return
    play = Play(service, plan)
    for step in plan.steps:
        assert play.state.step == step.step
        play.state = play.move(step.action or {"pay": "*pay", "hand-over": "*hand-over"}[step.kind])
    assert not play.state.open
    assert service.step(play.state.step).kind in ("done", "handed-over", "sent")


@given(services(rules=False), st.data())
def test_only_actions_that_the_definition_names_are_possible(service: Service, data: st.DataObject) -> None:
    plan = walk(service, REGISTERS, TODAY)
    assume(not plan.problems)
    play = Play(service, plan)
    for _ in range(data.draw(st.integers(0, 8))):
        moves = play.moves()
        named = {action.id for action in service.step(play.state.step).actions}
        assert {move for move in moves if not move.startswith("*")} <= named
        if not moves:
            break
        after = outcome(partial(play.move, data.draw(st.sampled_from(moves))))
        if isinstance(after, Refused):
            assert codes(after) <= {"answers-missing", "papers-missing", "fee-needs-answer"}
            break
        play.state = after
    assert all(isinstance(outcome(partial(play.move, name)), Refused) for name in ("nonsense", "work0", ""))


@given(services(rules=False))
def test_every_state_that_can_be_reached_can_end(service: Service) -> None:
    plan = walk(service, REGISTERS, TODAY)
    assume(not plan.problems)
    play = Play(service, plan)
    play.papers = tuple(
        PaperSeen(part.id, kind, row, part.accept[0], issued_on=TODAY, count=part.count)
        for part in service.evidence
        for papers in part.any_of
        for kind in papers
        for row in (None, 0, 1, 2)
    )
    for part in service.fields:
        if part.step and part.id not in play.answers:
            play.answers = {**play.answers, part.id: invented.values(part, service, play.facts)[0]}
    after, states = _graph(play)
    ending = {"ended"}
    while more := {state for state, targets in after.items() if targets & ending} - ending:
        ending |= more
    assert set(after) <= ending
    assert not any(withdraw(state, state.step_since).open for state in states)


def _next(play: Play, state: CaseState) -> list[CaseState]:
    there = Play.__new__(Play)
    there.__dict__ = {**play.__dict__, "state": state}
    outcomes = [outcome(partial(there.move, name)) for name in there.moves()]
    assert all(
        codes(after) <= {"answers-missing", "fee-needs-answer"} for after in outcomes if isinstance(after, Refused)
    )
    return [after for after in outcomes if isinstance(after, CaseState)]


def _graph(play: Play) -> tuple[dict[str, set[str]], list[CaseState]]:
    """All open states by step and way back, each with those that may follow; a closed one is "ended"."""

    def name(state: CaseState) -> str:
        return f"{state.step} from {state.came_from}" if state.open else "ended"

    after: dict[str, set[str]] = {}
    waiting, states = deque([play.state]), [play.state]
    while waiting:
        state = waiting.popleft()
        if name(state) not in after:
            following = _next(play, state)
            after[name(state)] = {name(other) for other in following}
            waiting.extend(other for other in following if other.open)
            states.append(state)
    return after, states


@given(services(rules=False), st.data())
def test_due_dates_fall_on_open_days_and_move_by_what_was_suspended(service: Service, data: st.DataObject) -> None:
    plan = walk(service, REGISTERS, TODAY)
    assume(not plan.problems)
    play = Play(service, plan)
    for _ in range(data.draw(st.integers(0, 5))):
        if not play.moves():
            break
        try:
            play.state = play.move(data.draw(st.sampled_from(play.moves())), hours=data.draw(st.integers(0, 400)))
        except Refused:
            break
    state = play.state
    assume(state.open and state.due_at and state.suspended_since is None)
    assert state.due_at is not None
    since = state.step_since + timedelta(minutes=data.draw(st.integers(0, 10_000)))
    until = since + timedelta(minutes=data.draw(st.integers(0, 60_000)))
    later = resume(saved_and_reloaded(suspend(state, since)), until, WEEK)
    assert later.due_at is not None
    assert WEEK.minutes_between(state.due_at, later.due_at) == WEEK.minutes_between(since, until)
    for moment in (state.due_at, later.due_at, later.step_due_at):
        assert moment is None or WEEK.is_open_day(WEEK.local_date(moment))


@given(services(), st.data(), facts)
def test_fees_add_up_and_are_never_negative(service: Service, data: st.DataObject, known: Facts) -> None:
    answers = data.draw(answers_for(service))
    assessed = {fee.id: data.draw(st.integers(0, 50_000)) for fee in service.fees if fee.assessed}
    seen = data.draw(st.sampled_from([frozenset(), frozenset({"aid"})]))
    for due in ("start", "pay", "handover"):
        lines = fee_lines(service, answers, known, due, seen, assessed)
        assert total((line.amount for line in lines), service.money).minor >= 0
        for fee in service.fees:
            own = [line for line in lines if line.fee == fee.id]
            assert len(own) <= 2
            assert all((line.amount.minor < 0) == (line.exemption is not None) for line in own)
            assert total((line.amount for line in own), service.money).minor >= 0
            assert all((line.steps and line.legal_basis) or line.exemption for line in own)
        waiting = {wait.fee for wait in fees_waiting(service, answers, known, due, assessed)}
        assert not waiting & {line.fee for line in lines}


@given(services(), st.data(), facts)
def test_any_answers_get_a_case_or_reasons_and_never_a_crash(
    service: Service, data: st.DataObject, known: Facts
) -> None:
    answers = data.draw(answers_for(service))
    state = outcome(partial(start, service, answers, known, MORNING, WEEK))
    if isinstance(state, Refused):
        assert state.messages == hindrances(service, answers, known)
    else:
        assert state.open
        assert state.step == service.first_step.id


@given(services())
def test_the_linter_finds_no_way_without_an_end_where_there_is_none(service: Service) -> None:
    rules = {finding.rule for finding in lint(service, REGISTERS, EVERY_ROLE)}
    assert not rules & {"step-cannot-end", "ending-needs-appeal", "fee-without-law", "bands-open", "table-open"}


@given(services(rules=False))
def test_an_extension_is_given_once(service: Service) -> None:
    plan = walk(service, REGISTERS, TODAY)
    assume(not plan.problems)
    play = Play(service, plan)
    state = outcome(partial(extend, service, play.state, WEEK))
    if isinstance(state, Refused):
        assert state.message.code == "no-extension"
        return
    assert state.due_at is not None
    assert play.state.due_at is not None
    assert state.due_at > play.state.due_at
    with pytest.raises(Refused, match="extended-already"):
        extend(service, state, WEEK)


@given(services(rules=False))
def test_papers_that_follow_start_the_clock_again(service: Service) -> None:
    plan = walk(service, REGISTERS, TODAY)
    following = {part.id for part in service.evidence if part.may_follow and part.required}
    assume(not plan.problems and following)
    before = tuple(paper for paper in plan.papers if paper.requirement not in following)
    state = start(service, plan.answers, plan.facts, MORNING, WEEK, before, plan.assessed, plan.note)
    later = papers_brought(service, state, plan.answers, plan.facts, plan.papers, MORNING + timedelta(days=3), WEEK)
    assert (later.held == "paper") <= (state.held == "paper")
    if state.held == "paper" and later.held is None and state.due_at and later.due_at:
        stood = WEEK.minutes_between(MORNING, MORNING + timedelta(days=3))
        assert WEEK.minutes_between(state.due_at, later.due_at) == stood
