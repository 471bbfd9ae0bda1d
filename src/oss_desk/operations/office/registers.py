"""The office's registers between rows and the rules: evidence types, authorities, life events, roles and blanks."""

from functools import lru_cache

from oss_desk.domain.catalogue import RegisterEntry, RegisterKind
from oss_desk.domain.office import Role
from oss_desk.domain.text import Texts
from oss_desk.operations.program import Look, reading
from oss_desk.storage import catalogue, rows
from oss_desk.storage.database import Work
from oss_desk.workflows.registers import (
    Authority,
    BlankKind,
    Entry,
    EvidenceType,
    LifeEvent,
    Registers,
    RoleEntry,
    by_id,
    entry_from_json,
    entry_json,
)

KINDS: dict[type[Entry], RegisterKind] = {
    EvidenceType: "evidence-type",
    Authority: "authority",
    LifeEvent: "life-event",
    RoleEntry: "role",
    BlankKind: "blank-kind",
}


def office_registers(look: Look) -> Registers:
    """All registers of this office."""
    return look.once(_read)


def _read(look: Look) -> Registers:
    return _parsed(tuple((entry.kind, entry.content) for entry in catalogue.register_entries(look.work)))


@lru_cache(maxsize=8)
def _parsed(entries: tuple[tuple[RegisterKind, str], ...]) -> Registers:
    of: dict[RegisterKind, list[str]] = {kind: [] for kind in KINDS.values()}
    for kind, content in entries:
        of[kind].append(content)
    events = [entry_from_json(LifeEvent, text) for text in of["life-event"]]
    return Registers(
        by_id(entry_from_json(EvidenceType, text) for text in of["evidence-type"]),
        by_id(entry_from_json(Authority, text) for text in of["authority"]),
        by_id(sorted(events, key=lambda event: event.order)),
        by_id(entry_from_json(RoleEntry, text) for text in of["role"]),
        by_id(entry_from_json(BlankKind, text) for text in of["blank-kind"]),
    )


def keep(work: Work, registers: Registers) -> tuple[RegisterEntry, ...]:
    """Store the entries that the office does not have yet; one it has is its own and stays. Roles become rows too."""
    kept = [_keep(work, entry) for entry in _all(registers)]
    for role in registers.roles.values():
        if rows.find(work, Role, code=role.id) is None:
            rows.add(work, Role, code=role.id, title=role.title, belongs_to=role.belongs_to)
    return tuple(entry for entry in kept if entry is not None)


def _all(registers: Registers) -> tuple[Entry, ...]:
    return (
        *registers.evidence_types.values(),
        *registers.authorities.values(),
        *registers.life_events.values(),
        *registers.roles.values(),
        *registers.blank_kinds.values(),
    )


def _keep(work: Work, entry: Entry) -> RegisterEntry | None:
    kind = KINDS[type(entry)]
    if rows.find(work, RegisterEntry, kind=kind, code=entry.id) is not None:
        return None
    return rows.add(work, RegisterEntry, kind=kind, code=entry.id, content=entry_json(entry))


@reading("read")
def identity_types(look: Look) -> tuple[tuple[str, Texts], ...]:
    """Every kind of paper that says who somebody is, with its title: what a check of identity offers."""
    listed = sorted(office_registers(look).identity_types, key=lambda entry: _USUAL.get(entry.id, len(_USUAL)))
    return tuple((entry.id, entry.title) for entry in listed)


@reading("read")
def mandate_types(look: Look) -> tuple[tuple[str, Texts], ...]:
    """Every kind of paper by which somebody else may take an output, with its title."""
    return tuple((entry.id, entry.title) for entry in office_registers(look).mandate_types)


_USUAL = {"passport": 0, "national-id-card": 1}
"""What most people show stands first."""
