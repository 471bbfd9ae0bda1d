"""The office's services: the catalogue in force, one service as a sheet, and how definitions come in and into force."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from oss_desk.domain.catalogue import Publication, RegisterEntry, ServiceVersion
from oss_desk.domain.messages import Message, Refused, refuse
from oss_desk.domain.money import Money, total
from oss_desk.domain.office import Official
from oss_desk.domain.text import Texts, in_language
from oss_desk.operations.catalogue.definitions import authority_title, definition_in, law_texts, paper_title
from oss_desk.operations.catalogue.synonyms import synonyms
from oss_desk.operations.office import notices, passwords, registers
from oss_desk.operations.program import Act, Look, command, reading
from oss_desk.operations.sheets import CatalogueSheet, LifeEventCard, PaperLine, PaperType, ServiceCard, ServiceSheet
from oss_desk.storage import catalogue as catalogue_rows
from oss_desk.storage import rows
from oss_desk.workflows.definition import EvidenceRequirement, FeeRule, ProcessingTime, Service
from oss_desk.workflows.lint import Finding, lint
from oss_desk.workflows.mistakes import DefinitionErrors, Problem
from oss_desk.workflows.packages import authorities_used, roles_used
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

    @property
    def importable(self) -> bool:
        """Whether an import would take it."""
        return not (self.problems or self.errors or self.refused)


@reading("anyone")
def catalogue(look: Look) -> CatalogueSheet:
    """All services in force now, and the life events that call for them."""
    return catalogue_sheet(look)


def catalogue_sheet(look: Look) -> CatalogueSheet:
    """The catalogue, for the search too."""
    versions = catalogue_rows.in_force(look.work, look.now)
    cards = tuple(service_card(look, version) for version in versions)
    events = registers.office_registers(look).life_events.values()
    return CatalogueSheet(
        services=cards,
        life_events=tuple(
            LifeEventCard(event.id, event.title, event.icon or "", _called_for(cards, event.id)) for event in events
        ),
        synonyms=synonyms(look.program.resources),
        notices=tuple(card for card in notices.standing(look) if card.notice.scope == "office"),
    )


def _called_for(cards: tuple[ServiceCard, ...], event: str) -> tuple[int, ...]:
    return tuple(card.id for card in cards if event in card.life_events)


def service_card(look: Look, version: ServiceVersion) -> ServiceCard:
    """A version as the finder lists it."""
    service = definition_in(version)
    return ServiceCard(
        id=version.id,
        service=service.id,
        title=service.title,
        summary=service.summary or {},
        authority=authority_title(look, service.authority),
        keywords={language: ", ".join(words) for language, words in service.keywords.items()},
        life_events=service.life_events,
        while_you_wait=service.while_you_wait,
        processing_time=_longest_time(service.processing_time),
        cost=usual_cost(service),
        cost_from=least_cost(service),
        outputs=tuple(output.title for output in service.outputs),
        notices=notices.about(look, service),
    )


def _longest_time(time: ProcessingTime | None) -> str:
    terms = [time.time] if time and time.time else [case.time for case in time.cases] if time else []
    return str(max(terms, key=lambda term: term.rough_days)) if terms else ""


def usual_cost(service: Service) -> Money | None:
    """What one of it costs everybody; None when that depends on answers. A fee counted per quantity is taken once."""
    amounts: list[Money] = []
    for fee in service.fees:
        per_one = fee.per is None or fee.per == service.quantity
        if fee.amount is None or fee.when is not None or fee.for_each is not None or not per_one:
            return None
        amounts.append(service.money.money(fee.amount))
    return total(amounts, service.money)


def least_cost(service: Service) -> Money:
    """What nobody pays less than without an exemption: the fees without a condition, each at its smallest, of one."""
    fees = [_least(fee, service) for fee in service.fees if fee.when is None and fee.for_each is None]
    return total(fees, service.money)


def _least(fee: FeeRule, service: Service) -> Money:
    money, amounts = service.money, list[str]()
    if fee.per is None or fee.per == service.quantity:
        amounts += [fee.amount] if fee.amount is not None else []
        amounts += [band.amount for band in fee.bands.rows] if fee.bands is not None else []
        amounts += list(fee.table.rows.values()) if fee.table is not None else []
    least = min((money.money(amount) for amount in amounts), key=lambda amount: amount.minor, default=total((), money))
    return money.money(fee.min) if fee.min is not None and money.money(fee.min).minor > least.minor else least


@reading("anyone")
def service(look: Look, *, service_version_id: int) -> ServiceSheet:
    """One service: what it needs, costs and takes, before anybody has asked for it."""
    version = rows.get(look.work, ServiceVersion, service_version_id)
    found = definition_in(version)
    turns = rows.every(look.work, Publication, service_version_id=version.id)
    since = [turn.from_at for turn in turns if turn.kind == "published" and turn.from_at <= look.now]
    return ServiceSheet(
        card=service_card(look, version),
        version=version.number,
        in_force_since=max(since, default=None),
        service=found,
        titles=_titles(look, found),
        papers=tuple(paper_line(look, found, requirement) for requirement in found.evidence),
        officials=_hands_met(found),
        returns=_returns(found),
    )


def _titles(look: Look, found: Service) -> dict[str, Texts]:
    """The registers' words for every id that the definition names."""
    known = registers.office_registers(look)
    titles = {name: authority_title(look, name) for name in authorities_used(found)}
    titles |= {name: event.title for name, event in known.life_events.items() if name in found.life_events}
    titles |= {name: role.title for name, role in known.roles.items() if name in roles_used(found)}
    papers = {kind for part in found.evidence for alternative in part.any_of for kind in alternative}
    papers |= {part.evidence for part in found.exemptions if part.evidence}
    return titles | {kind: paper_title(look, kind) for kind in papers}


