"""The originals in the office's hands: where each lies, which cases count it, and which are to be given back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from oss_desk.domain.cases import Case, Evidence, EvidenceUse, PaperPlace, PaperReturn
from oss_desk.domain.messages import refuse
from oss_desk.domain.numbers import ending
from oss_desk.domain.office import Official
from oss_desk.domain.people import Person
from oss_desk.domain.visits import ServiceRequest, Visit
from oss_desk.operations import given
from oss_desk.operations.cases import cards
from oss_desk.operations.catalogue.definitions import paper_title
from oss_desk.operations.office.registers import office_registers
from oss_desk.operations.program import Act, Look, command, reading
from oss_desk.operations.sheets import HeldPaper, HeldSheet, ReturnedPaper
from oss_desk.storage import held as held_rows
from oss_desk.storage import rows

RecordT = TypeVar("RecordT")
PLACE = 200
MOST = 200
"""Returned papers of one list."""


@reading("read")
def held_papers(look: Look, *, text: str = "") -> HeldSheet:
    """Every original that the office keeps, the one kept longest first; `text` is of its owner, kind, place or case."""
    found = kept(look)
    listed = sheets(look, found)
    numbers = {paper.id: paper.number for paper in found}
    wanted = text.casefold().split()
    shown = tuple(paper for paper in listed if all(word in _known(paper, numbers) for word in wanted))
    return HeldSheet(shown, held_rows.places(look.work))


@reading("read")
def held_for_cases(look: Look, *, case_ids: tuple[int, ...]) -> HeldSheet:
    """The originals that the office keeps for these cases, each once, and the places that are in use."""
    found = {paper.evidence_id: paper for case in case_ids for paper in held_for(look, case)}
    return HeldSheet(tuple(found.values()), held_rows.places(look.work) if found else ())


@reading("read")
def returned_papers(look: Look) -> tuple[ReturnedPaper, ...]:
    """What was given back, the latest first: to whom, how and by whom."""
    found = rows.every(look.work, PaperReturn, order_by=("-at", "-id"))[:MOST]
    papers = {paper.id: paper for paper in rows.every(look.work, Evidence, id=tuple(one.evidence_id for one in found))}
    names = cards.names_of(look, (owner for owner in map(_owner, papers.values()) if owner is not None))
    officials = _officials(look, (one.official_id for one in found))
    return tuple(_returned(look, one, papers[one.evidence_id], names, officials) for one in found)


@command("note")
def place_paper(act: Act, *, evidence_id: int, version: int, place: str) -> PaperPlace:
    """Say where an original lies: a drawer, a shelf. `version` is that of the place that was shown, 0 for none."""
    paper = ask_held(act, evidence_id)
    where = given.needed(place, "place-needed", most=PLACE)
    before = rows.find(act.work, PaperPlace, evidence_id=paper.id)
    if (before.version if before is not None else 0) != version:
        raise rows.changed_meanwhile(act.work, "evidence", paper.id)
    now = {"place": where, "at": act.now, "official_id": act.official.id}
    if before is None:
        laid = rows.add(act.work, PaperPlace, evidence_id=paper.id, **now)
    else:
        laid = rows.change(act.work, before, **now)
    act.event("paper-placed", ("evidence", paper.id), {}, {"place": where})
    return laid


def held_of(look: Look, owner: Person) -> tuple[HeldPaper, ...]:
    """The originals of one person that the office keeps."""
    return sheets(look, kept(look, owner))


def held_for(look: Look, case_id: int) -> tuple[HeldPaper, ...]:
    """The originals counted for a case that the office still keeps."""
    uses = rows.every(look.work, EvidenceUse, case_id=case_id)
    papers = rows.every(look.work, Evidence, id=tuple({use.evidence_id for use in uses}), mark="original-kept")
    gone = {one.evidence_id for one in rows.every(look.work, PaperReturn, evidence_id=tuple(one.id for one in papers))}
    return sheets(look, [one for one in papers if one.accepted and one.id not in gone and not stays(look, one)])


def to_give_back(look: Look) -> tuple[HeldPaper, ...]:
    """The originals that nothing needs any more: every case that counted them has ended, or none was started."""
    return tuple(paper for paper in sheets(look, kept(look)) if paper.give_back)


def kept(look: Look, owner: Person | None = None) -> tuple[Evidence, ...]:
    """The originals kept and not given back, of one person or of all; what stays with its case is not among them."""
    return tuple(paper for paper in held_rows.kept(look.work, owner) if not stays(look, paper))


def stays(look: Look, paper: Evidence) -> bool:
    """Whether a paper belongs to the case once it is handed in, such as a photo."""
    entry = office_registers(look).evidence_types.get(paper.type)
    return entry is not None and entry.stays


def ask_held(act: Act, evidence_id: int) -> Evidence:
    """The original, locked; refused when the office does not keep it, or when it lies in the open visit's hands."""
    (paper,) = rows.lock(act.work, Evidence, evidence_id)
    if paper.mark != "original-kept" or not paper.accepted or stays(act, paper):
        raise refuse("paper-not-held")
    if rows.find(act.work, PaperReturn, evidence_id=paper.id) is not None or not sheets(act, (paper,)):
        raise refuse("paper-not-held")
    return paper


