"""Arrivals lists as CSV and XLSX: codings, delimiters, headers, dates, what is refused."""

import io
import zipfile
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from tests.integrations.pms.conftest import DATA, SHANGHAI
from vipops.errors import BadInput
from vipops.integrations.pms import columns, xlsx_file
from vipops.integrations.pms.header import field_of
from vipops.integrations.pms.party import parties
from vipops.integrations.pms.reader import read
from vipops.integrations.pms.reservation import AccompanyingGuest, ReservationStatus, Transport

CHINESE = (DATA.parent / "arrivals.csv").read_text()

PLAIN = 'Confirmation,Guest name,Arrival,Departure{more}\n7001,"SMITH, SARAH",{arrival},2026-11-24{cells}\n'


def plain(arrival: str = "2026-11-22", **more: str) -> str:
    return PLAIN.format(
        arrival=arrival,
        more="".join(f",{title}" for title in more),
        cells="".join(f",{cell}" for cell in more.values()),
    )


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_chinese_list_in_every_coding(csv_list: Any, coding: str) -> None:
    result = csv_list(CHINESE, coding)
    assert not result.refused
    first, second = result.reservations
    assert (first.guest.surname, first.guest.given_name, first.guest.name_prefix) == ("王", "小明", "先生")
    assert (first.guest.alias, first.guest.incognito, first.guest.language) == ("格林先生", True, "zh")
    assert first.guest.vip_code == "VA"
    assert first.arrival_at == datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
    assert first.departure_on == date(2026, 11, 24)
    assert first.departure_at is None
    assert (first.room, first.room_type, first.adults, first.children) == ("0801", "STE", 2, 1)
    assert first.arrival_transport == Transport(
        number="CA981", at=datetime(2026, 11, 22, 5, 10, tzinfo=UTC), transfer_wanted=True
    )
    assert first.accompanying == (AccompanyingGuest("李", "华"), AccompanyingGuest("欧阳", "娜"))
    assert second.status is ReservationStatus.CANCELLED
    assert (second.guest.surname, second.guest.given_name, second.guest.name_prefix) == (
        "SMITH",
        "SARAH",
        "MS",
    )
    assert second.arrival_at is None
    assert not second.guest.incognito


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found_out(csv_list: Any, delimiter: str) -> None:
    text = plain().replace('"SMITH, SARAH"', "王小明").replace(",", delimiter)
    (booking,) = csv_list(text).reservations
    assert booking.guest.surname == "王"


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("到店日期(预计)", "arrival_on"),
        ("姓名 Name", "full_name"),
        ("Guest Name/姓名", "full_name"),
        ("ARRIVAL_DATE", "arrival_on"),
        ("ｖｉｐ等级", "vip"),
        ("确认号：", "confirmation"),
        ("(VIP)", "vip"),
        ("性别", None),
        ("", None),
    ],
)
def test_titles(title: str, field: str | None) -> None:
    assert field_of(title, columns.default_settings()) == field


def test_every_field_has_a_chinese_and_an_english_title() -> None:
    spellings = columns.default_settings().spellings
    assert set(spellings) == set(columns.FIELDS)
    for field, words in spellings.items():
        assert any(word.isascii() for word in words), field
        assert any(not word.isascii() for word in words), field


def test_an_unknown_column_is_noticed(csv_list: Any) -> None:
    result = csv_list(plain(Gender="F"))
    assert result.reservations
    (notice,) = result.notices
    assert (notice.line, notice.column, notice.field) == (1, 5, "Gender")


