"""What officials type, made fit to be stored: trimmed, composed (NFC), of one line where one is meant, not endless."""

import unicodedata
from collections.abc import Iterable
from datetime import date

from oss_desk.domain import typed_text
from oss_desk.domain.messages import refuse

LINE = 200
"""Most characters of a name, a number or another text of one line."""
LONG = 4000
"""Most characters of a note or a reason."""


def line(text: str, *, most: int = LINE) -> str:
    """One line of text, possibly empty; refused when it is longer than `most` characters."""
    return _not_over(" ".join(_readable(text).split()), most)


def needed(text: str, code: str, *, most: int = LINE) -> str:
    """One line that must not be empty; else refused with that code."""
    given = line(text, most=most)
    if not typed_text.is_seen(given):
        raise refuse(code)
    return given


def lines(texts: Iterable[str], *, most: int = LINE) -> tuple[str, ...]:
    """Several lines without the empty ones and without repetitions."""
    return tuple(dict.fromkeys(given for text in texts if (given := line(text, most=most))))


def paragraph(text: str, *, most: int = LONG) -> str:
    """A note or reason, possibly of several lines."""
    return _not_over(_readable(text).strip(), most)


def reason(text: str, code: str = "reason-needed", *, most: int = LONG) -> str:
    """A reason or note that must be given."""
    given = paragraph(text, most=most)
    if not typed_text.is_seen(given):
        raise refuse(code)
    return given


def birth(born: str | None, today: date) -> str | None:
    """A birth date to the year, the month or the day: "1989", "1989-03", "1989-03-03"; not after today."""
    text = (born or "").strip()
    if not text:
        return None
    whole = text + "-01-01"[len(text) - 4 :] if len(text) in (4, 7) else text
    try:
        day = date.fromisoformat(whole)
    except ValueError:
        raise refuse("born-unreadable", given=line(text, most=LONG)) from None
    if len(whole) != 10 or day > today:
        raise refuse("born-later" if day > today else "born-unreadable", given=text)
    return text


def _readable(text: str) -> str:
    """Composed, and without what nobody sees; refused where marks are piled up on one letter."""
    readable = typed_text.without_hidden(unicodedata.normalize("NFC", text))
    if typed_text.is_piled_up(readable):
        raise refuse("typed-piled-up")
    return readable


def _not_over(text: str, most: int) -> str:
    if len(text) > most:
        raise refuse("typed-too-long", most=most, length=len(text))
    return text
