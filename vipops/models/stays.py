"""A VIP stay and the guests in it."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vipops.enums import StayState
from vipops.models.columns import (
    Bilingual,
    Code,
    Document,
    GuestKey,
    Key,
    Line,
    Moment,
    PropertyKey,
    Strings,
    one_of,
)
from vipops.storage import Base


class Stay(Base):
    __tablename__ = "stays"
    __table_args__ = (
        UniqueConstraint("property_id", "confirmation_number"),
        Index(None, "property_id", "closed", "arrival_at"),
        Index(None, "property_id", "room", "arrival_at"),
        Index(None, "property_id", "found_by"),
        one_of("state", StayState),
        one_of("came_from", StayState),
        CheckConstraint("departure_at > arrival_at", name="leaves_after_arrival"),
        CheckConstraint("version >= 1", name="version"),
    )

    id: Mapped[Key]
    property_id: Mapped[PropertyKey]
    confirmation_number: Mapped[Code]
    reservation_id: Mapped[Code]
    party_code: Mapped[Code]
    guest_id: Mapped[GuestKey]

    state: Mapped[Code]
    came_from: Mapped[Code | None]  # the state before the last step, for its undo
    state_at: Mapped[Moment]
    version: Mapped[int]
    closed: Mapped[bool]  # off the board since the hotel day turned

    grade: Mapped[Code]
    name: Mapped[Bilingual]  # as spoken, or the alias of a guest who stays incognito
    incognito: Mapped[bool]
    service_recovery: Mapped[bool]  # a problem in a past stay: shown before anything else
    room: Mapped[Code]
    room_type: Mapped[Code]
    adults: Mapped[int]
    children: Mapped[int]
    language: Mapped[Code]
    wishes: Mapped[Strings]
    alerts: Mapped[Strings]  # what every department must know before anything else, e.g. an allergy
    notes: Mapped[Strings]

    arrival_at: Mapped[Moment]  # at the hotel door
    arrival_source: Mapped[Code]
    arrival_said_at: Mapped[Moment]
    arrived_at: Mapped[Moment | None]  # when the guest really came
    departure_at: Mapped[Moment]
    departure_source: Mapped[Code]
    departure_said_at: Mapped[Moment]
    landing_at: Mapped[Moment | None]
    flight: Mapped[Code]
    flight_note: Mapped[Code]  # "", cancelled, diverted
    departure_flight: Mapped[Code]
    transfer: Mapped[bool]
    transfer_out: Mapped[bool]
    plate: Mapped[Code]
    seat: Mapped[Code]

    # What the property-management system said last, field by field: only a value that it changed
    # replaces what a person or the driver said since.
    pms_values: Mapped[Document]
    fingerprint: Mapped[Code]
    planned_at: Mapped[Moment]
    procedure_version: Mapped[Code]
    found_by: Mapped[int] = mapped_column(server_default="0")  # the rules by which its search words were made


class StayGuest(Base):
    """Who shares the room. ``position`` 0 is the guest the stay is kept for."""

    __tablename__ = "stay_guests"

    stay_id: Mapped[int] = mapped_column(ForeignKey("stays.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    property_id: Mapped[PropertyKey]
    guest_id: Mapped[GuestKey]
    name: Mapped[Line]
