"""This machine's settings as they stand now: what is changed in the window is kept in their file at once."""

import logging
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from oss_desk.domain.messages import refuse
from oss_desk.settings import READERS, Settings, SettingsError, save_settings

log = logging.getLogger(__name__)


def _nobody(_: Settings) -> None:
    """Nobody wants to know."""


class Machine:
    """The settings that are on, and `used`, which is told of every change that counts at once."""

    def __init__(self, settings: Settings, used: Callable[[Settings], None] = _nobody) -> None:
        self.settings, self._used = settings, used

    def keep(self, **changes: Any) -> None:
        """Keep these keys, as they stand in the file; None goes back to what is usual.

        Refused when the file cannot be written; then nothing changed.
        """
        try:
            save_settings(self.settings.file, **changes)
        except (OSError, SettingsError) as error:
            log.info("Settings could not be kept: %s", error)
            raise refuse("settings-not-kept", file=str(self.settings.file)) from error
        usual: dict[str, Any] = {field.name: field.default for field in fields(Settings)}
        on = {key: usual[key] if value is None else READERS[key](value) for key, value in changes.items()}
        self.settings = replace(self.settings, **on)
        self._used(self.settings)
