"""What checking the history says: the first thing that does not fit, and what is to be done, as English sentences."""

TEXTS: dict[str, str] = {
    "chain-broken": (
        "The history of this office was changed past the program, so no money is taken now. Nothing of this was "
        "stored. Write paper receipts, and call the supervisor: the page History says what does not fit."
    ),
    "history-whole": "The history is as it was written. No new epoch was begun; nothing was changed.",
    "nothing-to-erase": "There is no personal text in the history of this. Nothing was changed.",
    "head-unreadable": (
        "“{given}” is not what stands on a close. Nothing was checked. Write it as DESK:EPOCH:ENTRY:DIGEST."
    ),
    "history-too-broken": (
        "More than {most} places of the history do not fit. No new epoch was begun. Restore the last verified backup."
    ),
}
"""What is refused."""

SAID: dict[str, str] = {
    "history-event-changed": "Changed: entry {number} in the history of “{chain}”, of {at}, is not as it was written.",
    "history-event-removed": "Removed: what happened at entry {number} in the history of “{chain}” is gone.",
    "history-event-inserted": "Put in: event {key} of “{chain}” stands in no history; it was written past the program.",
    "history-event-gap": "Removed: event {key} of “{chain}” is gone; the numbers have a gap.",
    "history-event-cut-off": "Cut off: the history of “{chain}” ends before event {key}, which was written.",
    "history-link-removed": "Removed: entry {number} in the history of “{chain}” is gone.",
    "history-link-reordered": (
        "Reordered: entry {number} in the history of “{chain}”, of {at}, does not follow the one before it."
    ),
    "history-receipt-changed": (
        "Changed: receipt {key} is not as it was written (entry {number} in the history of “{chain}”, {at})."
    ),
    "history-receipt-removed": "Removed: receipt {key} is gone (entry {number} in the history of “{chain}”, {at}).",
    "history-receipt-inserted": "Put in: receipt {key} was written past the program; no entry of any history names it.",
    "history-receipt-gap": "Removed: receipt {key} of “{chain}” is gone; the numbers have a gap.",
    "history-receipt-cut-off": "Cut off: receipt {key} of “{chain}” was given out and is gone.",
    "history-payment-changed": (
        "Changed: payment {key} is not as it was written (entry {number} in the history of “{chain}”, {at})."
    ),
    "history-payment-removed": "Removed: payment {key} is gone (entry {number} in the history of “{chain}”, {at}).",
    "history-payment-inserted": "Put in: payment {key} was written past the program; no entry of any history names it.",
    "history-row-changed": (
        "Changed: {table} {key} is not as it was written (entry {number} in the history of “{chain}”, {at})."
    ),
    "history-row-removed": "Removed: {table} {key} is gone (entry {number} in the history of “{chain}”, {at}).",
    "history-row-inserted": "Put in: {table} {key} was written past the program; no entry of any history names it.",
    "history-row-twice": (
        "Put in: {table} {key} is written twice, the second time by entry {number} in the history of “{chain}”."
    ),
    "history-series-removed": "Removed: {table} {key} of “{chain}” is gone; the numbers have a gap.",
    "history-series-cut-off": "Cut off: {table} {key} of “{chain}” was given out and is gone.",
    "history-series-inserted": (
        "Put in: {table} {key} of “{chain}” is there, and the desk never gave out that number."
    ),
    "history-roles-changed": (
        "Changed: the roles of {key} are not those that the history says. They were given or taken past the program; "
        "set them again under Settings, People."
    ),
    "history-official-changed": (
        "Changed: whether {key} may sign in is not what the history says. It was changed past the program; "
        "set it again under Settings, People."
    ),
    "history-head-cut-off": (
        "Cut off: entry {number} in the history of “{chain}” is known from a close or from paper and is "
        "gone. The newest entries were cut off, or an old copy was put back."
    ),
    "history-head-changed": (
        "Changed: entry {number} in the history of “{chain}” is not the one that is known from a close or from paper."
    ),
    "history-chain-changed": "Changed: what the history of “{chain}” was before it began anew is not what it names.",
    "history-chain-inserted": "Put in: the history of “{chain}” was begun anew, and no event tells of it.",
    "history-chain-removed": "Removed: a whole part of the history of “{chain}” is gone.",
    "history-shift-unfit": "Does not add up: shift {key} of “{chain}” is closed and has no Z report.",
    "history-close-unfit": "Does not add up: Z report {key} of “{chain}” does not count what was paid in its shift.",
    "history-sum-unfit": "Does not add up: payment {key} is not the sum of its parts.",
    "paper-matches": "Receipt {number} stands in the records exactly as on this paper.",
    "paper-unknown": (
        "The records have no receipt {number}. If the paper is real, entries are missing: the newest were cut off, or "
        "an old copy was put back."
    ),
    "paper-differs": (
        "Receipt {number} is in the records, but not as on this paper: its date, number, sum or what came before "
        "differs."
    ),
    "paper-without-code": "Receipt {number} was made before receipts had a check code. It cannot be compared this way.",
}
"""What a check says of a place, or of a paper."""
