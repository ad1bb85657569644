"""How people call the lifecycles, their states and steps, and who may take them: (Chinese, English)."""

from collections.abc import Mapping

from vipops.domain.permissions import Permission as P  # noqa: N817  # a table is read by its rows

Pair = tuple[str, str]

NAMES: Mapping[str, Pair] = {
    "stay": ("住店", "Stay"),
    "task": ("任务", "Task"),
    "letter": ("欢迎信", "Welcome letter"),
    "request": ("要求", "Wish or problem"),
    "complaint": ("投诉", "Complaint"),
    "lost_property": ("遗留物品", "Lost property"),
    "grant": ("等级审批", "Grade approval"),
}

STATES: Mapping[str, Mapping[str, Pair]] = {
    "stay": {
        "expected": ("待抵", "Expected"),
        "preparing": ("准备中", "Preparing"),
        "ready": ("房间就绪", "Room ready"),
        "en_route": ("途中", "On the way"),
        "arrived": ("已到店", "Arrived"),
        "in_house": ("在店", "In house"),
        "departing": ("离店中", "Leaving"),
        "departed": ("已离店", "Departed"),
        "cancelled": ("已取消", "Cancelled"),
        "no_show": ("未到", "No show"),
    },
    "task": {
        "waiting": ("等待", "Waiting"),
        "open": ("待办", "Open"),
        "in_progress": ("进行中", "Begun"),
        "done": ("完成", "Done"),
        "signed_off": ("已签核", "Signed"),
        "skipped": ("已略过", "Skipped"),
        "cancelled": ("已取消", "Taken back"),
    },
    "letter": {
        "drafted": ("已拟", "Drafted"),
        "checked": ("姓名已核", "Name checked"),
        "signed": ("已签署", "Signed"),
        "placed": ("已送房", "In the room"),
        "void": ("作废", "Void"),
    },
    "request": {
        "recorded": ("已记录", "Recorded"),
        "acknowledged": ("已受理", "Acknowledged"),
        "done": ("已办理", "Done"),
        "called_back": ("已回访", "Called back"),
        "withdrawn": ("已撤回", "Withdrawn"),
    },
    "complaint": {
        "recorded": ("已记录", "Recorded"),
        "calmed": ("已安抚", "Calmed"),
        "owned": ("有人负责", "Owned"),
        "resolved": ("已解决", "Resolved"),
        "followed_up": ("已跟进", "Followed up"),
        "withdrawn": ("已撤回", "Withdrawn"),
    },
    "lost_property": {
        "found": ("已发现", "Found"),
        "stored": ("已保管", "Stored"),
        "guest_told": ("已告知客人", "Guest told"),
        "returned": ("已归还", "Returned"),
        "given_up": ("无人认领", "Unclaimed"),
    },
    "grant": {
        "asked": ("待审批", "Asked"),
        "approved": ("已批准", "Approved"),
        "refused": ("未批准", "Refused"),
        "withdrawn": ("已撤回", "Withdrawn"),
    },
}

