"""A text as the dots of a code to scan, for a window that draws them itself."""

import segno


def dots(text: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of dots, dark ones True, without the empty ones around."""
    code = segno.make(text, error="m")
    return tuple(tuple(bool(dot) for dot in row) for row in code.matrix)
