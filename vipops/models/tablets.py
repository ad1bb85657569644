"""Tablets that the house shares: people on shift sign in on them by PIN."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vipops.models.columns import Code, Key, Line, Moment, PropertyKey, StaffKey
from vipops.storage import Base


class Tablet(Base):
    __tablename__ = "tablets"
    __table_args__ = (UniqueConstraint("device_hash"),)

    id: Mapped[Key]
    property_id: Mapped[PropertyKey]
    device_hash: Mapped[Code]  # SHA-256 of the device's cookie
    name: Mapped[Line]  # where it lies: "Lobby desk 1"
    department: Mapped[Code]  # whose people its door shows first, or "" for everybody
    enrolled_at: Mapped[Moment]
    enrolled_by_id: Mapped[StaffKey]
    revoked_at: Mapped[Moment | None]
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
