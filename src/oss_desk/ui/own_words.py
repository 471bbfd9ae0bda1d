"""The words that widgets say by themselves, handed to them in the window's language."""

from oss_desk.language import Language
from oss_desk.ui.widgets.words import Words


def words_of(language: Language) -> Words:
    """All of them; a test keeps that none is left in English."""
    say = language.text
    return Words(
        code=language.code,
        yes=say("Yes"),
        no=say("No"),
        stop=say("Stop"),
        undo=say("Undo"),
        show=say("Show"),
        hide=say("Hide"),
        clear=say("Clear"),
        calendar=say("Calendar"),
        day_month_year=say("day month year"),
        less=say("One less"),
        more=say("One more"),
        chosen=say("chosen"),
        done=say("done"),
        now=say("now"),
        ahead=say("ahead"),
        spelt=say("[U+...] stands for letters that no typeface of this machine has. The record keeps them."),
    )
