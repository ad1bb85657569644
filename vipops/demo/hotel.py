"""The demo hotel, made once and kept alive: whenever it is started, its stays are around now."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select, update

from vipops import models
from vipops.demo import bookings, people, premises
from vipops.demo.cast import Cast
from vipops.demo.life import Life, StayLife, live, write_letters
from vipops.demo.story import Hours
from vipops.errors import BadInput
from vipops.services import arrivals, flights, properties
from vipops.services.flights import FlightStatus
from vipops.services.house import House
from vipops.services.passwords import hasher
from vipops.services.transactions import transaction
from vipops.settings import Settings
from vipops.storage import reading

PREFIX = "DEMO-"
STALE_AFTER = timedelta(hours=4)

log = logging.getLogger(__name__)
Say = Callable[[str], object]


def create(app: Flask, now: datetime, say: Say = log.info) -> list[dict[str, Any]]:
    """Make the demo hotel in a migrated database, or bring the one that is there to today.

    Answers :func:`staff_shown`. Stays of an earlier start that are no longer around now are ended and taken
    off the board, on record, and new ones come; ``say`` is told. What is younger than four hours, and every
    stay that did not come with the demo, is left as it is. Raises ``BadInput`` where another hotel lives in
    the database.
    """
    with app.app_context():
        house = _house(app, now)
        cast = Cast(house)
        if _is_fresh(house, now):
            return staff_shown()
        _begin(house, cast, now)
    return staff_shown()


def staff_shown() -> list[dict[str, Any]]:
    """Who can sign in and with what, as ``vipops demo --json`` prints it."""
    return people.shown()


def _house(app: Flask, now: datetime) -> House:
    codes = House.codes()
    if codes == [premises.CODE]:
        return House.called(premises.CODE)
    if codes:
        raise BadInput(
            f"Another hotel lives in this database: {', '.join(codes)}.", expected="an empty folder for the demo"
        )
    settings: Settings = app.config["VIPOPS"]
    house = properties.found(premises.CODE, premises.NAME, premises.ZONE, premises.settings())
    people.take_on_all(hasher(settings), house.itself, now)
    return house


def _is_fresh(house: House, now: datetime) -> bool:
    begun_at = _last_begun_at(house)
    return begun_at is not None and now - begun_at < STALE_AFTER


def _last_begun_at(house: House) -> datetime | None:
    stay = models.Stay
    with reading() as connection:
        numbers = connection.scalars(
            select(stay.confirmation_number).where(
                stay.property_id == house.id, stay.confirmation_number.startswith(PREFIX)
            )
        ).all()
    return max((_begun_at(number) for number in numbers), default=None)


def _begun_at(confirmation_number: str) -> datetime:
    stamp = confirmation_number.removeprefix(PREFIX).partition("-")[0]
    return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)


STAMP = "%y%m%d%H%M"


def _begin(house: House, cast: Cast, now: datetime) -> None:
    hours = Hours(now, house.zone, house.settings)
    stamp = now.astimezone(UTC).strftime(STAMP)
    stories = [
        story.under(f"{PREFIX}{stamp}-{number:02}") for number, story in enumerate(bookings.stories(hours), start=1)
    ]
    began_at = min(story.booked_at for story in stories)
    _remember_the_past(house, cast, began_at)
    lives: list[Life] = [iter(StayLife(story, cast, house, now)) for story in stories]
    live([*lives, _flight_is_late(house, cast, hours), _held(house, cast, hours, stamp)], now)
    write_letters(house, now)


def _remember_the_past(house: House, cast: Cast, at: datetime) -> None:
    by = cast.lobby_manager(at)
    for booking in bookings.past(house.day_of(at)):
        arrivals.import_reservation(booking, by=by, house=house, now=at)
    guest = models.Guest
    with transaction(by, at) as tell:
        tell.connection.execute(
            update(guest)
            .where(guest.property_id == house.id, guest.profile_id == bookings.LET_DOWN)
            .values(
                preferences={
                    "service_recovery": True,
                    "problem": "Waited 40 minutes for the room on the last stay; the lift was out of order.",
                }
            )
        )


def _flight_is_late(house: House, cast: Cast, hours: Hours) -> Life:
    number, lands_at = bookings.party_flight(hours)
    at = hours.in_(minutes=-50)
    yield at
    status = FlightStatus(
        number, lands_at.astimezone(house.zone).date(), scheduled=lands_at, estimated=lands_at + bookings.LATE
    )
    flights.report(status, by=cast.holding(("concierge_supervisor",)), house=house, now=at)


def _held(house: House, cast: Cast, hours: Hours, stamp: str) -> Life:
    at = hours.in_(minutes=-35)
    yield at
    booking = replace(bookings.held(hours), confirmation_number=f"{PREFIX}{stamp}-13")
    arrivals.import_reservation(booking, by=cast.lobby_manager(at), house=house, now=at)
