"""A VIP without a booking stands at the door: a stay, a guest record and a plan at short notice."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, insert

from vipops import models
from vipops.domain.names import PersonName, spoken
from vipops.domain.permissions import Actor, Permission, require
from vipops.enums import Language, Source, StayState
from vipops.services import answers, grants, guests, plans, room_rows, search_words, shapes, stays
from vipops.services.answers import Call
from vipops.services.booking import letter_language
from vipops.services.days import bad
from vipops.services.house import House
from vipops.services.rehearsals import trying
from vipops.services.stay_edit import require_room
from vipops.services.transactions import Transaction

guest, stay, party = models.Guest, models.Stay, models.StayGuest
# Read aloud and keyed in by hand: nothing that looks like something else.
LETTERS = "ACDEFHJKLMNPQRTUVWXY34679"
NAME_FIELDS = ("surname", "given_name", "name_prefix", "native_name")


@dataclass(frozen=True, slots=True)
class WalkIn:
    """Who comes, for how many nights, in which room. ``guest_id`` is a guest whom the house knows already.

    ``arrival_at`` is now unless the guest is still on the way; ``departure_at`` goes before ``nights``.
    """

    grade: str
    room: str = ""
    nights: int = 1
    surname: str = ""
    given_name: str = ""
    name_prefix: str = ""
    native_name: str = ""
    guest_id: int | None = None
    language: str = Language.EN.value
    adults: int = 1
    children: int = 0
    arrival_at: datetime | None = None
    departure_at: datetime | None = None
    reason: str = ""


def take_in(
    asked: WalkIn, *, by: Actor, house: House, now: datetime, dry_run: bool = False, call: Call | None = None
) -> dict[str, Any]:
    """Write guest and stay, lay the plan; answers ``{stay, confirmation_number, grant_asked, added, …}``.

    A grade that the guest's record does not earn waits for its approval, as with any stay. Raises
    ``BadInput`` for a missing name, an unknown room or grade, or a departure before the arrival.
    """
    require(by, Permission.STAY_EDIT)
    with trying(by, now, dry_run=dry_run) as tell:
        if not dry_run and (given := answers.earlier(tell, call)) is not None:
            return given
        house.grade(asked.grade)
        require_room(house, asked.room)
        room_rows.require_open(tell, asked.room, *_times(house, asked, now))
        person = _guest(tell, asked)
        row = _stay(tell, house, asked, person)
        started = grants.begin(tell, house, row, reason=asked.reason.strip() or "Came without a booking.")
        tell(stays.told("stay_expected", started))
        changes = plans.lay(tell, house, started)
        return answers.keep(
            tell,
            call,
            {
                "stay": shapes.shaped(shapes.STAY, started),
                "confirmation_number": started.confirmation_number,
                "grant_asked": asked.grade if started.grade != asked.grade else None,
                **changes,
            },
        )


def _guest(tell: Transaction, asked: WalkIn) -> Row[Any]:
    if asked.guest_id is not None:
        return guests.require_one(tell, asked.guest_id)
    names = {name: getattr(asked, name).strip() for name in NAME_FIELDS}
    if not names["surname"] and not names["native_name"]:
        raise bad("surname", "The guest's name is missing.", "a surname, or the name in its own script")
    names["surname"] = names["surname"] or names["native_name"]
    person = tell.connection.execute(
        insert(guest)
        .values(
            property_id=tell.property_id,
            profile_id=f"walk-in:{secrets.token_hex(8)}",
            preferences={},
            version=1,
            middle_name="",
            language=letter_language(asked.language),
            **names,
        )
        .returning(guest.__table__)
    ).one()
    search_words.keep_guest(tell, person)
    return person


def _stay(tell: Transaction, house: House, asked: WalkIn, person: Row[Any]) -> Row[Any]:
    arrival_at, departure_at = _times(house, asked, tell.at)
    name = PersonName(person.surname, person.given_name, person.name_prefix, person.native_name)
    row = tell.connection.execute(
        insert(stay)
        .values(
            property_id=tell.property_id,
            confirmation_number=_number(house, tell.at),
            reservation_id="",
            party_code="",
            guest_id=person.id,
            state=StayState.EXPECTED.value,
            state_at=tell.at,
            version=1,
            closed=False,
            grade=asked.grade,
            name=spoken(name, alias=""),
            incognito=False,
            service_recovery=bool(person.preferences.get("service_recovery")),
            room=asked.room,
            room_type=_type_of(house, asked.room),
            adults=asked.adults,
            children=asked.children,
            language=letter_language(asked.language),
            wishes=[],
            alerts=[],
            notes=[],
            arrival_at=arrival_at,
            arrival_source=Source.PERSON.value,
            arrival_said_at=tell.at,
            departure_at=departure_at,
            departure_source=Source.PERSON.value,
            departure_said_at=tell.at,
            flight="",
            flight_note="",
            departure_flight="",
            transfer=False,
            transfer_out=False,
            plate="",
            seat="",
            pms_values={},
            fingerprint="",
            planned_at=tell.at,
            procedure_version=house.procedure.version,
        )
        .returning(stay.__table__)
    ).one()
    tell.connection.execute(
        insert(party).values(
            stay_id=row.id, position=0, property_id=tell.property_id, guest_id=person.id, name=""
        )
    )
    search_words.keep_stay(tell, row)
    return row


def _times(house: House, asked: WalkIn, now: datetime) -> tuple[datetime, datetime]:
    arrival_at = (asked.arrival_at or now).astimezone(UTC).replace(microsecond=0)
    departure_at = asked.departure_at or _after_nights(house, arrival_at, asked.nights)
    if departure_at <= arrival_at:
        raise bad("departure_at", "Lies before the arrival.", "a later time")
    return arrival_at, departure_at.astimezone(UTC).replace(microsecond=0)


def _after_nights(house: House, arrival_at: datetime, nights: int) -> datetime:
    """The hotel's usual hour of departure, so many nights on; a guest of the small hours has slept one."""
    day = house.day_of(arrival_at) + timedelta(days=nights)
    return datetime.combine(day, house.settings.default_departure_at, tzinfo=house.zone)


def _number(house: House, now: datetime) -> str:
    """A confirmation number of the house's own, such as W-261122-7KQ4M."""
    return f"W-{house.day_of(now):%y%m%d}-" + "".join(secrets.choice(LETTERS) for _ in range(5))


def _type_of(house: House, room: str) -> str:
    return next((str(one.get("type", "")) for one in house.settings.rooms if str(one["number"]) == room), "")
