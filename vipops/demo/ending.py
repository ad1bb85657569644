"""The stays of an earlier demo are brought to their end through the services, and leave the board."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from vipops import models
from vipops.demo.cast import Cast
from vipops.demo.premises import PREFIX
from vipops.demo.proof import written
from vipops.enums import StayState
from vipops.integrations.pms.reservation import ReservationStatus
from vipops.services import arrivals, held_reservations, stay_closing, stays
from vipops.services.house import House
from vipops.services.stays import StepAsked
from vipops.sop.facts import Words
from vipops.storage import reading

WHY = Words("演示重新开始。", "The demo began anew.")

_TO_THE_END: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        (StayState.EXPECTED, StayState.PREPARING, StayState.READY, StayState.EN_ROUTE), ("cancel",)
    ),
    StayState.ARRIVED: ("settle", "start_departure", "depart"),
    StayState.IN_HOUSE: ("start_departure", "depart"),
    StayState.DEPARTING: ("depart",),
}


def end_old_stays(house: House, cast: Cast, now: datetime) -> int:
    """End and close what came with the demo and is still on the board; answers how many stays that were."""
    by = cast.lobby_manager(now)
    why = written(WHY, cast.language_of(by))
    old = _on_the_board(house)
    for row in old:
        for verb in _TO_THE_END.get(row.state, ()):
            stays.step(StepAsked(row.id, verb, reason=why), by=by, house=house, now=now)
        stay_closing.close(row.id, house, now)
    for booked in _held(house):
        withdrawn = replace(held_reservations.booking_from(booked), status=ReservationStatus.CANCELLED)
        arrivals.import_reservation(withdrawn, by=by, house=house, now=now)
    return len(old)


def _on_the_board(house: House) -> list[Any]:
    stay = models.Stay
    with reading() as connection:
        return list(
            connection.execute(
                select(stay.id, stay.state).where(
                    stay.property_id == house.id,
                    stay.closed.is_(False),
                    stay.confirmation_number.startswith(PREFIX),
                )
            )
        )


def _held(house: House) -> list[dict[str, Any]]:
    held = models.HeldReservation
    with reading() as connection:
        return list(
            connection.scalars(
                select(held.reservation).where(
                    held.property_id == house.id, held.confirmation_number.startswith(PREFIX)
                )
            )
        )
