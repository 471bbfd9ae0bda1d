"""How originals leave the office's hands again: with a handover, by hand, or sent; each with its event and its note."""

from collections.abc import Sequence

from oss_desk.domain import papers
from oss_desk.domain.cases import Case, Evidence, Handover, PaperReturn, ReturnWay
from oss_desk.domain.messages import refuse
from oss_desk.domain.people import Citizen, Person
from oss_desk.operations import given
from oss_desk.operations.cases.cards import applicant_of
from oss_desk.operations.papers import held, paper_parts
from oss_desk.operations.papers.papers import store
from oss_desk.operations.people.people import citizen_or_organisation
from oss_desk.operations.program import Act, command
from oss_desk.operations.sheets import HeldPaper
from oss_desk.operations.visits.papers_seen import seen
from oss_desk.storage import rows

NAME = 300


@command("note")
def give_back(
    act: Act, *, evidence_ids: tuple[int, ...], how: ReturnWay, to_name: str = "", to_id: int | None = None
) -> tuple[PaperReturn, ...]:
    """Give originals back by hand or send them; the note that names them is printed, by hand to be signed.

    They belong to one person, so that no note names the papers of two. Who takes them is on record, or named.
    """
    if how == "handover" or not evidence_ids:
        raise refuse("nothing-chosen")
    evidence = tuple(held.ask_held(act, number) for number in sorted(set(evidence_ids)))
    shown = held.sheets(act, evidence)
    if len({paper.owner for paper in shown}) > 1:
        raise refuse("papers-of-several")
    name = rows.get(act.work, Citizen, to_id).name if to_id is not None else to_name
    name = given.needed(name, "collector-needed", most=NAME)
    returned = tuple(_returned(act, paper, how, name, to_id, None) for paper in shown)
    _print(act, shown, evidence, name, to_id)
    return returned


def with_handover(act: Act, case: Case, handed: Handover) -> None:
    """Give back, with what was handed over, the originals that no other running case counts."""
    for paper in held.held_for(act, case.id):
        if not _needed(paper, case):
            _returned(act, paper, "handover", handed.collector_name, handed.collector_id, handed.id)


def _needed(paper: HeldPaper, case: Case) -> bool:
    return any(other.open and other.id != case.id for other in paper.cases)


def _returned(
    act: Act, paper: HeldPaper, how: ReturnWay, name: str, to_id: int | None, handover_id: int | None
) -> PaperReturn:
    returned = rows.add(
        act.work,
        PaperReturn,
        evidence_id=paper.evidence_id,
        how=how,
        to_id=to_id,
        to_name=name,
        handover_id=handover_id,
        at=act.now,
        official_id=act.official.id,
    )
    payload = {"how": how, "type": paper.type, "cases": [case.id for case in paper.cases]}
    act.event("paper-returned", ("evidence", paper.evidence_id), payload, {"to": name})
    for case in paper.cases:
        act.changed("case", case.id)
    return returned


def _print(act: Act, shown: Sequence[HeldPaper], evidence: Sequence[Evidence], name: str, to_id: int | None) -> None:
    """The handover note of papers alone: nothing was made, originals change hands."""
    owner, cases = shown[0].owner, [case for paper in shown for case in paper.cases]
    case = rows.get(act.work, Case, cases[0].id) if cases else None
    whose = citizen_or_organisation(act, owner) if owner is not None else None
    if whose is None and case is not None:
        whose = applicant_of(act, case)
    language = case.language if case is not None else paper_parts.language_for(act, whose)
    applicant = paper_parts.person(whose) if whose is not None else paper_parts.by_name(name)
    taker = paper_parts.person(rows.get(act.work, Citizen, to_id)) if to_id is not None else paper_parts.by_name(name)
    paper = papers.HandoverPaper(
        head=paper_parts.head(act, language),
        currency=act.office.currency,
        exponent=act.office.currency_exponent,
        applicant=applicant,
        collector=taker,
        role="applicant" if owner is not None and Person("citizen", to_id or 0) == owner else "other",
        items=(),
        returned=tuple(seen(act, one, "original-kept", language) for one in evidence),
    )
    if case is not None:
        store(act, paper, ("case", case.id), "handover")
    else:
        store(act, paper, ("evidence", evidence[0].id), "handover")
