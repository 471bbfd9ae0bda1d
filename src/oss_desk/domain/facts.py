"""What is known about the applicant and the day, beside the answers: the other half of every condition."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

ApplicantKind = Literal["citizen", "organisation"]


@dataclass(frozen=True)
class Facts:
    """The facts a condition may ask about; None is "not known", and a test over it is not met."""

    today: date  # the day on the office's wall, not the day in UTC
    age: int | None = None  # whole years of the applicant
    applicant_kind: ApplicantKind = "citizen"
    represented: bool = False  # somebody else acts on the applicant's behalf
    resident: bool | None = None
    first_time: bool = True  # no such output was issued to the applicant before
    quantity: int = 1  # of the basket line
    answering: date | None = None  # the day on which a step of a running case is worked; None: `today` itself

    @property
    def answer_day(self) -> date:
        """The day against which dates are held as they are typed: later than `today` once a case is under way."""
        return self.answering or self.today
