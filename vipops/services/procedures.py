"""The procedure as data: a changed one is checked, put into force, and running stays are moved over to it.

Stays keep the version that they were planned with until somebody moves them.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import Row, insert, select, update

from vipops import models
from vipops.domain.permissions import Actor, Permission, allowed, require
from vipops.enums import OVER
from vipops.errors import BadInput, NotFound, Overtaken, WrongMoment
from vipops.events import Event
from vipops.services import answers, plans, procedure_shapes, procedure_versions, stays
from vipops.services.answers import Call
from vipops.services.house import KNOWN, House
from vipops.services.transactions import Transaction, transaction
from vipops.sop import files
from vipops.sop.facts import Words
from vipops.sop.procedure import Procedure

row, stay, person = models.ProcedureVersion, models.Stay, models.Staff

LONGEST_NOTE = 1000


def put_in_force(
    texts: Mapping[str, str | bytes],
    note: str,
    *,
    by: Actor,
    house: House,
    now: datetime,
    based_on: str = "",
    call: Call | None = None,
) -> dict[str, Any]:
    """Keep these files as a version and plan new stays with it; answers ``{version, warnings}``.

    ``texts`` is the whole procedure. Running stays keep theirs. With ``based_on`` nothing else may have been
    put in force since: raises ``Overtaken``. Raises ``ChecklistErrors`` with every mistake
    and its place, ``WrongMoment`` when the files say what is in force already, ``NotAllowed``.
    """
    require(by, Permission.PROCEDURE_CHANGE)
    # Read before the transaction: it takes most of a second, and nothing is locked meanwhile.
    new = procedure_versions.read(texts)
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        if not _kept(tell, new.version):
            _keep(tell, new.version, texts)
        _put(tell, new, note, based_on)
        answer = answers.keep(tell, call, {"version": new.version, "warnings": warnings(house, new)})
    current_app.extensions.pop(KNOWN, None)
    return answer


def propose(
    texts: Mapping[str, str | bytes], note: str, *, by: Actor, now: datetime, call: Call | None = None
) -> dict[str, Any]:
    """Keep these files as a version that somebody puts in force later; answers ``{version}``.

    Raises ``ChecklistErrors``, ``WrongMoment`` for a version that is kept already, ``NotAllowed``.
    """
    require(by, Permission.PROCEDURE_CHANGE)
    new = procedure_versions.read(texts)
    _require_note(note)
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        if _kept(tell, new.version):
            raise WrongMoment("This version of the procedure is kept already.", version=new.version)
        _keep(tell, new.version, texts, note.strip())
        tell(Event("procedure_proposed", {"version": new.version}))
        return answers.keep(tell, call, {"version": new.version})


def put_back(
    version: str, note: str, *, by: Actor, house: House, now: datetime, call: Call | None = None
) -> dict[str, Any]:
    """Put a version that the hotel keeps into force again; answers ``{version, warnings}``.

    Raises ``NotFound``, ``WrongMoment`` when it is in force, ``ChecklistErrors`` when this program does not
    read it any more.
    """
    require(by, Permission.PROCEDURE_CHANGE)
    texts = files_of(version, by=by)
    new = house.procedure_of(version)
    procedure_versions.read(texts)
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        _put(tell, new, note)
        answer = answers.keep(tell, call, {"version": version, "warnings": warnings(house, new)})
    current_app.extensions.pop(KNOWN, None)
    return answer


def files_of(version: str, *, by: Actor) -> dict[str, str]:
    """The files of a version by name. Raises ``NotFound`` and ``NotAllowed``."""
    require(by, Permission.PROCEDURE_READ)
    found = procedure_versions.texts_of(by.property_id, version)
    if found is None:
        raise NotFound(f"There is no version {version} of the procedure.", version=version)
    return found


def move_over(
    stay_id: int, *, by: Actor, house: House, now: datetime, seen: int | None = None, call: Call | None = None
) -> dict[str, Any]:
    """Plan a running stay with the version in force; answers :func:`_answer`.

    Done work stays done. Raises ``NotFound``, ``WrongMoment`` for a stay that is over or has this version.
    """
    require(by, Permission.PROCEDURE_CHANGE)
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        known = _movable(tell, house, stay_id, seen)
        changes = _changes(tell, house, known)
        moved = stays.change_row(tell, known, procedure_version=house.procedure.version)
        tell(stays.told("stay_moved_over", moved))
        plans.lay(tell, house, moved)
        return answers.keep(tell, call, _answer(tell, moved, changes))


def preview_move(stay_id: int, *, by: Actor, house: House, now: datetime) -> dict[str, Any]:
    """The same answer without changing anything."""
    require(by, Permission.PROCEDURE_CHANGE)
    with transaction(by, now) as tell:
        known = _movable(tell, house, stay_id, None)
        return _answer(tell, known, _changes(tell, house, known))


def movable(*, by: Actor, house: House) -> list[int]:
    """The ids of the running stays that are planned with another version than the one in force."""
    require(by, Permission.PROCEDURE_CHANGE)
    return procedure_versions.stays_with_others(house.id, house.procedure.version, OVER)


def warnings(house: House, new: Procedure) -> list[dict[str, str]]:
    """What the hotel's settings still name and this procedure does not know: sentences in both languages."""
    lost = [
        Words(
            f"VIP代码“{code}”所指等级{grade}不在新阶梯上：此类预订将待人工决定。",
            f"The VIP code “{code}” means the grade {grade}, which this ladder does not have: "
            "such bookings will wait for a person.",
        )
        for code, grade in sorted(house.settings.vip_codes.items())
        if grade not in new.grades
    ]
    return [words._asdict() for words in lost]


