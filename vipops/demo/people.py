"""The demo hotel's people, and what they sign in with."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import select

from vipops import models
from vipops.domain.permissions import Actor
from vipops.enums import Department, Language, Role
from vipops.services import staff
from vipops.services.passwords import Hasher, hasher, secret
from vipops.services.staff import NewStaff
from vipops.settings import Settings
from vipops.storage import reading

# Public on purpose: printed at every start, and made for nobody else than the demo's people.
PASSWORD = "welcome-demo"  # noqa: S105
FIRST_PIN = 2601

_EX, _FO, _CO, _HK = (
    Department.EXECUTIVE,
    Department.FRONT_OFFICE,
    Department.CONCIERGE,
    Department.HOUSEKEEPING,
)
_EN, _SE, _FB = Department.ENGINEERING, Department.SECURITY, Department.FOOD_BEVERAGE
_LOBBY, _MANAGER, _SUPERVISOR, _ATTENDANT = Role.LOBBY_MANAGER, Role.MANAGER, Role.SUPERVISOR, Role.ATTENDANT


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works at the demo hotel."""

    username: str
    zh: str
    en: str
    role: Role
    department: Department
    post: str = ""
    language: Language = Language.ZH


PEOPLE = (
    Person("shen.zhiyuan", "沈致远", "Marcus Shen", Role.GENERAL_MANAGER, _EX, "general_manager"),
    Person("su.wanqing", "苏晚晴", "Sophie Su", _LOBBY, _FO, "lobby_manager"),
    Person("chen.yiheng", "陈以恒", "Daniel Chen", _LOBBY, _FO, "lobby_manager"),
    Person("okafor", "恩戈齐·奥卡福", "Ngozi Okafor", _LOBBY, _FO, "lobby_manager", Language.EN),
    Person("gu.helan", "顾鹤岚", "Helen Gu", _MANAGER, _EX, "deputy_general_manager"),
    Person("lindgren", "安娜·林格伦", "Anna Lindgren", _MANAGER, _EX, "rooms_director", Language.EN),
    Person("bai.ruochuan", "白若川", "Ruochuan Bai", _MANAGER, _EX, "sales_director"),
    Person("moreau", "艾蒂安·莫罗", "Étienne Moreau", _MANAGER, _EX, "food_beverage_director", Language.EN),
    Person("fang.huaijin", "方怀瑾", "Grace Fang", _MANAGER, _FO, "front_office_manager"),
    Person("qin.wangshu", "秦望舒", "Wangshu Qin", _MANAGER, _FO, "duty_manager"),
    Person("sato", "佐藤葵", "Aoi Sato", _SUPERVISOR, _FO, "guest_relations", Language.EN),
    Person("wen.jingshu", "温静姝", "Jingshu Wen", _ATTENDANT, _FO, "receptionist"),
    Person("silva", "安东尼奥·席尔瓦", "António Silva", _MANAGER, _CO, "concierge_manager", Language.EN),
    Person("he.changfeng", "贺长风", "Changfeng He", _SUPERVISOR, _CO, "concierge_supervisor"),
    Person("xu.jianguo", "徐建国", "Jianguo Xu", _ATTENDANT, _CO, "driver"),
    Person("mao.zhiqiang", "毛志强", "Zhiqiang Mao", _ATTENDANT, _CO, "bell_attendant"),
    Person("lv.huilan", "吕慧兰", "Huilan Lü", _MANAGER, _HK, "housekeeping_manager"),
    Person("deng.chunmei", "邓春梅", "Chunmei Deng", _SUPERVISOR, _HK, "housekeeping_supervisor"),
    Person("he.yujie", "何玉洁", "Yujie He", _SUPERVISOR, _HK, "floor_supervisor"),
    Person("yang.guiying", "杨桂英", "Guiying Yang", _ATTENDANT, _HK, "room_attendant"),
    Person("han.tiesheng", "韩铁生", "Tiesheng Han", _MANAGER, _EN, "chief_engineer"),
    Person("luo.xiaobo", "罗小波", "Xiaobo Luo", _ATTENDANT, _EN, "engineer"),
    Person("shi.lei", "石磊", "Lei Shi", _MANAGER, _SE, "security_manager"),
    Person("tashi", "扎西多吉", "Tashi Dorje", _ATTENDANT, _SE, "security_officer"),
    Person("jiang.mulan", "江木兰", "Mulan Jiang", _MANAGER, _FB, "food_beverage_manager"),
    Person("park", "朴智允", "Ji-yoon Park", _SUPERVISOR, _FB, "food_beverage_supervisor", Language.EN),
    Person("tian.xiaoman", "田小满", "Xiaoman Tian", _ATTENDANT, _FB, "room_service"),
    Person("zheng.yiming", "郑一鸣", "Yiming Zheng", Role.ADMINISTRATOR, _EX),
)


def shown() -> list[dict[str, Any]]:
    """Who can sign in and with what: username, password, pin, name {zh, en}, role, department, post."""
    return [
        {
            "username": person.username,
            "password": PASSWORD,
            "pin": _pin(number),
            "name": {"zh": person.zh, "en": person.en},
            "role": person.role.value,
            "department": person.department.value,
            "post": person.post,
        }
        for number, person in enumerate(PEOPLE)
    ]


def take_on_missing(settings: Settings, by: Actor, now: datetime) -> None:
    """Take on, in the order of the list, whoever is not on the staff yet."""
    with reading() as connection:
        there = set(connection.scalars(select(models.Staff.username)))
    missing = [(number, person) for number, person in enumerate(PEOPLE) if person.username not in there]
    if not missing:
        return
    full_price = hasher(settings)
    hashes = full_price if settings.cheap_hashes else _Hashed(full_price, secret(settings.secret_path))
    for number, person in missing:
        new = NewStaff(
            person.username,
            {"zh": person.zh, "en": person.en},
            person.role,
            person.department,
            person.post,
            person.language,
        )
        staff.take_on(new, PASSWORD, _pin(number), hasher=hashes, by=by, now=now)


class _Hashed(Hasher):
    """Hashes made beforehand, side by side.

    One password is one hash, at the full price, so that a wrong password takes as long for a person of the
    demo as for a stranger. The PINs are printed for everybody, so little is paid for theirs.
    """

    def __init__(self, full_price: Hasher, pepper: bytes) -> None:
        self._pepper = pepper
        self._argon2 = PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1)
        pins = [_pin(number) for number in range(len(PEOPLE))]
        with ThreadPoolExecutor(2) as pool:
            password = pool.submit(full_price.hash, PASSWORD)
            hashes: Mapping[str, str] = dict(zip(pins, pool.map(self._pin_hash, pins), strict=True))
            self._made = {**hashes, PASSWORD: password.result()}

    def hash(self, secret: str) -> str:
        return self._made[secret]

    def _pin_hash(self, pin: str) -> str:
        return self._argon2.hash(self._peppered(pin))


def _pin(number: int) -> str:
    return str(FIRST_PIN + number)
