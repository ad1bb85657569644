"""OPERA's answers, shown on Oracle's published example and on a detail that its schema accepts."""

import json
from datetime import UTC, date, datetime
from typing import Any

import jsonschema
import pytest

from tests.integrations.pms.conftest import DATA, SHANGHAI
from vipops.errors import BadInput
from vipops.integrations.pms.opera_booking import STATUSES
from vipops.integrations.pms.party import parties, shares_room
from vipops.integrations.pms.reader import read
from vipops.integrations.pms.reservation import (
    AccompanyingGuest,
    ExternalId,
    ReservationStatus,
    Sharer,
    Transport,
)

SCHEMA = json.loads((DATA / "reservations-schema.json").read_text())


def conforms(answer: Any, definition: str) -> None:
    jsonschema.Draft4Validator({**SCHEMA, "$ref": f"#/definitions/{definition}"}).validate(answer)


def published() -> Any:
    return read((DATA / "getReservations.json").read_bytes(), name="getReservations.json", zone=SHANGHAI)


def detail() -> Any:
    return read((DATA / "detail.json").read_bytes(), name="detail.json", zone=SHANGHAI)


def test_oracles_published_answer() -> None:
    result = published()
    assert not result.refused
    first, second, third = result.reservations
    assert [each.confirmation_number for each in result.reservations] == ["379252", "432198", "383555"]
    assert {each.guest.vip_code for each in result.reservations} == {"GOLD"}
    assert {each.guest.profile_id for each in result.reservations} == {"288106"}
    assert first.status is second.status is ReservationStatus.CHECKED_OUT
    assert third.status is ReservationStatus.NO_SHOW
    assert first.external_ids == (ExternalId("ExternalReference", "5735646"),)
    assert (first.room, first.room_type, first.adults, first.children, first.rooms) == (
        "2010",
        "STDQ",
        2,
        1,
        1,
    )
    assert first.guest.language == "en"
    assert first.guest.last_stay_room == "304"
    assert first.walk_in
    assert not second.walk_in


def test_times_without_a_zone_are_the_hotels_and_a_bare_date_leaves_the_time_open() -> None:
    first, _, third = published().reservations
    assert first.arrival_at == datetime(2020, 5, 8, 11, 17, 25, tzinfo=UTC)
    assert first.departure_at == datetime(2020, 5, 9, 5, 30, tzinfo=UTC)
    assert third.arrival_at == datetime(2020, 5, 7, 23, 0, tzinfo=UTC)
    assert third.arrival_on == date(2020, 5, 8)
    assert third.departure_at is None
    assert third.departure_on == date(2020, 5, 9)


def test_several_rooms_of_one_party_are_told_from_another_booking_of_the_same_guest() -> None:
    first, second, third = published().reservations
    assert second.party_code == third.party_code == "383555 SMITH, SARAH"
    assert second.parent_reservation_id == third.reservation_id == "238564"
    assert third.rooms == 2
    assert parties([first, second, third]) == ((first,), (second, third))


def test_the_place_of_each_reservation_and_the_pages_not_in_the_file_are_told() -> None:
    result = published()
    lines = (DATA / "getReservations.json").read_text().splitlines()
    for number, each in enumerate(result.reservations):
        assert each.origin.path == f"reservations.reservationInfo[{number}]"
        assert lines[each.origin.line - 1][each.origin.column - 1] == "{"
    (notice,) = result.notices
    assert notice.field == "reservations.hasMore"
    assert lines[notice.line - 1][notice.column - 1 :].startswith("true")


def test_reading_again_gives_the_same_fingerprints_and_a_change_another() -> None:
    again = published()
    assert [each.fingerprint() for each in again.reservations] == [
        each.fingerprint() for each in published().reservations
    ]
    text = (DATA / "getReservations.json").read_text()
    touched = text.replace("2020-02-26 03:00:08.0", "2020-02-27 03:00:08.0")
    moved = text.replace('"2010"', '"2011"')
    base = published().reservations[0]
    same = read(touched.encode(), name="another-name.json", zone=SHANGHAI).reservations[0]
    other = read(moved.encode(), name="getReservations.json", zone=SHANGHAI).reservations[0]
    assert same.modified_at != base.modified_at
    assert same.fingerprint() == base.fingerprint()
    assert other.fingerprint() != base.fingerprint()
    assert other.differs(base) == ("room",)


def test_the_detail_example_is_what_oracles_schema_describes() -> None:
    conforms(json.loads((DATA / "detail.json").read_text()), "reservation")
    with pytest.raises(jsonschema.ValidationError):
        conforms({"reservations": {"reservation": [{"reservationStatus": "Here"}]}}, "reservation")


