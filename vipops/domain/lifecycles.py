"""The lifecycles of the house's nouns. ``vipops lifecycle NAME --mermaid`` draws them."""

from vipops.domain.lifecycle import Lifecycle, Step
from vipops.domain.permissions import Permission as P  # noqa: N817  # a table is read by its rows
from vipops.enums import ComplaintState as C
from vipops.enums import GrantState as G
from vipops.enums import LetterState as L
from vipops.enums import LostPropertyState as F
from vipops.enums import RequestState as R
from vipops.enums import StayState as S
from vipops.enums import TaskState as T

STAY = Lifecycle(
    "stay",
    S,
    [
        #    verb               from                                   to            needs           tells
        Step("prepare", (S.EXPECTED,), S.PREPARING, P.STAY_STEP, "stay_preparing", undoable=True),
        Step("ready", (S.PREPARING,), S.READY, P.STAY_STEP, "stay_ready", undoable=True),
        Step("en_route", (S.PREPARING, S.READY), S.EN_ROUTE, P.STAY_STEP, "stay_en_route", undoable=True),
        Step(
            "arrive",
            (S.EXPECTED, S.PREPARING, S.READY, S.EN_ROUTE),
            S.ARRIVED,
            P.STAY_STEP,
            "stay_arrived",
            undoable=True,
        ),
        Step("settle", (S.ARRIVED,), S.IN_HOUSE, P.STAY_STEP, "stay_in_house", undoable=True),
        Step("start_departure", (S.IN_HOUSE,), S.DEPARTING, P.STAY_STEP, "stay_departing", undoable=True),
        Step("depart", (S.DEPARTING,), S.DEPARTED, P.STAY_STEP, "stay_departed", undoable=True),
        Step(
            "cancel",
            (S.EXPECTED, S.PREPARING, S.READY, S.EN_ROUTE),
            S.CANCELLED,
            P.STAY_CANCEL,
            "stay_cancelled",
            undoable=True,
        ),
        Step(
            "no_show",
            (S.EXPECTED, S.PREPARING, S.READY, S.EN_ROUTE),
            S.NO_SHOW,
            P.STAY_CANCEL,
            "stay_no_show",
            undoable=True,
        ),
    ],
    undo=Step("undo", (), S.EXPECTED, P.STAY_STEP, "stay_step_undone"),
)

TASK = Lifecycle(
    "task",
    T,
    [
        #    verb         from                                  to               needs           tells
        Step("open", (T.WAITING, T.CANCELLED), T.OPEN, P.HOUSE, "task_opened"),
        Step("hold", (T.OPEN, T.IN_PROGRESS), T.WAITING, P.HOUSE, "task_waiting"),
        Step("start", (T.OPEN,), T.IN_PROGRESS, P.TASK_TICK, "task_started"),
        Step("tick", (T.OPEN, T.IN_PROGRESS), T.DONE, P.TASK_TICK, "task_ticked"),
        Step("sign_off", (T.DONE,), T.SIGNED_OFF, P.TASK_SIGN_OFF, "task_signed_off"),
        Step("claim", (T.WAITING,), T.WAITING, P.TASK_TICK, "task_claimed"),
        Step("claim", (T.OPEN,), T.OPEN, P.TASK_TICK, "task_claimed"),
        Step("claim", (T.IN_PROGRESS,), T.IN_PROGRESS, P.TASK_TICK, "task_claimed"),
        # Taken by mistake: nobody has it, and nobody has begun.
        Step("release", (T.WAITING,), T.WAITING, P.TASK_TICK, "task_released"),
        Step("release", (T.OPEN, T.IN_PROGRESS), T.OPEN, P.TASK_TICK, "task_released"),
        Step("assign", (T.WAITING,), T.WAITING, P.TASK_ASSIGN, "task_assigned"),
        Step("assign", (T.OPEN,), T.OPEN, P.TASK_ASSIGN, "task_assigned"),
        Step("assign", (T.IN_PROGRESS,), T.IN_PROGRESS, P.TASK_ASSIGN, "task_assigned"),
        Step("postpone", (T.WAITING,), T.WAITING, P.TASK_TICK, "task_postponed"),
        Step("postpone", (T.OPEN, T.IN_PROGRESS), T.OPEN, P.TASK_TICK, "task_postponed"),
        *(
            Step(verb, (state,), state, P.TASK_TICK, "task_in_position")
            for verb in ("in_position", "out_of_position")
            for state in (T.WAITING, T.OPEN, T.IN_PROGRESS)
        ),
        Step("cannot", (T.OPEN, T.IN_PROGRESS), T.OPEN, P.TASK_TICK, "task_cannot_be_done"),
        Step("skip", (T.WAITING, T.OPEN, T.IN_PROGRESS), T.SKIPPED, P.TASK_SKIP, "task_skipped"),
        Step(
            "reopen", (T.IN_PROGRESS, T.DONE, T.SIGNED_OFF, T.SKIPPED), T.OPEN, P.TASK_REOPEN, "task_reopened"
        ),
        Step("cancel", (T.WAITING, T.OPEN, T.IN_PROGRESS), T.CANCELLED, P.HOUSE, "task_cancelled"),
        Step("restore", (T.CANCELLED,), T.WAITING, P.HOUSE, "task_restored"),
    ],
)

