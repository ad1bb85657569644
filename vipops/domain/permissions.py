"""Who may do what: one table. Any row suffices; every test in a row must hold.

Asked inside every service and every query. Procedure rule P13: nobody grants to themselves.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from vipops.enums import Department, Role
from vipops.errors import NotAllowed

WHOLE_HOUSE = "house"
# A wall screen: a device without a person. No member of staff has this role.
SCREEN = "screen"
# What such a screen is told: of the whole house, but only what it draws.
WALL = "wall"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person of the house, or the house itself (``id`` None) when time does something."""

    id: int | None
    property_id: int
    name: Mapping[str, str]
    role: str
    department: str
    post: str = ""
    device: str = ""

    def told(self) -> dict[str, object] | None:
        """How events name the doer; ``None`` for the house itself."""
        return None if self.id is None else {"id": self.id, "name": dict(self.name)}


@dataclass(frozen=True, slots=True)
class Subject:
    """The facts about the thing in question that the tests ask for."""

    department: str = ""
    doer_id: int | None = None
    assignee_id: int | None = None
    signer_posts: tuple[str, ...] = ()
    second_signature: str = ""
    approver_posts: tuple[str, ...] = ()


class Permission(StrEnum):
    HOUSE = "house"  # only the house itself, never a person
    BOARD_READ = "board_read"
    STAY_READ = "stay_read"
    STAY_STEP = "stay_step"
    STAY_CANCEL = "stay_cancel"
    STAY_TIMES = "stay_times"
    STAY_EDIT = "stay_edit"
    GATE_PASS = "gate_pass"  # noqa: S105  # a gate, not a password
    GUEST_READ = "guest_read"
    TASK_TICK = "task_tick"
    TASK_SIGN_OFF = "task_sign_off"
    TASK_ASSIGN = "task_assign"
    TASK_SKIP = "task_skip"
    TASK_REOPEN = "task_reopen"
    LETTER_READ = "letter_read"
    LETTER_WRITE = "letter_write"
    LETTER_CHECK = "letter_check"
    LETTER_SIGN = "letter_sign"
    LETTER_SEND_BACK = "letter_send_back"
    LETTER_PLACE = "letter_place"
    LETTER_VOID = "letter_void"
    ARRIVALS_IMPORT = "arrivals_import"
    FLIGHT_REPORT = "flight_report"
    REQUEST_RECORD = "request_record"
    REQUEST_STEP = "request_step"
    REQUEST_CALL_BACK = "request_call_back"
    COMPLAINT_RECORD = "complaint_record"
    COMPLAINT_READ = "complaint_read"
    COMPLAINT_STEP = "complaint_step"
    LOST_PROPERTY_READ = "lost_property_read"
    LOST_PROPERTY_RECORD = "lost_property_record"
    LOST_PROPERTY_STEP = "lost_property_step"
    GRADE_ASK = "grade_ask"
    GRADE_READ = "grade_read"
    GRADE_DECIDE = "grade_decide"
    MEAL_BOOK = "meal_book"
    WAKE_UP_BOOK = "wake_up_book"
    GUEST_NOTE = "guest_note"
    GUEST_MERGE = "guest_merge"
    OPINIONS_READ = "opinions_read"
    REPORTS_READ = "reports_read"
    HANDOVER_GIVE = "handover_give"
    HANDOVER_ACCEPT = "handover_accept"
    COLLISION_SETTLE = "collision_settle"
    PAPER_PRINT = "paper_print"
    REGISTRATION_PRINT = "registration_print"
    PROCEDURE_READ = "procedure_read"
    PROCEDURE_CHANGE = "procedure_change"
    TICK_REVIEW = "tick_review"
    TABLET_MANAGE = "tablet_manage"
    SCREEN_MANAGE = "screen_manage"
    STAFF_MANAGE = "staff_manage"
    STAFF_READ = "staff_read"
    ROOM_READ = "room_read"
    ROOM_CLOSE = "room_close"
    ROOM_MANAGE = "room_manage"
    HOTEL_READ = "hotel_read"
    HOTEL_MANAGE = "hotel_manage"


Test = Callable[[Actor, Subject], bool]


def _is_a_screen(actor: Actor, _subject: Subject) -> bool:
    return actor.role == SCREEN


def _is(*roles: Role) -> Test:
    return lambda actor, _subject: actor.role in roles


def _works_in(*departments: Department) -> Test:
    return lambda actor, _subject: actor.department in departments


def own_department(actor: Actor, subject: Subject) -> bool:
    return actor.department == subject.department


def not_the_doer(actor: Actor, subject: Subject) -> bool:
    """Rule P14: two people sign where two signatures are asked."""
    return actor.id != subject.doer_id


