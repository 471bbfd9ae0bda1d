#!/usr/bin/env python3
"""Checks an archive of OSS Desk without OSS Desk. One file, nothing to install, Python 3.8 or later.

For auditors. What you need: the archive (a .zip file, or the folder it was unpacked into) and, better, papers that
left the office: Z reports with their digest, receipts with their check code. Then:

    python3 verify_oss_desk.py archive.zip
    python3 verify_oss_desk.py archive.zip --key 5d41...       the public key you were given on paper
    python3 verify_oss_desk.py archive.zip --z A:17:9f2c04ab    desk, number and digest (or its beginning) of a Z report
    python3 verify_oss_desk.py archive.zip --head A:1:517:9f2c04ab    where the history stood, as on a Z report
    python3 verify_oss_desk.py archive.zip --receipt A-000042 K7QM2-XPD3R    number and check code of a receipt, a
                                                          cancellation or a refund
    python3 verify_oss_desk.py archive.zip --papers list.txt    many of them: a line each, as "z A:17:9f2c04ab",
                                                          "head A:1:517:9f2c04ab", "receipt A-000042 K7QM2-XPD3R"
    python3 verify_oss_desk.py archive.zip --list               every Z report, worked out again, as a table

What it looks at, in this order: the signature and the files; every entry of every history, one by one; where the
histories end; every text; every row of money and every decision; then the sums: payments, fees, cancellations and
refunds, receipts without a gap, each Z report worked out again from the rows (payments, means, services, corrections,
cash, float, count, difference, totals), months; and the papers you have.

What it says begins with one of these words:

    true:      this was looked at and holds
    known:     this does not fit, and the office said so itself: two people began a new epoch of the history after it
    follows:   this sum does not come out, because of something known
    NOT TRUE:  this does not fit, and nobody has said so; each place is named, and the rest is looked at all the same

It ends with exit code 0 when nothing is NOT TRUE, with 1 when something is, and with 2 when there is no archive to be
read. It changes nothing and sends nothing anywhere.

What it cannot see: history that was rewritten as a whole, with a new signature by whoever has the key. That is what
the papers are for: give it as many printed digests and check codes as you have, the newest above all. What an archive
without names leaves out (names, typed reasons, the figures of Z reports beside their totals) it can only hold against
the digests; ask for an archive with texts to have each Z report worked out in full.

The form of an archive is written down in docs/trust-format.md, so that anybody can write another one of these.
"""

import argparse
import hashlib
import json
import sys
import zipfile
from pathlib import Path

TAG = b"oss-desk/archive/1\n"
FORM = 1
SEALED_BY_THEMSELVES = {"event", "event_text", "link", "chain"}
REFERENCE = {"office", "desk", "official"}
LEFT_OUT = {
    *("register_entry", "second_factor", "recovery_code", "citizen", "organisation", "identity_document", "visit"),
    *("service_request", "signed_application", "evidence", "evidence_use", "suspension", "opinion", "print_job"),
    *("opening", "closing_day", "role", "means_of_payment", "official_role", "case", "cash_session"),
}
"""Tables whose rows may change: links name how each was left, and an archive may leave them out."""
NEEDED = ("office", "desk", "chain", "link", "event", "event_text")
CANNOT_BE_READ = 2


class Bad(Exception):
    """What does not hold, a sentence each line."""


class NoArchive(Exception):
    """There is nothing that could be checked."""


# ---------------------------------------------------------------- Ed25519, as RFC 8032 has it

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def recover(y, sign):
    """The x of a point from its y, or None where there is none."""
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if x2 == 0:
        return None if sign else 0
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * ROOT % P
    if (x * x - x2) % P:
        return None
    return P - x if x & 1 != sign else x


def add(one, other):
    """The sum of two points in extended coordinates."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, point):
    """A point, so many times."""
    result = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = add(result, point)
        point, number = add(point, point), number >> 1
    return result


def same(one, other):
    """Whether two points are the same."""
    across = (one[0] * other[2] - other[0] * one[2]) % P
    return across == 0 and (one[1] * other[2] - other[1] * one[2]) % P == 0


def unpacked(text):
    """The point that 32 bytes stand for, or None."""
    whole = int.from_bytes(text, "little")
    y = whole & ((1 << 255) - 1)
    x = recover(y, whole >> 255)
    return None if x is None else (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = recover(BASE_Y, 0)
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def is_signed(public, message, signature):
    """Whether this signature is of this message by the holder of the public key."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, point = unpacked(public), unpacked(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or point is None or scalar >= Q:
        return False
    asked = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % Q
    return same(times(scalar, BASE), add(point, times(asked, key)))


# ---------------------------------------------------------------- what was found


class Found:
    """What was found: true sentences, and places that do not fit, known ones and sums that follow from them apart."""

    def __init__(self):
        self.true, self.bad, self.known, self.follows = [], [], [], []
        self.places, self.tables = {}, set()

    def know(self, name, told):
        """A place that an epoch names: `HARM:TABLE:DESK:EPOCH:ENTRY:KEY`."""
        place = tuple(name.split(":", 5)[1:])
        self.places[place] = told
        self.tables.add(place[0])

    def broken(self, sentence, of, chain="", epoch=0, number=0, key=""):
        """A place that does not fit."""
        told = self.places.get((of, chain, str(epoch), str(number), str(key)))
        if told is None:
            self.bad.append(sentence)
        else:
            self.known.append(f"{sentence} ({told})")

    def unfit(self, sentence, *tables):
        """Rows that do not add up although each may be as it was written; `tables` are those that were summed."""
        (self.follows if self.tables & {*tables, "event", "link"} else self.bad).append(sentence)

    def ask(self, holds, sentence, *tables):
        """The same, unless it holds."""
        if not holds:
            self.unfit(sentence, *tables)


# ---------------------------------------------------------------- the archive as files


class Files:
    """An archive as a folder or a zip file."""

    def __init__(self, place):
        self.place = place
        if not place.exists():
            raise NoArchive(f"there is no {place}")
        try:
            self.zip = zipfile.ZipFile(place) if place.is_file() else None
        except (OSError, zipfile.BadZipFile) as error:
            raise NoArchive(f"{place} is no zip file that can be read") from error

    def names(self):
        """Every file in it."""
        if self.zip is not None:
            return sorted(name for name in self.zip.namelist() if not name.endswith("/"))
        return sorted(file.relative_to(self.place).as_posix() for file in self.place.rglob("*") if file.is_file())

    def read(self, name):
        """The bytes of one file, or None where it is missing or cannot be read."""
        try:
            return self.zip.read(name) if self.zip is not None else (self.place / name).read_bytes()
        except Exception:  # a damaged zip file fails in many ways, and each of them means the same
            return None


