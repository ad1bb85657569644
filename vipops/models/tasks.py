"""A task of a stay's plan, or one that a wish or a fault brought."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from vipops.enums import Department, TaskState
from vipops.models.columns import (
    Bilingual,
    Code,
    Document,
    Key,
    Line,
    Moment,
    PropertyKey,
    Rows,
    StayKey,
    Strings,
    one_of,
)
from vipops.storage import Base

HOLDS = text("holds_from IS NOT NULL")


class Task(Base):
    __tablename__ = "tasks"
    __table_args__ = (
        UniqueConstraint("stay_id", "key"),
        Index(None, "property_id", "department", "state", "due_at"),
        Index(None, "property_id", "look_at"),
        # Reports ask for a period.
        Index(None, "property_id", "due_at"),
        # Few tasks take something for themselves; each new time asks who takes what at that hour.
        Index(
            "ix_tasks_holds",
            "property_id",
            "holds_from",
            "holds_until",
            sqlite_where=HOLDS,
            postgresql_where=HOLDS,
        ),
        one_of("state", TaskState),
        one_of("department", Department),
        CheckConstraint(
            "(state IN ('done', 'signed_off')) = (done_at IS NOT NULL)", name="done_has_its_moment"
        ),
        CheckConstraint("(state = 'signed_off') = (signed_at IS NOT NULL)", name="sign_off_has_its_moment"),
        CheckConstraint("signed_by_id IS NULL OR signed_by_id <> done_by_id", name="two_people_sign"),
        CheckConstraint("version >= 1", name="version"),
    )

    id: Mapped[Key]
    property_id: Mapped[PropertyKey]
    stay_id: Mapped[StayKey]
    key: Mapped[Line]  # template and subject: unique within the stay
    template: Mapped[Code]
    template_version: Mapped[Code]
    source: Mapped[Strings]  # procedure items, e.g. ["F7", "F7a"]
    department: Mapped[Code]
    stage: Mapped[Code]
    title: Mapped[Bilingual]
    detail: Mapped[Document]

    state: Mapped[Code]
    version: Mapped[int]
    due_at: Mapped[Moment]
    # What the checklist says; ``due_at`` is later where the task was born late or somebody postponed it.
    anchored_at: Mapped[Moment]
    starts_at: Mapped[Moment | None]
    useful_until: Mapped[Moment | None]
    anchor: Mapped[Code]
    short_notice: Mapped[bool]
    gate: Mapped[Code]  # the step of the stay that this task holds, or ""
    after: Mapped[Strings]  # keys of the tasks that come first
    points: Mapped[Rows]  # [{id, title, passed?, note?}]
    proof: Mapped[Rows]  # what must be said when it is ticked: [{name, kind, title, …}]
    second_signature: Mapped[Code]  # "", or who must sign beside the doer
    rekey_name: Mapped[bool]
    letter: Mapped[Code]  # the step of the letter that ticks it, or ""
    paper: Mapped[Code]  # the paper to print for it, or ""
    who: Mapped[Code]  # the post that does it, or ""
    people: Mapped[Strings]  # the posts that the grade calls for
    postponed: Mapped[bool]  # a person chose the time: a new plan does not move it earlier

    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    answers: Mapped[Document]  # the proof as given
    reason: Mapped[Line]  # why it was skipped, postponed or cannot be done
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    changed_at: Mapped[Moment]
    done_at: Mapped[Moment | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    signed_at: Mapped[Moment | None]
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    # When the server heard of it, where the tablet had no network when it was done.
    received_at: Mapped[Moment | None]

    subject: Mapped[Line] = mapped_column(server_default="")  # the day, room, meal, request … it is for
    fires: Mapped[Code] = mapped_column(server_default="")  # the step of the request, complaint … it takes
    takes: Mapped[Strings] = mapped_column(server_default="[]")  # resources that it needs for itself
    lasts: Mapped[int] = mapped_column(server_default="0")  # minutes that it takes them for
    holds_from: Mapped[Moment | None]  # from when until when it has them
    holds_until: Mapped[Moment | None]
    slack: Mapped[int] = mapped_column(server_default="0")  # minutes that it may be moved either way
    stand_ins: Mapped[Document] = mapped_column(server_default="{}")  # who or what came in place of whom
    roll: Mapped[Rows] = mapped_column(server_default="[]")  # the roll-call of a line-up: [{post, at, by}]
    # When the clock looks at it again, and how far up the ladder of alarms it has gone.
    look_at: Mapped[Moment | None]
    rung: Mapped[int] = mapped_column(server_default="0")
