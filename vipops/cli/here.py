"""What a command works with: the application, the present moment, the house."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from flask import Flask
from sqlalchemy import inspect

from vipops.core import create_core
from vipops.errors import NotFound
from vipops.services.house import House
from vipops.storage import db


@contextmanager
def application(*, migrated: bool = True) -> Iterator[Flask]:
    """The application with its context pushed.

    Raises ``NotFound`` where the database has no tables yet, unless the command is the one that makes them.
    """
    app = create_core()
    with app.app_context():
        if migrated and not inspect(db.engine).has_table("properties"):
            raise NotFound("There is no hotel yet: run “vipops init” or “vipops demo”.")
        yield app


def now(app: Flask) -> datetime:
    """The application's present moment, in UTC."""
    moment: datetime = app.config["VIPOPS_CLOCK"]()
    return moment


def house_of(code: str | None) -> House:
    """The property that a command means: the one named, or the only one. Raises ``NotFound``."""
    return House.called(code) if code else House.only()
