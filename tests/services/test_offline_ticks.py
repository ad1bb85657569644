"""Ticks made without a network: once, under their author, with both times; the doubtful ones to a person."""

from datetime import timedelta

import orjson
import pytest

from tests.queries.offline_scenes import held
from tests.support.house import Hotel
from tests.support.offline import dismiss, tablet_of
from vipops.errors import BadInput, NotAllowed, NotFound, NotSignedIn, Overtaken
from vipops.queries import tick_reviews as list_of
from vipops.services import tablets, tick_reviews
from vipops.services.offline_tokens import HANDED_IN_WITHIN
from vipops.services.tick_reviews import Decision


def decide(
    hotel: Hotel, held_id: int, verb: str, *, by: str = "lobby", seen: int = 1, reason: str = ""
) -> None:
    with hotel.inside():
        asked = Decision(held_id, verb, seen, reason)
        tick_reviews.decide(asked, by=hotel.actor(by), house=hotel.house, now=hotel.now)


def test_done_then_and_received_now(hotel: Hotel) -> None:
    stay, tablet = hotel.stay(), tablet_of(hotel, "housekeeping_attendant")
    made_at = hotel.clock.forward(minutes=2)
    hotel.clock.forward(minutes=38)
    before = hotel.seq
    answer = tablet.hand_in(hotel.task(stay.id, "room_made"), made_at=made_at)
    row = hotel.task(stay.id, "room_made")
    assert (row.done_at, row.received_at) == (made_at, hotel.now)
    assert row.done_by_id == hotel.actor("housekeeping_attendant").id
    assert answer["task"]["received_at"] != answer["task"]["done_at"]
    told = orjson.loads(hotel.events(before)[0].body)
    assert told["made_at"] < told["at"]
    assert told["by"]["id"] == row.done_by_id


def test_handed_in_twice_it_counts_once(hotel: Hotel) -> None:
    stay, tablet = hotel.stay(), tablet_of(hotel, "housekeeping_attendant")
    task = hotel.task(stay.id, "room_made")
    first = tablet.hand_in(task, made_at=hotel.now, key="k1")
    hotel.clock.forward(minutes=5)
    assert tablet.hand_in(task, made_at=hotel.now, key="k1") == first
    assert hotel.task(stay.id, "room_made").version == task.version + 1


def test_the_session_may_be_over_by_then(hotel: Hotel) -> None:
    stay, tablet = hotel.stay(), tablet_of(hotel, "housekeeping_attendant")
    made_at = hotel.now
    hotel.clock.forward(minutes=10)
    tablet.sign_out()
    tablet_of(hotel, "lobby")
    hotel.clock.forward(hours=20)
    tablet.hand_in(hotel.task(stay.id, "room_made"), made_at=made_at)
    assert hotel.task(stay.id, "room_made").done_by_id == hotel.actor("housekeeping_attendant").id


@pytest.mark.parametrize(("minutes", "believed"), [(60, 30), (-600, 0), (7, 7)])
def test_a_tablet_s_clock_is_believed_within_reason(hotel: Hotel, minutes: int, believed: int) -> None:
    stay, tablet = hotel.stay(), tablet_of(hotel, "housekeeping_attendant")
    seen_at = hotel.now
    hotel.clock.forward(minutes=30)
    tablet.hand_in(hotel.task(stay.id, "room_made"), made_at=seen_at + timedelta(minutes=minutes))
    assert hotel.task(stay.id, "room_made").done_at == seen_at + timedelta(minutes=believed)


def test_two_verbs_of_one_task_keep_their_times(hotel: Hotel) -> None:
    stay, tablet = hotel.stay(), tablet_of(hotel, "housekeeping_attendant")
    began = hotel.clock.forward(minutes=1)
    done = hotel.clock.forward(minutes=1)
    hotel.clock.forward(minutes=30)
    tablet.hand_in(hotel.task(stay.id, "room_made"), "start", made_at=began)
    tablet.hand_in(hotel.task(stay.id, "room_made"), made_at=done)
    assert hotel.task(stay.id, "room_made").done_at == done


def test_who_came_second_is_told_who_was_first(hotel: Hotel) -> None:
    stay, tablet = hotel.stay(), tablet_of(hotel, "housekeeping_attendant")
    seen = hotel.task(stay.id, "room_made")
    hotel.tick(stay.id, "room_made", by="housekeeping_attendant_2")
    with pytest.raises(Overtaken) as refused:
        tablet.hand_in(seen, made_at=hotel.now)
    assert refused.value.facts["by"]["id"] == hotel.actor("housekeeping_attendant_2").id


def test_opened_again_it_forgets_both_times(hotel: Hotel) -> None:
    stay, tablet = hotel.stay(), tablet_of(hotel, "housekeeping_attendant")
    made_at = hotel.now
    hotel.clock.forward(minutes=9)
    tablet.hand_in(hotel.task(stay.id, "room_made"), made_at=made_at)
    hotel.change(hotel.task(stay.id, "room_made"), "reopen", by="housekeeping_supervisor")
    row = hotel.task(stay.id, "room_made")
    assert (row.done_at, row.received_at) == (None, None)


