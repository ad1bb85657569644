"""A changed procedure: checked, in force, tried over past stays; running stays keep theirs until moved."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from tests.support.builders import at
from tests.support.folding import snapshot, snapshot_plus_events_equals_fresh_snapshot
from tests.support.house import CODE, Hotel
from vipops import models
from vipops.errors import BadInput, NotAllowed, NotFound, Refusal, WrongMoment
from vipops.services import procedure_trial, procedures, stay_times
from vipops.services.house import House
from vipops.services.stay_times import NewTimes
from vipops.sop.procedure import UnknownGrade
from vipops.sop.yaml_source import ChecklistErrors
from vipops.storage import reading

MORE = """
  - id: umbrella
    source: [S1]
    stage: pre_arrival
    title: {zh: 备伞, en: Umbrella ready}
    due: arrival-30m
    gate: ready
"""


def house(hotel: Hotel) -> House:
    """The house as it is now: the hotel's own is kept for a whole test."""
    with hotel.inside():
        return House.called(CODE)


def files(hotel: Hotel, **changed: tuple[str, str]) -> dict[str, str | bytes]:
    """The files in force with a text replaced: ``security=("arrival-1h", "arrival-2h")``."""
    with hotel.inside():
        kept = procedures.files_of(house(hotel).procedure.version, by=hotel.actor("gm"))
    for name, (old, new) in changed.items():
        assert old in kept[f"{name}.yaml"]
        kept[f"{name}.yaml"] = kept[f"{name}.yaml"].replace(old, new)
    return dict(kept)


def with_umbrella(hotel: Hotel) -> dict[str, str | bytes]:
    texts = files(hotel)
    texts["security.yaml"] = str(texts["security.yaml"]) + MORE
    return texts


def put(
    hotel: Hotel, texts: dict[str, str | bytes], *, by: str = "gm", note: str = "Rain."
) -> dict[str, Any]:
    with hotel.inside():
        return procedures.put_in_force(texts, note, by=hotel.actor(by), house=house(hotel), now=hotel.now)


def move(hotel: Hotel, stay_id: int, *, by: str = "gm", seen: int | None = None) -> dict[str, Any]:
    with hotel.inside():
        return procedures.move_over(stay_id, by=hotel.actor(by), house=house(hotel), now=hotel.now, seen=seen)


def kept(hotel: Hotel) -> list[Any]:
    version = models.ProcedureVersion
    return hotel.rows(select(version).order_by(version.id))


def test_a_hotel_begins_with_the_procedure_that_came_with_it(hotel: Hotel) -> None:
    (first,) = kept(hotel)
    assert first.in_force
    assert set(first.files) >= {"grades.yaml", "departments.yaml", "security.yaml"}
    assert house(hotel).procedure.version == first.version


def test_new_stays_get_the_new_one_and_running_stays_keep_theirs(hotel: Hotel) -> None:
    running = hotel.stay()
    seq = hotel.seq
    answer = put(hotel, with_umbrella(hotel))
    new = hotel.row(select(models.Stay).where(models.Stay.id == _booked_anew(hotel)))
    assert hotel.kinds(seq)[0] == "procedure_put_in_force"
    assert new.procedure_version == answer["version"] != running.procedure_version
    assert "umbrella" in hotel.tasks(new.id)
    with hotel.inside():
        later = NewTimes(arrival_at=at("2026-11-23 19:30"))
        stay_times.change(running.id, later, by=hotel.actor("lobby"), house=house(hotel), now=hotel.now)
    assert "umbrella" not in hotel.tasks(running.id)
    assert [(row.in_force, row.note) for row in kept(hotel)] == [(False, _first_note(hotel)), (True, "Rain.")]


def _booked_anew(hotel: Hotel) -> int:
    with hotel.inside():
        now_in_force = house(hotel)
    other = Hotel(hotel.app, hotel.clock, hotel.folder)
    other.__dict__["house"] = now_in_force
    return int(other.stay(confirmation_number="R2002", guest__profile_id="P2").id)


def _first_note(hotel: Hotel) -> str:
    return str(kept(hotel)[0].note)


