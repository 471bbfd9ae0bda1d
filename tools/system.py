"""What the program needs from the system under it: found out by looking, put there through apt as root, else told."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

QT = ("Core", "Gui", "Widgets", "PrintSupport", "Svg", "DBus")
ALWAYS = ("plugins/platforms/libqoffscreen.so", *(f"lib/libQt6{name}.so.6" for name in QT))
ON_A_SCREEN = {"DISPLAY": "plugins/platforms/libqxcb.so", "WAYLAND_DISPLAY": "plugins/platforms/libqwayland.so"}
PACKAGES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libOpenGL.so.0": "libopengl0",
    "libGLX.so.0": "libglx0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libbrotlidec.so.1": "libbrotli1",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
    "libstdc++.so.6": "libstdc++6",
}
"""Debian's and Ubuntu's package for each shared library that Qt links and does not bring along."""


class CannotGoOn(Exception):
    """What is missing and the one command that puts it there."""


def has_screen() -> bool:
    """Whether a window can be shown at all, as far as the environment tells."""
    return sys.platform in ("darwin", "win32") or any(os.environ.get(screen) for screen in ON_A_SCREEN)


def missing_libraries(python: Path) -> set[str]:
    """The shared libraries that the Qt of that environment asks for and the loader does not find (Linux only)."""
    if not sys.platform.startswith("linux") or shutil.which("ldd") is None:
        return set()
    qt = next(python.parent.parent.glob("lib/python*/site-packages/PySide6/Qt"))
    asked = [
        qt / name for name in (*ALWAYS, *(plugin for screen, plugin in ON_A_SCREEN.items() if os.environ.get(screen)))
    ]
    told = subprocess.run(["ldd", *map(str, asked)], capture_output=True, text=True, check=False).stdout
    return not_found(told.splitlines())


def not_found(lines: Iterable[str]) -> set[str]:
    """The libraries that `ldd` says are not found: `libGL.so.1 => not found`."""
    return {line.split("=>")[0].strip() for line in lines if line.rstrip().endswith("=> not found")}


def packages_for(libraries: Iterable[str]) -> list[str]:
    """The packages to install, each once; a library that no row knows is told, so that it can be looked up."""
    unknown = sorted(set(libraries) - set(PACKAGES))
    if unknown:
        raise CannotGoOn(f"Qt needs {', '.join(unknown)}, which this system does not have. Install what holds it.")
    return sorted({PACKAGES[name] for name in libraries})


def provide(packages: list[str], why: str) -> None:
    """Install the packages through apt as root and say which; else raise CannotGoOn with the one command to run."""
    if not packages:
        return
    names = " ".join(packages)
    if shutil.which("apt-get") is None:
        raise CannotGoOn(f"{why} needs system libraries that are missing. Debian's names for them: {names}")
    if os.geteuid() != 0:
        raise CannotGoOn(f"{why} needs system packages that are missing. Run: sudo apt-get install -y {names}")
    print(f"{why} needs system packages; installing through apt: {names}", flush=True)
    if not (_apt("install", *packages) or (_apt("update") and _apt("install", *packages))):
        raise CannotGoOn(f"apt could not install them. Run: apt-get update && apt-get install -y {names}")


def _apt(verb: str, *packages: str) -> bool:
    options = ["-qq", "-y"] + (["--no-install-recommends"] if packages else [])
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        ["apt-get", *options, verb, *packages],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    return done.returncode == 0
