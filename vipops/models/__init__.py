"""Tables without behaviour. Every table carries ``property_id`` and every query is scoped by it."""

from vipops.models.alarms import Alarm
from vipops.models.answers import Answer
from vipops.models.arrivals import HeldReservation
from vipops.models.collisions import Collision
from vipops.models.complaints import Complaint
from vipops.models.days import Meal, WakeUp
from vipops.models.flights import Flight
from vipops.models.grants import Grant
from vipops.models.guests import Disclosure, Guest, GuestHistory, GuestNote
from vipops.models.handovers import Handover, HandoverItem
from vipops.models.journal import Event, JournalHead
from vipops.models.letters import Letter, LetterPdf, LetterPreview
from vipops.models.lost_property import LostProperty
from vipops.models.offline import HeldTick, OfflineToken
from vipops.models.prints import Print
from vipops.models.procedures import ProcedureVersion
from vipops.models.properties import Property
from vipops.models.requests import Request
from vipops.models.room_moves import RoomMove
from vipops.models.rooms import Room
from vipops.models.screens import Screen
from vipops.models.search_words import SearchWord
from vipops.models.sessions import SignIn
from vipops.models.staff import Staff
from vipops.models.stays import Stay, StayGuest
from vipops.models.tablets import Tablet
from vipops.models.tasks import Task

__all__ = [
    "Alarm",
    "Answer",
    "Collision",
    "Complaint",
    "Disclosure",
    "Event",
    "Flight",
    "Grant",
    "Guest",
    "GuestHistory",
    "GuestNote",
    "Handover",
    "HandoverItem",
    "HeldReservation",
    "HeldTick",
    "JournalHead",
    "Letter",
    "LetterPdf",
    "LetterPreview",
    "LostProperty",
    "Meal",
    "OfflineToken",
    "Print",
    "ProcedureVersion",
    "Property",
    "Request",
    "Room",
    "RoomMove",
    "Screen",
    "SearchWord",
    "SignIn",
    "Staff",
    "Stay",
    "StayGuest",
    "Tablet",
    "Task",
    "WakeUp",
]
