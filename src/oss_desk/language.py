"""The one translation of window, paper and messages: gettext catalogues, dates and amounts of one language."""

import datetime as dt
import gettext
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, get_currency_symbol

from oss_desk.domain.messages import Message, Value
from oss_desk.domain.money import Currency, Money

if TYPE_CHECKING:
    from oss_desk.domain.papers import Answer

SOURCE = "en"
"""The language in which the program is written; every other one is a catalogue."""
PLACE = re.compile(r"\{(\w+)\}")
_PLACES = re.compile(r"\{\{|\}\}|\{(\w+)\}")  # doubled braces are braces
OPEN, CLOSE = "\u2068", "\u2069"  # first strong isolate, pop directional isolate (Unicode, UAX 9)
LEFT_TO_RIGHT, RIGHT_TO_LEFT = "\u2066", "\u2067"  # isolates that go their way whatever stands in them
_ISOLATES = LEFT_TO_RIGHT + RIGHT_TO_LEFT + OPEN
_STRONG = {"L": 0, "R": 1, "AL": 1}
_FIGURE = re.compile(r"-?\d+(\.\d+)?")
MINUS = "\u2212"
NO_BREAK = "\u00a0"
# English is told the way the office's papers write it; other languages follow CLDR's own order for the same parts.
ENGLISH = {
    "yMMMMd": "d MMMM y",
    "yMMMM": "MMMM y",
    "MMMd": "d MMM",
    "MMMEd": "EEE d MMM",
    "yMMMMEEEEd": "EEEE d MMMM y",
    "yMMMEd": "EEE d MMM y",
}
WHOLE = {"yMMMMd": "long", "yMMMMEEEEd": "full"}


@dataclass(frozen=True)
class Language:
    """One language of window or paper: its words, its direction, its dates and numbers (always in Latin digits)."""

    code: str
    rtl: bool
    words: gettext.NullTranslations
    locale: str  # of dates and numbers: the language's own where it has a catalogue, else English like its words

    def text(self, msgid: str, /, **values: Value) -> str:
        """The translation with `{name}` replaced by plain values, which are never interpreted again."""
        return self._filled(self._translated(msgid), values)

    def plural(self, one: str, many: str, n: int, /, **values: Value) -> str:
        """The form that this language uses for `n`, with `{n}` and the named values put in."""
        return self._filled(self.words.ngettext(one, many, n), {"n": n, **values})

    def message(self, message: Message, texts: Mapping[str, str]) -> str:
        """The sentence of a message, out of the table of English texts of its package; the code itself if unknown."""
        return self._filled(self._translated(texts.get(message.code, message.code)), message.values)

    def worked(self, message: Message, texts: Mapping[str, str]) -> str:
        """The sentence of a worked step of a fee, its figures as this language writes them: 2 × 5,00.

        A sum without words is read from left to right everywhere.
        """
        values = {name: self._figure(value) for name, value in message.values.items()}
        told = self.message(Message(message.code, values), texts)
        return told if not self.rtl or any(map(str.isalpha, told)) else LEFT_TO_RIGHT + told + CLOSE

    def date(self, day: dt.date) -> str:
        """15 September 2026"""
        return self._day(day, "yMMMMd")

    def short_date(self, day: dt.date) -> str:
        """15 Sep"""
        return self._day(day, "MMMd")

    def weekday_date(self, day: dt.date) -> str:
        """Thu 17 Sep"""
        return self._day(day, "MMMEd")

    def long_weekday_date(self, day: dt.date) -> str:
        """Thursday 17 September 2026"""
        return self._day(day, "yMMMMEEEEd")

    def weekday(self, number: int) -> str:
        """Monday for 0."""
        return str(format_date(dt.date(2024, 1, 1) + dt.timedelta(days=number), "EEEE", self.locale))

    def partial_date(self, text: str) -> str:
        """An ISO date known to the day, the month or the year: 3 March 1989, March 1989, 1989; else the text itself."""
        try:
            if len(text) == 7:
                return self._day(dt.date.fromisoformat(text + "-01"), "yMMMM")
            return self.date(dt.date.fromisoformat(text))
        except ValueError:
            return text

    def time(self, moment: dt.datetime, zone: dt.tzinfo) -> str:
        """14:21, in that zone."""
        return moment.astimezone(zone).strftime("%H:%M")

    def moment(self, moment: dt.datetime, zone: dt.tzinfo) -> str:
        """Tue 15 Sep 2026, 14:21 UTC+2; the offset tells apart the two hours when clocks are set back."""
        local = moment.astimezone(zone)
        clock = f"{local.strftime('%H:%M')} {_offset(local)}"
        return self.text("{date}, {clock}", date=self._day(local.date(), "yMMMEd"), clock=clock)

    def listed(self, parts: Iterable[str]) -> str:
        """The parts with this language's comma between them, empty ones left out.

        From right to left each is an island, and all of them go that way: codes, numbers and foreign names too.
        """
        told = [part for part in parts if part]
        if len(told) < 2 or not self.rtl:
            return self.text(", ").join(told)
        return RIGHT_TO_LEFT + self.text(", ").join(map(island, told)) + CLOSE

    def amount(self, money: Money) -> str:
        """1,024.50, with all digits of the currency and a true minus sign."""
        pattern = "#,##0." + "0" * money.currency.exponent
        return _sign(money.minor) + str(format_decimal(abs(money.amount), pattern.rstrip("."), self.locale))

    def money(self, money: Money) -> str:
        """€ 24.50 or 24,50 €, sign and amount kept together by a space that does not break.

        In a language written from right to left the sum stays an island that is read as in English.
        """
        symbol, amount = get_currency_symbol(money.currency.code, "en"), self.amount(money).lstrip(MINUS)
        parts = (amount, symbol) if self._symbol_last() else (symbol, amount)
        return _sign(money.minor) + NO_BREAK.join(parts)

    def _symbol_last(self) -> bool:
        pattern = Locale.parse(self.locale).currency_formats["standard"].pattern
        return not self.rtl and pattern.index("¤") > pattern.index("0")

    def number(self, number: Decimal | int) -> str:
        """1,024.5, with no digits beyond those that count."""
        places = max(0, -int(Decimal(number).normalize().as_tuple().exponent))
        pattern = "#,##0." + "#" * places
        shown = format_decimal(abs(Decimal(number)), pattern.rstrip("."), self.locale, decimal_quantization=False)
        return _sign(number) + str(shown)

    def answer(self, answer: "Answer", currency: Currency) -> str:
        """What was answered, as this language writes dates, amounts, numbers and yes or no; empty for no answer."""
        return self.listed(self._answered(answer, value, currency) for value in answer.values)

    def _answered(self, answer: "Answer", value: str, currency: Currency) -> str:
        try:
            match answer.kind:
                case "money":
                    return self.money(Money(int(value), currency))
                case "number":
                    return f"{self.number(Decimal(value))} {answer.unit}".strip()
                case "date":
                    return self.partial_date(value)
                case "yes-no":
                    return self.text("Yes") if value in ("yes", "true") else self.text("No")
        except (ValueError, InvalidOperation):
            return value
        return value

    def _translated(self, msgid: str) -> str:
        return self.words.gettext(msgid) if msgid else ""

    def _day(self, day: dt.date, skeleton: str) -> str:
        if self.locale == "en":
            return str(format_date(day, ENGLISH[skeleton], "en"))
        if skeleton in WHOLE:
            return str(format_date(day, WHOLE[skeleton], self.locale))
        return str(format_skeleton(skeleton, day, locale=self.locale))

    def _filled(self, text: str, values: Mapping[str, Value]) -> str:
        def value(place: re.Match[str]) -> str:
            if place[1] is None:
                return place[0][0]
            return self._put_in(values[place[1]]) if place[1] in values else place[0]

        return _PLACES.sub(value, text)

    def _put_in(self, value: Value) -> str:
        shown = self.listed(value) if isinstance(value, tuple) else str(value)
        return island(shown) if self.rtl or runs_right_to_left(shown) else shown

    def _figure(self, value: Value) -> Value:
        if not isinstance(value, str) or not _FIGURE.fullmatch(value):
            return value
        pattern = "#,##0." + "0" * len(value.partition(".")[2])
        shown = format_decimal(abs(Decimal(value)), pattern.rstrip("."), self.locale)
        return _sign(Decimal(value)) + str(shown)


