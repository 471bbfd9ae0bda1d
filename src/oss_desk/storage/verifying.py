"""History held against its chains: whatever does not fit comes out, chain by chain and in order."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import bindparam, column, func, select, table

from oss_desk.domain.chain import FORMS, Break, Chain, Harm, genesis, link_hash, plain, row_digest, text_digest
from oss_desk.storage import linked, vouching
from oss_desk.storage.chain import COLUMNS
from oss_desk.storage.database import Work
from oss_desk.storage.linked import Linked
from oss_desk.storage.tables.history import EVENT, LINK
from oss_desk.storage.tables.office import DESK, OFFICE

ERASED = "texts-erased"
"""The kind of event that says which texts were erased."""
NEVER = datetime(1, 1, 1, tzinfo=UTC)
ROOM = 50_000_000
"""Up to this key what links name is marked in a row of bytes; other keys are kept one by one."""
_CHAINS = select(table("chain", *(column(name) for name in COLUMNS[Chain])))
_WITH_HASH = select(func.count()).select_from(LINK).where(LINK.c.hash == bindparam("hash"))


@dataclass
class Named:
    """Which rows links name, and how many of them are there."""

    marks: dict[str, bytearray] = field(default_factory=lambda: defaultdict(bytearray))
    others: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    there: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def holds(self, table: str, key: Any) -> bool:
        """Whether a link names this row."""
        if not _counts(key):
            return str(key) in self.others[table]
        return key < len(self.marks[table]) and bool(self.marks[table][key])

    def add(self, table: str, key: Any) -> None:
        """A link names this row."""
        if not _counts(key):
            self.others[table].add(str(key))
            return
        marks = self.marks[table]
        if key >= len(marks):
            marks.extend(bytes(key + 1024 - len(marks)))
        marks[key] = 1


def _counts(key: Any) -> bool:
    return isinstance(key, int) and 0 <= key < ROOM


@dataclass
class Checking:
    """One check of history on its way: what it knows before, and what it has seen."""

    work: Work
    office: str
    desks: Mapping[int, str]
    erased: frozenset[int]
    named: Named = field(default_factory=Named)
    left: dict[str, dict[Any, bytes]] = field(default_factory=lambda: defaultdict(dict))
    """How the newest link that names a row that may change left it: by table and key, see `vouching`."""
    links: int = 0

    def code(self, desk_id: int | None) -> str:
        """The code of a desk; empty for the office."""
        return self.desks.get(desk_id, "?") if desk_id is not None else ""


def begin(work: Work) -> Checking:
    """A check that has seen nothing yet."""
    office = work.connection.scalar(select(OFFICE.c.public_id)) or ""
    desks = {row.id: row.code for row in work.connection.execute(select(DESK.c.id, DESK.c.code))}
    return Checking(work, office, desks, frozenset(_erased(work)))


def payloads(work: Work, kind: str) -> Iterator[dict[str, Any]]:
    """What events of a kind say, in order; what cannot be read says nothing."""
    for payload in work.connection.scalars(select(EVENT.c.payload).where(EVENT.c.kind == kind).order_by(EVENT.c.id)):
        try:
            found = json.loads(payload)
        except ValueError:
            continue
        if isinstance(found, dict):
            yield found


def _erased(work: Work) -> Iterator[int]:
    for payload in payloads(work, ERASED):
        yield from (one for one in payload.get("events", ()) if isinstance(one, int))


def chains(work: Work) -> tuple[Chain, ...]:
    """All chains: the office's before those of desks, older epochs before newer ones."""
    stored = [dict(row._mapping) for row in work.connection.execute(_CHAINS)]
    found = [Chain(**{**row, "opened_at": _moment(row["opened_at"])}) for row in stored]
    return tuple(sorted(found, key=lambda one: (one.desk_id or 0, one.epoch)))


def _moment(stored: Any) -> datetime:
    """A moment as it was written; one that no program wrote so is none that any hash was made of."""
    if isinstance(stored, datetime):
        return stored
    try:
        found = datetime.fromisoformat(str(stored))
    except ValueError:
        return NEVER
    return found if plain(found) == stored else NEVER


