"""A property: one hotel, the unit of growth."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from vipops.models.columns import Bilingual, Code, Document, Key
from vipops.storage import Base


class Property(Base):
    __tablename__ = "properties"
    __table_args__ = (UniqueConstraint("code"),)

    id: Mapped[Key]
    code: Mapped[Code]
    name: Mapped[Bilingual]
    zone: Mapped[Code]  # IANA name
    # Read through vipops.domain.hotel.HotelSettings: hours of the house, VIP codes, rooms.
    settings: Mapped[Document]
