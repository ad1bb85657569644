"""The twelve stays of the demo hotel, every one with its story, and bookings from the past."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from vipops.demo.premises import CODE, ZONE
from vipops.demo.story import Hours, Story, Turn
from vipops.integrations.pms.reservation import (
    AccompanyingGuest,
    Origin,
    Reservation,
    ReservationGuest,
    ReservationStatus,
    Transport,
    Wish,
    WishSource,
)

_PARTY = "YUANFAN"
_PARTY_FLIGHT = "MU5116"
LATE = timedelta(minutes=25)  # how late the party's flight is
RETURNING, LET_DOWN = "DEMO-LU", "DEMO-KUROSAWA"


def stories(hours: Hours) -> list[Story]:
    """The stays around ``hours.now``, one in every stage, in the order of their guests' coming."""
    return [make(hours) for make in _STORIES]


def held(hours: Hours) -> Reservation:
    """A booking whose VIP code nobody has mapped to a grade."""
    arrival_at = hours.in_(hours=30)
    return _booking(
        ReservationGuest("吴", "美玲", profile_id="DEMO-WU", language="zh", vip_code="PLAT"),
        arrival_at,
        arrival_at + timedelta(hours=44),
        room_type="executive",
    )


def party_flight(hours: Hours) -> tuple[str, datetime]:
    """The number of the party's flight and when it was to land."""
    return _PARTY_FLIGHT, hours.in_(hours=2, minutes=55) - timedelta(minutes=60)


def past(today: date) -> list[Reservation]:
    """Past stays of guests who come again."""
    ended = ReservationStatus.CHECKED_OUT
    stays = [
        *((RETURNING, "陆", "文渊", "zh", days, "1604") for days in (41, 96, 150, 213, 300)),
        *((LET_DOWN, "Kurosawa", "Misaki", "ja", days, "1902") for days in (122, 260)),
    ]
    return [
        Reservation(
            confirmation_number=f"DEMO-PAST-{number:02}",
            guest=ReservationGuest(surname, given, profile_id=profile, language=language, vip_code="VC"),
            arrival_on=today - timedelta(days=days),
            departure_on=today - timedelta(days=days - 2),
            origin=_ORIGIN,
            status=ended,
            room=room,
            property_code=CODE,
        )
        for number, (profile, surname, given, language, days, room) in enumerate(stays, start=1)
    ]


def _film_star(hours: Hours) -> Story:
    arrival_at = hours.in_(hours=20)
    guest = ReservationGuest(
        "Marchetti", "Isabella", name_prefix="Ms", profile_id="DEMO-MARCHETTI", language="en", vip_code="VA",
        alias="Ms Willow", incognito=True,
    )  # fmt: skip
    return Story(
        booking=_booking(
            guest,
            arrival_at,
            arrival_at + timedelta(days=3, hours=1),
            room="2202",
            room_type="ambassador_suite",
            coming=_by_air("AF116", arrival_at - timedelta(minutes=65), "PVG"),
            wishes=(
                _wish("Vegan; coconut water in the room", "vegan"),
                _wish("Quiet room, high floor", "quiet_room", "high_floor"),
                _wish("Comes by the garage lift, not through the lobby", "lift"),
            ),
        ),
        booked_at=arrival_at - timedelta(days=8),
        arrival_at=arrival_at,
    )


def _chairman(hours: Hours) -> Story:
    return _of_the_party(
        hours,
        ReservationGuest("欧阳", "靖川", name_prefix="先生", profile_id="DEMO-OUYANG", language="zh", vip_code="VB"),
        room="2101",
        room_type="executive_suite",
        letter="signed",
        wishes=(_wish("乌龙茶；下午三点用茶"), _wish("海鲜过敏", "seafood_allergy")),
        left=frozenset({"fire_equipment"}),
        begun=frozenset({"room_tested"}),
    )