@pytest.mark.parametrize(
    ("text", "reason", "accepted"),
    [
        ("Guest name,Arrival,Departure\n", "a column is missing", "确认号"),
        ("Confirmation,Arrival,Departure\n", "a column is missing", "Guest name"),
        ("Confirmation,Guest name,Departure\n", "a column is missing", "到店日期"),
        ("Confirmation,Guest name,Arrival\n", "a column is missing", "Nights"),
        ("Confirmation,Guest name,Arrival,Arr date,Departure\n", "several columns mean", "one of them"),
        ("one,two\nthree,four\n", "no header", "Confirmation"),
    ],
)
def test_a_list_without_its_columns_is_refused(csv_list: Any, text: str, reason: str, accepted: str) -> None:
    with pytest.raises(BadInput) as refusal:
        csv_list(text)
    (error,) = refusal.value.facts["errors"]
    assert reason in error["message"]
    assert accepted in error["expected"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2026-11-22", date(2026, 11, 22)),
        ("2026/11/2", date(2026, 11, 2)),
        ("2026.11.22", date(2026, 11, 22)),
        ("20261122", date(2026, 11, 22)),
        ("2026年11月2日", date(2026, 11, 2)),
        ("２０２６年１１月２２日", date(2026, 11, 22)),
        ("2026-11-22 (周日)", date(2026, 11, 22)),
        ("2026年11月22日 星期日", date(2026, 11, 22)),
        ("22/11/2026", date(2026, 11, 22)),
        ("11/22/2026", date(2026, 11, 22)),
        ("11/11/2026", date(2026, 11, 11)),
        ("22-Nov-2026", date(2026, 11, 22)),
        ("22-NOV-26", date(2026, 11, 22)),
        ('"Nov 22, 2026"', date(2026, 11, 22)),
        ("Sun 22 Nov 2026", date(2026, 11, 22)),
    ],
)
def test_ways_to_write_a_date(csv_list: Any, said: str, expected: date) -> None:
    result = csv_list(plain(said, Nights="").replace("2026-11-24", "2026-12-01"))
    assert not result.refused
    assert result.reservations[0].arrival_on == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("14:30", time(14, 30)),
        ("14:30:15", time(14, 30, 15)),
        ("1430", time(14, 30)),
        ("2:30 PM", time(14, 30)),
        ("12:05 am", time(0, 5)),
        ("下午2点30分", time(14, 30)),
        ("14时30分", time(14, 30)),
        ("上午9点", time(9, 0)),
        ("中午12:10", time(12, 10)),
        ("晚上8:00", time(20, 0)),
        ("2026-11-22 14:30", time(14, 30)),
    ],
)
def test_ways_to_write_a_time(csv_list: Any, said: str, expected: time) -> None:
    (booking,) = csv_list(plain(ETA=said)).reservations
    assert booking.arrival_at is not None
    assert booking.arrival_at.astimezone(SHANGHAI).time() == expected


REFUSED = [
    ({"arrival": "03/04/2026"}, 3, "can mean two days"),
    ({"arrival": "46000"}, 3, "bare number"),
    ({"arrival": "tomorrow"}, 3, "not a date"),
    ({"arrival": "31/11/2026"}, 3, "no day 2026-11-31"),
    ({"arrival": ""}, 3, "empty"),
    ({"arrival": "2026-11-25"}, 4, "before arrival"),
    ({"ETA": "25:00"}, 5, "no time"),
    ({"ETA": "soon"}, 5, "not a time"),
    ({"Nights": "5"}, 5, "do not fit"),
    ({"Adults": "1000"}, 5, "more than can be right"),
    ({"Adults": "two"}, 5, "not a whole number"),
    ({"Status": "Lost"}, 5, "not a known status"),
    ({"Alias": "a\u202eb"}, 5, "reading direction"),
    ({"Incognito": "maybe"}, 5, "neither yes nor no"),
    ({"Accompanying": "a\u0001b"}, 5, "control character"),
]


@pytest.mark.parametrize(("cells", "column", "reason"), REFUSED)
def test_a_wrong_cell_refuses_its_row(csv_list: Any, cells: dict[str, str], column: int, reason: str) -> None:
    text = plain(**cells)
    good = plain(**cells | {"arrival": "2026-11-22"}).splitlines()[1].replace("7001", "7002").split(",")
    good[5:] = ["" for _ in good[5:]]
    result = csv_list(text + ",".join(good) + "\n")
    assert [each.confirmation_number for each in result.reservations] == ["7002"]
    (fault,) = result.refused
    assert (fault.line, fault.column, fault.reference) == (2, column, "7001")
    assert fault.field == text.splitlines()[0].split(",")[column - 1]
    assert reason in fault.message
    assert fault.expected


