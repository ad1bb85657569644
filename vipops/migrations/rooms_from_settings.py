"""The rooms that a hotel's settings listed become rows of their own."""

from datetime import UTC, datetime

import sqlalchemy as sa

from vipops.storage import Json, UtcDateTime

properties = sa.table("properties", sa.column("id", sa.Integer), sa.column("settings", Json))
rooms = sa.table(
    "rooms",
    sa.column("property_id", sa.Integer),
    sa.column("number", sa.String),
    sa.column("type", sa.String),
    sa.column("floor", sa.Integer),
    sa.column("wing", sa.String),
    sa.column("lift", sa.String),
    sa.column("connects", Json),
    sa.column("closed_reason", sa.String),
    sa.column("version", sa.Integer),
    sa.column("changed_at", UtcDateTime),
)


def take_over(connection: sa.Connection) -> None:
    """Each listed room once; the list leaves the settings, so that there is one truth about rooms."""
    now = datetime.now(UTC)
    for row in connection.execute(sa.select(properties)).all():
        listed = {str(room["number"]): room for room in row.settings.get("rooms", ()) if room.get("number")}
        for number, room in listed.items():
            floor = str(room.get("floor", ""))
            values = {
                "property_id": row.id,
                "number": number[:16],
                "type": str(room.get("type", ""))[:64],
                "floor": int(floor) if floor.lstrip("-").isdigit() else 0,
                "wing": "",
                "lift": "",
                "connects": [],
                "closed_reason": "",
                "version": 1,
                "changed_at": now,
            }
            connection.execute(sa.insert(rooms).values(**values))
        left = {name: value for name, value in row.settings.items() if name != "rooms"}
        connection.execute(sa.update(properties).where(properties.c.id == row.id).values(settings=left))
