"""What a case makes and who takes it: outputs issued with their numbers, handed over against a checked identity."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from oss_desk.domain.cases import Case, Evidence, Handover, IssuedOutput, IssuedOutputState
from oss_desk.domain.messages import refuse
from oss_desk.domain.office import Office, Official
from oss_desk.domain.people import Citizen
from oss_desk.domain.text import in_language
from oss_desk.operations import given
from oss_desk.operations.cases import case_move, issued, running, steps
from oss_desk.operations.cases.case_move import HANDED_OVER, Move
from oss_desk.operations.cases.running import Running
from oss_desk.operations.catalogue.definitions import paper_title, service_of
from oss_desk.operations.locked import locked
from oss_desk.operations.money import demands
from oss_desk.operations.office.approvals import Second, approver
from oss_desk.operations.office.registers import office_registers
from oss_desk.operations.papers import blanks, giving_back
from oss_desk.operations.papers.handover_note import print_note
from oss_desk.operations.program import Act, command
from oss_desk.operations.sheets import Collector
from oss_desk.storage import rows
from oss_desk.workflows import engine
from oss_desk.workflows.rules import outputs_due

__all__ = ["Collector", "Override", "hand_over", "issue_output", "send_output", "spoil_output"]


@dataclass(frozen=True)
class Override:
    """A supervisor's word that an output may be given away otherwise than the rules say, and why."""

    reason: str
    second: Second


@command("work-steps")
def issue_output(
    act: Act,
    *,
    case_id: int,
    version: int,
    output: str,
    position: int = 1,
    number: str,
    valid_from: date | None = None,
    reason: str = "",
) -> IssuedOutput:
    """Say that an output was made: its number or the serial of its blank, which no other output of its kind bears.

    What is made on a numbered blank takes a sheet of this desk's stock: the next one, or another with a `reason`.
    Valid from that day, today if none is said, for as long as the definition says.
    """
    at = running.load(act, locked(act, Case, case_id, version))
    steps.ask_open(at)
    issued.ask_maker(act, at)
    _check_place(act, at, output, position)
    rows.lock(act.work, Office, 1)
    kind = at.service.output(output).blank
    sheet = blanks.ask_usable(act, kind, number, reason) if kind is not None else None
    serial = number if sheet is None else sheet[0].serial(sheet[1])
    made = _made(act, at, output, position, _unique(act, at, output, serial), valid_from)
    payload = {"output": output, "position": position, "number": made.number, "issued": made.id}
    why = given.paragraph(reason) if sheet is not None else ""
    event = act.event("output-issued", ("case", case_id), payload, {"reason": why} if why else {})
    if sheet is not None:
        blanks.use(act, *sheet, made, event)
    rows.change(act.work, at.case)
    return made


def _made(act: Act, at: Running, output: str, position: int, number: str, valid_from: date | None) -> IssuedOutput:
    day = valid_from or at.calendar.local_date(act.now)
    term = at.service.output(output).valid_for
    return rows.add(
        act.work,
        IssuedOutput,
        case_id=at.case.id,
        output=output,
        position=position,
        number=number,
        valid_from=day,
        valid_until=term.after(day) if term is not None else None,
        issued_at=act.now,
        issued_by_id=act.official.id,
    )


def _check_place(act: Act, at: Running, output: str, position: int) -> None:
    if output not in outputs_due(at.service, at.answers, at.facts) or not 1 <= position <= at.case.quantity:
        raise refuse("no-such-output", output=output)
    for line in issued.output_lines(act, at):
        if (line.output, line.position) == (output, position) and line.issued is not None:
            raise refuse("output-issued-already", number=line.issued.number)


