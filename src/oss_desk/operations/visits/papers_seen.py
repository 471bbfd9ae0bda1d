"""Papers of citizens as our papers list them: handed in, still to bring, kept and given back."""

from collections.abc import Iterable, Mapping
from datetime import date

from oss_desk.domain import calendar as working
from oss_desk.domain.calendar import WorkingCalendar
from oss_desk.domain.cases import Evidence, EvidenceUse
from oss_desk.domain.papers import PaperSeen, StillToBring
from oss_desk.domain.text import in_language
from oss_desk.operations.cases.running import Running
from oss_desk.operations.catalogue import definitions
from oss_desk.operations.papers.paper_parts import ending
from oss_desk.operations.program import Look
from oss_desk.operations.visits.intake import Assessed
from oss_desk.storage import cases as case_rows

Counted = Iterable[tuple[EvidenceUse, Evidence]]


def seen(look: Look, evidence: Evidence, mark: str, language: str, services: tuple[int, ...] = ()) -> PaperSeen:
    """One paper presented."""
    return PaperSeen(
        title=in_language(definitions.paper_title(look, evidence.type), language),
        mark=mark if evidence.accepted else "not-accepted",
        number_ending=ending(evidence.number),
        issued=evidence.issued_on.isoformat() if evidence.issued_on else "",
        since=evidence.seen_at.date().isoformat() if mark == "on-file" else "",
        reason=evidence.reason,
        services=services,
    )


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
    wanted: dict[tuple[str, date | None], list[int]] = {}
    for number, line in enumerate(lines, 1):
        for gap in line.papers_missing:
            term = gap.asked.may_follow
            until = calendar.local_date(working.due(calendar, look.now, term, "calendar")) if term else None
            titles = (in_language(definitions.paper_title(look, kind), language) for kind in gap.types)
            wanted.setdefault((", ".join(titles), until), []).append(number)
    return tuple(StillToBring(title, until, tuple(numbers)) for (title, until), numbers in wanted.items())


def kept_originals(look: Look, at: Running, language: str) -> tuple[PaperSeen, ...]:
    """The originals handed in for a case, which the office gives back when it is over."""
    uses = case_rows.uses_of(look.work, case_id=at.case.id)
    kept: Mapping[int, Evidence] = {evidence.id: evidence for use, evidence in uses if use.mark == "original-kept"}
    return tuple(seen(look, evidence, "original-kept", language) for evidence in kept.values())