def _his_secretary(hours: Hours) -> Story:
    return _of_the_party(
        hours,
        ReservationGuest("沈", "喆然", name_prefix="女士", profile_id="DEMO-SHEN", language="zh", vip_code="VC"),
        room="1803",
        room_type="junior_suite",
        letter="checked",
        wishes=(_wish("加枕头", "extra_pillow"),),
        left=frozenset({"registration_card"}),
        begun=frozenset({"room_cleaned"}),
    )


def _of_the_party(
    hours: Hours, guest: ReservationGuest, *, room: str, room_type: str, letter: str, wishes: tuple[Wish, ...],
    left: frozenset[str], begun: frozenset[str],
) -> Story:  # fmt: skip
    number, lands_at = party_flight(hours)
    arrival_at = lands_at + timedelta(minutes=60)
    return Story(
        booking=_booking(
            guest,
            arrival_at,
            arrival_at + timedelta(days=2, hours=-4),
            room=room,
            room_type=room_type,
            party_code=_PARTY,
            coming=_by_air(number, lands_at, "SHA"),
            going=_by_air("MU5155", arrival_at + timedelta(days=2, hours=-1), "SHA"),
            wishes=wishes,
        ),
        booked_at=arrival_at - timedelta(days=4),
        arrival_at=arrival_at,
        letter=letter,
        turns=(Turn("prepare", arrival_at - timedelta(hours=8)),),
        left=left,
        begun=begun,
    )


def _head_of_state(hours: Hours) -> Story:
    arrival_at = hours.in_(minutes=50)
    guest = ReservationGuest(
        "Lindqvist-Okoro", "Amara", name_prefix="H.E. Dr", profile_id="DEMO-OKORO", language="en", vip_code="VVIP"
    )
    return Story(
        booking=_booking(
            guest,
            arrival_at,
            arrival_at + timedelta(days=3, hours=-3),
            room="2301",
            room_type="presidential_suite",
            adults=2,
            coming=_by_air("LH728", arrival_at - timedelta(minutes=70), "PVG"),
            going=_by_air("LH729", arrival_at + timedelta(days=3), "PVG"),
            accompanying=(AccompanyingGuest("Lindqvist", "Jonas", profile_id="DEMO-LINDQVIST"),),
            wishes=(
                _wish("Nut allergy: no nuts in room, minibar or kitchen", "nut_allergy"),
                _wish("White peonies", "flowers"),
                _wish("Motorcade of three cars"),
            ),
        ),
        booked_at=arrival_at - timedelta(days=6),
        arrival_at=arrival_at,
        letter="placed",
        turns=(
            Turn("prepare", arrival_at - timedelta(hours=10)),
            Turn("ready", arrival_at - timedelta(minutes=78)),
        ),
        left=frozenset({"lift_control"}),
    )


