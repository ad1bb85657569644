"""Two VIPs in need of one thing at one time."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vipops.models.columns import Document, Key, Line, Moment, PropertyKey, Rows, StayKey
from vipops.storage import Base


class Collision(Base):
    __tablename__ = "collisions"
    __table_args__ = (
        UniqueConstraint("property_id", "key"),
        Index(None, "property_id", "over_at"),
        CheckConstraint("version >= 1", name="version"),
    )

    id: Mapped[Key]
    property_id: Mapped[PropertyKey]
    key: Mapped[Line]  # the two tasks
    version: Mapped[int]
    resources: Mapped[Rows]  # what both take: [{code, name}]
    # The one of the higher grade first: it keeps its time.
    first_stay_id: Mapped[StayKey]
    second_stay_id: Mapped[StayKey]
    first_task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    second_task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    starts_at: Mapped[Moment]
    ends_at: Mapped[Moment]
    # What the house proposes for the second: {due_at}, or {instead: [{takes, of, by}]}; {} for nothing.
    # Once it is taken also {taken: {was, became}}: the task's columns, to take it back by.
    proposal: Mapped[Document]
    found_at: Mapped[Moment]
    settled_at: Mapped[Moment | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    note: Mapped[Line]
    over_at: Mapped[Moment | None]  # since when the two do not meet any more
