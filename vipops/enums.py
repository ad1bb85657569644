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


class TaskState(StrEnum):
    WAITING = "waiting"
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    SIGNED_OFF = "signed_off"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"


class LetterState(StrEnum):
    DRAFTED = "drafted"
    CHECKED = "checked"
    SIGNED = "signed"
    PLACED = "placed"
    VOID = "void"


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
    OCCASION = "occasion"  # a birthday or anniversary in the stay
    AFTER = "after"  # the work it waits for: when that was done, else when it is due


class Source(StrEnum):
    """Who said so: each field of a stay keeps its source."""

    PMS = "pms"
    PERSON = "person"
    DRIVER = "driver"
    FLIGHT = "flight"
