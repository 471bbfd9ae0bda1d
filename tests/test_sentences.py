"""Every code of a message has its sentence, and every sentence a place that says it."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import oss_desk

SOURCE = Path(oss_desk.__file__).parent
SAYING = ("Message", "refuse")
"""What makes a message of a code, its first argument."""
CODE = re.compile(r"[a-z]+(-[a-z0-9]+)+")


@cache
def trees() -> dict[Path, ast.Module]:
    return {file: ast.parse(file.read_text("utf-8")) for file in sorted(SOURCE.rglob("*.py"))}


def sentences() -> dict[str, Path]:
    """The codes in the tables of the packages' messages.py, and where each stands."""
    return {
        key.value: file
        for file, tree in trees().items()
        if file.name == "messages.py"
        for table in ast.walk(tree)
        if isinstance(table, ast.Dict)
        for key in table.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str) and CODE.fullmatch(key.value)
    }


def said() -> Iterator[str]:
    """The codes of messages that the program makes as they stand."""
    for call in (node for tree in trees().values() for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        first = call.args[0] if call.args else None
        if name in SAYING and isinstance(first, ast.Constant) and CODE.fullmatch(str(first.value)):
            yield str(first.value)


def ways() -> Iterator[str]:
    """Every text of the program but its tables as a pattern; what is put into one may be any word."""
    for node in (node for file, tree in trees().items() if file.name != "messages.py" for node in ast.walk(tree)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield re.escape(node.value)
        elif isinstance(node, ast.JoinedStr):
            parts = (
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z-]+" for part in node.values
            )
            yield "".join(parts)


def test_every_code_that_is_said_has_a_sentence() -> None:
    codes = set(said())
    assert len(codes) > 100
    assert codes - set(sentences()) == set()


def test_every_sentence_is_said_somewhere() -> None:
    told = [re.compile(way) for way in set(ways()) if CODE.match(way.replace("\\", "").replace("[a-z-]+", "a-b"))]
    unsaid = {code: file.name for code, file in sentences().items() if not any(way.fullmatch(code) for way in told)}
    assert unsaid == {}
