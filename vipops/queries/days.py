"""The days in house of a stay: its meals and wake-up calls, for those whose work they are."""

from typing import Any

from sqlalchemy import Row, select

from vipops import models
from vipops.domain.permissions import Actor, Permission, allowed, sees_work_of
from vipops.enums import Department
from vipops.services import shapes
from vipops.services.house import House
from vipops.services.stay_records import days_of, in_days, in_house
from vipops.services.transactions import Transaction

meal, wake_up = models.Meal, models.WakeUp


def of_stay(tell: Transaction, stay: Row[Any], house: House, actor: Actor) -> dict[str, Any]:
    """{first, last, meals?, wake_ups?}: the stay's days, and what stands for them by their time.

    ``outside`` marks what a new arrival or departure has left outside the stay: it rests. Food and beverage
    and those who book meals see the meals; the concierge and those who book calls see the calls.
    """
    first, last = days_of(stay, house)
    shown: dict[str, Any] = {"first": first.isoformat(), "last": last.isoformat()}
    if _sees(actor, Department.FOOD_BEVERAGE, Permission.MEAL_BOOK):
        shown["meals"] = [
            shapes.shaped(shapes.MEAL, row) | {"outside": not in_days(row.at, stay, house)}
            for row in _standing(tell, meal, stay)
        ]
    if _sees(actor, Department.CONCIERGE, Permission.WAKE_UP_BOOK):
        shown["wake_ups"] = [
            shapes.shaped(shapes.WAKE_UP, row) | {"outside": not in_house(row.at, stay)}
            for row in _standing(tell, wake_up, stay)
        ]
    return shown


def _sees(actor: Actor, department: Department, permission: Permission) -> bool:
    return allowed(actor, permission) or sees_work_of(actor, department)


def _standing(tell: Transaction, table: Any, stay: Row[Any]) -> list[Row[Any]]:
    return list(
        tell.connection.execute(
            select(table.__table__)
            .where(table.stay_id == stay.id, table.cancelled.is_(False))
            .order_by(table.at, table.id)
        ).all()
    )
