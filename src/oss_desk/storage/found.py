"""Things found by a part of the number they bear: cases, receipts, and the papers a person presented."""

from typing import Any, TypeVar

from sqlalchemy import Column, Function, func

from oss_desk.domain.cases import Case, Evidence, IssuedOutput
from oss_desk.domain.numbers import Part
from oss_desk.domain.people import Person
from oss_desk.domain.till import Receipt
from oss_desk.storage import names, rows
from oss_desk.storage.database import Work
from oss_desk.storage.schema import TABLES

RecordT = TypeVar("RecordT", Case, Receipt)
SHORTEST = 5
"""Fewer letters and digits of a number find no paper: they would find too many. A word without a digit is no number."""


def cases(work: Work, part: Part, limit: int) -> tuple[Case, ...]:
    """Cases whose number has this part, the newest first."""
    return _numbered(work, Case, part, limit)


def receipts(work: Work, part: Part, limit: int) -> tuple[Receipt, ...]:
    """Receipts whose number has this part, the newest first."""
    return _numbered(work, Receipt, part, limit)


def _numbered(work: Work, record: type[RecordT], part: Part, limit: int) -> tuple[RecordT, ...]:
    table = TABLES[record]
    fits = table.c.number.like(part.pattern) | _plain(table.c.number).contains(part.plain, autoescape=True)
    found = table.select().where(fits).order_by(table.c.id.desc()).limit(limit)
    return tuple(rows.made(record, row) for row in work.connection.execute(found))


def owners_of_paper(work: Work, typed: str, limit: int) -> tuple[Person, ...]:
    """Whose paper has a number that begins so, whoever saw it last first."""
    number = names.number_key(typed)
    if len(number) < SHORTEST or not any(letter.isdigit() for letter in number):
        return ()
    table = TABLES[Evidence]
    fits = func.lower(_plain(table.c.number)).startswith(number, autoescape=True)
    found = work.connection.execute(table.select().where(fits).order_by(table.c.id.desc()).limit(limit))
    papers = [rows.made(Evidence, row) for row in found]
    owners = [
        Person("citizen", paper.citizen_id)
        if paper.citizen_id is not None
        else Person("organisation", paper.organisation_id)
        if paper.organisation_id is not None
        else None
        for paper in papers
    ]
    return tuple(dict.fromkeys(owner for owner in owners if owner is not None))


def case_of_output(work: Work, typed: str) -> Case | None:
    """The case for which the blank with this number was issued."""
    made = rows.every(work, IssuedOutput, number=typed.strip())
    return rows.get(work, Case, made[-1].case_id) if made else None


def _plain(number: Column[Any]) -> Function[Any]:
    """A number without its hyphens and blanks."""
    return func.replace(func.replace(number, "-", ""), " ", "")
