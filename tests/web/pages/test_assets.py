"""Scripts and styles as they are sent: by version, packed, kept for good."""

import gzip

from flask import Flask

from vipops.web.pages import assets


def test_a_file_of_this_version_is_kept_for_good(pages_app: Flask) -> None:
    answer = pages_app.test_client().get(assets.address("js/theme.js"), headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "immutable" in answer.headers["Cache-Control"]
    assert b"dataset.theme" in gzip.decompress(answer.data)


def test_who_does_not_unpack_gets_it_plain(pages_app: Flask) -> None:
    answer = pages_app.test_client().get(assets.address("css/screens.css"))
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Content-Type"].startswith("text/css")
    assert b"--paper" in answer.data


def test_a_page_of_another_version_is_told_to_load_again(pages_app: Flask) -> None:
    answer = pages_app.test_client().get(
        "/static/at/000000000000/js/theme.js", headers={"Accept": "application/json"}
    )
    assert answer.status_code == 404
    assert "immutable" not in answer.headers.get("Cache-Control", "")


def test_every_address_is_there(pages_app: Flask) -> None:
    client = pages_app.test_client()
    assert [path for path in assets.addresses() if client.get(path).status_code != 200] == []
