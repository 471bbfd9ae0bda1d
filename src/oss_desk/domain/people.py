"""The people an office serves: citizens, organisations and their identity documents."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

ApplicantKind = Literal["citizen", "organisation"]
NeedKind = Literal[
    "interpreter",
    "sign-language",
    "hearing-loop",
    "large-print",
    "read-aloud",
    "wheelchair",
    "seat",
    "quiet-place",
    "more-time",
    "accompanied",
    "other",
]
NEED_KINDS: tuple[NeedKind, ...] = get_args(NeedKind)


@dataclass(frozen=True)
class Citizen:
    """A person served. Only `name`, as on the document and in any script, is compulsory.

    `born` is as exact as it is known: "1989", "1989-03" or "1989-03-03".
    `other_names` are the same name in other scripts or spellings.
    """

    id: int
    version: int
    name: str
    given_name: str
    family_name: str
    other_names: tuple[str, ...]
    born: str | None
    phones: tuple[str, ...]
    email: str
    address_lines: tuple[str, ...]
    language: str | None
    resident: bool | None
    note: str
    created_at: datetime


@dataclass(frozen=True)
class Organisation:
    """The other kind of applicant: a business or body, with its number in its register."""

    id: int
    version: int
    name: str
    other_names: tuple[str, ...]
    registration_number: str
    phones: tuple[str, ...]
    email: str
    address_lines: tuple[str, ...]
    language: str | None
    note: str
    created_at: datetime


@dataclass(frozen=True)
class IdentityDocument:
    """A document that says who a citizen is; `type` is an evidence type of the office's register."""

    id: int
    citizen_id: int
    type: str
    number: str
    country: str
    valid_until: date | None
    created_at: datetime


@dataclass(frozen=True)
class Need:
    """What a citizen needs to be served well; `detail` is the interpreter's language, or the office's own words.

    It is shown to whoever serves her and stands on no paper, in no list and in no event.
    """

    id: int
    citizen_id: int
    kind: NeedKind
    detail: str


@dataclass(frozen=True)
class Person:
    """Which citizen or which organisation: exactly one of the two kinds by its id."""

    kind: ApplicantKind
    id: int


def age(born: str | None, today: date) -> int | None:
    """Whole years on that day, or None when the birthday is not known to the day."""
    if born is None or len(born) != 10:
        return None
    birth = date.fromisoformat(born)
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))
