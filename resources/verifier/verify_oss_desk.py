#!/usr/bin/env python3
"""Checks an archive of OSS Desk without OSS Desk. One file, nothing to install, Python 3.9 or later.

For auditors. What you need: the archive (a .zip file, or the folder it was unpacked into) and, better, papers that
left the office: Z reports with their digest, receipts with their check code. Then:

    python3 verify_oss_desk.py archive.zip
    python3 verify_oss_desk.py archive.zip --key 5d41...       the public key you were given on paper
    python3 verify_oss_desk.py archive.zip --z A:17:9f2c04ab    desk, number and digest (or its beginning) of a Z report
    python3 verify_oss_desk.py archive.zip --head A:1:517:9f2c04ab    where the history stood, as on a Z report
    python3 verify_oss_desk.py archive.zip --receipt A-000042 K7QM-2XPD    number and check code of a receipt

It says in words what was found true, and stops at the first thing that is not. It ends with exit code 0 when
everything holds, and with 1 when something does not. It changes nothing and sends nothing anywhere.

What it cannot see: history that was rewritten as a whole, with a new signature by whoever has the key. That is what
the papers are for: give it as many printed digests and check codes as you have, the newest above all.

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


class Bad(Exception):
    """The first thing that does not hold, as a sentence."""


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


# ---------------------------------------------------------------- the archive as files


class Files:
    """An archive as a folder or a zip file."""

    def __init__(self, place):
        self.place = place
        self.zip = zipfile.ZipFile(place) if place.is_file() else None

    def names(self):
        """Every file in it."""
        if self.zip is not None:
            return sorted(self.zip.namelist())
        return sorted(file.relative_to(self.place).as_posix() for file in self.place.rglob("*") if file.is_file())

    def read(self, name):
        """The bytes of one file."""
        try:
            return self.zip.read(name) if self.zip is not None else (self.place / name).read_bytes()
        except (KeyError, OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise Bad(f"the file {name} is missing or cannot be read") from error


def read_json(content, what):
    """JSON, or the word what could not be read."""
    try:
        return json.loads(content)
    except ValueError as error:
        raise Bad(f"{what} is not JSON") from error


def read_manifest(files, key):
    """The manifest, once its signature holds."""
    content = files.read("manifest.json")
    manifest = read_json(content, "the manifest")
    public = manifest.get("public_key", "")
    try:
        signature, signer = bytes.fromhex(files.read("manifest.sig").decode().strip()), bytes.fromhex(public)
    except (ValueError, TypeError) as error:
        raise Bad("the signature or the public key is not written in hexadecimal") from error
    if key and key.lower() != public:
        raise Bad(f"the archive is signed by the key {public}, not by the one given")
    if not is_signed(signer, TAG + content, signature):
        raise Bad("the signature does not fit the manifest: it was changed after it was signed")
    if manifest.get("form") != FORM or manifest.get("chain_form") != FORM:
        raise Bad(f"the archive has form {manifest.get('form')}; this program reads form {FORM}")
    return manifest


def read_tables(files, manifest):
    """The rows of every table, once each file is the one that the manifest tells of."""
    listed = {told["file"] for told in manifest["tables"].values()}
    strange = sorted(set(files.names()) - listed - {"manifest.json", "manifest.sig"})
    if strange:
        raise Bad(f"the archive holds a file that the manifest does not know: {strange[0]}")
    tables = {}
    for name, told in sorted(manifest["tables"].items()):
        content = files.read(told["file"])
        if hashlib.sha256(content).hexdigest() != told["sha256"]:
            raise Bad(f"the file {told['file']} was changed after the archive was made")
        tables[name] = [read_json(line, f"a line of {told['file']}") for line in content.splitlines()]
        if len(tables[name]) != told["rows"]:
            raise Bad(f"the file {told['file']} has {len(tables[name])} rows; the manifest says {told['rows']}")
    return tables


# ---------------------------------------------------------------- the chains


def canonical(value):
    """JSON in the one form that is hashed: keys sorted, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def digest(purpose, value, form=FORM):
    """SHA-256 over the form, the purpose and the value."""
    return hashlib.sha256(canonical([f"oss-desk/{form}/{purpose}", value])).hexdigest()


