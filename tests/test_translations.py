"""The catalogues: every sentence of the program is in each of them, and each says the values the sentence says."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from oss_desk.language import languages_of, load_language, own_name
from tools import translations

PROGRAM = translations.sentences()


@pytest.mark.parametrize("file", sorted(translations.CATALOGUES.glob("*.po")), ids=lambda file: file.stem)
def test_every_sentence_is_translated(file: Path) -> None:
    left = list(translations.faults(translations.read(file), PROGRAM))
    assert not left, f"{len(left)} to look at in {file.name}; `make translations` lists them:\n" + "\n".join(left[:20])


def test_a_language_is_added_by_one_file(tmp_path: Path) -> None:
    catalogue = Catalog(locale="pt_BR")
    catalogue.add("Pay", "Pagar")
    with (tmp_path / "pt_BR.po").open("wb") as file:
        write_po(file, catalogue)
    assert languages_of(tmp_path) == ("en", "pt-BR")
    assert load_language("pt-BR", tmp_path).text("Pay") == "Pagar"
    assert own_name("pt-BR").startswith("Português")


@pytest.mark.parametrize(
    ("string", "fault"),
    [
        ("", "untranslated"),
        ("Payé par {nom}", "other values"),
        ("Payé", "other values"),
        ("Payé par {name}", ""),
    ],
)
def test_what_is_wrong_in_a_catalogue_is_found(string: str, fault: str) -> None:
    program, catalogue = Catalog(), Catalog(locale="fr")
    program.add("Paid by {name}")
    catalogue.add("Paid by {name}", string)
    found = [told.split(":")[0] for told in translations.faults(catalogue, program)]
    assert found == ([fault] if fault else [])


def test_a_sentence_that_is_no_longer_said_and_a_missing_plural_are_found() -> None:
    program, catalogue = Catalog(), Catalog(locale="fr")
    program.add(("{n} paper", "{n} papers"))
    catalogue.add(("{n} paper", "{n} papers"), ("un document", ""))
    catalogue.add("Gone", "Parti")
    assert [told.split(":")[0] for told in translations.faults(catalogue, program)] == [
        "untranslated",
        "no longer said",
    ]


def test_tables_of_messages_are_found_and_tables_of_signs_are_not(tmp_path: Path) -> None:
    file = tmp_path / "messages.py"
    file.write_text(
        'TEXTS: dict = {"gone": "It is gone."}\nMARKS = {"copy": ("taken", "")}\nMARK_ICONS = {"copy": "paper"}\n'
    )
    assert [text for text in translations.in_tables(file) if text] == ["It is gone.", "taken"]


def test_no_sentence_is_said_both_with_a_number_and_without() -> None:
    """A catalogue keeps one entry for both, and the one without a number would be told as the form for one."""
    modules = (file for file in translations.SOURCE.rglob("*.py") if translations.WORDLESS not in file.parents)
    texts = [text for file in modules for text in translations.in_calls(file)]
    counted = {text[0] for text in texts if isinstance(text, tuple)}
    assert [text for text in texts if text in counted] == []


def test_a_sentence_is_found_wherever_it_is_said(tmp_path: Path) -> None:
    file = tmp_path / "page.py"
    words = """f"{say('Who is here?')} {here.language.plural('{n} day', '{n} days', n)}"\nfield.text()\n"""
    file.write_text(words)
    assert list(translations.in_calls(file)) == ["Who is here?", ("{n} day", "{n} days")]


@pytest.mark.parametrize("words", ["Such as 9", "These are no hours", "Write 9"])
def test_hours_in_an_arabic_sentence_are_written_from_left_to_right(words: str) -> None:
    arabic = load_language("ar", translations.CATALOGUES)
    (sentence,) = (one.id for one in PROGRAM if isinstance(one.id, str) and one.id.startswith(words))
    assert "\u20669:00\u201312:00, 13:00\u201317:00\u2069" in arabic.text(sentence)
