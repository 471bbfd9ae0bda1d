"""How long something takes, in a paper's language: working days, weeks, minutes."""

from oss_desk.domain.calendar import Duration
from oss_desk.domain.papers import Term
from oss_desk.language import Language

WEEK, HOUR = 7, 60


def term_words(words: Language, term: Term) -> str:
    """2 working days, 6 weeks, 10 min; while you wait for an empty term, the text itself for one that is no term."""
    if not term.duration:
        return words.text("while you wait")
    try:
        length = Duration.parse(term.duration)
    except ValueError:
        return term.duration
    parts = [
        words.plural("{n} year", "{n} years", length.years) if length.years else "",
        words.plural("{n} month", "{n} months", length.months) if length.months else "",
        _days(words, length.days, term.count) if length.days else "",
        _minutes(words, length.minutes) if length.minutes else "",
    ]
    return words.listed(parts) or words.text("at once")


def _days(words: Language, days: int, count: str) -> str:
    if count == "working":
        return words.plural("{n} working day", "{n} working days", days)
    if days % WEEK == 0:
        return words.plural("{n} week", "{n} weeks", days // WEEK)
    return words.plural("{n} day", "{n} days", days)


def _minutes(words: Language, minutes: int) -> str:
    if minutes % HOUR == 0:
        return words.plural("{n} hour", "{n} hours", minutes // HOUR)
    return words.plural("{n} min", "{n} min", minutes)
