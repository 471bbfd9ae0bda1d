"""Files that are there whole or not at all: written under another name, brought to the disk, put in place at once."""

import errno
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from oss_desk.domain.messages import refuse

PIECE = 1 << 20
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
Told = Callable[[int, int], None]
"""Called with how much is done of how much; it may raise to stop the work."""


def nobody(done: int, of: int) -> None:
    """Nobody wants to know how far it is."""


@contextmanager
def whole_file(file: Path) -> Iterator[Path]:
    """The name to write under; the file takes its own name, flushed to the disk, when the block ends without an error.

    Refused in words where the folder cannot be written or the disk is full; nothing half stays behind.
    """
    part = file.with_name(f".{file.name}.part")
    with in_words(file.parent):
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.unlink(missing_ok=True)
            yield part
            flush(part)
            part.replace(file)
            flush(file.parent)
        finally:
            for left in file.parent.glob(f"{part.name}*"):
                left.unlink(missing_ok=True)


@contextmanager
def in_words(folder: Path) -> Iterator[None]:
    """Turn what the system says of a folder into a refusal."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise refuse("backup-disk-full", folder=str(folder)) from error
        raise refuse("backup-folder", folder=str(folder), why=error.strerror or str(error)) from error


def flush(place: Path) -> None:
    """Bring a file, or the names in a folder, to the disk. Windows opens no folders; renames are written through."""
    if os.name == "nt" and place.is_dir():
        return
    handle = os.open(place, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def put(file: Path, content: bytes, mode: int = 0o600) -> None:
    """A small file with this content, for its owner only unless told otherwise."""
    with whole_file(file) as part:
        part.touch(mode)
        part.write_bytes(content)


def sha256_of(file: Path, told: Told = nobody) -> str:
    """The SHA-256 of a file in hexadecimal."""
    digest, size, done = hashlib.sha256(), file.stat().st_size, 0
    with file.open("rb") as opened:
        while piece := opened.read(PIECE):
            digest.update(piece)
            done += len(piece)
            told(done, size)
    return digest.hexdigest()


def copy(source: Path, target: Path, told: Told = nobody) -> str:
    """Copy a file and give the SHA-256 of what was read; it goes under the name it is told."""
    digest, size, done = hashlib.sha256(), source.stat().st_size, 0
    with source.open("rb") as opened, target.open("wb") as written:
        while piece := opened.read(PIECE):
            digest.update(piece)
            written.write(piece)
            done += len(piece)
            told(done, size)
    return digest.hexdigest()
