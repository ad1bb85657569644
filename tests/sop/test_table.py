from tests.sop.stays import HOTEL, SHANGHAI, a_stay, at, shipped
from vipops.sop.plan import plan
from vipops.sop.table import HEADINGS, plan_table


def test_a_row_a_task() -> None:
    now = at("2026-12-10 12:30")
    tasks = plan(shipped(), a_stay(), HOTEL, now)
    rows = plan_table(tasks, SHANGHAI, "en")
    assert rows[0] == HEADINGS["en"]
    assert len(rows) == len(tasks) + 1
    row = next(row for row in rows if row.key == "room_inspection:1806")
    assert row.due == "2026-12-10 12:30 !"
    assert row.source == "F7"
    assert row.holds == "ready"
    chinese = plan_table(tasks, SHANGHAI, "zh")
    assert next(row.title for row in chinese if row.key == "room_inspection:1806") == "大堂经理查房（17项）"
