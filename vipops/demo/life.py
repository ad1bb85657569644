"""The demo's past, lived through the real services in order of time, every tick by somebody."""

import heapq
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from zlib import crc32

from sqlalchemy import bindparam, or_, select

from vipops import models
from vipops.demo.cast import Cast
from vipops.demo.handwriting import signature
from vipops.demo.proof import points_for, proof_for, written
from vipops.demo.story import Story, Turn
from vipops.domain.gates import GATES_OF_STEP
from vipops.domain.line_up import EITHER
from vipops.domain.permissions import Actor
from vipops.enums import Department, LetterState, TaskState
from vipops.services import arrivals, assignments, letter_writing, letters, stays, tasks
from vipops.services.assignments import Assignment
from vipops.services.house import House
from vipops.services.letters import LetterAsked
from vipops.services.line_ups import ROLL_CALL
from vipops.services.stays import StepAsked
from vipops.services.tasks import Change
from vipops.services.transactions import transaction
from vipops.storage import reading

Life = Iterator[datetime]

LETTER_STEPS = ("drafted", "checked", "signed", "placed")
_HURRY = timedelta(minutes=2)  # before a step, for what must be done first
_EARLIEST = timedelta(minutes=12)  # before it is due, work is begun


def live(lives: Sequence[Life], now: datetime) -> None:
    """Let all lives go on side by side, always the one whose next deed comes first, until now."""
    order = count()
    waiting: list[tuple[datetime, int, Life]] = []
    for life in lives:
        _queue(waiting, order, life, now)
    while waiting:
        _at, _number, life = heapq.heappop(waiting)
        _queue(waiting, order, life, now)


def _queue(
    waiting: list[tuple[datetime, int, Life]], order: Iterator[int], life: Life, now: datetime
) -> None:
    at = next(life, None)
    if at is not None and at <= now:
        heapq.heappush(waiting, (at, next(order), life))


@dataclass(frozen=True, slots=True)
class _Deed:
    at: datetime
    do: Any
    what: Any = None


def _signed_at(row: Any, hurried: tuple[tuple[str, ...], datetime]) -> datetime:
    """Some minutes after it was done, and before the step that it holds."""
    gates, step_at = hurried
    at: datetime = row.done_at + timedelta(minutes=6)
    return min(at, step_at - _HURRY / 2) if row.gate in gates else at


