"""Refusals: a sentence for a person and a code for a program.

Every refusal becomes an ``application/problem+json`` document (RFC 9457) or a page in one place,
``vipops/web/problems.py``. ``facts`` are extra members of that document; they never hold guest data
that the caller may not see.
"""

from typing import Any, ClassVar


class Refusal(Exception):
    """The house says no. Subclasses name the kind; ``status`` is the HTTP status it maps to."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "refused"

    def __init__(self, message: str, **facts: Any) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts


class BadInput(Refusal):
    """What was sent cannot be understood. ``facts`` may hold ``errors``: [{where, message, expected}]."""

    status = 422
    code = "bad_input"


class NotSignedIn(Refusal):
    status = 401
    code = "not_signed_in"


class NotAllowed(Refusal):
    status = 403
    code = "not_allowed"


class NotFound(Refusal):
    status = 404
    code = "not_found"


class WrongMoment(Refusal):
    """The step is not possible from the present state. ``facts`` hold ``state`` and ``verb``."""

    status = 409
    code = "wrong_moment"


class GateClosed(Refusal):
    """Something must be done first. ``facts["missing"]`` lists what and whose it is."""

    status = 409
    code = "gate_closed"


class Overtaken(Refusal):
    """Somebody was first. ``facts`` hold ``by``, ``at`` and the present ``version`` and ``state``."""

    status = 409
    code = "overtaken"


class Gone(Refusal):
    """The events asked for are older than the journal keeps: fetch a snapshot."""

    status = 410
    code = "gone"


class TooMany(Refusal):
    """Too many tries; ``facts["retry_after"]`` is in seconds."""

    status = 429
    code = "too_many"


class Busy(Refusal):
    """The database is locked or full; nothing was written and the same call may be sent again."""

    status = 503
    code = "busy"
