"""Stays, a hotel and the shipped checklists for the tests of plans."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from vipops.sop.facts import HotelFacts, StayFacts
from vipops.sop.loader import load
from vipops.sop.planned import PlannedTask
from vipops.sop.procedure import Procedure

ROOT = Path(__file__).parents[2]
CHECKLISTS = ROOT / "checklists"
DATA = ROOT / "tests" / "data"
SHANGHAI = ZoneInfo("Asia/Shanghai")
HOTEL = HotelFacts(zone=SHANGHAI)
RANKS = {"VVIP": 1, "VA": 2, "VB": 3, "VC": 4, "VD": 5}


@cache
def shipped() -> Procedure:
    return load(CHECKLISTS)


def at(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    """A wall-clock time such as "2026-12-10 14:00" in the zone, as UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def a_stay(**facts: Any) -> StayFacts:
    """A VVIP family with a transfer, three nights from 10 December, planned three days ahead."""
    grade = facts.get("grade", "VVIP")
    usual: dict[str, Any] = {
        "grade": grade,
        "rank": RANKS.get(grade, 9),
        "arrival_at": at("2026-12-10 14:00"),
        "departure_at": at("2026-12-13 12:00"),
        "landing_at": at("2026-12-10 13:00"),
        "planned_at": at("2026-12-07 10:00"),
        "transfer": True,
        "adults": 2,
        "children": 2,
        "party_size": 4,
        "room": "1806",
    }
    return StayFacts(**{**usual, **facts})


def by_key(tasks: tuple[PlannedTask, ...]) -> dict[str, PlannedTask]:
    return {task.key: task for task in tasks}


def local(moment: datetime, zone: ZoneInfo = SHANGHAI) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"
