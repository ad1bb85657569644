"""The guest in OPERA's answers: ``reservationGuest`` of the list, ``reservationGuests`` of the detail."""

from vipops.integrations.pms import person_names, values
from vipops.integrations.pms.columns import ColumnSettings
from vipops.integrations.pms.cursor import Cursor
from vipops.integrations.pms.dates import DateReader
from vipops.integrations.pms.reservation import ReservationGuest
from vipops.integrations.pms.values import Wrong

_NO_NAME = Wrong("the guest has no name", "a surname or a full name")


def guest_of_list(record: Cursor, settings: ColumnSettings, dates: DateReader) -> ReservationGuest:
    """The guest of a ``reservationInfo``.

    The list has no field for the name a guest travels under; only the detail answer tells it.
    """
    guest = record.at("reservationGuest")
    surname, given = parted_name(guest, "surname", "givenName", "fullName")
    if surname is None:
        guest.lacks(("surname",), _NO_NAME)
    stayed = guest.at("guestLastStayInformation")
    return ReservationGuest(
        surname=surname or "",
        given_name=given,
        middle_name=guest.take(values.name, "middleName"),
        name_prefix=guest.take(values.name, "namePrefix"),
        native_name=guest.take(values.name, "alternateFullName")
        or person_names.joined(
            guest.take(values.name, "alternateSurname"), guest.take(values.name, "alternateGivenName")
        ),
        profile_id=guest.take(values.identifier, "id"),
        language=_language(guest, "language", settings),
        vip_code=guest.take(values.code, "vip.vipCode"),
        vip_description=guest.take(values.note, "vip.vipDescription"),
        anonymized=_anonymized(guest),
        last_stay_room=stayed.take(values.code, "lastStayRoom"),
        last_stay_on=stayed.glance(dates.day, "lastStayDate"),
        past_stays=stayed.glance(values.count(99999), "totalStay"),
        birthday=guest.glance(values.month_day, "birthDate"),
    )


def guest_of_detail(record: Cursor, settings: ColumnSettings, dates: DateReader) -> ReservationGuest:
    """The primary guest of a ``reservation``."""
    guest = primary_guest(record)
    customer = guest.at("profileInfo", "profile", "customer")
    names = {kind: _named(customer, kind) for kind in ("Primary", "Alternate", "Incognito")}
    primary = names["Primary"] or _named(customer, "External") or customer.at("personName", 0)
    surname, given = parted_name(primary, "surname", "givenName")
    if surname is None:
        primary.lacks(("surname",), _NO_NAME)
    # What is on record beside the profile: the reservation's own summary of the last stay goes first.
    summary = record.at("additionalGuestInfo", "lastStay")
    profile = guest.at("profileInfo", "profile", "lastStayInfo")
    return ReservationGuest(
        surname=surname or "",
        given_name=given,
        middle_name=primary.take(values.name, "middleName"),
        name_prefix=primary.take(values.name, "namePrefix"),
        native_name=_whole(names["Alternate"]),
        profile_id=guest.take(values.identifier, "profileInfo.profileIdList.0.id"),
        language=_language(customer, "language", settings) or _language(primary, "language", settings),
        vip_code=customer.take(values.code, "vipStatus"),
        vip_description=customer.take(values.note, "vipDescription"),
        alias=_whole(names["Incognito"]),
        incognito=names["Incognito"] is not None,
        anonymized=_anonymized(customer),
        last_stay_room=summary.take(values.code, "lastStayRoom") or profile.take(values.code, "lastRoom"),
        last_stay_on=summary.glance(dates.day, "lastStayDate"),
        past_stays=_either(
            summary.glance(values.count(99999), "totalStay"), profile.glance(values.count(99999), "totalStay")
        ),
        birthday=customer.glance(values.month_day, "birthDate"),
    )


def primary_guest(record: Cursor) -> Cursor:
    """The guest marked as primary, or else the first."""
    guests = record.at("reservationGuests").items()
    marked = [item for item in guests if item.at("primary").value is True]
    return (marked or guests or [record.at("reservationGuests", 0)])[0]


def parted_name(
    holder: Cursor, surname: str, given: str, full: str | None = None
) -> tuple[str | None, str | None]:
    """Surname and given name, taken from the full name where the answer does not part them."""
    family, own = holder.take(values.name, surname), holder.take(values.name, given)
    if family is not None:
        return family, own
    whole = holder.take(person_names.parted, full) if full else None
    return whole or (own, None)


def _named(customer: Cursor, kind: str) -> Cursor | None:
    """The name of this kind; a name that says no kind is the primary one."""
    for item in customer.at("personName").items():
        said = item.take(values.code, "nameType") or "Primary"
        blank = not any(item.has(part) for part in ("surname", "givenName"))
        if said == kind and not blank:
            return item
    return None


def _whole(person: Cursor | None) -> str | None:
    if person is None:
        return None
    return person_names.joined(person.take(values.name, "surname"), person.take(values.name, "givenName"))


def _anonymized(holder: Cursor) -> bool:
    return holder.take(values.code, "anonymization.anonymizationStatus") == "Anonymized"


def _language(holder: Cursor, path: str, settings: ColumnSettings) -> str | None:
    said = holder.take(values.code, path)
    if said is None:
        return None
    known = settings.language(said)
    if known is None:
        holder.at(path).remark(
            f"language {values.shown(said)} is not in the settings; the hotel's own applies"
        )
    return known


def _either(first: int | None, second: int | None) -> int | None:
    return second if first is None else first
