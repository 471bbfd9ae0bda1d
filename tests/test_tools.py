"""The tools under the Makefile: what they find missing, what they say then, and that a failing part fails the suite."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools import environment, suite, system, translations
from tools.environment import entries
from tools.system import CannotGoOn

ROOT = Path(__file__).parent.parent

LDD = """
/venv/PySide6/Qt/lib/libQt6Gui.so.6:
\tlinux-vdso.so.1 (0x00007ffd)
\tlibGL.so.1 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007fc7)
\tlibEGL.so.1 => not found
/venv/PySide6/Qt/lib/libQt6Widgets.so.6:
\tlibGL.so.1 => not found
"""


def test_libraries_that_the_loader_does_not_find_become_packages_each_once() -> None:
    missing = system.not_found(LDD.splitlines())
    assert missing == {"libGL.so.1", "libEGL.so.1"}
    assert system.packages_for(missing) == ["libegl1", "libgl1"]


def test_a_library_that_no_row_knows_is_named() -> None:
    with pytest.raises(CannotGoOn, match=r"libnew\.so\.9"):
        system.packages_for({"libnew.so.9", "libGL.so.1"})


def test_who_may_not_install_is_told_the_one_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(CannotGoOn, match=r"Run: sudo apt-get install -y libegl1 libgl1$"):
        system.provide(["libegl1", "libgl1"], "The window")


def test_where_there_is_no_apt_the_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(CannotGoOn, match=r"Debian's names for them: libgl1$"):
        system.provide(["libgl1"], "The window")


def test_root_installs_through_apt_fetches_the_lists_when_needed_and_says_which(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "log"
    apt = tmp_path / "apt-get"
    apt.write_text(f'#!/bin/sh\necho "$@" >> {log}\ngrep -q update {log}\n')
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    system.provide(["libgl1"], "The window")
    assert "installing through apt: libgl1" in capfd.readouterr().out
    install = "-qq -y --no-install-recommends install libgl1"
    assert log.read_text().splitlines() == [install, "-qq -y update", install]


def test_a_lock_is_cut_into_one_entry_for_each_package() -> None:
    one = "one==1 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n"
    lock = one + "two-b==2 ; sys_platform == 'win32' \\\n    --hash=sha256:cc\n"
    assert list(entries(lock)) == ["one", "two-b"]
    assert "".join(entries(lock).values()) == lock


def part(number: int, *programs: str) -> suite.Part:
    return suite.Part(number, f"part {number}", tuple((sys.executable, "-c", program) for program in programs))


def test_every_command_of_a_part_runs_and_one_failure_fails_it() -> None:
    outcome = suite.run(part(1, "print('first'); raise SystemExit(3)", "print('second')"), limit=60)
    assert [command[-1] for command in outcome.failed] == ["print('first'); raise SystemExit(3)"]
    assert outcome.output.split() == ["first", "second"]


def test_a_part_that_does_not_end_is_ended_and_fails() -> None:
    outcome = suite.run(part(1, "import signal; print('waiting', flush=True); signal.pause()"), limit=0.5)
    assert len(outcome.failed) == 1
    assert "waiting" in outcome.output
    assert "Still running after" in outcome.output


def test_the_closing_lines_give_each_parts_last_words_time_and_the_total() -> None:
    in_turn = [part(2, "print('=== 7 passed in 1.00s ===')"), part(1, "raise SystemExit(1)")]
    told = suite.summary(suite.run_all(in_turn, limit=60), 4.21).splitlines()
    assert told[0].startswith("part 1  FAILED")
    assert told[1].strip().startswith("failed: ")
    assert told[3].startswith("part 2  passed")
    assert told[4].strip() == "=== 7 passed in 1.00s ==="
    assert told[-1] == "together 4.2 s"


def test_the_parts_together_run_every_folder_of_tests_once() -> None:
    everything = suite.parts(Path("python"), Path("python-without-qt"))
    assert sorted(suite.TURNS) == sorted(everything)
    words = {number: everything[number].commands[-1] for number in (2, 3, 4, 5, 6)}
    left_out = {word.removeprefix("--ignore=") for word in words[3] if word.startswith("--ignore=")}
    elsewhere = {word for number in (2, 4, 5, 6) for word in words[number] if word.startswith("tests/")}
    assert left_out == elsewhere
    assert words[2][0] == words[3][0] == "python-without-qt"


def test_a_python_that_is_too_old_is_told_in_plain_words(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit 0\nexit 1\n')
    old.chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", "tools/python.sh"],
        cwd=ROOT,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "needs Python 3.11 or later; found here: Python 3.9.2." in done.stderr
    assert done.stdout == ""


def test_a_python_without_venv_is_told_which_package_holds_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(environment, "uv", lambda: None)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    with pytest.raises(CannotGoOn, match=f"Run: sudo apt-get install -y python{version}-venv$"):
        environment.make(tmp_path / "venv")


def test_french_spaces_do_not_break_before_double_signs() -> None:
    told = translations.spaced("« {word} » : trop tard ; vraiment ? 50 %, à 12:00")
    kept = "«\u00a0{word}\u00a0»\u00a0: trop tard\u202f; vraiment\u202f? 50\u00a0%, à 12:00"
    assert told == kept
    assert translations.spaced(kept) == kept
