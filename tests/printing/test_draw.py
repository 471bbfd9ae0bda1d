"""Papers as the citizen holds them: drawn in both directions, nothing cut, the same bytes each time."""

from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oss_desk.domain.messages import Message
from oss_desk.domain.papers import PAPERS, FeeText, PaidService, Paper, Person, copy_of, maybe_before
from oss_desk.language import load_language
from oss_desk.paths import resources
from oss_desk.printing import draw, pictures
from oss_desk.printing.preview import Picture
from tests.conftest import PROFILE
from tests.printing.examples import (
    ACKNOWLEDGEMENT,
    APPLICATION,
    EXAMPLES,
    HANDOVER,
    HEAD,
    LONG_LINE,
    MISSING,
    RECEIPT,
    REFUSAL,
)
from tests.printing.strategies import NAMES, records

FONTS, TRANSLATIONS = resources() / "fonts", resources() / "translations"
PER_PAPER = 100 if PROFILE == "soak" else 4
"""How many of each paper are drawn; whole sheets of random text take their time."""


def drawn(paper: Paper, language: str = "en") -> bytes:
    return draw(paper, load_language(language, TRANSLATIONS), FONTS)


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def ink(picture: Picture, left: float, top: float, right: float, bottom: float) -> int:
    """How many dark pixels lie in a part of the page, given in shares of its width and height."""
    rows = range(int(top * picture.height), int(bottom * picture.height))
    start, end = int(left * picture.width) * 3, int(right * picture.width) * 3
    lines = (picture.rgb[row * picture.width * 3 :][start:end:3] for row in rows)
    return sum(value < 128 for line in lines for value in line)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", PAPERS)
def test_every_paper_is_drawn_with_names_of_every_script(kind: str, language: str) -> None:
    for name in NAMES:
        paper = replace(EXAMPLES[kind], head=replace(HEAD, official=name, office=name))
        first = pictures(drawn(paper, language), 40)[0]
        assert 0.01 < ink(first, 0, 0, 1, 1) / (first.width * first.height) < 0.3


@pytest.mark.parametrize("kind", PAPERS)
@given(st.data())
@settings(max_examples=PER_PAPER)
def test_no_content_is_too_odd_to_be_drawn(kind: str, data: st.DataObject) -> None:
    paper = data.draw(records(PAPERS[kind]))
    assert drawn(paper, data.draw(st.sampled_from(("en", "ar", "xx")))).startswith(b"%PDF")


def test_the_same_content_gives_the_same_bytes_whatever_was_drawn_between() -> None:
    first = drawn(APPLICATION, "ar")
    drawn(RECEIPT)
    assert drawn(APPLICATION, "ar") == first


def test_two_hundred_lines_flow_over_pages_and_none_is_lost() -> None:
    fees = tuple(FeeText(f"Fee number {number:03}", 10_000 + number) for number in range(200))
    text = pages(drawn(replace(RECEIPT, services=(PaidService("Many", "A26-000001-X", fees),))))
    assert len(text) == 5
    for number in range(200):
        assert sum(f"Fee number {number:03}" in page for page in text) == 1
        assert sum(f"{100 + number // 100}.{number % 100:02}" in page for page in text) >= 1
    assert all(f"Page {number} of 5" in page for number, page in enumerate(text, 1))


def test_a_text_longer_than_a_page_goes_on_over_the_pages() -> None:
    words = " ".join(f"word{number}" for number in range(3000))
    text = " ".join(pages(drawn(replace(ACKNOWLEDGEMENT, cases=(replace(ACKNOWLEDGEMENT.cases[0], title=words),)))))
    assert all(f"word{number}" in text for number in range(3000))


def test_a_name_of_many_letters_is_printed_whole() -> None:
    text = pages(drawn(replace(RECEIPT, payer=Person("N" * 400))))
    assert text[0].count("N") >= 400


def test_a_receipt_says_all_that_was_paid_and_that_nothing_else_is_owed() -> None:
    (text,) = pages(drawn(RECEIPT))
    for part in (
        "A-004418",
        "14:21 UTC+2",
        "Tamar Kvelidze",
        "Certified copy",
        "Fees Decree",
        "10.00",
        "24.50",
        "Cash given",
        "30.00",
        "Change",
        "5.50",
        "Adaeze Lund",
        "You should pay nothing else.",
        "Complaints Office",
        "A26-001873-K",
    ):
        assert part in text.replace("\r\n", " "), part


def test_an_acknowledgement_names_papers_days_and_next_steps() -> None:
    (text,) = pages(drawn(ACKNOWLEDGEMENT))
    for part in (
        "from Thursday 17 September 2026",
        "number ends 4417",
        "original seen",
        "until Wednesday 30 September",
    ):
        assert part in text
    for part in ("Ready to collect", "given today", "A26-001874-4", "receipt A-004418"):
        assert part in text