def key_of(key):
    """A key as something that can be looked up."""
    return json.dumps(key)


class History:
    """The tables of an archive, and what is looked up in them."""

    def __init__(self, manifest, tables):
        self.manifest, self.tables = manifest, tables
        self.office = tables["office"][0]
        self.desks = {desk["id"]: desk["code"] for desk in tables["desk"]}
        self.events = {event["id"]: event for event in tables["event"]}
        self.links = {}
        for link in sorted(tables["link"], key=lambda link: (link["chain_id"], link["seq"])):
            self.links.setdefault(link["chain_id"], []).append(link)
        self.heads = {}

    def rows(self, table):
        """The rows of a table; a table that this office does not have yet has none."""
        return self.tables.get(table, [])

    def payloads(self, kind):
        """What the events of a kind say, in order."""
        found = sorted(number for number, event in self.events.items() if event["kind"] == kind)
        return [read_json(self.events[number]["payload"], f"event {number}") for number in found]

    def chain_name(self, chain):
        """Whose chain it is, in words."""
        whose = self.desks.get(chain.get("desk_id"))
        return f"the chain of {'desk ' + whose if whose else 'the office'}, epoch {chain['epoch']}"


def genesis(history, chain):
    """What the first link of a chain has before it."""
    desk = history.desks.get(chain.get("desk_id"), "")
    opened = {name: chain[name] for name in ("epoch", "opened_at", "before", "reason")}
    return digest("genesis", {"office": history.office["public_id"], "desk": desk, **opened})


def check_chains(history):
    """Every link: its number, the one before it, its event, its hash; every event in exactly one link."""
    seen = set()
    for chain in history.rows("chain"):
        name, previous = history.chain_name(chain), genesis(history, chain)
        for number, link in enumerate(history.links.get(chain["id"], []), 1):
            event = history.events.get(link["event_id"])
            if event is None:
                raise Bad(f"{name} names event {link['event_id']}, which is not there")
            if link["seq"] != number or link["previous"] != previous or link["event_id"] in seen:
                raise Bad(f"{name} is broken at link {number}: something was taken out, put in or put elsewhere")
            if link["form"] != FORM:
                raise Bad(f"{name} has form {link['form']} at link {number}; this program reads form {FORM}")
            previous = link_hash(link, event)
            if previous != link["hash"]:
                raise Bad(f"{name} is broken at link {number}: event {event['id']} ({event['kind']}) was changed")
            seen.add(event["id"])
        history.heads[chain["id"]] = previous
    check_all_linked(history, seen)
    return f"{len(seen)} events stand in {len(history.rows('chain'))} chains, each link fits the one before"


def link_hash(link, event):
    """The hash of a link."""
    body = {name: link[name] for name in ("previous", "seq", "salt", "rows", "texts")}
    return digest("link", {**body, "event": event})


def check_all_linked(history, seen):
    """No event without a link, no link without a chain, no gap in the numbers of a desk."""
    for number in history.events:
        if number not in seen:
            raise Bad(f"event {number} stands in no chain")
    lost = set(history.links) - {chain["id"] for chain in history.rows("chain")}
    if lost:
        raise Bad(f"there are links of a chain {min(lost)} that is not there")
    for desk in history.rows("desk"):
        numbers = sorted(event["seq"] for event in history.events.values() if event["desk_id"] == desk["id"])
        if numbers != list(range(1, desk["next_event"])):
            raise Bad(f"the events of desk {desk['code']} are not numbered 1 to {desk['next_event'] - 1}")


