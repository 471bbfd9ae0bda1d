"""Which entries of the office's registers a service uses: they travel with it into another office."""

from collections.abc import Iterable, Mapping

from oss_desk.workflows.definition import Service
from oss_desk.workflows.registers import EntryT, RegisterEntries, Registers


def evidence_types_used(service: Service) -> frozenset[str]:
    """The ids of all kinds of paper that the service names."""
    asked = {paper for part in service.evidence for alternative in part.any_of for paper in alternative}
    return frozenset(asked | {part.evidence for part in service.exemptions if part.evidence})


def authorities_used(service: Service) -> frozenset[str]:
    """The ids of all bodies that the service names."""
    holders = {step.authority for step in service.steps if step.authority}
    asked = {opinion.authority for step in service.steps for opinion in step.opinions}
    return frozenset({service.authority} | holders | asked)


def roles_used(service: Service) -> frozenset[str]:
    """The ids of all roles that steps and actions name."""
    steps = {step.role for step in service.steps if step.role}
    return frozenset(steps | {action.role for step in service.steps for action in step.actions if action.role})


def blank_kinds_used(service: Service) -> frozenset[str]:
    """The ids of all kinds of blank that its outputs are made on."""
    return frozenset(output.blank for output in service.outputs if output.blank)


def entries_used(service: Service, registers: Registers) -> RegisterEntries:
    """The register entries that the service names, without the built-in roles."""
    return RegisterEntries(
        evidence_types=_entries(registers.evidence_types, evidence_types_used(service)),
        authorities=_entries(registers.authorities, authorities_used(service)),
        life_events=_entries(registers.life_events, service.life_events),
        roles=_entries(registers.roles, roles_used(service)),
        blank_kinds=_entries(registers.blank_kinds, blank_kinds_used(service)),
    )


def _entries(register: Mapping[str, EntryT], ids: Iterable[str]) -> tuple[EntryT, ...]:
    return tuple(register[name] for name in sorted(set(ids)) if name in register)
