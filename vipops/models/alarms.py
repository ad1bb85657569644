"""Alarms: each told once, dated when it fell due, quiet once somebody takes it."""

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vipops.enums import Department
from vipops.models.columns import Code, Key, Moment, PropertyKey, StayKey, one_of
from vipops.storage import Base


class Alarm(Base):
    __tablename__ = "alarms"
    __table_args__ = (
        # Once for each due time and rung, also when two clocks run.
        UniqueConstraint("task_id", "due_at", "rung"),
        Index(None, "property_id", "over_at"),
        one_of("department", Department),
    )

    id: Mapped[Key]
    property_id: Mapped[PropertyKey]
    stay_id: Mapped[StayKey]
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    department: Mapped[Code]
    # Whose work the task waits for, where that holds it up: the alarm is told there.
    waits_for_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"))
    # One alarm speaks for a department's whole short-notice plan: the others name it here.
    spoken_by_id: Mapped[int | None] = mapped_column(ForeignKey("alarms.id"))
    rung: Mapped[int]
    level: Mapped[Code]  # soon, due, overdue, escalated
    to: Mapped[Code]  # whom the ladder names: assignee, supervisor, manager, lobby_manager, general_manager
    due_at: Mapped[Moment]
    at: Mapped[Moment]  # when it fell due
    raised_at: Mapped[Moment]
    taken_at: Mapped[Moment | None]
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    over_at: Mapped[Moment | None]  # since when it means nothing any more
