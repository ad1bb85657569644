"""Arrivals in: reservations of a property-management system become stays, one transaction each.

Importing twice changes nothing, one bad row does not sink the rest, and what a person or the driver
said since is replaced only where the other system's own value has changed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select

from vipops import models
from vipops.domain.lifecycles import STAY
from vipops.domain.names import full
from vipops.domain.permissions import Actor, Permission, require
from vipops.enums import StayState
from vipops.errors import Overtaken, Refusal
from vipops.events import Event
from vipops.integrations.pms.reservation import Reservation, ReservationStatus
from vipops.integrations.pms.result import ReadResult
from vipops.services import (
    arrival_effects,
    grants,
    guests,
    held_reservations,
    letter_fate,
    plans,
    room_moves,
    search_words,
    stays,
)
from vipops.services.booking import STAY_FIELDS, person_name, said_by, times_of
from vipops.services.house import House
from vipops.services.rehearsals import trying
from vipops.services.transactions import Transaction, transaction

stay = models.Stay

ENDED = {
    ReservationStatus.CANCELLED: "cancel",
    ReservationStatus.NO_SHOW: "no_show",
}
NOT_YET = frozenset({ReservationStatus.REQUESTED, ReservationStatus.WAITLISTED})
PAST = frozenset({ReservationStatus.CHECKED_OUT, ReservationStatus.NO_SHOW, ReservationStatus.CANCELLED})


Deed = Callable[[Transaction, House, Reservation, Any], "Outcome"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one reservation.

    ``outcome``: created, changed, unchanged, held (a person must decide), cancelled, history (a past
    stay), passed_over (no VIP, or not confirmed yet) or refused. ``differences`` are fields where the
    other system still says something else than the house: [{field, theirs, ours}]. ``fields`` are what
    changes in the stay, [{field, before, after}]; ``moved`` tasks with ``from`` and ``to``; ``added`` how
    many tasks are new, ``dropped`` the titles of those taken back, ``effects`` what else, by kind of event.
    ``row`` counts the file's reservations from 1; ``where`` is the field of the file that is refused.
    """

    confirmation_number: str
    outcome: str
    name: str = ""
    reason: str = ""
    expected: str = ""
    line: int = 0
    column: int = 0
    stay_id: int | None = None
    differences: tuple[dict[str, Any], ...] = ()
    moved: tuple[dict[str, Any], ...] = field(default=())
    row: int = 0
    fields: tuple[dict[str, Any], ...] = ()
    added: int = 0
    dropped: tuple[dict[str, str], ...] = ()
    effects: Mapping[str, int] = field(default_factory=dict)
    where: str = ""

    def shown(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)


def import_all(
    read: ReadResult, *, by: Actor, house: House, now: datetime, dry_run: bool = False
) -> list[Outcome]:
    """Import what was read, in the file's order, refused rows among the rest. Raises ``NotAllowed``."""
    rows = import_each(read, by=by, house=house, now=now, dry_run=dry_run)
    return in_order([*rows, *refused(read)])


def import_each(
    read: ReadResult,
    *,
    by: Actor,
    house: House,
    now: datetime,
    dry_run: bool = False,
    seen: Mapping[str, int] | None = None,
) -> Iterator[Outcome]:
    """Import one reservation after the other, as the caller asks for them. Raises ``NotAllowed``.

    With ``dry_run`` the same is done and taken back, each by itself. ``seen`` are the versions of the stays
    as a preview showed them: a booking whose stay was changed meanwhile is refused.
    """
    require(by, Permission.ARRIVALS_IMPORT)
    for booked in read.reservations:
        version = None if seen is None else seen.get(booked.confirmation_number, 0)
        yield _import_or_refuse(booked, by=by, house=house, now=now, dry_run=dry_run, seen=version)


def refused(read: ReadResult) -> list[Outcome]:
    """What could not be read."""
    return [
        Outcome(
            fault.reference or "",
            "refused",
            reason=fault.message,
            expected=fault.expected,
            line=fault.line,
            column=fault.column,
            row=fault.row,
            where=fault.field,
        )
        for fault in read.refused
    ]


def in_order(rows: Iterable[Outcome]) -> list[Outcome]:
    """As they stand in the file."""
    return sorted(rows, key=lambda row: (row.line, row.column))


