"""A service in words: terms, conditions, fees and laws as a citizen would hear them, in any language."""

from collections.abc import Iterable, Mapping

from oss_desk.domain.calendar import Duration
from oss_desk.domain.text import Texts, in_language
from oss_desk.language import Language
from oss_desk.workflows.definition import Condition, Exemption, FeeRule, Field, ProcessingTime, Service

HOUR = 60


def _text(language: Language, texts: Texts) -> str:
    return in_language(texts, language.code)


def id_words(name: str) -> str:
    """An id that has no title of its own, made readable."""
    words = name.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]


def term_words(language: Language, term: Duration, count: str = "calendar") -> str:
    """2 working days, 6 weeks, 1 year, 10 min; `count` is working, calendar, or open: days that are never weeks."""
    plural = language.plural
    parts: list[str] = []
    if term.years:
        parts.append(plural("{n} year", "{n} years", term.years))
    if term.months:
        parts.append(plural("{n} month", "{n} months", term.months))
    if term.days:
        parts.append(_days(language, term.days, count))
    if term.minutes:
        parts.append(_minutes(language, term.minutes))
    return language.listed(parts) or language.text("at once")


def _days(language: Language, days: int, count: str) -> str:
    plural = language.plural
    if count == "working":
        return plural("{n} working day", "{n} working days", days)
    if days % 7 == 0 and count == "calendar":
        return plural("{n} week", "{n} weeks", days // 7)
    return plural("{n} day", "{n} days", days)


def _minutes(language: Language, minutes: int) -> str:
    plural = language.plural
    if minutes % HOUR == 0:
        return plural("{n} hour", "{n} hours", minutes // HOUR)
    return plural("{n} min", "{n} min", minutes)


def time_words(language: Language, service: Service) -> str:
    """How long it takes at most."""
    time = service.processing_time
    if service.while_you_wait:
        return language.text("while you wait")
    if time is None:
        return language.text("no term is set")
    return term_words(language, longest(time), time.count)


def longest(time: ProcessingTime) -> Duration:
    """The longest term that may apply."""
    terms = [time.time] if time.time else [case.time for case in time.cases]
    return max((term for term in terms if term), key=lambda term: term.rough_days)


def law_words(language: Language, service: Service, basis: str | None) -> str:
    """Fees Decree § 3"""
    law = service.legal_basis.get(basis) if basis else None
    if law is None:
        return ""
    title = _text(language, law.title)
    if not law.section:
        return title
    sign = "§ " if law.section[:1].isdigit() else ""
    return language.text("{law} {section}", law=title, section=sign + law.section)


def condition_words(language: Language, service: Service, condition: Condition) -> str:
    """A condition as a sentence without beginning: You are is representative."""
    say = language.text
    if condition.all:
        return _joined(say(" and "), (condition_words(language, service, part) for part in condition.all))
    if condition.any:
        return _joined(say(" or "), (condition_words(language, service, part) for part in condition.any))
    if condition.not_ is not None:
        return say("not: {condition}", condition=condition_words(language, service, condition.not_))
    return _test(language, service, condition)


def _joined(between: str, parts: Iterable[str]) -> str:
    return between.join(parts)


def _test(language: Language, service: Service, test: Condition) -> str:
    say, subject = language.text, _subject(language, service, test)

    def value(one: object) -> str:
        return _value(language, service, test, one)

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


def _subject(language: Language, service: Service, test: Condition) -> str:
    say = language.text
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
    label = say("“{word}”", word=_label(language, service, test.subject or ""))
    if test.days_since:
        return say("days since {field}", field=label)
    return say("years since {field}", field=label) if test.years_since else label


def _label(language: Language, service: Service, field: str) -> str:
    try:
        return _text(language, service.field(field).label)
    except KeyError:
        return id_words(field)


def _value(language: Language, service: Service, test: Condition, value: object) -> str:
    say = language.text
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if test.fact == "applicant_kind":
        kinds = {"citizen": say("a citizen"), "organisation": say("an organisation")}
        return kinds.get(str(value), str(value))
    option = _options(language, service, test.field).get(str(value))
    return say("“{word}”", word=option) if option else str(value)


def _options(language: Language, service: Service, field: str | None) -> dict[str, str]:
    try:
        found: Field | None = service.field(field) if field else None
    except KeyError:
        found = None
    return {option.id: _text(language, option.label) for option in found.options} if found is not None else {}


def fee_words(language: Language, service: Service, fee: FeeRule) -> str:
    """How one fee is computed."""
    say, base = language.text, _base(language, service, fee)
    if fee.per is not None and fee.beyond is not None:
        counted = _label(language, service, fee.per)
        base = say("{amount} for each beyond {count}: {field}", amount=base, count=fee.beyond, field=counted)
    elif fee.per is not None:
        base = say("{amount} for each: {field}", amount=base, field=_label(language, service, fee.per))
    if fee.for_each is not None:
        base = say("{amount} for each: {field}", amount=base, field=_label(language, service, fee.for_each))
    least = say("at least {amount}", amount=_amount(language, service, fee.min)) if fee.min is not None else ""
    most = say("at most {amount}", amount=_amount(language, service, fee.max)) if fee.max is not None else ""
    when = ""
    if fee.when is not None:
        when = say("only if {condition}", condition=condition_words(language, service, fee.when))
    elsewhere = say("paid elsewhere") if fee.paid_at == "elsewhere" else ""
    return language.listed((base, least, most, elsewhere, when))


def _base(language: Language, service: Service, fee: FeeRule) -> str:
    say = language.text
    if fee.amount is not None:
        return _amount(language, service, fee.amount)
    if fee.bands is not None:
        return _span(language, service, [band.amount for band in fee.bands.rows])
    if fee.table is not None:
        return _span(language, service, list(fee.table.rows.values()))
    if fee.percent is not None and fee.of is not None:
        return say("{percent} % of {field}", percent=str(fee.percent), field=_label(language, service, fee.of))
    if fee.percent is not None:
        return say("{percent} % of other fees", percent=str(fee.percent))
    return say("assessed by the official")


def _span(language: Language, service: Service, amounts: list[str]) -> str:
    """From the smallest to the largest."""
    money = sorted(service.money.money(amount) for amount in amounts)
    if money[0] == money[-1]:
        return language.amount(money[0])
    least, most = language.amount(money[0]), language.amount(money[-1])
    return language.text("{least} to {most}", least=least, most=most)


def _amount(language: Language, service: Service, amount: str) -> str:
    return language.amount(service.money.money(amount))


def exemption_words(language: Language, service: Service, exemption: Exemption) -> str:
    """Who pays less, and by how much."""
    say, title = language.text, _text(language, exemption.title)
    if exemption.percent is not None and str(exemption.percent) != "100":
        return say("{who}: {percent} % less", who=title, percent=str(exemption.percent))
    if exemption.amount is not None:
        return say("{who}: {amount} less", who=title, amount=_amount(language, service, exemption.amount))
    return title


def paper_words(language: Language, alternatives: Iterable[Iterable[str]], names: Mapping[str, Texts]) -> str:
    """The ways to prove something by the names of the papers: a passport or an identity card and proof of address."""
    say = language.text
    ways = [say(" and ").join(name_of(language, paper, names) for paper in papers) for papers in alternatives]
    return say(" or ").join(ways)


def name_of(language: Language, name: str, names: Mapping[str, Texts]) -> str:
    """The register's words for an id; the id made readable where the register has none."""
    return _text(language, names.get(name, {})) or id_words(name)


def deciding_law(service: Service) -> str | None:
    """The id of the law by which it is decided: who may ask, what is proven, what a step rests on, the way of appeal.

    The law of a fee or of an exemption says what it costs, not who decides; None where no other is named.
    """
    first = [rule.legal_basis for rule in service.eligibility]
    first += [rule.legal_basis for rule in service.evidence]
    steps = [law for step in service.steps for law in (step.legal_basis, *(one.legal_basis for one in step.actions))]
    named = [*first, *steps, service.appeal.legal_basis if service.appeal else None]
    money = {fee.legal_basis for fee in service.fees} | {less.legal_basis for less in service.exemptions}
    rest = [law for law in service.legal_basis if law not in money]
    return next((law for law in (*named, *rest) if law), None)


def cost_depends_on(language: Language, service: Service) -> tuple[str, ...]:
    """The questions, in their words, whose answers change what is owed; each once."""
    named: list[str] = []
    for fee in service.fees:
        by = fee.bands.by if fee.bands else None
        named += [name for name in (fee.per, fee.for_each, fee.of, fee.table.by if fee.table else None) if name]
        named += [name for name in ((by.field, by.days_since, by.years_since) if by else ()) if name]
        named += sorted(fee.when.fields) if fee.when else []
    return tuple(dict.fromkeys(_label(language, service, name) for name in named))
