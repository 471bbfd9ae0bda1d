"""What a database holds at one moment, counted: rows of each table, sums of money, heads of the chains."""

from sqlalchemy import Connection, Integer, func, inspect, select, text

from oss_desk.domain.care import Facts
from oss_desk.storage.fitness import revision_of
from oss_desk.storage.schema import APPEND_ONLY, METADATA

MONEY = frozenset({"amount", "given", "change"})
"""Columns of tables that are only added to whose sums are compared after a restore."""


def facts_of(connection: Connection) -> Facts:
    """Count everything in this transaction; tables that an older database has not yet are left out."""
    there = set(inspect(connection).get_table_names())
    tables = [table for table in METADATA.sorted_tables if table.name in there]
    counts = {table.name: int(connection.scalar(select(func.count()).select_from(table)) or 0) for table in tables}
    sums = {
        f"{table.name}.{column.name}": int(connection.scalar(select(func.coalesce(func.sum(column), 0))) or 0)
        for table in tables
        if table.name in APPEND_ONLY
        for column in table.columns
        if column.name in MONEY and isinstance(column.type, Integer)
    }
    heads = _heads(connection) if {"chain", "link"} <= there else {}
    return Facts(revision_of(connection) or "", counts, sums, heads)


_HEADS = text(
    "SELECT coalesce(desk.code, 'office'), chain.epoch, link.seq, link.hash FROM chain "
    "LEFT JOIN desk ON desk.id = chain.desk_id JOIN link ON link.chain_id = chain.id "
    "WHERE link.seq = (SELECT max(seq) FROM link AS newest WHERE newest.chain_id = chain.id)"
)


def _heads(connection: Connection) -> dict[str, str]:
    """The newest link of each chain: how many it has, and its hash."""
    return {f"{whose}/{epoch}": f"{seq}:{digest}" for whose, epoch, seq, digest in connection.execute(_HEADS)}
