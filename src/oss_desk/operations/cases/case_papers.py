"""The documents of a running case: what its start and its step ask for, what was seen, and papers that come later."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from oss_desk.domain.cases import Evidence, EvidenceUse, Mark
from oss_desk.domain.history import Event
from oss_desk.domain.messages import refuse
from oss_desk.domain.people import Person
from oss_desk.domain.text import in_language
from oss_desk.operations import given
from oss_desk.operations.cases.cards import applicant_key, names_of
from oss_desk.operations.cases.running import Running
from oss_desk.operations.catalogue.definitions import law_texts
from oss_desk.operations.program import Act, Look
from oss_desk.operations.sheets import PaperLine
from oss_desk.operations.visits import merged
from oss_desk.operations.visits.evidence import Marked, check_marked
from oss_desk.operations.visits.intake import OwnedPaper, whose
from oss_desk.operations.visits.merged import PaperGroup
from oss_desk.storage import cases as case_rows
from oss_desk.storage import rows
from oss_desk.workflows.papers import PaperAsked, day_of_use, papers_asked, step_of

OF_NO_REQUEST = 0
REFUSED = "paper-not-accepted"
"""The event of a paper that counts for nothing."""


@dataclass(frozen=True)
class PaperGiven:
    """A paper as the official says it came."""

    type: str
    mark: Mark
    number: str
    issued_on: date | None
    valid_until: date | None
    reference: str
    reuse_evidence_id: int | None
    consent: bool


def key_of(asked: PaperAsked) -> str:
    """How the list of a case names a requirement, of a table with its row."""
    return asked.requirement.id if asked.row is None else f"{asked.requirement.id}:{asked.row}"


def groups(look: Look, at: Running) -> tuple[PaperGroup, ...]:
    """Everything asked at intake and at the present step; each stands for itself."""
    uses = case_rows.uses_of(look.work, case_id=at.case.id)
    steps = (None, at.step.id) if at.state.open else (None,)
    asked = (paper for step in steps for paper in papers_asked(at.service, at.answers, at.facts, step))
    return tuple(PaperGroup(key_of(paper), (_owned(at, paper, uses),)) for paper in asked)


def _owned(at: Running, asked: PaperAsked, uses: tuple[tuple[EvidenceUse, Evidence], ...]) -> OwnedPaper:
    owner, name = whose(at.service, at.answers, asked)
    if owner is None and not name:
        owner = applicant_key(at.case)
    counted = tuple(
        (use, seen) for use, seen in uses if (use.requirement, use.row) == (asked.requirement.id, asked.row)
    )
    return OwnedPaper(OF_NO_REQUEST, asked, owner, name, counted, None, True)


def paper_lines(look: Look, at: Running) -> tuple[PaperLine, ...]:
    """The list of documents of a case; `settled` is as the rules say it today."""
    found, refused = groups(look, at), _refused(look, at)
    names = names_of(look, (group.first.owner for group in found if group.first.owner is not None))
    return tuple(
        _line(
            look, at, group, names.get(group.first.owner, "") if group.first.owner else "", refused.get(group.key, ())
        )
        for group in found
    )


def _refused(look: Look, at: Running) -> Mapping[str, tuple[Evidence, ...]]:
    """What was not accepted for the case, by the key of its line; it counts for nothing, so events name it."""
    told = rows.every(look.work, Event, kind=REFUSED, subject_kind="case", subject_id=at.case.id)
    named = [json.loads(event.payload) for event in told]
    papers = {paper.id: paper for paper in rows.every(look.work, Evidence, id=tuple(one["evidence"] for one in named))}
    keys = dict.fromkeys(one["key"] for one in named)
    return {key: tuple(papers[one["evidence"]] for one in named if one["key"] == key) for key in keys}


def _line(look: Look, at: Running, group: PaperGroup, owner_name: str, refused: tuple[Evidence, ...]) -> PaperLine:
    first = group.first
    law = law_texts(at.service, first.requirement.legal_basis)
    return PaperLine(
        key=group.key,
        title=first.requirement.title,
        requests=(),
        positions=(),
        owner=first.owner,
        owner_name=owner_name or first.owner_name,
        row=first.asked.row,
        alternatives=tuple(
            tuple(merged.paper_type(look, group, kind, refused, None) for kind in alternative)
            for alternative in first.asked.alternatives
        ),
        accept=group.accept,
        count=first.asked.count,
        required=first.asked.required,
        may_follow=first.asked.may_follow is not None,
        settled=first.settled(day_of_use(at.facts, step_of(at.service, first.requirement))),
        legal_basis=in_language(law, look.language),
        reusable=group.reusable,
    )


def counted(act: Act, at: Running, key: str, paper: PaperGiven) -> Evidence:
    """The paper kept (or taken from the file, with the citizen's yes) and counted for the case."""
    group = _asked(act, at, key, paper.type)
    seen = _reused(act, group, paper) if paper.mark == "on-file" else _new(act, group, paper)
    rows.add(
        act.work,
        EvidenceUse,
        evidence_id=seen.id,
        request_id=None,
        case_id=at.case.id,
        requirement=group.first.requirement.id,
        row=group.first.asked.row,
        mark=paper.mark,
        consent=paper.consent,
    )
    return seen


def not_accepted(act: Act, at: Running, key: str, type: str, reason: str) -> Evidence:
    """The paper kept with the reason why it is not accepted; it counts for nothing."""
    owner = _asked(act, at, key, type).first.owner
    return _kept(act, type, owner, Marked("original-seen", "", None, None, ""), reason)


def _asked(act: Act, at: Running, key: str, type: str) -> PaperGroup:
    group = next((group for group in groups(act, at) if group.key == key), None)
    if group is None or type not in group.types:
        raise refuse("paper-not-asked")
    return group


def _reused(act: Act, group: PaperGroup, paper: PaperGiven) -> Evidence:
    known = {seen.id: seen for seen in merged.on_file(act, group, paper.type, None)} if group.reusable else {}
    if paper.reuse_evidence_id not in known:
        raise refuse("not-on-file")
    if not paper.consent:
        raise refuse("consent-needed")
    return known[paper.reuse_evidence_id]


def _new(act: Act, group: PaperGroup, paper: PaperGiven) -> Evidence:
    number, reference = given.line(paper.number, most=100), given.line(paper.reference, most=1000)
    marked = Marked(paper.mark, number, paper.issued_on, paper.valid_until, reference)
    check_marked(act, group, marked)
    return _kept(act, paper.type, group.first.owner, marked)


def _kept(act: Act, type: str, owner: Person | None, marked: Marked, refused: str = "") -> Evidence:
    return rows.add(
        act.work,
        Evidence,
        type=type,
        **_owner_columns(owner),
        **vars(marked),
        accepted=not refused,
        reason=refused,
        visit_id=None,
        seen_at=act.now,
        seen_by_id=act.official.id,
    )


def _owner_columns(owner: Person | None) -> dict[str, int | None]:
    return {
        "citizen_id": owner.id if owner is not None and owner.kind == "citizen" else None,
        "organisation_id": owner.id if owner is not None and owner.kind == "organisation" else None,
    }
