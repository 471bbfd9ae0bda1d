"""A walk through any service: invented answers and papers with which it comes the shortest way to a good ending."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from oss_desk.domain.facts import Facts
from oss_desk.domain.messages import Message
from oss_desk.workflows import invented
from oss_desk.workflows.conditions import Answers, JsonValue, Sight
from oss_desk.workflows.definition import GOOD_ENDINGS, Action, EvidenceRequirement, Field, Mark, Service, Step
from oss_desk.workflows.fees import check_assessed, fees_waiting
from oss_desk.workflows.outputs import numbers_open, waits_for_numbers
from oss_desk.workflows.papers import PaperAsked, PaperSeen, papers_asked
from oss_desk.workflows.paths import forward, reachable
from oss_desk.workflows.reasons import NOTHING_GIVEN, Given
from oss_desk.workflows.registers import Registers
from oss_desk.workflows.rules import ineligible, missing_answers

NOTE = "As agreed."
MOST_TRIES = 4000  # sets of answers looked at before giving up


@dataclass(frozen=True)
class WalkStep:
    """What is done at one step: `act` with an action, `pay` what is owed, or `hand-over` the output."""

    step: str
    kind: Literal["act", "pay", "hand-over"]
    action: str | None = None
    answers: Answers = field(default_factory=dict)  # given at this step, before the action
    papers: tuple[PaperSeen, ...] = ()  # that come at this step
    given: Given = NOTHING_GIVEN
    """Note, whole checklist, all opinions, assessed amounts, numbers issued; the second person is left open."""


@dataclass(frozen=True)
class Walk:
    """A proposal for one case; with `problems`, what could not be invented, and no steps."""

    facts: Facts
    answers: Answers = field(default_factory=dict)  # at intake
    papers: tuple[PaperSeen, ...] = ()  # at intake
    assessed: Mapping[str, int] = field(default_factory=dict)  # fees due at start or handover: minor units
    note: str = ""  # why the amounts of the start are what they are
    steps: tuple[WalkStep, ...] = ()
    problems: tuple[Message, ...] = ()


Move = tuple[str, Action | None]  # a step, and the action taken there (None: paid, handed over)


def walk(
    service: Service, registers: Registers, today: date, facts: Facts | None = None, ending: str | None = None
) -> Walk:
    """The shortest way to a good ending, or to the one named, with invented answers.

    Given facts are kept, else likely ones are chosen. The registers say which papers bear a date and how long they
    count.
    """
    start = facts or invented.likely_facts(today)
    good = frozenset(step.id for step in service.steps if step.kind in GOOD_ENDINGS)
    goals = good if ending is None else frozenset({ending})
    if not goals & reachable(service):
        return Walk(start, problems=(Message("walk-no-way"),))
    found = next(_solutions(service, start, goals, fixed=facts is not None), None)
    if found is None:
        return Walk(start, problems=_why_not(service, start))
    return _Telling(service, registers, found[0]).walk(*found[1:])


def _why_not(service: Service, facts: Facts) -> tuple[Message, ...]:
    empty = (field for field in service.fields if field.required and not invented.values(field, service, facts))
    named = tuple(Message("walk-no-answer", {"field": _text(service, field.label)}) for field in empty)
    return named or (Message("walk-no-answers"),)


def _solutions(
    service: Service, start: Facts, goals: frozenset[str], fixed: bool
) -> Iterator[tuple[Facts, Answers, tuple[Move, ...]]]:
    """Facts, answers and ways that fit together, the likeliest first."""
    tests = [test for rule in service.eligibility for test in rule.must.tests]
    tests += [test for step in service.steps for action in step.actions if action.when for test in action.when.tests]
    tests += [test for part in service.fields if part.when for test in part.when.tests]
    search = _Search(service)
    for facts in [start] if fixed else invented.facts_to_try(start, tests):
        for answers in search.answers(facts):
            way = _way(service, facts, answers, goals)
            if way is not None:
                yield facts, answers, way


class _Search:
    """A search over answers, those of the intake first; it turns back once a rule of eligibility does not hold."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._tries = 0
        self._choosing = _fields_that_matter(service)
        self._fields = sorted(service.fields, key=lambda part: part.step is not None)
        self._intake = sum(part.step is None for part in self._fields)
        order = {part.id: number for number, part in enumerate(self._fields[: self._intake])}
        self._last = [
            max((order.get(name, -1) for name in rule.must.fields), default=-1) for rule in service.eligibility
        ]

    def answers(self, facts: Facts) -> Iterator[Answers]:
        """All sets of answers to all fields with which a case may start."""
        yield from self._from(0, {}, facts)

    def _from(self, number: int, answers: Answers, facts: Facts) -> Iterator[Answers]:
        self._tries += 1
        if self._tries > MOST_TRIES or not self._may_hold(number, answers, facts):
            return
        if number == self._intake and missing_answers(self._service, answers, facts):
            return
        if number == len(self._fields):
            yield answers
            return
        part = self._fields[number]
        for value in self._values(part, answers, facts):
            yield from self._from(number + 1, {**answers, part.id: value}, facts)

    def _values(self, part: Field, answers: Answers, facts: Facts) -> list[JsonValue]:
        if not Sight(self._service, answers, facts).is_asked(part):
            return [None]
        tests = [test for test in invented.all_tests(self._service) if test.subject == part.id]
        values = invented.values(part, self._service, facts, tests)
        return values if part.id in self._choosing else values[:1]

    def _may_hold(self, number: int, answers: Answers, facts: Facts) -> bool:
        """Whether every rule whose last field was just answered holds."""
        rules = zip(self._service.eligibility, self._last, strict=True)
        due = [rule for rule, last in rules if last == number - 1]
        sight = Sight(self._service, answers, facts)
        return all(sight.holds(rule.must) for rule in due)


