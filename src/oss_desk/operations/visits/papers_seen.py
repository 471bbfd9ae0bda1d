"""Papers of citizens as our papers list them: handed in, still to bring, kept and given back."""

from collections.abc import Iterable, Mapping
from datetime import date

from oss_desk.domain import calendar as working
from oss_desk.domain.calendar import WorkingCalendar
from oss_desk.domain.cases import Evidence, Handover, PaperReturn
from oss_desk.domain.papers import PaperSeen, StillToBring
from oss_desk.domain.text import in_language
from oss_desk.operations.cases.running import Running
from oss_desk.operations.catalogue import definitions
from oss_desk.operations.office.registers import office_registers
from oss_desk.operations.papers.paper_parts import also, ending
from oss_desk.operations.program import Look
from oss_desk.operations.visits.intake import Assessed
from oss_desk.storage import cases as case_rows
from oss_desk.storage import rows


def seen(look: Look, evidence: Evidence, mark: str, language: str, services: tuple[int, ...] = ()) -> PaperSeen:
    """One paper presented."""
    return PaperSeen(
        title=in_language(definitions.paper_title(look, evidence.type), language),
        mark=_mark(look, evidence, mark),
        number_ending=ending(evidence.number),
        issued=evidence.issued_on.isoformat() if evidence.issued_on else "",
        since=evidence.seen_at.date().isoformat() if mark == "on-file" else "",
        reason=evidence.reason,
        services=services,
        also=also(look, definitions.paper_title(look, evidence.type), language),
    )


def _mark(look: Look, evidence: Evidence, mark: str) -> str:
    """How papers say it was accepted: of what was handed in they tell whether she gets it back."""
    if not evidence.accepted:
        return "not-accepted"
    return "stays" if mark == "original-kept" and _stays(look, evidence) else mark


def of_lines(look: Look, lines: Iterable[Assessed], language: str) -> tuple[PaperSeen, ...]:
    """The papers counted for basket lines, each once, with the numbers of the lines (from 1) that count it."""
    counted: dict[int, tuple[Evidence, str, list[int]]] = {}
    for number, line in enumerate(lines, 1):
        for use, evidence in (pair for paper in line.papers for pair in paper.uses):
            _, _, services = counted.setdefault(evidence.id, (evidence, use.mark, []))
            services.append(number)
    return tuple(
        seen(look, evidence, mark, language, tuple(sorted(set(services))))
        for evidence, mark, services in counted.values()
    )


def to_bring(
    look: Look, lines: Iterable[Assessed], calendar: WorkingCalendar, language: str
) -> tuple[StillToBring, ...]:
    """The papers that may follow and are not there yet, each with the day until which it may."""
    wanted: dict[tuple[tuple[str, ...], date | None], list[int]] = {}
    for number, line in enumerate(lines, 1):
        for gap in line.papers_missing:
            term = gap.asked.may_follow
            until = calendar.local_date(working.due(calendar, look.now, term, "calendar")) if term else None
            wanted.setdefault((gap.types, until), []).append(number)
    return tuple(_to_bring(look, kinds, until, numbers, language) for (kinds, until), numbers in wanted.items())


def _to_bring(
    look: Look, kinds: tuple[str, ...], until: date | None, services: list[int], language: str
) -> StillToBring:
    """What is needed together is listed together; the first names the row."""
    titles = [definitions.paper_title(look, kind) for kind in kinds] or [{}]
    first, *others = (in_language(title, language) for title in titles)
    return StillToBring(first, until, tuple(services), also(look, titles[0], language), tuple(others))


def kept_originals(look: Look, at: Running, language: str) -> tuple[PaperSeen, ...]:
    """The originals handed in for a case that the office still keeps, and gives back now that it is over."""
    uses = case_rows.uses_of(look.work, case_id=at.case.id)
    kept: Mapping[int, Evidence] = {evidence.id: evidence for use, evidence in uses if use.mark == "original-kept"}
    gone = {one.evidence_id for one in rows.every(look.work, PaperReturn, evidence_id=tuple(kept))}
    return tuple(
        seen(look, paper, "original-kept", language)
        for paper in kept.values()
        if paper.id not in gone and not _stays(look, paper)
    )


def _stays(look: Look, paper: Evidence) -> bool:
    entry = office_registers(look).evidence_types.get(paper.type)
    return entry is not None and entry.stays


def returned_with(look: Look, handed: Handover, language: str) -> tuple[PaperSeen, ...]:
    """The originals given back with a handover."""
    returned = rows.every(look.work, PaperReturn, handover_id=handed.id)
    papers = rows.every(look.work, Evidence, id=tuple(one.evidence_id for one in returned))
    return tuple(seen(look, paper, "original-kept", language) for paper in papers)