def no_twice(pairs):
    """An object of JSON, in which each key stands once."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def no_fraction(text):
    """There are no fractions in an archive."""
    raise ValueError(f"{text} is no whole number")


def read_json(content):
    """JSON of texts and whole numbers; ValueError for anything else."""
    return json.loads(content, object_pairs_hook=no_twice, parse_float=no_fraction, parse_constant=no_fraction)


def read_or(content, otherwise):
    """JSON that stands in a column, or something else where it cannot be read."""
    try:
        found = read_json(content)
    except (ValueError, TypeError):
        return otherwise
    return found if isinstance(found, type(otherwise)) else otherwise


def read_manifest(files):
    """The manifest and its bytes."""
    content = files.read("manifest.json")
    if content is None:
        raise NoArchive("the file manifest.json is missing or cannot be read")
    try:
        manifest = read_json(content)
        tables = {name: (told["file"], told["sha256"], told["rows"]) for name, told in manifest["tables"].items()}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise NoArchive("the manifest cannot be read: it was changed, or is of something else") from error
    if manifest.get("form") != FORM or manifest.get("chain_form") != FORM:
        raise NoArchive(f"the archive has form {manifest.get('form')}; this program reads form {FORM}")
    missing = [name for name in NEEDED if name not in tables]
    if missing:
        raise NoArchive(f"the manifest names no table {missing[0]}")
    return manifest, content


def check_signature(found, files, manifest, content, key):
    """The signature of the manifest, and whose it is."""
    public = str(manifest.get("public_key", ""))
    if key and key.strip().lower() != public:
        found.bad.append(f"the archive is signed by the key {public}, not by the one given")
    told = files.read("manifest.sig")
    try:
        holds = is_signed(bytes.fromhex(public), TAG + content, bytes.fromhex((told or b"").decode().strip()))
    except ValueError:
        holds = False
    if not holds:
        found.bad.append("the signature does not fit the manifest: it was changed after it was signed")
    else:
        found.true.append(f"signed by the key {public}" + ("" if key else " (compare it with the one on paper)"))


def read_tables(found, files, manifest):
    """The rows of every table; what of the files is not as the manifest tells is found."""
    listed = [told["file"] for told in manifest["tables"].values()]
    names, before = files.names(), len(found.bad)
    for name in sorted(set(names) - {*listed, "manifest.json", "manifest.sig"}):
        found.bad.append(f"the archive holds a file that the manifest does not know: {name}")
    for name in sorted({name for name in names if names.count(name) > 1}):
        found.bad.append(f"the archive holds the file {name} twice")
    tables = {name: read_table(found, files, told) for name, told in sorted(manifest["tables"].items())}
    if len(found.bad) == before:
        found.true.append(f"{len(tables)} files are as they were when it was made")
    for name in ("office", "desk"):
        if not tables[name]:
            raise NoArchive(f"the table {name} has no row that can be read")
    return tables


def read_table(found, files, told):
    """The rows of one table."""
    content, rows, keys = files.read(told["file"]), [], set()
    if content is None:
        found.bad.append(f"the file {told['file']} is missing or cannot be read")
        return rows
    if hashlib.sha256(content).hexdigest() != told["sha256"]:
        found.bad.append(f"the file {told['file']} was changed after the archive was made")
    for number, line in enumerate(content.splitlines(), 1):
        try:
            row = read_json(line)
            key = json.dumps([row[name] for name in told["key"]])
        except (ValueError, TypeError, KeyError):
            found.bad.append(f"line {number} of {told['file']} is no row")
            continue
        if canonical(row) != line:
            found.bad.append(f"line {number} of {told['file']} is not written as rows are")
        if key in keys:
            found.bad.append(f"line {number} of {told['file']} has the key {key}, which stands there already")
            continue
        keys.add(key)
        rows.append(row)
    if len(rows) != told["rows"]:
        found.bad.append(f"the file {told['file']} has {len(rows)} rows; the manifest says {told['rows']}")
    return rows


# ---------------------------------------------------------------- the history, and what is looked up in it


def canonical(value):
    """JSON in the one form that is hashed: keys sorted, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def digest(purpose, value, form=FORM):
    """SHA-256 over the form, the purpose and the value."""
    return hashlib.sha256(canonical([f"oss-desk/{form}/{purpose}", value])).hexdigest()


def by(rows, *names):
    """Rows by the values of some columns, in the order in which they were."""
    grouped = {}
    for row in rows:
        key = tuple(row.get(name) for name in names)
        grouped.setdefault(key[0] if len(key) == 1 else key, []).append(row)
    return grouped


class History:
    """The tables of an archive, and what is looked up in them."""

    def __init__(self, manifest, tables):
        self.manifest, self.tables = manifest, tables
        self.office = tables["office"][0]
        self.desks = {desk["id"]: desk["code"] for desk in tables["desk"]}
        self.logins = {official["id"]: official.get("login", "?") for official in tables.get("official", ())}
        self.events = {event["id"]: event for event in tables["event"]}
        self.chains = sorted(tables["chain"], key=lambda chain: (chain.get("desk_id") or 0, chain["epoch"]))
        self.links = by(sorted(tables["link"], key=lambda link: (link["chain_id"], link["seq"])), "chain_id")
        self.by_place = {(self.code(chain.get("desk_id")), chain["epoch"]): chain for chain in self.chains}
        self.groups, self.told = {}, {}

    def rows(self, table):
        """The rows of a table; a table that this office does not have yet has none."""
        return self.tables.get(table, [])

    def of(self, table, *columns):
        """The rows of a table by some of its columns."""
        if (table, columns) not in self.groups:
            self.groups[table, columns] = by(self.rows(table), *columns)
        return self.groups[table, columns]

    def payload(self, event):
        """What an event says."""
        if event["id"] not in self.told:
            self.told[event["id"]] = read_or(event["payload"], {})
        return self.told[event["id"]]

    def events_of(self, *kinds):
        """The events of some kinds, in their order."""
        kind = self.of("event", "kind")
        return sorted((one for name in kinds for one in kind.get(name, ())), key=lambda event: event["id"])

    def payloads(self, kind):
        """What the events of a kind say, in order."""
        return [self.payload(event) for event in self.events_of(kind)]

    def code(self, desk_id):
        """The code of a desk; empty for the office."""
        return self.desks.get(desk_id, "?") if desk_id is not None else ""

    def chain_name(self, chain):
        """Whose chain it is, in words."""
        code = self.code(chain.get("desk_id"))
        return f"the history of {'desk ' + code if code else 'the office'}, epoch {chain['epoch']}"

    def linked_event(self, link):
        """The event of a link in words."""
        event = self.events.get(link["event_id"])
        return f"event {link['event_id']}" + (f", {event['kind']}, {moment(event['at'])}" if event else "")

    def money(self, amount):
        """An amount of minor units as people write it."""
        return f"{decimal(amount, self.office.get('currency_exponent', 2))} {self.office.get('currency', '')}".strip()


def decimal(amount, places):
    """An amount of minor units with its point."""
    digits = str(abs(amount)).rjust(places + 1, "0")
    whole = digits if not places else f"{digits[:-places]}.{digits[-places:]}"
    return f"-{whole}" if amount < 0 else whole


def moment(at):
    """A moment as people read it, in UTC."""
    return f"{str(at)[:10]} {str(at)[11:16]} UTC"


def know_epochs(found, history):
    """The places that the office knows not to fit, as the events say by which epochs were begun."""
    for event in history.events_of("epoch-opened"):
        for name in history.payload(event).get("known", ()):
            found.know(str(name), f"on record since the epoch begun on {moment(event['at'])}, event {event['id']}")


# ---------------------------------------------------------------- the chains


def genesis(history, chain):
    """What the first link of a chain has before it."""
    opened = {name: chain[name] for name in ("epoch", "opened_at", "before", "reason")}
    whose = {"office": history.office["public_id"], "desk": history.code(chain.get("desk_id"))}
    return digest("genesis", {**whose, **opened})


def link_hash(link, event):
    """The hash of a link."""
    body = {name: link[name] for name in ("previous", "seq", "salt", "rows", "texts")}
    return digest("link", {**body, "event": event})


def check_chains(found, history):
    """Every link: its number, the one before it, its event, its hash; every event in exactly one link."""
    linked, before = {}, len(found.bad) + len(found.known)
    for chain in history.chains:
        check_chain(found, history, chain, linked)
    check_all_linked(found, history, linked)
    if len(found.bad) + len(found.known) == before:
        count = len(history.chains)
        found.true.append(f"{len(linked)} events stand in {count} chains, each link fits the one before")


def check_chain(found, history, chain, linked):
    """One chain from its beginning to its end; after a place that does not fit it goes on from there."""
    name, previous, expected = history.chain_name(chain), genesis(history, chain), 1
    code, epoch, first = history.code(chain.get("desk_id")), chain["epoch"], len(found.bad)
    for link in history.links.get(chain["id"], []):
        number, place = link["seq"], (code, epoch, link["seq"])
        told = f"entry {number} ({history.linked_event(link)}) of {name}"
        if number != expected:
            gone = str(expected) if number - 1 <= expected else f"{expected} to {number - 1}"
            lost = f"entry {gone} of {name} was taken out" if number > expected else f"{told} stands there twice"
            found.broken(lost, "link", code, epoch, expected)
        elif link["previous"] != previous:
            found.broken(f"{told} does not follow the one before: put elsewhere, or changed", "link", *place)
        check_link(found, history, link, told, place, linked)
        if len(found.bad) > first and expected > 1:
            found.true.append(f"{name} holds up to entry {expected - 1}; it does not from there on")
        first = 1 << 62 if len(found.bad) > first else first
        expected, previous = number + 1, link["hash"]


