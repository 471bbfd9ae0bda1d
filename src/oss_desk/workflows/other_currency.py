"""A definition with its fees written anew in another currency: no rate is applied, somebody gives each amount."""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from oss_desk.domain.money import Currency, Money
from oss_desk.domain.text import Texts
from oss_desk.workflows.definition import Field, Service
from oss_desk.workflows.writer import plain

LIMITS = ("min", "max", "round_to")


@dataclass(frozen=True)
class FeeAmount:
    """One amount of a definition: where it stands, of which fee or exemption it is, and which one of several.

    `kind` is amount, band, option, min, max or round_to; `detail` the number a band goes up to or the option's id.
    """

    place: str
    title: Texts
    kind: str
    money: Money
    detail: str = ""


def fee_amounts(service: Service) -> tuple[FeeAmount, ...]:
    """Every amount of fees and exemptions, in the order of the file; nothing at all is nothing in any currency."""
    return tuple(found for found in _amounts(service) if found.money)


def has_limits_in_money(service: Service) -> bool:
    """Whether it asks for an amount and measures it: such a limit is more than a fee, and nobody is asked for it."""
    fields = {field.id: field for field in _fields(service.fields) if field.type == "money"}
    set_apart = any(field.min is not None or field.max is not None or field.default for field in fields.values())
    return set_apart or bool(fields.keys() & _measured(plain(service)))


def in_currency(service: Service, currency: Currency, given: Mapping[str, str]) -> str:
    """The definition as text, in that currency and with the amounts given for their places.

    KeyError names a place without an amount, ValueError is an amount that this currency cannot be paid in.
    """
    content = deepcopy(plain(service))
    content["currency"] = currency.code
    for found in _amounts(service):
        text = given[found.place] if found.money else "0"
        amount = currency.money(text)
        if amount.minor < 0:
            raise ValueError(f"{text} is less than nothing")
        _put(content, found.place, format(amount.amount, "f"))
    return json.dumps(content, ensure_ascii=False)


def _amounts(service: Service) -> Iterator[FeeAmount]:
    for number, fee in enumerate(plain(service).get("fees", ())):
        yield from _of_fee(fee, f"fees.{number}", service.money)
    for number, exemption in enumerate(plain(service).get("exemptions", ())):
        yield from _of_fee(exemption, f"exemptions.{number}", service.money)


def _of_fee(fee: Mapping[str, Any], place: str, currency: Currency) -> Iterator[FeeAmount]:
    def found(kind: str, at: str, text: str, detail: object = "") -> FeeAmount:
        return FeeAmount(f"{place}.{at}", fee["title"], kind, currency.money(Decimal(text)), str(detail))

    if "amount" in fee:
        yield found("amount", "amount", fee["amount"])
    for number, band in enumerate(fee.get("bands", {}).get("rows", ())):
        yield found("band", f"bands.rows.{number}.amount", band["amount"], band.get("up_to", ""))
    for option, amount in fee.get("table", {}).get("rows", {}).items():
        yield found("option", f"table.rows.{option}", amount, option)
    for kind in LIMITS:
        if kind in fee:
            yield found(kind, kind, fee[kind])


def _put(content: Any, place: str, text: str) -> None:
    *way, last = place.split(".")
    for part in way:
        content = content[int(part)] if isinstance(content, list) else content[part]
    content[last] = text


def _fields(fields: tuple[Field, ...]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from _fields(field.fields)


def _measured(content: object) -> set[str]:
    """The ids of the fields that a condition or a band compares with a number."""
    if isinstance(content, list):
        return set().union(*map(_measured, content))
    if not isinstance(content, dict):
        return set()
    found = set().union(*map(_measured, content.values()))
    compared = {"is", "is_not", "in", "over", "under", "between"} & content.keys()
    if compared and isinstance(content.get("field"), str):
        found.add(content["field"])
    by = content.get("by")
    if isinstance(by, dict) and isinstance(by.get("field"), str):
        found.add(by["field"])
    return found
