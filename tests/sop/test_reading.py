"""What the checklists say of time and condition, said to people."""

import pytest

from tests.sop.stays import CHECKLISTS
from vipops.enums import Anchor
from vipops.sop import conditions, due, reading
from vipops.sop.loader import load
from vipops.sop.procedure import Template

PROCEDURE = load(CHECKLISTS)


@pytest.mark.parametrize(
    ("written", "en", "zh"),
    [
        ("arrival-2h", "2 hours before arrival", "抵店前2小时"),
        ("landing+1h30m", "1 hour 30 minutes after landing", "落地后1小时30分钟"),
        ("departure-1d @ 21:00", "at 21:00, 1 day before departure", "离店前1天的21:00"),
        ("arrival @ 07:00", "at 07:00 on the day of arrival", "抵店当天07:00"),
        ("stay_day @ 10:00", "at 10:00 on each stay day", "每个住店日10:00"),
        ("after+10m", "10 minutes after what it waits for", "先行任务完成后10分钟"),
        ("after", "at once after what it waits for", "先行任务完成即办"),
        ("meal-1d", "1 day before the meal", "用餐前1天"),
        ("briefing", "at the morning briefing", "早会时"),
    ],
)
def test_due_times(written: str, en: str, zh: str) -> None:
    said = reading.when(due.parse(written))
    assert (said.en, said.zh) == (en, zh)


@pytest.mark.parametrize("anchor", Anchor)
def test_every_anchor_has_its_words(anchor: Anchor) -> None:
    for written in (anchor.value, f"{anchor}+5m"):
        said = reading.when(due.parse(written))
        assert anchor.value not in said.zh
        assert "_" not in said.en


@pytest.mark.parametrize(
    ("written", "en", "zh"),
    [
        ("transfer and children > 0", "a pick-up is booked and children come along", "已订接机且有儿童同行"),
        ("not first_day", "not on the first day", "非首日"),
        ("rank <= 3 and not incognito", "grade VB or higher and the guest does not stay incognito",
         "VB及以上等级且客人非匿名"),
        ("'fruit' in wishes or 'flowers' in wishes", "the guest's wishes include fruit or flowers",
         "客人意愿包括水果或鲜花"),
        ("'lift_held' in honours or 'lift' in wishes",
         "the honours on arrival include lift held by hand or the guest's wishes include lift held",
         "抵店礼遇包括专人控梯或客人意愿包括控梯"),
        ("grade in ['VVIP', 'VA']", "the grade is one of VVIP or VA", "等级属于VVIP或VA"),
        ("transfer and (returning or recovery)",
         "a pick-up is booked and (the guest has stayed before or there was a problem in a past stay)",
         "已订接机且（再次入住的客人或上次住店有过问题）"),
        ("not (transfer or returning)", "not (a pick-up is booked or the guest has stayed before)",
         "并非（已订接机或再次入住的客人）"),
        ("1 < nights <= 3", "1 is less than the number of nights and the number of nights is at most 3",
         "1小于夜数且夜数不超过3"),
        ("adults + children >= 4", "the number of adults + the number of children is at least 4",
         "成人数+儿童数不少于4"),
        ("'fruit' not in wishes", "the guest's wishes do not include fruit", "客人意愿不包括水果"),
    ],
)  # fmt: skip
def test_conditions(written: str, en: str, zh: str) -> None:
    said = reading.for_whom(conditions.parse(written), PROCEDURE)
    assert (said.en, said.zh) == (en, zh)


def test_without_a_condition_it_is_for_every_stay() -> None:
    assert reading.for_whom(None, PROCEDURE) == reading.EVERY


@pytest.mark.parametrize("template", PROCEDURE.templates, ids=lambda template: template.id)
def test_the_shipped_checklists_are_said_without_codes(template: Template) -> None:
    for said in (
        reading.when(template.due),
        reading.how_often(template),
        reading.for_whom(template.condition, PROCEDURE),
        *reading.bounds(template),
    ):
        assert "_" not in said.en + said.zh
        assert not any("a" <= letter <= "z" for letter in said.zh), said.zh
