"""Refused bookings come back as a file of the same kind that can be mended and brought in."""

import io
import json
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from tests.support.builders import ZONE
from vipops.errors import BadInput
from vipops.integrations.pms.mending import REASON, Fault, to_mend
from vipops.integrations.pms.reader import read
from vipops.integrations.pms.result import ReadResult

HEAD = ["确认号", "姓名", "到店日期", "离店日期", "VIP", "房号"]
ROWS = [
    ["0012345678901234", "王小明", "2026-11-22", "2026-11-24", "VA", "0801"],
    ["10002", "SMITH, SARAH", "2026-13-45", "2026-11-24", "VB", "0802"],
    ["0000000000000777", "=HYPERLINK(1)", "2026-11-23", "2026-11-20", "VB", "0803"],
]


def as_csv(coding: str = "utf-8", separator: str = ",") -> bytes:
    lines = [HEAD, *ROWS]
    return "\n".join(
        separator.join(f'"{cell}"' if separator in cell else cell for cell in line) for line in lines
    ).encode(coding)


def as_xlsx() -> bytes:
    book = Workbook()
    sheet = book.create_sheet("List", 0)
    for number, row in enumerate([HEAD, *ROWS], start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column, value)
            cell.data_type = "s"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def faults(found: ReadResult) -> list[Fault]:
    return [Fault(one.row, one.line, f"{one.message}; expected {one.expected}") for one in found.refused]


def reading(data: bytes, name: str) -> ReadResult:
    return read(data, name=name, zone=ZONE)


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("list.csv", as_csv),
        ("list.csv", lambda: as_csv("gb18030")),
        ("list.csv", lambda: as_csv("utf-16", "\t")),
        ("list.xlsx", as_xlsx),
    ],
)
def test_a_list_holds_its_header_the_refused_lines_and_why(name: str, make: Callable[[], bytes]) -> None:
    found = reading(make(), name)
    assert len({one.row for one in found.refused}) == 2
    made = to_mend(make(), faults(found), name=name)
    assert made.name == f"list-refused.{name.rsplit('.', 1)[1]}"
    again = reading(made.data, made.name)
    # As it is, it is refused again for the same reasons; the column of reasons is left out.
    assert [(one.reference, one.message) for one in again.refused] == [
        (one.reference, one.message) for one in found.refused
    ]
    assert again.reservations == ()
    assert any(REASON in notice.message for notice in again.notices)


def test_a_mended_line_goes_in_with_all_its_digits() -> None:
    made = to_mend(as_csv(), faults(reading(as_csv(), "list.csv")), name="list.csv")
    mended = (
        made.data.decode("utf-8-sig").replace("2026-13-45", "2026-11-22").replace("2026-11-20", "2026-11-25")
    )
    again = reading(mended.encode(), "mended.csv")
    assert again.refused == ()
    assert [one.confirmation_number for one in again.reservations] == ["10002", "0000000000000777"]


def test_a_line_with_a_broken_quote_goes_along_as_it_stands() -> None:
    data = as_csv() + b'\n10009,"Broken,2026-11-22,2026-11-24,VA,0809\n'
    found = reading(data, "list.csv")
    made = to_mend(data, faults(found), name="list.csv").data.decode("utf-8-sig")
    assert '10009,"Broken,2026-11-22' in made


def test_operas_answer_keeps_its_records_whole() -> None:
    def record(number: str, departure: str) -> dict[str, object]:
        return {
            "reservationIdList": [{"type": "Confirmation", "id": number}],
            "roomStay": {"arrivalDate": "2026-11-22", "departureDate": departure},
            "reservationGuest": {"surname": "Berg", "givenName": "Åse"},
        }

    records = [record("1", "2026-11-24"), record("2", "2026-11-20"), record("3", "2026-11-25")]
    data = json.dumps({"reservations": {"reservationInfo": records}}).encode()
    found = reading(data, "answer.json")
    assert {one.row for one in found.refused} == {2}
    made = to_mend(data, faults(found), name="answer.json")
    (kept,) = json.loads(made.data)["reservations"]["reservationInfo"]
    assert kept.pop(REASON)
    assert kept == records[1]


def test_what_cannot_be_read_cannot_be_mended() -> None:
    with pytest.raises(BadInput):
        to_mend(b"<html>", [], name="list.csv")


def test_nothing_refused_is_a_header_alone() -> None:
    made = to_mend(as_csv(), [], name="list.csv").data.decode("utf-8-sig")
    assert made.strip().split(",")[:2] == HEAD[:2]
    assert "\n" not in made.strip()
