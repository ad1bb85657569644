"""A hotel for measurements: the demo's people, and as many stays and open tasks as asked for."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import cycle, islice
from types import SimpleNamespace
from typing import Any

from flask import Flask
from sqlalchemy import Connection, insert, select

from vipops import models
from vipops.demo import handwriting, people, premises
from vipops.enums import Language, LetterState, Role, StayState, TaskState
from vipops.integrations.papers.draft import Facts, Hotel, Signer, draft
from vipops.integrations.papers.letter_words import LetterWords, Variant
from vipops.integrations.papers.strokes import read_strokes
from vipops.integrations.pms.reservation import Origin, Reservation, ReservationGuest, Transport
from vipops.services import plan_rows, properties
from vipops.services.booking import said_by
from vipops.services.house import House
from vipops.services.plan_facts import hotel_facts, stay_facts
from vipops.services.transactions import Transaction, transaction
from vipops.sop.plan import plan
from vipops.sop.planned import PlannedTask

CODE = "BENCH"
# Beside so many plain tasks one that asks for points or proof, as a real board has them.
PLAIN_TO_RICH = 20

_SURNAMES = (
    "林",
    "欧阳",
    "Okonkwo",
    "Dubreuil",
    "Raghunathan",
    "沈",
    "Whitcombe",
    "Kurosawa",
    "陆",
    "Lindqvist",
)
_GIVEN_NAMES = ("泽宇", "靖川", "Amara", "Claire", "Priya", "喆然", "James", "Misaki", "文渊", "Jonas")


def bench_hotel(app: Flask, *, stays: int, tasks_per_stay: int, now: datetime) -> list[dict[str, Any]]:
    """Fill a migrated, empty database with a hotel that has ``stays`` stays to come.

    Each has ``tasks_per_stay`` tasks that are open and need no more than a tick, of all departments and due
    from now on over the next two days; and for every twenty of them one that asks for points or proof, which
    somebody has begun. The journal is empty but for the people taken on. Answers who may sign in, as
    ``demo.hotel.staff_shown``: first the lobby managers, who may tick everything; nobody without a board.
    """
    with app.app_context():
        house = properties.found(CODE, premises.NAME, premises.ZONE, premises.settings())
        people.take_on_missing(app.config["VIPOPS"], house.itself, now)
        with transaction(house.itself, now) as tell:
            _fill(tell, house, stays, tasks_per_stay)
    shown = [person for person in people.shown() if person["role"] != Role.ADMINISTRATOR]
    return sorted(shown, key=lambda person: person["role"] != Role.LOBBY_MANAGER)


def signed_letters(app: Flask, number: int, now: datetime) -> None:
    """Add ``number`` signed letters that the worker has not printed yet, one per stay from the first on."""
    with app.app_context():
        house = House.called(CODE)
        words = _letter_words(now)
        with transaction(house.itself, now) as tell:
            staff_id = tell.connection.scalars(select(models.Staff.id).limit(1)).one()
            stay_ids = list(tell.connection.scalars(select(models.Stay.id).order_by(models.Stay.id)))
            tell.connection.execute(
                insert(models.Letter),
                [
                    {
                        "property_id": house.id,
                        "stay_id": stay_ids[index % len(stay_ids)],
                        "state": LetterState.SIGNED.value,
                        "version": 1,
                        "language": words.language.value,
                        "words": json.loads(words.to_json()),
                        "words_hash": words.digest,
                        "booked_name": words.name_lines[0],
                        "missing_glyphs": "",
                        "fault": "",
                        "note": "",
                        "sign_by": now,
                        "drafted_at": now,
                        "signed_at": now,
                        "signed_by_id": staff_id,
                        "strokes": {"json": read_strokes(handwriting.signature(f"Guest {index}")).to_json()},
                    }
                    for index in range(number)
                ],
            )


def _letter_words(now: datetime) -> LetterWords:
    return draft(
        Language.ZH,
        Variant.RETURNING,
        hotel=Hotel(name=premises.NAME["zh"], name_beside=premises.NAME["en"]),
        signer=Signer("沈致远", "总经理"),
        facts=Facts(guest_name="欧阳慕容", address_as="欧阳女士", stays_before=3),
        day=now.date(),
    )


def _fill(tell: Transaction, house: House, stays: int, tasks_per_stay: int) -> None:
    guest, stay, party, task = models.Guest, models.Stay, models.StayGuest, models.Task
    write = tell.connection
    rooms = house.settings.rooms
    booked = [_booking(number, tell.at, rooms[number % len(rooms)]) for number in range(stays)]
    guest_ids = _numbered(write, guest, [_guest_row(tell, booking) for booking in booked])
    rows = [
        _stay_row(tell, house, booking, guest_id) for booking, guest_id in zip(booked, guest_ids, strict=True)
    ]
    stay_ids = _numbered(write, stay, rows)
    write.execute(
        insert(party),
        [
            {"stay_id": of, "position": 0, "property_id": house.id, "guest_id": guest_id, "name": ""}
            for of, guest_id in zip(stay_ids, guest_ids, strict=True)
        ],
    )
    planned = _planned(tell, house, rows[0])
    for stay_id in stay_ids:
        write.execute(insert(task), list(_task_rows(tell, stay_id, planned, tasks_per_stay)))


def _numbered(write: Connection, table: Any, rows: list[dict[str, Any]]) -> list[int]:
    """The new rows' ids, in the rows' order."""
    return list(write.scalars(insert(table).returning(table.id, sort_by_parameter_order=True), rows))


def _booking(number: int, now: datetime, room: dict[str, Any]) -> Reservation:
    surname, given = _SURNAMES[number % 10], _GIVEN_NAMES[number // 10 % 10]
    # Days ahead, so that the worker has no letters to write: those are measured by themselves.
    arrival_at = now.replace(second=0, microsecond=0) + timedelta(days=4, minutes=7 * number % 1440)
    departure_at = arrival_at + timedelta(days=2 + number % 3)
    return Reservation(
        confirmation_number=f"BENCH-{number:06}",
        guest=ReservationGuest(
            surname, given, profile_id=f"BENCH-{number:06}", vip_code=f"V{1 + number % 5}", language="en"
        ),
        arrival_on=arrival_at.date(),
        departure_on=departure_at.date(),
        origin=Origin("bench", number + 1, number + 1, 1),
        arrival_at=arrival_at,
        departure_at=departure_at,
        adults=1 + number % 2,
        children=number % 3,
        room=room["number"],
        room_type=room["type"],
        arrival_transport=Transport(
            number=f"MU{5100 + number}", at=arrival_at - timedelta(hours=1), transfer_wanted=True
        ),
    )


def _guest_row(tell: Transaction, booking: Reservation) -> dict[str, Any]:
    guest = booking.guest
    return {
        "property_id": tell.property_id,
        "profile_id": guest.profile_id,
        "surname": guest.surname,
        "given_name": guest.given_name,
        "middle_name": "",
        "name_prefix": "",
        "native_name": "",
        "language": "en",
        "preferences": {},
        "version": 1,
    }


def _stay_row(tell: Transaction, house: House, booking: Reservation, guest_id: int) -> dict[str, Any]:
    return {
        "property_id": tell.property_id,
        "confirmation_number": booking.confirmation_number,
        "guest_id": guest_id,
        "state": StayState.EXPECTED.value,
        "state_at": tell.at,
        "version": 1,
        "closed": False,
        "service_recovery": False,
        "arrival_source": "pms",
        "arrival_said_at": tell.at,
        "departure_source": "pms",
        "departure_said_at": tell.at,
        "flight_note": "",
        "plate": "",
        "seat": "",
        "pms_values": {},
        "fingerprint": booking.fingerprint(),
        "planned_at": tell.at,
        "procedure_version": house.procedure.version,
        **said_by(booking, house, house.settings.vip_codes[booking.guest.vip_code or ""]),
    }


def _planned(tell: Transaction, house: House, row: dict[str, Any]) -> list[PlannedTask]:
    """The fullest plan of the procedure: the highest grade with children and cars."""
    highest = min(house.procedure.grades.values(), key=lambda grade: grade.rank).code
    facts = {
        **row,
        "grade": highest,
        "children": 2,
        "transfer": True,
        "transfer_out": True,
        "arrived_at": None,
    }
    known = stay_facts(SimpleNamespace(**facts), house, {})
    return [task for task in plan(house.procedure, known, hotel_facts(house), tell.at) if not task.letter]


def _task_rows(
    tell: Transaction, stay_id: int, planned: list[PlannedTask], plain_count: int
) -> Iterator[dict[str, Any]]:
    plain = [task for task in planned if not _asks_for_more(task)]
    rich = [task for task in planned if _asks_for_more(task)]
    for tasks, wanted, state in (
        (plain, plain_count, TaskState.OPEN),
        (rich, plain_count // PLAIN_TO_RICH, TaskState.IN_PROGRESS),
    ):
        for number, task in enumerate(islice(cycle(tasks), wanted)):
            due_at = tell.at + timedelta(minutes=2880 * number // wanted)
            loose = replace(task, subject=f"{task.subject}#{number}", after=(), due_at=due_at)
            yield plan_rows.new_row(tell, stay_id, loose, state)


def _asks_for_more(task: PlannedTask) -> bool:
    return bool(task.proof or task.points or task.second_signature or task.rekey)
