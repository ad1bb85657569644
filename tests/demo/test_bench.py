"""The hotel that measurements are made in."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.demo.conftest import Demo
from vipops import models
from vipops.demo.bench import bench_hotel
from vipops.domain.permissions import Actor
from vipops.services import tasks
from vipops.services.house import House
from vipops.services.sign_in import actor_of
from vipops.services.tasks import Change

task = models.Task


@pytest.fixture
def people(demo: Demo) -> list[str]:
    shown = bench_hotel(demo.app, stays=7, tasks_per_stay=60, now=demo.now)
    return [person["username"] for person in shown]


def test_as_many_open_tasks_as_asked_for_and_some_that_ask_for_more(demo: Demo, people: list[str]) -> None:
    count = dict(demo.rows(select(task.state, func.count()).group_by(task.state)))
    assert count == {"open": 7 * 60, "in_progress": 7 * 3}
    assert len(demo.all(models.Stay)) == 7
    plain = demo.all(task, task.state == "open")
    assert not [row.key for row in plain if row.proof or row.points or row.second_signature or row.letter]
    assert len({row.department for row in plain}) == 7
    assert all(demo.now <= row.due_at <= demo.now + timedelta(days=2) for row in plain)
    assert all(
        row.proof or row.points or row.second_signature for row in demo.all(task, task.state != "open")
    )


def test_the_first_may_tick_every_open_task(demo: Demo, people: list[str]) -> None:
    assert len(people) >= 10
    [person] = demo.all(models.Staff, models.Staff.username == people[0])
    by: Actor = actor_of(person)
    with demo.app.app_context():
        house = House.only()
        for row in demo.all(task, task.state == "open", task.stay_id == 1):
            answer = tasks.change(Change(row.id, "tick", row.version), by=by, house=house, now=demo.now)
            assert answer["task"]["state"] == "done"


def test_the_journal_goes_on_where_it_stands(demo: Demo, people: list[str]) -> None:
    [head] = demo.all(models.JournalHead)
    events = demo.all(models.Event)
    assert (head.seq, head.hash) == (len(events), events[-1].hash)
