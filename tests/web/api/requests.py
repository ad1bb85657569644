"""Every call of the API, who may make it, and what it is answered: one table for all roles.

``status`` is the answer to those who may; everybody else is refused with 403, and 401 before signing in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.support.cast import CAST

EVERYBODY = frozenset(CAST)
FLOOR = EVERYBODY - {"admin"}
LEADERS = frozenset({"gm", "lobby", "lobby_late"})
DESK = LEADERS | {"front_office_manager", "front_office_supervisor"}
CONCIERGE = frozenset(name for name in CAST if name.startswith("concierge"))
HOUSEKEEPING = frozenset(name for name in CAST if name.startswith("housekeeping"))
HOUSEKEEPING_LEADERS = HOUSEKEEPING - {"housekeeping_attendant", "housekeeping_attendant_2"}
HOUSEKEEPING_SUPERVISORS = frozenset(
    {"housekeeping_manager", "housekeeping_supervisor", "housekeeping_supervisor_2"}
)
LOST_PROPERTY_READERS = LEADERS | frozenset(
    name for name, part in CAST.items() if part.department in ("front_office", "housekeeping", "security")
)
LETTER_READERS = DESK | {"sales"}
SIGNERS = LEADERS
ADMIN = frozenset({"admin"})
MENU_PRINTERS = (
    DESK
    | {"sales", "front_office_attendant"}
    | frozenset(name for name in CAST if name.startswith("food_beverage"))
)
FRONT_OFFICE = frozenset(name for name in CAST if name.startswith("front_office"))
TABLE_LAYERS = DESK | {"food_beverage_manager", "food_beverage_supervisor"}
CALL_BOOKERS = LEADERS | FRONT_OFFICE | CONCIERGE
MANAGEMENT = LEADERS | {"sales"} | {name for name in CAST if name.endswith("_manager")}
CHANGERS = frozenset({"gm", "admin"})
ROOM_CLOSERS = DESK | ADMIN | {"engineering_manager", "engineering_supervisor"} | HOUSEKEEPING_SUPERVISORS
ROOM_READERS = ROOM_CLOSERS | FRONT_OFFICE


@dataclass(frozen=True)
class Call:
    """``path`` is filled from the scene's ids; ``status`` is what those in ``allowed`` get."""

    path: str
    allowed: frozenset[str]
    status: int
    json: Mapping[str, Any] | None = None
    data: Any = None
    public: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)


