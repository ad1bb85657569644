"""Promise 2: an operation sent any number of times, also at once, has one effect and one answer."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from tests.support.house import Hotel

COPIES = 6


def all_at_once(hotel: Hotel, path: str, body: dict[str, Any], method: str = "POST") -> list[Any]:
    """The same call from one tablet, so many times at the same moment."""
    first = hotel.client("lobby")
    cookies = {name: first.get_cookie(name).value for name in ("vipops_session", "vipops_device")}
    barrier = Barrier(COPIES)

    def send(_number: int) -> Any:
        client = hotel.client()
        client.csrf = first.csrf
        for name, value in cookies.items():
            client.set_cookie(name, value)
        barrier.wait()
        return client.open(path, method=method, json=body, headers={"Idempotency-Key": "one"})

    with ThreadPoolExecutor(COPIES) as pool:
        return list(pool.map(send, range(COPIES)))


@pytest.mark.parametrize("what", ["tick", "step", "times", "edit", "letter"])
def test_one_effect_and_one_answer(hotel: Hotel, what: str) -> None:
    stay = hotel.stay()
    hotel.write_letters()
    task, letter = hotel.task(stay.id, "briefing"), hotel.letter(stay.id)
    method, path, body = {
        "tick": ("POST", f"/api/tasks/{task.id}/tick", {"version": 1}),
        "step": ("POST", f"/api/stays/{stay.id}/prepare", {"version": stay.version}),
        "times": ("PATCH", f"/api/stays/{stay.id}/times", {"arrival_at": "2026-11-23T18:00:00+08:00"}),
        "edit": ("PATCH", f"/api/stays/{stay.id}", {"children": 2, "version": stay.version}),
        "letter": ("POST", f"/api/letters/{letter.id}/void", {"version": letter.version, "reason": "so"}),
    }[what]
    before = hotel.seq
    answers = all_at_once(hotel, path, body, method)
    assert [answer.status_code for answer in answers] == [200] * COPIES
    assert len({answer.get_data() for answer in answers}) == 1
    told = [row for row in hotel.events(before) if row.kind in FIRST_KINDS]
    assert len(told) == 1
    assert len(hotel.rows_of("answers")) == 1


FIRST_KINDS = {"task_ticked", "stay_preparing", "stay_retimed", "stay_changed", "letter_voided"}


def test_without_a_key_the_second_is_told_it_was_late(hotel: Hotel) -> None:
    """The control: it is the key that makes the copies one."""
    stay = hotel.stay()
    path = f"/api/tasks/{hotel.task(stay.id, 'briefing').id}/tick"
    lobby = hotel.client("lobby")
    assert [lobby.post(path, json={"version": 1}).status_code for _ in range(2)] == [200, 409]
