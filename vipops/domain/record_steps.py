"""How far a request or a complaint has come, by the steps that tasks of the checklists take (``fires``).

A task and its record never disagree: the task is settled exactly when the record has its step behind it.
"""

from collections.abc import Mapping

from vipops.enums import ComplaintState as C
from vipops.enums import LostPropertyState as F
from vipops.enums import RequestState as R

Passed = Mapping[str, tuple[str, ...]]

# state -> the steps that lie behind it, in their order.
REQUEST_PASSED: Passed = {
    R.RECORDED: (),
    R.ACKNOWLEDGED: (),
    R.DONE: ("do",),
    R.CALLED_BACK: ("do", "call_back"),
    R.WITHDRAWN: (),
}
COMPLAINT_PASSED: Passed = {
    C.RECORDED: (),
    C.CALMED: ("calm",),
    C.OWNED: ("calm", "own"),
    C.RESOLVED: ("calm", "own", "resolve"),
    C.FOLLOWED_UP: ("calm", "own", "resolve", "follow_up"),
    C.WITHDRAWN: (),
}
# Given up is the end too: nothing of the way is begun any more.
LOST_PROPERTY_PASSED: Passed = {
    F.FOUND: (),
    F.STORED: ("store",),
    F.GUEST_TOLD: ("store", "tell_guest"),
    F.RETURNED: ("store", "tell_guest", "give_back"),
    F.GIVEN_UP: ("store", "tell_guest", "give_back"),
}
REQUEST_STEPS = REQUEST_PASSED[R.CALLED_BACK]
COMPLAINT_STEPS = COMPLAINT_PASSED[C.FOLLOWED_UP]
LOST_PROPERTY_STEPS = LOST_PROPERTY_PASSED[F.RETURNED]

# A guest who has not been called may be left in peace; what was asked for is done, or withdrawn by name.
MAY_BE_SKIPPED = frozenset({"calm", "call_back", "follow_up"})