def check_link(found, history, link, told, place, linked):
    """The event of a link, that it stands nowhere else, and the hash over both."""
    event, key = history.events.get(link["event_id"]), link["event_id"]
    if event is None:
        found.broken(f"{told} names event {key}, which was taken out", "event", *place, key)
    elif key in linked:
        found.broken(f"{told} names an event that stands in {linked[key]} too", "event", *place, key)
    elif link["form"] != FORM or link_hash(link, event) != link["hash"]:
        found.broken(f"{told} was changed", "event", *place, key)
    linked.setdefault(key, told)


def check_all_linked(found, history, linked):
    """No event without a link, no link without a chain, no gap in the numbers of a desk."""
    for number, event in sorted(history.events.items()):
        if number not in linked:
            sentence = f"event {number} ({event['kind']}, {moment(event['at'])}) was put in past the program"
            found.broken(f"{sentence}: no entry names it", "event", history.code(event["desk_id"]), key=event["seq"])
    for lost in sorted(set(history.links) - {chain["id"] for chain in history.chains}):
        found.broken(f"there are entries of a chain {lost} that is not there", "chain", key=lost)
    numbers = history.of("event", "desk_id")
    for desk in history.rows("desk"):
        check_series(found, "event", "the events", desk, [one["seq"] for one in numbers.get(desk["id"], ())])


def check_series(found, of, what, desk, numbers, counter=None):
    """Numbers of a desk run from 1 without a gap up to the last one given."""
    counter = counter or f"next_{of}"
    there, following = sorted(numbers), desk.get(counter, 1)
    code, last = desk["code"], max(numbers, default=0)
    gaps = sorted(set(range(1, last + 1)) - set(there))
    if gaps or len(there) != last:
        first = gaps[0] if gaps else last
        sentence = f"{what} of desk {code} have a gap: {spans(gaps)} was taken out" if gaps else f"{what} repeat"
        found.broken(sentence, of, code, key=first)
    if last + 1 < following:
        sentence = f"{what} of desk {code} end at {last}, and {following - 1} were given: the newest were cut off"
        found.broken(sentence, of, code, key=last + 1)
    if last + 1 > following:
        sentence = f"{what} of desk {code} go up to {last}, and only {following - 1} were given"
        found.broken(sentence, of, code, key=following)


def spans(numbers):
    """Numbers in short: 3, 7 to 9."""
    told, there = [], set(numbers)
    for first in (number for number in numbers if number - 1 not in there):
        last = first
        while last + 1 in there:
            last += 1
        told.append(str(first) if first == last else f"{first} to {last}")
    return ", ".join(told)


def check_epochs(found, history):
    """An epoch names the head of the one before it, and an event of the office tells that it was begun."""
    told, newest, again = {}, {}, []
    for event in history.events_of("epoch-opened"):
        for one in history.payload(event).get("chains", ()):
            told[tuple(one[:2])] = event
    for chain in history.chains:
        code, epoch, name = history.code(chain.get("desk_id")), chain["epoch"], history.chain_name(chain)
        before, end = newest.get(code, (0, ""))
        links = history.links.get(chain["id"], [])
        newest[code] = (epoch, links[-1]["hash"] if links else "")
        if epoch != before + 1:
            found.broken(f"{name} comes after epoch {before}", "chain", code, epoch - 1, key=chain["id"])
        elif chain["before"] != end:
            found.broken(f"{name} does not name the end of the epoch before it", "chain", code, before, key=chain["id"])
        if epoch > 1 and (code, epoch) not in told:
            found.broken(f"{name} was begun and no event tells of it", "chain", code, epoch, key=chain["id"])
        elif epoch > 1:
            event = told[code, epoch]
            why = {"after-restore": "a backup was restored", "after-break": "a break was found"}
            reason = why.get(history.payload(event).get("why"), chain["reason"])
            again.append(f"{name} (on {moment(event['at'])}, because {reason})")
    found.true.append(f"{len(again)} chains were begun anew: {'; '.join(again)}" if again else NEVER)
    for event in history.events_of("restored"):
        name = history.payload(event).get("name", "?")
        found.true.append(f"the office was restored from the backup {name} on {moment(event['at'])}: {AFTER}")


NEVER = "no chain was ever begun anew"
AFTER = "papers made between that backup and then are not in this archive, and their numbers may stand here again"


def check_heads(found, history):
    """The ends of the chains are those that the manifest tells."""
    ends = {}
    for chain in history.chains:
        links = history.links.get(chain["id"], [])
        if links:
            ends[f"{history.code(chain.get('desk_id')) or 'office'}/{chain['epoch']}"] = (
                f"{links[-1]['seq']}:{links[-1]['hash']}"
            )
    listed = history.manifest.get("heads", {})
    for place in sorted({*ends, *listed}):
        if ends.get(place) != listed.get(place):
            found.bad.append(f"the history {place} ends at {ends.get(place)}, the manifest says {listed.get(place)}")
    if ends == listed:
        found.true.append("the chains end where the manifest says")


def check_vouched(found, history):
    """The office vouched at each close for where a desk stood: what it said is still there."""
    vouched = [event for event in history.events_of("z-closed") if history.payload(event).get("seq")]
    for event in vouched:
        told = history.payload(event)
        desk, epoch, number = str(told.get("desk")), told.get("epoch"), told["seq"]
        link = link_at(history, desk, epoch, number)
        if link is None:
            sentence = (
                f"entry {number} of desk {desk}, epoch {epoch}, for which the office vouched at Z {told.get('z')}"
            )
            found.broken(f"{sentence} ({moment(event['at'])}), is not there: cut off", "head", desk, epoch, number)
        elif link["hash"] != told.get("head"):
            sentence = f"entry {number} of desk {desk} is not the one that the office vouched for at Z {told.get('z')}"
            found.broken(f"{sentence} ({moment(event['at'])})", "head", desk, epoch, number)
    found.true.append(f"at {len(vouched)} closes the office vouched for a desk")


def link_at(history, desk, epoch, number):
    """The link of a number in the chain of a desk; None where it is not there."""
    chain = history.by_place.get((desk, epoch))
    links = history.links.get(chain["id"], []) if chain else []
    if 0 < number <= len(links) and links[number - 1]["seq"] == number:
        return links[number - 1]
    return next((link for link in links if link["seq"] == number), None)


# ---------------------------------------------------------------- texts and rows


def check_texts(found, history):
    """Every text is the one that its event was linked with; erased and withheld ones are counted."""
    erased = {number for payload in history.payloads("texts-erased") for number in payload.get("events", ())}
    texts, there, gone = {text["id"]: text for text in history.rows("event_text")}, 0, 0
    for link, place, told in every_link(history):
        for number, kind, sealed in named_by(link, "texts"):
            text = texts.pop(number, None)
            if text is None:
                found.broken(f"text {number} ({kind}) of {told} was taken out", "event_text", *place, number)
            elif (text["event_id"], text["kind"], text["digest"]) != (link["event_id"], kind, sealed):
                found.broken(f"text {number} of {told} is not the one written then", "event_text", *place, number)
            elif text.get("salt"):
                there += 1
                if digest("text", [text["salt"], text["text"]]) != sealed:
                    found.broken(f"text {number} ({kind}) of {told} was changed", "event_text", *place, number)
            else:
                gone += 1
                if history.manifest["with_texts"] and (text.get("text") or link["event_id"] not in erased):
                    sentence = f"text {number} ({kind}) of {told} was emptied, and no event tells of it"
                    found.broken(sentence, "event_text", *place, number)
    for number, text in sorted(texts.items()):
        event = history.events.get(text["event_id"], {})
        place = next((at for link, at, _ in every_link(history) if link["event_id"] == text["event_id"]), ("", 0, 0))
        sentence = f"text {number} of event {event.get('id', '?')} was put in past the program"
        found.broken(sentence, "event_text", *place, number)
    why = "erased" if history.manifest["with_texts"] else "erased or withheld"
    found.true.append(f"{there} texts were looked at; of {gone} only the digest is here ({why})")


def every_link(history):
    """Every link with its place, and with its place in words."""
    for chain in history.chains:
        code = history.code(chain.get("desk_id"))
        for link in history.links.get(chain["id"], []):
            told = f"entry {link['seq']} of {history.chain_name(chain)} ({history.linked_event(link)})"
            yield link, (code, chain["epoch"], link["seq"]), told


