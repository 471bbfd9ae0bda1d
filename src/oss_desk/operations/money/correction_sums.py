"""What the corrections of a shift come to, as X and Z reports count them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from oss_desk.domain.cases import Case
from oss_desk.domain.corrections import Correction, CorrectionLine, CorrectionPart
from oss_desk.domain.till import CashSession, Demand
from oss_desk.operations.catalogue.definitions import service_of
from oss_desk.operations.program import Look
from oss_desk.storage import corrections as correction_rows
from oss_desk.storage import rows


@dataclass(frozen=True)
class CorrectionSums:
    """Counts and sums of a shift's corrections, in minor units above zero; copies and waivers since the shift before.

    `by_means` and `by_service` are what voids and refunds gave back; `cash` is what of it left the drawer.
    """

    voids: int
    voided: int
    refunds: int
    refunded: int
    waivers: int
    waived: int
    copies: int
    by_means: Mapping[str, int]
    by_service: Mapping[str, int]

    @property
    def cash(self) -> int:
        """What voids and refunds took out of the drawer."""
        return self.by_means.get("cash", 0)


def corrections_of_session(look: Look, session: CashSession) -> CorrectionSums:
    """The corrections that stand in a shift, and the waivers and copies of its desk since the shift before it ended."""
    done = rows.every(look.work, Correction, cash_session_id=session.id)
    voids, refunds = _of_kind(done, "void"), _of_kind(done, "refund")
    before = rows.find(look.work, CashSession, desk_id=session.desk_id, number=session.number - 1)
    since, until = before.closed_at if before is not None else None, session.closed_at or look.now
    waivers = correction_rows.waivers_between(look.work, session.desk_id, since, until)
    return CorrectionSums(
        voids=len(voids),
        voided=-sum(one.amount for one in voids),
        refunds=len(refunds),
        refunded=-sum(one.amount for one in refunds),
        waivers=len(waivers),
        waived=sum(one.amount for one in waivers),
        copies=correction_rows.copies_between(look.work, session.desk_id, since, until),
        by_means=_by_means(look, done),
        by_service=_by_service(look, done),
    )


def _of_kind(done: Iterable[Correction], kind: str) -> list[Correction]:
    return [one for one in done if one.kind == kind]


def _by_means(look: Look, done: Iterable[Correction]) -> Mapping[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for part in rows.every(look.work, CorrectionPart, correction_id=tuple(one.id for one in done)):
        sums[part.means] -= part.amount
    return dict(sums)


def _by_service(look: Look, done: Iterable[Correction]) -> Mapping[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for line in rows.every(look.work, CorrectionLine, correction_id=tuple(one.id for one in done)):
        demand = rows.get(look.work, Demand, line.demand_id)
        sums[service_of(look, rows.get(look.work, Case, demand.case_id)).id] -= line.amount
    return dict(sums)
