"""Papers on the counter: marked, not accepted, taken back, and counted for every line that asks for the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from oss_desk.domain.cases import Evidence, EvidenceUse, Mark
from oss_desk.domain.messages import refuse
from oss_desk.domain.people import Person
from oss_desk.domain.visits import ServiceRequest, Visit
from oss_desk.operations import given
from oss_desk.operations.office.calendar import local_date
from oss_desk.operations.program import Act, Look, command
from oss_desk.operations.visits import from_afar, merged, stays
from oss_desk.operations.visits.intake import Assessed, OwnedPaper, assess_visit, owner_of, paper_seen, requests_of
from oss_desk.operations.visits.merged import PaperGroup
from oss_desk.storage import cases as case_rows
from oss_desk.storage import rows
from oss_desk.workflows import papers
from oss_desk.workflows.rules import JsonValue


@dataclass(frozen=True)
class Marked:
    """A paper as it was marked, before it is a row."""

    mark: Mark
    number: str
    issued_on: date | None
    valid_until: date | None
    reference: str


@command("serve")
def mark_paper(
    act: Act,
    *,
    visit_id: int,
    key: str,
    type: str,
    mark: Mark,
    number: str = "",
    issued_on: date | None = None,
    valid_until: date | None = None,
    reference: str = "",
    reuse_evidence_id: int | None = None,
    consent: bool = False,
) -> Evidence:
    """A paper seen for a line of the merged list; it counts at once for every service of the visit that asks for it.

    A paper on file is counted anew only with the citizen's yes, which is kept with each use. Marking the same kind
    again corrects the first mark.
    """
    visit, group = _asked(act, visit_id, key, type)
    from_afar.ask_mark(visit, mark)
    if mark == "on-file":
        paper = _reused(act, visit, group, type, reuse_evidence_id, consent)
    else:
        marked = Marked(mark, given.line(number, most=100), issued_on, valid_until, given.line(reference, most=1000))
        check_marked(act, group, marked)
        paper = _seen(act, visit, group, type, marked)
    count_everywhere(act, visit)
    payload = {"visit": visit.id, "type": type, "mark": mark, "on_file": reuse_evidence_id, "consent": consent}
    act.event("paper-seen", ("evidence", paper.id), payload)
    act.changed("visit", visit.id)
    return paper


@command("serve")
def refuse_paper(act: Act, *, visit_id: int, key: str, type: str, reason: str) -> Evidence:
    """A paper that was presented and is not accepted, and why; it counts for nothing."""
    visit, group = _asked(act, visit_id, key, type)
    why = given.reason(reason, most=1000)
    before = _own(visit, group, type)
    if before is not None:
        _uncount(act, visit, before)
        paper = rows.change(act.work, before, accepted=False, reason=why)
    else:
        nothing = Marked("original-seen", "", None, None, "")
        paper = _new(act, visit, group.first.owner, type, nothing, accepted=False, reason=why)
    act.event("paper-not-accepted", ("evidence", paper.id), {"visit": visit.id, "type": type}, {"reason": why})
    act.changed("visit", visit.id)
    return paper


@command("serve")
def unmark_paper(act: Act, *, visit_id: int, key: str, type: str) -> None:
    """Take back what was marked for a kind of paper in this visit: it is missing again."""
    visit, group = _asked(act, visit_id, key, type)
    counted = {paper.id: paper for _, paper in group.counted(type)}
    refused = [
        paper
        for paper in merged.presented_in(act, visit.id)
        if paper.type == type and not paper.accepted and owner_of(paper) == group.first.owner
    ]
    for paper in (*counted.values(), *refused):
        _uncount(act, visit, paper)
        _forget(act, visit, paper)
    act.event("paper-unmarked", ("visit", visit.id), {"type": type, "evidence": sorted(counted)})


def count_everywhere(act: Look, visit: Visit) -> None:
    """Count each paper of this visit for every line that asks for it of the same owner, and for no other.

    Called whenever lines, people or answers change: a paper is asked for once in a visit, whatever comes later.
    """
    lines = assess_visit(act, visit)
    if not _drop_strangers(act, visit, lines) and not _find_owners(act, lines):
        _count_all(act, visit, lines)
    else:
        _count_all(act, visit, assess_visit(act, visit))


def _asked(act: Act, visit_id: int, key: str, type: str) -> tuple[Visit, PaperGroup]:
    visit = stays.locked_here(act, visit_id)
    groups = merged.paper_groups(assess_visit(act, visit))
    group = next((group for group in groups if group.key == key), None)
    if group is None or type not in group.types:
        raise refuse("paper-not-asked")
    return visit, group


def check_marked(act: Act, group: PaperGroup, marked: Marked) -> None:
    """Refuse a paper that cannot count as it was marked: its mark, its dates, its age."""
    today = local_date(act)
    if marked.mark not in group.accept:
        raise refuse("mark-not-accepted", accept=group.accept)
    if marked.issued_on is not None and marked.issued_on > today:
        raise refuse("paper-not-issued-yet", day=marked.issued_on.isoformat())
    if marked.issued_on and marked.valid_until and marked.valid_until < marked.issued_on:
        raise refuse("paper-days-crossed")
    if marked.valid_until is not None and marked.valid_until < today:
        raise refuse("paper-ended", day=marked.valid_until.isoformat())
    oldest = [
        part.requirement.not_older_than.before(today) for part in group.members if part.requirement.not_older_than
    ]
    if oldest and marked.issued_on is not None and marked.issued_on < max(oldest):
        raise refuse("paper-too-old", day=max(oldest).isoformat())


def _reused(act: Act, visit: Visit, group: PaperGroup, type: str, evidence_id: int | None, consent: bool) -> Evidence:
    known = {paper.id: paper for paper in merged.on_file(act, group, type, visit.id)} if group.reusable else {}
    if evidence_id not in known:
        raise refuse("not-on-file")
    if not consent:
        raise refuse("consent-needed")
    _replace_uses(act, visit, group, type)
    for part in group.members:
        _use(act, part, known[evidence_id], "on-file", consent=True)
    return known[evidence_id]


def _seen(act: Act, visit: Visit, group: PaperGroup, type: str, marked: Marked) -> Evidence:
    before = _own(visit, group, type)
    if before is not None:
        return _marked_again(act, before, marked)
    _replace_uses(act, visit, group, type)
    paper = _new(act, visit, group.first.owner, type, marked)
    for part in group.members:
        _use(act, part, paper, marked.mark)
    return paper


def _marked_again(act: Act, before: Evidence, marked: Marked) -> Evidence:
    paper = rows.change(act.work, before, **vars(marked), seen_at=act.now, seen_by_id=act.official.id)
    for use in rows.every(act.work, EvidenceUse, evidence_id=paper.id, case_id=None):
        rows.change(act.work, use, mark=marked.mark)
    return paper


def _own(visit: Visit, group: PaperGroup, type: str) -> Evidence | None:
    """The paper of this kind that was put on the counter in this very visit."""
    return next((paper for _, paper in group.counted(type) if paper.visit_id == visit.id), None)


def _replace_uses(act: Act, visit: Visit, group: PaperGroup, type: str) -> None:
    for paper in {paper.id: paper for _, paper in group.counted(type)}.values():
        _uncount(act, visit, paper)
        _forget(act, visit, paper)


def _new(
    act: Act,
    visit: Visit,
    owner: Person | None,
    type: str,
    marked: Marked,
    *,
    accepted: bool = True,
    reason: str = "",
) -> Evidence:
    return rows.add(
        act.work,
        Evidence,
        type=type,
        citizen_id=owner.id if owner and owner.kind == "citizen" else None,
        organisation_id=owner.id if owner and owner.kind == "organisation" else None,
        **vars(marked),
        accepted=accepted,
        reason=reason,
        visit_id=visit.id,
        seen_at=act.now,
        seen_by_id=act.official.id,
    )


def _use(act: Look, part: OwnedPaper, paper: Evidence, mark: Mark, *, consent: bool = False) -> None:
    rows.add(
        act.work,
        EvidenceUse,
        evidence_id=paper.id,
        request_id=part.request_id,
        case_id=None,
        requirement=part.requirement.id,
        row=part.asked.row,
        mark=mark,
        consent=consent,
    )


def _uncount(act: Look, visit: Visit, paper: Evidence) -> None:
    """Remove what a paper counts for in the basket of this visit; what a case counts stays for ever."""
    basket = tuple(request.id for request in requests_of(act, visit.id))
    rows.remove(act.work, EvidenceUse, evidence_id=paper.id, request_id=basket, case_id=None)


def _forget(act: Look, visit: Visit, paper: Evidence) -> None:
    """Remove a paper of this visit that nothing counts any more, or it would be offered from the file later."""
    if paper.visit_id == visit.id and not rows.every(act.work, EvidenceUse, evidence_id=paper.id):
        rows.remove(act.work, Evidence, id=paper.id)


def uses_of(look: Look, request: ServiceRequest) -> tuple[dict[str, JsonValue], ...]:
    """What a line of the basket counts, in JSON's types, for the moment it is put back."""
    uses = rows.every(look.work, EvidenceUse, request_id=request.id, case_id=None)
    names = ("evidence_id", "requirement", "row", "mark", "consent")
    return tuple({name: getattr(use, name) for name in names} for use in uses)


