"""Promise 15: signing out, a new role or a dismissal ends HTTP at once."""

from typing import Any

import pytest

from tests.support.house import Hotel

ROUTES = ("/api/board", "/api/events?after=0", "/api/session")


def statuses(client: Any) -> set[int]:
    return {client.get(route).status_code for route in ROUTES}


def test_signing_out(hotel: Hotel) -> None:
    hotel.stay()
    client, other_tablet = hotel.client("lobby"), hotel.client("lobby")
    token = client.get_cookie("vipops_session").value
    answer = client.delete("/api/session")
    assert answer.status_code == 204
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert statuses(client) == {401}
    client.set_cookie("vipops_session", token)
    assert statuses(client) == {401}, "also with a copy of the cookie"
    assert statuses(other_tablet) == {200}


@pytest.mark.parametrize("change", [{"active": False}, {"role": "attendant"}, {"department": "security"}])
def test_a_change_by_the_administrator(hotel: Hotel, change: dict[str, Any]) -> None:
    stay = hotel.stay()
    client = hotel.client("housekeeping_supervisor")
    task = hotel.task(stay.id, "room_made")
    person = hotel.actor("housekeeping_supervisor").id
    admin = hotel.client("admin")
    assert admin.patch(f"/api/staff/{person}", json=change).status_code == 200
    assert statuses(client) == {401}
    assert client.post(f"/api/tasks/{task.id}/tick", json={"version": 1}).status_code == 401
    assert hotel.task(stay.id, "room_made").state == "open"
    assert client.sign_in("housekeeping_supervisor").status_code == (401 if "active" in change else 200)


def test_a_shorter_role_is_in_force_at_the_next_sign_in(hotel: Hotel) -> None:
    stay = hotel.stay()
    hotel.client("admin").patch(
        f"/api/staff/{hotel.actor('housekeeping_supervisor').id}", json={"role": "attendant"}
    )
    client = hotel.client("housekeeping_supervisor")
    task = hotel.task(stay.id, "room_made")
    answer = client.post(f"/api/tasks/{task.id}/skip", json={"version": 1, "reason": "so"})
    assert answer.status_code == 403


def test_the_hours_are_over(hotel: Hotel) -> None:
    client = hotel.client("lobby")
    hotel.clock.forward(hours=14)
    assert statuses(client) == {401}
