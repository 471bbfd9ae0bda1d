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
}
MARKS: Mapping[str, tuple[str, str]] = {
    "original-seen": ("original seen", "given back to you"),
    "original-kept": ("original handed in", "kept by the office"),
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
