"""The key by which this machine signs archives: Ed25519, private in a file for its owner only, public on record."""

import os
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from oss_desk.domain.archive import TAG
from oss_desk.domain.messages import refuse
from oss_desk.storage import whole_files

FILE = "archive-key.pem"
OTHERS = 0o077


class SigningKey:
    """The key of this machine, read from its file or made there."""

    def __init__(self, folder: Path) -> None:
        file = folder / FILE
        if not file.exists():
            _make(file)
        _ask_private(file)
        self._key = _read(file)

    @property
    def public(self) -> str:
        """The public half, 64 characters of hexadecimal."""
        raw = self._key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        return raw.hex()

    def sign(self, manifest: bytes) -> str:
        """The signature of a manifest, 128 characters of hexadecimal."""
        return self._key.sign(TAG + manifest).hex()


def _make(file: Path) -> None:
    form = serialization.PrivateFormat.PKCS8
    content = Ed25519PrivateKey.generate().private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    whole_files.put(file, content)


def _ask_private(file: Path) -> None:
    """Refuse a key that others on this machine could read: what it signs would prove nothing."""
    if os.name != "nt" and file.stat().st_mode & OTHERS:
        raise refuse("archive-key-open", file=str(file))


def _read(file: Path) -> Ed25519PrivateKey:
    try:
        key = serialization.load_pem_private_key(file.read_bytes(), None)
    except (OSError, ValueError, TypeError) as error:
        raise refuse("archive-key-unreadable", file=str(file)) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise refuse("archive-key-unreadable", file=str(file))
    return key
