import pytest

from vipops.integrations.papers import glyphs
from vipops.integrations.papers.glyphs import look_again, missing_characters
from vipops.integrations.papers.refusals import PapersUnavailable


@pytest.fixture(autouse=True)
def _fresh_look():
    look_again()
    yield
    look_again()


def test_each_missing_character_once_in_order() -> None:
    found = missing_characters("A\U0001f9ffB\ue863\U0001f9ff")
    assert [(one.code_point, one.name) for one in found] == [
        ("U+1F9FF", "NAZAR AMULET"),
        ("U+E863", "no name"),
    ]


@pytest.mark.parametrize(
    ("character", "says"),
    [("\ue863", "private"), ("\U000f0001", "private"), ("\u202e", "invisible"), ("\x07", "invisible")],
)
def test_why(character: str, says: str) -> None:
    (one,) = missing_characters(f"a{character}")
    assert says in one.reason


def test_half_a_character() -> None:
    (one,) = missing_characters("a" + chr(0xD842))
    assert "damaged" in one.reason


@pytest.mark.parametrize(
    "text", ["", "Anna Berg", "a\nb\u3000c\u00a0d", "\u845b\U000e0100\u57ce", "a\u200d", "a\ufe0f"]
)
def test_nothing_missing(text: str) -> None:
    assert missing_characters(text) == []


def test_unchecked_is_not_good(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(PapersUnavailable) as refusal:
        missing_characters("Anna")
    assert "fonts-noto-cjk" in refusal.value.facts["remedy"]


@pytest.mark.parametrize("script", ["exit 3", "exec sleep 60", ":"])
def test_a_list_that_fails_is_not_good(script, tmp_path, monkeypatch) -> None:
    program = tmp_path / "fc-list"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(glyphs, "_PATIENCE", 0.5)
    with pytest.raises(PapersUnavailable):
        missing_characters("Anna")
