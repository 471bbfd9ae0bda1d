"""The worked steps of a fee line: kept as JSON with the demand, told in words by window and paper."""

import json
from collections.abc import Iterable, Sequence

from oss_desk.domain.messages import Message
from oss_desk.operations.sheets import FeeStepLine
from oss_desk.workflows.definition import Service
from oss_desk.workflows.fees import FeeStep

SAID_BY_THE_AMOUNT = frozenset({"amount"})
"""A plain amount is the line's own amount, or the first factor of the step that follows."""


def stored(steps: Iterable[FeeStep]) -> str:
    """The steps as canonical JSON, as they stand with a demand."""
    listed = [[step.kind, dict(step.values)] for step in steps]
    return json.dumps(listed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(text: str) -> tuple[FeeStep, ...]:
    """The steps of a stored demand line."""
    return tuple(FeeStep(kind, values) for kind, values in json.loads(text))


def told(steps: Sequence[FeeStep], service: Service, fee: str, language: str) -> tuple[Message, ...]:
    """The steps worth telling, as messages of `workflows.messages`; options stand in the words of the definition."""
    return tuple(
        Message(_code(step), _values(step, service, fee, language))
        for step in steps
        if step.kind not in SAID_BY_THE_AMOUNT
    )


def shown(steps: Sequence[FeeStep], service: Service, fee: str, language: str) -> tuple[FeeStepLine, ...]:
    """The same for a sheet."""
    return tuple(FeeStepLine(message.code, dict(_plain(message))) for message in told(steps, service, fee, language))


def _plain(message: Message) -> Iterable[tuple[str, str]]:
    return ((name, str(value)) for name, value in message.values.items())


def _code(step: FeeStep) -> str:
    last = step.kind == "band" and not step.values.get("up_to")
    return "fee-step-band-last" if last else f"fee-step-{step.kind}"


def _values(step: FeeStep, service: Service, fee: str, language: str) -> dict[str, str]:
    values = dict(step.values)
    if step.kind == "table":
        values["option"] = _option(service, fee, values["option"], language)
    return values


def _option(service: Service, fee: str, option: str, language: str) -> str:
    table = service.fee(fee).table
    field = service.field(table.by) if table else None
    known = next((part for part in field.options if part.id == option), None) if field else None
    return (known.label.get(language) or known.label.get(service.language) or option) if known else option
