"""Guests, their past stays, and who looked at what."""

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vipops.enums import NoteKind
from vipops.models.columns import (
    Code,
    Document,
    GuestKey,
    Key,
    Line,
    Moment,
    PropertyKey,
    StaffKey,
    Words,
    one_of,
)
from vipops.storage import Base


class Guest(Base):
    """Identity. It never travels in events: the stay carries the name as spoken, or the alias."""

    __tablename__ = "guests"
    __table_args__ = (
        UniqueConstraint("property_id", "profile_id"),
        Index(None, "property_id", "found_by"),
    )

    id: Mapped[Key]
    property_id: Mapped[PropertyKey]
    profile_id: Mapped[Code | None]
    surname: Mapped[Line]
    given_name: Mapped[Line]
    middle_name: Mapped[Line]
    name_prefix: Mapped[Line]
    native_name: Mapped[Line]
    language: Mapped[Code]
    preferences: Mapped[Document]
    version: Mapped[int]
    birthday: Mapped[Code] = mapped_column(server_default="")  # MM-DD, or ""
    anniversary: Mapped[Code] = mapped_column(server_default="")
    merged_into_id: Mapped[int | None]  # the record that this one became part of
    found_by: Mapped[int] = mapped_column(server_default="0")  # the rules by which its search words were made


class GuestHistory(Base):
    """A past stay, kept as history and never planned."""

    __tablename__ = "guest_history"
    __table_args__ = (
        UniqueConstraint("property_id", "confirmation_number"),
        Index(None, "property_id", "guest_id"),
    )

    id: Mapped[Key]
    property_id: Mapped[PropertyKey]
    guest_id: Mapped[GuestKey]
    confirmation_number: Mapped[Code]
    outcome: Mapped[Code]  # checked_out, no_show, cancelled
    grade: Mapped[Code]
    room: Mapped[Code]
    arrival_on: Mapped[date]
    departure_on: Mapped[date]
    fingerprint: Mapped[Code]
    recorded_at: Mapped[Moment]


class GuestNote(Base):
    """What a guest liked, asked, complained of or said, with its source and date (items IH2, IH4, D6)."""

    __tablename__ = "guest_notes"
    __table_args__ = (Index(None, "property_id", "guest_id"), one_of("kind", NoteKind))

    id: Mapped[Key]
    property_id: Mapped[PropertyKey]
    guest_id: Mapped[GuestKey]
    stay_id: Mapped[int | None] = mapped_column(ForeignKey("stays.id"))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"))  # the task whose proof it was
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaints.id"))
    kind: Mapped[Code]
    subject: Mapped[Code]  # what it is about, such as fruit or room; "" for anything
    text: Mapped[Words]
    source: Mapped[Code]  # task, person, complaint, pms
    said_on: Mapped[date]
    recorded_at: Mapped[Moment]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    honoured_on: Mapped[date | None]  # when it last shaped a stay
    withdrawn: Mapped[bool]


class Disclosure(Base):
    """One look at protected guest data, on record in the transaction that gave it out."""

    __tablename__ = "disclosures"
    __table_args__ = (Index(None, "property_id", "at"),)

    id: Mapped[Key]
    property_id: Mapped[PropertyKey]
    at: Mapped[Moment]
    by_id: Mapped[StaffKey]
    what: Mapped[Code]
    subject: Mapped[Code]
