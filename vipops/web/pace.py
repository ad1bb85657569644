"""How often one person may ask for something that costs the house, or guests their quiet."""

from collections import defaultdict, deque
from datetime import datetime, timedelta

from flask import Flask, current_app

from vipops.errors import TooMany

PACES = "vipops_paces"


class Pace:
    """At most ``times`` in ``per``, for each person. Kept in memory: a restart forgives."""

    def __init__(self, times: int, per: timedelta) -> None:
        self._times = times
        self._per = per
        self._asked: defaultdict[object, deque[datetime]] = defaultdict(deque)

    def keep(self, who: object, now: datetime) -> None:
        """Count one more. Raises ``TooMany`` with the seconds after which there is room again."""
        asked = self._asked[who]
        while asked and asked[0] <= now - self._per:
            asked.popleft()
        if len(asked) >= self._times:
            left = asked[0] + self._per - now
            raise TooMany(
                "Too many searches. Please wait a little.", retry_after=int(left.total_seconds()) + 1
            )
        asked.append(now)


def register(app: Flask) -> None:
    app.extensions[PACES] = {"search": Pace(60, timedelta(minutes=1))}


def keep(what: str, who: object, now: datetime) -> None:
    """Count one more of this kind by this person. Raises ``TooMany``."""
    current_app.extensions[PACES][what].keep(who, now)
