"""A stay's row, its records and the hotel's settings as the planner's plain facts."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from vipops.services.house import House
from vipops.services.stay_records import NOTHING, StayRecords
from vipops.sop.facts import HotelFacts, StayFacts

NOBODY: Mapping[str, Mapping[str, str]] = MappingProxyType({})


def stay_facts(
    stay: Any,
    house: House,
    happened: Mapping[str, datetime],
    records: StayRecords = NOTHING,
    stand_ins: Mapping[str, Mapping[str, str]] = NOBODY,
) -> StayFacts:
    """``stay`` is a row, or something with its columns. The guest's real coming precedes the expected one.

    ``happened`` and ``stand_ins`` are kept with the tasks, by their keys.
    """
    return StayFacts(
        grade=stay.grade,
        rank=house.grade_of(stay).rank,
        arrival_at=stay.arrived_at or stay.arrival_at,
        departure_at=max(stay.departure_at, (stay.arrived_at or stay.arrival_at) + timedelta(minutes=1)),
        planned_at=stay.planned_at,
        landing_at=stay.landing_at,
        adults=stay.adults,
        children=stay.children,
        party_size=stay.adults + stay.children,
        transfer=stay.transfer,
        transfer_out=stay.transfer_out,
        flight_off=bool(stay.flight_note) and stay.arrived_at is None,
        wishes=frozenset(stay.wishes),
        language=stay.language,
        room=stay.room or None,
        returning=records.past_stays > 0,
        incognito=stay.incognito,
        recovery=stay.service_recovery,
        happened=happened,
        stand_ins=stand_ins,
        meals=records.meals,
        wake_ups=records.wake_ups,
        requests=records.requests,
        complaints=records.complaints,
        room_moves=records.room_moves,
        lost_items=records.lost_items,
        occasions=records.occasions,
        likes=records.likes,
    )


def hotel_facts(house: House) -> HotelFacts:
    """The house's own clock."""
    return HotelFacts(
        zone=house.zone,
        day_turns_at=house.settings.day_turns_at,
        briefing_at=house.settings.briefing_at,
        transfer_time=timedelta(minutes=house.settings.transfer_minutes),
    )
