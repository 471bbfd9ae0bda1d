"""The separate verifier: it reads the archive without the product, and finds whatever was done to it."""

import ast
import json
import random
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from oss_desk import paths
from oss_desk.domain.archive import MANIFEST, SIGNATURE, line, manifest
from oss_desk.domain.catalogue import ServiceVersion
from oss_desk.domain.till import Receipt
from oss_desk.operations.care import archives, notes
from oss_desk.operations.care.signing import SigningKey
from oss_desk.operations.cases import cases
from oss_desk.operations.money import cashing_up, starts, till
from oss_desk.operations.money.shifts import Counted
from oss_desk.operations.office import administration
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.papers import papers
from oss_desk.storage import history as history_rows
from oss_desk.storage import rows
from oss_desk.storage.database import open_database
from tests.operations.casework import close, copy_case, copy_line
from tests.operations.conftest import COPY, Clock, Shop
from tests.operations.test_corrections import refund, void
from tests.operations.test_till import parts
from tests.operations.test_waived_at_start import decided

VERIFIER = paths.resources() / "verifier" / "verify_oss_desk.py"


def load() -> ModuleType:
    """The verifier as a module, loaded from its file as an auditor has it."""
    spec = spec_from_file_location("verify_oss_desk", VERIFIER)
    assert spec is not None
    assert spec.loader is not None
    made = module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


verifier = load()


