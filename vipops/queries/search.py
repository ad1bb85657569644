"""Whom somebody looks for: by name in any script, room, booking number, plate or flight.

What stands on the board is told to everyone on duty, as the board tells it: a guest who stays incognito by
the alias alone. Guests and past stays are found by those who may read guests, and each one shown is a look on
record.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select

from vipops import models
from vipops.domain import search_words
from vipops.domain.names import of_record, written
from vipops.domain.permissions import Actor, Permission, allowed, require
from vipops.queries import disclosures
from vipops.queries.guests import past_of
from vipops.services import shapes
from vipops.services.days import bad
from vipops.services.house import House
from vipops.services.transactions import Transaction, transaction
from vipops.storage import reading

guest, history, stay, word = models.Guest, models.GuestHistory, models.Stay, models.SearchWord

MOST_FOUND = 8
LONGEST_QUERY = 80
# Greater than any sign that a word can go on with.
LAST_SIGN = "\U0010ffff"
NAMES = ("surname", "given_name", "middle_name", "name_prefix", "native_name")


def find(query: str, *, by: Actor, house: House, now: datetime) -> dict[str, Any]:
    """{stays: [{id, name, grade, room, state, arrival_at, departure_at, closed, reason}], guests, more}.

    ``reason`` is {kind: name | room | number | plate | flight | party, text}; ``guests`` are as in the list
    of guests, empty for who may not read them. Raises ``NotAllowed`` for people without a board, and
    ``BadInput`` for a query of less than two letters or one character of Chinese.
    """
    require(by, Permission.BOARD_READ)
    asked = _asked(query)
    with reading() as connection:
        stays = _on_the_board(connection.execute(_open_stays(by)), asked)
    if not allowed(by, Permission.GUEST_READ):
        return {"stays": stays[:MOST_FOUND], "guests": [], "more": len(stays) > MOST_FOUND}
    with transaction(by, now) as tell:
        past = _past_stays(tell, asked)
        guests = _guests(tell, asked)
        shown = [row.id for row in guests[:MOST_FOUND]]
        disclosures.record_all(tell, "search", [str(one) for one in shown], now)
        disclosures.record_all(tell, "search_stay", [str(row["id"]) for row in past[:MOST_FOUND]], now)
        behind = past_of(tell, house, shown)
    return {
        "stays": [*stays[:MOST_FOUND], *past[:MOST_FOUND]],
        "guests": [_guest(row) | behind[row.id] for row in guests[:MOST_FOUND]],
        "more": max(len(stays), len(past), len(guests)) > MOST_FOUND,
    }


class _Asked:
    """The query, folded: ``words`` each begin a word of a name, ``code`` begins a number."""

    def __init__(self, query: str) -> None:
        self.number = query.strip()
        self.words = search_words.asked(query)
        self.code = search_words.code(query)


def _asked(query: str) -> _Asked:
    asked = _Asked(query)
    enough = len(asked.code) > 1 or not asked.code.isascii()
    if not asked.words or not enough or len(query) > LONGEST_QUERY:
        raise bad(
            "query",
            "Say a part of the name, or a number.",
            f"two letters or one character at least, {LONGEST_QUERY} at most",
        )
    return asked


def _open_stays(by: Actor) -> Any:
    return select(stay.__table__).where(stay.property_id == by.property_id, stay.closed.is_(False))


def _on_the_board(rows: Iterable[Row[Any]], asked: _Asked) -> list[dict[str, Any]]:
    found = [(rank, row, reason) for row in rows if (hit := _hit(row, asked)) for rank, reason in (hit,)]
    found.sort(key=lambda one: (one[0], one[1].arrival_at, one[1].id))
    return [_stay(row, reason) for _, row, reason in found]


def _hit(row: Row[Any], asked: _Asked) -> tuple[int, dict[str, str]] | None:
    """How well a stay of the board fits, 0 best, and by what."""
    for rank, (kind, text, fits) in enumerate(REASONS):
        said = text(row)
        if said and fits(said, asked):
            return rank, {"kind": kind, "text": said}
    own = search_words.of_texts(*row.name.values())
    if all(any(one.startswith(word) for one in own) for word in asked.words):
        return len(REASONS), {"kind": "name", "text": ""}
    return None


def _is(said: str, asked: _Asked) -> bool:
    return search_words.code(said) == asked.code


def _begins(said: str, asked: _Asked) -> bool:
    return len(asked.code) > 2 and search_words.code(said).startswith(asked.code)


def _holds(said: str, asked: _Asked) -> bool:
    return len(asked.code) > 2 and asked.code in search_words.code(said)


# A room is said whole, of a plate people remember the end.
REASONS: Sequence[tuple[str, Callable[[Row[Any]], str], Callable[[str, _Asked], bool]]] = (
    ("room", lambda row: row.room, _is),
    ("number", lambda row: row.confirmation_number, _begins),
    ("number", lambda row: row.reservation_id, _begins),
    ("flight", lambda row: row.flight, _begins),
    ("flight", lambda row: row.departure_flight, _begins),
    ("plate", lambda row: row.plate, _holds),
    ("party", lambda row: row.party_code, _begins),
)


def _stay(row: Row[Any], reason: dict[str, str]) -> dict[str, Any]:
    names = ("id", "name", "grade", "room", "state", "closed")
    return {
        **{name: getattr(row, name) for name in names},
        "arrival_at": shapes.moment(row.arrival_at),
        "departure_at": shapes.moment(row.departure_at),
        "reason": reason,
    }


def _past_stays(tell: Transaction, asked: _Asked) -> list[dict[str, Any]]:
    """Stays that have left the board, by a number that another system knows them by, or by their room."""
    by_number = select(word.stay_id).where(_begins_with(tell, asked.code), word.stay_id.is_not(None))
    rows = tell.connection.execute(
        select(stay.__table__)
        .where(
            stay.property_id == tell.property_id,
            stay.closed.is_(True),
            or_(func.lower(stay.room) == asked.code, stay.id.in_(by_number)),
        )
        .order_by(stay.arrival_at.desc(), stay.id.desc())
        .limit(MOST_FOUND + 1)
    )
    return [
        _stay(
            row,
            {"kind": "room", "text": row.room}
            if search_words.code(row.room) == asked.code
            else {"kind": "number", "text": row.confirmation_number},
        )
        for row in rows
    ]


def _guests(tell: Transaction, asked: _Asked) -> list[Row[Any]]:
    """Guests of this name; first those who have the very words in it. A merged record leads to its guest."""
    found: dict[int, Row[Any]] = {}
    for fitting in (
        [_who_stayed_under(tell, asked.number)],
        [_who_has(_word_is(tell, one)) for one in asked.words],
        [_who_has(_begins_with(tell, one)) for one in asked.words],
    ):
        if len(found) <= MOST_FOUND:
            found |= {row.id: row for row in _among(tell, fitting) if row.id not in found}
    return list(found.values())


def _among(tell: Transaction, fitting: Iterable[Any]) -> list[Row[Any]]:
    """The guests whose records stand in all of these selections."""
    record = guest.__table__.alias()
    ids = select(func.coalesce(record.c.merged_into_id, record.c.id)).where(
        record.c.property_id == tell.property_id, and_(*(record.c.id.in_(one) for one in fitting))
    )
    return list(
        tell.connection.execute(
            select(guest.__table__)
            .where(guest.property_id == tell.property_id, guest.id.in_(ids))
            .order_by(func.lower(guest.surname), func.lower(guest.given_name), guest.id)
            .limit(MOST_FOUND + 1)
        ).all()
    )


def _who_stayed_under(tell: Transaction, number: str) -> Any:
    """Whose past stay, from before the house kept stays here, had this confirmation number."""
    return select(history.guest_id).where(
        history.property_id == tell.property_id, history.confirmation_number.in_((number, number.upper()))
    )


def _who_has(condition: ColumnElement[bool]) -> Any:
    return select(word.guest_id).where(condition, word.guest_id.is_not(None))


def _word_is(tell: Transaction, sought: str) -> ColumnElement[bool]:
    return and_(word.property_id == tell.property_id, word.word == sought)


def _begins_with(tell: Transaction, sought: str) -> ColumnElement[bool]:
    # One stretch of the index, on both databases.
    return and_(word.property_id == tell.property_id, word.word >= sought, word.word < sought + LAST_SIGN)


def _guest(row: Row[Any]) -> dict[str, Any]:
    named = {name: getattr(row, name) for name in NAMES}
    return {"id": row.id, **named, "written_name": written(of_record(row))}
