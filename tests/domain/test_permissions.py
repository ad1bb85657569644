"""Who may do what. The full table by role; P13 and P14 by name."""

import pytest

from tests.support.cast import CAST, DEPARTMENTS
from vipops.domain.permissions import (
    PERMISSIONS,
    WHOLE_HOUSE,
    Actor,
    Permission,
    Subject,
    allowed,
    permissions_of,
    require,
    sees,
    visibility,
)
from vipops.enums import Department, Role
from vipops.errors import NotAllowed

P = Permission


def person(username: str, number: int = 7) -> Actor:
    part = CAST[username]
    return Actor(number, 1, part.new.name, part.role, part.department, part.post)


LEADERS = {"lobby", "lobby_late", "gm"}
DESK = LEADERS | {"front_office_manager", "front_office_supervisor"}
FLOOR = set(CAST) - {"admin"}
EXECUTIVE_MANAGERS = {"sales"}
CONCIERGE = {name for name in CAST if name.startswith("concierge")}


def of(department: str, *roles: str) -> set[str]:
    return {name for name, part in CAST.items() if part.department == department and part.role in roles}


# For a task of housekeeping that somebody else has done, with a supervisor's hand asked for.
TABLE: dict[Permission, set[str]] = {
    P.HOUSE: set(),
    P.BOARD_READ: FLOOR,
    P.STAY_READ: FLOOR,
    P.STAY_STEP: DESK,
    P.STAY_CANCEL: LEADERS | {"front_office_manager"},
    P.STAY_TIMES: DESK | CONCIERGE,
    P.STAY_EDIT: DESK,
    P.GATE_PASS: LEADERS,
    P.GUEST_READ: DESK | EXECUTIVE_MANAGERS,
    P.TASK_TICK: LEADERS | of("housekeeping", *Role),
    P.TASK_SIGN_OFF: LEADERS | of("housekeeping", "manager", "supervisor"),
    P.TASK_ASSIGN: LEADERS | of("housekeeping", "manager", "supervisor"),
    P.TASK_SKIP: LEADERS | of("housekeeping", "manager", "supervisor"),
    P.TASK_REOPEN: LEADERS | of("housekeeping", "manager", "supervisor"),
    P.LETTER_READ: DESK | EXECUTIVE_MANAGERS,
    P.LETTER_WRITE: DESK,
    P.LETTER_CHECK: DESK - {"gm"},
    P.LETTER_SIGN: {"gm"},
    P.LETTER_SEND_BACK: LEADERS,
    P.LETTER_PLACE: DESK - {"gm"},
    P.LETTER_VOID: LEADERS,
    P.REQUEST_RECORD: FLOOR,
    P.REQUEST_STEP: LEADERS | of("housekeeping", *Role),
    P.REQUEST_CALL_BACK: DESK,
    P.COMPLAINT_RECORD: FLOOR,
    P.COMPLAINT_READ: DESK | EXECUTIVE_MANAGERS,
    P.COMPLAINT_STEP: DESK | EXECUTIVE_MANAGERS,
    P.LOST_PROPERTY_READ: LEADERS
    | of("front_office", "manager", "supervisor", "attendant")
    | of("housekeeping", "manager", "supervisor", "attendant")
    | of("security", "manager", "supervisor", "attendant"),
    P.LOST_PROPERTY_RECORD: FLOOR,
    P.LOST_PROPERTY_STEP: DESK | of("housekeeping", "manager", "supervisor"),
    P.GRADE_ASK: DESK | EXECUTIVE_MANAGERS,
    P.GRADE_READ: DESK | EXECUTIVE_MANAGERS,
    P.GRADE_DECIDE: {"gm"},
    P.ARRIVALS_IMPORT: DESK,
    P.FLIGHT_REPORT: DESK | CONCIERGE,
    P.TICK_REVIEW: LEADERS,
    P.TABLET_MANAGE: LEADERS | {"admin"},
    P.COLLISION_SETTLE: LEADERS,
    P.HANDOVER_GIVE: LEADERS | of("housekeeping", "manager", "supervisor"),
    P.HANDOVER_ACCEPT: LEADERS | of("housekeeping", *Role),
    P.PROCEDURE_READ: set(CAST),
    P.PROCEDURE_CHANGE: {"gm", "admin"},
    P.GUEST_NOTE: DESK | EXECUTIVE_MANAGERS,
    P.GUEST_MERGE: LEADERS,
    P.OPINIONS_READ: LEADERS | EXECUTIVE_MANAGERS | {name for name in CAST if name.endswith("_manager")},
    P.REPORTS_READ: LEADERS | EXECUTIVE_MANAGERS | {name for name in CAST if name.endswith("_manager")},
    P.PAPER_PRINT: FLOOR,
    P.REGISTRATION_PRINT: LEADERS | of("front_office", *Role),
    P.MEAL_BOOK: DESK | of("food_beverage", "manager", "supervisor"),
    P.WAKE_UP_BOOK: LEADERS | CONCIERGE | of("front_office", *Role),
    P.SCREEN_MANAGE: {"admin"},
    P.STAFF_MANAGE: {"admin"},
    P.STAFF_READ: set(CAST),
    P.ROOM_READ: LEADERS
    | {"admin"}
    | of("front_office", *Role)
    | of("housekeeping", "manager", "supervisor")
    | of("engineering", "manager", "supervisor"),
    P.ROOM_CLOSE: LEADERS
    | {"admin"}
    | of("front_office", "manager", "supervisor")
    | of("housekeeping", "manager", "supervisor")
    | of("engineering", "manager", "supervisor"),
    P.ROOM_MANAGE: {"admin"},
    P.HOTEL_READ: {"admin", "gm"},
    P.HOTEL_MANAGE: {"admin"},
}
A_TASK = Subject(
    "housekeeping",
    doer_id=1,
    second_signature="supervisor",
    signer_posts=("general_manager",),
    approver_posts=("general_manager",),
)


