"""A service in words: terms, conditions, fees and laws as a citizen would hear them; knows no Qt."""

from collections.abc import Iterable

from oss_desk.domain.calendar import Duration
from oss_desk.operations.sheets import ServiceCard
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.pages.counter.parts import id_words
from oss_desk.workflows.definition import Condition, Exemption, FeeRule, Field, ProcessingTime, Service

HOUR = 60


def term_words(here: Here, term: Duration, count: str = "calendar") -> str:
    """2 working days, 6 weeks, 1 year, 10 min; `count` is working, calendar, or open: days that are never weeks."""
    plural = here.language.plural
    parts: list[str] = []
    if term.years:
        parts.append(plural("{n} year", "{n} years", term.years))
    if term.months:
        parts.append(plural("{n} month", "{n} months", term.months))
    if term.days:
        parts.append(_days(here, term.days, count))
    if term.minutes:
        parts.append(_minutes(here, term.minutes))
    return here.language.listed(parts) or here.language.text("at once")


def _days(here: Here, days: int, count: str) -> str:
    plural = here.language.plural
    if count == "working":
        return plural("{n} working day", "{n} working days", days)
    if days % 7 == 0 and count == "calendar":
        return plural("{n} week", "{n} weeks", days // 7)
    return plural("{n} day", "{n} days", days)


def _minutes(here: Here, minutes: int) -> str:
    plural = here.language.plural
    if minutes % HOUR == 0:
        return plural("{n} hour", "{n} hours", minutes // HOUR)
    return plural("{n} min", "{n} min", minutes)


def time_words(here: Here, service: Service) -> str:
    """How long it takes at most."""
    time = service.processing_time
    if service.while_you_wait:
        return here.language.text("while you wait")
    if time is None:
        return here.language.text("no term is set")
    return term_words(here, longest(time), time.count)


def longest(time: ProcessingTime) -> Duration:
    """The longest term that may apply."""
    terms = [time.time] if time.time else [case.time for case in time.cases]
    return max((term for term in terms if term), key=lambda term: term.rough_days)


def card_time(here: Here, card: ServiceCard) -> str:
    """How long it takes, at the end of a row of the list."""
    if card.while_you_wait:
        return here.language.text("while you wait")
    return term_words(here, Duration.parse(card.processing_time)) if card.processing_time else ""


def card_cost(here: Here, card: ServiceCard) -> str:
    """What it costs everybody, or from which amount on, in a word or two."""
    cost = card.cost
    if cost is None and card.cost_from:
        return here.language.text("{amount} and more", amount=here.money(card.cost_from))
    if cost is None:
        return here.language.text("depends on the answers")
    return here.money(cost) if cost else here.language.text("free of charge")


def law_words(here: Here, service: Service, basis: str | None) -> str:
    """Fees Decree § 3"""
    law = service.legal_basis.get(basis) if basis else None
    if law is None:
        return ""
    title = here.text(law.title)
    if not law.section:
        return title
    sign = "§ " if law.section[:1].isdigit() else ""
    return here.language.text("{law} {section}", law=title, section=sign + law.section)


def condition_words(here: Here, service: Service, condition: Condition) -> str:
    """A condition as a sentence without beginning: You are is representative."""
    say = here.language.text
    if condition.all:
        return _joined(say(" and "), (condition_words(here, service, part) for part in condition.all))
    if condition.any:
        return _joined(say(" or "), (condition_words(here, service, part) for part in condition.any))
    if condition.not_ is not None:
        return say("not: {condition}", condition=condition_words(here, service, condition.not_))
    return _test(here, service, condition)


def _joined(between: str, parts: Iterable[str]) -> str:
    return between.join(parts)


def _test(here: Here, service: Service, test: Condition) -> str:
    say, subject = here.language.text, _subject(here, service, test)

    def value(one: object) -> str:
        return _value(here, service, test, one)

    if test.is_ is not None:
        return say("{subject} is {value}", subject=subject, value=value(test.is_))
    if test.is_not is not None:
        return say("{subject} is not {value}", subject=subject, value=value(test.is_not))
    if test.in_ is not None:
        listed = _joined(say(" or "), map(value, test.in_))
        return say("{subject} is {value}", subject=subject, value=listed)
    if test.over is not None:
        return say("{subject} is over {value}", subject=subject, value=value(test.over))
    if test.under is not None:
        return say("{subject} is under {value}", subject=subject, value=value(test.under))
    if test.between is not None:
        least, most = map(value, test.between)
        return say("{subject} is from {least} to {most}", subject=subject, least=least, most=most)
    answered = test.answered
    return say("{subject} is answered", subject=subject) if answered else say("{subject} is open", subject=subject)


def _subject(here: Here, service: Service, test: Condition) -> str:
    say = here.language.text
    if test.fact is not None:
        facts = {
            "age": say("the age"),
            "applicant_kind": say("the applicant"),
            "represented": say("“somebody acts for the applicant”"),
            "resident": say("“lives here”"),
            "first_time": say("“for the first time”"),
            "today": say("the day"),
        }
        return facts[test.fact]
    label = say("“{word}”", word=_label(here, service, test.subject or ""))
    if test.days_since:
        return say("days since {field}", field=label)
    return say("years since {field}", field=label) if test.years_since else label


def _label(here: Here, service: Service, field: str) -> str:
    try:
        return here.text(service.field(field).label)
    except KeyError:
        return id_words(field)


def _value(here: Here, service: Service, test: Condition, value: object) -> str:
    say = here.language.text
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if test.fact == "applicant_kind":
        kinds = {"citizen": say("a citizen"), "organisation": say("an organisation")}
        return kinds.get(str(value), str(value))
    option = _options(here, service, test.field).get(str(value))
    return say("“{word}”", word=option) if option else str(value)


def _options(here: Here, service: Service, field: str | None) -> dict[str, str]:
    try:
        found: Field | None = service.field(field) if field else None
    except KeyError:
        found = None
    return {option.id: here.text(option.label) for option in found.options} if found is not None else {}


def fee_words(here: Here, service: Service, fee: FeeRule) -> str:
    """How one fee is computed."""
    say, base = here.language.text, _base(here, service, fee)
    if fee.per is not None:
        base = say("{amount} for each: {field}", amount=base, field=_label(here, service, fee.per))
    if fee.for_each is not None:
        base = say("{amount} for each: {field}", amount=base, field=_label(here, service, fee.for_each))
    least = say("at least {amount}", amount=_amount(here, service, fee.min)) if fee.min is not None else ""
    most = say("at most {amount}", amount=_amount(here, service, fee.max)) if fee.max is not None else ""
    when = ""
    if fee.when is not None:
        when = say("only if {condition}", condition=condition_words(here, service, fee.when))
    elsewhere = say("paid elsewhere") if fee.paid_at == "elsewhere" else ""
    return here.language.listed((base, least, most, elsewhere, when))


def _base(here: Here, service: Service, fee: FeeRule) -> str:
    say = here.language.text
    if fee.amount is not None:
        return _amount(here, service, fee.amount)
    if fee.bands is not None:
        return _span(here, service, [band.amount for band in fee.bands.rows])
    if fee.table is not None:
        return _span(here, service, list(fee.table.rows.values()))
    if fee.percent is not None and fee.of is not None:
        return say("{percent} % of {field}", percent=str(fee.percent), field=_label(here, service, fee.of))
    if fee.percent is not None:
        return say("{percent} % of other fees", percent=str(fee.percent))
    return say("assessed by the official")


def _span(here: Here, service: Service, amounts: list[str]) -> str:
    """From the smallest to the largest."""
    money = sorted(service.money.money(amount) for amount in amounts)
    if money[0] == money[-1]:
        return here.language.amount(money[0])
    least, most = here.language.amount(money[0]), here.language.amount(money[-1])
    return here.language.text("{least} to {most}", least=least, most=most)


def _amount(here: Here, service: Service, amount: str) -> str:
    return here.language.amount(service.money.money(amount))


def exemption_words(here: Here, service: Service, exemption: Exemption) -> str:
    """Who pays less, and by how much."""
    say, title = here.language.text, here.text(exemption.title)
    if exemption.percent is not None and str(exemption.percent) != "100":
        return say("{who}: {percent} % less", who=title, percent=str(exemption.percent))
    if exemption.amount is not None:
        return say("{who}: {amount} less", who=title, amount=_amount(here, service, exemption.amount))
    return title