def _fields_that_matter(service: Service) -> frozenset[str]:
    """The fields on which the way depends: of eligibility, actions and fees, and those that these depend on."""
    matter = {name for rule in service.eligibility for name in rule.must.fields}
    matter |= {name for step in service.steps for action in step.actions if action.when for name in action.when.fields}
    matter |= {name for fee in service.fees for name in _of_fee(service, fee.id)}
    matter |= {part.id for part in service.fields for column in part.fields if column.id in matter}
    for part in reversed(service.fields):
        if part.when and part.id in matter:
            matter |= part.when.fields
    return frozenset(matter)


def _of_fee(service: Service, fee_id: str) -> frozenset[str]:
    """The fields of a fee that may be without an amount: a table or bands that leave something open."""
    fee = service.fee(fee_id)
    if fee.table:
        return frozenset({fee.table.by})
    by = fee.bands.by if fee.bands else None
    return frozenset({by.field or by.days_since or by.years_since or ""}) if by else frozenset()


def _way(service: Service, facts: Facts, answers: Answers, goals: frozenset[str]) -> tuple[Move, ...] | None:
    """The shortest way to one of these endings, by actions whose condition holds when the case is there."""
    first = service.first_step.id
    if ineligible(service, _known(service, answers, ()), facts) or _fees_open(service, facts, answers, "start", ()):
        return None
    waiting: deque[tuple[str, tuple[Move, ...]]] = deque([(first, ())])
    seen = {(first, frozenset[str]())}
    while waiting:
        name, way = waiting.popleft()
        step = service.step(name)
        if name in goals:
            return way
        visited = (*(move[0] for move in way), name)
        for action, target in _moves(service, facts, _known(service, answers, visited), step):
            key = (target, frozenset(visited))
            if key not in seen and not _fees_open(service, facts, answers, target, visited):
                seen.add(key)
                waiting.append((target, (*way, (name, action))))
    return None


def _known(service: Service, answers: Answers, visited: tuple[str, ...]) -> Answers:
    """The answers that are given by the time these steps were worked."""
    given = {part.id for part in service.fields if part.step is None or part.step in visited}
    return {name: value for name, value in answers.items() if name in given}


def _moves(service: Service, facts: Facts, answers: Answers, step: Step) -> Iterator[tuple[Action | None, str]]:
    if step.kind == "to-pay" and step.to:
        yield None, step.to
    if step.kind == "ready-to-collect":
        yield from ((None, target) for target in forward(service, step) if service.step(target).kind == "handed-over")
    if missing_answers(service, answers, facts, step.id):
        return
    sight = Sight(service, answers, facts)
    yield from ((action, action.to) for action in step.actions if action.to != "back" and sight.holds(action.when))


def _fees_open(service: Service, facts: Facts, answers: Answers, due: str, visited: tuple[str, ...]) -> bool:
    """Whether a fee due there could not be computed, whatever an official assesses."""
    return bool(fees_waiting(service, _known(service, answers, visited), facts, due, _assessed(service, due)))


