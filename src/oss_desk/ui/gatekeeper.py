"""What lies behind the gate once the office is open: signing in, a phone set up, locking and unlocking."""

from collections.abc import Callable

from oss_desk.operations.office import factors, office
from oss_desk.operations.office.locks import Pin
from oss_desk.operations.program import Program
from oss_desk.ui.gate import Factor, Given
from oss_desk.ui.session import Session
from oss_desk.ui.sign_in import Welcome


class Gatekeeper:
    """Knows the office that is open, and the PIN of whoever is at the desk; both end with her session."""

    def __init__(
        self, base: Callable[[], Program], session: Callable[[Program], Session], welcome: Callable[[], Welcome]
    ) -> None:
        self._base, self._session, self._welcome = base, session, welcome
        self._pin: Pin | None = None

    def sign_in(self, login: str, given: Given) -> Session:
        """Somebody at the desk."""
        self._pin = None
        return self._session(office.sign_in(self._base(), login=login, **given))

    def instead(self, program: Program, login: str, given: Given) -> Session:
        """Somebody else at the desk, once she has proved who she is; the visit of the first is put on hold."""
        session = self._session(office.sign_in_instead(program, login=login, **given))
        self._pin = None
        return session

    def new_factor(self, login: str) -> Factor:
        """A secret for this official's phone."""
        secret = factors.new_secret()
        return Factor(secret, factors.dots_of(secret, login, "OSS Desk"))

    def set_up_factor(self, login: str, password: str, secret: str, one_time: str) -> tuple[str, ...]:
        """Her phone is set up; ten codes for paper."""
        return office.set_up_factor(self._base(), login=login, password=password, secret=secret, one_time=one_time)

    def lock(self, program: Program, why: office.Why) -> None:
        """Keep that the desk was locked, and why."""
        office.lock(program, why=why)

    def unlock(self, program: Program, how: str, typed: str) -> Session:
        """The same official is back."""
        if how == "pin" and self._pin is not None:
            return self._session(office.unlock_by_pin(program, pin=self._pin, digits=typed))
        return self._session(office.unlock(program, password=typed))

    def abandon(self, program: Program) -> Welcome:
        """Leave a session that the office has ended, and give the desk back."""
        self._pin = None
        office.leave(program)
        return self._welcome()

    def has_pin(self) -> bool:
        """Whether a PIN opens the lock of whoever is at the desk."""
        return self._pin is not None and self._pin.is_worth_something

    def set_pin(self, digits: str) -> None:
        """Set the PIN of this session at this desk; refused when everybody would guess it."""
        self._pin = Pin.of(digits)

    def forget(self) -> None:
        """The session is over, and its PIN with it."""
        self._pin = None
