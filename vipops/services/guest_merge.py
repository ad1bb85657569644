"""One guest with two records becomes one. There is no way back: what was the other's cannot be told apart."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, delete, exists, select, update

from vipops import models
from vipops.domain.permissions import Actor, Permission, require
from vipops.errors import Overtaken
from vipops.events import Event
from vipops.services import answers, guest_plans
from vipops.services.answers import Call
from vipops.services.days import bad
from vipops.services.guests import AUDIENCE, require_one, rewrite
from vipops.services.house import House
from vipops.services.transactions import Transaction, transaction

guest, party = models.Guest, models.StayGuest

# Everything that hangs on a guest; the record that survives gets all of it.
HANGS_ON_A_GUEST: Mapping[str, Any] = {
    "stays": models.Stay,
    "history": models.GuestHistory,
    "notes": models.GuestNote,
    "complaints": models.Complaint,
    "rooms_shared": party,
}
# What the survivor does not know yet it learns from the other; what both say stays the survivor's.
LEARNT = ("given_name", "middle_name", "name_prefix", "native_name", "birthday", "anniversary")


def merge(
    guest_id: int,
    into_id: int,
    *,
    seen: tuple[int, int],
    by: Actor,
    house: House,
    now: datetime,
    call: Call | None = None,
) -> dict[str, Any]:
    """Make ``guest_id`` a part of ``into_id``; answers ``{guest: id, into: id, moved: {stays, …}}``.

    Later imports of the merged profile find the survivor, whose plans are laid again. ``seen`` are the
    versions of both records as the preview showed them. Raises ``BadInput`` for a record and itself,
    ``NotFound``, ``WrongMoment`` when one of them is merged already, ``Overtaken``.
    """
    require(by, Permission.GUEST_MERGE)
    with transaction(by, now) as tell:
        if (given := answers.earlier(tell, call)) is not None:
            return given
        gone, kept = two(tell, guest_id, into_id)
        if (gone.version, kept.version) != seen:
            raise Overtaken("A guest's record was changed meanwhile.", versions=[gone.version, kept.version])
        _forget_doubles(tell, gone, kept)
        moved = {name: _move(tell, table, gone, kept) for name, table in HANGS_ON_A_GUEST.items()}
        _point(tell, gone, kept)
        body = {"guest_id": gone.id, "into_id": kept.id}
        tell(Event("guests_merged", body, audience=AUDIENCE))
        guest_plans.lay_again(tell, house, kept.id)
        return answers.keep(tell, call, {"guest": gone.id, "into": kept.id, "moved": moved})


def two(tell: Transaction, guest_id: int, into_id: int) -> tuple[Row[Any], Row[Any]]:
    """Both records, fit to be merged. Raises as :func:`merge` does."""
    if guest_id == into_id:
        raise bad("into", "A record cannot become part of itself.", "another guest")
    return require_one(tell, guest_id), require_one(tell, into_id)


def learnt(gone: Row[Any], kept: Row[Any]) -> dict[str, Any]:
    """What the survivor's record is filled up with."""
    return {name: getattr(gone, name) for name in LEARNT if getattr(gone, name) and not getattr(kept, name)}


def _forget_doubles(tell: Transaction, gone: Row[Any], kept: Row[Any]) -> None:
    """Where both records share one room they are one person in it: the one further up the list stays."""
    other = party.__table__.alias()
    two = {gone.id, kept.id}
    tell.connection.execute(
        delete(party).where(
            party.guest_id.in_(two),
            exists(
                select(other.c.position).where(
                    and_(
                        other.c.stay_id == party.stay_id,
                        other.c.guest_id.in_(two),
                        other.c.position < party.position,
                    )
                )
            ),
        )
    )


def _move(tell: Transaction, table: Any, gone: Row[Any], kept: Row[Any]) -> int:
    return int(
        tell.connection.execute(
            update(table).where(table.guest_id == gone.id).values(guest_id=kept.id)
        ).rowcount
    )


def _point(tell: Transaction, gone: Row[Any], kept: Row[Any]) -> None:
    """The merged record, and those that were merged into it before, lead to the survivor."""
    tell.connection.execute(
        update(guest)
        .where((guest.id == gone.id) | (guest.merged_into_id == gone.id))
        .values(merged_into_id=kept.id, version=guest.version + 1)
    )
    # Wishes and marks of the other system: the survivor's own word stands.
    values = {**learnt(gone, kept), "preferences": {**gone.preferences, **kept.preferences}}
    rewrite(tell, kept.id, values)
