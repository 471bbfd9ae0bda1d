"""A case as the rules see it: its definition, where it stands, and what was frozen, answered and seen for it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cached_property

from oss_desk.domain.calendar import WorkingCalendar
from oss_desk.domain.cases import Case, CaseAnswers
from oss_desk.domain.facts import Facts
from oss_desk.domain.messages import Message, Refused
from oss_desk.operations.catalogue.definitions import service_of
from oss_desk.operations.office.calendar import working_calendar
from oss_desk.operations.program import Act, Look, canonical
from oss_desk.operations.visits.intake import paper_seen
from oss_desk.storage import cases as case_rows
from oss_desk.storage import rows
from oss_desk.workflows import engine
from oss_desk.workflows.case_state import CaseState
from oss_desk.workflows.definition import Service, Step
from oss_desk.workflows.papers import PaperSeen
from oss_desk.workflows.rules import Answers, JsonValue

CASHIER = "cashier"


@dataclass(frozen=True)
class Running:
    """One case and everything its rules ask about. Facts and exemptions are those of its start."""

    case: Case
    service: Service
    state: CaseState
    facts: Facts
    exemptions: frozenset[str]
    answers: Answers
    papers: tuple[PaperSeen, ...]
    calendar: WorkingCalendar

    @cached_property
    def step(self) -> Step:
        """The step at which the case stands."""
        return self.service.step(self.state.step)

    @property
    def role(self) -> str:
        """Whose the step is now."""
        return role_of(self.service, self.state)


def load(look: Look, case: Case) -> Running:
    """The case with its definition, state, facts, answers and papers."""
    service = service_of(look, case)
    facts, exemptions = facts_from(case.facts)
    calendar = working_calendar(look)
    return Running(
        case=case,
        service=service,
        state=CaseState.from_json(case.state),
        facts=replace(facts, answering=calendar.local_date(look.now)),
        exemptions=exemptions,
        answers=answers_of(look, case.id),
        papers=papers_of(look, case, service),
        calendar=calendar,
    )


def answers_of(look: Look, case_id: int) -> dict[str, JsonValue]:
    """The newest answer to each field, those of intake and those given in steps."""
    found: dict[str, JsonValue] = {}
    for given in rows.every(look.work, CaseAnswers, case_id=case_id):
        found.update(json.loads(given.answers))
    return found


def papers_of(look: Look, case: Case, service: Service) -> tuple[PaperSeen, ...]:
    """Every paper counted for the case; one stands for all the pieces that its requirement asks for."""
    counts = {requirement.id: requirement.count for requirement in service.evidence}
    uses = case_rows.uses_of(look.work, case_id=case.id)
    return tuple(paper_seen(use, evidence, counts.get(use.requirement, 1)) for use, evidence in uses)


def facts_text(facts: Facts, exemptions: frozenset[str]) -> str:
    """What is frozen at the start, as canonical JSON."""
    return canonical({**asdict(facts), "exemptions": sorted(exemptions)})


def facts_from(text: str) -> tuple[Facts, frozenset[str]]:
    """What was frozen at the start; words that a newer program wrote are left alone."""
    plain = json.loads(text)
    exemptions = frozenset(plain.pop("exemptions", ()))
    known = {name: plain[name] for name in Facts.__dataclass_fields__ if name in plain}
    return Facts(**{**known, "today": date.fromisoformat(plain["today"])}), exemptions


def state_text(state: CaseState) -> str:
    """Where a case stands, as canonical JSON."""
    return canonical(state.to_json())


def role_of(service: Service, state: CaseState) -> str:
    """Who works the step: money is the cashier's, all else as the definition says or means."""
    step = service.step(state.step)
    return CASHIER if step.kind == "to-pay" else engine.needed_role(service, step.id)


def hands_of(service: Service, state: CaseState) -> str:
    """Who holds the case; while a paper that may follow is missing it is the citizen."""
    if not state.open:
        return "ended"
    return "citizen" if state.held == "paper" else service.step(state.step).hands


def ending_of(service: Service, state: CaseState) -> str | None:
    """How the case was closed: the kind of its last step, or the way that no definition draws."""
    if state.open or state.ending is None:
        return None
    kinds = {step.id: step.kind for step in service.steps if step.ends}
    return kinds.get(state.ending, state.ending)


def columns(service: Service, state: CaseState) -> Mapping[str, object]:
    """What stands beside the state of a case, for the worklists."""
    return {
        "state": state_text(state),
        "step": state.step,
        "step_kind": service.step(state.step).kind,
        "hands": hands_of(service, state),
        "role": role_of(service, state) if state.open else None,
        "open": state.open,
        "ending": ending_of(service, state),
        "due_at": state.due_at,
        "suspended": state.suspended_since is not None,
    }


def saved(act: Act, running: Running, state: CaseState) -> Running:
    """The case written with its new state; the version tells when somebody was faster."""
    closed_at = None if state.open else act.now
    changed = rows.change(act.work, running.case, **columns(running.service, state), closed_at=closed_at)
    act.changed("case", changed.id)
    return replace(running, case=changed, state=state)


def ask_role(look: Look, running: Running) -> None:
    """Refuse who does not hold the role of the step, naming it."""
    if running.role not in look.roles:
        raise Refused(Message("step-needs-role", {"role": running.role}))
