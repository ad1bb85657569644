"""A changed procedure tried over the stays of the last weeks; nothing is written."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, select

from vipops import models
from vipops.domain.permissions import Actor, Permission, allowed, require
from vipops.enums import StayState
from vipops.errors import BadInput
from vipops.services import procedure_versions, stay_records
from vipops.services.house import House
from vipops.services.plan_facts import hotel_facts, stay_facts
from vipops.sop.facts import StayFacts
from vipops.sop.trial import KINDS, Tried, counted, tried

stay = models.Stay

LONGEST = 366
MOST_STAYS = 2000
NEVER_CAME = (StayState.CANCELLED.value, StayState.NO_SHOW.value)


def run(
    connection: Connection,
    texts: Mapping[str, str | bytes],
    days: int,
    *,
    by: Actor,
    house: House,
    now: datetime,
) -> dict[str, Any]:
    """What the procedure in ``texts`` would change in the stays that were in house in the last ``days``.

    Answers ``{version, days, stays, differing, counts: [{kind, template, title, tasks, stays}], each: […]}``;
    ``each`` names a stay and says its differences in words, for who sees boards. Against the procedure in
    force, from the same facts, as if nothing of either plan had been done. Takes some ten milliseconds a
    stay: call it in a thread. Raises ``ChecklistErrors``, ``BadInput``, ``NotAllowed``.
    """
    require(by, Permission.PROCEDURE_CHANGE)
    if not 1 <= days <= LONGEST:
        raise BadInput("The number of days is not possible.", expected=f"1 to {LONGEST}")
    new = procedure_versions.read(texts)
    rows = connection.execute(
        select(stay.__table__)
        .where(
            stay.property_id == by.property_id,
            stay.departure_at > now - timedelta(days=days),
            stay.arrival_at <= now,
            stay.state.not_in(NEVER_CAME),
        )
        .order_by(stay.arrival_at.desc(), stay.id)
        .limit(MOST_STAYS)
    ).all()
    known = [(row.id, _facts(connection, row, house)) for row in rows if row.grade in house.procedure.grades]
    found = tried(house.procedure, new, known, hotel_facts(house))
    names = {row.id: row for row in rows} if allowed(by, Permission.BOARD_READ) else {}
    return {
        "version": new.version,
        "days": days,
        "stays": len(found),
        "differing": sum(bool(one.differences or one.refused) for one in found),
        "refused": [one.refused._asdict() | {"stay_id": one.stay_id} for one in found if one.refused],
        "counts": [
            {
                "kind": count.kind,
                "template": count.template,
                "title": count.title._asdict(),
                "tasks": count.tasks,
                "stays": count.stays,
            }
            for count in counted(found)
        ],
        "each": [
            _shown(one, names[one.stay_id]) for one in found if one.differences and one.stay_id in names
        ],
    }


def _facts(connection: Connection, row: Any, house: House) -> StayFacts:
    """The stay as a booking of today would bring it: planned with the procedure in force."""
    booked = SimpleNamespace(**{**row._mapping, "procedure_version": house.procedure.version})
    return stay_facts(booked, house, {}, stay_records.of(connection, row, house))


def _shown(one: Tried, row: Any) -> dict[str, Any]:
    return {
        "stay_id": one.stay_id,
        "name": row.name,
        "room": row.room,
        "grade": row.grade,
        "differences": [
            {"kind": each.kind, "template": each.template, "words": each.words._asdict()}
            for each in sorted(one.differences, key=lambda each: KINDS.index(each.kind))
        ],
    }
