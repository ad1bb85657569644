"""The demo's guests who are in the house."""

from datetime import timedelta

from vipops.demo.booked import booking, by_air, wish
from vipops.demo.story import Hours, Story, Turn
from vipops.integrations.pms.reservation import AccompanyingGuest, ReservationGuest
from vipops.sop.facts import Words

# Guests with past stays.
LET_DOWN = ReservationGuest(
    "Kurosawa",
    "Misaki",
    name_prefix="Ms",
    native_name="黒澤美咲",
    profile_id="DEMO-KUROSAWA",
    language="ja",
    vip_code="VA",
)
FRIEND = ReservationGuest(
    "Lu",
    "Wenyuan",
    name_prefix="Mr",
    native_name="陆文渊",
    profile_id="DEMO-LU",
    language="zh",
    vip_code="GOLD",
)


def let_down_before(hours: Hours) -> Story:
    """Just arrived; something went wrong on a past stay."""
    arrival_at = hours.in_(minutes=-10)
    lands_at = arrival_at - timedelta(minutes=65)
    return Story(
        booking=booking(
            LET_DOWN,
            arrival_at,
            arrival_at + timedelta(days=2, hours=-5),
            room="2103",
            room_type="Executive suite",
            arrival_transport=by_air("JL873", lands_at, "PVG"),
            departure_transport=by_air("JL876", arrival_at + timedelta(days=2, hours=-2), "PVG"),
            wishes=(wish("静かな部屋", "quiet_room"), wish("Green tea on arrival")),
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
    )


def old_friend(hours: Hours) -> Story:
    """In house since yesterday, a guest who comes again and again."""
    arrival_at = hours.on(-1, "16:10")
    return Story(
        booking=booking(
            FRIEND,
            arrival_at,
            hours.on(2, "12:00"),
            room="1604",
            room_type="Junior suite",
            wishes=(wish("硬床", "hard_bed"), wish("新民晚报", "newspaper")),
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
    )


def family(hours: Hours) -> Story:
    """In house with two children; they came before the room was ready."""
    arrival_at = hours.in_(hours=-2, minutes=-45)
    arrived_at = hours.same_date(hours.in_(hours=-5), arrival_at)
    return Story(
        booking=booking(
            ReservationGuest(
                "Dubreuil",
                "Claire",
                name_prefix="Mrs",
                profile_id="DEMO-DUBREUIL",
                language="fr",
                vip_code="VB",
            ),
            arrival_at,
            hours.on(3, "11:00"),
            room="1901",
            room_type="Executive suite",
            adults=2,
            children=2,
            child_ages=(5, 9),
            accompanying=(
                AccompanyingGuest("Dubreuil", "Antoine"),
                AccompanyingGuest("Dubreuil", "Léa"),
                AccompanyingGuest("Dubreuil", "Noé"),
            ),
            wishes=(
                wish("Extra bed for the girl", "extra_bed"),
                wish("Léa's birthday during the stay", "birthday"),
            ),
        ),
        booked_at=arrival_at - timedelta(days=7),
        arrival_at=arrival_at,
        letter="placed",
        turns=(
            Turn("prepare", arrival_at - timedelta(hours=8)),
            Turn(
                "arrive",
                arrived_at,
                Words(
                    "一家人途中未停，提前到店；1901完工前先请至茶室休息。",
                    "The family drove through without a stop; the tea room is theirs until 1901 is finished.",
                ),
            ),
            Turn("settle", arrived_at + timedelta(minutes=70)),
        ),
    )


def leaving(hours: Hours) -> Story:
    """About to leave."""
    arrival_at, departure_at = hours.on(-2, "15:30"), hours.in_(minutes=25)
    return Story(
        booking=booking(
            ReservationGuest(
                "Ji",
                "Yunzhou",
                name_prefix="Mr",
                native_name="纪云舟",
                profile_id="DEMO-JI",
                language="zh",
                vip_code="VC",
            ),
            arrival_at,
            departure_at,
            room="1702",
            room_type="Junior suite",
            departure_transport=by_air("CA1858", departure_at + timedelta(hours=3), "SHA"),
            wishes=(wish("素食", "vegetarian"),),
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
        left=frozenset({"requests_confirmed"}),
    )
