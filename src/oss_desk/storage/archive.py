"""The rows of an archive: every table that is only added to, and rules, shifts and cases, in canonical form."""

import json
from collections.abc import Iterator

from sqlalchemy import select

from oss_desk.domain.archive import REFERENCE
from oss_desk.domain.chain import PERSONAL, Scalar, personal_digest, plain
from oss_desk.domain.vouched import ARCHIVED, VOUCHED
from oss_desk.storage import rows
from oss_desk.storage.chain import COLUMNS, row_of, told_of
from oss_desk.storage.database import Work
from oss_desk.storage.schema import APPEND_ONLY, METADATA, TABLES

SECRET = frozenset({"password_hash"})
"""What is never in an archive but as its digest."""
ERASABLE = frozenset({"text", "salt"})
"""What of a text is simply not there without texts: its digest is a column of its own."""
BATCH = 1000
ArchivedRow = dict[str, Scalar | dict[str, str]]
_RECORDS = {table.name: record for record, table in TABLES.items()}


def tables() -> tuple[str, ...]:
    """Every table of an archive, by name."""
    return tuple(sorted({*APPEND_ONLY, *ARCHIVED}))


def form_of(table: str) -> dict[str, list[str]]:
    """What a reader has to know of a table: its key, what is personal, and where it may change, what nobody seals."""
    key = [column.name for column in METADATA.tables[table].primary_key.columns]
    changing = {"changing": sorted(VOUCHED[table])} if table in VOUCHED else {}
    return {"key": key, "personal": sorted(PERSONAL.get(table, frozenset())), **changing}


def rows_of(work: Work, table: str, *, with_texts: bool) -> Iterator[ArchivedRow]:
    """The rows of a table in the order of their keys; read in pieces, so that a large office fits."""
    found, record = METADATA.tables[table], _RECORDS[table]
    hidden = PERSONAL.get(table, frozenset()) & (SECRET if with_texts else PERSONAL.get(table, frozenset()))
    salts = _salts(work, table) if hidden else {}
    asked = select(*(found.c[name] for name in COLUMNS[record])).order_by(*found.primary_key.columns)
    answer = work.connection.execute(asked, execution_options={"yield_per": BATCH})
    for piece in answer.partitions(BATCH):
        for row in piece:
            made: object = rows.made(record, row)
            shown = _told(table, made)
            if table == "event_text" and not with_texts:
                shown = {name: value for name, value in shown.items() if name not in ERASABLE}
            yield _hiding(shown, hidden, salts.get(str(rows.key(made))))


def _told(table: str, record: object) -> ArchivedRow:
    """A row as it is sealed, and of one that may change besides by what others are understood."""
    if table not in VOUCHED:
        return dict(row_of(record))
    beside = {name: plain(getattr(record, name)) for name in REFERENCE.get(table, ()) if name in VOUCHED[table]}
    return {**told_of(table, row_of(record)), **beside}


def _hiding(row: ArchivedRow, hidden: frozenset[str], salt: str | None) -> ArchivedRow:
    for name in hidden & row.keys():
        value = row[name]
        row[name] = {"digest": personal_digest(salt, value)} if salt is not None and isinstance(value, str) else {}
    return row


def _salts(work: Work, table: str) -> dict[str, str]:
    """The salt of the newest link that names each row of a table, by the row's key."""
    link = METADATA.tables["link"]
    asked = select(link.c.salt, link.c.rows).where(link.c.rows.like(f'%["{table}",%')).order_by(link.c.event_id)
    found = {}
    for salt, sealed in work.connection.execute(asked):
        found.update({str(key): salt for name, key, _ in json.loads(sealed) if name == table})
    return found
