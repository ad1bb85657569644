"""Collisions found when a plan is laid or moves, kept and told; and foreseen before it does.

Only what the stays hold otherwise than before is looked at, with what others hold at the same time.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Row, Table, bindparam, insert, or_, select

from vipops import models
from vipops.domain.collisions import Collision, Hold, Resources, collisions
from vipops.domain.line_up import EITHER
from vipops.enums import Department
from vipops.events import Event
from vipops.services import collision_words, holds, row_batch, shapes
from vipops.services.holds import Span
from vipops.services.house import House
from vipops.services.transactions import Transaction, transaction
from vipops.storage import reading

AUDIENCE = Department.FRONT_OFFICE.value

Answer = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Moved:
    """A stay whose tasks are no more ``before`` but ``after``: those that changed, or all.

    Rows, or things with their columns; tasks that are not there yet have ids below 0. ``was`` is the stay
    before the change, where its grade or party may be another: then others give way, at the same times.
    """

    stay: Any
    before: Sequence[Any]
    after: Sequence[Any]
    was: Any = None


def look(tell: Transaction, house: House, moved: Sequence[Moved]) -> dict[int, Answer]:
    """Keep and tell what begins or ends to collide; answers each stay's own collisions in words, by its id.

    Several stays that move together are looked at once, when all stand where they will.
    """
    touched, now = _holds(tell, house, moved)
    if not touched:
        return {}
    holds.one_at_a_time(tell)
    spans = [Span(hold.starts_at, hold.ends_at) for hold in touched]
    standing = _standing(tell, spans, {hold.task_id for hold in touched})
    found, looked_at = _found(tell, house, _ids(moved), now, touched, standing)
    _keep(tell, house, found, [row for row in standing if _is_over(row, touched, looked_at)])
    return _answers(tell, house, found, _ids(moved))


def foresee(tell: Transaction, house: House, moved: Moved) -> Answer:
    """What :func:`look` would answer. Writes nothing."""
    touched, now = _holds(tell, house, [moved])
    if not touched:
        return []
    stays = _ids([moved])
    found, _looked_at = _found(tell, house, stays, now, touched, [])
    imagined = {row.id: (moved.stay, row) for row in moved.after}
    return _answers(tell, house, found, stays, imagined).get(moved.stay.id, [])


def _holds(tell: Transaction, house: House, moved: Iterable[Moved]) -> tuple[list[Hold], list[Hold]]:
    """The holds that are no more and those that are new; and all that the stays hold now."""
    was: list[Hold] = []
    became: list[Hold] = []
    same: list[Hold] = []
    for one in moved:
        # A task that did not change is the same row before and after.
        kept = set() if _ranked_anew(one) else {*map(id, one.before)} & {*map(id, one.after)}
        gone = [row for row in one.before if id(row) not in kept]
        new = [row for row in one.after if id(row) not in kept]
        stays_put = [row for row in one.after if id(row) in kept]
        was += holds.of_stay(gone, one.was or one.stay, house, tell.at)
        became += holds.of_stay(new, one.stay, house, tell.at)
        same += holds.of_stay(stays_put, one.stay, house, tell.at)
    return _touched(was, became), became + same


def _ranked_anew(one: Moved) -> bool:
    ranks = {(stay.grade, stay.party_code) for stay in (one.was, one.stay) if stay is not None}
    return len(ranks) > 1


def _ids(moved: Iterable[Moved]) -> list[int]:
    return [one.stay.id for one in moved]


def _answers(
    tell: Transaction,
    house: House,
    found: Iterable[Collision],
    stays: Collection[int],
    imagined: Mapping[int, tuple[Any, Any]] | None = None,
) -> dict[int, Answer]:
    own = [one for one in found if one.first.stay_id in stays or one.second.stay_id in stays]
    told = collision_words.answer(tell, house, own, imagined)
    return {
        stay_id: [
            words
            for one, words in zip(own, told, strict=True)
            if stay_id in (one.first.stay_id, one.second.stay_id)
        ]
        for stay_id in stays
    }


def _touched(was: Iterable[Hold], became: Iterable[Hold]) -> list[Hold]:
    before = {hold.task_id: hold for hold in was}
    after = {hold.task_id: hold for hold in became}
    kept = {
        task_id for task_id in before.keys() & after.keys() if _what(before[task_id]) == _what(after[task_id])
    }
    return [hold for hold in (*was, *became) if hold.task_id not in kept]


def _what(hold: Hold) -> tuple[object, ...]:
    return hold.task_id, hold.rank, hold.party, hold.takes, hold.starts_at, hold.ends_at


def _found(
    tell: Transaction,
    house: House,
    stays: Collection[int],
    own: Iterable[Hold],
    touched: Iterable[Hold],
    standing: Iterable[Row[Any]],
) -> tuple[list[Collision], set[int]]:
    """What collides, and the tasks of which all was looked at that could stand in their way."""
    resources = house.procedure.resources
    mine = {hold.task_id: hold for hold in own}
    spans = [Span(hold.starts_at, hold.ends_at) for hold in touched]
    codes = {code for hold in touched for code in hold.codes}
    looked_at = {hold.task_id for hold in touched}
    there = {hold.task_id: hold for hold in holds.near(tell, house, spans, codes=codes, without=stays)}
    # A stay is never in its own way.
    if not there and len(stays) == 1:
        return [], looked_at
    held = mine | there
    again = {one.second.task_id for one in collisions(held.values(), resources, proposals=False)}
    again = (again | {row.second_task_id for row in standing}) & held.keys()
    if not again:
        return [], looked_at
    # Who gives way may be in the way of others further off, and needs a free time further off.
    giving_way = [held[task_id] for task_id in again]
    wider = [
        Span(hold.starts_at, hold.ends_at).wider(hold.slack + (hold.ends_at - hold.starts_at))
        for hold in giving_way
    ]
    codes = _could_take(giving_way, resources)
    found = holds.near(tell, house, wider, codes=codes, without=stays)
    held |= {hold.task_id: hold for hold in found}
    looked_at |= again
    return collisions(held.values(), resources, only=looked_at), looked_at


def _could_take(giving_way: Iterable[Hold], resources: Resources) -> set[str]:
    """What these holds take, and what they could take instead."""
    taken = {code for hold in giving_way for entry in hold.takes for code in entry.split(EITHER)}
    return taken | {other for code in taken if code in resources for other in resources[code].instead}


def _is_over(row: Row[Any], touched: Iterable[Hold], looked_at: set[int]) -> bool:
    """Whether a collision that was not found again is over: all that it hangs on was looked at."""
    own = {hold.task_id for hold in touched}
    return row.second_task_id in looked_at or row.first_task_id in own


def _standing(tell: Transaction, spans: Iterable[Span], tasks: set[int]) -> list[Row[Any]]:
    """The collisions that stand at these hours, and those of these tasks."""
    hours = list(spans)
    where = {
        "of_property": tell.property_id,
        "begins": min(span.begins for span in hours),
        "ends": max(span.ends for span in hours),
        "tasks": list(tasks),
    }
    return list(tell.connection.execute(_STANDING, where).all())


def _keep(
    tell: Transaction, house: House, found: Iterable[Collision], may_be_over: Iterable[Row[Any]]
) -> None:
    over = {row.key: row for row in may_be_over}
    new: dict[str, dict[str, Any]] = {}
    changed: list[tuple[Row[Any], dict[str, Any]]] = []
    for one in found:
        row = over.pop(_key(one), None)
        values = _values(house, one)
        if row is None:
            new[_key(one)] = {**values, **_begun(tell, one)}
        elif any(getattr(row, name) != value for name, value in values.items()):
            changed.append((row, _changed(row, values)))
    _tell(tell, "collision_changed", _rewrite(tell, changed))
    if new:
        _begin(tell, new)
    _tell(tell, "collision_over", _rewrite(tell, [(row, {"over_at": tell.at}) for row in over.values()]))


def _begin(tell: Transaction, new: Mapping[str, dict[str, Any]]) -> None:
    # Two that meet again after they parted have their row already.
    where = {"of_property": tell.property_id, "named": list(new)}
    known = {row.key: row for row in tell.connection.execute(_OF_KEYS, where)}
    rows = _rewrite(tell, [(row, new[key]) for key, row in known.items()])
    first_time = [values for key, values in new.items() if key not in known]
    if first_time:
        rows += tell.connection.execute(_BEGIN, first_time).all()
    _tell(tell, "collision_found", sorted(rows, key=lambda row: row.id))


def _begun(tell: Transaction, one: Collision) -> dict[str, Any]:
    return {
        "property_id": tell.property_id,
        "key": _key(one),
        "first_stay_id": one.first.stay_id,
        "first_task_id": one.first.task_id,
        "second_stay_id": one.second.stay_id,
        "second_task_id": one.second.task_id,
        "found_at": tell.at,
        "over_at": None,
        **NOT_SETTLED,
    }


def _changed(row: Row[Any], values: Mapping[str, Any]) -> dict[str, Any]:
    same_times = (row.starts_at, row.ends_at) == (values["starts_at"], values["ends_at"])
    # What was settled by hand stays settled until the times are others.
    return {**values, **({} if same_times else NOT_SETTLED)}


def end_next(house: House, now: datetime) -> bool:
    """End one collision whose hour has passed; answers whether there was one."""
    where = {"of_property": house.id, "now": now}
    with reading() as connection:
        if connection.execute(_PAST, where).first() is None:
            return False
    with transaction(house.itself, now) as tell:
        row = tell.connection.execute(_PAST.with_for_update(), where).first()
        if row is not None:
            tell(told("collision_over", write(tell, row, over_at=tell.at)))
    return True


def write(tell: Transaction, row: Row[Any], **values: Any) -> Any:
    """The collision's row with these values."""
    (written,) = _rewrite(tell, [(row, values)])
    return written


