"""What every part of the Counter needs to write things out: the window's language, the office's clock and money."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from oss_desk.domain.money import Currency, Money
from oss_desk.domain.office import Office
from oss_desk.domain.text import Texts, in_language
from oss_desk.language import Language
from oss_desk.workflows.typed import read_amount


@dataclass(frozen=True)
class Here:
    """One office, one language, one clock (aware UTC moments)."""

    language: Language
    office: Office
    clock: Callable[[], datetime]

    @property
    def zone(self) -> tzinfo:
        """The office's time zone."""
        return ZoneInfo(self.office.zone)

    @property
    def today(self) -> date:
        """The day on the office's wall."""
        return self.clock().astimezone(self.zone).date()

    def text(self, texts: Texts) -> str:
        """A text of the catalogue in the window's language."""
        return in_language(texts, self.language.code)

    def time(self, moment: datetime) -> str:
        """14:21"""
        return self.language.time(moment, self.zone)

    def day(self, moment: datetime) -> str:
        """Thu 17 Sep"""
        return self.language.weekday_date(moment.astimezone(self.zone).date())

    def near_date(self, day: date) -> str:
        """15 Sep of this year, else with its year: 31 May 2029."""
        return self.language.short_date(day) if day.year == self.today.year else self.language.date(day)

    def minutes(self, since: datetime) -> int:
        """Whole minutes from then to now, never below zero."""
        return max(int((self.clock() - since).total_seconds() // 60), 0)

    def money(self, amount: Money) -> str:
        """An amount with the sign of its currency."""
        return self.language.money(amount)

    def no_amount(self, typed: str, currency: Currency) -> str | None:
        """The sentence under a field where this is no amount of that currency; None when it is one, or nothing yet."""
        if not typed or read_amount(typed, currency) is not None:
            return None
        say, digits, example = self.language.text, currency.exponent, Money(12_345, currency).amount
        if not digits:
            return say("{typed} is no amount. Write it in digits.", typed=typed)
        return self.language.plural(
            "{typed} is no amount. Write it as in {example}, with {n} digit after the point.",
            "{typed} is no amount. Write it as in {example}, with {n} digits after the point.",
            digits,
            typed=typed,
            example=str(example),
        )