LETTER = Lifecycle(
    "letter",
    L,
    [
        #    verb         from                             to           needs             tells
        Step("check", (L.DRAFTED,), L.CHECKED, P.LETTER_CHECK, "letter_checked"),
        Step("sign", (L.CHECKED,), L.SIGNED, P.LETTER_SIGN, "letter_signed"),
        Step("place", (L.SIGNED,), L.PLACED, P.LETTER_PLACE, "letter_placed"),
        Step("send_back", (L.CHECKED,), L.DRAFTED, P.LETTER_SEND_BACK, "letter_sent_back"),
        # Said of the wrong letter, or too early: it is still to be placed.
        Step("take_back", (L.PLACED,), L.SIGNED, P.LETTER_PLACE, "letter_fetched"),
        # The guest gets another room: the letter waits for its new envelope.
        Step("fetch", (L.PLACED,), L.SIGNED, P.HOUSE, "letter_fetched"),
        Step("redraft", (L.DRAFTED, L.CHECKED), L.DRAFTED, P.LETTER_WRITE, "letter_drafted"),
        Step("void", (L.DRAFTED, L.CHECKED, L.SIGNED, L.PLACED), L.VOID, P.LETTER_VOID, "letter_voided"),
    ],
)

# Rule P10: dispatched, acknowledged, done, called back.
REQUEST = Lifecycle(
    "request",
    R,
    [
        #    verb           from                            to               needs                 tells
        Step("acknowledge", (R.RECORDED,), R.ACKNOWLEDGED, P.REQUEST_STEP, "request_acknowledged"),
        # Acknowledged by mistake: nobody has taken it up.
        Step("take_back", (R.ACKNOWLEDGED,), R.RECORDED, P.REQUEST_STEP, "request_reopened"),
        Step("do", (R.RECORDED, R.ACKNOWLEDGED), R.DONE, P.REQUEST_STEP, "request_done"),
        Step("call_back", (R.DONE,), R.CALLED_BACK, P.REQUEST_CALL_BACK, "request_called_back"),
        # One step back each: the guest is not content, or somebody tapped too early.
        Step("reopen", (R.DONE,), R.ACKNOWLEDGED, P.REQUEST_CALL_BACK, "request_reopened"),
        Step("reopen", (R.CALLED_BACK,), R.DONE, P.REQUEST_CALL_BACK, "request_reopened"),
        Step("withdraw", (R.RECORDED, R.ACKNOWLEDGED), R.WITHDRAWN, P.REQUEST_CALL_BACK, "request_withdrawn"),
    ],
)

