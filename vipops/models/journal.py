"""The journal: every change of a property as numbered, chained events."""

from sqlalchemy import Index, Integer, text
from sqlalchemy.orm import Mapped, mapped_column

from vipops.models.columns import Code, Moment, PropertyKey, Words
from vipops.storage import Base

OF_HOUSE = text("audience = ''")


class JournalHead(Base):
    """The last number and hash of a property. The last lock a transaction takes."""

    __tablename__ = "journal_heads"

    property_id: Mapped[PropertyKey] = mapped_column(primary_key=True)
    seq: Mapped[int]
    hash: Mapped[Code]


class Event(Base):
    __tablename__ = "events"
    __table_args__ = (
        Index(None, "property_id", "stay_id", "seq"),
        # Reports ask for the steps of stays in a period. Ticks, of which there are many more, are not in it.
        Index(
            "ix_events_of_house",
            "property_id",
            "kind",
            "at",
            sqlite_where=OF_HOUSE,
            postgresql_where=OF_HOUSE,
        ),
    )

    property_id: Mapped[PropertyKey] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    kind: Mapped[Code]
    at: Mapped[Moment]
    by_id: Mapped[int | None]
    stay_id: Mapped[int | None]
    # Who may see it: "" the whole house on duty, else a department or an audience of its own.
    audience: Mapped[Code]
    body: Mapped[Words]  # the JSON text exactly as it is sent
    hash: Mapped[Code]  # SHA-256 over the hash before it and the body
