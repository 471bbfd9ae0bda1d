"""The things made for a case: which are due, which are made, and what became of them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from oss_desk.domain.cases import IssuedOutput, IssuedOutputState, OutputState
from oss_desk.domain.messages import Message, Refused, refuse
from oss_desk.domain.text import in_language
from oss_desk.operations.cases.running import Running
from oss_desk.operations.papers.blank_stock import offer
from oss_desk.operations.program import Act, Look
from oss_desk.operations.sheets import OutputLine
from oss_desk.storage import rows
from oss_desk.workflows import engine
from oss_desk.workflows.outputs import maker, waits_for_numbers
from oss_desk.workflows.rules import outputs_due


def output_lines(look: Look, at: Running) -> tuple[OutputLine, ...]:
    """Every output the answers call for, as often as the quantity says (the first is 1), with what was made."""
    made = {(item.output, item.position): (item, state) for item, state in _made(look, at.case.id)}
    return tuple(
        OutputLine(name, at.service.output(name).title, position, *made.get((name, position), (None, None)))
        for name in outputs_due(at.service, at.answers, at.facts)
        for position in range(1, at.case.quantity + 1)
    )


def with_blanks(look: Look, at: Running, lines: tuple[OutputLine, ...]) -> tuple[OutputLine, ...]:
    """The lines, those to be made on a numbered blank with the serial that is taken next at this desk.

    Of several on one kind of blank the first is offered the first sheet.
    """
    offered: Counter[str] = Counter()
    found = []
    for line in lines:
        kind = at.service.output(line.output).blank
        if kind is not None and line.issued is None and at.state.open:
            line = replace(line, blank=offer(look, kind, offered[kind]))
            offered[kind] += 1
        found.append(line)
    return tuple(found)


def _made(look: Look, case_id: int) -> tuple[tuple[IssuedOutput, str | None], ...]:
    """What was issued and not spoilt since, with its last state."""
    items = rows.every(look.work, IssuedOutput, case_id=case_id)
    states = rows.every(look.work, IssuedOutputState, issued_output_id=tuple(item.id for item in items))
    last = {state.issued_output_id: state.kind for state in states}
    return tuple((item, last.get(item.id)) for item in items if last.get(item.id) != "spoilt")


def numbered(look: Look, at: Running) -> Mapping[str, int]:
    """How many pieces of each output bear a number."""
    return Counter(line.output for line in output_lines(look, at) if line.issued is not None)


def makers(at: Running) -> frozenset[str]:
    """The roles that give outputs their numbers where the case stands; empty where none are given.

    At the counter those of the step that works there; what a back office made keeps the numbers it gave.
    """
    name = maker(at.service, at.step, at.state.came_from)
    if name is None or not at.state.open:
        return frozenset()
    leading = (action for action in at.service.step(name).actions if waits_for_numbers(at.service, action))
    own = {engine.needed_role(at.service, name, action.id) for action in leading}
    return frozenset({engine.needed_role(at.service, name), *own})


def ask_maker(look: Look, at: Running) -> None:
    """Refuse who does not give numbers here, naming who does."""
    roles = makers(at)
    if not roles:
        raise refuse("no-number-here")
    if not roles & look.roles:
        raise Refused(*(Message("step-needs-role", {"role": role}) for role in sorted(roles)))


def ready(look: Look, at: Running) -> tuple[IssuedOutput, ...]:
    """What is to be given away; refused when one of them is not made yet, naming it."""
    lines = output_lines(look, at)
    language = look.language if look.office.languages else "en"
    open_ones = tuple(in_language(line.title, language) for line in lines if line.issued is None)
    if open_ones:
        raise refuse("outputs-not-issued", outputs=tuple(dict.fromkeys(open_ones)), count=len(open_ones))
    return tuple(line.issued for line in lines if line.issued is not None)


def mark(
    act: Act, items: Iterable[IssuedOutput], kind: OutputState, handover_id: int | None = None
) -> tuple[IssuedOutputState, ...]:
    """Say what became of outputs."""
    return tuple(
        rows.add(
            act.work,
            IssuedOutputState,
            issued_output_id=item.id,
            kind=kind,
            handover_id=handover_id,
            at=act.now,
            official_id=act.official.id,
        )
        for item in items
    )


def all_sent(act: Act, at: Running) -> None:
    """The outputs of a case that ends by being sent."""
    mark(act, ready(act, at), "sent")