class StayLife:
    """One stay, lived as its story tells."""

    def __init__(self, story: Story, cast: Cast, house: House, now: datetime) -> None:
        self._story, self._cast, self._house, self._now = story, cast, house, now
        self._turns = list(story.turns)
        self._news = list(story.news)
        self._letter = self._letter_deeds()
        self._clock = story.booked_at
        self._stay_id = 0
        self._told: set[int] = set()

    def __iter__(self) -> Life:
        """Yields the moment of the next deed, and does it when asked on."""
        yield self._clock
        self._import(self._story.booking)
        while deed := self._next():
            yield deed.at
            self._clock = deed.at
            deed.do(deed)

    def _next(self) -> _Deed | None:
        found = [
            *(_Deed(turn.at, self._step, turn) for turn in self._turns[:1]),
            *(_Deed(at, self._hear, booking) for at, booking in self._news[:1]),
            *(_Deed(at, self._write, step) for step, at in self._letter[:1]),
            *self._work(),
        ]
        deeds = [_Deed(max(deed.at, self._clock), deed.do, deed.what) for deed in found]
        return min(deeds, key=lambda deed: deed.at, default=None)

    def _work(self) -> Iterator[_Deed]:
        hurried = self._hurried()
        for row in _open_work(self._stay_id, self._now + _EARLIEST):
            if row.template in self._story.left:
                continue
            if row.state == TaskState.DONE:
                yield _Deed(_signed_at(row, hurried), self._sign_off, row)
            elif row.template in self._story.stuck:
                yield from self._told_once(row)
            elif row.template not in self._story.begun:
                yield _Deed(self._done_at(row, hurried), self._tick, row)
            elif row.state == TaskState.OPEN:
                yield _Deed(row.due_at - _EARLIEST, self._start, row)

    def _told_once(self, row: Any) -> Iterator[_Deed]:
        if row.id not in self._told:
            yield _Deed(row.due_at - _EARLIEST, self._tell_stuck, row)

    def _done_at(self, row: Any, hurried: tuple[tuple[str, ...], datetime]) -> datetime:
        early = timedelta(minutes=2 + crc32(f"{self._stay_id}{row.key}".encode()) % 8)  # below _EARLIEST
        at: datetime = max(
            row.due_at - early, row.changed_at + timedelta(minutes=2), row.starts_at or row.changed_at
        )
        gates, step_at = hurried
        return min(at, step_at - _HURRY) if row.gate in gates else at

    def _hurried(self) -> tuple[tuple[str, ...], datetime]:
        """The gates of the next step, whose tasks are done before it."""
        turn = next(iter(self._turns), None)
        if turn is None or turn.reason:
            return (), self._now
        return GATES_OF_STEP.get(turn.verb, ()), turn.at

    def _import(self, booking: Any) -> None:
        by = self._cast.lobby_manager(self._clock)
        outcome = arrivals.import_reservation(booking, by=by, house=self._house, now=self._clock)
        self._stay_id = outcome.stay_id or self._stay_id

    def _hear(self, deed: _Deed) -> None:
        self._news.pop(0)
        self._turns.clear()
        self._letter.clear()
        self._import(deed.what)

    def _step(self, deed: _Deed) -> None:
        turn: Turn = self._turns.pop(0)
        by = self._cast.lobby_manager(deed.at)
        reason = written(turn.reason, self._cast.language_of(by)) if turn.reason else ""
        asked = StepAsked(self._stay_id, turn.verb, reason=reason)
        stays.step(asked, by=by, house=self._house, now=deed.at)

    def _tick(self, deed: _Deed) -> None:
        for asked in _task(deed.what.id).proof:
            if prepare := FIRST.get(asked["kind"]):
                prepare(self, _task(deed.what.id), deed.at)
        row = _task(deed.what.id)
        by = self._cast.doer(row, deed.at)
        language = self._cast.language_of(by)
        details = {
            "proof": proof_for(row.proof, self._story.eta or self._story.arrival_at, language),
            "points": points_for(row.points, language, with_fault=self._stay_id % 3 == 0),
        }
        self._change(row, "tick", by, deed.at, details)

    def _start(self, deed: _Deed) -> None:
        row = _task(deed.what.id)
        self._change(row, "start", self._cast.doer(row, deed.at), deed.at, {})

    def _tell_stuck(self, deed: _Deed) -> None:
        row = _task(deed.what.id)
        self._told.add(row.id)
        by = self._cast.doer(row, deed.at)
        reason = written(self._story.stuck[row.template], self._cast.language_of(by))
        self._change(row, "cannot", by, deed.at, {"reason": reason})

    def _sign_off(self, deed: _Deed) -> None:
        row = _task(deed.what.id)
        self._change(row, "sign_off", self._cast.second(row, deed.at), deed.at, {})

    def _change(self, row: Any, verb: str, by: Actor, at: datetime, details: dict[str, Any]) -> None:
        asked = Change(row.id, verb, row.version, details)
        tasks.change(asked, by=by, house=self._house, now=at)

    def give_all(self, row: Any, at: datetime) -> None:
        """Item H1: every task of the department has a name on it."""
        assignee = self._cast.holding(("housekeeping_supervisor", row.who))
        wanted = Assignment(self._stay_id, Department(row.department), assignee.id or 0)
        assignments.assign(wanted, by=self._cast.doer(row, at), now=at)

    def call_the_roll(self, row: Any, at: datetime) -> None:
        """Everybody whom the grade calls for stands at the door."""
        by = self._cast.lobby_manager(at)
        for post in dict.fromkeys(post for entry in row.people for post in entry.split(EITHER)[:1]):
            self._change(_task(row.id), "in_position", by, at, {"post": post})

    def _letter_deeds(self) -> list[tuple[str, datetime]]:
        """When the letter takes its steps: by the procedure's hours, and in time for now to show them."""
        arrival_at = self._story.arrival_at
        noon = arrival_at.astimezone(self._house.zone).replace(hour=11, minute=40) - timedelta(days=1)
        wanted = (
            noon,
            noon + timedelta(hours=2),
            noon + timedelta(hours=6),
            arrival_at - timedelta(minutes=145),
        )
        latest = [self._now - timedelta(minutes=minutes) for minutes in (70, 55, 40, 25)]
        reached = LETTER_STEPS.index(self._story.letter) + 1
        return [
            (step, min(at.astimezone(self._now.tzinfo), last))
            for step, at, last in list(zip(LETTER_STEPS, wanted, latest, strict=True))[:reached]
        ]

    def _write(self, deed: _Deed) -> None:
        step, _at = self._letter.pop(0)
        if step == "drafted":
            write_letters(self._house, deed.at)
            return
        letter = _letter_of(self._stay_id)
        if letter is not None:
            LETTER_DEEDS[step](self, letter, deed.at)

    def check_letter(self, letter: Any, at: datetime) -> None:
        """A second person keys the name again."""
        by = self._cast.holding(("guest_relations", "front_office_manager"))
        asked = LetterAsked(letter.id, "check", letter.version, {"name": letter.booked_name})
        letters.change(asked, by=by, house=self._house, now=at)

    def sign_letter(self, letter: Any, at: datetime) -> None:
        """Whoever the letter names signs by hand."""
        by = self._cast.holding(self._house.grade(letter.grade).letter.signers)
        asked = LetterAsked(letter.id, "sign", letter.version, {"strokes": signature(by.name["en"])})
        letters.change(asked, by=by, house=self._house, now=at)

    def place_letter(self, letter: Any, at: datetime) -> None:
        """The paper stands in the room; its PDF is made by the worker afterwards, from the frozen words."""
        by = self._cast.lobby_manager(at)
        with transaction(by, at) as tell:
            row = letters.find(tell, letter.id)
            letters.fire(tell, row, "place", {"placed_at": at, "placed_by_id": by.id})


