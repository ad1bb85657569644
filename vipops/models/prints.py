"""Papers that were printed: the proof that the procedure asks for."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from vipops.models.columns import Code, Key, Moment, PropertyKey, StaffKey
from vipops.storage import Base


class Print(Base):
    __tablename__ = "prints"
    __table_args__ = (Index(None, "property_id", "paper", "stay_id"), Index(None, "property_id", "task_id"))

    id: Mapped[Key]
    property_id: Mapped[PropertyKey]
    paper: Mapped[Code]
    stay_id: Mapped[int | None] = mapped_column(ForeignKey("stays.id"))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"))
    of_day: Mapped[date | None]  # the hotel day of a list
    copies: Mapped[int]
    sha256: Mapped[Code]  # of the PDF that was given out
    printed_at: Mapped[Moment]
    printed_by_id: Mapped[StaffKey]
