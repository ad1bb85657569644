"""Grades asked for and granted (rules P1, P13): who asks never decides, and every grant stays on record.

A grade that the guest's record earns, and a lower one, is given at once. Any other keeps the stay as it is
until another person approves it: only then is the plan of the asked grade laid.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select

from vipops import models
from vipops.domain import grading
from vipops.domain.grading import Record, Way
from vipops.domain.lifecycles import GRANT
from vipops.domain.permissions import Actor, Permission, Subject, require
from vipops.enums import OVER, GrantState, Role
from vipops.errors import BadInput, WrongMoment
from vipops.services import answers, grant_rows, letter_fate, plans, shapes, stays
from vipops.services.answers import Call
from vipops.services.days import bad
from vipops.services.house import House
from vipops.services.rehearsals import trying
from vipops.services.transactions import Transaction
from vipops.sop.procedure import Grade

grant, stay, history, staff = models.Grant, models.Stay, models.GuestHistory, models.Staff
NO_STAYS = ("no_show", "cancelled")
IMPORTED = "The booking asks for it."
ANOTHER = "The booking asks for another grade now."


@dataclass(frozen=True, slots=True)
class GradeAsked:
    """A grade as a person asks for it. ``seen`` is the stay's version on the screen."""

    stay_id: int
    grade: str
    reason: str = ""
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class GrantStep:
    """A decision: approve, refuse or withdraw. ``seen`` is the grant's version on the screen."""

    grant_id: int
    verb: str
    seen: int | None = None
    note: str = ""


def ask(
    asked: GradeAsked,
    *,
    by: Actor,
    house: House,
    now: datetime,
    dry_run: bool = False,
    call: Call | None = None,
) -> dict[str, Any]:
    """Give the grade where the record earns it, else ask for it.

    Answers ``{stay, way, approvers, grant, moved, added, dropped, late, collisions}``; ``grant`` is ``None``
    for a grade that was given at once, and what moves is then what did, else what the approval would move.
    Raises ``BadInput`` for a missing reason, a full grade (``held_by``) or one that the stay has,
    ``WrongMoment`` after the stay or while another grade is asked for.
    """
    require(by, Permission.GRADE_ASK)
    with trying(by, now, dry_run=dry_run) as tell:
        if not dry_run and (given := answers.earlier(tell, call)) is not None:
            return given
        row = stays.find(tell, asked.stay_id)
        stays.require_version(row, asked.seen)
        wanted = _wanted(tell, house, row, asked.grade)
        found = way_to(tell, house, row, wanted)
        if found == Way.EARNED:
            changed, changes = _give(tell, house, row, wanted)
            return answers.keep(tell, call, _answer(changed, found, (), None, changes))
        posts = grading.approvers(wanted, found, leaders(house))
        _require_decider(tell, by, posts)
        reason = asked.reason.strip()
        if not reason and not dry_run:
            raise bad("reason", "A reason is needed.", "why the guest shall have this grade")
        kept = _write(tell, row, wanted, reason)
        changes = plans.preview(tell, house, row, {"grade": wanted.code})
        return answers.keep(tell, call, _answer(row, found, posts, kept, changes))


def decide(
    asked: GrantStep,
    *,
    by: Actor,
    house: House,
    now: datetime,
    dry_run: bool = False,
    call: Call | None = None,
) -> dict[str, Any]:
    """Approve, refuse or withdraw; answers ``{grant, stay, moved, added, dropped, late, collisions}``.

    Approving gives the stay the grade and lays its plan. Raises ``NotAllowed`` for who asked and for posts
    that do not approve this grant, ``BadInput`` for a missing note or a full grade, ``Overtaken``.
    """
    with trying(by, now, dry_run=dry_run) as tell:
        if not dry_run and (given := answers.earlier(tell, call)) is not None:
            return given
        row = grant_rows.find(tell, asked.grant_id)
        of = stays.find(tell, row.stay_id)
        require(by, GRANT.needs(row.state, asked.verb), subject(tell, house, row, of))
        if asked.seen is not None and asked.seen != row.version:
            raise grant_rows.overtaken(row)
        GRANT.step(row.state, asked.verb)
        note = asked.note.strip()
        if not note and asked.verb != "approve":
            raise bad("note", "A reason is needed.", "a short sentence")
        changed = grant_rows.move(tell, row, asked.verb, note)
        changes: dict[str, Any] = {}
        if asked.verb == "approve":
            stays.require_running(of)
            wanted = house.procedure_of(of.procedure_version).grade(row.grade)
            _require_room(tell, of, wanted)
            of, changes = _give(tell, house, of, wanted)
        shown = {"grant": grant_rows.shown(changed), "stay": shapes.shaped(shapes.STAY, of), **changes}
        return answers.keep(tell, call, shown)


def begin(
    tell: Transaction, house: House, row: Row[Any], *, meanwhile: str = "", reason: str = IMPORTED
) -> Row[Any]:
    """For a stay that has just come with a grade, from a booking or from the street: the start of its way.

    Where the guest's record does not earn it, the stay is set back to the grade that it had (``meanwhile``),
    else to the earned or the lowest one, and the asked grade waits for its approval. Answers the stay's row.
    """
    ladder = house.procedure_of(row.procedure_version).grades
    wanted, record = ladder[row.grade], record_of(tell, row)
    own = ladder.get(meanwhile) or grading.start(ladder, record)
    way = grading.way(wanted, ladder, record, house.day_of(tell.at))
    if own.rank <= wanted.rank or way == Way.EARNED:
        return row
    for waiting in _waiting(tell, row):
        grant_rows.move(tell, waiting, "withdraw", ANOTHER)
    changed = stays.change_row(tell, row, grade=own.code)
    _write(tell, changed, wanted, reason)
    return changed