# What is done before a task with this kind of proof can be ticked.
FIRST: Mapping[str, Callable[[StayLife, Any, datetime], None]] = {
    "assignees": StayLife.give_all,
    ROLL_CALL: StayLife.call_the_roll,
}
LETTER_DEEDS = {
    "checked": StayLife.check_letter,
    "signed": StayLife.sign_letter,
    "placed": StayLife.place_letter,
}


def write_letters(house: House, at: datetime) -> None:
    """Draft and write every letter that is due to be written by then."""
    while letter_writing.draft_next(house, at):
        pass
    while letter_writing.write_next(house, None, at):
        pass


_task_row = models.Task
_OPEN_WORK = select(
    _task_row.id, _task_row.key, _task_row.template, _task_row.state, _task_row.due_at, _task_row.starts_at,
    _task_row.changed_at, _task_row.gate, _task_row.done_at,
).where(
    _task_row.stay_id == bindparam("stay_id"),
    _task_row.letter == "",
    or_(_task_row.due_at <= bindparam("until"), _task_row.gate != ""),
    or_(
        _task_row.state.in_((TaskState.OPEN.value, TaskState.IN_PROGRESS.value)),
        (_task_row.state == TaskState.DONE.value) & (_task_row.second_signature != ""),
    ),
)  # fmt: skip
_TASK = select(_task_row).where(_task_row.id == bindparam("task_id"))


def _open_work(stay_id: int, until: datetime) -> Sequence[Any]:
    """What may be ticked or signed; what is due after ``until`` only where it holds a gate."""
    with reading() as connection:
        return connection.execute(_OPEN_WORK, {"stay_id": stay_id, "until": until}).all()


def _task(task_id: int) -> Any:
    # Read when it is done: a late flight may have moved it since it was chosen.
    with reading() as connection:
        return connection.execute(_TASK, {"task_id": task_id}).one()


def claim_what_is_next(cast: Cast, house: House, now: datetime) -> None:
    """Half of what falls due within the next hour and a half has somebody's name on it."""
    row = models.Task
    with reading() as connection:
        coming = connection.execute(
            select(row).where(
                row.property_id == house.id,
                row.state == TaskState.OPEN,
                row.letter == "",
                row.due_at.between(now, now + timedelta(minutes=90)),
            )
        ).all()
    for task in coming:
        if crc32(task.key.encode()) % 2:
            asked = Change(task.id, "claim", task.version)
            tasks.change(asked, by=cast.doer(task, now), house=house, now=now)


def _letter_of(stay_id: int) -> Any:
    letter, stay = models.Letter, models.Stay
    with reading() as connection:
        return connection.execute(
            select(letter.id, letter.version, letter.booked_name, stay.grade)
            .join(stay, stay.id == letter.stay_id)
            .where(letter.stay_id == stay_id, letter.state != LetterState.VOID)
        ).first()
