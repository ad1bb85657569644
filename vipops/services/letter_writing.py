"""Letters are written and printed by the house itself; what is unfinished is a query.

A stay whose arrival day is near and that has no letter is drafted; a letter without words is written;
one without a picture of its words is pictured; a signed one without PDF is printed. Each is claimed by
nobody and recorded once: doing it twice after a crash gives the same bytes under the same key.
"""

import hashlib
import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Row, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from vipops import models
from vipops.domain.names import PersonName, cased, full
from vipops.enums import Language, LetterState, StayState
from vipops.errors import Refusal
from vipops.integrations.papers.draft import Facts, Hotel, Signer, draft, variant_for
from vipops.integrations.papers.glyphs import missing_characters
from vipops.integrations.papers.letter_words import LetterWords
from vipops.integrations.papers.salutation import addressed
from vipops.integrations.pms.person_names import is_chinese, parted
from vipops.services import guests, letter_tasks, letters
from vipops.services.house import House
from vipops.services.transactions import Transaction, transaction
from vipops.storage import reading

letter, stay, guest, staff, task = models.Letter, models.Stay, models.Guest, models.Staff, models.Task
preview_row, pdf_row = models.LetterPreview, models.LetterPdf

STILL_COMING = tuple(
    state.value for state in (StayState.EXPECTED, StayState.PREPARING, StayState.READY, StayState.EN_ROUTE)
)
AFTER_A_FAULT = timedelta(minutes=1)
LAST_MOMENT = timedelta(hours=3)  # before arrival, where the plan names no hour to sign by


class Unprinted(NamedTuple):
    """A letter whose picture or PDF is missing."""

    id: int
    words: LetterWords
    words_hash: str
    strokes: Any
    signed_at: datetime | None


