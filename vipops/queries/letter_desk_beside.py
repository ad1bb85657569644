"""Beside the letters: names to compare, whom to greet today, proof of care for who left yesterday."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from vipops import models
from vipops.domain import line_up
from vipops.domain.names import full, latin, of_record
from vipops.domain.papers import PAPERS, may_print
from vipops.domain.permissions import Actor
from vipops.enums import Language, LetterState, StayState, TaskState
from vipops.integrations.papers.salutation import addressed
from vipops.queries.papers import days
from vipops.services import shapes
from vipops.services.house import House
from vipops.services.line_ups import ROLL_CALL

guest, history, letter, printed, stay, task = (
    models.Guest, models.GuestHistory, models.Letter, models.Print, models.Stay, models.Task,
)  # fmt: skip
NAMED = (
    guest.surname, guest.given_name, guest.name_prefix, guest.native_name, guest.language, guest.middle_name,
)  # fmt: skip
SIGNED = (LetterState.SIGNED.value, LetterState.PLACED.value)
TO_COME = (TaskState.WAITING.value, TaskState.OPEN.value, TaskState.IN_PROGRESS.value)


def names(connection: Connection, guest_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """{name, latin}: the name as the guest's record has it now, by guest."""
    rows = connection.execute(select(guest.id, *NAMED).where(guest.id.in_(set(guest_ids))))
    people = {row.id: of_record(row) for row in rows}
    return {key: {"name": full(person), "latin": latin(person)} for key, person in people.items()}


def last_stays(connection: Connection, house: House, guest_ids: Iterable[int]) -> dict[int, list[Any]]:
    """The past stays of these guests, the last one first: [{stay_id, arrived_on, room, name}].

    ``name`` is the name on the letter of that stay, "" where the house keeps none.
    """
    wanted, found = set(guest_ids), defaultdict(list)
    here = connection.execute(
        select(stay.id, stay.guest_id, stay.arrived_at, stay.room, letter.booked_name)
        .outerjoin(letter, (letter.stay_id == stay.id) & letter.state.in_(SIGNED))
        .where(stay.property_id == house.id, stay.guest_id.in_(wanted), stay.arrived_at.is_not(None))
    )
    for row in here:
        found[row.guest_id].append(_past(row.id, house.day_of(row.arrived_at), row.room, row.booked_name))
    known_before = connection.execute(
        select(history.guest_id, history.arrival_on, history.room).where(
            history.property_id == house.id,
            history.guest_id.in_(wanted),
            history.outcome.not_in(("no_show", "cancelled")),
        )
    )
    for gone in known_before:
        found[gone.guest_id].append(_past(None, gone.arrival_on, gone.room, ""))
    for past in found.values():
        past.sort(key=lambda one: (one["arrived_on"], one["name"]), reverse=True)
    return found


def greet(connection: Connection, actor: Actor, house: House, now: datetime) -> list[dict[str, Any]]:
    """The line-ups of this hotel day that call for the person's post and are still to come, by the hour.

    ``called`` is how the guest is addressed; a guest who stays incognito is called by the alias.
    """
    start, end = days.bounds(house, house.day_of(now))
    rows = connection.execute(
        select(task.id, task.due_at, task.stage, task.people, task.proof, *_STAY, *NAMED)
        .join(stay, stay.id == task.stay_id)
        .join(guest, guest.id == stay.guest_id)
        .where(
            task.property_id == house.id,
            task.state.in_(TO_COME),
            task.due_at >= start,
            task.due_at < end,
            stay.closed.is_(False),
        )
        .order_by(task.due_at, task.id)
    ).all()
    return [
        {
            "task_id": row.id,
            "due_at": shapes.moment(row.due_at),
            "stage": row.stage,
            "called": row.name if row.incognito else _called(row),
            "stay": _stay(row),
        }
        for row in rows
        if actor.post in line_up.named(row.people) and any(one["kind"] == ROLL_CALL for one in row.proof)
    ]


def left_yesterday(connection: Connection, actor: Actor, house: House, now: datetime) -> list[dict[str, Any]]:
    """Who left on the last hotel day, by grade, and whether their proof of care was printed.

    Empty for people who do not print it.
    """
    if not may_print(actor, PAPERS["care_record"]):
        return []
    day = house.day_of(now) - timedelta(days=1)
    rows = days.departures_of(house, days.around(connection, house, day), day)
    left = [row for row in rows if row.state == StayState.DEPARTED]
    on_paper = set(
        connection.scalars(
            select(printed.stay_id).where(
                printed.paper == "care_record", printed.stay_id.in_([row.id for row in left])
            )
        )
    )
    return [
        {
            "left_at": shapes.moment(row.departure_at),
            "printed": row.id in on_paper,
            "stay": {"id": row.id, "name": row.name, "room": row.room, "grade": row.grade},
        }
        for row in left
    ]


_STAY = (
    stay.id.label("stay_id"), stay.name, stay.room, stay.grade, stay.incognito, stay.flight, stay.plate,
)  # fmt: skip


def _stay(row: Any) -> dict[str, Any]:
    return {
        "id": row.stay_id,
        "name": row.name,
        "room": row.room,
        "grade": row.grade,
        "flight": row.flight,
        "plate": row.plate,
    }


def _called(row: Any) -> dict[str, str]:
    person = of_record(row)
    return {language.value: addressed(language, person) for language in (Language.ZH, Language.EN)}


def _past(stay_id: int | None, arrived_on: Any, room: str, name: str | None) -> dict[str, Any]:
    return {"stay_id": stay_id, "arrived_on": arrived_on.isoformat(), "room": room, "name": name or ""}
