"""Rows taken for a change: locked until the transaction ends, with the version that the caller saw."""

from dataclasses import replace
from typing import Any, TypeVar

from oss_desk.operations.program import Act
from oss_desk.storage import rows

RecordT = TypeVar("RecordT")


def locked(act: Act, record: type[RecordT], key: int, version: int) -> RecordT:
    """The row, locked, as the caller saw it; who changed it meanwhile is told before anything is checked.

    The row is written with the same values, which is the one way to ask for its version on both databases.
    """
    (found,) = rows.lock(act.work, record, key)
    return found if _version(found) == version else rows.change(act.work, as_seen(found, version))


def as_seen(found: RecordT, version: int) -> RecordT:
    """The record with the version that the caller saw, so that `rows.change` tells when somebody was faster."""
    changed: Any = found
    seen: RecordT = replace(changed, version=version)
    return seen


def _version(found: Any) -> int:
    version: int = found.version
    return version
