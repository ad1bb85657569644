"""All guests of a simulated week."""

from datetime import datetime, timedelta

from vipops.services import arrivals
from vipops.simulation import bookings
from vipops.simulation.coming import BookedStay, WalkInStay
from vipops.simulation.work import Work
from vipops.simulation.world import World

RETURNING = 0.25
STAYS_TO_A_WALK_IN = 15


def expect_all(world: World, work: Work, start: datetime, days: int, stays: int) -> None:
    """As many bookings as asked for, and now and then somebody who comes without one."""
    for booked in bookings.week(world.house, start, days, stays, world.chance("bookings")):
        if world.chance("returning", booked.booking.confirmation_number).random() < RETURNING:
            arrivals.import_reservation(
                bookings.past(booked), by=world.house.itself, house=world.house, now=world.now
            )
        BookedStay(world, work, booked).expect()
    for number in range(stays // STAYS_TO_A_WALK_IN):
        hours = world.chance("walk-in", number).uniform(8, days * 24 - 8)
        WalkInStay(world, work, f"walk-in {number}", start + timedelta(hours=hours)).expect()
