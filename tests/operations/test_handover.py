"""Outputs and who takes them: numbers used once, an identity checked or overridden, money first, the case closed."""

from datetime import date
from typing import Any

import pytest

from oss_desk.domain import papers
from oss_desk.domain.cases import Case, Evidence, Handover, IssuedOutputState
from oss_desk.domain.jobs import PrintJob
from oss_desk.domain.messages import Refused
from oss_desk.operations.cases import handover
from oss_desk.operations.cases.handover import Override
from oss_desk.operations.sheets import Collector
from oss_desk.storage import rows
from tests.operations.casework import (
    PERMIT,
    SUE,
    act,
    collect,
    copy_case,
    granted,
    issue,
    pay,
    permit_case,
    sheet,
    signed,
)
from tests.operations.conftest import COPY, Shop


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    """The codes of a refusal."""
    return {message.code for message in refused.value.messages}


def ready_copy(shop: Shop, copies: int = 1) -> Case:
    """A birth certificate that waits to be collected, its copies numbered C-1, C-2 and so on."""
    case = copy_case(shop, shop.service(COPY), copies=copies)
    act(shop, case, "found", by="ada")
    return signed(shop, case, *(f"C-{number}" for number in range(1, copies + 1)))


def ready_permit(shop: Shop) -> Case:
    """A permit that waits to be collected, with the number P-1, its seal still to pay."""
    case = permit_case(shop, shop.service(PERMIT))
    granted(shop, case)
    pay(shop, case)
    return signed(shop, case, "P-1")


def test_the_applicant_collects_with_a_document_and_the_case_closes(shop: Shop) -> None:
    case = ready_copy(shop)
    handed = collect(shop, case)
    found = sheet(shop, case)
    with shop.database.reading() as work:
        (job,) = rows.every(work, PrintJob, kind="handover")
    note = papers.from_json("handover", job.content)
    assert (found.case.open, found.case.ending, found.case.step) == (False, "handed-over", "collected")
    assert (handed.relation, handed.document_number, handed.overridden_by_id) == ("applicant", "P4417", None)
    assert isinstance(note, papers.HandoverPaper)
    assert [(item.number, item.valid_until) for item in note.items] == [("C-1", date(2027, 9, 15))]
    assert note.collector.document == "Passport …4417"
    assert found.outputs[0].state == "handed-over"


def test_each_piece_has_its_own_number_before_the_citizen_is_told_to_come(shop: Shop) -> None:
    case = found_copy(shop, copies=2)
    issue(shop, case, "C-1")
    (sign,) = sheet(shop, case, by="rita").actions
    with pytest.raises(Refused) as refused:
        act(shop, case, "signed", by="rita")
    assert (sign.allowed, [message.code for message in sign.why_not]) == (False, ["needs-numbers"])
    assert sign.why_not[0].values == {"action": "Signed", "open": ("Certified copy",)}
    assert (codes(refused), sheet(shop, case).outputs_to_issue) == ({"needs-numbers"}, 1)
    version = sheet(shop, case).case.version
    values: dict[str, Any] = {"case_id": case.id, "version": version, "output": "certificate", "position": 2}
    shop.do(handover.issue_output, by="rita", **values, number="C-2")
    assert act(shop, case, "signed", by="rita").step == "ready"


def test_what_the_back_office_makes_has_no_number_from_the_counter(shop: Shop) -> None:
    case = copy_case(shop, shop.service(COPY))
    with pytest.raises(Refused) as too_soon:
        issue(shop, case, "C-1", by="ada")
    act(shop, case, "found", by="ada")
    assert ("issue" in sheet(shop, case).may, "issue" in sheet(shop, case, by="rita").may) == (False, True)
    signed(shop, case, "C-1")
    (line,) = sheet(shop, case).outputs
    assert line.issued is not None
    spoil: dict[str, Any] = {"issued_output_id": line.issued.id, "reason": "Ink ran"}
    with pytest.raises(Refused) as not_hers:
        shop.do(handover.spoil_output, by="ada", **spoil, version=sheet(shop, case).case.version)
    assert (codes(too_soon), codes(not_hers)) == ({"no-number-here"}, {"step-needs-role"})
    assert ("issue" in sheet(shop, case).may, "issue" in sheet(shop, case, by="rita").may) == (False, True)


def found_copy(shop: Shop, copies: int = 1) -> Case:
    """A birth certificate that is to be signed and numbered."""
    case = copy_case(shop, shop.service(COPY), copies=copies)
    return act(shop, case, "found", by="ada")


def test_a_number_is_given_once_in_the_office(shop: Shop) -> None:
    first, second = found_copy(shop), found_copy(shop)
    issue(shop, first, "C-1")
    with pytest.raises(Refused) as refused:
        issue(shop, second, " C-1 ")
    with pytest.raises(Refused) as twice:
        issue(shop, first, "C-2")
    assert codes(refused) == {"output-number-used"}
    assert refused.value.message.values["case"] == first.number
    assert codes(twice) == {"output-issued-already"}


def test_an_output_needs_a_number_and_belongs_to_the_role_of_the_step(shop: Shop) -> None:
    case = found_copy(shop)
    with pytest.raises(Refused) as unnumbered:
        issue(shop, case, "  ")
    with pytest.raises(Refused) as not_hers:
        issue(shop, case, "C-1", by="ines")
    assert (codes(unnumbered), codes(not_hers)) == ({"output-number-needed"}, {"step-needs-role"})