def _unique(act: Act, at: Running, output: str, number: str) -> str:
    """The number, which no output of this service and name bears; a spoilt blank keeps its own for ever.

    The office's row is held meanwhile, so that two desks cannot give the same number at the same moment.
    """
    typed = given.needed(number, "output-number-needed", most=100)
    for other in rows.every(act.work, IssuedOutput, output=output, number=typed):
        case = rows.get(act.work, Case, other.case_id)
        if service_of(act, case).id == at.service.id:
            raise refuse("output-number-used", number=typed, case=case.number)
    return typed


@command("work-steps")
def spoil_output(act: Act, *, issued_output_id: int, version: int, reason: str, place: str = "") -> IssuedOutputState:
    """Say that an output was spoilt before it was given away, so that another can be issued in its place.

    The sheet of a numbered blank is kept, at that `place`, to be shown.
    """
    item = rows.get(act.work, IssuedOutput, issued_output_id)
    at = running.load(act, locked(act, Case, item.case_id, version))
    steps.ask_open(at)
    issued.ask_maker(act, at)
    why = given.reason(reason)
    if rows.every(act.work, IssuedOutputState, issued_output_id=item.id):
        raise refuse("output-gone", number=item.number)
    (spoilt,) = issued.mark(act, (item,), "spoilt")
    payload = {"output": item.output, "number": item.number}
    event = act.event("output-spoilt", ("case", at.case.id), payload, {"reason": why})
    blanks.spoil_used(act, item, place, event)
    rows.change(act.work, at.case)
    return spoilt


@command("serve")
def hand_over(
    act: Act,
    *,
    case_id: int,
    version: int,
    collector: Collector,
    document_type: str,
    document_number: str,
    override: Override | None = None,
    mandate: str = "",
    mandate_number: str = "",
) -> Handover:
    """Give what was made to the collector, whose identity was checked; the case closes and the note is printed.

    The applicant and the representative named in the case show a document, which is noted; somebody else also the
    `mandate` (a kind of paper of the register) by which she takes it, which is kept as evidence of the applicant.
    Anybody else, or somebody without a document, takes it only on a supervisor's word with the reason. What falls due
    at the handover is paid before. Originals that the office kept go with it, unless another running case counts them.
    """
    at = running.load(act, locked(act, Case, case_id, version))
    state = engine.handed_over(at.service, at.state, act.now, at.calendar)
    items = issued.ready(act, at)
    demands.ask_paid(act, at.case.id)
    by = given.line(mandate, most=100) if collector.kind == "other" else ""
    checked = _checked(act, at, collector, (document_type, document_number), override, by)
    paper = _mandate(act, at, by, mandate_number) if by and checked.supervisor is None else None
    payload = _payload(collector, items, checked) | ({"mandate": paper.id, "type": paper.type} if paper else {})
    event = act.event("handed-over", ("case", case_id), payload, _texts(checked))
    handed = rows.add(
        act.work,
        Handover,
        case_id=case_id,
        collector_id=checked.citizen.id if checked.citizen is not None else None,
        collector_name=checked.name,
        relation=collector.kind,
        document_type=checked.document_type,
        document_number=checked.document_number,
        overridden_by_id=checked.supervisor.id if checked.supervisor is not None else None,
        at=act.now,
        official_id=act.official.id,
        event_id=event.id,
    )
    issued.mark(act, items, "handed-over", handed.id)
    after = case_move.moved(act, at, state, Move(HANDED_OVER))
    giving_back.with_handover(act, after.case, handed)
    print_note(act, after, items, handed, checked.reason, paper)
    return handed


@dataclass(frozen=True)
class _Checked:
    """Who takes it and how that was made sure of."""

    citizen: Citizen | None
    name: str
    document_type: str
    document_number: str
    supervisor: Official | None
    reason: str


def _checked(
    act: Act, at: Running, collector: Collector, document: tuple[str, str], override: Override | None, mandate: str
) -> _Checked:
    citizen, name = _collector(act, at, collector)
    shown = (given.line(document[0], most=100), given.line(document[1], most=100))
    supervisor = _allowed(act, at.case, (collector, name), shown, override, mandate)
    reason = given.reason(override.reason) if override is not None and supervisor is not None else ""
    return _Checked(citizen, name, *shown, supervisor, reason)


