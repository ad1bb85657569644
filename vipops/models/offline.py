"""What tablets do without a network: the tokens they send it under, and what a person must look at first."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vipops.enums import ReviewState
from vipops.models.columns import Code, Document, Key, Line, Moment, PropertyKey, StaffKey, StayKey, one_of
from vipops.storage import Base


class OfflineToken(Base):
    """Lets one device send what one person did on it, also after that person's session has ended."""

    __tablename__ = "offline_tokens"
    __table_args__ = (UniqueConstraint("token_hash"), Index(None, "staff_id", "device"))

    id: Mapped[Key]
    property_id: Mapped[PropertyKey]
    staff_id: Mapped[StaffKey]
    device: Mapped[Code]
    token_hash: Mapped[Code]
    issued_at: Mapped[Moment]
    # What was made later than this is somebody's to look at: the session had ended.
    made_until: Mapped[Moment]
    sent_until: Mapped[Moment]


class HeldTick(Base):
    """A tick that came when its author could no longer make it: a person accepts or drops it."""

    __tablename__ = "held_ticks"
    __table_args__ = (
        UniqueConstraint("device", "key"),
        Index(None, "property_id", "state"),
        one_of("state", ReviewState),
        CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name="decided_has_its_moment"),
    )

    id: Mapped[Key]
    property_id: Mapped[PropertyKey]
    version: Mapped[int]
    state: Mapped[Code]
    author_id: Mapped[StaffKey]
    device: Mapped[Code]
    key: Mapped[Code]  # the Idempotency-Key that it came under
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    stay_id: Mapped[StayKey]
    department: Mapped[Code]
    verb: Mapped[Code]
    seen: Mapped[int]  # the task's version on the screen it was made on
    details: Mapped[Document]
    why: Mapped[Code]  # dismissed, or signed_out
    made_at: Mapped[Moment]
    received_at: Mapped[Moment]
    decided_at: Mapped[Moment | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    reason: Mapped[Line] = mapped_column(server_default="")  # why it was dropped
