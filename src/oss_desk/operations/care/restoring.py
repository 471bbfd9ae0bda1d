"""After a restore: a new epoch of the history, so that an old backup is never slipped in unseen."""

from pathlib import Path

from oss_desk.operations.care import notes
from oss_desk.operations.history import integrity
from oss_desk.operations.history.verifying import AFTER_A_RESTORE, verify
from oss_desk.operations.program import Look, Program
from oss_desk.storage.backup import slip_beside
from oss_desk.storage.whole import OPENED

RESTORED = "restored"


def begin_again(program: Program, file: Path) -> None:
    """Begin a new epoch of every chain, and record which backup this office was restored from."""
    now, slip = program.clock(), slip_beside(file)
    told = {"name": slip.name, "sha256": slip.sha256, "made_at": slip.at} if slip is not None else {"name": "unknown"}
    with program.database.reading() as work:
        report = verify(Look(program, work, now))
    with program.database.writing() as work:
        begun = integrity.epochs(work, None, now, AFTER_A_RESTORE, report)
        notes.append(work, program, OPENED, begun, now)
        notes.append(work, program, RESTORED, told, now)
        work.commit()
