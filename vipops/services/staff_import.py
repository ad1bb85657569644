"""A list of people brought in: looked at first, then taken on and changed, line by line."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from vipops.domain.permissions import Actor, Permission, require
from vipops.enums import Department, Language, Role
from vipops.errors import BadInput
from vipops.integrations.lists.people import PersonRead
from vipops.services import staff as people
from vipops.services.house import House
from vipops.services.passwords import Hasher, new_password, new_pin
from vipops.services.rehearsals import trying
from vipops.services.staff import NewStaff, staff
from vipops.services.transactions import Transaction
from vipops.storage import reading

# Each new person costs two hashes, slow on purpose.
MOST_NEW = 60
COMPARED = ("role", "department", "post")


def bring_in(
    read: Iterable[PersonRead], *, hasher: Hasher, by: Actor, house: House, now: datetime, dry_run: bool
) -> dict[str, Any]:
    """Take people on and change posts; answers ``{rows, counts}``.

    A row is {line, username, name, outcome, changes, errors}; ``outcome``: added, changed, unchanged or
    refused. That of somebody new carries the first ``password`` and ``pin``, this once. Nobody is dismissed
    by a list. With ``dry_run`` nothing is written. Raises ``BadInput`` for more than 60 new people at once.
    """
    require(by, Permission.STAFF_MANAGE)
    found = list(read)
    known = _known(by)
    for one in found:
        _check(one, house, known)
    new = [one for one in found if not one.line.faults and one.username not in known]
    if len(new) > MOST_NEW:
        raise BadInput(f"The list names {len(new)} new people.", expected=f"at most {MOST_NEW} at a time")
    secrets = {} if dry_run else {one.username: (new_password(), new_pin()) for one in new}
    # Before the transaction: hashing takes tens of milliseconds by design.
    hashes = {
        name: {"password_hash": hasher.hash(password), "pin_hash": hasher.hash(pin)}
        for name, (password, pin) in secrets.items()
    }
    try:
        with trying(by, now, dry_run=dry_run) as tell:
            rows = [_taken(tell, one, known.get(one.username), hashes.get(one.username)) for one in found]
    except IntegrityError as error:
        raise BadInput(
            "Somebody took one of these user names meanwhile.", expected="the list again"
        ) from error
    for row in rows:
        if row["username"] in secrets:
            row["password"], row["pin"] = secrets[row["username"]]
    counts: dict[str, int] = {}
    for row in rows:
        counts[row["outcome"]] = counts.get(row["outcome"], 0) + 1
    return {"rows": rows, "counts": counts}


def _known(by: Actor) -> dict[str, Any]:
    with reading() as connection:
        rows = connection.execute(select(staff.__table__)).all()
    return {row.username: row for row in rows if row.property_id == by.property_id} | {
        row.username: None for row in rows if row.property_id != by.property_id
    }


def _check(one: PersonRead, house: House, known: dict[str, Any]) -> None:
    cells, posts = one.line.cells, house.procedure.posts
    post = cells.get("post", "")
    if post and post not in posts:
        one.line.wrong("post", f"There is no post {post}.", "one of " + ", ".join(posts))
    if one.username not in known:
        return
    there = known[one.username]
    if there is None:
        one.line.wrong("username", "This user name is taken in another hotel.", "another user name")
    elif not there.active:
        one.line.wrong("username", "This person is dismissed.", "take them back first")


def _taken(tell: Transaction, one: PersonRead, there: Any, hashes: dict[str, str] | None) -> dict[str, Any]:
    cells = one.line.cells
    name = {"zh": cells.get("name_zh") or cells["name_en"], "en": cells["name_en"]}
    row: dict[str, Any] = {
        "line": one.line.number,
        "username": one.username,
        "name": name,
        "changes": [],
        "errors": [fault.shown() for fault in one.line.faults],
    }
    if one.line.faults:
        return {**row, "outcome": "refused"}
    if there is None:
        if hashes is not None:
            people.insert_one(tell, _new(one, name), hashes)
        return {**row, "outcome": "added"}
    said = {key: cells[key] for key in COMPARED if key in cells}
    changes = [
        {"field": key, "was": getattr(there, key), "now": value}
        for key, value in said.items()
        if getattr(there, key) != value
    ]
    if changes:
        people.end_sessions(tell, there.id, {change["field"]: change["now"] for change in changes})
    return {**row, "changes": changes, "outcome": "changed" if changes else "unchanged"}


def _new(one: PersonRead, name: dict[str, str]) -> NewStaff:
    cells = one.line.cells
    return NewStaff(
        one.username,
        name,
        Role(cells["role"]),
        Department(cells["department"]),
        cells.get("post", ""),
        Language(cells.get("language") or Language.ZH.value),
    )