class _Telling:
    """Answers and a way made into a walk, with the papers and amounts that go with them."""

    def __init__(self, service: Service, registers: Registers, facts: Facts) -> None:
        self._service = service
        self._registers = registers
        self._facts = facts
        self._problems: list[Message] = []

    def walk(self, answers: Answers, way: tuple[Move, ...]) -> Walk:
        """The whole proposal."""
        service, facts = self._service, self._facts
        intake = _known(service, answers, ())
        papers = self._papers(intake, None)
        names = [name for name, _ in way]
        steps = tuple(
            self._step(_known(service, answers, tuple(names[: number + 1])), move, names[number + 1 : number + 2])
            for number, move in enumerate(way)
        )
        assessed = {**_assessed(service, "start"), **_assessed(service, "handover")}
        problems = tuple(self._problems)
        note = NOTE if assessed else ""
        return Walk(facts, _written(service, intake), papers, assessed, note, () if problems else steps, problems)

    def _step(self, answers: Answers, move: Move, after: list[str]) -> WalkStep:
        name, action = move
        step = self._service.step(name)
        own = {part.id: answers[part.id] for part in self._service.fields if part.step == name and part.id in answers}
        told, papers = _written(self._service, own), self._papers(answers, name)
        if action is None:
            return WalkStep(name, "pay" if step.kind == "to-pay" else "hand-over", None, told, papers)
        assessed = _assessed(self._service, self._point(after[0])) if after else {}
        given = Given(
            note=NOTE if "note" in action.needs or assessed else "",
            checklist=frozenset(check.id for check in step.checklist),
            opinions=frozenset(opinion.authority for opinion in step.opinions),
            assessed=assessed,
            issued=self._issued(answers, action),
        )
        return WalkStep(name, "act", action.id, told, papers, given)

    def _point(self, step: str) -> str:
        """Which fees fall due on coming to a step: its own, or those of the handover."""
        return "handover" if self._service.step(step).kind == "ready-to-collect" else step

    def _issued(self, answers: Answers, action: Action) -> dict[str, int]:
        """Every piece of every output, where the action waits for their numbers."""
        waits = waits_for_numbers(self._service, action)
        open_ones = numbers_open(self._service, answers, self._facts) if waits else ()
        return dict.fromkeys(open_ones, max(self._facts.quantity, 1))

    def _papers(self, answers: Answers, step: str | None) -> tuple[PaperSeen, ...]:
        """One paper of each kind of the first alternative, wherever one is required."""
        found: list[PaperSeen] = []
        for asked in papers_asked(self._service, answers, self._facts, step):
            mark = _mark(asked.requirement)
            if asked.required and mark is None:
                title = _text(self._service, asked.requirement.title)
                self._problems.append(Message("walk-no-paper", {"paper": title}))
            elif asked.required and mark:
                kinds = dict.fromkeys(asked.alternatives[0])
                found += [self._paper(asked, kind, mark) for kind in kinds]
        return tuple(found)

    def _paper(self, asked: PaperAsked, kind: str, mark: Mark) -> PaperSeen:
        """A paper issued today, where papers of its kind bear a date."""
        entry, today = self._registers.evidence_types.get(kind), self._facts.today
        issued_on = today if entry and entry.dated else None
        valid_until = entry.valid_for.after(today) if entry and entry.valid_for else None
        requirement = asked.requirement.id
        return PaperSeen(requirement, kind, asked.row, mark, True, issued_on, valid_until, asked.count)


def _written(service: Service, answers: Answers) -> Answers:
    """The answers without fields left out; one that has a default is left out by saying so."""
    return {
        name: value for name, value in answers.items() if value is not None or service.field(name).default is not None
    }


def _mark(requirement: EvidenceRequirement) -> Mark | None:
    """How an invented paper is accepted; None when only one from the file would do."""
    return next((mark for mark in requirement.accept if mark != "on-file"), None)


def _assessed(service: Service, due: str) -> dict[str, int]:
    """An amount within its bounds for each assessed fee due at that point, or counted in a percentage due there."""
    counted = {fee.id for fee in service.fees if service.due_of(fee) == due}
    for fee in reversed(service.fees):
        counted |= set(fee.of_fees) if fee.id in counted else set()
    return {fee.id: _amount(service, fee.id) for fee in service.fees if fee.assessed and fee.id in counted}


def _amount(service: Service, fee_id: str) -> int:
    fee, money = service.fee(fee_id), service.money
    usual = money.money(Decimal(10)).minor
    bounds = [money.money(bound).minor for bound in (fee.min, fee.max) if bound is not None]
    return next((amount for amount in (usual, *bounds) if check_assessed(service, fee_id, amount) is None), 0)


def _text(service: Service, texts: Mapping[str, str]) -> str:
    return texts.get(service.language) or next(iter(texts.values()), "")
