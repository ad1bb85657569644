"""When a stay's anchors are, and which hotel days it has."""

from datetime import date, datetime, timedelta

from vipops.enums import Anchor
from vipops.sop.due import wall_clock
from vipops.sop.facts import HotelFacts, StayFacts


def hotel_day(moment: datetime, hotel: HotelFacts) -> date:
    """The hotel day a moment belongs to: before the day turns it is still yesterday."""
    local = moment.astimezone(hotel.zone)
    return local.date() - timedelta(days=local.time() < hotel.day_turns_at)


def stay_days(stay: StayFacts, hotel: HotelFacts) -> list[date]:
    """The hotel days from the arrival day through the last night; the arrival day at least.

    A guest who leaves between midnight and the turn of the day has slept (or sat up) through that night.
    """
    first = hotel_day(stay.arrival_at, hotel)
    last_night = stay.departure_at.astimezone(hotel.zone).date() - timedelta(days=1)
    return [first + timedelta(days=number) for number in range(max((last_night - first).days, 0) + 1)]


def nights(stay: StayFacts, hotel: HotelFacts) -> int:
    """Nights in house; 0 for a guest who leaves on the calendar day of arrival."""
    first = hotel_day(stay.arrival_at, hotel)
    return max((stay.departure_at.astimezone(hotel.zone).date() - first).days, 0)


def day_ends_at(day: date, hotel: HotelFacts) -> datetime:
    """The moment at which a hotel day turns into the next, in UTC."""
    return wall_clock(day + timedelta(days=1), hotel.day_turns_at, hotel.zone)


def stay_anchors(stay: StayFacts, hotel: HotelFacts) -> dict[Anchor, datetime]:
    """The stay's own anchors in UTC. Without a known landing it is the door less the transfer time."""
    return {
        Anchor.PLANNED: stay.planned_at,
        Anchor.BRIEFING: _briefing(stay.arrival_at, hotel),
        Anchor.LANDING: stay.landing_at or stay.arrival_at - hotel.transfer_time,
        Anchor.ARRIVAL: stay.arrival_at,
        Anchor.DEPARTURE: stay.departure_at,
    }


def _briefing(arrival_at: datetime, hotel: HotelFacts) -> datetime:
    """The last morning briefing before the arrival: for a guest of the small hours it is yesterday's."""
    day = arrival_at.astimezone(hotel.zone).date()
    briefing = wall_clock(day, hotel.briefing_at, hotel.zone)
    if briefing < arrival_at:
        return briefing
    return wall_clock(day - timedelta(days=1), hotel.briefing_at, hotel.zone)