def signs_at_this_rank(actor: Actor, subject: Subject) -> bool:
    """The second signature may ask for a supervisor's or a manager's hand."""
    return actor.role in SECOND_SIGNERS.get(subject.second_signature, ())


def signs_for_this_grade(actor: Actor, subject: Subject) -> bool:
    return actor.post in subject.signer_posts


def approves_this_grant(actor: Actor, subject: Subject) -> bool:
    return actor.post in subject.approver_posts


def not_the_asker(actor: Actor, subject: Subject) -> bool:
    """Rule P13: staff never grant what they asked for themselves."""
    return actor.id != subject.doer_id


def his_own(actor: Actor, subject: Subject) -> bool:
    return actor.id == subject.doer_id


LOBBY_MANAGER = _is(Role.LOBBY_MANAGER)
GENERAL_MANAGER = _is(Role.GENERAL_MANAGER)
ADMINISTRATOR = _is(Role.ADMINISTRATOR)
MANAGER = _is(Role.MANAGER)
SUPERVISOR = _is(Role.SUPERVISOR, Role.MANAGER)
ON_THE_FLOOR = _is(Role.LOBBY_MANAGER, Role.GENERAL_MANAGER, Role.MANAGER, Role.SUPERVISOR, Role.ATTENDANT)
FRONT_OFFICE = _works_in(Department.FRONT_OFFICE)
EXECUTIVE = _works_in(Department.EXECUTIVE)

_ABOVE = (Role.MANAGER, Role.LOBBY_MANAGER, Role.GENERAL_MANAGER)
SECOND_SIGNERS: Mapping[str, tuple[Role, ...]] = {
    "": tuple(Role),
    "another": (Role.ATTENDANT, Role.SUPERVISOR, *_ABOVE),
    "supervisor": (Role.SUPERVISOR, *_ABOVE),
    "manager": _ABOVE,
    "lobby_manager": (Role.LOBBY_MANAGER, Role.GENERAL_MANAGER),
}

