"""Writes the lock files: requirements-dev.lock with everything, requirements.lock with what the program alone needs."""

import subprocess
import sys

from tools.environment import LOCK, MAIN, ROOT, make, uv, uv_settings
from tools.system import CannotGoOn

PROGRAM = ROOT / "requirements.lock"
OPTIONS = (
    "--quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --universal"
    " --python-version 3.11"
)


def main() -> int:
    """Pin what pyproject.toml asks for, keeping what is pinned already; `--upgrade` takes the newest."""
    try:
        make(MAIN)
        tool = uv()
        if tool is None:
            raise CannotGoOn("Locking needs uv, which is not to be had here. Everything else works without it.")
        _compile(tool, "--extra", "dev", "--output-file", LOCK.name, *sys.argv[1:])
        _compile(tool, "--constraint", LOCK.name, "--output-file", PROGRAM.name, *sys.argv[1:])
    except CannotGoOn as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _compile(tool: str, *options: str) -> None:
    """Extra indexes are asked only when the first does not suffice: a partial mirror lacks other systems' hashes."""
    command = [tool, "pip", "compile", "pyproject.toml", *OPTIONS.split(), *options]
    settings = uv_settings()
    first_alone = {name: value for name, value in settings.items() if name not in ("UV_INDEX", "UV_FIND_LINKS")}
    for environment in (first_alone, settings):
        if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0:
            return
    raise CannotGoOn("The lock files were not written anew; the reason stands above.")


if __name__ == "__main__":
    raise SystemExit(main())