def test_detail_guest_in_two_scripts_under_an_alias() -> None:
    (booking,) = detail().reservations
    guest = booking.guest
    assert (guest.surname, guest.given_name, guest.name_prefix) == ("Ouyang", "Guohua", "Mr.")
    assert guest.native_name == "欧阳国华"
    assert guest.alias == "Tom Green"
    assert guest.incognito
    assert (guest.language, guest.vip_code, guest.profile_id) == ("zh", "VA", "410001")
    assert (guest.last_stay_room, guest.past_stays) == ("2605", 4)


def test_detail_stay() -> None:
    (booking,) = detail().reservations
    assert (booking.room, booking.room_type, booking.rooms) == ("2801", "PRES", 1)
    assert (booking.adults, booking.children, booking.child_ages) == (2, 1, (6,))
    assert booking.arrival_at == datetime(2026, 11, 22, 8, 40, tzinfo=UTC)
    assert booking.departure_at == datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
    assert booking.external_ids == (ExternalId("CRS", "CRS-5501"),)
    assert booking.party_code == "OUYANG PARTY"
    assert booking.linked_reservation_ids == ("900103",)


def test_detail_several_guests_in_one_room() -> None:
    (booking,) = detail().reservations
    assert booking.accompanying == (AccompanyingGuest("Wang", "Meilin", profile_id="410002"),)
    assert booking.sharers == (Sharer("900102", "410003", "Zhao", "Jun"),)


def test_detail_flights() -> None:
    (booking,) = detail().reservations
    assert booking.arrival_transport == Transport(
        number="CA981",
        kind="AIR",
        station="PEK",
        at=datetime(2026, 11, 22, 7, 20, tzinfo=UTC),
        transfer_wanted=True,
        note="Two cars, child seat",
    )
    assert booking.departure_transport == Transport(number="CA982", kind="AIR")


def test_detail_wishes_carry_codes_and_confidential_notes_stay_out() -> None:
    (booking,) = detail().reservations
    assert [(wish.text, wish.codes) for wish in booking.wishes] == [
        ("High floor", ("high_floor",)),
        ("Feather-free bedding", ("hypoallergenic",)),
        ("Fruit basket daily, no lilies", ("fruit",)),
    ]
    assert booking.wish_codes == {"high_floor", "hypoallergenic", "fruit"}


def test_sharers_of_one_room_are_two_bookings_told_apart(record: Any, opera: Any) -> None:
    one = record("7001", sharedGuests=[{"reservationId": {"id": "9002"}, "lastName": "JONES"}])
    other = record("7002", reservationGuest__surname="JONES", reservationGuest__id="55")
    other["reservationIdList"][0]["id"] = "9002"
    first, second = opera(one, other).reservations
    assert shares_room(first, second)
    assert shares_room(second, first)
    assert not shares_room(first, first)
    assert parties([first, second]) == ((first, second),)
    assert first.guest.surname != second.guest.surname


def test_the_lists_accompanying_guests(record: Any, opera: Any) -> None:
    people = [{"fullName": "Lee, Ann"}, {"lastName": "Roe", "firstName": "Max", "profileIdList": [{"id": 7}]}]
    (booking,) = opera(record(reservationGuest__accompanyGuests=people)).reservations
    assert booking.accompanying == (
        AccompanyingGuest("Lee", "Ann"),
        AccompanyingGuest("Roe", "Max", profile_id="7"),
    )


def test_every_status_of_the_schema_is_mapped(record: Any, opera: Any) -> None:
    known = SCHEMA["definitions"]["pMS_ResStatusType"]["enum"]
    assert set(known) == set(STATUSES)
    for word in known:
        (booking,) = opera(record(reservationStatus=word)).reservations
        assert booking.status is STATUSES[word]


def test_numbers_and_text_are_the_same(record: Any, opera: Any) -> None:
    as_text = record(roomStay__adultCount="2", roomStay__roomNumber="1201")
    as_numbers = record(roomStay__adultCount=2, roomStay__roomNumber=1201)
    as_numbers["reservationIdList"] = [
        {"id": 9001, "type": "Reservation"},
        {"id": 7001.0, "type": "Confirmation"},
    ]
    (one,), (other,) = opera(as_text).reservations, opera(as_numbers).reservations
    assert one.fingerprint() == other.fingerprint()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2026-11-22 19:17:25.0", datetime(2026, 11, 22, 11, 17, 25, tzinfo=UTC)),
        ("2026-11-22T19:17:25", datetime(2026, 11, 22, 11, 17, 25, tzinfo=UTC)),
        ("2026-11-22T19:17Z", datetime(2026, 11, 22, 19, 17, tzinfo=UTC)),
        ("2026-11-22T19:17:25.123-05:00", datetime(2026, 11, 23, 0, 17, 25, tzinfo=UTC)),
        ("2026-11-22", None),
        ("2026-11-22 00:00:00.0", None),
    ],
)
def test_ways_to_write_a_time(record: Any, opera: Any, said: str, expected: datetime | None) -> None:
    times = {"reservationExpectedArrivalTime": said}
    (booking,) = opera(record(roomStay__expectedTimes=times)).reservations
    assert booking.arrival_at == expected
    assert booking.arrival_on == date(2026, 11, 22)


