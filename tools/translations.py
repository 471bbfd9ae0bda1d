"""Brings every catalogue up to date with the program's sentences, and says what is left to translate."""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from tools.environment import ROOT

SOURCE = ROOT / "src" / "oss_desk"
WIDGETS = SOURCE / "ui" / "widgets" / "messages.py"
"""Widgets that show a message, not sentences."""
CATALOGUES = ROOT / "resources" / "translations"
SAID = {"text": 1, "say": 1, "plural": 2}
"""What is called to say something, and how many of its first arguments are sentences."""
WORDLESS = SOURCE / "storage"
"""Where text() is SQL."""
CODE = re.compile(r"[a-z]+(-[a-z]+)+")
"""How the code of a message looks where it is said; its sentence stands in a table."""
PLACE = re.compile(r"\{(\w+)\}")
NARROW, FIXED = "\u202f", "\u00a0"
SPACES = ((re.compile(" (?=[;?!])"), NARROW), (re.compile("(?<=«) | (?=[:»%€])"), FIXED))
"""In French no line breaks before ; ? ! : » % and after «; what may break there, and what stands there instead."""
FRENCH = "fr"
NUMBER = "n"
"""The place of a plural's number, which a form for one or two may say in a word."""

Sentence = str | tuple[str, ...]
"""A sentence, or its forms for one and for many."""


def main() -> int:
    """Write every catalogue anew and print what is untranslated; 0 when nothing is."""
    program, left = sentences(), 0
    for file in sorted(CATALOGUES.glob("*.po")):
        catalogue = update(file, program)
        findings = list(faults(catalogue, program))
        left += len(findings)
        print(f"{file.name}: {len(program)} sentences, {len(findings)} to look at")
        print(*(f"  {finding}" for finding in findings), sep="\n")
    return int(left > 0)


def sentences() -> Catalog:
    """Every sentence that the program can say, with the modules that say it."""
    found = Catalog(project="OSS Desk", charset="utf-8")
    said: list[tuple[str, Sentence]] = []
    for file in SOURCE.rglob("*.py"):
        tables = in_tables(file) if file.name == "messages.py" and file != WIDGETS else ()
        spoken = in_calls(file) if WORDLESS not in file.parents else ()
        said += ((str(file.relative_to(SOURCE)), text) for text in (*tables, *spoken))
    for name, text in sorted(said, key=str):
        code = not name.endswith("messages.py") and CODE.fullmatch(str(text)) is not None
        if not code and any(PLACE.sub("", form).strip() for form in _forms(text)):
            found.add(text, locations=[(name, 0)])
    return found


def in_calls(file: Path) -> Iterator[Sentence]:
    """The sentences that are said in a module, wherever the call stands, within other texts too."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            first = node.args[: SAID.get(name, 0)]
            texts = [one.value for one in first if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if texts and len(texts) == len(first) == SAID[name]:
                yield texts[0] if len(texts) == 1 else tuple(texts)


def in_tables(file: Path) -> Iterator[str]:
    """The sentences in the tables of a package's messages.py; a table named ICONS holds no words."""
    for node in ast.parse(file.read_text("utf-8")).body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            if not ast.unparse(target).endswith("ICONS"):
                for table in (part for part in ast.walk(node.value) if isinstance(part, ast.Dict)):
                    yield from _strings(table.values)


def _strings(values: Iterable[ast.expr]) -> Iterator[str]:
    for node in (part for value in values for part in ast.walk(value)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def update(file: Path, program: Catalog) -> Catalog:
    """The catalogue with the sentences there are now: new ones empty, those that are no longer said taken out."""
    catalogue = read(file)
    kept = dict(catalogue.mime_headers)
    catalogue.update(program, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.mime_headers = list(kept.items())
    if file.stem == FRENCH:
        for message in catalogue:
            if message.id and message.string:
                message.string = spaced(message.string)
    with file.open("wb") as written:
        write_po(written, catalogue, width=0, sort_output=True, include_lineno=False, omit_header=False)
    return catalogue


def spaced(text: str | tuple[str, ...] | list[str]) -> str | tuple[str, ...]:
    """A French text with spaces that do not break before double signs and inside quotation marks."""
    if not isinstance(text, str):
        return tuple(str(spaced(form)) for form in text)
    for breaking, kept in SPACES:
        text = breaking.sub(kept, text)
    return text


def read(file: Path) -> Catalog:
    """A catalogue as its translator wrote it."""
    with file.open("rb") as text:
        return read_po(text, locale=file.stem)


def faults(catalogue: Catalog, program: Catalog) -> Iterator[str]:
    """What is not translated, not sure, no longer said, or names other values than the sentence."""
    for message in program:
        if message.id:
            translated = catalogue.get(message.id)
            fault = _fault(message, translated, catalogue.num_plurals)
            if not fault and translated is not None and str(catalogue.locale_identifier) == FRENCH:
                fault = _breaking(_forms(translated.string or ""))
            if fault:
                yield f"{fault}: {message.id!r} ({', '.join(name for name, _ in message.locations)})"
    for message in catalogue:
        if message.id and program.get(message.id) is None:
            yield f"no longer said: {message.id!r}"


def _fault(message: Message, translated: Message | None, plurals: int) -> str:
    if translated is None or not translated.string or not all(_forms(translated.string)):
        return "untranslated"
    if translated.fuzzy:
        return "unsure"
    wanted, forms = _places(message.id), _forms(translated.string)
    if message.pluralizable and len(forms) != plurals:
        return f"{len(forms)} forms instead of {plurals}"
    optional = {NUMBER} if message.pluralizable else set()
    return "" if all(wanted - optional <= _places(form) <= wanted for form in forms) else "other values"


def _breaking(forms: tuple[str, ...]) -> str:
    return "a space that breaks" if any(spaced(form) != form for form in forms) else ""


def _forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _places(text: str | tuple[str, ...] | list[str]) -> set[str]:
    return {place for form in _forms(text) for place in PLACE.findall(form)}


if __name__ == "__main__":
    sys.exit(main())
