"""One list of documents for a whole visit: what several services ask of the same owner stands on it once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from oss_desk.domain.cases import Evidence, EvidenceUse, Mark
from oss_desk.domain.people import Person
from oss_desk.domain.text import in_language
from oss_desk.operations.cases.cards import names_of
from oss_desk.operations.catalogue.definitions import law_texts, paper_title
from oss_desk.operations.office import registers
from oss_desk.operations.office.calendar import local_date
from oss_desk.operations.program import Look
from oss_desk.operations.sheets import PaperLine, PaperType
from oss_desk.operations.visits.intake import Assessed, OwnedPaper, owner_of
from oss_desk.storage import rows
from oss_desk.workflows import papers
from oss_desk.workflows.definition import Service
from oss_desk.workflows.papers import PaperSeen


@dataclass(frozen=True)
class PaperGroup:
    """Requirements of one visit that the same papers of the same owner prove; `key` names it as long as it is asked."""

    key: str
    members: tuple[OwnedPaper, ...]

    @property
    def first(self) -> OwnedPaper:
        """The member that gives the line its title."""
        return self.members[0]

    @property
    def accept(self) -> tuple[Mark, ...]:
        """The marks that every member takes."""
        return tuple(mark for mark in self.first.requirement.accept if all(_takes(part, mark) for part in self.members))

    @property
    def reusable(self) -> bool:
        """Whether a paper on file may count for every member."""
        return all(papers.takes_mark(part.requirement, "on-file") for part in self.members)

    @property
    def types(self) -> frozenset[str]:
        """Every kind of paper that the line names."""
        return frozenset(kind for part in self.members for kind in part.types)

    def counted(self, type: str) -> tuple[tuple[EvidenceUse, Evidence], ...]:
        """The uses of papers of that kind, of all members."""
        return tuple((use, seen) for part in self.members for use, seen in part.uses if seen.type == type)


def _takes(part: OwnedPaper, mark: Mark) -> bool:
    return mark in part.requirement.accept


def paper_groups(lines: Iterable[Assessed]) -> tuple[PaperGroup, ...]:
    """Everything asked at intake, merged: same owner, same alternatives, and at least one mark that all accept."""
    groups: list[PaperGroup] = []
    for part in (paper for line in lines for paper in line.papers):
        name = _name(part)
        same = [number for number, group in enumerate(groups) if group.key.partition("#")[0] == name]
        fits = next((number for number in same if set(groups[number].accept) & set(part.requirement.accept)), None)
        if fits is None:
            groups.append(PaperGroup(f"{name}#{len(same) + 1}" if same else name, (part,)))
        else:
            groups[fits] = replace(groups[fits], members=(*groups[fits].members, part))
    return tuple(groups)


def _name(part: OwnedPaper) -> str:
    owner = f"{part.owner.kind}:{part.owner.id}" if part.owner else "nobody"
    kinds = "/".join(sorted("+".join(sorted(alternative)) for alternative in part.asked.alternatives))
    own = f"@{part.request_id}.{part.requirement.id}.{part.asked.row}" if part.bound else ""
    return f"{owner}|{kinds}{own}"


def merged_papers(look: Look, visit_id: int | None, lines: tuple[Assessed, ...]) -> tuple[PaperLine, ...]:
    """The one list of documents of a visit, in the order in which the services ask."""
    groups = paper_groups(lines)
    names = names_of(look, (group.first.owner for group in groups if group.first.owner is not None))
    presented = presented_in(look, visit_id)
    return tuple(_line(look, group, lines, names, presented, visit_id) for group in groups)


def presented_in(look: Look, visit_id: int | None) -> tuple[Evidence, ...]:
    """Every paper that was put on the counter in a visit, accepted or not."""
    return rows.every(look.work, Evidence, visit_id=visit_id) if visit_id is not None else ()


def _line(
    look: Look,
    group: PaperGroup,
    lines: tuple[Assessed, ...],
    names: Mapping[Person, str],
    presented: tuple[Evidence, ...],
    visit_id: int | None,
) -> PaperLine:
    first, today = group.first, local_date(look)
    services = {line.request.id: line.service for line in lines}
    requests = tuple(dict.fromkeys(part.request_id for part in group.members))
    places = {line.request.id: place for place, line in enumerate(lines, 1)}
    return PaperLine(
        key=group.key,
        title=first.requirement.title,
        requests=requests,
        positions=tuple(places[request] for request in requests),
        owner=first.owner,
        owner_name=names.get(first.owner, "") if first.owner else first.owner_name,
        row=first.asked.row,
        alternatives=tuple(
            tuple(paper_type(look, group, type, presented, visit_id) for type in alternative)
            for alternative in first.asked.alternatives
        ),
        accept=group.accept,
        count=max(part.asked.count for part in group.members),
        required=any(part.asked.required for part in group.members),
        may_follow=all(part.asked.may_follow is not None for part in group.members),
        settled=all(part.settled(today) for part in group.members),
        legal_basis=_law(look, services[first.request_id], first.requirement.legal_basis),
        reusable=group.reusable,
    )


def _law(look: Look, service: Service, legal_basis: str | None) -> str:
    return in_language(law_texts(service, legal_basis), look.language)


def paper_type(
    look: Look, group: PaperGroup, type: str, presented: tuple[Evidence, ...], visit_id: int | None
) -> PaperType:
    """One kind of paper of a line: what was counted of it, not accepted, or lies on file."""
    entry = registers.office_registers(look).evidence_types.get(type)
    counted = group.counted(type)
    refused = [paper for paper in presented if _is_of(paper, group, type) and not paper.accepted]
    candidates = on_file(look, group, type, visit_id) if group.reusable and not counted else ()
    return PaperType(
        type=type,
        title=paper_title(look, type),
        where_to_get=((entry.where or entry.issuer) if entry else None) or {},
        numbered=entry.numbered if entry else False,
        dated=(entry.dated if entry else False) or any(part.requirement.not_older_than for part in group.members),
        seen=counted[0][1] if counted else None,
        seen_mark=counted[0][0].mark if counted else None,
        not_accepted=refused[-1] if refused and not counted else None,
        on_file=candidates[0] if candidates else None,
    )


def _is_of(paper: Evidence, group: PaperGroup, type: str) -> bool:
    return paper.type == type and owner_of(paper) == group.first.owner


def on_file(look: Look, group: PaperGroup, type: str, visit_id: int | None) -> tuple[Evidence, ...]:
    """The papers of this owner seen in an earlier visit that would count here, the newest first.

    They must have been accepted in a way this line takes, still be valid, and bear a date where age matters.
    """
    owner = group.first.owner
    if owner is None:
        return ()
    whose = {"citizen_id": owner.id} if owner.kind == "citizen" else {"organisation_id": owner.id}
    known = rows.every(look.work, Evidence, order_by=("-seen_at", "-id"), type=type, accepted=True, **whose)
    return tuple(paper for paper in known if paper.visit_id != visit_id and _may_be_reused(look, group, paper))


def _may_be_reused(look: Look, group: PaperGroup, paper: Evidence) -> bool:
    today = local_date(look)
    return _still_valid(look, paper, today) and all(_fits(part, paper, today) for part in group.members)


def _fits(part: OwnedPaper, paper: Evidence, today: date) -> bool:
    requirement = part.requirement
    if paper.mark not in requirement.accept and "on-file" not in requirement.accept:
        return False
    if requirement.not_older_than is not None and paper.issued_on is None:
        return False
    seen = PaperSeen(
        requirement.id,
        paper.type,
        part.asked.row,
        "on-file",
        True,
        paper.issued_on,
        paper.valid_until,
        part.asked.count,
    )
    return papers.counts(part.asked, seen, today)


def _still_valid(look: Look, paper: Evidence, today: date) -> bool:
    """Valid by its own date, else by how long papers of its kind usually count."""
    if paper.valid_until is not None:
        return paper.valid_until >= today
    entry = registers.office_registers(look).evidence_types.get(paper.type)
    if entry is None or entry.valid_for is None or paper.issued_on is None:
        return True
    return entry.valid_for.after(paper.issued_on) >= today