def test_a_token_is_kept_as_a_hash(hotel: Hotel) -> None:
    tablet = tablet_of(hotel, "lobby")
    assert [row for row in hotel.rows_of("offline_tokens") if tablet.token in str(row)] == []


def test_a_revoked_tablet_hands_in_nothing(hotel: Hotel) -> None:
    stay, tablet = hotel.stay(), tablet_of(hotel, "lobby")
    with hotel.inside():
        enrolled = tablets.enrol("Desk", None, by=tablet.signed.actor, now=hotel.now)
        tablets.revoke(enrolled, by=hotel.actor("admin"), now=hotel.now)
    with pytest.raises(NotSignedIn):
        tablet.hand_in(hotel.task(stay.id, "briefing"), made_at=hotel.now)
    assert hotel.task(stay.id, "briefing").state == "open"


def test_a_token_does_not_live_for_ever(hotel: Hotel) -> None:
    stay, tablet = hotel.stay(), tablet_of(hotel, "lobby")
    made_at = hotel.now
    hotel.clock.to(tablet.signed.ends_at + HANDED_IN_WITHIN)
    with pytest.raises(NotSignedIn):
        tablet.hand_in(hotel.task(stay.id, "briefing"), made_at=made_at)


def test_a_dismissed_person_s_tick_waits_for_somebody_to_look(hotel: Hotel) -> None:
    one = held(hotel)
    assert (one["state"], one["why"]) == ("waiting", "dismissed")
    with hotel.inside():
        (listed,) = list_of.listed(hotel.actor("lobby"), hotel.now)["waiting"]
    assert listed["author_name"] == dict(hotel.actor("housekeeping_attendant").name)
    assert not listed["overtaken"]


def test_made_after_the_session_it_waits_too(hotel: Hotel) -> None:
    stay, tablet = hotel.stay(), tablet_of(hotel, "housekeeping_attendant")
    tablet.sign_out()
    made_at = hotel.clock.forward(minutes=1)
    answer = tablet.hand_in(hotel.task(stay.id, "room_made"), made_at=made_at)
    assert answer["held"]["why"] == "signed_out"
    assert hotel.task(stay.id, "room_made").state == "open"


def test_accepted_it_counts_for_its_author_from_when_it_was_made(hotel: Hotel) -> None:
    one = held(hotel)
    decide(hotel, int(str(one["id"])), "accept")
    (row,) = [row for row in hotel.rows_of("tasks") if row.id == one["task_id"]]
    assert row.state == "done"
    assert row.done_by_id == hotel.actor("housekeeping_attendant").id
    assert row.done_at < row.received_at == hotel.now
    ticked, reviewed = (orjson.loads(event.body) for event in hotel.events()[-2:])
    assert (ticked["kind"], reviewed["kind"]) == ("task_ticked", "tick_reviewed")
    assert reviewed["reviewer"]["id"] == hotel.actor("lobby").id
    (kept,) = hotel.rows_of("held_ticks")
    assert (kept.state, kept.decided_by_id) == ("accepted", hotel.actor("lobby").id)


def test_dropped_it_counts_for_nothing_and_says_why(hotel: Hotel) -> None:
    one = held(hotel)
    with pytest.raises(BadInput):
        decide(hotel, int(str(one["id"])), "drop")
    decide(hotel, int(str(one["id"])), "drop", reason="The room was not made.")
    (kept,) = hotel.rows_of("held_ticks")
    assert (kept.state, kept.reason) == ("dropped", "The room was not made.")
    assert [row.state for row in hotel.rows_of("tasks") if row.id == one["task_id"]] == ["open"]
    with hotel.inside():
        assert list_of.listed(hotel.actor("gm"), hotel.now)["waiting"] == []


def test_what_cannot_be_decided(hotel: Hotel) -> None:
    one = held(hotel)
    number = int(str(one["id"]))
    with pytest.raises(NotAllowed):
        decide(hotel, number, "accept", by="housekeeping_manager")
    with pytest.raises(NotFound):
        decide(hotel, 999, "accept")
    with pytest.raises(BadInput):
        decide(hotel, number, "forget")
    decide(hotel, number, "drop", reason="Twice.")
    with pytest.raises(Overtaken):
        decide(hotel, number, "accept")


def test_a_held_tick_that_somebody_overtook_cannot_be_accepted(hotel: Hotel) -> None:
    one = held(hotel)
    hotel.tick(int(str(one["stay_id"])), "room_made", by="housekeeping_attendant_2")
    with pytest.raises(Overtaken):
        decide(hotel, int(str(one["id"])), "accept")
    (kept,) = hotel.rows_of("held_ticks")
    assert kept.state == "waiting"


def test_a_dismissed_person_may_come_back(hotel: Hotel) -> None:
    """What was made while the session stood counts for whoever is of the house."""
    stay, tablet = hotel.stay(), tablet_of(hotel, "housekeeping_attendant")
    made_at = hotel.now
    hotel.clock.forward(minutes=5)
    dismiss(hotel, "housekeeping_attendant")
    hotel.sql("UPDATE staff SET active = true WHERE username = 'housekeeping_attendant'")
    assert "task" in tablet.hand_in(hotel.task(stay.id, "room_made"), made_at=made_at)
