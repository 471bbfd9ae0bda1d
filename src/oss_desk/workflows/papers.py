"""Papers: what must be proven with these answers, by which papers, and what is still missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from oss_desk.domain.calendar import Duration
from oss_desk.domain.facts import Facts
from oss_desk.workflows.conditions import NO_ROW, Answers, holds, rows_of
from oss_desk.workflows.definition import EvidenceRequirement, Mark, Service


@dataclass(frozen=True)
class PaperAsked:
    """One requirement that the answers call for; of a table, once for each row (0 is the first)."""

    requirement: EvidenceRequirement
    row: int | None
    count: int  # pieces of each paper
    alternatives: tuple[tuple[str, ...], ...]  # ids of evidence types: all of one list, any of the lists
    required: bool
    may_follow: Duration | None  # how long after the start it may come, None when it must be there


@dataclass(frozen=True)
class PaperSeen:
    """One paper presented for a requirement, as an official marked it."""

    requirement: str
    type: str
    row: int | None = None
    mark: Mark = "original-seen"
    accepted: bool = True
    issued_on: date | None = None
    valid_until: date | None = None
    count: int = 1  # pieces that this record stands for


@dataclass(frozen=True)
class PaperMissing:
    """A requirement that is not met yet, and the types that the nearest alternative still lacks."""

    asked: PaperAsked
    types: tuple[str, ...]
    may_follow: bool


def papers_asked(service: Service, answers: Answers, facts: Facts, step: str | None = None) -> tuple[PaperAsked, ...]:
    """What is called for at intake (None) or at a step; what the office makes without naming a step, at the first."""
    return tuple(
        _asked(requirement, row)
        for requirement in service.evidence
        if step_of(service, requirement) == step
        for row in _rows(service, requirement, answers, facts)
    )


def step_of(service: Service, requirement: EvidenceRequirement) -> str | None:
    """The step at which a paper is looked for; None at intake."""
    return requirement.step or (service.first_step.id if requirement.by == "office" else None)


def _rows(service: Service, requirement: EvidenceRequirement, answers: Answers, facts: Facts) -> Iterator[int | None]:
    if requirement.for_each is None:
        if holds(requirement.when, answers, facts, service):
            yield None
        return
    table = service.field(requirement.for_each)
    if not holds(table.when, answers, facts, service):
        return
    for number, row in enumerate(rows_of(answers, table.id)):
        if holds(requirement.when, answers, facts, service, row or NO_ROW):
            yield number


def _asked(requirement: EvidenceRequirement, row: int | None) -> PaperAsked:
    return PaperAsked(
        requirement, row, requirement.count, requirement.any_of, requirement.required, requirement.may_follow
    )


def papers_missing(
    service: Service, answers: Answers, facts: Facts, papers: tuple[PaperSeen, ...], step: str | None = None
) -> tuple[PaperMissing, ...]:
    """The required papers of intake or of a step that are not proven yet; those that may follow are marked so.

    A paper is judged by the day on which it is used: those of intake by the day of the start, even when they have ended
    since, those of a step by the day on which the step is worked.
    """
    day = day_of_use(facts, step)
    missing = (
        (asked, _lacking(asked, papers, day)) for asked in papers_asked(service, answers, facts, step) if asked.required
    )
    return tuple(PaperMissing(asked, types, asked.may_follow is not None) for asked, types in missing if types)


def day_of_use(facts: Facts, step: str | None) -> date:
    """By which day papers are judged: at intake the day of the start, in a step the day on which it is worked."""
    return facts.today if step is None else facts.answer_day


def _lacking(asked: PaperAsked, papers: tuple[PaperSeen, ...], today: date) -> tuple[str, ...]:
    """What the nearest alternative lacks: the one with the fewest papers still to bring, the first among equals."""
    own = tuple(paper for paper in papers if counts(asked, paper, today))
    lacking = (
        tuple(kind for kind in alternative if _pieces(own, kind) < asked.count) for alternative in asked.alternatives
    )
    return min(lacking, key=len)


def _pieces(papers: tuple[PaperSeen, ...], kind: str) -> int:
    return sum(paper.count for paper in papers if paper.type == kind)


def counts(asked: PaperAsked, paper: PaperSeen, today: date) -> bool:
    """Whether a paper counts: accepted, marked in a way the requirement takes, still valid and not too old.

    A paper that bears no date is as old as the official who accepted it says.
    """
    requirement = asked.requirement
    if paper.requirement != requirement.id or paper.row != asked.row or not paper.accepted:
        return False
    if not takes_mark(requirement, paper.mark) or (paper.valid_until is not None and paper.valid_until < today):
        return False
    if requirement.not_older_than is None or paper.issued_on is None:
        return True
    return paper.issued_on >= requirement.not_older_than.before(today)


def takes_mark(requirement: EvidenceRequirement, mark: Mark) -> bool:
    """Whether a paper may be accepted in this way; from the file also where the requirement allows reuse."""
    return mark in requirement.accept or (mark == "on-file" and requirement.reuse)
