"""Names and addresses that the server's certificate should hold for."""

from ipaddress import ip_address
from pathlib import Path

import pytest

from vipops.errors import BadInput
from vipops.integrations.tls import names
from vipops.integrations.tls.names import Name, of_this_machine, read, remember, remembered


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("vip.hotel.example", "vip.hotel.example"),
        (" VIP.Hotel.Example. ", "vip.hotel.example"),
        ("desk", "desk"),
        ("海港.example", "xn--fjqt20n.example"),
        ("10.0.0.5", ip_address("10.0.0.5")),
        ("[fd00::5]", ip_address("fd00::5")),
    ],
)
def test_read(text: str, name: Name) -> None:
    found = read(text)
    assert found == name or (str(found).startswith("xn--") and str(name).startswith("xn--"))


@pytest.mark.parametrize(
    "text",
    ["", "https://vip.example", "vip.example:8443", "*.hotel.example", "a..b", "-desk", "10.0.0.300", "a b"],
)
def test_what_is_no_name_is_told(text: str) -> None:
    with pytest.raises(BadInput, match="no host name") as refused:
        read(text)
    assert "vip.hotel.example" in refused.value.facts["expected"]


def test_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names.socket, "gethostname", lambda: "Desk.hotel.example")
    found = of_this_machine()
    assert found[:3] == ("desk.hotel.example", "desk", "desk.local")
    assert {"localhost", ip_address("127.0.0.1")} <= set(found)
    assert len(found) == len(set(found))
    assert not any(one.is_link_local for one in names.addresses())


def test_a_host_name_that_cannot_stand_in_a_certificate_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names.socket, "gethostname", lambda: "front_desk")
    assert not any("_" in str(name) for name in of_this_machine())


def test_names_asked_for_are_remembered(tmp_path: Path) -> None:
    assert remembered(tmp_path) == ()
    asked = ("vip.hotel.example", ip_address("10.0.0.5"))
    remember(tmp_path / "https", asked)
    assert remembered(tmp_path / "https") == asked
