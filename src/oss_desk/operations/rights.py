"""Who may do what: one table, asked by every operation and by the navigation of the window."""

from typing import Literal

from oss_desk.domain.messages import refuse
from oss_desk.domain.office import Role
from oss_desk.storage import office as office_rows
from oss_desk.storage import rows
from oss_desk.storage.database import Work

Right = Literal[
    "serve",
    "take-money",
    "settle",
    "work-steps",
    "note",
    "overrule",
    "ask",
    "vouch",
    "own",
    "correct",
    "print",
    "read",
    "read-history",
    "check-history",
    "publish",
    "administer",
    "care",
    "keep-blanks",
    "handle-blanks",
    "anyone",
    "sign-in",
]

RIGHTS: dict[Right, frozenset[str]] = {
    "serve": frozenset({"clerk"}),
    "take-money": frozenset({"cashier"}),
    "settle": frozenset({"supervisor"}),
    "work-steps": frozenset({"clerk", "back_office", "supervisor"}),
    "note": frozenset({"clerk", "back_office", "supervisor"}),
    "overrule": frozenset({"supervisor"}),
    "vouch": frozenset({"supervisor", "administrator"}),
    "own": frozenset({"clerk", "cashier", "back_office", "supervisor", "auditor", "administrator"}),
    "correct": frozenset({"cashier"}),
    "ask": frozenset({"clerk", "cashier", "back_office", "supervisor", "administrator"}),
    "print": frozenset({"clerk", "cashier", "back_office", "supervisor"}),
    "read": frozenset({"clerk", "cashier", "back_office", "supervisor", "auditor"}),
    "read-history": frozenset({"supervisor", "auditor"}),
    "check-history": frozenset({"supervisor", "auditor", "administrator"}),
    "publish": frozenset({"supervisor"}),
    "administer": frozenset({"administrator"}),
    "care": frozenset({"supervisor", "administrator"}),
    "keep-blanks": frozenset({"supervisor"}),
    "handle-blanks": frozenset({"clerk", "cashier", "back_office", "supervisor"}),
    "anyone": frozenset({"clerk", "cashier", "back_office", "supervisor", "auditor", "administrator"}),
    "sign-in": frozenset(),
}
"""Which built-in roles have a right. `work-steps` only opens the door: the step or action itself names the role.

`vouch` is the second person's for roles, phones and blanks; `own` is what everybody may change of her own account;
`anyone` is whoever is signed in; `sign-in` is what can be done before.
"""


def may(roles: frozenset[str], right: Right) -> bool:
    """Whether somebody holding these roles has the right."""
    return right == "sign-in" or bool(RIGHTS[right] & roles)


def ask(roles: frozenset[str], right: Right) -> None:
    """Refuse what the roles do not allow, naming who may."""
    if not may(roles, right):
        raise refuse("not-allowed", right=right, roles=tuple(sorted(RIGHTS[right])))


def roles_of(work: Work, official_id: int) -> frozenset[str]:
    """Every role of an official, and the built-in ones that her office roles belong to."""
    held = office_rows.official_roles(work, official_id)
    roles = rows.every(work, Role, order_by=("code",), code=held) if held else ()
    return held | {role.belongs_to for role in roles if role.belongs_to is not None}
