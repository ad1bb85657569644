"""The administrator is told on the page of people that the certificate for HTTPS ends soon."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.support.house import Hotel
from vipops.integrations.tls.authority import Wanted, keep

pytestmark = pytest.mark.parametrize("hotel_url", ["sqlite"], indirect=True)


@pytest.mark.parametrize(("days", "told"), [(397, 0), (29, 1)])
def test_the_end_is_told_within_thirty_days(
    hotel: Hotel, monkeypatch: pytest.MonkeyPatch, days: int, told: int
) -> None:
    settings = hotel.settings.model_copy(update={"https": True})
    keep(settings.https_folder, Wanted(("localhost",)), hotel="House", now=hotel.now,
                passphrase=b"x", days=days, again=True)  # fmt: skip
    monkeypatch.setitem(hotel.app.config, "VIPOPS", settings)
    admin: Any = hotel.client("admin")
    found = admin.get("/api/staff").json["certificate_ends_at"]
    assert bool(found) == bool(told)
    if found:
        assert datetime.fromisoformat(found) < hotel.now + timedelta(days=30)


def test_without_https_there_is_nothing_to_tell(hotel: Hotel) -> None:
    admin: Any = hotel.client("admin")
    assert admin.get("/api/staff").json["certificate_ends_at"] is None
