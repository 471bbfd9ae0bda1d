"""Papers on every size of paper: sheets of their own height, rolls as long as their content, and two languages."""

import re
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oss_desk.domain.messages import Refused
from oss_desk.domain.papers import (
    PAPERS,
    Answer,
    FeeText,
    Notice,
    PaidService,
    Paper,
    code_of,
    copy_of,
    from_json,
    maybe_before,
    to_json,
)
from oss_desk.language import Language, load_language
from oss_desk.operations.messages import EVERY_TEXT
from oss_desk.paths import resources
from oss_desk.printing import draw, pictures
from oss_desk.printing.formats import FORMATS, ON_A_ROLL
from oss_desk.settings import KINDS_ON_A_ROLL, PAPER_SIZES, ROLLS
from tests.printing.examples import (
    ACKNOWLEDGEMENT,
    APPLICATION,
    EXAMPLES,
    HANDOVER,
    HEAD,
    LINE,
    MISSING,
    RECEIPT,
    REFUSAL,
    SERVICE_SHEET,
)
from tests.printing.strategies import records

FONTS, TRANSLATIONS = resources() / "fonts", resources() / "translations"
SHEETS = tuple(size for size in PAPER_SIZES if size not in ROLLS)
MILLIMETRES = {"a4": (210, 297), "a5": (148, 210), "letter": (216, 279)}
POINT = 25.4 / 72
NEW = (
    "also",
    "services_also",
    "service_also",
    "values_also",
    "group_also",
    "allowed_by",
    "later",
    "later_open",
    "together",
    "notices",
)
TITLES = ("Acknowledgement", "Handover note", "What to bring", "Refusal")
ENGLISH = load_language("en", TRANSLATIONS)


class Told(Language):
    """A made-up language: every sentence of the program in angle brackets."""

    def _translated(self, msgid: str) -> str:
        return f"<{msgid}>" if msgid else ""


OTHER = Told("xx", False, ENGLISH.words, "en")


def drawn(paper: Paper, size: str = "a4", language: Language = ENGLISH, beside: Language | None = None) -> bytes:
    return draw(paper, language, FONTS, size, beside)


def measures(pdf: bytes) -> list[tuple[int, int]]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [(round(width * POINT), round(height * POINT)) for width, height in map(_size, document)]
    finally:
        document.close()


def _size(page: pypdfium2.PdfPage) -> tuple[float, float]:
    width, height = page.get_size()
    return width, height


TEXT_OBJECT = 1