def check_chain(check: Checking, chain: Chain, after: int = 0, until: int = linked.END) -> Iterator[Break]:
    """What does not fit in one chain, after one number and up to another; the link before is taken as it stands."""
    previous = genesis(check.office, check.code(chain.desk_id), chain)
    if after:
        previous = linked.hash_at(check.work, chain.id, after) or ""
    expected = after + 1
    for page in linked.links(check.work, chain.id, after, until):
        found: list[Break] = []
        for link in page:
            found.extend(_link(check, chain, link, expected, previous))
            vouching.remember(check.left, link)
            expected, previous = link.seq + 1, link.hash
        found.extend(_texts(check, chain, page))
        found.extend(_rows(check, chain, page))
        check.links += len(page)
        yield from sorted(found, key=lambda one: one.number)


def _broken(check: Checking, chain: Chain, link: Linked, harm: Harm, of: str, key: object = "") -> Break:
    return Break(harm, of, check.code(chain.desk_id), chain.epoch, link.seq, str(key), link.at)


def _link(check: Checking, chain: Chain, link: Linked, expected: int, previous: str) -> Iterator[Break]:
    """A link in its place: its number, the one before, and its hash made again."""
    if link.seq != expected:
        yield Break("removed", "link", check.code(chain.desk_id), chain.epoch, expected)
    elif link.previous != previous:
        elsewhere = check.work.connection.scalar(_WITH_HASH, {"hash": link.previous})
        yield _broken(check, chain, link, "reordered" if elsewhere else "changed", "link")
    if link.event is None:
        yield _broken(check, chain, link, "removed", "event", link.event_id)
    elif not _holds(link):
        yield _broken(check, chain, link, "changed", "event", link.event_id)


def _holds(link: Linked) -> bool:
    if link.form not in FORMS or link.event is None:
        return False
    made = link_hash(link.previous, link.seq, link.event, link.salt, link.rows, link.texts, link.form)
    return made == link.hash


def _texts(check: Checking, chain: Chain, page: list[Linked]) -> Iterator[Break]:
    there = linked.texts(check.work, [link.event_id for link in page])
    for link in page:
        own = {one[0]: one for one in there.get(link.event_id, ())}
        for key, kind, digest in link.named_texts:
            found = own.pop(key, None)
            check.named.add("event_text", key)
            check.named.there["event_text"] += found is not None
            if found is None:
                yield _broken(check, chain, link, "removed", "event_text", key)
            elif not _text_holds(check, link, found, kind, digest):
                yield _broken(check, chain, link, "changed", "event_text", key)
        yield from (_broken(check, chain, link, "inserted", "event_text", key) for key in own)


def _text_holds(check: Checking, link: Linked, found: linked.TextRow, kind: str, digest: str) -> bool:
    _, own_kind, text, salt, own_digest = found
    if (own_kind, own_digest) != (kind, digest):
        return False
    if not salt and not text:
        return link.event_id in check.erased
    return text_digest(salt, text, link.form if link.form in FORMS else 1) == digest


def _rows(check: Checking, chain: Chain, page: list[Linked]) -> Iterator[Break]:
    wanted: dict[str, list[tuple[Any, str, Linked]]] = {}
    for link in page:
        for name, key, digest in link.named_rows:
            wanted.setdefault(name, []).append((key, digest, link))
    for name, named in wanted.items():
        there = linked.stored(check.work, name, [key for key, _, _ in named])
        for key, digest, link in named:
            harm = _row(check, name, key, digest, link, there)
            if harm:
                yield _broken(check, chain, link, harm, name, key)


def _row(check: Checking, name: str, key: Any, digest: str, link: Linked, there: Mapping[Any, Any]) -> Harm | None:
    if check.named.holds(name, key):
        return "inserted"
    check.named.add(name, key)
    if key not in there:
        return "removed"
    check.named.there[name] += 1
    same = row_digest(link.salt, name, there[key], link.form if link.form in FORMS else 1) == digest
    return None if same else "changed"
