"""Outputs on the way: before which actions they bear their numbers, and whose work it is to give them."""

from collections.abc import Mapping

from oss_desk.domain.facts import Facts
from oss_desk.workflows.conditions import Answers
from oss_desk.workflows.definition import Action, Service, Step
from oss_desk.workflows.rules import outputs_due

NO_NUMBERS: Mapping[str, int] = {}


def gives_away(service: Service, step_id: str) -> bool:
    """Whether a case that comes to this step has its outputs made: they wait there for the collector, are sent, or
    will as soon as the money is paid."""
    seen: set[str] = set()
    while step_id not in seen:
        seen.add(step_id)
        step = service.step(step_id)
        if step.kind != "to-pay" or step.to is None:
            return step.kind in ("ready-to-collect", "sent")
        step_id = step.to
    return False


def waits_for_numbers(service: Service, action: Action) -> bool:
    """Whether the action is taken only once every output has its number."""
    return action.to != "back" and gives_away(service, action.to)


def numbers_open(
    service: Service, answers: Answers, facts: Facts, issued: Mapping[str, int] = NO_NUMBERS
) -> tuple[str, ...]:
    """The ids of the outputs that bear fewer numbers than pieces are asked for; `issued` counts those that do."""
    return tuple(
        output for output in outputs_due(service, answers, facts) if issued.get(output, 0) < max(facts.quantity, 1)
    )


def numbered_at(service: Service, step: Step) -> bool:
    """Whether numbers are given at a step of work: away from the counter, or where it leads to giving away.

    What the back office makes has its number from there, and never from who hands it over.
    """
    if step.kind != "work" or step.at == "citizen":
        return False
    return step.hands != "counter" or any(waits_for_numbers(service, action) for action in step.actions)


def maker(service: Service, step: Step, came_from: tuple[str, ...]) -> str | None:
    """The step whose official gives the numbers now: this one; for what lies ready, the last one that was worked.

    None where no number is given.
    """
    if step.kind != "ready-to-collect":
        return step.id if numbered_at(service, step) else None
    worked = (name for name in reversed(came_from) if numbered_at(service, service.step(name)))
    return next(worked, step.id)
