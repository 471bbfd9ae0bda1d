"""Answers as papers and the window list them: unformatted with their kind; `Language.answer` writes them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from oss_desk.domain.papers import Answer
from oss_desk.domain.people import Citizen
from oss_desk.domain.text import in_language
from oss_desk.operations.papers.paper_parts import also, office_language
from oss_desk.operations.program import Look
from oss_desk.storage import rows
from oss_desk.workflows.conditions import unanswered
from oss_desk.workflows.definition import Field, Service
from oss_desk.workflows.rules import Answers, JsonValue

KINDS: Mapping[str, str] = {
    "integer": "number",
    "decimal": "number",
    "money": "money",
    "date": "date",
    "yes-no": "yes-no",
    "number": "code",
    "phone": "code",
}


def answers_given(look: Look, service: Service, answers: Answers, language: str) -> tuple[Answer, ...]:
    """Every answer in the order of the form, those of a table row by row under its title and number."""
    return tuple(
        answer
        for field in service.fields
        if not unanswered(answers.get(field.id))
        for answer in _answers(look, field, answers[field.id], language)
    )


def _answers(look: Look, field: Field, value: JsonValue, language: str) -> Iterator[Answer]:
    if field.type != "rows":
        yield _answer(look, field, value, language)
        return
    beside = also(look, field.label, language)
    for number, row in enumerate(_rows(value), 1):
        group = f"{in_language(field.label, language)} {number}"
        for column in field.fields:
            if not unanswered(row.get(column.id)):
                told = _answer(look, column, row[column.id], language)
                yield replace(told, group=group, group_also=f"{beside} {number}" if beside else "")


def _answer(look: Look, field: Field, value: JsonValue, language: str) -> Answer:
    """One answer; where the paper is not in the office's first language, in that too as far as it is words."""
    values, own = _values(look, field, value, language), _values(look, field, value, office_language(look))
    return Answer(
        label=in_language(field.label, language),
        values=values,
        kind=KINDS.get(field.type, "text"),
        unit=in_language(field.units, language),
        also=also(look, field.label, language),
        values_also=own if own != values else (),
    )


def _values(look: Look, field: Field, value: JsonValue, language: str) -> tuple[str, ...]:
    options = {option.id: in_language(option.label, language) for option in field.options}
    if field.type == "choices" and isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(options.get(str(part), str(part)) for part in value)
    if field.type == "choice":
        return (options.get(str(value), str(value)),)
    if field.type == "yes-no":
        return ("yes" if value else "no",)
    if field.type == "citizen" and isinstance(value, int):
        return (rows.get(look.work, Citizen, value).name,)
    return (str(value),)


def _rows(value: JsonValue) -> tuple[Mapping[str, JsonValue], ...]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        return ()
    return tuple(row for row in value if isinstance(row, Mapping))
