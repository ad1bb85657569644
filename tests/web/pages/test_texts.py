"""Every text of the screens exists in both languages, and server and browser read the same one."""

import json
import re

import pytest
from flask import Flask

from setup import texts as collected
from vipops.enums import Language
from vipops.web.pages import texts

PLACEHOLDER = re.compile(r"\{\w+\}|%\(\w+\)s")


def test_nothing_is_untranslated() -> None:
    known = texts.catalogue(Language.ZH)
    wanted = [message for message in collected.extracted() if message.id]
    untranslated = [
        message.id for message in wanted if not (found := known.get(message.id)) or not _full(found.string)
    ]
    assert untranslated == [], "run .venv/bin/python setup/texts.py and translate what it names"


def test_nothing_is_left_over() -> None:
    wanted = {message.id for message in collected.extracted() if message.id}
    left_over = [
        message.id for message in texts.catalogue(Language.ZH) if message.id and message.id not in wanted
    ]
    assert left_over == [], "run .venv/bin/python setup/texts.py"


def test_translations_keep_their_placeholders() -> None:
    """A count may be left out of no form; a name that is filled in may not be lost."""
    for message in texts.catalogue(Language.ZH):
        if not message.id:
            continue
        source = message.id[0] if isinstance(message.id, tuple) else message.id
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        for string in strings:
            allowed = set(PLACEHOLDER.findall(source))
            if isinstance(message.id, tuple):
                allowed |= set(PLACEHOLDER.findall(message.id[1]))
            assert set(PLACEHOLDER.findall(string)) == allowed, source


def test_scripts_say_only_what_can_be_collected() -> None:
    """t() and n() take plain texts: a text put together in code would never find its translation."""
    said = re.compile(r"(?<![\w.])(?:t|n)\((?!\s*\")([^)]{0,40})")
    computed = {
        (path.relative_to(collected.ROOT).as_posix(), found[1])
        for path in sorted(collected.ROOT.glob(collected.SCRIPTS))
        for found in said.finditer(path.read_text("utf-8"))
    }
    # Where they are defined; the server's sentences have a reader of their own, house/sentences.js.
    looked_up = {("static/js/house/i18n.js", "text, values"),
                 ("static/js/house/i18n.js", "one, many, count, values")}  # fmt: skip
    assert computed == looked_up


def test_the_browser_gets_what_the_server_reads(pages_app: Flask) -> None:
    answer = pages_app.test_client().get(f"/texts/zh.json?v={texts.version()}")
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    found = json.loads(answer.data)
    assert found["Sign in"] == texts.compiled(Language.ZH).gettext("Sign in") == "登录"
    assert found["{n} tick waits"] == ["{n} 项待发送"]


def test_an_old_address_of_the_texts_is_not_kept(pages_app: Flask) -> None:
    assert pages_app.test_client().get("/texts/zh.json?v=old").headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("language", ["ja", "xx", "zh-CN"])
def test_a_language_that_the_screens_lack(pages_app: Flask, language: str) -> None:
    assert pages_app.test_client().get(f"/texts/{language}.json").status_code == 404


def _full(string: str | tuple[str, ...] | None) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)