def named_by(link, what):
    """What a link names of its rows or texts; nothing where that cannot be read."""
    named = read_or(link[what], [])
    return [one for one in named if isinstance(one, list) and len(one) == 3]


def check_rows(found, history):
    """Every row that is only added to is sealed once, as it was added; none is missing, none was put in."""
    tables, sealed, count, before = {}, set(), 0, len(found.bad) + len(found.known)
    for table, told in history.manifest["tables"].items():
        if table not in SEALED_BY_THEMSELVES | REFERENCE and "changing" not in told:
            tables[table] = {json.dumps(row_key(row, told["key"])): row for row in history.rows(table)}
    for link, place, told in every_link(history):
        for table, key, seal in named_by(link, "rows"):
            if table in SEALED_BY_THEMSELVES | REFERENCE | LEFT_OUT:
                continue
            count += 1
            row = tables.get(table, {}).get(json.dumps(key))
            if (table, json.dumps(key)) in sealed:
                found.broken(f"row {key} of {table} was sealed a second time by {told}", table, *place, key)
            elif row is None:
                found.broken(f"row {key} of {table}, added by {told}, was taken out", table, *place, key)
            elif digest("row", [link["salt"], table, as_sealed(history, table, link["salt"], row)]) != seal:
                found.broken(f"row {key} of {table}, added by {told}, was changed{says(row)}", table, *place, key)
            sealed.add((table, json.dumps(key)))
    with_event = {event["command_id"] for event in history.events.values()}
    for table, rows in sorted(tables.items()):
        for key, row in rows.items():
            if (table, key) not in sealed and not (table == "command" and row["id"] not in with_event):
                sentence = f"row {json.loads(key)} of {table} was put in past the program{says(row)}"
                found.broken(sentence, table, key=json.loads(key))
    if len(found.bad) + len(found.known) == before:
        found.true.append(f"{count} rows of money and decisions are as they were added, none is missing")


def check_left(found, history):
    """Every row that may change is as the newest link that names it left it, where the archive holds its table."""
    newest, count = {}, 0
    changing = {table: told for table, told in history.manifest["tables"].items() if "changing" in told}
    for link, place, told in every_link(history):
        for table, key, seal in named_by(link, "rows"):
            known = newest.get((table, json.dumps(key)))
            if table in changing and (known is None or known[0] < link["event_id"]):
                newest[table, json.dumps(key)] = (link["event_id"], link["salt"], seal, place, told)
    for table, form in sorted(changing.items()):
        rows = {json.dumps(row_key(row, form["key"])): row for row in history.rows(table)}
        for (_, key), (_, salt, seal, place, told) in sorted(one for one in newest.items() if one[0][0] == table):
            row, count = rows.pop(key, None), count + 1
            if row is None and seal:
                found.broken(f"row {key} of {table}, left by {told}, was taken out", table, *place, json.loads(key))
            elif row is not None and seal != left_digest(history, table, form, salt, row):
                sentence = f"row {key} of {table} is not as {told} left it: it was changed past the program{says(row)}"
                found.broken(sentence, table, *place, json.loads(key))
        for key in sorted(rows):
            found.broken(f"row {key} of {table} was put in past the program", table, key=json.loads(key))
    if changing:
        found.true.append(f"{count} rows that may change were held against how they were left")


def left_digest(history, table, form, salt, row):
    """What a link says of a row that may change: without the columns that nobody vouches for."""
    told = {name: value for name, value in row.items() if name not in form["changing"]}
    return digest("row", [salt, table, as_sealed(history, table, salt, told)])


def row_key(row, names):
    """The key of a row as links name it."""
    key = [row[name] for name in names]
    return key if len(key) > 1 else key[0]


def as_sealed(history, table, salt, row):
    """A row as it is sealed: what is personal in it as salted digests."""
    personal, sealed = history.manifest["tables"][table]["personal"], {}
    for name, value in row.items():
        if isinstance(value, dict):
            sealed[name] = value.get("digest", "")
        else:
            sealed[name] = digest("personal", [salt, value]) if name in personal else value
    return sealed


def says(row):
    """What a row says now of its amount and moment, to find it by."""
    told = [f"{name} {row[name]}" for name in ("number", "amount", "at", "issued_at") if name in row]
    return f" (it says now: {', '.join(told)})" if told else ""


# ---------------------------------------------------------------- money


def total(history, table, column):
    """What the amounts of a table come to, by a column."""
    return {key: sum(row["amount"] for row in rows) for key, rows in history.of(table, column).items()}


def differs(history, is_now, ought):
    """Two amounts that ought to be one, in words."""
    return f"{history.money(is_now)}, not {history.money(ought)}"


def check_payments(found, history):
    """The parts of each payment are what was owed, as its cash was rounded, and what is owed are its fees."""
    parts, waived = total(history, "payment_part", "payment_id"), total(history, "waiver", "demand_id")
    lines, demands = total(history, "demand_line", "demand_id"), {one["id"]: one for one in history.rows("demand")}
    told, settled = event_amounts(history), history.of("payment_demand", "payment_id")
    for payment in history.rows("payment"):
        key, amount, name = payment["id"], payment["amount"], f"payment {payment['id']} of {moment(payment['at'])}"
        by_parts, rounded = parts.pop(key, 0), amount + payment.get("rounding", 0)
        sentence = f"the parts of {name} come to {differs(history, by_parts, rounded)}"
        found.ask(by_parts == rounded, sentence, "payment", "payment_part")
        owed = [demands.get(one["demand_id"], {}).get("amount", 0) for one in settled.get(key, ())]
        less = [waived.get(one["demand_id"], 0) for one in settled.get(key, ())]
        sentence = f"the fees of {name} come to {differs(history, sum(owed) - sum(less), amount)}"
        found.ask(sum(owed) - sum(less) == amount, sentence, "payment", "payment_demand", "demand", "waiver")
        said = told.get(key, amount)
        found.ask(said == amount, f"the event of {name} says {differs(history, said, amount)}", "payment")
    for number, demand in sorted(demands.items()):
        sentence = f"the fees of demand {number} come to {differs(history, lines.get(number, 0), demand['amount'])}"
        found.ask(lines.get(number, 0) == demand["amount"], sentence, "demand", "demand_line")
        sentence = f"of demand {number} more was waived than {history.money(demand['amount'])}"
        found.ask(waived.get(number, 0) <= demand["amount"], sentence, "demand", "waiver")
    for number in sorted(parts):
        found.unfit(f"there are parts of a payment {number} that is not there", "payment", "payment_part")
    found.true.append(f"{len(history.rows('payment'))} payments and {len(demands)} demands were added up")


def event_amounts(history):
    """What the event of each payment says of its amount."""
    events = history.events_of("payment-taken")
    return {event["subject_id"]: history.payload(event).get("amount") for event in events}


def check_corrections(found, history):
    """No void or refund gives back more than was paid, each is the sum of its parts, and another person approved it."""
    left = {payment["id"]: payment["amount"] for payment in history.rows("payment")}
    rounding = {payment["id"]: payment.get("rounding", 0) for payment in history.rows("payment")}
    parts, lines = (
        total(history, "correction_part", "correction_id"),
        total(history, "correction_line", "correction_id"),
    )
    voided, tables, before = set(), ("payment", "correction", "correction_part", "correction_line"), len(found.bad)
    for one in history.rows("correction"):
        name, payment = f"{one['kind']} {one['number']} of {moment(one['at'])}", one["payment_id"]
        if payment not in left:
            found.unfit(f"{name} is of no payment", *tables)
            continue
        left[payment] += one["amount"]
        found.ask(one["amount"] < 0 <= left[payment], f"{name} gives back more than was paid", *tables)
        found.ask(payment not in voided, f"{name} corrects what was cancelled before", *tables)
        if one["kind"] == "void":
            voided.add(payment)
            found.ask(left[payment] == 0, f"{name} cancels a part of a payment", *tables)
        rounded = one["amount"] - (rounding[payment] if one["kind"] == "void" else 0)
        for what, sums, ought in (("parts", parts, rounded), ("lines", lines, one["amount"])):
            found.ask(sums.get(one["id"], 0) == ought, f"the {what} of {name} are not its sum", *tables)
        others = one["approver_id"] not in (one["official_id"], one["taker_id"])
        found.ask(others, f"{name} was approved by whoever asked for it or took the money", *tables)
    for one in history.rows("waiver"):
        others = one.get("approver_id") != one["official_id"]
        found.ask(others, f"waiver {one['id']} was approved by whoever made it", "waiver")
    if len(found.bad) == before:
        count = len(history.rows("correction"))
        found.true.append(f"{count} voids and refunds give back no more than was paid, by two persons each")