@pytest.mark.parametrize("name", ["王小明/李华", "王小明、李华", "Ann Lee & Max Roe", "Ann Lee and Max Roe"])
def test_two_guests_in_one_name_are_refused(csv_list: Any, name: str) -> None:
    (fault,) = csv_list(plain().replace('"SMITH, SARAH"', name)).refused
    assert "more than one guest" in fault.message


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("王/小明", ("王", "小明", None, None)),
        ("欧阳娜女士", ("欧阳", "娜", "女士", None)),
        ("SMITH/SARAH MS", ("SMITH", "SARAH", "MS", None)),
        ("Mr. Juan García", ("Juan García", None, "Mr", None)),
        ("Wang Xiaoming 王小明", ("Wang Xiaoming", None, None, "王小明")),
        ("王小明 (WANG, Xiaoming)", ("WANG", "Xiaoming", None, "王小明")),
        ("阿布都拉·买买提", ("阿布都拉·买买提", None, None, None)),
    ],
)
def test_names_in_one_cell(csv_list: Any, said: str, parts: tuple[str | None, ...]) -> None:
    (booking,) = csv_list(plain().replace('"SMITH, SARAH"', f'"{said}"')).reservations
    guest = booking.guest
    assert (guest.surname, guest.given_name, guest.name_prefix, guest.native_name) == parts


def test_lines_are_those_of_the_file_also_after_blank_lines_and_line_breaks(csv_list: Any) -> None:
    text = (
        "VIP list,,,\n\nConfirmation,Guest name,Arrival,Departure,Notes\n,,,,\n"
        '1,A,2026-11-22,2026-11-23,"two\nlines"\n2,B,x,2026-11-23,\n'
    )
    result = csv_list(text)
    assert result.reservations[0].origin.line == 5
    assert result.reservations[0].wishes[0].text == "two lines"
    assert result.refused[0].line == 7


def test_a_quote_left_open_refuses_its_line_only(csv_list: Any) -> None:
    text = plain() + '7002,"BROWN, 2026-11-22,2026-11-23\n7003,王小明,2026-11-22,2026-11-23\n'
    result = csv_list(text)
    assert [each.confirmation_number for each in result.reservations] == ["7001", "7003"]
    (fault,) = result.refused
    assert (fault.line, fault.message) == (3, "a quote is opened and never closed")


def test_footers_and_repeated_headers_are_left_out(csv_list: Any) -> None:
    head = plain().splitlines()[0]
    result = csv_list(plain() + head + "\n合计,,,1\nTotal: 1,,,\n,,,3\n")
    assert len(result.reservations) == 1
    assert not result.refused
    assert len(result.notices) == 3


def test_numbers_kept_as_text_by_a_spreadsheet(csv_list: Any) -> None:
    (booking,) = csv_list(plain(Room='"=""0012"""').replace("7001", "'007001")).reservations
    assert (booking.confirmation_number, booking.room) == ("007001", "0012")


def test_a_number_that_lost_its_digits_is_refused(csv_list: Any) -> None:
    (fault,) = csv_list(plain().replace("7001", "3.79252E+11")).refused
    assert "lost digits" in fault.message


def test_nights_instead_of_a_departure(csv_list: Any) -> None:
    (booking,) = csv_list("确认号,姓名,到店日期,晚数\n1,王小明,2026-11-22,3\n").reservations
    assert booking.departure_on == date(2026, 11, 25)


def test_bytes_read_as_gb18030_without_chinese_titles_are_doubted(csv_list: Any) -> None:
    result = csv_list(plain().replace('"SMITH, SARAH"', "Müller"), "latin-1")
    assert any("GB18030" in notice.message for notice in result.notices)
    assert not csv_list(CHINESE, "gb18030").notices


def test_the_flight_before_midnight_and_the_door_after_it(csv_list: Any) -> None:
    (booking,) = csv_list(plain(ETA="00:40", Flight="CA 4", Landing="23:30")).reservations
    assert booking.arrival_transport is not None
    assert booking.arrival_transport.at == datetime(2026, 11, 21, 15, 30, tzinfo=UTC)


def test_a_transfer_cell_may_name_the_car(csv_list: Any) -> None:
    (booking,) = csv_list(plain(Transfer="商务车")).reservations
    assert booking.arrival_transport == Transport(transfer_wanted=True, note="商务车")


