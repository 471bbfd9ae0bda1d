"""The sentences that papers carry as messages, English, by code."""

from collections.abc import Mapping

TEXTS: dict[str, str] = {
    "text": "{text}",
    "not-possible": "{service}: {reason}",
    "station-applied": "Applied",
    "station-paid": "Applied and paid",
    "station-to-pay": "To pay",
    "station-work": "{step}",
    "station-ready": "Ready to collect",
    "station-collected": "In your hands",
    "station-sent": "Sent to you",
    "station-done": "Done",
    "station-with-citizen": "Waits for you",
    "who-desk": "{desk}",
    "who-desk-code": "Desk {desk}",
    "who-counter": "this office, any desk",
    "who-office": "back office",
    "who-authority": "{authority}",
    "who-pays": "you, at any desk of this office",
    "who-citizen": "you, or a person you name",
    "list-end-of-day": "End of the day",
    "list-open-visits": "Visits still open",
    "list-unprinted": "Papers not printed",
    "list-to-pay": "Cases that wait for money",
    "list-due-today": "Due today",
    "list-due-tomorrow": "Due tomorrow",
    "list-late": "Late",
    "list-papers-held": "Papers we hold",
    "list-due-soon": "Due today or on the next open day",
    "list-give-back": "Papers to give back",
    "list-notices": "Notices that end",
    "list-since": "since {time}",
    "list-until": "until {day}",
    "list-place": "{place}",
    "price-each": "for each: {unit}",
    "price-percent": "{percent} % of {of}",
    "price-at-least": "at least {amount}",
    "price-at-most": "at most {amount}",
    "price-from": "from {amount}",
    "price-up-to": "up to {up_to}: {amount}",
    "price-option": "{option}: {amount}",
    "price-assessed": "found by the official who looks at it",
}
REFUSED: dict[str, str] = {
    "paper-too-narrow": (
        "A roll ({size}) is too narrow for this paper. Nothing was printed; choose A4, A5 or Letter for it."
    ),
}
"""What an official is told when a paper cannot be drawn."""
MARKS: Mapping[str, tuple[str, str]] = {
    "original-seen": ("original seen", "given back to you"),
    "original-kept": ("original handed in", "kept here until you get it back"),
    "stays": ("original handed in", "kept with the case"),
    "certified-copy": ("certified copy", "kept with the case"),
    "copy": ("copy taken", "kept with the case"),
    "scan": ("scanned", "kept with the case"),
    "on-file": ("on file", "reused with your consent"),
    "not-accepted": ("not accepted", ""),
}
ACCEPTED: Mapping[str, str] = {
    "original-seen": "original, to be shown",
    "original-kept": "original, to be left here",
    "certified-copy": "certified copy",
    "copy": "copy",
    "scan": "scan or photo",
    "on-file": "on file here",
}
MEANS: Mapping[str, str] = {
    "cash": "Cash",
    "card": "Card",
    "transfer": "Bank transfer",
    "elsewhere": "Paid elsewhere",
}
