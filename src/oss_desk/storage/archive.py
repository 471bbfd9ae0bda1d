"""The rows of an archive: every table that is only added to, in canonical form, personal columns as their digests."""

import json
from collections.abc import Iterator

from sqlalchemy import select

from oss_desk.domain.archive import REFERENCE
from oss_desk.domain.chain import PERSONAL, Scalar, personal_digest, plain
from oss_desk.storage import rows
from oss_desk.storage.chain import COLUMNS, row_of
from oss_desk.storage.database import Work
from oss_desk.storage.schema import APPEND_ONLY, METADATA, TABLES

ERASABLE = frozenset({"text", "salt"})
"""What of a text is simply not there without texts: its digest is a column of its own."""
BATCH = 1000
ArchivedRow = dict[str, Scalar | dict[str, str]]
_RECORDS = {table.name: record for record, table in TABLES.items()}


def tables() -> tuple[str, ...]:
    """Every table of an archive, by name."""
    return tuple(sorted({*APPEND_ONLY, *REFERENCE}))


def form_of(table: str) -> dict[str, list[str]]:
    """What a reader has to know of a table: the columns of its key, and those that are personal."""
    key = [column.name for column in METADATA.tables[table].primary_key.columns]
    return {"key": key, "personal": sorted(PERSONAL.get(table, frozenset()))}


def rows_of(work: Work, table: str, *, with_texts: bool) -> Iterator[ArchivedRow]:
    """The rows of a table in the order of their keys; read in pieces, so that a large office fits."""
    if table in REFERENCE:
        yield from _reference(work, table)
        return
    found = METADATA.tables[table]
    salts = {} if with_texts or table not in PERSONAL else _salts(work, table)
    asked = select(*(found.c[name] for name in COLUMNS[_RECORDS[table]])).order_by(*found.primary_key.columns)
    answer = work.connection.execution_options(yield_per=BATCH).execute(asked)
    for piece in answer.partitions(BATCH):
        for row in piece:
            record: object = rows.made(_RECORDS[table], row)
            yield _shown(table, dict(row_of(record)), str(rows.key(record)), salts, with_texts=with_texts)


def _shown(table: str, row: ArchivedRow, key: str, salts: dict[str, str], *, with_texts: bool) -> ArchivedRow:
    if with_texts:
        return row
    if table == "event_text":
        return {name: value for name, value in row.items() if name not in ERASABLE}
    for name in PERSONAL.get(table, frozenset()) & row.keys():
        value = row[name]
        row[name] = {"digest": personal_digest(salts[key], value)} if key in salts and isinstance(value, str) else {}
    return row


def _salts(work: Work, table: str) -> dict[str, str]:
    """The salt of the link that seals each row of a table, by the row's key."""
    link = METADATA.tables["link"]
    asked = select(link.c.salt, link.c.rows).where(link.c.rows.like(f'%["{table}",%'))
    found = {}
    for salt, sealed in work.connection.execute(asked):
        found.update({str(key): salt for name, key, _ in json.loads(sealed) if name == table})
    return found


def _reference(work: Work, table: str) -> Iterator[ArchivedRow]:
    found, names = METADATA.tables[table], REFERENCE[table]
    asked = select(*(found.c[name] for name in names)).order_by(found.c.id)
    for row in work.connection.execute(asked):
        yield {name: plain(value) for name, value in zip(names, row, strict=True) if value is not None}
