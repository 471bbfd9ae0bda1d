"""The way in and out of a service definition: YAML, canonical JSON, packages, and the JSON Schema."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from oss_desk.domain.messages import Message
from oss_desk.workflows.checks import check_references
from oss_desk.workflows.currencies import CURRENCIES
from oss_desk.workflows.definition import Part, Service
from oss_desk.workflows.mistakes import DefinitionErrors, Problem, unknown
from oss_desk.workflows.nodes import Node
from oss_desk.workflows.packages import entries_used
from oss_desk.workflows.registers import RegisterEntries, Registers
from oss_desk.workflows.structure import check_ids, read_source, structured
from oss_desk.workflows.terms import is_language
from oss_desk.workflows.upgrades import CURRENT, upgraded
from oss_desk.workflows.writer import canonical_json, digest, plain, write_yaml, yaml_of
from oss_desk.workflows.yaml_text import Source

__all__ = [
    "DefinitionErrors",
    "Problem",
    "canonical_json",
    "digest",
    "from_canonical",
    "is_package",
    "json_schema",
    "read_package",
    "read_service",
    "write_package",
    "write_yaml",
]


_PACKAGE_KEYS = ("package", "service", "registers")


def read_service(text: str, name: str, registers: Registers) -> Service:
    """The service of a YAML text; DefinitionErrors with all mistakes at once, `name` being the file they are in."""
    source = read_source(text, name)
    return _service(source, name, registers)


def from_canonical(text: str, expected: str | None = None) -> Service:
    """The service of a stored canonical JSON, older formats upgraded; with its digest also checked against that.

    Ids of the office's registers are taken on trust: they were checked when the version came in.
    """
    if expected is not None and digest(text) != expected:
        raise _unreadable(Message("not-canonical"))
    try:
        value = json.loads(text, parse_float=str)
    except (ValueError, RecursionError) as broken:
        raise _unreadable(Message("broken-json", {"position": getattr(broken, "pos", 0)})) from broken
    if not isinstance(value, dict):
        raise _unreadable(Message("no-mapping"))
    return _service(Source(value), "", None)


def _unreadable(message: Message) -> DefinitionErrors:
    return DefinitionErrors("", (Problem("", None, message),))


def _service(source: Source, name: str, registers: Registers | None) -> Service:
    _check_format(source, name)
    assert isinstance(source.value, dict)
    source.value = upgraded(source.value)
    service = structured(Service, source, context=_context(source.value))
    check_references(Node(source.value, (), source.mistakes), registers)
    if service is None or source.mistakes:
        raise DefinitionErrors(name, source.mistakes.problems())
    return service


def _context(document: dict[str, Any]) -> dict[str, Any]:
    """What plain texts and amounts need to know: the language, and the digits of the currency."""
    currency = document.get("currency")
    known = CURRENCIES.get(currency) if isinstance(currency, str) else None
    language = document.get("language")
    plain = language if isinstance(language, str) and is_language(language) else "en"
    return {"language": plain, "exponent": known.exponent if known else None}


def _check_format(source: Source, name: str) -> None:
    number = source.value.get("format") if isinstance(source.value, dict) else None
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise DefinitionErrors(name, (Problem("format", source.mistakes.line(("format",)), Message("no-format")),))
    if number > CURRENT:
        message = Message("newer-format", {"format": number, "known": CURRENT})
        raise DefinitionErrors(name, (Problem("format", source.mistakes.line(("format",)), message),))


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a definition file, for editors."""
    schema = Service.model_json_schema(by_alias=True)
    whole = schema["properties"]["processing_time"]["anyOf"]
    whole.insert(0, {"type": "string", "pattern": "^P", "description": "Short for time, in working time since start."})
    keywords = schema["properties"]["keywords"]
    schema["properties"]["keywords"] = {"anyOf": [{"type": "array", "items": {"type": "string"}}, keywords]}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def is_package(text: str) -> bool:
    """Whether a file is a package: a service together with the register entries it uses."""
    return text.lstrip("\ufeff").startswith("package:") or "\npackage:" in text


def read_package(text: str, name: str, registers: Registers) -> tuple[Service, Registers]:
    """The service of an exported package, and the entries it carries that the office does not have yet."""
    source = read_source(text, name)
    document = source.value
    assert isinstance(document, dict)
    inner = document.get("service")
    _check_package(source, document)
    carried = structured(RegisterEntries, source, ("registers",)) if "registers" in document else RegisterEntries()
    for register in ("evidence_types", "authorities", "life_events", "roles", "blank_kinds"):
        check_ids(source, ("registers", register))
    if carried is None or not isinstance(inner, dict) or source.mistakes:
        if not isinstance(inner, dict):
            source.mistakes.say(("service",), "missing-key", key="service")
        raise DefinitionErrors(name, source.mistakes.problems())
    known = registers.with_entries(carried.registers())
    try:
        return _service(_inside(source, "service"), name, known), carried.registers()
    except DefinitionErrors as wrong:
        placed = (replace(problem, place=f"service.{problem.place}") for problem in wrong.problems)
        raise DefinitionErrors(name, tuple(placed)) from wrong


def _check_package(source: Source, document: Mapping[str, Any]) -> None:
    """A package of another number, or a key that no package has, is a mistake: nothing of it is passed over."""
    if document.get("package") != 1 or document.get("package") is True:
        source.mistakes.say(("package",), "no-package")
    for key in document:
        if key not in _PACKAGE_KEYS:
            source.mistakes.add((key,), unknown("key", key, _PACKAGE_KEYS))


def _inside(source: Source, key: str) -> Source:
    """The part of a document under one key, with its lines."""
    assert isinstance(source.value, dict)
    lines = {place[1:]: line for place, line in source.lines.items() if place[:1] == (key,)}
    return Source(source.value[key], lines)


def write_package(service: Service, registers: Registers) -> str:
    """A YAML file with the service and the register entries it uses, to be read in another office."""
    carried: Part = entries_used(service, registers)
    return yaml_of({"package": 1, "service": plain(service), "registers": plain(carried)})
