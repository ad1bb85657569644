"""Somebody leaves with open work, a list of people comes in, and who is on shift stands first at the door."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.support.cast import PIN
from tests.support.house import Hotel
from tests.support.records import complain
from vipops.errors import BadInput, NotAllowed
from vipops.integrations.lists import people as list_file
from vipops.queries import staff_list
from vipops.queries import tablets as tablet_list
from vipops.services import sign_in, staff, staff_import, tablets
from vipops.services.passwords import hasher

LASTS = timedelta(hours=14)


def number(hotel: Hotel, username: str) -> int:
    found = hotel.actor(username).id
    assert found is not None
    return found


def dismiss(hotel: Hotel, username: str, to: str | None = None, by: str = "admin") -> None:
    hand_to = number(hotel, to) if to else None
    with hotel.inside():
        staff.change(
            number(hotel, username), by=hotel.actor(by), now=hotel.now, active=False, hand_to=hand_to
        )


def give_work(hotel: Hotel, stay_id: int, username: str) -> None:
    for template in ("room_made", "turndown"):
        hotel.change(
            hotel.task(stay_id, template),
            "assign",
            by="housekeeping_supervisor",
            assignee=number(hotel, username),
        )


def unfinished(hotel: Hotel, username: str) -> dict[str, Any]:
    with hotel.inside():
        return staff_list.unfinished(number(hotel, username), hotel.actor("admin"))


def test_who_leaves_has_unfinished_work_and_it_is_handed_on(hotel: Hotel) -> None:
    stay = hotel.stay()
    give_work(hotel, stay.id, "housekeeping_attendant")
    left = unfinished(hotel, "housekeeping_attendant")
    assert (left["tasks"], left["complaints"], left["handovers"]) == (2, 0, 0)
    assert left["next_due_at"] is not None
    dismiss(hotel, "housekeeping_attendant", to="housekeeping_attendant_2")
    held = {hotel.task(stay.id, template).assignee_id for template in ("room_made", "turndown")}
    assert held == {number(hotel, "housekeeping_attendant_2")}
    assert hotel.kinds()[-3:] == ["staff_changed", "task_assigned", "task_assigned"]
    assert unfinished(hotel, "housekeeping_attendant")["tasks"] == 0


def test_without_anybody_to_hand_on_to_it_is_nobodys(hotel: Hotel) -> None:
    stay = hotel.stay()
    give_work(hotel, stay.id, "housekeeping_attendant")
    hotel.tick(stay.id, "room_made", by="housekeeping_attendant")
    dismiss(hotel, "housekeeping_attendant")
    assert hotel.task(stay.id, "turndown").assignee_id is None
    assert hotel.task(stay.id, "room_made").done_by_id == number(hotel, "housekeeping_attendant")


def test_a_complaint_in_hand_is_told(hotel: Hotel) -> None:
    stay = hotel.stay()
    complaint = complain(hotel, stay.id, "Cold soup", by="lobby")
    hotel.sql(
        "UPDATE complaints SET owner_id = :who WHERE id = :this",
        who=number(hotel, "lobby_late"),
        this=complaint.id,
    )
    assert unfinished(hotel, "lobby_late")["complaints"] == 1


def test_nobody_dismisses_themselves_and_nothing_goes_to_who_is_gone(hotel: Hotel) -> None:
    with pytest.raises(BadInput):
        dismiss(hotel, "admin")
    dismiss(hotel, "housekeeping_attendant_2")
    before = hotel.counts()
    with pytest.raises(BadInput):
        dismiss(hotel, "housekeeping_attendant", to="housekeeping_attendant_2")
    assert hotel.counts() == before
    with pytest.raises(NotAllowed), hotel.inside():
        staff_list.unfinished(1, hotel.actor("gm"))


def test_who_changed_a_person_last_is_known(hotel: Hotel) -> None:
    with hotel.inside():
        staff.change(number(hotel, "sales"), by=hotel.actor("admin"), now=hotel.now, post="sales_manager")
        rows = {row["username"]: row for row in staff_list.everybody(hotel.actor("admin"))}
    assert rows["sales"]["changed_by"]["en"] == "Admin"
    assert rows["sales"]["changed_at"] is not None
    assert rows["gm"]["came_on_at"] is None


def test_who_came_on_this_shift_stands_first(hotel: Hotel) -> None:
    with hotel.inside():
        desk = replace(hotel.actor("lobby"), device="desk-1")
        tablets.enrol("Lobby desk 1", None, by=desk, now=hotel.now)
        tablets.open_by_pin(
            number(hotel, "security_attendant"), PIN, device="desk-1", hasher=hasher(hotel.settings),
            now=hotel.now, lasts=LASTS,
        )  # fmt: skip
        first, *others = tablet_list.door("desk-1", hotel.now)["people"]
        assert (first["id"], first["on_shift"]) == (number(hotel, "security_attendant"), True)
        assert not any(one["on_shift"] for one in others)
        hotel.clock.forward(hours=6)  # the afternoon's shift has begun
        assert not any(one["on_shift"] for one in tablet_list.door("desk-1", hotel.now)["people"])


LIST = """用户名,英文姓名,中文姓名,角色,部门,岗位
wu.lei,Lei Wu,吴磊,attendant,concierge,bell_attendant
sales,Sales,销售,manager,executive,sales_manager
GM,Gm,总经理,general_manager,executive,general_manager
x,Ada,,attendant,concierge,
ann.lee,Ann Lee,,butler,concierge,
bo.li,Bo Li,,attendant,concierge,astronaut
wu.lei,Lei Wu,,attendant,concierge,
"""


def bring_in(hotel: Hotel, text: str, *, dry_run: bool) -> dict[str, Any]:
    read = list_file.read(text.encode("gb18030"), "people.csv")
    with hotel.inside():
        return staff_import.bring_in(
            read, hasher=hasher(hotel.settings), by=hotel.actor("admin"), house=hotel.house, now=hotel.now,
            dry_run=dry_run,
        )  # fmt: skip


def test_a_list_of_people_is_looked_at_and_brought_in(hotel: Hotel) -> None:
    before = hotel.counts()
    tried = bring_in(hotel, LIST, dry_run=True)
    assert hotel.counts() == before
    assert [row["outcome"] for row in tried["rows"]] == [
        "added", "changed", "unchanged", "refused", "refused", "refused", "refused",
    ]  # fmt: skip
    assert not any("password" in row for row in tried["rows"])
    places = [(one["line"], one["column"], one["where"]) for row in tried["rows"] for one in row["errors"]]
    assert places == [(5, 1, "username"), (6, 4, "role"), (7, 6, "post"), (8, 1, "username")]
    first, second, *_rest = bring_in(hotel, LIST, dry_run=False)["rows"]
    assert second["changes"] == [{"field": "post", "was": "sales_director", "now": "sales_manager"}]
    with hotel.inside():
        signed = sign_in.sign_in(
            "wu.lei", first["password"], hasher=hasher(hotel.settings), device="x", now=hotel.now, lasts=LASTS
        )
    assert (signed.actor.name["zh"], signed.actor.post) == ("吴磊", "bell_attendant")
    assert bring_in(hotel, LIST.splitlines()[0] + "\n" + LIST.splitlines()[1], dry_run=True)["counts"] == {
        "unchanged": 1
    }


def test_a_dismissed_person_is_not_taken_back_by_a_list(hotel: Hotel) -> None:
    dismiss(hotel, "sales")
    header, _added, sales, *_others = LIST.splitlines()
    (row,) = bring_in(hotel, f"{header}\n{sales}", dry_run=False)["rows"]
    assert (row["outcome"], row["errors"][0]["message"]) == ("refused", "This person is dismissed.")


def test_too_many_at_once(hotel: Hotel) -> None:
    many = LIST.splitlines()[0] + "".join(
        f"\nperson{n},Person,,attendant,concierge," for n in range(staff_import.MOST_NEW + 1)
    )
    with pytest.raises(BadInput):
        bring_in(hotel, many, dry_run=True)