def check_receipts(found, history):
    """Receipts, voids and refunds of each desk are numbered 1, 2, 3 and so on; each receipt is of one payment."""
    numbered, before = {}, len(found.bad)
    for row in history.rows("receipt") + history.rows("correction"):
        numbered.setdefault(row["desk_id"], []).append(row)
        told = f"{history.desks.get(row['desk_id'], '?')}-{row['seq']:06d}"
        found.ask(row["number"] == told, f"receipt {told} bears the number {row['number']}", "receipt", "correction")
    for desk in history.rows("desk"):
        check_series(found, "receipt", "the receipts", desk, [row["seq"] for row in numbered.get(desk["id"], ())])
        by_hand = [row["seq"] for row in history.of("paper_receipt", "desk_id").get(desk["id"], ())]
        sentence = f"the paper receipts of desk {desk['code']} are not numbered 1 to {len(by_hand)}"
        found.ask(sorted(by_hand) == list(range(1, len(by_hand) + 1)), sentence, "paper_receipt")
    paid = {payment["id"]: payment for payment in history.rows("payment")}
    for receipt in history.rows("receipt"):
        payment, name = paid.pop(receipt["payment_id"], None), f"receipt {receipt['number']}"
        if payment is None:
            found.unfit(f"{name} is of no payment, or of one that has another receipt", "receipt", "payment")
            continue
        check_paper(found, history, name, receipt, payment["amount"])
    for number in sorted(paid):
        found.unfit(f"payment {number} has no receipt", "receipt", "payment")
    for one in history.rows("correction"):
        check_paper(found, history, f"{one['kind']} {one['number']}", one, one["amount"])
    if len(found.bad) == before:
        found.true.append(f"{len(history.rows('receipt'))} receipts are numbered without a gap, one for each payment")
    for desk in history.rows("desk"):
        say_sums(found, history, desk)


FURTHER = {
    "cash_session": ("next_session", "number"),
    "paper_receipt": ("next_paper", "seq"),
    "case": ("next_case", ""),
}
"""Further series of a desk: its counter, and the column of the number; cases are only counted."""


def check_counters(found, history):
    """Shifts, paper receipts and cases of each desk are as many as numbers were given, where the archive tells both."""
    for table, (counter, column) in FURTHER.items():
        for desk in history.rows("desk") if table in history.tables else ():
            own = history.of(table, "desk_id").get(desk["id"], ())
            numbers = [row[column] if column else place for place, row in enumerate(own, 1)]
            if counter in desk:
                check_series(found, table, f"the rows of {table}", desk, numbers, counter)


def check_paper(found, history, name, row, amount):
    """What stands on a receipt, where the archive holds it, is what its row says."""
    if isinstance(row["content"], str):
        said = read_or(row["content"], {})
        holds = (said.get("number"), said.get("total")) == (row["number"], amount)
        sentence = f"on {name} stand {said.get('number')} and {history.money(said.get('total') or 0)}"
        found.ask(holds, f"{sentence}, its payment is of {history.money(amount)}", "receipt", "correction", "payment")


def say_sums(found, history, desk):
    """What all receipts of a desk come to, for whoever adds up the paper."""
    taken = sum(row["amount"] for row in history.of("payment", "desk_id").get(desk["id"], ()))
    back = -sum(row["amount"] for row in history.of("correction", "desk_id").get(desk["id"], ()))
    if taken or back:
        sums = f"{history.money(taken)} taken, {history.money(back)} given back, {history.money(taken - back)} left"
        found.true.append(f"all receipts of desk {desk['code']} come to: {sums}")


# ---------------------------------------------------------------- Z reports, worked out again

SIGNED = {"in": 1, "out": -1, "deposit": -1, "drawer": 0}


class Shifts:
    """When each shift began and ended, and whose it was, by what the events say."""

    def __init__(self, history):
        self.opened, self.closed, self.numbers = {}, {}, {}
        for event in history.events_of("shift-opened"):
            self.opened[event["subject_id"]] = (event, history.payload(event))
            self.numbers[event["desk_id"], history.payload(event).get("number")] = event["subject_id"]
        for event in history.events_of("shift-closed"):
            self.closed[event["subject_id"]] = (event, history.payload(event))

    def end(self, session):
        """When a shift ended; None where no event says so."""
        if session not in self.closed:
            return None
        began = self.opened[session][0]["at"] if session in self.opened else ""
        return max(self.closed[session][0]["at"], began)

    def before(self, session):
        """When the shift before it at its desk ended."""
        if session not in self.opened:
            return None
        event, told = self.opened[session]
        return self.end(self.numbers.get((event["desk_id"], told.get("number", 0) - 1)))


def check_closes(found, history):
    """The Z reports of each desk: numbered without a gap, each after the one before, every figure out of the rows."""
    count, shifts, before = 0, Shifts(history), len(found.bad)
    for desk in history.rows("desk"):
        closes = sorted(history.of("z_report", "desk_id").get(desk["id"], ()), key=lambda z: z["number"])
        check_series(found, "z_report", "the Z reports", desk, [z["number"] for z in closes], "next_z")
        last = {"digest": "", "gross": 0, "refunds": 0, "last_event": 0}
        for z in closes:
            check_close(found, history, shifts, f"Z {z['number']} of desk {desk['code']}", z, last)
            last, count = z, count + 1
        check_outside(found, history, shifts, desk, closes)
    if len(found.bad) == before:
        found.true.append(f"{count} Z reports follow each other, and their totals are those of the payments")
    full = sum(isinstance(z["content"], str) for z in history.rows("z_report"))
    if full:
        found.true.append(f"{full} Z reports were worked out again in full: payments, means, services, cash, count")


def check_close(found, history, shifts, name, z, before):
    """One Z report: after the one before, its totals from the rows of its shift, its digest, its figures."""
    tables = ("z_report", "payment", "correction")
    found.ask(z["previous"] == before["digest"], f"{name} does not name the digest of the one before", "z_report")
    found.ask(z["first_event"] == before["last_event"] + 1, f"{name} leaves out events, or has some twice", "z_report")
    taken, back = of_shift(history, "payment", z), -of_shift(history, "correction", z)
    gross, refunds = before["gross"] + taken, before["refunds"] + back
    sentence = f"{name} says that all ever taken is {differs(history, z['gross'], gross)}"
    found.ask(z["gross"] == gross, f"{name} has other totals than its rows: {sentence}", *tables)
    sentence = f"{name} says that all ever given back is {differs(history, z['refunds'], refunds)}"
    found.ask(z["refunds"] == refunds, f"{name} has other totals than its rows: {sentence}", *tables)
    check_told(found, history, name, z)
    if isinstance(z["content"], str):
        sentence = f"the digest of {name} is not that of its figures"
        found.ask(hashlib.sha256(z["content"].encode()).hexdigest() == z["digest"], sentence, "z_report")
        check_figures(found, history, name, read_or(z["content"], {}), figures(history, shifts, z))


def of_shift(history, table, z):
    """What the rows of a table come to in the shift that a Z report closed."""
    return sum(row["amount"] for row in history.of(table, "cash_session_id").get(z["cash_session_id"], ()))


def check_told(found, history, name, z):
    """The event of a Z report says the same as its row."""
    events = history.of("event", "kind", "subject_id").get(("z-closed", z["cash_session_id"]), [])
    if len(events) != 1:
        found.unfit(f"{len(events)} events tell of {name}", "z_report")
        return
    told = history.payload(events[0])
    same = ("digest", "previous", "gross", "refunds")
    holds = told.get("z") == z["number"] and all(told.get(one) == z[one] for one in same)
    found.ask(holds, f"the event of {name} says something else than its row", "z_report")


def check_figures(found, history, name, said, ought):
    """Every figure of a Z report is the one that its rows come to."""
    for figure, value in ought.items():
        if said.get(figure) != value:
            told = f"{name} says {figure.replace('_', ' ')} {shown(said.get(figure))}; its rows come to {shown(value)}"
            found.unfit(told, "z_report", "payment", "payment_part", "correction", "till_count", "cash_movement")


