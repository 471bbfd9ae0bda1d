"""Mistakes in a definition: where, on which line, what, and the nearest word that would be right."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

from oss_desk.domain.messages import Message, Refused, Value
from oss_desk.workflows.messages import sentence

Place = tuple[str | int, ...]

LONGEST_WORD = 64  # characters of a wrong word that are quoted, and looked up
MOST_NAMED = 20  # valid words that are all told where none is near
MOST_GUESSES = 200  # mistakes of one file for which a nearest word is looked for


@dataclass(frozen=True)
class Problem:
    """One mistake: `evidence[1].when.field`, the line of the file (None when it has no lines), and what is wrong."""

    place: str
    line: int | None
    message: Message

    def told(self, name: str) -> str:
        """The mistake as a person reads it: place, sentence, file and line."""
        where = ", ".join((*([name] if name else []), *([f"line {self.line}"] if self.line else [])))
        head = f"{self.place}: " if self.place else ""
        return f"{head}{sentence(self.message)}" + (f" ({where})" if where else "")


class DefinitionErrors(Refused):
    """All mistakes of one file at once, in the order of its lines; nothing of it was taken over."""

    def __init__(self, name: str, problems: tuple[Problem, ...]) -> None:
        count = len(problems)
        code = "definition-mistake" if count == 1 else "definition-mistakes"
        super().__init__(Message(code, {"name": name, "count": count}), *(problem.message for problem in problems))
        self.name = name
        self.problems = problems

    def __str__(self) -> str:
        """One line for each mistake."""
        return "\n".join(problem.told(self.name) for problem in self.problems)


def place_text(place: Place) -> str:
    """A path as people write it: `evidence[1].when.field`."""
    text = ""
    for step in place:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def nearest(word: str, valid: Iterable[str]) -> str | None:
    """The valid word that looks most like this one, if one does; of two alike the one that begins like it."""
    by_lower = {entry.lower(): entry for entry in valid}
    written = word.lower()
    found = get_close_matches(written, by_lower, n=5, cutoff=0.6)
    likeness = {entry: (SequenceMatcher(None, entry, written).ratio(), entry[:1] == written[:1]) for entry in found}
    return by_lower[max(likeness, key=likeness.__getitem__)] if found else None


def unknown(kind: str, word: str, valid: Iterable[str]) -> Message:
    """There is no such thing, and what was probably meant. Kinds are those of `messages.KINDS`."""
    word = word if len(word) <= LONGEST_WORD else word[: LONGEST_WORD - 1] + "…"
    known = sorted(valid)
    close = nearest(word, known)
    if close:
        return Message(f"no-{kind}-nearest", {"word": word, "nearest": close})
    if 0 < len(known) <= MOST_NAMED:
        return Message(f"no-{kind}-of", {"word": word, "known": ", ".join(known)})
    return Message(f"no-{kind}", {"word": word})


class Mistakes:
    """Collects the mistakes of one document; of one place only the first, and nothing below it."""

    def __init__(self, lines: Mapping[Place, int]) -> None:
        self._lines = lines
        self._found: dict[Place, Message] = {}

    def add(self, place: Place, message: Message) -> None:
        """Keep this mistake unless its place, or one around it, has one already."""
        if not any(place[:length] in self._found for length in range(1, len(place) + 1)):
            self._found[place] = message

    def say(self, place: Place, code: str, **values: Value) -> None:
        """Keep a mistake by its code."""
        self.add(place, Message(code, values))

    @property
    def may_guess(self) -> bool:
        """Whether the nearest word is still looked for: a file of nonsense must not keep the program busy."""
        return len(self._found) < MOST_GUESSES

    def __bool__(self) -> bool:
        return bool(self._found)

    def __contains__(self, place: object) -> bool:
        return place in self._found

    def line(self, place: Place) -> int | None:
        """The line of a place, or of the nearest part around it."""
        for length in range(len(place), -1, -1):
            if place[:length] in self._lines:
                return self._lines[place[:length]]
        return None

    def problems(self) -> tuple[Problem, ...]:
        """All of them, in the order of their lines; a key that is only misspelt is not also told as missing."""
        misspelt = {
            (*place[:-1], message.values["nearest"])
            for place, message in self._found.items()
            if message.code == "no-key-nearest"
        }
        told = (self._told(place) for place in self._found if place not in misspelt)
        return tuple(sorted(told, key=lambda problem: (problem.line or 0, problem.place)))

    def _told(self, place: Place) -> Problem:
        return Problem(place_text(place), self.line(place), self._found[place])