@cache
def load_language(code: str, translations: Path) -> Language:
    """The language with that code; words fall back to the English of the source where it has no catalogue."""
    name = code.replace("-", "_")
    words = _catalogue(translations / f"{name}.po") or gettext.NullTranslations()
    own = isinstance(words, gettext.GNUTranslations)
    return Language(code, _written_right_to_left(name), words, _known_locale(name) if own else "en")


def languages_of(translations: Path) -> tuple[str, ...]:
    """The codes of the languages the program speaks: English, and one for each catalogue that lies there."""
    return (SOURCE, *sorted(file.stem.replace("_", "-") for file in translations.glob("*.po")))


def own_name(code: str) -> str:
    """How a language calls itself, for a list to choose from: Français, العربية; the code where nobody knows."""
    try:
        locale = Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return code
    name = str(locale.get_display_name(locale) or code)
    return name[:1].title() + name[1:]  # Georgian has capitals that nobody begins a word with


def _catalogue(file: Path) -> gettext.GNUTranslations | None:
    """The translations of one catalogue, read as it was written by the translator; None where there is none."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    try:
        with file.open("rb") as text:
            written = read_po(text)
    except FileNotFoundError:
        return None
    compiled = BytesIO()
    write_mo(compiled, written)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def island(text: str) -> str:
    """The text as an island that keeps its own direction, also where it is made of islands itself."""
    of_islands = first_strong(text) is None and runs_right_to_left(text)
    return (RIGHT_TO_LEFT if of_islands else OPEN) + text + CLOSE


def in_order(text: str, beside: str) -> str:
    """A place in a law, "§ 14(2)", as it stands beside a title: an island from left to right in Arabic."""
    return LEFT_TO_RIGHT + text + CLOSE if runs_right_to_left(beside) else text


def first_strong(text: str) -> int | None:
    """The direction of the first letter outside isolates: 0 left to right, 1 right to left, None without letters."""
    depth = 0
    for char in text:
        if char in _ISOLATES:
            depth += 1
        elif char == CLOSE:
            depth = max(0, depth - 1)
        elif not depth and unicodedata.bidirectional(char) in _STRONG:
            return _STRONG[unicodedata.bidirectional(char)]
    return None


def runs_right_to_left(text: str) -> bool:
    """Whether any letter of it belongs to a script written from right to left."""
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)


def _written_right_to_left(name: str) -> bool:
    try:
        return bool(Locale.parse(name).character_order == "right-to-left")
    except (UnknownLocaleError, ValueError):
        return False


def _known_locale(name: str) -> str:
    try:
        return str(Locale.parse(name))
    except (UnknownLocaleError, ValueError):
        return "en"


def _sign(number: Decimal | int) -> str:
    return MINUS if number < 0 else ""


def _offset(local: dt.datetime) -> str:
    minutes = int((local.utcoffset() or dt.timedelta()).total_seconds() // 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else MINUS}{hours}" + (f":{rest:02}" if rest else "")