def shown(value):
    """A figure in short."""
    return json.dumps(value, ensure_ascii=False)


def figures(history, shifts, z):
    """The figures of a Z report worked out again from the rows of its shift."""
    session = z["cash_session_id"]
    payments, said = history.of("payment", "cash_session_id").get(session, []), read_or(z["content"], {})
    done = sorted(history.of("correction", "cash_session_id").get(session, []), key=lambda one: one["seq"])
    money = {**taken_in(history, payments, done, said), **corrected_in(history, shifts, z, done)}
    cash = cash_of(history, session, payments)
    how = shifts.closed[session][1].get("how") if session in shifts.closed else None
    counted = bool(cash["counts"]) or how == "cashless"
    cash["expected"] = cash["ought"] if counted else None
    last = cash["counts"][-1]["amount"] if cash["counts"] else None
    ought = {"number": z["number"], "desk": history.desks.get(z["desk_id"]), "currency": history.office["currency"]}
    ought.update(money, counted=last, difference=None if last is None else last - cash["ought"])
    ought.update({name: cash[name] for name in ("opening", "cash_taken", "cash_back", "expected", "drawer_openings")})
    ought.update(gross=z["gross"], refunded=z["refunds"], net=z["gross"] - z["refunds"], previous=z["previous"])
    ought.update(first_event=z["first_event"], last_event=z["last_event"])
    if session in shifts.opened and session in shifts.closed:
        event, told = shifts.opened[session]
        ought.update(shift=told.get("number"), opened_at=event["at"], closed_at=shifts.end(session), how=how)
    ought["head"] = head_told(history, z)
    ought["movements"] = moved(history, session, said.get("movements", []))
    ought["counts"] = [dict(one, official=told.get("official")) for one, told in both(cash["counts"], said, "counts")]
    ought["means"] = [dict(told, **one) for one, told in by_code(means_of(history, payments), said.get("means", []))]
    services = by_code(services_of(history, payments), said.get("services", []))
    ought["services"] = [dict(told, **one) for one, told in services]
    for name, back in (("means_back", means_back(history, done)), ("services_back", services_back(history, done))):
        if name in said:
            ought[name] = [dict(told, **one) for one, told in by_code(back, said[name])]
    ought["blanks"] = [dict(one, **stock(one)) for one in said.get("blanks", [])]
    return ought


def both(rows, said, name):
    """Rows, each with what the report says in its place."""
    told = said.get(name, [])
    return [(row, told[place] if place < len(told) else {}) for place, row in enumerate(rows)]


def by_code(ought, said):
    """Shares by their code in the order of the report, each with what the report says of it."""
    told = {one.get("code"): one for one in said}
    order = [*[code for code in told if code in ought], *sorted(code for code in ought if code not in told)]
    return [(ought[code], told.get(code, {})) for code in order]


def tally(rows, sign=1):
    """How many rows, and what they come to."""
    return {"count": len(rows), "amount": sign * sum(row["amount"] for row in rows)}


def taken_in(history, payments, done, said):
    """What was taken in a shift; its numbers from the first to the last, voids and refunds among them."""
    paid = {payment["id"]: payment["amount"] for payment in payments}
    receipts = [one for key in paid for one in history.of("receipt", "payment_id").get(key, ())]
    by_hand = [one for key in paid for one in history.of("paper_receipt", "payment_id").get(key, ())]
    by_hand.sort(key=lambda one: one["seq"])
    names = {"void_numbers": "void", "refund_numbers": "refund"}
    told = {
        name: [one["number"] for one in done if one["kind"] == kind] for name, kind in names.items() if name in said
    }
    given_out = sorted([*receipts, *(done if told else ())], key=lambda one: one["seq"])
    return {
        **told,
        "payments": tally(payments),
        "rounding": sum(payment.get("rounding", 0) for payment in payments),
        "first_receipt": given_out[0]["number"] if given_out else "",
        "last_receipt": given_out[-1]["number"] if given_out else "",
        "paper_receipts": {"count": len(by_hand), "amount": sum(paid[one["payment_id"]] for one in by_hand)},
        "paper_numbers": [f"{one['number']} {one['paper_number']}" for one in by_hand],
    }


def corrected_in(history, shifts, z, done):
    """Voids and refunds of a shift; waivers and copies of its desk since the shift before; payments left."""
    since, until = shifts.before(z["cash_session_id"]) or "", shifts.end(z["cash_session_id"]) or z["at"]

    def here(table):
        rows = history.of(table, "desk_id").get(z["desk_id"], [])
        return [row for row in rows if since < row["at"] <= until]

    def told(kind):
        numbers = [one["seq"] for one in history.of("event", "kind").get(kind, []) if one["desk_id"] == z["desk_id"]]
        return sum(z["first_event"] <= number <= z["last_event"] for number in numbers)

    drawn = {"possible_copies": told("possible-copy")} if "possible_copies" in read_or(z["content"], {}) else {}
    return {
        **drawn,
        "voids": tally([one for one in done if one["kind"] == "void"], -1),
        "refunds": tally([one for one in done if one["kind"] == "refund"], -1),
        "waivers": tally(here("waiver")),
        "copies": len(here("copy_reason")) + len(here("correction_copy")),
        "abandoned": told("payment-abandoned"),
    }


def cash_of(history, session, payments):
    """The cash of a shift: float, taken, given back, moved, and what it ought to come to."""
    counts = sorted(history.of("till_count", "cash_session_id").get(session, []), key=lambda one: one["position"])
    opening = [one["amount"] for one in counts if one["kind"] == "opening"]
    parts = [one for payment in payments for one in history.of("payment_part", "payment_id").get(payment["id"], ())]
    done = history.of("correction", "cash_session_id").get(session, [])
    back = [one for row in done for one in history.of("correction_part", "correction_id").get(row["id"], ())]
    movements = history.of("cash_movement", "cash_session_id").get(session, [])
    cash = {
        "opening": opening[-1] if opening else 0,
        "cash_taken": sum(one["amount"] for one in parts if one["means"] == "cash"),
        "cash_back": -sum(one["amount"] for one in back if one["means"] == "cash"),
    }
    moves = sum(SIGNED[one["kind"]] * one["amount"] for one in movements)
    cash["ought"] = cash["opening"] + cash["cash_taken"] - cash["cash_back"] + moves
    cash["drawer_openings"] = sum(one["kind"] == "drawer" for one in movements)
    cash["counts"] = [{"amount": one["amount"], "at": one["at"]} for one in counts if one["kind"] == "closing"]
    return cash


def moved(history, session, said):
    """Cash put in and taken out as the rows have it; names of officials as the report says."""
    found = []
    for row, told in both(history.of("cash_movement", "cash_session_id").get(session, []), {"all": said}, "all"):
        names = ("kind", "amount", "reason", "slip", "at")
        found.append({**{name: row.get(name, "") for name in names}, "official": told.get("official")})
    return found


def means_of(history, payments):
    """Counts and sums by the office's own means."""
    parts = [one for payment in payments for one in history.of("payment_part", "payment_id").get(payment["id"], ())]
    grouped = {}
    for part in parts:
        grouped.setdefault(part.get("code") or part["means"], []).append(part)
    return {code: {"code": code, "kind": rows[0]["means"], **tally(rows)} for code, rows in grouped.items()}


def services_of(history, payments):
    """Counts and sums of the demands that were paid, less what was waived of them, by service."""
    service = {event["subject_id"]: history.payload(event).get("service") for event in started(history)}
    waived, grouped = total(history, "waiver", "demand_id"), {}
    for payment in payments:
        for settled in history.of("payment_demand", "payment_id").get(payment["id"], ()):
            for demand in history.of("demand", "id").get(settled["demand_id"], ()):
                amount = demand["amount"] - waived.get(demand["id"], 0)
                grouped.setdefault(service.get(demand["case_id"], "?"), []).append({"amount": amount})
    return {code: {"code": code, **tally(rows)} for code, rows in grouped.items()}


def means_back(history, done):
    """What went back by each kind of means."""
    parts = [one for row in done for one in history.of("correction_part", "correction_id").get(row["id"], ())]
    return {code: {"code": code, "kind": code, **tally(rows, -1)} for code, rows in by(parts, "means").items()}


