"""The number of a payment that is not in cash: what cannot be kept of it is said with the key that brings it in."""

from oss_desk.domain.typed_text import is_piled_up, without_hidden
from oss_desk.ui.pages.counter.here import Here
from oss_desk.ui.widgets.field import Field

MOST = 100
"""Characters that a payment keeps."""


class ReferenceField(Field):
    """From the slip of the terminal, the transfer or the stamp."""

    def __init__(self, here: Here, value: str, hint: str = "") -> None:
        super().__init__(here.language.text("Reference"), hint=hint, value=value, check=lambda text: self.fault(text))
        self._here = here
        self.changed.connect(lambda _: self.validate())
        if value:
            self.validate()

    def fault(self, text: str | None = None) -> str | None:
        """Why it cannot be kept, in a sentence; None while it can, or is empty."""
        say, typed = self._here.language.text, self.text() if text is None else text
        kept = " ".join(typed.split())
        if without_hidden(typed) != typed or is_piled_up(typed):
            return say("It holds a sign that nobody sees or that turns the text round. Type it again.")
        if len(kept) > MOST:
            return say("It has {length} characters; {most} can be kept. Shorten it.", length=len(kept), most=MOST)
        return None
