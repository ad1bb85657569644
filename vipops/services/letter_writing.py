"""Letters are drafted and written by the house itself; what is unfinished is a query.

A stay whose arrival day is near and that has no letter is drafted; a letter without words is written.
"""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from vipops import models
from vipops.domain.names import PersonName, full
from vipops.enums import Language, LetterState, StayState
from vipops.errors import Refusal
from vipops.integrations.papers.draft import Facts, Hotel, Signer, draft, variant_for
from vipops.integrations.papers.glyphs import missing_characters
from vipops.integrations.papers.letter_words import LetterWords, Variant
from vipops.integrations.papers.salutation import addressed
from vipops.services import guests, letter_tasks, letters
from vipops.services.house import House
from vipops.services.letter_attempts import fault, may_try, rewrite
from vipops.services.transactions import Transaction, transaction
from vipops.storage import reading

letter, stay, guest, staff, task = models.Letter, models.Stay, models.Guest, models.Staff, models.Task

STILL_COMING = tuple(
    state.value for state in (StayState.EXPECTED, StayState.PREPARING, StayState.READY, StayState.EN_ROUTE)
)
LAST_MOMENT = timedelta(hours=3)  # before arrival, where the plan names no hour to sign by


def draft_next(house: House, now: datetime) -> bool:
    """Begin the letter of the next stay that needs one; answers whether there was one."""
    # A look first: the write lock is for those who have something to write.
    with reading() as connection:
        if _stay_without_letter(connection, house, now) is None:
            return False
    with transaction(house.itself, now) as tell:
        row = _stay_without_letter(tell.connection, house, now)
        if row is not None:
            _draft(tell, row)
    return True


def write_next(house: House, hotel_folder: Path | None, now: datetime) -> bool:
    """Write the words of the next letter that has none; answers whether there was one.

    What is wrong (no one holds the signer's post, a fault in the template) is told on the letter, and
    tried again a minute later. The words are found outside the transaction that stores them.
    """
    with reading() as connection:
        row = _next_without_words(connection, house, now)
        if row is None:
            return False
        try:
            values, kind = _written(connection, house, row.stay_id, hotel_folder), "letter_written"
        except Refusal as refusal:
            values, kind = fault(refusal.message, now), "letter_faulty"
    with transaction(house.itself, now) as tell:
        rewrite(tell, row.id, kind, values, seen=row.version)
    return True


def words_of(
    connection: Connection,
    house: House,
    of: Row[Any],
    language: Language,
    variant: Variant,
    day: date,
    hotel_folder: Path | None,
) -> LetterWords:
    """The words of a letter to the guest of this stay, dated ``day``.

    Raises ``BadInput`` for a fault in the text and ``Refusal`` where nobody holds the signer's post.
    """
    person = _guest(connection, of.guest_id)
    return draft(
        language,
        variant,
        hotel=_letterhead(house, language),
        signer=_signer(connection, house, of, language),
        facts=Facts(
            guest_name=full(person),
            address_as=addressed(language, person),
            stays_before=guests.stays_before(connection, of.guest_id),
            children=of.children,
        ),
        day=day,
        hotel_folder=hotel_folder,
    )


def _draft(tell: Transaction, row: Row[Any]) -> None:
    new = tell.connection.execute(
        insert(letter)
        .values(
            property_id=tell.property_id,
            stay_id=row.id,
            state=LetterState.DRAFTED.value,
            version=1,
            language=row.language,
            booked_name=full(_guest(tell.connection, row.guest_id)),
            drafted_at=tell.at,
            drafted_by_id=None,
            sign_by=_sign_by(tell, row),
            note="",
            missing_glyphs="",
            fault="",
            words_hash="",
        )
        .returning(letter.__table__)
    ).one()
    tell(letters.told("letter_drafted", new))
    letter_tasks.follow(tell, new, "draft")


def _next_without_words(connection: Connection, house: House, now: datetime) -> Row[Any] | None:
    return connection.execute(
        select(letter.__table__)
        .where(
            letter.property_id == house.id,
            letter.state == LetterState.DRAFTED,
            letter.words.is_(None),
            may_try(now),
        )
        .order_by(letter.sign_by)
        .limit(1)
    ).first()


def _stay_without_letter(connection: Connection, house: House, now: datetime) -> Row[Any] | None:
    """The next stay whose arrival day is ``letter_lead_days`` away or less, and that has no living letter."""
    living = select(letter.id).where(letter.stay_id == stay.id, letter.state != LetterState.VOID).exists()
    horizon = now + timedelta(days=house.settings.letter_lead_days + 1)
    rows = connection.execute(
        select(stay.__table__)
        .where(
            stay.property_id == house.id,
            stay.state.in_(STILL_COMING),
            stay.arrival_at < horizon,
            ~living,
        )
        .order_by(stay.arrival_at)
    ).all()
    last_day = house.day_of(now) + timedelta(days=house.settings.letter_lead_days)
    return next((row for row in rows if _arrival_day(house, row) <= last_day), None)


def _arrival_day(house: House, row: Row[Any]) -> date:
    day: date = row.arrival_at.astimezone(house.zone).date()
    return day


def _written(connection: Connection, house: House, stay_id: int, hotel_folder: Path | None) -> dict[str, Any]:
    of = connection.execute(select(stay.__table__).where(stay.id == stay_id)).one()
    variant = variant_for(
        letter=house.grade_of(of).letter.kind,
        stays_before=guests.stays_before(connection, of.guest_id),
        problem_before=of.service_recovery,
    )
    words = words_of(
        connection, house, of, Language(of.language), variant, _arrival_day(house, of), hotel_folder
    )
    lacking = missing_characters(words.text)
    return {
        "words": json.loads(words.to_json()),
        "words_hash": words.digest,
        "language": of.language,
        "booked_name": full(_guest(connection, of.guest_id)),
        "missing_glyphs": " ".join(f"{found.character} ({found.code_point})" for found in lacking)[:255],
        "fault": "",
        "try_again_at": None,
    }


def _letterhead(house: House, language: Language) -> Hotel:
    chosen = "zh" if language is Language.ZH else "en"
    beside = "en" if chosen == "zh" else "zh"
    return Hotel(
        name=house.name[chosen],
        name_beside=house.name.get(beside, ""),
        address=house.settings.address.get(chosen, ""),
        contact=house.settings.contact,
    )


def _signer(connection: Connection, house: House, of: Row[Any], language: Language) -> Signer:
    procedure, posts = house.procedure_of(of.procedure_version), house.grade_of(of).letter.signers
    chosen = "zh" if language is Language.ZH else "en"
    people = connection.execute(
        select(staff.name, staff.post)
        .where(staff.property_id == house.id, staff.active, staff.post.in_(posts))
        .order_by(staff.id)
    ).all()
    by_post = {person.post: person for person in reversed(people)}
    for post in posts:
        if post in by_post:
            return Signer(by_post[post].name[chosen], procedure.posts[post].name.in_language(chosen))
    raise Refusal(f"Nobody on the staff holds the post that signs: {', '.join(posts)}.")


def _guest(connection: Connection, guest_id: int) -> PersonName:
    row = connection.execute(
        select(guest.surname, guest.given_name, guest.name_prefix, guest.native_name, guest.language).where(
            guest.id == guest_id
        )
    ).one()
    return PersonName(*row)


def _sign_by(tell: Transaction, row: Row[Any]) -> datetime:
    due: datetime | None = tell.connection.execute(
        select(task.due_at).where(task.stay_id == row.id, task.letter == "sign").limit(1)
    ).scalar()
    moment: datetime = due or row.arrival_at - LAST_MOMENT
    return moment
