"""Can I do this today: which answers and facts decide about a service before anybody has asked for it."""

from collections.abc import Iterator

from oss_desk.domain.facts import Facts
from oss_desk.workflows.answers import fields_asked
from oss_desk.workflows.conditions import Answers, Sight, unanswered
from oss_desk.workflows.definition import Condition, FactName, FeeRule, Field, Service
from oss_desk.workflows.fees import fields_needed
from oss_desk.workflows.papers import step_of

NEVER_ASKED: frozenset[str] = frozenset({"rows", "citizen"})
"""Tables and other people are too much for two minutes; a table counts with one row."""
KNOWN_FACTS: tuple[FactName, ...] = ("age", "applicant_kind", "represented", "resident", "first_time")
"""What may be said of an applicant; the day is known."""


def deciding_fields(service: Service) -> tuple[Field, ...]:
    """The questions of intake on which it depends who may ask, what is brought, what it costs and how long it takes,
    and those that these questions themselves depend on; in the order of the form."""
    wanted = {name for condition in _conditions(service) for name in condition.fields}
    wanted |= {name for fee in service.fees for name in _sources(fee)}
    for field in reversed(service.fields):
        if field.id in wanted and field.when is not None:
            wanted |= field.when.fields
    return tuple(
        field for field in service.fields if field.id in wanted and field.step is None and field.type not in NEVER_ASKED
    )


def deciding_facts(service: Service) -> tuple[FactName, ...]:
    """What has to be known of the applicant besides, in the order in which facts are named."""
    own = (field.when for field in deciding_fields(service) if field.when is not None)
    conditions = (*_conditions(service), *own)
    named = {test.fact for condition in conditions for test in condition.tests if test.fact}
    return tuple(fact for fact in KNOWN_FACTS if fact in named)


def questions(service: Service, answers: Answers, facts: Facts) -> tuple[Field, ...]:
    """The deciding fields that are called for with the answers given so far."""
    asked = {field.id for field in fields_asked(service, answers, facts)}
    return tuple(field for field in deciding_fields(service) if field.id in asked)


def open_questions(service: Service, answers: Answers, facts: Facts) -> tuple[str, ...]:
    """The deciding fields without which nothing can be said yet; what may be left out is not among them."""
    sight = Sight(service, answers, facts)
    needed = fields_needed(service, answers, facts)
    needed |= {name for rule in service.eligibility if not sight.holds(rule.must) for name in rule.must.fields}
    return tuple(
        field.id
        for field in questions(service, answers, facts)
        if (field.required or field.id in needed) and unanswered(sight.answer(field.id))
    )


def with_tables(service: Service, answers: Answers) -> Answers:
    """The answers, each table of the form with as few rows as it may have, one at least."""
    tables = [field for field in service.fields if field.type == "rows" and field.id not in answers]
    return {**answers, **{table.id: [{} for _ in range(max(int(str(table.min or 1)), 1))] for table in tables}}


def _conditions(service: Service) -> Iterator[Condition]:
    yield from (rule.must for rule in service.eligibility)
    own = (rule.when for rule in service.evidence if step_of(service, rule) is None)
    time = service.processing_time.cases if service.processing_time else ()
    found = (
        *own,
        *(fee.when for fee in service.fees),
        *(less.when for less in service.exemptions),
        *(output.when for output in service.outputs),
        *(case.when for case in time),
    )
    yield from (condition for condition in found if condition is not None)


def _sources(fee: FeeRule) -> Iterator[str]:
    by = fee.bands.by if fee.bands else None
    names = (fee.per, fee.of, fee.table.by if fee.table else None)
    more = (by.field, by.days_since, by.years_since) if by else ()
    yield from (name for name in (*names, *more) if name)
