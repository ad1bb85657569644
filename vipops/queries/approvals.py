"""Grades that wait for somebody's approval, and what was decided lately (rules P1, P13)."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, select

from vipops import models
from vipops.domain import grading
from vipops.domain.permissions import Actor, Permission, allowed, require
from vipops.enums import GrantState
from vipops.queries import disclosures
from vipops.services import grant_rows, grants, shapes, stays
from vipops.services.house import House
from vipops.services.transactions import Transaction, transaction

grant = models.Grant
SHOWN_FOR = timedelta(days=30)
STAY_FIELDS = ("name", "state", "grade", "room", "arrival_at", "departure_at")


def listed(actor: Actor, house: House, now: datetime) -> dict[str, Any]:
    """``{asked, decided}``: each grant with its stay, the guest's record, who may decide it, and its way.

    The oldest asked first, the newest decided first. Raises ``NotAllowed``. The look at their records
    is put on record.
    """
    require(actor, Permission.GRADE_READ)
    with transaction(actor, now) as tell:
        asked = tell.connection.execute(
            _OF.where(grant.property_id == tell.property_id, grant.state == GrantState.ASKED).order_by(
                grant.id
            )
        ).all()
        decided = tell.connection.execute(
            _OF.where(
                grant.property_id == tell.property_id,
                grant.state != GrantState.ASKED,
                grant.asked_at >= now - SHOWN_FOR,
            ).order_by(grant.id.desc())
        ).all()
        shown = {
            "asked": [_asked(tell, house, row) for row in asked],
            "decided": [_with_stay(row, stays.find(tell, row.stay_id)) for row in decided],
        }
        if asked:
            disclosures.record(tell, "approvals", ",".join(str(row.stay_id) for row in asked)[:255], now)
    return shown


def _asked(tell: Transaction, house: House, row: Row[Any]) -> dict[str, Any]:
    of = stays.find(tell, row.stay_id)
    subject = grants.subject(tell, house, row, of)
    record = grants.record_of(tell, of)
    ladder = house.procedure_of(of.procedure_version).grades
    own = grading.earned(ladder.values(), record.past_stays)
    return {
        **_with_stay(row, of),
        "approvers": [
            {"post": post, "name": house.procedure.called(post)._asdict()} for post in subject.approver_posts
        ],
        "may_decide": allowed(tell.by, Permission.GRADE_DECIDE, subject),
        "past_stays": record.past_stays,
        "earned": own.code if own else None,
        "held": sorted(record.held(house.day_of(tell.at)) & set(ladder), key=lambda code: ladder[code].rank),
    }


def _with_stay(row: Row[Any], of: Row[Any]) -> dict[str, Any]:
    stay = shapes.shaped(shapes.STAY, of)
    return {**grant_rows.shown(row), "stay": {name: stay[name] for name in STAY_FIELDS}}


_OF = select(grant.__table__)
