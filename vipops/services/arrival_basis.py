"""What an import's preview rests on: how the house stood for the bookings of a file."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

import orjson
from sqlalchemy import Connection, select

from vipops import models
from vipops.domain.permissions import Actor, Permission, require
from vipops.integrations.pms.result import ReadResult
from vipops.services.house import House
from vipops.storage import reading

stay, held, history = models.Stay, models.HeldReservation, models.GuestHistory
AT_ONCE = 500


def standing(read: ReadResult, *, by: Actor, house: House) -> tuple[str, Mapping[str, int]]:
    """A hash of what decides about each booking of the file, and the version of each stay that is there.

    The same hash later: a preview made then still says what the import will do.
    """
    require(by, Permission.ARRIVALS_IMPORT)
    numbers = sorted({booked.confirmation_number for booked in read.reservations})
    with reading() as connection:
        versions: dict[str, int] = {}
        facts: list[object] = [house.procedure.version, sorted(house.settings.vip_codes.items())]
        for some in _chunks(numbers):
            versions |= _versions(connection, house.id, some)
            facts.append(_others(connection, house.id, some))
    facts.append(sorted(versions.items()))
    return hashlib.sha256(orjson.dumps(facts)).hexdigest(), versions


def _versions(connection: Connection, property_id: int, numbers: list[str]) -> dict[str, int]:
    rows = connection.execute(
        select(stay.confirmation_number, stay.version).where(
            stay.property_id == property_id, stay.confirmation_number.in_(numbers)
        )
    )
    return {row.confirmation_number: row.version for row in rows}


def _others(connection: Connection, property_id: int, numbers: list[str]) -> list[list[str]]:
    """Who waits for a decision, and which past stays are known."""
    waiting = select(held.confirmation_number, held.vip_code).where(
        held.property_id == property_id, held.confirmation_number.in_(numbers)
    )
    known = select(history.confirmation_number, history.fingerprint).where(
        history.property_id == property_id, history.confirmation_number.in_(numbers)
    )
    return [sorted(" ".join(row) for row in connection.execute(wanted)) for wanted in (waiting, known)]


def _chunks(numbers: Iterable[str]) -> Iterator[list[str]]:
    left = iter(numbers)
    while some := list(islice(left, AT_ONCE)):
        yield some