def use_again(look: Look, request: ServiceRequest, kept: Iterable[Mapping[str, JsonValue]]) -> None:
    """Count again what a line counted before it was taken out, of the papers that are still there."""
    listed = tuple(kept)
    there = {paper.id for paper in rows.every(look.work, Evidence, id=tuple(use["evidence_id"] for use in listed))}
    for use in listed:
        if use["evidence_id"] in there:
            rows.add(look.work, EvidenceUse, request_id=request.id, case_id=None, **use)


def forget_uses(act: Act, request: ServiceRequest) -> None:
    """A line that left the basket counts no papers any more; the papers themselves were seen and stay on file."""
    rows.remove(act.work, EvidenceUse, request_id=request.id, case_id=None)


def _drop_strangers(act: Look, visit: Visit, lines: tuple[Assessed, ...]) -> bool:
    """Papers of somebody else no longer count once a line is for another person; whether there were any."""
    owners = {(part.request_id, part.requirement.id, part.asked.row): part.owner for part in _parts(lines)}
    strangers = [
        (use, paper)
        for use, paper in _basket_uses(act, lines)
        if owner_of(paper) not in (None, owners.get(_place(use), owner_of(paper)))
    ]
    for use, paper in strangers:
        rows.remove(act.work, EvidenceUse, id=use.id)
        _forget(act, visit, paper)
    return bool(strangers)


