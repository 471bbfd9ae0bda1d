"""The archive's form: which tables it holds, what is left out unless texts are asked for, and its manifest."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

FORM = 1
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
TAG = b"oss-desk/archive/1\n"
"""What stands before the manifest's bytes when they are signed, so that the signature is good for nothing else."""

REFERENCE: Mapping[str, tuple[str, ...]] = {
    "office": ("id", "public_id", "name", "currency", "currency_exponent", "zone", "country", "created_at"),
    "desk": ("id", "code", "next_receipt", "next_event", "next_z"),
    "official": ("id", "login", "active"),
}
"""Tables that may change, and the columns of them by which the others are understood, vouched for or not."""


@dataclass(frozen=True)
class Made:
    """An archive as its manifest tells: its name, moment, period, whether texts are in it, rows by table, digests."""

    name: str
    at: datetime
    with_texts: bool
    counts: Mapping[str, int]
    heads: Mapping[str, str]
    sha256: str
    public_key: str


def file_of(table: str) -> str:
    """The name of a table's file in the archive."""
    return f"tables/{table}.jsonl"


def line(row: Mapping[str, object]) -> bytes:
    """A row as a line of JSON: keys sorted, no spaces, UTF-8."""
    text = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode() + b"\n"


def manifest(content: Mapping[str, object]) -> bytes:
    """The manifest as it is signed."""
    return (json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False) + "\n").encode()
