#!/bin/sh
# Prints the Python that everything is made with: python3.11 where it works, else a later one; says plainly what is missing.
for candidate in "${PYTHON:-}" python3.11 python3 python3.12 python3.13 python3.14 python; do
    [ -n "$candidate" ] || continue
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        command -v "$candidate"
        exit 0
    fi
done
found=$(command -v python3 >/dev/null && python3 --version 2>&1)
echo "OSS Desk needs Python 3.11 or later; found here: ${found:-no Python at all}." >&2
echo "On Debian and Ubuntu: apt-get install python3.11 python3.11-venv" >&2
exit 1
