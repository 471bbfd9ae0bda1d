"""The archive: history and money in an open form, with a manifest and a signature, for whoever checks the office."""

import hashlib
import json
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from oss_desk import __version__
from oss_desk.domain.archive import FORM, MANIFEST, SIGNATURE, Made, file_of, line, manifest
from oss_desk.domain.chain import FORM as CHAIN_FORM
from oss_desk.domain.office import Office
from oss_desk.operations.care import notes
from oss_desk.operations.care.signing import SigningKey
from oss_desk.operations.program import Program
from oss_desk.storage import archive as archive_rows
from oss_desk.storage import rows, whole_files
from oss_desk.storage.database import Work
from oss_desk.storage.facts import facts_of
from oss_desk.storage.schema import REVISION
from oss_desk.storage.whole_files import Told, nobody

MADE, KEY = "archive-made", "archive-key"


def make_archive(program: Program, folder: Path, keys: Path, *, with_texts: bool = False, told: Told = nobody) -> Made:
    """Write everything that is only added to into one signed file in that folder, and record it.

    `keys` is the folder of this machine's key. Without texts, names and typed texts are there as salted digests only.
    Needs the right `care`.
    """
    notes.ask(program)
    return made_now(program, folder, keys, with_texts=with_texts, told=told)


def made_now(program: Program, folder: Path, keys: Path, *, with_texts: bool = False, told: Told = nobody) -> Made:
    """The same for a timetable, whoever sits at the desk."""
    key = _known_key(program, keys)
    with program.database.reading() as work:
        if work.dialect == "postgresql":
            work.connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
        made = _written(work, folder, program.clock(), key, told, with_texts=with_texts)
    if not program.database.read_only:
        payload = {"name": made.name, "sha256": made.sha256, "texts": with_texts, "key": made.public_key}
        notes.note(program, MADE, {**payload, "rows": sum(made.counts.values()), "heads": dict(made.heads)})
    return made


def _known_key(program: Program, keys: Path) -> SigningKey:
    """This machine's key; a public half that history does not know yet is recorded first."""
    key = SigningKey(keys)
    with program.database.reading() as work:
        known = known_keys(work)
    if key.public not in known and not program.database.read_only:
        notes.note(program, KEY, {"key": key.public, "form": "ed25519"})
    return key


def known_keys(work: Work) -> tuple[str, ...]:
    """The public keys that history knows, the oldest first."""
    return tuple(str(json.loads(event.payload)["key"]) for event in notes.every(work, KEY))


def _written(work: Work, folder: Path, now: datetime, key: SigningKey, told: Told, *, with_texts: bool) -> Made:
    office = rows.get(work, Office, 1)
    name = f"archive-{office.public_id[:8]}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.zip"
    with whole_files.whole_file(folder / name) as part:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as written:
            listed = _tables(work, written, told, with_texts=with_texts)
            heads = facts_of(work.connection).heads
            content = _content(work, office, now, listed, heads, key.public, with_texts=with_texts)
            written.writestr(MANIFEST, manifest(content))
            written.writestr(SIGNATURE, key.sign(manifest(content)) + "\n")
        digest = whole_files.sha256_of(part)
    counts = {table: told_rows for table, (told_rows, _) in listed.items()}
    return Made(name, now, with_texts, counts, heads, digest, key.public)


def _tables(work: Work, written: zipfile.ZipFile, told: Told, *, with_texts: bool) -> dict[str, tuple[int, str]]:
    """Each table into its file; how many rows it has, and the SHA-256 of the file."""
    listed, tables = {}, archive_rows.tables()
    for number, table in enumerate(tables):
        told(number, len(tables))
        digest, count = hashlib.sha256(), 0
        with written.open(file_of(table), "w", force_zip64=True) as file:
            for row in archive_rows.rows_of(work, table, with_texts=with_texts):
                file.write(piece := line(row))
                digest.update(piece)
                count += 1
        listed[table] = (count, digest.hexdigest())
    return listed


def _content(
    work: Work,
    office: Office,
    now: datetime,
    listed: Mapping[str, tuple[int, str]],
    heads: Mapping[str, str],
    public: str,
    *,
    with_texts: bool,
) -> dict[str, object]:
    first, last = notes.period(work)
    return {
        "form": FORM,
        "chain_form": CHAIN_FORM,
        "office": {"public_id": office.public_id, "name": office.name},
        "program": __version__,
        "revision": REVISION,
        "made_at": now.astimezone(UTC).isoformat(),
        "period": {"from": _text(first), "to": _text(last)},
        "with_texts": with_texts,
        "tables": {
            table: {"file": file_of(table), "rows": count, "sha256": digest, **archive_rows.form_of(table)}
            for table, (count, digest) in listed.items()
        },
        "heads": dict(heads),
        "public_key": public,
    }


def _text(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment is not None else ""
