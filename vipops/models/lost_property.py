"""What guests left behind, until it is back with them or given up (item D3)."""

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from vipops.enums import LostPropertyState
from vipops.models.columns import Code, Key, Line, Moment, PropertyKey, Rows, StaffKey, StayKey, one_of
from vipops.storage import Base


class LostProperty(Base):
    __tablename__ = "lost_property"
    __table_args__ = (
        Index(None, "property_id", "state"),
        Index(None, "property_id", "stay_id"),
        one_of("state", LostPropertyState),
        CheckConstraint("version >= 1", name="version"),
    )

    id: Mapped[Key]
    property_id: Mapped[PropertyKey]
    stay_id: Mapped[StayKey]
    state: Mapped[Code]
    version: Mapped[int]
    what: Mapped[Line]
    where_found: Mapped[Line]
    stored_where: Mapped[Line]
    found_at: Mapped[Moment]
    found_by_id: Mapped[StaffKey]
    task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"))  # the room check that found it
    steps: Mapped[Rows]  # [{verb, at, by, note}], oldest first