def _rewrite(tell: Transaction, changes: Iterable[tuple[Row[Any], Mapping[str, Any]]]) -> list[Any]:
    return row_batch.rewrite(tell.connection, _table, changes)


def told(kind: str, row: Any) -> Event:
    """The event that carries a collision as it now is, for the front office."""
    return Event(
        kind,
        {"collision": shapes.shaped(shapes.COLLISION, row)},
        stay_id=row.second_stay_id,
        audience=AUDIENCE,
    )


def _tell(tell: Transaction, kind: str, rows: Iterable[Any]) -> None:
    for row in rows:
        tell(told(kind, row))


def _key(one: Collision) -> str:
    return f"{one.first.task_id}:{one.second.task_id}"


def _values(house: House, one: Collision) -> dict[str, Any]:
    return {
        "resources": collision_words.resources(house, one.codes),
        "starts_at": one.starts_at,
        "ends_at": one.ends_at,
        "proposal": collision_words.proposal(house, one),
    }


NOT_SETTLED: Mapping[str, Any] = {"settled_at": None, "settled_by_id": None, "note": ""}
_table = cast(Table, models.Collision.__table__)
_BEGIN = insert(_table).values(version=1).returning(_table)
_STANDING = (
    select(_table)
    .where(
        _table.c.property_id == bindparam("of_property"),
        _table.c.over_at.is_(None),
        or_(
            (_table.c.ends_at > bindparam("begins")) & (_table.c.starts_at < bindparam("ends")),
            _table.c.first_task_id.in_(bindparam("tasks", expanding=True)),
            _table.c.second_task_id.in_(bindparam("tasks", expanding=True)),
        ),
    )
    .order_by(_table.c.id)
)
_OF_KEYS = select(_table).where(
    _table.c.property_id == bindparam("of_property"),
    _table.c.key.in_(bindparam("named", expanding=True)),
)
_PAST = (
    select(_table)
    .where(
        _table.c.property_id == bindparam("of_property"),
        _table.c.over_at.is_(None),
        _table.c.ends_at <= bindparam("now"),
    )
    .order_by(_table.c.id)
    .limit(1)
)
