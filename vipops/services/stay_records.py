"""What a stay brings to its plan beside its own row: bookings, wishes, complaints, moves, the guest's past.

One statement for all of it: a storm lays two hundred plans again.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import zip_longest
from typing import Any

from sqlalchemy import (
    Connection,
    Integer,
    Row,
    String,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    select,
    type_coerce,
)
from sqlalchemy import union_all as all_of

from vipops import models
from vipops.domain.occasions import in_year
from vipops.domain.record_steps import COMPLAINT_PASSED, LOST_PROPERTY_PASSED, REQUEST_PASSED
from vipops.enums import ComplaintState, Department, NoteKind, RequestState
from vipops.services.house import House
from vipops.sop.due import wall_clock
from vipops.sop.facts import Complaint, LostItem, Meal, Occasion, Request, RoomMove, WakeUp
from vipops.storage import UtcDateTime

request, complaint, move, meal, wake_up, lost, guest, history, note = (
    models.Request, models.Complaint, models.RoomMove, models.Meal, models.WakeUp, models.LostProperty,
    models.Guest, models.GuestHistory, models.GuestNote,
)  # fmt: skip


_Rows = Mapping[str, list[Row[Any]]]
_Kinds = Mapping[int | None, _Rows]


@dataclass(frozen=True, slots=True)
class StayRecords:
    """As :class:`vipops.sop.facts.StayFacts` has them. ``past_stays`` counts the guest's stays before."""

    past_stays: int = 0
    requests: tuple[Request, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    room_moves: tuple[RoomMove, ...] = ()
    meals: tuple[Meal, ...] = ()
    wake_ups: tuple[WakeUp, ...] = ()
    lost_items: tuple[LostItem, ...] = ()
    occasions: tuple[Occasion, ...] = ()
    likes: Mapping[str, str] = field(default_factory=dict)


NOTHING = StayRecords()


def of(connection: Connection, stay: Any, house: House) -> StayRecords:
    """The records of this stay (a row, or something with its columns)."""
    return of_all(connection, [stay], house)[stay.id]


def of_all(connection: Connection, stays: Iterable[Any], house: House) -> dict[int, StayRecords]:
    """The records of several stays, by their ids."""
    wanted = list(stays)
    where = {"at_stays": [stay.id for stay in wanted], "of_guests": [stay.guest_id for stay in wanted]}
    of_stays: _Kinds = defaultdict(lambda: defaultdict(list))
    of_guests: _Kinds = defaultdict(lambda: defaultdict(list))
    for row in connection.execute(_ALL, where):
        found = of_stays[row.stay_id] if row.guest_id is None else of_guests[row.guest_id]
        found[row.kind].append(row)
    return {stay.id: _records(stay, house, of_stays[stay.id], of_guests[stay.guest_id]) for stay in wanted}


def _records(stay: Any, house: House, own: _Rows, past: _Rows) -> StayRecords:
    return StayRecords(
        past_stays=sum(row.n for row in past["past"]),
        requests=tuple(_asked(row, stay) for row in own["request"]),
        complaints=tuple(_complained(row) for row in own["complaint"]),
        room_moves=tuple(_moved(row, stay) for row in own["move"]),
        # What a new departure leaves outside the stay comes back into the plan with a later one.
        meals=tuple(meal for meal in map(_meal, own["meal"]) if in_days(meal.at, stay, house)),
        wake_ups=tuple(call for call in map(_wake_up, own["wake_up"]) if in_house(call.at, stay)),
        lost_items=tuple(_lost(row) for row in own["lost"]),
        occasions=tuple(found for row in past["guest"] for found in _occasions(row, stay, house)),
        # What this stay itself teaches shapes the next one. The last word on a subject stands.
        likes={row.a: row.c for row in past["like"] if row.stay_id != stay.id},
    )


def days_of(stay: Any, house: House) -> tuple[date, date]:
    """The calendar days of arrival and departure in the hotel's zone. ``stay`` has a stay's columns."""
    arrival_at = stay.arrived_at or stay.arrival_at
    return arrival_at.astimezone(house.zone).date(), stay.departure_at.astimezone(house.zone).date()


def in_house(at: datetime, stay: Any) -> bool:
    """Whether the guest is, or is expected to be, in the house at this moment."""
    return bool((stay.arrived_at or stay.arrival_at) <= at <= stay.departure_at)


def in_days(at: datetime, stay: Any, house: House) -> bool:
    """Whether the moment lies in the days from arrival to departure, at any hour."""
    first, last = days_of(stay, house)
    return first <= at.astimezone(house.zone).date() <= last


def _meal(row: Row[Any]) -> Meal:
    return Meal(str(row.id), row.at, row.b, row.n, row.a, row.c)


def _wake_up(row: Row[Any]) -> WakeUp:
    return WakeUp(str(row.id), row.at)


def _complained(row: Row[Any]) -> Complaint:
    return Complaint(str(row.id), row.at, frozenset(COMPLAINT_PASSED[row.a]))


def _lost(row: Row[Any]) -> LostItem:
    return LostItem(str(row.id), row.at, frozenset(LOST_PROPERTY_PASSED[row.a]))


def _asked(row: Row[Any], stay: Any) -> Request:
    return Request(
        str(row.id),
        row.at,
        Department(row.a),
        row.c,
        row.b,
        recorded_at=row.since,
        in_house=_lived_here(stay, row.since),
        inspected=row.n == 1,
        passed=frozenset(REQUEST_PASSED[row.d]),
    )


def _moved(row: Row[Any], stay: Any) -> RoomMove:
    return RoomMove(str(row.id), row.at, row.a, row.b, _lived_here(stay, row.at))


def _lived_here(stay: Any, at: datetime) -> bool:
    return stay.arrived_at is not None and bool(stay.arrived_at <= at)


def _occasions(row: Row[Any], stay: Any, house: House) -> Iterator[Occasion]:
    """The birthdays and anniversaries from the day of arrival to the day of departure (rule P5)."""
    arrival, departure = days_of(stay, house)
    for kind, month_day in (("birthday", row.a), ("anniversary", row.b)):
        for year in range(arrival.year, departure.year + 1) if month_day else ():
            day = in_year(month_day, year)
            if arrival <= day <= departure:
                at = wall_clock(day, house.settings.occasions_at, house.zone)
                yield Occasion(f"{kind}-{day.isoformat()}", at, kind)


def _part(
    kind: str, key: Any, at: Any, *texts: Any, of: Mapping[str, Any], n: Any = 0, since: Any = None
) -> Any:
    """One member of the statement: every kind of record in the same columns, texts as a, b, c, d.

    ``of`` says whose it is: the ``stay``, or the ``guest`` (and then the stay that taught it).
    """
    return select(
        literal(kind, String).label("kind"),
        *(_number(of.get(whose)).label(f"{whose}_id") for whose in ("stay", "guest")),
        key.label("id"),
        at.label("at"),
        *(_text(value).label(name) for name, value in zip_longest("abcd", texts, fillvalue="")),
        (literal(n, Integer) if isinstance(n, int) else n).label("n"),
        (_NO_TIME if since is None else since).label("since"),
    )


def _number(column: Any) -> Any:
    # Cast: PostgreSQL takes a bare NULL for text.
    return cast(null(), Integer) if column is None else column


def _text(value: Any) -> Any:
    return literal(value, String) if isinstance(value, str) else type_coerce(value, String)


_STAYS: Any = bindparam("at_stays", expanding=True)
_GUESTS: Any = bindparam("of_guests", expanding=True)
_NO_TIME = type_coerce(null(), UtcDateTime())
_ALL = all_of(
    _part(
        "request",
        request.id,
        request.due_at,
        request.department,
        request.kind,
        request.text,
        request.state,
        of={"stay": request.stay_id},
        n=case((request.point != "", 1), else_=0),
        since=request.recorded_at,
    ).where(request.stay_id.in_(_STAYS), request.state != RequestState.WITHDRAWN),
    _part(
        "complaint", complaint.id, complaint.recorded_at, complaint.state, of={"stay": complaint.stay_id}
    ).where(complaint.stay_id.in_(_STAYS), complaint.state != ComplaintState.WITHDRAWN),
    _part("move", move.id, move.moved_at, move.left_room, move.to_room, of={"stay": move.stay_id}).where(
        move.stay_id.in_(_STAYS)
    ),
    _part(
        "meal",
        meal.id,
        meal.at,
        meal.kind,
        meal.place,
        meal.standard,
        of={"stay": meal.stay_id},
        n=meal.party,
    ).where(meal.stay_id.in_(_STAYS), meal.cancelled.is_(False)),
    _part("wake_up", wake_up.id, wake_up.at, of={"stay": wake_up.stay_id}).where(
        wake_up.stay_id.in_(_STAYS), wake_up.cancelled.is_(False)
    ),
    _part("lost", lost.id, lost.found_at, lost.state, of={"stay": lost.stay_id}).where(
        lost.stay_id.in_(_STAYS)
    ),
    _part("guest", guest.id, _NO_TIME, guest.birthday, guest.anniversary, of={"guest": guest.id}).where(
        guest.id.in_(_GUESTS)
    ),
    _part(
        "past",
        func.count(history.id),
        _NO_TIME,
        of={"guest": history.guest_id},
        n=func.count(history.id),
    )
    .where(history.guest_id.in_(_GUESTS), history.outcome.not_in(("no_show", "cancelled")))
    .group_by(history.guest_id),
    _part(
        "like",
        note.id,
        note.recorded_at,
        note.subject,
        "",
        note.text,
        of={"guest": note.guest_id, "stay": note.stay_id},
    ).where(note.guest_id.in_(_GUESTS), note.kind == NoteKind.LIKED, note.withdrawn.is_(False)),
).order_by("kind", "id")
