"""What every test stands on: numbers of examples, folders that are nobody's own, no warning left unheard."""

import logging
import os
import tempfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.postgres", "tests.databases", "tests.samples", "tests.own_logins"]

PROFILE = os.environ.get("DESK_TEST_PROFILE", "quick")
QT_OPTIONS = ("qt_api", "qt_log_level_fail", "qt_log_ignore")
SCREEN = Path(__file__).with_name("screen.json")

SLOW_IS_FINE = [HealthCheck.too_slow]
settings.register_profile("quick", max_examples=30, deadline=None, suppress_health_check=SLOW_IS_FINE)
settings.register_profile("ci", settings.get_profile("quick"), derandomize=True, print_blob=True)
settings.register_profile("soak", settings.get_profile("quick"), max_examples=2000, print_blob=True)
settings.load_profile(PROFILE)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where pytest-qt is not installed its options in pyproject.toml are known all the same, and mean nothing."""
    if find_spec("pytestqt") is None:
        for name in QT_OPTIONS:
            parser.addini(name, "belongs to pytest-qt, which is not installed here")


def pytest_configure(config: pytest.Config) -> None:
    """Nothing that a test starts finds the settings, data or screen of the person who runs it."""
    own = tempfile.TemporaryDirectory(prefix="desk-tests-")
    config.add_cleanup(own.cleanup)
    for name in [name for name in os.environ if name.startswith("OSS_DESK_")]:
        del os.environ[name]
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_DOCUMENTS_DIR"):
        os.environ[name] = str(Path(own.name, name.lower()))
    os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={SCREEN}")


@pytest.fixture(scope="session")
def rounds() -> Callable[[int], int]:
    """How often a test that is not hypothesis' repeats itself: `rounds(20)` is 20, and 1,000 in `make soak`."""
    return lambda usual: usual * 50 if PROFILE == "soak" else usual


@pytest.fixture(autouse=True)
def _no_warning_in_the_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning that the program logs fails the test, as one that Python or Qt gives; `expects_log` says otherwise."""
    yield
    if request.node.get_closest_marker("expects_log") is None:
        records = [*caplog.get_records("setup"), *caplog.get_records("call")]
        heard = [record.getMessage() for record in records if record.levelno >= logging.WARNING]
        assert not heard, f"logged: {heard}"
