"""Answers already given, so that an operation sent again has one effect and one answer."""

from sqlalchemy.orm import Mapped, mapped_column

from vipops.models.columns import Code, Moment, PropertyKey, Words
from vipops.storage import Base


class Answer(Base):
    __tablename__ = "answers"

    device: Mapped[Code] = mapped_column(primary_key=True)
    key: Mapped[Code] = mapped_column(primary_key=True)
    property_id: Mapped[PropertyKey]
    digest: Mapped[Code]  # SHA-256 of what was asked and by whom
    body: Mapped[Words]
    at: Mapped[Moment]
