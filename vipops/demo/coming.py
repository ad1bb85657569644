"""The demo's guests who are still to come."""

from datetime import datetime, timedelta
from typing import Any

from vipops.demo.booked import booking, by_air, wish
from vipops.demo.story import Hours, Story, Turn
from vipops.integrations.pms.reservation import AccompanyingGuest, ReservationGuest
from vipops.sop.facts import Words

_PARTY = "YUANFAN"
_PARTY_FLIGHT = "MU5116"
_WAY = timedelta(minutes=60)  # from the landing to the door


def film_star(hours: Hours) -> Story:
    """Expected tomorrow, incognito under an alias."""
    arrival_at = hours.in_(hours=20)
    guest = ReservationGuest(
        "Marchetti",
        "Isabella",
        name_prefix="Ms",
        profile_id="DEMO-MARCHETTI",
        language="en",
        vip_code="VA",
        alias="Ms Willow",
        incognito=True,
    )
    return Story(
        booking=booking(
            guest,
            arrival_at,
            arrival_at + timedelta(days=3, hours=1),
            room="2202",
            room_type="Ambassador suite",
            arrival_transport=by_air("AF116", arrival_at - timedelta(minutes=65), "PVG"),
            wishes=(
                wish("Vegan; coconut water in the room", "vegan"),
                wish("Quiet room, high floor", "quiet_room", "high_floor"),
                wish("Comes by the garage lift, not through the lobby", "lift"),
            ),
        ),
        booked_at=arrival_at - timedelta(days=8),
        arrival_at=arrival_at,
    )


def chairman(hours: Hours) -> Story:
    """The head of a party of two rooms, whose flight is late."""
    return _of_the_party(
        hours,
        ReservationGuest(
            "Ouyang",
            "Jingchuan",
            name_prefix="Mr",
            native_name="欧阳靖川",
            profile_id="DEMO-OUYANG",
            language="zh",
            vip_code="VB",
        ),
        room="2101",
        room_type="Executive suite",
        letter="signed",
        wishes=(wish("乌龙茶；下午三点用茶"), wish("海鲜过敏", "seafood_allergy")),
        left=frozenset({"fire_equipment"}),
        begun=frozenset({"room_tested"}),
    )


def his_secretary(hours: Hours) -> Story:
    """The second room of the party; a name with a rare character."""
    return _of_the_party(
        hours,
        ReservationGuest(
            "Shen",
            "Zheran",
            name_prefix="Ms",
            native_name="沈喆然",
            profile_id="DEMO-SHEN",
            language="zh",
            vip_code="VC",
        ),
        room="1803",
        room_type="Junior suite",
        letter="checked",
        wishes=(wish("加枕头", "extra_pillow"),),
        left=frozenset({"registration_card"}),
        begun=frozenset({"room_cleaned"}),
    )


def head_of_state(hours: Hours) -> Story:
    """The highest grade, her room ready, at the door within the hour."""
    arrival_at = hours.in_(minutes=50)
    guest = ReservationGuest(
        "Lindqvist-Okoro",
        "Amara",
        name_prefix="Dr",
        profile_id="DEMO-OKORO",
        language="en",
        vip_code="VVIP",
    )
    return Story(
        booking=booking(
            guest,
            arrival_at,
            arrival_at + timedelta(days=3, hours=-3),
            room="2301",
            room_type="Presidential suite",
            adults=2,
            arrival_transport=by_air("LH728", arrival_at - timedelta(minutes=70), "PVG"),
            departure_transport=by_air("LH729", arrival_at + timedelta(days=3), "PVG"),
            accompanying=(AccompanyingGuest("Lindqvist", "Jonas", profile_id="DEMO-LINDQVIST"),),
            wishes=(
                wish("Nut allergy: no nuts in room, minibar or kitchen", "nut_allergy"),
                wish("White peonies", "flowers"),
                wish("Motorcade of three cars"),
            ),
        ),
        booked_at=arrival_at - timedelta(days=6),
        arrival_at=arrival_at,
        letter="placed",
        turns=(
            Turn("prepare", arrival_at - timedelta(hours=10)),
            Turn("ready", arrival_at - timedelta(minutes=78)),
        ),
        stuck={
            "lift_control": Words(
                "2号电梯控制板检修中，可否改用3号梯？",
                "The panel of lift 2 is open for repair; lift 3 instead?",
            )
        },
    )


def banker(hours: Hours) -> Story:
    """On the way from the airport; the driver has reported."""
    arrival_at = hours.in_(minutes=28)
    lands_at = arrival_at - timedelta(minutes=62)
    return Story(
        booking=booking(
            ReservationGuest(
                "WHITCOMBE",
                "JAMES",
                name_prefix="Mr",
                profile_id="DEMO-WHITCOMBE",
                language="en",
                vip_code="VB",
            ),
            arrival_at,
            arrival_at + timedelta(days=4, hours=-2),
            room="2004",
            room_type="Executive suite",
            arrival_transport=by_air("BA169", lands_at, "PVG"),
            wishes=(
                wish("Feather free bedding", "hypoallergenic"),
                wish("Financial Times every morning", "newspaper"),
            ),
        ),
        booked_at=arrival_at - timedelta(days=3),
        arrival_at=arrival_at,
        letter="placed",
        turns=(
            Turn("prepare", arrival_at - timedelta(hours=9)),
            Turn("ready", arrival_at - timedelta(minutes=84)),
            Turn("en_route", hours.in_(minutes=-3)),
        ),
        left=frozenset({"car_passed_on"}),
        eta=hours.same_date(hours.in_(minutes=20), arrival_at),
    )


def party_flight(hours: Hours) -> tuple[str, datetime, datetime]:
    """The number of the party's flight, when it was to land and when it will."""
    door = hours.in_(hours=3, minutes=20)
    booked_for = hours.same_date(hours.in_(hours=2, minutes=55), door)
    return _PARTY_FLIGHT, booked_for - _WAY, door - _WAY


def _of_the_party(
    hours: Hours,
    guest: ReservationGuest,
    left: frozenset[str],
    begun: frozenset[str],
    letter: str,
    **said: Any,
) -> Story:
    number, lands_at, _late = party_flight(hours)
    arrival_at = lands_at + _WAY
    return Story(
        booking=booking(
            guest,
            arrival_at,
            arrival_at + timedelta(days=2, hours=-4),
            party_code=_PARTY,
            arrival_transport=by_air(number, lands_at, "SHA"),
            departure_transport=by_air("MU5155", arrival_at + timedelta(days=2, hours=-1), "SHA"),
            **said,
        ),
        booked_at=arrival_at - timedelta(days=4),
        arrival_at=arrival_at,
        letter=letter,
        turns=(Turn("prepare", arrival_at - timedelta(hours=8)),),
        left=left,
        begun=begun,
    )
