"""What the demo hotel remembers of its guests, and what is booked for their days in house."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from vipops import models
from vipops.demo.cast import Cast
from vipops.demo.in_house import FRIEND, LET_DOWN
from vipops.domain.permissions import Actor
from vipops.enums import MealKind, NoteKind, NoteSubject, StayState
from vipops.services import guest_edit, guest_notes, meals, wake_ups
from vipops.services.guest_edit import GuestEdit
from vipops.services.guest_notes import Said
from vipops.services.house import House
from vipops.services.meals import MealAsked
from vipops.services.transactions import transaction
from vipops.sop.due import wall_clock
from vipops.storage import reading

guest, stay = models.Guest, models.Stay
K, S = NoteKind, NoteSubject
_SEVEN = time(19)

# A past stay under a second profile: the same guest twice, for somebody to see and to merge.
SAME_GUEST_AGAIN = replace(LET_DOWN, profile_id="DEMO-KUROSAWA-OLD", name_prefix=None)

# profile -> (kind, subject, words, how many days ago)
NOTES: Mapping[str | None, tuple[tuple[NoteKind, NoteSubject, str, int], ...]] = {
    LET_DOWN.profile_id: (
        (K.COMPLAINED, S.ANYTHING, "Waited 40 minutes for the room; the lift was out of order.", 121),
        (K.LIKED, S.FRUIT, "白桃", 120),
        (K.SAID, S.SERVICE, "The concierge found the ceramics studio at once.", 120),
    ),
    FRIEND.profile_id: (
        (K.LIKED, S.FRUIT, "枇杷、荔枝", 40),
        (K.LIKED, S.DRINK, "凤凰单丛", 95),
        (K.LIKED, S.NEWSPAPER, "《厦门日报》", 149),
        (K.DISLIKED, S.ROOM, "靠近电梯的房间", 212),
        (K.ASKED, S.BED, "荞麦枕", 40),
        (K.SAID, S.ROOM, "夜床安静，灯光柔和。", 39),
    ),
}
MENU = (
    {"zh": "佛跳墙", "en": "Buddha jumps over the wall", "story": "福州名菜，相传香气令僧人翻墙而来。"},
    {"zh": "清蒸东星斑", "en": "Steamed coral grouper", "story": "当日晨捕，蒸八分钟。"},
    {"zh": "沙茶面", "en": "Satay noodles", "story": "港边人家的早餐，小碗盛来。"},
    {"zh": "土笋冻", "en": "Sea-worm jelly", "story": ""},
    {"zh": "花生汤", "en": "Sweet peanut soup", "story": "慢熬六小时，客人常问做法。"},
)


def of_the_past(house: House, by: Actor, at: datetime) -> None:
    """What earlier stays taught, before any stay of today is booked."""
    with transaction(by, at) as tell:
        for profile, notes in NOTES.items():
            guest_id = _guest(house, profile)
            for kind, subject, text, days_ago in notes:
                said_on = house.day_of(at) - timedelta(days=days_ago)
                guest_notes.remember(tell, house, Said(guest_id, kind, text, said_on, subject))


def for_the_days(house: House, cast: Cast, now: datetime) -> None:
    """Dinner with its menu, a wake-up call, and a birthday, for guests who are in the house."""
    for row in _staying(house):
        tomorrow = now.astimezone(house.zone).date() + timedelta(days=1)
        if row.departure_at.astimezone(house.zone).date() < tomorrow:
            continue
        by: dict[str, Any] = {"by": cast.lobby_manager(now), "house": house, "now": now}
        dinner = _dinner(house, row, tomorrow)
        booked = meals.book(row.id, dinner, **by)["meal"]
        meals.write_menu(booked["id"], MENU, seen=booked["version"], **by)
        wakes_at = wall_clock(tomorrow, house.settings.briefing_at, house.zone) - timedelta(minutes=105)
        if now < wakes_at <= row.departure_at:
            wake_ups.order(row.id, wakes_at, "请十分钟后再叫一次", **by)
        _keep_birthday(row, f"{tomorrow.month:02}-{tomorrow.day:02}", by)
        return


def _dinner(house: House, row: Any, tomorrow: date) -> MealAsked:
    latest = row.departure_at - timedelta(hours=2)
    evening = wall_clock(tomorrow, _SEVEN, house.zone)
    kind, at = (MealKind.DINNER, evening) if evening <= latest else (MealKind.LUNCH, latest)
    return MealAsked(kind, at, "鹭岛厅 Egret Room", row.adults + row.children + 4, "1,288 / 位", "不吃香菜。")


def _keep_birthday(row: Any, day: str, by: Mapping[str, Any]) -> None:
    with reading() as connection:
        version = connection.scalar(select(guest.version).where(guest.id == row.guest_id))
    if version is not None:
        guest_edit.change(row.guest_id, GuestEdit(birthday=day), seen=version, **by)


def _guest(house: House, profile: str | None) -> int:
    with reading() as connection:
        return int(
            connection.execute(
                select(guest.id).where(guest.property_id == house.id, guest.profile_id == profile)
            ).scalar_one()
        )


def _staying(house: House) -> list[Any]:
    with reading() as connection:
        return list(
            connection.execute(
                select(stay.__table__)
                .where(stay.property_id == house.id, stay.state == StayState.IN_HOUSE)
                .order_by(stay.departure_at.desc(), stay.id)
            ).all()
        )
