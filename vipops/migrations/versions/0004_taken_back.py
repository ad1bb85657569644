"""Taken back in a moment: a handover that nobody has accepted, a request acknowledged by mistake.

And pictures of letters with all their pages.
"""

from importlib import import_module

import sqlalchemy as sa
from alembic import op

from vipops import storage
from vipops.migrations import guards

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


# Frozen here, as in the migrations before it.
REQUEST_STEPS = (
    ("acknowledged", "done"),
    ("acknowledged", "recorded"),
    ("acknowledged", "withdrawn"),
    ("called_back", "done"),
    ("done", "acknowledged"),
    ("done", "called_back"),
    ("recorded", "acknowledged"),
    ("recorded", "done"),
    ("recorded", "withdrawn"),
)


def upgrade() -> None:
    op.add_column("handovers", sa.Column("taken_back_at", storage.UtcDateTime(), nullable=True))
    _guard(REQUEST_STEPS)
    # They showed the first page alone; the worker makes them anew, with all pages.
    op.execute("DELETE FROM letter_previews")


def downgrade() -> None:
    before = import_module("vipops.migrations.versions.0002_procedure")
    _guard(before.REQUEST_STEPS)
    with op.batch_alter_table("handovers", schema=None, recreate="never") as batch_op:
        batch_op.drop_column("taken_back_at")


def _guard(steps: guards.Pairs) -> None:
    dialect = op.get_bind().dialect.name
    for statement in (
        *guards.drop(dialect, "requests", "requests_steps"),
        *guards.state_guard(dialect, "requests", steps),
    ):
        op.execute(statement)
