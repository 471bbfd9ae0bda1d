"""What a command changed, as pages ask about it: the kinds are those of the one table, so none is misspelt."""

from collections.abc import Iterable

from oss_desk.domain.history import Changed, SubjectKind


def touches(changes: object, *kinds: SubjectKind) -> bool:
    """Whether anything of these kinds is among what changed; what is no list of changes touches nothing."""
    listed = changes if isinstance(changes, Iterable) else ()
    return any(change.kind in kinds for change in listed if isinstance(change, Changed))