def import_reservation(
    booked: Reservation,
    *,
    by: Actor,
    house: House,
    now: datetime,
    dry_run: bool = False,
    seen: int | None = None,
) -> Outcome:
    """Import one reservation in one transaction, which ``dry_run`` takes back.

    Raises ``Overtaken`` when the stay has another version than ``seen`` (0: there was none).
    """
    with trying(by, now, dry_run=dry_run) as tell:
        known = _stay(tell, booked.confirmation_number)
        if seen is not None and seen != (known.version if known else 0):
            raise Overtaken("The stay was changed since the preview.", expected="a new look at the file")
        outcome = _decide(booked, known, house, now)(tell, house, booked, known)
        # A stay that was made and taken back has no number.
        stay_id = None if dry_run and known is None else outcome.stay_id
        return replace(outcome, stay_id=stay_id, **arrival_effects.of_events(tell.told, by))


def decide_held(held_id: int, grade: str, *, by: Actor, house: House, now: datetime) -> Outcome:
    """A person has said which grade an unknown VIP code means for this booking: plan it."""
    require(by, Permission.ARRIVALS_IMPORT)
    house.grade(grade)
    with transaction(by, now) as tell:
        booked = held_reservations.waiting(tell, held_id)
        known = _stay(tell, booked.confirmation_number)
        outcome = (
            _change(tell, house, booked, known, grade) if known else _create(tell, house, booked, None, grade)
        )
        tell(Event("reservation_decided"))
    return outcome


def _import_or_refuse(booked: Reservation, **asked: Any) -> Outcome:
    try:
        return import_reservation(booked, **asked)
    except Refusal as refusal:
        expected = str(refusal.facts.get("expected", ""))
        return _outcome(booked, "refused", reason=refusal.message, expected=expected)


def _decide(booked: Reservation, known: Row[Any] | None, house: House, now: datetime) -> Deed:
    """Which of the functions below fits: the first line that does."""
    over = booked.status in PAST or times_of(booked, house)[1] <= now
    gradeless = _grade(booked, house) is None
    for fits, what in (
        (known is None and booked.status in NOT_YET, _pass_over),
        (known is None and not booked.guest.vip_code, _pass_over),
        (known is not None and known.fingerprint == booked.fingerprint(), _leave),
        (known is not None and booked.status in ENDED, _end),
        (over, _remember),
        (gradeless, _hold),
        (known is not None, _change),
    ):
        if fits:
            return what
    return _create


def _pass_over(_tell: Transaction, _house: House, booked: Reservation, _known: Row[Any] | None) -> Outcome:
    why = "not confirmed yet" if booked.status in NOT_YET else "no VIP code"
    return _outcome(booked, "passed_over", reason=why)


def _leave(_tell: Transaction, _house: House, booked: Reservation, known: Row[Any] | None) -> Outcome:
    return _outcome(booked, "unchanged", stay_id=known.id if known else None)


def _remember(tell: Transaction, house: House, booked: Reservation, known: Row[Any] | None) -> Outcome:
    changed = guests.remember(tell, booked, grade=_grade(booked, house) or "")
    if held_reservations.drop(tell, booked):  # nothing is left to decide about a booking that is over
        tell(Event("reservation_decided"))
    return _outcome(booked, "history" if changed else "unchanged", stay_id=known.id if known else None)


def _hold(tell: Transaction, _house: House, booked: Reservation, _known: Row[Any] | None) -> Outcome:
    code = booked.guest.vip_code or ""
    reason = (
        f"The VIP code {code!r} is not mapped to a grade."
        if code
        else "The booking has no VIP code any more."
    )
    held_reservations.keep(tell, booked, reason)
    return _outcome(booked, "held", reason=reason, expected="a grade for this code, in the hotel's settings")


def _end(tell: Transaction, house: House, booked: Reservation, known: Row[Any]) -> Outcome:
    verb = ENDED[booked.status]
    if verb not in STAY.verbs(known.state):
        if known.state in (StayState.CANCELLED, StayState.NO_SHOW):
            return _outcome(booked, "unchanged", stay_id=known.id)
        reason = f"The booking is {booked.status.value.replace('_', ' ')}, but the guest is {known.state}."
        return _outcome(booked, "held", reason=reason, expected="a look at both systems", stay_id=known.id)
    noted = stays.change_row(tell, known, fingerprint=booked.fingerprint())
    stays.fire(tell, house, noted, STAY.step(known.state, verb))
    return _outcome(booked, "cancelled", reason=booked.status.value, stay_id=known.id)


