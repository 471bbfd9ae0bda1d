"""Starts the program as `python -m oss_desk`."""

from oss_desk.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
