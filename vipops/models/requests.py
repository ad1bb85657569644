"""Guests' wishes, suggestions, itinerary items and faults, each on its way to being done (rule P10)."""

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from vipops.enums import Department, RequestKind, RequestState
from vipops.models.columns import Code, Key, Moment, PropertyKey, Rows, StaffKey, StayKey, Words, one_of
from vipops.storage import Base


class Request(Base):
    __tablename__ = "requests"
    __table_args__ = (
        Index(None, "property_id", "state", "due_at"),
        Index(None, "property_id", "stay_id"),
        one_of("state", RequestState),
        one_of("kind", RequestKind),
        one_of("department", Department),
        CheckConstraint("version >= 1", name="version"),
    )

    id: Mapped[Key]
    property_id: Mapped[PropertyKey]
    stay_id: Mapped[StayKey]
    kind: Mapped[Code]
    state: Mapped[Code]
    version: Mapped[int]
    department: Mapped[Code]  # whose task it is
    text: Mapped[Words]
    due_at: Mapped[Moment]
    recorded_at: Mapped[Moment]
    recorded_by_id: Mapped[StaffKey]
    task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"))  # the task that brought it
    point: Mapped[Code]  # the point of an inspection that failed, or ""
    steps: Mapped[Rows]  # [{verb, at, by, note}], oldest first
