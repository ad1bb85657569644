"""Wall screens: they show the board, and can do nothing else."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vipops.models.columns import Code, Key, Line, Moment, PropertyKey, StaffKey
from vipops.storage import Base


class Screen(Base):
    """A device without a person. Its cookie holds a random token, the table the token's hash."""

    __tablename__ = "screens"
    __table_args__ = (UniqueConstraint("token_hash"),)

    id: Mapped[Key]
    property_id: Mapped[PropertyKey]
    name: Mapped[Line]  # where it hangs: "Back office"
    language: Mapped[Code]
    token_hash: Mapped[Code]
    csrf: Mapped[Code]
    device: Mapped[Code]
    enrolled_at: Mapped[Moment]
    enrolled_by_id: Mapped[StaffKey]
    revoked_at: Mapped[Moment | None]
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