def _payload(collector: Collector, items: Sequence[IssuedOutput], checked: _Checked) -> dict[str, object]:
    payload: dict[str, object] = {
        "relation": collector.kind,
        "numbers": [item.number for item in items],
        "document_type": checked.document_type,
    }
    return payload if checked.supervisor is None else {**payload, "overridden_by": checked.supervisor.id}


def _texts(checked: _Checked) -> dict[str, str]:
    texts = {"collector": checked.name, "document": checked.document_number, "reason": checked.reason}
    return {kind: text for kind, text in texts.items() if text}


def _collector(act: Act, at: Running, collector: Collector) -> tuple[Citizen | None, str]:
    """Who takes it, on record or by name; refused when she is not whom she is said to be."""
    named = {"applicant": at.case.applicant_citizen_id, "representative": at.case.representative_id}
    if collector.kind != "other" and (collector.citizen_id is None or named[collector.kind] != collector.citizen_id):
        raise refuse("not-the-collector", kind=collector.kind)
    if collector.citizen_id is None:
        return None, given.needed(collector.name, "collector-needed", most=300)
    citizen = rows.get(act.work, Citizen, collector.citizen_id)
    return citizen, citizen.name


def _mandate(act: Act, at: Running, type: str, number: str) -> Evidence:
    """The paper by which somebody else takes it, kept with the applicant who gave it."""
    return rows.add(
        act.work,
        Evidence,
        type=type,
        citizen_id=at.case.applicant_citizen_id,
        organisation_id=at.case.applicant_organisation_id,
        mark="original-seen",
        number=given.line(number, most=100),
        issued_on=None,
        valid_until=None,
        reference="",
        accepted=True,
        reason="",
        visit_id=None,
        seen_at=act.now,
        seen_by_id=act.official.id,
    )


def _ask_mandate(act: Act, mandate: str) -> None:
    if mandate not in {entry.id for entry in office_registers(act).mandate_types}:
        raise refuse("no-mandate", paper=in_language(paper_title(act, mandate), act.language) or mandate)


def _allowed(
    act: Act,
    case: Case,
    taker: tuple[Collector, str],
    shown: tuple[str, str],
    override: Override | None,
    mandate: str,
) -> Official | None:
    """The supervisor who allows it, where the rules alone do not."""
    if mandate:
        _ask_mandate(act, mandate)
    collector, name = taker
    if (collector.kind != "other" or mandate) and all(shown):
        _ask_identity(act, shown[0])
        return None
    if override is None:
        lacks_word = collector.kind == "other" and not mandate
        raise refuse("override-needed" if lacks_word else "document-needed")
    told: dict[str, str | int] = {"case": case.number, "version": case.version, "case_id": case.id}
    texts = {"collector": name, "document": " ".join(shown).strip(), "reason": given.reason(override.reason)}
    return approver(act, override.second, right="overrule", operation="hand_over", shown=told, texts=texts)


def _ask_identity(act: Act, document_type: str) -> None:
    """An output is given away on a paper that says who somebody is, and on no other."""
    if document_type not in {entry.id for entry in office_registers(act).identity_types}:
        paper = in_language(paper_title(act, document_type), act.language) or document_type
        raise refuse("no-identity-document", paper=paper)


@command("work-steps")
def send_output(act: Act, *, case_id: int, version: int, action: str, note: str = "") -> Case:
    """Send what was made instead of handing it over, by the action that the definition has for it; the case closes."""
    at = running.load(act, locked(act, Case, case_id, version))
    steps.ask_open(at)
    chosen = next((part for part in at.step.actions if part.id == action), None)
    if chosen is None or chosen.to == "back" or at.service.step(chosen.to).kind != "sent":
        raise refuse("no-such-action", action=action)
    return steps.go(act, at, action, note=note).case
