"""Which characters of a line run from right to left: the Unicode bidirectional algorithm (UAX 9) with isolates.

Explicit embeddings and overrides are left out on purpose: nothing the office writes uses them, and a typed name must
not be able to turn the rest of a paper round.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from oss_desk.language import first_strong

ISOLATES = {"\u2066": 0, "\u2067": 1, "\u2068": None}
POP = "\u2069"
CONTROLS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_IGNORED = ("BN", "LRE", "RLE", "LRO", "RLO", "PDF")
_NEUTRAL = ("B", "S", "WS", "ON", "BN")
_DEEPEST = 60
T = TypeVar("T")


def levels(text: str, base: int) -> list[int]:
    """The embedding level of each character, odd where it runs from right to left; `base` is 0 or 1."""
    result = [base] * len(text)
    _resolve(text, range(len(text)), base, result)
    return result


def reordered(items: Sequence[T], of: Sequence[int]) -> list[T]:
    """The items of one line in the order in which they stand on paper from left to right (rule L2)."""
    order = list(range(len(items)))
    for level in range(max(of, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and of[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = max(end, start + 1)
    return [items[index] for index in order]


@dataclass
class _Isolate:
    """What stands between an isolate's opening and its end, which to the text around is one neutral sign."""

    opening: int
    inside: range


def _resolve(text: str, where: range, level: int, result: list[int]) -> None:
    isolates = _isolates(text, where)
    hidden = {index for isolate in isolates for index in isolate.inside}
    outside = [index for index in where if index not in hidden]
    kinds = [_kind(text[index]) for index in outside]
    _weak(kinds, level)
    _brackets([text[index] for index in outside], kinds, level)
    _neutrals(kinds, level)
    for index, kind in zip(outside, kinds, strict=True):
        result[index] = level + _raise(kind, level)
    for isolate in isolates:
        own = ISOLATES[text[isolate.opening]]
        if own is None:
            own = first_strong(text[isolate.inside.start : isolate.inside.stop]) or 0
        deeper = level + 1 if (level + 1) % 2 == own else level + 2
        _resolve(text, isolate.inside, min(deeper, _DEEPEST + own), result)


def _isolates(text: str, where: range) -> list[_Isolate]:
    """The outermost isolates; one that is never closed reaches to the end, one too deep is left as it is."""
    found: list[_Isolate] = []
    depth, opening = 0, 0
    for index in where:
        if text[index] in ISOLATES:
            opening = index if not depth else opening
            depth += 1
        elif text[index] == POP and depth:
            depth -= 1
            if not depth:
                found.append(_Isolate(opening, range(opening + 1, index)))
    if depth:
        found.append(_Isolate(opening, range(opening + 1, where.stop)))
    return found


def _kind(char: str) -> str:
    if char in ISOLATES or char == POP:
        return "ON"
    kind = unicodedata.bidirectional(char) or "L"
    return "BN" if kind in _IGNORED else kind


def _weak(kinds: list[str], level: int) -> None:
    """Rules W1 to W7, for numbers, their separators and signs, and marks that stand on letters."""
    own = "R" if level % 2 else "L"
    _marks_and_arabic_numbers(kinds, own)
    for index in range(1, len(kinds) - 1):  # W4
        before, after = kinds[index - 1], kinds[index + 1]
        if before == after and (kinds[index], before) in (("ES", "EN"), ("CS", "EN"), ("CS", "AN")):
            kinds[index] = before
    for index, kind in enumerate(kinds):  # W5
        if kind == "EN":
            _terminators(kinds, index)
    strong = own
    for index, kind in enumerate(kinds):  # W6, W7
        if kind in ("ET", "ES", "CS"):
            kinds[index] = "ON"
        elif kind == "EN" and strong == "L":
            kinds[index] = "L"
        strong = kind if kind in ("L", "R") else strong


def _marks_and_arabic_numbers(kinds: list[str], own: str) -> None:
    """Rules W1, W2 and W3."""
    before = strong = own
    for index, kind in enumerate(kinds):
        if kind == "NSM":
            kind = before
        elif kind == "EN" and strong == "AL":
            kind = "AN"
        strong = kind if kind in ("L", "R", "AL") else strong
        kinds[index] = before = kind
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]


def _terminators(kinds: list[str], number: int) -> None:
    for step in (-1, 1):
        index = number + step
        while 0 <= index < len(kinds) and kinds[index] == "ET":
            kinds[index] = "EN"
            index += step


def _brackets(chars: list[str], kinds: list[str], level: int) -> None:
    """Rule N0: a pair of brackets goes the way of what it holds, so that both look the right way."""
    own = "R" if level % 2 else "L"
    for opening, closing in _pairs(chars, kinds):
        inside = {_direction(kind) for kind in kinds[opening + 1 : closing]} - {""}
        if own in inside:
            kinds[opening] = kinds[closing] = own
        elif inside:
            before = next((_direction(kind) for kind in reversed(kinds[:opening]) if _direction(kind)), own)
            kinds[opening] = kinds[closing] = before if before in inside else own


def _pairs(chars: list[str], kinds: list[str]) -> list[tuple[int, int]]:
    pairs, open_ones = [], []
    for index, char in enumerate(chars):
        if kinds[index] != "ON" or not unicodedata.mirrored(char):
            continue
        if unicodedata.category(char) == "Ps":
            open_ones.append(index)
        elif unicodedata.category(char) == "Pe":
            match = next((place for place in reversed(open_ones) if ord(char) - ord(chars[place]) in (1, 2)), None)
            if match is not None:
                del open_ones[open_ones.index(match) :]
                pairs.append((match, index))
    return sorted(pairs)


def _direction(kind: str) -> str:
    return "R" if kind in ("EN", "AN") else kind if kind in ("L", "R") else ""


def _neutrals(kinds: list[str], level: int) -> None:
    """Rules N1 and N2: neutral signs go with both neighbours if these agree, else with the text around."""
    own = "R" if level % 2 else "L"
    index = 0
    while index < len(kinds):
        end = index
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        if end > index:
            before = _direction(kinds[index - 1]) if index else own
            after = _direction(kinds[end]) if end < len(kinds) else own
            kinds[index:end] = [before if before == after else own] * (end - index)
        index = max(end, index + 1)


def _raise(kind: str, level: int) -> int:
    """Rules I1 and I2."""
    if level % 2:
        return 0 if kind == "R" else 1
    return {"L": 0, "R": 1}.get(kind, 2)
