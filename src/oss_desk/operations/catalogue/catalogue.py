"""The office's services: the catalogue in force, one service as a sheet; and how they come in and out of force."""

from oss_desk.domain.catalogue import Publication, ServiceVersion
from oss_desk.operations.catalogue.definitions import definition_in
from oss_desk.operations.catalogue.publishing import (
    Findings,
    check_service,
    end_service,
    import_service,
    load_registers,
    publish,
    put_in_force,
    service_versions,
    take_in,
    withdraw_service,
)
from oss_desk.operations.catalogue.service_cards import (
    hands_met,
    least_cost,
    paper_line,
    returns,
    service_card,
    titles,
    usual_cost,
)
from oss_desk.operations.catalogue.synonyms import synonyms
from oss_desk.operations.office import notices, registers
from oss_desk.operations.program import Look, reading
from oss_desk.operations.sheets import CatalogueSheet, LifeEventCard, ServiceCard, ServiceSheet
from oss_desk.storage import catalogue as catalogue_rows
from oss_desk.storage import rows

__all__ = [
    "Findings",
    "catalogue",
    "catalogue_sheet",
    "check_service",
    "end_service",
    "import_service",
    "least_cost",
    "load_registers",
    "paper_line",
    "publish",
    "put_in_force",
    "service",
    "service_card",
    "service_versions",
    "take_in",
    "usual_cost",
    "withdraw_service",
]


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
            LifeEventCard(event.id, event.title, event.icon or "", _called_for(cards, event.id), event.short or {})
            for event in events
        ),
        synonyms=synonyms(look.program.resources),
        notices=tuple(card for card in notices.standing(look) if card.notice.scope == "office"),
    )


def _called_for(cards: tuple[ServiceCard, ...], event: str) -> tuple[int, ...]:
    return tuple(card.id for card in cards if event in card.life_events)


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
        titles=titles(look, found),
        papers=tuple(paper_line(look, found, requirement) for requirement in found.evidence),
        officials=hands_met(found),
        returns=returns(found),
    )
