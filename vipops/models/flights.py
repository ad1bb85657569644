"""What is known of a flight on a day."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from vipops.models.columns import Code, Moment, PropertyKey
from vipops.storage import Base


class Flight(Base):
    __tablename__ = "flights"

    property_id: Mapped[PropertyKey] = mapped_column(primary_key=True)
    number: Mapped[Code] = mapped_column(primary_key=True)
    flies_on: Mapped[date] = mapped_column(primary_key=True)  # the day of the scheduled landing, hotel's zone
    scheduled_at: Mapped[Moment | None]
    estimated_at: Mapped[Moment | None]
    landed_at: Mapped[Moment | None]
    cancelled: Mapped[bool]
    diverted: Mapped[bool]
    said_at: Mapped[Moment]