def test_a_stay_is_moved_over_with_its_done_work(hotel: Hotel) -> None:
    stay = hotel.stay()
    hotel.tick(stay.id, "briefing")
    put(hotel, with_umbrella(hotel))
    with hotel.inside():
        shown = procedures.preview_move(stay.id, by=hotel.actor("gm"), house=house(hotel), now=hotel.now)
    assert shown["counts"] == {"added": 1, "dropped": 0, "moved": 0, "changed": 0}
    assert "Umbrella ready" in shown["words"][0]["en"]
    assert "umbrella" not in hotel.tasks(stay.id)
    seq = hotel.seq
    answer = move(hotel, stay.id)
    assert {name: answer[name] for name in ("counts", "words")} == {
        name: shown[name] for name in ("counts", "words")
    }
    assert hotel.kinds(seq) == ["stay_moved_over", "plan_moved"]
    tasks = hotel.tasks(stay.id)
    assert (tasks["umbrella"].state, tasks["briefing"].state) == ("open", "done")
    assert hotel.stay_row(stay.id).procedure_version == house(hotel).procedure.version


def test_work_given_to_another_department_leaves_the_old_ones_board(hotel: Hotel) -> None:
    """The old department is told that the row is gone, live as on reload."""
    stay = hotel.stay()
    task = hotel.task(stay.id, "name_card")
    assignee = hotel.actor("front_office_attendant").id
    hotel.change(task, "assign", by="front_office_supervisor", assignee=assignee)
    given_away = files(
        hotel, front_office=("- id: name_card\n", "- id: name_card\n    department: housekeeping\n")
    )
    put(hotel, given_away)
    with snapshot_plus_events_equals_fresh_snapshot(hotel):
        move(hotel, stay.id)

    def seen_by(watcher: str) -> bool:
        return task.id in {row["id"] for row in snapshot(hotel, watcher)["tasks"]}

    assert (seen_by("front_office_supervisor"), seen_by("housekeeping_attendant")) == (False, True)
    assert hotel.task(stay.id, "name_card").assignee_id is None


def test_a_stay_whose_version_nobody_keeps_is_planned_with_the_one_in_force(
    hotel: Hotel, caplog: pytest.LogCaptureFixture
) -> None:
    stay = hotel.stay()
    hotel.sql("UPDATE stays SET procedure_version = 'lost' WHERE id = :id", id=stay.id)
    hotel.step(stay.id, "prepare")
    assert "does not keep version lost" in caplog.text
    assert hotel.stay_row(stay.id).state == "preparing"


def test_an_older_version_is_put_back(hotel: Hotel) -> None:
    first = house(hotel).procedure.version
    put(hotel, with_umbrella(hotel))
    with hotel.inside():
        answer = procedures.put_back(
            first, "Too much.", by=hotel.actor("admin"), house=house(hotel), now=hotel.now
        )
    assert answer["version"] == house(hotel).procedure.version == first
    assert [(row.in_force, row.note) for row in kept(hotel)] == [(True, "Too much."), (False, "Rain.")]


def test_a_code_that_means_no_grade_any_more_is_said(hotel: Hotel) -> None:
    texts = files(hotel)
    grades = str(texts["grades.yaml"])
    texts["grades.yaml"] = grades[: grades.index("  - code: VD")]
    answer = put(hotel, texts)
    (warning,) = answer["warnings"]
    assert warning["en"].startswith("The VIP code “5” means the grade VD, which this ladder does not have")


def test_every_mistake_is_told_with_its_place_and_nothing_changes(hotel: Hotel) -> None:
    before = hotel.counts()
    wrong = files(hotel, security=("arrival-1h", "arival-1h"), housekeeping=("each: room", "each: roof"))
    with pytest.raises(ChecklistErrors) as refusal:
        put(hotel, wrong)
    places = {error["where"].split(":")[0] for error in refusal.value.facts["errors"]}
    assert places == {"security.yaml", "housekeeping.yaml"}
    assert all(error["where"].count(":") == 2 for error in refusal.value.facts["errors"])
    assert hotel.counts() == before


def _unchanged(hotel: Hotel) -> None:
    put(hotel, files(hotel))


def _as_manager(hotel: Hotel) -> None:
    put(hotel, with_umbrella(hotel), by="lobby")


