"""The demo's guests who left, never came, or stayed in the past."""

from dataclasses import replace
from datetime import date, timedelta

from vipops.demo.booked import ORIGIN, booking, by_air, wish
from vipops.demo.in_house import FRIEND, LET_DOWN
from vipops.demo.memories import SAME_GUEST_AGAIN
from vipops.demo.premises import CODE
from vipops.demo.story import Hours, Story, Turn
from vipops.integrations.pms.reservation import Reservation, ReservationGuest, ReservationStatus


def left_today(hours: Hours) -> Story:
    """Left a while ago."""
    arrival_at, left_at = hours.on(-2, "18:20"), hours.earlier(80)
    return Story(
        booking=booking(
            ReservationGuest(
                "Osei", "Daniel", name_prefix="Mr", profile_id="DEMO-OSEI", language="en", vip_code="VD"
            ),
            arrival_at,
            left_at.replace(second=0, microsecond=0),
            room="1207",
            room_type="Executive",
            wishes=(wish("Halal", "halal"),),
        ),
        booked_at=arrival_at - timedelta(days=2),
        arrival_at=arrival_at,
        letter="placed",
        turns=(
            Turn("prepare", arrival_at - timedelta(hours=6)),
            Turn("ready", arrival_at - timedelta(minutes=75)),
            Turn("arrive", arrival_at + timedelta(minutes=12)),
            Turn("settle", arrival_at + timedelta(minutes=31)),
            Turn("start_departure", left_at - timedelta(minutes=34)),
            Turn("depart", left_at),
        ),
    )


def called_off(hours: Hours) -> Story:
    """Cancelled today."""
    arrival_at = hours.in_(hours=6)
    booked = booking(
        ReservationGuest(
            "Raghunathan",
            "Priya",
            name_prefix="Dr",
            profile_id="DEMO-RAGHUNATHAN",
            language="en",
            vip_code="VC",
        ),
        arrival_at,
        arrival_at + timedelta(days=2, hours=-5),
        room="1805",
        room_type="Junior suite",
        arrival_transport=by_air("SQ830", arrival_at - timedelta(minutes=65), "PVG"),
    )
    return Story(
        booking=booked,
        booked_at=arrival_at - timedelta(days=3),
        arrival_at=arrival_at,
        letter="checked",
        turns=(Turn("prepare", hours.earlier(200)),),
        news=((hours.earlier(55), replace(booked, status=ReservationStatus.CANCELLED)),),
    )


def never_came(hours: Hours) -> Story:
    """Expected last night and not come."""
    arrival_at = hours.on(-1, "22:00")
    return Story(
        booking=booking(
            ReservationGuest(
                "Lin",
                "Zeyu",
                name_prefix="Mr",
                native_name="林泽宇",
                profile_id="DEMO-LIN",
                language="zh",
                vip_code="VD",
            ),
            arrival_at,
            hours.on(1, "12:00"),
            room="1403",
            room_type="Executive",
        ),
        booked_at=arrival_at - timedelta(days=2),
        arrival_at=arrival_at,
        letter="placed",
        turns=(
            Turn("prepare", arrival_at - timedelta(hours=8)),
            Turn("ready", arrival_at - timedelta(minutes=75)),
            Turn("no_show", hours.early_today()),
        ),
        left=frozenset(
            {
                "greet_and_escort",
                "registered",
                "luggage_to_room",
                "welcome_drink",
                "floor_greeting",
                "line_up",
            }
        ),
    )


def past(today: date) -> list[Reservation]:
    """Past stays of guests who come again."""
    stays = [
        *((FRIEND, "1604", days) for days in (41, 96, 150, 213, 300)),
        *((LET_DOWN, "1902", days) for days in (122, 260)),
        (SAME_GUEST_AGAIN, "1508", 410),
    ]
    return [
        Reservation(
            confirmation_number=f"DEMO-PAST-{number:02}",
            guest=guest,
            arrival_on=today - timedelta(days=days),
            departure_on=today - timedelta(days=days - 2),
            origin=ORIGIN,
            status=ReservationStatus.CHECKED_OUT,
            room=room,
            property_code=CODE,
        )
        for number, (guest, room, days) in enumerate(stays, start=1)
    ]
