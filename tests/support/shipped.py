"""A hotel that works by the checklists that are shipped, for the tests of what hangs on grades and rooms."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import insert

from tests.support.house import SHIPPED, Hotel, close, open_hotel
from vipops import models
from vipops.storage import db


@pytest.fixture
def great_hotel(hotel_url: str, house_folder: Path) -> Iterator[Hotel]:
    """The tests' hotel and cast with the shipped procedure in force."""
    opened = open_hotel(hotel_url, house_folder, checklists=SHIPPED)
    opened.sql("DELETE FROM procedure_versions")
    assert opened.house.procedure.template("room_inspection"), (
        "asked for once, the folder's procedure is in force"
    )
    yield opened
    close(opened)


def been_here(hotel: Hotel, guest_id: int, stays: int, *, grade: str = "", last: str = "2026-06-01") -> None:
    """Past stays of the guest, as the other system told them."""
    with hotel.inside(), db.engine.begin() as connection:
        for number in range(stays):
            connection.execute(
                insert(models.GuestHistory).values(
                    property_id=hotel.house.id,
                    guest_id=guest_id,
                    confirmation_number=f"PAST-{guest_id}-{grade}-{number}",
                    outcome="checked_out",
                    grade=grade,
                    room="1201",
                    arrival_on=date.fromisoformat(last).replace(day=1),
                    departure_on=date.fromisoformat(last),
                    fingerprint="",
                    recorded_at=hotel.now,
                )
            )
