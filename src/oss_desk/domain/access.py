"""What stands between a person and the office: the second factor of a sign-in, and why a record was opened."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

Purpose = Literal["visit", "case", "worklist", "search", "numbers"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
"""Why a record is opened: she is being served, a case of hers is worked on or listed, a search found her, or her
numbers, which are masked otherwise, were asked for while she was served (R79)."""

SearchReason = Literal["person-asks", "authority-asks", "complaint", "correction", "check", "other"]
SEARCH_REASONS: tuple[SearchReason, ...] = get_args(SearchReason)
"""Why a record is opened that neither a visit nor a case leads to."""


@dataclass(frozen=True)
class SecondFactor:
    """The secret an official's phone makes codes of, and the newest step of thirty seconds whose code was used."""

    official_id: int
    secret: str
    last_step: int
    set_at: datetime


@dataclass(frozen=True)
class RecoveryCode:
    """A code on paper that stands once for the phone; only its argon2id hash is kept."""

    id: int
    official_id: int
    code_hash: str
    used_at: datetime | None


@dataclass(frozen=True)
class Looked:
    """Whose record is opened, and why; `about` is the visit or case that leads to it."""

    kind: Literal["citizen", "organisation"]
    id: int
    purpose: Purpose
    about: int | None = None
    reason: SearchReason | None = None
