"""What other opening hours, closing days or holidays do to a promised moment: never to an earlier day."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from oss_desk.domain.calendar import Count, Duration, WorkingCalendar


def under_new_hours(
    due_at: datetime, now: datetime, before: WorkingCalendar, after: WorkingCalendar, term: Duration, count: Count
) -> datetime:
    """When a term that is due then is over once the office works by another calendar.

    What has passed stays as it was; what is left of the term is counted anew from now on: a term of days in open
    days, one of minutes in opening minutes, a calendar term ends on its day or the next open one. The day is never
    earlier than the promised one; the hour follows the new closing time.
    """
    if before == after or due_at <= now:
        return due_at
    last = before.local_date(due_at)
    if count == "working" and term == Duration(minutes=term.minutes):
        moment = after.add_minutes(now, before.minutes_between(now, due_at))
        if moment >= due_at:
            return moment
        day = after.next_open_day(last)
    else:
        day = max(_by_days(last, now, before, after, term, count), after.next_open_day(last))
    moment = _hour_of(due_at, last, day, before, after)
    return moment if moment > now else after.closing(after.nth_open_day_after(after.local_date(now), 1))


def _by_days(
    last: date, now: datetime, before: WorkingCalendar, after: WorkingCalendar, term: Duration, count: Count
) -> date:
    """The last day of the term: the same one, or so many open days from today as were left."""
    if count == "calendar" or not term.days:
        return last
    today = before.local_date(now)
    left = sum(before.is_open_day(today + timedelta(days=number)) for number in range(1, (last - today).days + 1))
    return after.nth_open_day_after(today, left)


def _hour_of(due_at: datetime, last: date, day: date, before: WorkingCalendar, after: WorkingCalendar) -> datetime:
    """The same place within the opening time of the new day; closing time stays closing time."""
    closing = after.closing(day)
    if not before.is_open_day(last) or due_at >= before.closing(last):
        return closing
    gone = before.minutes_between(_midnight(before, last), due_at)
    return min(after.add_minutes(_midnight(after, day), gone), closing)


def _midnight(calendar: WorkingCalendar, day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(calendar.zone)).astimezone(UTC)
