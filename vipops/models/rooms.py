"""The rooms of the house. A stay names its room by number; a room that has had a stay is never deleted."""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vipops.models.columns import Code, Key, Line, Moment, PropertyKey, Strings
from vipops.storage import Base


class Room(Base):
    __tablename__ = "rooms"
    __table_args__ = (
        UniqueConstraint("property_id", "number"),
        CheckConstraint("closed_until IS NULL OR closed_from IS NOT NULL", name="closed_since_when"),
        CheckConstraint("closed_until IS NULL OR closed_until > closed_from", name="closed_for_a_while"),
        CheckConstraint("version >= 1", name="version"),
    )

    id: Mapped[Key]
    property_id: Mapped[PropertyKey]
    number: Mapped[Code]
    type: Mapped[Code]
    floor: Mapped[int]
    wing: Mapped[Code]  # or building, "" where there is one
    lift: Mapped[Code]  # the lift that leads to it, "" where it does not matter
    connects: Mapped[Strings]  # numbers of the rooms behind a connecting door, told on both sides
    # Out of order from when until when, and why; without an end until somebody says otherwise.
    closed_from: Mapped[Moment | None]
    closed_until: Mapped[Moment | None]
    closed_reason: Mapped[Line]
    retired_at: Mapped[Moment | None]  # no room of the house any more; its stays keep its number
    version: Mapped[int]
    changed_at: Mapped[Moment]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
