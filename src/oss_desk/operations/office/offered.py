"""The services that come with the program, for a new office to take over: as they are, or with amounts of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from oss_desk.domain.messages import refuse
from oss_desk.domain.text import Texts, in_language
from oss_desk.operations.office.plan import ServiceGiven
from oss_desk.workflows.currencies import CURRENCIES
from oss_desk.workflows.definition import Service
from oss_desk.workflows.other_currency import FeeAmount, fee_amounts, has_limits_in_money, in_currency
from oss_desk.workflows.reader import read_service
from oss_desk.workflows.registers import read_registers


@dataclass(frozen=True)
class OfferedService:
    """A service that comes with the program. In another currency each of `amounts` has to be given; `leave_out` says
    that this would not be enough."""

    name: str
    title: Texts
    summary: Texts
    currency: str
    amounts: tuple[FeeAmount, ...]
    leave_out: bool
    titles: Mapping[str, Texts]


@lru_cache(maxsize=2)
def offered_services(resources: Path) -> tuple[OfferedService, ...]:
    """All of them, by the names of their files."""
    return tuple(_offered(name, found) for name, (_, found) in _read(resources).items())


def texts(resources: Path, services: tuple[ServiceGiven, ...], currency: str) -> dict[str, str]:
    """The definitions to take over by name, in that currency; refused with what is missing for one of them."""
    return {given.name: _text(resources, given, currency) for given in services}


def _text(resources: Path, given: ServiceGiven, currency: str) -> str:
    known = _read(resources).get(given.name)
    if known is None:
        raise refuse("no-such-service", service=given.name)
    text, service = known
    title, money = in_language(service.title, "en"), CURRENCIES[currency]
    if service.currency == currency:
        return text
    if has_limits_in_money(service):
        raise refuse("limits-in-money", service=title, currency=service.currency)
    for place in fee_amounts(service):
        if not given.amounts.get(place.place, "").strip():
            raise refuse("amounts-needed", service=title, currency=currency)
        ask_amount(given.amounts[place.place], currency)
    return in_currency(service, money, given.amounts)


def ask_amount(text: str, currency: str) -> None:
    """Refuse what is no amount of this currency: no number, less than nothing, or too fine."""
    money = CURRENCIES[currency]
    try:
        paid = money.money(text) if PLAIN.issuperset(text) else None
    except (ArithmeticError, ValueError):
        paid = None
    if paid is None:
        raise refuse("amount-not-payable", amount=text, currency=currency, digits=money.exponent)


PLAIN = frozenset("0123456789.")


@lru_cache(maxsize=2)
def _read(resources: Path) -> dict[str, tuple[str, Service]]:
    registers = read_registers(resources / "registers")
    files = sorted((resources / "services").glob("*.yaml"))
    found = ((file, file.read_text("utf-8")) for file in files)
    return {file.stem: (text, read_service(text, file.name, registers)) for file, text in found}


def _offered(name: str, service: Service) -> OfferedService:
    options = {option.id: option.label for field in service.fields for option in field.options}
    return OfferedService(
        name,
        service.title,
        service.summary or {},
        service.currency,
        fee_amounts(service),
        has_limits_in_money(service),
        options,
    )
