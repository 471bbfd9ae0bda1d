"""What the corrections of a shift come to, as X and Z reports count them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from oss_desk.domain.cases import Case
from oss_desk.domain.corrections import Correction, CorrectionLine, CorrectionPart
from oss_desk.domain.figures import Share
from oss_desk.domain.office import MeansOfPayment
from oss_desk.domain.text import in_language
from oss_desk.domain.till import CashSession, Demand
from oss_desk.operations.catalogue.definitions import service_of
from oss_desk.operations.papers.paper_parts import office_language
from oss_desk.operations.program import Look
from oss_desk.storage import corrections as correction_rows
from oss_desk.storage import rows


@dataclass(frozen=True)
class CorrectionSums:
    """Counts and sums of a shift's corrections, in minor units above zero; copies and waivers since the shift before.

    `means_back` and `services_back` are what voids and refunds gave back, by means and by service.
    """

    voids: int
    voided: int
    refunds: int
    refunded: int
    waivers: int
    waived: int
    copies: int
    means_back: tuple[Share, ...]
    services_back: tuple[Share, ...]


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
        means_back=_by_means(look, done),
        services_back=_by_service(look, done),
    )


def _of_kind(done: Iterable[Correction], kind: str) -> list[Correction]:
    return [one for one in done if one.kind == kind]


def _by_means(look: Look, done: Iterable[Correction]) -> tuple[Share, ...]:
    """What went back by each kind of means, under the office's name of the first means of that kind."""
    sums: dict[str, list[int]] = defaultdict(list)
    for part in rows.every(look.work, CorrectionPart, correction_id=tuple(one.id for one in done)):
        sums[part.means].append(-part.amount)
    known = rows.every(look.work, MeansOfPayment, order_by=("-position", "-code"))
    titles: dict[str, str] = {one.kind: in_language(one.title, office_language(look)) for one in known}
    return tuple(Share(kind, titles.get(kind, kind), len(sums[kind]), sum(sums[kind]), kind) for kind in sorted(sums))


def _by_service(look: Look, done: Iterable[Correction]) -> tuple[Share, ...]:
    sums: dict[str, list[int]] = defaultdict(list)
    titles: dict[str, str] = {}
    lines = rows.every(look.work, CorrectionLine, correction_id=tuple(one.id for one in done))
    demands = {one.id: one for one in rows.every(look.work, Demand, id=tuple({line.demand_id for line in lines}))}
    for line in lines:
        service = service_of(look, rows.get(look.work, Case, demands[line.demand_id].case_id))
        sums[service.id].append(-line.amount)
        titles[service.id] = in_language(service.title, office_language(look))
    return tuple(Share(code, titles[code], len(sums[code]), sum(sums[code])) for code in sorted(sums))
