"""The parts that papers share, put together from rows: head, people, fees with their law, papers seen."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from unicodedata import name as character_name

from oss_desk.domain import papers
from oss_desk.domain.messages import Message
from oss_desk.domain.office import Desk, Official, Opening
from oss_desk.domain.people import Citizen, Organisation
from oss_desk.domain.text import Texts, in_language
from oss_desk.domain.till import DemandLine
from oss_desk.language import languages_of
from oss_desk.operations.money import fee_steps
from oss_desk.operations.program import Look
from oss_desk.storage import rows
from oss_desk.workflows.definition import Service

DOCUMENT_ENDING = 4
"""Only the last characters of a number go on paper: enough to know it by, too few to copy it."""


def language_for(look: Look, applicant: Citizen | Organisation | None) -> str:
    """The language a paper is written in: the person's own where the office prints it and the program has its words,
    else the office's first."""
    wanted = applicant.language if applicant is not None else None
    known = wanted in languages_of(look.program.resources / "translations")
    return wanted if wanted in look.office.languages and known and wanted is not None else office_language(look)


def office_language(look: Look) -> str:
    """The language that everybody in the office reads: its first one."""
    return look.office.languages[0] if look.office.languages else "en"


def also(look: Look, texts: Texts, language: str) -> str:
    """The same in the office's first language, for a paper in another; empty where it would say nothing new."""
    own = office_language(look)
    told = in_language(texts, own) if own != language else ""
    return "" if told == in_language(texts, language) else told


def head(look: Look, language: str, *, desk: Desk | None = None, official: Official | None = None) -> papers.Head:
    """What stands on every paper made now, at this desk by this official."""
    office = look.office
    opening = rows.every(look.work, Opening, order_by=("weekday", "from_minute"))
    desk, official = desk or look.desk, official or look.official
    return papers.Head(
        office_id=office.public_id,
        office=office.name,
        address=office.address_lines,
        opening=tuple(papers.OpenDay(part.weekday, part.from_minute, part.to_minute) for part in opening),
        complaint=tuple(line for line in office.complaint_route.splitlines() if line.strip()),
        desk=desk.code,
        desk_name=desk.name,
        official=official.name,
        moment=look.now,
        zone=office.zone,
        language=language,
        office_language=office_language(look),
        sample=office.sample,
    )


def person(who: Citizen | Organisation, document: str = "") -> papers.Person:
    """A citizen or organisation as papers name them: the reading form, and the name in its own script beside it."""
    if isinstance(who, Organisation):
        return papers.Person(who.name, document=document or who.registration_number)
    reading = next((other for other in who.other_names if _is_latin(other)), None)
    own = who.name if reading is not None and not _is_latin(who.name) else ""
    return papers.Person(reading if own and reading else who.name, own, who.born or "", document)


def by_name(name: str) -> papers.Person:
    """Somebody who is not on record."""
    return papers.Person(name)


def _is_latin(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return all(character_name(char, "").startswith("LATIN") for char in letters)


def ending(number: str) -> str:
    """The end of a document's number, as papers show it: letters and digits, without what stands between them."""
    return "".join(sign for sign in number if sign.isalnum())[-DOCUMENT_ENDING:]


def document(title: str, number: str) -> str:
    """A document as papers name it: its title and the end of its number."""
    return f"{title} …{ending(number)}" if number else title


def fee(look: Look, line: DemandLine, service: Service, language: str) -> papers.FeeText:
    """One frozen fee line on paper."""
    steps = fee_steps.told(fee_steps.read(line.steps), service, line.fee, language)
    law = in_language(line.legal_basis, language)
    title = in_language(line.title, language)
    return papers.FeeText(title, line.amount, steps, law, also(look, line.title, language))


def fees(look: Look, lines: Iterable[DemandLine], service: Service, language: str) -> tuple[papers.FeeText, ...]:
    """Frozen fee lines on paper, in their order."""
    return tuple(fee(look, line, service, language) for line in lines)


def who(hands: str, authorities: Mapping[str, Texts], language: str, role: str = "") -> Message:
    """Who holds a case, as the line on a paper says it."""
    if hands.startswith("authority:"):
        code = hands.removeprefix("authority:")
        return Message("who-authority", {"authority": in_language(authorities.get(code, {}), language) or code})
    codes = {"counter": "who-counter", "back-office": "who-office", "citizen": "who-citizen"}
    return Message(codes.get(hands, "who-counter"))


def as_copy(paper: papers.Paper, number: int) -> papers.Paper:
    """The same paper to be printed as COPY `number`."""
    return replace(paper, head=replace(paper.head, copy=number))