def _kept(tell: Transaction, version: str) -> bool:
    return (
        tell.connection.execute(
            select(row.id).where(row.property_id == tell.property_id, row.version == version)
        ).first()
        is not None
    )


def _keep(tell: Transaction, version: str, texts: Mapping[str, str | bytes], note: str = "") -> None:
    tell.connection.execute(
        insert(row).values(
            property_id=tell.property_id,
            version=version,
            files=files.as_texts(texts),
            note=note,
            in_force=False,
            put_in_at=tell.at,
            put_in_by_id=tell.by.id,
        )
    )


def _require_note(note: str) -> None:
    if len(note) > LONGEST_NOTE:
        raise BadInput(f"The note is longer than {LONGEST_NOTE} characters.", expected="a shorter note")


def _put(tell: Transaction, new: Procedure, note: str, based_on: str = "") -> None:
    """This version and no other is in force; when, by whom and why stands with it."""
    _require_note(note)
    of_property = row.property_id == tell.property_id
    # Locked first: two who put versions into force at the same moment come one after the other.
    tell.connection.execute(
        select(models.Property.id).where(models.Property.id == tell.property_id).with_for_update()
    )
    before = tell.connection.scalar(select(row.version).where(of_property, row.in_force))
    if based_on and before != based_on:
        raise Overtaken("Another version of the procedure has been put in force meanwhile.", version=before)
    if before == new.version:
        raise WrongMoment("This version of the procedure is in force already.", version=new.version)
    tell.connection.execute(update(row).where(of_property, row.in_force).values(in_force=False))
    tell.connection.execute(
        update(row)
        .where(of_property, row.version == new.version)
        .values(in_force=True, note=note.strip(), put_in_at=tell.at, put_in_by_id=tell.by.id)
    )
    told = {
        "version": new.version,
        "departments": procedure_shapes.departments(new),
        "grades": procedure_shapes.grades(new),
    }
    tell(Event("procedure_put_in_force", told))


def _movable(tell: Transaction, house: House, stay_id: int, seen: int | None) -> Row[Any]:
    known = stays.find(tell, stay_id)
    stays.require_version(known, seen)
    stays.require_running(known)
    if known.procedure_version == house.procedure.version:
        raise WrongMoment("The stay is planned with the version in force already.", state=known.state)
    return known


def _changes(tell: Transaction, house: House, known: Row[Any]) -> dict[str, Any]:
    return plans.preview_in_words(tell, house, known, {"procedure_version": house.procedure.version})


def _answer(tell: Transaction, known: Row[Any], changes: dict[str, Any]) -> dict[str, Any]:
    """``{stay_id, version, procedure_version, counts, words}``; the words only for who sees boards.

    ``words`` are sentences in both languages: what is added, dropped, moved, and asked otherwise.
    """
    sees = allowed(tell.by, Permission.BOARD_READ)
    return {
        "stay_id": known.id,
        "version": known.version,
        "procedure_version": known.procedure_version,
        "counts": changes["counts"],
        "words": changes["words"] if sees else [],
    }