def told_in(paper: Paper) -> str:
    """The words of a paper of one page, in one line."""
    (text,) = pages(drawn(paper))
    return " ".join(text.split())


def test_a_handover_note_says_what_was_paid_for_it_or_that_it_is_free() -> None:
    paid, free = told_in(HANDOVER), told_in(replace(HANDOVER, paid=0, receipt=""))
    assert "3.00 was paid for the handover, receipt A-000412." in paid
    assert ("free of charge" in paid, "free of charge" in free) == (False, True)
    assert "You should pay nothing else." in paid
    assert "You should pay nothing else." in free


def test_a_refusal_says_why_by_which_law_and_until_when_to_appeal() -> None:
    (text,) = pages(drawn(REFUSAL))
    for part in (
        "There is no entry",
        "Civil Registration Act 14(2)",
        "until Thursday 15 October 2026",
        "appeals board",
    ):
        assert part in text


def test_the_slip_of_what_is_missing_says_where_to_get_it_and_when_we_are_open() -> None:
    (text,) = pages(drawn(MISSING))
    for part in (
        "Proof of address",
        "Police, Castle Road 1",
        "One of these",
        "Monday to Friday 8:00 to 17:00",
        "24.50",
    ):
        assert part in text


def test_papers_that_are_needed_together_say_so_and_stay_on_one_page() -> None:
    for count in range(1, 8):
        shown = pages(drawn(replace(MISSING, missing=MISSING.missing[:1] * count)))
        assert "".join(shown).count("and with it") == count
        assert all(
            text.count("Passport") == text.count("and with it") == text.count("Proof of address") for text in shown
        )


def test_what_is_not_possible_has_a_heading_and_its_service() -> None:
    reason = Message("not-possible", {"service": "Copy of a birth certificate", "reason": "Only a parent"})
    (text,) = pages(drawn(replace(MISSING, reasons=(reason,), missing=())))
    assert "Not possible as it stands" in text
    assert "Copy of a birth certificate: Only a parent" in text


def test_a_desk_is_called_by_its_name_once() -> None:
    (text,) = pages(drawn(ACKNOWLEDGEMENT))
    assert "Desk 2" in text
    assert "Desk Desk" not in text


def test_only_a_copy_says_copy_at_the_top_and_across_each_page() -> None:
    assert "COPY" not in "".join(pages(drawn(RECEIPT)))
    copies = pages(drawn(copy_of(RECEIPT, 3)))
    assert copies[0].count("COPY 3") == 2
    assert all("COPY 3" in page for page in copies)


def test_a_paper_that_may_have_come_out_before_says_so_at_the_top_and_across() -> None:
    assert "POSSIBLE COPY" not in "".join(pages(drawn(RECEIPT)))
    assert pages(drawn(maybe_before(RECEIPT)))[0].count("POSSIBLE COPY") == 2


@pytest.mark.parametrize("language", ["en", "ar"])
def test_only_papers_of_a_sample_office_say_sample_across_each_page(language: str) -> None:
    word = load_language(language, TRANSLATIONS).text("TRAINING")
    assert word not in "".join(pages(drawn(APPLICATION, language)))
    sample = pages(drawn(replace(APPLICATION, head=replace(HEAD, sample=True)), language))
    assert len(sample) > 1
    assert all(word in page for page in sample)


def test_an_arabic_paper_is_the_mirror_of_an_english_one() -> None:
    english, arabic = (pictures(drawn(RECEIPT, language), 60)[0] for language in ("en", "ar"))
    title = (0.13, 0.16)
    assert ink(english, 0.07, title[0], 0.25, title[1]) > 50
    assert ink(english, 0.5, title[0], 0.95, title[1]) == 0
    assert ink(arabic, 0.75, title[0], 0.95, title[1]) > 50
    assert ink(arabic, 0.05, title[0], 0.5, title[1]) == 0


def test_many_stations_go_down_the_page() -> None:
    text = " ".join(pages(drawn(replace(RECEIPT, next_steps=LONG_LINE))))
    assert text.index("Opinion") < text.index("To pay") < text.index("In your hands")


def test_letters_without_a_typeface_are_explained_at_the_foot() -> None:
    (text,) = pages(drawn(replace(RECEIPT, payer=Person("王小明"))))
    assert "[U+738B U+5C0F U+660E]" in text
    assert "The record keeps them." in text


def test_a_picture_has_three_bytes_for_each_pixel() -> None:
    (picture,) = pictures(drawn(RECEIPT), 72)
    assert (picture.width, picture.height) == (596, 842)
    assert len(picture.rgb) == picture.width * picture.height * 3
