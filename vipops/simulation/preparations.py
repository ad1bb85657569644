"""What has to be done before a task can be ticked: the roll called, the paper printed, the work given out."""

from collections.abc import Callable, Mapping
from typing import Any

from vipops.domain import line_up
from vipops.domain.line_up import EITHER
from vipops.domain.papers import PAPERS, may_print
from vipops.domain.permissions import Actor
from vipops.enums import Department, Role
from vipops.errors import Overtaken, WrongMoment
from vipops.services import assignments, prints, requests, tasks
from vipops.services.assignments import Assignment
from vipops.services.prints import PaperAsked
from vipops.services.requests import RequestAsked
from vipops.services.tasks import Change
from vipops.simulation.ledger import Row
from vipops.simulation.world import World

STAND_IN_SHA256 = "5" * 64
COPIES = 3
RACES = (WrongMoment, Overtaken)
MISSING_AT_THE_DOOR = 0.15  # of line-ups one person is not there, and the task says why


def before_the_tick(world: World, row: Row, by: Actor) -> Row:
    """Do what the task's kinds of proof ask for; answers the task as it then is."""
    for kind in {field["kind"]: None for field in row["proof"]}:
        if kind in FIRST:
            FIRST[kind](world, row, by)
            world.catch_up()
    return world.ledger.tasks[row["id"]]


def left_open(row: Row) -> dict[str, str]:
    """What is said of a line-up in which somebody is missing."""
    return {
        field["name"]: "Called away to another guest"
        for field in row["proof"]
        if field["kind"] == "roll_call" and line_up.missing(row["people"], row["roll"])
    }


def _give_out(world: World, row: Row, _by: Actor) -> None:
    """Item H1: every task of the department has a name on it."""
    seniors = world.crew.in_department(row["department"], Role.SUPERVISOR, Role.MANAGER)
    hands = world.crew.in_department(row["department"], Role.ATTENDANT) or seniors
    to = world.chance("hands", row["id"]).choice(hands)
    asked = Assignment(row["stay_id"], Department(row["department"]), to.id or 0)
    world.attempt("give out", lambda: assignments.assign(asked, by=seniors[0], now=world.now), *RACES)


def _call_the_roll(world: World, row: Row, by: Actor) -> None:
    """Whoever the grade calls for is in position; now and then one is not."""
    entries = list(row["people"])
    if entries and world.chance("roll", row["id"]).random() < MISSING_AT_THE_DOOR:
        entries.pop()
    for post in dict.fromkeys(entry.split(EITHER)[0] for entry in entries):
        asked = Change(row["id"], "in_position", world.ledger.tasks[row["id"]]["version"], {"post": post})
        _stand(world, asked, by)
        world.catch_up()


def _stand(world: World, asked: Change, by: Actor) -> None:
    world.attempt("in_position", lambda: tasks.change(asked, by=by, house=world.house, now=world.now), *RACES)


def _print(world: World, row: Row, by: Actor) -> None:
    asked = PaperAsked(row["paper"], stay_id=row["stay_id"], task_id=row["id"], meal_id=_meal(row))
    if not may_print(by, PAPERS[row["paper"]]):  # a guest's papers are printed by who may read them
        by = world.crew.holding("guest_relations")[0]
    world.attempt(
        f"print {row['paper']}",
        lambda: prints.record(
            asked, copies=COPIES, sha256=STAND_IN_SHA256, by=by, house=world.house, now=world.now
        ),
    )


def _acknowledge(world: World, row: Row, _by: Actor) -> None:
    """Rule P10: whoever is responsible says that they heard."""
    for request in [*world.ledger.records["request"].values()]:
        if request["stay_id"] == row["stay_id"] and request["state"] == "recorded":
            by = world.crew.in_department(request["department"], Role.SUPERVISOR, Role.MANAGER)[0]
            asked = RequestAsked(request["id"], "acknowledge", request["version"])
            _say_heard(world, asked, by)


def _say_heard(world: World, asked: RequestAsked, by: Actor) -> None:
    world.attempt(
        "acknowledge", lambda: requests.change(asked, by=by, house=world.house, now=world.now), *RACES
    )


def _meal(row: Row) -> int | None:
    subject: Any = row["subject"]
    return int(subject) if row["paper"] == "menu" and str(subject).isdigit() else None


FIRST: Mapping[str, Callable[[World, Row, Actor], None]] = {
    "assignees": _give_out,
    "roll_call": _call_the_roll,
    "print": _print,
    "acknowledged": _acknowledge,
}