def way_to(tell: Transaction, house: House, row: Any, wanted: Grade) -> Way:
    """How this stay comes to the grade; one that is not above the stay's own needs nobody."""
    ladder = house.procedure_of(row.procedure_version).grades
    own = ladder.get(row.grade)
    if own is not None and own.rank < wanted.rank:
        return Way.EARNED
    return grading.way(wanted, ladder, record_of(tell, row), house.day_of(tell.at))


def record_of(tell: Transaction, row: Any) -> Record:
    """The guest's record: the past stays that count, and until when each grade was held."""
    rows = tell.connection.execute(
        select(
            history.grade, func.count(history.id).label("stays"), func.max(history.departure_on).label("last")
        )
        .where(history.guest_id == row.guest_id, history.outcome.not_in(NO_STAYS))
        .group_by(history.grade)
    ).all()
    return Record(sum(one.stays for one in rows), {one.grade: one.last for one in rows if one.grade})


def subject(tell: Transaction, house: House, row: Row[Any], of: Row[Any]) -> Subject:
    """The facts about a grant that its permission asks for."""
    wanted = house.procedure_of(of.procedure_version).grades.get(row.grade)
    posts: tuple[str, ...] = leaders(house)
    if wanted is not None:
        found = grading.way(
            wanted,
            house.procedure_of(of.procedure_version).grades,
            record_of(tell, of),
            house.day_of(tell.at),
        )
        # Past stays that came in meanwhile may have earned it: the general manager still answers for it.
        posts = grading.approvers(wanted, found, posts) or posts
    return Subject(doer_id=row.asked_by_id, approver_posts=posts)


def leaders(house: House) -> tuple[str, ...]:
    """The posts of the general manager."""
    return tuple(code for code, post in house.procedure.posts.items() if post.role == Role.GENERAL_MANAGER)


def _wanted(tell: Transaction, house: House, row: Row[Any], grade: str) -> Grade:
    stays.require_running(row)
    wanted = house.procedure_of(row.procedure_version).grade(grade)
    if row.grade == grade:
        raise bad("grade", "The stay has this grade.", "another grade")
    for waiting in _waiting(tell, row):
        raise WrongMoment("A grade is asked for already.", grant_id=waiting.id, state=GrantState.ASKED.value)
    _require_room(tell, row, wanted)
    return wanted


def _waiting(tell: Transaction, row: Row[Any]) -> Sequence[Row[Any]]:
    """The grants of a stay that nobody has decided yet: one at most."""
    return tell.connection.execute(
        select(grant.__table__).where(grant.stay_id == row.id, grant.state == GrantState.ASKED)
    ).all()


def _require_room(tell: Transaction, row: Row[Any], wanted: Grade) -> None:
    """Rule P1: a hotel may cap how many guests hold a grade at once, in stays that are not over."""
    if wanted.cap is None:
        return
    held = tell.connection.execute(
        select(stay.id, stay.name, stay.room, stay.guest_id)
        .where(
            stay.property_id == tell.property_id,
            stay.grade == wanted.code,
            stay.state.not_in(OVER),
            stay.guest_id != row.guest_id,
        )
        .order_by(stay.arrival_at)
    ).all()
    if len({one.guest_id for one in held}) >= wanted.cap:
        raise BadInput(
            "No more guests may hold this grade at once.",
            errors=[_error("grade", "No more guests may hold this grade at once.", "another grade")],
            cap=wanted.cap,
            held_by=[{"stay_id": one.id, "name": one.name, "room": one.room} for one in held],
        )


def _require_decider(tell: Transaction, by: Actor, posts: tuple[str, ...]) -> None:
    """Somebody else must be there who can decide: the asker never does."""
    others = tell.connection.execute(
        select(staff.id).where(
            staff.property_id == tell.property_id,
            staff.active.is_(True),
            staff.post.in_(posts),
            staff.id.is_distinct_from(by.id),
        )
    ).first()
    if others is None:
        raise WrongMoment(
            "Nobody but you may approve this: let a colleague ask for it.", approvers=list(posts)
        )


def _give(tell: Transaction, house: House, row: Row[Any], wanted: Grade) -> tuple[Row[Any], dict[str, Any]]:
    before = house.grade_of(row)
    changed = stays.change_row(tell, row, grade=wanted.code)
    tell(stays.told("stay_changed", changed))
    if before.letter != wanted.letter and row.arrived_at is None:
        letter_fate.words_changed(tell, changed, "The grade changed.")
    return changed, plans.lay(tell, house, changed, was=row)


def _write(tell: Transaction, row: Row[Any], wanted: Grade, reason: str) -> Row[Any]:
    kept = tell.connection.execute(
        insert(grant)
        .values(
            property_id=tell.property_id,
            stay_id=row.id,
            state=GrantState.ASKED.value,
            version=1,
            from_grade=row.grade,
            grade=wanted.code,
            reason=reason[: grant_rows.LONGEST],
            asked_at=tell.at,
            asked_by_id=tell.by.id,
            note="",
        )
        .returning(grant.__table__)
    ).one()
    tell(grant_rows.told("grade_asked", kept))
    return kept


def _answer(
    row: Any, found: Way, posts: tuple[str, ...], kept: Any | None, changes: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "stay": shapes.shaped(shapes.STAY, row),
        "way": found.value,
        "approvers": list(posts),
        "grant": grant_rows.shown(kept) if kept is not None else None,
        **changes,
    }


def _error(where: str, message: str, expected: str) -> dict[str, str]:
    return {"where": where, "message": message, "expected": expected}