OLD = {"version": 99}
OFFLINE_TICK = {"task_id": 1, "verb": "tick", "version": 1, "made_at": "2026-11-23T10:00:00Z"}
# (method, rule as Flask writes it) -> one or several calls. A new route without a line here fails a test.
CALLS: dict[tuple[str, str], tuple[Call, ...]] = {
    ("GET", "/healthz"): (Call("/healthz", EVERYBODY, 200, public=True),),
    ("GET", "/readyz"): (Call("/readyz", EVERYBODY, 200, public=True),),
    ("GET", "/metrics"): (Call("/metrics", EVERYBODY, 200, public=True),),
    ("GET", "/api/openapi.json"): (Call("/api/openapi.json", EVERYBODY, 200, public=True),),
    ("POST", "/api/session"): (
        Call("/api/session", frozenset(), 200, json={"username": "nobody", "password": "x"}),
    ),
    ("GET", "/api/session"): (Call("/api/session", EVERYBODY, 200),),
    ("PATCH", "/api/session"): (Call("/api/session", EVERYBODY, 200, json={"language": "en"}),),
    ("PATCH", "/api/session/secret"): (
        Call("/api/session/secret", frozenset(), 204, json={"password": "wrong", "new_pin": "4711"}),
    ),
    ("GET", "/api/door"): (Call("/api/door", EVERYBODY, 200, public=True),),
    ("GET", "/api/rooms"): (Call("/api/rooms", ROOM_READERS, 200),),
    ("GET", "/api/rooms.csv"): (Call("/api/rooms.csv", ROOM_READERS, 200),),
    ("POST", "/api/rooms"): (Call("/api/rooms", ADMIN, 422, json={"number": "18/1"}),),
    ("POST", "/api/rooms/import"): (Call("/api/rooms/import", ADMIN, 422, data={}),),
    ("PATCH", "/api/rooms/<number>"): (Call("/api/rooms/9999", ADMIN, 404, json=OLD),),
    ("POST", "/api/rooms/<number>/<verb>"): (
        Call("/api/rooms/9999/close", ROOM_CLOSERS, 404, json=OLD | {"reason": "Paint"}),
        Call("/api/rooms/9999/open", ROOM_CLOSERS, 404, json=OLD),
        Call("/api/rooms/9999/retire", ADMIN, 404, json=OLD),
        Call("/api/rooms/9999/restore", ADMIN, 404, json=OLD),
    ),
    ("GET", "/api/grades"): (Call("/api/grades", EVERYBODY, 200),),
    ("POST", "/api/grades/check"): (Call("/api/grades/check", CHANGERS, 409, json={"based_on": "old"}),),
    ("POST", "/api/grades/try"): (Call("/api/grades/try", CHANGERS, 409, json={"based_on": "old"}),),
    ("POST", "/api/grades"): (Call("/api/grades", CHANGERS, 409, json={"based_on": "old"}),),
    ("GET", "/api/hotel"): (Call("/api/hotel", ADMIN | {"gm"}, 200),),
    ("PATCH", "/api/hotel"): (Call("/api/hotel", ADMIN, 422, json={"zone": "Nowhere"}),),
    ("GET", "/api/staff/<int:staff_id>/unfinished"): (Call("/api/staff/1/unfinished", ADMIN, 200),),
    ("POST", "/api/staff/import"): (Call("/api/staff/import", ADMIN, 422, data={}),),
    ("GET", "/api/tablets"): (Call("/api/tablets", LEADERS | ADMIN, 200),),
    ("POST", "/api/tablets"): (Call("/api/tablets", LEADERS | ADMIN, 201, json={"name": "Desk"}),),
    ("DELETE", "/api/tablets/<int:tablet_id>"): (Call("/api/tablets/999", LEADERS | ADMIN, 404),),
    ("GET", "/api/screens"): (Call("/api/screens", ADMIN, 200),),
    ("POST", "/api/screens"): (Call("/api/screens", ADMIN, 422, json={"name": " "}),),
    ("DELETE", "/api/screens/<int:screen_id>"): (Call("/api/screens/999", ADMIN, 404),),
    ("POST", "/api/staff/<int:staff_id>/fresh/<what>"): (Call("/api/staff/999/fresh/pin", ADMIN, 404),),
    ("DELETE", "/api/session"): (Call("/api/session", EVERYBODY, 204),),
    ("GET", "/api/board"): (Call("/api/board", FLOOR, 200),),
    ("GET", "/api/events"): (Call("/api/events?after=0", FLOOR, 200),),
    ("GET", "/api/stays/<int:stay_id>"): (Call("/api/stays/{stay}", FLOOR, 200),),
    ("POST", "/api/stays"): (Call("/api/stays", DESK, 422, json={"grade": "VD", "surname": " "}),),
    ("PATCH", "/api/stays/<int:stay_id>"): (
        Call("/api/stays/{stay}", DESK, 409, json=OLD),
        Call("/api/stays/{stay}", DESK, 200, json={"room": "1807", "dry_run": True}),
    ),
    ("POST", "/api/stays/<int:stay_id>/grade"): (
        Call("/api/stays/{stay}/grade", DESK | {"sales"}, 409, json=OLD | {"grade": "VA"}),
    ),
    ("POST", "/api/stays/<int:stay_id>/assign"): (
        Call(
            "/api/stays/{stay}/assign",
            LEADERS | HOUSEKEEPING_SUPERVISORS,
            422,
            json={"department": "housekeeping", "assignee": 9999},
        ),
    ),
    ("POST", "/api/stays/<int:stay_id>/assign/take-back"): (
        Call(
            "/api/stays/{stay}/assign/take-back",
            LEADERS | HOUSEKEEPING_SUPERVISORS,
            404,
            json={"department": "housekeeping", "tasks": [{"id": 999999, "version": 1, "assignee": None}]},
        ),
    ),
    ("GET", "/api/grants"): (Call("/api/grants", DESK | {"sales"}, 200),),
    ("POST", "/api/grants/<int:grant_id>/<verb>"): (
        # The scene's grade was asked for by the late lobby manager; it is a special one.
        Call("/api/grants/{grant}/approve", frozenset({"gm"}), 409, json=OLD),
        Call("/api/grants/{grant}/refuse", frozenset({"gm"}), 409, json=OLD),
        Call("/api/grants/{grant}/withdraw", DESK | {"sales"}, 409, json=OLD),
    ),
    ("POST", "/api/offline/token"): (Call("/api/offline/token", EVERYBODY, 200, json={}),),
    ("POST", "/api/offline/ticks"): (
        Call("/api/offline/ticks", EVERYBODY, 401, json=OFFLINE_TICK, public=True),
    ),
    ("GET", "/api/offline/ticks"): (Call("/api/offline/ticks", LEADERS, 200),),
    ("POST", "/api/offline/ticks/<int:held_id>/<verb>"): (
        Call("/api/offline/ticks/999/accept", LEADERS, 404, json={"version": 1}),
    ),
    ("GET", "/api/lost-property"): (Call("/api/lost-property", LOST_PROPERTY_READERS, 200),),
    ("POST", "/api/lost-property"): (
        Call("/api/lost-property", FLOOR, 404, json={"stay_id": 999, "what": "A pen"}),
    ),
    ("POST", "/api/lost-property/<int:lost_property_id>/<verb>"): tuple(
        Call(f"/api/lost-property/{{lost}}/{verb}", DESK | HOUSEKEEPING_SUPERVISORS, 409, json=OLD)
        for verb in ("store", "tell_guest", "give_back", "give_up", "reopen")
    ),
    ("POST", "/api/stays/<int:stay_id>/<verb>"): (
        Call("/api/stays/{stay}/prepare", DESK, 409, json=OLD),
        Call("/api/stays/{stay}/cancel", LEADERS | {"front_office_manager"}, 409, json=OLD),
        Call("/api/stays/{stay}/undo", DESK, 409, json=OLD),
    ),
    ("PATCH", "/api/stays/<int:stay_id>/times"): (
        Call(
            "/api/stays/{stay}/times",
            DESK | CONCIERGE,
            200,
            json={"arrival_at": "2026-11-23T17:00:00+08:00", "dry_run": True},
        ),
        Call(
            "/api/stays/{stay}/times",
            DESK | CONCIERGE,
            422,
            json={"arrival_at": "2027-11-23T17:00:00+08:00"},
        ),
    ),
    ("POST", "/api/tasks/<int:task_id>/<verb>"): (
        *(
            Call(f"/api/tasks/{{room_made}}/{verb}", LEADERS | HOUSEKEEPING, 409, json=OLD)
            for verb in ("tick", "start", "claim", "postpone", "cannot")
        ),
        *(
            Call(
                f"/api/tasks/{{room_made}}/{verb}",
                LEADERS | {"housekeeping_manager", "housekeeping_supervisor", "housekeeping_supervisor_2"},
                409,
                json=OLD,
            )
            for verb in ("assign", "skip", "reopen")
        ),
        # The scene's room was made by the late lobby manager, who therefore may not sign it (P14).
        Call(
            "/api/tasks/{room_made}/sign_off",
            frozenset({"gm", "lobby", "housekeeping_manager", "housekeeping_supervisor"})
            | {"housekeeping_supervisor_2"},
            409,
            json=OLD,
        ),
        *(
            Call(f"/api/tasks/{{room_made}}/{verb}", frozenset(), 409, json=OLD)
            for verb in ("open", "hold", "cancel", "restore")
        ),
    ),
    ("POST", "/api/collisions/<int:collision_id>/<verb>"): (
        Call("/api/collisions/999/accept", LEADERS, 404, json=OLD),
        Call("/api/collisions/999/settle", LEADERS, 404, json=OLD | {"note": "The goods lift."}),
    ),
    # The alarm of the scene's room is another's already.
    ("POST", "/api/alarms/<int:alarm_id>/take"): (
        Call("/api/alarms/{alarm}/take", LEADERS | HOUSEKEEPING, 409, json={}),
    ),
    ("POST", "/api/alarms/<int:alarm_id>/release"): (
        Call("/api/alarms/{untaken}/release", LEADERS | FRONT_OFFICE, 409, json={}),
    ),
    ("GET", "/api/handovers"): (Call("/api/handovers", FLOOR, 200),),
    ("GET", "/api/handovers/open"): (
        Call("/api/handovers/open?department=housekeeping&due=all", LEADERS | HOUSEKEEPING_LEADERS, 200),
        Call("/api/handovers/open?department=house", LEADERS, 200),
    ),
    ("POST", "/api/handovers"): (
        Call(
            "/api/handovers",
            LEADERS | HOUSEKEEPING_LEADERS,
            422,
            json={"department": "housekeeping", "items": [{"task_id": 999999}]},
        ),
        Call("/api/handovers", LEADERS, 422, json={"department": "house"}),
    ),
    # Only who gave it takes it back; this one is accepted already.
    ("POST", "/api/handovers/<int:handover_id>/take-back"): (
        Call("/api/handovers/{accepted}/take-back", frozenset({"housekeeping_manager"}), 409, json={}),
    ),
    ("POST", "/api/handovers/<int:handover_id>/accept"): (
        # Who gave it does not accept it.
        Call(
            "/api/handovers/{handover}/accept",
            (LEADERS | HOUSEKEEPING) - {"housekeeping_manager"},
            404,
            json={"task_ids": [999999]},
        ),
    ),
    ("GET", "/api/letters"): (Call("/api/letters", LETTER_READERS, 200),),
    ("POST", "/api/letters/sign"): (
        # Whoever signs the letters of some grade is told of each letter why not; here no signature was drawn.
        Call(
            "/api/letters/sign",
            SIGNERS,
            422,
            json={"letters": [{"id": 1, "version": 1}], "strokes": [], "pin": "4711"},
        ),
    ),
    ("POST", "/api/letters/<int:letter_id>/<verb>"): (
        Call("/api/letters/{letter}/check", DESK - {"gm"}, 409, json=OLD),
        Call("/api/letters/{letter}/sign", frozenset({"gm"}), 409, json=OLD | {"pin": "4711"}),
        Call("/api/letters/{letter}/place", DESK - {"gm"}, 409, json=OLD),
        Call("/api/letters/{letter}/redraft", DESK, 409, json=OLD),
        Call("/api/letters/{letter}/send_back", LEADERS, 409, json=OLD),
        Call("/api/letters/{letter}/void", LEADERS, 409, json=OLD),
    ),
    ("GET", "/api/letters/<int:letter_id>.pdf"): (Call("/api/letters/{letter}.pdf", LETTER_READERS, 200),),
    ("GET", "/api/letters/<int:letter_id>/preview.png"): (
        Call("/api/letters/{letter}/preview.png", LETTER_READERS, 404),
    ),
    ("POST", "/api/arrivals"): (
        Call("/api/arrivals", DESK, 422, data=b"<html>", headers={"Content-Type": "text/csv"}),
        Call(
            "/api/arrivals",
            DESK,
            200,
            data=b'{"reservations": {"reservationInfo": []}}',
            headers={"Content-Type": "application/json"},
        ),
        Call(
            "/api/arrivals?dry_run=true",
            DESK,
            200,
            data=b'{"reservations": {"reservationInfo": []}}',
            headers={"Content-Type": "application/json"},
        ),
    ),
    ("POST", "/api/arrivals/refused"): (
        Call(
            "/api/arrivals/refused",
            DESK,
            200,
            data=b'{"reservations": {"reservationInfo": []}}',
            headers={"Content-Type": "application/json"},
        ),
    ),
    ("GET", "/api/arrivals/held"): (Call("/api/arrivals/held", DESK, 200),),
    ("POST", "/api/arrivals/held/<int:held_id>/decide"): (
        Call("/api/arrivals/held/999/decide", DESK, 400, json={"grade": "VC"}),
    ),
    ("GET", "/api/requests"): (Call("/api/requests?open=1", FLOOR, 200),),
    ("POST", "/api/requests"): (
        Call("/api/requests", FLOOR, 404, json={"stay_id": 999, "kind": "wish", "text": "Tea"}),
    ),
    ("POST", "/api/requests/<int:request_id>/<verb>"): (
        *(
            Call(f"/api/requests/{{request}}/{verb}", LEADERS | HOUSEKEEPING, 409, json=OLD)
            for verb in ("acknowledge", "do")
        ),
        *(
            Call(f"/api/requests/{{request}}/{verb}", DESK, 409, json=OLD)
            for verb in ("call_back", "reopen", "withdraw")
        ),
    ),
    ("GET", "/api/complaints"): (Call("/api/complaints?open=1", FLOOR, 200),),
    ("POST", "/api/complaints"): (
        Call("/api/complaints", FLOOR, 404, json={"stay_id": 999, "text": "Cold."}),
    ),
    ("POST", "/api/complaints/<int:complaint_id>/<verb>"): tuple(
        Call(f"/api/complaints/{{complaint}}/{verb}", DESK | {"sales"}, 409, json=OLD)
        for verb in ("calm", "own", "hand_on", "resolve", "follow_up", "reopen", "withdraw")
    ),
    ("POST", "/api/flights"): (
        Call("/api/flights", DESK | CONCIERGE, 200, json={"number": "XX1", "date": "2026-11-23"}),
    ),
    ("POST", "/api/flights/batch"): (
        Call(
            "/api/flights/batch",
            DESK | CONCIERGE,
            200,
            json={"flights": [{"number": "XX1", "date": "2026-11-23"}]},
        ),
    ),
    ("GET", "/api/procedure"): (
        Call("/api/procedure", EVERYBODY, 200),
        Call("/api/procedure?version=none", EVERYBODY, 404),
    ),
    ("GET", "/api/procedure/versions"): (Call("/api/procedure/versions", EVERYBODY, 200),),
    ("GET", "/api/procedure/versions/<version>.zip"): (
        Call("/api/procedure/versions/none.zip", EVERYBODY, 404),
    ),
    ("GET", "/api/procedure/diff"): (Call("/api/procedure/diff", EVERYBODY, 200),),
    ("POST", "/api/procedure/check"): (Call("/api/procedure/check", CHANGERS, 422),),
    ("POST", "/api/procedure/try"): (Call("/api/procedure/try", CHANGERS, 422),),
    ("POST", "/api/procedure/put-in-force"): (
        Call("/api/procedure/put-in-force", CHANGERS, 422),
        Call("/api/procedure/put-in-force?version=none", CHANGERS, 404),
    ),
    ("POST", "/api/stays/<int:stay_id>/move-over"): (
        Call("/api/stays/{stay}/move-over", CHANGERS, 409, json={"dry_run": True}),
        Call("/api/stays/{stay}/move-over", CHANGERS, 409, json={}),
    ),
    ("GET", "/api/search"): (
        Call("/api/search?query=grey", FLOOR, 200),
        Call("/api/search?query=canary", FLOOR, 200),
        Call("/api/search?query=x", FLOOR, 422),
    ),
    ("GET", "/api/guests"): (
        Call("/api/guests?query=canary", LETTER_READERS, 200),
        Call("/api/guests?query=", LETTER_READERS, 422),
    ),
    ("GET", "/api/guests/<int:guest_id>"): (
        Call("/api/guests/{guest}", LETTER_READERS, 200),
        Call("/api/guests/999", LETTER_READERS, 404),
    ),
    ("PATCH", "/api/guests/<int:guest_id>"): (
        Call("/api/guests/{guest}", LETTER_READERS, 409, json=OLD | {"birthday": "11-24"}),
    ),
    ("POST", "/api/guests/<int:guest_id>/notes"): (
        Call("/api/guests/{guest}/notes", LETTER_READERS, 422, json={"kind": "liked", "text": " "}),
    ),
    ("POST", "/api/guest-notes/<int:note_id>/withdraw"): (
        Call("/api/guest-notes/999/withdraw", LETTER_READERS, 404, json={}),
    ),
    ("GET", "/api/guests/<int:guest_id>/merge"): (
        Call("/api/guests/{guest}/merge?into=999", LEADERS, 404),
        Call("/api/guests/{guest}/merge?into={guest}", LEADERS, 422),
    ),
    ("POST", "/api/guests/<int:guest_id>/merge"): (
        Call(
            "/api/guests/{guest}/merge",
            LEADERS,
            404,
            json={"into": 999, "version": 1, "into_version": 1},
        ),
    ),
    ("GET", "/api/reports"): (Call("/api/reports", MANAGEMENT, 200),),
    ("GET", "/api/reports/<name>"): (
        Call("/api/reports/on_time?first=2026-11-01&last=2026-11-30", MANAGEMENT, 200),
        Call("/api/reports/gates?first=2026-11-01&last=2026-11-30", MANAGEMENT, 200),
        Call(
            "/api/reports/complaints?first=2026-11-01&last=2026-11-30",
            LEADERS | {"sales", "front_office_manager"},
            200,
        ),
        Call(
            "/api/reports/letters?first=2026-11-01&last=2026-11-30",
            LEADERS | {"sales", "front_office_manager"},
            200,
        ),
        Call("/api/reports/weather?first=2026-11-01&last=2026-11-30", MANAGEMENT, 404),
        Call("/api/reports/load?first=2026-11-30&last=2026-11-01", MANAGEMENT, 422),
        Call(
            "/api/reports/load?first=2026-11-01&last=2026-11-30&department=security",
            LEADERS | {"sales", "security_manager"},
            200,
        ),
    ),
    ("GET", "/api/opinions"): (
        Call("/api/opinions?first=2026-11-01&last=2026-11-30", MANAGEMENT, 200),
        Call("/api/opinions?first=2026-11-30&last=2026-11-01", MANAGEMENT, 422),
    ),
    ("POST", "/api/stays/<int:stay_id>/meals"): (
        Call(
            "/api/stays/{stay}/meals",
            TABLE_LAYERS,
            422,
            json={"kind": "dinner", "at": "2026-11-24T19:00:00+08:00", "party": 0},
        ),
    ),
    ("PATCH", "/api/meals/<int:meal_id>"): (Call("/api/meals/999", TABLE_LAYERS, 404, json=OLD),),
    ("PUT", "/api/meals/<int:meal_id>/menu"): (
        Call("/api/meals/999/menu", TABLE_LAYERS, 404, json=OLD | {"dishes": []}),
    ),
    ("POST", "/api/meals/<int:meal_id>/cancel"): (
        Call("/api/meals/999/cancel", TABLE_LAYERS, 404, json=OLD),
    ),
    ("POST", "/api/stays/<int:stay_id>/wake-ups"): (
        Call("/api/stays/{stay}/wake-ups", CALL_BOOKERS, 422, json={"at": "2026-12-24T06:00:00+08:00"}),
    ),
    ("PATCH", "/api/wake-ups/<int:wake_up_id>"): (
        Call("/api/wake-ups/999", CALL_BOOKERS, 404, json=OLD | {"at": "2026-11-24T06:00:00+08:00"}),
    ),
    ("POST", "/api/wake-ups/<int:wake_up_id>/cancel"): (
        Call("/api/wake-ups/999/cancel", CALL_BOOKERS, 404, json=OLD),
    ),
    # Whose paper it is shows before anything is made: the papers' own tests make them.
    ("GET", "/api/papers"): (Call("/api/papers", FLOOR, 200),),
    ("GET", "/api/papers/<paper>.pdf"): (
        Call("/api/papers/pick_up_sign.pdf?stay=999", FLOOR, 404),
        Call("/api/papers/registration_card.pdf?stay=999", DESK | {"front_office_attendant"}, 404),
        Call("/api/papers/menu.pdf?meal=999", MENU_PRINTERS, 404),
    ),
    ("GET", "/api/papers/continuity.pdf"): (Call("/api/papers/continuity.pdf?sheet=a0", FLOOR, 422),),
    ("POST", "/api/papers/<paper>/prints"): (
        Call("/api/papers/briefing/prints", FLOOR, 422, json={"copies": 1}),
        Call("/api/papers/farewell_letter/prints", LETTER_READERS, 422, json={"stay": 999}),
    ),
    ("GET", "/api/staff"): (Call("/api/staff", ADMIN, 200),),
    ("POST", "/api/staff"): (
        Call(
            "/api/staff",
            ADMIN,
            422,
            json={
                "username": "lobby",
                "password": "a-long-enough-one",
                "pin": "2468",
                "name": {"zh": "重", "en": "Again"},
                "role": "attendant",
                "department": "security",
            },
        ),
    ),
    ("PATCH", "/api/staff/<int:staff_id>"): (Call("/api/staff/999", ADMIN, 404, json={"active": False}),),
}
