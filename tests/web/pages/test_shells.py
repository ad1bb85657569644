"""The shells: who is not signed in stands at the door, and no page carries what its policy forbids."""

import re
from pathlib import Path

import pytest
from flask import Flask, render_template

from vipops.settings import folder
from vipops.web.pages import assets
from vipops.web.pages.shells import page_at

STATIC = folder("static")
TEMPLATES = folder("templates") / "pages"
SCRIPTS = sorted((STATIC / "js").rglob("*.js"))
SHEETS = sorted((STATIC / "css").glob("*.css"))


@pytest.mark.parametrize(
    "path", ["/", "/department/housekeeping", "/stays/7", "/letters", "/arrivals", "/handover"]
)
def test_behind_the_door(pages_app: Flask, path: str) -> None:
    answer = pages_app.test_client().get(path)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in")


@pytest.mark.parametrize(
    ("language", "greeting", "tag"), [("zh", "欢迎回来", "zh-CN"), ("en", "Good to see you", "en")]
)
def test_the_door_in_both_languages(pages_app: Flask, language: str, greeting: str, tag: str) -> None:
    page = pages_app.test_client().get(f"/sign-in?language={language}").text
    assert greeting in page
    assert f'<html lang="{tag}"' in page


def test_the_door_speaks_as_the_browser_asks(pages_app: Flask) -> None:
    page = pages_app.test_client().get("/sign-in", headers={"Accept-Language": "en-GB,en;q=0.9"}).text
    assert "Good to see you" in page


def test_a_form_sent_without_its_script_signs_nobody_in(pages_app: Flask) -> None:
    answer = pages_app.test_client().post("/sign-in", data={"username": "x", "password": "secret"})
    assert answer.status_code in (303, 401)
    assert "secret" not in answer.headers.get("Location", "")


def test_an_unknown_page_is_told_as_a_page(pages_app: Flask) -> None:
    answer = pages_app.test_client().get("/nowhere", headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    assert "There is no such page" in answer.text


def test_every_file_that_a_shell_names_is_there(pages_app: Flask) -> None:
    client = pages_app.test_client()
    with pages_app.test_request_context("/"):
        shell = render_template("pages/shell.html", modules=assets.needs("js/pages/main.js"))
    door = client.get("/sign-in").text
    named = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', shell + door))
    assert assets.address("js/pages/main.js") in named
    missing = []
    for path in named:
        with client.get(path) as answer:
            if answer.status_code != 200:
                missing.append(path)
    assert missing == []


def test_no_script_lies_about_unused() -> None:
    imported = {
        (path.parent / target).resolve()
        for path in SCRIPTS
        for target in re.findall(r'(?:from |import |import\()"(\.[^"]+)"', path.read_text("utf-8"))
    }
    begins = {path.relative_to(STATIC).as_posix() for path in SCRIPTS if path not in imported}
    assert begins == {
        "js/theme.js",
        "js/worker.js",
        "js/pages/main.js",
        "js/pages/wall.js",
        "js/pages/sign_in.js",
        "js/pages/trust.js",
    }
    assert [path for path in imported if not path.is_file()] == []


def test_every_shell_has_its_page(pages_app: Flask) -> None:
    """One table says which script draws which address: ``main.js``; a shell asks for it at once."""
    rules = [rule for rule in pages_app.url_map.iter_rules() if rule.endpoint == "pages.shell"]
    paths = [re.sub(r"<[^>]+>", "7", rule.rule.replace("<code>", "housekeeping")) for rule in rules]
    found = [page_at(path) for path in paths]
    assert None not in found
    assert [page.script for page in (page_at("/stays/7"),) if page] == ["js/pages/stay.js"]
    assert page_at("/nowhere") is None
    sent = set(assets.addresses())
    assert {assets.address(page.script) for page in found if page} <= sent


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.html")), ids=lambda path: path.name)
def test_no_inline_script_or_style_in_a_shell(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", text)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_keep_to_the_policy(path: Path) -> None:
    text = path.read_text("utf-8")
    forbidden = (
        r"\sstyle=|styleMap|innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML|document\.write|\beval\("
        r"|new Function|https?://"
    )
    assert re.findall(forbidden, text) == []


def test_every_icon_is_in_the_sprite() -> None:
    sprite = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons" / "sprite.svg").read_text("utf-8")))
    # The page of the design names its samples too.
    own = [path for path in SCRIPTS if path.parent.name != "design"]
    scripts = "\n".join(path.read_text("utf-8") for path in own)
    named = set(re.findall(r'\bicon\("([a-z-]+)"', scripts)) | set(
        re.findall(r'\b(?:icon|name): "([a-z0-9-]+)"', scripts)
    )
    checklists = (folder("checklists") / "departments.yaml").read_text("utf-8")
    named |= {icon.replace("_", "-") for icon in re.findall(r"icon: (\w+)", checklists)}
    assert named - sprite == set()


def test_every_grade_has_its_colour() -> None:
    colours = set(re.findall(r"colour: (\w+)", (folder("checklists") / "grades.yaml").read_text("utf-8")))
    drawn = set(re.findall(r'data-colour="(\w+)"', (STATIC / "css" / "parts.css").read_text("utf-8")))
    # Slate is the mark's plain colour.
    assert colours - drawn <= {"grade_slate"}


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_colours_come_from_the_tokens(path: Path) -> None:
    """A colour that is no token would be wrong in one of the two themes. Letters are on white in both."""
    if path.name == "tokens.css":
        return
    own = set(re.findall(r"#[0-9a-f]{3,8}\b", path.read_text("utf-8")))
    assert own <= {"#fffefb", "#665e52"}


def test_every_token_is_defined_in_both_themes() -> None:
    tokens = (STATIC / "css" / "tokens.css").read_text("utf-8")
    light = set(re.findall(r"^  (--[\w-]+): #", tokens, re.MULTILINE))
    chosen = tokens[tokens.index(':root[data-theme="dark"]') :]
    by_system = tokens[
        tokens.index("@media (prefers-color-scheme: dark)") : tokens.index(':root[data-theme="dark"]')
    ]
    assert set(re.findall(r"(--[\w-]+): #", chosen)) == light
    assert re.findall(r"(--[\w-]+: #\w+)", by_system) == re.findall(r"(--[\w-]+: #\w+)", chosen)
    used = {name for path in SHEETS for name in re.findall(r"var\((--[\w-]+)\)", path.read_text("utf-8"))}
    assert used - set(re.findall(r"(--[\w-]+):", tokens)) == set()