def test_several_rooms_of_one_party_and_two_guests_of_one_room(csv_list: Any) -> None:
    text = (
        "Confirmation,Guest name,Arrival,Departure,Room,Party\n"
        "1,王小明,2026-11-22,2026-11-24,801,D1\n"
        "2,李华,2026-11-22,2026-11-24,802,D1\n"
        "3,赵军,2026-11-22,2026-11-24,802,\n"
    )
    bookings = csv_list(text).reservations
    assert [[each.confirmation_number for each in party] for party in parties(bookings)] == [
        ["1", "2"],
        ["3"],
    ]


def test_wishes(csv_list: Any) -> None:
    result = csv_list(plain(Wishes="HYPO;high floor;no fruit;水果过敏", Notes="无羽绒枕头，水果"))
    (booking,) = result.reservations
    assert [wish.codes for wish in booking.wishes] == [
        ("hypoallergenic",), ("high_floor",), (), (), ("fruit", "hypoallergenic"),
    ]  # fmt: skip


SHEET: dict[str, Any] = {
    "B2": "Confirmation", "C2": "Guest name", "D2": "Arrival", "E2": "Departure", "F2": "Room", "G2": "ETA",
    "B3": 379252, "C3": "TANAKA, YUKI", "D3": date(2026, 11, 22), "F3": 1203, "G3": time(16, 45),
    "E3": datetime(2026, 11, 25, 11, 0),  # noqa: DTZ001  (a cell has no zone)
}  # fmt: skip


def book(data: bytes) -> Any:
    return read(data, name="list.xlsx", zone=SHANGHAI)


def test_a_workbook(workbook: Any) -> None:
    result = book(workbook(SHEET))
    assert not result.refused
    (booking,) = result.reservations
    assert (booking.confirmation_number, booking.room) == ("379252", "1203")
    assert booking.arrival_at == datetime(2026, 11, 22, 8, 45, tzinfo=UTC)
    assert booking.departure_at == datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
    assert (booking.origin.line, booking.origin.path) == (3, "Sheet")


def test_a_workbook_and_a_csv_of_the_same_list_say_the_same(workbook: Any, csv_list: Any) -> None:
    (one,) = book(workbook(SHEET)).reservations
    text = (
        "Confirmation,Guest name,Arrival,Departure,Room,ETA\n"
        '379252,"TANAKA, YUKI",2026-11-22,2026-11-25 11:00,1203,16:45\n'
    )
    (other,) = csv_list(text).reservations
    assert one.fingerprint() == other.fingerprint()


def test_merged_groups_above_the_header(workbook: Any) -> None:
    cells = {
        "A1": "VIP 到店表", "A2": "确认号", "B2": "客人信息", "D2": "到店", "F2": "离店日期",
        "B3": "姓名", "C3": "贵宾等级", "D3": "日期", "E3": "时间",
        "A4": 1, "B4": "王小明", "C4": "VA", "D4": date(2026, 11, 22), "E4": time(14, 0),
        "F4": date(2026, 11, 23),
    }  # fmt: skip
    (booking,) = book(workbook(cells, ("A1:F1", "A2:A3", "B2:C2", "D2:E2", "F2:F3"))).reservations
    assert (booking.guest.surname, booking.guest.vip_code) == ("王", "VA")
    assert booking.arrival_at == datetime(2026, 11, 22, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cell", "value", "column", "reason"),
    [
        ("B3", "=1+1", 2, "formula that was never calculated"),
        ("B3", "#N/A", 2, "the error #N/A"),
        ("B3", 1234567890123456789, 2, "lost digits"),
        ("B3", 12.5, 2, None),
        ("D3", 46348, 4, "bare number"),
        ("G3", 0.7, 7, "bare number"),
        ("F3", True, 6, "not text"),
    ],
)
def test_cells_that_are_not_what_they_seem(
    workbook: Any, cell: str, value: Any, column: int, reason: str | None
) -> None:
    result = book(workbook(SHEET | {cell: value}))
    if reason is None:
        assert result.reservations[0].confirmation_number == "12.5"
        return
    (fault,) = result.refused
    assert (fault.line, fault.column) == (3, column)
    assert reason in fault.message


def test_a_formula_with_its_result_is_its_result(workbook: Any) -> None:
    data = repacked(workbook(SHEET | {"B3": "=700+1"}), "xl/worksheets/sheet1.xml", b"<v></v>", b"<v>701</v>")
    assert book(data).reservations[0].confirmation_number == "701"


