"""Builders for arrivals: OPERA records and lists, each right unless a test makes it wrong."""

import io
import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook

from vipops.integrations.pms.reader import read
from vipops.integrations.pms.result import ReadResult

DATA = Path(__file__).parents[2] / "data" / "opera"
SHANGHAI = ZoneInfo("Asia/Shanghai")

_RECORD: dict[str, Any] = {
    "reservationIdList": [
        {"id": "9001", "type": "Reservation"},
        {"id": "7001", "type": "Confirmation"},
    ],
    "roomStay": {
        "arrivalDate": "2026-11-22",
        "departureDate": "2026-11-24",
        "adultCount": "2",
        "numberOfRooms": "1",
        "roomNumber": "1201",
    },
    "reservationGuest": {
        "surname": "SMITH",
        "givenName": "SARAH",
        "id": "288106",
        "vip": {"vipCode": "GOLD"},
    },
    "hotelId": "HOTEL1",
    "reservationStatus": "Reserved",
}


@pytest.fixture
def record() -> Callable[..., dict[str, Any]]:
    """A record of the list; dotted names change or (None) remove a field, ``confirmation`` the number."""

    def build(confirmation: str = "7001", **changes: Any) -> dict[str, Any]:
        made = deepcopy(_RECORD)
        made["reservationIdList"][1]["id"] = confirmation
        for dotted, value in changes.items():
            *above, last = dotted.split("__")
            holder = made
            for step in above:
                holder = holder.setdefault(step, {})
            if value is None:
                holder.pop(last, None)
            else:
                holder[last] = value
        return made

    return build


@pytest.fixture
def opera() -> Callable[..., ReadResult]:
    def build(*records: Any) -> ReadResult:
        answer = {"reservations": {"reservationInfo": list(records)}}
        return read(json.dumps(answer, indent=1).encode(), name="opera.json", zone=SHANGHAI)

    return build


@pytest.fixture
def csv_list() -> Callable[..., ReadResult]:
    def build(text: str, coding: str = "utf-8", **options: Any) -> ReadResult:
        return read(text.encode(coding), name="list.csv", zone=SHANGHAI, **options)

    return build


@pytest.fixture
def workbook() -> Callable[..., bytes]:
    """The bytes of a workbook with these cells, ``{"B4": "Confirmation"}``, on its first sheet."""

    def build(cells: dict[str, Any], merged: tuple[str, ...] = ()) -> bytes:
        book = Workbook()
        sheet = book.worksheets[0]
        for where, value in cells.items():
            sheet[where] = value
        for span in merged:
            sheet.merge_cells(span)
        packed = io.BytesIO()
        book.save(packed)
        return packed.getvalue()

    return build