def check_epochs(history):
    """An epoch names the head of the one before it, and an event of the office tells that it was begun."""
    newest = {}
    told = [list(one[:2]) for payload in history.payloads("epoch-opened") for one in payload.get("chains", ())]
    for chain in sorted(history.rows("chain"), key=lambda chain: chain["epoch"]):
        whose = chain.get("desk_id")
        epoch, before = newest.get(whose, (0, ""))
        if chain["epoch"] != epoch + 1:
            raise Bad(f"{history.chain_name(chain)} comes after epoch {epoch}")
        if chain["before"] != before:
            raise Bad(f"{history.chain_name(chain)} does not name the end of the epoch before it")
        if epoch and [history.desks.get(whose, ""), chain["epoch"]] not in told:
            raise Bad(f"{history.chain_name(chain)} was begun and no event of the office tells of it")
        newest[whose] = (chain["epoch"], history.heads[chain["id"]])
    again = [history.chain_name(chain) for chain in history.rows("chain") if chain["epoch"] > 1]
    return f"{len(again)} chains were begun anew: {', '.join(again)}" if again else "no chain was ever begun anew"


def check_texts(history):
    """Every text is the one that its event was linked with; erased and withheld ones are counted."""
    named = {}
    for links in history.links.values():
        for link in links:
            for number, kind, told in read_json(link["texts"], "a link"):
                named[number] = (link["event_id"], kind, told)
    there = gone = 0
    erased = {number for payload in history.payloads("texts-erased") for number in payload.get("events", ())}
    for text in history.rows("event_text"):
        if named.pop(text["id"], None) != (text["event_id"], text["kind"], text["digest"]):
            raise Bad(f"text {text['id']} of event {text['event_id']} is not the one that was written then")
        if not text.get("salt"):
            if history.manifest["with_texts"] and (text.get("text") or text["event_id"] not in erased):
                raise Bad(f"text {text['id']} of event {text['event_id']} was emptied and no event tells of it")
            gone += 1
        elif digest("text", [text["salt"], text["text"]]) != text["digest"]:
            raise Bad(f"text {text['id']} of event {text['event_id']} was changed")
        else:
            there += 1
    if named:
        raise Bad(f"text {min(named)} was taken away with its digest")
    why = "erased" if history.manifest["with_texts"] else "erased or withheld"
    return f"{there} texts are as they were written; of {gone} only the digest is here ({why})"


def personal_as_digests(salt, row, personal):
    """A row as it is sealed: what is personal in it as salted digests."""
    sealed = {}
    for name, value in row.items():
        if isinstance(value, dict):
            sealed[name] = value.get("digest", "")
        elif name in personal:
            sealed[name] = digest("personal", [salt, value])
        else:
            sealed[name] = value
    return sealed


def check_rows(history):
    """Every row that is only added to is sealed once, as it was added."""
    sealed = {}
    for links in history.links.values():
        for link in links:
            for table, key, told in read_json(link["rows"], "a link"):
                if (table, key_of(key)) in sealed:
                    raise Bad(f"row {key} of {table} was sealed twice")
                sealed[table, key_of(key)] = (link["salt"], told)
    count = 0
    for table, told in sorted(history.manifest["tables"].items()):
        if table in SEALED_BY_THEMSELVES or table in REFERENCE:
            continue
        for row in history.rows(table):
            key = [row[name] for name in told["key"]]
            salt, seal = sealed.pop((table, key_of(key if len(key) > 1 else key[0])), ("", ""))
            shown = personal_as_digests(salt, row, told["personal"])
            if digest("row", [salt, table, shown]) != seal:
                what = "was changed" if seal else "was put in past the program"
                raise Bad(f"row {'/'.join(map(str, key))} of {table} {what}")
            count += 1
    gone = sorted(place for place in sealed if place[0] != "chain")
    if gone:
        table, key = gone[0]
        raise Bad(f"row {key} of {table} was taken out")
    return f"{count} rows of money and decisions are as they were added, none is missing"


def check_heads(history):
    """The ends of the chains are those that the manifest tells."""
    found = {}
    for chain in history.rows("chain"):
        links = history.links.get(chain["id"], [])
        if links:
            whose = history.desks.get(chain.get("desk_id"), "office")
            found[f"{whose}/{chain['epoch']}"] = f"{len(links)}:{history.heads[chain['id']]}"
    if found != history.manifest["heads"]:
        raise Bad("the chains do not end where the manifest says: something was cut off")
    return "the chains end where the manifest says"


