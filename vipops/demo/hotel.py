"""The demo hotel, made once and kept alive: whenever it is started, its stays are around now."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from vipops import models
from vipops.core import credentials
from vipops.demo import bookings, coming, desk, gone, in_house, memories, people, premises, wishes
from vipops.demo.cast import Cast
from vipops.demo.ending import end_old_stays
from vipops.demo.life import Life, StayLife, claim_what_is_next, live, write_letters
from vipops.demo.premises import PREFIX
from vipops.demo.story import Hours
from vipops.errors import BadInput
from vipops.services import answers, arrivals, flights, procedure_versions, procedures, properties
from vipops.services.flights import FlightStatus
from vipops.services.house import House
from vipops.services.transactions import transaction
from vipops.sop.diff import differences
from vipops.storage import reading

STALE_AFTER = timedelta(hours=4)
# Under which the demo answers for itself that it was made to the end.
DEVICE = "demo"

log = logging.getLogger(__name__)
Say = Callable[[str], object]


def create(app: Flask, now: datetime, say: Say = log.warning) -> list[dict[str, Any]]:
    """Make the demo hotel in a migrated database, or bring the one that is there to now.

    Answers :func:`staff_shown`. Stays that came with the demo more than four hours ago, or with a start that
    was cut short, are ended and taken off the board, on record, and new ones come; ``say`` is told how many.
    Stays that came otherwise are left alone. Raises ``BadInput`` where another hotel lives in the database.
    """
    with app.app_context():
        house = _house(app, now)
        if not _is_fresh(house, now):
            cast = Cast(house)
            ended = end_old_stays(house, cast, now)
            if ended:
                say(
                    f"{ended} stays of an earlier demo were ended and taken off the board; new ones are here."
                )
            _begin(house, cast, now)
    return staff_shown()


def staff_shown() -> list[dict[str, Any]]:
    """Who can sign in and with what, as ``vipops demo --json`` prints it."""
    return people.shown()


def _house(app: Flask, now: datetime) -> House:
    codes = House.codes()
    if codes not in ([], [premises.CODE]):
        raise BadInput(
            f"Another hotel lives in this database: {', '.join(codes)}.",
            expected="an empty folder for the demo",
        )
    house = (
        House.called(premises.CODE)
        if codes
        else properties.found(premises.CODE, premises.NAME, premises.ZONE, premises.settings())
    )
    house = _with_the_shipped_procedure(house, now)
    # Before the first letter that the demo's past has signed.
    credentials(app, since=now - timedelta(days=30))
    people.take_on_missing(app.config["VIPOPS"], house.itself, now)
    return house


def _with_the_shipped_procedure(house: House, now: datetime) -> House:
    """The demo shows the procedure that comes with the program; a hotel of its own decides for itself."""
    texts = dict(procedure_versions.shipped())
    if not differences(house.procedure, procedure_versions.read(texts)):
        return house
    note = "演示酒店随程序更新规程。The demo follows the procedure of the program."
    procedures.put_in_force(texts, note, by=house.itself, house=house, now=now)
    return House.called(house.code)


def _is_fresh(house: House, now: datetime) -> bool:
    answer = models.Answer
    with reading() as connection:
        made_at = connection.scalar(
            select(func.max(answer.at)).where(answer.device == DEVICE, answer.property_id == house.id)
        )
    return made_at is not None and made_at > now - STALE_AFTER


def _begin(house: House, cast: Cast, now: datetime) -> None:
    hours = Hours(now, house.zone, house.settings)
    stamp = now.astimezone(UTC).strftime("%y%m%d%H%M")
    stories = [
        story.under(f"{PREFIX}{stamp}-{number:02}")
        for number, story in enumerate(bookings.stories(hours), start=1)
    ]
    _remember_the_past(house, cast, min(story.booked_at for story in stories))
    lives: list[Life] = [iter(StayLife(story, cast, house, now)) for story in stories]
    unmapped = replace(bookings.held(hours), confirmation_number=f"{PREFIX}{stamp}-{len(stories) + 1:02}")
    lives += [
        _flight_is_late(house, cast, hours),
        _comes_in(unmapped, house, cast, hours.in_(minutes=-35)),
        *wishes.today(house, cast, hours),
        *desk.today(house, cast, hours),
    ]
    live(lives, now)
    write_letters(house, now)
    memories.for_the_days(house, cast, now)
    claim_what_is_next(cast, house, now)
    with transaction(house.itself, now) as tell:
        answers.keep(tell, answers.call(DEVICE, stamp, None, {}), {"stays": len(stories)})


def _remember_the_past(house: House, cast: Cast, at: datetime) -> None:
    """Past stays come in once: a later start finds them there."""
    guest, by = models.Guest, cast.lobby_manager(at)
    with reading() as connection:
        known = connection.scalar(select(guest.id).where(guest.profile_id == in_house.LET_DOWN.profile_id))
    if known is not None:
        return
    for booking in gone.past(house.day_of(at)):
        arrivals.import_reservation(booking, by=by, house=house, now=at)
    memories.of_the_past(house, by, at)


def _flight_is_late(house: House, cast: Cast, hours: Hours) -> Life:
    number, scheduled, estimated = coming.party_flight(hours)
    at = hours.in_(minutes=-50)
    yield at
    flies_on = scheduled.astimezone(house.zone).date()
    status = FlightStatus(number, flies_on, scheduled=scheduled, estimated=estimated)
    flights.report(status, by=cast.holding(("concierge_supervisor",)), house=house, now=at)


def _comes_in(booking: Any, house: House, cast: Cast, at: datetime) -> Life:
    yield at
    arrivals.import_reservation(booking, by=cast.lobby_manager(at), house=house, now=at)
