"""What an official alone can do to a fee: a version with others, an amount of her own, somebody let off."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from oss_desk.domain.cases import Case
from oss_desk.domain.catalogue import Publication, ServiceVersion
from oss_desk.domain.history import Event
from oss_desk.domain.till import Demand, DemandLine
from oss_desk.operations.catalogue.definitions import definition
from oss_desk.operations.program import Look
from oss_desk.operations.sheets.exceptions import ExceptionKind
from oss_desk.storage import rows
from oss_desk.workflows.definition import FeeRule

KINDS = frozenset({"service-published", "demand-made"})
"""The events that tell of them."""


@dataclass(frozen=True)
class FeeException:
    """One of them: which, what it is about, and minor units where there is one sum."""

    kind: ExceptionKind
    about: str
    amount: int | None = None


def fee_exceptions(look: Look, event: Event) -> Iterator[FeeException]:
    """What this event says of fees that is worth a look."""
    if event.kind == "service-published":
        yield from _published(look, event)
    elif event.kind == "demand-made":
        yield from _demanded(look, event)


def _published(look: Look, event: Event) -> Iterator[FeeException]:
    """A version whose fees are not those of the version that was published before it."""
    version = rows.get(look.work, ServiceVersion, event.subject_id)
    known = {one.id: one for one in rows.every(look.work, ServiceVersion, service=version.service)}
    turns = rows.every(look.work, Publication, kind="published", service_version_id=tuple(known))
    before = [known[turn.service_version_id] for turn in turns if turn.at < event.at]
    if not before or before[-1].id == version.id:
        return
    was, now = ({fee.id: fee for fee in definition(look, one.id).fees} for one in (before[-1], version))
    changed = [_change(was.get(fee), now.get(fee), fee) for fee in sorted({*was, *now}) if was.get(fee) != now.get(fee)]
    if changed:
        yield FeeException(
            "fee-changed", f"{version.service} {before[-1].number} → {version.number}: {', '.join(changed)}"
        )


def _change(was: FeeRule | None, now: FeeRule | None, fee: str) -> str:
    """The fee with both amounts, where it has one in itself; one that is worked out has its name alone."""
    amounts = [str(one.amount) if one is not None and one.amount is not None else "–" for one in (was, now)]
    return f"{fee} {amounts[0]} → {amounts[1]}" if amounts != ["–", "–"] else fee


def _demanded(look: Look, event: Event) -> Iterator[FeeException]:
    """Lines of a demand whose amount an official typed, and those let off for a paper that an official accepted."""
    said = json.loads(event.payload)
    if "again" in said:
        return
    case = rows.get(look.work, Case, event.subject_id)
    about = {"point": said["point"], "amount": said["amount"], "at": event.at}
    demands = rows.every(look.work, Demand, case_id=case.id, **about)[:1]
    service = definition(look, case.service_version_id)
    assessed = {fee.id for fee in service.fees if fee.assessed}
    proved = {one.id for one in service.exemptions if one.evidence is not None}
    for line in rows.every(look.work, DemandLine, demand_id=tuple(one.id for one in demands)):
        if line.exemption in proved:
            yield FeeException("exemption", f"{case.number} {line.fee}", abs(line.amount))
        elif line.exemption is None and line.fee in assessed:
            yield FeeException("assessed", f"{case.number} {line.fee}", line.amount)