@pytest.fixture(scope="module")
def office(shop_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an office after some work, its key and its archive, unpacked, with texts."""
    folder = tmp_path_factory.mktemp("archived")
    database = open_database(f"sqlite:///{shutil.copy(shop_file, folder / 'office.sqlite')}")
    with closing(database):
        shop = Shop(database, Clock())
        service = shop.service(COPY)
        for number in range(3):
            copy_case(shop, service, shop.citizen(f"Tamar {number}"), copies=number + 1)
        with database.reading() as work:
            taken = rows.every(work, Receipt)
        void(shop, taken[0])
        refund(shop, taken[2], 200)
        close_shift(shop)
        shop.clock.forward(hours=1)
        shop.do(cashing_up.open_shift, float_counted=Counted(10_000))
        rounded_case(shop, service)
        shop.do(cashing_up.move_cash, kind="in", amount=500, reason="Coins from the safe")
        shop.do(cashing_up.move_cash, kind="deposit", amount=9000, slip="BANK 7")
        shop.do(till.copy_receipt, receipt_id=taken[1].id)
        shop.do(starts.start_payment, amount=700)
        shop.do(starts.leave_payment)
        close_shift(shop)
        with database.writing() as work:
            events = [event.id for event, texts in history_rows.events(work) if texts]
            history_rows.erase_texts(work, events[:1])
            notes.append(work, shop.at("sue"), "texts-erased", {"events": events[:1]}, shop.clock())
            work.commit()
        for name, with_texts in (("with", True), ("without", False)):
            made = archives.make_archive(shop.at("sue"), folder, folder, with_texts=with_texts)
            with zipfile.ZipFile(folder / made.name) as written:
                written.extractall(folder / name)
            shop.clock.forward(minutes=1)
    return folder


def rounded_case(shop: Shop, service: ServiceVersion) -> None:
    """A case of 10.00, of which 5.00 are waived and 4.97 paid from a card, the rest in cash, rounded up to 0.05.

    Its receipt was written by hand before, and went to the printer twice.
    """
    rules: dict[str, Any] = {"cash_rounding": 5, "cashless": False, "paper_days": 7}
    shop.do(administration.set_till_rules, by="adam", version=1, **rules)
    visit = shop.visit(shop.citizen("Tamar 3"))
    request = copy_line(shop, visit, service, 2)
    decided(shop, request, 500)
    paid = parts(("card", 497, 497, "T-1"), ("cash", 5, 5, ""), expected=500)
    payment = replace(paid, paper_number="PAD 7", written_on=shop.clock().date())
    values: dict[str, Any] = {"visit_id": visit.id, "request_ids": (request.id,), "second": Second("sue")}
    shop.do(cases.start_cases, **values, payment=payment)
    job = next(one for one in reversed(papers.waiting(shop.at("ada"))) if one.kind == "receipt")
    for state in ("sent", "failed", "sent"):
        job = shop.do(papers.mark_job, job_id=job.id, version=job.version, state=state, error="jam")
    close(shop, visit)


def close_shift(shop: Shop) -> None:
    """The shift at desk A counted, counted again and closed by its Z."""
    shop.do(cashing_up.count_till, counted=Counted(1))
    shop.do(cashing_up.count_till, counted=Counted(12_000))
    shop.do(cashing_up.close_shift)


@pytest.fixture
def archive(office: Path, tmp_path: Path) -> Path:
    """A copy of the archive with texts, to be mutated."""
    return Path(shutil.copytree(office / "with", tmp_path / "archive"))


def sign_again(folder: Path, key: SigningKey) -> None:
    """What somebody with the key would do after changing files: new digests, counts and signature."""
    told = json.loads((folder / MANIFEST).read_text("utf-8"))
    for table in told["tables"].values():
        content = (folder / table["file"]).read_bytes()
        table["sha256"], table["rows"] = verifier.hashlib.sha256(content).hexdigest(), len(content.splitlines())
    (folder / MANIFEST).write_bytes(manifest(told))
    (folder / SIGNATURE).write_text(key.sign(manifest(told)))


@pytest.mark.parametrize("which", ["with", "without"])
def test_an_archive_of_real_work_holds_with_and_without_texts(office: Path, which: str) -> None:
    said = "\n".join(verifier.verify(office / which))
    assert "2 Z reports follow each other" in said
    assert "at 2 closes the office vouched for a desk" in said
    assert "4 receipts are numbered without a gap" in said
    assert "each link fits the one before" in said
    assert "2 voids and refunds give back no more than was paid" in said
    assert "all receipts of desk A come to: 35.00 EUR taken, 7.00 EUR given back, 28.00 EUR left" in said
    assert ("2 Z reports were worked out again in full" in said) == (which == "with")
    lines = (office / "with" / "tables" / "z_report.jsonl").read_bytes().splitlines()
    told = json.loads(json.loads(lines[1])["content"])
    assert (told["paper_numbers"], told["possible_copies"], len(told["counts"])) == (["A-P000001 PAD 7"], 1, 2)
    assert [one["amount"] for one in (told["payments"], *told["services"], told["waivers"])] == [500] * 3


def test_it_is_written_for_a_python_that_auditors_have() -> None:
    ast.parse(VERIFIER.read_text("utf-8"), feature_version=(3, 8))


def test_it_runs_alone_and_says_in_words_what_is_true(office: Path, tmp_path: Path) -> None:
    alone = shutil.copy(VERIFIER, tmp_path / "verify.py")
    packed = next(office.glob("archive-*.zip"))
    done = subprocess.run(
        [sys.executable, "-I", alone, packed], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Everything that was checked holds." in done.stdout


def test_each_place_that_does_not_fit_is_a_sentence_and_the_exit_code_is_1(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = archive / "tables" / "payment.jsonl"
    file.write_bytes(file.read_bytes().replace(b'"amount":500', b'"amount":400', 1))
    texts = archive / "tables" / "event_text.jsonl"
    texts.write_bytes(b"".join(texts.read_bytes().splitlines(keepends=True)[:-1]))
    assert verifier.main([str(archive)]) == 1
    said = capsys.readouterr().out
    assert "NOT TRUE: the file tables/payment.jsonl was changed" in said
    place = r"entry \d+ of the history of desk A, epoch 1 \(event \d+, [a-z-]+, 2026-09-15 \d\d:\d\d UTC\)"
    assert re.search(rf"NOT TRUE: row 1 of payment, added by {place}, was changed \(it says now: amount 400", said)
    assert re.search(rf"NOT TRUE: text \d+ \(reason\) of {place} was taken out", said)
    assert "NOT TRUE: the parts of payment 1 of 2026-09-15 08:00 UTC come to 5.00 EUR, not 4.00 EUR" in said
    assert "NOT TRUE: Z 1 of desk A says payments" in said
    assert re.search(r"\d+ places are NOT TRUE. The first one: the file tables/event_text.jsonl", said)


def test_what_is_no_archive_ends_with_the_exit_code_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "other.zip").write_text("no zip")
    for place in (tmp_path / "missing.zip", tmp_path / "other.zip", tmp_path):
        assert verifier.main([str(place)]) == 2
        assert capsys.readouterr().out.startswith("There is nothing that could be checked: ")


def test_its_help_says_what_an_auditor_needs(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        verifier.main(["--help"])
    said = capsys.readouterr().out
    assert all(word in said for word in ("--papers", "exit code 0", "NOT TRUE:", "known:", "What it cannot see"))


def test_papers_are_taken_from_a_list_and_closes_are_told_as_a_table(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number, code = receipts(office / "with")[1]
    closes = [json.loads(row) for row in (office / "with" / "tables" / "z_report.jsonl").read_bytes().splitlines()]
    typed = tmp_path / "papers.txt"
    typed.write_text(f"# from the safe\nz A:1:{closes[0]['digest'][:12]}\n\nreceipt {number} {code}\n")
    assert verifier.main([str(office / "with"), "--papers", str(typed), "--list"]) == 0
    said = capsys.readouterr().out
    assert "1 printed Z reports fit" in said
    sums = " +5.00 +0.00 +100.00 +120.00 +104.95 +"
    assert re.search(rf"A  2  2026-09-15 \d\d:\d\d{sums}{closes[1]['digest'][:16]}", said)
    typed.write_text("receipt")
    assert verifier.main([str(office / "with"), "--papers", str(typed)]) == 2


RECOUNTED_NOT = {"office", "desk_name", "official", "closed_by", "exponent", "version"}
"""What of a Z report no row tells: names, and what made it."""


def test_every_figure_of_a_z_report_is_worked_out_again(office: Path) -> None:
    _, history = verifier.examine(office / "with")
    close = history.rows("z_report")[1]
    figures = json.loads(close["content"])
    for name in sorted(figures.keys() - RECOUNTED_NOT):
        close["content"] = json.dumps({**figures, name: other(figures[name])})
        found = verifier.Found()
        verifier.check_closes(found, history)
        assert any(f"Z 2 of desk A says {name.replace('_', ' ')} " in sentence for sentence in found.bad), name
    close["content"] = json.dumps(figures)


def other(value: Any) -> Any:
    """Another figure of the same form."""
    if isinstance(value, dict):
        return {**value, "amount": value["amount"] + 1}
    if isinstance(value, list):
        return [*value, {"kind": "x", "code": "x", "opening": 1} | dict.fromkeys(STOCK, 1)] if not value else value[:-1]
    return changed(value) if value is not None else 1


STOCK = ("received", "moved_in", "moved_out", "used", "spoilt", "expected")


def test_the_key_from_paper_is_compared(office: Path) -> None:
    told = json.loads((office / "with" / MANIFEST).read_text("utf-8"))
    verifier.verify(office / "with", key=told["public_key"])
    with pytest.raises(verifier.Bad, match="not by the one given"):
        verifier.verify(office / "with", key="0" * 64)


def test_a_manifest_signed_by_nobody_is_found(archive: Path) -> None:
    told = json.loads((archive / MANIFEST).read_text("utf-8"))
    told["made_at"] = "2020-01-01T00:00:00+00:00"
    (archive / MANIFEST).write_bytes(manifest(told))
    with pytest.raises(verifier.Bad, match="signature"):
        verifier.verify(archive)


@given(st.binary(max_size=200), st.integers(0, 63), st.integers(0, 7))
def test_its_own_signature_check_agrees_with_the_library(message: bytes, place: int, bit: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(message[:32].ljust(32, b"x"))
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    signature = bytearray(key.sign(message))
    assert verifier.is_signed(public, message, bytes(signature))
    assert not verifier.is_signed(public, message + b".", bytes(signature))
    signature[place] ^= 1 << bit
    assert not verifier.is_signed(public, message, bytes(signature))


def receipts(folder: Path) -> list[tuple[str, str]]:
    """The number and the check code of every receipt, as they were printed."""
    rows = [json.loads(told) for told in (folder / "tables" / "receipt.jsonl").read_text("utf-8").splitlines()]
    return [(row["number"], json.loads(row["content"])["check"]) for row in rows]


def test_a_printed_receipt_is_compared_with_what_the_archive_says(office: Path) -> None:
    printed = receipts(office / "with")
    assert len(printed) == 4
    for which in ("with", "without"):
        assert verifier.verify(office / which, printed_receipts=printed)[-1] == "4 printed receipts fit"
        with pytest.raises(verifier.Bad, match="does not fit its paper"):
            verifier.verify(office / which, printed_receipts=[(printed[0][0], printed[1][1])])
        with pytest.raises(verifier.Bad, match="forged"):
            verifier.verify(office / which, printed_receipts=[("A-000099", printed[0][1])])


def heads(folder: Path) -> list[str]:
    """Where each chain stood, as it was printed."""
    told = json.loads((folder / MANIFEST).read_text("utf-8"))["heads"]
    parts = ((whose.removeprefix("office").split("/"), end.split(":")) for whose, end in told.items())
    return [f"{desk}:{epoch}:{number}:{digest[:16]}" for (desk, epoch), (number, digest) in parts]


def test_history_that_was_cut_off_does_not_hold_a_digest_printed_later(office: Path, tmp_path: Path) -> None:
    printed = heads(office / "without")
    said = verifier.verify(office / "without", printed_heads=printed)[-1]
    assert said.endswith("printed digests are in their chains")
    with pytest.raises(verifier.Bad, match="newer ones were cut off"):
        verifier.verify(office / "with", printed_heads=printed)
    other = printed[-1][:-1] + ("0" if printed[-1][-1] != "0" else "1")
    with pytest.raises(verifier.Bad, match="history was rewritten"):
        verifier.verify(office / "without", printed_heads=[other])


def test_a_printed_z_report_is_compared_with_what_the_archive_says(office: Path) -> None:
    rows_told = [json.loads(told) for told in (office / "with" / "tables" / "z_report.jsonl").read_bytes().splitlines()]
    printed = [f"A:{row['number']}:{row['digest'][:8]}" for row in rows_told]
    assert verifier.verify(office / "without", printed_closes=printed)[-1] == "2 printed Z reports fit"
    heads_told = [json.loads(row["content"])["head"] for row in rows_told]
    assert verifier.verify(office / "without", printed_heads=heads_told)[-1].startswith("2 printed digests")
    with pytest.raises(verifier.Bad, match="newer entries were cut off"):
        verifier.verify(office / "with", printed_closes=["A:3:00000000"])
    with pytest.raises(verifier.Bad, match="its figures were changed"):
        verifier.verify(office / "with", printed_closes=[f"A:1:{rows_told[1]['digest']}"])


ROWS = 40


def mutations(folder: Path, seed: int) -> Iterator[str]:
    """One random change of a row, a line or the order of lines in one file, and what was done."""
    chance = random.Random(seed)
    files = [file for file in sorted((folder / "tables").glob("*.jsonl")) if file.stem not in UNSEALED]
    file = chance.choice([one for one in files if one.stat().st_size])
    lines = file.read_bytes().splitlines(keepends=True)
    place, way = chance.randrange(len(lines)), chance.choice(("change", "change", "change", "remove", "repeat"))
    if way == "remove":
        del lines[place]
    elif way == "repeat":
        lines.append(lines[place])
    else:
        row: dict[str, Any] = json.loads(lines[place])
        name = chance.choice(sorted(row))
        row[name] = changed(row[name])
        lines[place] = line(row)
        way = f"change {name}"
    file.write_bytes(b"".join(lines))
    yield f"{way} of {file.stem} at {place}"


UNSEALED = frozenset({"office", "official", "desk"})
"""What the others are understood by; it is not part of history."""


def changed(value: Any) -> Any:
    """Another value of the same kind."""
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return value[:-1] + ("a" if value[-1:] != "a" else "b")
    return "?"


def test_whatever_somebody_with_the_key_changes_is_found(office: Path, tmp_path: Path) -> None:
    key = SigningKey(office)
    for seed in range(ROWS):
        folder = Path(shutil.copytree(office / "with", tmp_path / str(seed)))
        for done in mutations(folder, seed):
            sign_again(folder, key)
            try:
                verifier.verify(folder)
            except (verifier.Bad, KeyError, TypeError, ValueError):
                continue
            pytest.fail(f"not found: {done}")
