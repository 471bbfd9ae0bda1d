"""Every text of history is known to be personal or plain, so that no name slips into an archive without texts."""

from oss_desk.domain.chain import PERSONAL
from oss_desk.storage.columns import InLanguages, Items, Words
from oss_desk.storage.schema import METADATA, SEALED

PLAIN = """
    event: kind role command_id subject_kind payload
    command: id operation digest made
    service_version: service content digest
    publication: kind
    till_count: kind pieces
    demand: point currency
    demand_line: fee exemption title legal_basis steps
    payment: currency
    payment_part: means code
    payment_end: how
    paper_receipt: number paper_number
    cash_movement: kind
    z_report: previous digest
    period_close: kind period content digest
    receipt: number
    correction: kind number currency reason
    correction_line: fee
    correction_part: means
    waiver: fee law
    approval: operation needs digest shown barred
    approval_use: command_id
    case_answers: step
    case_move: action from_step to_step checklist
    handover: relation document_type
    issued_output: output number
    issued_output_state: kind
    notice: scope code text
    paper_return: how
    blank_lot: kind prefix supplier slip
    blank_use: kind serial
    blank_spoilt: place
    blank_count: next_serial gaps
"""
"""Codes, numbers, words of the program and texts for everybody; by table. Texts of events stand apart anyway."""


def test_every_text_column_of_history_is_personal_or_plain() -> None:
    plain = {name.strip(): set(columns.split()) for name, _, columns in rows()}
    for name in sorted(SEALED - {"event_text"}):
        texts = {one.name for one in METADATA.tables[name].columns if isinstance(one.type, Words | Items | InLanguages)}
        decided = plain.get(name, set()) | PERSONAL.get(name, frozenset())
        assert texts == decided, f"{name}: say in PERSONAL or in PLAIN what {sorted(texts ^ decided)} hold"
        assert not plain.get(name, set()) & PERSONAL.get(name, frozenset())


def rows() -> list[tuple[str, str, str]]:
    """The lines of PLAIN, cut at the colon."""
    return [line.partition(":") for line in PLAIN.strip().splitlines()]
