"""The office's registers: evidence types, authorities, life events, roles and blanks that definitions name by id."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import Field as Key
from pydantic import StrictBool, StrictInt

from oss_desk.workflows.definition import Part
from oss_desk.workflows.mistakes import DefinitionErrors, Problem
from oss_desk.workflows.structure import check_ids, read_source, structured
from oss_desk.workflows.terms import Id, Language, Term, Text, Texts

BUILT_IN_ROLES = ("clerk", "cashier", "back_office", "supervisor", "auditor", "administrator")


class EvidenceType(Part):
    """A kind of paper: who issues it, where to get it, how long it usually counts, and what is written down of it."""

    id: Id
    title: Texts
    issuer: Texts | None = None
    where: Texts | None = None
    valid_for: Term | None = None
    numbered: StrictBool = False
    dated: StrictBool = False
    identity: StrictBool = False  # it says who somebody is, so that an output may be given away on it
    mandate: StrictBool = False  # it lets somebody else take what was made for the person who gave it
    stays: StrictBool = False  # left here it belongs to the case, as a photo does, and is never given back


class Authority(Part):
    """A body that is responsible for services, works steps or is asked for opinions."""

    id: Id
    title: Texts
    address: Texts | None = None
    phone: Text | None = None


class LifeEvent(Part):
    """A situation that calls for several services; `short` is its word for a small tile, `order` its place."""

    id: Id
    title: Texts
    short: Texts | None = None
    order: StrictInt = 0
    icon: Text | None = None


class RoleEntry(Part):
    """A role of the office's own; it decides only who may work a step, its rights are those of `belongs_to`."""

    id: Id
    title: Texts
    belongs_to: Literal["clerk", "back_office", "supervisor"]


class BlankKind(Part):
    """A kind of numbered blank that outputs are made on, kept in stock at the desks."""

    id: Id
    title: Texts


Entry = EvidenceType | Authority | LifeEvent | RoleEntry | BlankKind
EntryT = TypeVar("EntryT", EvidenceType, Authority, LifeEvent, RoleEntry, BlankKind)


@dataclass(frozen=True)
class Registers:
    """All five, by id."""

    evidence_types: Mapping[str, EvidenceType] = field(default_factory=dict)
    authorities: Mapping[str, Authority] = field(default_factory=dict)
    life_events: Mapping[str, LifeEvent] = field(default_factory=dict)
    roles: Mapping[str, RoleEntry] = field(default_factory=dict)
    blank_kinds: Mapping[str, BlankKind] = field(default_factory=dict)

    @property
    def role_ids(self) -> frozenset[str]:
        """The roles that a step may name: the six built in and the office's own."""
        return frozenset((*BUILT_IN_ROLES, *self.roles))

    @property
    def identity_types(self) -> tuple[EvidenceType, ...]:
        """The papers that say who somebody is, in the order of the register; all of them where none is marked so."""
        marked = tuple(entry for entry in self.evidence_types.values() if entry.identity)
        return marked or tuple(self.evidence_types.values())

    @property
    def mandate_types(self) -> tuple[EvidenceType, ...]:
        """The papers by which somebody else may take an output, in the order of the register."""
        return tuple(entry for entry in self.evidence_types.values() if entry.mandate)

    def with_entries(self, other: "Registers") -> "Registers":
        """These registers and the entries of the other that they do not have yet; none is overwritten."""
        return Registers(
            {**other.evidence_types, **self.evidence_types},
            {**other.authorities, **self.authorities},
            {**other.life_events, **self.life_events},
            {**other.roles, **self.roles},
            {**other.blank_kinds, **self.blank_kinds},
        )


class _File(Part):
    format: Literal[1]
    language: Language


class _EvidenceTypes(_File):
    entries: tuple[EvidenceType, ...]


class _Authorities(_File):
    entries: tuple[Authority, ...]


class _LifeEvents(_File):
    entries: tuple[LifeEvent, ...]


class _Roles(_File):
    entries: tuple[RoleEntry, ...]


class _BlankKinds(_File):
    entries: tuple[BlankKind, ...]


class RegisterEntries(Part):
    """The entries that an exported package carries along."""

    evidence_types: tuple[EvidenceType, ...] = Key(default=())
    authorities: tuple[Authority, ...] = Key(default=())
    life_events: tuple[LifeEvent, ...] = Key(default=())
    roles: tuple[RoleEntry, ...] = Key(default=())
    blank_kinds: tuple[BlankKind, ...] = Key(default=())

    def registers(self) -> Registers:
        """The same as registers."""
        return Registers(
            by_id(self.evidence_types),
            by_id(self.authorities),
            by_id(self.life_events),
            by_id(self.roles),
            by_id(self.blank_kinds),
        )


FileT = TypeVar("FileT", _EvidenceTypes, _Authorities, _LifeEvents, _Roles, _BlankKinds)


def by_id(entries: Iterable[EntryT]) -> dict[str, EntryT]:
    """Entries under their ids."""
    return {entry.id: entry for entry in entries}


def read_registers(folder: Path) -> Registers:
    """The five files of a folder; one that is not there is an empty register; DefinitionErrors names all mistakes."""
    problems: list[Problem] = []
    evidence = _read(folder / "evidence-types.yaml", _EvidenceTypes, problems)
    authorities = _read(folder / "authorities.yaml", _Authorities, problems)
    events = _read(folder / "life-events.yaml", _LifeEvents, problems)
    roles = _read(folder / "roles.yaml", _Roles, problems)
    blanks = _read(folder / "blank-kinds.yaml", _BlankKinds, problems)
    if problems:
        raise DefinitionErrors(str(folder), tuple(problems))
    return Registers(
        by_id(evidence.entries if evidence else ()),
        by_id(authorities.entries if authorities else ()),
        by_id(sorted(events.entries, key=lambda event: event.order) if events else ()),
        by_id(roles.entries if roles else ()),
        by_id(blanks.entries if blanks else ()),
    )


def _read(path: Path, model: type[FileT], problems: list[Problem]) -> FileT | None:
    if not path.exists():
        return None
    try:
        source = read_source(path.read_text(encoding="utf-8"), path.name)
        found = structured(model, source)
        check_ids(source, ("entries",))
        if found is not None and not source.mistakes:
            return found
        raise DefinitionErrors(path.name, source.mistakes.problems())
    except DefinitionErrors as wrong:
        problems.extend(
            Problem(f"{path.name}: {problem.place}", problem.line, problem.message) for problem in wrong.problems
        )
        return None


def entry_json(entry: Entry) -> str:
    """One entry as canonical JSON, as the database keeps it."""
    kept = entry.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def entry_from_json(kind: type[EntryT], text: str) -> EntryT:
    """One entry from its canonical JSON."""
    return kind.model_validate(json.loads(text))
