"""A board that followed the events is the board that a fresh client fetches: for every kind of event."""

import re
from collections.abc import Callable, Generator
from dataclasses import replace

import pytest

from tests.queries.change_scenes import CHANGE_SCENES
from tests.queries.collision_scenes import COLLISION_SCENES
from tests.queries.guest_scenes import GUEST_SCENES
from tests.queries.house_scenes import HOUSE_SCENES
from tests.queries.late_scenes import LATE_SCENES, alarm_climbed
from tests.queries.offline_scenes import OFFLINE_SCENES
from tests.queries.record_scenes import RECORD_SCENES
from tests.queries.screen_scenes import SCREEN_SCENES
from tests.support.builders import at
from tests.support.folding import (
    ROOT,
    WATCHERS,
    events_after,
    fold,
    snapshot,
    snapshot_plus_events_equals_fresh_snapshot,
)
from tests.support.house import CODE, Hotel
from vipops.events import KINDS
from vipops.integrations.pms.reservation import ReservationStatus
from vipops.services import (
    arrivals,
    letter_printing,
    prints,
    procedures,
    staff,
    stay_closing,
    stay_edit,
    stay_times,
    tablets,
)
from vipops.services.house import House
from vipops.services.prints import PaperAsked
from vipops.services.stay_edit import StayEdit
from vipops.services.stay_times import NewTimes

Scene = Generator[None, None, None]


def plan_laid(hotel: Hotel) -> Scene:
    yield
    hotel.stay()


def plan_moved(hotel: Hotel) -> Scene:
    stay = hotel.stay()
    hotel.tick(stay.id, "briefing")
    yield
    with hotel.inside():
        times = NewTimes(arrival_at=at("2026-11-23 19:30"))
        stay_times.change(stay.id, times, by=hotel.actor("lobby"), house=hotel.house, now=hotel.now)


def stay_step(verb: str, start: str) -> Callable[[Hotel], Scene]:
    def scene(hotel: Hotel) -> Scene:
        stay = hotel.stay()
        hotel.bring_to(stay.id, start)
        yield
        hotel.step(stay.id, verb, reason="for the test")

    return scene


def stay_changed(hotel: Hotel) -> Scene:
    stay = hotel.stay()
    hotel.tick(stay.id, "room_made", by="housekeeping_attendant")
    yield
    edit = StayEdit(room="1807", children=2, wishes=["allergy_nuts"])
    with hotel.inside():
        stay_edit.change(stay.id, edit, seen=None, by=hotel.actor("lobby"), house=hotel.house, now=hotel.now)


def stay_closed(hotel: Hotel) -> Scene:
    stay = hotel.stay()
    hotel.stay(confirmation_number="R1002", guest__profile_id="P2")
    hotel.bring_to(stay.id, "cancelled")
    hotel.clock.forward(days=1)
    yield
    with hotel.inside():
        assert stay_closing.close_next(hotel.house, hotel.now)


def stay_reopened(hotel: Hotel) -> Scene:
    """The booking of a stay that left the board stands again."""
    stay = hotel.stay()
    hotel.tick(stay.id, "briefing")
    hotel.book(status=ReservationStatus.CANCELLED)
    hotel.clock.forward(hours=18)
    with hotel.inside():
        assert stay_closing.close_next(hotel.house, hotel.now)
    yield
    assert hotel.book().outcome == "changed"
    assert snapshot(hotel, "lobby")["stays"][0]["state"] == "expected"


def task_verb(
    verb: str, *, by: str = "lobby", first: tuple[str, ...] = (), **details: object
) -> Callable[[Hotel], Scene]:
    def scene(hotel: Hotel) -> Scene:
        stay = hotel.stay()
        for earlier in first:
            hotel.change(hotel.task(stay.id, "briefing"), earlier, by="front_office_manager")
        yield
        hotel.change(hotel.task(stay.id, "briefing"), verb, by=by, **details)

    return scene


def task_opened(hotel: Hotel) -> Scene:
    stay = hotel.stay()
    hotel.tick(stay.id, "room_made", by="housekeeping_attendant")
    yield
    hotel.change(hotel.task(stay.id, "room_made"), "sign_off", by="housekeeping_supervisor")


def task_waiting(hotel: Hotel) -> Scene:
    yield from task_opened(hotel)
    hotel.change(hotel.task(1, "room_made"), "reopen", by="housekeeping_supervisor")


def task_assigned(hotel: Hotel) -> Scene:
    stay = hotel.stay()
    assignee = hotel.actor("housekeeping_attendant_2").id
    yield
    hotel.change(hotel.task(stay.id, "room_made"), "assign", by="housekeeping_supervisor", assignee=assignee)


def task_restored(hotel: Hotel) -> Scene:
    stay = hotel.stay()
    hotel.change(hotel.task(stay.id, "briefing"), "cancel", by="house")
    yield
    hotel.change(hotel.task(stay.id, "briefing"), "restore", by="house")


