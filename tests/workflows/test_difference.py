"""What changes between two versions of a service is told in plain words, and nothing that changes is left out."""

import pytest
from hypothesis import given

from oss_desk import paths
from oss_desk.language import load_language
from oss_desk.workflows.definition import Service
from oss_desk.workflows.difference import Difference, differences
from oss_desk.workflows.reader import canonical_json, read_service
from oss_desk.workflows.registers import read_registers
from tests.workflows.definitions import EXAMPLES, services

ENGLISH = load_language("en", paths.resources() / "translations")
COPY = (EXAMPLES / "birth-certificate-copy.yaml").read_text("utf-8")
PHOTO = "  - {id: photo, title: Photo of the front, any_of: [[photo]], count: 2}\n\nfees:"
STEP = "  - {id: sign, at: back-office, role: registrar, within: P1D, actions: [{id: signed, label: {en: "
LAST = '"Signed and sealed"}, to: ready}]}\n'


def read(text: str) -> Service:
    """The definition in that text, by the sample's registers."""
    return read_service(text, "copy.yaml", read_registers(paths.resources() / "registers"))


def told(text: str) -> list[Difference]:
    """What is different in this text from the copy of a birth certificate."""
    return [*differences(read(COPY), read(text), ENGLISH)]


@pytest.mark.parametrize(
    ("old", "new", "sign", "words"),
    [
        (
            'amount: "5.00"',
            'amount: "6.00"',
            "other",
            "Fee Certified copy: 5.00 for each: Copies becomes 6.00 for each: Copies",
        ),
        ("processing_time: P2D ", "processing_time: P5D ", "other", "Time: 2 working days becomes 5 working days"),
        (
            "authority: civil-registry",
            "authority: municipality",
            "other",
            "Who decides: Civil registry becomes Municipality",
        ),
        ("\nfees:", "\n" + PHOTO, "more", "New document: Photo of the front, Photo, 2 of them"),
        (
            "valid_for: P1Y",
            "valid_for: P1Y, blank: civil-certificate",
            "other",
            "What she gets: on a numbered blank: Civil certificate paper, where nothing was said",
        ),
        ("valid_for: P1Y", "valid_for: P2Y", "other", "What she gets: valid 1 year becomes valid 2 years"),
        ("within: PT10M", "within: PT20M", "other", "Step Search the register: within 10 min becomes within 20 min"),
        (
            "needs: [note, four-eyes]",
            "needs: [note]",
            "other",
            "Step Search the register, No such entry: needs a note, a second person becomes needs a note",
        ),
        ("max: 10", "max: 20", "other", "Question Copies: at most 10 becomes at most 20"),
        (
            'up_to: 365, amount: "10.00"',
            'up_to: 365, amount: "12.00"',
            "other",
            "Fee Late registration: up to 365: 10.00 becomes up to 365: 12.00",
        ),
        ("within: P30D", "within: P60D", "other", None),
        ('section: "3"', 'section: "4"', "more", None),
        ("[birth, extract, certificate]", "[birth, extract]", "less", "Found by: no longer certificate"),
        ("over: 100}", "over: 80}", "other", None),
        (
            '{en: "Date of birth on the register"}',
            '{en: "Date of birth"}',
            "other",
            "Question Date of birth on the register: Date of birth on the register becomes Date of birth",
        ),
        (
            'fr: "Copie d\'un acte de naissance"',
            'fr: "Copie d\'acte"',
            "other",
            "Title: other words in another language",
        ),
    ],
)
def test_a_change_is_told_in_a_sentence(old: str, new: str, sign: str, words: str | None) -> None:
    assert old in COPY
    found = differences(read(COPY), read(COPY.replace(old, new, 1)), ENGLISH, NAMES)
    assert sign in [one.sign for one in found]
    if words is not None:
        assert words in [one.text for one in found]


KNOWN = read_registers(paths.resources() / "registers")
NAMES = {
    **{name: entry.title for name, entry in KNOWN.authorities.items()},
    **{name: entry.title for name, entry in KNOWN.evidence_types.items()},
    **{name: entry.title for name, entry in KNOWN.blank_kinds.items()},
}


def test_a_step_that_is_gone_is_told_with_the_ways_that_led_there() -> None:
    text = COPY.replace(STEP + LAST, "").replace("to: sign,", "to: ready,")
    assert text.count("sign") < COPY.count("sign")
    words = [one.text for one in told(text)]
    assert "Step removed: Sign" in words
    assert "Step Search the register, Entry found: leads to Sign becomes leads to Ready" in words


def test_the_same_definition_has_no_difference() -> None:
    assert told(COPY + "\n# a comment\n") == []


@given(services(), services())
def test_whatever_is_different_is_told_and_only_that(old: Service, new: Service) -> None:
    found = differences(old, new, ENGLISH)
    assert bool(found) == (canonical_json(old) != canonical_json(new))
    assert all(one.text.strip() for one in found)


@given(services())
def test_a_version_against_itself_says_nothing(one: Service) -> None:
    assert differences(one, one, ENGLISH) == ()
