"""The command that holds the history against its chains, for a supervisor, an auditor, or a timetable."""

import argparse
from contextlib import closing
from typing import TYPE_CHECKING

from oss_desk.cli.terminal import DONE, REFUSED, sentence
from oss_desk.settings import Settings

if TYPE_CHECKING:
    from oss_desk.domain.chain import KnownHead
    from oss_desk.operations.program import Look
    from oss_desk.operations.sheets.history import ChainLine


def verify(asked: argparse.Namespace, settings: Settings) -> int:
    """Check the history, or hold one paper against the records; nothing is changed."""
    from oss_desk import bootstrap
    from oss_desk.operations.care import witnesses
    from oss_desk.operations.program import Look

    program = bootstrap.look_at_office(settings, asked.database, read_only=True)
    with closing(program.database), program.database.reading() as work:
        look = Look(program, work, program.clock())
        if asked.receipt:
            return _paper(look, asked.receipt, asked.code or "")
        if asked.last:
            return _lately(look, asked.last)
        return _everything(look, (*witnesses.heads(look, settings.backups), *_heads(asked.head)))


def _everything(look: "Look", heads: "tuple[KnownHead, ...]") -> int:
    from oss_desk.operations.history.verifying import verify as whole

    report = whole(look, heads)
    for line in report.chains:
        print(_chain(line))
    print(f"{report.links} entries and {report.rows} rows checked.")
    if report.known:
        print(f"{len(report.known)} places do not fit and are known; a new epoch began after them.")
    if report.whole:
        print("The history is as it was written.")
        return DONE
    for said in report.said:
        print(sentence(said))
    print(f"{len(report.breaks)} places do not fit. No money is taken until a supervisor has looked into it.")
    return REFUSED


def _chain(line: "ChainLine") -> str:
    whose = f"desk {line.desk}" if line.desk else "office"
    return f"{whose:10} epoch {line.epoch}  {line.entries:8} entries  head {line.head}"


def _lately(look: "Look", most: int) -> int:
    from oss_desk.operations.history.said import message_of
    from oss_desk.operations.history.verifying import latest

    found = latest(look, most)
    if found is None:
        print(f"The newest {most} entries of each history are as they were written.")
        return DONE
    print(sentence(message_of(look, found)))
    return REFUSED


def _paper(look: "Look", number: str, code: str) -> int:
    from oss_desk.operations.history.check_code import compared

    said = compared(look, number.strip().upper(), code)
    print(sentence(said))
    return DONE if said.code == "paper-matches" else REFUSED


def _heads(given: list[str]) -> "tuple[KnownHead, ...]":
    """What stands on a printed close, as A:1:812:4f2a9c..., desk, epoch, entry and digest."""
    from oss_desk.domain.chain import KnownHead
    from oss_desk.domain.messages import refuse

    heads = []
    for one in given:
        parts = one.split(":")
        if len(parts) != 4 or not (parts[1].isdigit() and parts[2].isdigit() and len(parts[3]) >= 8):
            raise refuse("head-unreadable", given=one)
        heads.append(KnownHead(parts[0].upper(), int(parts[1]), int(parts[2]), parts[3].lower()))
    return tuple(heads)
