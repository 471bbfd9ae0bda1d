"""A small service to change in a test, and what is wrong with a definition in one line each."""

from typing import Any

import pytest

from oss_desk.workflows.definition import Service
from oss_desk.workflows.reader import DefinitionErrors, read_service
from oss_desk.workflows.writer import yaml_of
from tests.workflows.definitions import REGISTERS

SMALL: dict[str, Any] = {
    "format": 1,
    "id": "small",
    "language": "en",
    "currency": "EUR",
    "title": "Small",
    "authority": "town",
    "legal_basis": {"law": {"title": "The law", "section": "1"}},
    "fields": [
        {
            "id": "kind",
            "type": "choice",
            "label": "Kind",
            "options": [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}],
        },
        {"id": "number", "type": "integer", "label": "Number"},
        {"id": "size", "type": "decimal", "label": "Size"},
        {"id": "worth", "type": "money", "label": "Worth"},
        {"id": "day", "type": "date", "label": "Day"},
        {"id": "yes", "type": "yes-no", "label": "Yes"},
        {
            "id": "many",
            "type": "choices",
            "label": "Many",
            "options": [{"id": "x", "label": "X"}, {"id": "y", "label": "Y"}],
        },
        {"id": "word", "type": "text", "label": "Word"},
        {
            "id": "people",
            "type": "rows",
            "label": "People",
            "fields": [
                {"id": "name", "type": "citizen", "label": "Name"},
                {"id": "child", "type": "yes-no", "label": "Child"},
            ],
        },
    ],
    "steps": [
        {"id": "look", "at": "counter", "actions": [{"id": "go", "label": "Go", "to": "end"}]},
        {"id": "end", "kind": "done"},
    ],
}


def small(**changes: Any) -> Service:
    """The small service with other parts."""
    return read_service(yaml_of({**SMALL, **changes}), "small.yaml", REGISTERS)


def mistakes(text: str | None = None, **changes: Any) -> list[str]:
    """What the reader says about a text, or about the small service with other parts; without file and line."""
    with pytest.raises(DefinitionErrors) as caught:
        read_service(text if text is not None else yaml_of({**SMALL, **changes}), "small.yaml", REGISTERS)
    return [line.rsplit(" (small.yaml", 1)[0] for line in str(caught.value).splitlines()]


def only_mistake(text: str | None = None, **changes: Any) -> str:
    """The one thing the reader says."""
    told = mistakes(text, **changes)
    assert len(told) == 1, told
    return told[0]


def fee(**parts: Any) -> Service:
    """The small service with one fee."""
    return small(fees=[{"id": "fee", "title": "Fee", "legal_basis": "law", **parts}])