def draft_next(house: House, now: datetime) -> bool:
    """Begin the letter of the next stay that needs one; answers whether there was one."""
    with transaction(house.itself, now) as tell:
        row = _stay_without_letter(tell, house, now)
        if row is None:
            return False
        person = _guest(tell, row.guest_id)
        new = tell.connection.execute(
            insert(letter)
            .values(
                property_id=tell.property_id,
                stay_id=row.id,
                state=LetterState.DRAFTED.value,
                version=1,
                language=row.language,
                booked_name=full(person),
                drafted_at=now,
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
    return True


def write_next(house: House, hotel_folder: Path | None, now: datetime) -> bool:
    """Write the words of the next letter that has none; answers whether there was one.

    What is wrong (no one holds the signer's post, a fault in the template) is told on the letter, and
    tried again a minute later.
    """
    with transaction(house.itself, now) as tell:
        row = tell.connection.execute(
            select(letter.__table__)
            .where(
                letter.property_id == tell.property_id,
                letter.state == LetterState.DRAFTED,
                letter.words.is_(None),
                _may_try(now),
            )
            .order_by(letter.sign_by)
            .limit(1)
        ).first()
        if row is None:
            return False
        try:
            values = _written(tell, house, row, hotel_folder)
            kind = "letter_written"
        except Refusal as refusal:
            values = {"fault": refusal.message[:255], "try_again_at": now + AFTER_A_FAULT}
            kind = "letter_faulty"
        _note(tell, row.id, kind, values)
    return True


def next_without_picture(house: House) -> Unprinted | None:
    """The next unsigned letter whose picture is missing or of older words."""
    with reading() as connection:
        row = connection.execute(
            select(letter)
            .outerjoin(preview_row, preview_row.letter_id == letter.id)
            .where(
                letter.property_id == house.id,
                letter.state.in_((LetterState.DRAFTED.value, LetterState.CHECKED.value)),
                letter.words.is_not(None),
                or_(preview_row.words_hash.is_(None), preview_row.words_hash != letter.words_hash),
            )
            .order_by(letter.sign_by)
            .limit(1)
        ).first()
    return _unprinted(row)


def next_without_pdf(house: House, now: datetime) -> Unprinted | None:
    """The next signed letter that is not printed yet."""
    with reading() as connection:
        row = connection.execute(
            select(letter)
            .outerjoin(pdf_row, pdf_row.letter_id == letter.id)
            .where(
                letter.property_id == house.id,
                letter.state.in_((LetterState.SIGNED.value, LetterState.PLACED.value)),
                pdf_row.letter_id.is_(None),
                _may_try(now),
            )
            .order_by(letter.signed_at)
            .limit(1)
        ).first()
    return _unprinted(row)


def keep_picture(house: House, made: Unprinted, png: bytes, now: datetime) -> None:
    """Store the picture and tell the desk."""
    with transaction(house.itself, now) as tell:
        tell.connection.execute(delete(preview_row).where(preview_row.letter_id == made.id))
        tell.connection.execute(
            insert(preview_row).values(
                letter_id=made.id, property_id=house.id, words_hash=made.words_hash, png=png
            )
        )
        _note(tell, made.id, "letter_written", {})


def keep_pdf(house: House, made: Unprinted, pdf: bytes, now: datetime) -> None:
    """Store the signed PDF with its hash, once, and tell the desk."""
    try:
        with transaction(house.itself, now) as tell:
            tell.connection.execute(
                insert(pdf_row).values(
                    letter_id=made.id,
                    property_id=house.id,
                    pdf=pdf,
                    sha256=hashlib.sha256(pdf).hexdigest(),
                    made_at=now,
                )
            )
            _note(tell, made.id, "letter_printed", {"fault": "", "try_again_at": None})
    except IntegrityError:
        return  # another worker was first, with the same bytes


def keep_fault(house: House, failed: Unprinted, why: str, now: datetime) -> None:
    """Note why the letter could not be printed; it is tried again a minute later."""
    with transaction(house.itself, now) as tell:
        _note(tell, failed.id, "letter_faulty", {"fault": why[:255], "try_again_at": now + AFTER_A_FAULT})


def _stay_without_letter(tell: Transaction, house: House, now: datetime) -> Row[Any] | None:
    """The next stay whose arrival day is ``letter_lead_days`` away or less, and that has no living letter."""
    living = select(letter.id).where(letter.stay_id == stay.id, letter.state != LetterState.VOID).exists()
    horizon = now + timedelta(days=house.settings.letter_lead_days + 1)
    rows = tell.connection.execute(
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


def _written(tell: Transaction, house: House, row: Row[Any], hotel_folder: Path | None) -> dict[str, Any]:
    of = tell.connection.execute(select(stay.__table__).where(stay.id == row.stay_id)).one()
    person = _guest(tell, of.guest_id)
    grade = house.grade(of.grade)
    language = Language(of.language)
    before = guests.stays_before(tell, of.guest_id)
    words = draft(
        language,
        variant_for(letter=grade.letter.kind, stays_before=before, problem_before=of.service_recovery),
        hotel=_letterhead(house, language),
        signer=_signer(tell, house, grade.letter.signers, language),
        facts=Facts(
            guest_name=full(person),
            address_as=_addressed(language, person),
            stays_before=before,
            children=of.children,
        ),
        day=_arrival_day(house, of),
        hotel_folder=hotel_folder,
    )
    lacking = missing_characters(words.text)
    return {
        "words": json.loads(words.to_json()),
        "words_hash": words.digest,
        "language": of.language,
        "booked_name": full(person),
        "missing_glyphs": " ".join(f"{found.character} ({found.code_point})" for found in lacking)[:255],
        "fault": "",
        "try_again_at": None,
    }


def _addressed(language: Language, person: PersonName) -> str:
    """How the letter turns to the guest: by the name in its own script where the booking has it."""
    family, given = cased(person.surname), cased(person.given_name)
    if language is Language.JA and person.native:
        # Which part of a Japanese name is the family's cannot be told from its characters.
        family = person.native
    elif language is Language.ZH and is_chinese(person.native):
        family, given = parted(person.native).surname, parted(person.native).given_name or ""
    return addressed(language, family=family, given=given, title=person.prefix)


def _letterhead(house: House, language: Language) -> Hotel:
    chosen = "zh" if language is Language.ZH else "en"
    beside = "en" if chosen == "zh" else "zh"
    return Hotel(
        name=house.name[chosen],
        name_beside=house.name.get(beside, ""),
        address=house.settings.address.get(chosen, ""),
        contact=house.settings.contact,
    )


def _signer(tell: Transaction, house: House, posts: tuple[str, ...], language: Language) -> Signer:
    chosen = "zh" if language is Language.ZH else "en"
    people = tell.connection.execute(
        select(staff.name, staff.post)
        .where(staff.property_id == house.id, staff.active, staff.post.in_(posts))
        .order_by(staff.id)
    ).all()
    by_post = {person.post: person for person in reversed(people)}
    for post in posts:
        if post in by_post:
            return Signer(by_post[post].name[chosen], house.procedure.posts[post].name.in_language(chosen))
    raise Refusal(f"Nobody on the staff holds the post that signs: {', '.join(posts)}.")


def _guest(tell: Transaction, guest_id: int) -> PersonName:
    row = tell.connection.execute(
        select(guest.surname, guest.given_name, guest.name_prefix, guest.native_name).where(
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


def _note(tell: Transaction, letter_id: int, kind: str, values: dict[str, Any]) -> None:
    changed = tell.connection.execute(
        update(letter)
        .where(letter.id == letter_id, letter.property_id == tell.property_id)
        .values(version=letter.version + 1, **values)
        .returning(letter.__table__)
    ).one()
    tell(letters.told(kind, changed))


def _may_try(now: datetime) -> Any:
    return or_(letter.try_again_at.is_(None), letter.try_again_at <= now)


def _unprinted(row: Row[Any] | None) -> Unprinted | None:
    if row is None:
        return None
    words = LetterWords.from_json(json.dumps(row.words))
    return Unprinted(row.id, words, row.words_hash, row.strokes, row.signed_at)
