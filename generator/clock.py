"""The day by which a site is judged: the clock's, counted where the body is.

A zone is a name of the IANA time zone database (https://www.iana.org/time-zones); no name is the machine's own zone.
"""

from __future__ import annotations

import datetime as dt
import os
import time

from generator.machine import is_machine_fault

# What people call a zone that the database knows by another name.
_CALLED = {
    "asia/beijing": "Asia/Shanghai",
    "beijing": "Asia/Shanghai",
    "china": "Asia/Shanghai",
    "cst": "Asia/Shanghai",
    "+8": "Asia/Shanghai",
    "+08:00": "Asia/Shanghai",
    "utc+8": "Asia/Shanghai",
    "utc+08:00": "Asia/Shanghai",
    "gmt+8": "Asia/Shanghai",
    "北京": "Asia/Shanghai",
    "北京时间": "Asia/Shanghai",
    "中国": "Asia/Shanghai",
    **dict.fromkeys(
        ("ist", "india", "delhi", "asia/delhi", "newdelhi", "mumbai", "+05:30", "utc+5:30", "gmt+5:30"), "Asia/Kolkata"
    ),
    **dict.fromkeys(("pst", "pdt", "pacific", "pacifictime", "seattle", "america/seattle"), "America/Los_Angeles"),
    **dict.fromkeys(("mdt", "mountain", "mountaintime", "denver"), "America/Denver"),
    **dict.fromkeys(("cdt", "central", "centraltime", "chicago"), "America/Chicago"),
    **dict.fromkeys(("edt", "eastern", "easterntime", "newyork"), "America/New_York"),
    "uk": "Europe/London",
    "bst": "Europe/London",
    "greenwich": "Europe/London",
}
COMMON = ("Asia/Shanghai", "Asia/Urumqi", "Asia/Hong_Kong", "Europe/London", "UTC")


def now() -> float:
    """The seconds since 1970 of the moment that counts as now: ``SOURCE_DATE_EPOCH``, or the clock's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return float(int(epoch)) if epoch else time.time()


def day_in(zone: str) -> dt.date:
    """The day it is now in a zone."""
    return dt.datetime.fromtimestamp(now(), dt.UTC).astimezone(_zone(zone)).date()


def span_of(day: dt.date, zone: str) -> tuple[float, float]:
    """The moments at which a day begins and ends in a zone, in seconds since 1970."""
    start, end = (dt.datetime.combine(one, dt.time(), _zone(zone)) for one in (day, day + dt.timedelta(days=1)))
    return start.timestamp(), end.timestamp()


def is_zone(name: str) -> bool:
    """True if the database knows a zone by this name."""
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (KeyError, ValueError):  # unknown; no name at all, such as ../x
        return False
    except OSError as error:  # a folder of names, such as Asia
        if is_machine_fault(error):
            raise
        return False
    return True


def zone_names() -> list[str]:
    """All names of zones, the common ones first."""
    from zoneinfo import available_timezones

    return [*COMMON, *sorted(available_timezones() - set(COMMON))]


def called_zone(name: str) -> str:
    """The zone that is called so without being named so, or nothing."""
    return _CALLED.get(name.strip().casefold().replace(" ", "").replace("_", ""), "")


def _zone(name: str) -> dt.tzinfo | None:
    """A zone by its name; None, which is the machine's, without a name or with one that is told to be none."""
    from zoneinfo import ZoneInfo  # most runs that have nothing to do need no zone

    return ZoneInfo(name) if name and is_zone(name) else None
