"""The gate of an office that is opened later than the window."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from oss_desk.ui.gate import Gate

if TYPE_CHECKING:
    from oss_desk.ui.gatekeeper import Gatekeeper


def through(keeper: Callable[[], "Gatekeeper"]) -> Gate:
    """What the window is handed; whoever keeps the gate is asked for with each knock."""
    return Gate(
        sign_in=lambda login, given: keeper().sign_in(login, given),
        instead=lambda program, login, given: keeper().instead(program, login, given),
        new_factor=lambda login: keeper().new_factor(login),
        set_up_factor=lambda *given: keeper().set_up_factor(*given),
        lock=lambda program, why: keeper().lock(program, why),
        unlock=lambda program, how, typed: keeper().unlock(program, how, typed),
        abandon=lambda program: keeper().abandon(program),
        has_pin=lambda: keeper().has_pin(),
        set_pin=lambda digits: keeper().set_pin(digits),
    )
