"""Complaints: recorded, calmed, owned, resolved, followed up (rule P8)."""

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from vipops.enums import ComplaintState
from vipops.models.columns import (
    Code,
    GuestKey,
    Key,
    Moment,
    PropertyKey,
    Rows,
    StaffKey,
    StayKey,
    Words,
    one_of,
)
from vipops.storage import Base


class Complaint(Base):
    """Its text is protected: it is read under permission and never travels in events or tasks."""

    __tablename__ = "complaints"
    __table_args__ = (
        Index(None, "property_id", "state"),
        Index(None, "property_id", "stay_id"),
        one_of("state", ComplaintState),
        CheckConstraint("version >= 1", name="version"),
    )

    id: Mapped[Key]
    property_id: Mapped[PropertyKey]
    stay_id: Mapped[StayKey]
    guest_id: Mapped[GuestKey]
    state: Mapped[Code]
    version: Mapped[int]
    text: Mapped[Words]
    recorded_at: Mapped[Moment]
    recorded_by_id: Mapped[StaffKey]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    resolution: Mapped[Words]
    task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"))  # the task that brought it
    steps: Mapped[Rows]  # [{verb, at, by, note}], oldest first