def repacked(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new)
            target.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("far", [b"XFD3", b"B1048576"])
def test_a_cell_far_outside_is_refused_before_it_takes_memory(workbook: Any, far: bytes) -> None:
    data = repacked(workbook(SHEET), "xl/worksheets/sheet1.xml", b'r="G3"', b'r="' + far + b'"')
    with pytest.raises(BadInput, match="far outside a list"):
        book(data)


def test_a_workbook_that_unpacks_to_too_much_is_refused(
    workbook: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_file, "MOST_UNPACKED", 100_000)
    stuffed = repacked(workbook(SHEET), "xl/styles.xml", b"<fonts", b" " * 200_000 + b"<fonts")
    assert len(stuffed) < 50_000
    with pytest.raises(BadInput, match="unpacks to too much"):
        book(stuffed)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04rubbish", "cannot be unpacked"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "old or password-protected"),
        (b"", "empty"),
        (b" \n", "empty"),
        (b"<html></html>", "web page"),
        (b"%PDF-1.7", "PDF"),
        (b"x" * (20 * 1024 * 1024 + 1), "20,971,521 bytes"),
        (b"\xff" * 50, "not GB18030 text"),
    ],
)
def test_what_is_no_list_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(BadInput) as refusal:
        book(data)
    assert reason in refusal.value.message


def test_another_archive_is_no_workbook() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(BadInput, match="not a workbook"):
        book(packed.getvalue())


def settings_file(folder: Path, text: str) -> Path:
    path = folder / "arrivals.yaml"
    path.write_text(text)
    return path


def test_a_hotels_own_headers_and_dates(tmp_path: Path, csv_list: Any) -> None:
    own = columns.load(
        settings_file(
            tmp_path,
            "headers:\n  confirmation: [Ref]\n  vip: [Klasse]\n"
            "dates:\n  order: day_first\n  formats: ['%d %m %y']\nstatuses:\n  reserved: [OK]\n"
            "wishes:\n  piano: [PNO, grand piano]\ndefault_times: {arrival: '14:00'}\n",
        )
    )
    text = (
        "Ref,姓名,Arrival,Departure,Klasse,Status,Wishes\n1,王小明,03/04/2026,05 04 26,A,ok,a grand piano\n"
    )
    (booking,) = csv_list(text, columns=own).reservations
    assert (booking.arrival_on, booking.departure_on) == (date(2026, 4, 3), date(2026, 4, 5))
    assert (booking.guest.vip_code, booking.status, booking.wish_codes) == (
        "A",
        ReservationStatus.RESERVED,
        {"piano"},
    )
    assert (own.default_times.arrival, own.default_times.departure) == (time(14, 0), time(12, 0))


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("headers:\n  arival: [x]\n", "2:3", "not known"),
        ("headers:\n  vip: x\n", "2:8", "no list"),
        ("headers:\n  vip: [Grade, 7]\n", "2:16", "not a word"),
        ("headers:\n  vip: [Grade]\n  room: [GRADE]\n", "3:10", "already means"),
        ("colums: {}\n", "1:1", "no section"),
        ("dates:\n  order: american\n", "2:10", "not an order"),
        ("dates:\n  formats: ['%d']\n", "2:13", "does not give day"),
        ("dates:\n  order: [a]\n", "2:10", "not an order"),
        ("default_times:\n  arrival: 15:00pm\n", "2:12", "not a time"),
        ("default_times:\n  dinner: '19:00'\n", "2:3", "no setting"),
        ("statuses:\n  lost: [Lost]\n", "2:3", "not known"),
        ("- a\n", "1:1", "not a mapping"),
        ("headers: [\n", "2:1", "not YAML"),
        ("headers:\n  vip: [a]\n  vip: [b]\n", "3:3", "twice"),
    ],
)
def test_mistakes_in_the_settings_are_told_with_their_place(
    tmp_path: Path, text: str, place: str, reason: str
) -> None:
    with pytest.raises(BadInput) as refusal:
        columns.load(settings_file(tmp_path, text))
    error = refusal.value.facts["errors"][0]
    assert error["where"] == f"arrivals.yaml:{place}"
    assert reason in error["message"]
    assert error["expected"]
