"""Rooms: added, changed, connected, out of order beside booked stays, retired and never lost."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.builders import at, reservation
from tests.support.house import Hotel
from vipops.errors import BadInput, NotAllowed, NotFound, Overtaken, WrongMoment
from vipops.integrations.lists import rooms as list_file
from vipops.queries import rooms as list_of
from vipops.services import room_list, rooms, stay_edit, walk_ins
from vipops.services.rooms import Closure, RoomSaid
from vipops.services.stay_edit import StayEdit
from vipops.services.walk_ins import WalkIn


def run(hotel: Hotel, work: Any, *args: Any, by: str = "admin", **over: Any) -> dict[str, Any]:
    with hotel.inside():
        answer: dict[str, Any] = work(*args, by=hotel.actor(by), now=hotel.now, **over)
    return answer


def seen(hotel: Hotel, number: str, by: str = "admin") -> dict[str, Any]:
    with hotel.inside():
        found = list_of.all_of(hotel.actor(by), hotel.now)["rooms"]
    return next(one for one in found if one["number"] == number)


def in_the_way(hotel: Hotel, by: str = "lobby") -> list[dict[str, Any]]:
    with hotel.inside():
        found: list[dict[str, Any]] = list_of.all_of(hotel.actor(by), hotel.now)["in_the_way"]
    return found


def close(hotel: Hotel, number: str, until: Any = None, **over: Any) -> dict[str, Any]:
    closure = Closure(hotel.now, until, "A pipe has burst.")
    return run(hotel, rooms.close, number, closure, seen=seen(hotel, number)["version"], **over)


def test_a_new_room_is_the_houses_at_once(hotel: Hotel) -> None:
    said = RoomSaid(type=" SUITE ", floor=19, wing="East", lift="2")
    added = run(hotel, rooms.add, "1901", said)["room"]
    assert (added["type"], added["floor"], added["wing"], added["version"]) == ("SUITE", 19, "East", 1)
    assert hotel.kinds()[-1] == "room_added"
    stay = hotel.stay()
    with hotel.inside():
        house = type(hotel.house).called("HOTEL1")
        moved = stay_edit.change(
            stay.id, StayEdit(room="1901"), seen=None, by=hotel.actor("lobby"), house=house, now=hotel.now
        )
    assert moved["stay"]["room"] == "1901"
    shown = seen(hotel, "1901")
    assert (shown["stays"], shown["state"], shown["changed_by"]["en"]) == (1, "in_use", "Admin")


@pytest.mark.parametrize(
    ("number", "said", "where"),
    [
        ("1801", RoomSaid(), "number"),
        ("", RoomSaid(), "number"),
        ("18/01", RoomSaid(), "number"),
        ("1" * 17, RoomSaid(), "number"),
        ("1901", RoomSaid(connects=("1901",)), "connects"),
        ("1901", RoomSaid(connects=("9999",)), "connects"),
        ("1901", RoomSaid(connects=("1801", "1802", "1803", "1804", "1805")), "connects"),
    ],
)
def test_a_room_that_cannot_be(hotel: Hotel, number: str, said: RoomSaid, where: str) -> None:
    before = hotel.counts()
    with pytest.raises(BadInput) as refused:
        run(hotel, rooms.add, number, said)
    assert refused.value.facts["errors"][0]["where"] == where
    assert hotel.counts() == before


def test_a_connecting_door_has_two_sides(hotel: Hotel) -> None:
    run(hotel, rooms.change, "1801", RoomSaid(connects=("1802", "1803")), seen=1)
    assert seen(hotel, "1802")["connects"] == ["1801"]
    run(hotel, rooms.change, "1803", RoomSaid(connects=()), seen=2)
    assert seen(hotel, "1801")["connects"] == ["1802"]
    assert set(hotel.kinds()[-2:]) == {"room_changed"}
    run(hotel, rooms.retire, "1802", seen=2)
    assert seen(hotel, "1801")["connects"] == []


def test_who_looked_at_an_older_room_is_told(hotel: Hotel) -> None:
    run(hotel, rooms.change, "1801", RoomSaid(wing="West"), seen=1)
    with pytest.raises(Overtaken):
        run(hotel, rooms.change, "1801", RoomSaid(wing="East"), seen=1)
    before = hotel.counts()
    assert run(hotel, rooms.change, "1801", RoomSaid(wing="West"), seen=2)["room"]["version"] == 2
    assert hotel.counts() == before, "what is said already is no change"


def test_a_room_out_of_order_names_the_stays_in_its_way(hotel: Hotel) -> None:
    stay = hotel.stay()
    away = stay.arrival_at - timedelta(days=3)
    before = hotel.counts()
    tried = close(hotel, stay.room, dry_run=True, by="lobby")
    assert [(one["id"], one["name"], one["grade"]) for one in tried["stays"]] == [
        (stay.id, stay.name, stay.grade)
    ]
    assert hotel.counts() == before
    assert (
        close(hotel, "1809", until=hotel.now + timedelta(hours=2), by="housekeeping_supervisor")["stays"]
        == []
    )
    told = close(hotel, stay.room)
    assert [set(one) & {"name", "grade"} for one in told["stays"]] == [set()], (
        "an administrator sees no guest"
    )
    assert [(one["room"], one["why"]) for one in in_the_way(hotel)] == [(stay.room, "closed")]
    assert hotel.events()[-1].kind == "room_closed"
    assert away < stay.arrival_at
    with hotel.inside():
        edit = StayEdit(room="1809")
        hotel.clock.forward(hours=3)
        stay_edit.change(stay.id, edit, seen=None, by=hotel.actor("lobby"), house=hotel.house, now=hotel.now)
    assert in_the_way(hotel) == []


def test_no_guest_is_put_into_a_room_out_of_order(hotel: Hotel) -> None:
    stay = hotel.stay()
    close(hotel, "1809")
    for refused in (
        lambda: stay_edit.change(
            stay.id,
            StayEdit(room="1809"),
            seen=None,
            by=hotel.actor("lobby"),
            house=hotel.house,
            now=hotel.now,
        ),
        lambda: walk_ins.take_in(
            WalkIn("VD", room="1809", surname="Ash"),
            by=hotel.actor("lobby"),
            house=hotel.house,
            now=hotel.now,
        ),
    ):
        with hotel.inside(), pytest.raises(BadInput) as told:
            refused()
        assert told.value.facts["errors"][0]["where"] == "room"
        assert "pipe" in told.value.facts["errors"][0]["message"]
    run(hotel, rooms.open_again, "1809", seen=2, by="engineering_supervisor")
    with hotel.inside():
        stay_edit.change(
            stay.id,
            StayEdit(room="1809"),
            seen=None,
            by=hotel.actor("lobby"),
            house=hotel.house,
            now=hotel.now,
        )
    with pytest.raises(WrongMoment):
        run(hotel, rooms.open_again, "1809", seen=3)


def test_a_closure_ends_by_itself(hotel: Hotel) -> None:
    close(hotel, "1809", until=hotel.now + timedelta(hours=2))
    assert seen(hotel, "1809")["state"] == "closed"
    hotel.clock.forward(hours=3)
    assert seen(hotel, "1809")["state"] == "in_use"


@pytest.mark.parametrize(
    ("begins", "ends", "reason", "where"),
    [(0, 2, " ", "reason"), (3, 2, "Paint", "until"), (-5, -1, "Paint", "until")],
)
def test_a_closure_that_cannot_be(hotel: Hotel, begins: int, ends: int, reason: str, where: str) -> None:
    closure = Closure(hotel.now + timedelta(hours=begins), hotel.now + timedelta(hours=ends), reason)
    with pytest.raises(BadInput) as refused:
        run(hotel, rooms.close, "1801", closure, seen=1)
    assert refused.value.facts["errors"][0]["where"] == where


def test_a_room_with_stays_is_retired_and_never_lost(hotel: Hotel) -> None:
    stay = hotel.stay()
    told = run(hotel, rooms.retire, stay.room, seen=1, dry_run=True)
    assert (told["outcome"], told["past"], [one["id"] for one in told["stays"]]) == ("retired", 1, [stay.id])
    with pytest.raises(WrongMoment) as refused:
        run(hotel, rooms.retire, stay.room, seen=1)
    assert [one["id"] for one in refused.value.facts["stays"]] == [stay.id]
    hotel.bring_to(stay.id, "departed")
    assert run(hotel, rooms.retire, stay.room, seen=1)["outcome"] == "retired"
    assert seen(hotel, stay.room)["state"] == "retired"
    with pytest.raises(WrongMoment):
        run(hotel, rooms.change, stay.room, RoomSaid(wing="West"), seen=2)
    run(hotel, rooms.restore, stay.room, seen=2)
    assert seen(hotel, stay.room)["state"] == "in_use"
    assert run(hotel, rooms.retire, "1812", seen=1) == {"outcome": "deleted", "past": 0, "stays": []}
    with pytest.raises(NotFound):
        run(hotel, rooms.retire, "1812", seen=1)
    assert hotel.kinds()[-3:] == ["room_retired", "room_restored", "room_deleted"]


def test_a_booking_with_an_unknown_room_comes_in_and_is_named(hotel: Hotel) -> None:
    stay = hotel.stay(room="777")
    assert [(one["id"], one["why"]) for one in in_the_way(hotel, "front_office_attendant")] == [
        (stay.id, "unknown")
    ]
    read = type("Read", (), {"reservations": (reservation(room="777"), reservation(room="1801"))})()
    with hotel.inside():
        (doubt,) = room_list.doubts(read, hotel.house)
    assert (doubt["field"], "777" in doubt["message"]) == ("room", True)


@pytest.mark.parametrize(
    ("work", "by"),
    [("add", "gm"), ("change", "lobby"), ("retire", "front_office_manager"), ("close", "security_manager")],
)
def test_only_who_may(hotel: Hotel, work: str, by: str) -> None:
    calls: dict[str, Any] = {
        "add": lambda: run(hotel, rooms.add, "1901", RoomSaid(), by=by),
        "change": lambda: run(hotel, rooms.change, "1801", RoomSaid(wing="W"), seen=1, by=by),
        "retire": lambda: run(hotel, rooms.retire, "1801", seen=1, by=by),
        "close": lambda: close(hotel, "1801", by=by),
    }
    with pytest.raises(NotAllowed):
        calls[work]()
    with pytest.raises(NotAllowed), hotel.inside():
        list_of.all_of(hotel.actor("security_manager"), hotel.now)


LIST = """房号,房型,楼层,连通房
1801,Deluxe,18,1802 1899
1899,Suite,18,
18/5,Suite,18,
1803,Suite,roof,
1899,Suite,18,
"""


def test_a_list_is_looked_at_first_and_then_brought_in(hotel: Hotel) -> None:
    before = hotel.counts()
    for coding in ("utf-8", "gb18030", "utf-16"):
        read = list_file.read(LIST.encode(coding), "rooms.csv")
        tried = run(hotel, room_list.bring_in, read, dry_run=True)
        assert hotel.counts() == before
        assert tried["counts"] == {"changed": 1, "added": 1, "refused": 3}
    places = [(one["line"], one["column"], one["where"]) for row in tried["rows"] for one in row["errors"]]
    assert places == [(4, 1, "number"), (5, 3, "floor"), (6, 1, "number")]
    assert run(hotel, room_list.bring_in, read, dry_run=False)["rows"] == tried["rows"]
    assert seen(hotel, "1899")["connects"] == ["1801"]
    assert seen(hotel, "1801")["type"] == "Deluxe"
    again = run(hotel, room_list.bring_in, read[:2], dry_run=True)
    assert again["counts"] == {"unchanged": 2}, "either side of a connecting door may name it"


def test_what_is_written_out_comes_in_again(hotel: Hotel) -> None:
    run(hotel, rooms.change, "1801", RoomSaid(type="=SUM(1)", connects=("1802",)), seen=1)
    with hotel.inside():
        written = list_file.write(list_of.listed(hotel.actor("admin")))
    assert b"'=SUM(1)" in written
    read = list_file.read(written, "rooms.csv")
    counts = run(hotel, room_list.bring_in, read, dry_run=True)["counts"]
    assert counts == {"unchanged": 12}


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "rooms.csv:1:1"),
        ("number,colour\n1,red\n", "rooms.csv:1:2"),
        ("type,floor\nSuite,3\n", "rooms.csv:1:1"),
        ("number,number\n1,1\n", "rooms.csv:1:2"),
        ('number,type\n1801,"Suite\n', "rooms.csv:2:1"),
    ],
)
def test_a_file_that_is_no_list_says_where(text: str, where: str) -> None:
    with pytest.raises(BadInput) as refused:
        list_file.read(text.encode(), "rooms.csv")
    assert refused.value.facts["errors"][0]["where"] == where


def test_rooms_of_the_settings_have_become_rows(hotel: Hotel) -> None:
    (kept,) = hotel.rows_of("properties")
    assert "rooms" not in kept.settings
    assert len(hotel.house.settings.rooms) == 12
    assert at("2026-11-23 15:00") > hotel.now
