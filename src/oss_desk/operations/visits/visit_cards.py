"""Visits as they stand in lists: who, what for, since when, how it ended; read together for all of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from oss_desk.domain.office import Desk, Official
from oss_desk.domain.people import Citizen
from oss_desk.domain.text import Texts
from oss_desk.domain.visits import Period, ServiceRequest, Visit
from oss_desk.operations.catalogue.definitions import definition
from oss_desk.operations.program import Look
from oss_desk.operations.sheets import VisitCard
from oss_desk.storage import rows


def visit_cards(look: Look, visits: Sequence[Visit]) -> tuple[VisitCard, ...]:
    """A card for each visit, in their order."""
    if not visits:
        return ()
    names = _names(look, visits)
    since, titles = _since(look, visits), _titles(look, visits)
    return tuple(
        VisitCard(
            id=visit.id,
            visitor=names["citizen", visit.visitor_id] if visit.visitor_id is not None else "",
            state=visit.state,
            outcome=visit.outcome,
            hold_reason=visit.hold_reason,
            opened_at=visit.opened_at,
            since=since.get(visit.id, visit.opened_at),
            services=titles[visit.id],
            official=names["official", visit.official_id],
            desk=names["desk", visit.desk_id],
            channel=visit.channel,
        )
        for visit in visits
    )


def _names(look: Look, visits: Iterable[Visit]) -> Mapping[tuple[str, int], str]:
    visitors = tuple({visit.visitor_id for visit in visits if visit.visitor_id is not None})
    officials = tuple({visit.official_id for visit in visits})
    desks = tuple({visit.desk_id for visit in visits})
    return {
        **{("citizen", known.id): known.name for known in rows.every(look.work, Citizen, id=visitors)},
        **{("official", known.id): known.name for known in rows.every(look.work, Official, id=officials)},
        **{("desk", known.id): known.code for known in rows.every(look.work, Desk, id=desks)},
    }


def _since(look: Look, visits: Iterable[Visit]) -> Mapping[int, datetime]:
    """When the latest stretch of each visit began."""
    listed = tuple(visit.id for visit in visits)
    periods = rows.every(look.work, Period, order_by=("from_at", "id"), visit_id=listed)
    return {period.visit_id: period.from_at for period in periods}


def _titles(look: Look, visits: Iterable[Visit]) -> Mapping[int, tuple[Texts, ...]]:
    """What each visit is about: the services that were not taken out again."""
    found: dict[int, tuple[Texts, ...]] = defaultdict(tuple)
    listed = tuple(visit.id for visit in visits)
    for line in rows.every(look.work, ServiceRequest, order_by=("visit_id", "position"), visit_id=listed):
        if line.state != "removed":
            found[line.visit_id] += (definition(look, line.service_version_id).title,)
    return found