# Rule P8: always answered, calmed first, tracked to the end, followed by a call.
COMPLAINT = Lifecycle(
    "complaint",
    C,
    [
        #    verb         from                    to             needs               tells
        Step("calm", (C.RECORDED,), C.CALMED, P.COMPLAINT_STEP, "complaint_calmed"),
        Step("own", (C.RECORDED, C.CALMED), C.OWNED, P.COMPLAINT_STEP, "complaint_owned"),
        Step("hand_on", (C.OWNED,), C.OWNED, P.COMPLAINT_STEP, "complaint_handed_on"),
        Step("resolve", (C.OWNED,), C.RESOLVED, P.COMPLAINT_STEP, "complaint_resolved"),
        Step("follow_up", (C.RESOLVED,), C.FOLLOWED_UP, P.COMPLAINT_STEP, "complaint_followed_up"),
        # One step back each, as with a request.
        Step("reopen", (C.CALMED,), C.RECORDED, P.COMPLAINT_STEP, "complaint_reopened"),
        Step("reopen", (C.OWNED,), C.CALMED, P.COMPLAINT_STEP, "complaint_reopened"),
        Step("reopen", (C.RESOLVED,), C.OWNED, P.COMPLAINT_STEP, "complaint_reopened"),
        Step("reopen", (C.FOLLOWED_UP,), C.RESOLVED, P.COMPLAINT_STEP, "complaint_reopened"),
        Step(
            "withdraw",
            (C.RECORDED, C.CALMED, C.OWNED),
            C.WITHDRAWN,
            P.COMPLAINT_STEP,
            "complaint_withdrawn",
        ),
    ],
)

# Item D3: found opens a record that is followed to its return.
LOST_PROPERTY = Lifecycle(
    "lost_property",
    F,
    [
        #    verb          from                   to             needs                   tells
        Step("store", (F.FOUND,), F.STORED, P.LOST_PROPERTY_STEP, "lost_property_stored"),
        Step(
            "tell_guest",
            (F.FOUND, F.STORED),
            F.GUEST_TOLD,
            P.LOST_PROPERTY_STEP,
            "lost_property_guest_told",
        ),
        Step(
            "give_back",
            (F.FOUND, F.STORED, F.GUEST_TOLD),
            F.RETURNED,
            P.LOST_PROPERTY_STEP,
            "lost_property_returned",
        ),
        Step("give_up", (F.STORED, F.GUEST_TOLD), F.GIVEN_UP, P.LOST_PROPERTY_STEP, "lost_property_given_up"),
        # One step back each, as with a request.
        Step("reopen", (F.STORED,), F.FOUND, P.LOST_PROPERTY_STEP, "lost_property_reopened"),
        Step("reopen", (F.GUEST_TOLD, F.GIVEN_UP), F.STORED, P.LOST_PROPERTY_STEP, "lost_property_reopened"),
        Step("reopen", (F.RETURNED,), F.GUEST_TOLD, P.LOST_PROPERTY_STEP, "lost_property_reopened"),
    ],
)

# Rule P13: a grant is approved by another person, and stays on record with its reason.
GRANT = Lifecycle(
    "grant",
    G,
    [
        #    verb        from         to            needs            tells
        Step("approve", (G.ASKED,), G.APPROVED, P.GRADE_DECIDE, "grade_approved"),
        Step("refuse", (G.ASKED,), G.REFUSED, P.GRADE_DECIDE, "grade_refused"),
        Step("withdraw", (G.ASKED,), G.WITHDRAWN, P.GRADE_ASK, "grade_withdrawn"),
    ],
)

LIFECYCLES = {
    lifecycle.name: lifecycle for lifecycle in (STAY, TASK, LETTER, REQUEST, COMPLAINT, LOST_PROPERTY, GRANT)
}
