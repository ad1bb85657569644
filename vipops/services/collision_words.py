"""Collisions in words of both languages, and as their rows keep them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from vipops import models
from vipops.domain.collisions import Collision, meant
from vipops.enums import Department
from vipops.services import shapes
from vipops.services.house import House
from vipops.services.transactions import Transaction
from vipops.sop.facts import Words

task, stay = models.Task, models.Stay
Named = dict[str, Any]


def resources(house: House, codes: Iterable[str]) -> list[Named]:
    """Things and posts with their names: [{code, name}]."""
    return [_resource(house, code) for code in codes]


def proposal(house: House, one: Collision) -> Named:
    """The way out as the row keeps it: {minutes, starts_at} or {instead: [{takes, of, by}]}; {} for none."""
    way = one.proposal
    if way is None:
        return {}
    if way.instead:
        return {
            "instead": [
                {"takes": entry, "of": _resource(house, meant(entry)), "by": _resource(house, code)}
                for entry, code in way.instead.items()
            ]
        }
    minutes = way.shift.total_seconds() // 60
    return {"minutes": int(minutes), "starts_at": shapes.moment(one.second.starts_at + way.shift)}


def answer(
    tell: Transaction,
    house: House,
    found: Iterable[Collision],
    imagined: Mapping[int, tuple[Any, Any]] | None = None,
) -> list[Named]:
    """Rows for who asked for the change: {title, resources, first, second, starts_at, ends_at, proposal}.

    ``title`` is the whole of it as a sentence, ``proposal.words`` the way out. ``imagined`` are tasks as they
    would be: id -> (stay, task).
    """
    told = list(found)
    if not told:
        return []
    sides = _sides(tell, told, imagined or {})
    return [_row(house, one, sides) for one in told]


def _row(house: House, one: Collision, sides: Mapping[int, Named]) -> Named:
    first, second = sides[one.first.task_id], sides[one.second.task_id]
    taken = resources(house, one.codes)
    way = proposal(house, one)
    return {
        "department": Department.FRONT_OFFICE.value,
        "title": _sentence(house, taken, (first, second), one)._asdict(),
        "resources": taken,
        "first": first,
        "second": second,
        "starts_at": shapes.moment(one.starts_at),
        "ends_at": shapes.moment(one.ends_at),
        "proposal": {**way, "words": _way_out(house, way, second)._asdict()} if way else {},
    }


def _sides(
    tell: Transaction, found: Iterable[Collision], imagined: Mapping[int, tuple[Any, Any]]
) -> dict[int, Named]:
    ids = {hold.task_id for one in found for hold in (one.first, one.second)}
    sides = {number: _side(of, row) for number, (of, row) in imagined.items() if number in ids}
    rows = tell.connection.execute(
        select(task.id, task.title, task.stay_id, stay.name, stay.grade)
        .join(stay, stay.id == task.stay_id)
        .where(task.id.in_(ids - sides.keys()))
    )
    return sides | {
        row.id: {
            "task_id": row.id,
            "title": row.title,
            "stay_id": row.stay_id,
            "name": row.name,
            "grade": row.grade,
        }
        for row in rows
    }


def _side(of: Any, row: Any) -> Named:
    return {
        "task_id": row.id if row.id > 0 else None,
        "title": row.title,
        "stay_id": of.id,
        "name": of.name,
        "grade": of.grade,
    }


def _resource(house: House, code: str) -> Named:
    return {"code": code, "name": house.procedure.resource_name(code)._asdict()}


def _sentence(house: House, taken: list[Named], sides: tuple[Named, Named], one: Collision) -> Words:
    """General manager: VVIP X (Line-up) and VA Y (Line-up), 23 Nov 14:50."""
    first, second = (
        Words(
            f"{side['grade']} {side['name']['zh']}（{side['title']['zh']}）",
            f"{side['grade']} {side['name']['en']} ({side['title']['en']})",
        )
        for side in sides
    )
    at = _clock(one.starts_at, house)
    return Words(
        f"{at.zh}同时需要{_listed(taken, 'zh')}：{first.zh}与{second.zh}",
        f"{at.en}, {_listed(taken, 'en')}: {first.en} and {second.en}",
    )


def _way_out(house: House, way: Named, second: Named) -> Words:
    if "instead" in way:
        swaps = [(one["by"]["name"], one["of"]["name"]) for one in way["instead"]]
        return Words(
            "；".join(f"{second['name']['zh']}处由{by['zh']}代替{of['zh']}" for by, of in swaps),
            "; ".join(f"{by['en']} instead of {of['en']}, for {second['name']['en']}" for by, of in swaps),
        )
    at = _clock(datetime.fromisoformat(way["starts_at"]), house)
    return Words(
        f"{second['name']['zh']}的“{second['title']['zh']}”改为{at.zh}",
        f"{second['title']['en']} for {second['name']['en']} at {at.en}",
    )


def _clock(moment: datetime, house: House) -> Words:
    local = moment.astimezone(house.zone)
    return Words(f"{local.month}月{local.day}日{local:%H:%M}", f"{local.day} {local:%b %H:%M}")


def _listed(named: list[Named], language: str) -> str:
    return ("、" if language == "zh" else ", ").join(one["name"][language] for one in named)
