"""What a service asks of a citizen: conditions, eligibility, answers and papers, gathered in one place."""

from dataclasses import dataclass

from oss_desk.domain.facts import Facts
from oss_desk.domain.text import Texts
from oss_desk.workflows.answers import (
    Missing,
    check_answer,
    columns_asked,
    fields_asked,
)
from oss_desk.workflows.answers import missing_answers as _missing_answers
from oss_desk.workflows.conditions import Answers, JsonValue, Sight, default_answer, holds
from oss_desk.workflows.definition import LegalResource, Service
from oss_desk.workflows.fees import fields_needed
from oss_desk.workflows.papers import (
    PaperAsked,
    PaperMissing,
    PaperSeen,
    papers_asked,
    papers_missing,
    takes_mark,
)
from oss_desk.workflows.typed import parse_answer

__all__ = [
    "Answers",
    "Ineligible",
    "JsonValue",
    "Missing",
    "PaperAsked",
    "PaperMissing",
    "PaperSeen",
    "check_answer",
    "columns_asked",
    "default_answer",
    "fields_asked",
    "holds",
    "ineligible",
    "missing_answers",
    "outputs_due",
    "papers_asked",
    "papers_missing",
    "parse_answer",
    "takes_mark",
]


@dataclass(frozen=True)
class Ineligible:
    """A rule about who may ask that is not met; `waiting` while an answer that is not given yet may change that."""

    id: str
    title: Texts
    legal_basis: str | None
    law: LegalResource | None
    waiting: bool


def ineligible(service: Service, answers: Answers, facts: Facts) -> tuple[Ineligible, ...]:
    """All rules of eligibility that are not met; a case may start only when there are none."""
    sight = Sight(service, answers, facts)
    return tuple(
        Ineligible(
            rule.id,
            rule.title,
            rule.legal_basis,
            service.legal_basis.get(rule.legal_basis or ""),
            sight.is_open(rule.must),
        )
        for rule in service.eligibility
        if not sight.holds(rule.must)
    )


def missing_answers(service: Service, answers: Answers, facts: Facts, step: str | None = None) -> tuple[Missing, ...]:
    """What keeps the form of intake (None) or of a step from being complete: also what a fee is computed from."""
    return _missing_answers(service, answers, facts, step, fields_needed(service, answers, facts))


def outputs_due(service: Service, answers: Answers, facts: Facts) -> tuple[str, ...]:
    """The ids of the outputs that are to be made with these answers."""
    return tuple(output.id for output in service.outputs if holds(output.when, answers, facts, service))