def check_vouched(history):
    """The office vouched at each close for where a desk stood: what it said is still there."""
    places = {(history.desks.get(chain.get("desk_id"), ""), chain["epoch"]): chain for chain in history.rows("chain")}
    vouched = [told for told in history.payloads("z-closed") if told["seq"]]
    for told in vouched:
        chain = places.get((told["desk"], told["epoch"]))
        links = history.links.get(chain["id"], []) if chain else []
        if not 0 < told["seq"] <= len(links) or links[told["seq"] - 1]["hash"] != told["head"]:
            raise Bad(f"the chain of desk {told['desk']} is not the one that the office vouched for at a close")
    return f"at {len(vouched)} closes the office vouched for a desk, and what it said is there"


def check_payments(history):
    """The parts of each payment are the payment."""
    parts = {}
    for part in history.rows("payment_part"):
        parts[part["payment_id"]] = parts.get(part["payment_id"], 0) + part["amount"]
    for payment in history.rows("payment"):
        if parts.pop(payment["id"], 0) != payment["amount"]:
            raise Bad(f"the parts of payment {payment['id']} are not its {payment['amount']}")
    if parts:
        raise Bad(f"there are parts of a payment {min(parts)} that is not there")
    return f"{len(history.rows('payment'))} payments are the sum of their parts"


def check_corrections(history):
    """No void or refund gives back more than was paid, each is the sum of its parts, and another person approved it."""
    left = {payment["id"]: payment["amount"] for payment in history.rows("payment")}
    parts, lines = sums(history, "correction_part"), sums(history, "correction_line")
    for correction in history.rows("correction"):
        name = f"{correction['kind']} {correction['number']}"
        if correction["payment_id"] not in left:
            raise Bad(f"{name} is of no payment")
        left[correction["payment_id"]] += correction["amount"]
        if correction["amount"] >= 0 or left[correction["payment_id"]] < 0:
            raise Bad(f"{name} gives back more than was paid")
        if not correction["amount"] == parts.pop(correction["id"], 0) == lines.pop(correction["id"], 0):
            raise Bad(f"the parts or lines of {name} are not its sum")
        if correction["approver_id"] in (correction["official_id"], correction["taker_id"]):
            raise Bad(f"{name} was approved by whoever asked for it or took the money")
    if parts or lines:
        raise Bad(f"there are parts of a void or refund {min([*parts, *lines])} that is not there")
    return f"{len(history.rows('correction'))} voids and refunds give back no more than was paid, by two persons each"


def sums(history, table):
    """The sums of the parts of each void and refund."""
    found = {}
    for part in history.rows(table):
        found[part["correction_id"]] = found.get(part["correction_id"], 0) + part["amount"]
    return found


def check_closes(history):
    """The Z reports of each desk: numbered without a gap, each names the one before, and its totals are the rows'."""
    count = 0
    for desk in history.rows("desk"):
        closes = sorted((z for z in history.rows("z_report") if z["desk_id"] == desk["id"]), key=lambda z: z["number"])
        if [z["number"] for z in closes] != list(range(1, desk["next_z"])):
            raise Bad(f"the Z reports of desk {desk['code']} are not numbered 1 to {desk['next_z'] - 1}")
        before = {"digest": "", "gross": 0, "refunds": 0, "last_event": 0}
        for z in closes:
            check_close(history, f"Z {z['number']} of desk {desk['code']}", z, before)
            before, count = z, count + 1
    return f"{count} Z reports follow each other, and their totals are those of the payments"


def check_close(history, name, z, before):
    """One Z report: after the one before, its totals from the rows of its shift, its digest from its content."""
    if z["previous"] != before["digest"] or z["first_event"] != before["last_event"] + 1:
        raise Bad(f"{name} does not follow the one before")
    taken, back = of_shift(history, "payment", z), -of_shift(history, "correction", z)
    if z["gross"] != before["gross"] + taken or z["refunds"] != before["refunds"] + back:
        raise Bad(f"{name} has other totals than the payments, voids and refunds of its shift")
    if isinstance(z["content"], str):
        figures = read_json(z["content"], name)
        if hashlib.sha256(z["content"].encode()).hexdigest() != z["digest"]:
            raise Bad(f"the digest of {name} is not that of its figures")
        told = (figures["number"], figures["gross"], figures["refunded"], figures["previous"])
        if told != (z["number"], z["gross"], z["refunds"], z["previous"]) or figures["payments"]["amount"] != taken:
            raise Bad(f"the figures of {name} are not those of its row")