def _find_owners(act: Look, lines: tuple[Assessed, ...]) -> bool:
    """A paper marked before anybody was named belongs to the applicant, once there is one; whether there was any."""
    found: dict[int, tuple[Evidence, Person]] = {}
    for part in _parts(lines):
        for _, paper in part.uses:
            if part.owner is not None and owner_of(paper) is None:
                found.setdefault(paper.id, (paper, part.owner))
    for paper, owner in found.values():
        rows.change(act.work, paper, **{"citizen_id" if owner.kind == "citizen" else "organisation_id": owner.id})
    return bool(found)


def _count_all(act: Look, visit: Visit, lines: tuple[Assessed, ...]) -> None:
    presented = _presented(act, visit, lines)
    for line in lines:
        for part in line.papers:
            for paper, mark, consent in presented:
                if _counts_too(part, paper, mark, consent, line.facts.today):
                    _use(act, part, paper, mark, consent=consent)


def _counts_too(part: OwnedPaper, paper: Evidence, mark: Mark, consent: bool, today: date) -> bool:
    if part.bound or paper.type not in part.types or owner_of(paper) != part.owner:
        return False
    if any(seen.type == paper.type for _, seen in part.uses):
        return False
    use = EvidenceUse(0, paper.id, part.request_id, None, part.requirement.id, part.asked.row, mark, consent)
    return papers.counts(part.asked, paper_seen(use, paper), today)


def _presented(act: Look, visit: Visit, lines: tuple[Assessed, ...]) -> tuple[tuple[Evidence, Mark, bool], ...]:
    """The accepted papers of this visit and those reused from the file, without the ones that stand for themselves."""
    bound = {seen.id for part in _parts(lines) if part.bound for _, seen in part.uses}
    own = {paper.id: (paper, paper.mark, False) for paper in merged.presented_in(act, visit.id) if paper.accepted}
    reused = {paper.id: (paper, use.mark, use.consent) for use, paper in _basket_uses(act, lines) if use.consent}
    return tuple(found for number, found in (own | reused).items() if number not in bound)


def _basket_uses(act: Look, lines: tuple[Assessed, ...]) -> tuple[tuple[EvidenceUse, Evidence], ...]:
    requests = tuple(line.request.id for line in lines)
    return case_rows.uses_of(act.work, request_ids=requests) if requests else ()


def _parts(lines: tuple[Assessed, ...]) -> tuple[OwnedPaper, ...]:
    return tuple(part for line in lines for part in line.papers)


def _place(use: EvidenceUse) -> tuple[int, str, int | None]:
    return (use.request_id or 0, use.requirement, use.row)
