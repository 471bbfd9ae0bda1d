"""What this machine adds to the look at an office: its folders and disks, whether they are encrypted, its printers."""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

BLOCKS = Path("/sys/dev/block")


@dataclass(frozen=True)
class Places:
    """Folders of this machine, and the printers of its settings that the system does not know; None: not looked at."""

    data: Path
    backups: Path
    printers_missing: tuple[str, ...] | None = None


def free_at(folder: Path) -> int | None:
    """Bytes free on the disk of a folder, or of the nearest one above it that is there; None where nobody can say."""
    try:
        return shutil.disk_usage(nearest(folder)).free
    except OSError:
        return None


def nearest(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def on_one_device(one: Path, other: Path) -> bool:
    """Whether two folders lie on the same disk, so that both go when it goes."""
    try:
        return nearest(one).stat().st_dev == nearest(other).stat().st_dev
    except OSError:
        return False


def is_encrypted(folder: Path, blocks: Path = BLOCKS) -> bool | None:
    """Whether the disk of a folder is encrypted; None where this cannot be told: no Linux, no disk of its own."""
    if not sys.platform.startswith("linux"):
        return None
    device = nearest(folder).stat().st_dev
    block = blocks / f"{device >> 8 & 0xFFF}:{device & 0xFF | device >> 12 & 0xFFF00}"
    return _encrypted(block) if block.exists() else None


def _encrypted(block: Path) -> bool:
    """Whether this block device, or one that it stands on, is a mapping by dm-crypt."""
    name = block / "dm" / "uuid"
    if name.is_file() and name.read_text("utf-8").startswith("CRYPT-"):
        return True
    below = block / "slaves"
    return below.is_dir() and any(_encrypted(one.resolve()) for one in below.iterdir())