_P = Permission
PERMISSIONS: Mapping[Permission, list[list[Test]]] = {
    _P.HOUSE: [],
    # All that a wall screen may do.
    _P.BOARD_READ: [[ON_THE_FLOOR], [_is_a_screen]],
    _P.STAY_READ: [[ON_THE_FLOOR]],
    _P.STAY_STEP: [[LOBBY_MANAGER], [GENERAL_MANAGER], [FRONT_OFFICE, SUPERVISOR]],
    _P.STAY_CANCEL: [[LOBBY_MANAGER], [GENERAL_MANAGER], [FRONT_OFFICE, MANAGER]],
    _P.STAY_TIMES: [
        [LOBBY_MANAGER],
        [GENERAL_MANAGER],
        [FRONT_OFFICE, SUPERVISOR],
        [_works_in(Department.CONCIERGE)],
    ],
    _P.STAY_EDIT: [[LOBBY_MANAGER], [GENERAL_MANAGER], [FRONT_OFFICE, SUPERVISOR]],
    _P.GATE_PASS: [[LOBBY_MANAGER], [GENERAL_MANAGER]],
    _P.GUEST_READ: [[LOBBY_MANAGER], [GENERAL_MANAGER], [FRONT_OFFICE, SUPERVISOR], [EXECUTIVE, MANAGER]],
    _P.TASK_TICK: [[LOBBY_MANAGER], [GENERAL_MANAGER], [ON_THE_FLOOR, own_department]],
    _P.TASK_SIGN_OFF: [
        [LOBBY_MANAGER, not_the_doer],
        [GENERAL_MANAGER, not_the_doer],
        [ON_THE_FLOOR, own_department, not_the_doer, signs_at_this_rank],
    ],
    _P.TASK_ASSIGN: [[LOBBY_MANAGER], [GENERAL_MANAGER], [SUPERVISOR, own_department]],
    _P.TASK_SKIP: [[LOBBY_MANAGER], [GENERAL_MANAGER], [SUPERVISOR, own_department]],
    _P.TASK_REOPEN: [
        [LOBBY_MANAGER],
        [GENERAL_MANAGER],
        [SUPERVISOR, own_department],
        [own_department, his_own],
    ],
    _P.LETTER_READ: [[LOBBY_MANAGER], [GENERAL_MANAGER], [FRONT_OFFICE, SUPERVISOR], [EXECUTIVE, MANAGER]],
    _P.LETTER_WRITE: [[LOBBY_MANAGER], [GENERAL_MANAGER], [FRONT_OFFICE, SUPERVISOR]],
    _P.LETTER_CHECK: [[LOBBY_MANAGER, not_the_doer], [FRONT_OFFICE, SUPERVISOR, not_the_doer]],
    _P.LETTER_SIGN: [[signs_for_this_grade, not_the_doer]],
    _P.LETTER_SEND_BACK: [[signs_for_this_grade], [LOBBY_MANAGER]],
    _P.LETTER_PLACE: [[LOBBY_MANAGER], [FRONT_OFFICE, SUPERVISOR]],
    _P.LETTER_VOID: [[LOBBY_MANAGER], [GENERAL_MANAGER]],
    _P.ARRIVALS_IMPORT: [[LOBBY_MANAGER], [GENERAL_MANAGER], [FRONT_OFFICE, SUPERVISOR]],
    _P.FLIGHT_REPORT: [
        [LOBBY_MANAGER],
        [GENERAL_MANAGER],
        [_works_in(Department.CONCIERGE)],
        [FRONT_OFFICE, SUPERVISOR],
    ],
    # Rule P8 and P10: easy to say, for everybody on duty.
    _P.REQUEST_RECORD: [[ON_THE_FLOOR]],
    _P.REQUEST_STEP: [[LOBBY_MANAGER], [GENERAL_MANAGER], [ON_THE_FLOOR, own_department]],
    _P.REQUEST_CALL_BACK: [[LOBBY_MANAGER], [GENERAL_MANAGER], [FRONT_OFFICE, SUPERVISOR]],
    _P.COMPLAINT_RECORD: [[ON_THE_FLOOR]],
    _P.COMPLAINT_READ: [
        [LOBBY_MANAGER],
        [GENERAL_MANAGER],
        [FRONT_OFFICE, SUPERVISOR],
        [EXECUTIVE, MANAGER],
        [ON_THE_FLOOR, his_own],
    ],
    _P.COMPLAINT_STEP: [[LOBBY_MANAGER], [GENERAL_MANAGER], [FRONT_OFFICE, SUPERVISOR], [EXECUTIVE, MANAGER]],
    _P.LOST_PROPERTY_READ: [
        [LOBBY_MANAGER],
        [GENERAL_MANAGER],
        [FRONT_OFFICE, ON_THE_FLOOR],
        [_works_in(Department.HOUSEKEEPING), ON_THE_FLOOR],
        [_works_in(Department.SECURITY), ON_THE_FLOOR],
    ],
    _P.LOST_PROPERTY_RECORD: [[ON_THE_FLOOR]],
    _P.LOST_PROPERTY_STEP: [
        [LOBBY_MANAGER],
        [GENERAL_MANAGER],
        [FRONT_OFFICE, SUPERVISOR],
        [_works_in(Department.HOUSEKEEPING), SUPERVISOR],
    ],
    _P.GRADE_ASK: [[LOBBY_MANAGER], [GENERAL_MANAGER], [FRONT_OFFICE, SUPERVISOR], [EXECUTIVE, MANAGER]],
    _P.GRADE_READ: [[LOBBY_MANAGER], [GENERAL_MANAGER], [FRONT_OFFICE, SUPERVISOR], [EXECUTIVE, MANAGER]],
    _P.GRADE_DECIDE: [[approves_this_grant, not_the_asker]],
    _P.MEAL_BOOK: [
        [LOBBY_MANAGER],
        [GENERAL_MANAGER],
        [FRONT_OFFICE, SUPERVISOR],
        [_works_in(Department.FOOD_BEVERAGE), SUPERVISOR],
    ],
    _P.WAKE_UP_BOOK: [
        [LOBBY_MANAGER],
        [GENERAL_MANAGER],
        [FRONT_OFFICE, ON_THE_FLOOR],
        [_works_in(Department.CONCIERGE), ON_THE_FLOOR],
    ],
    _P.GUEST_NOTE: [[LOBBY_MANAGER], [GENERAL_MANAGER], [FRONT_OFFICE, SUPERVISOR], [EXECUTIVE, MANAGER]],
    _P.GUEST_MERGE: [[LOBBY_MANAGER], [GENERAL_MANAGER]],
    # Rule P9: management reads what guests said; whose it was, only who may read guests.
    _P.OPINIONS_READ: [[LOBBY_MANAGER], [GENERAL_MANAGER], [MANAGER]],
    # Figures without guests; a department's manager reads the own department's.
    _P.REPORTS_READ: [[LOBBY_MANAGER], [GENERAL_MANAGER], [MANAGER]],
    _P.HANDOVER_GIVE: [[LOBBY_MANAGER], [GENERAL_MANAGER], [SUPERVISOR, own_department]],
    _P.HANDOVER_ACCEPT: [[LOBBY_MANAGER], [GENERAL_MANAGER], [ON_THE_FLOOR, own_department]],
    _P.COLLISION_SETTLE: [[LOBBY_MANAGER], [GENERAL_MANAGER]],
    _P.PAPER_PRINT: [[ON_THE_FLOOR]],
    # Item F6: whoever registers the guest has the name as in the passport.
    _P.REGISTRATION_PRINT: [[LOBBY_MANAGER], [GENERAL_MANAGER], [FRONT_OFFICE, ON_THE_FLOOR]],
    _P.PROCEDURE_READ: [[ON_THE_FLOOR], [ADMINISTRATOR]],
    _P.PROCEDURE_CHANGE: [[GENERAL_MANAGER], [ADMINISTRATOR]],
    _P.TICK_REVIEW: [[LOBBY_MANAGER], [GENERAL_MANAGER]],
    _P.TABLET_MANAGE: [[ADMINISTRATOR], [LOBBY_MANAGER], [GENERAL_MANAGER]],
    _P.SCREEN_MANAGE: [[ADMINISTRATOR]],
    _P.STAFF_MANAGE: [[ADMINISTRATOR]],
    _P.STAFF_READ: [[ADMINISTRATOR], [ON_THE_FLOOR]],
    _P.ROOM_READ: [
        [ADMINISTRATOR],
        [LOBBY_MANAGER],
        [GENERAL_MANAGER],
        [FRONT_OFFICE, ON_THE_FLOOR],
        [_works_in(Department.HOUSEKEEPING, Department.ENGINEERING), SUPERVISOR],
    ],
    # Whoever finds the fault closes the room; the list of rooms itself is the administrator's.
    _P.ROOM_CLOSE: [
        [ADMINISTRATOR],
        [LOBBY_MANAGER],
        [GENERAL_MANAGER],
        [_works_in(Department.FRONT_OFFICE, Department.HOUSEKEEPING, Department.ENGINEERING), SUPERVISOR],
    ],
    _P.ROOM_MANAGE: [[ADMINISTRATOR]],
    _P.HOTEL_READ: [[ADMINISTRATOR], [GENERAL_MANAGER]],
    _P.HOTEL_MANAGE: [[ADMINISTRATOR]],
}

