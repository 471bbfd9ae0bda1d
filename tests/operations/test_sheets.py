"""The records that pages draw: frozen, and all of them reached from one place."""

import importlib
import pkgutil
from types import ModuleType

from oss_desk.operations import sheets


def modules() -> tuple[ModuleType, ...]:
    """The modules of the package, one for each area."""
    return tuple(
        importlib.import_module(found.name)
        for found in pkgutil.iter_modules(sheets.__path__, "oss_desk.operations.sheets.")
    )


def test_every_record_of_every_area_is_reached_from_the_one_place() -> None:
    made = {name for module in modules() for name, value in vars(module).items() if own(module, value)}
    assert made == set(sheets.__all__) - {"JsonValue"}


def test_every_record_is_frozen() -> None:
    records = [value for module in modules() for value in vars(module).values() if own(module, value)]
    assert [record for record in records if not frozen(record)] == []


def own(module: ModuleType, value: object) -> bool:
    """Whether a class was written in that module."""
    return isinstance(value, type) and value.__module__ == module.__name__


def frozen(record: object) -> bool:
    """Whether a class is a record that cannot be changed."""
    parameters = getattr(record, "__dataclass_params__", None)
    return parameters is not None and bool(parameters.frozen)
