"""The papers of one stay: pick-up sign (C1), registration card (F6), amenity order (F3), inspection (F7)."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select

from vipops import models
from vipops.domain.names import PersonName, full
from vipops.enums import Language, NoteKind, TaskState
from vipops.integrations.papers.paper_words import (
    AmenityOrder,
    InspectionSheet,
    PickUpSign,
    Point,
    RegistrationCard,
)
from vipops.integrations.papers.written_times import clock, day_and_clock, long_day, short_day
from vipops.queries.papers.lines import Desk, head, stay_line
from vipops.services.prints import Found
from vipops.sop.facts import Words

guest, party, note, staff, task = (
    models.Guest, models.StayGuest, models.GuestNote, models.Staff, models.Task,
)  # fmt: skip

_DELIVERED_BEFORE = timedelta(hours=2, minutes=30)  # where the plan has no task that delivers
_ABOUT = {
    "fruit": Words("水果", "Fruit"),
    "flowers": Words("鲜花", "Flowers"),
    "drink": Words("饮品", "Drinks"),
    "food": Words("饮食", "Food"),
    "room": Words("客房", "Room"),
    "": Words("喜好", "Likes"),
}
_CARD = Words(
    "敬呈{name}：谨备薄礼，恭迎光临，愿您居停愉快。",
    "For {name}, with a warm welcome and our best wishes for a pleasant stay.",
)


def pick_up_sign(_connection: Connection, desk: Desk, found: Found) -> PickUpSign:
    """The name to hold up: as spoken, or the alias. A guest with a Japanese letter reads the own script."""
    row = _stay(found)
    own_script = desk.language is Language.JA
    name = row.name["zh"] if own_script else desk.own(row.name)
    beside = row.name["en"] if own_script else desk.beside(row.name)
    landing = row.landing_at or row.arrival_at
    return PickUpSign(
        head(desk),
        name=name,
        name_beside=beside if beside != name else "",
        flight=row.flight,
        day=f"{short_day(landing.astimezone(desk.house.zone).date(), desk.language)} "
        f"{clock(landing, desk.house.zone)}",
    )


def registration_card(connection: Connection, desk: Desk, found: Found) -> RegistrationCard:
    """The booking as the guest signs it: the booked names, never an alias."""
    row = _stay(found)
    people = connection.execute(
        select(guest.surname, guest.given_name, guest.name_prefix, guest.native_name)
        .join(party, party.guest_id == guest.id)
        .where(party.stay_id == row.id)
        .order_by(party.position)
    ).all()
    names = [PersonName(*person) for person in people]
    first = names[0] if names else PersonName("")
    latin = full(PersonName(first.surname, first.given_name, first.prefix))
    name = full(first)
    zone = desk.house.zone
    return RegistrationCard(
        head(desk),
        name=name,
        name_beside=latin if latin != name else "",
        companions=tuple(full(person) for person in names[1:]),
        confirmation_number=row.confirmation_number,
        room=row.room,
        room_type=row.room_type,
        adults=row.adults,
        children=row.children,
        arrival_day=long_day(row.arrival_at.astimezone(zone).date(), desk.language),
        arrival_time=clock(row.arrival_at, zone),
        departure_day=long_day(row.departure_at.astimezone(zone).date(), desk.language),
        departure_time=clock(row.departure_at, zone),
        nights=stay_line(desk, row).nights,
    )


def amenity_order(connection: Connection, desk: Desk, found: Found) -> AmenityOrder:
    """What goes to which room by when, the words of its card, and what the guest liked before."""
    row = _stay(found)
    procedure, zone = desk.house.procedure, desk.house.zone
    grade = desk.house.grade(row.grade)
    due = _delivery(connection, row)
    return AmenityOrder(
        head(desk),
        number=f"{row.confirmation_number}-{found.task.id if found.task else row.id}",
        stay=stay_line(desk, row),
        deliver_day=long_day(due.astimezone(zone).date(), desk.language),
        deliver_time=clock(due, zone),
        amenities=tuple(desk.said(procedure.amenities[code].name) for code in grade.amenity),
        card=desk.said(_CARD).format(name=desk.own(row.name)),
        likes=tuple(
            (desk.said(_ABOUT.get(about, Words(about, about))), text)
            for about, text in _likes(connection, row.guest_id)
        ),
    )


def inspection_sheet(connection: Connection, desk: Desk, found: Found) -> InspectionSheet:
    """The points of an inspection to tick on paper; what was said on a tablet already stands there."""
    row, of = found.task, _stay(found)
    assert row is not None  # noqa: S101  # the finder of task papers always has one
    return InspectionSheet(
        head(desk),
        title=desk.own(row.title),
        stay=stay_line(desk, of),
        due=day_and_clock(row.due_at, desk.house.zone, desk.language),
        points=tuple(
            Point(point["id"], desk.own(point["title"]), point.get("passed"), str(point.get("note") or ""))
            for point in row.points
        ),
        done_by=person(connection, desk, row.done_by_id),
        done_at=day_and_clock(row.done_at, desk.house.zone, desk.language),
    )


def person(connection: Connection, desk: Desk, staff_id: int | None) -> str:
    """The name of one of the staff, nothing for nobody."""
    if staff_id is None:
        return ""
    name = connection.execute(select(staff.name).where(staff.id == staff_id)).scalar()
    return desk.own(name) if name else ""


def _stay(found: Found) -> Row[Any]:
    assert found.stay is not None  # noqa: S101  # the finder of stay papers always has one
    return found.stay


def _delivery(connection: Connection, row: Row[Any]) -> datetime:
    """When the amenity must stand in the room: the due time of the task that brings it."""
    due: datetime | None = connection.execute(
        select(task.due_at)
        .where(
            task.stay_id == row.id,
            task.template == "amenity_delivered",
            task.state != TaskState.CANCELLED,
        )
        .order_by(task.id.desc())
        .limit(1)
    ).scalar()
    moment: datetime = due or row.arrival_at - _DELIVERED_BEFORE
    return moment


def _likes(connection: Connection, guest_id: int) -> list[tuple[str, str]]:
    rows = connection.execute(
        select(note.subject, note.text)
        .where(note.guest_id == guest_id, note.kind == NoteKind.LIKED, note.withdrawn.is_(False))
        .order_by(note.id)
    )
    # The last word on a subject stands.
    return sorted({row.subject: row.text for row in rows}.items())
