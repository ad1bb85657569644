"""The first tables, and the rules that the database keeps by itself."""

import sqlalchemy as sa
from alembic import op

from vipops import storage
from vipops.migrations import guards

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "properties",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", storage.Json, nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("settings", storage.Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_properties")),
        sa.UniqueConstraint("code", name=op.f("uq_properties_code")),
    )
    op.create_table(
        "answers",
        sa.Column("device", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("property_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", storage.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["property_id"], ["properties.id"], name=op.f("fk_answers_property_id_properties")
        ),
        sa.PrimaryKeyConstraint("device", "key", name=op.f("pk_answers")),
    )
    op.create_table(
        "events",
        sa.Column("property_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("at", storage.UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("stay_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["property_id"], ["properties.id"], name=op.f("fk_events_property_id_properties")
        ),
        sa.PrimaryKeyConstraint("property_id", "seq", name=op.f("pk_events")),
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_events_property_id_stay_id_seq"), ["property_id", "stay_id", "seq"], unique=False
        )

    op.create_table(
        "flights",
        sa.Column("property_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("flies_on", sa.Date(), nullable=False),
        sa.Column("scheduled_at", storage.UtcDateTime(), nullable=True),
        sa.Column("estimated_at", storage.UtcDateTime(), nullable=True),
        sa.Column("landed_at", storage.UtcDateTime(), nullable=True),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("diverted", sa.Boolean(), nullable=False),
        sa.Column("said_at", storage.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["property_id"], ["properties.id"], name=op.f("fk_flights_property_id_properties")
        ),
        sa.PrimaryKeyConstraint("property_id", "number", "flies_on", name=op.f("pk_flights")),
    )
    op.create_table(
        "guests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("property_id", sa.Integer(), nullable=False),
        sa.Column("profile_id", sa.String(length=64), nullable=True),
        sa.Column("surname", sa.String(length=255), nullable=False),
        sa.Column("given_name", sa.String(length=255), nullable=False),
        sa.Column("middle_name", sa.String(length=255), nullable=False),
        sa.Column("name_prefix", sa.String(length=255), nullable=False),
        sa.Column("native_name", sa.String(length=255), nullable=False),
        sa.Column("language", sa.String(length=64), nullable=False),
        sa.Column("preferences", storage.Json, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["property_id"], ["properties.id"], name=op.f("fk_guests_property_id_properties")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guests")),
        sa.UniqueConstraint("property_id", "profile_id", name=op.f("uq_guests_property_id_profile_id")),
    )
    op.create_table(
        "held_reservations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("property_id", sa.Integer(), nullable=False),
        sa.Column("confirmation_number", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=255), nullable=False),
        sa.Column("vip_code", sa.String(length=64), nullable=False),
        sa.Column("reservation", storage.Json, nullable=False),
        sa.Column("held_at", storage.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["property_id"], ["properties.id"], name=op.f("fk_held_reservations_property_id_properties")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_reservations")),
        sa.UniqueConstraint(
            "property_id",
            "confirmation_number",
            name=op.f("uq_held_reservations_property_id_confirmation_number"),
        ),
    )
    op.create_table(
        "journal_heads",
        sa.Column("property_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["property_id"], ["properties.id"], name=op.f("fk_journal_heads_property_id_properties")
        ),
        sa.PrimaryKeyConstraint("property_id", name=op.f("pk_journal_heads")),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("property_id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(length=64), nullable=False),
        sa.Column("name", storage.Json, nullable=False),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("department", sa.String(length=64), nullable=False),
        sa.Column("post", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=64), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=False),
        sa.Column("pin_hash", sa.String(length=255), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("failed_tries", sa.Integer(), nullable=False),
        sa.Column("locked_until", storage.UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "department IN ('concierge', 'housekeeping', 'engineering', 'security', 'front_office', 'food_beverage', 'executive')",
            name=op.f("ck_staff_department"),
        ),
        sa.CheckConstraint(
            "role IN ('general_manager', 'lobby_manager', 'manager', 'supervisor', 'attendant', 'administrator')",
            name=op.f("ck_staff_role"),
        ),
        sa.ForeignKeyConstraint(
            ["property_id"], ["properties.id"], name=op.f("fk_staff_property_id_properties")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("username", name=op.f("uq_staff_username")),
    )
    op.create_table(
        "disclosures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("property_id", sa.Integer(), nullable=False),
        sa.Column("at", storage.UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_disclosures_by_id_staff")),
        sa.ForeignKeyConstraint(
            ["property_id"], ["properties.id"], name=op.f("fk_disclosures_property_id_properties")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosures")),
    )
    with op.batch_alter_table("disclosures", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_disclosures_property_id_at"), ["property_id", "at"], unique=False
        )

    op.create_table(
        "guest_history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("property_id", sa.Integer(), nullable=False),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("confirmation_number", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=64), nullable=False),
        sa.Column("grade", sa.String(length=64), nullable=False),
        sa.Column("room", sa.String(length=64), nullable=False),
        sa.Column("arrival_on", sa.Date(), nullable=False),
        sa.Column("departure_on", sa.Date(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("recorded_at", storage.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["guest_id"], ["guests.id"], name=op.f("fk_guest_history_guest_id_guests")),
        sa.ForeignKeyConstraint(
            ["property_id"], ["properties.id"], name=op.f("fk_guest_history_property_id_properties")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest_history")),
        sa.UniqueConstraint(
            "property_id",
            "confirmation_number",
            name=op.f("uq_guest_history_property_id_confirmation_number"),
        ),
    )
    with op.batch_alter_table("guest_history", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_guest_history_property_id_guest_id"), ["property_id", "guest_id"], unique=False
        )

    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("property_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=64), nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("signed_in_at", storage.UtcDateTime(), nullable=False),
        sa.Column("ends_at", storage.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["property_id"], ["properties.id"], name=op.f("fk_sessions_property_id_properties")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_sessions_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sessions_token_hash")),
    )
    op.create_table(
        "stays",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("property_id", sa.Integer(), nullable=False),
        sa.Column("confirmation_number", sa.String(length=64), nullable=False),
        sa.Column("reservation_id", sa.String(length=64), nullable=False),
        sa.Column("party_code", sa.String(length=64), nullable=False),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("came_from", sa.String(length=64), nullable=True),
        sa.Column("state_at", storage.UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("grade", sa.String(length=64), nullable=False),
        sa.Column("name", storage.Json, nullable=False),
        sa.Column("incognito", sa.Boolean(), nullable=False),
        sa.Column("service_recovery", sa.Boolean(), nullable=False),
        sa.Column("room", sa.String(length=64), nullable=False),
        sa.Column("room_type", sa.String(length=64), nullable=False),
        sa.Column("adults", sa.Integer(), nullable=False),
        sa.Column("children", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=64), nullable=False),
        sa.Column("wishes", storage.Json, nullable=False),
        sa.Column("alerts", storage.Json, nullable=False),
        sa.Column("notes", storage.Json, nullable=False),
        sa.Column("arrival_at", storage.UtcDateTime(), nullable=False),
        sa.Column("arrival_source", sa.String(length=64), nullable=False),
        sa.Column("arrival_said_at", storage.UtcDateTime(), nullable=False),
        sa.Column("arrived_at", storage.UtcDateTime(), nullable=True),
        sa.Column("departure_at", storage.UtcDateTime(), nullable=False),
        sa.Column("departure_source", sa.String(length=64), nullable=False),
        sa.Column("departure_said_at", storage.UtcDateTime(), nullable=False),
        sa.Column("landing_at", storage.UtcDateTime(), nullable=True),
        sa.Column("flight", sa.String(length=64), nullable=False),
        sa.Column("flight_note", sa.String(length=64), nullable=False),
        sa.Column("departure_flight", sa.String(length=64), nullable=False),
        sa.Column("transfer", sa.Boolean(), nullable=False),
        sa.Column("transfer_out", sa.Boolean(), nullable=False),
        sa.Column("plate", sa.String(length=64), nullable=False),
        sa.Column("seat", sa.String(length=64), nullable=False),
        sa.Column("pms_values", storage.Json, nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("planned_at", storage.UtcDateTime(), nullable=False),
        sa.Column("procedure_version", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "came_from IN ('expected', 'preparing', 'ready', 'en_route', 'arrived', 'in_house', 'departing', 'departed', 'cancelled', 'no_show')",
            name=op.f("ck_stays_came_from"),
        ),
        sa.CheckConstraint(
            "state IN ('expected', 'preparing', 'ready', 'en_route', 'arrived', 'in_house', 'departing', 'departed', 'cancelled', 'no_show')",
            name=op.f("ck_stays_state"),
        ),
        sa.CheckConstraint("departure_at > arrival_at", name=op.f("ck_stays_leaves_after_arrival")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_stays_version")),
        sa.ForeignKeyConstraint(["guest_id"], ["guests.id"], name=op.f("fk_stays_guest_id_guests")),
        sa.ForeignKeyConstraint(
            ["property_id"], ["properties.id"], name=op.f("fk_stays_property_id_properties")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stays")),
        sa.UniqueConstraint(
            "property_id", "confirmation_number", name=op.f("uq_stays_property_id_confirmation_number")
        ),
    )
    with op.batch_alter_table("stays", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_stays_property_id_closed_arrival_at"),
            ["property_id", "closed", "arrival_at"],
            unique=False,
        )

    op.create_table(
        "letters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("property_id", sa.Integer(), nullable=False),
        sa.Column("stay_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=64), nullable=False),
        sa.Column("words", storage.Json, nullable=True),
        sa.Column("words_hash", sa.String(length=64), nullable=False),
        sa.Column("booked_name", sa.String(length=255), nullable=False),
        sa.Column("missing_glyphs", sa.String(length=255), nullable=False),
        sa.Column("fault", sa.String(length=255), nullable=False),
        sa.Column("try_again_at", storage.UtcDateTime(), nullable=True),
        sa.Column("sign_by", storage.UtcDateTime(), nullable=False),
        sa.Column("drafted_at", storage.UtcDateTime(), nullable=False),
        sa.Column("drafted_by_id", sa.Integer(), nullable=True),
        sa.Column("checked_at", storage.UtcDateTime(), nullable=True),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.Column("signed_at", storage.UtcDateTime(), nullable=True),
        sa.Column("signed_by_id", sa.Integer(), nullable=True),
        sa.Column("strokes", storage.Json, nullable=True),
        sa.Column("placed_at", storage.UtcDateTime(), nullable=True),
        sa.Column("placed_by_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=255), nullable=False),
        sa.CheckConstraint(
            "state IN ('drafted', 'checked', 'signed', 'placed', 'void')", name=op.f("ck_letters_state")
        ),
        sa.CheckConstraint(
            "state IN ('drafted', 'void') OR words IS NOT NULL", name=op.f("ck_letters_checked_has_words")
        ),
        sa.CheckConstraint(
            "state NOT IN ('signed', 'placed') OR (signed_by_id IS NOT NULL AND signed_at IS NOT NULL)",
            name=op.f("ck_letters_signed_has_its_signer"),
        ),
        sa.CheckConstraint(
            "checked_by_id IS NULL OR checked_by_id <> drafted_by_id",
            name=op.f("ck_letters_second_person_checks"),
        ),
        sa.CheckConstraint(
            "signed_by_id IS NULL OR signed_by_id <> checked_by_id",
            name=op.f("ck_letters_checker_does_not_sign"),
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_letters_version")),
        sa.ForeignKeyConstraint(["checked_by_id"], ["staff.id"], name=op.f("fk_letters_checked_by_id_staff")),
        sa.ForeignKeyConstraint(["drafted_by_id"], ["staff.id"], name=op.f("fk_letters_drafted_by_id_staff")),
        sa.ForeignKeyConstraint(["placed_by_id"], ["staff.id"], name=op.f("fk_letters_placed_by_id_staff")),
        sa.ForeignKeyConstraint(
            ["property_id"], ["properties.id"], name=op.f("fk_letters_property_id_properties")
        ),
        sa.ForeignKeyConstraint(["signed_by_id"], ["staff.id"], name=op.f("fk_letters_signed_by_id_staff")),
        sa.ForeignKeyConstraint(["stay_id"], ["stays.id"], name=op.f("fk_letters_stay_id_stays")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
    )
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_letters_property_id_state_sign_by"),
            ["property_id", "state", "sign_by"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_letters_property_id_stay_id"), ["property_id", "stay_id"], unique=False
        )

    op.create_table(
        "stay_guests",
        sa.Column("stay_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("property_id", sa.Integer(), nullable=False),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.ForeignKeyConstraint(["guest_id"], ["guests.id"], name=op.f("fk_stay_guests_guest_id_guests")),
        sa.ForeignKeyConstraint(
            ["property_id"], ["properties.id"], name=op.f("fk_stay_guests_property_id_properties")
        ),
        sa.ForeignKeyConstraint(["stay_id"], ["stays.id"], name=op.f("fk_stay_guests_stay_id_stays")),
        sa.PrimaryKeyConstraint("stay_id", "position", name=op.f("pk_stay_guests")),
    )
    op.create_table(
        "tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("property_id", sa.Integer(), nullable=False),
        sa.Column("stay_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("template", sa.String(length=64), nullable=False),
        sa.Column("template_version", sa.String(length=64), nullable=False),
        sa.Column("source", storage.Json, nullable=False),
        sa.Column("department", sa.String(length=64), nullable=False),
        sa.Column("stage", sa.String(length=64), nullable=False),
        sa.Column("title", storage.Json, nullable=False),
        sa.Column("detail", storage.Json, nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("due_at", storage.UtcDateTime(), nullable=False),
        sa.Column("anchored_at", storage.UtcDateTime(), nullable=False),
        sa.Column("starts_at", storage.UtcDateTime(), nullable=True),
        sa.Column("useful_until", storage.UtcDateTime(), nullable=True),
        sa.Column("anchor", sa.String(length=64), nullable=False),
        sa.Column("short_notice", sa.Boolean(), nullable=False),
        sa.Column("gate", sa.String(length=64), nullable=False),
        sa.Column("after", storage.Json, nullable=False),
        sa.Column("points", storage.Json, nullable=False),
        sa.Column("proof", storage.Json, nullable=False),
        sa.Column("second_signature", sa.String(length=64), nullable=False),
        sa.Column("rekey_name", sa.Boolean(), nullable=False),
        sa.Column("letter", sa.String(length=64), nullable=False),
        sa.Column("paper", sa.String(length=64), nullable=False),
        sa.Column("who", sa.String(length=64), nullable=False),
        sa.Column("people", storage.Json, nullable=False),
        sa.Column("postponed", sa.Boolean(), nullable=False),
        sa.Column("assignee_id", sa.Integer(), nullable=True),
        sa.Column("answers", storage.Json, nullable=False),
        sa.Column("reason", sa.String(length=255), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", storage.UtcDateTime(), nullable=False),
        sa.Column("done_at", storage.UtcDateTime(), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("signed_at", storage.UtcDateTime(), nullable=True),
        sa.Column("signed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(state = 'signed_off') = (signed_at IS NOT NULL)", name=op.f("ck_tasks_sign_off_has_its_moment")
        ),
        sa.CheckConstraint(
            "(state IN ('done', 'signed_off')) = (done_at IS NOT NULL)",
            name=op.f("ck_tasks_done_has_its_moment"),
        ),
        sa.CheckConstraint(
            "department IN ('concierge', 'housekeeping', 'engineering', 'security', 'front_office', 'food_beverage', 'executive')",
            name=op.f("ck_tasks_department"),
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'open', 'in_progress', 'done', 'signed_off', 'skipped', 'cancelled')",
            name=op.f("ck_tasks_state"),
        ),
        sa.CheckConstraint(
            "signed_by_id IS NULL OR signed_by_id <> done_by_id", name=op.f("ck_tasks_two_people_sign")
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_tasks_version")),
        sa.ForeignKeyConstraint(["assignee_id"], ["staff.id"], name=op.f("fk_tasks_assignee_id_staff")),
        sa.ForeignKeyConstraint(["changed_by_id"], ["staff.id"], name=op.f("fk_tasks_changed_by_id_staff")),
        sa.ForeignKeyConstraint(["done_by_id"], ["staff.id"], name=op.f("fk_tasks_done_by_id_staff")),
        sa.ForeignKeyConstraint(
            ["property_id"], ["properties.id"], name=op.f("fk_tasks_property_id_properties")
        ),
        sa.ForeignKeyConstraint(["signed_by_id"], ["staff.id"], name=op.f("fk_tasks_signed_by_id_staff")),
        sa.ForeignKeyConstraint(["stay_id"], ["stays.id"], name=op.f("fk_tasks_stay_id_stays")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
        sa.UniqueConstraint("stay_id", "key", name=op.f("uq_tasks_stay_id_key")),
    )
    with op.batch_alter_table("tasks", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tasks_property_id_department_state_due_at"),
            ["property_id", "department", "state", "due_at"],
            unique=False,
        )

    op.create_table(
        "letter_pdfs",
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("property_id", sa.Integer(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("made_at", storage.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_letter_pdfs_letter_id_letters")),
        sa.ForeignKeyConstraint(
            ["property_id"], ["properties.id"], name=op.f("fk_letter_pdfs_property_id_properties")
        ),
        sa.PrimaryKeyConstraint("letter_id", name=op.f("pk_letter_pdfs")),
    )
    op.create_table(
        "letter_previews",
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("property_id", sa.Integer(), nullable=False),
        sa.Column("words_hash", sa.String(length=64), nullable=False),
        sa.Column("png", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letters.id"], name=op.f("fk_letter_previews_letter_id_letters")
        ),
        sa.ForeignKeyConstraint(
            ["property_id"], ["properties.id"], name=op.f("fk_letter_previews_property_id_properties")
        ),
        sa.PrimaryKeyConstraint("letter_id", name=op.f("pk_letter_previews")),
    )
    _guard()


def downgrade() -> None:
    op.drop_table("letter_previews")
    op.drop_table("letter_pdfs")
    with op.batch_alter_table("tasks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tasks_property_id_department_state_due_at"))

    op.drop_table("tasks")
    op.drop_table("stay_guests")
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letters_property_id_stay_id"))
        batch_op.drop_index(batch_op.f("ix_letters_property_id_state_sign_by"))

    op.drop_table("letters")
    with op.batch_alter_table("stays", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stays_property_id_closed_arrival_at"))

    op.drop_table("stays")
    op.drop_table("sessions")
    with op.batch_alter_table("guest_history", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_guest_history_property_id_guest_id"))

    op.drop_table("guest_history")
    with op.batch_alter_table("disclosures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_disclosures_property_id_at"))

    op.drop_table("disclosures")
    op.drop_table("staff")
    op.drop_table("journal_heads")
    op.drop_table("held_reservations")
    op.drop_table("guests")
    op.drop_table("flights")
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_events_property_id_stay_id_seq"))

    op.drop_table("events")
    op.drop_table("answers")
    op.drop_table("properties")


# The lifecycles as they were when this was written; a later change of one makes its trigger anew.
STAY_STEPS = (
    ("arrived", "en_route"),
    ("arrived", "expected"),
    ("arrived", "in_house"),
    ("arrived", "preparing"),
    ("arrived", "ready"),
    ("cancelled", "en_route"),
    ("cancelled", "expected"),
    ("cancelled", "preparing"),
    ("cancelled", "ready"),
    ("departed", "departing"),
    ("departing", "departed"),
    ("departing", "in_house"),
    ("en_route", "arrived"),
    ("en_route", "cancelled"),
    ("en_route", "no_show"),
    ("en_route", "preparing"),
    ("en_route", "ready"),
    ("expected", "arrived"),
    ("expected", "cancelled"),
    ("expected", "no_show"),
    ("expected", "preparing"),
    ("in_house", "arrived"),
    ("in_house", "departing"),
    ("no_show", "en_route"),
    ("no_show", "expected"),
    ("no_show", "preparing"),
    ("no_show", "ready"),
    ("preparing", "arrived"),
    ("preparing", "cancelled"),
    ("preparing", "en_route"),
    ("preparing", "expected"),
    ("preparing", "no_show"),
    ("preparing", "ready"),
    ("ready", "arrived"),
    ("ready", "cancelled"),
    ("ready", "en_route"),
    ("ready", "no_show"),
    ("ready", "preparing"),
)
TASK_STEPS = (
    ("cancelled", "open"),
    ("cancelled", "waiting"),
    ("done", "open"),
    ("done", "signed_off"),
    ("in_progress", "cancelled"),
    ("in_progress", "done"),
    ("in_progress", "open"),
    ("in_progress", "skipped"),
    ("in_progress", "waiting"),
    ("open", "cancelled"),
    ("open", "done"),
    ("open", "in_progress"),
    ("open", "skipped"),
    ("open", "waiting"),
    ("signed_off", "open"),
    ("skipped", "open"),
    ("waiting", "cancelled"),
    ("waiting", "open"),
    ("waiting", "skipped"),
)
LETTER_STEPS = (
    ("checked", "drafted"),
    ("checked", "signed"),
    ("checked", "void"),
    ("drafted", "checked"),
    ("drafted", "void"),
    ("placed", "void"),
    ("signed", "placed"),
    ("signed", "void"),
)
WORDS = ("words", "words_hash", "booked_name", "strokes", "signed_by_id", "signed_at", "stay_id")


def _guard() -> None:
    dialect = op.get_bind().dialect.name
    for statement in (
        *guards.state_guard(dialect, "stays", STAY_STEPS),
        *guards.state_guard(dialect, "tasks", TASK_STEPS),
        *guards.state_guard(dialect, "letters", LETTER_STEPS),
        *guards.frozen_guard(dialect, "letters", "letters_frozen", WORDS, "OLD.signed_at IS NOT NULL"),
        *guards.unchangeable(dialect, "letter_pdfs"),
        *guards.unchangeable(dialect, "events"),
    ):
        op.execute(statement)
