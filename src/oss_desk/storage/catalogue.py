"""The catalogue as rows: which version of a service is in force, and the life of each."""

from datetime import datetime

from sqlalchemy import bindparam, func, select

from oss_desk.domain.catalogue import Publication, RegisterEntry, ServiceVersion
from oss_desk.storage import rows
from oss_desk.storage.database import Work
from oss_desk.storage.tables.catalogue import PUBLICATION, REGISTER_ENTRY, SERVICE_VERSION

_TURNS = (
    select(SERVICE_VERSION.c.service, SERVICE_VERSION.c.id, PUBLICATION.c.kind)
    .join(PUBLICATION, PUBLICATION.c.service_version_id == SERVICE_VERSION.c.id)
    .where(PUBLICATION.c.from_at <= bindparam("at"), PUBLICATION.c.kind != "reviewed")
    .order_by(PUBLICATION.c.from_at, PUBLICATION.c.id)
)
_TURNS_OF_ONE = _TURNS.where(SERVICE_VERSION.c.service == bindparam("service"))
_STAMP = select(func.count(), func.coalesce(func.sum(REGISTER_ENTRY.c.version), 0))
Life = tuple[ServiceVersion, tuple[Publication, ...]]


def in_force(work: Work, at: datetime) -> tuple[ServiceVersion, ...]:
    """The version in force of each service at that moment, in the order of the services."""
    ids = tuple(_in_force(work, at).values())
    return rows.every(work, ServiceVersion, order_by=("service",), id=ids)


def version_in_force(work: Work, service: str, at: datetime) -> ServiceVersion | None:
    """The version of a service in force at that moment, or None."""
    version = _in_force(work, at, service).get(service)
    return None if version is None else rows.get(work, ServiceVersion, version)


def register_entries(work: Work) -> tuple[RegisterEntry, ...]:
    """Every entry of the registers; read again only when there are others, or one was changed.

    None is ever removed and each change counts an entry's version on, so how many there are and the sum of their
    versions tell whether they are still the same.
    """
    stamp = tuple(rows.answered(work, _STAMP, {})[0])
    known: tuple[object, tuple[RegisterEntry, ...]] | None = work.forever.get(RegisterEntry)
    if known is not None and known[0] == stamp:
        return known[1]
    entries = rows.every(work, RegisterEntry, order_by=("kind", "code"))
    if not work.writes:
        work.forever[RegisterEntry] = (stamp, entries)
    return entries


def history(work: Work, service: str) -> tuple[Life, ...]:
    """Every version of a service with the turns of its life, the newest version last."""
    versions = rows.every(work, ServiceVersion, order_by=("number",), service=service)
    turns = rows.every(work, Publication, service_version_id=tuple(version.id for version in versions))
    return tuple(
        (version, tuple(turn for turn in turns if turn.service_version_id == version.id)) for version in versions
    )


def _in_force(work: Work, at: datetime, service: str | None = None) -> dict[str, int]:
    """The id of the version in force by service.

    Turns count in the order in which they take effect. Of the versions published and not withdrawn the one
    published last counts; when that one is ended the service is no longer offered, an older one does not return.
    """
    one = {} if service is None else {"service": service}
    lives: dict[str, dict[int, str]] = {}
    for name, version, kind in rows.answered(work, _TURNS_OF_ONE if one else _TURNS, {"at": at, **one}):
        _turn(lives.setdefault(name, {}), version, kind)
    latest = {name: next(reversed(life.items())) for name, life in lives.items() if life}
    return {name: version for name, (version, kind) in latest.items() if kind == "published"}


def _turn(life: dict[int, str], version: int, kind: str) -> None:
    """One turn in the life of a service's versions; the version published last stands last."""
    if kind == "ended" and version in life:
        life[version] = kind
    elif kind in {"published", "withdrawn"}:
        life.pop(version, None)
        if kind == "published":
            life[version] = kind