STEPS: Mapping[str, Mapping[str, Pair]] = {
    "stay": {
        "prepare": ("开始准备", "start preparing"),
        "ready": ("房间就绪", "room is ready"),
        "en_route": ("司机来电", "driver called"),
        "arrive": ("客人到店", "at the door"),
        "settle": ("已进房", "in the room"),
        "start_departure": ("客人离店", "guest is leaving"),
        "depart": ("客人已离开", "guest has left"),
        "cancel": ("取消", "cancel"),
        "no_show": ("客人未到", "guest did not come"),
        "undo": ("撤销上一步", "undo the last step"),
    },
    "task": {
        "open": ("开放", "open"),
        "hold": ("转为等待", "hold"),
        "start": ("开始", "begin"),
        "tick": ("完成", "tick"),
        "sign_off": ("第二人签字", "second signature"),
        "claim": ("我来做", "claim"),
        "release": ("交回", "give back"),
        "assign": ("分派", "assign"),
        "postpone": ("稍后", "later"),
        "cannot": ("无法完成", "cannot be done"),
        "skip": ("略过", "skip"),
        "reopen": ("重新打开", "open again"),
        "cancel": ("收回", "take back"),
        "restore": ("恢复", "restore"),
        "in_position": ("就位", "in position"),
        "out_of_position": ("离位", "out of position"),
    },
    "letter": {
        "check": ("核对姓名", "check the name"),
        "sign": ("签署", "sign"),
        "place": ("送至房间", "place in the room"),
        "take_back": ("撤销送达", "take back"),
        "send_back": ("退回", "send back"),
        "redraft": ("重拟", "write anew"),
        "void": ("作废", "make void"),
        "fetch": ("从房间取回", "fetch from the room"),
    },
    "request": {
        "acknowledge": ("受理", "acknowledge"),
        "take_back": ("撤销受理", "take back"),
        "do": ("办理", "do"),
        "call_back": ("回访", "call back"),
        "reopen": ("重新打开", "open again"),
        "withdraw": ("撤回", "withdraw"),
    },
    "complaint": {
        "calm": ("安抚", "calm"),
        "own": ("负责", "own"),
        "hand_on": ("移交", "hand on"),
        "resolve": ("解决", "resolve"),
        "follow_up": ("跟进", "follow up"),
        "reopen": ("重新打开", "open again"),
        "withdraw": ("撤回", "withdraw"),
    },
    "lost_property": {
        "store": ("保管", "store"),
        "tell_guest": ("告知客人", "tell the guest"),
        "give_back": ("归还", "give back"),
        "give_up": ("无人认领", "give up"),
        "reopen": ("重新打开", "open again"),
    },
    "grant": {
        "approve": ("批准", "approve"),
        "refuse": ("不批准", "refuse"),
        "withdraw": ("撤回", "withdraw"),
    },
}

_LEADERS = ("大堂经理、总经理", "lobby manager, general manager")
_DESK = (f"{_LEADERS[0]}、前厅部主管及以上", f"{_LEADERS[1]}, front office from supervisor up")
_OWN = (f"{_LEADERS[0]}、本部门员工", f"{_LEADERS[1]}, the task's own department")
_OWN_LEADS = (f"{_LEADERS[0]}、本部门主管及以上", f"{_LEADERS[1]}, the department's supervisors and managers")

WHO_MAY: Mapping[P, Pair] = {
    P.HOUSE: ("系统自动", "the house by itself"),
    P.STAY_STEP: _DESK,
    P.STAY_CANCEL: (f"{_LEADERS[0]}、前厅部经理", f"{_LEADERS[1]}, front office manager"),
    P.TASK_TICK: _OWN,
    P.TASK_SIGN_OFF: (
        f"{_LEADERS[0]}、本部门另一人（按任务要求的职级）",
        f"{_LEADERS[1]}, another person of the department, of the rank the task asks for",
    ),
    P.TASK_ASSIGN: _OWN_LEADS,
    P.TASK_SKIP: _OWN_LEADS,
    P.TASK_REOPEN: (f"{_OWN_LEADS[0]}、完成者本人", f"{_OWN_LEADS[1]}, the one who did it"),
    P.LETTER_WRITE: _DESK,
    P.LETTER_CHECK: (
        "大堂经理、前厅部主管及以上（非拟信人）",
        "lobby manager, front office from supervisor up; not who drafted it",
    ),
    P.LETTER_SIGN: ("等级规定的签署人（非核对人）", "the grade's signers; not who checked it"),
    P.LETTER_SEND_BACK: ("等级规定的签署人、大堂经理", "the grade's signers, lobby manager"),
    P.LETTER_PLACE: ("大堂经理、前厅部主管及以上", "lobby manager, front office from supervisor up"),
    P.LETTER_VOID: _LEADERS,
    P.REQUEST_STEP: (f"{_LEADERS[0]}、承办部门员工", f"{_LEADERS[1]}, the department that does it"),
    P.REQUEST_CALL_BACK: _DESK,
    P.COMPLAINT_STEP: (f"{_DESK[0]}、行政经理", f"{_DESK[1]}, executive managers"),
    P.LOST_PROPERTY_STEP: (
        f"{_DESK[0]}、客房部主管及以上",
        f"{_DESK[1]}, housekeeping from supervisor up",
    ),
    P.GRADE_ASK: (f"{_DESK[0]}、行政经理", f"{_DESK[1]}, executive managers"),
    P.GRADE_DECIDE: ("等级规定的审批人（非申请人）", "who approves this grade; not who asked"),
}
