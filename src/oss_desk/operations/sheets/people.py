"""A citizen or organisation as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from oss_desk.domain.cases import Evidence
from oss_desk.domain.people import Citizen, IdentityDocument, Need, Organisation, Person
from oss_desk.domain.text import Texts
from oss_desk.operations.sheets.cards import CaseCard
from oss_desk.operations.sheets.held import HeldPaper


@dataclass(frozen=True)
class PersonSheet:
    """A citizen or organisation as a whole: documents, papers on file, cases, the ones to collect first."""

    person: Person
    citizen: Citizen | None
    organisation: Organisation | None
    name: str
    age: int | None
    documents: tuple[IdentityDocument, ...]
    on_file: tuple[Evidence, ...]
    ready: tuple[CaseCard, ...]
    with_citizen: tuple[CaseCard, ...]
    cases: tuple[CaseCard, ...]
    titles: Mapping[str, Texts] = field(default_factory=dict)
    """The register's words for the evidence types of `documents` and `on_file`."""
    needs: tuple[Need, ...] = ()
    held: tuple[HeldPaper, ...] = ()
    """Her originals that the office keeps."""
