"""What a guest has booked for the days in house: meals and wake-up calls (items IB, IC1)."""

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped

from vipops.models.columns import Code, Key, Line, Moment, PropertyKey, Rows, StaffKey, StayKey, Words
from vipops.storage import Base


class Meal(Base):
    __tablename__ = "meals"
    __table_args__ = (
        Index(None, "property_id", "stay_id"),
        Index(None, "property_id", "at"),
        CheckConstraint("party >= 1", name="party"),
        CheckConstraint("version >= 1", name="version"),
    )

    id: Mapped[Key]
    property_id: Mapped[PropertyKey]
    stay_id: Mapped[StayKey]
    version: Mapped[int]
    kind: Mapped[Code]  # breakfast, lunch, tea, dinner, supper, banquet
    at: Mapped[Moment]
    place: Mapped[Line]
    party: Mapped[int]
    standard: Mapped[Line]  # the meal standard as the hotel writes it
    notes: Mapped[Words]
    menu: Mapped[Rows]  # the dishes in order: [{zh, en, story?}]
    cancelled: Mapped[bool]
    recorded_at: Mapped[Moment]
    recorded_by_id: Mapped[StaffKey]


class WakeUp(Base):
    __tablename__ = "wake_ups"
    __table_args__ = (
        Index(None, "property_id", "stay_id"),
        CheckConstraint("version >= 1", name="version"),
    )

    id: Mapped[Key]
    property_id: Mapped[PropertyKey]
    stay_id: Mapped[StayKey]
    version: Mapped[int]
    at: Mapped[Moment]
    note: Mapped[Line]
    cancelled: Mapped[bool]
    recorded_at: Mapped[Moment]
    recorded_by_id: Mapped[StaffKey]
