"""Reservations that wait for a person's decision."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from vipops.models.columns import Code, Document, Key, Line, Moment, PropertyKey
from vipops.storage import Base


class HeldReservation(Base):
    __tablename__ = "held_reservations"
    __table_args__ = (UniqueConstraint("property_id", "confirmation_number"),)

    id: Mapped[Key]
    property_id: Mapped[PropertyKey]
    confirmation_number: Mapped[Code]
    reason: Mapped[Line]
    vip_code: Mapped[Code]
    reservation: Mapped[Document]  # as read, to be imported once decided
    held_at: Mapped[Moment]
