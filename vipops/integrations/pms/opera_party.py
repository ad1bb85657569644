"""Who stays under a booking of OPERA: how many, who else is in the room, which bookings belong to it."""

from collections.abc import Iterator

from vipops.integrations.pms import checks, values
from vipops.integrations.pms.cursor import Cursor
from vipops.integrations.pms.opera_guest import parted_name, primary_guest
from vipops.integrations.pms.reservation import AccompanyingGuest, ExternalId, Sharer
from vipops.integrations.pms.values import Wrong

_OWN_IDS = frozenset({"reservation", "confirmation", "parentreservation", "cancellation"})


def own_ids(record: Cursor) -> dict[str, str]:
    """The numbers OPERA gave the booking: ``confirmation``, ``reservation``, ``parentreservation``."""
    found: dict[str, str] = {}
    for item in record.at("reservationIdList").items():
        kind = values.folded(item.take(values.code, "type") or "")
        said = item.take(values.identifier, "id")
        if said is not None and kind in _OWN_IDS and found.setdefault(kind, said) != said:
            item.fault(
                ("id",),
                Wrong(f"a second number of this type, {values.shown(said)}", "one number of each type"),
            )
    return found


def external_ids(record: Cursor) -> tuple[ExternalId, ...]:
    """The numbers other systems know the booking by."""
    found: list[ExternalId] = []
    for item in record.at("reservationIdList").items():
        kind = item.take(values.code, "type") or "unknown"
        said = item.take(values.identifier, "id")
        if said is not None and values.folded(kind) not in _OWN_IDS:
            found.append(ExternalId(kind, said))
    for item in record.at("externalReferences").items():
        said = item.take(values.identifier, "id")
        if said is not None:
            found.append(ExternalId(item.take(values.note, "idContext") or "unknown", said))
    return tuple(dict.fromkeys(found))


def party_size(record: Cursor) -> tuple[int, int, tuple[int, ...]]:
    """Adults, children, and the ages of those children whose age is known."""
    people = values.count(checks.MOST_GUESTS)
    stay = record.at("roomStay")
    counts = stay.at("guestCounts") if stay.has("guestCounts") else stay.at("roomRates", 0, "guestCounts")
    ages: list[int] = []
    for holder in (stay, counts):
        for item in holder.at("childAges").items():
            age = item.take(values.count(17), "age")
            if age is not None:
                ages.append(age)
    adults = stay.take(people, "adultCount")
    if adults is None:
        adults = counts.take(people, "adults")
    children = stay.take(people, "childCount")
    if children is None:
        children = counts.take(people, "children")
    if children is None:
        children = _in_buckets(stay) or _in_buckets(counts) or len(ages)
    return 1 if adults is None else adults, children, tuple(sorted(ages))


def linked_ids(record: Cursor) -> tuple[str, ...]:
    """The reservation numbers of the bookings linked to this one."""
    found = (
        own_ids(item).get("reservation") for item in record.at("linkedReservation", "reservationInfo").items()
    )
    return tuple(sorted({said for said in found if said is not None}))


def sharers(record: Cursor) -> tuple[Sharer, ...]:
    """Those who share the room under a booking of their own."""
    found = []
    for item in record.at("sharedGuests").items():
        surname, given = parted_name(item, "lastName", "firstName", "fullName")
        found.append(
            Sharer(
                reservation_id=item.take(values.identifier, "reservationId.id"),
                profile_id=item.take(values.identifier, "profileId.id"),
                surname=surname,
                given_name=given,
            )
        )
    return tuple(found)


def accompanying(record: Cursor) -> tuple[AccompanyingGuest, ...]:
    """The others in the room: ``accompanyGuests`` of the list, every guest but the primary of the detail."""
    found: list[AccompanyingGuest] = []
    for item in record.at("reservationGuest", "accompanyGuests").items():
        surname, given = parted_name(item, "lastName", "firstName", "fullName")
        native = item.take(values.name, "alternateFullName", "alternateLastName")
        profile = item.take(values.identifier, "profileIdList.0.id")
        if surname is not None:
            found.append(AccompanyingGuest(surname, given, native, profile))
    primary = primary_guest(record)
    for item in record.at("reservationGuests").items():
        if item.path != primary.path:
            found.extend(_companion(item))
    return tuple(found)


def _in_buckets(holder: Cursor) -> int:
    people = values.count(checks.MOST_GUESTS)
    return sum(holder.take(people, f"childBuckets.bucket{number}Count") or 0 for number in range(1, 6))


def _companion(item: Cursor) -> Iterator[AccompanyingGuest]:
    for person in item.at("profileInfo", "profile", "customer", "personName").items():
        surname, given = parted_name(person, "surname", "givenName")
        if surname is not None:
            profile = item.take(values.identifier, "profileInfo.profileIdList.0.id")
            yield AccompanyingGuest(surname, given, profile_id=profile)
            return
