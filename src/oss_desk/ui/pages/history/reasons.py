"""Why a record is opened that neither a visit nor a case leads to, in words."""

from oss_desk.language import Language


def reason_words(language: Language) -> tuple[tuple[str, str], ...]:
    """The reasons in the order of the list."""
    say = language.text
    return (
        ("person-asks", say("The person asks")),
        ("authority-asks", say("An authority asks")),
        ("complaint", say("A complaint")),
        ("correction", say("To correct something")),
        ("check", say("To check our work")),
        ("other", say("Another reason, in words")),
    )
