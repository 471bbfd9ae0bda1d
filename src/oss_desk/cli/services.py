"""The commands for service definitions: checked, compared, taken into the office, listed."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from oss_desk import paths
from oss_desk.cli.terminal import DONE, FOUND, sentence, signed_in, text_of
from oss_desk.settings import Settings

if TYPE_CHECKING:
    from oss_desk.workflows.difference import Difference
    from oss_desk.workflows.registers import Registers

SIGNS = {"more": "+", "less": "-", "other": "~"}


def check(asked: argparse.Namespace, settings: Settings) -> int:
    """Tell every mistake in definition files; found when there is one."""
    from oss_desk.workflows.registers import read_registers

    registers = read_registers(paths.resources() / "registers")
    languages = tuple(word.strip() for word in asked.languages.split(",") if word.strip())
    told = [line for file in asked.files for line in _mistakes(file, registers, languages)]
    print("\n".join(told or [f"{len(asked.files)} in order."]))
    return FOUND if told else DONE


def _mistakes(file: Path, registers: "Registers", languages: tuple[str, ...]) -> list[str]:
    from oss_desk.workflows.lint import lint
    from oss_desk.workflows.reader import DefinitionErrors, read_service
    from oss_desk.workflows.translations import languages_begun

    try:
        service = read_service(text_of(file), file.name, registers)
    except DefinitionErrors as mistakes:
        return str(mistakes).splitlines()
    found = lint(service, registers, languages=languages or languages_begun(service))
    return [f"{file.name}: {finding.place}: {sentence(finding.message)}" for finding in found]


def import_files(asked: argparse.Namespace, settings: Settings) -> int:
    """Take definition files into the office, and publish them where that is asked for."""
    from oss_desk.operations.catalogue import catalogue

    with signed_in(asked, settings) as program:
        for file in asked.files:
            version = catalogue.import_service(program, str(uuid4()), text=text_of(file), name=file.name).result
            if asked.publish:
                catalogue.publish(program, str(uuid4()), service_version_id=version.id)
            print(f"{version.service}, version {version.number}{', in force from now on' if asked.publish else ''}")
    return DONE


def diff(asked: argparse.Namespace, settings: Settings) -> int:
    """Tell what a definition file changes against the version in force or another file."""
    told = _diff_of_files(asked, settings) if asked.against else _diff_to_office(asked, settings)
    print("\n".join(told or ["Nothing is different."]))
    return DONE


def _diff_of_files(asked: argparse.Namespace, settings: Settings) -> list[str]:
    from oss_desk.language import load_language
    from oss_desk.workflows.difference import differences
    from oss_desk.workflows.reader import read_service
    from oss_desk.workflows.registers import read_registers

    registers = read_registers(paths.resources() / "registers")
    old, new = (read_service(text_of(file), file.name, registers) for file in (asked.against, asked.file))
    entries = (registers.authorities, registers.evidence_types, registers.life_events, registers.roles)
    blanks = {name: entry.title for name, entry in registers.blank_kinds.items()}
    names = blanks | {name: entry.title for kind in entries for name, entry in kind.items()}
    language = load_language(settings.language, paths.resources() / "translations")
    return [_told(one) for one in differences(old, new, language, names)]


def _diff_to_office(asked: argparse.Namespace, settings: Settings) -> list[str]:
    from oss_desk.operations.catalogue import catalogue

    with signed_in(asked, settings) as program:
        found = catalogue.check_service(program, text=text_of(asked.file), name=asked.file.name)
    if found.problems:
        return [f"{found.name}: {one.place}: {sentence(one.message)}" for one in found.problems]
    return ["This service is new here."] if found.before is None else [_told(one) for one in found.differences]


def _told(one: "Difference") -> str:
    return f"{SIGNS[one.sign]} {one.text}"


def list_services(asked: argparse.Namespace, settings: Settings) -> int:
    """Tell the services of the office."""
    from oss_desk.domain.text import in_language
    from oss_desk.operations.catalogue import catalogue

    with signed_in(asked, settings) as program:
        for card in catalogue.catalogue(program).services:
            print(f"{card.service:32} {in_language(card.title, settings.language)}")
    return DONE


def schema(asked: argparse.Namespace, settings: Settings) -> int:
    """Write the JSON Schema of a definition."""
    from oss_desk.workflows.reader import json_schema

    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))
    return DONE
