"""The definition that a case or a basket line runs on, read once per version from its stored content."""

from functools import lru_cache

from oss_desk.domain.cases import Case
from oss_desk.domain.catalogue import ServiceVersion
from oss_desk.domain.text import Texts
from oss_desk.language import in_order
from oss_desk.operations.office.registers import office_registers
from oss_desk.operations.program import Look
from oss_desk.storage import rows
from oss_desk.workflows.definition import Service
from oss_desk.workflows.reader import from_canonical


def service_of(look: Look, case: Case) -> Service:
    """The definition of a case; it stays the one it was started on."""
    return definition(look, case.service_version_id)


def definition(look: Look, service_version_id: int) -> Service:
    """The definition of a stored version; refused when its content is not what its digest says."""
    return definition_in(rows.get(look.work, ServiceVersion, service_version_id))


def definition_in(version: ServiceVersion) -> Service:
    """The definition that a stored version holds; parsed once for each digest, since a version never changes."""
    return _read(version.content, version.digest)


@lru_cache(maxsize=512)
def _read(content: str, digest: str) -> Service:
    return from_canonical(content, digest)


def authority_title(look: Look, authority: str) -> Texts:
    """The register's words for an authority; its id in words when the register lost it."""
    entry = office_registers(look).authorities.get(authority)
    return entry.title if entry is not None else in_words(authority)


def paper_title(look: Look, evidence_type: str) -> Texts:
    """The register's words for a kind of paper; its id in words when the register lost it."""
    entry = office_registers(look).evidence_types.get(evidence_type)
    return entry.title if entry is not None else in_words(evidence_type)


def law_texts(service: Service, legal_basis: str | None) -> Texts:
    """A law and where in it, in every language it is named in: "Civil Registration Act § 14(2)"; empty for none."""
    law = service.legal_basis.get(legal_basis) if legal_basis else None
    if law is None:
        return {}
    return {language: f"{title}{_place(law.section or '', title)}" for language, title in law.title.items()}


def _place(section: str, title: str) -> str:
    """A bare number is a paragraph, and never parted from its sign; what names itself ("Annex 2") stays as it is."""
    if not section:
        return ""
    return " " + in_order(f"\u00a7\u00a0{section}", title) if section[:1].isdigit() else f", {section}"


def in_words(code: str) -> Texts:
    """A code as words, for what has no title of its own."""
    words = code.replace("-", " ").replace("_", " ")
    return {"en": words[:1].upper() + words[1:]}
