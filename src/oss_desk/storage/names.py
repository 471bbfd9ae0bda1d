"""Names, numbers and dates folded into keys: the same person is found in any script and in spelling variants.

Three keys for each word of a name, from narrow to wide: as written in Latin letters, its spelling with the
common variants of transliteration made one, and its consonants, which is all that unvowelled scripts give.
"""

import re
import unicodedata
from collections.abc import Iterator

from anyascii import anyascii

VARIANTS = {
    "shch": "s",
    "tsch": "c",
    "sch": "s",
    "tch": "c",
    "dzh": "j",
    "sh": "s",
    "ch": "c",
    "cz": "c",
    "ts": "c",
    "tz": "c",
    "zh": "j",
    "dj": "j",
    "kh": "h",
    "gh": "g",
    "ph": "f",
    "th": "t",
    "bh": "b",
    "dh": "d",
    "ck": "k",
    "ou": "u",
    "oo": "u",
    "ee": "i",
    "x": "ks",
    "q": "k",
    "w": "v",
    "y": "i",
}
_VARIANT = re.compile("|".join(VARIANTS) + "|c(?=[eiy])|c")
_REPEATED = re.compile(r"(.)\1+")
_VOWELS = str.maketrans("", "", "aeiou")
_MARKS = str.maketrans("", "", "'`\"")
_DAY = re.compile(r"(?:(\d{1,2})[./-])?(\d{1,2})[./-](\d{4})")
_ALIKE = ("dz", "ds", "c")
SHORTEST_SOUND = 2
SHORTEST_PHONE_PART = 5


def latin(text: str) -> str:
    """The text in small Latin letters, whatever its script: "ქველიძე" is "kvelidze"."""
    return anyascii(unicodedata.normalize("NFKC", text)).casefold().translate(_MARKS)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a name in small Latin letters and digits, each once."""
    return tuple(dict.fromkeys(re.findall(r"[a-z0-9]+", latin(text))))


def spellings(word: str) -> frozenset[str]:
    """The word with transliterations made one ("daryna" is "darina"); two when a j may be read as an i."""
    read = {word, word.replace("j", "i")}
    return frozenset(_squeezed(_VARIANT.sub(_variant, one)) for one in read)


def sounds(word: str) -> frozenset[str]:
    """The consonants of the word; two when a w may be a vowel, as in names from Arabic. Too short ones are left out."""
    read = {spelling for one in {word, word.replace("w", "")} for spelling in spellings(one)}
    kept = {_squeezed(spelling.translate(_VOWELS)) for spelling in read}
    return frozenset(sound for sound in map(_without_last_h, kept) if len(sound) >= SHORTEST_SOUND)


def heard(word: str) -> frozenset[str]:
    """What to look for when the word may have been written by ear: dz, ds and tz are taken for each other."""
    found = sounds(word)
    for one in _ALIKE:
        found |= {sound.replace(one, other) for sound in found for other in _ALIKE}
    return found


def _variant(match: re.Match[str]) -> str:
    found = match[0]
    if found == "c":
        return "s" if match.string[match.end() : match.end() + 1] in {"e", "i", "y"} else "k"
    return VARIANTS[found]


def _squeezed(word: str) -> str:
    return _REPEATED.sub(r"\1", word)


def _without_last_h(sound: str) -> str:
    return sound[:-1] if sound.endswith("h") and len(sound) > SHORTEST_SOUND else sound


def number_key(number: str) -> str:
    """A document's or register's number without blanks and signs, in small letters and digits."""
    return re.sub(r"[^a-z0-9]", "", latin(number))


def phone_keys(phone: str) -> Iterator[str]:
    """Every ending of a phone number, so that it is found with or without its country or area."""
    digits = re.sub(r"\D", "", latin(phone)).lstrip("0")
    yield from (digits[start:] for start in range(max(1, len(digits) - SHORTEST_PHONE_PART + 1)) if digits[start:])


def birth_key(typed: str) -> str | None:
    """A date as its digits from the year down: "1989-03-03" and "3.3.1989" are "19890303"; None when it is none."""
    plain = latin(typed)
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", plain):
        return plain.replace("-", "")
    match = _DAY.fullmatch(plain)
    if match is None:
        return None
    return match[3] + match[2].zfill(2) + (match[1].zfill(2) if match[1] else "")
