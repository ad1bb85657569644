"""What happened after a number, as the caller may see it."""

from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from vipops import models
from vipops.domain.permissions import WALL, Actor, sees, visibility
from vipops.errors import BadInput, Gone
from vipops.queries import wall
from vipops.storage import reading

event, head = models.Event, models.JournalHead

# Beyond this many events a fresh snapshot is smaller and quicker than catching up.
MOST_EVENTS = 2000


def after(actor: Actor, number: int) -> bytes:
    """``{events: [...], seq}`` as JSON text; hidden events stand in for those the caller may not see.

    Raises ``Gone`` when ``number`` is older than the journal keeps, or too far behind to be worth it,
    and ``BadInput`` when it lies ahead of the journal.
    """
    seen_by = visibility(actor)
    with reading() as connection:
        seq = last(connection, actor.property_id)
        if number > seq or number < 0:
            raise BadInput(f"There is no event {number} yet; the last one is {seq}.", seq=seq)
        if seq - number > MOST_EVENTS or number < _oldest(connection, actor.property_id) - 1:
            raise Gone("These events are too old. Fetch the board again.", seq=seq)
        found = since(connection, actor.property_id, number)
    return b'{"events":' + frame_for(seen_by, found) + b',"seq":' + str(seq).encode() + b"}"


def last_of(property_id: int) -> int:
    """The number of the property's last event, as committed now."""
    with reading() as connection:
        return last(connection, property_id)


def last(connection: Connection, property_id: int) -> int:
    """The number of the property's last event."""
    return connection.scalar(select(head.seq).where(head.property_id == property_id)) or 0


def heads(connection: Connection) -> dict[int, int]:
    """The number of the last event of every property, by property id."""
    return {row.property_id: row.seq for row in connection.execute(select(head.property_id, head.seq))}


def since(
    connection: Connection, property_id: int, number: int, most: int = MOST_EVENTS
) -> list[tuple[int, str, str]]:
    """(seq, audience, body) of the events after ``number``, in order."""
    found = connection.execute(
        select(event.seq, event.audience, event.body)
        .where(event.property_id == property_id, event.seq > number)
        .order_by(event.seq)
        .limit(most)
    )
    return [(row.seq, row.audience, row.body) for row in found]


def frame_for(seen_by: str, events: Iterable[tuple[int, str, str]]) -> bytes:
    """A JSON list of events as one visibility class sees them; every number is there."""
    if seen_by == WALL:
        return wall.frame(events)
    shown = (body if sees(seen_by, audience) else hidden(seq) for seq, audience, body in events)
    return f"[{','.join(shown)}]".encode()


def hidden(seq: int) -> str:
    """What stands in for an event that the receiver may not see, so that a gap is always a loss."""
    return f'{{"seq":{seq},"kind":"hidden"}}'


def _oldest(connection: Connection, property_id: int) -> int:
    return connection.scalar(select(func.min(event.seq)).where(event.property_id == property_id)) or 1