REFUSED = [
    ({"roomStay__arrivalDate": "2026-02-30"}, "roomStay.arrivalDate", "no day 2026-02-30"),
    ({"roomStay__arrivalDate": None}, "roomStay.arrivalDate", "missing"),
    ({"roomStay__arrivalDate": "1826-11-22"}, "roomStay.arrivalDate", "not a year"),
    ({"roomStay__departureDate": "2026-11-21"}, "roomStay.departureDate", "before arrival"),
    ({"roomStay__departureDate": "2029-11-21"}, "roomStay.departureDate", "nights"),
    ({"roomStay__adultCount": "200"}, "roomStay.adultCount", "more than can be right"),
    ({"roomStay__adultCount": "-1"}, "roomStay.adultCount", "not a whole number"),
    ({"roomStay__numberOfRooms": True}, "roomStay.numberOfRooms", "not text"),
    ({"roomStay": "soon"}, "roomStay", "not an object"),
    ({"reservationGuest__surname": "SMI\u202eTH"}, "reservationGuest.surname", "reading direction"),
    ({"reservationGuest__surname": "SMI\u0007TH"}, "reservationGuest.surname", "control character"),
    ({"reservationGuest__surname": "\ud800"}, "reservationGuest.surname", "invalid character"),
    ({"reservationGuest__surname": "??"}, "reservationGuest.surname", "lost"),
    ({"reservationGuest__surname": "x" * 81}, "reservationGuest.surname", "81 characters"),
    (
        {"reservationGuest__surname": None, "reservationGuest__givenName": None},
        "reservationGuest.surname",
        "no name",
    ),
    ({"reservationIdList": []}, "reservationIdList", "no confirmation number"),
    ({"reservationStatus": "Here"}, "reservationStatus", "not a status"),
    (
        {"roomStay__expectedTimes": {"reservationExpectedArrivalTime": "2026-11-26 10:00:00.0"}},
        "roomStay.expectedTimes.reservationExpectedArrivalTime",
        "4 days from",
    ),
    (
        {
            "roomStay__departureDate": "2026-11-22",
            "roomStay__expectedTimes": {
                "reservationExpectedArrivalTime": "2026-11-22 15:00:00.0",
                "reservationExpectedDepartureTime": "2026-11-22 14:00:00.0",
            },
        },
        "roomStay.expectedTimes.reservationExpectedDepartureTime",
        "not after the arrival time",
    ),
]


@pytest.mark.parametrize(("changes", "field", "reason"), REFUSED)
def test_a_wrong_record_is_refused_where_it_is_wrong_and_the_others_go_in(
    record: Any, opera: Any, changes: dict[str, Any], field: str, reason: str
) -> None:
    result = opera(record("7000"), record("7001", **changes), record("7002"))
    assert [each.confirmation_number for each in result.reservations] == ["7000", "7002"]
    (fault,) = result.refused
    assert fault.field == f"reservations.reservationInfo[1].{field}"
    assert reason in fault.message
    assert fault.expected
    assert fault.row == 2
    assert fault.reference == (None if "reservationIdList" in changes else "7001")


def test_the_line_and_column_are_those_of_the_value() -> None:
    text = """{"reservations": {"reservationInfo": [
      {"reservationIdList": [{"type": "Confirmation", "id": 1}],
       "reservationGuest": {"surname": "A"},
       "roomStay": {"arrivalDate": "2026-11-22", "departureDate":   "soon"}}]}}"""
    (fault,) = read(text.encode(), name="x.json", zone=SHANGHAI).refused
    line = text.splitlines()[fault.line - 1]
    assert line[fault.column - 1 :].startswith('"soon"')


def test_all_faults_of_a_record_are_told_at_once(record: Any, opera: Any) -> None:
    result = opera(record(roomStay__adultCount="many", reservationStatus="?", roomStay__arrivalDate="x"))
    assert len(result.refused) == 3
    assert {fault.row for fault in result.refused} == {1}


