"""The event log: whole by the OCEL 2.0 standard, without names, and what a process-mining tool finds."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support.builders import at
from tests.support.house import CODE, Hotel
from vipops.domain.lifecycles import STAY
from vipops.queries import event_log, event_log_form
from vipops.queries.event_log import Period
from vipops.services.house import House

TYPES = {"string": str, "time": str, "integer": int, "float": float, "boolean": bool}
LIVED = {
    "W1": ("prepare", "ready", "en_route", "arrive", "settle", "start_departure", "depart"),
    "W2": ("prepare", "ready", "arrive", "settle", "start_departure", "depart"),
    "W3": ("prepare", "cancel"),
    "W4": ("prepare", "no_show"),
}
LIFECYCLE = (
    "stay_expected", "stay_preparing", "stay_ready", "stay_en_route", "stay_arrived", "stay_in_house",
    "stay_departing", "stay_departed",
)  # fmt: skip


@pytest.fixture
def lived(hotel: Hotel) -> Hotel:
    """Four stays: one by every step, one without a car, one called off, one whose guest never came."""
    for number, steps in LIVED.items():
        stay = hotel.stay(confirmation_number=number, guest__profile_id=number)
        for verb in steps:
            hotel.clock.forward(minutes=30)
            hotel.step(stay.id, verb, reason="for the test")
    return hotel


def written(hotel: Hotel, *asked: Any, **options: Any) -> str:
    with hotel.inside():
        return b"".join(event_log.ocel(hotel.house, *asked, **options)).decode()


def log_of(hotel: Hotel, *asked: Any, **options: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(written(hotel, *asked, **options))
    return found


def mined(log: str, folder: Path) -> Any:
    """The stays' own steps as pm4py reads them: a table with a case for each stay."""
    import pm4py

    path = folder / "log.json"
    path.write_text(log)
    table = pm4py.ocel_flattening(pm4py.read_ocel2_json(str(path)), event_log_form.STAY)
    steps = table[table["concept:name"].isin([*LIFECYCLE, "stay_cancelled", "stay_no_show"])]
    return steps.sort_values(["case:concept:name", "time:timestamp", "ocel:eid"], ignore_index=True)


class TestWhatAToolFinds:
    def test_the_lifecycle_of_a_stay(self, lived: Hotel, tmp_path: Path) -> None:
        import pm4py

        follows, first, last = pm4py.discover_dfg(mined(written(lived), tmp_path))
        assert follows == {
            ("stay_expected", "stay_preparing"): 4,
            ("stay_preparing", "stay_ready"): 2,
            ("stay_ready", "stay_en_route"): 1,
            ("stay_en_route", "stay_arrived"): 1,
            ("stay_ready", "stay_arrived"): 1,
            ("stay_arrived", "stay_in_house"): 2,
            ("stay_in_house", "stay_departing"): 2,
            ("stay_departing", "stay_departed"): 2,
            ("stay_preparing", "stay_cancelled"): 1,
            ("stay_preparing", "stay_no_show"): 1,
        }
        assert first == {"stay_expected": 4}
        assert last == {"stay_departed": 2, "stay_cancelled": 1, "stay_no_show": 1}

    def test_the_variants_that_were_taken(self, lived: Hotel, tmp_path: Path) -> None:
        import pm4py

        without_a_car = tuple(step for step in LIFECYCLE if step != "stay_en_route")
        assert pm4py.get_variants(mined(written(lived), tmp_path)) == {
            LIFECYCLE: 1,
            without_a_car: 1,
            ("stay_expected", "stay_preparing", "stay_cancelled"): 1,
            ("stay_expected", "stay_preparing", "stay_no_show"): 1,
        }

    def test_only_steps_of_the_table(self, lived: Hotel, tmp_path: Path) -> None:
        import pm4py

        state = {step.tells: str(step.target) for step in STAY.steps if step.verb != "undo"}
        state["stay_expected"] = "expected"
        follows, *_ = pm4py.discover_dfg(mined(written(lived), tmp_path))
        assert {(state[one], state[other]) for one, other in follows} <= STAY.pairs()

    def test_the_objects_and_their_changes(self, lived: Hotel, tmp_path: Path) -> None:
        import pm4py

        path = tmp_path / "log.json"
        path.write_text(written(lived))
        log = pm4py.read_ocel2_json(str(path))
        assert set(log.objects["ocel:type"]) == {"stay", "task", "room", "department", "staff"}
        changes = log.object_changes
        states = changes[(changes["ocel:oid"] == "stay:1") & (changes["ocel:field"] == "state")]
        assert [f"stay_{state}" for state in states["state"]] == list(LIFECYCLE[1:])