def _unknown(hotel: Hotel) -> None:
    with hotel.inside():
        procedures.put_back("nothing", "", by=hotel.actor("gm"), house=house(hotel), now=hotel.now)


def _long_note(hotel: Hotel) -> None:
    put(hotel, with_umbrella(hotel), note="x" * (procedures.LONGEST_NOTE + 1))


def _moved_already(hotel: Hotel) -> None:
    move(hotel, hotel.stay().id)


def _moved_by_lobby(hotel: Hotel) -> None:
    move(hotel, hotel.stay().id, by="lobby")


def _moved_after_its_end(hotel: Hotel) -> None:
    stay = hotel.stay()
    hotel.bring_to(stay.id, "cancelled")
    put(hotel, with_umbrella(hotel))
    move(hotel, stay.id)


def _moved_to_a_ladder_without_its_grade(hotel: Hotel) -> None:
    stay = hotel.stay(guest__vip_code="5")
    texts = files(hotel)
    grades = str(texts["grades.yaml"])
    put(hotel, texts | {"grades.yaml": grades[: grades.index("  - code: VD")]})
    move(hotel, stay.id)


@pytest.mark.parametrize(
    ("what", "refusal"),
    [
        (_unchanged, WrongMoment),
        (_as_manager, NotAllowed),
        (_unknown, NotFound),
        (_long_note, BadInput),
        (_moved_already, WrongMoment),
        (_moved_by_lobby, NotAllowed),
        (_moved_after_its_end, WrongMoment),
        (_moved_to_a_ladder_without_its_grade, UnknownGrade),
    ],
)
def test_refusals(hotel: Hotel, what: Callable[[Hotel], None], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        what(hotel)


def run(hotel: Hotel, texts: dict[str, str | bytes], *, by: str = "gm", days: int = 30) -> dict[str, Any]:
    with hotel.inside(), reading() as connection:
        return procedure_trial.run(
            connection, texts, days, by=hotel.actor(by), house=house(hotel), now=hotel.now
        )


def test_a_trial_says_what_past_stays_would_have_got(hotel: Hotel) -> None:
    stay = hotel.stay()
    hotel.clock.forward(days=5)
    texts = with_umbrella(hotel)
    changed = str(texts["security.yaml"]).replace("due: arrival-1h", "due: arrival-2h")
    told = run(hotel, texts | {"security.yaml": changed})
    assert (told["stays"], told["differing"]) == (1, 1)
    assert {(count["kind"], count["template"], count["stays"]) for count in told["counts"]} == {
        ("added", "umbrella", 1), ("gate_closed", "umbrella", 1), ("moved", "route", 1),
    }  # fmt: skip
    (each,) = told["each"]
    assert (each["stay_id"], each["room"]) == (stay.id, "1806")
    said = [one["words"]["en"] for one in each["differences"]]
    assert "Check the way moved from 23 Nov 14:00 to 23 Nov 13:00" in said
    assert "“Room is ready” also waits for Umbrella ready" in said


def test_a_trial_of_what_is_in_force_finds_nothing(hotel: Hotel) -> None:
    hotel.stay()
    hotel.clock.forward(days=1, hours=8)
    told = run(hotel, files(hotel))
    assert (told["stays"], told["differing"], told["counts"], told["each"]) == (1, 0, [], [])


def test_stays_before_the_time_asked_for_and_those_to_come_are_left_out(hotel: Hotel) -> None:
    hotel.stay()
    assert run(hotel, with_umbrella(hotel))["stays"] == 0
    hotel.clock.forward(days=40)
    assert run(hotel, with_umbrella(hotel))["stays"] == 0
    assert run(hotel, with_umbrella(hotel), days=60)["stays"] == 1


def test_an_administrator_tries_without_seeing_guests(hotel: Hotel) -> None:
    hotel.stay()
    hotel.clock.forward(days=5)
    told = run(hotel, with_umbrella(hotel), by="admin")
    assert (told["differing"], told["each"]) == (1, [])
    assert told["counts"]


@pytest.mark.parametrize("days", [0, 367])
def test_a_trial_over_an_impossible_time_is_refused(hotel: Hotel, days: int) -> None:
    with pytest.raises(BadInput):
        run(hotel, files(hotel), days=days)
