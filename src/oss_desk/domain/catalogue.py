"""Stored versions of services and their life: content once, publications beside it, and the office's registers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

PublicationKind = Literal["reviewed", "published", "ended", "withdrawn"]
PUBLICATION_KINDS: tuple[PublicationKind, ...] = get_args(PublicationKind)
RegisterKind = Literal["evidence-type", "authority", "life-event", "role", "blank-kind"]
REGISTER_KINDS: tuple[RegisterKind, ...] = get_args(RegisterKind)


@dataclass(frozen=True)
class ServiceVersion:
    """One immutable definition: canonical JSON and its SHA-256, numbered from 1 within its service."""

    id: int
    service: str
    number: int
    content: str
    digest: str
    imported_at: datetime
    imported_by_id: int | None


@dataclass(frozen=True)
class Publication:
    """A turn in the life of a version; `from_at` is when it takes effect."""

    id: int
    service_version_id: int
    kind: PublicationKind
    from_at: datetime
    at: datetime
    by_id: int | None


@dataclass(frozen=True)
class RegisterEntry:
    """An entry of one of the office's registers, its content as canonical JSON."""

    kind: RegisterKind
    code: str
    content: str
    version: int
