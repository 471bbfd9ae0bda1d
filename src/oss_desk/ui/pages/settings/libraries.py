"""What the program is made of: libraries with their licences, asked of the installed packages; knows no window."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution

PROGRAM = "oss-desk"
APPROVED = "License :: OSI Approved :: "
LONGEST = 60
SENTENCES = {
    "This software is provided 'as-is', without any express or implied warranty": "Zlib",
    "Permission is hereby granted, free of charge, to any person": "MIT",
    "Redistribution and use in source and binary forms": "BSD",
}
"""Sentences that only these licences have."""
_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[([^\]]*)\])?")
_EXTRA = re.compile(r"extra\s*==\s*['\"]([^'\"]+)['\"]")


@dataclass(frozen=True)
class Library:
    """A package that the program stands on."""

    name: str
    version: str
    licence: str


def libraries(program: str = PROGRAM) -> tuple[Library, ...]:
    """Every installed package that the program needs, and what these need in turn, by name."""
    found: dict[str, Library] = {}
    waiting = [(program, frozenset[str]())]
    while waiting:
        name, extras = waiting.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in found:
            continue
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue
        found[key] = Library(package.metadata["Name"] or name, package.version, licence_of(package))
        waiting.extend(_needs(package, extras))
    found.pop(program, None)
    return tuple(sorted(found.values(), key=lambda library: library.name.casefold()))


def _needs(package: Distribution, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """What a package needs, and what it needs for the extras that are asked of it."""
    for line in package.requires or ():
        wanted, _, condition = line.partition(";")
        extra, named = _EXTRA.search(condition), _REQUIREMENT.match(wanted)
        if named is not None and (extra is None or extra[1] in extras):
            yield named[1], frozenset(part.strip() for part in (named[2] or "").split(",") if part.strip())


def licence_of(package: Distribution) -> str:
    """The licence as the package itself says it: its expression, what it is classified as, or its own short word."""
    told = package.metadata
    if "License-Expression" in told:
        return told["License-Expression"]
    classified = [line.removeprefix(APPROVED) for line in told.get_all("Classifier") or () if line.startswith(APPROVED)]
    own = next(iter(told["License"].strip().splitlines()), "") if "License" in told else ""
    return ", ".join(classified) or (own if len(own) <= LONGEST else "") or _by_its_words(package)


def _by_its_words(package: Distribution) -> str:
    """The licence by a sentence of its text, for a package that brings the text and does not name it."""
    files = [file for file in package.files or () if "LICEN" in file.name.upper()]
    text = " ".join(word for file in files for word in file.read_text("utf-8").split())
    return next((licence for sentence, licence in SENTENCES.items() if sentence in text), "")
