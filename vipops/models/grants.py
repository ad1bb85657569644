"""Grades asked for beyond what a guest's record earns, and who approved them (rules P1, P13)."""

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from vipops.enums import GrantState
from vipops.models.columns import Code, Key, Line, Moment, PropertyKey, StayKey, one_of
from vipops.storage import Base


class Grant(Base):
    __tablename__ = "grants"
    __table_args__ = (
        Index(None, "property_id", "state"),
        Index(None, "property_id", "stay_id"),
        one_of("state", GrantState),
        CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> asked_by_id", name="another_person_decides"
        ),
        CheckConstraint(
            "state NOT IN ('approved', 'refused') OR (decided_by_id IS NOT NULL AND decided_at IS NOT NULL)",
            name="decided_has_its_decider",
        ),
        CheckConstraint("version >= 1", name="version"),
    )

    id: Mapped[Key]
    property_id: Mapped[PropertyKey]
    stay_id: Mapped[StayKey]
    state: Mapped[Code]
    version: Mapped[int]
    from_grade: Mapped[Code]  # the grade that the stay has meanwhile
    grade: Mapped[Code]
    reason: Mapped[Line]
    asked_at: Mapped[Moment]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))  # None: an import asked
    decided_at: Mapped[Moment | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    note: Mapped[Line]