def of_shift(history, table, z):
    """What the rows of a table come to in the shift that a Z report closed."""
    return sum(row["amount"] for row in history.rows(table) if row["cash_session_id"] == z["cash_session_id"])


def check_receipts(history):
    """Receipts, voids and refunds of each desk are numbered 1, 2, 3 and so on; each receipt is of one payment."""
    by_hand = {receipt["payment_id"] for receipt in history.rows("paper_receipt")}
    paid = {payment["id"]: payment for payment in history.rows("payment")}
    for desk in history.rows("desk"):
        both = history.rows("receipt") + history.rows("correction")
        numbers = [receipt["seq"] for receipt in both if receipt["desk_id"] == desk["id"]]
        if sorted(numbers) != list(range(1, desk["next_receipt"])):
            raise Bad(f"the receipts of desk {desk['code']} are not numbered 1 to {desk['next_receipt'] - 1}")
    for receipt in history.rows("receipt"):
        if paid.pop(receipt["payment_id"], None) is None:
            raise Bad(f"receipt {receipt['number']} is of no payment, or of one that has another receipt")
    if paid.keys() != by_hand:
        raise Bad(f"payment {min(paid.keys() ^ by_hand)} has no receipt, or two")
    return f"{len(history.rows('receipt'))} receipts are numbered without a gap, one for each payment"


# ---------------------------------------------------------------- what was printed, and the words

SIGNS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE, SHORTEST = 10, 8


def check_code(history, receipt):
    """The code that a receipt has to bear, made again of what the archive says."""
    payment = next(one for one in history.rows("payment") if one["id"] == receipt["payment_id"])
    desk, office = history.desks[receipt["desk_id"]], history.office
    head = head_before(history, payment, receipt["desk_id"])
    parts = [office["public_id"], desk, receipt["number"], receipt["issued_at"], payment["amount"]]
    rest = int(hashlib.sha256(canonical([*parts, office["currency"], head])).hexdigest(), 16)
    code = ""
    for _ in range(CODE):
        rest, sign = divmod(rest, len(SIGNS))
        code += SIGNS[sign]
    return code


def head_before(history, payment, desk_id):
    """The head of the desk's chain before the command that took this payment."""
    about = [
        event
        for event in history.events.values()
        if event["subject_kind"] == "payment" and event["subject_id"] == payment["id"] and event["desk_id"] == desk_id
    ]
    if not about:
        return ""
    command = min(about, key=lambda event: event["id"])["command_id"]
    chains = {chain["id"] for chain in history.rows("chain") if chain.get("desk_id") == desk_id}
    for number in sorted(chains):
        for link in history.links.get(number, []):
            if history.events[link["event_id"]]["command_id"] == command:
                return link["previous"]
    return ""


def read_as(code):
    """A code as it is compared: capitals, O and I as 0 and 1, without what stands between."""
    return code.upper().replace("O", "0").replace("I", "1").replace("-", "").replace(" ", "")


def check_codes(history):
    """Every check code that the archive holds is the one that its receipt has to bear."""
    found = 0
    for receipt in history.rows("receipt"):
        if isinstance(receipt["content"], str):
            code = read_json(receipt["content"], f"receipt {receipt['number']}").get("check", "")
            if code and read_as(code) != check_code(history, receipt):
                raise Bad(f"receipt {receipt['number']} bears a check code that does not fit it")
            found += bool(code)
    return f"{found} check codes of receipts are in the archive, and each fits"


