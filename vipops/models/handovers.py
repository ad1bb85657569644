"""Handovers at the end of a shift: open items are accepted by name."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from vipops.enums import Department
from vipops.models.columns import Code, Key, Moment, PropertyKey, StaffKey, Words, one_of
from vipops.storage import Base


class Handover(Base):
    __tablename__ = "handovers"
    __table_args__ = (Index(None, "property_id", "department", "given_at"), one_of("department", Department))

    id: Mapped[Key]
    property_id: Mapped[PropertyKey]
    department: Mapped[Code]
    whole_house: Mapped[bool]  # the lobby manager's: the open work of all stays
    note: Mapped[Words]
    given_at: Mapped[Moment]
    given_by_id: Mapped[StaffKey]
    closed_at: Mapped[Moment | None]  # when the last item was accepted, or it was taken back
    taken_back_at: Mapped[Moment | None]  # by who gave it, before anybody accepted


class HandoverItem(Base):
    __tablename__ = "handover_items"

    handover_id: Mapped[int] = mapped_column(ForeignKey("handovers.id"), primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), primary_key=True)
    property_id: Mapped[PropertyKey]
    note: Mapped[Words]
    accepted_at: Mapped[Moment | None]
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
