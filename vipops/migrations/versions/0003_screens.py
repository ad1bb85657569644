"""Screens: what tablets keep offline, and what the administrator looks after."""

import sqlalchemy as sa
from alembic import op

from vipops import storage
from vipops.migrations.rooms_from_settings import take_over

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "offline_tokens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("property_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(length=64), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("issued_at", storage.UtcDateTime(), nullable=False),
        sa.Column("made_until", storage.UtcDateTime(), nullable=False),
        sa.Column("sent_until", storage.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["property_id"], ["properties.id"], name=op.f("fk_offline_tokens_property_id_properties")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_offline_tokens_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offline_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_offline_tokens_token_hash")),
    )
    with op.batch_alter_table("offline_tokens", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_offline_tokens_staff_id_device"), ["staff_id", "device"], unique=False
        )

    op.create_table(
        "rooms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("property_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("type", sa.String(length=64), nullable=False),
        sa.Column("floor", sa.Integer(), nullable=False),
        sa.Column("wing", sa.String(length=64), nullable=False),
        sa.Column("lift", sa.String(length=64), nullable=False),
        sa.Column("connects", storage.Json, nullable=False),
        sa.Column("closed_from", storage.UtcDateTime(), nullable=True),
        sa.Column("closed_until", storage.UtcDateTime(), nullable=True),
        sa.Column("closed_reason", sa.String(length=255), nullable=False),
        sa.Column("retired_at", storage.UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", storage.UtcDateTime(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "closed_until IS NULL OR closed_from IS NOT NULL", name=op.f("ck_rooms_closed_since_when")
        ),
        sa.CheckConstraint(
            "closed_until IS NULL OR closed_until > closed_from", name=op.f("ck_rooms_closed_for_a_while")
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_rooms_version")),
        sa.ForeignKeyConstraint(["changed_by_id"], ["staff.id"], name=op.f("fk_rooms_changed_by_id_staff")),
        sa.ForeignKeyConstraint(
            ["property_id"], ["properties.id"], name=op.f("fk_rooms_property_id_properties")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rooms")),
        sa.UniqueConstraint("property_id", "number", name=op.f("uq_rooms_property_id_number")),
    )
    op.create_table(
        "screens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("property_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("language", sa.String(length=64), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=64), nullable=False),
        sa.Column("enrolled_at", storage.UtcDateTime(), nullable=False),
        sa.Column("enrolled_by_id", sa.Integer(), nullable=False),
        sa.Column("revoked_at", storage.UtcDateTime(), nullable=True),
        sa.Column("revoked_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrolled_by_id"], ["staff.id"], name=op.f("fk_screens_enrolled_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["property_id"], ["properties.id"], name=op.f("fk_screens_property_id_properties")
        ),
        sa.ForeignKeyConstraint(["revoked_by_id"], ["staff.id"], name=op.f("fk_screens_revoked_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_screens_token_hash")),
    )
    op.create_table(
        "search_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("property_id", sa.Integer(), nullable=False),
        sa.Column(
            "word",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("guest_id", sa.Integer(), nullable=True),
        sa.Column("stay_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(guest_id IS NULL) <> (stay_id IS NULL)", name=op.f("ck_search_words_of_one")),
        sa.ForeignKeyConstraint(["guest_id"], ["guests.id"], name=op.f("fk_search_words_guest_id_guests")),
        sa.ForeignKeyConstraint(
            ["property_id"], ["properties.id"], name=op.f("fk_search_words_property_id_properties")
        ),
        sa.ForeignKeyConstraint(["stay_id"], ["stays.id"], name=op.f("fk_search_words_stay_id_stays")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_words")),
    )
    with op.batch_alter_table("search_words", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_search_words_guest_id"), ["guest_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_search_words_property_id_word"), ["property_id", "word"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_search_words_stay_id"), ["stay_id"], unique=False)

    op.create_table(
        "held_ticks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("property_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("stay_id", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(length=64), nullable=False),
        sa.Column("verb", sa.String(length=64), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("details", storage.Json, nullable=False),
        sa.Column("why", sa.String(length=64), nullable=False),
        sa.Column("made_at", storage.UtcDateTime(), nullable=False),
        sa.Column("received_at", storage.UtcDateTime(), nullable=False),
        sa.Column("decided_at", storage.UtcDateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=255), server_default="", nullable=False),
        sa.CheckConstraint(
            "(state = 'waiting') = (decided_at IS NULL)", name=op.f("ck_held_ticks_decided_has_its_moment")
        ),
        sa.CheckConstraint("state IN ('waiting', 'accepted', 'dropped')", name=op.f("ck_held_ticks_state")),
        sa.ForeignKeyConstraint(["author_id"], ["staff.id"], name=op.f("fk_held_ticks_author_id_staff")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["staff.id"], name=op.f("fk_held_ticks_decided_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["property_id"], ["properties.id"], name=op.f("fk_held_ticks_property_id_properties")
        ),
        sa.ForeignKeyConstraint(["stay_id"], ["stays.id"], name=op.f("fk_held_ticks_stay_id_stays")),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_held_ticks_task_id_tasks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_ticks")),
        sa.UniqueConstraint("device", "key", name=op.f("uq_held_ticks_device_key")),
    )
    with op.batch_alter_table("held_ticks", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_held_ticks_property_id_state"), ["property_id", "state"], unique=False
        )

    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index(
            "ix_events_of_house",
            ["property_id", "kind", "at"],
            unique=False,
            sqlite_where=sa.text("audience = ''"),
            postgresql_where=sa.text("audience = ''"),
        )

    with op.batch_alter_table("guests", schema=None) as batch_op:
        batch_op.add_column(sa.Column("found_by", sa.Integer(), server_default="0", nullable=False))
        batch_op.create_index(
            batch_op.f("ix_guests_property_id_found_by"), ["property_id", "found_by"], unique=False
        )

    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.add_column(sa.Column("came_on_at", storage.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("changed_at", storage.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("changed_by", storage.Json, nullable=True))

    with op.batch_alter_table("stays", schema=None) as batch_op:
        batch_op.add_column(sa.Column("found_by", sa.Integer(), server_default="0", nullable=False))
        batch_op.create_index(
            batch_op.f("ix_stays_property_id_found_by"), ["property_id", "found_by"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_stays_property_id_room_arrival_at"),
            ["property_id", "room", "arrival_at"],
            unique=False,
        )

    with op.batch_alter_table("tasks", schema=None) as batch_op:
        batch_op.add_column(sa.Column("received_at", storage.UtcDateTime(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_tasks_property_id_due_at"), ["property_id", "due_at"], unique=False
        )

    take_over(op.get_bind())


def downgrade() -> None:
    with op.batch_alter_table("tasks", schema=None, recreate="never") as batch_op:
        batch_op.drop_index(batch_op.f("ix_tasks_property_id_due_at"))
        batch_op.drop_column("received_at")

    with op.batch_alter_table("stays", schema=None, recreate="never") as batch_op:
        batch_op.drop_index(batch_op.f("ix_stays_property_id_room_arrival_at"))
        batch_op.drop_index(batch_op.f("ix_stays_property_id_found_by"))
        batch_op.drop_column("found_by")

    with op.batch_alter_table("staff", schema=None, recreate="never") as batch_op:
        batch_op.drop_column("changed_by")
        batch_op.drop_column("changed_at")
        batch_op.drop_column("came_on_at")

    with op.batch_alter_table("guests", schema=None, recreate="never") as batch_op:
        batch_op.drop_index(batch_op.f("ix_guests_property_id_found_by"))
        batch_op.drop_column("found_by")

    with op.batch_alter_table("events", schema=None, recreate="never") as batch_op:
        batch_op.drop_index(
            "ix_events_of_house",
            sqlite_where=sa.text("audience = ''"),
            postgresql_where=sa.text("audience = ''"),
        )

    with op.batch_alter_table("held_ticks", schema=None, recreate="never") as batch_op:
        batch_op.drop_index(batch_op.f("ix_held_ticks_property_id_state"))

    op.drop_table("held_ticks")
    with op.batch_alter_table("search_words", schema=None, recreate="never") as batch_op:
        batch_op.drop_index(batch_op.f("ix_search_words_stay_id"))
        batch_op.drop_index(batch_op.f("ix_search_words_property_id_word"))
        batch_op.drop_index(batch_op.f("ix_search_words_guest_id"))

    op.drop_table("search_words")
    op.drop_table("screens")
    op.drop_table("rooms")
    with op.batch_alter_table("offline_tokens", schema=None, recreate="never") as batch_op:
        batch_op.drop_index(batch_op.f("ix_offline_tokens_staff_id_device"))

    op.drop_table("offline_tokens")
