"""Guests: found by name, the guest page, notes, occasions, one guest with two records, opinions."""

from datetime import date

from flask import Blueprint, Response
from pydantic import Field

from vipops.enums import NoteKind, NoteSubject
from vipops.queries import guest_merge as merge_query
from vipops.queries import guests, opinions
from vipops.services import answers, guest_edit, guest_merge, guest_notes
from vipops.services.guest_edit import GuestEdit
from vipops.services.guest_notes import NewNote
from vipops.web import here
from vipops.web.api.spec import Body, body, json_of, query, spec
from vipops.web.row_number import LARGEST

blueprint = Blueprint("guests", __name__)


class SearchQuery(Body):
    query: str = Field("", max_length=200)


class PeriodQuery(Body):
    """Hotel days, both included."""

    first: date
    last: date


class IntoQuery(Body):
    into: int = Field(ge=1, le=LARGEST)


class GuestBody(Body):
    """Days of the year as MM-DD, "" for unknown; what is left out stays. ``version`` is the screen's."""

    version: int = Field(ge=1)
    birthday: str | None = Field(None, max_length=10)
    anniversary: str | None = Field(None, max_length=10)


class NoteBody(Body):
    kind: NoteKind
    text: str = Field(max_length=4000)
    subject: NoteSubject = NoteSubject.ANYTHING
    stay_id: int | None = Field(None, ge=1, le=LARGEST)


class WithdrawBody(Body):
    pass


class MergeBody(Body):
    """The record that survives, and the versions of both as the preview showed them."""

    into: int = Field(ge=1, le=LARGEST)
    version: int = Field(ge=1)
    into_version: int = Field(ge=1)


@blueprint.get("/guests")
@spec.validate(query=SearchQuery, tags=["guests"])
def search() -> Response:
    """Guests whose name holds every word: {guests, more}. Each guest shown is a look on record."""
    asked = query(SearchQuery)
    return json_of(guests.search(asked.query, by=here.actor(), house=here.house(), now=here.now()))


@blueprint.get("/guests/<int:guest_id>")
@spec.validate(tags=["guests"])
def show(guest_id: int) -> Response:
    """The guest page: {guest, stays, history, notes, also, alike}, or {merged_into}. A look on record."""
    return json_of(guests.page(guest_id, by=here.actor(), now=here.now()))


@blueprint.patch("/guests/<int:guest_id>")
@spec.validate(json=GuestBody, tags=["guests"])
def edit(guest_id: int) -> Response:
    """Birthday and anniversary; those in a running stay become tasks. Answers {guest}."""
    asked = body(GuestBody)
    wanted = GuestEdit(asked.birthday, asked.anniversary)
    by, house, now, call = here.actor(), here.house(), here.now(), here.call(asked)
    seen = asked.version
    return json_of(
        answers.once(
            call,
            lambda: guest_edit.change(guest_id, wanted, seen=seen, by=by, house=house, now=now, call=call),
        )
    )


@blueprint.post("/guests/<int:guest_id>/notes")
@spec.validate(json=NoteBody, tags=["guests"])
def note(guest_id: int) -> Response:
    """What the guest liked, disliked, asked, complained of or said: {note}."""
    asked = body(NoteBody)
    new = NewNote(asked.kind, asked.text, asked.subject, asked.stay_id)
    by, house, now, call = here.actor(), here.house(), here.now(), here.call(asked)
    return json_of(
        answers.once(call, lambda: guest_notes.write(guest_id, new, by=by, house=house, now=now, call=call))
    )


@blueprint.post("/guest-notes/<int:note_id>/withdraw")
@spec.validate(json=WithdrawBody, tags=["guests"])
def withdraw(note_id: int) -> Response:
    """The note was wrong: it stays on record and shapes nothing any more. Answers {note}."""
    asked = body(WithdrawBody)
    by, house, now, call = here.actor(), here.house(), here.now(), here.call(asked)
    return json_of(
        answers.once(call, lambda: guest_notes.withdraw(note_id, by=by, house=house, now=now, call=call))
    )


@blueprint.get("/guests/<int:guest_id>/merge")
@spec.validate(query=IntoQuery, tags=["guests"])
def merge_preview(guest_id: int) -> Response:
    """What merging would do, and nothing more: {guest, into, moves, learns, differs}."""
    asked = query(IntoQuery)
    return json_of(merge_query.preview(guest_id, asked.into, by=here.actor(), now=here.now()))


@blueprint.post("/guests/<int:guest_id>/merge")
@spec.validate(json=MergeBody, tags=["guests"])
def merge(guest_id: int) -> Response:
    """Make this record part of another one, for good: {guest, into, moved}."""
    asked = body(MergeBody)
    seen = (asked.version, asked.into_version)
    by, house, now, call = here.actor(), here.house(), here.now(), here.call(asked)
    return json_of(
        answers.once(
            call,
            lambda: guest_merge.merge(
                guest_id, asked.into, seen=seen, by=by, house=house, now=now, call=call
            ),
        )
    )


@blueprint.get("/opinions")
@spec.validate(query=PeriodQuery, tags=["guests"])
def opinions_of() -> Response:
    """What guests said in a period: {first, last, counts, subjects, opinions}. The look is on record."""
    asked = query(PeriodQuery)
    by, house, now = here.actor(), here.house(), here.now()
    return json_of(opinions.summed_up(asked.first, asked.last, by=by, house=house, now=now))
