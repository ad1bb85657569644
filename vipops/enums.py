"""The closed word lists of the house. Grades are not here: a grade is data that a hotel edits."""

from enum import StrEnum


class Language(StrEnum):
    """Languages of the screens (Chinese, English) and of the letters (all three)."""

    ZH = "zh"
    EN = "en"
    JA = "ja"


class Department(StrEnum):
    CONCIERGE = "concierge"
    HOUSEKEEPING = "housekeeping"
    ENGINEERING = "engineering"
    SECURITY = "security"
    FRONT_OFFICE = "front_office"
    FOOD_BEVERAGE = "food_beverage"
    EXECUTIVE = "executive"


class Role(StrEnum):
    GENERAL_MANAGER = "general_manager"
    LOBBY_MANAGER = "lobby_manager"
    MANAGER = "manager"
    SUPERVISOR = "supervisor"
    ATTENDANT = "attendant"
    ADMINISTRATOR = "administrator"


class StayState(StrEnum):
    EXPECTED = "expected"
    PREPARING = "preparing"
    READY = "ready"
    EN_ROUTE = "en_route"
    ARRIVED = "arrived"
    IN_HOUSE = "in_house"
    DEPARTING = "departing"
    DEPARTED = "departed"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


# Stays that have ended, one way or another.
OVER = (StayState.DEPARTED, StayState.CANCELLED, StayState.NO_SHOW)


class TaskState(StrEnum):
    WAITING = "waiting"
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    SIGNED_OFF = "signed_off"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"


# Work that somebody still has to do.
UNFINISHED = (TaskState.WAITING, TaskState.OPEN, TaskState.IN_PROGRESS)


class LetterState(StrEnum):
    DRAFTED = "drafted"
    CHECKED = "checked"
    SIGNED = "signed"
    PLACED = "placed"
    VOID = "void"


class RequestState(StrEnum):
    """A guest's wish, suggestion, itinerary item or fault on its way (rule P10)."""

    RECORDED = "recorded"
    ACKNOWLEDGED = "acknowledged"
    DONE = "done"
    CALLED_BACK = "called_back"
    WITHDRAWN = "withdrawn"


class RequestKind(StrEnum):
    WISH = "wish"
    SUGGESTION = "suggestion"
    ITINERARY = "itinerary"
    FAULT = "fault"


class ComplaintState(StrEnum):
    """A complaint is calmed first, then owned, resolved, and followed up by a call (rule P8)."""

    RECORDED = "recorded"
    CALMED = "calmed"
    OWNED = "owned"
    RESOLVED = "resolved"
    FOLLOWED_UP = "followed_up"
    WITHDRAWN = "withdrawn"


class LostPropertyState(StrEnum):
    """What a guest left behind (item D3), until it is back or given up."""

    FOUND = "found"
    STORED = "stored"
    GUEST_TOLD = "guest_told"
    RETURNED = "returned"
    GIVEN_UP = "given_up"


class GrantState(StrEnum):
    """A grade that somebody asks for beyond what the guest's record earns (rule P13)."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class MealKind(StrEnum):
    BREAKFAST = "breakfast"
    LUNCH = "lunch"
    TEA = "tea"
    DINNER = "dinner"
    SUPPER = "supper"
    BANQUET = "banquet"


class NoteKind(StrEnum):
    """What the house remembers of a guest."""

    LIKED = "liked"
    DISLIKED = "disliked"
    ASKED = "asked"
    COMPLAINED = "complained"
    SAID = "said"  # impressions and opinions, at check-out and before


class NoteSubject(StrEnum):
    """What a note of the guest's history is about."""

    FRUIT = "fruit"
    FLOWERS = "flowers"
    FOOD = "food"
    DRINK = "drink"
    ROOM = "room"
    BED = "bed"
    NEWSPAPER = "newspaper"
    SERVICE = "service"
    ANYTHING = ""


class Stage(StrEnum):
    """The part of the stay a task belongs to, as the procedure's chapters are named."""

    PRE_ARRIVAL = "pre_arrival"
    ARRIVAL = "arrival"
    IN_HOUSE = "in_house"
    DEPARTURE = "departure"


class Anchor(StrEnum):
    """What a due time hangs on. Door and landing are two anchors: door = landing + transfer time."""

    PLANNED = "planned"  # the moment the plan was first made ("on notice")
    BRIEFING = "briefing"  # the morning briefing of the arrival day
    LANDING = "landing"
    ARRIVAL = "arrival"  # expected time at the hotel door
    STAY_DAY = "stay_day"  # each hotel day from the arrival day through the last night
    DEPARTURE = "departure"  # expected time of leaving
    MEAL = "meal"  # each booked meal
    WAKE_UP = "wake_up"  # each wake-up call the guest asked for
    REQUEST = "request"  # each request, at the time it is asked for
    RECORDED = "recorded"  # each request, from the moment it was recorded
    OCCASION = "occasion"  # a birthday or anniversary in the stay
    COMPLAINT = "complaint"  # each complaint, from the moment it was recorded
    ROOM_MOVE = "room_move"  # each move to another room, from the moment it was decided
    FOUND = "found"  # each thing left behind, from the moment it was found
    AFTER = "after"  # the work it waits for: when that was done, else when it is due


class Source(StrEnum):
    """Who said so: each field of a stay keeps its source."""

    PMS = "pms"
    PERSON = "person"
    DRIVER = "driver"
    FLIGHT = "flight"


class AlarmLevel(StrEnum):
    """How pressing an alarm is, gentlest first."""

    SOON = "soon"
    DUE = "due"
    OVERDUE = "overdue"
    ESCALATED = "escalated"


class AlarmTo(StrEnum):
    """Whom a rung of the ladder names, lowest first."""

    ASSIGNEE = "assignee"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    LOBBY_MANAGER = "lobby_manager"
    GENERAL_MANAGER = "general_manager"


class ReviewState(StrEnum):
    """A tick from a tablet that was offline, of somebody who could no longer make it by then."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DROPPED = "dropped"