class TestWholeByTheStandard:
    def test_every_event_of_the_journal_once_in_order(self, lived: Hotel) -> None:
        shown = log_of(lived)["events"]
        assert [row["type"] for row in shown] == lived.kinds()
        assert [row["id"] for row in shown] == sorted({row["id"] for row in shown})

    def test_types_are_declared_and_kept(self, lived: Hotel) -> None:
        log = log_of(lived, names=True)
        for rows, kinds in (("events", "eventTypes"), ("objects", "objectTypes")):
            declared = {
                kind["name"]: {one["name"]: TYPES[one["type"]] for one in kind["attributes"]}
                for kind in log[kinds]
            }
            for row in log[rows]:
                for said in row["attributes"]:
                    assert isinstance(said["value"], declared[row["type"]][said["name"]]), (row, said)

    def test_what_is_related_is_there_and_nothing_twice(self, lived: Hotel) -> None:
        log = log_of(lived)
        objects = Counter(row["id"] for row in log["objects"])
        assert set(objects.values()) == {1}
        assert _related(log["events"]) | _related(log["objects"]) <= set(objects)

    def test_a_plan_is_one_event_with_its_stay_and_tasks(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        laid = [row for row in log_of(hotel)["events"] if row["type"] == "plan_laid"]
        tasks = [key for key in _related(laid) if key.startswith("task:")]
        assert len(laid) == len({row.department for row in hotel.tasks(stay.id).values()})
        assert len(tasks) == len(hotel.rows_of("tasks"))
        assert all(
            {"objectId": f"stay:{stay.id}", "qualifier": "stay"} in row["relationships"] for row in laid
        )

    def test_a_tick_says_how_late_it_came(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        due_at = hotel.task(stay.id, "briefing").due_at
        hotel.clock.to(due_at + timedelta(minutes=12, seconds=30))
        hotel.tick(stay.id, "briefing")
        (ticked,) = [row for row in log_of(hotel)["events"] if row["type"] == "task_ticked"]
        assert {"name": "minutes_late", "value": 12.5} in ticked["attributes"]

    def test_a_gate_that_was_passed(self, hotel: Hotel) -> None:
        stay = hotel.stay()
        hotel.bring_to(stay.id, "ready")
        events = {row["type"]: row for row in log_of(hotel)["events"]}
        passed = {one["name"]: one["value"] for one in events["stay_ready"]["attributes"]}
        assert (
            passed["gates_passed"] == sum(task.gate == "ready" for task in hotel.tasks(stay.id).values()) > 0
        )

    def test_an_empty_journal_is_a_whole_document(self, hotel: Hotel) -> None:
        log = log_of(hotel, Period(at("2020-01-01 00:00"), at("2020-01-02 00:00")))
        assert log["events"] == []
        assert {row["type"] for row in log["objects"]} == {"room", "department", "staff"}

    def test_it_comes_in_small_pieces(self, lived: Hotel) -> None:
        with lived.inside():
            pieces = [len(piece) for piece in event_log.ocel(lived.house)]
        log = log_of(lived)
        assert len(pieces) > len(log["events"]) + len(log["objects"])


class TestPeriod:
    def test_hotel_days(self, hotel: Hotel) -> None:
        """The day turns at four in the morning: what happened at two belongs to the day before."""
        hotel.clock.to(at("2026-11-21 02:00"))
        early = hotel.stay(confirmation_number="E1", guest__profile_id="E1")
        hotel.clock.to(at("2026-11-21 05:00"))
        late = hotel.stay(confirmation_number="E2", guest__profile_id="E2")
        with hotel.inside():
            days = [event_log.days(date(2026, 11, day), date(2026, 11, day), hotel.house) for day in (20, 21)]
        found = [log_of(hotel, day) for day in days]
        assert [_stays(log) for log in found] == [{f"stay:{early.id}"}, {f"stay:{late.id}"}]
        assert all(log["events"] for log in found)

    def test_objects_bring_their_history_from_the_beginning(self, lived: Hotel) -> None:
        start = lived.now - timedelta(minutes=10)
        log = log_of(lived, Period(start, lived.now + timedelta(minutes=1)))
        (stay,) = [row for row in log["objects"] if row["type"] == "stay"]
        states = [said["value"] for said in stay["attributes"] if said["name"] == "state"]
        assert states == ["expected", "preparing", "no_show"]
        assert _related(log["events"]) <= {row["id"] for row in log["objects"]}


class TestNames:
    def test_no_guest_and_nobodys_words(self, hotel: Hotel) -> None:
        stay = hotel.stay(guest__surname="Canaryname", guest__given_name="Wren", guest__native_name="金丝雀")
        hotel.change(hotel.task(stay.id, "briefing"), "cannot", reason="Canaryword")
        hotel.step(stay.id, "cancel", reason="Canaryword")
        text = written(hotel, names=True)
        assert [word for word in ("Canary", "Wren", "金丝雀") if word in text] == []

    def test_staff_are_numbers_unless_names_are_asked_for(self, lived: Hotel) -> None:
        plain, named = written(lived), written(lived, names=True)
        people = [row for row in json.loads(named)["objects"] if row["type"] == "staff"]
        assert people
        for person in people:
            said = {one["name"]: one["value"] for one in person["attributes"]}
            assert f'"{said["username"]}"' not in plain
            assert said["name"] not in plain


def test_one_property_only(lived: Hotel) -> None:
    assert lived.house.code == CODE
    other = "INSERT INTO properties (id, code, name, zone, settings) SELECT 99, 'OTHER', name, zone, settings"
    lived.sql(f"{other} FROM properties")
    with lived.inside():
        log = json.loads(b"".join(event_log.ocel(House.called("OTHER"))))
    assert (log["events"], {row["type"] for row in log["objects"]}) == ([], {"department"})


def _related(rows: Sequence[dict[str, Any]]) -> set[str]:
    return {one["objectId"] for row in rows for one in row["relationships"]}


def _stays(log: dict[str, Any]) -> set[str]:
    return {row["id"] for row in log["objects"] if row["type"] == "stay"}
