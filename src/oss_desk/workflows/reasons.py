"""Reasons: all that stands in the way of a case's start, or of an action, before anything is changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from oss_desk.domain.facts import Facts
from oss_desk.domain.messages import Message
from oss_desk.workflows.case_state import CaseState
from oss_desk.workflows.conditions import Answers
from oss_desk.workflows.definition import Action, Service, Step
from oss_desk.workflows.fees import check_assessed, fees_waiting
from oss_desk.workflows.outputs import numbers_open, waits_for_numbers
from oss_desk.workflows.papers import PaperMissing, PaperSeen, papers_missing
from oss_desk.workflows.rules import ineligible, missing_answers


@dataclass(frozen=True)
class Given:
    """What an official hands in with an action: note, ticked checks, the second person, opinions that came, amounts."""

    note: str = ""
    checklist: frozenset[str] = frozenset()
    second_official: str | int | None = None
    opinions: frozenset[str] = frozenset()  # ids of authorities that have answered
    assessed: Mapping[str, int] = field(default_factory=dict)  # fee id: minor units, for a to-pay step that follows
    issued: Mapping[str, int] = field(default_factory=dict)  # output id: how many pieces bear a number


NOTHING_GIVEN = Given()


def hindrances(
    service: Service,
    answers: Answers,
    facts: Facts,
    papers: tuple[PaperSeen, ...] = (),
    assessed: Mapping[str, int] | None = None,
    note: str = "",
) -> tuple[Message, ...]:
    """Everything that keeps a case from starting: eligibility, answers, papers that may not follow, open fees.

    `note` says why an amount that is due at the start was assessed so.
    """
    due = {fee: minor for fee, minor in (assessed or {}).items() if _due_at_start(service, fee)}
    return (
        *(
            Message("not-eligible", {"title": text_of(service, rule.title)})
            for rule in ineligible(service, answers, facts)
        ),
        *_answers_open(service, answers, facts, None),
        *(
            _paper_message(service, gap)
            for gap in papers_missing(service, answers, facts, papers)
            if not gap.may_follow
        ),
        *(wait.message for wait in fees_waiting(service, answers, facts, "start", assessed or {})),
        *(wrong for fee, minor in (assessed or {}).items() if (wrong := check_assessed(service, fee, minor))),
        *_unexplained(service, due, note),
    )


def _due_at_start(service: Service, fee: str) -> bool:
    known = next((rule for rule in service.fees if rule.id == fee), None)
    return known is not None and service.due_of(known) == "start"


def needed_role(service: Service, step_id: str, action_id: str | None = None) -> str:
    """Who may do it: the role of the action, else of the step, else the clerk at the counter or the back office."""
    step = service.step(step_id)
    own = step.action(action_id).role if action_id else None
    usual = "back_office" if step.at == "back-office" or step.authority else "clerk"
    return own or step.role or usual


def role_missing(service: Service, step: Step, action: Action, roles: frozenset[str]) -> tuple[Message, ...]:
    """The reason when the official holds none of the right roles."""
    needed = needed_role(service, step.id, action.id)
    label = text_of(service, action.label)
    return () if needed in roles else (Message("action-needs-role", {"action": label, "role": needed}),)


def needs_open(
    service: Service,
    step: Step,
    action: Action,
    given: Given,
    answers: Answers,
    facts: Facts,
    papers: tuple[PaperSeen, ...],
) -> tuple[Message, ...]:
    """What the action needs and was not handed in: note, checklist, opinions, second person, papers."""
    label = text_of(service, action.label)
    unticked = tuple(text_of(service, check.label) for check in step.checklist if check.id not in given.checklist)
    silent = tuple(opinion.authority for opinion in step.opinions if opinion.authority not in given.opinions)
    found: list[Message] = []
    if "note" in action.needs and not given.note.strip():
        found.append(Message("needs-note", {"action": label}))
    if "checklist" in action.needs and unticked:
        found.append(Message("needs-checklist", {"action": label, "open": unticked}))
    if "opinions" in action.needs and silent:
        found.append(Message("needs-opinions", {"action": label, "open": silent}))
    if "four-eyes" in action.needs and given.second_official is None:
        found.append(Message("needs-four-eyes", {"action": label}))
    if "evidence" in action.needs:
        gaps = _papers_due(service, step, answers, facts, papers)
        found.extend(_paper_message(service, gap) for gap in gaps)
    return tuple(found)


def _papers_due(
    service: Service, step: Step, answers: Answers, facts: Facts, papers: tuple[PaperSeen, ...]
) -> tuple[PaperMissing, ...]:
    """What is missing of the intake's papers, followed ones too, and of the step's own."""
    return (
        *papers_missing(service, answers, facts, papers),
        *papers_missing(service, answers, facts, papers, step.id),
    )


def forward_open(
    service: Service, state: CaseState, step: Step, action: Action, given: Given, answers: Answers, facts: Facts
) -> tuple[Message, ...]:
    """What a step must have settled before the matter goes on; not before a refusal or on the way back."""
    target = service.step(state.came_from[-1] if action.to == "back" else action.to)
    if action.to == "back" or target.at == "citizen" or target.kind in ("refused", "not-admitted"):
        return ()
    found = list(_answers_open(service, answers, facts, step.id))
    if target.kind == "to-pay":
        found.extend(wait.message for wait in fees_waiting(service, answers, facts, target.id, given.assessed))
    assessed = (check_assessed(service, fee, minor) for fee, minor in given.assessed.items())
    found.extend(message for message in assessed if message)
    found.extend(_unexplained(service, given.assessed, given.note))
    found.extend(_numbers_open(service, action, given, answers, facts))
    return tuple(found)


def _numbers_open(
    service: Service, action: Action, given: Given, answers: Answers, facts: Facts
) -> tuple[Message, ...]:
    """What is made has its number before the citizen is told to come for it."""
    if not waits_for_numbers(service, action):
        return ()
    waiting = numbers_open(service, answers, facts, given.issued)
    titles = tuple(text_of(service, service.output(name).title) for name in waiting)
    return (Message("needs-numbers", {"action": text_of(service, action.label), "open": titles}),) if titles else ()


def _unexplained(service: Service, assessed: Mapping[str, int], note: str) -> tuple[Message, ...]:
    """An amount that an official has assessed is told with the reason, which the history keeps."""
    fees = tuple(text_of(service, fee.title) for fee in service.fees if fee.id in assessed)
    return (Message("assessed-needs-note", {"fees": fees}),) if fees and not note.strip() else ()


def _answers_open(service: Service, answers: Answers, facts: Facts, step: str | None) -> tuple[Message, ...]:
    found: list[Message] = []
    for gap in missing_answers(service, answers, facts, step):
        code = "answers-missing" if gap.message.code == "answer-missing" else "answer-wrong"
        found.append(Message(code, {"field": text_of(service, service.field(gap.field).label)}))
    return tuple(found)


def _paper_message(service: Service, gap: PaperMissing) -> Message:
    return Message("papers-missing", {"paper": text_of(service, gap.asked.requirement.title)})


def text_of(service: Service, texts: Mapping[str, str]) -> str:
    """A text of the definition in its own language, to be named in a reason."""
    return texts.get(service.language) or next(iter(texts.values()), "")