def letter_drafted(hotel: Hotel) -> Scene:
    hotel.stay()
    yield
    hotel.write_letters()


def letter_step(verb: str, start: str) -> Callable[[Hotel], Scene]:
    def scene(hotel: Hotel) -> Scene:
        stay = hotel.stay()
        letter = hotel.bring_letter_to(stay.id, start)
        if verb == "place":
            hotel.keep_stand_in_pdf(stay.id)
            letter = hotel.letter(stay.id)
        yield
        hotel.change_letter(letter, verb, **hotel.letter_needs(letter)[verb])

    return scene


def letter_printed(hotel: Hotel) -> Scene:
    stay = hotel.stay()
    hotel.bring_letter_to(stay.id, "signed")
    yield
    hotel.keep_stand_in_pdf(stay.id)


def letter_faulty(hotel: Hotel) -> Scene:
    stay = hotel.stay()
    hotel.bring_letter_to(stay.id, "signed")
    yield
    with hotel.inside():
        made = letter_printing.next_without_pdf(hotel.house, hotel.now)
        assert made is not None
        letter_printing.keep_fault(hotel.house, made, "The printer's font is missing.", hotel.now)


def reservation_held(hotel: Hotel) -> Scene:
    yield
    assert hotel.book(guest__vip_code="77").outcome == "held"


def reservation_decided(hotel: Hotel) -> Scene:
    hotel.book(guest__vip_code="77")
    yield
    with hotel.inside():
        row = arrivals.decide_held(1, "VC", by=hotel.actor("lobby"), house=hotel.house, now=hotel.now)
    assert row.outcome == "created"


def staff_changed(hotel: Hotel) -> Scene:
    yield
    with hotel.inside():
        for username, active in (("housekeeping_attendant_2", False), ("security_manager", None)):
            person = hotel.actor(username)
            assert person.id is not None
            staff.change(
                person.id, by=hotel.actor("admin"), now=hotel.now, post="duty_manager", active=active
            )


def tablet_scene(kind: str) -> Callable[[Hotel], Scene]:
    def scene(hotel: Hotel) -> Scene:
        by = replace(hotel.actor("lobby"), device="desk-1")
        with hotel.inside():
            tablet_id = tablets.enrol("Desk", None, by=by, now=hotel.now) if kind == "tablet_revoked" else 0
        yield
        with hotel.inside():
            if tablet_id:
                tablets.revoke(tablet_id, by=by, now=hotel.now)
            else:
                tablets.enrol("Desk", None, by=by, now=hotel.now)

    return scene


def procedure_put_in_force(hotel: Hotel) -> Scene:
    hotel.stay()
    changed = in_force(hotel)
    changed["grades.yaml"] = changed["grades.yaml"].replace("国宾", "元首", 1)
    changed["departments.yaml"] = changed["departments.yaml"].replace(
        "icon: bed_double", "icon: brush_cleaning"
    )
    yield
    put_in_force(hotel, changed)


def stay_moved_over(hotel: Hotel) -> Scene:
    """Work that another department does now leaves the board of the old one."""
    stay = hotel.stay()
    changed = in_force(hotel)
    given = "- id: name_card\n    department: housekeeping\n"
    changed["front_office.yaml"] = changed["front_office.yaml"].replace("- id: name_card\n", given)
    put_in_force(hotel, changed)
    yield
    with hotel.inside():
        house = House.called(CODE)
        procedures.move_over(stay.id, by=hotel.actor("gm"), house=house, now=hotel.now)


def in_force(hotel: Hotel) -> dict[str, str]:
    with hotel.inside():
        version = House.called(CODE).procedure.version
        return procedures.files_of(version, by=hotel.actor("gm"))


def put_in_force(hotel: Hotel, texts: dict[str, str]) -> None:
    with hotel.inside():
        gm, house = hotel.actor("gm"), House.called(CODE)
        procedures.put_in_force(dict(texts), "For the test.", by=gm, house=house, now=hotel.now)


def paper_printed(hotel: Hotel) -> Scene:
    stay = hotel.stay()
    yield
    asked = PaperAsked("pick_up_sign", stay_id=stay.id)
    with hotel.inside():
        prints.record(
            asked, copies=1, sha256="5e" * 32, by=hotel.actor("lobby"), house=hotel.house, now=hotel.now
        )


