"""Definitions of offices elsewhere, written from the design alone, with the registers of those offices."""

from oss_desk.workflows.definition import Service
from oss_desk.workflows.reader import read_service
from oss_desk.workflows.registers import read_registers
from tests.workflows.definitions import EXAMPLES

FOLDER = EXAMPLES / "foreign"
REGISTERS = read_registers(FOLDER / "registers")
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def text_of(name: str) -> str:
    """A file as it lies there, with its own line ends and byte order mark."""
    return (FOLDER / f"{name}.yaml").read_bytes().decode("utf-8")


def foreign(name: str) -> Service:
    """The service of that file."""
    return read_service(text_of(name), f"{name}.yaml", REGISTERS)
