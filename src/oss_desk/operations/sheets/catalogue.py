"""Services and life events, as the finder and a service's own sheet show them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from oss_desk.domain.money import Money
from oss_desk.domain.text import Texts
from oss_desk.operations.sheets.asked import PaperLine
from oss_desk.operations.sheets.notices import NoticeCard
from oss_desk.workflows.definition import Service


@dataclass(frozen=True)
class ServiceCard:
    """A service in force, as the finder lists it. `cost` is what it costs everybody; where that depends on answers it
    is None, and `cost_from` is what nobody pays less than without an exemption."""

    id: int
    service: str
    title: Texts
    summary: Texts
    authority: Texts
    keywords: Texts
    life_events: tuple[str, ...]
    while_you_wait: bool
    processing_time: str
    cost: Money | None
    cost_from: Money | None = None
    outputs: tuple[Texts, ...] = ()
    authority_id: str = ""
    notices: tuple[NoticeCard, ...] = ()
    """What touches this service; a page shows the ones that hold by its own clock."""


@dataclass(frozen=True)
class LifeEventCard:
    """A life event with the services in force that belong to it; `short` is its word for a small place."""

    code: str
    title: Texts
    icon: str
    services: tuple[int, ...]
    short: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class CatalogueSheet:
    """All services in force today and the life events that call for them."""

    services: tuple[ServiceCard, ...]
    life_events: tuple[LifeEventCard, ...]
    synonyms: tuple[frozenset[str], ...] = ()
    """Plain words that people use for each other, in all languages; see `operations.catalogue.finding`."""
    notices: tuple[NoticeCard, ...] = ()
    """What touches every service."""


@dataclass(frozen=True)
class ServiceSheet:
    """One service: what it needs, costs and takes; `titles` gives the register's words for every id it names."""

    card: ServiceCard
    version: int
    in_force_since: datetime | None
    service: Service
    titles: Mapping[str, Texts]
    papers: tuple[PaperLine, ...]
    officials: int
    returns: int


VersionState = Literal["draft", "planned", "in-force", "replaced", "ended", "withdrawn"]


@dataclass(frozen=True)
class VersionCard:
    """One version of a service and where it stands: since when it is or was in force, and from when no longer."""

    id: int
    number: int
    imported_at: datetime
    since: datetime | None
    ends_at: datetime | None
    state: VersionState
