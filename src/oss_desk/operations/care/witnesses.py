"""Witnesses: where the chains stood at the newest backups, held against a database that may be an old copy."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from oss_desk.domain.chain import Break, KnownHead
from oss_desk.operations.history import integrity
from oss_desk.operations.program import Look, Program
from oss_desk.storage import backup as files
from oss_desk.storage import verifying, whole

NEWEST = 3
"""So many of the newest backups are asked."""


def heads(look: Look, folder: Path) -> tuple[KnownHead, ...]:
    """What the slips of the newest backups in that folder say of the chains that go on now.

    A chain that began anew since, after a restore or a break, names its own end; its slips are no witness any more.
    """
    check = verifying.begin(look.work)
    newest = {check.code(chain.desk_id): chain.epoch for chain in verifying.chains(look.work)}
    found = files.slips(folder, check.office)[:NEWEST]
    return tuple(head for slip in found for head in _of(slip.facts.heads) if newest.get(head.chain) == head.epoch)


def _of(told: Mapping[str, str]) -> Iterator[KnownHead]:
    """The heads of a slip; `office` is the chain without a desk."""
    for place, head in told.items():
        whose, _, epoch = place.rpartition("/")
        seq, _, digest = head.partition(":")
        if epoch.isdigit() and seq.isdigit():
            yield KnownHead("" if whose == "office" else whose, int(epoch), int(seq), digest)


def hold(program: Program, folder: Path) -> Break | None:
    """Put on record that the database is older than its own backups, or another one; the first place, or None."""
    with program.database.reading() as work:
        look = Look(program, work, program.clock())
        check = verifying.begin(work)
        found = next(whole.check_heads(check, verifying.chains(work), heads(look, folder)), None)
        if found is not None and program.signed_in is not None:
            integrity.record_beside(look, found)
    return found
