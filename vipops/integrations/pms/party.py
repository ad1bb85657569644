"""Which bookings belong together: several rooms of one party, several guests in one room."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from vipops.integrations.pms.reservation import Reservation


def parties(bookings: Iterable[Reservation]) -> tuple[tuple[Reservation, ...], ...]:
    """The bookings grouped into parties, in the order given; one that stands alone is a party of one.

    Two bookings of one property are of one party if they carry the same party code, if one names the
    other as its parent or as linked, or if they share a room. The same guest profile alone does not
    make a party: the same guest may come twice.
    """
    known = list(bookings)
    first = list(range(len(known)))
    for one, other in _ties(known):
        first[_root(first, one)] = _root(first, other)
    grouped: defaultdict[int, list[Reservation]] = defaultdict(list)
    for index, booking in enumerate(known):
        grouped[_root(first, index)].append(booking)
    return tuple(tuple(group) for group in grouped.values())


def shares_room(one: Reservation, other: Reservation) -> bool:
    """Whether two bookings are two guests in one room, as the property-management system says it."""
    if one is other or one.property_code != other.property_code:
        return False
    named = {sharer.reservation_id for sharer in one.sharers} | {
        sharer.reservation_id for sharer in other.sharers
    }
    return bool(named & {one.reservation_id, other.reservation_id} - {None})


def _ties(known: list[Reservation]) -> Iterator[tuple[int, int]]:
    by_tie: defaultdict[tuple[str | None, str, str], list[int]] = defaultdict(list)
    for index, booking in enumerate(known):
        for kind, said in _marks(booking):
            by_tie[booking.property_code, kind, said].append(index)
    for same in by_tie.values():
        yield from pairwise(same)


def _marks(booking: Reservation) -> Iterator[tuple[str, str]]:
    if booking.party_code:
        yield "code", booking.party_code
    ids = {booking.reservation_id, booking.parent_reservation_id, *booking.linked_reservation_ids}
    ids |= {sharer.reservation_id for sharer in booking.sharers}
    yield from (("reservation", said) for said in sorted(said for said in ids if said))


def _root(first: list[int], index: int) -> int:
    while first[index] != index:
        first[index] = first[first[index]]
        index = first[index]
    return index
