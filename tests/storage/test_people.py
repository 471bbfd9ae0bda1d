"""Finding people: any script, spelling variants, numbers, dates; and possible duplicates."""

from datetime import UTC, datetime

import pytest

from oss_desk.domain.people import Citizen, Person
from oss_desk.storage import people, rows
from oss_desk.storage.database import Database, Work

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
NOBODY: dict[str, object] = {
    "given_name": "",
    "family_name": "",
    "other_names": (),
    "born": None,
    "phones": (),
    "email": "",
    "address_lines": (),
    "language": None,
    "resident": None,
    "note": "",
    "created_at": NOON,
}


def citizen(work: Work, name: str, *others: str, born: str | None = None, **keys: tuple[str, ...]) -> Citizen:
    made = rows.add(work, Citizen, **{**NOBODY, "name": name, "other_names": others, "born": born})
    people.set_names(work, "citizen", made.id, (name, *others), born=born, email="t.k@example.org", **keys)
    return made


def found(database: Database, text: str) -> list[int]:
    with database.reading() as work:
        return [person.id for person, _ in people.search(work, text)]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Tamar Kvelidze", "თამარ ქველიძე"),
        ("თამარ ქველიძე", "tamar kvel"),
        ("Дарина Шевченко", "Daryna Shevchenko"),
        ("Daryna Shevchenko", "дарина"),
        ("Хачатурян Арам", "Khachaturian"),
        ("Հովհաննես Այվազյան", "Hovhanes Aivazyan"),
        ("محمد أحمد", "Mohammed Ahmed"),
        ("يوسف", "Yusuf"),
        ("Yusuf Khalil", "خليل يوسف"),
        ("Γιώργος Παπαδόπουλος", "Giorgos Papadopoulos"),
        ("José Núñez", "jose nunez"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Straße Müller", "strasse muller"),
        ("שרה כהן", "srh khn"),
        ("सीता देवी", "Sita Devi"),
        ("O’Brien", "obrien"),
        ("Marija Novak", "Mariya Nowak"),
        ("Wereteli", "Vereteli"),
        ("Tamar Kvelidze", "kvelidse"),
        ("თამარ ქველიძე", "kvelitze"),
        ("Tamar Kvelidse", "Kvelidze"),
        ("წერეთელი", "Tsereteli"),
        ("王小明", "Wang"),
    ],
)
def test_a_name_is_found_in_other_scripts_and_spellings(database: Database, name: str, typed: str) -> None:
    with database.writing() as work:
        wanted = citizen(work, name)
        citizen(work, "Somebody Else")
        work.commit()
    assert found(database, typed) == [wanted.id]


def test_every_word_typed_must_fit(database: Database) -> None:
    with database.writing() as work:
        citizen(work, "Nino Beridze")
        wanted = citizen(work, "Nino Lomidze")
        work.commit()
    assert found(database, "nino lom") == [wanted.id]
    assert found(database, "nino kapanadze") == []


@pytest.mark.parametrize("typed", ["zzzz", "zz", "llll"])
def test_one_letter_again_and_again_is_the_beginning_of_no_name(database: Database, typed: str) -> None:
    with database.writing() as work:
        citizen(work, "Łucja Wiśniewska-Żak")
        citizen(work, "Fatima Zahra")
        work.commit()
    assert found(database, typed) == []


def test_the_exact_name_comes_before_its_variants(database: Database) -> None:
    with database.writing() as work:
        variant, exact = citizen(work, "Daryna"), citizen(work, "Darina")
        work.commit()
    assert found(database, "Darina") == [exact.id, variant.id]


@pytest.mark.parametrize(
    "typed",
    [
        *("01001 012345", "01001012345", "0100101", "ab-77 12", "AB7712"),
        *("+995 599 12 34 56", "599123456", "0599 12 34 56", "123456"),
        *("1989", "3.3.1989", "1989-03-03", "1989-03"),
        *("t.k@example", "tamar 1989"),
    ],
)
def test_numbers_phones_dates_and_mail_find_a_person(database: Database, typed: str) -> None:
    with database.writing() as work:
        numbers, phones = ("01001012345", "AB-7712"), ("+995 599 12 34 56",)
        wanted = citizen(work, "Tamar Kvelidze", born="1989-03-03", numbers=numbers, phones=phones)
        other = rows.add(work, Citizen, **{**NOBODY, "name": "Other"})
        people.set_names(work, "citizen", other.id, ("Other",), born="1990-01-01", phones=("+995 555 00 00 00",))
        work.commit()
    assert found(database, typed) == [wanted.id]


def test_the_newest_keys_count(database: Database) -> None:
    with database.writing() as work:
        wanted = citizen(work, "Nino Beridze", phones=("599 111 222",))
        people.set_names(work, "citizen", wanted.id, ("Nino Lomidze",))
        work.commit()
    assert found(database, "beridze") == found(database, "599111222") == []
    assert found(database, "lomidze") == [wanted.id]


@pytest.mark.parametrize("typed", ["", "   ", "'", "%", "_", "-", "۱", "\N{ZERO WIDTH SPACE}", "a" * 5000, "~", "@"])
def test_odd_searches_find_nobody_and_break_nothing(database: Database, typed: str) -> None:
    with database.writing() as work:
        rows.add(work, Citizen, **{**NOBODY, "name": "Tamar"})
        people.set_names(work, "citizen", 1, ("Tamar",))
        work.commit()
    assert found(database, typed) == []


def test_a_name_without_a_readable_letter_is_kept_all_the_same(database: Database) -> None:
    with database.writing() as work:
        citizen(work, "☃", "日" * 400)
        work.commit()


def test_citizens_and_organisations_are_found_together(database: Database) -> None:
    with database.writing() as work:
        one = citizen(work, "Delta Marin")
        people.set_names(work, "organisation", 5, ("Delta Trade",), numbers=("400-123",))
        work.commit()
    with database.reading() as work:
        hits = {person for person, _ in people.search(work, "delta")}
        assert hits == {Person("citizen", one.id), Person("organisation", 5)}
        assert [person for person, _ in people.search(work, "400123")] == [Person("organisation", 5)]


def test_possible_duplicates_sound_alike_and_agree_about_the_birth_date(database: Database) -> None:
    with database.writing() as work:
        same = citizen(work, "თამარ ქველიძე", born="1989-03-03")
        vague = citizen(work, "Tamara Kvelidze Tamar", born="1989")
        unknown = citizen(work, "Tamar Kvelidze")
        citizen(work, "Tamar Kvelidze", born="1961-03-03")
        citizen(work, "Tamar Lomidze", born="1989-03-03")
        work.commit()
    with database.reading() as work:
        hits = people.alike(work, ("Tamar Kvelidze",), "1989-03-03")
        assert {person.id for person in hits} == {same.id, vague.id, unknown.id}
        assert len(people.alike(work, ("Tamar Kvelidze",), None)) == 4
        assert people.alike(work, ("Ana",), None) == people.alike(work, (), None) == ()