NOTHING = Subject()
TWO_HANDS = frozenset({_P.TASK_SIGN_OFF, _P.LETTER_CHECK, _P.LETTER_SIGN, _P.GRADE_DECIDE})


def allowed(actor: Actor, permission: Permission, subject: Subject = NOTHING) -> bool:
    """Whether the table lets this person do this to that thing. The house itself may do everything."""
    if actor.id is None:
        return True
    return any(all(test(actor, subject) for test in row) for row in PERMISSIONS[permission])


def require(actor: Actor, permission: Permission, subject: Subject = NOTHING) -> None:
    """Raises ``NotAllowed`` unless the table allows it."""
    if not allowed(actor, permission, subject):
        raise NotAllowed(_refusal(actor, permission, subject), permission=str(permission))


def permissions_of(
    actor: Actor, signer_posts: Iterable[str], approver_posts: Iterable[str] = ()
) -> list[str]:
    """What a screen may offer this person at all; the thing in question may narrow it further.

    ``signer_posts`` sign the letter of any grade, ``approver_posts`` approve any grant.
    """
    everything = Subject(
        department=actor.department,
        doer_id=None,
        signer_posts=tuple(signer_posts),
        second_signature="",
        approver_posts=tuple(approver_posts),
    )
    return [str(permission) for permission in PERMISSIONS if allowed(actor, permission, everything)]


def visibility(actor: Actor) -> str:
    """The class of events this person sees: the whole house's, or one department's.

    Raises ``NotAllowed`` for people without a board (an administrator sees no guests).
    """
    require(actor, Permission.BOARD_READ)
    if actor.role == SCREEN:
        return WALL
    if actor.role in (Role.LOBBY_MANAGER, Role.GENERAL_MANAGER):
        return WHOLE_HOUSE
    if actor.department == Department.EXECUTIVE and actor.role == Role.MANAGER:
        return WHOLE_HOUSE
    return actor.department


def at_the_wall(actor: Actor) -> Actor:
    """The same person, told no more than a wall screen is. Raises ``NotAllowed`` for who sees a part only."""
    if visibility(actor) not in (WHOLE_HOUSE, WALL):
        raise NotAllowed("The wall shows the whole house.")
    return replace(actor, role=SCREEN)


def sees(visibility_class: str, audience: str) -> bool:
    """Whether an event for ``audience`` ("" is everyone on duty) reaches a visibility class."""
    return audience in ("", visibility_class) or visibility_class == WHOLE_HOUSE


def sees_work_of(actor: Actor, department: str) -> bool:
    """Whether this person is told of a department's tasks. The house itself is told of all."""
    return actor.id is None or sees(visibility(actor), department)


def _refusal(actor: Actor, permission: Permission, subject: Subject) -> str:
    if permission in TWO_HANDS and actor.id == subject.doer_id:
        return "A second person must sign: the one who did it cannot."
    return f"Your role does not allow this ({str(permission).replace('_', ' ')})."
