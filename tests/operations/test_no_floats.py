"""No float comes near money: the code of money is looked through for what makes one (R13)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import oss_desk

SOURCE = Path(oss_desk.__file__).parent
MONEY = (
    SOURCE / "domain" / "money.py",
    SOURCE / "domain" / "till.py",
    SOURCE / "domain" / "figures.py",
    SOURCE / "domain" / "corrections.py",
    SOURCE / "storage" / "till.py",
    SOURCE / "storage" / "corrections.py",
    SOURCE / "storage" / "tables" / "till.py",
    *sorted((SOURCE / "operations" / "money").glob("*.py")),
)
MAKES_FLOATS = frozenset({"float", "Float", "REAL", "fsum", "round"})


def floats_in(source: str) -> Iterator[str]:
    """Every place where a float is written, named or made: a literal, a true division, a float type."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield f"{node.lineno}: {node.value}"
        elif isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div):
            text = ast.unparse(node)
            if not any(word in text for word in ("resources /", "Decimal", "amount / step", '"currencies"')):
                yield f"{node.lineno}: {text}"
        elif isinstance(node, ast.Name) and node.id in MAKES_FLOATS:
            yield f"{node.lineno}: {node.id}"


@pytest.mark.parametrize("file", MONEY, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_code_of_money_makes_no_float(file: Path) -> None:
    assert list(floats_in(file.read_text("utf-8"))) == []


@pytest.mark.parametrize("bad", ["x = 0.5", "x = amount / 2", "x: float = y", "x = round(y, 2)", "x /= 100"])
def test_a_float_would_be_found(bad: str) -> None:
    assert list(floats_in(bad))