@dataclass(frozen=True)
class _Around:
    """What is read once for all papers of a list."""

    cases: Mapping[int, tuple[Case, ...]]
    visits: Mapping[int, Visit]
    waiting: frozenset[int]
    places: Mapping[int, PaperPlace]
    officials: Mapping[int, str]


def sheets(look: Look, papers: Sequence[Evidence]) -> tuple[HeldPaper, ...]:
    """These papers as lists show them; what lies on the counter of an open visit is not in the office's hands yet."""
    if not papers:
        return ()
    around = _around(look, papers)
    shown = [paper for paper in papers if around.cases.get(paper.id) or _left(paper, around)]
    owners = {paper.id: _owner(paper) or _applicant(around.cases.get(paper.id, ())) for paper in shown}
    names = cards.names_of(look, (owner for owner in owners.values() if owner is not None))
    return tuple(_sheet(look, paper, owners[paper.id], names, around) for paper in shown)


def _around(look: Look, papers: Sequence[Evidence]) -> _Around:
    ids = tuple(paper.id for paper in papers)
    uses = rows.every(look.work, EvidenceUse, evidence_id=ids)
    cases = {case.id: case for case in _every(look, Case, {use.case_id for use in uses if use.case_id is not None})}
    requests = _every(look, ServiceRequest, {use.request_id for use in uses if use.case_id is None and use.request_id})
    visits = {paper.visit_id for paper in papers} | {request.visit_id for request in requests}
    known = {visit.id: visit for visit in _every(look, Visit, {visit for visit in visits if visit is not None})}
    open_requests = {request.id for request in requests if known[request.visit_id].state != "closed"}
    by_paper: dict[int, dict[int, Case]] = defaultdict(dict)
    for use in uses:
        if use.case_id is not None:
            by_paper[use.evidence_id][use.case_id] = cases[use.case_id]
    return _Around(
        cases={paper: tuple(found.values()) for paper, found in by_paper.items()},
        visits=known,
        waiting=frozenset(use.evidence_id for use in uses if use.case_id is None and use.request_id in open_requests),
        places={place.evidence_id: place for place in rows.every(look.work, PaperPlace, evidence_id=ids)},
        officials=_officials(look, (paper.seen_by_id for paper in papers)),
    )


def _every(look: Look, record: type[RecordT], ids: set[int]) -> tuple[RecordT, ...]:
    return rows.every(look.work, record, id=tuple(sorted(ids))) if ids else ()


def _left(paper: Evidence, around: _Around) -> bool:
    """Whether the citizen went and the paper stayed: its visit is parked or over."""
    return paper.visit_id is None or around.visits[paper.visit_id].state != "open"


def _sheet(
    look: Look, paper: Evidence, owner: Person | None, names: Mapping[Person, str], around: _Around
) -> HeldPaper:
    cases, place = around.cases.get(paper.id, ()), around.places.get(paper.id)
    parked = paper.visit_id is not None and around.visits[paper.visit_id].state != "closed"
    waits = paper.id in around.waiting or (parked and not cases)
    return HeldPaper(
        evidence_id=paper.id,
        type=paper.type,
        title=paper_title(look, paper.type),
        number=ending(paper.number, 4) if paper.number else "",
        owner=owner,
        owner_name=names.get(owner, "") if owner is not None else "",
        since=paper.seen_at,
        by=around.officials[paper.seen_by_id],
        place=place.place if place is not None else "",
        version=place.version if place is not None else 0,
        cases=cards.cards(look, cases),
        give_back=not waits and not any(case.open for case in cases),
    )


def _owner(paper: Evidence) -> Person | None:
    if paper.citizen_id is not None:
        return Person("citizen", paper.citizen_id)
    return Person("organisation", paper.organisation_id) if paper.organisation_id is not None else None


def _applicant(cases: Sequence[Case]) -> Person | None:
    """A paper of somebody who is not on record is given back to whom its case is for."""
    return cards.applicant_key(cases[0]) if cases else None


def _officials(look: Look, ids: Iterable[int]) -> dict[int, str]:
    return {known.id: known.name for known in _every(look, Official, set(ids))}


def _known(paper: HeldPaper, numbers: Mapping[int, str]) -> str:
    """Everything by which a held paper may be looked for."""
    words = (paper.owner_name, *paper.title.values(), paper.place, numbers[paper.evidence_id])
    return " ".join((*words, *(case.number for case in paper.cases))).casefold()


def _returned(
    look: Look, one: PaperReturn, paper: Evidence, names: Mapping[Person, str], officials: Mapping[int, str]
) -> ReturnedPaper:
    owner = _owner(paper)
    return ReturnedPaper(
        title=paper_title(look, paper.type),
        number=ending(paper.number, 4) if paper.number else "",
        owner_name=names.get(owner, "") if owner is not None else "",
        to_name=one.to_name,
        how=one.how,
        at=one.at,
        by=officials[one.official_id],
    )
