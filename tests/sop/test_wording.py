from tests.sop.stays import SHANGHAI, a_stay, at
from tests.sop.test_replan import delayed, first_plan, replanned
from vipops.sop.facts import StayFacts
from vipops.sop.replan import ExistingTask
from vipops.sop.wording import in_words


def words(existing: list[ExistingTask], stay: StayFacts, now: str) -> dict[str, str]:
    return {sentence.en: sentence.zh for sentence in in_words(replanned(existing, stay, at(now)), SHANGHAI)}


def test_moves_are_told_with_both_times() -> None:
    told = words(first_plan(a_stay()), delayed(a_stay(), 160), "2026-12-10 09:00")
    english = "Lobby manager's inspection, 17 points moved from 12:00 to 14:40"
    assert told[english] == "大堂经理查房（17项）：由12:00改为14:40"


def test_another_day_is_named() -> None:
    told = words(first_plan(a_stay()), delayed(a_stay(), 11 * 60), "2026-12-10 09:00")
    english = "Luggage in the room moved from 10 Dec 14:15 to 11 Dec 01:15"
    assert told[english] == "行李送到客房：由12月10日14:15改为12月11日01:15"


def test_what_is_late_new_and_spent() -> None:
    now = "2026-12-10 12:30"
    early = words(first_plan(a_stay(), at("2026-12-10 12:00")), delayed(a_stay(), -60), now)
    assert early["With concierge, take one lift under dedicated control: was due 13:00, now due at once"]
    moved = words(first_plan(a_stay()), a_stay(room="2001"), "2026-12-10 11:20")
    assert moved["New: Clean room 2001, due at once"] == "新增：清洁2001房，须立即完成"
    assert (
        moved["New: Cut the key of room 2001, due 10 Dec 11:30"]
        == "新增：制作2001房房卡，12月10日11:30前完成"
    )
    assert moved["No longer needed: Clean room 1806"] == "取消：清洁1806房"


def test_new_instructions_are_told() -> None:
    told = words(first_plan(a_stay(grade="VB")), a_stay(grade="VA"), "2026-12-08 10:00")
    assert told["New instructions: Greeting line-up in place at the door"] == "要求有变：门口迎候人员到位"


def test_nothing_changes_in_no_words() -> None:
    assert words(first_plan(a_stay()), a_stay(), "2026-12-10 09:00") == {}
