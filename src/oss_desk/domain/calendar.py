"""The office's working time: opening minutes, closed days, and due moments counted in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Opening = tuple[int, int]  # minutes after midnight, office's local time: from, to (exclusive)
