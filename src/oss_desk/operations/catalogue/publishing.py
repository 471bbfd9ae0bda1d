"""How services come into force and out of it: checked, imported, published from a day, ended, taken back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from oss_desk.domain.catalogue import Publication, PublicationKind, RegisterEntry, ServiceVersion
from oss_desk.domain.messages import Message, Refused, refuse
from oss_desk.domain.office import Official
from oss_desk.language import load_language
from oss_desk.operations.catalogue.definitions import definition_in
from oss_desk.operations.catalogue.service_cards import titles
from oss_desk.operations.office import passwords, registers
from oss_desk.operations.program import Act, Look, command, reading
from oss_desk.operations.sheets.catalogue import VersionCard, VersionState
from oss_desk.storage import catalogue as catalogue_rows
from oss_desk.storage import rows
from oss_desk.workflows.definition import Service
from oss_desk.workflows.difference import Difference, differences
from oss_desk.workflows.lint import Finding, lint
from oss_desk.workflows.mistakes import DefinitionErrors, Problem
from oss_desk.workflows.reader import canonical_json, digest, is_package, read_package, read_service
from oss_desk.workflows.registers import BUILT_IN_ROLES, Registers, read_registers

A_MOMENT = timedelta(minutes=1)
"""How far back "now" may lie by the time a publication arrives."""


@dataclass(frozen=True)
class Findings:
    """What a definition would be refused for: mistakes with their places or the linter's errors; and its warnings."""

    name: str
    service: Service | None
    problems: tuple[Problem, ...]
    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    refused: tuple[Message, ...]
    """Why this office could not take it although it is well made, such as another currency."""
    before: int | None = None
    """The number of the version in force, None for a service that is new here."""
    differences: tuple[Difference, ...] = ()
    """What would be different from it, in the window's language."""

    @property
    def importable(self) -> bool:
        """Whether an import would take it."""
        return not (self.problems or self.errors or self.refused)


@reading("publish", lane="long")
def check_service(look: Look, *, text: str, name: str) -> Findings:
    """Everything wrong with a definition, before anybody tries to import it."""
    try:
        found, carried = _read(look, text, name)
    except DefinitionErrors as wrong:
        return Findings(name, None, wrong.problems, (), (), ())
    linted = _lint(look, found, registers.office_registers(look).with_entries(carried))
    errors = tuple(finding for finding in linted if finding.severity == "error")
    warnings = tuple(finding for finding in linted if finding.severity != "error")
    before, told = _differences(look, found)
    return Findings(name, found, (), errors, warnings, _refusals(look, found, name), before, told)


def _differences(look: Look, found: Service) -> tuple[int | None, tuple[Difference, ...]]:
    version = catalogue_rows.version_in_force(look.work, found.id, look.now)
    if version is None:
        return None, ()
    old, language = definition_in(version), load_language(look.language, look.program.resources / "translations")
    return version.number, differences(old, found, language, {**titles(look, old), **titles(look, found)})


@command("publish")
def import_service(act: Act, *, text: str, name: str) -> ServiceVersion:
    """A definition (or package) as the next version of its service; not in force before it is published.

    Refused with all mistakes at once, for errors of the linter, and for another currency than the office's. A
    definition that is stored already is that version; nothing is added.
    """
    return take_in(act, text, name)


def take_in(act: Act, text: str, name: str) -> ServiceVersion:
    """What `import_service` does; a new office takes over in the same way what comes with the program."""
    found, carried = _read(act, text, name)
    _ask_usable(act, found, name, registers.office_registers(act).with_entries(carried))
    content = canonical_json(found)
    known = rows.find(act.work, ServiceVersion, service=found.id, digest=digest(content))
    if known is not None:
        act.event("service-known", ("service-version", known.id), {"service": known.service, "number": known.number})
        return known
    entries = registers.keep(act.work, carried)
    version = rows.add(
        act.work,
        ServiceVersion,
        service=found.id,
        number=len(rows.every(act.work, ServiceVersion, service=found.id)) + 1,
        content=content,
        digest=digest(content),
        imported_at=act.now,
        imported_by_id=act.official.id,
    )
    payload = {"service": version.service, "number": version.number, "digest": version.digest, "entries": len(entries)}
    act.event("service-imported", ("service-version", version.id), payload)
    return version


@command("publish")
def publish(act: Act, *, service_version_id: int, from_at: datetime | None = None) -> Publication:
    """Put a version into force, now or from a later moment; running cases stay on theirs.

    Refused for errors of the linter, which also looks at the registers as they are now.
    """
    return put_in_force(act, service_version_id, from_at)


def put_in_force(act: Act, service_version_id: int, from_at: datetime | None = None) -> Publication:
    """What `publish` does, for a new office too."""
    version = rows.get(act.work, ServiceVersion, service_version_id)
    begins = from_at or act.now
    if begins < act.now - A_MOMENT:
        raise refuse("published-before")
    _ask_usable(act, definition_in(version), version.service, registers.office_registers(act))
    return _turn(act, version, "published", begins)


