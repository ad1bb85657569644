"""How long before the guest came the room was ready."""

from collections import Counter
from typing import Any

from sqlalchemy import Connection, and_, func, select

from vipops import models
from vipops.queries.reports.asked import Asked
from vipops.queries.reports.spread import share, spread
from vipops.storage import seconds

stay, event = models.Stay, models.Event

# At least so many minutes before the arrival; what is nearer than the last is "just in time".
BANDS = (240, 120, 60, 30, 0)


def readiness(connection: Connection, asked: Asked) -> dict[str, Any]:
    """{n, ready, share, median, bands: [{minutes, n}], not_ready} of the guests who came in the period.

    ``ready`` came to a room that was ready; ``median`` minutes before. A band holds those ready at least
    ``minutes`` before and less than the band above it. ``not_ready`` came first, or past the step.
    """
    said = (
        select(
            stay.id,
            (seconds(stay.arrived_at) - func.max(seconds(event.at))).label("ahead"),
        )
        .outerjoin(
            event,
            and_(
                event.property_id == stay.property_id,
                event.stay_id == stay.id,
                event.kind == "stay_ready",
                event.audience == "",
                event.at <= stay.arrived_at,
            ),
        )
        .where(
            stay.property_id == asked.house.id,
            stay.arrived_at >= asked.period.start,
            stay.arrived_at < asked.period.end,
            *asked.narrowed(stay.id),
        )
        .group_by(stay.id, stay.arrived_at)
    )
    found = [row.ahead for row in connection.execute(said)]
    minutes = [int(ahead) // 60 for ahead in found if ahead is not None]
    return {
        "n": len(found),
        "ready": len(minutes),
        "share": share(len(minutes), len(found)),
        "median": spread(Counter(minutes))["median"],
        "bands": [{"minutes": low, "n": sum(_band(one) == low for one in minutes)} for low in BANDS],
        "not_ready": len(found) - len(minutes),
    }


def _band(minutes: int) -> int:
    return next(low for low in BANDS if minutes >= low)