def test_a_number_of_more_than_64_characters_is_refused(record: Any, opera: Any) -> None:
    (fault,) = opera(record("7" * 65)).refused
    assert fault.expected == "at most 64 characters"
    assert opera(record("7" * 64)).reservations


def test_a_key_that_stands_twice_refuses_its_record_only() -> None:
    good = json.dumps({"reservationIdList": [{"id": "1", "type": "Confirmation"}],
                       "reservationGuest": {"surname": "A"},
                       "roomStay": {"arrivalDate": "2026-11-22", "departureDate": "2026-11-23"}})  # fmt: skip
    twice = good.replace('"surname": "A"', '"surname": "A", "surname": "B"').replace('"1"', '"2"')
    text = f'{{"reservations": {{"reservationInfo": [{good}, {twice}]}}}}'
    result = read(text.encode(), name="x.json", zone=SHANGHAI)
    assert len(result.reservations) == 1
    assert "stands twice" in result.refused[0].message


def test_the_same_number_twice_with_the_same_content_goes_in_once(record: Any, opera: Any) -> None:
    result = opera(record(), record())
    assert len(result.reservations) == 1
    assert not result.refused
    assert "stands twice" in result.notices[0].message


def test_the_same_number_twice_with_different_content_is_told_for_both(record: Any, opera: Any) -> None:
    result = opera(record(), record("7009"), record(roomStay__roomNumber="1202"))
    assert [each.confirmation_number for each in result.reservations] == ["7009"]
    first, second = result.refused
    assert f"line {second.line}" in first.message
    assert f"line {first.line}" in second.message
    assert first.message.endswith("different room")


def test_the_same_number_in_two_houses_is_two_bookings(record: Any, opera: Any) -> None:
    assert len(opera(record(), record(hotelId="HOTEL2")).reservations) == 2


def test_what_is_no_stay_is_left_out_and_told(record: Any, opera: Any) -> None:
    result = opera(record(roomStayReservation=False), record("7002", roomStay__pseudoRoom=True))
    assert not result.reservations
    assert not result.refused
    assert [notice.reference for notice in result.notices] == ["7001", "7002"]


def test_an_unknown_language_is_noticed_and_refuses_nothing(record: Any, opera: Any) -> None:
    result = opera(record(reservationGuest__language="XX9"))
    assert result.reservations[0].guest.language is None
    assert "not in the settings" in result.notices[0].message


def test_several_answers_in_one_array() -> None:
    answers = [json.loads((DATA / name).read_text()) for name in ("getReservations.json", "detail.json")]
    result = read(json.dumps(answers).encode(), name="all.json", zone=SHANGHAI)
    assert len(result.reservations) == 4
    assert not result.refused


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('{"reservations":\n {"reservationInfo": [\n {"a": ', 3, "cut off"),
        ('{"reservations":\n "x', 2, "cut off"),
        ('{"reservations":\n nope}', 2, "not JSON"),
        ('{"other": 1}', 1, "holds no reservations"),
        ('{"reservations": {"reservationInfo": 5}}', 1, "not an array"),
        ("[1]", 1, "holds no reservations"),
        ('{"reservations": {"reservationInfo": [' + "{}," * 20_000 + "{}]}}", 1, "too many reservations"),
        ("[" + "[]," * 1_000_000 + "1]", 1, "too many parts"),
        ('{"reservations":\n' + '{"x":' * 100 + "1" + "}" * 101, 2, "nested too deeply"),
    ],
)
def test_what_is_not_an_answer_is_refused_with_its_place(text: str, line: int, reason: str) -> None:
    with pytest.raises(BadInput) as refusal:
        read(text.encode(), name="opera.json", zone=SHANGHAI)
    assert reason in refusal.value.message
    (error,) = refusal.value.facts["errors"]
    assert error["where"].startswith(f"opera.json:{line}:")
    assert error["expected"]


@pytest.mark.parametrize("coding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_json_in_other_codings_of_unicode(coding: str) -> None:
    data = (DATA / "detail.json").read_text().encode(coding)
    (booking,) = read(data, name="detail.json", zone=SHANGHAI, form="opera").reservations
    assert booking.guest.native_name == "欧阳国华"


def test_bytes_that_are_no_text_are_refused_with_their_line() -> None:
    with pytest.raises(BadInput, match=r"x\.json:2:"):
        read(b'{"a":\n"\xff\xfe"}', name="x.json", zone=SHANGHAI, form="opera")


def test_an_empty_answer_has_no_reservations() -> None:
    result = read(b'{"reservations": {"totalResults": "0"}}', name="x.json", zone=SHANGHAI)
    assert (result.reservations, result.refused) == ((), ())
