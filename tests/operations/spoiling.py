"""Hands that change history past the program: each does one thing to one place, as somebody with the file could."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, text

from oss_desk.storage.schema import APPEND_ONLY, METADATA


@dataclass(frozen=True)
class Done:
    """What was done, and to which row where there is one that a check should name."""

    said: str
    table: str = ""
    key: str = ""


@dataclass
class Spoiler:
    """Somebody who may write anything and knows no hashes, with her own dice."""

    connection: Connection
    dice: random.Random
    tables: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Only tables that hold something can be spoilt."""
        self.tables = [name for name in APPEND_ONLY if self._count(name)]

    def _count(self, table: str) -> int:
        return self.connection.scalar(text(f'SELECT count(*) FROM "{table}"')) or 0

    def _row(self, table: str) -> dict[str, Any]:
        at = self.dice.randrange(self._count(table))
        key = key_of(table)
        found = self.connection.execute(text(f'SELECT * FROM "{table}" ORDER BY {key} LIMIT 1 OFFSET {at}')).one()
        return dict(found._mapping)

    def changed(self) -> Done:
        """One value of one row becomes another one."""
        table = self.dice.choice(self.tables)
        row = self._row(table)
        column = self.dice.choice([name for name, value in row.items() if name != key_of(table) and value is not None])
        new = other(row[column], self.dice)
        self._set(table, row, column, new)
        key = row[key_of(table)]
        return Done(f"{table}.{column} of {key}: {row[column]!r:.60} -> {new!r:.60}", table, str(key))

    def _set(self, table: str, row: dict[str, Any], column: str, value: Any) -> None:
        key = key_of(table)
        change = text(f'UPDATE "{table}" SET "{column}" = :value WHERE {key} = :key')
        self.connection.execute(change, {"value": value, "key": row[key]})

    def removed(self) -> Done:
        """One row is gone."""
        table = self.dice.choice(self.tables)
        row = self._row(table)
        self._delete(table, row[key_of(table)])
        return Done(f"{table} {row[key_of(table)]} removed", table, str(row[key_of(table)]))

    def _delete(self, table: str, key: Any) -> None:
        self.connection.execute(text(f'DELETE FROM "{table}" WHERE {key_of(table)} = :key'), {"key": key})

    def inserted(self) -> Done:
        """A row is put in that looks like one that is there."""
        table = self.dice.choice([name for name in self.tables if name not in ("link", "command")])
        row, key = self._row(table), key_of(table)
        fresh = (self.connection.scalar(text(f'SELECT max("{key}") FROM "{table}"')) or 0) + 1
        row |= {name: fresh for name in UNIQUE if name in row} | {name: f"x{fresh}" for name in CODES if name in row}
        row[key] = fresh
        names, values = ", ".join(f'"{name}"' for name in row), ", ".join(f":{name}" for name in row)
        self.connection.execute(text(f'INSERT INTO "{table}" ({names}) VALUES ({values})'), row)
        return Done(f"{table} {fresh} put in", table, str(fresh))

    def reordered(self) -> Done:
        """Two neighbours of one chain change places, with or without their hashes."""
        chain = self._row("link")
        pair = [chain["seq"], chain["seq"] + 1]
        both = self._links(chain["chain_id"], pair)
        if len(both) < 2:
            return self.removed()
        column = self.dice.choice(["seq", "hash", "previous", "salt"])
        if column == "seq":
            self._seq(both[0], 0x7FFFFFFF)
            self._seq(both[1], both[0]["seq"])
            self._seq(both[0], both[1]["seq"])
        else:
            self._set("link", both[0], column, both[1][column])
            self._set("link", both[1], column, both[0][column])
        return Done(f"link.{column} of {pair} changed places")

    def _links(self, chain: int, numbers: list[int]) -> list[dict[str, Any]]:
        asked = text("SELECT * FROM link WHERE chain_id = :chain AND seq BETWEEN :low AND :high ORDER BY seq")
        found = self.connection.execute(asked, {"chain": chain, "low": numbers[0], "high": numbers[-1]})
        return [dict(row._mapping) for row in found]

    def _seq(self, link: dict[str, Any], seq: int) -> None:
        self._set("link", link, "seq", seq)

    def cut(self) -> Done:
        """The newest entries of one chain are gone, with their events and all that those wrote, as far as one knows."""
        chain = self._row("link")["chain_id"]
        last = self.connection.scalar(text("SELECT max(seq) FROM link WHERE chain_id = :c"), {"c": chain}) or 1
        low = max(1, last - self.dice.randrange(4))
        for link in self._links(chain, [low, last]):
            self._delete("link", link["event_id"])
            for table in ("event_text", "case_move", "handover", "extension"):
                self.connection.execute(text(f"DELETE FROM {table} WHERE event_id = :e"), {"e": link["event_id"]})
            self._delete("event", link["event_id"])
        return Done(f"chain {chain} cut off from {low}")


UNIQUE = ("seq", "copy", "position", "epoch")
CODES = ("number", "kind")
"""What a row that is put in has of its own, so that no unique index stands in its way."""


def key_of(table: str) -> str:
    """The column that is the key of a table."""
    return next(iter(METADATA.tables[table].primary_key)).name


def other(value: Any, dice: random.Random) -> Any:
    """Another value of the same kind; a moment or day is an hour or a day later."""
    if isinstance(value, datetime):
        return value + timedelta(hours=1)
    if isinstance(value, date):
        return value + timedelta(days=1)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + dice.choice([1, 100]) if value > 1 else 1 - value
    at = dice.randrange(len(value)) if value else 0
    return value[:at] + ("7" if value[at : at + 1] != "7" else "8") + value[at + 1 :]


WAYS: tuple[Callable[[Spoiler], Done], ...] = (
    Spoiler.changed,
    Spoiler.removed,
    Spoiler.inserted,
    Spoiler.reordered,
    Spoiler.cut,
)