def services_back(history, done):
    """What was given back for each service."""
    service = {event["subject_id"]: history.payload(event).get("service") for event in started(history)}
    case, grouped = {one["id"]: one["case_id"] for one in history.rows("demand")}, {}
    for row in done:
        for line in history.of("correction_line", "correction_id").get(row["id"], ()):
            grouped.setdefault(service.get(case.get(line["demand_id"]), "?"), []).append(line)
    return {code: {"code": code, **tally(rows, -1)} for code, rows in grouped.items()}


def started(history):
    """The events by which cases began: they name the service."""
    return history.of("event", "kind").get("case-started", [])


def stock(one):
    """What a kind of blank comes to by its own figures."""
    expected = one["opening"] + one["received"] + one["moved_in"] - one["moved_out"] - one["used"] - one["spoilt"]
    return {"expected": expected}


def head_told(history, z):
    """Where the history of the desk stood, as the event of the Z report says."""
    for event in history.of("event", "kind", "subject_id").get(("z-closed", z["cash_session_id"]), ()):
        told = history.payload(event)
        return f"{told.get('desk')}:{told.get('epoch')}:{told.get('seq')}:{str(told.get('head'))[:16]}"
    return ""


def check_outside(found, history, shifts, desk, closes):
    """Every payment, void and refund stands in a shift of its desk, a payment in one of its official; each in a Z."""
    closed = {z["cash_session_id"] for z in closes}
    first = min(closed, default=0)
    for table in ("payment", "correction"):
        for row in history.of(table, "desk_id").get(desk["id"], ()):
            session, name = row["cash_session_id"], f"{table} {row['id']} of {moment(row['at'])}"
            if session in shifts.opened:
                event, told = shifts.opened[session]
                sentence = f"{name} stands in the shift of another desk"
                found.ask(event["desk_id"] == desk["id"], sentence, table)
                hers = told.get("official", row["official_id"]) == row["official_id"]
                found.ask(hers or table != "payment", f"{name} stands in the shift of another official", table)
            over = session in shifts.closed and session >= first
            found.ask(session in closed or not over, f"{name} stands in no Z report", table, "z_report")


def check_periods(found, history):
    """A month or year is the sum of its Z reports, each by its digest, and no Z report stands in two months."""
    known = {(history.desks.get(z["desk_id"]), z["number"]): z for z in history.rows("z_report")}
    taken = set()
    for close in history.rows("period_close"):
        name, said = f"the close of {close['period']}", read_or(close["content"], {})
        sentence = f"the digest of {name} is not that of its figures"
        found.ask(hashlib.sha256(close["content"].encode()).hexdigest() == close["digest"], sentence, "period_close")
        sums = {"payments": 0, "taken": 0, "rounding": 0, "given_back": 0, "waived": 0, "difference": 0}
        full = True
        for one in said.get("zs", []):
            place = (one.get("desk"), one.get("z"))
            z = known.get(place)
            if z is None or z["digest"] != one.get("digest"):
                found.unfit(
                    f"{name} names Z {place[1]} of desk {place[0]}, which is another one", "period_close", "z_report"
                )
                continue
            twice = (close["kind"], place) in taken
            found.ask(
                not twice, f"{name} names Z {place[1]} of desk {place[0]}, which stands in another one", "period_close"
            )
            taken.add((close["kind"], place))
            full = full and isinstance(z["content"], str)
            add_close(sums, read_or(z["content"], {}))
        if full:
            wrong = [one for one, value in sums.items() if said.get(one, 0) != value]
            sentence = f"{name} has other sums than its Z reports: {', '.join(wrong)}"
            found.ask(not wrong, sentence, "period_close", "z_report")
    if history.rows("period_close"):
        found.true.append(f"{len(history.rows('period_close'))} months and years were held against their Z reports")


def add_close(sums, z):
    """The figures of a Z report added to those of its month."""
    told = {name: z.get(name, {}) for name in ("payments", "voids", "refunds", "waivers")}
    sums["payments"] += told["payments"].get("count", 0)
    sums["taken"] += told["payments"].get("amount", 0)
    sums["given_back"] += told["voids"].get("amount", 0) + told["refunds"].get("amount", 0)
    sums["waived"] += told["waivers"].get("amount", 0)
    sums["rounding"] += z.get("rounding", 0)
    sums["difference"] += z.get("difference") or 0


# ---------------------------------------------------------------- what was printed

SIGNS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE, SHORTEST = 10, 8


def check_code(history, row, amount, at, head):
    """The code that a receipt, a void or a refund has to bear, made again of what the archive says."""
    office = history.office
    parts = [office["public_id"], history.desks[row["desk_id"]], row["number"], at, amount, office["currency"], head]
    rest, code = int(hashlib.sha256(canonical(parts)).hexdigest(), 16), ""
    for _ in range(CODE):
        rest, sign = divmod(rest, len(SIGNS))
        code += SIGNS[sign]
    return code


def code_of(history, row):
    """The code of a row of `receipt` or `correction`."""
    events = [
        event
        for event in history.of("event", "subject_kind", "subject_id").get(("payment", row["payment_id"]), ())
        if event["desk_id"] == row["desk_id"]
    ]
    if "issued_at" in row:
        payment = next((one for one in history.of("payment", "id").get(row["payment_id"], ())), {"amount": 0})
        events = sorted(events, key=lambda event: event["id"])[:1]
        return check_code(history, row, payment["amount"], row["issued_at"], head_before(history, row, events))
    events = [event for event in events if history.payload(event).get("number") == row["number"]][:1]
    return check_code(history, row, row["amount"], row["at"], head_before(history, row, events))


def head_before(history, row, events):
    """The head of the desk's chain before the command of this event; empty where there is none."""
    if not events:
        return ""
    chains = {chain["id"] for chain in history.chains if chain.get("desk_id") == row["desk_id"]}
    same = history.of("event", "command_id").get(events[0]["command_id"], ())
    links = [link for event in same for link in history.of("link", "event_id").get(event["id"], ())]
    own = sorted((link["chain_id"], link["seq"], link["previous"]) for link in links if link["chain_id"] in chains)
    return own[0][2] if own else ""


def read_as(code):
    """A code as it is compared: capitals, O and I as 0 and 1, without what stands between."""
    return code.upper().replace("O", "0").replace("I", "1").replace("-", "").replace(" ", "")


def check_codes(found, history):
    """Every check code that the archive holds is the one that its receipt has to bear."""
    count = 0
    for table in ("receipt", "correction"):
        for row in history.rows(table):
            code = read_or(row["content"], {}).get("check", "") if isinstance(row["content"], str) else ""
            if code:
                count += 1
                sentence = f"{table} {row['number']} bears a check code that does not fit it"
                found.ask(read_as(code) == code_of(history, row), sentence, table, "payment")
    found.true.append(f"{count} check codes of receipts, voids and refunds were made again")


def restored_since(history):
    """What has to be added where a paper does not fit and a backup was restored."""
    return (
        "; a backup was restored since, and the paper may be of the time that was lost"
        if (history.of("event", "kind").get("restored"))
        else ""
    )


def asked_parts(told, count, found):
    """What was typed from a paper, in its parts; None where that cannot be read."""
    parts = told.strip().split(":")
    if len(parts) != count or not all(part.isdigit() for part in parts[1:-1]):
        found.bad.append(f"{told} cannot be read: type it as on the paper, {':'.join(FORMS[count])}")
        return None
    if len(parts[-1]) < SHORTEST:
        found.bad.append(f"{told}: at least {SHORTEST} signs of the digest are needed")
        return None
    return [parts[0].upper(), *(int(part) for part in parts[1:-1]), parts[-1].lower()]


FORMS = {3: ("DESK", "NUMBER", "DIGEST"), 4: ("DESK", "EPOCH", "ENTRY", "DIGEST")}


def check_printed_heads(found, history, printed):
    """The digests on the papers that somebody holds, or their first eight signs: each is in its chain, at its place."""
    fitting = 0
    for told in printed:
        parts = asked_parts(told, 4, found)
        if parts is None:
            continue
        desk, epoch, number, known = parts
        link = link_at(history, desk, epoch, number)
        if link is None:
            sentence = f"entry {number} of desk {desk} is not there: newer ones were cut off, or an old copy put back"
            found.bad.append(sentence + restored_since(history))
        elif not link["hash"].startswith(known):
            sentence = f"entry {number} of desk {desk} is not the one on paper: history was rewritten"
            found.bad.append(sentence + restored_since(history))
        else:
            fitting += 1
    if printed:
        found.true.append(f"{fitting} printed digests are in their chains")


