"""What a document names: its fields, laws, fees and steps by id, for the checks that follow references."""

from dataclasses import dataclass, field
from typing import get_args

from oss_desk.workflows.definition import StepKind
from oss_desk.workflows.nodes import Node
from oss_desk.workflows.registers import Registers

Order = tuple[int, int]  # place in the list of fields; place in the table, 0 for a field of its own


@dataclass(frozen=True)
class KnownField:
    """A field as references see it."""

    node: Node
    order: Order
    type: str
    options: frozenset[str]
    step: str | None = None
    table: str | None = None  # the id of the rows field that it is a column of


@dataclass(frozen=True)
class Known:
    """All that a reference may name."""

    registers: Registers | None
    fields: dict[str, KnownField] = field(default_factory=dict)
    laws: frozenset[str] = frozenset()
    fees: dict[str, Node] = field(default_factory=dict)
    steps: dict[str, Node] = field(default_factory=dict)

    def of_type(self, *types: str, table: str | None = None) -> frozenset[str]:
        """The ids of fields of these types, columns only of that table."""
        return frozenset(
            name for name, known in self.fields.items() if known.type in types and known.table in (None, table)
        )

    def steps_of(self, kind: str | None) -> frozenset[str]:
        """The ids of steps of that kind, None for work; one whose kind is misspelt may be of any."""
        return frozenset(name for name, step in self.steps.items() if _may_be(step.get("kind").word, kind))


def _may_be(word: str | None, kind: str | None) -> bool:
    if word is not None and word not in get_args(StepKind):
        return True
    return word in ((None, "work") if kind is None else (kind,))


RESERVED_STEPS = ("back", "start", "handover", "withdrawn", "lapsed", "opened-in-error")


def known_in(root: Node, registers: Registers | None) -> Known:
    """Everything the document names; ids used twice are mistakes already here."""
    return Known(
        registers,
        _fields(root),
        frozenset(root.get("legal_basis").keys),
        root.get("fees").ids(),
        root.get("steps").ids(*RESERVED_STEPS),
    )


def _fields(root: Node) -> dict[str, KnownField]:
    found: dict[str, KnownField] = {}
    for number, node in enumerate(root.get("fields").items()):
        own = _keep(found, node, (number, 0), None)
        for column, inner in enumerate(node.get("fields").items()):
            _keep(found, inner, (number, column + 1), own)
    return found


def _keep(found: dict[str, KnownField], node: Node, order: Order, table: str | None) -> str | None:
    word = node.get("id").word
    if word is None:
        return None
    if word in found:
        line = node.mistakes.line((*found[word].node.place, "id")) or 0
        node.get("id").say("same-id", word=word, line=line)
        return word
    options = frozenset(option.get("id").word or "" for option in node.get("options").items())
    found[word] = KnownField(node, order, node.get("type").word or "", options, node.get("step").word, table)
    return word
