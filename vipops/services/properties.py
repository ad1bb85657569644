"""A hotel is founded, and its settings are changed."""

from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask import current_app
from sqlalchemy import insert, select, update

from vipops import models
from vipops.domain.hotel import HotelSettings
from vipops.errors import BadInput, NotFound
from vipops.services import procedure_versions, room_rows
from vipops.services.house import KNOWN, House
from vipops.storage import db

row = models.Property


def found(code: str, name: dict[str, str], zone: str, settings: HotelSettings) -> House:
    """A new property with an empty journal and the procedure of the checklists' folder in force.

    Raises ``BadInput`` for a taken code or an unknown zone, ``ChecklistErrors``.
    """
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BadInput(
            f"There is no time zone {zone!r}.", expected="an IANA name, e.g. Asia/Shanghai"
        ) from error
    procedure_versions.read(procedure_versions.shipped())  # no hotel is founded on a procedure with mistakes
    with db.engine.begin() as connection:
        if connection.execute(select(row.id).where(row.code == code)).first():
            raise BadInput(f"The property {code} is there already.", expected="another code")
        property_id = connection.execute(
            insert(row).values(code=code, name=name, zone=zone, settings=_stored(settings)).returning(row.id)
        ).scalar_one()
        room_rows.bring_in(connection, property_id, settings.rooms, current_app.config["VIPOPS_CLOCK"]())
        connection.execute(insert(models.JournalHead).values(property_id=property_id, seq=0, hash=""))
    return House.called(code)


def set_up(code: str, settings: HotelSettings) -> House:
    """Replace the settings of a property; rooms are added and changed, never removed. Raises ``NotFound``."""
    with db.engine.begin() as connection:
        changed = connection.execute(
            update(row).where(row.code == code).values(settings=_stored(settings)).returning(row.id)
        ).first()
        if changed is None:
            raise NotFound(f"There is no property {code}.")
        room_rows.bring_in(connection, changed.id, settings.rooms, current_app.config["VIPOPS_CLOCK"]())
    current_app.extensions.pop(KNOWN, None)
    return House.called(code)


def _stored(settings: HotelSettings) -> dict[str, Any]:
    """The settings as the property's row keeps them; rooms have a table of their own."""
    return settings.model_dump(mode="json", exclude={"rooms"})