def _banker(hours: Hours) -> Story:
    arrival_at, eta = hours.in_(minutes=28), hours.in_(minutes=20)
    lands_at = arrival_at - timedelta(minutes=62)
    return Story(
        booking=_booking(
            ReservationGuest("WHITCOMBE", "JAMES", name_prefix="Mr", profile_id="DEMO-WHITCOMBE", language="en", vip_code="VB"),
            arrival_at,
            arrival_at + timedelta(days=4, hours=-2),
            room="2004",
            room_type="executive_suite",
            coming=_by_air("BA169", lands_at, "PVG"),
            wishes=(
                _wish("Feather free bedding", "hypoallergenic"),
                _wish("Financial Times every morning", "newspaper"),
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
        eta=eta,
    )  # fmt: skip


def _let_down_before(hours: Hours) -> Story:
    arrival_at = hours.in_(minutes=-10)
    lands_at = arrival_at - timedelta(minutes=65)
    return Story(
        booking=_booking(
            ReservationGuest(
                "Kurosawa", "Misaki", name_prefix="Ms", native_name="黒澤美咲", profile_id=LET_DOWN, language="ja",
                vip_code="VA",
            ),
            arrival_at,
            arrival_at + timedelta(days=2, hours=-5),
            room="2103",
            room_type="executive_suite",
            coming=_by_air("JL873", lands_at, "PVG"),
            going=_by_air("JL876", arrival_at + timedelta(days=2, hours=-2), "PVG"),
            wishes=(_wish("静かな部屋", "quiet_room"), _wish("Green tea on arrival")),
        ),
        booked_at=arrival_at - timedelta(days=5),
        arrival_at=arrival_at,
        letter="placed",
        turns=(
            Turn("prepare", arrival_at - timedelta(hours=9)),
            Turn("ready", arrival_at - timedelta(minutes=80)),
            Turn("en_route", lands_at + timedelta(minutes=33)),
            Turn("arrive", hours.in_(minutes=-12)),
        ),
        eta=arrival_at,
    )  # fmt: skip


def _old_friend(hours: Hours) -> Story:
    arrival_at = hours.on(-1, "16:10")
    return Story(
        booking=_booking(
            ReservationGuest("陆", "文渊", name_prefix="先生", profile_id=RETURNING, language="zh", vip_code="GOLD"),
            arrival_at,
            hours.on(2, "12:00"),
            room="1604",
            room_type="junior_suite",
            wishes=(_wish("硬床", "hard_bed"), _wish("新民晚报", "newspaper")),
        ),
        booked_at=arrival_at - timedelta(days=4),
        arrival_at=arrival_at,
        letter="placed",
        turns=(
            Turn("prepare", arrival_at - timedelta(hours=7)),
            Turn("ready", arrival_at - timedelta(minutes=75)),
            Turn("arrive", arrival_at + timedelta(minutes=4)),
            Turn("settle", arrival_at + timedelta(minutes=21)),
        ),
        left=frozenset({"fruit_report"}),
    )


def _family(hours: Hours) -> Story:
    arrived_at = hours.in_(hours=-5)
    arrival_at = arrived_at + timedelta(minutes=85)
    return Story(
        booking=_booking(
            ReservationGuest("Dubreuil", "Claire", name_prefix="Mme", profile_id="DEMO-DUBREUIL", language="fr", vip_code="VB"),
            arrival_at,
            hours.on(3, "11:00"),
            room="1901",
            room_type="executive_suite",
            adults=2,
            children=2,
            child_ages=(5, 9),
            coming=_by_air("AF198", arrived_at - timedelta(minutes=70), "PVG"),
            accompanying=(
                AccompanyingGuest("Dubreuil", "Antoine"),
                AccompanyingGuest("Dubreuil", "Léa"),
                AccompanyingGuest("Dubreuil", "Noé"),
            ),
            wishes=(
                _wish("Extra bed for the girl", "extra_bed"),
                _wish("Léa's birthday during the stay", "birthday"),
            ),
        ),
        booked_at=arrival_at - timedelta(days=7),
        arrival_at=arrival_at,
        letter="placed",
        turns=(
            Turn("prepare", arrival_at - timedelta(hours=8)),
            Turn("arrive", arrived_at, "The family landed early; the tea room is theirs until 1901 is finished."),
            Turn("settle", arrived_at + timedelta(minutes=70)),
        ),
        left=frozenset({"child_gift"}),
        eta=arrived_at,
    )  # fmt: skip


def _leaving(hours: Hours) -> Story:
    arrival_at, departure_at = hours.on(-2, "15:30"), hours.in_(minutes=25)
    return Story(
        booking=_booking(
            ReservationGuest("纪", "云舟", name_prefix="先生", profile_id="DEMO-JI", language="zh", vip_code="VC"),
            arrival_at,
            departure_at,
            room="1702",
            room_type="junior_suite",
            going=_by_air("CA1858", departure_at + timedelta(hours=3), "SHA"),
            wishes=(_wish("素食", "vegetarian"),),
        ),
        booked_at=arrival_at - timedelta(days=3),
        arrival_at=arrival_at,
        letter="placed",
        turns=(
            Turn("prepare", arrival_at - timedelta(hours=7)),
            Turn("ready", arrival_at - timedelta(minutes=75)),
            Turn("arrive", arrival_at - timedelta(minutes=6)),
            Turn("settle", arrival_at + timedelta(minutes=17)),
            Turn("start_departure", hours.in_(minutes=-7)),
        ),
        left=frozenset({"car_out"}),
    )


def _left(hours: Hours) -> Story:
    arrival_at, left_at = hours.on(-2, "18:20"), hours.earlier(80)
    return Story(
        booking=_booking(
            ReservationGuest("Osei", "Daniel", name_prefix="Mr", profile_id="DEMO-OSEI", language="en", vip_code="VD"),
            arrival_at,
            left_at.replace(second=0, microsecond=0),
            room="1207",
            room_type="executive",
            wishes=(_wish("Halal", "halal"),),
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


def _called_off(hours: Hours) -> Story:
    arrival_at = hours.in_(hours=6)
    booking = _booking(
        ReservationGuest("Raghunathan", "Priya", name_prefix="Dr", profile_id="DEMO-RAGHUNATHAN", language="en", vip_code="VC"),
        arrival_at,
        arrival_at + timedelta(days=2, hours=-5),
        room="1805",
        room_type="junior_suite",
        coming=_by_air("SQ830", arrival_at - timedelta(minutes=65), "PVG"),
    )  # fmt: skip
    return Story(
        booking=booking,
        booked_at=arrival_at - timedelta(days=3),
        arrival_at=arrival_at,
        letter="checked",
        turns=(Turn("prepare", hours.earlier(200)),),
        news=((hours.earlier(55), _now_said(booking, ReservationStatus.CANCELLED)),),
    )


def _never_came(hours: Hours) -> Story:
    arrival_at = hours.on(-1, "22:00")
    return Story(
        booking=_booking(
            ReservationGuest("林", "泽宇", name_prefix="先生", profile_id="DEMO-LIN", language="zh", vip_code="VD"),
            arrival_at,
            hours.on(1, "12:00"),
            room="1403",
            room_type="executive",
        ),
        booked_at=arrival_at - timedelta(days=2),
        arrival_at=arrival_at,
        letter="placed",
        turns=(
            Turn("prepare", arrival_at - timedelta(hours=8)),
            Turn("ready", arrival_at - timedelta(minutes=75)),
            Turn("no_show", hours.early_today()),
        ),
        left=frozenset({"greet_and_escort", "registered", "luggage_to_room", "welcome_drink", "floor_greeting",
                        "line_up"}),
    )  # fmt: skip


_STORIES = (
    _film_star, _chairman, _his_secretary, _head_of_state, _banker, _let_down_before, _old_friend, _family, _leaving,
    _left, _called_off, _never_came,
)  # fmt: skip
_ORIGIN = Origin("demo", 1, 1, 1)


def _booking(
    guest: ReservationGuest, arrival_at: datetime, departure_at: datetime, *, room: str | None = None,
    room_type: str | None = None, adults: int = 1, children: int = 0, child_ages: tuple[int, ...] = (),
    party_code: str | None = None, coming: Transport | None = None, going: Transport | None = None,
    accompanying: tuple[AccompanyingGuest, ...] = (), wishes: tuple[Wish, ...] = (),
) -> Reservation:  # fmt: skip
    return Reservation(
        confirmation_number="",
        guest=guest,
        arrival_on=_day(arrival_at),
        departure_on=_day(departure_at),
        origin=_ORIGIN,
        property_code=CODE,
        party_code=party_code,
        accompanying=accompanying,
        arrival_at=arrival_at,
        departure_at=departure_at,
        adults=adults,
        children=children,
        child_ages=child_ages,
        room=room,
        room_type=room_type,
        arrival_transport=coming,
        departure_transport=going,
        wishes=wishes,
    )


def _now_said(booking: Reservation, status: ReservationStatus) -> Reservation:
    return replace(booking, status=status)


def _by_air(number: str, at: datetime, station: str) -> Transport:
    return Transport(number=number, kind="flight", station=station, at=at, transfer_wanted=True)


def _wish(text: str, *codes: str) -> Wish:
    return Wish(text, WishSource.PREFERENCE, tuple(code for code in codes if code))


def _day(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(ZONE)).date()
