"""The papers' desk: what can be printed for a day, what was printed, and how old the continuity pack is."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, or_, select

from vipops import models
from vipops.domain.papers import PAPERS, About, may_print
from vipops.domain.permissions import Actor, Permission, require
from vipops.queries.papers import days
from vipops.queries.papers.last_pack import last_pack
from vipops.services import prints, shapes
from vipops.services.house import House
from vipops.settings import Settings
from vipops.storage import reading

printed, meal = models.Print, models.Meal


def desk(day: date | None, actor: Actor, house: House, settings: Settings, now: datetime) -> dict[str, Any]:
    """{day, today, papers, arrivals, departures, in_house, meals, prints, continuity}.

    ``papers`` are those that this person may print; the stays are ids, for the board names them. ``meals``
    are those of the day, for who may print menus. Raises ``NotAllowed``.
    """
    require(actor, Permission.PAPER_PRINT)
    chosen = day or house.day_of(now)
    papers = [paper for paper in PAPERS.values() if may_print(actor, paper)]
    with reading() as connection:
        rows = days.around(connection, house, chosen)
        arriving, leaving = days.arrivals_of(house, rows, chosen), days.departures_of(house, rows, chosen)
        stays = {row.id for row in rows}
        return {
            "day": chosen.isoformat(),
            "today": house.day_of(now).isoformat(),
            "papers": [
                {
                    "code": paper.code,
                    "about": paper.about,
                    "name": paper.name,
                    "sheets": paper.sheets,
                    "languages": paper.languages,
                    "for_guest": paper.for_guest,
                }
                for paper in papers
            ],
            "arrivals": [row.id for row in arriving],
            "departures": [row.id for row in leaving],
            "in_house": sorted(stays - {row.id for row in (*arriving, *leaving)}),
            "meals": _meals(connection, house, chosen) if may_print(actor, PAPERS["menu"]) else [],
            "prints": _prints(connection, house, chosen, stays, {paper.code for paper in papers}),
            "continuity": _continuity(settings, house),
        }


def _meals(connection: Connection, house: House, day: date) -> list[dict[str, Any]]:
    start, end = days.bounds(house, day)
    rows = connection.execute(
        select(meal.id, meal.stay_id, meal.kind, meal.at, meal.place, meal.party, meal.menu)
        .where(meal.property_id == house.id, meal.cancelled.is_(False), meal.at >= start, meal.at < end)
        .order_by(meal.at, meal.id)
    )
    return [
        {
            "id": row.id,
            "stay_id": row.stay_id,
            "kind": row.kind,
            "at": shapes.moment(row.at),
            "place": row.place,
            "party": row.party,
            "dishes": len(row.menu),
        }
        for row in rows
    ]


def _prints(
    connection: Connection, house: House, day: date, stays: set[int], codes: set[str]
) -> list[Mapping[str, Any]]:
    """The copies of each paper for this day and its stays: the last print, with the sum of copies."""
    rows = connection.execute(
        select(printed.__table__)
        .where(
            printed.property_id == house.id,
            printed.paper.in_(codes),
            or_(printed.of_day == day, printed.stay_id.in_(stays)),
        )
        .order_by(printed.id)
    )
    copies: dict[tuple[Any, ...], int] = defaultdict(int)
    last: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        key = (
            row.paper,
            row.stay_id,
            row.task_id if PAPERS[row.paper].about is About.MEAL else None,
            row.of_day,
        )
        copies[key] += row.copies
        last[key] = prints.shown(row)
    return [{**last[key], "copies": copies[key]} for key in last]


def _continuity(settings: Settings, house: House) -> dict[str, Any]:
    pack = last_pack(settings, house.code)
    return {
        "made_at": shapes.moment(pack.made_at) if pack.made_at else None,
        "fault": pack.fault,
        "every_minutes": settings.continuity_minutes,
    }
