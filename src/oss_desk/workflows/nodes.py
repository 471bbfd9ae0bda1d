"""A careful view of plain values: any shape may be wrong, and the checks go on all the same."""

from collections.abc import Iterator
from dataclasses import dataclass

from oss_desk.domain.messages import Value
from oss_desk.workflows.mistakes import Mistakes, Place, unknown
from oss_desk.workflows.yaml_text import Json


@dataclass(frozen=True)
class Node:
    """One value of a document with its place; what is not there is a node of None."""

    value: Json
    place: Place
    mistakes: Mistakes

    def get(self, key: str) -> "Node":
        """What stands under a key."""
        value = self.value.get(key) if isinstance(self.value, dict) else None
        return Node(value, (*self.place, key), self.mistakes)

    def has(self, key: str) -> bool:
        """Whether the key is written."""
        return isinstance(self.value, dict) and key in self.value

    @property
    def there(self) -> bool:
        """Whether anything is written here."""
        return self.value is not None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys written here."""
        return tuple(self.value) if isinstance(self.value, dict) else ()

    def items(self) -> Iterator["Node"]:
        """The entries, where this is a list."""
        for number, value in enumerate(self.value if isinstance(self.value, list) else ()):
            yield Node(value, (*self.place, number), self.mistakes)

    def entries(self) -> Iterator[tuple[str, "Node"]]:
        """The keys with their values, where these are keys and values."""
        return ((key, self.get(key)) for key in self.keys)

    @property
    def word(self) -> str | None:
        """The text written here; a whole number stands for its digits."""
        if isinstance(self.value, int) and not isinstance(self.value, bool):
            return str(self.value)
        return self.value if isinstance(self.value, str) else None

    def say(self, code: str, **values: Value) -> None:
        """Something is wrong here."""
        self.mistakes.say(self.place, code, **values)

    def expect(self, kind: str, valid: "frozenset[str] | dict[str, Node]") -> str | None:
        """The word written here when it is one of the valid ones; else a mistake of that kind (`messages.KINDS`)."""
        word = self.word
        if word is None or word in valid:
            return word
        self.mistakes.add(self.place, unknown(kind, word, valid if self.mistakes.may_guess else ()))
        return None

    def ids(self, *reserved: str) -> "dict[str, Node]":
        """The entries of a list by their ids; a mistake for each id used twice or reserved."""
        found: dict[str, Node] = {}
        for entry in self.items():
            word = entry.get("id").word
            if word is None:
                continue
            if word in reserved:
                entry.get("id").say("reserved-id", word=word)
            if word in found:
                line = self.mistakes.line((*found[word].place, "id")) or 0
                entry.get("id").say("same-id", word=word, line=line)
            found.setdefault(word, entry)
        return found
