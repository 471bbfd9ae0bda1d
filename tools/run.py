"""Opens the sample office from a checkout; where there is no screen, says so and leaves the tour in tour/."""

import subprocess
import sys
from pathlib import Path

from tools.environment import MAIN, ROOT, make
from tools.system import CannotGoOn, has_screen, missing_libraries, packages_for, provide

WINDOW = "from PySide6.QtWidgets import QApplication; QApplication([])"


def main() -> int:
    """Make the environment, see to the system's libraries, and start the program; its exit code is ours."""
    tour_only = sys.argv[1:] == ["tour"]
    try:
        python = make(MAIN)
        provide(packages_for(missing_libraries(python)), "The window")
    except CannotGoOn as error:
        print(error, file=sys.stderr)
        return 1
    if tour_only or not _window_opens(python):
        return _tour(python)
    return subprocess.run([python, "-m", "oss_desk", "demo"], cwd=ROOT, check=False).returncode


def _window_opens(python: Path) -> bool:
    """Whether a screen is named and answers, tried in a process of its own: Qt aborts where it does not."""
    if not has_screen():
        print("There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can be shown.")
    elif subprocess.run([python, "-c", WINDOW], capture_output=True, check=False).returncode:
        print("The screen that DISPLAY or WAYLAND_DISPLAY names does not answer, so no window can be shown.")
    else:
        return True
    return False


def _tour(python: Path) -> int:
    print("A tour of the sample office is made: pictures and papers in tour/ ...", flush=True)
    done = subprocess.run([python, "-m", "oss_desk", "tour", "--out", "tour"], cwd=ROOT, check=False).returncode
    print(f"The tour is in {ROOT / 'tour'}." if done == 0 else "The tour was not finished; the reason stands above.")
    return done


if __name__ == "__main__":
    raise SystemExit(main())
