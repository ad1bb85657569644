"""The open work of somebody who leaves the house: another person's from now on, or nobody's."""

from sqlalchemy import select

from vipops import models
from vipops.domain.lifecycles import TASK
from vipops.enums import UNFINISHED
from vipops.services import task_proof, task_steps
from vipops.services.transactions import Transaction

task = models.Task


def hand_on(tell: Transaction, staff_id: int, to: int | None) -> int:
    """Give every open task of the person to another, ``None`` for nobody; answers how many.

    Raises ``BadInput`` for somebody who is not on the staff.
    """
    given_to = None if to is None else task_proof.assignee(tell, to)
    rows = tell.connection.execute(
        select(task.__table__)
        .where(
            task.property_id == tell.property_id,
            task.assignee_id == staff_id,
            task.state.in_(UNFINISHED),
        )
        .order_by(task.due_at, task.id)
    ).all()
    for row in rows:
        step = TASK.step(row.state, "assign")
        task_steps.fire(tell, row, step, seen=row.version, values={"assignee_id": given_to})
    return len(rows)