def check_printed_heads(history, printed):
    """The digests on the papers that somebody holds, or their first eight signs: each is in its chain, at its place."""
    places = {(history.desks.get(chain.get("desk_id"), ""), chain["epoch"]): chain for chain in history.rows("chain")}
    for head in printed:
        desk, epoch, number, known = head.split(":")
        chain = places.get((desk.upper(), int(epoch)))
        links = history.links.get(chain["id"], []) if chain else []
        if not 0 < int(number) <= len(links):
            raise Bad(f"entry {number} of desk {desk} is not there: newer ones were cut off, or an old copy put back")
        if len(known) < SHORTEST or not links[int(number) - 1]["hash"].startswith(known.lower()):
            raise Bad(f"entry {number} of desk {desk} is not the one on paper: history was rewritten")
    return [f"{len(printed)} printed digests are in their chains"] if printed else []


def check_printed_closes(history, printed):
    """The Z reports on the papers that somebody holds."""
    known = {(history.desks[z["desk_id"]], z["number"]): z["digest"] for z in history.rows("z_report")}
    for told in printed:
        desk, number, digest_told = told.split(":")
        found = known.get((desk.upper(), int(number)))
        if found is None:
            raise Bad(f"there is no Z {number} of desk {desk}: newer entries were cut off, or an old copy put back")
        if len(digest_told) < SHORTEST or not found.startswith(digest_told.lower()):
            raise Bad(f"Z {number} of desk {desk} is not the one on paper: its figures were changed")
    return [f"{len(printed)} printed Z reports fit"] if printed else []


def check_printed_receipts(history, printed):
    """The codes on the papers that somebody holds."""
    known = {receipt["number"]: receipt for receipt in history.rows("receipt")}
    for number, code in printed:
        receipt = known.get(number.strip().upper())
        if receipt is None:
            raise Bad(f"there is no receipt {number}: the paper is forged, or the receipt was taken out")
        if read_as(code) != check_code(history, receipt):
            raise Bad(f"receipt {number} does not fit its paper: date, number, amount or order is another one")
    return [f"{len(printed)} printed receipts fit"] if printed else []


CHECKS = (
    check_chains,
    check_epochs,
    check_heads,
    check_texts,
    check_rows,
    check_vouched,
    check_payments,
    check_corrections,
    check_closes,
    check_receipts,
    check_codes,
)


def verify(place, key="", printed_heads=(), printed_receipts=(), printed_closes=()):
    """What was found true, a sentence each; Bad with the first thing that is not."""
    files = Files(Path(place))
    manifest = read_manifest(files, key)
    said = [
        f"Archive of {manifest['office']['name']}, made {manifest['made_at']} by OSS Desk {manifest['program']}",
        f"signed by the key {manifest['public_key']}" + ("" if key else " (compare it with the one on paper)"),
    ]
    history = History(manifest, read_tables(files, manifest))
    said.append(f"{len(history.tables)} files are as they were when it was made")
    said.extend(check(history) for check in CHECKS)
    said.extend(check_printed_heads(history, printed_heads))
    said.extend(check_printed_closes(history, printed_closes))
    return said + check_printed_receipts(history, printed_receipts)


def main(line=None):
    """Read the command line, say what was found, give the exit code."""
    reader = argparse.ArgumentParser(description="Checks an archive of OSS Desk without OSS Desk.")
    reader.add_argument("archive", help="the .zip file, or the folder it was unpacked into")
    reader.add_argument("--key", default="", help="the public key of the office, from paper")
    reader.add_argument("--z", action="append", default=[], metavar="DESK:NUMBER:DIGEST")
    reader.add_argument("--head", action="append", default=[], metavar="DESK:EPOCH:NUMBER:DIGEST")
    reader.add_argument("--receipt", nargs=2, action="append", default=[], metavar=("NUMBER", "CODE"))
    asked = reader.parse_args(line)
    try:
        for sentence in verify(asked.archive, asked.key, asked.head, asked.receipt, asked.z):
            print(f"true: {sentence}")
    except Bad as bad:
        print(f"NOT TRUE: {bad}")
        return 1
    except (KeyError, TypeError, IndexError, ValueError, AttributeError, OSError, zipfile.BadZipFile) as error:
        print(f"NOT TRUE: the archive is not as its form has it ({type(error).__name__}: {error})")
        return 1
    print("Everything that was checked holds.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
