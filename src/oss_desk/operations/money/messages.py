"""What the till may tell an official, as codes and sentences: what happened, what was not lost, what to do."""

TEXTS: dict[str, str] = {
    "shift-not-open": "No shift is open at {desk}. Nothing was booked. Count the float and open the shift.",
    "shift-left-open": "The shift of {official} from {day} is still open at this desk. Nothing was booked. Count its "
    "cash and close it first.",
    "shift-counted": "The till is counted already. Nothing was booked. Close the shift and open the next one.",
    "shift-open-already": "Your shift is open at this desk already. Nothing was changed.",
    "shift-none": "No shift is open there. Nothing was changed.",
    "amount-needed": "The amount is missing. Nothing was booked. Write it as it was counted.",
    "slip-needed": "The number of the bank's slip is missing. Nothing was booked. Write it from the slip.",
    "means-code-unreadable": "{code} cannot be the code of a means. Write small letters and digits, - between words.",
    "means-code-taken": "There is a means of payment {code} already. Nothing was stored. Choose another code.",
    "till-rules-unreadable": "Cash is rounded to 0, 5 or 10; paper receipts wait at most 60 days. Nothing was changed.",
    "paper-number-needed": "The number of the paper receipt is missing. Nothing was booked. Write it from the pad.",
    "paper-entered": "Paper receipt {number} was entered already. Nothing was booked. Look at receipt {receipt}.",
    "paper-day-outside": "A paper receipt is entered within {days} days after it was written. Nothing was booked. "
    "Correct the day, or ask the administrator.",
    "month-not-over": "{period} is not over yet. Nothing was closed.",
    "month-shift-open": "A shift of {period} is still open at desk {desk}. Nothing was closed. Close it first.",
    "month-closed": "{period} is closed already. Nothing was changed.",
    "period-unreadable": "{period} is no month and no year. Write it as 2026-09 or 2026.",
    "count-first": "The till is not counted yet. Nothing was closed. Count the cash first.",
    "count-unreadable": "The coins and notes do not come to that sum. Nothing was stored. Count them again.",
}