def _create(
    tell: Transaction, house: House, booked: Reservation, _known: Row[Any] | None, grade: str | None = None
) -> Outcome:
    grade = grade or _grade(booked, house)
    guest_id = guests.keep(tell, booked)
    said = said_by(booked, house, grade or "")
    row = tell.connection.execute(
        insert(stay)
        .values(
            property_id=tell.property_id,
            confirmation_number=booked.confirmation_number,
            guest_id=guest_id,
            state=StayState.EXPECTED.value,
            state_at=tell.at,
            version=1,
            closed=False,
            service_recovery=guests.had_a_problem(tell, guest_id),
            arrival_source="pms",
            arrival_said_at=booked.modified_at or tell.at,
            departure_source="pms",
            departure_said_at=booked.modified_at or tell.at,
            flight_note="",
            plate="",
            seat="",
            pms_values=_stored(said),
            fingerprint=booked.fingerprint(),
            planned_at=tell.at,
            procedure_version=house.procedure.version,
            **said,
        )
        .returning(stay.__table__)
    ).one()
    guests.keep_party(tell, row.id, guest_id, booked)
    search_words.keep_stay(tell, row, booked)
    held_reservations.drop(tell, booked)
    if house.settings.approve_imported_grades:
        row = grants.begin(tell, house, row)
    tell(stays.told("stay_expected", row))
    plans.lay(tell, house, row)
    return _outcome(
        booked,
        "created",
        stay_id=row.id,
        fields=arrival_effects.fields_new(_stored(said | {"grade": row.grade})),
    )


def _change(
    tell: Transaction, house: House, booked: Reservation, known: Row[Any], grade: str | None = None
) -> Outcome:
    said = said_by(booked, house, grade or _grade(booked, house) or known.grade)
    before, now_said = known.pms_values, _stored(said)
    theirs = {name: value for name, value in said.items() if now_said[name] != before.get(name)}
    if theirs.get("departure_at", known.departure_at) <= theirs.get("arrival_at", known.arrival_at):
        reason = "Beside what the house was told, the guest would leave before arriving."
        return _outcome(booked, "held", reason=reason, expected="a look at both systems", stay_id=known.id)
    sources = {
        f"{end}_{what}": value
        for end in ("arrival", "departure")
        if f"{end}_at" in theirs
        for what, value in (("source", "pms"), ("said_at", booked.modified_at or tell.at))
    }
    guests.keep(tell, booked)
    if known.state in (StayState.CANCELLED, StayState.NO_SHOW):
        known = _revive(tell, house, known)
    row = stays.change_row(
        tell, known, **theirs, **sources, pms_values=now_said, fingerprint=booked.fingerprint()
    )
    guests.keep_party(tell, row.id, row.guest_id, booked)
    search_words.keep_stay(tell, row, booked)
    held_reservations.drop(tell, booked)
    if house.settings.approve_imported_grades and "grade" in theirs:
        row = grants.begin(tell, house, row, meanwhile=known.grade)
    tell(stays.told("stay_changed", row))
    room_moves.follow(tell, known, row)
    if letter_fate.would_differ(known, row, house):
        letter_fate.words_changed(tell, row, "The booking changed.")
    moved = plans.lay(tell, house, row, was=known)
    return _outcome(
        booked,
        "changed",
        stay_id=row.id,
        differences=_differences(row, now_said),
        moved=tuple(moved["moved"]),
        fields=arrival_effects.fields_changed(_standing(known), _standing(row)),
    )


def _revive(tell: Transaction, house: House, row: Row[Any]) -> Row[Any]:
    """The booking stands again: the cancelling step is undone, on record."""
    return stays.fire(tell, house, row, STAY.step(row.state, "undo", came_from=row.came_from))


def _differences(row: Row[Any], said: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    ours = _standing(row)
    return tuple(
        {"field": name, "theirs": said[name], "ours": ours[name]}
        for name in STAY_FIELDS
        if name in said and ours[name] != said[name]
    )


def _standing(row: Row[Any]) -> dict[str, Any]:
    return _stored({name: getattr(row, name) for name in STAY_FIELDS})


def _stored(said: dict[str, Any]) -> dict[str, Any]:
    """The values as JSON, for the next import to compare with."""
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in said.items()}


def _grade(booked: Reservation, house: House) -> str | None:
    code = house.settings.vip_codes.get(booked.guest.vip_code or "")
    return code if code in house.procedure.grades else None


def _stay(tell: Transaction, confirmation_number: str) -> Row[Any] | None:
    return tell.connection.execute(
        select(stay.__table__).where(
            stay.property_id == tell.property_id, stay.confirmation_number == confirmation_number
        )
    ).first()


def _outcome(booked: Reservation, outcome: str, **facts: Any) -> Outcome:
    return Outcome(
        booked.confirmation_number,
        outcome,
        name=booked.guest.alias or full(person_name(booked)),
        line=booked.origin.line,
        column=booked.origin.column,
        row=booked.origin.row,
        **facts,
    )


def counts(rows: Iterable[Outcome]) -> dict[str, int]:
    """How many of each outcome."""
    found: dict[str, int] = {}
    for row in rows:
        found[row.outcome] = found.get(row.outcome, 0) + 1
    return found
