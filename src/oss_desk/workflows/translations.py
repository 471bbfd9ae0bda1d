"""In which languages a service speaks: its own texts and those of the register entries it names, by place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from oss_desk.workflows.definition import Part, Service
from oss_desk.workflows.registers import Registers

Place = tuple[str | int, ...]

TEXT_KEYS = frozenset(
    {"title", "short", "summary", "declaration", "label", "hint", "instructions", "to", "unit"}
    | {"issuer", "where", "address"}
)
"""The keys under which a text stands; `to` of an action and a plain `unit` are no text in languages."""


@dataclass(frozen=True)
class Missing:
    """A text that is not there in a language; `entry` is the register's entry that it belongs to, if it is one's.

    With a `count` over one the language is missing in all texts, which are so many; the place is that of the first.
    """

    language: str
    place: Place
    entry: str | None = None
    count: int = 1


def texts(part: Part) -> Iterator[tuple[Place, Mapping[str, str]]]:
    """Every text of a service or an entry with its place; the search words of one language count as its text."""
    content = part.model_dump(by_alias=True, exclude={"keywords"})
    yield from _texts(content, ())
    words = getattr(part, "keywords", None)
    if words:
        yield ("keywords",), {language: ", ".join(found) for language, found in words.items()}


def _texts(value: object, place: Place) -> Iterator[tuple[Place, Mapping[str, str]]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key in TEXT_KEYS and isinstance(inner, Mapping):
                yield (*place, key), inner
            else:
                yield from _texts(inner, (*place, key))
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*place, number))


def languages_begun(service: Service) -> tuple[str, ...]:
    """Every language in which at least one text of the service is written."""
    return tuple(sorted({language for _, found in texts(service) for language in found}))


def missing(service: Service, registers: Registers, languages: Iterable[str]) -> Iterator[Missing]:
    """What is not there in these languages: one for each text and entry, or one for all where nothing is there."""
    own = list(texts(service))
    named = list(_entries(service, registers))
    for language in dict.fromkeys(languages):
        open_texts = [Missing(language, place) for place, found in own if language not in found]
        if len(open_texts) == len(own):
            yield Missing(language, own[0][0], count=len(own))
            continue
        yield from open_texts
        for place, entry, part in named:
            if any(language not in found for _, found in texts(part)):
                yield Missing(language, place, entry)


def _entries(service: Service, registers: Registers) -> Iterator[tuple[Place, str, Part]]:
    """The register's entries that the service names, each once, where it names it first."""
    seen: set[tuple[str, str]] = set()
    for place, register, entry in _named(service):
        part: Part | None = getattr(registers, register).get(entry)
        if part is not None and (register, entry) not in seen:
            seen.add((register, entry))
            yield place, entry, part


def _named(service: Service) -> Iterator[tuple[Place, str, str]]:
    """Places at which an entry of a register is named, with that register and the entry's id."""
    yield ("authority",), "authorities", service.authority
    for number, event in enumerate(service.life_events):
        yield ("life_events", number), "life_events", event
    for number, part in enumerate(service.evidence):
        for one, papers in enumerate(part.any_of):
            for two, paper in enumerate(papers):
                yield ("evidence", number, "any_of", one, two), "evidence_types", paper
    for number, exemption in enumerate(service.exemptions):
        if exemption.evidence:
            yield ("exemptions", number, "evidence"), "evidence_types", exemption.evidence
    for number, output in enumerate(service.outputs):
        if output.blank:
            yield ("outputs", number, "blank"), "blank_kinds", output.blank
    yield from _named_by_steps(service)


def _named_by_steps(service: Service) -> Iterator[tuple[Place, str, str]]:
    for number, step in enumerate(service.steps):
        if step.authority:
            yield ("steps", number, "at"), "authorities", step.authority
        if step.role:
            yield ("steps", number, "role"), "roles", step.role
        for index, opinion in enumerate(step.opinions):
            yield ("steps", number, "opinions", index, "authority"), "authorities", opinion.authority
        for index, action in enumerate(step.actions):
            if action.role:
                yield ("steps", number, "actions", index, "role"), "roles", action.role
