"""A list of people as CSV."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from vipops.enums import Department, Language, Role
from vipops.integrations.lists.sheet import Line, lines

HEADERS: Mapping[str, tuple[str, ...]] = {
    "username": ("username", "user name", "用户名"),
    "name_zh": ("name_zh", "chinese name", "中文姓名", "中文名"),
    "name_en": ("name_en", "name", "english name", "英文姓名", "英文名"),
    "role": ("role", "角色"),
    "department": ("department", "部门"),
    "post": ("post", "岗位"),
    "language": ("language", "语言"),
}
USERNAME = re.compile(r"[A-Za-z0-9._-]{2,64}")
LONGEST = 60


@dataclass(frozen=True, slots=True)
class PersonRead:
    """One line: the cells by field, checked as far as the file alone says."""

    line: Line
    username: str


def read(data: bytes, name: str) -> list[PersonRead]:
    """Every line of the file; what is wrong stands with its line. Raises ``BadInput`` for the whole file."""
    needed = ("username", "name_en", "role", "department")
    found = [_person(line) for line in lines(data, name, HEADERS, needed)]
    first: dict[str, int] = {}
    for one in found:
        again = first.setdefault(one.username, one.line.number)
        if again != one.line.number and one.username:
            one.line.wrong("username", f"{one.username} stands in line {again} too.", "each person once")
    return found


def _person(line: Line) -> PersonRead:
    cells = line.cells
    username = cells["username"].lower()
    if not USERNAME.fullmatch(username):
        line.wrong("username", f"“{username}” is no user name.", "2 to 64 letters, digits, dots, hyphens")
    for name in ("name_zh", "name_en"):
        if len(cells.get(name, "")) > LONGEST:
            line.wrong(name, "This is too long.", f"at most {LONGEST} characters")
    if not cells["name_en"]:
        line.wrong("name_en", "The name is missing.", "a name in English or pinyin")
    for name, words in (("role", Role), ("department", Department)):
        if cells[name] not in list(words):
            line.wrong(name, f"“{cells[name]}” is not known.", "one of " + ", ".join(words))
    if cells.get("language", "") not in ("", Language.ZH, Language.EN):
        line.wrong("language", f"“{cells['language']}” is no language of the screens.", "zh or en")
    return PersonRead(line, username)
