"""Words, dates and amounts of one language."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from hypothesis import given
from hypothesis import strategies as st

from oss_desk.domain.messages import Message
from oss_desk.domain.money import Currency, Money
from oss_desk.domain.papers import Answer
from oss_desk.language import Language, island, load_language
from oss_desk.paths import resources

EUR = Currency("EUR")
DAY = date(2026, 9, 17)
MOMENT = datetime(2026, 9, 15, 12, 21, tzinfo=UTC)


@pytest.fixture
def english() -> Language:
    return load_language("en", resources() / "translations")


@pytest.fixture
def arabic(tmp_path: Path) -> Language:
    catalogue = Catalog(locale="ar")
    catalogue.add("Paid by {name}", "دفع {name}")
    catalogue.add(("{n} paper", "{n} papers"), tuple(f"{form} {{n}}" for form in "abcdef"))
    with (tmp_path / "ar.po").open("wb") as file:
        write_po(file, catalogue)
    return load_language("ar", tmp_path)


def test_english_dates_are_told_as_the_papers_tell_them(english: Language) -> None:
    assert english.date(DAY) == "17 September 2026"
    assert english.short_date(DAY) == "17 Sep"
    assert english.weekday_date(DAY) == "Thu 17 Sep"
    assert english.long_weekday_date(DAY) == "Thursday 17 September 2026"
    assert english.weekday(6) == "Sunday"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1989-03-03", "3 March 1989"),
        ("1989-03", "March 1989"),
        ("1989", "1989"),
        ("about 1950", "about 1950"),
        ("", ""),
    ],
)
def test_a_birth_date_is_told_as_far_as_it_is_known(english: Language, text: str, told: str) -> None:
    assert english.partial_date(text) == told


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        ("Europe/Berlin", "Tue 15 Sep 2026, 14:21 UTC+2"),
        ("Asia/Kolkata", "Tue 15 Sep 2026, 17:51 UTC+5:30"),
        ("America/St_Johns", "Tue 15 Sep 2026, 09:51 UTC−2:30"),
        ("UTC", "Tue 15 Sep 2026, 12:21 UTC"),
        ("Pacific/Auckland", "Wed 16 Sep 2026, 00:21 UTC+12"),
    ],
)
def test_a_moment_is_told_in_the_zone_of_the_office_with_its_offset(english: Language, zone: str, told: str) -> None:
    assert english.moment(MOMENT, ZoneInfo(zone)) == told


def test_the_two_hours_when_clocks_are_set_back_are_told_apart(english: Language) -> None:
    zone = ZoneInfo("Europe/Berlin")
    first, second = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert english.time(first, zone) == english.time(second, zone)
    assert english.moment(first, zone) != english.moment(second, zone)


def test_amounts_show_all_digits_of_their_currency(english: Language) -> None:
    assert english.amount(Money(102450, EUR)) == "1,024.50"
    assert english.amount(Money(-1200, EUR)) == "−12.00"
    assert english.amount(Money(500, Currency("JPY", 0))) == "500"
    assert english.amount(Money(1, Currency("TND", 3))) == "0.001"
    assert english.money(Money(2450, EUR)) == "€\u00a024.50"
    assert english.money(Money(-2450, EUR)) == "−€\u00a024.50"
    assert english.money(Money(2450, Currency("XAB"))) == "XAB\u00a024.50"


def test_money_is_written_as_the_language_writes_it() -> None:
    french, arabic = (load_language(code, resources() / "translations") for code in ("fr", "ar"))
    assert french.money(Money(-102450, EUR)) == "−1\u202f024,50\u00a0€"
    assert french.amount(Money(102450, EUR)) == "1\u202f024,50"
    assert arabic.money(Money(102450, EUR)) == "€\u00a01,024.50"
    assert french.money(Money(500, Currency("XOF", 0))) == "500\u00a0F\u202fCFA"


@pytest.mark.parametrize(
    ("number", "told"), [("1024.500", "1,024.5"), ("3", "3"), ("0.000123", "0.000123"), ("-2", "−2"), ("1E+3", "1,000")]
)
def test_numbers_show_the_digits_that_count(english: Language, number: str, told: str) -> None:
    assert english.number(Decimal(number)) == told


@given(st.text())
def test_a_value_is_put_in_as_it_is_and_never_read_again(value: str) -> None:
    language = load_language("en", Path("nowhere"))
    told = language.text("Paid by {name}, {other}", name=value, other="{name}")
    assert told.replace("\u2068", "").replace("\u2069", "") == f"Paid by {value}, {{name}}".replace(
        "\u2068", ""
    ).replace("\u2069", "")


def test_a_name_of_the_other_direction_becomes_an_island(english: Language) -> None:
    assert english.text("Paid by {name}", name="محمد") == "Paid by \u2068محمد\u2069"
    assert english.text("Paid by {name}", name="Tamar") == "Paid by Tamar"


def test_a_missing_value_leaves_its_place_visible_and_doubled_braces_are_braces(english: Language) -> None:
    assert english.text("Paid by {name}") == "Paid by {name}"
    assert english.text("{{name}} {name}", name="x") == "{name} x"


def test_plurals_follow_the_language(english: Language, arabic: Language) -> None:
    assert [english.plural("{n} paper", "{n} papers", n) for n in (0, 1, 2)] == ["0 papers", "1 paper", "2 papers"]
    forms = [arabic.plural("{n} paper", "{n} papers", n)[0] for n in (0, 1, 2, 3, 11, 100)]
    assert forms == list("abcdfe")


def test_a_message_is_told_from_the_table_of_its_package(english: Language, arabic: Language) -> None:
    texts = {"paid": "Paid by {name}", "list": "Bring {papers}"}
    assert english.message(Message("paid", {"name": "Tamar"}), texts) == "Paid by Tamar"
    assert english.message(Message("list", {"papers": ("a", "b")}), texts) == "Bring a, b"
    assert english.message(Message("unheard-of"), texts) == "unheard-of"
    assert arabic.message(Message("paid", {"name": "Tamar"}), texts) == "دفع \u2068Tamar\u2069"


def test_an_arabic_catalogue_brings_arabic_dates_with_latin_digits(arabic: Language) -> None:
    assert arabic.rtl
    assert "سبتمبر" in arabic.date(DAY)
    assert "2026" in arabic.date(DAY)
    assert arabic.amount(Money(102450, EUR)) == "1,024.50"


@pytest.mark.parametrize(
    ("code", "rtl"), [("ar", True), ("fa", True), ("pt-BR", False), ("no such", False), ("", False)]
)
def test_a_language_without_a_catalogue_speaks_english_in_its_own_direction(
    code: str, rtl: bool, tmp_path: Path
) -> None:
    language = load_language(code, tmp_path)
    assert language.rtl is rtl
    assert language.text("Paid by {name}").startswith("Paid by")
    assert language.date(DAY) == "17 September 2026"


def test_a_language_is_loaded_once(tmp_path: Path) -> None:
    assert load_language("ka", tmp_path) is load_language("ka", tmp_path)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Answer("Born", ("1991-11-16",), "date"), "16 November 1991"),
        (Answer("Born", ("1991",), "date"), "1991"),
        (Answer("Value", ("125000",), "money"), "€\u00a01,250.00"),
        (Answer("Area", ("1024.50",), "number", "m2"), "1,024.5 m2"),
        (Answer("Sealed", ("yes",), "yes-no"), "Yes"),
        (Answer("Sealed", ("no",), "yes-no"), "No"),
        (Answer("Phone", ("0551",), "code"), "0551"),
        (Answer("For", ("Work", "Study")), "Work, Study"),
        (Answer("Area", ("about ten",), "number"), "about ten"),
        (Answer("For", ()), ""),
    ],
)
def test_an_answer_reads_as_the_language_writes_its_kind(english: Language, answer: Answer, told: str) -> None:
    assert english.answer(answer, EUR) == told


def test_a_list_from_right_to_left_goes_that_way_whatever_stands_in_it() -> None:
    arabic = load_language("ar", resources() / "translations")
    assert arabic.listed(["1"]) == "1"
    assert arabic.listed(["1", "2"]) == "\u2067\u20681\u2069، \u20682\u2069\u2069"
    assert load_language("en", Path("nowhere")).listed(["1", "2"]) == "1, 2"


def test_a_sentence_made_of_islands_alone_goes_the_way_of_its_letters() -> None:
    arabic = load_language("ar", resources() / "translations")
    quoted = arabic.text("“{word}”", word="بطاقة")
    assert island(quoted).startswith("\u2067")
    assert island("بطاقة").startswith("\u2068")
    assert arabic.text("only if {condition}", condition=quoted).count("\u2067") == 1


@pytest.mark.parametrize(
    ("code", "told"),
    [("en", "2 × 1,005.00"), ("fr", "2 × 1\u202f005,00"), ("ar", "\u2066\u20682\u2069 × \u20681,005.00\u2069\u2069")],
)
def test_the_figures_of_a_worked_step_are_written_as_the_language_writes_them(code: str, told: str) -> None:
    language = load_language(code, resources() / "translations")
    step = Message("times", {"number": "2", "amount": "1005.00"})
    assert language.worked(step, {"times": "{number} × {amount}"}) == told
    assert language.worked(Message("option", {"option": "Zone C"}), {"option": "{option}"}).strip("\u2068\u2069") == (
        "Zone C"
    )