def test_a_spoilt_blank_is_replaced_and_its_number_never_comes_back(shop: Shop) -> None:
    case = ready_copy(shop)
    spoilt = sheet(shop, case).outputs[0].issued
    assert spoilt is not None
    version = sheet(shop, case).case.version
    shop.do(handover.spoil_output, by="rita", issued_output_id=spoilt.id, version=version, reason="Ink ran")
    with pytest.raises(Refused) as refused:
        issue(shop, case, "C-1")
    issue(shop, case, "C-2")
    collect(shop, case)
    assert codes(refused) == {"output-number-used"}
    assert [line.issued and line.issued.number for line in sheet(shop, case).outputs] == ["C-2"]


def test_nobody_collects_in_the_applicants_name(shop: Shop) -> None:
    case = ready_copy(shop)
    stranger = shop.citizen("Nino Beridze")
    for kind in ("applicant", "representative"):
        with pytest.raises(Refused) as refused:
            collect(shop, case, collector=Collector(kind, stranger.id))
        assert codes(refused) == {"not-the-collector"}
    assert sheet(shop, case).case.open


def test_without_a_document_or_for_somebody_else_a_supervisor_says_why(shop: Shop) -> None:
    case = ready_copy(shop)
    brother = Collector("other", None, "Levan Kvelidze")
    with pytest.raises(Refused) as undocumented:
        collect(shop, case, document_number="")
    with pytest.raises(Refused) as unauthorised:
        collect(shop, case, collector=brother)
    with pytest.raises(Refused) as unsaid:
        collect(shop, case, collector=brother, override=Override("", SUE))
    collect(shop, case, collector=brother, override=Override("The applicant is in hospital", SUE))
    with shop.database.reading() as work:
        (handed,) = rows.every(work, Handover)
        job = rows.every(work, PrintJob, kind="handover")[0]
    note = papers.from_json("handover", job.content)
    told = sheet(shop, case).history[-2]
    assert (codes(undocumented), codes(unauthorised)) == ({"document-needed"}, {"override-needed"})
    assert codes(unsaid) == {"reason-needed"}
    assert (handed.collector_name, handed.overridden_by_id is not None) == ("Levan Kvelidze", True)
    assert isinstance(note, papers.HandoverPaper)
    assert (note.override, note.role) == ("The applicant is in hospital", "other")
    assert (told.kind, told.texts["reason"]) == ("handed-over", "The applicant is in hospital")


def test_what_falls_due_at_the_handover_is_paid_first(shop: Shop) -> None:
    case = ready_permit(shop)
    with pytest.raises(Refused) as refused:
        collect(shop, case)
    pay(shop, case)
    collect(shop, case)
    assert refused.value.message.values == {"owed": "3.00", "currency": "EUR"}
    assert sheet(shop, case).case.ending == "handed-over"
    assert len(sheet(shop, case).receipts) == 3
    note, paid = note_of(shop), sheet(shop, case).receipts[-1]
    assert (note.paid, note.receipt, note.currency) == (300, paid, "EUR")


def note_of(shop: Shop) -> papers.HandoverPaper:
    """The handover note that was made last."""
    with shop.database.reading() as work:
        job = rows.every(work, PrintJob, kind="handover")[-1]
    note = papers.from_json("handover", job.content)
    assert isinstance(note, papers.HandoverPaper)
    return note


def test_a_handover_for_which_nothing_fell_due_says_no_amount(shop: Shop) -> None:
    case = ready_copy(shop)
    collect(shop, case)
    assert (note_of(shop).paid, note_of(shop).receipt) == (0, "")


def test_an_output_sent_by_post_closes_the_case_and_is_marked_so(shop: Shop) -> None:
    case = ready_permit(shop)
    pay(shop, case)
    values: dict[str, Any] = {"case_id": case.id, "action": "post", "note": "Registered letter 7"}
    after = shop.do(handover.send_output, **values, version=sheet(shop, case).case.version)
    with shop.database.reading() as work:
        states = [state.kind for state in rows.every(work, IssuedOutputState)]
    assert (after.ending, states) == ("sent", ["sent"])


def test_a_case_is_handed_over_once_and_only_when_it_is_ready(shop: Shop) -> None:
    case = found_copy(shop)
    with pytest.raises(Refused) as early:
        collect(shop, case)
    signed(shop, case, "C-1")
    collect(shop, case)
    with pytest.raises(Refused) as late:
        collect(shop, case)
    assert (codes(early), codes(late)) == ({"not-ready"}, {"case-closed"})


def test_nothing_is_given_away_on_a_paper_that_does_not_say_who_somebody_is(shop: Shop) -> None:
    case = ready_copy(shop)
    with pytest.raises(Refused) as refused:
        collect(shop, case, document_type="liability-insurance", document_number="LI 4417")
    assert codes(refused) == {"no-identity-document"}
    assert sheet(shop, case).case.open
    collect(shop, case, document_type="driving-licence", document_number="DL 4417")
    assert not sheet(shop, case).case.open


def test_somebody_else_takes_it_on_a_mandate_which_is_kept_with_who_gave_it(shop: Shop) -> None:
    case = ready_copy(shop)
    brother: dict[str, Any] = {"collector": Collector("other", None, "Levan Kvelidze")}
    with pytest.raises(Refused) as no_mandate:
        collect(shop, case, **brother, mandate="liability-insurance")
    with pytest.raises(Refused) as undocumented:
        collect(shop, case, **brother, mandate="power-of-attorney", document_number=" ")
    handed = collect(shop, case, **brother, mandate="power-of-attorney", mandate_number="PA 7/2026")
    with shop.database.reading() as work:
        (kept,) = rows.every(work, Evidence, type="power-of-attorney")
    assert (codes(no_mandate), codes(undocumented)) == ({"no-mandate"}, {"document-needed"})
    assert (handed.overridden_by_id, kept.citizen_id, kept.number) == (None, case.applicant_citizen_id, "PA 7/2026")
    assert "ower of attorney" in (note_of(shop).collector.document or "")