def told(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()
    return " ".join(text.split())


def is_inked(pdf: bytes) -> bool:
    """Whether the outermost millimetre at either side of a page is touched."""
    for page in pictures(pdf, 72):
        wide = page.width * 3
        rows = [page.rgb[start : start + wide] for start in range(0, len(page.rgb), wide)]
        edge = b"".join(row[:9] + row[-9:] for row in rows)
        if min(edge) < 128:
            return True
    return False


def test_settings_and_printing_know_the_same_sizes() -> None:
    assert tuple(FORMATS) == PAPER_SIZES
    assert {name for name, form in FORMATS.items() if form.roll} == ROLLS
    assert ON_A_ROLL == KINDS_ON_A_ROLL


@pytest.mark.parametrize("size", SHEETS)
@pytest.mark.parametrize("kind", PAPERS)
def test_every_paper_is_drawn_on_every_sheet_within_its_edges(kind: str, size: str) -> None:
    for language in (ENGLISH, load_language("ar", TRANSLATIONS)):
        pdf = drawn(EXAMPLES[kind], size, language)
        assert set(measures(pdf)) == {MILLIMETRES[size]}
        assert not is_inked(pdf)


@pytest.mark.parametrize(("size", "wide"), [("80mm", 80), ("58mm", 58)])
@pytest.mark.parametrize("kind", sorted(ON_A_ROLL))
def test_a_roll_is_as_long_as_what_stands_on_it(kind: str, size: str, wide: int) -> None:
    for language in (ENGLISH, load_language("ar", TRANSLATIONS)):
        pdf = drawn(EXAMPLES[kind], size, language)
        ((width, long),) = measures(pdf)
        assert width == wide
        assert 150 < long < 500
        assert not is_inked(pdf)
    longer = replace(RECEIPT, next_steps=LINE * 3)
    assert measures(drawn(longer, size))[0][1] > measures(drawn(RECEIPT, size))[0][1] + 40


@pytest.mark.parametrize("kind", sorted(set(PAPERS) - ON_A_ROLL))
def test_a_paper_too_wide_for_a_roll_is_refused_with_its_reason(kind: str) -> None:
    with pytest.raises(Refused) as refused:
        drawn(EXAMPLES[kind], "80mm")
    sentence = ENGLISH.message(refused.value.message, EVERY_TEXT)
    assert sentence.startswith("A roll (80mm) is too narrow for this paper.")


@pytest.mark.parametrize("size", PAPER_SIZES)
def test_a_receipt_of_any_size_says_all_that_was_paid(size: str) -> None:
    text = told(drawn(RECEIPT, size))
    for part in ("A-004418", "14:21 UTC+2", "Tamar Kvelidze", "Certified copy", "Fees Decree", "10.00", "24.50"):
        assert part in text, part
    for part in ("30.00", "5.50", "You should pay nothing else.", "Adaeze Lund", "Complaints Office", "A26-001874-4"):
        assert part in text, part


@pytest.mark.parametrize("size", PAPER_SIZES)
def test_the_other_slips_say_the_same_on_every_size(size: str) -> None:
    slip, note, missing = (told(drawn(paper, size)) for paper in (ACKNOWLEDGEMENT, HANDOVER, MISSING))
    for part in ("from Thursday 17 September 2026", "number ends 4417", "Ready to collect", "given today", "A-004418"):
        assert part in slip, part
    for part in ("BC 0048812", "The notary's office", "3.00 was paid for the handover", "Signature of the collector"):
        assert part in note, part
    for part in ("Proof of address", "Police, Castle Road 1", "and with it", "Monday to Friday 8:00 to 17:00"):
        assert part in missing, part


@pytest.mark.parametrize("kind", sorted(ON_A_ROLL))
@given(st.data())
@settings(max_examples=5)
def test_no_content_is_too_odd_for_a_roll(kind: str, data: st.DataObject) -> None:
    paper = data.draw(records(PAPERS[kind]))
    assert drawn(paper, data.draw(st.sampled_from(("80mm", "58mm")))).startswith(b"%PDF")


def test_a_receipt_of_five_hundred_lines_keeps_them_all_on_the_roll() -> None:
    fees = tuple(FeeText(f"Fee number {number:03}", 100) for number in range(500))
    text = told(drawn(replace(RECEIPT, services=(PaidService("Many", "A26-000001-X", fees),)), "80mm"))
    assert all(f"Fee number {number:03}" in text for number in range(500))


@pytest.mark.parametrize("size", ["80mm", "58mm", "a5"])
def test_a_copy_says_so_at_the_top_and_across_on_small_paper_too(size: str) -> None:
    assert told(drawn(copy_of(RECEIPT, 2), size)).count("COPY 2") >= 2
    assert "COPY" not in told(drawn(RECEIPT, size))
    assert told(drawn(maybe_before(RECEIPT), size)).count("POSSIBLE COPY") >= 2


@pytest.mark.parametrize("size", ["a4", "80mm"])
def test_what_matters_stands_in_both_languages(size: str) -> None:
    fees = (FeeText("Kopie", 1000, also="Certified copy"),)
    services = (PaidService("Geburtsurkunde", "A26-001873-K", fees, "Birth certificate"),)
    text = told(drawn(replace(RECEIPT, services=services, total=1000), size, OTHER, ENGLISH))
    for part in ("<Receipt> Receipt", "<Paid> Paid", "<Cash given>", "Cash given", "<Change>", "Geburtsurkunde"):
        assert part in text, part
    for part in ("Birth certificate", "Kopie", "Certified copy", "<You should pay nothing else.>"):
        assert part in text, part
    assert "You should pay nothing else. " in text.replace("<You should pay nothing else.>", "")


@pytest.mark.parametrize("paper", [ACKNOWLEDGEMENT, HANDOVER, MISSING, REFUSAL])
def test_every_title_is_told_in_the_office_s_language_too(paper: Paper) -> None:
    alone, both = told(drawn(paper, "a4", OTHER)), told(drawn(paper, "a4", OTHER, ENGLISH))
    title = next(word for word in TITLES if f"<{word}>" in both)
    assert f"<{title}> {title}" in both
    assert f"<{title}> {title}" not in alone


def test_a_paper_in_the_office_s_own_language_says_nothing_twice() -> None:
    assert drawn(RECEIPT, "a4", ENGLISH, ENGLISH) == drawn(RECEIPT, "a4", ENGLISH)


def test_a_record_of_the_first_layout_is_still_read_and_drawn() -> None:
    for kind in ("receipt", "acknowledgement", "handover", "refusal", "missing", "application"):
        text = to_json(EXAMPLES[kind])
        old_text = re.sub(rf',?"({"|".join(NEW)})":(""|\[\]|false)(?=,|\}})', "", text).replace("{,", "{")
        old = from_json(kind, old_text)
        assert "also" not in old_text
        assert drawn(old) == drawn(EXAMPLES[kind])


def test_a_fee_of_later_is_named_with_its_amount_and_nobody_is_told_to_pay_nothing_else() -> None:
    case = replace(ACKNOWLEDGEMENT.cases[0], later=(FeeText("Permit", 2400),), later_open=("Repair of the pavement",))
    paper = replace(ACKNOWLEDGEMENT, cases=(case,))
    for size in ("a4", "80mm"):
        text = told(drawn(paper, size))
        for part in ("Asked for later, not today", "Permit", "24.00", "Repair of the pavement", "not known yet"):
            assert part in text, part
        assert "You should pay nothing else." not in text


@pytest.mark.parametrize("size", PAPER_SIZES)
def test_a_receipt_before_a_fee_of_the_handover_does_not_say_that_all_is_paid(size: str) -> None:
    text = told(drawn(replace(RECEIPT, later=True), size))
    assert "You should pay nothing else today." in text
    assert "A fee is asked for later, and printed like this one." in text
    assert "You should pay nothing else." not in text


def test_questions_and_answers_on_an_application_stand_in_both_languages() -> None:
    answers = (
        Answer("Ihr Verhältnis", ("Mutter",), also="You are", values_also=("Mother",)),
        Answer("Versiegelt", ("yes",), "yes-no", also="Sealed", group="Haus 1", group_also="House 1"),
    )
    paper = replace(APPLICATION, services=(replace(APPLICATION.services[0], answers=answers),))
    text = told(drawn(paper, "a4", OTHER, ENGLISH))
    for part in ("Ihr Verhältnis You are", "Mutter Mother", "Haus 1 House 1", "Versiegelt Sealed", "<Yes> Yes"):
        assert part in text, part


@pytest.mark.parametrize("lines", range(20, 32, 2))
def test_no_square_to_tick_is_left_behind_at_the_foot_of_a_page(lines: int) -> None:
    summary, found = "\n".join(["A line"] * lines), 0
    document = pypdfium2.PdfDocument(drawn(replace(SERVICE_SHEET, summary=summary)))
    try:
        for page in document:
            boxes = [(thing.type, thing.get_bounds()) for thing in page.get_objects()]
            squares = [box for kind, box in boxes if kind != TEXT_OBJECT and 11 < box[2] - box[0] < 12.5]
            texts = [box for kind, box in boxes if kind == TEXT_OBJECT]
            assert all(any(text[1] < box[3] and text[3] > box[1] for text in texts) for box in squares)
            assert "or" not in page.get_textpage().get_text_bounded().split("\r\n")[-3:]
            found += len(squares)
    finally:
        document.close()
    assert found == 4


def test_the_foot_of_an_acknowledgement_is_said_whole() -> None:
    paper = replace(ACKNOWLEDGEMENT, receipt="A-004418 and a number as long as the whole line of the foot of a page")
    text = told(drawn(paper))
    assert "of the foot of a page. You should pay nothing else." in text


def test_a_handover_note_names_who_allowed_it() -> None:
    paper = replace(HANDOVER, allowed_by="Henrik Aalto")
    assert all("Allowed by Henrik Aalto" in told(drawn(paper, size)) for size in ("a4", "80mm"))


@pytest.mark.parametrize(("outcome", "words"), [("withdrawn", "was withdrawn"), ("lapsed", "has lapsed")])
def test_a_case_given_up_lists_the_papers_that_lie_here_and_offers_no_appeal(outcome: str, words: str) -> None:
    paper = replace(REFUSAL, outcome=outcome, appeal=None, laws=(), returned=HANDOVER.returned)
    text = told(drawn(paper))
    assert words in text
    assert "We give these papers back to you" in text
    assert "appeal" not in text.lower()


def test_only_the_office_s_head_differs_between_two_offices() -> None:
    assert drawn(RECEIPT, "80mm") != drawn(replace(RECEIPT, head=replace(HEAD, office="Other office")), "80mm")


def test_a_note_of_papers_alone_lists_them_and_nothing_made() -> None:
    paper = replace(HANDOVER, items=())
    for size in ("a4", "80mm"):
        text = told(drawn(paper, size))
        assert "Papers given back" in text
        assert "What was handed over" not in text
    assert code_of(paper) == ""


def test_a_slip_of_what_to_bring_says_the_notices_of_its_services() -> None:
    paper = replace(MISSING, notices=(Notice("No passports", date(2026, 9, 17)), Notice("The lift rests")))
    text = told(drawn(paper))
    assert "No passports" in text
    assert "Until Thursday 17 September 2026" in text
    assert "The lift rests" in text


@pytest.mark.parametrize("fees", range(8, 26, 3))
def test_no_sum_begins_a_page(fees: int) -> None:
    service = replace(RECEIPT.services[0], fees=(FeeText("Fee", 100, law="Fees Decree"),) * fees)
    document = pypdfium2.PdfDocument(drawn(replace(RECEIPT, services=(service,)), "a5"))
    try:
        texts = [page.get_textpage().get_text_bounded().split("\r\n") for page in document]
    finally:
        document.close()
    assert not any("Paid" in line for page in texts for line in page[1:2])


def test_the_number_of_a_case_stays_whole_on_the_narrowest_roll() -> None:
    assert all(case.number in told(drawn(ACKNOWLEDGEMENT, "58mm")) for case in ACKNOWLEDGEMENT.cases)
