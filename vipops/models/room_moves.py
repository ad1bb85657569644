"""Moves of a guest from one room to another."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from vipops.models.columns import Code, Key, Line, Moment, PropertyKey, StayKey
from vipops.storage import Base


class RoomMove(Base):
    __tablename__ = "room_moves"
    __table_args__ = (Index(None, "property_id", "stay_id"),)

    id: Mapped[Key]
    property_id: Mapped[PropertyKey]
    stay_id: Mapped[StayKey]
    left_room: Mapped[Code]
    to_room: Mapped[Code]
    reason: Mapped[Line]
    moved_at: Mapped[Moment]
    moved_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
