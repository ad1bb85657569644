"""Alembic's environment: runs on the application's own engine that writes."""

from typing import Any, Literal

from alembic import context
from flask import current_app

import vipops.models  # noqa: F401  # the tables register themselves
from vipops.storage import Base, Json, UtcDateTime, db


def run() -> None:
    """Run the migrations in one transaction, on SQLite by copying tables where ALTER cannot."""
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_item=_render,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


def _render(kind: str, item: Any, _autogenerate: Any) -> str | Literal[False]:
    """The house's own column types by their own names."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "storage.UtcDateTime()"
    return "storage.Json" if kind == "type" and isinstance(item, type(Json)) else False


run()