def test_the_table_here_knows_every_permission() -> None:
    assert set(TABLE) == set(Permission) == set(PERMISSIONS)


@pytest.mark.parametrize("permission", Permission)
def test_exactly_these_people_may(permission: Permission) -> None:
    assert {name for name in CAST if allowed(person(name), permission, A_TASK)} == TABLE[permission]


@pytest.mark.parametrize("permission", Permission)
def test_the_house_itself_may_do_what_time_does(permission: Permission) -> None:
    house = Actor(None, 1, {"en": "vipops"}, "house", "")
    require(house, permission, A_TASK)


@pytest.mark.parametrize("username", sorted(set(CAST) - {"admin"}))
def test_nobody_signs_their_own_work(username: str) -> None:
    """P14: two people sign where two signatures are asked."""
    doer = person(username)
    subject = Subject(doer.department, doer_id=doer.id, signer_posts=())
    with pytest.raises(NotAllowed, match="second person"):
        require(doer, P.TASK_SIGN_OFF, subject)
    with pytest.raises(NotAllowed, match="second person"):
        require(doer, P.LETTER_CHECK, Subject("front_office", doer_id=doer.id))


@pytest.mark.parametrize(
    ("asked", "who"),
    [
        ("another", {"manager", "supervisor", "attendant"}),
        ("supervisor", {"manager", "supervisor"}),
        ("manager", {"manager"}),
        ("lobby_manager", set()),
        ("", {"manager", "supervisor", "attendant"}),
    ],
)
def test_the_second_signature_asks_for_a_rank(asked: str, who: set[str]) -> None:
    subject = Subject("security", doer_id=1, second_signature=asked)
    may = {
        str(role)
        for role in (Role.MANAGER, Role.SUPERVISOR, Role.ATTENDANT)
        if allowed(person(f"security_{role}"), P.TASK_SIGN_OFF, subject)
    }
    assert may == who


def test_an_attendant_reopens_only_what_they_did_themselves() -> None:
    attendant = person("housekeeping_attendant")
    assert allowed(attendant, P.TASK_REOPEN, Subject("housekeeping", doer_id=attendant.id))
    assert not allowed(attendant, P.TASK_REOPEN, Subject("housekeeping", doer_id=99))
    assert not allowed(attendant, P.TASK_REOPEN, Subject("security", doer_id=attendant.id))


def test_a_person_without_a_post_signs_for_no_grade() -> None:
    """P13: a signature belongs to a post; an empty post is nobody's."""
    assert not allowed(
        person("front_office_manager"), P.LETTER_SIGN, Subject(signer_posts=("general_manager",))
    )
    assert not allowed(person("admin"), P.LETTER_SIGN, Subject(signer_posts=()))


def test_nobody_grants_what_they_asked_for() -> None:
    """P13, whatever post they have."""
    leader = person("gm")
    subject = Subject(doer_id=leader.id, approver_posts=("general_manager",))
    with pytest.raises(NotAllowed, match="second person"):
        require(leader, P.GRADE_DECIDE, subject)
    assert allowed(person("gm", 8), P.GRADE_DECIDE, subject)


@pytest.mark.parametrize("username", sorted(FLOOR))
def test_each_sees_the_house_or_their_own_department(username: str) -> None:
    seen_by = visibility(person(username))
    whole = username in LEADERS | EXECUTIVE_MANAGERS
    assert seen_by == (WHOLE_HOUSE if whole else CAST[username].department)
    for department in (*DEPARTMENTS, Department.EXECUTIVE):
        assert sees(seen_by, department) == (whole or department == CAST[username].department)
    assert sees(seen_by, "")


def test_an_administrator_has_no_board() -> None:
    with pytest.raises(NotAllowed):
        visibility(person("admin"))


def test_what_a_screen_offers_is_what_the_table_allows() -> None:
    signers = ("general_manager", "front_office_manager")
    assert permissions_of(person("admin"), signers) == [
        "procedure_read",
        "procedure_change",
        "tablet_manage",
        "screen_manage",
        "staff_manage",
        "staff_read",
        "room_read",
        "room_close",
        "room_manage",
        "hotel_read",
        "hotel_manage",
    ]
    assert "letter_sign" in permissions_of(person("gm"), signers)
    assert "letter_sign" not in permissions_of(person("lobby"), signers)
    assert "task_sign_off" in permissions_of(person("housekeeping_supervisor"), signers)
    assert "task_skip" not in permissions_of(person("housekeeping_attendant"), signers)
