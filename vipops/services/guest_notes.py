"""What the house remembers of a guest: liked, disliked, asked, complained, said (items IH2, IH4, D6)."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from vipops import models
from vipops.domain.permissions import Actor, Permission, require
from vipops.enums import NoteKind, NoteSubject
from vipops.errors import NotFound, WrongMoment
from vipops.events import Event
from vipops.services import answers, guest_plans
from vipops.services.answers import Call
from vipops.services.days import bad
from vipops.services.guests import AUDIENCE, require_one
from vipops.services.house import House
from vipops.services.transactions import Transaction, transaction

note = models.GuestNote
stay = models.Stay
LONGEST_TEXT = 2000


@dataclass(frozen=True, slots=True)
class Said:
    """One thing to remember. ``source`` is task, person, complaint or pms; the ids say where it came from."""

    guest_id: int
    kind: NoteKind
    text: str
    said_on: date
    subject: str = NoteSubject.ANYTHING
    source: str = "person"
    stay_id: int | None = None
    task_id: int | None = None
    complaint_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewNote:
    """A note as a person writes it. ``stay_id`` is the stay that it was heard in, if any."""

    kind: NoteKind
    text: str
    subject: NoteSubject = NoteSubject.ANYTHING
    stay_id: int | None = None


def write(
    guest_id: int, new: NewNote, *, by: Actor, house: House, now: datetime, call: Call | None = None
) -> dict[str, Any]:
    """Write a note into the guest's history; what is liked goes into the plans of stays to come.

    Answers ``{note: {id, kind, subject, text, source, said_on, …}}``. Raises ``BadInput``, ``NotFound``.
    """
    require(by, Permission.GUEST_NOTE)
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        require_one(tell, guest_id)
        _require_stay_of(tell, guest_id, new.stay_id)
        said = Said(guest_id, new.kind, _words(new.text), house.day_of(now), new.subject, stay_id=new.stay_id)
        return answers.keep(tell, call, {"note": shown(remember(tell, house, said))})


def withdraw(
    note_id: int, *, by: Actor, house: House, now: datetime, call: Call | None = None
) -> dict[str, Any]:
    """The note was wrong: it shapes nothing any more and stays on record. Answers ``{note}``."""
    require(by, Permission.GUEST_NOTE)
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        row = tell.connection.execute(
            select(note.__table__).where(note.id == note_id, note.property_id == tell.property_id)
        ).first()
        if row is None:
            raise NotFound("There is no such note.", note_id=note_id)
        if row.withdrawn:
            raise WrongMoment("This note was withdrawn already.", state="withdrawn")
        (taken,) = withdraw_all(tell, house, note.id == note_id)
        return answers.keep(tell, call, {"note": shown(taken)})


def remember(tell: Transaction, house: House, said: Said) -> Row[Any]:
    """Write the note inside an open transaction, tell it, and let it shape what is to come.

    What the history says already is not written twice. Who may say it is the caller's business.
    """
    known = tell.connection.execute(
        select(note.__table__).where(
            note.guest_id == said.guest_id,
            note.kind == said.kind,
            note.subject == said.subject,
            note.text == said.text,
            note.said_on == said.said_on,
            note.withdrawn.is_(False),
            note.complaint_id.is_not_distinct_from(said.complaint_id),
            note.task_id.is_not_distinct_from(said.task_id),
        )
    ).first()
    if known:
        return known
    row = tell.connection.execute(
        insert(note)
        .values(
            property_id=tell.property_id,
            recorded_at=tell.at,
            recorded_by_id=tell.by.id,
            withdrawn=False,
            **asdict(said),
        )
        .returning(note.__table__)
    ).one()
    _follow(tell, house, [row])
    return row


def withdraw_all(tell: Transaction, house: House, which: Any) -> list[Row[Any]]:
    """Withdraw the standing notes that meet the condition, inside an open transaction."""
    rows = tell.connection.execute(
        update(note)
        .where(which, note.property_id == tell.property_id, note.withdrawn.is_(False))
        .values(withdrawn=True)
        .returning(note.__table__)
    ).all()
    _follow(tell, house, rows)
    return list(rows)


def complained(tell: Transaction, complaint: Row[Any]) -> None:
    """A recorded complaint stands in the guest's history, and first on the guest's next stay (rule P8)."""
    house = House.of(tell.property_id)
    remember(
        tell,
        house,
        Said(
            complaint.guest_id,
            NoteKind.COMPLAINED,
            complaint.text,
            house.day_of(complaint.recorded_at),
            source="complaint",
            stay_id=complaint.stay_id,
            complaint_id=complaint.id,
        ),
    )


def complaint_withdrawn(tell: Transaction, complaint: Row[Any]) -> None:
    """The complaint was none: the history forgets it."""
    withdraw_all(tell, House.of(tell.property_id), note.complaint_id == complaint.id)


def shown(row: Row[Any]) -> dict[str, Any]:
    """The note as JSON."""
    return {
        "id": row.id,
        "kind": row.kind,
        "subject": row.subject,
        "text": row.text,
        "source": row.source,
        "said_on": row.said_on.isoformat(),
        "honoured_on": row.honoured_on.isoformat() if row.honoured_on else None,
        "stay_id": row.stay_id,
        "task_id": row.task_id,
        "recorded_by": row.recorded_by_id,
        "withdrawn": row.withdrawn,
    }


def _words(text: str) -> str:
    written = text.strip()
    if not written:
        raise bad("text", "Say what the house should remember.", "a few words")
    if len(written) > LONGEST_TEXT:
        raise bad("text", "This text is too long.", f"at most {LONGEST_TEXT} characters")
    return written


def _require_stay_of(tell: Transaction, guest_id: int, stay_id: int | None) -> None:
    if stay_id is None:
        return
    found = tell.connection.execute(
        select(stay.id).where(
            stay.id == stay_id, stay.guest_id == guest_id, stay.property_id == tell.property_id
        )
    ).first()
    if found is None:
        raise bad("stay_id", "This is no stay of the guest.", "a stay of this guest, or nothing")


def _follow(tell: Transaction, house: House, rows: Any) -> None:
    """Tell that there is something new to read, and bring the guest's other stays after it."""
    for guest_id in {row.guest_id for row in rows}:
        tell(Event("guest_noted", {"guest_id": guest_id}, audience=AUDIENCE))
        kinds = {row.kind for row in rows if row.guest_id == guest_id}
        if kinds & {NoteKind.LIKED, NoteKind.COMPLAINED}:
            # What a stay itself teaches shapes the guest's others.
            taught = {row.stay_id for row in rows if row.guest_id == guest_id}
            guest_plans.lay_again(tell, house, guest_id, beside=taught)