@command("publish")
def end_service(act: Act, *, service_version_id: int, from_at: datetime) -> Publication:
    """Offer a version no longer from that moment on; running cases stay on it, and no older version returns."""
    version, card = _published(act, service_version_id)
    if from_at < act.now - A_MOMENT:
        raise refuse("ended-before")
    if card.ends_at is not None and card.ends_at <= from_at:
        raise refuse("version-ended", number=version.number)
    return _turn(act, version, "ended", from_at)


@command("publish")
def withdraw_service(act: Act, *, service_version_id: int) -> Publication:
    """Take back the publication of a version, at once: the version before it is in force again, if there is one.

    One that is still to come is taken back in the moment in which it would have come. Running cases stay on theirs.
    """
    version, card = _published(act, service_version_id)
    return _turn(act, version, "withdrawn", max(act.now, card.since or act.now))


@reading("anyone")
def service_versions(look: Look, *, service: str) -> tuple[VersionCard, ...]:
    """Every version of a service, the newest first, with where it stands now."""
    return tuple(reversed(service_versions_of(look, service)))


def _published(act: Act, service_version_id: int) -> tuple[ServiceVersion, VersionCard]:
    """A version that is or will be in force; refused when it was never published, or was taken back."""
    version = rows.get(act.work, ServiceVersion, service_version_id)
    cards = service_versions_of(act, version.service)
    card = next(card for card in cards if card.id == version.id)
    if card.state not in ("in-force", "planned"):
        raise refuse("version-not-published", number=version.number)
    return version, card


def service_versions_of(look: Look, service: str) -> tuple[VersionCard, ...]:
    """The versions of a service inside a transaction."""
    current = catalogue_rows.version_in_force(look.work, service, look.now)
    return tuple(_version_card(look, one, turns, current) for one, turns in catalogue_rows.history(look.work, service))


def _version_card(
    look: Look, version: ServiceVersion, turns: tuple[Publication, ...], current: ServiceVersion | None
) -> VersionCard:
    life = sorted((turn for turn in turns if turn.kind != "reviewed"), key=lambda turn: (turn.from_at, turn.id))
    back = max((number for number, turn in enumerate(life) if turn.kind == "withdrawn"), default=-1)
    since = next((turn.from_at for turn in life[back + 1 :] if turn.kind == "published"), None)
    ends = min((turn.from_at for turn in life[back + 1 :] if turn.kind == "ended"), default=None)
    return VersionCard(
        id=version.id,
        number=version.number,
        imported_at=version.imported_at,
        since=since,
        ends_at=ends,
        state=_state(look, version, since, ends, current, bool(life)),
    )


def _state(
    look: Look,
    version: ServiceVersion,
    since: datetime | None,
    ends: datetime | None,
    current: ServiceVersion | None,
    lived: bool,
) -> VersionState:
    if since is None:
        return "withdrawn" if lived else "draft"
    if since > look.now:
        return "planned"
    if ends is not None and ends <= look.now:
        return "ended"
    return "in-force" if current is not None and current.id == version.id else "replaced"


def _turn(act: Act, version: ServiceVersion, kind: PublicationKind, from_at: datetime) -> Publication:
    turn = rows.add(
        act.work,
        Publication,
        service_version_id=version.id,
        kind=kind,
        from_at=from_at,
        at=act.now,
        by_id=act.official.id,
    )
    payload = {"service": version.service, "number": version.number, "from": from_at}
    act.event(f"service-{kind}", ("service-version", version.id), payload)
    return turn


@command("publish")
def load_registers(act: Act) -> tuple[RegisterEntry, ...]:
    """Take over the entries that came with the program and that the office does not have; its own stay as they are."""
    added = registers.keep(act.work, read_registers(act.program.resources / "registers"))
    act.event("registers-loaded", ("office", 1), {"added": len(added)})
    return added


def _read(look: Look, text: str, name: str) -> tuple[Service, Registers]:
    known = registers.office_registers(look)
    return read_package(text, name, known) if is_package(text) else (read_service(text, name, known), Registers())


def _ask_usable(look: Look, found: Service, name: str, known: Registers) -> None:
    reasons = _refusals(look, found, name)
    if reasons:
        raise Refused(*reasons)
    errors = [finding for finding in _lint(look, found, known) if finding.severity == "error"]
    if errors:
        head = Message("lint-errors", {"name": name, "count": len(errors)})
        raise Refused(head, *(finding.message for finding in errors))


def _refusals(look: Look, found: Service, name: str) -> tuple[Message, ...]:
    office = look.office
    if found.currency == office.currency:
        return ()
    return (Message("other-currency", {"name": name, "currency": found.currency, "office": office.currency}),)


def _lint(look: Look, found: Service, known: Registers) -> tuple[Finding, ...]:
    return lint(found, known, _roles_held(look), look.office.languages)


def _roles_held(look: Look) -> frozenset[str]:
    officials = rows.every(look.work, Official, active=True)
    held = frozenset(role for official in officials for role in passwords.roles_held(look, official.id))
    return held if officials else frozenset(BUILT_IN_ROLES)
