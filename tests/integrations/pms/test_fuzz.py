"""Whatever the bytes are, the reader answers with a result or a refusal, and what it took is sound."""

import io
import json
import zipfile
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.integrations.pms.conftest import DATA, SHANGHAI
from vipops.errors import BadInput
from vipops.integrations.pms.checks import LONGEST_STAY_NIGHTS
from vipops.integrations.pms.reader import read
from vipops.integrations.pms.result import ReadResult

FEW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

PUBLISHED = (DATA / "getReservations.json").read_bytes()
DETAIL = json.loads((DATA / "detail.json").read_text())
HEAD = "确认号,姓名,到店日期,离店日期,预计抵达时间,成人,儿童年龄,状态,备注,同行人,落地时间,接机"


def outcome(data: bytes, form: Any, zone: ZoneInfo) -> tuple[ReadResult | None, BadInput | None]:
    try:
        return read(data, name="fuzz", zone=zone, form=form), None
    except BadInput as refusal:
        return None, refusal


def sound(data: bytes, form: Any = None, zone: ZoneInfo = SHANGHAI) -> None:
    result, refusal = outcome(data, form, zone)
    if result is None:
        assert refusal is not None
        assert refusal.facts["errors"][0]["where"].startswith("fuzz")
        assert refusal.message.encode()
        return
    numbers = [(each.property_code, each.confirmation_number) for each in result.reservations]
    assert len(numbers) == len(set(numbers))
    for each in result.reservations:
        assert each.confirmation_number
        assert len(each.confirmation_number) <= 64
        assert each.guest.surname.isprintable()
        assert 0 <= each.nights <= LONGEST_STAY_NIGHTS
        assert len(each.fingerprint()) == 64
    for row in (*result.refused, *result.notices):
        assert row.line >= 1
        assert row.column >= 1
        assert row.message.encode()


@given(st.binary(max_size=400), st.sampled_from([None, "opera", "csv", "xlsx"]))
@example(b"\xef\xbb\xbf", None)
@example(b"\xff\xfe", None)
@example(b"[" * 100_000, None)
@example(b'{"a":' * 100_000, None)
@example(b"1" * 10_000, "opera")
@example(b"[NaN]", "opera")
@FEW
def test_any_bytes(data: bytes, form: Any) -> None:
    sound(data, form)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, item in inside for found in places(item, (*path, key)))]


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(
        ["9999-12-31", "0001-01-01 00:00:00", "2026-11-22T00:00:00+14:00", "2026-11-22", "24:00", "２"]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.data(), st.sampled_from([json.loads(PUBLISHED), DETAIL]))
@FEW
def test_an_answer_with_anything_anywhere(data: st.DataObject, answer: Any) -> None:
    changed = json.loads(json.dumps(answer))
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(places(changed)[1:] or [()]))
        if not path:
            return
        holder = changed
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = data.draw(ANYTHING)
    sound(json.dumps(changed).encode())


@given(st.integers(0, len(PUBLISHED)))
@FEW
def test_an_answer_cut_off_anywhere(length: int) -> None:
    sound(PUBLISHED[:length])


CELL = st.text(max_size=12) | st.sampled_from(
    [
        "2026-11-22",
        "2026-11-24",
        "10001",
        "王小明",
        "14:30",
        "下午3点",
        "",
        "9999-12-31",
        "2026-11-22 24:00",
        '"',
        "1,2",
    ]
)


@given(
    st.lists(st.lists(CELL, min_size=1, max_size=13), max_size=6),
    st.sampled_from(["utf-8", "gb18030", "utf-16"]),
    st.sampled_from([",", ";", "\t"]),
)
@FEW
def test_any_cells(rows: list[list[str]], coding: str, delimiter: str) -> None:
    lines = [HEAD.replace(",", delimiter), *(delimiter.join(row) for row in rows)]
    sound("\n".join(lines).encode(coding, "surrogatepass" if coding != "gb18030" else "replace"), "csv")


def small_workbook() -> bytes:
    book = Workbook()
    for row in (["确认号", "姓名", "到店日期", "离店日期"], [1, "王小明", "=1", "2026-11-24"]):
        book.worksheets[0].append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


WORKBOOK = small_workbook()


@given(st.data())
@FEW
def test_a_workbook_with_broken_parts(data: st.DataObject) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as source, zipfile.ZipFile(packed, "w") as target:
        broken = data.draw(st.sampled_from(source.namelist()))
        for name in source.namelist():
            content = source.read(name)
            if name == broken:
                cut = data.draw(st.integers(0, len(content)))
                content = (
                    content[:cut]
                    + data.draw(st.binary(max_size=20))
                    + content[cut + data.draw(st.integers(0, 9)) :]
                )
            target.writestr(name, content)
    sound(packed.getvalue())


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles", "Australia/Lord_Howe", "UTC"])
def test_any_zone(zone: str) -> None:
    sound(PUBLISHED, zone=ZoneInfo(zone))
