"""Words as people type them, made comparable: without accents, capitals, letter forms, endings; knows no catalogue."""

import unicodedata
from functools import lru_cache

from anyascii import anyascii

ONE_LETTER, TWO_LETTERS = 4, 7
"""From how many letters on one mistake is forgiven, and two."""
SHORTEST_STEM = 3
_ALIKE = str.maketrans(
    {
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ة": "ه",
        "ە": "ه",
        "ک": "ك",
        "ـ": "",
        "ء": "",
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ı": "i",
        "þ": "th",
        "’": "'",
        "ʼ": "'",
    }
)
"""Letters that people write for each other and that no decomposition of Unicode brings together. Hamza and madda on
their letters are marks, which fall away with the vowels."""
_CLITICS = frozenset({"l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu"})
"""French words that an apostrophe ties to the next one."""
_PREFIXES = ("وال", "بال", "كال", "فال", "لل", "ال")
_SUFFIXES = ("يه", "ات", "ون", "ين", "ان", "ها", "ه", "ي")
"""Arabic articles and endings of number and gender, as light stemmers take them off."""


@lru_cache(maxsize=8192)
def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text without accents, vowel signs and capitals, letters of one sound brought together."""
    spelt = unicodedata.normalize("NFKD", text.casefold().translate(_ALIKE))
    marked = "".join(char for char in spelt if not unicodedata.combining(char) and unicodedata.category(char) != "Cf")
    kept = marked.translate(_ALIKE)
    words = "".join(char if char.isalnum() or char == "'" else " " for char in kept).split()
    return tuple(part for word in words for part in _parted(word) if part)


def _parted(word: str) -> tuple[str, ...]:
    """What an apostrophe parts: l'acte is acte; citizen's is citizen."""
    parts = [part for part in word.split("'") if part]
    if len(parts) < 2:
        return tuple(parts)
    if parts[0] in _CLITICS:
        parts = parts[1:]
    return tuple(parts[:-1] if len(parts) > 1 and parts[-1] in ("s", "t") else parts)


@lru_cache(maxsize=8192)
def latin(word: str) -> str:
    """The word in Latin letters, for whoever cannot type its script; Arabic without its vowels is no help."""
    return word if word.isascii() or _is_arabic(word) else "".join(plain_words(anyascii(word)))


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The word without article and endings of number, gender and tense; never shorter than three letters."""
    return _arabic_stem(word) if _is_arabic(word) else _latin_stem(word)


def _is_arabic(word: str) -> bool:
    return bool(word) and "\u0600" <= word[0] <= "\u06ff"


def _arabic_stem(word: str) -> str:
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= SHORTEST_STEM:
            word = word[len(prefix) :]
            break
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= SHORTEST_STEM:
            return word[: -len(suffix)]
    return word


def _latin_stem(word: str) -> str:
    for ending, instead in (("ies", "y"), ("aux", "al"), ("s", ""), ("x", "")):
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= SHORTEST_STEM:
            word = word[: -len(ending)] + instead
            break
    for ending in ("ing", "ed", "ee", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=65536)
def grade(typed: str, word: str) -> int:
    """How well a typed word fits one of the catalogue, in percent: the same, another form, its beginning, a part."""
    if typed == word:
        return 100
    if stem(typed) == stem(word):
        return 95
    if word.startswith(typed) and len(typed) > 1:
        return 80
    if _is_arabic(word) and len(typed) > 2 and stem(word).startswith(stem(typed)):
        return 75
    if len(word) > 3 and typed.startswith(word):
        return 65
    return 50 if len(typed) > 4 and typed in word else 0


@lru_cache(maxsize=65536)
def misspelt(typed: str, word: str) -> int:
    """How likely a typed word is this one with a mistake or two, in percent; the first letter is rarely wrong."""
    allowed = 2 if len(typed) >= TWO_LETTERS else 1 if len(typed) >= ONE_LETTER else 0
    if not allowed or len(word) < ONE_LETTER - 1:
        return 0
    forms = {word, stem(word), word[: len(typed)] if len(typed) > ONE_LETTER else word}
    off = min(_mistakes(one, form, allowed) for one in {typed, stem(typed)} for form in forms)
    if off > allowed:
        return 0
    return max(60 - 15 * off - (10 if typed[0] != word[0] else 0), 10)


def _mistakes(typed: str, word: str, most: int) -> int:
    """Letters wrong, missing, too many or swapped (Damerau's distance); more than `most` is `most` + 1."""
    if abs(len(typed) - len(word)) > most:
        return most + 1
    before, row = [0] * (len(word) + 1), list(range(len(word) + 1))
    for number, letter in enumerate(typed, 1):
        older, before, row = before, row, [number]
        for place, other in enumerate(word, 1):
            least = min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (letter != other))
            if number > 1 and place > 1 and letter == word[place - 2] and typed[number - 2] == other:
                least = min(least, older[place - 2] + 1)
            row.append(least)
        if min(row) > most:
            return most + 1
    return row[-1]