SCENES: dict[str, Callable[[Hotel], Scene]] = {
    "plan_laid": plan_laid,
    "plan_moved": plan_moved,
    "stay_expected": plan_laid,
    "stay_preparing": stay_step("prepare", "expected"),
    "stay_ready": stay_step("ready", "preparing"),
    "stay_en_route": stay_step("en_route", "ready"),
    "stay_arrived": stay_step("arrive", "en_route"),
    "stay_in_house": stay_step("settle", "arrived"),
    "stay_departing": stay_step("start_departure", "in_house"),
    "stay_departed": stay_step("depart", "departing"),
    "stay_cancelled": stay_step("cancel", "preparing"),
    "stay_no_show": stay_step("no_show", "expected"),
    "stay_step_undone": stay_step("undo", "cancelled"),
    "stay_retimed": plan_moved,
    "stay_changed": stay_changed,
    "stay_closed": stay_closed,
    "task_opened": task_opened,
    "task_waiting": task_waiting,
    "task_started": task_verb("start"),
    "task_ticked": task_verb("tick"),
    "task_signed_off": task_verb("sign_off", first=("tick",)),
    "task_claimed": task_verb("claim"),
    "task_assigned": task_assigned,
    "task_postponed": task_verb("postpone", until="2026-11-23T05:00:00+00:00", reason="Do not disturb."),
    "task_cannot_be_done": task_verb("cannot", reason="No water."),
    "task_skipped": task_verb("skip", reason="Not wanted."),
    "task_reopened": task_verb("reopen", first=("tick",)),
    "task_cancelled": task_verb("cancel", by="house"),
    "task_restored": task_restored,
    "letter_drafted": letter_drafted,
    "letter_written": letter_drafted,
    "letter_checked": letter_step("check", "drafted"),
    "letter_signed": letter_step("sign", "checked"),
    "letter_placed": letter_step("place", "signed"),
    "letter_sent_back": letter_step("send_back", "checked"),
    "letter_voided": letter_step("void", "signed"),
    "letter_printed": letter_printed,
    "letter_faulty": letter_faulty,
    **COLLISION_SCENES,
    **CHANGE_SCENES,
    **GUEST_SCENES,
    **HOUSE_SCENES,
    "reservation_held": reservation_held,
    "reservation_decided": reservation_decided,
    "procedure_put_in_force": procedure_put_in_force,
    "stay_moved_over": stay_moved_over,
    "staff_changed": staff_changed,
    "paper_printed": paper_printed,
    **LATE_SCENES,
    **RECORD_SCENES,
    **OFFLINE_SCENES,
    **{kind: tablet_scene(kind) for kind in ("tablet_enrolled", "tablet_revoked")},
    **SCREEN_SCENES,
}


@pytest.mark.parametrize("kind", SCENES)
def test_live_equals_reload(hotel: Hotel, kind: str) -> None:
    scene = SCENES[kind](hotel)
    next(scene)
    seq = hotel.seq
    with snapshot_plus_events_equals_fresh_snapshot(hotel):
        next(scene, None)
    assert kind in hotel.kinds(seq)


def test_every_kind_of_event_has_its_scene() -> None:
    assert set(SCENES) == set(KINDS)


def test_a_stay_that_comes_back_to_the_board_is_told_whole(hotel: Hotel) -> None:
    scene = stay_reopened(hotel)
    next(scene)
    with snapshot_plus_events_equals_fresh_snapshot(hotel):
        next(scene, None)


def test_an_alarm_that_climbs_leaves_no_shadow(hotel: Hotel) -> None:
    scene = alarm_climbed(hotel)
    next(scene)
    with snapshot_plus_events_equals_fresh_snapshot(hotel):
        next(scene, None)


def test_the_screens_know_every_kind() -> None:
    source = (ROOT / "static/js/board/apply.js").read_text()
    listed = source.split("export const CHANGES = {")[1].split("}")[0]
    assert set(re.findall(r"^  (\w+):", listed, re.MULTILINE)) - {"hidden"} == set(KINDS)


@pytest.mark.parametrize("table", ["stays", "tasks"])
def test_the_comparison_sees_a_change_that_no_event_tells(hotel: Hotel, table: str) -> None:
    """The control: one row changed behind the journal's back, and the boards differ."""
    stay = hotel.stay()
    held = snapshot_plus_events_equals_fresh_snapshot(hotel)
    held.__enter__()
    hotel.sql(f"UPDATE {table} SET version = version + 1 WHERE id = {stay.id}")  # noqa: S608
    with pytest.raises(AssertionError, match="in Python"):
        held.__exit__(None, None, None)


@pytest.mark.parametrize("watcher", WATCHERS)
def test_a_fold_that_loses_an_event_differs(hotel: Hotel, watcher: str) -> None:
    """The control of the fold: without the event that moved the plan the board is another one."""
    stay = hotel.stay()
    before = snapshot(hotel, watcher)
    hotel.step(stay.id, "prepare")
    hotel.clock.forward(minutes=1)
    hotel.step(stay.id, "undo")
    events = events_after(hotel, watcher, before["seq"])
    assert fold(before, events) == snapshot(hotel, watcher)
    assert fold(before, events[:-1]) != snapshot(hotel, watcher)
