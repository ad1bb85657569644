"""Server-side sessions: the cookie holds a random token, the table its hash."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from vipops.models.columns import Code, Key, Moment, PropertyKey, StaffKey
from vipops.storage import Base


class SignIn(Base):
    __tablename__ = "sessions"
    __table_args__ = (UniqueConstraint("token_hash"),)

    id: Mapped[Key]
    property_id: Mapped[PropertyKey]
    staff_id: Mapped[StaffKey]
    token_hash: Mapped[Code]
    device: Mapped[Code]
    csrf: Mapped[Code]
    epoch: Mapped[int]
    signed_in_at: Mapped[Moment]
    ends_at: Mapped[Moment]
