"""Hears that the operating system locked its screen or goes to sleep, from the desktop's bus where there is one."""

from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot

SCREEN_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver")
"""Each tells by the same signal whether the screen is locked."""
LOGIN = "org.freedesktop.login1"


class SystemLock(QObject):
    """Tells `locked` once the system hides the screen. Without a bus, as on Windows and macOS, nothing is heard: there
    a desk locks itself by its own idle time and after a sleep."""

    locked = Signal()

    def listen(self) -> None:
        """Listen on the buses of this session and this machine; one that is not there is no fault."""
        try:
            from PySide6.QtDBus import QDBusConnection
        except ImportError:
            return
        self.hear_session(QDBusConnection.sessionBus())
        self.hear_machine(QDBusConnection.systemBus())

    def hear_session(self, bus: Any) -> None:
        """Screen savers of the desktop."""
        if bus.isConnected():
            for name in SCREEN_SAVERS:
                bus.connect("", "", name, "ActiveChanged", self, SLOT("changed(bool)"))

    def hear_machine(self, bus: Any) -> None:
        """The login manager: it asks sessions to lock, and tells before the machine sleeps."""
        if bus.isConnected():
            bus.connect("", "", f"{LOGIN}.Session", "Lock", self, SLOT("asked()"))
            bus.connect("", "", f"{LOGIN}.Manager", "PrepareForSleep", self, SLOT("changed(bool)"))

    @Slot(bool)
    def changed(self, begins: bool) -> None:
        """The screen is locked now, or is not any more."""
        if begins:
            self.locked.emit()

    @Slot()
    def asked(self) -> None:
        """The system asks to lock."""
        self.locked.emit()
