"""The people of the house."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from vipops.enums import Department, Role
from vipops.models.columns import Bilingual, Code, Key, Line, Moment, PropertyKey, one_of
from vipops.storage import Base


class Staff(Base):
    __tablename__ = "staff"
    __table_args__ = (
        UniqueConstraint("username"),
        one_of("role", Role),
        one_of("department", Department),
    )

    id: Mapped[Key]
    property_id: Mapped[PropertyKey]
    username: Mapped[Code]
    name: Mapped[Bilingual]
    role: Mapped[Code]
    department: Mapped[Code]
    post: Mapped[Code]
    language: Mapped[Code]
    password_hash: Mapped[Line]
    pin_hash: Mapped[Line]
    active: Mapped[bool]
    # Raised by sign-out everywhere, a new role or dismissal: older sign-ins end at once.
    epoch: Mapped[int]
    failed_tries: Mapped[int]
    locked_until: Mapped[Moment | None]
    version: Mapped[int]
    came_on_at: Mapped[Moment | None]  # the last sign-in: who came on this shift stands first at the door
    changed_at: Mapped[Moment | None]
    changed_by: Mapped[Bilingual | None]  # who changed post, role or access last, by the name of then
