"""What the one search box shows and does: dates in the window's words, Enter that waits for the answer."""

from oss_desk.language import Language
from oss_desk.operations.sheets import Hit
from oss_desk.ui.search import hit_words


def test_a_citizen_found_has_her_day_of_birth_as_the_language_writes_it(english: Language) -> None:
    hit = Hit("citizen", 1, "", "Tamar Kvelidze", "•••• 7082", "1989-03-03")
    assert hit_words(english, hit) == f"{english.partial_date('1989-03-03')} · •••• 7082"
    assert "1989-03-03" not in hit_words(english, hit)
    assert hit_words(english, Hit("case", 1, "A26", "Copy", "Tamar")) == "Tamar"