def check_printed_closes(found, history, printed):
    """The Z reports on the papers that somebody holds."""
    known, fitting = {(history.desks.get(z["desk_id"]), z["number"]): z["digest"] for z in history.rows("z_report")}, 0
    for told in printed:
        parts = asked_parts(told, 3, found)
        if parts is None:
            continue
        desk, number, digest_told = parts
        stored = known.get((desk, number))
        if stored is None:
            sentence = f"there is no Z {number} of desk {desk}: newer entries were cut off, or an old copy put back"
            found.bad.append(sentence + restored_since(history))
        elif not stored.startswith(digest_told):
            sentence = f"Z {number} of desk {desk} is not the one on paper: its figures were changed"
            found.bad.append(sentence + restored_since(history))
        else:
            fitting += 1
    if printed:
        found.true.append(f"{fitting} printed Z reports fit")


def check_printed_receipts(found, history, printed):
    """The codes on the papers that somebody holds."""
    known = {row["number"]: row for table in ("receipt", "correction") for row in history.rows(table)}
    fitting = 0
    for number, code in printed:
        row = known.get(number.strip().upper())
        if row is None:
            sentence = f"there is no receipt {number}: the paper is forged, or the receipt was taken out"
            found.bad.append(sentence + restored_since(history))
        elif read_as(code) != code_of(history, row):
            sentence = f"receipt {number} does not fit its paper: date, number, amount or order is another one"
            found.bad.append(sentence + restored_since(history))
        else:
            fitting += 1
    if printed:
        found.true.append(f"{fitting} printed receipts fit")


# ---------------------------------------------------------------- everything, and the words

CHECKS = (
    check_chains,
    check_epochs,
    check_heads,
    check_texts,
    check_rows,
    check_left,
    check_vouched,
    check_payments,
    check_corrections,
    check_receipts,
    check_counters,
    check_closes,
    check_periods,
    check_codes,
)


def examine(place, key="", printed_heads=(), printed_receipts=(), printed_closes=()):
    """Everything that was found, and the history it was found in; NoArchive where there is none."""
    found, files = Found(), Files(Path(place))
    manifest, content = read_manifest(files)
    office = manifest.get("office", {}).get("name", "?")
    texts = "with names and texts" if manifest.get("with_texts") else "without names and texts"
    made = f"made {manifest.get('made_at')} by OSS Desk {manifest.get('program')}, {texts}"
    found.true.append(f"Archive of {office}, {made}")
    check_signature(found, files, manifest, content, key)
    history = History(manifest, read_tables(found, files, manifest))
    know_epochs(found, history)
    for check in CHECKS:
        guarded(found, check, history)
    guarded(found, check_printed_heads, history, printed_heads)
    guarded(found, check_printed_closes, history, printed_closes)
    guarded(found, check_printed_receipts, history, printed_receipts)
    return found, history


def guarded(found, check, *about):
    """One check; where the rows are not even as the form has them, that is found and the next one goes on."""
    try:
        check(found, *about)
    except (KeyError, TypeError, IndexError, ValueError, AttributeError) as error:
        what = (check.__doc__ or "").split(":")[0].rstrip(".")
        found.bad.append(f"the rows are not as their form has them ({type(error).__name__}: {error}), in: {what}")


def verify(place, key="", printed_heads=(), printed_receipts=(), printed_closes=()):
    """What was found true, a sentence each; Bad with everything that is not."""
    found, _ = examine(place, key, printed_heads, printed_receipts, printed_closes)
    if found.bad:
        raise Bad("\n".join(found.bad))
    return found.true


def list_closes(history):
    """Every Z report as a line, out of the rows."""
    lines = [("desk", "Z", "closed (UTC)", "taken", "given back", "float", "count", "difference", "digest")]
    shifts, places = Shifts(history), history.office.get("currency_exponent", 2)
    for z in sorted(history.rows("z_report"), key=lambda z: (history.desks.get(z["desk_id"], ""), z["number"])):
        session = z["cash_session_id"]
        cash = cash_of(history, session, history.of("payment", "cash_session_id").get(session, []))
        last = cash["counts"][-1]["amount"] if cash["counts"] else None
        sums = (of_shift(history, "payment", z), -of_shift(history, "correction", z), cash["opening"], last)
        told = [decimal(one, places) if one is not None else "-" for one in sums]
        gap = decimal(last - cash["ought"], places) if last is not None else "-"
        at = moment(shifts.end(session) or z["at"])[:16]
        lines.append((history.desks.get(z["desk_id"], "?"), str(z["number"]), at, *told, gap, z["digest"][:16]))
    widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
    return ["  ".join(one.rjust(widths[place]) for place, one in enumerate(line)) for line in lines]


def papers_of(file):
    """The papers that a list names: heads, receipts and Z reports."""
    found = {"head": [], "receipt": [], "z": []}
    for number, line in enumerate(Path(file).read_text("utf-8-sig").splitlines(), 1):
        words = line.split("#")[0].split()
        if not words:
            continue
        kind, told = words[0].lower(), words[1:]
        if kind not in found or len(told) < (2 if kind == "receipt" else 1):
            raise NoArchive(
                f"line {number} of {file} cannot be read: z, head or receipt, then what stands on the paper"
            )
        found[kind].append((told[0], "".join(told[1:])) if kind == "receipt" else "".join(told))
    return found


def reader():
    """What can be said on the command line."""
    text = (__doc__ or "").split("\n", 1)[1].strip()
    made = argparse.ArgumentParser(
        description="Checks an archive of OSS Desk without OSS Desk.",
        epilog=text,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("archive", help="the .zip file, or the folder it was unpacked into")
    made.add_argument("--key", default="", metavar="PUBLIC-KEY", help="the public key of the office, from paper")
    made.add_argument(
        "--z",
        action="append",
        default=[],
        metavar="DESK:NUMBER:DIGEST",
        help="a printed Z report; the first 8 signs of its digest are enough; may be given many times",
    )
    made.add_argument(
        "--head",
        action="append",
        default=[],
        metavar="DESK:EPOCH:ENTRY:DIGEST",
        help="where a history stood, as printed on a Z report; may be given many times",
    )
    made.add_argument(
        "--receipt",
        nargs=2,
        action="append",
        default=[],
        metavar=("NUMBER", "CODE"),
        help="a receipt, cancellation or refund on paper and its check code; may be given many times",
    )
    made.add_argument("--papers", metavar="FILE", help="a list of such papers, a line each")
    made.add_argument("--list", action="store_true", help="every Z report as a table, worked out from the rows")
    made.add_argument("--quiet", action="store_true", help="say only what is not true")
    return made


def main(line=None):
    """Read the command line, say what was found, give the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    asked = reader().parse_args(line)
    try:
        listed = papers_of(asked.papers) if asked.papers else {"head": [], "receipt": [], "z": []}
        papers = (asked.head + listed["head"], [*asked.receipt, *listed["receipt"]], asked.z + listed["z"])
        found, history = examine(asked.archive, asked.key, *papers)
    except (NoArchive, OSError, ValueError) as error:
        print(f"There is nothing that could be checked: {error}.")
        return CANNOT_BE_READ
    said = [("true", found.true), ("known", found.known), ("follows", found.follows), ("NOT TRUE", found.bad)]
    for word, sentences in said:
        for sentence in sentences if word == "NOT TRUE" or not asked.quiet else ():
            print(f"{word}: {sentence}")
    if asked.list:
        print("\n".join(["", *list_closes(history), ""]))
    print(last_word(found))
    return 1 if found.bad else 0


def last_word(found):
    """The outcome in one sentence."""
    if found.bad:
        return f"{len(found.bad)} places are NOT TRUE. The first one: {found.bad[0]}."
    if found.known or found.follows:
        return (
            f"Everything that was checked holds but for {len(found.known)} places that the office itself put on record."
        )
    return "Everything that was checked holds."


if __name__ == "__main__":
    sys.exit(main())