def paper_line(look: Look, found: Service, requirement: EvidenceRequirement) -> PaperLine:
    """A requirement as a page lists it, before anybody has presented anything."""
    return PaperLine(
        key=requirement.id,
        title=requirement.title,
        requests=(),
        positions=(),
        owner=None,
        owner_name="",
        row=None,
        alternatives=tuple(
            tuple(_paper_type(look, requirement, kind) for kind in alternative) for alternative in requirement.any_of
        ),
        accept=requirement.accept,
        count=requirement.count,
        required=requirement.required and requirement.when is None,
        may_follow=requirement.may_follow is not None,
        settled=False,
        legal_basis=in_language(law_texts(found, requirement.legal_basis), look.language),
        reusable=requirement.reuse or "on-file" in requirement.accept,
    )


def _paper_type(look: Look, requirement: EvidenceRequirement, kind: str) -> PaperType:
    entry = registers.office_registers(look).evidence_types.get(kind)
    where = ((entry.where or entry.issuer) if entry else None) or {}
    numbered = entry.numbered if entry else False
    dated = (entry.dated if entry else False) or requirement.not_older_than is not None
    return PaperType(kind, paper_title(look, kind), where, numbered, dated, None, None, None, None)


def _hands_met(found: Service) -> int:
    """How many officials a case passes through, as the definition parts the work; at least the one at the counter."""
    hands = {(step.hands, step.role) for step in found.steps if step.kind == "work" and step.hands != "citizen"}
    return len(hands | {("counter", None)}) - (("counter", "clerk") in hands)


def _returns(found: Service) -> int:
    """How often the citizen comes back: to pay and to collect, unless all is done while waiting."""
    if found.while_you_wait:
        return 0
    return sum(step.kind in ("to-pay", "ready-to-collect") for step in found.steps)


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
    return Findings(name, found, (), errors, warnings, _refusals(look, found, name))


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
    turn = rows.add(
        act.work,
        Publication,
        service_version_id=version.id,
        kind="published",
        from_at=begins,
        at=act.now,
        by_id=act.official.id,
    )
    payload = {"service": version.service, "number": version.number, "from": begins}
    act.event("service-published", ("service-version", version.id), payload)
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
