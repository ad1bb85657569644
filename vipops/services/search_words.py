"""The words by which a guest or a stay is found, written beside the names and numbers that they come from."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Row, Table, bindparam, delete, insert, select, update

from vipops import models
from vipops.domain import search_words as words
from vipops.domain.names import PersonName
from vipops.integrations.pms.reservation import Reservation
from vipops.services.house import House
from vipops.services.transactions import Transaction, transaction
from vipops.storage import reading

word = cast(Table, models.SearchWord.__table__)
guest = cast(Table, models.Guest.__table__)
stay = cast(Table, models.Stay.__table__)

AT_ONCE = 25  # records written in one piece of the worker's work, so that no tick waits for it


def keep_guest(tell: Transaction, row: Any) -> None:
    """Write the words of the guest's names anew."""
    tell.connection.execute(delete(word).where(word.c.guest_id == row.id))
    _write(tell, words.of_name(_name(row)), guest_id=row.id)
    tell.connection.execute(_GUEST_WRITTEN, {"this": row.id, "rules": words.RULES})


def keep_stay(tell: Transaction, row: Any, booked: Reservation | None = None) -> None:
    """Write the numbers by which other systems know the booking; those that it had once stay."""
    others = [known.id for known in booked.external_ids] if booked else []
    codes = {
        words.code(text) for text in (row.confirmation_number, row.reservation_id, row.party_code, *others)
    }
    known = set(tell.connection.scalars(select(word.c.word).where(word.c.stay_id == row.id)))
    _write(tell, codes - known - {""}, stay_id=row.id)
    if row.found_by != words.RULES:
        tell.connection.execute(_STAY_WRITTEN, {"this": row.id, "rules": words.RULES})


def write_next(house: House, now: datetime) -> bool:
    """Write the words of some records that lack them, or have older ones; answers whether any did."""
    return any(
        _write_some(house, now, table, keep) for table, keep in ((guest, keep_guest), (stay, keep_stay))
    )


def _write_some(house: House, now: datetime, table: Table, keep: Any) -> bool:
    left = _left(house, table)
    if not left:
        return False
    if table is guest:
        for row in left:
            words.of_name(_name(row))  # reading characters takes longer than writing: before the transaction
    with transaction(house.itself, now) as tell:
        for row in left:
            keep(tell, row)
    return True


def _name(row: Any) -> PersonName:
    return PersonName(row.surname, f"{row.given_name} {row.middle_name}", native=row.native_name)


def _left(house: House, table: Table) -> list[Row[Any]]:
    with reading() as connection:
        return list(
            connection.execute(
                select(table)
                .where(table.c.property_id == house.id, table.c.found_by < words.RULES)
                .order_by(table.c.id)
                .limit(AT_ONCE)
            ).all()
        )


def _write(tell: Transaction, found: Iterable[str], **of: int) -> None:
    rows = [{"property_id": tell.property_id, "word": one, **of} for one in sorted(found)]
    if rows:
        tell.connection.execute(insert(word), rows)


_GUEST_WRITTEN = update(guest).where(guest.c.id == bindparam("this")).values(found_by=bindparam("rules"))
_STAY_WRITTEN = update(stay).where(stay.c.id == bindparam("this")).values(found_by=bindparam("rules"))
