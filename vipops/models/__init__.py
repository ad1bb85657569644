"""Tables without behaviour. Every table carries ``property_id`` and every query is scoped by it."""

from vipops.models.answers import Answer
from vipops.models.arrivals import HeldReservation
from vipops.models.flights import Flight
from vipops.models.guests import Disclosure, Guest, GuestHistory
from vipops.models.journal import Event, JournalHead
from vipops.models.letters import Letter, LetterPdf, LetterPreview
from vipops.models.properties import Property
from vipops.models.sessions import SignIn
from vipops.models.staff import Staff
from vipops.models.stays import Stay, StayGuest
from vipops.models.tasks import Task

__all__ = [
    "Answer",
    "Disclosure",
    "Event",
    "Flight",
    "Guest",
    "GuestHistory",
    "HeldReservation",
    "JournalHead",
    "Letter",
    "LetterPdf",
    "LetterPreview",
    "Property",
    "SignIn",
    "Staff",
    "Stay",
    "StayGuest",
    "Task",
]
