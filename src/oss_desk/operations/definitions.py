"""The definition that a case or a basket line runs on, read once per version from its stored content."""

from functools import lru_cache

from oss_desk.domain.cases import Case
from oss_desk.domain.catalogue import ServiceVersion
from oss_desk.operations.program import Look
from oss_desk.storage import rows
from oss_desk.workflows.definition import Service
from oss_desk.workflows.reader import from_canonical


def service_of(look: Look, case: Case) -> Service:
    """The definition of a case; it stays the one it was started on."""
    return definition(look, case.service_version_id)


def definition(look: Look, service_version_id: int) -> Service:
    """The definition of a stored version; refused when its content is not what its digest says."""
    version = rows.get(look.work, ServiceVersion, service_version_id)
    return _read(version.content, version.digest)


@lru_cache(maxsize=512)
def _read(content: str, digest: str) -> Service:
    return from_canonical(content, digest)
